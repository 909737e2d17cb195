package forecast

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"assay/forecast/score"
)

// Naive are the forecasts that anybody could have made, in the unit of the
// entry's value; missing where the evidence of that day does not give them.
type Naive struct {
	LastValue, SameGrowth score.Maybe
	// Ratios are those of earlier values to the ones a year before them; they are
	// known where the entry is of a bound.
	Ratios []float64
}

// leastRatios is how many a base rate needs.
const leastRatios = 3

// baseRate is how often the values of an interval came before: the share of the
// earlier ratios by which the last value would have come into it.
func (n Naive) baseRate(iv Interval) score.Maybe {
	if !n.LastValue.Given || n.LastValue.Number <= 0 || len(n.Ratios) < leastRatios {
		return score.Maybe{}
	}
	held := 0
	for _, r := range n.Ratios {
		x := float64(n.LastValue.Number * r)
		if (iv.NoLow || x >= iv.Low.Float()) && (iv.NoHigh || x <= iv.High.Float()) {
			held++
		}
	}
	return score.Given(float64(held) / float64(len(n.Ratios)))
}

// Grouping is by what scores are told apart.
type Grouping string

// The groupings.
const (
	ByHolder  Grouping = "holder"
	ByCamp    Grouping = "camp"
	ByMeasure Grouping = "measure"
	ByHorizon Grouping = "horizon"
	ByAll     Grouping = "all"
)

// groupings are all of them.
var groupings = []Grouping{ByHolder, ByCamp, ByMeasure, ByHorizon, ByAll}

// horizons are the days before the outcome by which ByHorizon tells forecasts
// apart: at each, the last one of a holder that stood by then counts.
var horizons = []int{1, 30, 90, 180, 365}

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
	Group         string
	Points        *score.PointScore
	Ranges        *score.RangeScore
	Bounds        *score.BoundScore
	Probabilities *score.ProbabilityScore
	Distributions *score.DistributionScore
}

// Score judges the entries that count: decided, not withdrawn or corrected, and
// not captured late. Of each holder and question the last one before the
// horizon counts. Errors are in units of the last value known when the forecast
// was made, where it is known.
func Score(items []Item, naive func(Entry) (Naive, error), o ScoreOptions) ([]Scores, error) {
	o.By, o.Horizon = cmp.Or(o.By, ByHolder), cmp.Or(o.Horizon, 1)
	if !slices.Contains(groupings, o.By) {
		return nil, fmt.Errorf("forecast: there is no grouping %q; want holder, camp, measure, horizon or all", o.By)
	}
	if o.By != ByHorizon {
		return scoreAt(items, naive, o)
	}
	var out []Scores
	o.By = ByAll
	for _, o.Horizon = range horizons {
		s, err := scoreAt(items, naive, o)
		if err != nil {
			return nil, err
		}
		for i := range s {
			s[i].Group = fmt.Sprintf("%d days before", o.Horizon)
		}
		out = append(out, s...)
	}
	return out, nil
}

// scoreAt judges the forecasts that stood at one horizon.
func scoreAt(items []Item, naive func(Entry) (Naive, error), o ScoreOptions) ([]Scores, error) {
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
		if err := groups[g].add(it, o.outcome(it), n); err != nil {
			return nil, err
		}
	}
	out := make([]Scores, 0, len(groups))
	for _, g := range slices.Sorted(maps.Keys(groups)) {
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
	case ByCamp:
		return cmp.Or(e.Camp, "neither")
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
	points        []score.Point
	ranges        []score.Range
	bounds        []score.Bound
	probabilities []score.Probability
	distributions []score.Distribution
}

// add counts one forecast. Amounts are in units of the last value that was known
// when it was said, so that a large company's errors do not drown a small one's,
// percentages in units of one; without a unit a number is left out, but not a
// bound, which is held or not.
func (t *tally) add(it Item, r *Resolution, n Naive) error {
	e := it.Entry
	if len(e.Rule.Questions) == 0 {
		return nil
	}
	held := r.Outcome == CameTrue
	if e.Kind == Probability {
		p, err := ParseFraction(e.Chance)
		if err != nil {
			return err
		}
		t.probabilities = append(t.probabilities, score.Probability{Question: e.contest(), Chance: p.Float(), Happened: held, Base: n.baseRate(e.Rule.Questions[0].Interval)})
		return nil
	}
	actual, ok := number(&r.Actual)
	if !ok {
		return nil
	}
	t.addNumber(e, actual, held, n)
	return nil
}

func (t *tally) addNumber(e Entry, actual float64, held bool, n Naive) {
	scale := 0.0
	switch {
	case n.LastValue.Given && n.LastValue.Number > 0:
		scale = n.LastValue.Number
	case e.Value.Unit == "percent" || e.Value.Unit == "pp":
		scale = 100
	}
	iv := e.Rule.Questions[0].Interval // with the rounding of its written ends
	low, high := iv.Low.Float(), iv.High.Float()
	v, given := number(e.Value.Written)
	switch e.Kind {
	case Point, Ratio:
		if given && scale > 0 {
			t.points = append(t.points, score.Point{Question: e.contest(), Value: v, Outcome: actual, LastValue: n.LastValue, SameGrowth: n.SameGrowth, Scale: scale})
		}
	case Range:
		if scale > 0 {
			level, _ := number(&e.Level) // 0 where none is stated
			t.ranges = append(t.ranges, score.Range{Question: e.contest(), Low: low, High: high, Outcome: actual, Level: level, Scale: scale})
		}
	case Distribution:
		if scale > 0 {
			t.distributions = append(t.distributions, score.Distribution{Question: e.contest(), Forecast: e.quantiles(), Outcome: actual, Scale: scale})
		}
	case AtLeast, AtMost, Direction, ByDate:
		margin := actual - low
		if iv.NoLow {
			margin = high - actual
		}
		t.bounds = append(t.bounds, score.Bound{Question: e.contest(), Held: held, Margin: margin, Scale: scale, Base: n.baseRate(iv)})
	}
}

func (t *tally) scores(group string, o score.Options) (s Scores, err error) {
	s.Group = group
	if s.Points, err = scored(t.points, score.Points, o); err != nil {
		return s, err
	}
	if s.Ranges, err = scored(t.ranges, score.Ranges, o); err != nil {
		return s, err
	}
	if s.Bounds, err = scored(t.bounds, score.Bounds, o); err != nil {
		return s, err
	}
	if s.Probabilities, err = scored(t.probabilities, score.Probabilities, o); err != nil {
		return s, err
	}
	s.Distributions, err = scored(t.distributions, score.Distributions, o)
	return s, err
}

// quantiles are those of a distribution as numbers.
func (e Entry) quantiles() score.Quantiles {
	out := make(score.Quantiles, 0, len(e.Quantiles))
	for _, q := range e.Quantiles {
		level, ok1 := number(&q.Level)
		value, ok2 := number(&q.Value)
		if ok1 && ok2 {
			out = append(out, score.Quantile{Level: level, Value: value})
		}
	}
	return out
}

// Bounded reports whether an entry is of a bound, or of the chance of one.
func (e Entry) Bounded() bool {
	return e.Kind == AtLeast || e.Kind == AtMost || e.Kind == ByDate || e.Kind == Probability
}

// scored is a score of some forecasts; nil where there are none.
func scored[F, S any](forecasts []F, by func([]F, score.Options) (S, error), o score.Options) (*S, error) {
	if len(forecasts) == 0 {
		return nil, nil
	}
	s, err := by(forecasts, o)
	return &s, err
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
