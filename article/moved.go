package article

import (
	"slices"

	"assay/span"
)

// Moved is the article with another text, whose places are the old ones moved.
func (a *Article) Moved(text string, moved func(offset int) int) *Article {
	b := *a
	b.Text, b.SHA256 = text, ""
	at := func(s span.Span) span.Span { return span.Span{Start: moved(s.Start), End: moved(s.End)} }
	all := func(spans []span.Span) []span.Span {
		out := slices.Clone(spans)
		for i := range out {
			out[i] = at(out[i])
		}
		return out
	}
	b.Title, b.Paragraphs, b.Skip = at(a.Title), all(a.Paragraphs), all(a.Skip)
	b.Tables, b.Turns = MovedTables(a.Tables, at), slices.Clone(a.Turns)
	for i := range b.Turns {
		b.Turns[i].Span = at(b.Turns[i].Span)
	}
	return &b
}

// MovedTables are tables with their places moved.
func MovedTables(tables []Table, at func(span.Span) span.Span) []Table {
	out := slices.Clone(tables)
	for i := range out {
		t := &out[i]
		t.Span, t.Caption, t.Rows = at(t.Span), at(t.Caption), slices.Clone(t.Rows)
		for k := range t.Rows {
			t.Rows[k] = slices.Clone(t.Rows[k])
			for n := range t.Rows[k] {
				t.Rows[k][n].Span = at(t.Rows[k][n].Span)
			}
		}
	}
	return out
}
