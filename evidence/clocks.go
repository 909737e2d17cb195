package evidence

import (
	"errors"
	"math"
	"slices"

	"assay/period"
)

// clocks are the days of knowledge between which an answer is the same: from
// the day of one filing to the day before the next, of all the facts that it
// was looked up in. A day of 0, which sees what has no day too, is a clock of
// its own.
type clocks struct {
	unbounded   bool        // the clock is 0
	from, until period.Date // from ≤ clock < until
}

// anyClock holds wherever asOf does not tell days apart.
func anyClock(asOf period.Date) clocks {
	return clocks{unbounded: asOf == 0, from: math.MinInt32, until: math.MaxInt32}
}

// hold reports whether the answer is that of the clock.
func (c clocks) hold(asOf period.Date) bool {
	return c.unbounded == (asOf == 0) && (c.unbounded || c.from <= asOf && asOf < c.until)
}

// change narrows the clocks about asOf by a day on which something changed.
func (c *clocks) change(day, asOf period.Date) {
	if day <= asOf {
		c.from = max(c.from, day)
	} else {
		c.until = min(c.until, day)
	}
}

// answer is what Measure said, and under which clocks it says the same.
type answer struct {
	clocks
	values []Computed
	err    error
}

// at is the answer under one of its clocks: why there is no value names the day.
func (a *answer) at(asOf period.Date) ([]Computed, error) {
	var m *Missing
	if errors.As(a.err, &m) && m.AsOf != asOf {
		dated := *m
		dated.AsOf = asOf
		return nil, &dated
	}
	return a.values, a.err
}

// line is the timeline of a group as it was known at the clock; there is one for
// each day on which facts of the group were filed, and where some of them are
// preliminary another one with these.
func (e *Evaluator) line(g *group, asOf period.Date, early bool) *timeline {
	if g.days == nil {
		g.days = daysFiled(g.facts)
		g.lines = [2][]*timeline{make([]*timeline, len(g.days)+2), make([]*timeline, len(g.days)+2)}
	}
	facts, lines := g.facts, g.lines[0]
	switch {
	case early && g.early:
		lines = g.lines[1]
	case g.early:
		facts = filed(facts)
	}
	i := len(g.days) + 1 // all facts, those without a day too
	if asOf != 0 {
		known, found := slices.BinarySearch(g.days, asOf)
		if found {
			known++
		}
		if i = known; i > 0 {
			e.asked.change(g.days[i-1], asOf)
		}
		if i < len(g.days) {
			e.asked.change(g.days[i], asOf)
		}
	}
	if lines[i] == nil {
		lines[i] = newTimeline(KnownAt(facts, asOf), additiveUnit(g.unit), &e.scratch)
	}
	return lines[i]
}

// daysFiled are the days on which facts were filed, ascending.
func daysFiled(facts []Fact) []period.Date {
	days := make([]period.Date, 0, len(facts))
	for i := range facts {
		if d := facts[i].Filing.Filed; d != 0 {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}
