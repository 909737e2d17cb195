package fsds

import (
	"context"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// exactly is what a store knows exactly of one filer, read once for all of its
// filings in a data set:
//
//   - which facts each of these filings states, so that their copies are known;
//   - which exact periods they state, so that a row whose days are rounded takes
//     those of the one period that they can mean;
//   - how the filer's own tags, axes and members are called in full. Local names
//     are unique within a filing (EDGAR Filer Manual), so that a shortened name
//     that is told from the filer's own documents is told for certain.
type exactly struct {
	place   map[string]uint32 // accession → number of a filing looked at
	facts   map[factKey][]value
	periods map[periodKey]found
	tags    map[string]string // local name → full name; "" where there are several
	parts   map[pair]string   // shortened → "axis=member"; "" where there are several
	seen    map[evidence.Dims]string

	names map[uint32]string // of tags, in full, as asked for
	full  map[dimsKey]evidence.Dims
}

// dimsKey are dimensions as a table has them, in the taxonomy of a year.
type dimsKey struct {
	dims uint32
	year int
}

// factKey is what a row tells of which fact it is.
type factKey struct {
	filing   uint32
	concept  string
	segments string
	end      period.Date
	quarters int
}

// value is a fact's value and unit.
type value struct {
	v    quantity.Decimal
	unit string
}

type periodKey struct {
	filing   uint32
	end      period.Date
	quarters int
}

// found is the exact period of a rounded one.
type found struct {
	period.Range
	several bool
}

// know reads what the store knows of a filer; place are the filings looked at.
// Facts whose periods are only about right are handed to about, if that is not
// nil.
func know(ctx context.Context, store evidence.Facts, id entity.ID, place map[string]uint32, about func(evidence.Fact)) (*exactly, error) {
	x := &exactly{place: place, facts: map[factKey][]value{}, periods: map[periodKey]found{}, tags: map[string]string{}, parts: map[pair]string{}, seen: map[evidence.Dims]string{"": ""}, names: map[uint32]string{}, full: map[dimsKey]evidence.Dims{}}
	concepts, err := store.Concepts(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, c := range concepts {
		facts, err := store.Facts(ctx, id, c)
		if err != nil {
			return nil, err
		}
		exact := false
		for i := range facts {
			f := &facts[i]
			if f.About {
				if about != nil {
					about(*f)
				}
				continue
			}
			exact = true
			x.add(f)
		}
		if exact && isOwn(c) {
			_, local, _ := strings.Cut(c, ":")
			only(x.tags, local, c)
		}
	}
	return x, nil
}

// only enters a name, or marks that there are several.
func only[K comparable](known map[K]string, key K, name string) {
	if old, ok := known[key]; ok && old != name {
		name = ""
	}
	known[key] = name
}

func (x *exactly) add(f *evidence.Fact) {
	segments := x.learn(f.Dims)
	n, ok := x.place[f.Filing.Accession]
	if !ok {
		return
	}
	quarters := evidence.Quarters(f.Period)
	if quarters == 0 && f.Period.Start != 0 {
		return // no rounded period means it
	}
	before, after := evidence.MonthEnds(f.Period.End)
	for _, end := range [2]period.Date{before, after} {
		k := factKey{n, f.Concept, segments, end, quarters}
		x.facts[k] = append(x.facts[k], value{f.Value, f.Unit})
		p := periodKey{n, end, quarters}
		if old, ok := x.periods[p]; !ok {
			x.periods[p] = found{Range: f.Period}
		} else if old.Range != f.Period {
			old.several = true
			x.periods[p] = old
		}
		if before == after {
			break
		}
	}
}

// learn is the shortened form of dimensions, whose full names are learnt. Names
// that are a data set's own teach nothing.
func (x *exactly) learn(d evidence.Dims) string {
	if s, ok := x.seen[d]; ok {
		return s
	}
	for _, p := range d.Pairs() {
		if full := p[0] + "=" + p[1]; !strings.Contains(full, unknown) {
			only(x.parts, shortPair(p), full)
		}
	}
	s := joined(shortened(d))
	x.seen[d] = s
	return s
}

// has reports whether the filing states the row's fact exactly. A unit may be
// one that the tables shorten ("USD" for "USD/shares").
func (x *exactly) has(k factKey, v quantity.Decimal, unit, uom string) bool {
	for _, f := range x.facts[k] {
		over, _, _ := strings.Cut(f.unit, "/")
		if (f.unit == unit || over == uom) && evidence.SameAbout(f.v, v) {
			return true
		}
	}
	return false
}

// period is the exact period that a rounded one of a filing means, if the filing
// states exactly one.
func (x *exactly) period(filing uint32, end period.Date, quarters int) (period.Range, bool) {
	f, ok := x.periods[periodKey{filing, end, quarters}]
	return f.Range, ok && !f.several
}

// concept is the full name of the nth tag. A filer's own tag is one of one filing,
// and so of one prefix.
func (x *exactly) concept(n uint32, t *tag, prefix string) string {
	name, ok := x.names[n]
	if !ok {
		name = x.fullName(t, prefix)
		x.names[n] = name
	}
	return name
}

func (x *exactly) fullName(t *tag, prefix string) string {
	p, _ := taxonomy(t.version)
	if p != own {
		return p + ":" + t.name
	}
	if full := x.tags[t.name]; full != "" {
		return full
	}
	return prefix + ":" + t.name
}

// members are the standard members that the evaluator asks for by name.
var members = map[pair]string{{"ConsolidationItems", "OperatingSegments"}: "us-gaap:OperatingSegmentsMember"}

// dims are the nth dimensions in full: as the filer's own documents have them,
// else the axis by the table of standard axes and the member as the data set has
// it, marked.
func (x *exactly) dims(n uint32, ps []pair, table map[string][]axisYears, year int) evidence.Dims {
	k := dimsKey{n, year}
	if d, ok := x.full[k]; ok {
		return d
	}
	full := make([]string, 0, len(ps))
	for _, p := range ps {
		name := x.parts[p]
		if name == "" {
			member := members[p]
			if member == "" {
				member = unknown + separators.Replace(p.member)
			}
			name = separators.Replace(axisName(table, p.axis, year)) + "=" + member
		}
		full = append(full, name)
	}
	x.full[k] = dims(full)
	return x.full[k]
}
