package assay_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/article"
	"assay/lang"
	"assay/span"
)

// cellsOf are the cells of an article's tables.
func cellsOf(a *article.Article) (cells []span.Span) {
	for _, t := range a.Tables {
		for _, row := range t.Rows {
			for _, c := range row {
				cells = append(cells, c.Span)
			}
		}
	}
	return cells
}

// FuzzTable reads tables whose cells are those of testdata/tables in any order, language
// and width: nothing panics, every numeral is accounted for, no figure is claimed twice.
func FuzzTable(f *testing.F) {
	cells := []string{"", "", "n/a", "—", "(1.2)%", "12万5千", "1 234,5 млн", "Q1", "2024", "2025E", "-7"}
	names, err := filepath.Glob("testdata/tables/*.md")
	if err != nil || len(names) == 0 {
		f.Fatal("no tables: ", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.SplitSeq(string(b), "\n") {
			for _, cell := range strings.Split(line, "|") {
				if cell = strings.TrimSpace(cell); cell != "" && strings.Trim(cell, "-:") != "" {
					cells = append(cells, cell)
				}
			}
		}
	}
	for seed := range uint64(10) {
		f.Add(seed)
	}
	session := newSession(f)
	f.Fuzz(func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		c := randomTable(rnd, cells)
		a, err := article.New("f", c, article.Hints{Lang: lang.Codes()[rnd.IntN(len(lang.Codes()))]})
		if err != nil {
			t.Skip(err)
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		inside(t, a, claims, unread)
		everyNumeral(t, a, claims, unread)
	})
}

// randomTable is an article of a line and a table.
func randomTable(rnd *rand.Rand, cells []string) article.Content {
	var b strings.Builder
	put := func(s string) span.Span {
		from := b.Len()
		b.WriteString(s)
		return span.Span{Start: from, End: b.Len()}
	}
	any := func() string { return cells[rnd.IntN(len(cells))] }
	c := article.Content{Paragraphs: []span.Span{put("2024-08-05")}}
	put("\n\n")
	if caption := any(); caption != "" {
		c.Paragraphs = append(c.Paragraphs, put(caption))
	}
	put("\n\n")
	table := article.Table{Span: span.Span{Start: b.Len()}}
	rows, columns := 1+rnd.IntN(6), 1+rnd.IntN(6)
	for r := range rows {
		var row []article.Cell
		for k := 0; k < columns; k++ {
			wide := 1 + rnd.IntN(2)*rnd.IntN(2)
			row = append(row, article.Cell{Span: put(any()), Head: r == 0 || k == 0 || rnd.IntN(8) == 0, Cols: wide})
			put(" | ")
			k += wide - 1
		}
		table.Rows = append(table.Rows, row)
		put("\n")
	}
	table.End = b.Len()
	c.Tables, c.Text = []article.Table{table}, b.String()
	return c
}
