package evidence

import (
	"slices"
	"strings"

	"assay/message"
	"assay/period"
	"assay/quantity"
)

// Dates are nodes, facts are edges. Every filed duration is an edge from its
// first day to the day after its last; the value of any asked period is a
// path, forward edges added, backward edges subtracted. A fourth quarter is
// the year forward after nine months backward; twelve trailing months, a half
// and a calendar year of an odd fiscal year are paths of the same kind.

// SignedFact is one summand of a derived value.
type SignedFact struct {
	// Sign is 1 or -1; the weighted average of a fourth quarter's shares is
	// 4 times the year's less 3 times that of nine months.
	Sign int
	Fact Fact
}

// Basis says on which of the filer's bases a value rests. The zero value is
// neither the first nor recast: no basis.
type Basis struct {
	// First: each fact is the period's first filed value.
	First bool
	// Latest: no later basis is known at the clock.
	Latest bool
	// Recast is the filing that brought the changed value; nil where every
	// fact is as first filed.
	Recast *Filing
	// Mixed: the summands may rest on different bases, for the filer changed
	// its basis between them and no filing states both, or other paths of the
	// same basis give another value. Never the value of a verdict; at best a
	// reason not to contradict.
	Mixed bool
}

// String is the basis in words for a report.
func (b Basis) String() string {
	switch {
	case b.Mixed:
		return "on mixed bases"
	case b.Recast != nil:
		return "as recast in " + b.Recast.Form + " " + b.Recast.Accession
	case b.First:
		return "as first filed"
	}
	return ""
}

// Value is the value of a period with its derivation.
type Value struct {
	Period   period.Range // the exact period: an asked range may have been moved to the filed one
	Value    quantity.Rat
	Interval quantity.Interval // the exact sum of the filed intervals
	Terms    []SignedFact
	Basis    Basis
	Derived  bool // more than one fact
	Notes    []message.Message
}

// SnapDays is by how many days an asked range may miss a filed period, at
// each end: fiscal quarters that end on a Saturday, asked for by the calendar.
const SnapDays = 10

// Derive computes the value of a period from facts of one entity and concept,
// in the order of Facts, as known at the clock: one value for each consistent
// basis, the latest first. Where the facts have several dimensions or units,
// those of the first fact count. Preliminary facts count only where the others give no
// value. Facts in shares, or per share, and instants
// are only found, never added.
func Derive(facts []Fact, want period.Range, asOf period.Date) []Value {
	facts = sameKind(ExactFacts(facts))
	if len(facts) == 0 {
		return nil
	}
	var s search
	additive := additiveUnit(facts[0].Unit)
	known := KnownAt(facts, asOf)
	reports := filed(known)
	out := newTimeline(reports, additive, &s).derive(want, SnapDays)
	if len(reports) == len(known) || len(out) > 0 && !out[0].Basis.Mixed {
		return out
	}
	return newTimeline(known, additive, &s).derive(want, SnapDays)
}

// sameKind is the head of facts that shares dimensions and unit.
func sameKind(facts []Fact) []Fact {
	for i := 1; i < len(facts); i++ {
		if facts[i].Dims != facts[0].Dims || facts[i].Unit != facts[0].Unit {
			return facts[:i]
		}
	}
	return facts
}

func additiveUnit(unit string) bool {
	return !strings.Contains(unit, "/") && unit != "pure" && unit != "shares"
}

// derive is Derive on one timeline; snap bounds how far an end may move.
func (t *timeline) derive(want period.Range, snap int) []Value {
	if len(t.periods) == 0 || !want.Known() {
		return nil
	}
	if !t.additive || want.Start == 0 || t.periods[0].Start == 0 && t.periods[len(t.periods)-1].Start == 0 {
		return t.found(want, snap)
	}
	var out []Value
	for b := len(t.epochs) - 1; b >= firstFiled; b-- {
		if b == firstFiled && len(t.epochs) == 1 && len(out) > 0 {
			break // one epoch is the first basis too
		}
		p, ok := t.path(want, b, snap)
		if ok {
			out = t.add(out, p)
		}
	}
	return finish(out)
}

// found lists the vintages of the one period that meets want, latest first.
func (t *timeline) found(want period.Range, snap int) []Value {
	s := t.near(want, snap)
	if s == nil {
		return nil
	}
	var out []Value
	for b := len(t.epochs) - 1; b >= firstFiled; b-- {
		if v := t.pick(s, b); v >= 0 {
			out = t.add(out, route{period: s.Range, steps: []step{{vintage: v, sign: 1}}})
		}
	}
	return finish(out)
}

// near is the filed period closest to want with both ends within snap days.
func (t *timeline) near(want period.Range, snap int) *spell {
	lo, _ := slices.BinarySearchFunc(t.periods, want.End-period.Date(snap), func(s spell, d period.Date) int { return int(s.End - d) })
	var best *spell
	bestOff := 0
	for i := lo; i < len(t.periods) && t.periods[i].End <= want.End+period.Date(snap); i++ {
		s := &t.periods[i]
		off := apart(s.End, want.End)
		if s.Start != 0 && want.Start != 0 {
			if apart(s.Start, want.Start) > snap {
				continue
			}
			off += apart(s.Start, want.Start)
		} else if s.Start != 0 {
			continue
		}
		if best == nil || off < bestOff {
			best, bestOff = s, off
		}
	}
	return best
}

func apart(a, b period.Date) int {
	if a > b {
		return int(a - b)
	}
	return int(b - a)
}

// add appends the route's value unless its interval meets one already there:
// then that one is on this basis too.
func (t *timeline) add(out []Value, r route) []Value {
	v := t.value(r)
	for i := range out {
		o := &out[i]
		if o.Period == v.Period && (sameTerms(o.Terms, v.Terms) || (o.Derived || v.Derived) && o.Interval.Overlaps(v.Interval)) {
			if v.Basis.First && !o.Basis.First && !v.Basis.Mixed {
				o.Basis.First, o.Basis.Recast = true, nil
			}
			return out
		}
	}
	return append(out, v)
}

func sameTerms(a, b []SignedFact) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := &a[i], &b[i]
		if x.Sign != y.Sign || x.Fact.Period != y.Fact.Period || x.Fact.Value != y.Fact.Value {
			return false
		}
	}
	return true
}

func finish(out []Value) []Value {
	for i := range out {
		if !out[i].Basis.Mixed {
			out[i].Basis.Latest = true
			// Mixed values never stand before a clean one.
			if i > 0 {
				v := out[i]
				copy(out[1:i+1], out[:i])
				out[0] = v
			}
			break
		}
	}
	return out
}

func (t *timeline) value(r route) Value {
	v := Value{Period: r.period, Derived: len(r.steps) > 1, Terms: make([]SignedFact, len(r.steps))}
	first, late := true, period.Date(0)
	// What is added stands before what is subtracted.
	slices.SortStableFunc(r.steps, func(a, b step) int { return b.sign - a.sign })
	for i, s := range r.steps {
		w := &t.vintages[s.vintage]
		f := &t.facts[w.fact]
		v.Terms[i] = SignedFact{Sign: s.sign, Fact: *f}
		x, iv := f.Value.Rat(), f.Interval()
		if v.Derived {
			iv = f.footed()
		}
		if s.sign < 0 {
			x, iv = x.Neg(), iv.Neg()
		}
		if i == 0 {
			v.Value, v.Interval = x, iv
		} else {
			v.Value, v.Interval = v.Value.Add(x), v.Interval.Add(iv)
		}
		if o := t.facts[w.opened].Filing; !t.isFirst(s.vintage) && (v.Basis.Recast == nil || o.Filed >= late) {
			v.Basis.Recast, late = o, o.Filed
		}
		first = first && t.isFirst(s.vintage)
		if note := filingNote(f.Filing); note != "" && !slices.Contains(v.Notes, note) {
			v.Notes = append(v.Notes, note)
		}
	}
	v.Basis.First, v.Basis.Mixed = first, r.mixed
	return v
}

func filingNote(f *Filing) message.Message {
	switch {
	case f.Preliminary():
		return message.Say("preliminary: stated in the earnings release %s, not yet in a quarterly or annual report", message.Text(f.Accession))
	case f.Filed == 0:
		return message.Say("filing date of %s unknown", message.Text(f.Accession))
	case f.About:
		return message.Say("filing date of %s taken from its signature", message.Text(f.Accession))
	}
	return ""
}

// isFirst reports whether the vintage came with its period's first filing.
func (t *timeline) isFirst(v int32) bool {
	f := &t.facts[t.vintages[v].opened]
	i, ok := slices.BinarySearchFunc(t.periods, f.Period, comparePeriods)
	return ok && t.facts[t.vintages[t.periods[i].first].opened].Filing == f.Filing
}

func comparePeriods(s spell, r period.Range) int {
	if s.End != r.End {
		return int(s.End) - int(r.End)
	}
	return int(s.Start) - int(r.Start)
}
