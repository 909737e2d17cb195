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
	"assay/quantity"
)

// A figure that is exactly what filings give of a company, a measure and a period of which the
// passage speaks is hardly something else, the less the more digits it has. Where the text leaves
// out what a figure is of, or the reader has not found it, the report names what it is right of.
// That stays ambiguous: evidence that only fits is no support.

// A finding is what a figure is right of.
type finding struct {
	at      int         // of the verdict
	claim   claim.Claim // in the form in which it was found
	reading claim.Reading
}

// Find looks for what the figures are right of that nothing decides, each among what its sentence
// and the claims around it speak of, makes that their claims' own and gives their indices: they
// are to be checked again. The chance that a random figure would fit is bounded as for near misses.
func (p *Pass) Find(vs []Verdict, rule func(*claim.Claim) *Rule) []int {
	var all []finding
	for i := range vs {
		if f, ok := p.find(&vs[i], i, rule); ok {
			all = append(all, f)
		}
	}
	var found []int
	for i := range all {
		if f := &all[i]; vs[f.at].Outcome == Contradicted {
			if !slices.Equal(f.reading.Entities, ids(f.claim.Entities)) && vouched(all, f) {
				vs[f.at].Claim = f.own(p.parties(f.reading.Entities))
				found = append(found, f.at)
			}
		} else if !f.renames() || f.claim.Value.Digits >= closeDigits || vouched(all, f) {
			vs[f.at].Claim = f.own(p.parties(f.reading.Entities))
			found = append(found, f.at)
		}
	}
	return found
}

// foundBound is chanceBound for what is only a hint.
const foundBound = 0.2

// find is what the figure of the ith claim is right of.
func (p *Pass) find(v *Verdict, i int, rule func(*claim.Claim) *Rule) (finding, bool) {
	if !v.lost() {
		return finding{}, false
	}
	sum := 0.0
	for _, c := range forms(&v.Claim) {
		p.Claim = &c
		s := newSearch(p, rule(&c), &c)
		if s == nil {
			break
		}
		s.sum, s.bound, s.missed = sum, foundBound, v.Now.NearMiss != nil
		if r, ok := s.find(i, rule); ok {
			return finding{i, c, r}, true
		}
		sum = s.sum
	}
	return finding{}, false
}

// renames reports whether the reading is of a company that the sentence does not name, instead of
// one that it does.
func (f *finding) renames() bool {
	c, own := &f.claim, f.claim.Entities[0].ID
	return !slices.Equal(f.reading.Entities, ids(c.Entities)) && (own == "" || c.Spoken.ByName && slices.Contains(c.Spoken.Companies, own)) && !slices.Contains(c.Spoken.Companies, one(f.reading.Entities))
}

// vouched reports whether another figure is found to be of the same company instead of the same
// other one.
func vouched(all []finding, f *finding) bool {
	return slices.ContainsFunc(all, func(o finding) bool {
		return o.claim.Value.Value.Cmp(f.claim.Value.Value) != 0 && o.claim.Entities[0] == f.claim.Entities[0] && slices.Equal(o.reading.Entities, f.reading.Entities)
	})
}

// lost reports whether the verdict does not tell what the figure is of.
func (v *Verdict) lost() bool {
	c := &v.Claim
	if c.Modality != claim.Reported || c.Cell || c.IsRange || len(c.Entities) == 0 || c.Value.Words != nil || c.Value.Digits < 2 {
		return false
	}
	if money(c.Unit) && !strings.HasSuffix(c.Unit, "/share") && c.Value.Value.Abs().Cmp(quantity.Pow10(6)) < 0 {
		return false // the price of a thing: filings round to millions, so that it would fit any zero
	}
	switch v.Outcome {
	case Ambiguous:
		return v.Now.borneOut() == nil
	case Contradicted:
		return v.carried()
	case NoEvidence:
		return len(c.Readings) > 0
	case NotCheckable:
		return c.Open
	}
	return false
}

// own is the claim with the reading as its own.
func (f *finding) own(parties []claim.Party) claim.Claim {
	c, r := f.claim, f.reading
	c.Entities, c.Metric, c.Period, c.Base, c.Label, c.Open = parties, r.Metric, r.Period, r.Base, "", false
	c.Readings = append([]claim.Reading{r}, c.Readings...)
	return c
}

// Found makes the verdict on a claim whose figure was found to be right of something a doubtful
// one, and says why.
func (v *Verdict) Found() {
	v.Outcome, v.Now.Outcome = Ambiguous, Ambiguous
	if v.AtPublication.Outcome == Supported || v.AtPublication.Outcome == Contradicted {
		v.AtPublication.Outcome = Ambiguous
	}
	v.remark("found", message.Say("the words alone do not tell of what the figure is; it is right of this"))
}

// carried reports whether the claim's company is one of a sentence before.
func (v *Verdict) carried() bool {
	c := &v.Claim
	return reported(c) && len(c.Entities) == 1 && !c.Spoken.ByName
}

// forms are what the claim may be, with a reading of its own words: what it is; where no measure
// is known, an amount of any, and of a percentage a rate of growth, the move of a price or a share.
func forms(c *claim.Claim) []claim.Claim {
	if len(c.Readings) > 0 {
		return []claim.Claim{*c}
	}
	form := func(kind claim.Kind, id string) claim.Claim {
		x := *c
		x.Kind, x.Metric, x.Open = kind, id, false
		x.Readings = []claim.Reading{{Entities: ids(c.Entities), Metric: id, Period: c.Period, Base: c.Base, Interval: c.Interval()}}
		return x
	}
	switch unnamed := c.Entities[0].ID == ""; {
	case c.Kind == claim.Count && c.Value.Value.Abs().Cmp(quantity.Pow10(8)) >= 0: // of which the list says elsewhere that it is money
		x := form(claim.Level, "")
		x.Unit = "USD"
		return []claim.Claim{x}
	case c.Kind == claim.Level && money(c.Unit) && (unnamed || c.Metric == "unknown" || c.Metric == "amount"):
		return []claim.Claim{form(claim.Level, c.Metric)}
	case c.Unit != "percent":
	case c.Metric == "percentage" && c.Kind == claim.Ratio:
		return []claim.Claim{form(claim.Ratio, ""), form(claim.Change, "")}
	case c.Metric == "percentage":
		return []claim.Claim{form(claim.Change, ""), form(claim.Change, "price"), form(claim.Ratio, "")}
	case c.Metric == "margin", c.Metric == "share":
		return []claim.Claim{form(claim.Ratio, "")}
	case unnamed:
		return []claim.Claim{form(c.Kind, c.Metric)}
	}
	return nil
}

// find is the reading nearest to the claim's own that the figure is right of.
func (s *search) find(i int, rule func(*claim.Claim) *Rule) (claim.Reading, bool) {
	for r := range s.candidates(i) {
		if quotes(s.c.Metric) && s.c.Told && r.Period != s.first.Period {
			continue // on a day without trading nothing moved
		}
		if s.rule = rule(&claim.Claim{Kind: s.c.Kind, Unit: s.c.Unit, Metric: r.Metric, Entities: make([]claim.Party, len(r.Entities))}); s.rule == nil {
			continue
		}
		if s.try("", "", r, true) {
			return r, strings.HasSuffix(s.found.Actual, " "+s.c.Unit) && !s.slip(r)
		}
		if s.sum > s.bound {
			break
		}
	}
	return claim.Reading{}, false
}

// slip reports whether the reading differs from the claim's own in one thing alone, of which the
// sentence says the claim's own and no other: that is as likely the author's slip as the reader's.
func (s *search) slip(r claim.Reading) bool {
	c, first := s.c, s.first
	period, measure, company := r.Period != first.Period, r.Metric != first.Metric, !slices.Equal(r.Entities, first.Entities)
	switch {
	case period && !measure && !company:
		return c.Told && (s.missed || c.Spoken.Single)
	case measure && !period && !company:
		return c.Loose&(claim.LooseMeasure|claim.LooseClause) == 0 && slices.Contains(kin[first.Metric], r.Metric) && slices.Contains(c.Spoken.Measures, first.Metric) && !slices.Contains(c.Spoken.Measures, r.Metric)
	}
	return false
}

// candidates are the readings around the ith claim, those that share most with its own first.
func (s *search) candidates(i int) iter.Seq[claim.Reading] {
	a := s.around(i)
	return func(yield func(claim.Reading) bool) {
		for far := 0; far < len(a.companies)+len(a.measures)+len(a.periods)+4; far++ {
			for x := 0; x <= far && x < len(a.companies); x++ {
				for y := 0; x+y <= far && y < len(a.measures); y++ {
					for z := 0; z < len(a.periods); z++ {
						if x+y+z+2*max(0, differ(x)+differ(y)+differ(z)-1) != far {
							continue
						}
						for _, r := range s.variants(s.of(a.companies[x], a.measures[y], a.periods[z])) {
							if !yield(r) {
								return
							}
						}
					}
				}
			}
		}
		if s.missed || s.c.Kind != claim.Level || quotes(s.c.Metric) || one(s.first.Entities) == "" {
			return
		}
		for _, m := range s.unspoken() {
			if slices.Contains(a.measures, m) {
				continue
			}
			for _, r := range s.variants(s.of(s.first.Entities, m, s.first.Period)) {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// unspoken are the measures of which the passage does not speak: those of the parts of a business
// first.
func (s *search) unspoken() []string {
	var out []string
	for _, part := range s.p.Metrics.Segments() {
		out = append(out, part+" revenue", part+" operating income")
	}
	for _, m := range s.p.Metrics.IDs() {
		if x, ok := s.p.Metrics.Lookup(m); ok && x.Kind == metric.Flow && x.Base == "" {
			out = append(out, m)
		}
	}
	return out
}

// of is the claim's first reading of other companies, another measure and another period.
func (s *search) of(who []entity.ID, m string, when period.Range) claim.Reading {
	r := s.first
	r.Entities, r.Metric, r.Period = who, m, when
	switch x, ok := s.p.Metrics.Lookup(m); {
	case quotes(m) && one(who).Kind() == "index":
		r.Metric = "index level"
	case quotes(m):
		r.Metric = "price"
	case ok && x.Base != "" && s.p.Alias != nil && len(who) == 1:
		r.Metric = s.p.Alias(who[0], strings.TrimSuffix(m, " "+x.Base)) + " " + x.Base
	}
	return r
}

// variants are the reading, of a rate of growth on its base and on the other one, of a result as a
// profit and as a loss: the verb that says so may be any.
func (s *search) variants(r claim.Reading) []claim.Reading {
	if s.c.Kind == claim.Level && mayBeLoss(r.Metric) {
		loss := r
		loss.Interval = r.Interval.Neg()
		return []claim.Reading{r, loss}
	}
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

// around are the surroundings of the ith claim.
func (s *search) around(i int) surroundings {
	a := surroundings{[][]entity.ID{s.first.Entities}, []string{s.first.Metric}, []period.Range{s.first.Period}}
	for _, m := range s.c.Spoken.Measures {
		a.measure(s, m)
	}
	if !quotes(s.c.Metric) {
		for _, x := range s.c.Spoken.Periods {
			a.periods = addNew(a.periods, x)
		}
	}
	for d := 1; d <= passage; d++ {
		for _, k := range []int{i - d, i + d} {
			if k >= 0 && k < len(s.p.Claims) {
				a.claim(s, &s.p.Claims[k])
			}
		}
	}
	if id := one(s.first.Entities); id != "" && !quotes(s.c.Metric) {
		for _, n := range s.p.Neighbours(id, s.first.Period) {
			a.periods = addNew(a.periods, n.Period)
		}
	}
	switch {
	case quotes(s.c.Metric):
		a.measures, a.periods = a.measures[:1], s.sessions(a.periods)
	case s.c.Kind == claim.Ratio:
		a.measures = shares(a.measures)
	}
	return a
}

// claim adds what another claim is of.
func (a *surroundings) claim(s *search, c *claim.Claim) {
	if c.Open || len(c.Entities) == 0 || c.Entities[0].ID.Kind() != "cik" {
		return
	}
	who := ids(c.Entities)
	if len(a.companies) < manyNames && !slices.ContainsFunc(a.companies, func(x []entity.ID) bool { return slices.Equal(x, who) }) {
		a.companies = append(a.companies, who)
	}
	a.measure(s, c.Metric)
	if c.Period.Known() && quotes(c.Metric) == quotes(s.c.Metric) {
		a.periods = addNew(a.periods, c.Period)
	}
}

// measure adds one that a figure of the claim's kind may be of.
func (a *surroundings) measure(s *search, id string) {
	m, ok := s.p.Metrics.Lookup(id)
	if ok && m.Kind == metric.Flow || s.c.Kind == claim.Ratio && strings.Contains(id, " / ") || strings.HasSuffix(s.c.Unit, "/share") && ok && m.Kind == metric.PerShare {
		a.measures = addNew(a.measures, id)
	}
}

// recentSessions is how many days of trading before the article a move may be of.
const recentSessions = 3

// sessions are the stretches and days that the move of a price may be of: its own, those that the
// passage names, and the last days before the article.
func (s *search) sessions(said []period.Range) []period.Range {
	out := slices.Clip(said)
	for n, day := 0, s.p.Printed; n < recentSessions && day != 0; n, day = n+1, day-1 {
		day = period.LastSession(day)
		out = addNew(out, period.Day(day))
	}
	return out
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
	return out
}

// parties are the companies as the article's claims name them.
func (p *Pass) parties(who []entity.ID) []claim.Party {
	var out []claim.Party
	for _, id := range who {
		party := claim.Party{ID: id}
		for i := range p.Claims {
			if k := slices.IndexFunc(p.Claims[i].Entities, func(e claim.Party) bool { return e.ID == id }); k >= 0 {
				party = p.Claims[i].Entities[k]
				break
			}
		}
		out = append(out, party)
	}
	return out
}

// ids are those of parties.
func ids(parties []claim.Party) []entity.ID {
	var out []entity.ID
	for _, e := range parties {
		out = append(out, e.ID)
	}
	return out
}
