package verdict

import (
	"slices"
	"strings"

	"assay/claim"
	"assay/entity"
	"assay/message"
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
	sure    bool // the figures around it show that this is what it is of
}

// Find looks for what the figures are right of that nothing decides, each among what its sentence
// and the claims around it speak of, makes that their claims' own and gives their indices: they
// are to be checked again. The chance that a random figure would fit is bounded as for near misses.
func (p *Pass) Find(vs []Verdict, rule func(*claim.Claim) *Rule) []int {
	var all []finding
	for i := range vs {
		if f, ok := p.findRivals(&vs[i], i, rule); ok {
			all = append(all, f)
			continue
		}
		if vs[i].Claim.Base == claim.AgainstCompany {
			continue
		}
		if f, ok := p.likeItsNeighbours(vs, i, rule); ok {
			all = append(all, f)
			continue
		}
		if f, ok := p.findAstray(&vs[i], i, rule); ok {
			all = append(all, f)
			continue
		}
		if f, ok := p.find(&vs[i], i, rule); ok {
			all = append(all, f)
		}
	}
	var found []int
	for i := range all {
		if f := &all[i]; f.believed(vs[f.at].Outcome) || vouched(all, i) {
			vs[f.at].Claim = f.own(p.parties(f.reading.Companies()))
			found = append(found, f.at)
		}
	}
	return found
}

// believed reports whether one figure alone shows what it is of. That a contradicted figure is
// another company's, or one of a company that the sentence does not name instead of the one that
// it does, takes a second one: authors, too, take one company for another. But they take none for
// all of those that the sentence names, nor all for one.
func (f *finding) believed(o Outcome) bool {
	if f.sure {
		return true
	}
	if o == Contradicted {
		return f.claim.Spoken.ByName && len(f.reading.Entities) != len(f.claim.Entities) && f.reading.Metric == f.claim.Metric
	}
	return !f.renames() || f.claim.Value.Digits >= closeDigits
}

// renames reports whether the reading is of a company that the sentence does not name, instead of
// one that it does.
func (f *finding) renames() bool {
	c, own := &f.claim, f.claim.Entities[0].ID
	return f.moves() && (own == "" || c.Spoken.ByName && c.Spoken.Names(own)) && !c.Spoken.Names(one(f.reading.Entities))
}

// moves reports whether the reading is of another company than the claim.
func (f *finding) moves() bool { return !slices.Equal(f.reading.Entities, ids(f.claim.Entities)) }

// vouched reports whether another figure of the passage, too, is found to be of the same company
// as the ith, instead of the same other one.
func vouched(all []finding, i int) bool {
	f := &all[i]
	for k := max(i-passage, 0); k < len(all) && k <= i+passage; k++ {
		if o := &all[k]; o.claim.Value.Value.Cmp(f.claim.Value.Value) != 0 && o.claim.Entities[0] == f.claim.Entities[0] && f.moves() && slices.Equal(o.reading.Entities, f.reading.Entities) {
			return true
		}
	}
	return false
}

// likeItsNeighbours finds that a percentage that was read as growth and called wrong is a share as
// another figure of its sentence is one, or the other way round: "Meta put 28.7 % of its revenue
// into research, Alphabet 15 %". A share and a rate of growth look alike.
func (p *Pass) likeItsNeighbours(vs []Verdict, i int, rule func(*claim.Claim) *Rule) (finding, bool) {
	c := &vs[i].Claim
	if vs[i].Outcome != Contradicted || !inProse(c) || c.Unit != "percent" || c.Kind != claim.Change && c.Kind != claim.Ratio || len(c.Entities) != 1 {
		return finding{}, false
	}
	near := sentenceOf(vs, i)
	for k := range near {
		o := &near[k].Claim
		if o.Unit != "percent" || o.Kind == c.Kind || !inProse(o) || near[k].Outcome == Contradicted {
			continue
		}
		x := formOf(c, o.Kind, o.Metric)
		x.Readings[0].Base = o.Base
		p.Claim = &x
		s := newSearch(p, rule(&x), &x)
		if s == nil {
			continue
		}
		for _, when := range slices.Compact([]period.Range{c.Period, o.Period}) {
			r := x.Readings[0]
			r.Period = when
			if r.Base != "" {
				r.BasePeriod = p.Shift(r.Entities, when, r.Base)
			}
			if s.try("", "", r, true) {
				return finding{i, x, r, true}, true
			}
		}
	}
	return finding{}, false
}

// foundBound is chanceBound for what is only a hint: what the passage speaks of is likely at once.
const foundBound = 0.2

// find is what the figure of the ith claim is right of.
func (p *Pass) find(v *Verdict, i int, rule func(*claim.Claim) *Rule) (finding, bool) {
	if !v.lost() {
		return finding{}, false
	}
	all := forms(&v.Claim)
	for _, c := range all {
		if x, ok := cut(c); ok {
			all = append(all, x)
		}
	}
	sum := 0.0
	for _, c := range all {
		p.Claim = &c
		s := newSearch(p, rule(&c), &c)
		if s == nil {
			break
		}
		s.sum, s.explained = sum, v.Now.NearMiss != nil
		if c.Value.Words == nil { // a word like "quarter" may be no number at all
			s.bound = foundBound
		}
		if r, ok := s.find(i, rule); ok {
			return finding{i, c, r, Quotes(c.Metric) && c.Kind == claim.Level}, true
		}
		sum = s.sum
	}
	return finding{}, false
}

// cut is the claim of an amount with its figure as one whose digits were cut off and not rounded.
func cut(c claim.Claim) (claim.Claim, bool) {
	iv, ok := c.Value.Truncated()
	if !ok || c.Kind != claim.Level || c.Hedge != quantity.Exact {
		return c, false
	}
	if c.Readings[0].Interval.High.Sign() < 0 {
		iv = iv.Neg()
	}
	c.Readings = slices.Clone(c.Readings)
	c.Readings[0].Interval, c.Readings[0].Weak, c.Readings[0].Why = iv, true, message.Say("truncated instead of rounded")
	return c, true
}

// lost reports whether the verdict does not tell what the figure is of.
func (v *Verdict) lost() bool {
	c := &v.Claim
	if c.Modality != claim.Reported || c.Cell || c.IsRange || len(c.Entities) == 0 || c.Value.Words == nil && c.Value.Digits < 2 {
		return false
	}
	if money(c.Unit) && !strings.HasSuffix(c.Unit, "/share") && c.Value.Value.Abs().Cmp(quantity.Pow10(6)) < 0 {
		return false // the price of a thing: filings round to millions, so that it would fit any zero
	}
	switch v.Outcome {
	case Ambiguous:
		return v.Now.borneOut() == nil
	case Contradicted:
		return v.carried() || c.Kind == claim.Level && v.Now.NearMiss == nil && (len(c.Entities) > 1 || len(c.Spoken.Companies) > 1 || Quotes(c.Metric))
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
	c.Entities, c.Metric, c.Period, c.Base, c.Label, c.Open = parties, r.Of(), r.Period, r.Base, "", false
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
	form := func(kind claim.Kind, id string) claim.Claim { return formOf(c, kind, id) }
	switch unnamed := c.Entities[0].ID == ""; {
	case c.Kind == claim.Count && c.Value.Value.Abs().Cmp(quantity.Pow10(8)) >= 0: // of which the list says elsewhere that it is money
		x := form(claim.Level, "")
		x.Unit = "USD"
		return []claim.Claim{x}
	case c.Kind == claim.Level && money(c.Unit) && (unnamed || ofAny(c.Metric)):
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

// formOf is the claim as one of another kind and measure.
func formOf(c *claim.Claim, kind claim.Kind, id string) claim.Claim {
	x := *c
	x.Kind, x.Metric, x.Open = kind, id, false
	x.Readings = []claim.Reading{{Entities: ids(c.Entities), Metric: id, Period: c.Period, Base: c.Base, Interval: c.Interval()}}
	return x
}

// ofAny reports whether the words for an amount leave open of what it is.
func ofAny(metric string) bool {
	switch metric {
	case "unknown", "amount", "loss", "shareholder returns":
		return true
	}
	return false
}

// find is the reading nearest to the claim's own that the figure is right of.
func (s *search) find(i int, rule func(*claim.Claim) *Rule) (claim.Reading, bool) {
	c := *s.c // of the measure and as many companies as are tried, which choose the rule
	for r := range s.candidates(i) {
		if Quotes(s.c.Metric) && s.c.Told && !s.astray && r.Period != s.first.Period {
			continue // on a day without trading nothing moved
		}
		if c.Metric = r.Metric; len(c.Entities) != len(r.Entities) {
			c.Entities = make([]claim.Party, len(r.Entities))
		}
		if s.rule = rule(&c); s.rule != nil && s.try("", "", r, true) {
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
	switch {
	case !slices.Equal(r.Entities, first.Entities):
		return false
	case r.Metric == first.Metric && s.astray && Quotes(r.Metric):
		return false // a text tells of many sessions
	case r.Metric == first.Metric:
		return c.Told && (s.explained || c.Spoken.Single)
	case r.Period == first.Period:
		return c.Loose&(claim.LooseMeasure|claim.LooseClause) == 0 && slices.Contains(kin[first.Metric], r.Metric) && slices.Contains(c.Spoken.Measures, first.Metric) && !slices.Contains(c.Spoken.Measures, r.Metric)
	}
	return false
}

// parties are the companies as the article's claims, or the sentences of these, name them.
func (p *Pass) parties(who []entity.ID) []claim.Party {
	var out []claim.Party
	for _, id := range who {
		out = append(out, p.party(id))
	}
	return out
}

func (p *Pass) party(id entity.ID) claim.Party {
	is := func(e claim.Party) bool { return e.ID == id && e.Name != "" }
	for i := range p.Claims {
		for _, named := range [...][]claim.Party{p.Claims[i].Entities, p.Claims[i].Spoken.Companies} {
			if k := slices.IndexFunc(named, is); k >= 0 {
				return named[k]
			}
		}
	}
	return claim.Party{ID: id}
}

// ids are those of parties.
func ids(parties []claim.Party) []entity.ID {
	var out []entity.ID
	for _, e := range parties {
		out = append(out, e.ID)
	}
	return out
}
