package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Error is one fault of a scenario file: where it stands, what it is and what
// to write instead. Line and Column count from 1, the column in characters; both
// are 0 for a fault of no single place.
type Error struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Fault  string `json:"fault"`
	Remedy string `json:"remedy"`

	offset int
}

// Error is the fault on one line.
func (e *Error) Error() string {
	s := "scenario: "
	if e.Line > 0 {
		s += fmt.Sprintf("line %d, column %d: ", e.Line, e.Column)
	}
	s += e.Fault
	if e.Remedy != "" {
		s += ": " + e.Remedy
	}
	return s
}

// Errors is all that is wrong with a file, in the order of the file.
type Errors []*Error

// Error is the faults, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the faults to errors.As.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, x := range e {
		out[i] = x
	}
	return out
}

// maxErrors is how many faults are told at once, of maxFaults that are looked for.
const maxErrors, maxFaults = 20, 500

// faults gathers the faults of one text.
type faults struct {
	text []byte
	list Errors
}

// add notes a fault at the offset; a second one at the same place is dropped,
// for it only follows from the first.
func (f *faults) add(offset int, remedy, format string, args ...any) {
	if len(f.list) >= maxFaults || slices.ContainsFunc(f.list, func(e *Error) bool { return e.offset == offset }) {
		return
	}
	f.list = append(f.list, &Error{Fault: fmt.Sprintf(format, args...), Remedy: remedy, offset: offset})
}

// err is the faults as an error, or nil.
func (f *faults) err() error {
	if len(f.list) == 0 {
		return nil
	}
	slices.SortStableFunc(f.list, func(a, b *Error) int { return a.offset - b.offset })
	told := f.list[:min(len(f.list), maxErrors)]
	for _, e := range told {
		e.Line, e.Column = place(f.text, e.offset)
	}
	return told
}

// place is the line and column of a byte offset.
func place(text []byte, offset int) (line, column int) {
	offset = max(0, min(offset, len(text)))
	line, column = 1, 1
	for _, r := range string(text[:offset]) {
		if column++; r == '\n' {
			line, column = line+1, 1
		}
	}
	return line, column
}

// near is the word of the list that the given one is likely meant to be, or ""; the case of
// letters decides between two that are as near.
func near(word string, words []string) string {
	best, at, exact := "", 3, 0
	for _, w := range words {
		d, e := edits(strings.ToLower(word), strings.ToLower(w)), edits(word, w)
		if d*2 < len(word)+1 && (d < at || d == at && e < exact) {
			best, at, exact = w, d, e
		}
	}
	return best
}

// edits is the number of letters to insert, delete, replace or swap with their
// neighbour to make b of a (optimal string alignment).
func edits(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// suggest is the remedy for an unknown word.
func suggest(word string, words []string, otherwise string) string {
	if w := near(word, words); w != "" {
		return "write " + w
	}
	return otherwise
}
