package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// row is words on one base line, from left to right.
type row struct {
	words          []word
	x0, x1         float64
	top, base, end float64 // the upper edge, where letters stand, the lower edge
	size           float64 // the height of its letters
}

// How rows are made, in parts of the letters' height.
const (
	sameBase  = 0.2  // base lines that are one
	cellGap   = 0.75 // the white between two cells of a table, more than any between words
	spaceGap  = 0.2  // the white between words where the file has no space
	touching  = 0.06 // less white is none, whatever the file says
	raisedMax = 0.75 // how far a raised mark may stand above its line
	smaller   = 0.92 // how high it is at most
	mostWords = 200  // of a row that is searched for a mark's word
)

func newRow(ws []word) row {
	slices.SortStableFunc(ws, func(a, b word) int { return cmp.Compare(a.X[0], b.X[0]) })
	middle := middleWord(ws)
	r := row{words: ws, x0: ws[0].X[0], x1: ws[0].X[1], top: ws[0].Y[0], end: ws[0].Y[2], base: middle.Y[1], size: max(middle.height(), 1)}
	for _, w := range ws {
		r.x1, r.top, r.end = max(r.x1, w.X[1]), min(r.top, w.Y[0]), max(r.end, w.Y[2])
	}
	return r
}

// middleWord is the word that half of the text is smaller than: brackets and footnotes'
// marks do not set the size of a row.
func middleWord(ws []word) word {
	bySize := slices.Clone(ws)
	slices.SortStableFunc(bySize, func(a, b word) int { return cmp.Compare(a.height(), b.height()) })
	half := 0
	for _, w := range ws {
		half += len(w.Text)
	}
	half /= 2
	for _, w := range bySize {
		if half -= len(w.Text); half < 0 {
			return w
		}
	}
	return bySize[len(bySize)-1]
}

// rows makes rows of words of one direction, from top to bottom.
func rows(ws []word) []row {
	ws = slices.Clone(ws)
	slices.SortStableFunc(ws, func(a, b word) int {
		return cmp.Or(cmp.Compare(a.Y[1], b.Y[1]), cmp.Compare(a.X[0], b.X[0]))
	})
	var out []row
	for i := 0; i < len(ws); {
		first, j := ws[i], i+1
		for j < len(ws) && ws[j].Y[1]-first.Y[1] <= sameBase*min(first.height(), ws[j].height()) {
			j++
		}
		out = append(out, newRow(slices.Clone(ws[i:j])))
		i = j
	}
	return lower(out)
}

// lower puts raised and lowered marks back into the row whose words they touch, digits
// of footnotes as raised digits, so that they join no figure. Three rows around a mark
// are searched for its word: those of other columns stand between.
func lower(rs []row) []row {
	for i := range rs {
		rs[i].words = slices.DeleteFunc(rs[i].words, func(mark word) bool {
			for _, k := range []int{1, 2, 3, -1, -2, -3} {
				if j := i + k; j >= 0 && j < len(rs) && rs[j].takes(mark) {
					return true
				}
			}
			return false
		})
	}
	out := rs[:0]
	for _, r := range rs {
		if len(r.words) > 0 {
			out = append(out, newRow(r.words))
		}
	}
	slices.SortStableFunc(out, func(a, b row) int { return cmp.Compare(a.base, b.base) })
	return out
}

// takes adds a mark to the row if it clings to one of its words.
func (r *row) takes(mark word) bool {
	if len(r.words) > mostWords || mark.Y[1]-r.end > r.size || r.top-mark.Y[1] > r.size {
		return false
	}
	for _, w := range r.words {
		h := w.height()
		step, gap := w.Y[1]-mark.Y[1], mark.X[0]-w.X[1]
		if mark.height() > smaller*h || step > raisedMax*h || step < -raisedMax*h/2 || step < sameBase*h/2 && step > -sameBase*h/2 {
			continue
		}
		if gap < -spaceGap*h || gap > spaceGap*h {
			continue
		}
		if step > 0 {
			mark.Text = raise(mark.Text)
		}
		mark.Y = w.Y
		r.words = append(r.words, mark)
		return true
	}
	return false
}

// raise writes a footnote's mark in raised digits; other text stays.
func raise(s string) string {
	const plain, raised = "0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"
	if strings.Trim(s, plain) != "" {
		return s
	}
	up := []rune(raised)
	return strings.Map(func(r rune) rune { return up[strings.IndexRune(plain, r)] }, s)
}

// text is the row's words with spaces where the file has them or white shows.
func (r row) text() string { return textOf(r.words) }

func textOf(ws []word) string {
	var b strings.Builder
	for i, w := range ws {
		if i > 0 && parted(ws[i-1], w) {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// parted reports whether a space stands between two words of a row. Han and kana have
// none, however loosely a line is set, unless what follows stands far off.
func parted(a, b word) bool {
	gap, h := b.X[0]-a.X[1], max(a.height(), b.height())
	last, _ := utf8.DecodeLastRuneInString(a.Text)
	first, _ := utf8.DecodeRuneInString(b.Text)
	if unspaced(last) && unspaced(first) {
		return gap > cellGap*h
	}
	return b.Space && gap > touching*h || gap > spaceGap*h
}

// unspaced reports whether a character is of a script without spaces between words:
// Han, kana and their marks.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == 'ー'
}

// cells are the row's words, parted where wide white stands between them.
func (r row) cells() []row {
	var out []row
	from := 0
	right := r.words[0].X[1]
	for i := 1; i <= len(r.words); i++ {
		if i < len(r.words) && r.words[i].X[0]-right <= cellGap*r.size {
			right = max(right, r.words[i].X[1])
			continue
		}
		out = append(out, newRow(slices.Clone(r.words[from:i])))
		if from = i; i < len(r.words) {
			right = max(right, r.words[i].X[1])
		}
	}
	return out
}

// letters is how many letters and digits a row has.
func (r row) letters() int {
	n := 0
	for _, w := range r.words {
		for _, c := range w.Text {
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				n++
			}
		}
	}
	return n
}
