package epub

import (
	"assay/article"
	"assay/span"
)

// join puts a page's content behind what stands there, with all its places moved.
func (k *book) join(c article.Content) {
	if k.text.Len() > 0 {
		k.text.WriteString("\n\n")
	}
	by := k.text.Len()
	k.text.WriteString(c.Text)
	if by == 0 {
		k.c.Title = c.Title
	}
	if k.c.Lang == "" {
		k.c.Lang = c.Lang
	}
	paragraphs := c.Paragraphs
	if paragraphs == nil {
		paragraphs = article.Paragraphs(c.Text)
	}
	k.c.Paragraphs = append(k.c.Paragraphs, moved(paragraphs, by)...)
	k.c.Skip = append(k.c.Skip, moved(c.Skip, by)...)
	k.c.Tables = append(k.c.Tables, article.MovedTables(c.Tables, func(s span.Span) span.Span { return move(s, by) })...)
	for _, n := range c.Notes {
		n.Span = move(n.Span, by)
		k.c.Notes = append(k.c.Notes, n)
	}
}

// move leaves the zero span, which is no place, as it is.
func move(s span.Span, by int) span.Span {
	if s == (span.Span{}) {
		return s
	}
	return span.Span{Start: s.Start + by, End: s.End + by}
}

func moved(spans []span.Span, by int) []span.Span {
	out := make([]span.Span, len(spans))
	for i, s := range spans {
		out[i] = span.Span{Start: s.Start + by, End: s.End + by}
	}
	return out
}
