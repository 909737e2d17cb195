package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// A list of companies, each with its figure, may say at its end alone what all of the figures
// state: "अमेजान् २२.६ शतकोटिडालर्, मेटा च ८.३ शतकोटिडालर् मूलधनव्ययरूपेण व्ययितवन्तः".

// mostItem is how many atoms part two figures of such a list at most.
const mostItem = 8

// lastListed is the last figure of a list that the figure stands in but does not end, each
// item a company and a figure of the same kind, or nil.
func (st *sentence) lastListed(f *lang.Figure) (last *lang.Figure) {
	if !st.companyBetween(max(-1, f.First-mostItem), f.First) {
		return nil
	}
	at := f
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= at.Last {
			continue
		}
		if g.Unit != f.Unit && !(isMoney(g) && isMoney(f)) || g.Scaled != f.Scaled || g.First-at.Last > mostItem || st.at[g.First].strong != st.at[at.Last].strong || st.semicolonBetween(at.Last, g.First) ||
			!st.companyBetween(at.Last, g.First) || st.classBetween(lexicon.Measure, at.Last, g.First) || st.classBetween(lexicon.Other, at.Last, g.First) || st.classBetween(lexicon.Direction, at.Last, g.First) {
			break
		}
		at, last = g, g
	}
	return last
}

// measuredLast is the measure that stands behind the last amount of a list and says of each
// what it is, where none stands before the list: "Amazon paid 14.9 billion, Microsoft 11 billion
// and Meta 6.4 billion dollars in capital expenditure".
func (st *sentence) measuredLast(f *lang.Figure) *mention {
	if !isMoney(f) || st.scan.V.CJK() {
		return nil
	}
	last := st.lastListed(f)
	if last == nil {
		return nil
	}
	if m, _ := st.measureFor(last); m != nil && m.class == lexicon.Measure && m.at > last.Last && m.at-last.Last <= mostItem && !st.otherClause(last.Last, m.at) && !st.figureBehind(m) {
		return m
	}
	return nil
}

// movedLast is the direction right behind the last percentage of a list: "आल्फाबेट् ४.२
// प्रतिशतं, माइक्रोसाफ्ट् च २.१ प्रतिशतम् अवनते".
func (st *sentence) movedLast(f *lang.Figure) *mention {
	if st.scan.V.CJK() {
		return nil
	}
	last := st.lastListed(f)
	if last == nil {
		return nil
	}
	at := last.Last + 1
	if at < len(st.atoms) && st.is(at, linkAnd) {
		at++ // "माइक्रोसाफ्टस्य २.१ प्रतिशतं च अवनतम्"
	}
	if dir, _ := st.directionFor(last); dir != nil && dir.at == at {
		return dir
	}
	return nil
}

// verbEnds reports whether a verb that measures ends a clause behind its amount, and the atom
// stands in a later one: "अन्वेषणसेवा 4616 कोटिडालर् अर्जितवती, यूट्यूब् च 809 कोटिडालर्".
func (st *sentence) verbEnds(measure *mention, at int) bool {
	return !st.scan.V.CJK() && st.measuringVerb(&st.atoms[measure.at]) && st.otherClause(measure.last, at) && some(st.figs, func(g *lang.Figure) bool { return g.Last+1 == measure.at })
}
