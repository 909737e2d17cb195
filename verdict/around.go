package verdict

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay/claim"
	"assay/entity"
	"assay/metric"
	"assay/period"
)

// Where a figure may belong, if not where it was read: what its sentence and the claims around it
// speak of.

// candidates are the readings around the ith claim, those that share most with its own first; last
// those of measures of which the passage does not speak.
func (s *search) candidates(i int) iter.Seq[claim.Reading] {
	a := s.around(i)
	return func(yield func(claim.Reading) bool) {
		for at := range a.places() {
			for _, r := range s.variants(s.of(a.companies[at[0]], a.measures[at[1]], a.periods[at[2]])) {
				if !yield(r) {
					return
				}
			}
		}
		for _, m := range s.unspoken(a.measures) {
			for _, r := range s.variants(s.of(s.first.Entities, m, s.first.Period)) {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// unspoken are the other measures that an amount of one company may be of, those of the parts of a
// business first. Where a slip explains the figure none is needed.
func (s *search) unspoken(spoken []string) []string {
	if s.astray || s.explained || s.c.Kind != claim.Level || Quotes(s.c.Metric) || one(s.first.Entities) == "" {
		return nil
	}
	var out []string
	for _, part := range s.p.Metrics.Segments() {
		out = append(out, part+" revenue", part+" operating income")
	}
	for _, id := range s.p.Metrics.IDs() {
		if m, ok := s.p.Metrics.Lookup(id); ok && m.Kind == metric.Flow {
			out = append(out, id)
		}
	}
	return slices.DeleteFunc(out, func(id string) bool { return slices.Contains(spoken, id) })
}

// of is the claim's first reading of other companies, another measure and another period.
func (s *search) of(who []entity.ID, m string, when period.Range) claim.Reading {
	r := s.first
	r.Entities, r.Metric, r.Period = who, m, when
	if Quotes(m) && s.c.Kind == claim.Change && when != s.first.Period {
		r.Base = baseOfMove(when)
	}
	switch x, ok := s.p.Metrics.Lookup(m); {
	case Quotes(m) && one(who).Kind() == "index":
		r.Metric = "index level"
	case Quotes(m):
		r.Metric = "price"
	case ok && x.Base != "" && s.p.Alias != nil && len(who) == 1:
		r.Metric = s.p.Alias(who[0], strings.TrimSuffix(m, " "+x.Base)) + " " + x.Base
	}
	return r
}

// baseOfMove is what a move over a stretch is measured from: one session, a week and a month from the
// close before, another one from its first day.
func baseOfMove(when period.Range) string {
	_, _, day := when.Start.Civil()
	if when.Start == when.End || when.Days() <= 5 && when.Start.Weekday() == time.Monday || day == 1 && when.Days() <= 31 {
		return "previous close"
	}
	if y := period.Year(when.Start.Year()); when == y {
		return "end of " + strconv.Itoa(when.Start.Year()-1)
	}
	return when.Start.String()
}

// variants are the reading, of a rate of growth on its base and on the other one, of a result as a
// profit and as a loss: the verb that says so may be any.
func (s *search) variants(r claim.Reading) []claim.Reading {
	if !s.astray && s.c.Kind == claim.Level && mayBeLoss(r.Metric) {
		loss := r
		loss.Interval = r.Interval.Neg()
		return []claim.Reading{r, loss}
	}
	if s.c.Kind != claim.Change || Quotes(r.Metric) {
		return []claim.Reading{r}
	}
	bases := []string{"yoy", "qoq"}
	switch {
	case r.Base == "qoq":
		bases = []string{"qoq", "yoy"}
	case r.Base != "yoy" && r.Base != "":
		bases = []string{r.Base}
	}
	var out []claim.Reading
	for _, base := range bases {
		r.Base, r.BasePeriod = base, s.p.Shift(r.Entities, r.Period, base)
		out = append(out, r)
	}
	return out
}

// mayBeLoss reports whether a measure, or that of a part of a business, may fall below zero.
func mayBeLoss(id string) bool {
	return id == "net income" || id == "free cash flow" || id == "operating income" || strings.HasSuffix(id, " operating income")
}

// surroundings are the companies, the measures and the periods that a passage speaks of, each from
// the claim's own to the farthest.
type surroundings struct {
	companies [][]entity.ID
	measures  []string
	periods   []period.Range
}

// apart is how many steps more it costs a reading to differ from the claim's own in one more thing.
const apart = 2

// places are the indices of the companies, measures and periods, in order of how far they are: the
// sum of the steps from the claim's own, and what it costs to differ in several things.
func (a *surroundings) places() iter.Seq[[3]int] {
	return func(yield func([3]int) bool) {
		for far := range len(a.companies) + len(a.measures) + len(a.periods) + 2*apart {
			for x := range min(far+1, len(a.companies)) {
				for y := range min(far-x+1, len(a.measures)) {
					others := differ(x) + differ(y)
					if x+y+apart*max(0, others-1) == far && !yield([3]int{x, y, 0}) {
						return
					}
					if z := far - x - y - apart*others; z > 0 && z < len(a.periods) && !yield([3]int{x, y, z}) {
						return
					}
				}
			}
		}
	}
}

// around are the surroundings of the ith claim.
func (s *search) around(i int) surroundings {
	a := surroundings{[][]entity.ID{s.first.Entities}, []string{s.first.Metric}, []period.Range{s.first.Period}}
	if all := ids(s.c.Spoken.Companies); len(all) > 1 {
		a.company(all)
		for i := range all {
			a.company(all[i : i+1])
		}
	}
	for _, m := range s.c.Spoken.Measures {
		a.measure(s, m)
	}
	for d := 1; d <= passage; d++ {
		for _, k := range []int{i - d, i + d} {
			if k >= 0 && k < len(s.p.Claims) {
				a.claim(s, &s.p.Claims[k])
			}
		}
	}
	if id := one(s.first.Entities); id != "" && !Quotes(s.c.Metric) {
		for _, n := range s.p.Neighbours(id, s.first.Period) {
			a.periods = addNew(a.periods, n.Period)
		}
	}
	switch {
	case Quotes(s.c.Metric):
		a.measures, a.periods = a.measures[:1], s.sessions(a.periods)
	case s.c.Kind == claim.Ratio:
		a.measures = shares(a.measures)
	}
	return a
}

// claim adds what another claim is of.
func (a *surroundings) claim(s *search, c *claim.Claim) {
	if c.Open || len(c.Entities) == 0 {
		return
	}
	if c.Base == claim.AgainstCompany {
		a.company(ids(c.Entities[:1]))
		a.company(ids(c.Entities[1:]))
	} else if c.Entities[0].ID.Kind() == "cik" {
		a.company(ids(c.Entities))
		a.measure(s, c.Metric)
	} else if !Quotes(c.Metric) {
		return
	}
	if c.Period.Known() && Quotes(c.Metric) == Quotes(s.c.Metric) {
		a.periods = addNew(a.periods, c.Period)
	}
}

// company adds one, or several whose figures are told as one.
func (a *surroundings) company(who []entity.ID) {
	if len(a.companies) < manyNames && !slices.ContainsFunc(a.companies, func(x []entity.ID) bool { return slices.Equal(x, who) }) {
		a.companies = append(a.companies, who)
	}
}

// measure adds one that a figure of the claim's kind may be of.
func (a *surroundings) measure(s *search, id string) {
	m, ok := s.p.Metrics.Lookup(id)
	if ok && (m.Kind == metric.Flow || m.Kind == metric.Balance) || s.c.Kind == claim.Ratio && strings.Contains(id, " / ") || strings.HasSuffix(s.c.Unit, "/share") && ok && m.Kind == metric.PerShare {
		a.measures = addNew(a.measures, id)
	}
}

// recentSessions is how many days of trading before the article a move may be of.
const recentSessions = 3

// sessions are the stretches and days that the move of a price may be of: its own, those that the
// passage names, the last days before the article, from a day that the passage names up to them, the
// week and the year so far.
func (s *search) sessions(said []period.Range) []period.Range {
	day := s.p.Printed
	if day == 0 {
		return said
	}
	last := period.LastSession(day - 1)
	out := said[:1:1]
	if own := said[0]; s.c.Kind == claim.Change && own.Known() && own.Start == own.End && own.End < last {
		out = append(out, period.Range{Start: own.End, End: last}) // since its day
	}
	for _, x := range said[1:] {
		out = addNew(out, x)
	}
	for n := 0; n < recentSessions; n, day = n+1, day-1 {
		day = period.LastSession(day)
		out = addNew(out, period.Day(day))
	}
	if s.c.Kind != claim.Change {
		return out
	}
	for _, x := range said[1:] {
		if x.Start == x.End && x.End < last {
			out = addNew(out, period.Range{Start: x.End, End: last})
		}
	}
	out = addNew(out, period.Range{Start: period.LastSession(last.Monday() - 1), End: last})
	return addNew(out, period.Range{Start: period.LastSession(period.Year(last.Year()).Start - 1), End: last})
}

// shares are the margins and the shares of a whole that the measures make.
func shares(measures []string) []string {
	var out []string
	add := func(part, whole string) {
		if part != whole {
			out = addNew(out, part+" / "+whole)
		}
	}
	for _, m := range measures {
		if strings.Contains(m, " / ") {
			out = addNew(out, m)
			continue
		}
		for _, base := range []string{"operating income", "revenue"} {
			if part, ok := strings.CutSuffix(m, " "+base); ok {
				add(m, base)
				add(part+" operating income", part+" revenue")
			}
		}
		if m != "" {
			add(m, "revenue")
		}
	}
	for _, m := range []string{"operating income", "net income", "gross profit"} {
		add(m, "revenue")
	}
	if slices.Contains(measures, "operating cash flow") || slices.Contains(measures, "capex") {
		add("capex", "operating cash flow")
	}
	return out
}
