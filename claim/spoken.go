package claim

import (
	"slices"

	"assay/entity"
	"assay/lexicon"
)

// spoken is what a sentence names, whichever of its figures it is of.
type spoken struct {
	companies []entity.ID
	measures  []string
	periods   int
}

// spokenHere is what the sentence names.
func (r *Reader) spokenHere() spoken {
	s := spoken{companies: r.namedHere(), measures: r.measuresHere()}
	for i := range r.st.whens {
		if flowUnit(r.st.whens[i].Unit) {
			s.periods++
		}
	}
	return s
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
	if len(out) == 0 {
		return nil
	}
	return r.measureArena.keep(out...)
}
