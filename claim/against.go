package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// What a change is set against, and where it leads: words that compare, bounds
// that a share slipped under, a second earlier level.

// formerly reports whether an adverb of a time that is not named stands right before
// the figure: "once a third of sales".
func (st *sentence) formerly(f *lang.Figure) bool {
	j := f.First - 1
	for j > 0 && st.glue(&st.atoms[j]) {
		j--
	}
	return j >= 0 && st.scan.Is(&st.atoms[j], lexicon.Cue, "once")
}

// comparedAmount is the amount that a percentage right before it compares with: "35 %
// above the $13.5 billion reported a year earlier".
func (st *sentence) comparedAmount(f *lang.Figure) *lang.Figure {
	if !isPercent(f) || st.scan.V.CJK() {
		return nil
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.First > f.Last && g.Num-f.Last <= 4 && isMoney(g) && g.Scaled && st.figuresBetween(f.Last, g.First) == 0 && st.thanBetween(f.Last, g.Num) {
			return g
		}
	}
	return nil
}

// butFrom reports whether the figure is a second earlier level that the first figure of
// the sentence is set against: "72.4 %, up from 60.5 % in the first quarter, when …, but
// down from 75.1 % a year earlier".
func (st *sentence) butFrom(f *lang.Figure) bool {
	j := f.First - 1
	if j < 1 || st.scan.V.CJK() || !st.marked(f, "from") {
		return false
	}
	for n := 0; j > 0 && n < 3; j, n = j-1, n+1 {
		if st.scan.Is(&st.atoms[j], lexicon.Link, "but") {
			return true
		}
		if st.atoms[j].Kind != lang.Word || st.used[j] {
			return false
		}
	}
	return false
}

// difference reports whether an amount is what a level lies above or below another
// by: "was $11.6bn higher than a year before".
func (st *sentence) difference(f *lang.Figure) bool {
	j := f.Last + 1
	return j < len(st.atoms) && !st.scan.V.CJK() && !st.marked(f, "to", "from", "versus", "than") &&
		st.movesAt(j) && (st.linkAfter(j, "than") || st.scan.Is(&st.atoms[j], lexicon.Link, "than") || j+1 < len(st.atoms) && st.has(&st.atoms[j+1], lexicon.Base))
}

// movesAt reports whether a direction stands at atom i, also as the first word of a
// comparison: "higher than".
func (st *sentence) movesAt(i int) bool {
	return slices.ContainsFunc(st.ms, func(m mention) bool { return m.class == lexicon.Direction && m.at == i })
}

// movesOwn reports whether the measure of a subordinate clause has a percentage of
// its own behind it: "lost 4.1 % after revenue rose only 19 %".
func (st *sentence) movesOwn(m *mention) bool {
	return slices.ContainsFunc(st.figs, func(g lang.Figure) bool {
		return g.First > m.last && isPercent(&g) && g.First-m.last <= 10 && st.figuresBetween(m.last, g.First) == 0 && st.strong[g.First] == st.strong[m.at]
	})
}

// resultsAfter reports whether "after" stands between the figure and a measure that
// has an amount of its own: "lost 6.1 % on Thursday after revenue of $65.6bn".
func (st *sentence) resultsAfter(f *lang.Figure, m *mention) bool {
	return st.figureSoon(m.last) && slices.ContainsFunc(st.ms, func(x mention) bool {
		return x.class == lexicon.Link && x.id == "after" && x.at > f.Last && x.at < m.at && x.at-f.Last <= 4
	})
}

// slippedTo reports whether a fraction with a bound right behind a direction tells
// where a share went: "has slipped below a tenth".
func (st *sentence) slippedTo(f *lang.Figure, dir *mention) bool {
	return f.Form == lang.Part && dir != nil && dir.last == f.First-1 && (f.Hedge == quantity.Under || f.Hedge == quantity.Over) && !st.scan.V.CJK()
}

// amountReached reports whether the amount that a change leads to stands right behind
// it.
func (st *sentence) amountReached(f *lang.Figure) bool {
	return slices.ContainsFunc(st.figs, func(g lang.Figure) bool {
		return g.First > f.Last && g.First-f.Last <= 6 && isMoney(&g) && g.Scaled && st.marked(&g, "to") && st.figuresBetween(f.Last, g.First) == 0
	})
}
