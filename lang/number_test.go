package lang

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"assay/quantity"
)

// reader reads figures with the words of one pack.
func reader(t *testing.T, code string) func(text string) []Figure {
	t.Helper()
	p, err := Load(code)
	if err != nil {
		t.Fatal(err)
	}
	s := &Scan{V: Compile(p, nil)}
	return func(text string) []Figure {
		s.Reset(text)
		s.Atomize(0, len(text))
		return s.Figures(nil, make([]bool, len(s.Atoms)))
	}
}

// TestNumberWords reads the numbers of testdata/numbers.txt.
func TestNumberWords(t *testing.T) {
	b, err := os.ReadFile("testdata/numbers.txt")
	if err != nil {
		t.Fatal(err)
	}
	const atLeast = 40
	for _, section := range strings.Split(string(b), "\n== ")[1:] {
		code, body, _ := strings.Cut(section, "\n")
		t.Run(code, func(t *testing.T) {
			read, unit, n := reader(t, code), "", 0
			for line := range strings.Lines(body) {
				line = strings.TrimSpace(line)
				if u, ok := strings.CutPrefix(line, "= "); ok {
					unit = u
					continue
				}
				value, words, ok := strings.Cut(line, "\t")
				if !ok {
					continue
				}
				n++
				text := fmt.Sprintf(unit, words)
				want, err := quantity.ParseDecimal(value)
				if err != nil {
					t.Fatal(err)
				}
				if why := misread(read(text), text, want.Rat()); why != "" {
					t.Errorf("%s: %s", text, why)
				}
			}
			if n < atLeast {
				t.Errorf("%d numbers, want %d at least", n, atLeast)
			}
		})
	}
}

// TestVagueAmounts reads nothing in the lines of testdata/vague.txt.
func TestVagueAmounts(t *testing.T) {
	b, err := os.ReadFile("testdata/vague.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		code, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		for _, f := range reader(t, code)(text) {
			t.Errorf("%s: %s: read %q", code, text, text[f.Start:f.End])
		}
	}
}

// misread is what is wrong with the one figure that fills the text.
func misread(figs []Figure, text string, want quantity.Rat) string {
	if len(figs) != 1 {
		var got []string
		for _, f := range figs {
			got = append(got, text[f.Start:f.End])
		}
		return fmt.Sprintf("%d figures %q", len(figs), got)
	}
	f := figs[0]
	switch {
	case f.Value.Value.Cmp(want) != 0:
		return fmt.Sprintf("read %s", f.Value.Value)
	case f.Start != 0 || int(f.End) != len(text):
		return fmt.Sprintf("read in %q alone", text[f.Start:f.End])
	case f.Unit == "":
		return "read without a unit"
	case !f.Value.Admits(quantity.Exact).Contains(want):
		return "does not admit its own value"
	}
	return ""
}

// TestNumbersReadBack writes numbers by the rules of languages where they are
// few and reads them back.
func TestNumbersReadBack(t *testing.T) {
	han := func(ten, hundred, thousand, big string, digits []string, one, zero bool) func(int) string {
		// four are up to four places; one is written before ten to thousand
		// where one is set, a zero for a gap where zero is.
		four := func(n int, inner bool) string {
			out, gap := "", false
			for _, p := range []struct {
				v    int
				word string
			}{{1000, thousand}, {100, hundred}, {10, ten}, {1, ""}} {
				d := n / p.v % 10
				if d == 0 {
					gap = gap || out != "" || inner
					continue
				}
				if zero && gap {
					out += digits[0]
				}
				gap = false
				if d > 1 || p.v == 1 || one {
					out += digits[d]
				}
				out += p.word
			}
			return out
		}
		return func(n int) string {
			out := ""
			for i, scale := range []string{1: string([]rune(big)[1]), 0: string([]rune(big)[0])} {
				p := []int{100000000, 10000}[i]
				if g := n / p % 10000; g > 0 {
					out += four(g, out != "") + scale
				}
			}
			if g := n % 10000; g > 0 {
				out += four(g, out != "")
			}
			return out
		}
	}
	below := func(words string) []string { return strings.Split("|"+words, "|") }
	de := below("ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn")
	deTens := below("|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig")
	en := below("one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen")
	enTens := below("|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety")
	it := below("uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove")
	itTens := below("|venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta")
	es := below("uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte|veintiuno|veintidós|veintitrés|veinticuatro|veinticinco|veintiséis|veintisiete|veintiocho|veintinueve")
	esTens := below("||treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa")
	esHundreds := below("ciento|doscientos|trescientos|cuatrocientos|quinientos|seiscientos|setecientos|ochocientos|novecientos")
	id := below("satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas")
	join := func(parts ...string) string {
		return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	}
	// groups writes n as thousands and millions over what hundreds writes.
	groups := func(n int, hundreds func(int) string, million, millions, thousand, thousands string, space string) string {
		out := ""
		if m := n / 1000000; m == 1 {
			out = million + " "
		} else if m > 1 {
			out = hundreds(m) + " " + millions + " "
		}
		if k := n / 1000 % 1000; k == 1 {
			out += thousand + space
		} else if k > 1 {
			out += hundreds(k) + space + thousands + space
		}
		return strings.TrimSpace(out + hundreds(n%1000))
	}
	var deHundreds, enHundreds, itHundreds, esBelow, idBelow func(int) string
	deHundreds = func(n int) string {
		switch {
		case n >= 100:
			return de[n/100] + "hundert" + deHundreds(n%100)
		case n < 20:
			return de[n]
		case n%10 == 0:
			return deTens[n/10]
		}
		return de[n%10] + "und" + deTens[n/10]
	}
	enHundreds = func(n int) string {
		switch {
		case n >= 100 && n%100 > 0:
			return en[n/100] + " hundred and " + enHundreds(n%100)
		case n >= 100:
			return en[n/100] + " hundred"
		case n < 20:
			return en[n]
		case n%10 == 0:
			return enTens[n/10]
		}
		return enTens[n/10] + "-" + en[n%10]
	}
	itHundreds = func(n int) string {
		switch {
		case n >= 200:
			return it[n/100] + "cento" + itHundreds(n%100)
		case n >= 100:
			return "cento" + itHundreds(n%100)
		case n < 20:
			return it[n]
		}
		w := itTens[n/10]
		if n%10 == 1 || n%10 == 8 {
			w = w[:len(w)-1]
		}
		return w + it[n%10]
	}
	esBelow = func(n int) string {
		switch {
		case n == 100:
			return "cien"
		case n > 100:
			return join(esHundreds[n/100], esBelow(n%100))
		case n < 30:
			return es[n]
		case n%10 == 0:
			return esTens[n/10]
		}
		return esTens[n/10] + " y " + es[n%10]
	}
	idBelow = func(n int) string {
		switch {
		case n >= 200:
			return join(id[n/100], "ratus", idBelow(n%100))
		case n >= 100:
			return join("seratus", idBelow(n%100))
		case n < 12:
			return id[n]
		case n < 20:
			return id[n-10] + " belas"
		}
		return join(id[n/10], "puluh", id[n%10])
	}
	writers := []struct {
		code, unit string
		write      func(int) string
	}{
		{"de", " Dollar", func(n int) string {
			return groups(n, deHundreds, "eine Million", "Millionen", "eintausend", "tausend", "")
		}},
		{"en", " dollars", func(n int) string {
			return groups(n, enHundreds, "one million", "million", "one thousand", "thousand", " ")
		}},
		{"it", " dollari", func(n int) string { return groups(n, itHundreds, "un milione", "milioni", "mille", "mila", "") }},
		{"es", " dólares", func(n int) string { return groups(n, esBelow, "un millón", "millones", "mil", "mil", " ") }},
		{"id", " dolar", func(n int) string { return groups(n, idBelow, "satu juta", "juta", "seribu", "ribu", " ") }},
		{"ja", "ドル", han("十", "百", "千", "億万", strings.Split("〇一二三四五六七八九", ""), false, false)},
		{"zh", "美元", han("十", "百", "千", "亿万", strings.Split("零一二三四五六七八九", ""), true, true)},
		{"ko", " 달러", han("십", "백", "천", "억만", strings.Split("영일이삼사오육칠팔구", ""), false, false)},
	}
	for _, w := range writers {
		t.Run(w.code, func(t *testing.T) {
			read, wrong := reader(t, w.code), 0
			for i, n := 0, 1; i < 4000 && wrong < 10; i++ {
				n = (n*48271 + 11) % 2147483647 // every length, the same every run
				v := n % []int{100, 1000, 10000, 1000000, 1000000000}[i%5]
				if v%1000 == 0 {
					v++
				}
				if i%7 == 0 {
					v = max(v/1000*1000, 1000)
				}
				if v >= 1000000 && (w.code != "ja" && w.code != "zh" && w.code != "ko") {
					v = max(v/1000*1000, 1000000) // nobody tells millions to the dollar
				}
				text := w.write(v) + w.unit
				if why := misread(read(text), text, quantity.Int(int64(v))); why != "" {
					t.Errorf("%d, %s: %s", v, text, why)
					wrong++
				}
			}
		})
	}
}
