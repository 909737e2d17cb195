package html

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/article"
	"assay/span"
)

// sound holds what is true of every content: spans inside the text and between its
// characters, in order, none over another, and cells where the table's lines say.
func sound(t *testing.T, c article.Content) {
	t.Helper()
	if !utf8.ValidString(c.Text) {
		t.Fatal("the text is no UTF-8")
	}
	inside := func(what string, s span.Span) {
		t.Helper()
		if s.Start < 0 || s.End < s.Start || s.End > len(c.Text) {
			t.Fatalf("%s %s is outside the text of %d bytes", what, s, len(c.Text))
		}
		if s.Start < len(c.Text) && !utf8.RuneStart(c.Text[s.Start]) || s.End < len(c.Text) && !utf8.RuneStart(c.Text[s.End]) {
			t.Fatalf("%s %s parts a character", what, s)
		}
	}
	inside("title", c.Title)
	for i, p := range c.Paragraphs {
		inside("paragraph", p)
		if text := p.Of(c.Text); strings.TrimSpace(text) == "" || strings.Contains(text, "\n\n") {
			t.Fatalf("paragraph %s is %q", p, text)
		}
		if i > 0 && c.Paragraphs[i-1].End >= p.Start {
			t.Fatalf("paragraph %s follows %s", p, c.Paragraphs[i-1])
		}
	}
	if c.Title.Len() > 0 && c.Title != c.Paragraphs[0] {
		t.Fatalf("the title %s is not the first paragraph", c.Title)
	}
	for i := range c.Tables {
		soundTable(t, c, &c.Tables[i], inside)
	}
	for _, n := range c.Notes {
		inside("note", n.Span)
		if n.Code == "" || n.Message == "" {
			t.Fatalf("note without words: %+v", n)
		}
	}
	if strings.ContainsAny(c.Text, "\x00\x1f\u00ad\u200b\ufeff") {
		t.Fatal("the text holds characters that show nothing")
	}
}

func soundTable(t *testing.T, c article.Content, tab *article.Table, inside func(string, span.Span)) {
	t.Helper()
	inside("table", tab.Span)
	inside("caption", tab.Caption)
	for _, p := range c.Paragraphs {
		if p.Overlaps(tab.Span) {
			t.Fatalf("paragraph %s overlaps table %s", p, tab.Span)
		}
	}
	if k := tab.Caption; k.Len() > 0 && !tab.Contains(k) && k.End > tab.Start {
		t.Fatalf("caption %s of table %s stands behind it", k, tab.Span)
	}
	at := tab.Start
	for _, row := range tab.Rows {
		for i, cell := range row {
			inside("cell", cell.Span)
			if cell.Cols < 1 || cell.Start < at || !tab.Contains(cell.Span) {
				t.Fatalf("cell %s (columns %d) of table %s comes after byte %d", cell.Span, cell.Cols, tab.Span, at)
			}
			if i > 0 && c.Text[at:cell.Start] != " | " {
				t.Fatalf("cells are parted by %q", c.Text[at:cell.Start])
			}
			at = cell.End
		}
		if strings.Contains(span.Span{Start: row[0].Start, End: at}.Of(c.Text), "\n") {
			t.Fatalf("a row of table %s has several lines", tab.Span)
		}
	}
}

func FuzzRead(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, p := range pages {
		b, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{
		"", "x", "<p>x", "\xff\xfe", "<table><td>1<td>2<tr><td rowspan=9>3<td colspan=9>4</table>",
		"<b><i><a href=x><p>25<table>1<tr>2<td>3</b>", "<pre>1\n\n2\n  3</pre>", "<script type=application/ld+json>[{\"@type\":[1]}]</script>",
		"<style>.a{display:none}@media x{.b{display:none}}</style><p class=a>x", "<q>1</q><sup>2</sup><br><br>3", "a\U000F0001b<p>\U0010FFFD",
		"<frameset><frame>", "<svg><p>5</svg><math><td>1</math>", "<plaintext>1<p>", "<figure><table><td>1<td>2<td>3</table><figcaption>c",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := Read("fuzz", b)
		if err != nil {
			return
		}
		sound(t, c)
		again, err := Read("fuzz", b)
		if err != nil || dump(again) != dump(c) {
			t.Fatalf("read twice, it differs: %v", err)
		}
	})
}
