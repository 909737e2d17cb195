package evidence

import (
	"cmp"
	"slices"

	"assay/period"
)

// A timeline holds the facts of one entity, concept, dimensions and unit as
// they were known on one day: periods, the vintages of each, and the epochs
// in which the filer kept to one basis.
//
// A vintage is a value of a period; filings whose intervals overlap state the
// same one, rounded differently, and the finest of them stands for it. An
// epoch begins with the filing that first changed a value which the filer had
// stated since the last epoch began; whatever is filed in one epoch is of one
// basis. A comparative filed unchanged belongs to both epochs, and so carries
// a path across; a value that was never filed again does not.
type timeline struct {
	facts    []Fact
	periods  []spell   // by End, then Start
	vintages []vintage // those of a spell are adjacent, in order of filing
	epochs   []period.Date
	additive bool
	scratch  *search
}

type spell struct {
	period.Range
	first, n int32 // vintages
}

type vintage struct {
	fact   int32  // the finest
	opened int32  // the first filed
	count  int32  // facts that state it
	epochs uint32 // bit set; those beyond the 32nd share the last bit
}

// maxEpochs is the width of vintage.epochs.
const maxEpochs = 32

// newTimeline takes facts of one concept, dimensions and unit in the order of
// Facts (period, day of filing), already cut at the clock.
func newTimeline(facts []Fact, additive bool, scratch *search) *timeline {
	t := &timeline{facts: facts, additive: additive, scratch: scratch}
	n := 0
	for i := range facts {
		if i == 0 || facts[i].Period != facts[i-1].Period {
			n++
		}
	}
	t.periods = make([]spell, 0, n)
	t.vintages = make([]vintage, 0, n+4)
	recast := false
	for i := range facts {
		if i == 0 || facts[i].Period != facts[i-1].Period {
			t.periods = append(t.periods, spell{Range: facts[i].Period, first: int32(len(t.vintages))})
		}
		s := &t.periods[len(t.periods)-1]
		if t.join(s, int32(i)) {
			recast = recast || s.n > 1
		}
	}
	if recast {
		t.findEpochs()
	} else {
		t.epochs = noEpochs
		for i := range t.vintages {
			t.vintages[i].epochs = 1
		}
	}
	return t
}

var noEpochs = []period.Date{0}

// join puts fact i into the vintage of s that it restates, the latest first,
// or opens a new one and reports so.
func (t *timeline) join(s *spell, i int32) bool {
	for j := s.first + s.n - 1; j >= s.first; j-- {
		v := &t.vintages[j]
		if sameVintage(&t.facts[v.fact], &t.facts[i]) {
			v.count++
			if finer(t.facts[i].Grain, t.facts[v.fact].Grain) {
				v.fact = i
			}
			return false
		}
	}
	t.vintages = append(t.vintages, vintage{fact: i, opened: i, count: 1})
	s.n++
	return true
}

func finer(a, b Grain) bool {
	switch {
	case a.Exact || b.Exact:
		return a.Exact && !b.Exact
	}
	return a.Exp < b.Exp
}

// sameVintage reports whether two values of one period can be roundings of
// one true value: their intervals share more than an end.
func sameVintage(a, b *Fact) bool {
	if a.Value == b.Value {
		return true
	}
	if lowA, highA, lowB, highB, ok := scaledEnds(a, b); ok {
		return meets(cmp.Compare(lowA, highB), cmp.Compare(lowB, highA), a.Grain.Exact || b.Grain.Exact)
	}
	x, y := a.Interval(), b.Interval()
	return meets(x.Low.Cmp(y.High), y.Low.Cmp(x.High), a.Grain.Exact || b.Grain.Exact)
}

func meets(lowHigh, highLow int, point bool) bool {
	if point {
		return lowHigh <= 0 && highLow <= 0
	}
	return lowHigh < 0 && highLow < 0
}

// scaledEnds are the ends of both intervals as multiples of one half of a
// power of ten; ok is false where they do not fit.
func scaledEnds(a, b *Fact) (lowA, highA, lowB, highB int64, ok bool) {
	ma, ea := a.Value.Parts()
	mb, eb := b.Value.Parts()
	ga, gb := int(a.Grain.Exp), int(b.Grain.Exp)
	if a.Grain.Exact {
		ga = ea
	}
	if b.Grain.Exact {
		gb = eb
	}
	base := min(ea, eb, ga, gb)
	va, ok1 := shifted(ma, ea-base)
	vb, ok2 := shifted(mb, eb-base)
	ha, ok3 := shifted(1, ga-base)
	hb, ok4 := shifted(1, gb-base)
	if a.Grain.Exact {
		ha = 0
	}
	if b.Grain.Exact {
		hb = 0
	}
	return 2*va - ha, 2*va + ha, 2*vb - hb, 2*vb + hb, ok1 && ok2 && ok3 && ok4
}

// shifted is m × 10^n if that stays far inside an int64.
func shifted(m int64, n int) (int64, bool) {
	const limit = 1 << 60
	for ; n > 0; n-- {
		if m > limit/10 || m < -limit/10 {
			return 0, false
		}
		m *= 10
	}
	return m, m < limit && m > -limit
}

// findEpochs reads the facts in the order of filing and starts an epoch with
// each filing that changes a value stated since the last start. A change of
// a value last stated before is the same recast reaching another period.
func (t *timeline) findEpochs() {
	type state struct {
		vintage int32
		filing  *Filing
	}
	order, member := t.byFiling()
	last := make([]state, len(t.periods))
	t.epochs = []period.Date{0}
	start := period.Date(0)
	for _, i := range order {
		f := t.facts[i].Filing
		s := &last[member[i].period]
		if s.filing != nil && s.vintage != member[i].vintage && s.filing != f && s.filing.Filed >= start {
			if start != f.Filed {
				t.epochs = append(t.epochs, f.Filed)
			}
			start = f.Filed
		}
		s.vintage, s.filing = member[i].vintage, f
	}
	for _, i := range order {
		t.vintages[member[i].vintage].epochs |= 1 << t.epochOf(t.facts[i].Filing.Filed)
	}
}

func (t *timeline) epochOf(filed period.Date) int {
	e := 0
	for e+1 < len(t.epochs) && t.epochs[e+1] <= filed {
		e++
	}
	return min(e, maxEpochs-1)
}

type membership struct{ period, vintage int32 }

// byFiling is the facts' order by day of filing, and the period and vintage
// of each fact.
func (t *timeline) byFiling() (order []int32, member []membership) {
	order = make([]int32, len(t.facts))
	member = make([]membership, len(t.facts))
	p := int32(0)
	for i := range t.facts {
		order[i] = int32(i)
		if t.facts[i].Period != t.periods[p].Range {
			p++
		}
		member[i] = membership{p, t.restated(&t.periods[p], &t.facts[i])}
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(t.facts[a].Filing.Filed, t.facts[b].Filing.Filed)
	})
	return order, member
}

func (t *timeline) restated(s *spell, f *Fact) int32 {
	for j := s.first + s.n - 1; j > s.first; j-- {
		if sameVintage(&t.facts[t.vintages[j].fact], f) {
			return j
		}
	}
	return s.first
}

// pick is the vintage of a period under a basis, or -1: an epoch's number, or
// firstFiled. Two values of one filing compete by how often they were filed.
func (t *timeline) pick(s *spell, basis int) int32 {
	best := int32(-1)
	for j := s.first; j < s.first+s.n; j++ {
		v := &t.vintages[j]
		if basis == firstFiled {
			if t.facts[v.opened].Filing != t.facts[t.vintages[s.first].opened].Filing {
				continue
			}
		} else if v.epochs&(1<<min(basis, maxEpochs-1)) == 0 {
			continue
		}
		if best < 0 || v.count > t.vintages[best].count {
			best = j
		}
	}
	return best
}

const firstFiled = -1
