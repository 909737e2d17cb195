package export

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"assay/period"
	"assay/report"
)

// line is a text format's cells, with what stands before and after them.
type line interface {
	cells
	head() []byte // the finished line of the columns' names; nil for none
	take() []byte // the finished line, until the next
}

// textSink writes a line a row.
type textSink[T any] struct {
	table table[T]
	line  line
	w     *bufio.Writer
}

func openText[T any](w io.Writer, t table[T], l line) *textSink[T] {
	s := &textSink[T]{t, l, bufio.NewWriterSize(w, 1<<16)}
	t.cells(new(T), l)
	_, _ = s.w.Write(l.head()) // an error stays until Flush
	return s
}

func (s *textSink[T]) write(rows []T) error {
	var err error
	for i := range rows {
		s.table.cells(&rows[i], s.line)
		_, err = s.w.Write(s.line.take())
	}
	return err
}

func (s *textSink[T]) close() error { return s.w.Flush() }

// csvLine is a record of CSV as report.CSV writes them: RFC 4180, lines ending in CR LF,
// text that a spreadsheet would take for a formula behind an apostrophe (report.Cell),
// decimals with their minus signs as they are.
type csvLine struct {
	b     []byte
	names []string
	n     int
	last  []quoted // of each column in the row before
}

// quoted is a text with its cell: most columns say the same in row after row.
type quoted struct{ text, cell string }

func (l *csvLine) head() []byte {
	names := strings.Join(l.names, ",") + "\r\n"
	l.take()
	return []byte(names)
}

func (l *csvLine) take() []byte {
	line := append(l.b, '\r', '\n')
	l.b, l.n = line[:0], 0
	return line
}

// cell begins the cell of a column.
func (l *csvLine) cell(column string) {
	if l.n == len(l.names) { // the first row, which gives the names
		l.names, l.last = append(l.names, column), append(l.last, quoted{})
	}
	if l.n++; l.n > 1 {
		l.b = append(l.b, ',')
	}
}

func (l *csvLine) text(column, s string) {
	l.cell(column)
	last := &l.last[l.n-1]
	if last.text != s {
		*last = quoted{s, report.Quoted(report.Cell(s))}
	}
	l.b = append(l.b, last.cell...)
}

func (l *csvLine) decimal(column, s string) {
	l.cell(column)
	l.b = append(l.b, s...)
}

func (l *csvLine) integer(column string, n int64) {
	l.cell(column)
	l.b = strconv.AppendInt(l.b, n, 10)
}

func (l *csvLine) day(column string, d *int32) {
	l.cell(column)
	l.b = appendDay(l.b, d)
}

func (l *csvLine) flag(column string, b bool) {
	l.cell(column)
	l.b = strconv.AppendBool(l.b, b)
}

// appendDay appends a day as 2024-07-30, an unknown one as nothing.
func appendDay(dst []byte, d *int32) []byte {
	if d == nil {
		return dst
	}
	return append(dst, (period.FromUnix(0) + period.Date(*d)).String()...)
}
