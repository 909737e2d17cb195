package claim

import "assay/lexicon"

// settle pairs prior levels with the current ones of the sentence, and gives
// bases and periods across.
func (r *Reader) settle(ds []draft) {
	st := &r.st
	for i := len(ds) - 2; i >= 0; i-- { // "$12bn and $14bn on capital expenditure"
		d, next := &ds[i], &ds[i+1]
		if d.baseMetric == "" && d.other == "" && !(next.measure != nil && (st.takenBehind(d.fig, next.measure) || st.nextVerb(d.fig, next.measure))) && next.measure != nil && next.other == "" && next.unit == d.unit && next.kind == d.kind {
			d.metric, d.baseMetric, d.segment, d.measure = next.metric, next.baseMetric, next.segment, next.measure
			if !d.whenSaid && next.whenSaid && !next.prior {
				d.when, d.bound, d.whenSaid, d.whenGuessed = next.when, r.rebind(&next.bound, d.id()), true, false
			}
		}
	}
	for i := range ds {
		d := &ds[i]
		if !d.prior {
			continue
		}
		near := [...]int{i - 1, i + 1, i - 2, i + 2}
		if i > 1 && st.at[ds[i-1].fig.First].depth > st.at[d.fig.First].depth { // "18,8 δισ. (0,76 ανά μετοχή), έναντι 14,9 δισ. πέρυσι και 22,1 δισ. το τέταρτο τρίμηνο"
			near[1], near[2] = near[2], near[1]
		}
		for _, j := range near {
			if j >= 0 && j < len(ds) && !ds[j].prior && !ds[j].aside && ds[j].baseMetric == d.baseMetric && (ds[j].kind == d.kind || ds[j].kind == Change) {
				d.paired = &ds[j]
				break
			}
		}
		if i > 0 && ds[i-1].prior && perShare(d.baseMetric) && st.linkBefore(d.fig.First, linkOr) && st.classBetween(lexicon.Base, ds[i-1].fig.Last, d.fig.First) {
			d.goesBack = ds[i-1].paired // "contre 23,6 milliards un an plus tôt, soit 1,65 dollar par action": of this year or the last?
		}
		if d.base == "" {
			d.base = "yoy"
			for j := range ds {
				if ds[j].baseSaid && ds[j].base == "qoq" {
					d.base = "qoq"
				}
			}
		}
	}
	for i := range ds {
		d := &ds[i]
		if d.kind != Change || onMarket(d.metric) || d.baseSaid {
			continue
		}
		d.base = "yoy"
		for j := range ds { // a prior level beside it names the base
			if ds[j].prior && ds[j].baseMetric == d.baseMetric && !(ds[j].base == "qoq" && st.at[ds[j].fig.First].strong != st.at[d.fig.First].strong) { // "wuchsen um 19 Prozent; im Vorquartal waren es …" leaves it open
				d.base, d.baseSaid = ds[j].base, ds[j].baseSaid
			}
		}
		r.between(d, ds)
	}
	if len(ds) > 2 {
		if second, base := r.stretchOf(&ds[0], ds); second != nil {
			r.sameStretchOf(base, ds)
		}
	}
}
