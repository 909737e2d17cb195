package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang"
	"assay/lexicon"
)

// breaks counts the boundaries before each atom. A closed bracket between two
// places outside it is no boundary and has no length.
func (st *sentence) breaks() {
	n := len(st.atoms)
	st.weak, st.strong, st.out, st.depth = resize(st.weak, n+1), resize(st.strong, n+1), resize(st.out, n+1), resize(st.depth, n+1)
	st.findQuotes()
	weak, strong, out, depths := st.weak[:n+1], st.strong[:n+1], st.out[:n+1], st.depth[:n+1]
	w, s, o, depth, gap := int16(0), int16(0), int16(0), int8(0), int32(0)
	for i := range st.atoms {
		a := &st.atoms[i]
		if i > 0 && (a.Start-gap >= 3 && strings.Contains(st.scan.Text[gap:a.Start], "\u3000") || st.title && st.spaced(i)) {
			s++ // also the wide space between the parts of a Japanese headline
		}
		gap = a.End
		if a.Kind != lang.Punct || st.used[i] {
			weak[i], strong[i], out[i], depths[i] = w, s, o, depth
			if depth == 0 {
				w += boolInt16(st.is(i, linkAnd|linkBut|linkSub) && a.Kind != lang.Punct && (st.is(i, linkAnd|linkBut) || st.opensSub(i)))
				o++
			}
			continue
		}
		mark := st.mark(a)
		if mark == ")" || mark == "）" {
			depth = max(depth-1, 0)
		}
		weak[i], strong[i], out[i], depths[i] = w, s, o, depth
		switch mark {
		case ")", "）":
			continue
		case "(", "（":
			if st.closes(i) {
				depth++
				continue
			}
			s++
		case ",", "、", "，", ":", "：":
			w += boolInt16(depth == 0)
		case ";", "–", "—", "；", "】", "«", "»", "。", "·", "\u0387":
			if mark == "·" && i+1 < n && st.atoms[i+1].Joined || st.quotes[i] {
				break
			}
			s += boolInt16(depth == 0)
		case "-":
			// "Reality Labs -yksikkö": joined to what follows it parts nothing.
			s += boolInt16(depth == 0 && !a.Joined && !(i+1 < n && st.atoms[i+1].Joined))
		}
		o += boolInt16(depth == 0)
	}
	weak[n], strong[n], out[n], depths[n] = w, s, o, depth
}

// spaced reports whether a space before atom i parts a headline in a script that sets none
// between words: 「谷歌云单季首破200亿美元 Alphabet利润跳增八成」. A name with spaces on both
// sides is only set apart.
func (st *sentence) spaced(i int) bool {
	a, b := &st.atoms[i-1], &st.atoms[i]
	if !st.scan.V.CJK() || b.Joined || a.End >= b.Start {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(st.scan.Text[:a.End])
	first, _ := utf8.DecodeRuneInString(st.scan.Text[b.Start:])
	return unicode.In(last, unicode.Han, unicode.Katakana, unicode.Hiragana) &&
		(unicode.In(first, unicode.Han, unicode.Katakana, unicode.Hiragana) || unicode.IsLetter(first) && i+1 < len(st.atoms) && st.atoms[i+1].Joined)
}

// opensSub reports whether a conjunction at atom i opens a clause with a measure of
// its own behind a figure: "sank 12% on Tuesday after revenue rose 39%".
func (st *sentence) opensSub(i int) bool {
	if i == 0 || !st.is(i, linkSub) || st.mark(&st.atoms[i-1]) == "," || len(st.figs) == 0 || st.figs[0].First > i {
		return false
	}
	for j := i + 1; j < len(st.atoms) && j <= i+4; j++ {
		if st.measureAt(j) || st.atoms[j].In(lexicon.Anaphor) {
			return true
		}
	}
	return false
}

// longestQuoted is how many words a quoted name has at most.
const longestQuoted = 4

// findQuotes marks the quotes around a name, which part nothing: «Газпром».
func (st *sentence) findQuotes() {
	st.quotes = resize(st.quotes, len(st.atoms))
	clear(st.quotes)
	for i := range st.atoms {
		if st.atoms[i].Kind != lang.Punct || i+2 >= len(st.atoms) || !st.atoms[i+1].Capital || !opensQuote(st.mark(&st.atoms[i])) {
			continue
		}
		for j := i + 1; j < len(st.atoms) && j <= i+longestQuoted+1; j++ {
			a := &st.atoms[j]
			if a.Kind == lang.Punct && closesQuote(st.mark(a)) {
				st.quotes[i], st.quotes[j] = true, true
				break
			}
			if a.Kind != lang.Word {
				break
			}
		}
	}
}

func opensQuote(mark string) bool {
	return mark == "«" || mark == "“" || mark == "„" || mark == "\"" || mark == "»"
}

func closesQuote(mark string) bool {
	return mark == "»" || mark == "”" || mark == "“" || mark == "\"" || mark == "«"
}

// closes reports whether the bracket opened at atom i is closed later.
func (st *sentence) closes(i int) bool {
	for j := i + 1; j < len(st.atoms); j++ {
		if a := &st.atoms[j]; a.Kind == lang.Punct {
			if m := st.mark(a); m == ")" || m == "）" {
				return true
			}
		}
	}
	return false
}

func boolInt16(b bool) int16 {
	if b {
		return 1
	}
	return 0
}
