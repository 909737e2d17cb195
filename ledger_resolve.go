package assay

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

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
// the last has fallen due, then what the rule says of all of them. What is to be
// reached by a day came true with the first period that reaches it.
func (r *Resolver) Resolve(ctx context.Context, e forecast.Entry, clock period.Date) (forecast.Answer, error) {
	e, missing := r.expanded(e)
	switch {
	case missing != "":
		return forecast.Answer{Outcome: forecast.Open, Due: e.Due(), Awaits: missing}, nil
	case len(e.Rule.Questions) == 0:
		return forecast.Answer{Outcome: forecast.Open, Awaits: "no source that assay can import decides this subject and measure"}, nil
	}
	decide := r.decide
	if e.Kind == forecast.ByDate {
		decide = r.reached
	}
	a, err := decide(ctx, e, clock)
	if err == nil && a.Outcome == forecast.Open {
		err = r.await(ctx, e, clock, &a)
	}
	return a, err
}

// decide is what the rule says of all readings together.
func (r *Resolver) decide(ctx context.Context, e forecast.Entry, clock period.Date) (forecast.Answer, error) {
	c := claimOf(e)
	v, err := r.checkFiled(ctx, c, clock)
	if err != nil {
		return forecast.Answer{}, err
	}
	a := forecast.Answer{Outcome: outcomes[v.Now.Outcome], Due: max(e.Due(), v.Now.Due), Awaits: v.Now.Missing.String()}
	if a.Outcome == "" {
		a.Outcome = forecast.Open
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

// outcomes are a ledger's for a check's; the others leave an entry open.
var outcomes = map[verdict.Outcome]forecast.Outcome{
	verdict.Supported: forecast.CameTrue, verdict.Contradicted: forecast.DidNotComeTrue, verdict.Ambiguous: forecast.Undecided,
}

// reached decides an entry that any of its periods can make true, the earliest
// first. A price is reached by any close up to the clock.
func (r *Resolver) reached(ctx context.Context, e forecast.Entry, clock period.Date) (forecast.Answer, error) {
	questions := slices.Clone(e.Rule.Questions)
	slices.SortStableFunc(questions, func(a, b forecast.Question) int { return cmp.Compare(a.Period.End, b.Period.End) })
	last := forecast.Answer{Outcome: forecast.DidNotComeTrue, Due: e.Due()}
	open := false
	for _, q := range questions {
		if forecast.OnMarket(q.Measure) && q.Period.Start < clock && clock <= q.Period.End {
			q.Period.End = clock - 1
			open = true // later closes count too
		}
		alone := e
		alone.Rule.Questions = []forecast.Question{q}
		alone.Period, alone.Kind = q.Period, forecast.AtLeast
		a, err := r.decide(ctx, alone, clock)
		switch {
		case err != nil || a.Outcome == forecast.CameTrue:
			return a, err
		case a.Outcome == forecast.DidNotComeTrue:
			last.Actual, last.Unit, last.Sources, last.Public = a.Actual, a.Unit, a.Sources, a.Public
		case a.Outcome == forecast.Undecided:
			last.Outcome = forecast.Undecided
		default:
			open = true
		}
	}
	if open {
		return forecast.Answer{Outcome: forecast.Open, Due: e.Due()}, nil
	}
	return last, nil
}

// expanded puts the members of a basket in the place of its name; missing says
// which basket there is none of.
func (r *Resolver) expanded(e forecast.Entry) (out forecast.Entry, missing string) {
	e.Rule.Questions = slices.Clone(e.Rule.Questions)
	for i := range e.Rule.Questions {
		q := &e.Rule.Questions[i]
		if q.Basket == "" {
			continue
		}
		b, ok := forecast.BasketOf(r.opt.Baskets, q.Basket)
		if !ok && len(q.Entities) > 0 {
			continue // the companies that the text had named
		}
		if !ok {
			return e, fmt.Sprintf("no basket says who %q is: assay ledger basket %q TICKER…", q.Basket, q.Basket)
		}
		members := b.Of(q.Period.End)
		if len(members) == 0 {
			return e, fmt.Sprintf("the basket %q has no member on %s", b.Name, q.Period.End)
		}
		q.Entities, e.Subject = nil, nil
		for _, m := range members {
			q.Entities = append(q.Entities, m.ID)
			e.Subject = append(e.Subject, forecast.Party{ID: m.ID, Name: m.Name})
		}
	}
	return e, ""
}

// await says what an open entry waits for: the report that is due last, and what
// its sum of several years comes to so far.
func (r *Resolver) await(ctx context.Context, e forecast.Entry, clock period.Date, a *forecast.Answer) error {
	q := e.Rule.Questions[0]
	if forecast.OnMarket(q.Measure) || len(q.Entities) == 0 {
		return nil
	}
	if clock <= q.Period.End || a.Awaits == "" {
		a.Awaits = r.reportOf(ctx, e, q)
	}
	if e.Rule.Form == string(claim.Level) && e.Kind != forecast.ByDate && (period.Range{Start: q.Period.Start, End: q.Period.End}).Days() > 400 {
		return r.soFar(ctx, e, clock, a)
	}
	return nil
}

// reportOf names the report in which a question's figure will stand.
func (r *Resolver) reportOf(ctx context.Context, e forecast.Entry, q forecast.Question) string {
	form := "10-Q"
	p := period.Range{Start: q.Period.Start, End: q.Period.End}
	if _, quarter, ok := r.session.calendars.of(q.Entities[:1]).QuarterEnding(p.End); p.Days() > 300 || ok && quarter == 4 {
		form = "10-K"
	}
	name := ""
	if len(e.Subject) > 0 {
		name = " of " + e.Subject[0].Name
	}
	if len(q.Entities) > 1 {
		name = fmt.Sprintf("s of %d companies", len(q.Entities))
	}
	return "the " + form + name + " for the period to " + p.End.String()
}

// soFar adds up the years of a long period that were filed by the clock.
func (r *Resolver) soFar(ctx context.Context, e forecast.Entry, clock period.Date, a *forecast.Answer) error {
	q := e.Rule.Questions[0]
	cal := r.session.calendars.of(q.Entities[:1])
	p := period.Range{Start: q.Period.Start, End: q.Period.End}
	for end := p.End; ; {
		end = claim.Shift(cal, period.Range{Start: end - 364, End: end}, "yoy").End
		if end <= p.Start {
			return nil
		}
		sum, ok := quantity.Rat{}, true
		for _, id := range q.Entities {
			cs, err := r.session.directory.eval.Measure(ctx, id, q.Measure, period.Range{Start: p.Start, End: end}, clock)
			if err = ignoreMissing(err); err != nil {
				return err
			}
			if ok = len(cs) > 0; !ok {
				break
			}
			sum = sum.Add(cs[0].Value)
		}
		if ok {
			a.SoFar, a.SoFarEnd, a.Unit = sum.String(), end, e.Rule.Unit
			return nil
		}
	}
}

// Naive are the forecasts that anybody could have made on the day an entry was
// said: the value of the year before, and that value grown as it had grown; of a
// bound also how it had changed from year to year. They are of levels of one filer
// alone.
func (r *Resolver) Naive(ctx context.Context, e forecast.Entry) (forecast.Naive, error) {
	n := forecast.Naive{}
	if e.Rule.Form != string(claim.Level) || len(e.Subject) != 1 || len(e.Rule.Questions) == 0 {
		return n, nil
	}
	years := 2
	if e.Bounded() {
		years = baseYears
	}
	values, err := r.before(ctx, e, years)
	if err != nil || len(values) == 0 {
		return n, err
	}
	n.LastValue = score.Given(values[0].Float())
	for i := range len(values) - 1 {
		q, ok := values[i].Quo(values[i+1])
		if !ok || values[i+1].Sign() <= 0 {
			break
		}
		if i == 0 {
			n.SameGrowth = score.Given(values[0].Mul(q).Float())
		}
		n.Ratios = append(n.Ratios, q.Float())
	}
	return n, nil
}

// baseYears are how many earlier values a base rate looks at.
const baseYears = 9

// before are the values of the years before an entry's period that were known when it
// was said, the last first, up to the first that was not.
func (r *Resolver) before(ctx context.Context, e forecast.Entry, years int) (values []quantity.Rat, err error) {
	ids := e.Rule.Questions[0].Entities
	at := period.Range{Start: e.Period.Start, End: e.Period.End}
	for range years {
		at = claim.Shift(r.session.calendars.of(ids), at, "yoy")
		cs, err := r.session.directory.eval.Measure(ctx, e.Subject[0].ID, e.Measure, at, cmp.Or(e.Article.Published, e.Captured))
		if err != nil || len(cs) == 0 {
			return values, ignoreMissing(err)
		}
		values = append(values, cs[0].Value)
	}
	return values, nil
}

// ignoreMissing passes over evidence that is not there.
func ignoreMissing(err error) error {
	var missing *evidence.Missing
	if errors.As(err, &missing) || errors.Is(err, evidence.ErrNotFound) {
		return nil
	}
	return err
}

// checkFiled runs the rule over a claim under one clock; once its period is over,
// also before the day on which the filer usually reports, for what was filed early.
func (r *Resolver) checkFiled(ctx context.Context, c claim.Claim, clock period.Date) (verdict.Verdict, error) {
	v, err := r.check(ctx, c, clock, nil)
	if err != nil || v.Now.Outcome != verdict.Pending || c.Readings[0].Period.End >= clock {
		return v, err
	}
	early, err := r.check(ctx, c, clock, func(_ entity.ID, p period.Range) period.Date { return p.End })
	if err == nil && outcomes[early.Now.Outcome] != "" {
		return early, nil
	}
	return v, err
}

// check runs the rule over a claim under one clock. Where due is given it says when
// a report is due.
func (r *Resolver) check(ctx context.Context, c claim.Claim, clock period.Date, due func(entity.ID, period.Range) period.Date) (verdict.Verdict, error) {
	opt := r.opt
	opt.Now = clock
	p := r.session.pass(ctx, []claim.Claim{c}, opt)
	if due != nil {
		p.DueOf = due
	}
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
		v, err := r.checkFiled(ctx, alone, clock)
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
