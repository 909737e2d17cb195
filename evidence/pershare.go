package evidence

import (
	"context"
	"fmt"

	"assay/entity"
	"assay/message"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// perShare completes a per-share measure: a quarter that is not filed is its
// income over its shares, and older figures are restated for later splits.
func (e *Evaluator) perShare(ctx context.Context, id entity.ID, m *metric.Metric, filed []Computed, q query) ([]Computed, error) {
	out := filed
	if len(out) == 0 && m.Of != "" {
		var err error
		if out, err = e.unfiledQuarter(ctx, id, m, q); err != nil || len(out) == 0 {
			return nil, err
		}
	}
	return e.splitAdjusted(ctx, id, out, q, true)
}

// halfCent is the rounding of a filed figure per share.
func halfCent() quantity.Rat { return quantity.Frac(1, 200) }

// unfiledQuarter nears a fourth quarter's figure per share: its income over
// its average shares. The average is four times the year's less three times
// the nine months', where the filer states both, else the year's; the
// interval holds both quotients and the filer's rounding to cents.
func (e *Evaluator) unfiledQuarter(ctx context.Context, id entity.ID, m *metric.Metric, q query) ([]Computed, error) {
	income, err := e.measure(ctx, id, m.Of, q)
	if err != nil {
		return nil, err
	}
	shares, ok := e.catalog.Lookup(m.Over)
	if !ok {
		return nil, fmt.Errorf("evidence: %s: no measure %q", m.ID, m.Over)
	}
	var out []Computed
	for _, n := range income {
		if d := n.Period.Days(); d < 80 || d > 100 || n.Basis.Mixed {
			continue
		}
		for _, concept := range shares.Definitions[0].Terms[0].Chain {
			c, err := e.concept(ctx, id, concept)
			if err != nil {
				return nil, err
			}
			g := c.of("", shares.Unit)
			if g == nil {
				continue
			}
			if v, ok := quarterPerShare(m, n, e.line(g, q.asOf, false)); ok {
				out = append(out, v)
				break
			}
		}
	}
	return out, nil
}

func quarterPerShare(m *metric.Metric, income Computed, shares *timeline) (Computed, bool) {
	year, nine, ok := shares.yearAround(income.Period)
	if !ok {
		return Computed{}, false
	}
	y, ok := basisOf(shares.found(year, 0), income.Basis)
	if !ok {
		return Computed{}, false
	}
	average, low := y.Value, y.Interval
	terms := []SignedFact{{1, y.Terms[0].Fact}}
	if p, ok := basisOf(shares.found(nine, 0), income.Basis); ok {
		four, three := quantity.Int(4), quantity.Int(-3)
		a := y.Value.Mul(four).Add(p.Value.Mul(three))
		// A split between the two would show as a leap.
		if off, ok := a.Sub(y.Value).Abs().Quo(y.Value); ok && off.Cmp(quantity.Frac(1, 10)) <= 0 {
			average, low = a, y.Interval.Scale(four).Add(p.Interval.Scale(three))
			terms = []SignedFact{{4, y.Terms[0].Fact}, {-3, p.Terms[0].Fact}}
		}
	}
	value, ok1 := income.Value.Quo(average)
	iv, ok2 := income.Interval.Quo(low)
	other, ok3 := income.Interval.Quo(y.Interval)
	if !ok1 || !ok2 || !ok3 {
		return Computed{}, false
	}
	return Computed{
		Definition: m.ID + ": income over shares", Period: income.Period, Value: value,
		Interval: iv.Hull(other).Widen(halfCent()),
		Terms:    append(append([]SignedFact{}, income.Terms...), terms...), Op: "quotient", Numerator: len(income.Terms),
		Basis: income.Basis, Derived: true, About: true, Unit: income.Unit + "/shares",
		Notes: appendNew(income.Notes, message.Say("no filing gives this quarter's figure: net income over average shares, about")),
	}, true
}

// basisOf is the value on the same basis, as first filed or latest.
func basisOf(values []Value, b Basis) (Value, bool) {
	for _, v := range values {
		if b.Latest && v.Basis.Latest || !b.Latest && v.Basis.First {
			return v, true
		}
	}
	if len(values) == 1 {
		return values[0], true
	}
	return Value{}, false
}

// yearAround finds the filed year that ends with the quarter, and the nine
// months before the quarter.
func (t *timeline) yearAround(quarter period.Range) (year, nine period.Range, ok bool) {
	for i := range t.periods {
		p := t.periods[i].Range
		if p.End == quarter.End && p.Days() >= 350 && p.Days() <= 380 {
			return p, period.Range{Start: p.Start, End: quarter.Start - 1}, true
		}
	}
	return year, nine, false
}

// splitAdjusted adds to each latest value that was filed before a later split
// the value on today's shares, after it. Per-share figures shrink, counts
// grow.
func (e *Evaluator) splitAdjusted(ctx context.Context, id entity.ID, values []Computed, q query, perShare bool) ([]Computed, error) {
	if len(values) == 0 {
		return nil, nil
	}
	splits, err := e.Splits(ctx, id)
	if err != nil || len(splits) == 0 {
		return values, err
	}
	var out []Computed
	for _, v := range values {
		out = append(out, v)
		if !v.Basis.Latest || v.Factor.Sign() != 0 {
			continue
		}
		factor := quantity.Int(1)
		var notes []message.Message
		for _, s := range splits {
			if q.asOf != 0 {
				e.asked.change(s.Day, q.asOf)
			}
			if s.Day <= filedLast(v) || q.asOf != 0 && s.Day > q.asOf {
				continue
			}
			factor = factor.Mul(s.Ratio())
			notes = append(notes, message.Say("adjusted for the split %d-for-%d of %s", message.Number(int(s.New)), message.Number(int(s.Old)), message.Date(s.Day)))
		}
		if notes == nil {
			continue
		}
		if perShare {
			factor, _ = quantity.Int(1).Quo(factor)
		}
		v.Factor, v.Value, v.Interval = factor, v.Value.Mul(factor), v.Interval.Scale(factor)
		v.Definition += ", adjusted for splits"
		v.Derived = true
		v.Notes = appendNew(v.Notes, notes...)
		out = append(out, v)
	}
	return out, nil
}

// Splits are the filer's stock splits, read once.
func (e *Evaluator) Splits(ctx context.Context, id entity.ID) ([]Split, error) {
	if s, ok := e.splits[id]; ok {
		return s, nil
	}
	s, err := Splits(ctx, e.facts, id)
	if err == nil {
		e.splits[id] = s
	}
	return s, err
}

// filedLast is the day of the last filing that the value rests on.
func filedLast(v Computed) period.Date {
	var last period.Date
	for i := range v.Terms {
		last = max(last, v.Terms[i].Fact.Filing.Filed)
	}
	return last
}
