package pdf

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is a paragraph or a table of one column of a page.
type block struct {
	table *grid
	text  []byte
	size  float64
	page  int     // index
	first float64 // the width of its first word
	room  float64 // what its last line leaves free; a word that fits would stand there
}

// How paragraphs part.
const (
	sameSize = 1.15 // sizes of letters that are one
	wideStep = 1.3  // usual steps of the base line, from which white parts paragraphs
	indented = 0.8  // letters' heights
	ragged   = 0.3  // of the column's width, left free by a line that goes on nevertheless
)

// blocks makes paragraphs and tables of a single column of rows.
func blocks(rs []row, page int) []block {
	var out []block
	for ls := lines(rs); len(ls) > 0; {
		g, from, to := findTable(ls)
		if g == nil {
			from, to = len(ls), len(ls)
		}
		out = append(out, paragraphs(ls[:from], page)...)
		if g != nil {
			out = append(out, block{table: g, page: page, size: ls[from].size})
		}
		ls = ls[to:]
	}
	return out
}

// paragraphs joins lines to paragraphs.
func paragraphs(ls []line, page int) []block {
	if len(ls) == 0 {
		return nil
	}
	s := settingOf(ls)
	var out []block
	text, first := []byte(ls[0].text()), ls[0]
	for i := 1; i <= len(ls); i++ {
		if i < len(ls) && s.goesOn(ls[i-1], ls[i]) {
			text = joinLines(text, ls[i].text())
			continue
		}
		last := ls[i-1]
		b := block{text: text, size: last.size, page: page, first: first.firstWord(), room: s.right - last.x1}
		if last.isRow() {
			b.room = math.Inf(1)
		}
		out = append(out, b)
		if i < len(ls) {
			text, first = []byte(ls[i].text()), ls[i]
		}
	}
	return out
}

// setting is how the lines of a column are set.
type setting struct{ left, right, pitch float64 }

func settingOf(ls []line) setting {
	rs := make([]row, len(ls))
	s := setting{left: ls[0].x0, right: ls[0].x1}
	for i, l := range ls {
		rs[i] = l.row
		s.left, s.right = min(s.left, l.x0), max(s.right, l.x1)
	}
	s.pitch = pitchOf(rs)
	return s
}

// isRow reports whether a line is a row of a table whose columns are not clear.
func (l line) isRow() bool { return l.figures > 0 }

// goesOn reports whether a line goes on the paragraph of the one before.
func (s setting) goesOn(prev, next line) bool {
	text, after := prev.text(), next.text()
	big := max(prev.size, next.size)
	step := next.base - prev.base
	switch {
	case prev.isRow() || next.isRow(), big > sameSize*min(prev.size, next.size), isBullet(after):
		return false
	case step > wideStep*max(s.pitch, big) && step > wideStep*s.pitch, step <= 0:
		return false
	}
	stop, lower := endsSentence(text), startsLower(after)
	switch {
	case s.room(prev, next):
		return lower && !stop && s.right-prev.x1 < ragged*(s.right-s.left)
	case stop && next.x0-prev.x0 > indented*next.size && next.x0-s.left > indented*next.size:
		return false
	}
	return true
}

// room reports whether the next line's first word would have had room on the line
// before: the break between them was meant.
func (s setting) room(prev, next line) bool {
	return prev.x1+next.firstWord() < s.right
}

// firstWord is the room that a line's first word needs on the line before, with the
// space before it.
func (l line) firstWord() float64 {
	w := l.words[0]
	if r, _ := utf8.DecodeRuneInString(w.Text); unspaced(r) {
		return 2.5 * l.size // a character, and another that may not begin a line
	}
	return w.X[1] - w.X[0] + l.size/2
}

// isBullet reports whether a line begins an item of a list.
func isBullet(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("•▪●◦‣■□◆◇○※・*", r) {
		return true
	}
	return strings.ContainsRune("-–—", r) && strings.HasPrefix(s[n:], " ")
}

// endsSentence reports whether a text ends with a full stop or what stands for one,
// brackets and quotation marks behind it not counted.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)）」』]⁰¹²³⁴⁵⁶⁷⁸⁹ ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?。！？:：;।॥…", r)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// apart are words before which a hyphen at a line's end is no break of a word: "Vor-
// und Nachteile".
var apart = map[string]bool{"und": true, "oder": true, "bzw.": true, "and": true, "or": true, "to": true, "et": true, "y": true, "e": true, "ou": true, "o": true, "ja": true, "tai": true, "и": true, "или": true}

// joinLines adds the next line of a paragraph: a word parted by a hyphen becomes one
// again if it goes on in lower case, and a script without spaces gets none.
func joinLines(text []byte, next string) []byte {
	last, n := utf8.DecodeLastRune(text)
	first, _ := utf8.DecodeRuneInString(next)
	stem := text[:len(text)-n]
	before, _ := utf8.DecodeLastRune(stem)
	switch {
	case last == '\u00AD':
		return append(stem, next...)
	case isHyphen(last) && unicode.IsLetter(before) && unicode.IsLower(first):
		word, _, _ := strings.Cut(next, " ")
		switch {
		case apart[word]:
			return append(append(text, ' '), next...)
		case bytes.ContainsFunc(lastWord(stem), isHyphen) || strings.ContainsFunc(word, isHyphen):
			return append(text, next...)
		}
		return append(stem, next...)
	case isHyphen(last) && isAlnum(before) && isAlnum(first),
		unspaced(last) && unspaced(first),
		(unspaced(last) || unspaced(first)) && (unicode.IsDigit(last) || unicode.IsDigit(first)):
		return append(text, next...)
	}
	return append(append(text, ' '), next...)
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' }

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func lastWord(text []byte) []byte { return text[bytes.LastIndexByte(text, ' ')+1:] }

// tailOf is how many bytes of a paragraph tell whether it ends a sentence.
const tailOf = 64

// flow joins paragraphs that go on in the next column or on the next page.
func flow(all []block) []block {
	out := slices.Clip(all[:0])
	for _, b := range all {
		if n := len(out); n > 0 && out[n-1].flowsInto(b) {
			out[n-1].text, out[n-1].room = joinLines(out[n-1].text, string(b.text)), b.room
			continue
		}
		out = append(out, b)
	}
	return out
}

func (b block) flowsInto(next block) bool {
	if b.table != nil || next.table != nil || b.room >= next.first || max(b.size, next.size) > sameSize*min(b.size, next.size) || endsSentence(string(b.text[max(0, len(b.text)-tailOf):])) {
		return false
	}
	last, _ := utf8.DecodeLastRune(b.text)
	first, _ := utf8.DecodeRune(next.text)
	return unicode.IsLower(first) || unspaced(last) && unspaced(first) && !strings.ContainsRune("（「『【・", first)
}
