package claim

import "assay/lang"

// insertedWhen reports whether the period stands with a figure of its own in an insertion
// before the figure: "its capex, which was $39.2 billion in 2024, jumped to $69.7 billion",
// "cost of revenue, $25.2 billion in 2022, rose to $30.2 billion".
func (st *sentence) insertedWhen(f *lang.Figure, w *lang.When) bool {
	return !st.scan.V.CJK() && w.Last < f.First && st.otherClause(w.Last, f.First) && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) == isMoney(f) && st.toldAside(g, w)
	})
}

// toldAside reports whether a figure with a period right behind it stands in a relative
// clause, or in apposition to a measure between commas.
func (st *sentence) toldAside(g *lang.Figure, w *lang.When) bool {
	if g.Last >= w.First || w.First-g.Last > 3 || st.otherClause(g.Last, w.First) {
		return false
	}
	if st.anyIs(g.First-5, g.First, cueWhich) {
		return true
	}
	j := g.First - 1
	if j > 0 && st.atoms[j].Kind == lang.Word && (st.glue(&st.atoms[j]) || st.is(j, linkFrom|linkIn)) {
		j-- // "από 25,2 δισ. το 2022"
	}
	return j > 0 && st.mark(&st.atoms[j]) == "," && st.measureAt(j-1) && w.Last+1 < len(st.atoms) && st.mark(&st.atoms[w.Last+1]) == ","
}

// hadStood reports whether the figure before, of the same measure and another value, stands
// in an insertion with a period of its own: "the backlog, which had stood at $92.4 billion
// at the end of March, has swollen to some $108 billion".
func (st *sentence) hadStood(prev, d *draft) bool {
	if st.scan.V.CJK() || !prev.whenSaid || prev.kind == Change || d.kind != prev.kind || prev.metric != d.metric || prev.when == nil || prev.when.First < prev.fig.Last || !instant(d.baseMetric) && !st.toldAside(prev.fig, prev.when) {
		return false
	}
	return st.otherClause(prev.fig.First, d.fig.First) && prev.fig.Value.Value.Cmp(d.fig.Value.Value) != 0
}

// bracketBase reports whether the amount stands in a bracket behind a period that the clause
// only compares with: "compared with the fourth quarter ($137.4 billion) they fell 15 %".
func (st *sentence) bracketBase(f *lang.Figure, w *lang.When) bool {
	return st.inBracketBehind(f, w) && st.linkBefore(w.First, linkVersus|linkThan|linkFrom)
}
