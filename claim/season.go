package claim

import "assay/lang"

// season reports whether the year only says of which one a season is, which no filing
// reports on: "in the summer of 2022".
func (st *sentence) season(w *lang.When) bool {
	return st.anywhere&cueSeason != 0 && w.Unit == lang.YearUnit && w.Year != 0 && w.First > 0 && st.is(w.First-1, cueSeason)
}

// inSeason reports whether a season stands behind the figure in its clause, with no other
// figure between, or before it.
func (st *sentence) inSeason(f *lang.Figure) bool {
	return st.anywhere&cueSeason != 0 && some(st.whens, func(w *lang.When) bool {
		return st.season(w) && !st.otherClause(w.First, f.First) && st.figuresBetween(min(w.First, f.First), max(w.Last, f.Last)) == 0
	})
}
