package verdict

import (
	"slices"

	"assay/claim"
	"assay/entity"
	"assay/message"
	"assay/period"
)

// A sentence that gives a measure of a company two values speaks of two periods. Where one of
// the values is right, the other is of the period before, however the text says so: "earned
// $18.4 billion in the second quarter, when it had made do with $16.0 billion the last time".

// Seconds gives the indices of the levels and ratios that are not right but stand in a sentence
// with another of the same measure, company and period that is. Growth rates of the kind it
// makes doubtful, they may have another base, and levels that no other period explains.
func Seconds(vs []Verdict) []int {
	var out []int
	for i := range vs {
		v := &vs[i]
		switch level := isSecond(v); {
		case !level && !isSecondRate(v) && !isSecondLevel(v) || !hasFirst(vs, i):
		case level:
			out = append(out, i)
		default:
			v.DoubtSecond()
		}
	}
	return out
}

// isSecond reports whether the verdict is on a level or a ratio that no reading bears out.
func isSecond(v *Verdict) bool {
	c := &v.Claim
	return (c.Kind == claim.Level && c.Value.Digits >= 2 || c.Kind == claim.Ratio && c.Value.Digits >= 3) && inProse(c) && !c.IsRange && v.Now.borneOut() == nil &&
		(v.Outcome == Ambiguous || v.Outcome == Contradicted && explains(v, "period"))
}

// isSecondLevel reports whether the verdict contradicts a level or a ratio, and no slip of scale: of
// two of a kind, one is likely of another company, measure or period.
func isSecondLevel(v *Verdict) bool {
	c := &v.Claim
	return (c.Kind == claim.Level || c.Kind == claim.Ratio) && reported(c) && v.Outcome == Contradicted && !explains(v, "scale")
}

// isSecondRate reports whether the verdict contradicts a growth rate, or the move of a price,
// that no slip of the pen explains.
func isSecondRate(v *Verdict) bool {
	c := &v.Claim
	if c.Kind != claim.Change || c.Modality != claim.Reported || c.Cell || v.Outcome != Contradicted {
		return false
	}
	if v.Now.NearMiss == nil {
		return true
	}
	switch v.Now.NearMiss.Kind {
	case "company", "base", "period", "measure":
		return true
	}
	return false
}

// hasFirst reports whether the sentence of the ith claim has another that is right and of what
// this one was read of.
func hasFirst(vs []Verdict, i int) bool {
	near := sentenceOf(vs, i)
	if c := &vs[i].Claim; c.Kind != claim.Change && vs[i].Outcome == Contradicted && !explains(&vs[i], "measure") && !(c.Told && c.Spoken.ByName) {
		near = nearbyOf(vs, i)
	}
	for k := range near {
		if firstOf(&near[k], &vs[i]) {
			return true
		}
	}
	return false
}

// explains reports whether the near miss of a verdict is of the kind.
func explains(v *Verdict, kind string) bool {
	return v.Now.NearMiss != nil && v.Now.NearMiss.Kind == kind
}

// nearbyOf are the verdicts on the claims of the passage around the ith claim: the text does not
// give a thing two values a sentence or two apart, unless it says both times of what they are.
func nearbyOf(vs []Verdict, i int) []Verdict {
	at := vs[i].Claim.Span.Start
	return runOf(vs, i, func(c *claim.Claim) bool { return max(at-c.Span.Start, c.Span.Start-at) < farFirst })
}

// farFirst is how many bytes apart two figures of one thing stand in one passage.
const farFirst = 400

// sentenceOf are the verdicts on the claims of the ith claim's sentence, itself among them.
func sentenceOf(vs []Verdict, i int) []Verdict {
	sentence := vs[i].Claim.Sentence
	return runOf(vs, i, func(c *claim.Claim) bool { return c.Sentence == sentence })
}

// runOf are the verdicts around the ith, itself among them, as far as their claims are such.
func runOf(vs []Verdict, i int, such func(*claim.Claim) bool) []Verdict {
	from, to := i, i+1
	for from > 0 && such(&vs[from-1].Claim) {
		from--
	}
	for to < len(vs) && such(&vs[to].Claim) {
		to++
	}
	return vs[from:to]
}

// firstOf reports whether o is right and of what v was read of.
func firstOf(o, v *Verdict) bool {
	a, b := &o.Claim, &v.Claim
	rates := a.Kind == claim.Change && !money(a.Unit) && !money(b.Unit) // "tripled, and grew 18 % on the quarter"
	return o.Outcome == Supported && a.Kind == b.Kind && (a.Unit == b.Unit || rates) && a.Base == b.Base && a.Metric == b.Metric && a.Period == b.Period && a.SameEntities(b)
}

// Before are the periods that the second level of a sentence may be of: those before the
// first's, and the one whose figure it is by the near miss.
func (v *Verdict) Before(shift func([]entity.ID, period.Range, string) period.Range) []period.Range {
	r := v.Claim.Readings[0]
	out := []period.Range{shift(r.Entities, r.Period, "yoy"), shift(r.Entities, r.Period, "qoq")}
	if miss := v.Now.NearMiss; miss != nil && miss.Kind == "period" {
		out = append(out, miss.Period)
	}
	return slices.DeleteFunc(out, func(p period.Range) bool { return !p.Known() || p == r.Period })
}

// Of is the claim read of another period, which its sentence does not say.
func Of(c claim.Claim, when period.Range) claim.Claim {
	was := c.Readings[0]
	var readings []claim.Reading
	for _, r := range c.Readings {
		if r.Period == was.Period && r.Metric == was.Metric && slices.Equal(r.Entities, was.Entities) && !r.Open {
			r.Period = when
			readings = append(readings, r)
		}
	}
	c.Readings, c.Period, c.Label = readings, when, ""
	return c
}

// DoubtSecond makes a contradiction doubtful that is right for no period before, but stands
// beside the right value of its own.
func (v *Verdict) DoubtSecond() {
	v.doubt(message.Say("the figure may speak of another period of its sentence"))
}
