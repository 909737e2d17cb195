package verdict

import (
	"slices"
	"strings"

	"assay/claim"
	"assay/message"
)

// Where a text leaves out the period, or the part of a business that it goes on with, one
// figure cannot tell which is meant: it is right for the year and wrong for the quarter, and so
// ambiguous. Several figures that all are right for the year and wrong for the quarter tell it:
// that they agree by chance is far less likely than that the reader took the wrong period for
// the passage.

const (
	coherent = 2  // figures that must agree
	passage  = 12 // claims apart from each other that figures of a passage stand at most
	sameStep = 10 // days that two steps from one period to another may differ
)

// A step leads from what a figure was read of to another of its readings: to another period,
// or to a part of the business.
type step struct {
	start, end int // days
	part       string
}

// stepTo is the step to a reading, if the two differ in the period alone or in the part alone.
func stepTo(first, r claim.Reading) (step, bool) {
	if r.Base != first.Base && !Quotes(r.Metric) || !slices.Equal(r.Entities, first.Entities) {
		return step{}, false
	}
	if r.Metric == first.Metric {
		return step{start: int(r.Period.Start - first.Period.Start), end: int(r.Period.End - first.Period.End)}, r.Period != first.Period
	}
	part, ok := strings.CutSuffix(r.Metric, " "+first.Metric)
	return step{part: part}, ok && r.Period == first.Period
}

func (s step) near(t step) bool {
	return s.part == t.part && max(s.start-t.start, t.start-s.start) <= sameStep && max(s.end-t.end, t.end-s.end) <= sameStep
}

// Cohere turns the claims of a passage to the period or the part that its figures tell, and
// gives their indices: they are to be checked again.
func Cohere(vs []Verdict) []int {
	var turned []int
	for i := 0; i < len(vs); i++ {
		for _, s := range steps(&vs[i]) {
			last, agree := passageOf(vs, i, s)
			if agree < coherent {
				continue
			}
			for k := i; k <= last; k++ {
				if Quotes(vs[k].Claim.Metric) && !slices.ContainsFunc(steps(&vs[k]), s.near) {
					continue // a passage tells moves of many sessions
				}
				if turn(&vs[k].Claim, s) {
					turned = append(turned, k)
				}
			}
			i = last
			break
		}
	}
	return turned
}

// steps are those by which the claim, as it was read wrong, is right.
func steps(v *Verdict) []step {
	c := &v.Claim
	if v.Now.Outcome != Ambiguous || !coheres(c) || c.Value.Digits < 2 {
		return nil
	}
	var out []step
	for i := range v.Now.Tried {
		t := &v.Now.Tried[i]
		if s, ok := stepTo(c.Readings[0], t.Reading); ok && (s.part != "" || !c.Told) && t.Holds && t.Primary && !t.Reading.Doubtful && !slices.ContainsFunc(out, s.near) {
			out = append(out, s)
		}
	}
	return out
}

// Doubt turns contradictions of a passage into doubts where several figures whose period no
// sentence says are those of a longer or shorter period, a step away: more likely the reader
// than the author took the wrong one. That they are those of the quarter or year before is
// rather the author's slip.
func Doubt(vs []Verdict) {
	var doubted []int
	for i := range vs {
		s, ok := missedBy(&vs[i])
		if !ok {
			continue
		}
		for k := i + 1; k < len(vs) && k-i <= passage; k++ {
			if t, ok := missedBy(&vs[k]); ok && t.near(s) && vs[k].Claim.Value.Value.Cmp(vs[i].Claim.Value.Value) != 0 {
				doubted = append(doubted, i, k)
			}
		}
	}
	for _, i := range doubted {
		vs[i].doubt(message.Say("the figure may speak of another period of its sentence"))
	}
}

// doubt turns a contradiction into a doubt, with the reason; any other outcome stays.
func (v *Verdict) doubt(why message.Message) {
	if v.Outcome != Contradicted {
		return
	}
	v.Outcome, v.Now.Outcome = Ambiguous, Ambiguous
	if v.AtPublication.Outcome == Contradicted {
		v.AtPublication.Outcome = Ambiguous
	}
	v.remark("passage", why)
}

// missedBy is the step to the period of which the contradicted claim's figure is.
func missedBy(v *Verdict) (step, bool) {
	c, miss := &v.Claim, v.Now.NearMiss
	if v.Outcome != Contradicted || v.Now.Outcome != Contradicted || miss == nil || miss.Kind != "period" || !inProse(c) || c.Told {
		return step{}, false
	}
	r := c.Readings[0]
	r.Period = miss.Period
	s, ok := stepTo(c.Readings[0], r)
	return s, ok && max(s.start-s.end, s.end-s.start) > sameStep
}

// reported reports whether the claim is a reported figure in prose that evidence can decide.
func reported(c *claim.Claim) bool {
	return c.Modality == claim.Reported && !c.Open && !c.Cell && len(c.Readings) > 0
}

// inProse reports whether the claim is a reported figure of a filer in prose.
func inProse(c *claim.Claim) bool { return reported(c) && !Quotes(c.Metric) }

// coheres reports whether a passage may tell of what the claim is: a figure of a filer, or the
// move of a price.
func coheres(c *claim.Claim) bool {
	return reported(c) && (c.Kind == claim.Change || !Quotes(c.Metric))
}

// passageOf goes on from the ith claim while no figure is right as it was read, and gives the
// last that the step makes right and how many different figures it does.
func passageOf(vs []Verdict, i int, s step) (last, agree int) {
	last = i
	var seen []string
	for k := i; k < len(vs) && k-last <= passage; k++ {
		c := &vs[k].Claim
		if readingAt(c, s) < 0 {
			continue
		}
		if vs[k].Now.Outcome == Supported {
			break
		}
		if slices.ContainsFunc(steps(&vs[k]), s.near) {
			last = k
			if written := c.Value.Value.String(); !slices.Contains(seen, written) {
				seen = append(seen, written)
			}
		}
	}
	return last, len(seen)
}

// readingAt is the claim's reading that lies a step from the first, or -1. A period that the
// claim's sentence says stays.
func readingAt(c *claim.Claim, s step) int {
	if !coheres(c) || s.part == "" && c.Told {
		return -1
	}
	return slices.IndexFunc(c.Readings, func(r claim.Reading) bool {
		t, ok := stepTo(c.Readings[0], r)
		return ok && !r.Weak && t.near(s)
	})
}

// turn makes the reading that lies a step from the first the claim's own, and the first one
// of the others.
func turn(c *claim.Claim, s step) bool {
	i := readingAt(c, s)
	if i < 0 {
		return false
	}
	here, there := c.Readings[0], c.Readings[i]
	readings := slices.Clone(c.Readings)
	for k := range readings {
		switch r := &readings[k]; {
		case r.Metric == here.Metric && r.Period == here.Period:
			r.Metric, r.Period, r.Base, r.BasePeriod = there.Metric, there.Period, there.Base, there.BasePeriod
		case r.Metric == there.Metric && r.Period == there.Period:
			r.Metric, r.Period, r.Base, r.BasePeriod = here.Metric, here.Period, here.Base, here.BasePeriod
		}
	}
	if here.Period != there.Period {
		c.Label = ""
	}
	c.Readings, c.Metric, c.Period, c.Base = readings, there.Metric, there.Period, there.Base
	return true
}

// Told notes that the figures of the passage tell what the claim is of.
func (v *Verdict) Told() {
	v.remark("passage", message.Say("the text leaves open of what this is; the figures of the passage agree on it"))
}
