package rule

import (
	"errors"

	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
)

// Level checks an amount of one filer over one period, and the equality of
// two terms, against every definition of the measure.
var Level = verdict.Rule{
	Name:    "level",
	Doc:     "An amount of a filer over a period: the filed value, or the sum and difference of filed values that make up the period.",
	Applies: func(c *claim.Claim) bool { return c.Kind == claim.Level || c.Kind == claim.Equality },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		return values(p, r, func(v verdict.Value, _ int) verdict.Value { return v })
	},
}

// values are all that is computed for a reading of one filer; as turns each
// into what the rule speaks of, knowing how many there are.
func values(p *verdict.Pass, r claim.Reading, as func(v verdict.Value, n int) verdict.Value) ([]verdict.Value, error) {
	if len(r.Entities) != 1 {
		return nil, nil
	}
	cs, err := measure(p, r.Entities[0], r.Metric, r.Period)
	if err != nil {
		return nil, err
	}
	out := make([]verdict.Value, 0, len(cs))
	for i := range cs {
		out = append(out, as(valueOf(&cs[i], cs[0].Definition), len(cs)))
	}
	return out, nil
}

// measure asks for a measure; a missing one is told to the pass, not an error.
func measure(p *verdict.Pass, id entity.ID, metricID string, want period.Range) ([]evidence.Computed, error) {
	if id.Kind() != "cik" {
		return nil, nil
	}
	if want.Start != 0 { // a balance is looked up at the period's end
		if m, ok := p.Metrics.Lookup(metricID); ok && m.Kind == metric.Balance {
			want.Start = 0
		}
	}
	cs, err := p.Eval.Measure(p.Ctx, id, metricID, want, p.AsOf)
	var missing *evidence.Missing
	if errors.As(err, &missing) {
		about, err := p.Eval.About(p.Ctx, id, metricID, want, p.AsOf)
		if err != nil || len(about) > 0 {
			return about, err
		}
		if p.Missing == "" {
			p.Missing = missing.Message(nameOf(p.Claim, id))
		}
		if !missing.Unknown && !missing.Later {
			p.Need(factsOf(p, metricID), id, want)
		}
		return nil, nil
	}
	return cs, err
}

// factsOf is what would hold a measure: of a part of a business the documents alone.
func factsOf(p *verdict.Pass, metricID string) evidence.NeedKind {
	if m, ok := p.Metrics.Lookup(metricID); ok && m.Segment != nil {
		return evidence.NeedDocument
	}
	return evidence.NeedFacts
}

// nameOf is the name by which a claim knows an entity, else its id.
func nameOf(c *claim.Claim, id entity.ID) string {
	for _, p := range c.Entities {
		if p.ID == id && p.Name != "" {
			return p.Name
		}
	}
	return string(id)
}

// valueOf is a computed value as one of a verdict.
func valueOf(c *evidence.Computed, primary string) verdict.Value {
	v := verdict.Value{
		Definition: c.Definition, Primary: c.Definition == primary, Management: c.Management, Period: c.Period,
		Actual: c.Value, Interval: c.Interval, Unit: unitName(c.Unit), Restated: c.Basis.Recast != nil, Mixed: c.Basis.Mixed,
		Steps: steps(c), Facts: facts(c),
	}
	v.About = c.About
	if c.About && len(c.Notes) > 0 {
		v.Note = c.Notes[0]
	}
	return v
}

// unitName is a filed unit in the words of reports.
func unitName(unit string) string {
	if len(unit) > 4 && unit[3:] == "/shares" {
		return unit[:3] + "/share"
	}
	return unit
}

func facts(c *evidence.Computed) []evidence.Fact {
	out := make([]evidence.Fact, len(c.Terms))
	for i := range c.Terms {
		out[i] = c.Terms[i].Fact
	}
	return out
}

// steps are the filed facts and how they make the value.
func steps(c *evidence.Computed) []verdict.Step {
	out := make([]verdict.Step, 0, len(c.Terms)+1)
	for i := range c.Terms {
		t := &c.Terms[i]
		op := "+"
		switch {
		case c.Op == "quotient" && i >= c.Numerator && t.Sign < 0:
			op = "÷ -" // less this in the denominator
		case c.Op == "quotient" && i >= c.Numerator:
			op = "÷"
		case t.Sign < 0:
			op = "-"
		}
		out = append(out, verdict.Step{Op: op, Fact: &t.Fact, Out: t.Fact.Value.String()})
	}
	if len(c.Terms) > 1 {
		out = append(out, verdict.Step{Op: "=", Out: c.Value.String()})
	}
	return out
}

// percentOf turns a ratio into percent.
func percentOf(v verdict.Value) verdict.Value {
	h := quantity.Int(100)
	v.Actual, v.Interval, v.Unit = v.Actual.Mul(h), v.Interval.Scale(h), "percent"
	v.Steps = append(v.Steps, verdict.Step{Op: "×100", Out: v.Actual.Significant(6)})
	return v
}
