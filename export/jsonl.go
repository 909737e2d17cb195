package export

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// jsonLine is a JSON object on a line of its own. Decimals are strings, so that no reader
// rounds them; what is unknown is null.
type jsonLine struct{ b []byte }

func (l *jsonLine) head() []byte { l.b = l.b[:0]; return nil }

func (l *jsonLine) take() []byte {
	line := append(l.b, '}', '\n')
	l.b = line[:0]
	return line
}

// member begins the value of a column.
func (l *jsonLine) member(column string) {
	mark := byte(',')
	if len(l.b) == 0 {
		mark = '{'
	}
	l.b = append(l.b, mark, '"')
	l.b = append(l.b, column...)
	l.b = append(l.b, '"', ':')
}

func (l *jsonLine) text(column, s string) {
	l.member(column)
	l.b = appendJSON(l.b, s)
}

func (l *jsonLine) decimal(column, s string) {
	l.member(column)
	if s == "" {
		l.b = append(l.b, "null"...)
		return
	}
	l.b = append(append(append(l.b, '"'), s...), '"')
}

func (l *jsonLine) integer(column string, n int64) {
	l.member(column)
	l.b = strconv.AppendInt(l.b, n, 10)
}

func (l *jsonLine) day(column string, d *int32) {
	l.member(column)
	if d == nil {
		l.b = append(l.b, "null"...)
		return
	}
	l.b = append(appendDay(append(l.b, '"'), d), '"')
}

func (l *jsonLine) flag(column string, b bool) {
	l.member(column)
	l.b = strconv.AppendBool(l.b, b)
}

// appendJSON appends a string of JSON, with < > & as they are: it is no part of a page.
func appendJSON(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			var b bytes.Buffer
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			_ = e.Encode(s) // a string always encodes
			return append(dst, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
		}
	}
	return append(append(append(dst, '"'), s...), '"')
}
