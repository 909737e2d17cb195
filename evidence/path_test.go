package evidence_test

import (
	"fmt"
	"slices"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
)

// TestDerivedMeetsFiled takes away each filed quarter, half, nine months and
// year in turn, derives it from the rest, and holds it against what was filed:
// the intervals, grains added along the path, meet, for every flow that a measure
// is made of.
func TestDerivedMeetsFiled(t *testing.T) {
	shelf := realFacts(t)
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	var odd []string
	for _, id := range []entity.ID{nvda, googl, msft, amzn, meta} {
		for _, concept := range flowConcepts(cat) {
			facts := head(shelf[shelfKey{id, concept}])
			for _, p := range durations(facts) {
				if p.End < period.NewDate(2019, 1, 1) {
					continue
				}
				var filed, rest []evidence.Fact
				for _, f := range facts {
					if f.Period == p {
						filed = append(filed, f)
					} else {
						rest = append(rest, f)
					}
				}
				for _, v := range evidence.Derive(rest, p, 0) {
					if v.Basis.Mixed || v.Period != p || !v.Derived {
						continue
					}
					checked++
					if !slices.ContainsFunc(filed, func(f evidence.Fact) bool { return f.Interval().Overlaps(v.Interval) }) {
						odd = append(odd, fmt.Sprintf("%s %s %s", id, concept, p))
					}
				}
			}
		}
	}
	odd = slices.Compact(odd)
	if checked < 3000 {
		t.Fatalf("only %d derivations checked", checked)
	}
	t.Logf("%d derivations checked, %d exceptions", checked, len(odd))
	for _, o := range odd {
		t.Errorf("derived value misses the filed one: %s", o)
	}
}

// head are the facts of the whole filer in dollars.
func head(facts []evidence.Fact) []evidence.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f evidence.Fact) bool { return f.Dims != "" || f.Unit != "USD" })
}

// durations are the distinct periods of at most a year, instants left out.
func durations(facts []evidence.Fact) []period.Range {
	var out []period.Range
	for _, f := range facts {
		if d := f.Period.Days(); d > 0 && d <= 380 && !slices.Contains(out, f.Period) {
			out = append(out, f.Period)
		}
	}
	return out
}

func flowConcepts(cat *metric.Catalog) []string {
	var out []string
	for _, id := range cat.IDs() {
		m, _ := cat.Lookup(id)
		if m.Kind != metric.Flow {
			continue
		}
		for _, d := range m.Definitions {
			for _, term := range d.Terms {
				out = append(out, term.Chain...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
