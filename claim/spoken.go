package claim

import (
	"slices"

	"assay/entity"
	"assay/lexicon"
	"assay/period"
)

// spoken is what the sentence with these figures names.
func (r *Reader) spoken(ds []draft) Spoken {
	s := Spoken{Companies: r.namedHere(), Measures: r.measuresHere()}
	s.ByName = some(r.placed, func(p *placed) bool { return p.party.files() && p.price != anaphorPrice })
	if len(ds) > 0 {
		s.Periods, s.Single = r.periodsHere(ds[0].id())
	}
	return s
}

// mostSpoken is how many measures, and how many periods, of a sentence are kept.
const mostSpoken = 8

// measuresHere are the measures that the sentence names, and the revenue and the profit of every
// part of a business in it, in order of place.
func (r *Reader) measuresHere() []string {
	var few [mostSpoken]string
	out := few[:0]
	add := func(id string) {
		if len(out) < mostSpoken && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for i := range r.st.ms {
		m := &r.st.ms[i]
		switch {
		case m.isPart():
			if part := r.segmentID(m); part != "" {
				add(joinSegment(part, "revenue"))
				add(joinSegment(part, "operating income"))
			}
		case m.class == lexicon.Measure && lossOf(m):
			add("net income")
			add("operating income")
		case m.class == lexicon.Measure:
			add(m.id)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return r.measureArena.keep(out...)
}

// periodsHere are the periods of reports that the sentence names, as one of a filer; single tells
// that it is one alone.
func (r *Reader) periodsHere(id entity.ID) (periods []period.Range, single bool) {
	var few [mostSpoken]period.Range
	out, n := few[:0], 0
	for i := range r.st.whens {
		w := &r.st.whens[i]
		if !flowUnit(w.Unit) {
			continue
		}
		n++
		b, ok := r.bind(w, id, false)
		if !ok {
			continue
		}
		for _, x := range append([]period.Range{b.r}, b.alt...) {
			if len(out) < mostSpoken && !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	if len(out) == 0 {
		return nil, n == 1
	}
	return r.periodArena.keep(out...), n == 1
}
