package fsds

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	// maxLine bounds a row; the longest column, a tag's documentation, has
	// some thousand characters.
	maxLine = 1 << 20
	// maxColumns bounds the columns of a table; sub.txt has 36, 40 in the Notes
	// data.
	maxColumns = 64
	// maxRows bounds a table; num.tsv of a quarter has about ten million.
	maxRows = 100_000_000
	// chunk is how much is read at once.
	chunk = 256 << 10
)

// reader reads the rows of one table without building strings.
type reader struct {
	table  string
	src    io.Reader
	buf    []byte
	lo, hi int // what of buf is unread
	eof    bool
	err    error
	line   int
	read   int64 // bytes of rows so far

	columns []string
	fields  [][]byte // of the current row, valid until the next
}

// open opens a table and reads its heading.
func (s Set) open(table string, need ...string) (*reader, io.Closer, error) {
	f, err := s.Tables[table].Open()
	if err != nil {
		return nil, nil, err
	}
	r := newReader(table, f)
	if err := r.heading(need); err != nil {
		f.Close()
		return nil, nil, err
	}
	return r, f, nil
}

func newReader(table string, src io.Reader) *reader {
	return &reader{table: table, src: src, buf: make([]byte, chunk)}
}

// heading reads the first line, the names of the columns, in any order.
func (r *reader) heading(need []string) error {
	line, ok := r.next()
	if !ok {
		if r.err == nil {
			r.fail("the table is empty")
		}
		return r.err
	}
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	names := strings.Split(strings.ToLower(string(line)), "\t")
	if len(names) > maxColumns {
		r.fail("%d columns: more than any table has", len(names))
		return r.err
	}
	r.columns = names
	for _, n := range need {
		if r.column(n) < 0 {
			r.fail("no column %q", n)
			return r.err
		}
	}
	r.fields = make([][]byte, len(names))
	return nil
}

// column is the place of a column, -1 if the table has none of that name.
func (r *reader) column(name string) int {
	for i, c := range r.columns {
		if c == name {
			return i
		}
	}
	return -1
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = &SyntaxError{r.table, max(1, r.line), fmt.Sprintf(format, args...)}
	}
}

// row reads the next row into fields; false at the end or at an error. An empty
// line is none.
func (r *reader) row() bool {
	for {
		line, ok := r.next()
		if !ok {
			return false
		}
		if len(line) == 0 {
			continue
		}
		n := 0
		for n < len(r.fields)-1 {
			i := bytes.IndexByte(line, '\t')
			if i < 0 {
				break
			}
			r.fields[n], line = line[:i], line[i+1:]
			n++
		}
		if n < len(r.fields)-1 || bytes.IndexByte(line, '\t') >= 0 {
			if r.eof && r.lo == r.hi {
				r.err = fmt.Errorf("%s, line %d: %w", r.table, r.line, errCut)
				return false
			}
			r.fail("%d columns, where the heading has %d", n+1+bytes.Count(line, []byte{'\t'}), len(r.columns))
			return false
		}
		r.fields[n] = line
		return true
	}
}

// field is a column's value in the current row, nil if the table lacks it.
func (r *reader) field(column int) []byte {
	if column < 0 {
		return nil
	}
	return r.fields[column]
}

// next is the next line without its end.
func (r *reader) next() (line []byte, ok bool) {
	if r.err != nil {
		return nil, false
	}
	from := r.lo
	for {
		if i := bytes.IndexByte(r.buf[from:r.hi], '\n'); i >= 0 {
			line = r.buf[r.lo : from+i]
			r.lo = from + i + 1
			return r.ended(line, 1)
		}
		if r.eof {
			if r.lo == r.hi {
				return nil, false
			}
			line, r.lo = r.buf[r.lo:r.hi], r.hi
			return r.ended(line, 0)
		}
		from = r.hi - r.lo
		if !r.fill() {
			return nil, false
		}
		from += r.lo
	}
}

func (r *reader) ended(line []byte, end int) ([]byte, bool) {
	r.read += int64(len(line) + end)
	if r.line++; r.line > maxRows {
		r.fail("more than %d rows", maxRows)
		return nil, false
	}
	return bytes.TrimSuffix(line, []byte{'\r'}), true
}

// fill reads more behind what is unread; false at an error.
func (r *reader) fill() bool {
	if r.lo > 0 {
		copy(r.buf, r.buf[r.lo:r.hi])
		r.lo, r.hi = 0, r.hi-r.lo
	}
	if r.hi == len(r.buf) {
		if len(r.buf) >= maxLine {
			r.line++
			r.fail("a row of more than %d bytes", maxLine)
			return false
		}
		r.buf = append(r.buf, make([]byte, min(len(r.buf), maxLine-len(r.buf)))...)
	}
	n, err := r.src.Read(r.buf[r.hi:])
	r.hi += n
	switch {
	case errors.Is(err, io.EOF):
		r.eof = true
	case errors.Is(err, io.ErrUnexpectedEOF):
		r.err = fmt.Errorf("%s, line %d: %w", r.table, r.line+1, errCut)
	case err != nil:
		r.err = fmt.Errorf("%s, line %d: %w", r.table, r.line+1, err)
	}
	return r.err == nil
}

// text is a field as a valid string of its own memory.
func text(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }
