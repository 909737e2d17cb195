package lang

import (
	"strings"
	"unicode/utf8"
)

// Rewrite writes another number in the place of the only one in digits that a figure's text
// has, in its script and with its marks: what "1 234,5 Mio. Euro" becomes for 99875 tenths.
// n is the number counted in units of the last written digit. It gives "" where the text
// has no number in digits, or several.
func Rewrite(text, n string) string {
	from, to, ok := onlyNumber(text)
	if !ok {
		return ""
	}
	zero, marks := digitsOf(text[from:to])
	if last := marks[len(marks)-1]; len(n) <= last.behind { // "0.9" for "12.3"
		n = strings.Repeat("0", last.behind-len(n)+1) + n
	}
	var b strings.Builder
	b.WriteString(text[:from])
	for i, c := range n {
		b.WriteRune(zero + c - '0')
		b.WriteString(markAt(marks, len(n)-i-1))
	}
	b.WriteString(text[to:])
	return b.String()
}

// mark is one inside a number, by how many digits stand behind it.
type mark struct {
	text   string
	behind int
}

// markAt is the mark that belongs where so many digits follow: one that was written there,
// or the mark of thousands of a number that has grown.
func markAt(marks []mark, behind int) string {
	if behind == 0 {
		return ""
	}
	for _, m := range marks {
		if m.behind == behind && m.text != "" {
			return m.text
		}
	}
	if first := marks[0]; first.text != "" && first.behind >= 3 && behind > first.behind && (behind-first.behind)%3 == 0 && (len(marks) > 2 || first.behind%3 == 0) {
		return first.text
	}
	return ""
}

// onlyNumber is where the only number in digits stands.
func onlyNumber(text string) (from, to int, ok bool) {
	from = -1
	for i, c := range text {
		if _, digit := zeroOf(c); !digit {
			continue
		}
		switch {
		case from < 0:
			from = i
		case !joins(text[to:i]):
			return 0, 0, false
		}
		to = i + utf8.RuneLen(c)
	}
	return from, to, from >= 0
}

// joins reports whether what stands between two digits leaves them one number.
func joins(between string) bool {
	switch between {
	case "", ".", ",", "'", "’", " ", "\u00a0", "\u202f", "\u2009", "，", "．":
		return true
	}
	return false
}

// digitsOf is the zero of a number's script, and its marks from the left; an empty one
// where it has none.
func digitsOf(number string) (zero rune, marks []mark) {
	var gaps []mark
	n := 0
	for _, c := range number {
		if z, digit := zeroOf(c); digit {
			zero = z
			n++
			continue
		}
		gaps = append(gaps, mark{string(c), n})
	}
	for _, g := range gaps {
		marks = append(marks, mark{g.text, n - g.behind})
	}
	if len(marks) == 0 {
		return zero, []mark{{}}
	}
	return zero, marks
}

// zeroOf is the zero of the script that a digit is of.
func zeroOf(c rune) (zero rune, ok bool) {
	for _, z := range []rune{'0', '０', '०'} {
		if c >= z && c <= z+9 {
			return z, true
		}
	}
	return 0, false
}
