package assay

import (
	"assay/claim"
	"assay/entity"
	"assay/forecast"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
)

// ruleMaker stores the checks of claims as data.
type ruleMaker struct {
	metrics   *metric.Catalog
	calendars *calendars
	captured  period.Date // the day whose knowledge says when something falls due
}

// of is the check of a claim that was said on a day. The words of a group name
// the basket that may stand for it.
func (m *ruleMaker) of(c *claim.Claim, group string, said period.Date) forecast.Rule {
	r := forecast.Rule{Form: string(c.Kind), Unit: c.Unit, Hedge: c.Hedge.String(), Sign: c.Sign, Digits: c.Value.Digits, With: c.With}
	for _, x := range m.readings(c, said) {
		if x.Open {
			continue
		}
		q := forecast.Question{
			Entities: x.Entities, Measure: x.Metric, Period: forecast.Period{Start: x.Period.Start, End: x.Period.End}, Base: x.Base,
			BasePeriod: forecast.Period{Start: x.BasePeriod.Start, End: x.BasePeriod.End}, Interval: forecast.Interval(x.Interval),
			Why: x.Why.String(), Weak: x.Weak, Nominal: x.Nominal, Doubtful: x.Doubtful, Basket: group,
		}
		if len(x.Entities) == 0 {
			q.Entities, q.Basket = []entity.ID{}, c.Entities[0].Name
		}
		q.Due = m.due(x)
		r.Questions = append(r.Questions, q)
	}
	return r
}

// readings are those that the rule holds: the claim's own; of a subject that no
// filing knows the one that a basket may decide; of what is to be reached by a
// day the periods of its kind until then.
func (m *ruleMaker) readings(c *claim.Claim, said period.Date) []claim.Reading {
	out := c.Readings
	if len(out) == 0 && m.forBasket(c) {
		out = []claim.Reading{{Metric: c.Metric, Period: c.Period, Base: c.Base, Interval: c.Interval()}}
		if c.Kind == claim.Change {
			out[0].BasePeriod = claim.Shift(period.CalendarYear(), c.Period, c.Base)
		}
	}
	if len(out) == 0 || !reachedBy(c) {
		return out
	}
	first := out[0]
	first.Interval.NoHigh, first.Interval.OpenHigh = true, false // what exceeds it has reached it
	if forecast.OnMarket(first.Metric) {
		first.Period.Start = max(min(said, first.Period.End), 1)
		return []claim.Reading{first}
	}
	return append([]claim.Reading{first}, m.earlier(first, said)...)
}

// forBasket reports whether a claim's subject is unknown to filings and its
// measure is known, so that a basket can decide it.
func (m *ruleMaker) forBasket(c *claim.Claim) bool {
	_, known := m.metrics.Lookup(c.Metric)
	return c.Open && known && len(c.Entities) == 1 && c.Entities[0].ID == "" && c.Entities[0].Name != "" &&
		c.Period.Known() && c.Period.Start != 0 && (c.Kind == claim.Level || c.Kind == claim.Change && c.Base != "")
}

// maxEarlier bounds the periods before the last one in which a figure may be
// reached.
const maxEarlier = 40

// earlier are the years or quarters before a reading's period that end after the
// day on which it was said.
func (m *ruleMaker) earlier(x claim.Reading, said period.Date) []claim.Reading {
	base := "yoy"
	if x.Period.Days() < 100 {
		base = "qoq"
	}
	var out []claim.Reading
	for range maxEarlier {
		x.Period = claim.Shift(m.calendars.of(x.Entities), x.Period, base)
		if !x.Period.Known() || x.Period.End <= said {
			break
		}
		out = append(out, x)
	}
	return out
}

// reachedBy reports whether a claim says that a level is reached by the end of its
// period at the latest.
func reachedBy(c *claim.Claim) bool {
	return c.Prospect.By && c.Kind == claim.Level && !c.IsRange && c.Hedge != quantity.Under && c.Hedge != quantity.AtMost &&
		(c.Period.Days() < 400 || forecast.OnMarket(c.Metric))
}

// due is when a reading's figure is public: that of a report for filers, of a
// trading day for prices.
func (m *ruleMaker) due(x claim.Reading) period.Date {
	p := verdict.Pass{DueOf: func(id entity.ID, r period.Range) period.Date { return m.calendars.due(id, r, m.captured) }}
	return p.Due(x)
}
