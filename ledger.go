package assay

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"assay/article"
	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/forecast"
	"assay/forecast/score"
	"assay/period"
	"assay/quantity"
	"assay/rule"
	"assay/verdict"
)

// Forecasts are the forecasts of an article as entries of a ledger, captured on
// the day opt.Now. An entry whose outcome is public by then is late.
func (r *Reader) Forecasts(ctx context.Context, a *article.Article, opt Options) ([]forecast.Entry, error) {
	res, err := r.Check(ctx, a, opt)
	if err != nil {
		return nil, err
	}
	var out []forecast.Entry
	for i := range res.Verdicts {
		v := &res.Verdicts[i]
		if v.Claim.Modality != claim.Forecast {
			continue
		}
		e, err := entryOf(ctx, a, v, opt)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func entryOf(ctx context.Context, a *article.Article, v *verdict.Verdict, opt Options) (forecast.Entry, error) {
	c := &v.Claim
	e := forecast.Entry{
		Captured: opt.Now,
		Article:  forecast.Article{Source: a.Source, Title: a.Title.Of(a.Text), Lang: c.Lang, Published: a.Published, SHA256: a.SHA256},
		Quote:    forecast.Quote{Start: c.Span.Start, End: c.Span.End, Text: c.Span.Of(a.Text), Sentence: c.Sentence.Of(a.Text)},
		Relayer:  a.Source, Measure: c.Metric, Kind: kindOf(c), Value: valueOf(c), Label: c.Label,
		Period: forecast.Period{Start: c.Period.Start, End: c.Period.End},
		Rule:   ruleOf(ctx, c, opt.Store),
	}
	for _, p := range c.Entities {
		e.Subject = append(e.Subject, forecast.Party{ID: p.ID, Name: p.Name})
	}
	if c.Holder != nil {
		e.Holder = forecast.Person{Name: c.Holder.Name, Org: c.Holder.Org}
	}
	var err error
	if e.RuleHash, err = forecast.HashRule(e.Rule); err != nil {
		return e, err
	}
	e.Late = v.Now.Outcome == verdict.Supported || v.Now.Outcome == verdict.Contradicted || v.Now.Outcome == verdict.Ambiguous
	return e, nil
}

// OwnForecast is an analyst's own forecast as an entry, captured on the
// resolver's day; source is the table that it stood in, p its period on the
// subject's calendar.
func (r *Resolver) OwnForecast(ctx context.Context, o forecast.Own, source forecast.Article, subject forecast.Party, p period.Range) (forecast.Entry, error) {
	first := claim.Reading{Entities: []entity.ID{subject.ID}, Metric: o.Measure, Period: p, Interval: o.Interval()}
	c := claim.Claim{Metric: o.Measure, Kind: claim.Level, Unit: o.Unit, Period: p, Readings: []claim.Reading{first}}
	e := forecast.Entry{
		Captured: r.opt.Now, Article: source, Holder: forecast.Person{Name: o.Holder, Org: o.Org}, Relayer: cmp.Or(o.Source, source.Source),
		Quote:   forecast.Quote{Start: o.Line, Text: o.Written(), Sentence: o.Note},
		Subject: []forecast.Party{subject}, Measure: o.Measure, Kind: o.Kind, Value: o.Value(), Label: o.Period.Text,
		Period: forecast.Period{Start: p.Start, End: p.End}, Rule: ruleOf(ctx, &c, r.opt.Store),
	}
	e.Article.Published = o.Said
	var err error
	if e.RuleHash, err = forecast.HashRule(e.Rule); err != nil {
		return e, err
	}
	a, err := r.Resolve(ctx, e, r.opt.Now)
	e.Late = a.Outcome != forecast.Open
	return e, err
}

// kindOf is the form of the statement.
func kindOf(c *claim.Claim) forecast.Kind {
	switch {
	case c.IsRange:
		return forecast.Range
	case c.Hedge == quantity.Over, c.Hedge == quantity.AtLeast:
		return forecast.AtLeast
	case c.Hedge == quantity.Under, c.Hedge == quantity.AtMost:
		return forecast.AtMost
	}
	return forecast.Point
}

// valueOf is the figure as the report writes it.
func valueOf(c *claim.Claim) forecast.Value {
	v := forecast.Value{Unit: c.Unit, Hedge: c.Hedge.String()}
	text := func(r quantity.Rat) *string { s := r.String(); return &s }
	if c.IsRange {
		v.Low, v.High = text(c.Value.Value), text(c.High.Value)
		return v
	}
	v.Written = text(c.Value.Value)
	iv := c.Value.Admits(c.Hedge)
	if !iv.NoLow {
		v.Low = text(iv.Low)
	}
	if !iv.NoHigh {
		v.High = text(iv.High)
	}
	return v
}

// ruleOf stores the check of a claim as data.
func ruleOf(ctx context.Context, c *claim.Claim, store evidence.Reader) forecast.Rule {
	r := forecast.Rule{Form: string(c.Kind), Unit: c.Unit, Hedge: c.Hedge.String(), Sign: c.Sign, Digits: c.Value.Digits, With: c.With}
	for _, x := range c.Readings {
		if x.Open {
			continue
		}
		q := forecast.Question{
			Entities: x.Entities, Measure: x.Metric, Period: forecast.Period{Start: x.Period.Start, End: x.Period.End}, Base: x.Base,
			BasePeriod: forecast.Period{Start: x.BasePeriod.Start, End: x.BasePeriod.End}, Interval: forecast.Interval(x.Interval),
			Why: x.Why.String(), Weak: x.Weak, Nominal: x.Nominal, Doubtful: x.Doubtful,
		}
		q.Due = dueOf(ctx, store, x)
		r.Questions = append(r.Questions, q)
	}
	return r
}

// dueOf is when a reading's figure is public: that of a report for filers, of a
// trading day for prices.
func dueOf(ctx context.Context, store evidence.Reader, x claim.Reading) period.Date {
	p := verdict.Pass{DueOf: func(id entity.ID, r period.Range) period.Date { return due(ctx, store, id, r) }}
	return p.Due(x)
}

// Resolver decides entries of a ledger from evidence. It is safe for one
// goroutine.
type Resolver struct {
	session *Session
	opt     Options
}

// Resolver starts one on a store.
func (r *Reader) Resolver(ctx context.Context, opt Options) (*Resolver, error) {
	s, err := r.Session(ctx, opt.Store)
	if err != nil {
		return nil, err
	}
	return &Resolver{session: s, opt: opt}, nil
}

// Another implements forecast.Several.
func (r *Resolver) Another(ctx context.Context) (forecast.Resolver, error) {
	return r.session.reader.Resolver(ctx, r.opt)
}

// Resolve implements forecast.Resolver: open until every reading is decided or
// the last has fallen due, then what the rule says of all of them.
func (r *Resolver) Resolve(ctx context.Context, e forecast.Entry, clock period.Date) (forecast.Answer, error) {
	c := claimOf(e)
	if len(c.Readings) == 0 {
		return forecast.Answer{Outcome: forecast.Open, Awaits: "no source that assay can import decides this subject and measure"}, nil
	}
	v, err := r.check(ctx, c, clock)
	if err != nil {
		return forecast.Answer{}, err
	}
	a := forecast.Answer{Outcome: forecast.Open, Due: e.Due(), Awaits: v.Now.Missing.String()}
	if v.Now.Due > a.Due {
		a.Due = v.Now.Due
	}
	switch v.Now.Outcome {
	case verdict.Supported:
		a.Outcome = forecast.CameTrue
	case verdict.Contradicted:
		a.Outcome = forecast.DidNotComeTrue
	case verdict.Ambiguous:
		a.Outcome = forecast.Undecided
	default:
		return a, nil
	}
	if clock < e.Due() {
		open, err := r.someOpen(ctx, c, clock)
		if err != nil || open {
			a.Outcome, a.Awaits = forecast.Open, "another reading of the period falls due later"
			return a, err
		}
	}
	fill(&a, &v)
	return a, nil
}

// Naive are the forecasts that anybody could have made on the day an entry was
// said: the value of the year before, and that value grown as it had grown. They
// are of levels of one filer alone.
func (r *Resolver) Naive(ctx context.Context, e forecast.Entry) (forecast.Naive, error) {
	n := forecast.Naive{}
	if e.Rule.Form != string(claim.Level) || len(e.Subject) != 1 || len(e.Rule.Questions) == 0 {
		return n, nil
	}
	ids := e.Rule.Questions[0].Entities
	at := period.Range{Start: e.Period.Start, End: e.Period.End}
	var values [2]quantity.Rat
	for i := range values {
		at = claim.Shift(r.session.calendars.of(ids), at, "yoy")
		cs, err := r.session.directory.eval.Measure(ctx, e.Subject[0].ID, e.Measure, at, cmp.Or(e.Article.Published, e.Captured))
		if err != nil || len(cs) == 0 {
			return n, ignoreMissing(err)
		}
		values[i] = cs[0].Value
		if i == 0 {
			n.LastValue = score.Given(values[0].Float())
		}
	}
	if q, ok := values[0].Mul(values[0]).Quo(values[1]); ok && values[1].Sign() > 0 {
		n.SameGrowth = score.Given(q.Float())
	}
	return n, nil
}

// ignoreMissing passes over evidence that is not there.
func ignoreMissing(err error) error {
	var missing *evidence.Missing
	if errors.As(err, &missing) || errors.Is(err, evidence.ErrNotFound) {
		return nil
	}
	return err
}

// check runs the rule over a claim under one clock.
func (r *Resolver) check(ctx context.Context, c claim.Claim, clock period.Date) (verdict.Verdict, error) {
	opt := r.opt
	opt.Now = clock
	p := r.session.pass(ctx, []claim.Claim{c}, opt)
	p.Claim = &p.Claims[0]
	v, err := verdict.Check(&p.Pass, rule.For(p.Claim), verdict.Options{Now: clock})
	if err != nil {
		return v, fmt.Errorf("assay: resolving: %w", err)
	}
	return v, nil
}

// someOpen reports whether a reading alone cannot be decided yet.
func (r *Resolver) someOpen(ctx context.Context, c claim.Claim, clock period.Date) (bool, error) {
	for _, x := range c.Readings {
		if x.Weak || x.Nominal || x.Doubtful {
			continue
		}
		alone := c
		alone.Readings, alone.Period = []claim.Reading{x}, x.Period
		v, err := r.check(ctx, alone, clock)
		if err != nil {
			return false, err
		}
		if v.Now.Outcome == verdict.Pending || v.Now.Outcome == verdict.NoEvidence {
			return true, nil
		}
	}
	return false, nil
}

// fill adds the value that decided, with its filings, and what a later filing
// restated it to.
func fill(a *forecast.Answer, v *verdict.Verdict) {
	if v.Now.Actual == nil {
		return
	}
	for i := range v.Now.Tried {
		if t := &v.Now.Tried[i]; t.Actual.Cmp(*v.Now.Actual) == 0 {
			state(a, t)
			break
		}
	}
	for i := range v.Now.Tried {
		t := &v.Now.Tried[i]
		if t.Restated && t.Primary && t.Reading.Period == v.Now.Tried[0].Reading.Period {
			later := forecast.Answer{Outcome: forecast.DidNotComeTrue}
			if t.Holds {
				later.Outcome = forecast.CameTrue
			}
			state(&later, t)
			a.Restated = &later
			return
		}
	}
}

// state is a value that was tried, with its filings.
func state(a *forecast.Answer, t *verdict.Tried) {
	a.Actual, a.Unit = t.Actual.String(), t.Unit
	for j := range t.Facts {
		f := &t.Facts[j]
		a.Sources = append(a.Sources, forecast.Source{Concept: f.Concept, Value: f.Value.String(), Accession: f.Filing.Accession, Form: f.Filing.Form, Filed: f.Filing.Filed})
		a.Public = max(a.Public, f.Filing.Filed)
	}
	if len(t.Facts) == 0 {
		a.Public = t.Value.Period.End
	}
}

// claimOf makes the claim again that an entry's rule stores.
func claimOf(e forecast.Entry) claim.Claim {
	c := claim.Claim{
		ID: "c01", Metric: e.Measure, Kind: claim.Kind(e.Rule.Form), Sign: e.Rule.Sign, Unit: e.Rule.Unit, With: e.Rule.With,
		Hedge: quantity.HedgeNamed(e.Rule.Hedge), Period: period.Range{Start: e.Period.Start, End: e.Period.End}, Modality: claim.Forecast,
		Value: quantity.Written{Digits: e.Rule.Digits},
	}
	for _, p := range e.Subject {
		c.Entities = append(c.Entities, claim.Party{ID: p.ID, Name: p.Name})
	}
	for _, q := range e.Rule.Questions {
		c.Readings = append(c.Readings, claim.Reading{
			Entities: q.Entities, Metric: q.Measure, Period: period.Range{Start: q.Period.Start, End: q.Period.End}, Base: q.Base,
			BasePeriod: period.Range{Start: q.BasePeriod.Start, End: q.BasePeriod.End}, Interval: quantity.Interval(q.Interval),
			Weak: q.Weak, Nominal: q.Nominal, Doubtful: q.Doubtful,
		})
	}
	return c
}
