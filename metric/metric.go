// Package metric says what is measured: each measure is a small formula over
// filed concepts, with named definitions where the field has several.
//
// It holds no words of any language (the packs do), no facts and no filers'
// periods. The measures stand as data, one file each, under data; segments of
// business under data/segments. Read Metric here, then load.go; package
// evidence computes them.
package metric

import (
	"slices"
	"strings"
)

// Kind says how a measure behaves in time.
type Kind uint8

// The kinds of measure. Only a Flow adds up over time.
const (
	Unknown    Kind = iota
	Flow            // adds up over time: revenue, capital expenditure
	Balance         // holds at an instant: cash, debt
	PerShare        // a figure a share: never added, never subtracted
	Shares          // a count of shares, at an instant or averaged over a period
	Price           // a price from a daily series; no filing
	Level           // an index level from a daily series; no filing
	Volatility      // from option chains or an index of them; no filing
)

var kindNames = [...]string{"", "flow", "balance", "per share", "shares", "price", "level", "volatility"}

// String is the kind's name as the data files write it.
func (k Kind) String() string { return kindNames[k] }

// Filed reports whether the measure is computed from filings.
func (k Kind) Filed() bool { return k >= Flow && k <= Shares }

// Metric is one measure. The zero value is no measure.
type Metric struct {
	ID          string // "capex", "operating income", "cloud revenue"
	Kind        Kind
	Unit        string       // as filed: "USD", "USD/shares", "shares"; another currency may stand for USD
	Definitions []Definition // the most plausible one first
	Additive    bool         // values of adjoining periods add up
	// Management marks a measure of which managements speak by definitions
	// of their own that are filed nowhere: a value near the filed ones is
	// never contradicted by them.
	Management bool
	// OwnFiled are the filers whose own definition is one of the filed
	// ones, so that Management does not hold for them.
	OwnFiled []string
	// Loose marks a measure of which companies speak with things in it that
	// the filed concepts leave out (a cash pile with or without securities):
	// a figure that misses it is contradicted only where a near miss says why.
	Loose bool
	// Accrued marks a flow that companies also state as it falls due, with taxes and
	// unsettled trades: up to a tenth from what the cash flow statement shows.
	Accrued bool
	// Of and Over are the measures whose quotient nears a per-share figure
	// for a quarter that is not filed: net income over diluted shares.
	Of, Over string
	// Segment narrows the definitions to facts with the segment's
	// dimension; nil is the filer as a whole.
	Segment *Segment
	// Base is the ID of the measure that the segment narrows, else "".
	Base string
}

// Definition is one meaning of a measure: the signed sum of its terms.
type Definition struct {
	ID         string // "capex: cash"
	Terms      []Term
	Management bool     // as Metric.Management
	Own        []string // entity IDs of the filers whose own definition it is
}

// Term is one summand: the first concept of the chain that the filer filed
// for the period.
type Term struct {
	Sign  int // 1 or -1
	Chain []string
}

// Unfiled reports whether that filer's own definition of the measure may be
// filed nowhere.
func (m Metric) Unfiled(entityID string) bool {
	return m.Management && !slices.Contains(m.OwnFiled, entityID)
}

// For is the definitions in their order of plausibility for a filer: its own
// first, then as in the file.
func (m Metric) For(entityID string) []Definition {
	for i, d := range m.Definitions {
		if i > 0 && slices.Contains(d.Own, entityID) {
			own := make([]Definition, 0, len(m.Definitions))
			own = append(own, d)
			own = append(own, m.Definitions[:i]...)
			return append(own, m.Definitions[i+1:]...)
		}
	}
	return m.Definitions
}

// Catalog holds all measures and segments; it never changes once loaded.
type Catalog struct {
	metrics  map[string]Metric
	segments map[string]Segment
	ids      []string // sorted
	segIDs   []string // sorted
}

// IDs are the measures that stand as files, sorted.
func (c *Catalog) IDs() []string { return c.ids }

// Segments are the parts of a business that stand as files, sorted.
func (c *Catalog) Segments() []string { return c.segIDs }

// Lookup finds a measure by its ID: one of the files', or "<segment> <base>"
// such as "cloud revenue", where a segment without a file is any words, to be
// compared with the filer's own members. A ratio "A / B" is no measure; see
// Ratio.
func (c *Catalog) Lookup(id string) (Metric, bool) {
	if m, ok := c.metrics[id]; ok {
		return m, true
	}
	if strings.Contains(id, " / ") {
		return Metric{}, false
	}
	// The longest base wins: "aws operating income" is no "income".
	for i := strings.IndexByte(id, ' '); i >= 0; {
		if base, ok := c.metrics[id[i+1:]]; ok && base.Kind.Filed() {
			seg, ok := c.segments[id[:i]]
			if !ok {
				seg = Segment{ID: id[:i], words: true}
			}
			return base.narrow(id, seg), true
		}
		j := strings.IndexByte(id[i+1:], ' ')
		if j < 0 {
			break
		}
		i += 1 + j
	}
	return Metric{}, false
}

func (m Metric) narrow(id string, seg Segment) Metric {
	m.Base, m.ID, m.Segment = m.ID, id, &seg
	return m
}

// Ratio splits "A / B" into its two measures' IDs.
func Ratio(id string) (numerator, denominator string, ok bool) {
	return strings.Cut(id, " / ")
}

// Concepts are all concepts that any definition uses, sorted.
func (c *Catalog) Concepts() []string {
	var all []string
	for _, id := range c.ids {
		for _, d := range c.metrics[id].Definitions {
			for _, t := range d.Terms {
				all = append(all, t.Chain...)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
