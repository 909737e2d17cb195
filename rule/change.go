package rule

import (
	"sort"
	"strings"

	"assay/claim"
	"assay/evidence"
	"assay/message"
	"assay/quantity"
	"assay/verdict"
)

// Change checks growth on the year or on the quarter, in percent or as an
// amount.
var Change = verdict.Rule{
	Name:    "change",
	Doc:     "Growth: the measure of the period over that of the base period, less one, times 100; or their difference as an amount.",
	Applies: func(c *claim.Claim) bool { return c.Kind == claim.Change && c.Unit != "times" && c.Unit != "pp" },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		if p.Claim.Unit != "percent" {
			return pairs(p, r, difference)
		}
		out, err := pairs(p, r, growth)
		if err == nil && len(out) > 0 {
			out = append(out, printed(p, r, growth)...)
		}
		return out, err
	},
}

// Multiple checks "doubled", "1.9 times": the period's measure over the
// base's.
var Multiple = verdict.Rule{
	Name:    "multiple",
	Doc:     "A multiple: the measure of the period over that of the base period.",
	Applies: func(c *claim.Claim) bool { return c.Kind == claim.Change && c.Unit == "times" },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		return pairs(p, r, timesAsMuch)
	},
}

// quotient is cur/prev. Of nothing, or of a loss, there is none.
func quotient(cur, prev verdict.Value) (verdict.Value, bool) {
	v := joined(cur, prev)
	q, ok1 := cur.Actual.Quo(prev.Actual)
	iv, ok2 := cur.Interval.Quo(prev.Interval)
	if !ok1 || !ok2 || prev.Actual.Sign() < 0 {
		return v, false
	}
	v.Actual, v.Interval = q, iv
	return v, true
}

// timesAsMuch is cur/prev.
func timesAsMuch(cur, prev verdict.Value) (verdict.Value, bool) {
	v, ok := quotient(cur, prev)
	if !ok {
		return v, false
	}
	v.Unit = "times"
	v.Steps = append(v.Steps, verdict.Step{Op: "÷", In: []string{cur.Actual.String(), prev.Actual.String()}, Out: v.Actual.Significant(6)})
	return v, true
}

// growth is (cur/prev − 1) × 100. From a loss there is no growth in percent.
func growth(cur, prev verdict.Value) (verdict.Value, bool) {
	v, ok := quotient(cur, prev)
	if !ok {
		return v, false
	}
	one, h := quantity.Int(1), quantity.Int(100)
	v.Actual = v.Actual.Sub(one).Mul(h)
	v.Interval = v.Interval.Sub(quantity.Point(one)).Scale(h)
	v.Unit = "percent"
	v.Steps = append(v.Steps, verdict.Step{Op: "÷ −1 ×100", In: []string{cur.Actual.String(), prev.Actual.String()}, Out: v.Actual.Significant(6)})
	return v, true
}

func difference(cur, prev verdict.Value) (verdict.Value, bool) {
	v := joined(cur, prev)
	v.Actual, v.Interval = cur.Actual.Sub(prev.Actual), cur.Interval.Sub(prev.Interval)
	v.Steps = append(v.Steps, verdict.Step{Op: "-", In: []string{cur.Actual.String(), prev.Actual.String()}, Out: v.Actual.String()})
	return v, true
}

// joined is a value that rests on two.
func joined(cur, prev verdict.Value) verdict.Value {
	v := cur
	v.Steps = append(append([]verdict.Step{}, cur.Steps...), prev.Steps...)
	v.Facts = append(append([]evidence.Fact{}, cur.Facts...), prev.Facts...)
	v.Primary = cur.Primary && prev.Primary
	v.Restated = cur.Restated || prev.Restated
	v.Mixed = cur.Mixed || prev.Mixed
	v.Management = cur.Management || prev.Management
	v.About = cur.About || prev.About
	if v.Note == "" {
		v.Note = prev.Note
	}
	return v
}

// pairs computes the measure for the period and its base, definition by
// definition, every basis of the one with every basis of the other: a growth
// against the recast base and against the first-filed one are both readings.
func pairs(p *verdict.Pass, r claim.Reading, f func(cur, prev verdict.Value) (verdict.Value, bool)) ([]verdict.Value, error) {
	if !r.BasePeriod.Known() {
		return nil, nil
	}
	cur, err := amounts(p, r)
	if err != nil || len(cur) == 0 {
		return nil, err
	}
	base := r
	base.Period = r.BasePeriod
	prev, err := amounts(p, base)
	if err != nil || len(prev) == 0 {
		return nil, err
	}
	var out []verdict.Value
	for i := range cur {
		for j := range prev {
			if cur[i].Definition != prev[j].Definition || cur[i].Unit != prev[j].Unit {
				continue
			}
			prev[j].Primary = prev[j].Definition == cur[0].Definition
			if v, ok := f(cur[i], prev[j]); ok {
				out = append(out, v)
			}
		}
	}
	return out, nil
}

// amounts are the levels of a reading's period: of one filer, or of several
// together.
func amounts(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	if len(r.Entities) > 1 {
		return together(p, r)
	}
	return values(p, r, func(v verdict.Value, _ int) verdict.Value { return v })
}

// printed computes a growth from the two rounded levels that the article
// itself prints: a reading that supports with a note.
func printed(p *verdict.Pass, r claim.Reading, f func(cur, prev verdict.Value) (verdict.Value, bool)) []verdict.Value {
	cur, ok1 := printedLevel(p, r, true)
	prev, ok2 := printedLevel(p, r, false)
	if !ok1 || !ok2 {
		return nil
	}
	v, ok := f(cur, prev)
	if !ok {
		return nil
	}
	v.Interval = quantity.Point(v.Actual)
	v.Primary, v.Note = true, message.Say("computed from the rounded levels that the article prints")
	return []verdict.Value{v}
}

// printedLevel is the article's own level of the measure, if evidence bears
// it out: a wrong level supports no growth.
func printedLevel(p *verdict.Pass, r claim.Reading, current bool) (verdict.Value, bool) {
	want := r.Period
	if !current {
		want = r.BasePeriod
	}
	from, to := around(len(p.Claims), func(i int) *claim.Claim { return &p.Claims[i] }, p.Claim)
	for i := from; i < to; i++ {
		c := &p.Claims[i]
		if c.Kind != claim.Level || c.Open || c.Metric != r.Metric || len(c.Readings) == 0 || !c.Period.Near(want, 5) || len(c.Entities) != 1 || c.Entities[0].ID != r.Entities[0] || c.IsRange {
			continue
		}
		cs, err := measure(p, r.Entities[0], r.Metric, want)
		if err != nil || len(cs) == 0 || !c.Readings[0].Interval.Overlaps(cs[0].Interval) || strings.HasPrefix(c.Unit, "EUR") {
			continue
		}
		v := valueOf(&cs[0], cs[0].Definition)
		v.Actual = c.Value.Value
		v.Interval = quantity.Point(c.Value.Value)
		v.Steps = []verdict.Step{{Op: "printed", Out: c.Value.Value.String()}}
		return v, true
	}
	return verdict.Value{}, false
}

// around finds among n claims in the order of the text those that stand in the
// sentence of c or within a paragraph's length of it.
func around(n int, at func(int) *claim.Claim, c *claim.Claim) (from, to int) {
	from = sort.Search(n, func(i int) bool { return at(i).Span.Start >= c.Span.Start })
	for to = from; to < n && beside(at(to), c); to++ {
	}
	for from > 0 && beside(at(from-1), c) {
		from--
	}
	return from, to
}

func beside(a, b *claim.Claim) bool { return a.Sentence == b.Sentence || near(a, b) }

// near reports whether two claims stand within a paragraph's length.
func near(a, b *claim.Claim) bool {
	d := a.Span.Start - b.Span.Start
	return d < 600 && d > -600
}
