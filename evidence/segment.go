package evidence

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"assay/entity"
	"assay/metric"
)

// Axes on which filers name the parts of their business.
const (
	axisProduct       = "srt:ProductOrServiceAxis"
	axisSegment       = "us-gaap:StatementBusinessSegmentsAxis"
	axisConsolidation = "srt:ConsolidationItemsAxis"
	axisGeography     = "srt:StatementGeographicalAxis"
	operatingSegments = "us-gaap:OperatingSegmentsMember"
)

// Member is a part of a filer's business as its own facts name it.
type Member struct {
	Words   string // "google cloud", for people and for matching
	Name    string // "goog:GoogleCloudMember"
	Axis    string
	Dims    Dims // in full, the plainest that the member was filed with
	Concept string
}

// part is a set of dimensions that narrows to one segment.
type part struct {
	dims  Dims
	name  string // the member
	axis  string
	rank  int // of the member
	pairs int
	facts int
}

// partKey is what a list of parts answers.
type partKey struct {
	id                 entity.ID
	metric, definition string
}

// narrowing finds the one pair of dims that names a part of the business;
// the others must be neutral: the operating segments as a whole, or the
// segment that a product belongs to. ok is false for any other dims.
func narrowing(d Dims) (axis, member string, pairs int, ok bool) {
	rest := string(d)
	segment := ""
	for rest != "" {
		var pair string
		pair, rest, _ = strings.Cut(rest, "|")
		a, m, _ := strings.Cut(pair, "=")
		pairs++
		switch {
		case a == axisConsolidation:
			if m != operatingSegments {
				return "", "", 0, false
			}
		case a == axisSegment:
			segment = m
		case axis == "" && isPartAxis(a) && !strings.HasPrefix(m, "<"):
			axis, member = a, m
		default:
			return "", "", 0, false
		}
	}
	if axis == "" {
		axis, member = axisSegment, segment
	}
	return axis, member, pairs, member != ""
}

// isPartAxis is the product, geography or a filer's own axis of products,
// services or segments.
func isPartAxis(axis string) bool {
	return axis == axisProduct || axis == axisGeography || axis == "us-gaap:SubsegmentsAxis" ||
		!strings.HasPrefix(axis, "us-gaap:") && !strings.HasPrefix(axis, "srt:") &&
			(strings.Contains(axis, "Product") || strings.Contains(axis, "Segment") || strings.Contains(axis, "Categorization") || strings.Contains(axis, "Platform") || strings.Contains(axis, "Market"))
}

// axisWord is the axis in a definition's ID.
func axisWord(axis string) string {
	switch axis {
	case axisSegment, "us-gaap:SubsegmentsAxis":
		return "segment"
	case axisProduct:
		return "product"
	case axisGeography:
		return "geography"
	}
	return "category"
}

// segment computes a segment's measure: each set of dimensions that names the
// segment is a definition of its own, never mixed with another in one path;
// one that only repeats an earlier value is left out.
func (e *Evaluator) segment(ctx context.Context, id entity.ID, m *metric.Metric, q query) ([]Computed, error) {
	var out []Computed
	for _, d := range m.For(string(id)) {
		parts, err := e.parts(ctx, id, m, d)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			d := d
			d.ID = m.ID + ": " + axisWord(p.axis)
			if slices.ContainsFunc(out, func(c Computed) bool { return c.Definition == d.ID }) {
				d.ID += " (" + metric.Words(p.name) + ")"
			}
			values, err := e.definition(ctx, id, m, d, p.dims, q)
			if err != nil {
				return nil, err
			}
			if len(values) > 0 && !repeats(out, values[0]) {
				out = append(out, values...)
			}
		}
	}
	return out, nil
}

func repeats(out []Computed, v Computed) bool {
	return slices.ContainsFunc(out, func(c Computed) bool {
		return c.Period == v.Period && c.Interval.Overlaps(v.Interval)
	})
}

// parts lists the dimensions under which the filer files the first term of
// the definition for the segment, best first.
func (e *Evaluator) parts(ctx context.Context, id entity.ID, m *metric.Metric, d metric.Definition) ([]part, error) {
	key := partKey{id, m.ID, d.ID}
	if known, ok := e.segments[key]; ok {
		return known, nil
	}
	var parts []part
	for _, concept := range d.Terms[0].Chain {
		c, err := e.concept(ctx, id, concept)
		if err != nil {
			return nil, err
		}
		for i := range c.groups {
			g := &c.groups[i]
			if g.dims == "" || !unitFits(g.unit, m.Unit) {
				continue
			}
			axis, member, pairs, ok := narrowing(g.dims)
			if !ok {
				continue
			}
			rank := m.Segment.Rank(member)
			if rank == metric.NoMatch || slices.ContainsFunc(parts, func(p part) bool { return p.dims == g.dims }) {
				continue
			}
			parts = append(parts, part{g.dims, member, axis, rank, pairs, len(g.facts)})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.pairs, b.pairs), cmp.Compare(b.facts, a.facts), cmp.Compare(a.dims, b.dims))
	})
	e.segments[key] = parts
	return parts, nil
}

// PartKeys are the keys of the names by which the filer's facts of revenue and
// operating income call the parts of its business.
func (e *Evaluator) PartKeys(ctx context.Context, id entity.ID) (map[metric.Key]bool, error) {
	members, err := e.Members(ctx, id)
	if err != nil {
		return nil, err
	}
	keys := map[metric.Key]bool{}
	for _, m := range members {
		for _, k := range metric.MemberKeys(m.Name) {
			keys[k] = true
		}
	}
	return keys, nil
}

// Members lists the parts of a filer's business that its facts of revenue and
// operating income name, by words, then axis and concept.
func (e *Evaluator) Members(ctx context.Context, id entity.ID) ([]Member, error) {
	var out []Member
	for _, base := range []string{"revenue", "operating income"} {
		m, ok := e.catalog.Lookup(base)
		if !ok {
			continue
		}
		for _, concept := range m.Definitions[0].Terms[0].Chain {
			c, err := e.concept(ctx, id, concept)
			if err != nil {
				return nil, err
			}
			out = appendMembers(out, c, concept)
		}
	}
	slices.SortFunc(out, func(a, b Member) int {
		return cmp.Or(cmp.Compare(a.Words, b.Words), cmp.Compare(a.Axis, b.Axis), cmp.Compare(a.Concept, b.Concept))
	})
	return out, nil
}

func appendMembers(out []Member, c *conceptFacts, concept string) []Member {
	start := len(out)
	for i := range c.groups {
		g := &c.groups[i]
		if g.dims == "" {
			continue
		}
		axis, name, _, ok := narrowing(g.dims)
		if !ok {
			continue
		}
		j := slices.IndexFunc(out[start:], func(m Member) bool { return m.Name == name && m.Axis == axis })
		if j < 0 {
			out = append(out, Member{metric.Words(name), name, axis, g.dims, concept})
		} else if len(g.dims) < len(out[start+j].Dims) {
			out[start+j].Dims = g.dims
		}
	}
	return out
}
