// Package fsds reads the SEC's Financial Statement Data Sets and its Financial
// Statement and Notes Data Sets: all filers' XBRL of a quarter or a month as
// tables of tab-separated values, num.txt with a row for each value.
//
// The tables round: ddate is the nearest month's end, qtrs the nearest count of
// quarters, and there is no first day. So each row is held against what a store
// knows exactly of the same filing (match.go): what it knows is dropped, what is
// new takes the exact days where the filing leaves one possibility, and the rest
// is kept as evidence.Fact.About. Rows of co-registrants are another entity's.
//
// The rows of num.txt stand in no order (in 2009q3 neighbours are of different
// filings 125,643 times out of 126,650), and a data set has millions. They are
// counted for each filing in a first pass, and then taken in as many passes as
// memory asks for, each a run of whole filers (num.go). Filers are stored in
// batches of whole filings, one transaction each: an import that was stopped
// leaves no half filing behind, and goes on where it is run again, since what is
// stored already is known.
//
// The format is that of the readme.htm in each archive, and of the SEC's
// description of the Notes data (aqfsn_1.pdf). The package opens no files and
// asks no network. Read import.go next, then match.go.
package fsds

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"assay/evidence"
	"assay/message"
	"assay/span"
)

// Table is one table of a data set.
type Table struct {
	Open func() (io.ReadCloser, error)
	Size int64 // bytes unpacked; 0 unknown
}

// Set is a data set: its tables by name, "sub", "num", "tag", "dim".
type Set struct {
	Name   string // for messages
	Tables map[string]Table
}

// Notes reports whether it is a Notes data set, whose values carry decimals and
// whose dimensions stand in a table of their own.
func (s Set) Notes() bool { _, ok := s.Tables["dim"]; return ok }

// tables are the names of all tables; those not asked for are part of the set
// all the same. readme.htm and the metadata come with them.
var tables = map[string]bool{"sub": true, "num": true, "tag": true, "dim": true, "pre": true, "ren": true, "cal": true, "txt": true}

// TableOf is the table that a file's name means, "" if none: "num.txt" or
// "num.tsv", in any folder.
func TableOf(name string) string {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	stem, ext, _ := strings.Cut(base, ".")
	if (ext == "txt" || ext == "tsv") && tables[stem] {
		return stem
	}
	return ""
}

// Belongs reports whether a file stands in a data set's folder as part of it.
func Belongs(name string) bool {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	return TableOf(base) != "" || base == "readme.htm" || base == "readme.html" || strings.HasSuffix(base, "-metadata.json") || strings.HasSuffix(base, "metadata.json")
}

// Complete reports whether tables of these names are a data set.
func Complete(has func(table string) bool) bool { return has("sub") && has("num") }

// Header reports whether a file's beginning is that of a data set's table.
func Header(head []byte) bool {
	line, _, _ := strings.Cut(string(head[:min(len(head), 4096)]), "\n")
	return strings.HasPrefix(line, "adsh\t") || strings.HasPrefix(line, "tag\tversion\t") || strings.HasPrefix(line, "dimhash\t")
}

// Counts say what became of the rows of num.txt.
type Counts struct {
	Rows       int // all
	Exact      int // stored with exact days, which the same filing states elsewhere
	About      int // stored with days that are only about right
	Known      int // a copy of an exact fact, or stored by an earlier import
	Entities   int // left out: of a co-registrant, a parent alone, or another entity
	Registered int // of the above kind, but given to the co-registrant of that name
	Empty      int // left out: without a value
	Short      int // left out: a stretch of less than half a quarter, of which no first day is told
	Unread     int // left out: a number, day or unit that cannot be read
}

// Result is what an import of a data set came to.
type Result struct {
	evidence.Result
	Counts
	Filings int
	Notes   []span.Note
}

// errCut means that a table ends in the middle of a row.
var errCut = errors.New("the table is cut short; fetch the data set again")

// SyntaxError says where a table stops being what it claims to be.
type SyntaxError struct {
	Table string
	Line  int // from 1
	Msg   string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s, line %d: %s", e.Table, e.Line, e.Msg) }

// fail wraps the cause with the data set's name and a remedy.
func (s Set) fail(err error) error {
	return fmt.Errorf("fsds: %s: %w; fetch the data set again", s.Name, err)
}

// maxNotes bounds what a hostile file can make us remember.
const maxNotes = 1000

type notes []span.Note

func (n *notes) add(code, format string, args ...any) {
	if len(*n) < maxNotes {
		*n = append(*n, span.Note{Code: code, Message: message.Plain(fmt.Sprintf(format, args...))})
	}
}
