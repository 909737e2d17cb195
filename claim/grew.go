package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// businessGrew reports whether a percentage tells how much a company's business grew over a period of
// reports, by a verb that is said of no share: "Amazon grew by 11 percent last year". Its revenue is meant.
func (r *Reader) businessGrew(d *draft, dir *mention, prev *draft) bool {
	st, f := &r.st, d.fig
	if d.measure != nil || dir == nil || !st.grows(&st.atoms[dir.at]) || prev != nil && prev.baseMetric != "revenue" || d.base == "start of year" || st.classBetween(lexicon.Other, -1, len(st.atoms)) {
		return false
	}
	w := r.nearestWhen(f, nil, true)
	return w != nil && flowUnit(w.Unit) && !w.Since && w.Unit != lang.LastMonths && !st.someOf(lexicon.Measure, func(m *mention) bool { return onMarket(m.id) })
}

// grows reports whether the word says that a business grows or shrinks, as no price does.
func (st *sentence) grows(a *lang.Atom) bool {
	return lang.Begins(st.folded(a), st.scan.V.Grows)
}
