package evidence

import (
	"slices"

	"assay/period"
	"assay/quantity"
)

// route is a path found: its steps from the first day to the last.
type route struct {
	period period.Range
	steps  []step
	mixed  bool
}

type step struct {
	vintage int32
	sign    int
}

// search is the working memory of path finding, kept between queries.
type search struct {
	edges []edge
	slot  []int16 // node of a day, counted from base; 0 none
	dist  []int8  // steps from a node to the goal; -1 unreached
	days  []period.Date
	base  period.Date

	walk, best    []step
	bestFilings   int
	bestBackwards int
	bestMixed     bool
	seen          int

	agreed    quantity.Interval // of the first path on one basis
	clean     int               // paths on one basis
	disagreed bool              // of these, two have nothing in common
}

type edge struct {
	from, to int16
	vintage  int32
	long     bool
}

const (
	reachDays = 800 // how far before and after the asked range a path may lead
	longDays  = 400 // edges beyond are a last resort
	maxSteps  = 6
	maxRoutes = 256 // shortest paths compared
)

// path finds the best path for want under one basis: exact dates first, then
// ends moved to the nearest filed dates.
func (t *timeline) path(want period.Range, basis, snap int) (route, bool) {
	if i, ok := slices.BinarySearchFunc(t.periods, want, comparePeriods); ok {
		if v := t.pick(&t.periods[i], basis); v >= 0 {
			return route{period: want, steps: []step{{vintage: v, sign: 1}}}, true
		}
	}
	s := t.scratch
	s.load(t, want, basis)
	if r, ok := s.find(t, want); ok {
		return r, true
	}
	if p := t.nearOn(want, basis, snap); p != nil {
		return route{period: p.Range, steps: []step{{vintage: t.pick(p, basis), sign: 1}}}, true
	}
	var starts, ends [2*SnapDays + 1]period.Date
	from := s.nearest(starts[:0], want.Start, snap)
	to := s.nearest(ends[:0], want.End+1, snap)
	for total := 0; total < len(from)+len(to)-1; total++ {
		for i := max(0, total-len(to)+1); i <= total && i < len(from); i++ {
			r := period.Range{Start: from[i], End: to[total-i] - 1}
			if r == want || r.End < r.Start {
				continue
			}
			if found, ok := s.find(t, r); ok {
				return found, true
			}
		}
	}
	return route{}, false
}

// nearOn is near among the periods that the basis states.
func (t *timeline) nearOn(want period.Range, basis, snap int) *spell {
	if p := t.near(want, snap); p != nil && p.Start != 0 && t.pick(p, basis) >= 0 {
		return p
	}
	return nil
}

// load takes the edges in reach of want and numbers their dates.
func (s *search) load(t *timeline, want period.Range, basis int) {
	s.base = want.Start - reachDays
	last := want.End + reachDays
	s.edges, s.days = s.edges[:0], append(s.days[:0], 0)
	s.slot = slices.Grow(s.slot[:0], int(last-s.base)+2)[:int(last-s.base)+2]
	clear(s.slot)
	lo, _ := slices.BinarySearchFunc(t.periods, s.base, func(p spell, d period.Date) int { return int(p.End - d) })
	for i := lo; i < len(t.periods) && t.periods[i].End <= last; i++ {
		p := &t.periods[i]
		if p.Start < s.base || p.End < p.Start {
			continue
		}
		v := t.pick(p, basis)
		if v < 0 {
			continue
		}
		s.edges = append(s.edges, edge{s.node(p.Start), s.node(p.End + 1), v, p.Days() > longDays})
	}
}

func (s *search) node(d period.Date) int16 {
	n := &s.slot[d-s.base]
	if *n == 0 {
		*n = int16(len(s.days))
		s.days = append(s.days, d)
	}
	return *n
}

func (s *search) at(d period.Date) int16 {
	if d < s.base || int(d-s.base) >= len(s.slot) {
		return 0
	}
	return s.slot[d-s.base]
}

// nearest appends the filed dates within snap days of d, the nearest first.
func (s *search) nearest(to []period.Date, d period.Date, snap int) []period.Date {
	for off := period.Date(0); off <= period.Date(snap); off++ {
		if s.at(d+off) != 0 {
			to = append(to, d+off)
		}
		if off > 0 && s.at(d-off) != 0 {
			to = append(to, d-off)
		}
	}
	return to
}

// find is the best of the shortest paths over exact dates: edges of more than
// 400 days only if there is no other way, then few edges, few filings, few
// subtractions.
func (s *search) find(t *timeline, want period.Range) (route, bool) {
	from, to := s.at(want.Start), s.at(want.End+1)
	if from == 0 || to == 0 {
		return route{}, false
	}
	for _, long := range [2]bool{false, true} {
		if !s.measure(from, to, long) {
			continue
		}
		s.walk, s.best, s.seen, s.bestMixed = s.walk[:0], s.best[:0], 0, false
		s.clean, s.disagreed = 0, false
		s.descend(t, from, long)
		if len(s.best) > 0 {
			return route{period: want, steps: slices.Clone(s.best), mixed: s.bestMixed || s.disagreed}, true
		}
	}
	return route{}, false
}

// measure sets dist for every node from which the goal is in reach and
// reports whether from is one.
func (s *search) measure(from, to int16, long bool) bool {
	s.dist = slices.Grow(s.dist[:0], len(s.days))[:len(s.days)]
	for i := range s.dist {
		s.dist[i] = -1
	}
	s.dist[to] = 0
	for d := int8(0); d < maxSteps; d++ {
		grown := false
		for i := range s.edges {
			e := &s.edges[i]
			if e.long && !long {
				continue
			}
			if s.dist[e.to] == d && s.dist[e.from] < 0 {
				s.dist[e.from], grown = d+1, true
			} else if s.dist[e.from] == d && s.dist[e.to] < 0 {
				s.dist[e.to], grown = d+1, true
			}
		}
		if s.dist[from] >= 0 {
			return true
		}
		if !grown {
			break
		}
	}
	return false
}

// descend walks every shortest path from a node and keeps the best.
func (s *search) descend(t *timeline, at int16, long bool) {
	if s.dist[at] == 0 {
		s.consider(t)
		return
	}
	for i := range s.edges {
		e := &s.edges[i]
		if e.long && !long || s.seen >= maxRoutes {
			continue
		}
		next, sign := e.to, 1
		if e.from != at {
			if e.to != at {
				continue
			}
			next, sign = e.from, -1
		}
		if s.dist[next] != s.dist[at]-1 {
			continue
		}
		s.walk = append(s.walk, step{e.vintage, sign})
		s.descend(t, next, long)
		s.walk = s.walk[:len(s.walk)-1]
	}
}

func (s *search) consider(t *timeline) {
	s.seen++
	mixed := t.mixes(s.walk)
	if !mixed {
		s.compare(t)
	}
	filings, backwards := 0, 0
	for i, a := range s.walk {
		if a.sign < 0 {
			backwards++
		}
		if !slices.ContainsFunc(s.walk[:i], func(b step) bool { return t.filing(b) == t.filing(a) }) {
			filings++
		}
	}
	if len(s.best) > 0 {
		switch {
		case mixed != s.bestMixed:
			if mixed {
				return
			}
		case filings != s.bestFilings:
			if filings > s.bestFilings {
				return
			}
		case backwards >= s.bestBackwards:
			return
		}
	}
	s.best = append(s.best[:0], s.walk...)
	s.bestMixed, s.bestFilings, s.bestBackwards = mixed, filings, backwards
}

// compare holds the walk against the first one on its basis. Where two paths of one
// basis give two values, one of the facts is not what its tag and its dates say, and
// nobody knows which.
func (s *search) compare(t *timeline) {
	s.clean++
	if len(s.walk) < 2 || s.disagreed {
		return
	}
	var sum quantity.Interval
	for i, w := range s.walk {
		iv := t.facts[t.vintages[w.vintage].fact].footed()
		if w.sign < 0 {
			iv = iv.Neg()
		}
		if i == 0 {
			sum = iv
		} else {
			sum = sum.Add(iv)
		}
	}
	if s.clean == 1 {
		s.agreed = sum
		return
	}
	s.disagreed = !sum.Overlaps(s.agreed)
}

func (t *timeline) filing(s step) *Filing { return t.facts[t.vintages[s.vintage].fact].Filing }

// mixes reports whether a subtracted value shares no epoch with any added
// value that covers it, a year on one basis less nine months on another, or
// whether two values were stated on two bases and one of them on the other's too:
// an old quarter beside twelve months that were filed with its restated value.
func (t *timeline) mixes(walk []step) bool {
	if len(t.epochs) == 1 {
		return false
	}
	for _, b := range walk {
		if b.sign > 0 {
			continue
		}
		vb := &t.vintages[b.vintage]
		shares := slices.ContainsFunc(walk, func(a step) bool {
			va := &t.vintages[a.vintage]
			return a.sign > 0 && va.epochs&vb.epochs != 0 && covers(t.facts[va.fact].Period, t.facts[vb.fact].Period)
		})
		if !shares {
			return true
		}
	}
	for i, a := range walk {
		for _, b := range walk[i+1:] {
			if t.restatedFor(a.vintage, b.vintage) || t.restatedFor(b.vintage, a.vintage) {
				return true
			}
		}
	}
	return false
}

// restatedFor reports whether vintage a shares no epoch with b, in one of whose
// epochs its period has another value.
func (t *timeline) restatedFor(a, b int32) bool {
	va, vb := &t.vintages[a], &t.vintages[b]
	if va.epochs&vb.epochs != 0 {
		return false
	}
	i, ok := slices.BinarySearchFunc(t.periods, t.facts[va.fact].Period, comparePeriods)
	if !ok {
		return false
	}
	s := &t.periods[i]
	for j := s.first; j < s.first+s.n; j++ {
		if j != a && t.vintages[j].epochs&vb.epochs != 0 {
			return true
		}
	}
	return false
}

func covers(a, b period.Range) bool { return a.Start <= b.Start && b.End <= a.End }
