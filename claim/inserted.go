package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// betweenCommas reports whether a figure and its period stand alone in an insertion of the sentence:
// "its net margin, only 19.9 % in 2022, reached 29 %".
func (st *sentence) betweenCommas(f *lang.Figure, w *lang.When) bool {
	first, last := min(f.First, w.First), max(f.Last, w.Last)
	if st.scan.V.CJK() || w.Year == 0 || !f.Digits || st.otherClause(first, last) {
		return false
	}
	end := last + 1
	for end < len(st.atoms) && end <= last+2 && st.atoms[end].Kind == lang.Word && !st.used[end] {
		end++ // "2022 auf 19,9 Prozent abgesackt, …"
	}
	if end == len(st.atoms) || st.mark(&st.atoms[end]) != "," {
		return false
	}
	for j := first - 1; j >= 0 && first-j <= longInsertion && !st.used[j] && !st.atoms[j].In(lexicon.Measure); j-- {
		if st.mark(&st.atoms[j]) == "," {
			return true
		}
	}
	return false
}

// longInsertion is how many words an insertion may have before its figure.
const longInsertion = 5

// beforeCurrent reports whether the figure's period lies before the one of which the sentence, or
// the text, speaks.
func (r *Reader) beforeCurrent(d *draft) bool {
	if c := r.current; c != nil {
		return c.bound.known() && d.bound.r.End < c.bound.r.End
	}
	x := &r.disc.whenRange
	return x.known() && d.bound.r.End < x.r.End
}

// ofInserted reports whether the period belongs to another figure, with which it stands alone in an
// insertion.
func (st *sentence) ofInserted(f *lang.Figure, w *lang.When) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g != f && g.Unit == f.Unit && st.betweenCommas(g, w) && (f.First > max(g.Last, w.Last) || f.Last < min(g.First, w.First))
	})
}
