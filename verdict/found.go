package verdict

import (
	"iter"
	"slices"
	"strings"

	"assay/claim"
	"assay/entity"
	"assay/message"
	"assay/metric"
	"assay/period"
)

// A figure that is exactly what the filings give of a company, a measure and a period of which the
// passage speaks is hardly something else, the less the more digits it has. Where the text leaves
// out what a figure is of, or the reader has not found it, the report names what it is right of.
// That stays ambiguous: evidence that only fits is no support.

// Find looks for what the figure of the ith claim is right of among the companies, measures and
// periods of the claims around it, where nothing decides it, and makes that the claim's own.
func (v *Verdict) Find(p *Pass, i int, rule func(*claim.Claim) *Rule) {
	if !v.lost() {
		return
	}
	sum := 0.0
	for _, form := range forms(&v.Claim) {
		c := form
		p.Claim = &c
		s := newSearch(p, rule(&c), &c)
		if s == nil {
			return
		}
		s.sum = sum
		s.missed = v.Now.NearMiss != nil
		r, ok := s.nearby(i)
		if sum = s.sum; !ok {
			continue
		}
		c.Metric, c.Period, c.Base, c.Label, c.Open = r.Metric, r.Period, r.Base, "", false
		if r.Entities[0] != c.Entities[0].ID {
			c.Entities = p.party(r.Entities[0])
		}
		c.Readings = append([]claim.Reading{r}, c.Readings...)
		v.Claim, p.Claims[i] = c, c
		v.Outcome, v.Now.Outcome = Ambiguous, Ambiguous
		v.note("found", message.Say("the words leave open of what this is; the figure is right of this, of which the text around it speaks"))
		return
	}
}

// lost reports whether the verdict does not tell what the figure is of.
func (v *Verdict) lost() bool {
	c := &v.Claim
	if c.Modality != claim.Reported || c.Cell || c.IsRange || len(c.Entities) != 1 || c.Value.Words != nil || c.Value.Digits < 2 {
		return false
	}
	switch v.Outcome {
	case Ambiguous:
		return v.Now.borneOut() == nil
	case NoEvidence:
		return len(c.Readings) > 0
	case NotCheckable:
		return c.Open
	}
	return false
}

// forms are what the claim may be, with a reading of its own words: what it is, and of a bare
// percentage a rate of growth, a share or the move of a price.
func forms(c *claim.Claim) []claim.Claim {
	if len(c.Readings) > 0 {
		return []claim.Claim{*c}
	}
	form := func(kind claim.Kind, id string) claim.Claim {
		x := *c
		x.Kind, x.Metric, x.Open = kind, id, false
		x.Readings = []claim.Reading{{Entities: []entity.ID{c.Entities[0].ID}, Metric: id, Period: c.Period, Base: c.Base, Interval: c.Interval()}}
		return x
	}
	known := c.Entities[0].ID != ""
	switch {
	case c.Kind == claim.Level && money(c.Unit) && (c.Metric == "unknown" || !known):
		return []claim.Claim{form(claim.Level, c.Metric)}
	case c.Unit != "percent":
	case !known && c.Metric != "percentage":
		return []claim.Claim{form(c.Kind, c.Metric)}
	case c.Metric == "percentage" && c.Kind == claim.Ratio:
		return []claim.Claim{form(claim.Ratio, ""), form(claim.Change, "")}
	case c.Metric == "percentage":
		return []claim.Claim{form(claim.Change, ""), form(claim.Change, "price"), form(claim.Ratio, "")}
	case c.Metric == "margin", c.Metric == "share":
		return []claim.Claim{form(claim.Ratio, "")}
	}
	return nil
}

// nearby is the reading nearest to the claim's own that the figure is right of.
func (s *search) nearby(i int) (claim.Reading, bool) {
	for r := range s.candidates(i) {
		if s.keeps(r) && s.try("", "", r, true) {
			return r, strings.HasSuffix(s.found.Actual, " "+s.c.Unit)
		}
		if s.sum > chanceBound {
			break
		}
	}
	return claim.Reading{}, false
}

// keeps reports whether the reading leaves the period that the sentence says, where a slip
// explains the figure: that may be the author's.
func (s *search) keeps(r claim.Reading) bool {
	return !s.missed || !s.c.Told || r.Period == s.first.Period
}

// candidates are the readings around the ith claim, those that share most with its own first.
func (s *search) candidates(i int) iter.Seq[claim.Reading] {
	ids, metrics, periods := s.around(i)
	switch {
	case quotes(s.c.Metric):
		metrics, periods = metrics[:1], s.sessions(periods)
	case s.c.Kind == claim.Ratio:
		metrics = shares(metrics)
	case s.c.Kind == claim.Level && s.width < 0.0003:
		for _, m := range append(append([]string{}, kin[metrics[0]]...), s.p.Metrics.IDs()...) {
			if x, ok := s.p.Metrics.Lookup(m); ok && (x.Kind == metric.Flow || x.Kind == metric.Balance || x.Kind==metric.PerShare) && !slices.Contains(metrics, m) {
				metrics = append(metrics, m)
			}
		}
	}
	return func(yield func(claim.Reading) bool) {
		for others := 0; others <= 3; others++ {
			for a, id := range ids {
				for b, m := range metrics {
					for k, when := range periods {
						if differ(a)+differ(b)+differ(k) != others {
							continue
						}
						if quotes(m) {
							m = quoteOf(id)
						}
						for _, r := range s.based(s.as(id, m, when)) {
							if !yield(r) {
								return
							}
						}
					}
				}
			}
		}
	}
}

// quoteOf is what the market says of an index, its level, or of anything else, its price.
func quoteOf(id entity.ID) string {
	if id.Kind() == "index" {
		return "index level"
	}
	return "price"
}

// based is the reading, of a rate of growth on its base and on the other one.
func (s *search) based(r claim.Reading) []claim.Reading {
	if s.c.Kind != claim.Change || quotes(r.Metric) {
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

// sessions are the days of trading that the move of a price may be of.
func (s *search) sessions(said []period.Range) []period.Range {
	if s.first.Metric == "price" && s.first.Period.Start != s.first.Period.End {
		said = nil
	}
	var out []period.Range
	for _, x := range said {
		if x.Start == x.End {
			out = addNew(out, x)
		}
	}
	day := s.p.Printed
	for range 3 {
		if day == 0 {
			break
		}
		day = period.LastSession(day)
		out = addNew(out, period.Day(day))
		day--
	}
	return out
}

// shares are the margins and the shares of a whole that the measures make.
func shares(metrics []string) []string {
	var out []string
	add := func(num, whole string) {
		if num != whole {
			out = addNew(out, num+" / "+whole)
		}
	}
	for _, m := range metrics {
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
		if m != "" && !strings.Contains(m, "/") {
			add(m, "revenue")
		}
	}
	for _, m := range []string{"operating income", "net income", "gross profit"} {
		add(m, "revenue")
	}
	return out
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
			if c.Open || len(c.Entities) != 1 || c.Entities[0].ID.Kind() != "cik" {
				continue
			}
			ids = addNew(ids, c.Entities[0].ID)
			if m, ok := s.p.Metrics.Lookup(c.Metric); ok && m.Kind == metric.Flow || s.c.Kind == claim.Ratio && strings.Contains(c.Metric, " / ") {
				metrics = addNew(metrics, c.Metric)
			}
			if c.Period.Known() && quotes(c.Metric) == quotes(s.c.Metric) {
				periods = addNew(periods, c.Period)
			}
		}
	}
	if ids[0] != "" && !quotes(s.c.Metric) {
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
