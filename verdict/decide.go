package verdict

import (
	"assay/claim"
	"assay/evidence"
	"assay/lang"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"slices"
	"strings"
)

// Options are the two clocks of a check.
type Options struct {
	Published period.Date // the article's day; 0 unknown
	Now       period.Date
}

// Check runs the rule over the claim under both clocks.
func Check(p *Pass, rule *Rule, opt Options) (Verdict, error) {
	v := Verdict{Claim: *p.Claim}
	p.Printed = opt.Published
	var err error
	if v.Now, err = at(p, rule, opt.Now); err != nil {
		return v, err
	}
	v.AtPublication = v.Now
	if opt.Published != 0 && opt.Published < opt.Now {
		if v.AtPublication, err = at(p, rule, opt.Published); err != nil {
			return v, err
		}
	}
	v.Outcome = v.Now.Outcome
	if v.Now.Outcome != Supported && v.AtPublication.Outcome == Supported && restated(v.Now) {
		v.Outcome = Supported
		v.note("restated", message.Say("true as first filed; a later filing restated the figure"))
	}
	if v.Outcome != Supported && v.AtPublication.Outcome == Supported && preliminary(v.AtPublication) {
		v.Outcome = Supported
		v.note("restated", message.Say("true as the earnings release stated it; the report filed since changed the figure"))
	}
	v.collectNotes()
	v.vintages(opt.Published)
	return v, nil
}

// preliminary reports whether a reading that holds rests on an earnings release.
func preliminary(a At) bool {
	for i := range a.Tried {
		if t := &a.Tried[i]; t.Holds && t.preliminary() {
			return true
		}
	}
	return false
}

// preliminary reports whether a value rests on a fact of an earnings release.
func (v *Value) preliminary() bool {
	for i := range v.Facts {
		if f := v.Facts[i].Filing; f != nil && f.Preliminary() {
			return true
		}
	}
	return false
}

// restated reports whether a later basis than the first filed was tried.
func restated(a At) bool {
	for i := range a.Tried {
		if a.Tried[i].Restated {
			return true
		}
	}
	return false
}

// at is the outcome under one clock.
func at(p *Pass, rule *Rule, clock period.Date) (At, error) {
	c := p.Claim
	p.AsOf, p.Missing, p.Needs = clock, "", nil
	a := At{Unit: c.Unit}
	if c.Open || rule == nil {
		openOutcome(&a, c, clock)
		return a, nil
	}
	if c.Session == "afterhours" || c.Session == "premarket" {
		a.Outcome, a.Missing = NoEvidence, message.Say("no source of %s prices is loaded", message.Text(c.Session))
		return a, nil
	}
	if c.Modality == claim.Forecast {
		a.Due = due(p, c)
		if len(c.Readings) > 0 && c.Readings[0].Period.End >= clock || a.Due > clock {
			a.Outcome = Pending
			return a, nil
		}
	}
	var missing []message.Message // why a reading could not be computed
	for i, r := range c.Readings {
		if r.Open {
			missing = append(missing, r.Why)
			continue
		}
		vals, err := rule.Values(p, r)
		if err != nil {
			return a, err
		}
		if len(vals) == 0 {
			if r.Nominal {
				continue // the filer's own calendar has no such period; its nearest ones follow
			}
			if i == 0 {
				break
			}
			if slices.Equal(r.Entities, c.Readings[0].Entities) && (r.Period != c.Readings[0].Period || r.Base != c.Readings[0].Base || r.Metric != c.Readings[0].Metric) {
				missing = append(missing, r.Why) // another company that files no such figure is no reading
			}
			continue
		}
		vals = pinned(vals, p.Definitions[r.Metric])
		preferIncluded(vals, c.With)
		for _, v := range vals {
			a.Tried = append(a.Tried, Tried{Value: v, Reading: r, Holds: !v.Mixed && r.Interval.Overlaps(v.Interval), Admitted: r.Interval})
		}
	}
	a.Missing = p.Missing
	if len(a.Tried) == 0 {
		a.Outcome = NoEvidence
		if release := releaseOf(p, c, clock); release != "" {
			a.Missing = message.Say("only the earnings release 8-K %s was public, and its exhibit is not in the store", message.Text(release))
			p.Needs = nil
			p.Need(evidence.NeedDocument, one(c.Readings[0].Entities), c.Readings[0].Period)
		}
		if c.Modality == claim.Forecast {
			a.Outcome = Pending
			if clock > a.Due+120 && a.Due != 0 {
				a.Outcome = NoEvidence
			}
		}
		if a.Outcome == NoEvidence {
			a.Needs = p.Needs
		}
		return a, nil
	}
	decide(p, rule, &a, c, missing)
	return a, nil
}

// pinned leaves the values of the definition that the user has pinned, if it has any.
func pinned(vals []Value, definition string) []Value {
	names := func(v Value) bool { return v.Definition == definition }
	if definition == "" || !slices.ContainsFunc(vals, names) {
		return vals
	}
	var out []Value
	for _, v := range vals {
		if names(v) {
			v.Primary = true
			out = append(out, v)
		}
	}
	return out
}

// preferIncluded makes the definitions that include what the text says the most
// plausible ones, if there are any.
func preferIncluded(vals []Value, with string) {
	names := func(v Value) bool { return with != "" && strings.Contains(v.Definition, with) }
	if !slices.ContainsFunc(vals, names) {
		return
	}
	for i := range vals {
		vals[i].Primary = names(vals[i])
	}
	slices.SortStableFunc(vals, func(a, b Value) int {
		switch {
		case a.Primary == b.Primary:
			return 0
		case a.Primary:
			return -1
		}
		return 1
	})
}

// releaseOf names the earnings release that was all the public had.
func releaseOf(p *Pass, c *claim.Claim, clock period.Date) string {
	id := one(c.Readings[0].Entities)
	if p.ReleaseOf == nil || id.Kind() != "cik" {
		return ""
	}
	switch c.Metric {
	case "price", "volatility", "implied volatility", "realized volatility": // no release tells them
		return ""
	}
	return p.ReleaseOf(id, c.Readings[0].Period, clock)
}

// openOutcome is that of a claim whose subject or measure assay does not
// know: no source decides it, but a forecast is still pending.
func openOutcome(a *At, c *claim.Claim, clock period.Date) {
	a.Outcome = NotCheckable
	if c.Modality == claim.Forecast && c.Period.End >= clock {
		a.Outcome, a.Due = Pending, c.Period.End
	}
}

// due is the day on which a forecast can be decided: the end of its period
// for prices, else the day when the report on it is expected.
func due(p *Pass, c *claim.Claim) period.Date {
	if len(c.Readings) == 0 {
		return c.Period.End
	}
	return p.Due(c.Readings[0])
}

// decide turns what was tried into an outcome (design: "Outcomes are few and
// never blur").
func decide(p *Pass, rule *Rule, a *At, c *claim.Claim, missing []message.Message) {
	first := c.Readings[0]
	holds := func(ok func(*Tried) bool) *Tried {
		for i := range a.Tried {
			if t := &a.Tried[i]; t.Holds && ok(t) {
				return t
			}
		}
		return nil
	}
	plain := func(t *Tried) bool {
		return t.Primary && sameReading(t.Reading, first) && !t.Reading.Doubtful
	}
	set := func(o Outcome, t *Tried) {
		a.Outcome, a.Unit = o, t.Unit
		actual := t.Actual
		a.Actual = &actual
	}
	if wrongCurrency(a, c) {
		if t := holds(func(t *Tried) bool { return t.Primary }); t != nil && c.Modality == claim.Reported && c.Loose&claim.LooseCompany == 0 && !restsOnAbout(a.Tried) {
			set(Contradicted, t)
			a.NearMiss = &NearMiss{Kind: "currency", Says: message.Say("the amount is right in %s, in which the filer reports", message.Text(t.Unit)), Actual: t.Actual.String() + " " + t.Unit, Steps: t.Steps, Tries: 1}
			return
		}
		a.Outcome, a.Missing = NoEvidence, message.Say("the filer reports in %s; no rate of exchange is loaded", message.Text(a.Tried[0].Unit))
		return
	}
	if t := holds(func(t *Tried) bool { return plain(t) && !t.Reading.Weak && t.Note == "" }); t != nil {
		set(Supported, t)
		if slip := hollow(t, c); slip != nil {
			a.Outcome, a.NearMiss = Contradicted, slip
		}
		return
	}
	if t := holds(plain); t != nil {
		set(Supported, t)
		why := t.Reading.Why
		if t.Note != "" {
			why = t.Note
		}
		a.Notes = append(a.Notes, why)
		return
	}
	if t := a.borneOut(); t != nil {
		set(Ambiguous, t)
		return
	}
	t := nearest(a.Tried)
	if restsOnAbout(a.Tried) {
		set(Ambiguous, t)
		a.Notes = append(a.Notes, message.Say("only a data set that rounds periods to months states the figure"))
		return
	}
	if allMixed(a.Tried) {
		set(Ambiguous, t)
		a.Notes = append(a.Notes, message.Say("no filing states both parts of the derivation on one basis"))
		return
	}
	miss := nearMiss(p, rule, a, c)
	switch {
	case miss != nil && miss.Kind == "scale" && c.Value.Digits >= 2:
		set(Contradicted, t) // no reading that cannot be computed has the same digits by chance
		a.NearMiss = miss
	case len(missing) > 0:
		set(Ambiguous, t)
		a.Notes = append(a.Notes, message.Say("another reading could not be computed: %s", message.Sub(missing[0])))
	case insideHull(a.Tried, first):
		set(Ambiguous, t)
		a.Notes = append(a.Notes, message.Say("management's own definition of the measure is filed nowhere; the figure lies near the filed ones"))
	case c.Modality == claim.Reported && p.Printed != 0 && first.Period.End > p.Printed:
		set(Ambiguous, t) // nobody reports what has not ended
		a.Notes = append(a.Notes, message.Say("the figure may speak of another period of its sentence"))
	case c.Headline:
		set(Ambiguous, t)
		a.Notes = append(a.Notes, message.Say("the headline names no period"))
	case c.Modality == claim.Reported && c.Kind != claim.Equality && likelyMisread(p, c, miss, t):
		set(Ambiguous, t)
		a.NearMiss = miss
		a.Notes = append(a.Notes, misreadNote(c, miss))
	case c.Modality == claim.Forecast && noForecast(c, miss, t):
		set(Ambiguous, t)
		a.Notes = append(a.Notes, misreadNote(c, miss))
	case c.Modality == claim.Reported && c.Kind != claim.Equality && miss == nil && elsewhere(p, rule, c):
		set(Ambiguous, t)
		a.Notes = append(a.Notes, message.Say("the figure is right for something else that the article speaks of"))
	default:
		set(Contradicted, t)
		a.NearMiss = miss
		if m, ok := p.Metrics.Lookup(first.Metric); ok && a.NearMiss == nil && (m.Loose || m.Accrued && within(first.Interval, t.Actual, quantity.Frac(11, 10))) {
			a.Outcome = Ambiguous
			a.Notes = append(a.Notes, message.Say("companies speak of this measure more loosely than filings state it"))
		}
		if t.About && a.NearMiss == nil {
			a.Outcome = Ambiguous
			a.Notes = append(a.Notes, message.Say("no filing states this figure; the computed one only nears it"))
		}
	}
}

// restsOnAbout reports whether a value is made of a fact whose period is only about
// right, which contradicts nobody.
func restsOnAbout(tried []Tried) bool {
	for i := range tried {
		for j := range tried[i].Facts {
			if tried[i].Facts[j].About {
				return true
			}
		}
	}
	return false
}

// sameReading reports whether a reading differs from the first by its
// precision alone.
func sameReading(r, first claim.Reading) bool {
	if r.Period != first.Period || r.Base != first.Base || r.Metric != first.Metric || !slices.Equal(r.Entities, first.Entities) {
		return false
	}
	return r.Weak || r.Doubtful || r.Interval.Contains(first.Interval.Low) || r.Why == ""
}

// wrongCurrency reports whether the claim's currency is none that the filer
// reports in.
func wrongCurrency(a *At, c *claim.Claim) bool {
	if !money(c.Unit) {
		return false
	}
	for i := range a.Tried {
		if a.Tried[i].Unit == c.Unit {
			return false
		}
	}
	return money(a.Tried[0].Unit)
}

func money(unit string) bool { return lang.Currency(strings.TrimSuffix(unit, "/share")) }

func allMixed(ts []Tried) bool {
	for i := range ts {
		if !ts[i].Mixed {
			return false
		}
	}
	return true
}

// nearest is the tried value closest to what its reading admits, the most
// plausible first among equals: the first.
func nearest(ts []Tried) *Tried {
	for i := range ts {
		if ts[i].Primary && !ts[i].Mixed {
			return &ts[i]
		}
	}
	return &ts[0]
}

// insideHull is the second guard: where a measure has several definitions and
// management's own is filed nowhere, a figure inside the hull of the computed
// values, widened by a quarter of its width on each side, is never contradicted: the
// accrued and unpaid capex of Microsoft, filed nowhere, moved its own figure by a tenth.
func insideHull(ts []Tried, first claim.Reading) bool {
	var hull quantity.Interval
	n, management := 0, false
	defs := map[string]bool{}
	for i := range ts {
		t := &ts[i]
		if !sameReading(t.Reading, first) || t.Mixed {
			continue
		}
		management = management || t.Management
		defs[t.Definition] = true
		if n == 0 {
			hull = t.Interval
		} else {
			hull = hull.Hull(t.Interval)
		}
		n++
	}
	if !management || len(defs) < 2 {
		return false
	}
	if w, ok := hull.Width(); ok {
		hull = hull.Widen(w.Mul(quantity.Frac(1, 4)))
	}
	return hull.Overlaps(first.Interval)
}
