package locale

import (
	"sync"
	"testing"

	"assay/message"
)

// day is a date as messages take it.
type day string

func (d day) String() string { return string(d) }

// TestSay: each kind of argument is written as the language writes it; a key that no
// catalogue has stays English.
func TestSay(t *testing.T) {
	half := message.Say("the half-year")
	for _, c := range []struct {
		code string
		say  message.Message
		want string
	}{
		{"de", message.Say("supported"), "belegt"},
		{"de", message.Say("%d figures", message.Number(1)), "1 Zahl"},
		{"de", message.Say("%d figures", message.Number(1200)), "1.200 Zahlen"},
		{"en", message.Say("%d figures", message.Number(1)), "1 figure"},
		{"en", message.Say("%d figures", message.Number(0)), "0 figures"},
		{"ru", message.Say("%d figures", message.Number(21)), "21 число"},
		{"ru", message.Say("%d figures", message.Number(22)), "22 числа"},
		{"sa", message.Say("%d figures", message.Number(2)), "२ सङ्ख्ये"},
		{"ja", message.Say("%d figures", message.Number(3)), "数値3件"},
		{"de", message.Say("no price of %s", message.Date(day("2024-08-03"))), "kein Kurs vom 03.08.2024"},
		{"ja", message.Say("this is %s to %s, not %s", message.Sub(half), message.Date(day("2024-06-30")), message.Sub(message.Say("the quarter"))), "2024年6月30日までの半期の数値で、四半期のものではない"},
		{"es", message.Say("this is %s, not %s", message.Measure("net income"), message.Measure("operating income")), "es el valor de «beneficio neto», no de «beneficio operativo»"},
		{"ru", message.Say("the figure is right times 10^%d: in %s, %s (10^%d) stands for %s (10^%d)", message.Number(-3), message.Lang("de"), message.Text("Billion"), message.Number(12), message.Text("Milliarde"), message.Number(9)),
			"число верно, если умножить на 10^−3: Billion (10^12) стоит вместо Milliarde (10^9), язык: немецкий"},
		{"de", message.Say("no key of any catalogue: %s", message.Amount("25198000000", "USD")), "no key of any catalogue: 25,198\u00a0Mrd.\u00a0$"},
		{"de", message.Plain("100% English"), "100% English"},
	} {
		if got := locale(t, c.code).Say(c.say); got != c.want {
			t.Errorf("%s: got %q, want %q", c.code, got, c.want)
		}
	}
}

// TestSayTogether says in all languages at the same time, for the race detector.
func TestSayTogether(t *testing.T) {
	m := message.Say("%d figures", message.Number(2))
	var all sync.WaitGroup
	for range 4 {
		for _, code := range codes {
			all.Go(func() {
				if l, err := For(code); err != nil || l.Say(m) == "" {
					t.Errorf("%s: %v", code, err)
				}
			})
		}
	}
	all.Wait()
}
