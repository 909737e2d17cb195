package rule

import (
	"assay/claim"
	"assay/quantity"
	"assay/verdict"
)

// dividendShare bounds how far later dividends can have moved an adjusted
// close: at most this share of the price for each year since.
const dividendShare = 4 // percent a year

// unadjusted are the closes as they were quoted on the day: times all later
// splits, and with the widest effect that later dividends could have.
func unadjusted(p *verdict.Pass, r claim.Reading, v verdict.Value) ([]verdict.Value, error) {
	splits, err := p.Eval.Splits(p.Ctx, r.Entities[0])
	if err != nil {
		return nil, err
	}
	x := quantity.Int(1)
	for _, s := range splits {
		if s.Day > v.Period.End {
			x = x.Mul(s.Ratio())
		}
	}
	var out []verdict.Value
	quoted := v
	if x.Cmp(quantity.Int(1)) != 0 {
		quoted.Actual, quoted.Interval = v.Actual.Mul(x), v.Interval.Scale(x)
		quoted.Steps = append(append([]verdict.Step{}, v.Steps...), verdict.Step{Op: "× later splits", Out: quoted.Actual.Significant(8)})
		out = append(out, quoted)
	}
	years := int64(1)
	if p.AsOf > v.Period.End {
		years += int64(p.AsOf-v.Period.End) / 365
	}
	wide := quoted
	wide.Definition, wide.Primary = quoted.Definition+" before later dividends", false
	wide.Interval = quantity.Interval{Low: quoted.Interval.Low, High: quoted.Interval.High.Mul(quantity.Frac(100+dividendShare*years, 100))}
	return append(out, wide), nil
}
