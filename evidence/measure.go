package evidence

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"
	"strings"

	"assay/entity"
	"assay/message"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// Computed is one value of a measure: one definition on one basis.
type Computed struct {
	Definition string       // "capex: cash net of proceeds"
	Period     period.Range // the exact period used; an instant for a balance
	Value      quantity.Rat
	Interval   quantity.Interval
	Terms      []SignedFact
	// Op is how the terms make the value: "sum" of all with their signs, or
	// "quotient" of the first Numerator terms' sum by the sum of the rest.
	Op        string
	Numerator int
	// Factor multiplies the result of Op where it is not zero: an older
	// per-share figure restated for later splits, a weighted average.
	Factor  quantity.Rat
	Basis   Basis
	Derived bool // more than one fact
	About   bool // computed in a way that only nears the filer's own figure
	// Management marks a measure whose filer's own definition is filed
	// nowhere: see metric.Metric.
	Management bool
	Unit       string // as filed: "USD", "USD/shares", "shares"; "pure" for a ratio
	Notes      []message.Message
}

// Missing says why a measure has no value. It unwraps to ErrNotFound.
type Missing struct {
	Entity entity.ID
	Metric string
	Period period.Range
	AsOf   period.Date
	// Unknown: the catalog has no such measure, or it is no measure of
	// filings.
	Unknown bool
	// Tried are the concepts looked for; Have those with at least one fact.
	Tried, Have []string
	// Later: a value became public only after AsOf; PublicFrom is the day,
	// which Measure looks for and Evaluator.Measure does not.
	Later      bool
	PublicFrom period.Date
}

func (m *Missing) Error() string { return "evidence: " + m.Message(string(m.Entity)).String() }

// Message says it to people by the entity's name.
func (m *Missing) Message(name string) message.Message {
	measure, who, when := message.Measure(m.Metric), message.Text(name), message.Date(m.Period)
	switch {
	case m.Unknown:
		return message.Say("%s: no measure of filings", measure)
	case m.PublicFrom != 0:
		return message.Say("%s of %s in %s: public only from %s", measure, who, when, message.Date(m.PublicFrom))
	case m.Later:
		return message.Say("%s of %s in %s: not public by %s", measure, who, when, message.Date(m.AsOf))
	case len(m.Have) == 0:
		return message.Say("%s of %s: no facts of %s", measure, who, message.Sub(some(m.Tried)))
	}
	return message.Say("%s of %s in %s: no path over the facts of %s", measure, who, when, message.Text(strings.Join(m.Have, ", ")))
}

// some names the first of a list and counts the rest.
func some(list []string) message.Message {
	const shown = 2
	if len(list) <= shown+1 {
		return message.Plain(strings.Join(list, ", "))
	}
	return message.Say("%s and %d other tags", message.Text(strings.Join(list[:shown], ", ")), message.Number(len(list)-shown))
}

// Unwrap makes a Missing an ErrNotFound.
func (m *Missing) Unwrap() error { return ErrNotFound }

// Measure computes a measure of a filer over a period with what was public by
// the end of the day asOf (0: all). See Evaluator.Measure.
func Measure(ctx context.Context, r Facts, cat *metric.Catalog, id entity.ID, metricID string, want period.Range, asOf period.Date) ([]Computed, error) {
	e := NewEvaluator(r, cat)
	values, err := e.Measure(ctx, id, metricID, want, asOf)
	var missing *Missing
	if errors.As(err, &missing) && missing.Later {
		from, searchErr := e.publicFrom(ctx, missing)
		if searchErr != nil {
			return nil, searchErr
		}
		missing.PublicFrom = from
	}
	return values, err
}

// publicFrom is the first day at whose end the measure has a value: one of the
// days on which its concepts were filed.
func (e *Evaluator) publicFrom(ctx context.Context, m *Missing) (period.Date, error) {
	var days []period.Date
	for _, concept := range m.Have {
		c, err := e.concept(ctx, m.Entity, concept)
		if err != nil {
			return 0, err
		}
		for i := range c.groups {
			for k := range c.groups[i].facts {
				if d := c.groups[i].facts[k].Filing.Filed; d > m.AsOf {
					days = append(days, d)
				}
			}
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	var failed error
	i := sort.Search(len(days), func(i int) bool {
		values, err := e.measure(ctx, m.Entity, m.Metric, query{want: m.Period, asOf: days[i]})
		failed = cmp.Or(failed, err)
		return len(values) > 0
	})
	if failed != nil || i == len(days) {
		return 0, failed
	}
	return days[i], nil
}

// Measure lists every definition of the measure on every consistent basis,
// the most plausible first: definition by definition in the filer's order,
// within one the latest basis known at the clock before older ones. The error
// is a *Missing where there is no value, so ErrNotFound. A question asked again, as
// the readings and near misses of a claim do, has its answer kept: nobody may change it.
func (e *Evaluator) Measure(ctx context.Context, id entity.ID, metricID string, want period.Range, asOf period.Date) ([]Computed, error) {
	q := question{id, metricID, want}
	known := e.answers[q]
	for i := range known {
		if known[i].hold(asOf) {
			return known[i].at(asOf)
		}
	}
	e.asked = anyClock(asOf)
	out, err := e.measure(ctx, id, metricID, query{want: want, asOf: asOf})
	if err == nil && len(out) == 0 {
		err = e.missing(ctx, id, metricID, want, asOf)
	}
	if out = slices.Clip(out); err == nil || errors.Is(err, ErrNotFound) {
		e.answers[q] = append(known, answer{e.asked, out, err})
	}
	return out, err
}

func (e *Evaluator) measure(ctx context.Context, id entity.ID, metricID string, q query) ([]Computed, error) {
	if a, b, ok := metric.Ratio(metricID); ok {
		return e.ratio(ctx, id, metricID, a, b, q)
	}
	m, ok := e.catalog.Lookup(metricID)
	if !ok || !m.Kind.Filed() {
		return nil, nil
	}
	if m.Segment != nil {
		return e.segment(ctx, id, &m, q)
	}
	var out []Computed
	for _, d := range m.For(string(id)) {
		c, err := e.definition(ctx, id, &m, d, "", q)
		if err != nil {
			return nil, err
		}
		out = append(out, c...)
	}
	switch m.Kind {
	case metric.PerShare:
		return e.perShare(ctx, id, &m, out, q)
	case metric.Shares:
		return e.splitAdjusted(ctx, id, out, q, false)
	}
	return out, nil
}

// definition computes one definition for one set of dimensions. A term that
// the filer does not file for the period leaves the definition out: absent is
// not zero.
func (e *Evaluator) definition(ctx context.Context, id entity.ID, m *metric.Metric, d metric.Definition, dims Dims, q query) ([]Computed, error) {
	var buf [4]resolved
	terms := buf[:0]
	for i, t := range d.Terms {
		r, err := e.resolve(ctx, id, m, t.Chain, dims, q)
		if err != nil {
			return nil, err
		}
		if len(r.values) == 0 || i > 0 && (r.unit != terms[0].unit || r.values[0].Period != terms[0].values[0].Period) {
			return nil, nil
		}
		if i == 0 {
			q.want, q.exact = r.values[0].Period, len(d.Terms) > 1
		}
		terms = append(terms, r)
	}
	if len(terms) == 1 {
		out := make([]Computed, len(terms[0].values))
		for i, v := range terms[0].values {
			out[i] = computed(m, d, terms[0].unit, v, d.Terms[0].Sign)
		}
		return out, nil
	}
	var out []Computed
	for _, first := range [2]bool{false, true} {
		c, ok := combine(m, d, terms, first)
		if ok && (len(out) == 0 || out[0].Value.Cmp(c.Value) != 0) {
			out = append(out, c)
		} else if ok {
			out[0].Basis.First = true
		}
	}
	return out, nil
}

func computed(m *metric.Metric, d metric.Definition, unit string, v Value, sign int) Computed {
	c := Computed{
		Definition: d.ID, Period: v.Period, Value: v.Value, Interval: v.Interval, Terms: v.Terms,
		Op: "sum", Basis: v.Basis, Derived: v.Derived, Unit: unit, Management: m.Unfiled(string(v.Terms[0].Fact.Entity)), Notes: v.Notes,
	}
	if sign < 0 {
		c.Value, c.Interval = v.Value.Neg(), v.Interval.Neg()
		c.Terms = slices.Clone(v.Terms)
		for i := range c.Terms {
			c.Terms[i].Sign = -c.Terms[i].Sign
		}
	}
	return c
}

// combine adds the terms of a definition, all on the latest basis known or
// all as first filed.
func combine(m *metric.Metric, d metric.Definition, terms []resolved, first bool) (Computed, bool) {
	var c Computed
	for i, t := range terms {
		j := 0
		if first {
			j = slices.IndexFunc(t.values, func(v Value) bool { return v.Basis.First && !v.Basis.Mixed })
		}
		if j < 0 {
			return Computed{}, false
		}
		p := computed(m, d, t.unit, t.values[j], d.Terms[i].Sign)
		if i == 0 {
			c = p
			c.Terms = slices.Clone(p.Terms)
			continue
		}
		c.Value, c.Interval = c.Value.Add(p.Value), c.Interval.Add(p.Interval)
		c.Terms = append(c.Terms, p.Terms...)
		c.Basis = c.Basis.and(p.Basis)
		c.Notes = appendNew(c.Notes, p.Notes...)
	}
	c.Derived = true
	return c, true
}

// and is the basis of a value made of two.
func (b Basis) and(o Basis) Basis {
	if b.Recast == nil || o.Recast != nil && o.Recast.Filed > b.Recast.Filed {
		b.Recast = o.Recast
	}
	b.First, b.Latest, b.Mixed = b.First && o.First, b.Latest && o.Latest, b.Mixed || o.Mixed
	return b
}

func appendNew[T comparable](to []T, from ...T) []T {
	for _, s := range from {
		if !slices.Contains(to, s) {
			to = append(to[:len(to):len(to)], s)
		}
	}
	return to
}

// ratio divides two measures: each definition of the numerator by the
// denominator's most plausible one, bases kept together.
func (e *Evaluator) ratio(ctx context.Context, id entity.ID, metricID, a, b string, q query) ([]Computed, error) {
	num, err := e.measure(ctx, id, a, q)
	if err != nil || len(num) == 0 {
		return nil, err
	}
	den, err := e.measure(ctx, id, b, query{want: num[0].Period, asOf: q.asOf})
	if err != nil || len(den) == 0 {
		return nil, err
	}
	var out []Computed
	for _, n := range num {
		d, ok := partner(n, den)
		if !ok {
			continue
		}
		if c, ok := quotient(metricID, n, d); ok {
			out = append(out, c)
		}
	}
	return out, nil
}

// partner is the denominator on the numerator's basis.
func partner(n Computed, den []Computed) (Computed, bool) {
	for _, d := range den {
		if d.Definition == den[0].Definition && d.Period.End == n.Period.End && d.Unit == n.Unit &&
			(n.Basis.Latest && d.Basis.Latest || n.Basis.First && d.Basis.First) {
			return d, true
		}
	}
	return Computed{}, false
}

func quotient(definition string, n, d Computed) (Computed, bool) {
	v, ok1 := n.Value.Quo(d.Value)
	iv, ok2 := n.Interval.Quo(d.Interval)
	if !ok1 || !ok2 || n.Op != "sum" || d.Op != "sum" {
		return Computed{}, false
	}
	if n.Definition != "" && strings.Contains(n.Definition, ": ") {
		definition += " (" + n.Definition + ")"
	}
	return Computed{
		Definition: definition, Period: n.Period, Value: v, Interval: iv,
		Terms: append(slices.Clone(n.Terms), d.Terms...), Op: "quotient", Numerator: len(n.Terms),
		Basis: n.Basis.and(d.Basis), Derived: true, About: n.About || d.About, Unit: "pure",
		Management: n.Management || d.Management, Notes: appendNew(n.Notes, d.Notes...),
	}, true
}

// missing explains an empty answer.
func (e *Evaluator) missing(ctx context.Context, id entity.ID, metricID string, want period.Range, asOf period.Date) error {
	m := &Missing{Entity: id, Metric: metricID, Period: want, AsOf: asOf}
	parts := []string{metricID}
	if a, b, ok := metric.Ratio(metricID); ok {
		parts = []string{a, b}
	}
	for _, p := range parts {
		mt, ok := e.catalog.Lookup(p)
		if !ok || !mt.Kind.Filed() {
			m.Unknown = true
			return m
		}
		for _, t := range mt.Definitions[0].Terms {
			for _, concept := range t.Chain {
				c, err := e.concept(ctx, id, concept)
				if err != nil {
					return err
				}
				m.Tried = append(m.Tried, concept)
				if len(c.groups) > 0 {
					m.Have = append(m.Have, concept)
				}
			}
		}
	}
	if asOf != 0 { // a clock of 0 narrows none
		later, err := e.measure(ctx, id, metricID, query{want: want})
		if err != nil {
			return err
		}
		m.Later = len(later) > 0
	}
	return m
}
