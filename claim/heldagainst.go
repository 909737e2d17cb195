package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// Prices that are held against a former close: the end of a year, the close of a day, what shares cost
// when somebody bought them.

// fromClose reports whether the end of a year in front of a figure is what a price is held against:
// "compared with the end of 2022 the shares are worth 8.2 times as much", 「昨年末に比べるとなお14%低い」.
func (st *sentence) fromClose(f *lang.Figure, w *lang.When) bool {
	if w.First > f.Last {
		return !isMoney(f) && st.figuresBetween(f.Last, w.First) == 0 && !st.otherClause(f.Last, w.First) && w.First-f.Last <= 2*farBehind
	}
	if w.Last > f.First || st.figuresBetween(w.Last, f.First) > 0 || st.at[w.First].strong != st.at[f.First].strong {
		return false
	}
	if st.scan.V.CJK() && !st.linkAfter(w.Last, linkIn|linkAt) && st.comparedAfter(w.Last, f.First) {
		return true
	}
	return f.Unit == "times" || st.linkBefore(w.First, linkVersus|linkThan|linkFrom) || st.linkAfter(w.Last, linkVersus|linkThan|linkFrom) || st.cueBefore("bought", f) || st.someOf(lexicon.Other, func(m *mention) bool { return m.id == "investment" && m.last < w.First })
}

// comparedAfter reports whether a word that compares, in Chinese, Japanese or Korean, stands between
// two atoms: 「昨年末の水準を」, 「2日 종가보다」.
func (st *sentence) comparedAfter(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if lang.Ends(st.folded(&st.atoms[j]), st.grammar().Comparing) {
			return true
		}
	}
	return false
}

// heldAgainstDay reports whether the close of a day is what a price is held against: "16 % below its
// close of January 6", 「1月6日の終値をなお16%下回る」, "from the end of July".
func (st *sentence) heldAgainstDay(f *lang.Figure, w *lang.When) bool {
	if st.at[w.First].strong != st.at[f.First].strong || isMoney(f) {
		return false
	}
	if w.Unit == lang.MonthUnit {
		return w.AtEnd && (w.From || st.linkBefore(w.First, linkFrom)) && st.figuresTo(f, w) == 0
	}
	if w.Unit != lang.Date && (w.Unit != lang.DayUnit || w.Weekday == 0) || st.figuresTo(f, w) > 0 {
		return false
	}
	if st.closeSide(w) != 0 || st.ownsClose(w) {
		return true
	}
	return w.Last < f.First && st.scan.V.CJK() && st.figuresBetween(w.Last, f.First) == 0 && st.someOf(lexicon.Measure, func(m *mention) bool {
		return onMarket(m.id) && m.at > w.Last && m.at-w.Last <= 2 && (st.comparedAfter(m.at-1, f.First) || st.linkAfter(m.last, linkThan|linkVersus))
	})
}

// closeSide tells whether a price stands above (1) or below (-1) the close of the day, 0 if no words
// say so.
func (st *sentence) closeSide(w *lang.When) (side int) {
	st.each(lexicon.Cue, func(m *mention) {
		if m.last >= w.First || w.First-m.last > farBehind {
			return
		}
		switch m.id {
		case "below close":
			side = -1
		case "above close":
			side = 1
		}
	})
	return side
}

// ownsClose reports whether a word that holds a price against a close stands around the day: "9.6 %
// below Friday's close", "perjantain päätöskurssista".
func (st *sentence) ownsClose(w *lang.When) bool {
	if !st.someOf(lexicon.Cue, func(m *mention) bool { return m.id == "closing" && m.at == w.Last+1 }) {
		return false
	}
	return st.linkAfter(w.Last, linkFrom) || w.First > 0 && (st.linkBefore(w.First, linkFrom|linkThan|linkVersus) || st.atoms[w.First-1].In(lexicon.Direction) || st.someOf(lexicon.Cue, func(m *mention) bool {
		return m.last == w.First-1 && (m.id == "falls short" || m.id == "exceeds")
	}))
}

// againstClose gives a move of a price that is held against the close of a day its sign.
func (st *sentence) againstClose(d *draft) {
	for i := range st.whens {
		if w := &st.whens[i]; st.heldAgainstDay(d.fig, w) {
			if side := st.closeSide(w); side != 0 {
				d.sign, d.signUnsaid = side, false
			}
		}
	}
}

// timesClose reads a multiple as that of a share price since the end of a year, where the text
// speaks of prices.
func (r *Reader) timesClose(d *draft) bool {
	st, f := &r.st, d.fig
	if r.boughtThen(d) {
		return true
	}
	if d.measure != nil && d.measure.id != "price" && d.measure.id != "market value" || !r.disc.price && !st.quotedNamed() || st.measuresElse(-1, len(st.atoms)) || st.priceBase(f) == nil {
		return false
	}
	d.metric, d.baseMetric, d.measure, d.other = "price", "price", nil, ""
	return true
}

// boughtThen reads a multiple or percentage as what shares that somebody bought on a day have become
// worth: "Anyone who bought Nvidia shares at the end of 2022 has tripled his money".
func (r *Reader) boughtThen(d *draft) bool {
	st, f := &r.st, d.fig
	if f.Form == lang.Part || !st.bought(d) || !r.disc.price && !st.quotedNamed() || st.partBetween(-1, f.First) {
		return false
	}
	if m := d.measure; m != nil && m.class == lexicon.Measure && m.id != "price" && m.id != "buybacks" && m.id != "capex" && m.id != "cash" && !st.atoms[m.at].In(lexicon.Direction) {
		return false
	}
	then := some(st.whens, func(w *lang.When) bool {
		return w.Last < f.First && (w.Unit == lang.Date || (w.Unit == lang.YearUnit || w.Unit == lang.MonthUnit) && (w.AtEnd || w.AtStart))
	})
	if !then {
		return false
	}
	d.kind, d.metric, d.baseMetric, d.segment, d.measure, d.other = Change, "price", "price", "", nil, ""
	d.leaveSign()
	if f.Unit == "times" {
		d.sign, d.signUnsaid = 0, false
	}
	return true
}

// bought reports whether somebody bought before the figure, a company's own shares or an investor.
func (st *sentence) bought(d *draft) bool {
	m := d.measure
	return st.cueBefore("bought", d.fig) || m != nil && m.last < d.fig.First && (m.id == "investment" || m.id == "buybacks" && d.fig.Unit == "times")
}
