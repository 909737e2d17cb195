package assay

import (
	"cmp"
	"context"

	"assay/article"
	"assay/claim"
	"assay/entity"
	"assay/forecast"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
)

// Forecasts are the forecasts of an article as entries of a ledger, captured on
// the day opt.Now. An entry whose outcome is public by then is late.
func (r *Reader) Forecasts(ctx context.Context, a *article.Article, opt Options) ([]forecast.Entry, error) {
	res, err := r.Check(ctx, a, opt)
	if err != nil {
		return nil, err
	}
	metrics, err := r.metrics()
	if err != nil {
		return nil, err
	}
	rules := &ruleMaker{metrics, newCalendars(ctx, opt.Store), opt.Now}
	var out []forecast.Entry
	for i := range res.Verdicts {
		v := &res.Verdicts[i]
		if v.Claim.Modality != claim.Forecast || v.Claim.Prospect.IsChance {
			continue
		}
		e, err := entryOf(rules, a, v, opt)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func entryOf(rules *ruleMaker, a *article.Article, v *verdict.Verdict, opt Options) (forecast.Entry, error) {
	c := &v.Claim
	e := forecast.Entry{
		Captured: opt.Now,
		Article:  forecast.Article{Source: a.Source, Title: a.Title.Of(a.Text), Lang: c.Lang, Published: a.Published, SHA256: a.SHA256},
		Quote:    forecast.Quote{Start: c.Span.Start, End: c.Span.End, Text: c.Span.Of(a.Text), Sentence: c.Sentence.Of(a.Text)},
		Relayer:  a.Source, Measure: c.Metric, Kind: kindOf(c), Value: valueOf(c), Label: c.Label,
		Period: forecast.Period{Start: c.Period.Start, End: c.Period.End},
		Rule:   rules.of(c, c.Prospect.Group.Of(a.Text), a.Published),
		Camp:   string(c.Prospect.Camp), CampWords: c.Prospect.CampWords.Of(a.Text), Condition: c.Prospect.Condition.Of(a.Text),
	}
	if c.Prospect.Chance.Sign() > 0 {
		e.Chance = c.Prospect.Chance.String()
	}
	for _, p := range c.Entities {
		e.Subject = append(e.Subject, forecast.Party{ID: p.ID, Name: p.Name})
	}
	if c.Holder != nil {
		e.Holder = forecast.Person{Name: c.Holder.Name, Org: c.Holder.Org, Unnamed: c.Holder.Unnamed}
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
	rules := &ruleMaker{r.session.metrics, r.session.calendars, r.opt.Now}
	c := ownClaim(o, subject, p, rules.calendars)
	e := forecast.Entry{
		Captured: r.opt.Now, Article: source, Holder: forecast.Person{Name: o.Holder, Org: o.Org}, Relayer: cmp.Or(o.Source, source.Source),
		Quote:   forecast.Quote{Start: o.Line, Text: o.Written(), Sentence: o.Note},
		Subject: []forecast.Party{subject}, Measure: o.Measure, Kind: o.Kind, Value: o.Value(), Label: o.Period.Text,
		Period: forecast.Period{Start: p.Start, End: p.End}, Rule: rules.of(&c, "", o.Said),
		Camp: o.Camp, Chance: o.Chance, Level: o.Level, Quantiles: o.Quantiles, Condition: o.Condition,
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

// ownClaim is what a row claims. A direction is a change from the year before
// that is above or below nothing.
func ownClaim(o forecast.Own, subject forecast.Party, p period.Range, cals *calendars) claim.Claim {
	x := claim.Reading{Metric: o.Measure, Period: p, Interval: o.Interval()}
	if subject.ID != "" {
		x.Entities = []entity.ID{subject.ID}
	}
	c := claim.Claim{
		Metric: o.Measure, Kind: claim.Level, Unit: o.Unit, Period: p, Open: subject.ID == "",
		Entities: []claim.Party{{ID: subject.ID, Name: subject.Name}}, Prospect: claim.Prospect{By: o.Kind == forecast.ByDate},
	}
	switch o.Kind {
	case forecast.Direction:
		c.Kind, c.Base, x.Base = claim.Change, "yoy", "yoy"
		x.BasePeriod = claim.Shift(cals.of(x.Entities), p, "yoy")
	case forecast.Ratio:
		c.Kind = claim.Ratio
	}
	c.Readings = []claim.Reading{x}
	return c
}

// kindOf is the form of the statement.
func kindOf(c *claim.Claim) forecast.Kind {
	switch {
	case c.Prospect.Chance.Sign() > 0:
		return forecast.Probability
	case c.IsRange:
		return forecast.Range
	case c.Hedge == quantity.Under, c.Hedge == quantity.AtMost:
		return forecast.AtMost
	case reachedBy(c):
		return forecast.ByDate
	case c.Hedge == quantity.Over, c.Hedge == quantity.AtLeast:
		return forecast.AtLeast
	case c.Kind == claim.Ratio:
		return forecast.Ratio
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
