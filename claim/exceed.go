package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// A level may be told by how much it lies beyond another one: "its profit exceeded that of the
// previous year by $23.3 billion", "superou em US$ 11 milhões o do mesmo período de 2024", "lag um
// 28,8 Milliarden Dollar über dem des Vorjahres".

// exceedsBy is the sign of such an amount, or 0.
func (st *sentence) exceedsBy(f *lang.Figure) int {
	if st.scan.V.CJK() || !isMoney(f) && !isPercent(f) || f.First < 2 || f.IsRange {
		return 0
	}
	if m := st.verbOfExcess(f); m != nil {
		return signOf(m)
	}
	if sign := st.baseBeyond(f.Last + 1); sign != 0 && !st.marked(f, linkTo|linkFrom|linkAt) {
		return sign
	}
	if !st.marked(f, linkBy) {
		return 0
	}
	if j := f.Last + 1; j+1 < len(st.atoms) && st.scan.Closed(&st.atoms[j+1], lexicon.Article) { // "um 28,8 Milliarden über dem des Vorjahres"
		if id, ok := st.scan.Has(&st.atoms[j], lexicon.HedgeBefore); ok && id == "over" {
			return 1
		} else if ok && id == "under" {
			return -1
		}
		for i := range st.ms {
			if m := &st.ms[i]; m.class == lexicon.Direction && m.at == j {
				return signOf(m)
			}
		}
	}
	if j := f.Last + 1; j < len(st.atoms) && st.is(f.Last, linkBy) && st.scan.Is(&st.atoms[j], lexicon.Cue, "exceeds") {
		return 1 // "9,7 miliardis superant"
	}
	if st.linkBefore(f.First, linkOf|linkFrom) && !st.linkBefore(f.First, linkBy) {
		return 0
	}
	for j := f.First - 2; j >= 0 && !st.otherClause(j, f.First) && !st.levelBetween(j, f.First); j-- {
		if st.scan.Is(&st.atoms[j], lexicon.Cue, "exceeds") {
			return 1
		}
	}
	return 0
}

// baseBeyond is the sign of a past time whose words at atom j begin with one for above or below:
// "um 28,8 Milliarden über dem des Vorjahres".
func (st *sentence) baseBeyond(j int) int {
	if j >= len(st.atoms) || !st.atoms[j].In(lexicon.Base) || st.atoms[j].Short == nil {
		return 0
	}
	for _, term := range st.atoms[j].Short.Senses() {
		switch {
		case term.Class == lexicon.Direction && term.ID == "up", term.Class == lexicon.HedgeBefore && term.ID == "over":
			return 1
		case term.Class == lexicon.Direction && term.ID == "down", term.Class == lexicon.HedgeBefore && term.ID == "under":
			return -1
		}
	}
	return 0
}

// exceedsCompany reports whether a percentage tells how far a company's measure lies beyond that
// of another: "dépasse de 20 % celui de Microsoft".
func (st *sentence) exceedsCompany(f *lang.Figure) bool {
	return !st.scan.V.CJK() && st.verbOfExcess(f) != nil && st.companyNamed(f.Last, f.Last+excessWords-2) && !st.otherClause(f.Last, min(f.Last+4, len(st.atoms)-1))
}

// levelBetween reports whether a figure stands between two atoms that is not only joined to what
// exceeds: "übertraf mit 62,4 Milliarden den des Vorjahres um 23,3 Milliarden".
func (st *sentence) levelBetween(a, b int) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First >= a && g.Last < b && !st.marked(g, linkWith|linkAt)
	})
}

// verbOfExcess is the verb right before the amount that has its preposition with it: "superó en",
// "dépasse de".
func (st *sentence) verbOfExcess(f *lang.Figure) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Direction || m.last >= f.First || f.First-m.last > 2 || st.figuresBetween(m.last, f.First) > 0 {
			continue
		}
		said := st.scan.Text[m.start:m.end]
		for _, by := range [...]string{" en", " em", " de", " di", " del"} {
			if strings.HasSuffix(said, by) && st.scan.Is(&st.atoms[m.at], lexicon.Direction, "up") {
				return m
			}
		}
	}
	return nil
}

// excess makes the amount a change from a past time, or a comparison where none is named.
func (st *sentence) excess(d *draft) bool {
	f, sign := d.fig, st.exceedsBy(d.fig)
	if sign == 0 || d.baseMetric == "price" {
		return false
	}
	d.kind, d.sign = Change, sign
	then := st.someOf(lexicon.Base, func(m *mention) bool {
		return !st.otherClause(m.at, f.First) && m.last > f.First-excessWords && m.at < f.Last+excessWords
	}) || some(st.whens, func(w *lang.When) bool { return st.baseOfExcess(w) })
	if !then {
		d.other = "comparison"
	}
	return true
}

// excessWords is how far from the amount the past time may stand.
const excessWords = 8

// baseOfExcess reports whether the period is only that of the level which another lies beyond.
func (st *sentence) baseOfExcess(w *lang.When) bool {
	return (w.Year != 0 || w.Rel == "last" || w.Rel == "prior" || w.Unit == lang.QuarterUnit || w.Unit == lang.HalfUnit) && some(st.figs, func(g *lang.Figure) bool {
		if w.Last < g.First && g.First-w.Last <= 3 && !st.otherClause(w.First, g.First) && st.linkBefore(g.First, linkBy) && st.exceedsBy(g) != 0 {
			return st.thatOf(w) || st.linkBefore(w.First, linkOf) // "übertraf den von 2023 um 23 Milliarden"
		}
		return g.Last < w.First && w.First-g.Last <= 5 && !st.otherClause(g.Last, w.First) && st.figuresBetween(g.Last, w.First) == 0 && st.exceedsBy(g) != 0
	})
}
