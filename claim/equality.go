package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/span"
)

// equalities reads "…, which equals the revenue of all of 2023": a second term
// with a measure and a period of its own behind a level, held equal to it. The
// claim's span is the phrase that names the second term's period.
func (r *Reader) equalities(ds []draft) {
	st := &r.st
	equals := st.lastSignal(linkEquals)
	if equals == nil {
		return
	}
	for i := range ds {
		d := &ds[i]
		if d.kind != Level || d.other != "" || equals.at < d.fig.Last || st.figuresBetween(d.fig.Last, equals.at) > 0 {
			continue
		}
		w := r.secondWhen(d, ds)
		if w == nil {
			continue
		}
		second := *d
		second.kind, second.modality, second.whenSaid, second.prior, second.when = Equality, Reported, true, false, w
		b, ok := r.bind(w, d.id(), false)
		if !ok {
			continue
		}
		second.bound = b
		c := r.finish(&second, Spoken{})
		c.Span = span.Span{Start: int(w.Start), End: int(w.End)}
		c.Modality, c.Holder = Reported, nil
	}
}

// secondWhen is a period behind the level that no claim took, with a measure
// beside it.
func (r *Reader) secondWhen(d *draft, ds []draft) *lang.When {
	st := &r.st
	for i := range st.whens {
		w := &st.whens[i]
		if w.First < d.fig.Last || !flowUnit(w.Unit) {
			continue
		}
		taken := false
		for j := range ds {
			taken = taken || ds[j].when == w
		}
		if taken {
			continue
		}
		for k := range st.ms {
			if m := &st.ms[k]; m.class == lexicon.Measure && m.at > d.fig.Last && st.cost(m.at, w.First) <= 8 {
				return w
			}
		}
	}
	return nil
}
