package evidence

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"assay/entity"
	"assay/message"
	"assay/metric"
	"assay/period"
)

// Evaluator computes measures and remembers the facts and timelines that it
// read, so that a claim's many readings cost microseconds. It serves one check
// on one goroutine and sees nothing that is imported after it read.
type Evaluator struct {
	facts   Facts
	catalog *metric.Catalog
	read    map[conceptKey]*conceptFacts
	splits  map[entity.ID][]Split

	segments map[partKey][]part
	answers  map[question][]answer
	asked    clocks // under which the answer being made holds
	scratch  search
	taken    []string // the catalog's concepts, for Candidates
}

// question is what Measure was asked, but for the clock.
type question struct {
	id     entity.ID
	metric string
	want   period.Range
}

type conceptKey struct {
	id      entity.ID
	concept string
}

// conceptFacts are all facts of a concept, by dimensions and unit, and apart
// those whose period is only about right.
type conceptFacts struct {
	groups []group
	about  []Fact
}

type group struct {
	dims  Dims
	unit  string
	facts []Fact
	early bool          // some are preliminary
	days  []period.Date // on which they were filed; see Evaluator.line
	lines [2][]*timeline
}

// NewEvaluator reads from r and knows the measures of the catalog.
func NewEvaluator(r Facts, catalog *metric.Catalog) *Evaluator {
	return &Evaluator{facts: r, catalog: catalog, read: map[conceptKey]*conceptFacts{}, splits: map[entity.ID][]Split{}, segments: map[partKey][]part{}, answers: map[question][]answer{}}
}

func (e *Evaluator) concept(ctx context.Context, id entity.ID, concept string) (*conceptFacts, error) {
	key := conceptKey{id, concept}
	if c, ok := e.read[key]; ok {
		return c, nil
	}
	facts, err := e.facts.Facts(ctx, id, concept)
	if err != nil {
		return nil, fmt.Errorf("evidence: facts of %s %s: %w", id, concept, err)
	}
	exact := ExactFacts(facts)
	c := &conceptFacts{groups: grouped(exact)}
	if len(exact) < len(facts) {
		c.about = slices.DeleteFunc(slices.Clone(facts), func(f Fact) bool { return !f.About })
	}
	e.read[key] = c
	return c, nil
}

// grouped cuts facts, ordered by Dims and Unit, where either changes.
func grouped(facts []Fact) []group {
	var groups []group
	for lo := 0; lo < len(facts); {
		head := sameKind(facts[lo:])
		groups = append(groups, group{dims: head[0].Dims, unit: head[0].Unit, facts: head, early: slices.ContainsFunc(head, func(f Fact) bool { return f.Filing.Preliminary() })})
		lo += len(head)
	}
	return groups
}

// of is the group with the dimensions whose unit fits the measure's: any
// currency fits money, dollars first, then the one with most facts.
func (c *conceptFacts) of(dims Dims, unit string) *group {
	var best *group
	for i := range c.groups {
		g := &c.groups[i]
		if g.dims != dims || !unitFits(g.unit, unit) {
			continue
		}
		if g.unit == unit {
			return g
		}
		if best == nil || len(g.facts) > len(best.facts) {
			best = g
		}
	}
	return best
}

func unitFits(unit, metricUnit string) bool {
	switch metricUnit {
	case "USD":
		return isCurrency(unit)
	case "USD/shares":
		c, per, _ := strings.Cut(unit, "/")
		return isCurrency(c) && strings.HasPrefix(per, "share")
	}
	return unit == metricUnit
}

func isCurrency(s string) bool {
	return len(s) == 3 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' && s[2] >= 'A' && s[2] <= 'Z'
}

// resolved is what a term came to: the concept that was used and its values,
// one a basis, the latest first.
type resolved struct {
	concept string
	unit    string
	values  []Value
}

// resolve is what a term came to over the facts that reports file; where they give
// no value on one basis, over those of earnings releases too: a release speaks until
// the report is public, and no longer.
func (e *Evaluator) resolve(ctx context.Context, id entity.ID, m *metric.Metric, chain []string, dims Dims, q query) (resolved, error) {
	r, err := e.resolveOver(ctx, id, m, chain, dims, q, false)
	if err != nil || len(r.values) > 0 && !r.values[0].Basis.Mixed {
		return r, err
	}
	for _, concept := range chain {
		c, err := e.concept(ctx, id, concept)
		if err != nil {
			return resolved{}, err
		}
		if g := c.of(dims, m.Unit); g == nil || !g.early {
			continue
		}
		if early, err := e.resolveOver(ctx, id, m, chain, dims, q, true); err != nil || len(early.values) > 0 {
			return early, err
		}
		break
	}
	return r, nil
}

// resolveOver finds the first concept of the chain that gives a value for the
// period; values on mixed bases only if no concept gives a clean one. Where
// none does, and the filer changed its tag in between, the chain's concepts
// are joined.
func (e *Evaluator) resolveOver(ctx context.Context, id entity.ID, m *metric.Metric, chain []string, dims Dims, q query, early bool) (resolved, error) {
	var mixed resolved
	for _, concept := range chain {
		c, err := e.concept(ctx, id, concept)
		if err != nil {
			return resolved{}, err
		}
		g := c.of(dims, m.Unit)
		if g == nil {
			continue
		}
		values := e.line(g, q.asOf, early).derive(q.want, q.snap(m.Kind, concept))
		if len(values) == 0 {
			continue
		}
		r := resolved{concept, g.unit, values}
		if !values[0].Basis.Mixed {
			return r, nil
		}
		if mixed.values == nil {
			mixed = r
		}
	}
	if m.Additive {
		if r, err := e.joined(ctx, id, m, chain, dims, q, early); err != nil || len(r.values) > 0 {
			return r, err
		}
	}
	return mixed, nil
}

// joined derives over all concepts of a chain at once, for a period whose
// parts the filer tagged differently (nine months with the old tag, the year
// with the new one). Only concepts that agree wherever two of them state the
// same period are joined.
func (e *Evaluator) joined(ctx context.Context, id entity.ID, m *metric.Metric, chain []string, dims Dims, q query, early bool) (resolved, error) {
	key := conceptKey{id, strings.Join(chain, "+") + "+" + string(dims)}
	c, ok := e.read[key]
	if !ok {
		var facts []Fact
		n := 0
		for _, concept := range chain {
			cf, err := e.concept(ctx, id, concept)
			if err != nil {
				return resolved{}, err
			}
			if g := cf.of(dims, m.Unit); g != nil && (n == 0 || g.unit == facts[0].Unit) && agree(facts, g.facts) {
				facts = append(facts, g.facts...)
				n++
			}
		}
		c = &conceptFacts{}
		if n > 1 {
			SortFacts(facts)
			c.groups = grouped(facts)
		}
		e.read[key] = c
	}
	if len(c.groups) == 0 {
		return resolved{}, nil
	}
	values := e.line(&c.groups[0], q.asOf, early).derive(q.want, q.snap(m.Kind, ""))
	for i := range values {
		values[i].Notes = append(values[i].Notes, message.Say("the filer changed its tag within the period"))
	}
	if len(values) == 0 || values[0].Basis.Mixed {
		return resolved{}, nil
	}
	return resolved{"", c.groups[0].unit, values}, nil
}

// agree reports whether two concepts state the same wherever both state a
// period, and do so at least once; nothing agrees with anything.
func agree(a, b []Fact) bool {
	if len(a) == 0 {
		return true
	}
	common := false
	for i := range a {
		for j := range b {
			if a[i].Period != b[j].Period || a[i].Filing == b[j].Filing && a[i].Value == b[j].Value {
				continue
			}
			if !sameVintage(&a[i], &b[j]) {
				return false
			}
			common = true
		}
	}
	return common
}

// SortFacts puts facts into the order that Facts promises: Dims, Unit, Period
// (End, then Start), day of filing, accession.
func SortFacts(facts []Fact) {
	for i := 1; i < len(facts); i++ {
		if compareFacts(&facts[i-1], &facts[i]) > 0 { // stores keep them nearly so
			slices.SortStableFunc(facts, func(a, b Fact) int { return compareFacts(&a, &b) })
			return
		}
	}
}

func compareFacts(a, b *Fact) int {
	switch {
	case a.Dims != b.Dims:
		return strings.Compare(string(a.Dims), string(b.Dims))
	case a.Unit != b.Unit:
		return strings.Compare(a.Unit, b.Unit)
	case a.Period.End != b.Period.End:
		return int(a.Period.End) - int(b.Period.End)
	case a.Period.Start != b.Period.Start:
		return int(a.Period.Start) - int(b.Period.Start)
	case a.Filing.Filed != b.Filing.Filed:
		return int(a.Filing.Filed) - int(b.Filing.Filed)
	}
	return strings.Compare(a.Filing.Accession, b.Filing.Accession)
}

// query is a period asked for at a clock.
type query struct {
	want  period.Range
	asOf  period.Date
	exact bool // the ends may not move
}

// coverDays is how long after a period's end the count of shares on the
// cover of its report may be dated.
const coverDays = 75

func (q query) snap(k metric.Kind, concept string) int {
	switch {
	case q.exact:
		return 0
	case k == metric.Shares && concept == "dei:EntityCommonStockSharesOutstanding":
		return coverDays
	}
	return SnapDays
}
