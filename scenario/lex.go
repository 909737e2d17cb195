package scenario

import (
	"strconv"
	"strings"
)

// tokenKind is what a token is.
type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokNumber
	tokName
	tokMark // an operator or a bracket
)

// token is one word of an expression. Its offset counts bytes of the file.
type token struct {
	kind   tokenKind
	text   string
	num    float64
	offset int
}

// source is the text of an expression and where in the file it stands. A string
// with escapes cannot be located byte by byte: all of it stands at base.
type source struct {
	text  string
	base  int
	exact bool
}

// at is the place in the file of byte i of the text.
func (s source) at(i int) int {
	if !s.exact {
		return s.base
	}
	return s.base + i
}

// marks are the operators, longest first.
var marks = []string{"<=", ">=", "==", "!=", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "<", ">", "=", "%"}

// lex cuts an expression into tokens; the last is tokEnd. What is no token is a
// fault, and ends the list.
func lex(s source, f *faults) (tokens []token, ok bool) {
	for i := 0; i < len(s.text); {
		c := s.text[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case isDigit(c) || c == '.' && i+1 < len(s.text) && isDigit(s.text[i+1]):
			n := numberEnd(s.text[i:])
			v, err := strconv.ParseFloat(strings.ReplaceAll(s.text[i:i+n], "_", ""), 64)
			if err != nil {
				f.add(s.at(i), "write it with digits, a point and an exponent, as in 1.5e9", "the number %s is not one, or too large", clip(s.text[i:i+n]))
				return nil, false
			}
			tokens = append(tokens, token{tokNumber, s.text[i : i+n], v, s.at(i)})
			i += n
		case isLetter(c):
			n := 1
			for i+n < len(s.text) && (isLetter(s.text[i+n]) || isDigit(s.text[i+n])) {
				n++
			}
			tokens = append(tokens, token{tokName, s.text[i : i+n], 0, s.at(i)})
			i += n
		default:
			mark := markAt(s.text[i:])
			if mark == "" {
				f.add(s.at(i), "expressions use + - * / ^ ( ) [ ] , %, comparisons and names of letters, digits and _", "the character %s has no meaning here", strconv.Quote(firstRune(s.text[i:])))
				return nil, false
			}
			tokens = append(tokens, token{tokMark, mark, 0, s.at(i)})
			i += len(mark)
		}
	}
	return append(tokens, token{kind: tokEnd, offset: s.at(len(s.text))}), true
}

// numberEnd is the length of the number at the head of s. An e counts only with
// digits after it.
func numberEnd(s string) int {
	i := 0
	digits := func() {
		for i < len(s) && (isDigit(s[i]) || s[i] == '_' && i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1])) {
			i++
		}
	}
	digits()
	if i < len(s) && s[i] == '.' {
		i++
		digits()
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			i = j
			digits()
		}
	}
	return i
}

func markAt(s string) string {
	for _, m := range marks {
		if strings.HasPrefix(s, m) {
			return m
		}
	}
	return ""
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// clip shortens what a message quotes.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
