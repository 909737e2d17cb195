package verdict

import (
	"slices"
	"strings"

	"assay/claim"
	"assay/entity"
	"assay/metric"
	"assay/period"
)

// A multiple, a percentage or a difference that nothing decides, or that is called wrong, in a passage
// that speaks of several companies may hold one of them against another: "Amazon spent 1.9 times as
// much", "35 % of Meta's". Whose it is, and whom it is held against, may stand sentences apart.

// toldOf is a measure of a company that a passage gives a figure of.
type toldOf struct {
	id     entity.ID
	metric string
	period period.Range
}

// findRivals is what the figure of the ith claim is right of, as one company's held against another's.
func (p *Pass) findRivals(v *Verdict, i int, rule func(*claim.Claim) *Rule) (finding, bool) {
	c := &v.Claim
	if !v.mayCompare() {
		return finding{}, false
	}
	told := p.toldAround(i)
	sum := 0.0
	for _, kind := range comparedKinds(c) {
		x := rivalForm(c, kind)
		p.Claim = &x
		s := newSearch(p, rule(&x), &x)
		if s == nil {
			return finding{}, false
		}
		s.sum = sum
		if (v.Outcome != Contradicted || c.Unit == "times") && c.Value.Words == nil {
			s.bound = foundBound // of what a multiple is one is oftener misread than miscounted
		}
		if r, ok := s.rivals(told); ok {
			return finding{i, x, r, true}, true
		}
		sum = s.sum
	}
	return finding{}, false
}

// mayCompare reports whether the verdict's figure may hold one company against another, and does not
// hold as what it was read.
func (v *Verdict) mayCompare() bool {
	c := &v.Claim
	if !reported(c) || c.Cell || c.IsRange || len(c.Entities) == 0 || c.Value.Words == nil && c.Value.Digits < 2 || Quotes(c.Metric) {
		return false
	}
	switch c.Unit {
	case "times", "pp":
	case "percent":
		if c.Kind != claim.Change && c.Kind != claim.Ratio {
			return false
		}
	default:
		if !filedAmount(c) {
			return false
		}
	}
	several := len(c.Spoken.Companies) > 1 && (len(c.Entities) == 1 || c.Base == claim.AgainstCompany)
	switch v.Outcome {
	case Ambiguous:
		return v.Now.borneOut() == nil && (several || c.Unit == "times" || c.Unit == "pp")
	case Contradicted:
		return several || c.Unit == "times" || c.Unit == "pp"
	case NotCheckable:
		return c.Open && c.Unit != "USD"
	}
	return false
}

// comparedKinds are the kinds of claims that the figure may make of a comparison.
func comparedKinds(c *claim.Claim) []claim.Kind {
	switch {
	case c.Unit == "times":
		return []claim.Kind{claim.Ratio}
	case c.Unit == "percent" && c.Kind == claim.Ratio:
		return []claim.Kind{claim.Ratio}
	case c.Unit == "percent":
		return []claim.Kind{claim.Change, claim.Ratio}
	}
	return []claim.Kind{claim.Change}
}

// rivalForm is the claim as one that holds two companies against each other.
func rivalForm(c *claim.Claim, kind claim.Kind) claim.Claim {
	x := formOf(c, kind, c.Metric)
	x.Base = claim.AgainstCompany
	x.Readings[0].Base = x.Base
	if kind == claim.Ratio {
		x.Sign, x.Readings[0].Interval = 0, c.Interval()
		if c.Sign < 0 {
			x.Readings[0].Interval = c.Interval().Neg()
		}
	}
	return x
}

// toldAround are the measures of single companies that the claims around the ith give figures of, the
// nearest first.
func (p *Pass) toldAround(i int) []toldOf {
	var out []toldOf
	add := func(k int) {
		if k < 0 || k >= len(p.Claims) {
			return
		}
		if c := &p.Claims[k]; !c.Open && len(c.Entities) > 0 && c.Entities[0].ID.Kind() == "cik" && c.Period.Known() && !Quotes(c.Metric) {
			for _, e := range c.Entities {
				if t := (toldOf{e.ID, c.Metric, c.Period}); len(out) < mostTold && !slices.Contains(out, t) && !strings.Contains(c.Metric, "unknown") {
					out = append(out, t)
				}
			}
		}
	}
	add(i)
	for d := 1; d <= passage; d++ {
		add(i - d)
		add(i + d)
	}
	for _, e := range p.Claims[i].Spoken.Companies {
		if len(out) > 0 && len(out) < mostTold && e.ID.Kind() == "cik" && !slices.ContainsFunc(out, func(t toldOf) bool { return t.id == e.ID }) {
			out = append(out, toldOf{e.ID, "", out[0].period})
		}
	}
	return out
}

// mostTold is of how many measures of companies the pairs are tried.
const mostTold = 12

// rivals is the reading of two companies told of that the figure is right of: by a measure told of one
// of them, or by one of each.
func (s *search) rivals(told []toldOf) (claim.Reading, bool) {
	var who []entity.ID
	for _, t := range told {
		who = addNew(who, t.id)
	}
	for _, t := range told {
		for _, id := range who {
			others := []toldOf{{id, t.metric, t.period}}
			for _, o := range told {
				if o.id == id && o.metric != t.metric && o.period == t.period {
					others = append(others, o)
				}
			}
			for _, o := range others {
				for _, pair := range [...][2]toldOf{{t, o}, {o, t}} {
					if r, ok := s.pair(pair[0], pair[1]); ok && s.try("", "", r, true) {
						return r, true
					}
					if s.sum > s.bound {
						return claim.Reading{}, false
					}
				}
			}
		}
	}
	return claim.Reading{}, false
}

// pair is the reading that holds the first against the second, if the two can be compared.
func (s *search) pair(a, b toldOf) (claim.Reading, bool) {
	r := s.first
	if a.id == b.id || a.metric == "" || !s.p.alike(a.metric, b.metric) || strings.Contains(a.metric, " / ") != (s.c.Unit == "pp") {
		return r, false
	}
	r.Entities, r.Metric, r.Period, r.BasePeriod = []entity.ID{a.id}, a.metric, a.period, period.Range{}
	if r.Rival = (claim.Rival{ID: b.id}); a.metric != b.metric {
		r.Rival.Metric = b.metric
	}
	return r, true
}

// alike reports whether two measures are the same, or the same of two parts of businesses.
func (p *Pass) alike(a, b string) bool {
	if a == b {
		return true
	}
	base := func(id string) string {
		if m, ok := p.Metrics.Lookup(id); ok && m.Segment != nil && m.Kind == metric.Flow {
			return m.Base
		}
		return ""
	}
	return base(a) != "" && base(a) == base(b)
}
