package html

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// liner joins pieces of text as a browser shows them: white space becomes one space, and
// none at the ends of a line. A no-break space stays what it is.
type liner struct {
	b     []byte
	space byte // white space waits: ' ', or '\n' where the source broke the line
}

// add appends a piece of text. Characters that show nothing are left out.
func (l *liner) add(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			if l.space == 0 || c == '\n' {
				l.space = c
			}
			i++
		case c < ' ' || c == 0x7f:
			i++
		case c < utf8.RuneSelf:
			l.flush(rune(c))
			from := i
			for i++; i < len(s) && ' ' < s[i] && s[i] < 0x7f; i++ {
			}
			l.b = append(l.b, s[from:i]...)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !l.shows(r) {
				i += n
				continue
			}
			l.flush(r)
			l.b = append(l.b, s[i:i+n]...)
			i += n
		}
	}
}

// keep appends preformatted text with the spaces that it has.
func (l *liner) keep(s string) {
	l.flush('x')
	for _, r := range s {
		if r == '\r' || r < ' ' && r != '\t' || !l.shows(r) {
			continue
		}
		if r == '\t' {
			r = ' '
		}
		l.b = utf8.AppendRune(l.b, r)
	}
}

// flush writes the white space that waits before r. A line of Chinese or Japanese source
// that was broken goes on without a space.
func (l *liner) flush(r rune) {
	if l.space != 0 && len(l.b) > 0 && l.b[len(l.b)-1] != '\n' {
		last, _ := utf8.DecodeLastRune(l.b)
		if l.space != '\n' || !isWide(last) && !isWide(r) {
			l.b = append(l.b, ' ')
		}
	}
	l.space = 0
}

// shows reports whether a character beyond ASCII shows anything: no soft hyphen, mark of
// direction or character without width. Joiners stay between Indic letters, whose shape
// they decide.
func (l *liner) shows(r rune) bool {
	switch {
	case r == '\u200c' || r == '\u200d':
		last, _ := utf8.DecodeLastRune(l.b)
		return 0x0900 <= last && last < 0x0e00
	case r == '\u00ad', r == '\ufeff', '\u200b' <= r && r <= '\u200f', '\u202a' <= r && r <= '\u202e', '\u2060' <= r && r <= '\u2069', 0x80 <= r && r < 0xa0, 0xe0000 <= r && r < 0xe0080:
		return false
	}
	return true
}

// isWide reports whether a character is of a script that puts no spaces between words.
func isWide(r rune) bool {
	return 0x2e80 <= r && r < 0xac00 || 0xf900 <= r && r < 0xfb00 || 0xff00 <= r && r < 0xff60 || 0x20000 <= r && r < 0x30000
}

// newline ends a line of a paragraph, without the spaces at its end. It reports false if
// the line is empty, so that this break parts paragraphs.
func (l *liner) newline() bool {
	l.space = 0
	l.b = bytes.TrimRight(l.b, " \u00a0\u3000")
	if len(l.b) == 0 || l.b[len(l.b)-1] == '\n' {
		return false
	}
	l.b = append(l.b, '\n')
	return true
}

// take is the text so far, and begins a new one.
func (l *liner) take() string {
	s := string(bytes.TrimSpace(l.b))
	l.b, l.space = l.b[:0], 0
	return s
}

// hasDigit reports whether a text holds a digit of any script.
func hasDigit(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf {
			if '0' <= r && r <= '9' {
				return true
			}
		} else if unicode.Is(unicode.Nd, r) {
			return true
		}
	}
	return false
}

// hasWord reports whether a text says anything: it has a letter or a digit.
func hasWord(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' {
				return true
			}
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
