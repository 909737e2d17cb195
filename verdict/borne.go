package verdict

import (
	"slices"

	"assay/claim"
	"assay/quantity"
)

// Borne makes the reading that the evidence bears out the claim's own where the text leaves
// several open and the first is wrong: the report then shows of what the figure is right. The
// outcome stays ambiguous, for the author may have meant the first.
func (p *Pass) Borne(vs []Verdict) {
	for i := range vs {
		c := &vs[i].Claim
		if vs[i].Outcome != Ambiguous || c.Modality == claim.Forecast {
			continue
		}
		r, ok := vs[i].Now.borne(c)
		if !ok {
			continue
		}
		if !slices.Equal(r.Entities, c.Readings[0].Entities) {
			c.Entities = p.parties(r.Entities)
		}
		readAs(c, r)
	}
}

// borne is the reading that holds, else the first of the period whose figure it is by the near
// miss; ok is false where there is none but the first.
func (a *At) borne(c *claim.Claim) (r claim.Reading, ok bool) {
	first := c.Readings[0]
	if t := a.borneOut(); t != nil {
		return t.Reading, !sameReading(t.Reading, first)
	}
	if a.NearMiss == nil || a.NearMiss.Kind != "period" || !telling(c) {
		return r, false
	}
	first.Period = a.NearMiss.Period
	return first, first.Period.Known()
}

// telling reports whether the figure has three digits or more that are no trailing zeros, enough
// to tell its period by itself.
func telling(c *claim.Claim) bool {
	return c.Value.Value.Abs().Cmp(c.Value.Grain.Mul(quantity.Int(100))) >= 0
}

// borneOut is the first value that holds, or nil.
func (a *At) borneOut() *Tried {
	for i := range a.Tried {
		if t := &a.Tried[i]; t.Holds {
			return t
		}
	}
	return nil
}

// readAs shows another of the claim's readings as its own.
func readAs(c *claim.Claim, r claim.Reading) {
	if r.Period != c.Readings[0].Period {
		c.Label = ""
	}
	c.Metric, c.Period = r.Of(), r.Period
	if c.Kind == claim.Change {
		c.Base = r.Base
	}
	others := slices.DeleteFunc(slices.Clone(c.Readings), func(o claim.Reading) bool {
		return o.Period == r.Period && o.Metric == r.Metric && o.Base == r.Base
	})
	c.Readings = append([]claim.Reading{r}, others...)
}
