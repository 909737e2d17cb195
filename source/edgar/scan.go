package edgar

import (
	"bytes"
	"encoding/json"
	"strings"
)

// maxDepth bounds the nesting of values that the scanner skips.
const maxDepth = 512

// scanner walks over JSON text without building values. The first error
// sticks: after it every method returns zero values and reads nothing, so
// that callers check err once an object.
type scanner struct {
	data []byte
	i    int
	err  *SyntaxError
}

func (s *scanner) fail(msg string) {
	if s.err == nil {
		if s.i >= len(s.data) {
			msg = "the text ends here: it is cut short: " + msg
		}
		s.err = syntaxError(s.data, s.i, msg)
	}
	s.i = len(s.data)
}

// peek skips white space and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for s.i < len(s.data) {
		switch c := s.data[s.i]; c {
		case ' ', '\n', '\t', '\r':
			s.i++
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

func (s *scanner) want(c byte) {
	if !s.eat(c) {
		s.fail("want " + string(rune(c)))
	}
}

// more steps through the members of an object or array whose opening bracket
// was consumed; first is true before the first member.
func (s *scanner) more(first *bool, end byte) bool {
	if s.err != nil {
		return false
	}
	if s.eat(end) {
		return false
	}
	if !*first {
		s.want(',')
	}
	*first = false
	return s.err == nil
}

// key reads a member's name and the colon.
func (s *scanner) key() []byte {
	k := s.str()
	s.want(':')
	return k
}

// str reads a string. The result points into the data unless the string
// holds escapes.
func (s *scanner) str() []byte {
	if s.peek() != '"' {
		s.fail("want a string")
		return nil
	}
	start := s.i + 1
	n := bytes.IndexByte(s.data[start:], '"')
	if n < 0 {
		s.i = len(s.data)
		s.fail("want the end of a string")
		return nil
	}
	raw := s.data[start : start+n]
	if bytes.IndexByte(raw, '\\') < 0 {
		s.i = start + n + 1
		return raw
	}
	return s.escaped(start)
}

// escaped reads a string with escapes whose first byte is at start.
func (s *scanner) escaped(start int) []byte {
	for i := start; i < len(s.data); i++ {
		switch s.data[i] {
		case '\\':
			i++
		case '"':
			var v string
			if json.Unmarshal(s.data[start-1:i+1], &v) != nil {
				s.fail("bad escape in a string")
				return nil
			}
			s.i = i + 1
			return []byte(v)
		}
	}
	s.i = len(s.data)
	s.fail("want the end of a string")
	return nil
}

// strOrNull is str, or nil for null.
func (s *scanner) strOrNull() []byte {
	if s.peek() == 'n' {
		s.literal("null")
		return nil
	}
	return s.str()
}

func (s *scanner) literal(lit string) {
	if !bytes.HasPrefix(s.data[s.i:], []byte(lit)) {
		s.fail("want " + lit)
		return
	}
	s.i += len(lit)
}

// number reads the text of a number, loosely: whoever converts it checks it.
func (s *scanner) number() []byte {
	s.peek()
	start := s.i
	for s.i < len(s.data) {
		switch c := s.data[s.i]; {
		case c >= '0' && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
			s.i++
			continue
		}
		break
	}
	if s.i == start {
		s.fail("want a number")
		return nil
	}
	return s.data[start:s.i]
}

// skip reads over any value.
func (s *scanner) skip(depth int) {
	if depth > maxDepth {
		s.fail("nested too deep")
		return
	}
	switch s.peek() {
	case '{':
		s.i++
		for first := true; s.more(&first, '}'); {
			s.key()
			s.skip(depth + 1)
		}
	case '[':
		s.i++
		for first := true; s.more(&first, ']'); {
			s.skip(depth + 1)
		}
	case '"':
		s.str()
	case 't':
		s.literal("true")
	case 'f':
		s.literal("false")
	case 'n':
		s.literal("null")
	default:
		s.number()
	}
}

// object calls member with each key, its value next. A null is an object
// without members.
func (s *scanner) object(member func(key []byte)) {
	if s.peek() == 'n' {
		s.literal("null")
		return
	}
	s.want('{')
	for first := true; s.more(&first, '}'); {
		member(s.key())
	}
}

// text is a name as a valid string of its own memory.
func text(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }
