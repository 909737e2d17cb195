package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// A colon announces: what stands before it, the figure behind it is of.

// toldBehindColon reports whether only a colon parts a part of a business from a verb that
// measures, with no company named or figure told between: "Реклама по-прежнему кормит
// холдинг: на ней он заработал 71,3 млрд".
func (st *sentence) toldBehindColon(seg, measure *mention) bool {
	return !st.scan.V.CJK() && seg.at <= 2 && st.at[measure.at].weak-st.at[seg.at].weak == 1 && st.at[measure.at].strong == st.at[seg.at].strong && st.figuresBetween(seg.last, measure.at) == 0 &&
		!st.classBetween(lexicon.Entity, st.colonBehind(seg.last, measure.at), measure.at) && st.colonBetween(seg.last, measure.at)
}

// earnedOfRevenue reports whether a verb of earning tells the revenue that stands in front of
// the sentence's colon: "Microsoft ended the year with record revenue: it earned $62bn".
func (st *sentence) earnedOfRevenue(d *draft) bool {
	m := d.measure
	if d.baseMetric != "net income" || !isMoney(d.fig) || lossOf(m) || st.scan.V.CJK() || m.last > d.fig.First || !st.measuringVerb(&st.atoms[m.at]) || st.figuresBetween(-1, d.fig.First) > 0 {
		return false
	}
	return st.someOf(lexicon.Measure, func(n *mention) bool {
		return n.id == "revenue" && n.last < m.at && !st.measuringVerb(&st.atoms[n.at]) && st.colonBetween(n.last, m.at)
	}) && !st.someOf(lexicon.Measure, func(n *mention) bool { return n.last < m.at && n.id == "net income" })
}

// colonBehind is the first colon between two atoms, or the second of the two.
func (st *sentence) colonBehind(a, b int) int {
	for j := a; j < b; j++ {
		if st.atoms[j].Kind == lang.Punct && st.mark(&st.atoms[j]) == ":" {
			return j
		}
	}
	return b
}

// colonBetween reports whether a colon parts two atoms.
func (st *sentence) colonBetween(a, b int) bool {
	return st.colonBehind(a, b) < b
}

// liftsCompany reports whether a headline says before its colon what a part of the business did
// to a company, whose the measure behind the colon is: "Cloud beflügelt Microsoft: Gewinn steigt
// um 48 Prozent".
func (st *sentence) liftsCompany(part, measure *mention) bool {
	colon := st.colonBehind(part.last, measure.at)
	if colon == measure.at || st.scan.V.CJK() || st.figuresBetween(-1, colon) > 0 || st.anyIs(part.last+1, colon, linkOf) {
		return false
	}
	return st.someOf(lexicon.Entity, func(e *mention) bool { return e.at > part.last && e.last < colon && unitSegment(e) == "" }) &&
		some(st.atoms[part.last+1:colon], func(a *lang.Atom) bool {
			return a.Kind == lang.Word && !a.Capital && !a.InAny(1<<lexicon.Entity|1<<lexicon.Anaphor|1<<lexicon.Segment) && !st.function(a)
		})
}
