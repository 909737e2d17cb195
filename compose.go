package assay

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"assay/article"
	"assay/claim"
	"assay/span"
)

// Packs and names are written in composed characters (Unicode's form NFC). A
// text that is not, as files from some systems are not, is composed for the
// reading, and what was found is given at its place in the text as it is.

// composition maps offsets between a text and its composed form: from[i] of
// the one is to[i] of the other.
type composition struct{ from, to []int }

// compose is the composed form of a text, and how to get back from it; nil and
// the text itself where it is composed already.
func compose(text string) (*composition, string) {
	if !mayDecompose(text) || norm.NFC.IsNormalString(text) {
		return nil, text
	}
	var b strings.Builder
	var it norm.Iter
	c := &composition{}
	it.InitString(norm.NFC, text)
	for !it.Done() {
		c.from, c.to = append(c.from, it.Pos()), append(c.to, b.Len())
		b.Write(it.Next())
	}
	c.from, c.to = append(c.from, len(text)), append(c.to, b.Len())
	return c, b.String()
}

// mayDecompose reports whether a text has a combining mark of the scripts that
// assay reads: the cheap test that most texts fail. It looks for the first bytes
// of those marks one by one, which the library does many bytes at a time.
func mayDecompose(text string) bool {
	return strings.IndexByte(text, 0xCC) >= 0 || // U+0300–U+033F
		behind(text, 0xCD, func(rest string) bool { return rest[0] < 0xB0 }) || // –U+036F
		behind(text, 0xE1, func(rest string) bool { return rest[0] >= 0x84 && rest[0] <= 0x87 }) || // the parts of Hangul
		strings.Contains(text, "\u3099") || strings.Contains(text, "\u309A") || // voiced kana
		behind(text, 0xE0, func(rest string) bool { // Devanagari with a dot below
			return len(rest) > 1 && rest[0] == 0xA5 && rest[1] >= 0x98 && rest[1] <= 0x9F
		})
}

// behind reports whether what follows some byte lead of the text is as wanted.
func behind(text string, lead byte, wanted func(rest string) bool) bool {
	for {
		i := strings.IndexByte(text, lead)
		if i < 0 || i+1 >= len(text) {
			return false
		}
		if text = text[i+1:]; wanted(text) {
			return true
		}
	}
}

// at maps an offset from one side to the other; one inside a character goes to
// its beginning.
func at(from, to []int, offset int) int {
	i, ok := slices.BinarySearch(from, offset)
	if !ok {
		i--
	}
	return to[i]
}

// composed is a place of the text in its composed form.
func (c *composition) composed(s span.Span) span.Span {
	return span.Span{Start: at(c.from, c.to, s.Start), End: at(c.from, c.to, s.End)}
}

// original is a place of the composed form in the text as it is.
func (c *composition) original(s span.Span) span.Span {
	return span.Span{Start: at(c.to, c.from, s.Start), End: at(c.to, c.from, s.End)}
}

// forward moves what the options say of the text to its composed form.
func (c *composition) forward(opt *claim.Options) {
	move := func(spans []span.Span) []span.Span {
		out := make([]span.Span, len(spans))
		for i, s := range spans {
			out[i] = c.composed(s)
		}
		return out
	}
	opt.Title = c.composed(opt.Title)
	opt.Paragraphs, opt.Skip = move(opt.Paragraphs), move(opt.Skip)
	opt.Turns = slices.Clone(opt.Turns)
	for i := range opt.Turns {
		opt.Turns[i].Span = c.composed(opt.Turns[i].Span)
	}
	opt.Tables = article.MovedTables(opt.Tables, c.composed)
}

// back moves what was found to its place in the text as it is.
func (c *composition) back(claims []claim.Claim, unread []claim.Unread) {
	for i := range claims {
		x := &claims[i]
		x.Span, x.Sentence = c.original(x.Span), c.original(x.Sentence)
		p := &x.Prospect
		p.CampWords, p.Condition, p.Group = c.original(p.CampWords), c.original(p.Condition), c.original(p.Group)
	}
	for i := range unread {
		unread[i].Span = c.original(unread[i].Span)
	}
}
