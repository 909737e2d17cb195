package evidence

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"assay/entity"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// State is how near a filer's facts come to a measure over a period: the later the
// nearer.
type State uint8

// The states. From StateMixed on there is a value, to be relied on beyond it.
const (
	// StateNone: the filer has no fact of any tag by which the measure is known. Banks
	// file no gross profit; why a filer has none, its facts do not say.
	StateNone State = iota
	// StateParts: facts of parts of the business alone, or in another unit.
	StateParts
	// StateOther: facts of other periods alone.
	StateOther
	// StateAbout: facts whose periods are only about right alone.
	StateAbout
	// StateNoPath: facts of the period that do not add up to it.
	StateNoPath
	// StateTags: the same with several tags: the filer changed its tag within the
	// period, and the tags do not agree where both state a period.
	StateTags
	// StateMixed: a value, but on mixed bases.
	StateMixed
	// StateDerived: a value of several facts.
	StateDerived
	// StateFiled: a fact is the value.
	StateFiled
)

var stateNames = [...]string{"none filed", "parts only", "other periods only", "approximate only", "no path", "tag changed", "mixed bases", "derived", "filed"}

// String is the state as tables for programs name it.
func (s State) String() string { return stateNames[s] }

// Resolved reports whether there is a value to be relied on.
func (s State) Resolved() bool { return s >= StateDerived }

// Cover is whether and how a measure of a filer resolves over a period.
type Cover struct {
	State      State
	Definition string   // by which it resolves, or comes nearest
	Concepts   []string // that make the value, or have facts of the period
	Value      quantity.Rat
	Unit       string // of the value; "" where there is none
}

// Cover tells how near the filer's facts come to the measure over the period, with what
// was public by the end of the day asOf (0: all): by the definition that comes nearest,
// the more plausible one before others.
func (e *Evaluator) Cover(ctx context.Context, id entity.ID, metricID string, want period.Range, asOf period.Date) (Cover, error) {
	q := query{want: want, asOf: asOf}
	e.asked = anyClock(asOf)
	values, err := e.measure(ctx, id, metricID, q)
	if err != nil {
		return Cover{}, err
	}
	best := Cover{}
	for i := range values {
		if c := coverOf(&values[i]); c.State > best.State {
			best = c
		}
	}
	if best.State > StateNone {
		return best, nil
	}
	m, ok := e.catalog.Lookup(metricID)
	if !ok || !m.Kind.Filed() {
		return best, nil
	}
	for i, d := range m.For(string(id)) {
		c, err := e.gap(ctx, id, &m, d, q)
		if err != nil {
			return Cover{}, err
		}
		if i == 0 || c.State > best.State {
			best = c
		}
	}
	return best, nil
}

// coverOf is the cover that a value gives.
func coverOf(c *Computed) Cover {
	v := Cover{State: StateFiled, Definition: c.Definition, Value: c.Value, Unit: c.Unit}
	switch {
	case c.Basis.Mixed:
		v.State = StateMixed
	case c.Derived || c.About || len(c.Terms) != 1:
		v.State = StateDerived
	}
	for i := range c.Terms {
		if concept := c.Terms[i].Fact.Concept; !slices.Contains(v.Concepts, concept) {
			v.Concepts = append(v.Concepts, concept)
		}
	}
	return v
}

// gap says why a definition gives no value: for its term that is farthest from one.
func (e *Evaluator) gap(ctx context.Context, id entity.ID, m *metric.Metric, d metric.Definition, q query) (Cover, error) {
	out := Cover{State: StateTags, Definition: d.ID}
	for _, t := range d.Terms {
		state, concepts, err := e.termGap(ctx, id, m, t.Chain, q)
		if err != nil {
			return out, err
		}
		out.State = min(out.State, state)
		out.Concepts = append(out.Concepts, concepts...)
	}
	return out, nil
}

func (e *Evaluator) termGap(ctx context.Context, id entity.ID, m *metric.Metric, chain []string, q query) (State, []string, error) {
	state := StateNone
	var speaking []string
	for _, concept := range chain {
		c, err := e.concept(ctx, id, concept)
		if err != nil {
			return state, nil, err
		}
		switch g := c.of("", m.Unit); {
		case g != nil && slices.ContainsFunc(g.facts, q.speaks):
			speaking = append(speaking, concept)
		case slices.ContainsFunc(c.about, func(f Fact) bool { return f.Dims == "" && unitFits(f.Unit, m.Unit) && q.speaks(f) }):
			state = max(state, StateAbout)
		case g != nil:
			state = max(state, StateOther)
		case len(c.groups)+len(c.about) > 0:
			state = max(state, StateParts)
		}
	}
	switch {
	case len(speaking) > 1 && m.Additive:
		state = StateTags
	case len(speaking) > 0:
		state = StateNoPath
	}
	return state, speaking, nil
}

// speaks reports whether a fact tells of the period asked for: a duration that shares a day
// with it, an instant of the year that ends with an instant.
func (q query) speaks(f Fact) bool {
	const year = 366
	switch {
	case !f.Filing.Public(q.asOf) || (f.Period.Start == 0) != (q.want.Start == 0):
		return false
	case q.want.Start == 0:
		return f.Period.End <= q.want.End+SnapDays && f.Period.End > q.want.End-year
	}
	return f.Period.End >= q.want.Start && f.Period.Start <= q.want.End
}

// Candidate is a concept of a filer that may state a measure which its chains miss. It is
// a suggestion for people: nothing is computed from it.
type Candidate struct {
	Concept string
	Like    string         // the concept of the measure's chains whose name it resembles most
	Percent int            // of the words of both names that are common
	Periods []period.Range // of those asked for, that it states
	Last    Fact           // the fact of the last of them
}

// minLikeness is the least share of common words in percent. With half of them common,
// derivative assets would resemble current assets.
const minLikeness = 60

// Candidates are the filer's concepts whose names share six words in ten with one of the
// measure's chains, that belong to no measure, and that state one of the
// periods for the filer as a whole in a unit that fits, exactly: those with most words in
// common first, then those that state most periods.
//
// Where a statement shows a concept, a store does not know; the label in the filer's own
// words neither.
func (e *Evaluator) Candidates(ctx context.Context, id entity.ID, metricID string, wanted []period.Range, asOf period.Date) ([]Candidate, error) {
	m, ok := e.catalog.Lookup(metricID)
	if !ok || !m.Kind.Filed() || m.Segment != nil {
		return nil, nil
	}
	concepts, err := e.facts.Concepts(ctx, id)
	if err != nil {
		return nil, err
	}
	if e.taken == nil {
		e.taken = e.catalog.Concepts()
	}
	chains := likenesses(&m)
	var out []Candidate
	for _, concept := range concepts {
		if _, found := slices.BinarySearch(e.taken, concept); found {
			continue
		}
		c := Candidate{Concept: concept}
		if c.Like, c.Percent = chains.best(concept); c.Percent < minLikeness {
			continue
		}
		if err := e.state(ctx, id, &c, m.Unit, wanted, asOf); err != nil {
			return nil, err
		}
		if len(c.Periods) > 0 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Percent, a.Percent), cmp.Compare(len(b.Periods), len(a.Periods)))
	})
	return out, nil
}

// state fills in which of the periods the candidate states.
func (e *Evaluator) state(ctx context.Context, id entity.ID, c *Candidate, unit string, wanted []period.Range, asOf period.Date) error {
	facts, err := e.concept(ctx, id, c.Concept)
	if err != nil {
		return err
	}
	g := facts.of("", unit)
	if g == nil {
		return nil
	}
	for _, want := range wanted {
		for i := range g.facts {
			f := &g.facts[i]
			if (f.Period.Start == 0) == (want.Start == 0) && apart(f.Period.End, want.End) <= SnapDays &&
				(want.Start == 0 || apart(f.Period.Start, want.Start) <= SnapDays) && f.Filing.Public(asOf) {
				c.Periods, c.Last = append(c.Periods, want), *f
				break
			}
		}
	}
	return nil
}

// likeness are the words of the names in a measure's chains.
type likeness []struct {
	concept string
	words   []string
}

func likenesses(m *metric.Metric) likeness {
	var l likeness
	for _, d := range m.Definitions {
		for _, t := range d.Terms[:1] { // what is added to it or taken off resembles other measures
			for _, concept := range t.Chain {
				l = append(l, struct {
					concept string
					words   []string
				}{concept, nameWords(concept)})
			}
		}
	}
	return l
}

// best is the concept that has most words in common with another, and how many of the
// words of both these are, in percent.
func (l likeness) best(concept string) (like string, percent int) {
	words := nameWords(concept)
	for _, c := range l {
		if p := common(words, c.words); p > percent {
			like, percent = c.concept, p
		}
	}
	return like, percent
}

// nameWords are the words of a concept's name that carry its meaning, each once, in the
// singular.
func nameWords(concept string) []string {
	var out []string
	for _, w := range strings.Fields(metric.Words(concept)) {
		switch w {
		case "and", "of", "the", "to", "in", "from", "for", "by", "on", "or":
			continue
		}
		if w = strings.TrimSuffix(w, "s"); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// common is the share of words of two names that both have, in percent (Dice's
// coefficient).
func common(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 100 * 2 * n / (len(a) + len(b))
}
