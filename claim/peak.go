package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// Highs and lows: what is measured from one has no base that a filing states.

// fromPeak reports whether a percentage is measured from a high or low of some time, which
// no base of a change is: "12 % below its record high", 「最高値から12%下落」. A record that a
// move leads to is no such base.
func (st *sentence) fromPeak(f *lang.Figure) bool {
	return st.signalled(cuePeak|cueFromPeak, func(m *mention) bool {
		switch {
		case st.at[m.at].strong != st.at[f.First].strong || st.figuresBetween(min(m.at, f.First), max(m.at, f.First)) > 0:
			return false
		case m.at > f.Last && st.otherClause(f.Last, m.at):
			return false // "rose 35 %, but has lost ground since its high"
		case m.sense == cueFromPeak:
			return true
		case st.scan.V.CJK():
			return st.linkAfter(m.last, linkFrom|linkThan|linkVersus)
		case m.last+1 < len(st.atoms) && st.atoms[m.last+1].InAny(1<<lexicon.Measure|1<<lexicon.Period):
			return false // "from a record quarter"
		}
		return st.setAgainst(m.at)
	})
}

// timesPeak reports whether a multiple is one of a high or low right behind it: "nearly twice
// its low of the second quarter of 2020".
func (st *sentence) timesPeak(f *lang.Figure) bool {
	return st.signalled(cuePeak|cueFromPeak, func(m *mention) bool {
		return m.at > f.Last && m.at-f.Last <= 5 && !st.otherClause(f.Last, m.at) && st.figuresBetween(f.Last, m.at) == 0
	})
}

// setAgainst reports whether a word that compares stands before atom i, articles passed
// over: "from its", "below their".
func (st *sentence) setAgainst(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 3; j-- {
		a := &st.atoms[j]
		switch {
		case st.is(j, linkFrom|linkThan|linkVersus) || a.In(lexicon.HedgeBefore):
			return true
		case a.Kind != lang.Word || !st.glue(a) && !st.scan.Closed(a, lexicon.Article):
			return false
		}
	}
	return false
}

// atPeak reports whether a price was a high or low, which a day reaches between its closes.
func (st *sentence) atPeak(f *lang.Figure) bool {
	return st.signalled(cuePeak|cueFromPeak, func(m *mention) bool {
		return st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(min(m.at, f.First), max(m.at, f.First)) == 0
	})
}
