package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// A percentage behind a verb of motion is of what has moved, which need not be the measure
// that stands nearest: a part of a business, or an amount told before.

// growsAlone reports whether a word for moving stands before the percentage in its clause,
// which so says all that it needs.
func (st *sentence) growsAlone(f *lang.Figure) bool {
	return st.someOf(lexicon.Direction, func(m *mention) bool { return m.last < f.First && !st.otherClause(m.at, f.First) })
}

// partGains reports whether a verb that means earning or rising tells how much a part of a
// business rose: "quand Google Cloud gagnait 26 %", but not "ganó un 26 % más".
func (st *sentence) partGains(f *lang.Figure, m *mention) bool {
	if !st.parts || !isPercent(f) || f.First != m.last+1 || f.Last+2 < len(st.atoms) && (st.atoms[f.Last+1].In(lexicon.Direction) || st.atoms[f.Last+2].In(lexicon.Direction)) {
		return false
	}
	part := st.segmentBefore(m.at)
	return part != nil && m.at-part.last <= 4 && !st.otherClause(part.at, m.at)
}

// verbBehind reports whether "by" and a verb at the end of its clause make the percentage a change:
// "entfielen 13,6 Milliarden auf die Cloud, die binnen Jahresfrist um 32 Prozent wuchs".
func (st *sentence) verbBehind(f *lang.Figure) bool {
	return st.grammar().CapitalNouns && isPercent(f) && st.linkBefore(f.First, linkBy) && st.movesAt(f.Last+1)
}

// partMoved reports whether a part of a business is the subject of the figure's
// clause and a direction its verb.
func (st *sentence) partMoved(f *lang.Figure) bool {
	seg := st.segmentBefore(f.First)
	return seg != nil && !st.otherClause(seg.at, f.First) && st.someOf(lexicon.Direction, func(m *mention) bool {
		return !st.otherClause(m.at, f.First)
	})
}

// partMovedApart reports whether a part of a business opens the figure's clause as what moved
// by it, where the measure stands in an earlier clause with an amount of its own: "reported a
// profit of $22.3 billion, with Azure up 29 %".
func (st *sentence) partMovedApart(f *lang.Figure, m *mention) bool {
	if !isPercent(f) || !st.parts || st.scan.V.CJK() || !st.otherClause(m.at, f.First) {
		return false
	}
	seg := st.segmentBefore(f.First)
	if seg != nil && !st.otherClause(seg.at, f.First) && st.someOf(lexicon.Direction, func(x *mention) bool { return x.at == seg.last+1 && x.last < f.First && f.First-x.last <= 2 }) {
		return true // "et ce malgré une publicité en croissance de 23,5 %"
	}
	if st.figuresBetween(m.last, f.First) == 0 {
		return false
	}
	if seg == nil || st.otherClause(seg.at, f.First) || st.figuresBetween(seg.last, f.First) > 0 || st.classBetween(lexicon.Measure, seg.last, f.First) {
		return false
	}
	moved := false // "а рост Azure замедлился до 35%"
	for j := seg.at - 1; j >= 0 && !st.otherClause(j, seg.at) && st.atoms[j].Kind != lang.Punct; j-- {
		if a := &st.atoms[j]; j == seg.at-1 && a.In(lexicon.Direction) {
			moved = true
		} else if !st.is(j, linkWith|linkBut|linkSub|linkAnd) && !st.scan.Closed(a, lexicon.Article) && !a.InAny(1<<lexicon.Plain|1<<lexicon.Segment|1<<lexicon.Entity) {
			return false
		}
	}
	return moved || st.classBetween(lexicon.Direction, seg.last, f.First) || st.directionBehind(f)
}

// movedBefore reports whether the figure tells how an amount before it moved: "came to
// $31.2bn, up 9 % on 2024, and the margin fell by 1.8 points to 30.5 %".
func (st *sentence) movedBefore(f *lang.Figure) bool {
	if !relative(f) || st.scan.V.CJK() || !some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.Last < f.First && st.at[g.First].strong == st.at[f.First].strong && st.figuresBetween(g.Last, f.First) == 0
	}) {
		return false
	}
	return st.someOf(lexicon.Direction, func(m *mention) bool {
		return m.last < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0
	})
}

// movesOwn reports whether the measure of a subordinate clause has a percentage of
// its own behind it: "lost 4.1 % after revenue rose only 19 %".
func (st *sentence) movesOwn(m *mention) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > m.last && isPercent(g) && g.First-m.last <= 10 && st.figuresBetween(m.last, g.First) == 0 && st.at[g.First].strong == st.at[m.at].strong
	})
}

// resultsAfter reports whether "after" stands between the figure and a measure that
// has an amount of its own: "lost 6.1 % on Thursday after revenue of $65.6bn".
func (st *sentence) resultsAfter(f *lang.Figure, m *mention) bool {
	return st.figureSoon(m.last) && st.signalled(linkAfter, func(x *mention) bool {
		return x.at > f.Last && x.at < m.at && x.at-f.Last <= 4
	})
}

// another is the move right before a word for more that only adds to it, where both stand
// before the figure: "as ações recuaram mais 1,8%".
func (st *sentence) another(f *lang.Figure, more *mention) *mention {
	if more == nil || more.id != "up" || more.last != f.First-1 || !st.function(&st.atoms[more.at]) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Direction && m.last == more.at-1 && m.id == "down" && st.movesAt(m.at) {
			return m
		}
	}
	return nil
}

// afterWhose reports whether the figure stands behind a relative clause "whose …"
// in a clause that names no measure.
func (st *sentence) afterWhose(f *lang.Figure) bool {
	whose := false
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Measure && !st.otherClause(m.at, f.First) && !st.atoms[m.at].In(lexicon.Direction) {
			return false
		}
		whose = whose || m.class == lexicon.Anaphor && m.id == "whose" && m.at < f.First && st.otherClause(m.at, f.First) && st.at[m.at].strong == st.at[f.First].strong
	}
	return whose
}
