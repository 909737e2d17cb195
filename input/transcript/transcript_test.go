package transcript

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/article"
	"assay/sharedtest"
	"assay/span"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// paragraphs are the lines of a text, as package article parts plain text.
func paragraphs(text string) []span.Span {
	var out []span.Span
	for p := range lines(text, span.Span{End: len(text)}) {
		out = append(out, p)
	}
	return out
}

// blocks are the stretches between blank lines, as package input/markdown parts text.
func blocks(text string) []span.Span {
	var out []span.Span
	for start := 0; start < len(text); {
		end := strings.Index(text[start:], "\n\n")
		if end < 0 {
			end = len(text) - start
		}
		if p := trim(text, span.Span{Start: start, End: start + end}); p.Len() > 0 {
			out = append(out, p)
		}
		start += end + 2
	}
	return out
}

// TestGolden reads each transcript of testdata. Its golden file has a line for each
// turn: speaker, role, "outside", the words; below it what is skipped.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(b)
			turns, skip := Turns(text, paragraphs(text))
			check(t, text, turns, skip)
			got, golden := show(text, turns, skip), strings.TrimSuffix(file, ".txt")+".golden"
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
			if again, more := Turns(text, blocks(text)); show(text, again, more) != got {
				t.Errorf("other paragraphs give\n%s\nwant\n%s", show(text, again, more), got)
			}
		})
	}
}

func show(text string, turns []article.Turn, skip []span.Span) string {
	var b strings.Builder
	for _, turn := range turns {
		where := ""
		if turn.Outside {
			where = "outside"
		}
		words := strings.Join(strings.Fields(turn.Of(text)), " ")
		if n := 60; utf8.RuneCountInString(words) > 2*n {
			r := []rune(words)
			words = string(r[:n]) + " … " + string(r[len(r)-n:])
		}
		fmt.Fprintf(&b, "%s | %s | %s | %s\n", turn.Speaker, turn.Role, where, words)
	}
	for _, s := range skip {
		fmt.Fprintf(&b, "– %s\n", s.Of(text))
	}
	return b.String()
}

// check holds what is true of all turns.
func check(t *testing.T, text string, turns []article.Turn, skip []span.Span) {
	t.Helper()
	inside := func(s span.Span, last int) {
		if s.Start < last || s.End <= s.Start || s.End > len(text) || !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			t.Fatalf("%v behind %d is empty, or not inside the text of %d bytes", s, last, len(text))
		}
	}
	last := 0
	for _, turn := range turns {
		inside(turn.Span, last)
		last = turn.End
		if !utf8.ValidString(turn.Speaker + turn.Role) {
			t.Fatalf("speaker %q, role %q", turn.Speaker, turn.Role)
		}
	}
	last = 0
	k := 0
	for _, s := range skip {
		inside(s, last)
		last = s.End
		for k < len(turns) && turns[k].End <= s.Start {
			k++
		}
		if k < len(turns) && turns[k].Overlaps(s) && !turns[k].Contains(s) {
			t.Fatalf("skipped %v cuts turn %v", s, turns[k].Span)
		}
	}
	if len(turns) == 0 && len(skip) > 0 {
		t.Fatal("labels without turns")
	}
}

// TestNone holds that ordinary articles with colons, names and questions give nothing.
func TestNone(t *testing.T) {
	for _, text := range []string{
		"",
		"Nvidia rises\n\nRevenue was $26.0 billion.\n\nNote: figures are non-GAAP.\n\nConclusion: a good year.",
		"Der Umsatz stieg.\n\nFazit: ein gutes Jahr.\n\nHinweis: Angaben ohne Gewähr.\n\nFazit: nochmals gut.\n\nHinweis: Wir danken.",
		"Umsatz: 26 Mrd. Euro\nGewinn: 3 Mrd. Euro\nUmsatz: 24 Mrd. Euro\nGewinn: 2 Mrd. Euro\nUmsatz: 20 Mrd. Euro\nGewinn: 1 Mrd. Euro",
		"Net Income: $14.9 billion\nOperating Income: $16.9 billion\n\nNet Income: $2.0 billion\nOperating Income: $2.1 billion\n\nNet Income: $9.2 billion\nOperating Income: $9.9 billion",
		"The team\n\nJensen Huang – President and Chief Executive Officer\nColette Kress – Chief Financial Officer\nTim Teter – General Counsel\n\nThey run Nvidia.",
		"Jensen Huang – Chief Executive Officer\n\nHuang founded Nvidia in 1993.\n\nColette Kress – Chief Financial Officer\n\nKress joined in 2013, after our survey.\n\nTim Teter – General Counsel\n\nTeter joined in 2017.",
		"FAQ\n\nWhat did Nvidia earn?\n\nNvidia earned $14.9 billion.\n\nWill we see more?\n\nYes, says Huang.",
		"Q: How did Alphabet and Meta do?\n\nShort answer: Alphabet is bigger.\n\nAlphabet: revenue of $102 billion.\n\nMeta: revenue of $51 billion.",
		"Operator: Deutsche Bahn\nStrecke: Berlin–Hamburg\nBauzeit: 9 Monate\nKosten: 2 Mrd. Euro",
		"NEW YORK: Stocks rose.\n\nLONDON: The FTSE fell.\n\nTOKYO: The Nikkei was flat.\n\nNEW YORK: Bonds fell.\n\nLONDON: The pound rose.",
		"Huang said: \"We are growing.\"\n\nKress said: \"We expect $28 billion.\"\n\nHuang added: \"Thank you.\"",
		"« Nous avons bien travaillé », dit-il.\n\nRésultat : 5 milliards d'euros.\n\nÀ retenir : nous y reviendrons.\n\nRésultat : stable.",
		"营收：260亿美元\n净利润：149亿美元\n营收：300亿美元\n净利润：166亿美元",
		"売上高：4兆円\n営業利益：5000億円\n売上高：5兆円\n営業利益：6000億円",
		"매출: 74조 원\n영업이익: 10조 원\n매출: 70조 원\n영업이익: 6조 원",
		"Выручка: 26 млрд\nПрибыль: 3 млрд\nВыручка: 24 млрд\nПрибыль: 2 млрд",
		"Έσοδα: 5,2 δισ.\nΚέρδη: 500 εκατ.\nΈσοδα: 5,0 δισ.\nΚέρδη: 400 εκατ.",
		"Ventas: 8.150 millones\nBeneficio: 1.294 millones\nVentas: 7.611 millones\nBeneficio: 1.168 millones",
		"A: Apple\nB: Berkshire\nA: Alphabet\nB: Boeing\nA: Amazon",
		"Buy: Nvidia\nSell: Intel\nBuy: AMD\nSell: IBM\nBuy: Meta",
		"10:30: Stocks open higher\n11:45: Nvidia gains 5%\n14:00: The Fed holds\n16:00: We close for today",
		"Analyst ratings\n\nMorgan Stanley: Overweight, target $1,000\n\nGoldman Sachs: Buy, target $1,100\n\nMorgan Stanley: raised to $1,200\n\nGoldman Sachs: raised to $1,300",
	} {
		for _, parts := range [][]span.Span{paragraphs(text), blocks(text)} {
			if turns, skip := Turns(text, parts); turns != nil || skip != nil {
				t.Errorf("%q\n%s", text, show(text, turns, skip))
			}
		}
	}
}

// printed are the articles that are calls or excerpts of them.
var printed = map[string]bool{"desk/en-x1.txt": true, "desk/ja-x2.txt": true, "labelled/en-c.txt": true, "labelled/it-e.txt": true}

// TestNoArticle holds that no article of a newspaper is taken for a transcript, unless
// it prints one.
func TestNoArticle(t *testing.T) {
	articles := sharedtest.Articles(t)
	for _, a := range articles {
		text := string(a.Text)
		for _, parts := range [][]span.Span{paragraphs(text), blocks(text)} {
			turns, skip := Turns(text, parts)
			check(t, text, turns, skip)
			if printed[a.Name] != (turns != nil) {
				t.Errorf("%s:\n%s", a.Name, show(text, turns, skip))
			}
		}
	}
	t.Logf("%d articles", len(articles))
}

func FuzzTurns(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD") // as every article's text is
		for _, parts := range [][]span.Span{paragraphs(text), blocks(text)} {
			turns, skip := Turns(text, parts)
			check(t, text, turns, skip)
		}
	})
}

func BenchmarkTurns(b *testing.B) {
	doc, err := os.ReadFile("testdata/call-en-caps.txt")
	if err != nil {
		b.Fatal(err)
	}
	article, err := os.ReadFile("../../testdata/press/en-p1.txt")
	if err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{
		"transcript": strings.Repeat(string(doc)+"\n", 100<<10/len(doc)), "article": strings.Repeat(string(article)+"\n", 100<<10/len(article)),
	} {
		parts := paragraphs(text)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Turns(text, parts)
			}
		})
	}
}
