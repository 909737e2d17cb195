package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
)

// superlative reports whether "since" only says how long nothing was as big, and
// no move began there: "the steepest fall since 2022", 「2022年10月以来の最大の下げ」.
func (st *sentence) superlative(w *lang.When) bool {
	return slices.ContainsFunc(st.ms, func(m mention) bool {
		if m.class != lexicon.Cue || m.id != "superlative" || st.otherClause(m.at, w.First) {
			return false
		}
		if st.scan.V.CJK() {
			return m.at > w.Last && m.at-w.Last <= 4
		}
		return m.last < w.First && w.First-m.last <= 5
	})
}

// ownedBefore reports whether a period before the figure's strong break stands
// right before a figure of its own, behind another one of the sentence: what
// follows a semicolon goes back to the period that opened the sentence.
// 「前三季度营收911.7亿美元，超过上一财年全年的609.2亿美元；净利润507.9亿美元」.
func (st *sentence) ownedBefore(f *lang.Figure, w *lang.When) bool {
	if !st.scan.V.CJK() || w.Last >= f.First || st.strong[w.Last] == st.strong[f.First] || !st.whenBeforeWhen(w) || st.figuresBetween(-1, w.First) == 0 {
		return false
	}
	return slices.ContainsFunc(st.figs, func(g lang.Figure) bool {
		return g.First > w.Last && g.First-w.Last <= 2 && st.strong[g.First] == st.strong[w.Last]
	})
}

// whenSince reports whether the text has gone on to another period behind the
// figure that the measure stands with: "earned 39.1bn in 2023, in 2024 already 62.4bn".
func (st *sentence) whenSince(f *lang.Figure, measure *mention) bool {
	return slices.ContainsFunc(st.whens, func(w lang.When) bool {
		return w.Year != 0 && flowUnit(w.Unit) && !w.Since && w.First > measure.last && w.Last < f.First && st.figuresBetween(w.Last, f.First) == 0 &&
			st.figuresBetween(measure.last, w.First) > 0 && !st.fromPeriod(&w)
	})
}

// whenBeforeWhen reports whether another period that can carry a flow stands
// before.
func (st *sentence) whenBeforeWhen(w *lang.When) bool {
	return slices.ContainsFunc(st.whens, func(x lang.When) bool { return x.Last < w.First && flowUnit(x.Unit) })
}
