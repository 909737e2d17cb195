package rule

import (
	"assay/claim"
	"assay/entity"
	"assay/verdict"
)

// Rivals checks a figure that holds one company's measure against that of another.
var Rivals = verdict.Rule{
	Name:    "rivals",
	Doc:     "One company's measure held against another's of the same period: the first over the second, as a multiple or times 100; how much more it is, in percent of the second or as an amount; by how many points one margin lies above the other.",
	Applies: func(c *claim.Claim) bool { return c.Base == claim.AgainstCompany },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		first, err := amounts(p, r)
		if err != nil || len(first) == 0 {
			return nil, err
		}
		second, err := amounts(p, rivalOf(r))
		if err != nil || len(second) == 0 {
			return nil, err
		}
		as, two := comparedAs(p.Claim), r.Rival.Metric != ""
		var out []verdict.Value
		for i := range first {
			other, mixed := alike(&first[i], second)
			if v, ok := as(first[i], *other); ok {
				v.Mixed = v.Mixed || mixed && !two // two measures have a definition each
				out = append(out, v)
			}
		}
		return out, nil
	},
}

// rivalOf is the reading of what the figure is held against.
func rivalOf(r claim.Reading) claim.Reading {
	x := r
	x.Entities = []entity.ID{r.Rival.ID}
	if r.Rival.Metric != "" {
		x.Metric = r.Rival.Metric
	}
	if r.Rival.Period.Known() {
		x.Period = r.Rival.Period
	}
	return x
}

// alike is the rival's value of the same definition, else its most plausible one, of another.
func alike(v *verdict.Value, of []verdict.Value) (other *verdict.Value, mixed bool) {
	for i := range of {
		if of[i].Definition == v.Definition {
			return &of[i], false
		}
	}
	return &of[0], true
}

// comparedAs is the arithmetic of the claim's unit.
func comparedAs(c *claim.Claim) func(first, second verdict.Value) (verdict.Value, bool) {
	switch {
	case c.Unit == "times":
		return timesAsMuch
	case c.Unit == "pp":
		return pointsMore
	case c.Kind == claim.Ratio:
		return percentOfOther
	case c.Unit == "percent":
		return growth
	}
	return difference
}

// percentOfOther is first/second × 100.
func percentOfOther(first, second verdict.Value) (verdict.Value, bool) {
	v, ok := timesAsMuch(first, second)
	return percentOf(v), ok
}
