package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// season reports whether the year only says of which one a season is, which no filing
// reports on: "in the summer of 2022".
func (st *sentence) season(w *lang.When) bool {
	return st.anywhere&cueSeason != 0 && w.Unit == lang.YearUnit && w.Year != 0 && w.First > 0 && st.is(w.First-1, cueSeason)
}

// inSeason is the year whose season stands behind the figure in its clause, with no other
// figure between, or before it, maybe in a clause of its own; nil if there is none.
func (st *sentence) inSeason(f *lang.Figure) *lang.When {
	if st.anywhere&cueSeason == 0 {
		return nil
	}
	for i := range st.whens {
		w := &st.whens[i]
		if !st.season(w) || st.otherClause(w.Last, f.First) && st.linkBefore(w.First-1, linkThan|linkVersus) || st.figuresBetween(min(w.First, f.First), max(w.Last, f.Last)) > 0 {
			continue
		}
		ahead := w.Last < f.First && st.at[w.Last].strong == st.at[f.First].strong && !some(st.whens, func(x *lang.When) bool { return x.First > w.Last && x.Last < f.First })
		if ahead || !st.otherClause(w.First, f.First) {
			return w
		}
	}
	return nil
}

// ofSeason gives a figure of a season the quarter of that year which the figure before or the
// text speaks of, as no filing reports on seasons.
func (r *Reader) ofSeason(d, prev *draft, w *lang.When) {
	d.formerly = true
	told := &r.disc.whenRange
	if prev != nil && prev.bound.known() {
		told = &prev.bound
	}
	if same, ok := r.sameOfYear(d, w, told.r); ok && told.r.Days() > 0 && told.r.Days() <= 100 {
		d.bound = bound{r: same, label: r.text[w.Start:w.End], unit: lang.QuarterUnit}
		d.seasonal = true
	}
}

// streak reports whether a number of quarters only says for how long something went on:
// "YouTube, qui reculait depuis trois trimestres, a progressé de 4,4 %".
func (st *sentence) streak(w *lang.When) bool {
	return w.Rel == "" && !w.Past && w.N > 3 && !st.scan.V.CJK() && some(st.atoms[w.First:w.Last+1], func(a *lang.Atom) bool {
		return st.scan.Is(a, lexicon.Period, "quarter")
	})
}
