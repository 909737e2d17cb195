package options

import (
	"encoding/json"
	"fmt"
	"strings"
)

// maxDepth bounds how deep JSON may be nested; the vendors' answers go to seven.
const maxDepth = 64

// scanner walks over JSON text without building values. The first error sticks:
// after it every method returns zero values and reads nothing. Strings and
// numbers are parts of the text as written, so that decimals stay exact.
type scanner struct {
	text  string
	i     int
	depth int
	err   error
}

func (s *scanner) fail(msg string) {
	if s.err == nil {
		if s.i >= len(s.text) {
			msg = "the text ends here: it is cut short: " + msg
		}
		at := min(s.i, len(s.text))
		line := 1 + strings.Count(s.text[:at], "\n")
		s.err = fmt.Errorf("line %d (byte %d): %s; fetch the file again", line, at, msg)
	}
	s.i = len(s.text)
}

// stop ends the walk with an error that is not the text's.
func (s *scanner) stop(err error) {
	if s.err == nil {
		s.err = err
	}
	s.i = len(s.text)
}

// peek skips white space and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for ; s.i < len(s.text); s.i++ {
		switch c := s.text[s.i]; c {
		case ' ', '\n', '\t', '\r':
		default:
			return c
		}
	}
	return 0
}

// eat consumes the next byte if it is c.
func (s *scanner) eat(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.i++
	return true
}

// items calls each at the beginning of every item between two brackets.
func (s *scanner) items(open, end byte, each func()) {
	if !s.eat(open) {
		s.fail("want " + string(rune(open)))
		return
	}
	if s.depth++; s.depth > maxDepth {
		s.fail("nested too deep")
	}
	for first := true; s.err == nil && !s.eat(end); first = false {
		if !first && !s.eat(',') {
			s.fail("want a comma or " + string(rune(end)))
			break
		}
		each()
	}
	s.depth--
}

// object calls member with each key, its value next. What is no object is
// passed over: one field of an odd kind spoils no file.
func (s *scanner) object(member func(key string)) {
	if s.peek() != '{' {
		s.skip()
		return
	}
	s.items('{', '}', func() {
		key := s.str()
		if !s.eat(':') {
			s.fail("want a colon")
			return
		}
		member(key)
	})
}

// array calls each before every item. What is no array is passed over.
func (s *scanner) array(each func()) {
	if s.peek() != '[' {
		s.skip()
		return
	}
	s.items('[', ']', each)
}

// value reads a string or a number as text; "" is null, and what is neither.
// Yahoo's formatted answers have objects in place of numbers, with the number as
// "raw".
func (s *scanner) value() (v string) {
	switch s.peek() {
	case '"':
		return s.str()
	case '{':
		s.object(func(key string) {
			if key == "raw" {
				v = s.value()
			} else {
				s.skip()
			}
		})
		return v
	case '[', 't', 'f', 'n':
		s.skip()
		return ""
	}
	return s.number()
}

// skip reads over any value.
func (s *scanner) skip() {
	switch s.peek() {
	case '{':
		s.object(func(string) { s.skip() })
	case '[':
		s.items('[', ']', s.skip)
	case '"':
		s.str()
	case 't':
		s.literal("true")
	case 'f':
		s.literal("false")
	case 'n':
		s.literal("null")
	case 'N':
		s.literal("NaN")
	default:
		s.number()
	}
}

func (s *scanner) literal(lit string) {
	if !strings.HasPrefix(s.text[s.i:], lit) {
		s.fail("want " + lit)
		return
	}
	s.i += len(lit)
}

// number reads the text of a number, loosely: whoever converts it checks it.
// Python writes NaN.
func (s *scanner) number() string {
	if s.peek() == 'N' {
		s.literal("NaN")
		return ""
	}
	start := s.i
	for s.i < len(s.text) {
		switch c := s.text[s.i]; {
		case isDigit(c), c == '-', c == '+', c == '.', c == 'e', c == 'E':
			s.i++
			continue
		}
		break
	}
	if s.i == start {
		s.fail("want a value")
	}
	return s.text[start:s.i]
}

// str reads a string. The result is a part of the text unless it holds escapes.
func (s *scanner) str() string {
	if s.peek() != '"' {
		s.fail("want a string")
		return ""
	}
	start := s.i
	for i := start + 1; i < len(s.text); i++ {
		switch s.text[i] {
		case '\\':
			return s.escaped(start)
		case '"':
			s.i = i + 1
			return s.text[start+1 : i]
		}
	}
	s.i = len(s.text)
	s.fail("want the end of a string")
	return ""
}

// escaped reads a string with escapes whose first quote is at start.
func (s *scanner) escaped(start int) (v string) {
	for i := start + 1; i < len(s.text); i++ {
		switch s.text[i] {
		case '\\':
			i++
		case '"':
			if json.Unmarshal([]byte(s.text[start:i+1]), &v) != nil {
				s.fail("bad escape in a string")
			}
			s.i = max(s.i, i+1)
			return v
		}
	}
	s.i = len(s.text)
	s.fail("want the end of a string")
	return ""
}

// documents calls each before every document of a file: one, an array of them,
// or one after the other (JSON Lines).
func documents(data []byte, each func(*scanner) error) error {
	s := &scanner{text: string(data)}
	one := func() {
		if err := each(s); err != nil {
			s.stop(err)
		}
	}
	if s.peek() == '[' {
		s.array(one)
		if s.err == nil && s.peek() != 0 {
			s.fail("text after the end of the array")
		}
		return s.err
	}
	for s.err == nil && s.peek() != 0 {
		one()
	}
	return s.err
}

// appendBounded grows a list of a document's options. A million empty ones would
// else take far more memory than the file.
func appendBounded[T any](s *scanner, list []T) []T {
	if len(list) >= maxRows {
		s.stop(errTooMany)
		return list
	}
	var zero T
	return append(list, zero)
}
