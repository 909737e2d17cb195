package rule

import (
	"assay/claim"
	"assay/verdict"
)

// Ratio checks a share or margin: one measure divided by another, in percent.
var Ratio = verdict.Rule{
	Name:    "ratio",
	Doc:     "A share of a whole or a margin: the first measure over the second, times 100, both of the same period and filer, or each summed over the same filers.",
	Applies: func(c *claim.Claim) bool { return c.Kind == claim.Ratio },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		vals, err := amounts(p, r)
		for i := range vals {
			vals[i] = percentOf(vals[i])
		}
		return vals, err
	},
}

// Points checks the change of a margin or share in percentage points.
var Points = verdict.Rule{
	Name:    "points",
	Doc:     "A change in percentage points: the ratio of the period less that of the period before, times 100.",
	Applies: func(c *claim.Claim) bool { return c.Kind == claim.Change && c.Unit == "pp" },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		return pairs(p, r, pointsMore)
	},
}

// pointsMore is cur − prev in percentage points.
func pointsMore(cur, prev verdict.Value) (verdict.Value, bool) {
	cur, prev = percentOf(cur), percentOf(prev)
	v := joined(cur, prev)
	v.Actual, v.Interval, v.Unit = cur.Actual.Sub(prev.Actual), cur.Interval.Sub(prev.Interval), "pp"
	v.Steps = append(v.Steps, verdict.Step{Op: "-", In: []string{cur.Actual.Significant(9), prev.Actual.Significant(9)}, Out: v.Actual.Significant(6)})
	return v, true
}
