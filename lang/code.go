package lang

import (
	"strconv"
	"strings"
)

// joinedCode are the tokens of an analyst's code that begins with a digit: 2Q25,
// 1QFY26, 1H24, 9M24.
func (s *Scan) joinedCode(j int) []token {
	if s.V.cjk || j+1 >= len(s.Atoms) || s.Atoms[j].End-s.Atoms[j].Start != 1 || !s.Atoms[j+1].Joined || s.Atoms[j+1].Kind != Word {
		return nil
	}
	switch s.Folded[s.Atoms[j+1].Start] {
	case 'q', 'h', 'm':
		return codeTokens(string(s.Folded[s.Atoms[j].Start:s.Atoms[j+1].End]))
	}
	return nil
}

// longestCode is how many bytes a short code of a period has at most.
const longestCode = 9

// codeTokens reads the short codes of periods: q2, 2q24, h1, fy2025, q1fy25.
func codeTokens(w string) []token {
	if len(w) < 2 || len(w) > longestCode {
		return nil
	}
	var t []token
	rest := w
	if last := w[len(w)-1]; (last == 'e' || last == 'a') && len(w) > 3 && w[len(w)-2] >= '0' && w[len(w)-2] <= '9' {
		rest = w[:len(w)-1] // 4Q24E: an estimate
	}
	cut := func(n int) { rest = rest[n:] }
	digit := func(i int) bool { return i < len(rest) && rest[i] >= '0' && rest[i] <= '9' }
	for rest != "" {
		switch {
		case (rest[0] == 'q' || rest[0] == 'h' || rest[0] == 's') && digit(1) && !digit(2):
			t = append(t, token{kind: ordToken, n: int(rest[1] - '0')}, token{kind: unitToken, tag: unitOf(rest[0])})
			cut(2)
		case digit(0) && len(rest) >= 2 && (rest[1] == 'q' || rest[1] == 'h'):
			t = append(t, token{kind: ordToken, n: int(rest[0] - '0')}, token{kind: unitToken, tag: unitOf(rest[1])})
			cut(2)
		case strings.HasPrefix(rest, "9m"):
			t = append(t, token{kind: unitToken, tag: ninemonthsTag})
			cut(2)
		case (strings.HasPrefix(rest, "fy") || len(t) > 0 && strings.HasPrefix(rest, "cy")) && digit(2):
			t = append(t, token{kind: flagToken, tag: fiscalTag})
			cut(2)
			if !digit(1) {
				return nil
			}
			n := 2
			if digit(2) && digit(3) {
				n = 4
			}
			y, _ := strconv.Atoi(rest[:n])
			if n == 2 {
				y += 2000
			}
			t = append(t, token{kind: yearToken, n: y})
			cut(n)
		case len(t) > 0 && (len(rest) == 2 || len(rest) == 4) && digit(0) && digit(1):
			y, err := strconv.Atoi(rest)
			if err != nil {
				return nil
			}
			if y < 100 {
				y += 2000
			}
			t = append(t, token{kind: yearToken, n: y})
			rest = ""
		default:
			return nil
		}
	}
	for _, x := range t {
		if x.kind == ordToken && (x.n < 1 || x.n > 4) {
			return nil
		}
	}
	return t
}

func unitOf(c byte) tag {
	if c == 'q' {
		return quarterTag
	}
	return halfTag
}

// mayBeCode reports whether a word has the length and the beginning of a short code of
// a period: q2, h1, s1, fy25, 2q24.
func (s *Scan) mayBeCode(a *Atom) bool {
	if n := a.End - a.Start; n < 2 || n > longestCode {
		return false
	}
	next := s.Folded[a.Start+1]
	switch c := s.Folded[a.Start]; c {
	case 'q', 'h', 's':
		return next >= '0' && next <= '9'
	case 'f':
		return next == 'y'
	default:
		return c >= '0' && c <= '9'
	}
}
