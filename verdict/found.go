package verdict

import (
	"slices"

	"assay/claim"
	"assay/entity"
	"assay/message"
	"assay/metric"
	"assay/period"
)

// A figure of three digits that is exactly what a filing states of the company, the measure and
// the period that the passage speaks of is hardly something else. Where the text leaves out what
// it is of, or the reader has not found it, the report names what it is right of. That stays
// ambiguous: evidence that only fits is no support.

// Lost is the claim of an amount that nothing decides, with a reading of its own words to look
// from; ok is false where the verdict says what the figure is of.
func (v *Verdict) Lost() (c claim.Claim, ok bool) {
	c = v.Claim
	if c.Modality != claim.Reported || c.Cell || c.IsRange || c.Kind != claim.Level || !money(c.Unit) || quotes(c.Metric) || len(c.Entities) != 1 || c.Value.Digits < 2 {
		return c, false
	}
	switch v.Outcome {
	case Ambiguous:
		return c, v.Now.borneOut() == nil
	case NoEvidence:
		return c, len(c.Readings) > 0
	case NotCheckable:
		if !c.Open || c.Metric != "unknown" && c.Entities[0].ID != "" {
			return c, false
		}
		c.Open = false
		c.Readings = []claim.Reading{{Entities: []entity.ID{c.Entities[0].ID}, Metric: c.Metric, Period: c.Period, Interval: c.Interval()}}
		return c, true
	}
	return c, false
}

// Find looks for what the figure of a lost claim, the ith, is right of among the companies,
// measures and periods of the claims around it, and makes it the claim's own.
func (v *Verdict) Find(p *Pass, i int, rule *Rule) {
	c := p.Claim
	s := newSearch(p, rule, c)
	if s == nil {
		return
	}
	s.told = v.Now.NearMiss != nil
	r, ok := s.nearby(i)
	if !ok {
		return
	}
	c.Readings = append([]claim.Reading{r}, c.Readings...)
	c.Metric, c.Period, c.Label = r.Metric, r.Period, ""
	if r.Entities[0] != c.Entities[0].ID {
		c.Entities = p.party(r.Entities[0])
	}
	v.Claim = *c
	v.Outcome, v.Now.Outcome = Ambiguous, Ambiguous
	v.note("found", message.Say("the words leave open of what this is; the figure is right of this, of which the text around it speaks"))
}

// nearby is the reading nearest to the claim's own that the figure is right of.
func (s *search) nearby(i int) (claim.Reading, bool) {
	ids, metrics, periods := s.around(i)
	for others := 1; others <= 3; others++ {
		for a, id := range ids {
			for b, m := range metrics {
				for k, when := range periods {
					if differ(a)+differ(b)+differ(k) != others || k > 0 && s.c.Told && s.told {
						continue
					}
					r := s.as(id, m, when)
					if s.try("", "", r, true) {
						return r, true
					}
					if s.sum > chanceBound {
						return r, false
					}
				}
			}
		}
	}
	return claim.Reading{}, false
}

// around are the companies, measures and periods of the claims around the ith, the claim's own
// first, then the nearest ones.
func (s *search) around(i int) (ids []entity.ID, metrics []string, periods []period.Range) {
	ids, metrics, periods = []entity.ID{one(s.first.Entities)}, []string{s.first.Metric}, []period.Range{s.first.Period}
	for d := 1; d <= passage; d++ {
		for _, k := range []int{i - d, i + d} {
			if k < 0 || k >= len(s.p.Claims) {
				continue
			}
			c := &s.p.Claims[k]
			if c.Open || len(c.Entities) != 1 || c.Entities[0].ID.Kind() != "cik" || quotes(c.Metric) {
				continue
			}
			ids = addNew(ids, c.Entities[0].ID)
			if m, ok := s.p.Metrics.Lookup(c.Metric); ok && m.Kind == metric.Flow {
				metrics = addNew(metrics, c.Metric)
			}
			if c.Period.Known() {
				periods = addNew(periods, c.Period)
			}
		}
	}
	if ids[0] != "" {
		for _, n := range s.p.Neighbours(ids[0], s.first.Period) {
			periods = addNew(periods, n.Period)
		}
	}
	return ids, metrics, slices.Clip(periods)
}

// party is the company as the article's claims name it.
func (p *Pass) party(id entity.ID) []claim.Party {
	for i := range p.Claims {
		for _, e := range p.Claims[i].Entities {
			if e.ID == id {
				return []claim.Party{e}
			}
		}
	}
	return nil
}
