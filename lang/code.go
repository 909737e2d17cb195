package lang

import (
	"strconv"
	"strings"

	"assay/lexicon"
)

// joinedCode are the tokens of an analyst's code that begins with a digit: 2Q25,
// 1QFY26, 1H24, 9M24.
func (s *Scan) joinedCode(j int) []token {
	if s.V.cjk || j+1 >= len(s.Atoms) || s.Atoms[j].End-s.Atoms[j].Start != 1 || !s.Atoms[j+1].Joined || s.Atoms[j+1].Kind != Word {
		return nil
	}
	if unit, _ := s.V.codeLetter(s.Folded[s.Atoms[j+1].Start:s.Atoms[j+1].End]); unit == 0 {
		return nil
	}
	return s.V.codeTokens(string(s.Folded[s.Atoms[j].Start:s.Atoms[j+1].End]))
}

// codeWord is what a language writes in place of an English letter in the code of a period:
// "к" in "2К24".
type codeWord struct {
	word string
	unit byte // 'q', 'h', 'm'
}

// codeWords are those of the grammar, each as "к q", the longer of two before the shorter.
func codeWords(g *Grammar) []codeWord {
	var out []codeWord
	for _, c := range g.CodeLetters {
		word, unit, _ := strings.Cut(lexicon.FoldString(c), " ")
		out = append(out, codeWord{word, unit[0]})
	}
	return out
}

// codeLetter is the unit of a period that a folded text begins with, q, h or m, and how many
// bytes say so; 0 if it begins with none.
func (v *Vocabulary) codeLetter(text []byte) (unit byte, n int) {
	for i := range v.codes {
		if c := &v.codes[i]; len(text) >= len(c.word) && string(text[:len(c.word)]) == c.word {
			return c.unit, len(c.word)
		}
	}
	if len(text) > 0 {
		switch text[0] {
		case 'q', 'h', 'm':
			return text[0], 1
		}
	}
	return 0, 0
}

// longestCode is how many bytes a short code of a period has at most.
const longestCode = 9

// codeTokens reads the short codes of periods: q2, 2q24, h1, fy2025, q1fy25, 9m24.
func (v *Vocabulary) codeTokens(w string) []token {
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
	letter := func(i int) (byte, int) { return v.codeLetter([]byte(rest[i:])) }
	for rest != "" {
		unit, n := letter(0)
		if rest[0] == 's' && unit == 0 {
			unit, n = 'h', 1
		}
		behind, m := byte(0), 0
		if digit(0) {
			behind, m = letter(1)
		}
		switch {
		case (unit == 'q' || unit == 'h') && digit(n) && !digit(n+1):
			t = append(t, token{kind: ordToken, n: int(rest[n] - '0')}, token{kind: unitToken, tag: unitOf(unit)})
			cut(n + 1)
		case behind == 'q' || behind == 'h':
			t = append(t, token{kind: ordToken, n: int(rest[0] - '0')}, token{kind: unitToken, tag: unitOf(behind)})
			cut(1 + m)
		case behind == 'm' && rest[0] == '9':
			t = append(t, token{kind: unitToken, tag: ninemonthsTag})
			cut(1 + m)
		case behind == 'm' && rest[0] == '6' && len(rest) > 1+m:
			t = append(t, token{kind: ordToken, n: 1}, token{kind: unitToken, tag: halfTag})
			cut(1 + m)
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
		if c >= '0' && c <= '9' {
			return true
		}
	}
	for i := range s.V.codes {
		word := s.V.codes[i].word
		if n := a.Start + int32(len(word)); n < a.End && s.Folded[n] >= '1' && s.Folded[n] <= '4' && string(s.Folded[a.Start:n]) == word {
			return true
		}
	}
	return false
}
