package rule

import (
	"slices"

	"assay/claim"
	"assay/entity"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/span"
	"assay/verdict"
)

// Itself checks the article against itself: a growth against the two levels
// printed beside it, and the same figure given in two sentences with two values. What it
// finds is a note on the figures concerned, and a verdict only where evidence
// decides none of them; it never turns a supported figure.
func Itself(vs []verdict.Verdict) {
	for i := range vs {
		v := &vs[i]
		c := &v.Claim
		if c.Open || c.Kind != claim.Change || c.Unit != "percent" || len(c.Readings) == 0 {
			continue
		}
		cur, prev := levelOf(vs, c, true), levelOf(vs, c, false)
		if cur == nil || prev == nil {
			continue
		}
		a, b := written(&cur.Claim), written(&prev.Claim)
		q, ok := a.Quo(b)
		if !ok {
			continue
		}
		g := q.Sub(quantity.Point(quantity.Int(1))).Scale(quantity.Int(100))
		if g.Overlaps(c.Readings[0].Interval) {
			continue
		}
		contradict(v, message.Say("the growth does not match the two levels printed beside it"), cur, prev)
	}
	alike := map[figure][]int{}
	for j := range vs {
		b := &vs[j].Claim
		if b.Open || len(b.Readings) == 0 || b.Figureless() {
			continue
		}
		key := figureOf(b)
		for _, i := range alike[key] {
			// A sentence seldom tells the move of a price in parts, as it does the growth of a business.
			if a := &vs[i].Claim; (a.Sentence != b.Sentence || verdict.Quotes(b.Metric)) && a.SameEntities(b) && !a.Readings[0].Interval.Overlaps(b.Readings[0].Interval) {
				contradict(&vs[j], message.Say("the article gives this figure twice with two values"), &vs[i])
			}
		}
		alike[key] = append(alike[key], j)
	}
}

// contradict notes the mismatch on all figures concerned, and decides the
// first where evidence decides none and nothing that they state was guessed.
func contradict(v *verdict.Verdict, says message.Message, others ...*verdict.Verdict) {
	decided := v.Outcome != verdict.NoEvidence || len(v.Claim.Guessed) > 0
	add := func(x *verdict.Verdict) {
		note := span.Note{Span: x.Claim.Span, Code: "itself", Message: says}
		if !slices.Contains(x.Notes, note) { // said once, however many others it contradicts
			x.Notes = append(x.Notes, note)
		}
	}
	add(v)
	for _, o := range others {
		decided = decided || o.Outcome != verdict.NoEvidence || len(o.Claim.Guessed) > 0
		add(o)
	}
	if decided || v.Claim.Modality != claim.Reported {
		return
	}
	v.Outcome, v.Now.Outcome = verdict.Contradicted, verdict.Contradicted
}

// written is the interval that a level's own words admit.
func written(c *claim.Claim) quantity.Interval { return c.Readings[0].Interval }

// levelOf is the article's level of a change's measure, current or of the
// base.
func levelOf(vs []verdict.Verdict, c *claim.Claim, current bool) *verdict.Verdict {
	want := c.Readings[0].Period
	if !current {
		want = c.Readings[0].BasePeriod
	}
	from, to := around(len(vs), func(i int) *claim.Claim { return &vs[i].Claim }, c)
	for i := from; i < to; i++ {
		l := &vs[i].Claim
		if l.Kind == claim.Level && !l.Open && len(l.Readings) > 0 && l.Metric == c.Metric && l.Period.Near(want, 3) && l.SameEntities(c) && near(l, c) && l.Readings[0].Interval.Low.Sign() > 0 && !l.Readings[0].Interval.NoHigh {
			return &vs[i]
		}
	}
	return nil
}

// figure is what two claims on the same thing have in common beside all their
// companies.
type figure struct {
	kind               claim.Kind
	metric, unit, base string
	period             period.Range
	modality           claim.Modality
	of                 entity.ID
}

func figureOf(c *claim.Claim) figure {
	f := figure{kind: c.Kind, metric: c.Metric, unit: c.Unit, base: c.Base, period: c.Period, modality: c.Modality}
	if len(c.Entities) > 0 {
		f.of = c.Entities[0].ID
	}
	return f
}
