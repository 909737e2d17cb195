package locale

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// TestAmounts holds numbers, amounts and days against testdata/written.txt, whose head
// states the sources.
func TestAmounts(t *testing.T) {
	f, err := os.Open("testdata/written.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases := map[string]int{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		part := strings.Split(line, "|")
		if len(part) != 4 {
			t.Fatalf("testdata/written.txt:%d: want language|what|given|written", n)
		}
		l := locale(t, part[0])
		cases[part[0]]++
		if got, want := l.write(t, part[1], part[2]), spaces.Replace(part[3]); got != want {
			t.Errorf("testdata/written.txt:%d: %s %s %s: got %q, want %q", n, part[0], part[1], part[2], got, want)
		}
	}
	const least = 6
	for _, code := range codes {
		if cases[code] < least {
			t.Errorf("testdata/written.txt: %d cases of %s, want %d", cases[code], code, least)
		}
	}
}

// spaces are shown in the file by marks that can be seen.
var spaces = strings.NewReplacer("_", "\u00a0", "^", "\u202f", "`", "\u2009")

func (l *Locale) write(t *testing.T, what, given string) string {
	switch what {
	case "number":
		return l.Number(given)
	case "amount":
		return l.amountOf(given)
	case "date":
		return l.Date(given)
	}
	t.Fatalf("testdata/written.txt: %q: want number, amount or date", what)
	return ""
}

// TestExact: an amount never loses a digit that was written, in any language.
func TestExact(t *testing.T) {
	for _, decimal := range []string{"1", "0", "0.5", "-0.05", "1000", "10000", "532000", "1000000", "25198123456", "25198000000", "-27000000000", "1200000000000", "123456789012345678", "1.50", "007000"} {
		for _, code := range codes {
			for _, unit := range []string{"USD", "percent", "pp", "times", "points", "count", "USD/share", "CHF"} {
				l := locale(t, code)
				if got := value(l, l.Amount(decimal, unit)); got != plain(decimal) {
					t.Errorf("%s: %s %s is written %q, which means %s", code, decimal, unit, l.Amount(decimal, unit), got)
				}
			}
		}
	}
}

// value is the decimal that a written amount means, read back by the catalogue's marks.
func value(l *Locale, written string) string {
	for i, own := range []rune(l.words.Marks.Digits) {
		written = strings.ReplaceAll(written, string(own), string(rune('0'+i)))
	}
	if l.words.Marks.Share != "" { // "1株当たり" has a digit of its own
		head, tail, _ := strings.Cut(l.words.Marks.Share, "#")
		if strings.HasPrefix(written, head) && strings.HasSuffix(written, tail) {
			written = strings.TrimSuffix(strings.TrimPrefix(written, head), tail)
		}
	}
	exp := 0
	for _, s := range l.words.Scales {
		for _, f := range []string{s.One, s.Other} {
			if word := strings.Trim(f, "#\u00a0"); exp == 0 && word != "" && hasWord(written, word) {
				exp = s.Exp
			}
		}
	}
	neg := strings.HasPrefix(written, minus)
	first := strings.IndexFunc(written, isDigit)
	last := strings.LastIndexFunc(written, isDigit)
	number := strings.ReplaceAll(written[first:last+1], l.words.Marks.Group, "")
	whole, frac, _ := strings.Cut(number, l.words.Marks.Decimal)
	for range exp {
		if frac == "" {
			frac = "0"
		}
		whole, frac = whole+frac[:1], frac[1:]
	}
	out := whole
	if frac != "" {
		out += "." + frac
	}
	if neg {
		out = "-" + out
	}
	return plain(out)
}

// hasWord reports whether a word of scale stands behind the digits, and not as the
// beginning of another word.
func hasWord(written, word string) bool {
	last := strings.LastIndexFunc(written, isDigit)
	rest := strings.TrimLeft(written[last+1:], "\u00a0")
	after, ok := strings.CutPrefix(rest, word)
	return ok && (after == "" || word[0] >= 0x80 || after[0] < 'a' || after[0] > 'z')
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// plain is a decimal without zeros in front.
func plain(s string) string {
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimLeft(strings.TrimPrefix(s, "-"), "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	if neg {
		return "-" + s
	}
	return s
}

// TestOdd: what is no number, no unit and no day stays as it is.
func TestOdd(t *testing.T) {
	l := locale(t, "de")
	for _, c := range [][2]string{
		{l.Number("1/3"), "1/3"}, {l.Number(""), ""}, {l.Number("1.2.3"), "1.2.3"}, {l.Number("."), "."}, {l.Number("12a"), "12a"},
		{l.Amount("1/3", "percent"), "1/3 percent"}, {l.Amount("x", ""), "x"},
		{l.Amount("12", "GW"), "12\u00a0GW"},
		{l.Date(""), ""}, {l.Date("2024-13-01"), "2024-13-01"}, {l.Date("soon"), "soon"}, {l.Period("", "2024-06-30"), "30.06.2024"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"25198000000 USD", "-12.5 percent", "1.2345 pp", "0 count", "9.99 EUR/share", "x y z", "", "1000000 /", "٣ USD"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, code := range codes {
			l := locale(t, code)
			_ = l.amountOf(s)
			_ = l.Date(s)
			_ = l.Measure(s)
			_ = l.Definition(s)
		}
	})
}
