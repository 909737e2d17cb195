package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// lossThen is the result of the level before, where a bare word for a loss tells what stood in
// its place at a past time: 「营业利润为32亿美元，去年同期则亏损6.27亿美元」.
func (st *sentence) lossThen(d, prev *draft) *mention {
	if !st.scan.V.CJK() || prev == nil || prev.kind != Level || prev.prior || prev.other != "" || lossOf(prev.measure) || !lossOf(d.measure) || !isResult(prev.baseMetric) || prev.measure == nil ||
		d.measure.end-d.measure.start > bareLoss || d.measure.at < prev.fig.Last || st.at[prev.fig.First].strong != st.at[d.fig.First].strong {
		return nil
	}
	if base, c := st.baseFor(d.fig); base == nil || c > 2*tightPrior || base.at < prev.fig.Last || !st.is(base.at, linkAgo) {
		return nil
	}
	return prev.measure
}

// bareLoss is how many bytes the word for a loss has that says nothing of its kind: 亏损, 적자.
const bareLoss = 6

// pastTimeBefore is where a past time begins that stands right before atom i, or i:
// 「由上年同期亏损6.27亿美元转为盈利32亿美元」.
func (st *sentence) pastTimeBefore(i int) int {
	from := i
	st.each(lexicon.Base, func(m *mention) {
		if st.scan.V.CJK() && m.last == i-1 {
			from = m.at
		}
	})
	return from
}

// amountBetween reports whether an amount of money stands between two atoms, numbers of years
// passed over: "영업이익은 1년 전 6억2700만 달러 적자에서".
func (st *sentence) amountBetween(a, b int) bool {
	return some(st.figs, func(g *lang.Figure) bool { return isMoney(g) && g.Scaled && g.First > a && g.Last < b })
}

// thenFrom reports whether the amount describes a past time that something came from:
// 「6億2700万ドルの赤字だった前年同期から32億ドルの黒字に浮上した」.
func (st *sentence) thenFrom(f *lang.Figure) bool {
	m := st.pastDescribed(f)
	if m == nil {
		return false
	}
	said := st.scan.Text[m.start:m.end] // 「前年同期から」 may be one word of the pack
	return st.linkAfter(m.last, linkFrom) || strings.HasSuffix(said, "から") || strings.HasSuffix(said, "에서")
}

// cameFromThen reports whether the amount is what something came to from a past time that the
// amount before describes: of 「6億2700万ドルの赤字だった前年同期から32億ドルの黒字に浮上した」 the second.
func (st *sentence) cameFromThen(f *lang.Figure) bool {
	g := st.lastBefore(f.First)
	if g == nil || !isMoney(f) || !st.thenFrom(g) {
		return false
	}
	m := st.pastDescribed(g)
	return f.First-m.last <= 2 && !st.otherClause(m.last, f.First)
}

// othersAmount reports whether the draft's measure is another than the one of the amount before,
// which so is no earlier value of it: "gli investimenti sono stati pari a 298 milioni, a fronte di
// un flusso di cassa operativo di 1,87 miliardi".
func (st *sentence) othersAmount(d *draft) bool {
	g := st.lastBefore(d.fig.First)
	if g == nil || lossOf(d.measure) || swings(d.measure.id) {
		return false
	}
	var own *mention
	st.each(lexicon.Measure, func(m *mention) {
		if m.last < g.First {
			own = m
		}
	})
	return own != nil && own.id != d.measure.id && !lossOf(own) && !swings(own.id)
}

// swings reports whether a measure is a profit, which may be a loss another time.
func swings(id string) bool { return id == "net income" || id == "operating income" }

// fromLoss reports whether the amount is of a loss that the sentence's other amount came from:
// "swung from a loss of $2.8 billion to a profit of $14.9 billion".
func (st *sentence) fromLoss(f *lang.Figure, m *mention) bool {
	if lost := st.lossOut(f); lost != nil && st.measureOfLoss(lost, f) == m {
		return true
	}
	return !st.scan.V.CJK() && isMoney(f) && lossOf(m) && m.last < f.First && f.First-m.last <= 3 && st.linkBefore(m.at, linkFrom) && (!st.linkBefore(m.at, linkOf) || st.toResult(f)) && st.otherAmount(f)
}

// otherAmount reports whether another amount stands in the figure's part of the sentence.
func (st *sentence) otherAmount(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g != f && isMoney(g) && st.at[g.First].strong == st.at[f.First].strong
	})
}

// lossOut is the word for the loss of the amount beside it, where something came out of it, or
// nil: "from a loss of $627 million", 「6億2700万ドルの赤字から」.
func (st *sentence) lossOut(f *lang.Figure) (lost *mention) {
	if !isMoney(f) || !st.otherAmount(f) {
		return nil
	}
	st.each(lexicon.Measure, func(m *mention) {
		if !lossOf(m) {
			return
		}
		before := m.last < f.First && f.First-m.last <= 3 && st.linkBefore(st.pastTimeBefore(m.at), linkFrom) && st.figuresBetween(m.last, f.First) == 0
		behind := m.at > f.Last && m.at-f.Last <= 2 && !st.otherClause(f.Last, m.at) && (st.linkAfter(m.last, linkFrom) || st.is(m.at, linkFrom) || st.thenFrom(f))
		if before || behind {
			lost = m
		}
	})
	return lost
}

// measureOfLoss is the measure that came out of a loss of the amount f, where the sentence names
// it in front, or nil:
// "operating income went from a loss of $627 million to a profit of $3.2 billion".
func (st *sentence) measureOfLoss(lost *mention, f *lang.Figure) (subject *mention) {
	from := min(lost.at, f.First)
	st.each(lexicon.Measure, func(m *mention) {
		if m.last < from && !lossOf(m) && isResult(m.id) && st.at[m.at].strong == st.at[from].strong && !st.amountBetween(m.last, from) {
			subject = m
		}
	})
	return subject
}

// turnedResult is the measure of an amount of a loss, or of the profit that it turned into,
// where the sentence names it in front.
func (st *sentence) turnedResult(f *lang.Figure) *mention {
	if st.anywhere&linkFrom == 0 {
		return nil
	}
	if lost := st.lossOut(f); lost != nil {
		return st.measureOfLoss(lost, f)
	}
	g := st.lastBefore(f.First)
	if g == nil || st.otherClause(g.Last, f.First) {
		return nil
	}
	lost := st.lossOut(g)
	if lost == nil || !st.profitBehind(f) && !(st.classBetween(lexicon.Measure, max(g.Last, lost.last), f.First) && st.toResult(g)) {
		return nil
	}
	return st.measureOfLoss(lost, g)
}

// toResult reports whether a measure behind the figure is what something went to.
func (st *sentence) toResult(f *lang.Figure) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.at > f.Last && st.linkBefore(m.at, linkTo) && !st.otherClause(f.Last, m.at)
	})
}

// isResult reports whether the measure may be above or below nothing: a profit or a flow of cash.
func isResult(id string) bool {
	return swings(id) || id == "free cash flow" || id == "operating cash flow"
}

// lossRightBefore is the word for a loss right before the amount, or nil: "Nach einem Verlust von 2,7
// Milliarden Dollar im Jahr 2022 verdiente der Konzern 30,4".
func (st *sentence) lossRightBefore(f *lang.Figure) (lost *mention) {
	if !isMoney(f) || small(f) || st.scan.V.CJK() {
		return nil
	}
	st.each(lexicon.Measure, func(m *mention) {
		switch {
		case lossOf(m) && m.last < f.First && f.First-m.last <= 2 && !st.otherClause(m.last, f.First):
			lost = m
		case lost != nil && m.at > lost.last && m.at-f.Last <= 2 && !lossOf(m) && !st.measuringVerb(&st.atoms[m.at]):
			lost = nil // "2,7 miljardin tappiosta 30,4 miljardin voitoksi"
		}
	})
	return lost
}

// nextLost reports whether the word for a loss stands in a clause behind the amount's, right before
// an amount of its own: "made $30.4 billion in 2023, having lost $2.7 billion in 2022".
func (st *sentence) nextLost(f *lang.Figure, lost *mention) bool {
	return !st.scan.V.CJK() && lost.at > f.Last && st.otherClause(f.Last, lost.at) && st.figureNext(lost.last+1)
}

// lossBehind reports whether a word for a loss stands right behind the amount of a
// result: 「最終損益は27億ドルの赤字だった」, "after a $2.7 billion loss".
func (st *sentence) lossBehind(f *lang.Figure) bool {
	most := 1
	if st.scan.V.CJK() {
		most = 2
	}
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return lossOf(m) && m.at > f.Last && m.at-f.Last <= most && !st.otherClause(f.Last, m.at) && !(most == 1 && st.figureNext(m.last+1))
	})
}

// profitBehind reports whether a word for a profit stands right behind the amount that a loss
// turned into: 「営業赤字から17億ドルの黒字に転換した」.
func (st *sentence) profitBehind(f *lang.Figure) bool {
	return st.scan.V.CJK() && st.someOf(lexicon.Measure, func(m *mention) bool {
		return swings(m.id) && m.at > f.Last && m.at-f.Last <= 2 && !st.otherClause(f.Last, m.at)
	})
}
