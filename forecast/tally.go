package forecast

import (
	"cmp"
	"fmt"
	"slices"

	"assay/forecast/score"
)

// Naive are the forecasts that anybody could have made, in the unit of the
// entry's value; missing where the evidence of that day does not give them.
type Naive struct{ LastValue, SameGrowth score.Maybe }

// Grouping is by what scores are told apart.
type Grouping string

// The groupings.
const (
	ByHolder  Grouping = "holder"
	ByMeasure Grouping = "measure"
	ByAll     Grouping = "all"
)

// ScoreOptions say which forecasts count and how they are told apart.
type ScoreOptions struct {
	By      Grouping // "" is ByHolder
	Horizon int      // days before the outcome at which a forecast must have stood; 0 is 1
	// Restated takes the outcome as a later filing restated it; otherwise as
	// first filed.
	Restated bool
	Score    score.Options
}

// Scores is how good one group's forecasts were, by kind. A kind without a
// forecast has none.
type Scores struct {
	Group  string
	Points *score.PointScore
	Ranges *score.RangeScore
	Bounds *score.BoundScore
}

// Score judges the entries that count: decided, not withdrawn or corrected, and
// not captured late. Of each holder and question the last one before the
// horizon counts. Errors are in units of the last value known when the forecast
// was made, where it is known.
func Score(items []Item, naive func(Entry) (Naive, error), o ScoreOptions) ([]Scores, error) {
	o.By, o.Horizon = cmp.Or(o.By, ByHolder), cmp.Or(o.Horizon, 1)
	if !slices.Contains([]Grouping{ByHolder, ByMeasure, ByAll}, o.By) {
		return nil, fmt.Errorf("forecast: there is no grouping %q; want holder, measure or all", o.By)
	}
	counted, err := atHorizon(items, o)
	if err != nil {
		return nil, err
	}
	groups := map[string]*tally{}
	for _, it := range counted {
		n, err := naive(it.Entry)
		if err != nil {
			return nil, err
		}
		g := o.By.of(it.Entry)
		if groups[g] == nil {
			groups[g] = &tally{}
		}
		groups[g].add(it, o.outcome(it), n)
	}
	names := make([]string, 0, len(groups))
	for g := range groups {
		names = append(names, g)
	}
	slices.Sort(names)
	out := make([]Scores, 0, len(names))
	for _, g := range names {
		s, err := groups[g].scores(g, o.Score)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// of is the group of an entry.
func (g Grouping) of(e Entry) string {
	switch g {
	case ByMeasure:
		return e.Measure
	case ByAll:
		return "all"
	}
	return cmp.Or(e.Holder.String(), "nobody named")
}

// outcome is the resolution that counts; nil where none does.
func (o ScoreOptions) outcome(it Item) *Resolution {
	if len(it.Resolutions) == 0 {
		return nil
	}
	r := &it.Resolutions[0]
	if o.Restated {
		r = &it.Resolutions[len(it.Resolutions)-1]
	}
	if r.Outcome != CameTrue && r.Outcome != DidNotComeTrue {
		return nil
	}
	return r
}

// atHorizon are the items that count.
func atHorizon(items []Item, o ScoreOptions) ([]Item, error) {
	var counted []Item
	var said []score.Said
	for _, it := range items {
		if !it.Live() || it.Entry.Late || it.Overruled != nil || o.outcome(it) == nil {
			continue
		}
		e := it.Entry
		counted = append(counted, it)
		said = append(said, score.Said{Holder: ByHolder.of(e), Question: e.contest(), Day: int(cmp.Or(e.Article.Published, e.Captured)), Due: int(e.Due())})
	}
	places, err := score.LastBefore(said, o.Horizon)
	if err != nil {
		return nil, err
	}
	out := make([]Item, len(places))
	for i, p := range places {
		out[i] = counted[p]
	}
	return out, nil
}

// tally gathers the forecasts of one group by kind.
type tally struct {
	points []score.Point
	ranges []score.Range
	bounds []score.Bound
}

// add counts one forecast. Numbers are in units of the last value that was known
// when it was said, so that a large company's errors do not drown a small one's;
// without one it is left out, but for a bound, which is held or not.
func (t *tally) add(it Item, r *Resolution, n Naive) {
	actual, ok := number(&r.Actual)
	if !ok || len(it.Entry.Rule.Questions) == 0 {
		return
	}
	e, scale := it.Entry, 0.0
	if n.LastValue.Given && n.LastValue.Number > 0 {
		scale = n.LastValue.Number
	}
	iv := e.Rule.Questions[0].Interval // with the rounding of its written ends
	low, high := iv.Low.Float(), iv.High.Float()
	switch v, given := number(e.Value.Written); {
	case e.Kind == Point && given && scale > 0:
		t.points = append(t.points, score.Point{Question: e.contest(), Value: v, Outcome: actual, LastValue: n.LastValue, SameGrowth: n.SameGrowth, Scale: scale})
	case e.Kind == Range && scale > 0:
		t.ranges = append(t.ranges, score.Range{Question: e.contest(), Low: low, High: high, Outcome: actual, Scale: scale})
	case e.Kind == AtLeast && !iv.NoLow:
		t.bounds = append(t.bounds, score.Bound{Question: e.contest(), Held: r.Outcome == CameTrue, Margin: actual - low, Scale: scale})
	case e.Kind == AtMost && !iv.NoHigh:
		t.bounds = append(t.bounds, score.Bound{Question: e.contest(), Held: r.Outcome == CameTrue, Margin: high - actual, Scale: scale})
	}
}

func (t *tally) scores(group string, o score.Options) (Scores, error) {
	s := Scores{Group: group}
	if len(t.points) > 0 {
		p, err := score.Points(t.points, o)
		if err != nil {
			return s, err
		}
		s.Points = &p
	}
	if len(t.ranges) > 0 {
		r, err := score.Ranges(t.ranges, o)
		if err != nil {
			return s, err
		}
		s.Ranges = &r
	}
	if len(t.bounds) > 0 {
		b, err := score.Bounds(t.bounds, o)
		if err != nil {
			return s, err
		}
		s.Bounds = &b
	}
	return s, nil
}

// number is a stored number as a float, which scores are computed in.
func number(text *string) (float64, bool) {
	if text == nil {
		return 0, false
	}
	r, err := ParseFraction(*text)
	f, _ := r.Big().Float64()
	return f, err == nil
}
