package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// A typed page is text as a typewriter would set it: each character six points wide,
// each line fourteen below the last, letters twelve high. Two blanks part cells.
const (
	typedWidth  = 6.0
	typedPitch  = 14.0
	typedHeight = 12.0
)

// typed makes pages of text, parted by form feeds. A line that begins with "#" is
// set twice as large. Han and kana are as wide as high.
func typed(text string) *document {
	d := &document{}
	for i, s := range strings.Split(text, "\f\n") {
		p := page{N: i + 1}
		for k, line := range strings.Split(s, "\n") {
			scale := 1.0
			if rest, ok := strings.CutPrefix(line, "#"); ok {
				line, scale = rest, 2
			}
			p.Words = append(p.Words, typedLine(line, float64(k+1)*typedPitch, scale)...)
		}
		for _, w := range p.Words {
			p.Glyphs += utf8.RuneCountInString(w.Text)
		}
		d.pages = append(d.pages, p)
	}
	d.Pages = len(d.pages)
	return d
}

func typedLine(line string, base, scale float64) []word {
	var out []word
	x, gap := 0.0, true
	for _, r := range line {
		wide := typedWidth * scale
		if unspaced(r) {
			wide = typedHeight * scale
		}
		switch {
		case r == ' ':
			gap = true
		case gap:
			out = append(out, word{Text: string(r), X: [2]float64{x, x + wide}, Y: [3]float64{base - typedHeight*scale*0.8, base, base + typedHeight*scale*0.2}, Space: true})
			gap = false
		default:
			w := &out[len(out)-1]
			w.Text, w.X[1] = w.Text+string(r), x+wide
		}
		x += wide
	}
	return out
}

func TestLayout(t *testing.T) {
	files, err := filepath.Glob("testdata/layout/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := typed(string(b)).content()
			if err != nil {
				t.Fatal(err)
			}
			checkContent(t, c)
			got, golden := show(c), strings.TrimSuffix(file, ".txt")+".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestJoinLines(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"operating in-", "come rose", "operating income rose"},
		{"the year-over-", "year change", "the year-over-year change"},
		{"the year-", "over-year change", "the year-over-year change"},
		{"Vor-", "und Nachteile", "Vor- und Nachteile"},
		{"im Cloud-", "Geschäft", "im Cloud-Geschäft"},
		{"Form 10-", "K", "Form 10-K"},
		{"Form 10-", "Q/A", "Form 10-Q/A"},
		{"a loss of -", "5 million", "a loss of - 5 million"},
		{"bil\u00AD", "lion", "billion"},
		{"売上高は", "増加した", "売上高は増加した"},
		{"売上高は", "12億円", "売上高は12億円"},
		{"売上高は12", "億円", "売上高は12億円"},
		{"Apple Inc.は", "Google Cloud", "Apple Inc.は Google Cloud"},
		{"매출은", "증가했다", "매출은 증가했다"},
		{"in the", "quarter", "in the quarter"},
	} {
		if got := string(joinLines([]byte(c.a), c.b)); got != c.want {
			t.Errorf("%q + %q = %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

func TestIsFigure(t *testing.T) {
	for s, want := range map[string]bool{
		"84,742": true, "(65)": true, "—": true, "14%": true, "$1.89": true, "2024": true, "11.8兆円": true, "Q2 2024": true, "n/a": false,
		"Revenue": false, "": false, "March 31": false, "1,2 Mrd.": true,
	} {
		if got := isFigure(s); got != want {
			t.Errorf("isFigure(%q) = %t", s, got)
		}
	}
}

func TestIsYear(t *testing.T) {
	for s, want := range map[string]bool{
		"2024": true, "Q2 2024": true, "2024年": true, "30.06.2024": true, "FY1999": true, "2024E": true, "Dec. 2024": true,
		"2,024": false, "2024.5": false, "84,742": false, "$2024": false, "3024": false, "20245": false, "": false,
	} {
		if got := isYear(s); got != want {
			t.Errorf("isYear(%q) = %t", s, got)
		}
	}
}

func TestJudge(t *testing.T) {
	text, bare, garbage := page{Glyphs: 500}, page{Drawn: true}, page{Glyphs: 500, Unmapped: 100}
	text.Words = typedLine("Revenue rose to 5 million dollars", 14, 1)
	for _, c := range []struct {
		name  string
		pages []page
		want  error
	}{
		{"text", []page{text}, nil},
		{"one picture among three", []page{text, bare, text}, nil},
		{"one of text among three", []page{bare, text, bare}, ErrScanned},
		{"garbled", []page{garbage}, ErrGarbled},
		{"one garbled among three", []page{text, garbage, text}, nil},
		{"nothing", []page{{}, {}}, ErrNoText},
		{"pictures stamped by the scanner", []page{{Glyphs: 20, Drawn: true, Words: text.Words}, {Glyphs: 20, Drawn: true, Words: text.Words}}, ErrScanned},
		{"signs alone", []page{{Glyphs: 60, Words: typedLine(strings.Repeat("!#%", 20), 14, 1)}}, ErrGarbled},
	} {
		v := judge(c.pages)
		err := v.err()
		if c.want == nil && err != nil || c.want != nil && (err == nil || !strings.HasPrefix(err.Error(), c.want.Error())) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func BenchmarkLayout(b *testing.B) {
	text, err := os.ReadFile("testdata/layout/columns.txt")
	if err != nil {
		b.Fatal(err)
	}
	d := typed(strings.Repeat(string(text)+"\f\n", 20))
	b.ReportMetric(float64(len(d.pages)), "pages/op")
	for b.Loop() {
		if _, err := d.content(); err != nil {
			b.Fatal(err)
		}
	}
}
