package evidence

import (
	"context"
	"slices"

	"assay/entity"
	"assay/message"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// Facts about right. The SEC's data sets round the end of a period to the
// nearest month's and its length to whole quarters (readme of the Financial
// Statement Data Sets, 5.3: ddate, qtrs). A row whose days no other source of
// the same filing tells is kept as a fact that is About, over the months that
// the rounded days span. Such a fact
//
//   - gives way to the exact fact that it is a copy of, whichever came first;
//   - is no part of any timeline, and so of no path, calendar, split or measure;
//   - answers for its own period whoever asks for it (Evaluator.About) where
//     nothing exact does, with a note, and never makes a claim contradicted.

// quarterDays is the length of a quarter.
const quarterDays = 91.3125

// AboutPeriod is the period of which a data set says that it ends about the day
// given, a month's last, and runs over so many quarters; 0 quarters are an
// instant.
func AboutPeriod(end period.Date, quarters int) period.Range {
	if quarters == 0 {
		return period.Range{End: end}
	}
	return period.Range{Start: (end + 1).AddMonths(-3 * quarters), End: end}
}

// Quarters is the number of whole quarters nearest to a period's length; 0 for
// an instant, and for less than half a quarter.
func Quarters(r period.Range) int {
	if r.Start == 0 {
		return 0
	}
	return int(float64(r.Days())/quarterDays + 0.5)
}

// RoundsTo reports whether an exact period, rounded as the data sets round, can
// be the rounded one. A day that lies between two months' ends may go either
// way.
func RoundsTo(exact, about period.Range) bool {
	if (exact.Start == 0) != (about.Start == 0) || Quarters(exact) != Quarters(about) {
		return false
	}
	before, after := MonthEnds(exact.End)
	return about.End == before || about.End == after
}

// MonthEnds are the month's ends that a day may be rounded to: twice the same,
// but for a day half-way between two.
func MonthEnds(d period.Date) (before, after period.Date) {
	y, m, day := d.Civil()
	length := period.DaysIn(y, m)
	before, after = d-period.Date(day), d+period.Date(length-day)
	switch near := 2*day - length; {
	case near > halfWay:
		before = after
	case near < -halfWay:
		after = before
	}
	return before, after
}

// halfWay is by how much a day's distances from two months' ends may differ, so
// that it is not certain to which it is rounded.
const halfWay = 1

// SameAbout reports whether a value as a data set states it, with four decimals
// at most, is the exact one.
func SameAbout(exact, about quantity.Decimal) bool {
	if exact == about {
		return true
	}
	if _, exp := exact.Parts(); exp >= -aboutDecimals {
		return false
	}
	return exact.Rat().Sub(about.Rat()).Abs().Cmp(quantity.Pow10(-aboutDecimals)) < 0
}

// aboutDecimals is how many decimals a data set keeps of a value.
const aboutDecimals = 4

// CopyOf reports whether an approximate fact is a copy of an exact one of the
// same concept, dimensions, unit and filing.
func CopyOf(exact, about *Fact) bool {
	return about.About && !exact.About && exact.Dims == about.Dims && exact.Unit == about.Unit && exact.Filing.Accession == about.Filing.Accession &&
		SameAbout(exact.Value, about.Value) && RoundsTo(exact.Period, about.Period)
}

// ExactFacts are the facts whose periods are exact, in their order. The slice is
// the argument itself where all are.
func ExactFacts(facts []Fact) []Fact {
	if !slices.ContainsFunc(facts, isAbout) {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), isAbout)
}

func isAbout(f Fact) bool { return f.About }

// withoutCopies leaves out of sorted rows the approximate ones of which an exact
// copy is among them.
func withoutCopies(rows []BlockRow) []BlockRow {
	about := 0
	for i := range rows {
		if rows[i].About {
			about++
		}
	}
	if about == 0 || about == len(rows) {
		return rows
	}
	exact := make([]BlockRow, 0, len(rows)-about)
	for i := range rows {
		if !rows[i].About {
			exact = append(exact, rows[i])
		}
	}
	return slices.DeleteFunc(rows, func(r BlockRow) bool { return r.About && hasCopy(exact, &r) })
}

// aboutReach is how many days a period's end moves at most when it is rounded.
const aboutReach = 16

// hasCopy looks for the exact copy of a row among sorted exact ones.
func hasCopy(exact []BlockRow, a *BlockRow) bool {
	from := BlockRow{Dims: a.Dims, Unit: a.Unit, Period: period.Range{End: a.Period.End - aboutReach}}
	i, _ := slices.BinarySearchFunc(exact, from, compareRows)
	for ; i < len(exact); i++ {
		r := &exact[i]
		if r.Dims != a.Dims || r.Unit != a.Unit || r.Period.End > a.Period.End+aboutReach {
			return false
		}
		if r.Filing == a.Filing && SameAbout(r.Value, a.Value) && RoundsTo(r.Period, a.Period) {
			return true
		}
	}
	return false
}

// About is the last resort where Measure finds nothing: the measure by facts whose
// period is only about right, of definitions with one term, for the filer as a whole
// and exactly the period asked for. Values that differ answer nothing; none is an
// empty list, not an error. Each value is Computed.About, with a note that says why.
func (e *Evaluator) About(ctx context.Context, id entity.ID, metricID string, want period.Range, asOf period.Date) ([]Computed, error) {
	q := query{want: want, asOf: asOf}
	m, ok := e.catalog.Lookup(metricID)
	if !ok || !m.Kind.Filed() || m.Segment != nil {
		return nil, nil
	}
	var out []Computed
	for _, d := range m.For(string(id)) {
		if len(d.Terms) != 1 {
			continue
		}
		for _, concept := range d.Terms[0].Chain {
			c, err := e.concept(ctx, id, concept)
			if err != nil {
				return nil, err
			}
			if v, ok := c.aboutRight(&m, d, q); ok {
				out = append(out, v)
				break
			}
		}
	}
	return out, nil
}

// aboutRight is the one value that a concept's approximate facts give.
func (c *conceptFacts) aboutRight(m *metric.Metric, d metric.Definition, q query) (Computed, bool) {
	var best *Fact
	for i := range c.about {
		f := &c.about[i]
		if f.Dims != "" || !unitFits(f.Unit, m.Unit) || !RoundsTo(q.want, f.Period) {
			continue
		}
		if !f.Filing.Public(q.asOf) {
			continue
		}
		if best != nil && (f.Unit != best.Unit || !sameVintage(best, f)) {
			return Computed{}, false
		}
		if best == nil || finer(f.Grain, best.Grain) {
			best = f
		}
	}
	if best == nil {
		return Computed{}, false
	}
	v := Value{
		Period: best.Period, Value: best.Value.Rat(), Interval: best.Interval(), Terms: []SignedFact{{1, *best}},
		Notes: []message.Message{message.Say("the period is only about right: %s stands in a data set that rounds to months", message.Text(best.Filing.Accession))},
	}
	out := computed(m, d, best.Unit, v, d.Terms[0].Sign)
	out.About = true
	return out, true
}
