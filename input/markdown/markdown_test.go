package markdown

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/article"
	"assay/span"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads each file of testdata and compares what was found with the golden
// file beside it: paragraphs (¶), skipped ones (–), the title (#), tables with their
// caption (^), heads in angle brackets.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := Read(file, b)
			if err != nil {
				t.Fatal(err)
			}
			check(t, c)
			got, golden := show(c), strings.TrimSuffix(file, ".md")+".golden"
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
			if !Looks(b) {
				t.Error("Looks does not take it for Markdown")
			}
		})
	}
}

// show writes a content for people.
func show(c article.Content) string {
	var b strings.Builder
	fmt.Fprintf(&b, "lang %q published %v\n", c.Lang, c.Published)
	skipped := map[span.Span]bool{}
	for _, s := range c.Skip {
		skipped[s] = true
	}
	tables := c.Tables
	flush := func(before int) {
		for len(tables) > 0 && tables[0].Start < before {
			fmt.Fprintf(&b, "^ %s\n", tables[0].Caption.Of(c.Text))
			for _, row := range tables[0].Rows {
				for _, cell := range row {
					if cell.Head {
						fmt.Fprintf(&b, "  <%s>", cell.Of(c.Text))
					} else {
						fmt.Fprintf(&b, "  %s", cell.Of(c.Text))
					}
				}
				b.WriteByte('\n')
			}
			tables = tables[1:]
		}
	}
	for _, p := range c.Paragraphs {
		flush(p.Start)
		mark := "¶"
		if skipped[p] {
			mark = "–"
		} else if p == c.Title {
			mark = "#"
		}
		fmt.Fprintf(&b, "%s %s\n", mark, p.Of(c.Text))
	}
	flush(len(c.Text) + 1)
	for _, n := range c.Notes {
		fmt.Fprintf(&b, "note %s: %s\n", n.Code, n.Message)
	}
	return b.String()
}

// check holds what is true of every content.
func check(t *testing.T, c article.Content) {
	t.Helper()
	if !utf8.ValidString(c.Text) {
		t.Fatal("the text is no UTF-8")
	}
	if i := strings.IndexFunc(c.Text, func(r rune) bool {
		return r >= pipeMark && r <= noteMark || r < ' ' && r != '\n' && r != '\t' || r == 0x7f
	}); i >= 0 {
		t.Fatalf("a mark or control character stands at %d", i)
	}
	inside := func(what string, s span.Span) {
		if s.Start < 0 || s.Start > s.End || s.End > len(c.Text) || !border(c.Text, s.Start) || !border(c.Text, s.End) {
			t.Fatalf("%s %v is not inside the text of %d bytes", what, s, len(c.Text))
		}
	}
	last := 0
	known := map[span.Span]bool{{}: true}
	for _, p := range c.Paragraphs {
		inside("paragraph", p)
		if p.Start < last || p.Len() == 0 {
			t.Fatalf("paragraph %v begins before %d or is empty", p, last)
		}
		last, known[p] = p.End, true
	}
	for _, s := range append(c.Skip, c.Title) {
		if !known[s] {
			t.Fatalf("%v is no paragraph", s)
		}
	}
	last = 0
	next := 0 // the first paragraph not before the table
	for _, table := range c.Tables {
		inside("table", table.Span)
		if table.Start < last || !known[table.Caption] || table.Caption.End > table.Start {
			t.Fatalf("table %v after %d, caption %v", table.Span, last, table.Caption)
		}
		last = table.End
		for next < len(c.Paragraphs) && c.Paragraphs[next].End <= table.Start {
			next++
		}
		if next < len(c.Paragraphs) && c.Paragraphs[next].Overlaps(table.Span) {
			t.Fatalf("paragraph %v overlaps table %v", c.Paragraphs[next], table.Span)
		}
		checkRows(t, c.Text, table)
	}
}

// checkRows holds that the lines of a table are its rows, and its cells what they say.
func checkRows(t *testing.T, text string, table article.Table) {
	t.Helper()
	lines := strings.Split(table.Of(text), "\n")
	if len(lines) != len(table.Rows) {
		t.Fatalf("%d lines for %d rows", len(lines), len(table.Rows))
	}
	at := table.Start
	for i, row := range table.Rows {
		var cells []string
		for _, cell := range row {
			if cell.Cols < 1 || cell.Start < at || cell.End > at+len(lines[i]) || cell.End < cell.Start {
				t.Fatalf("cell %+v outside of row %d at %d", cell, i, at)
			}
			cells = append(cells, cell.Of(text))
		}
		if got := strings.Join(cells, between); got != lines[i] {
			t.Fatalf("cells %q make no line %q", got, lines[i])
		}
		at += len(lines[i]) + 1
	}
}

func border(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// TestText holds what single constructs become.
func TestText(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		// citations
		{"Revenue was $26.0 billion[1].", "Revenue was $26.0 billion."},
		{"Revenue was $26.0 billion [1][2].", "Revenue was $26.0 billion."},
		{"Revenue was $26.0 billion [1, 3-5] in Q1.", "Revenue was $26.0 billion in Q1."},
		{"Umsatz: 26 Mrd.【4†source】【12:0†L1-L9】", "Umsatz: 26 Mrd."},
		{"【決算】売上高は260億ドル【3】。", "【決算】売上高は260億ドル。"},
		{"Revenue rose[^2] and fell[^note].", "Revenue rose and fell."},
		{"It rose ([Reuters](https://a.com/x)).", "It rose."},
		{"It rose ([Reuters](https://a.com), [SEC](https://b.gov)) fast.", "It rose fast."},
		{"It rose ([up 262%](https://a.com)).", "It rose (up 262%)."},
		{"It rose ([nvidianews.nvidia.com][1]).\n\n[1]: https://nvidianews.nvidia.com \"Nvidia\"", "It rose."},
		{"It rose 5%[1](https://a.com)[2](https://b.com).", "It rose 5%."},
		{"It rose 5%[[1]](https://a.com/b).", "It rose 5%."},
		{"Revenue :contentReference[oaicite:0]{index=0} rose.", "Revenue rose."},
		{"Revenue rose 5%. \ue200cite\ue202turn0search1\ue201 Then it fell.", "Revenue rose 5%. Then it fell."},
		{"Revenue rose citeturn0search3 fast.", "Revenue rose fast."},
		{"[cite_start]Revenue rose 5%. [cite: 12, 13]", "Revenue rose 5%."},
		{"Revenue rose 5%<sup>[1]</sup> on the 1<sup>st</sup> day<sup>2</sup>.", "Revenue rose 5% on the 1st day."},
		// an editor's brackets are no citations
		{"They said \"[revenue] of $[26] billion\" and [2024] and [5] %.", "They said \"[revenue] of $[26] billion\" and [2024] and [5] %."},
		// addresses
		{"See https://a.com/2024/05 (https://b.com/7) now.", "See now."},
		{"See <https://a.com/2024> and <ir@b.com>.", "See and."},
		{"The [10-Q for 2024](https://sec.gov/7) says so.", "The 10-Q for 2024 says so."},
		{"Chart: ![Revenue 26.0](a.png) below.", "Chart: below."},
		// marks
		{"**$26.0** billion, *up* __262%__, ~~18%~~ 5~6% and ~7%.", "$26.0 billion, up 262%, 5~6% and ~7%."},
		{"Cost: \\$26.0 to \\$28.0 &amp; &euro;5&#8239;Mio. 3 \\* 4 &#31; x", "Cost: $26.0 to $28.0 & €5\u202fMio. 3 * 4 x"},
		{"`EPS` is 5.98.", "EPS is 5.98."},
		{"2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"},
		{"Rose <b>5%</b><!-- 9% --> in <del>2023</del> 2024.", "Rose 5% in 2024."},
		// formulas
		{`Revenue was $26.0 \text{ billion}$ and \(\$7.2\text{ billion}\).`, "Revenue was 26.0 billion and $7.2 billion."},
		{`$$\frac{26.0 - 7.2}{7.2} \times 100 \approx 262\%$$`, "(26.0 - 7.2) / 7.2 × 100 ≈ 262%"},
		{"\\[\n\\text{Growth} = \\frac{26{,}044}{7{,}192}\n\\]\n\nDone.", "Growth = 26,044 / 7,192\n\nDone."},
		{`A \$5 stock and a $6 stock cost $11 \- no formula.`, `A $5 stock and a $6 stock cost $11 - no formula.`},
		{`Between $5 and $6, **up** from $4.`, `Between $5 and $6, up from $4.`},
		// blocks
		{"# A #\nText\nflows", "A\n\nText flows"},
		{"Title\n===\nText", "Title\n\nText"},
		{"- a\n- b\n  1. c\n\n  d", "a\n\nb\n\nc\n\nd"},
		{"26. August 2024 war\nein Montag.\n\nText\n\n1. a\n2. b", "26. August 2024 war ein Montag.\n\nText\n\na\n\nb"},
		{"- [x] done\n- [ ] open", "done\n\nopen"},
		{"> quoted\nlazily\n\nown", "quoted lazily\n\nown"},
		{"Term\n: Meaning 5%", "Term\n\nMeaning 5%"},
		{"a  \nb\\\nc<br>d", "a\nb\nc\nd"},
		{"売上高は\n260億ドル。", "売上高は260億ドル。"},
		{"매출은\n260억 달러", "매출은 260억 달러"},
		{"A **record** year\n2024-05-23\nBy A\n\nText until\nMay 23, 2024.", "A record year\n2024-05-23\nBy A\n\nText until May 23, 2024."},
		{"• One\n• Two", "• One\n• Two"},
		{"---\n\nText\n\n***", "Text"},
		{"    An indented paragraph of an article\n    goes on.", "An indented paragraph of an article goes on."},
		{"<div>\n<p>One <i>two</i></p><p>Three<br>four</p>\n<style>p{}</style></div>", "One two\n\nThree\n\nfour"},
		{"<p hidden>No</p>\n<p style=\"display: none\">No</p>\n<p>Yes</p>", "Yes"},
		{"Text[^a].\n\n[^a]: A note of $5 million.\n    Its second line.\n", "Text.\n\nA note of $5 million. Its second line."},
		{"```markdown\n# T\n\n**5%**\n```", "T\n\n5%"},
		{"a\r\nb\rc", "a b c"},
		{"\ufeff# T", "T"},
		{"", ""},
	} {
		c, err := Read("t.md", []byte(tc.in))
		if err != nil {
			t.Errorf("%q: %v", tc.in, err)
			continue
		}
		check(t, c)
		if c.Text != tc.want {
			t.Errorf("%q\n got %q\nwant %q", tc.in, c.Text, tc.want)
		}
	}
}

func TestLongLinesAreParagraphs(t *testing.T) {
	long := strings.Repeat("Nvidia sold more chips than ever before. ", 4)
	c, err := Read("t.md", []byte(long+"\n"+long+"\nshort\nlines"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Paragraphs) != 3 {
		t.Errorf("%d paragraphs: %q", len(c.Paragraphs), c.Text)
	}
}

func TestFront(t *testing.T) {
	for _, tc := range []struct{ in, title, lang, published, text string }{
		{"---\ntitle: Nvidia's year # draft\ndate: 2024-05-23T08:00:00+02:00\nlang: en-GB\ntags:\n  - ai\n---\nText", "Nvidia's year", "en-GB", "2024-05-23", "Nvidia's year\n\nText"},
		{"---\ntitle: \"A: \\\"B\\\"\"\npublished: August 3, 2024\n---\n# A: \"B\"\n\nText", `A: "B"`, "", "2024-08-03", "A: \"B\"\n\nText"},
		{"---\ntitle: 'L''an'\ndate: 3 août 2024\nlanguage: French\n---\nTexte", "L'an", "", "2024-08-03", "L'an\n\nTexte"},
		{"+++\ntitle = \"Umsatz\"\ndate = 2024-08-03T10:00:00Z\nlang = \"de\"\n[extra]\na = 1\n+++\n# Kopf\n\nText", "Umsatz", "de", "2024-08-03", "Umsatz\n\nKopf\n\nText"},
		{"+++\ntitle = \"Umsatz\"\ndate = 2024-08-03\n+++\n", "Umsatz", "", "2024-08-03", "Umsatz"},
		{"---\nNo keys here, a rule above\n\n---\nText", "", "", "0000-00-00", "No keys here, a rule above\n\nText"},
		{"# First\n\n# Second", "First", "", "0000-00-00", "First\n\nSecond"},
		{"Intro\n\n# First", "First", "", "0000-00-00", "Intro\n\nFirst"},
		{"## Opens\n\nText", "Opens", "", "0000-00-00", "Opens\n\nText"},
		{"Text\n\n## Later", "", "", "0000-00-00", "Text\n\nLater"},
		{"---\ntitle: T\n---\n| a | b |\n|---|---|\n| c | 1 |", "T", "", "0000-00-00", "T\n\na | b\nc | 1"},
	} {
		c, err := Read("t.md", []byte(tc.in))
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
		published := "0000-00-00"
		if c.Published != 0 {
			published = c.Published.String()
		}
		if c.Title.Of(c.Text) != tc.title || c.Lang != tc.lang || published != tc.published || c.Text != tc.text {
			t.Errorf("%q: title %q lang %q published %s text %q", tc.in, c.Title.Of(c.Text), c.Lang, published, c.Text)
		}
	}
}

// TestCaption tells captions from other paragraphs before a table.
func TestCaption(t *testing.T) {
	for _, s := range []string{
		"in $ billions", "(in millions of US dollars)", "Figures in $bn:", "Angaben in Mio. €", "in Mrd. Euro", "(en millions d’euros)",
		"Cifras en millones de dólares", "em milhões de reais", "in milioni di euro", "в млн рублей", "σε εκατ. ευρώ", "milj. euroa",
		"dalam miliar rupiah", "(百万ドル)", "単位：億円", "단위: 억원", "单位：亿元", "## Revenue ($bn)", "**Revenue by segment, USD millions**", "Results for Q1 2025:", "in %",
		"कोटि डालर", "in milibus milium nummorum:",
	} {
		c, err := Read("t.md", []byte(s+"\n\n| a | b |\n|---|---|\n| c | 1 |\n"))
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Tables) != 1 || c.Tables[0].Caption.Len() == 0 {
			t.Errorf("%q is no caption", s)
		}
	}
	for _, s := range []string{
		"Nvidia had a good year", "## Overview", "Revenue was $26.0 billion.", "Der Umsatz stieg auf 26 Mrd. Euro.", "BNP and Mnuchin",
		"In the first quarter of its fiscal year the company sold far more chips in millions of units to customers in Asia, as it said:",
	} {
		c, err := Read("t.md", []byte(s+"\n\n| a | b |\n|---|---|\n| c | 1 |\n"))
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Tables) != 1 || c.Tables[0].Caption.Len() != 0 {
			t.Errorf("%q is a caption", s)
		}
	}
}

// TestLoose tells tables without a delimiter line from lines with bars and tabs.
func TestLoose(t *testing.T) {
	for in, want := range map[string]string{
		"| A | 2024 | 2023 |\n| Nvidia | 26 | 7 |":              "<A> <2024> <2023>/<Nvidia> 26 7",
		"Nvidia | 26 | 7\nAMD | 5 | 4":                          "<Nvidia> 26 7/<AMD> 5 4",
		"Company\tQ1\tQ2\nNvidia\t26.0\t30.0\nAMD\t5.4\t":       "<Company> <Q1> <Q2>/<Nvidia> 26.0 30.0/<AMD> 5.4 ",
		"\t2024\t2023\nRevenue\t26\t7":                          " <2024> <2023>/<Revenue> 26 7",
		"x\n| A | 1 | 2 |\n| B | 3 | 4 |\ny":                    "<A> 1 2/<B> 3 4",
		"| A | B |\n|---|---|\n| c | 1 |\n| d | 2 |\n| e | 3 |": "<A> <B>/<c> 1/<d> 2/<e> 3",
		"| | |\n|---|---|\n| c | 1 |":                           "<c> 1",
		"|Rev|EPS|\n|-|-|\n|26.0|5.98|":                         "<Rev> <EPS>/26.0 5.98",
		"A | 1\\|2 | 3\nB | 4 | 5":                              "<A> 1|2 3/<B> 4 5",
		// none
		"Home | About | Contact":                         "",
		"Reuters | 22 May\nBy Jane Doe | London":         "",
		"- Nvidia | 26 | 7\n- AMD | 5 | 4":               "",
		"> Nvidia | 26 | 7\n> AMD | 5 | 4":               "",
		"Nvidia | 26 | 7\nAMD | 5":                       "",
		"\tAn indented paragraph.\n\tAnd one more in 5.": "",
		"```\na\t1\t2\nb\t3\t4\n```":                     "",
	} {
		c, err := Read("t.md", []byte(in))
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
		var rows []string
		for _, table := range c.Tables {
			for _, row := range table.Rows {
				var cells []string
				for _, cell := range row {
					s := cell.Of(c.Text)
					if cell.Head {
						s = "<" + s + ">"
					}
					cells = append(cells, s)
				}
				rows = append(rows, strings.Join(cells, " "))
			}
		}
		if got := strings.Join(rows, "/"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	if _, err := Read("big.md", make([]byte, MaxBytes+1)); !errors.Is(err, ErrTooLong) || !strings.Contains(err.Error(), "big.md") {
		t.Errorf("too long: %v", err)
	}
	if _, err := Read("nul.md", []byte("a\x00b")); !errors.Is(err, ErrBinary) || !strings.Contains(err.Error(), "byte 1") {
		t.Errorf("NUL: %v", err)
	}
	c, err := Read("bad.md", []byte("Ums\xe4tze **26**"))
	if err != nil || len(c.Notes) != 1 || c.Text != "Ums\uFFFDtze 26" || c.Notes[0].Message.String() != "1 invalid bytes were replaced" {
		t.Errorf("invalid bytes: %q %v %v", c.Text, c.Notes, err)
	}
}
