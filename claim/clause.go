package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang"
	"assay/lexicon"
)

// A place is what stands before an atom of the sentence.
type place struct {
	weak   int16 // commas and conjunctions
	strong int16 // semicolons, colons, dashes, brackets
	out    int16 // atoms outside brackets
	depth  int8  // brackets open at the atom
}

// breaks counts the boundaries before each atom. A closed bracket between two
// places outside it is no boundary and has no length.
func (st *sentence) breaks() {
	n := len(st.atoms)
	st.at = resize(st.at, n+1)
	st.findQuotes()
	var here place
	gap := int32(0) // where the atom before ends
	for i := range st.atoms {
		a := &st.atoms[i]
		if a.Start-gap >= 3 && i > 0 && strings.Contains(st.scan.Text[gap:a.Start], "\u3000") || st.title && i > 0 && st.spaced(i) {
			here.strong++ // also the wide space between the parts of a Japanese headline
		}
		gap = a.End
		if a.Kind != lang.Punct || st.used[i] {
			st.at[i] = here
			if here.depth == 0 {
				here.out++
				if st.is(i, linkAnd|linkBut|linkSub) && a.Kind != lang.Punct && (st.is(i, linkAnd|linkBut) && !st.second(i) || st.opensSub(i)) {
					here.weak++
				}
			}
			continue
		}
		mark := st.mark(a)
		if mark == ")" || mark == "）" {
			here.depth = max(here.depth-1, 0)
		}
		st.at[i] = here
		switch opens := mark == "(" || mark == "（"; {
		case mark == ")" || mark == "）":
		case opens && st.closes(i):
			here.depth++
		case opens:
			here.strong++
			here.out += boolInt16(here.depth == 0)
		case here.depth == 0:
			weak, strong := st.boundary(i, mark)
			here.weak += boolInt16(weak)
			here.strong += boolInt16(strong)
			here.out++
		}
	}
	st.at[n] = here
}

// second reports whether "but" at atom i is the second word of its clause, behind a name: "Alphabet
// 96,5 miliarda collegit, Meta autem 48,4".
func (st *sentence) second(i int) bool {
	if st.grammar().PostTo {
		return st.behindName(i)
	}
	if i < 2 || st.is(i, linkAnd) || !st.atoms[i-1].In(lexicon.Entity) || st.scan.V.CJK() {
		return false
	}
	j := i - 2
	if j > 0 && st.scan.Closed(&st.atoms[j], lexicon.Article) {
		j--
	}
	return st.mark(&st.atoms[j]) == ","
}

// behindName reports whether "and" or "but" at atom i stands behind a name that the clause begins
// with, where such words stand behind what they join: "…, मेटा-संस्था च ३९.१ बिलियन".
func (st *sentence) behindName(i int) bool {
	named := false
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		a := &st.atoms[j]
		if st.mark(a) == "," || a.Kind == lang.Numeral {
			return named && a.Kind == lang.Punct
		}
		named = named || a.In(lexicon.Entity)
	}
	return false
}

// boundary reports whether the mark at atom i parts what is around it, and how much.
func (st *sentence) boundary(i int, mark string) (weak, strong bool) {
	switch mark {
	case ",", "、", "，", ":", "：":
		return true, false
	case ";", "–", "—", "；", "】", "«", "»", "。", "·", "\u0387":
		return false, !(mark == "·" && st.joinedAt(i+1)) && !st.quotes[i]
	case "-": // "Reality Labs -yksikkö": joined to what follows it parts nothing
		return false, !st.atoms[i].Joined && !st.joinedAt(i+1)
	}
	return false, false
}

// joinedAt reports whether no space stands before atom i.
func (st *sentence) joinedAt(i int) bool { return i < len(st.atoms) && st.atoms[i].Joined }

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

// dashIs reports whether a dash right before the figure stands for "is", behind atom i in the clause
// that it closes: "Доля AWS в выручке Amazon — 17,3 %", "Доля рекламы — лишь 9%".
func (st *sentence) dashIs(i int, f *lang.Figure) bool {
	if st.at[f.First].strong-st.at[i].strong != 1 || st.figuresBetween(i, f.First) > 0 {
		return false
	}
	return st.dashBetween(max(i, f.First-4), f.First-1)
}

// dashBetween reports whether a dash stands right behind one of the atoms of [from, to).
func (st *sentence) dashBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if st.dashBehind(j) {
			return true
		}
	}
	return false
}
