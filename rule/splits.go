package rule

import (
	"assay/claim"
	"assay/entity"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
)

// split is a stock split with the first day of trading after it.
type split struct {
	day   period.Date
	ratio int64
}

// splits of the filers with series in the field, from their 8-Ks and 10-Ks
// (us-gaap:StockholdersEquityNoteStockSplitConversionRatio1).
var splits = map[entity.ID][]split{
	entity.CIK(1045810): {{period.NewDate(2021, 7, 20), 4}, {period.NewDate(2024, 6, 10), 10}},
	entity.CIK(1652044): {{period.NewDate(2022, 7, 18), 20}},
	entity.CIK(1018724): {{period.NewDate(2022, 6, 6), 20}},
	entity.CIK(320193):  {{period.NewDate(2020, 8, 31), 4}},
	entity.CIK(1318605): {{period.NewDate(2020, 8, 31), 5}, {period.NewDate(2022, 8, 25), 3}},
}

// dividendYears bounds how far later dividends can have moved an adjusted
// close: at most this share of the price for each year since.
const dividendShare = 4 // percent a year

// unadjusted are the closes as they were quoted on the day: times all later
// splits, and with the widest effect that later dividends could have.
func unadjusted(p *verdict.Pass, r claim.Reading, v verdict.Value) []verdict.Value {
	f := int64(1)
	for _, s := range splits[r.Entities[0]] {
		if s.day > v.Period.End {
			f *= s.ratio
		}
	}
	var out []verdict.Value
	quoted := v
	if f > 1 {
		x := quantity.Int(f)
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
	return append(out, wide)
}
