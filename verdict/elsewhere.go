package verdict

import (
	"iter"
	"slices"
	"strings"

	"assay/claim"
	"assay/entity"
	"assay/metric"
	"assay/period"
)

// Of a long article the first companies, measures and periods will do: an amount is tried
// against what the article is about, not against a table.
const (
	manyNames = 12 // of companies, of measures and of periods each
	manyTries = 200
)

// elsewhere reports whether the figure is right for another company, measure and period
// that the article speaks of: then the reader, not the author, more likely has erred. It is
// asked of amounts, which have digits enough to tell, where no single slip explains them. A
// figure that the article prints twice proves nothing: an author who copies the wrong line
// prints it twice, too.
func elsewhere(p *Pass, rule *Rule, c *claim.Claim) bool {
	if c.Cell || len(c.Readings[0].Entities) != 1 || c.IsRange || c.Kind != claim.Level || !money(c.Unit) || Quotes(c.Metric) || printedTwice(p, c) {
		return false
	}
	s := newSearch(p, rule, c)
	if s == nil {
		return false
	}
	tries := 0
	for r := range s.spokenOf() {
		if s.try("", "", r, true) {
			return true
		}
		if tries++; tries > manyTries || s.sum > s.bound {
			break
		}
	}
	return false
}

// printedTwice reports whether another claim of the article has the same figure and says
// something else of it.
func printedTwice(p *Pass, c *claim.Claim) bool {
	for i := range p.Claims {
		if o := &p.Claims[i]; o.Unit == c.Unit && o.Value.Value.Cmp(c.Value.Value) == 0 && (o.Metric != c.Metric || o.Period != c.Period || !o.SameEntities(c)) {
			return true
		}
	}
	return false
}

// spokenOf are the levels of the companies, measures and periods that other claims of the
// article speak of, those that share most with the claim's own first.
func (s *search) spokenOf() iter.Seq[claim.Reading] {
	ids, metrics, periods := s.named()
	return func(yield func(claim.Reading) bool) {
		for others := 1; others <= 3; others++ {
			for i, id := range ids {
				for j, m := range metrics {
					for k, when := range periods {
						if differ(i)+differ(j)+differ(k) == others && !yield(s.as(id, m, when)) {
							return
						}
					}
				}
			}
		}
	}
}

// named are the companies, measures and periods of the article's claims, the claim's own
// first, with the periods that prose mistakes for its own.
func (s *search) named() (ids []entity.ID, metrics []string, periods []period.Range) {
	ids, metrics, periods = []entity.ID{s.first.Entities[0]}, []string{s.first.Metric}, []period.Range{s.first.Period}
	for i := range s.p.Claims {
		c := &s.p.Claims[i]
		if c.Open || len(c.Entities) != 1 || c.Entities[0].ID.Kind() != "cik" || Quotes(c.Metric) {
			continue
		}
		ids = addNew(ids, c.Entities[0].ID)
		for _, m := range s.alsoOf(c.Metric) {
			metrics = addNew(metrics, m)
		}
		if c.Period.Known() {
			periods = addNew(periods, c.Period)
		}
	}
	for _, n := range s.p.Neighbours(ids[0], s.first.Period) {
		periods = addNew(periods, n.Period)
	}
	return ids, metrics, periods
}

// alsoOf are the measure, if it is a flow, and of a part of the business its revenue too: who
// tells a unit's profit has told what it sells.
func (s *search) alsoOf(id string) []string {
	m, ok := s.p.Metrics.Lookup(id)
	switch {
	case !ok || m.Kind != metric.Flow:
		return nil
	case m.Base == "" || m.Base == "revenue":
		return []string{id}
	}
	return []string{id, strings.TrimSuffix(id, m.Base) + "revenue"}
}

// as is the claim's first reading of another company, measure and period.
func (s *search) as(id entity.ID, m string, when period.Range) claim.Reading {
	r := s.first
	r.Entities, r.Metric, r.Period = []entity.ID{id}, m, when
	return r
}

// differ is 1 for any but the first of a list.
func differ(i int) int { return min(i, 1) }

// addNew adds what is not there yet, while the list is short.
func addNew[T comparable](xs []T, x T) []T {
	if len(xs) == manyNames || slices.Contains(xs, x) {
		return xs
	}
	return append(xs, x)
}
