// Package span holds byte ranges of a text and the notes that point at them.
//
// Offsets are UTF-8 bytes of one immutable text, start inclusive, end
// exclusive. The package knows nothing of what stands there; read package
// quantity next.
package span

import (
	"fmt"

	"assay/message"
)

// Span is the half-open byte range [Start, End) of a text. The zero value is
// the empty range at the text's beginning.
type Span struct{ Start, End int }

// Len is the number of bytes the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Join is the smallest span that covers both.
func (s Span) Join(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Of is the text that the span covers. It panics if the span lies outside
// the text, as slicing does.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

func (s Span) String() string { return fmt.Sprintf("%d:%d", s.Start, s.End) }

// Note is an oddity found in an input: data returned beside the result, never
// an error. Code is a stable identifier, Message a sentence for people.
type Note struct {
	Span
	Code    string
	Message message.Message
}
