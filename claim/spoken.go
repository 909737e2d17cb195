package claim

import (
	"slices"

	"assay/lexicon"
)

// spoken is what the sentence names.
func (r *Reader) spoken() Spoken {
	return Spoken{
		Companies: r.namedHere(),
		ByName:    some(r.placed, func(p *placed) bool { return p.party.files() && p.price != anaphorPrice }),
		Measures:  r.measuresHere(),
		Single:    r.st.onePeriod(),
	}
}

// mostSpoken is how many measures of a sentence are kept.
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
	return r.measureArena.keep(out...)
}

// onePeriod reports whether the sentence names a single period of reports.
func (st *sentence) onePeriod() bool {
	n := 0
	for i := range st.whens {
		if flowUnit(st.whens[i].Unit) {
			n++
		}
	}
	return n == 1
}
