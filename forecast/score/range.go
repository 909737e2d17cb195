package score

import (
	"cmp"
	"fmt"
	"slices"
)

// Range is a forecast of a range, and what came.
type Range struct {
	Question           string
	Low, High, Outcome float64
	// Level is the chance with which the range was said to hold the outcome, as
	// a fraction; 0 where none was stated.
	Level float64
	// BaseLow and BaseHigh are a baseline's range of the same level.
	BaseLow, BaseHigh Maybe
	Scale             float64 // as in Point
}

// RangeScore is how good ranges were.
type RangeScore struct {
	Score Estimate // the mean IntervalScore of ranges with a stated level, in units of their scales
	Skill Estimate // against the baseline's ranges, of those that have one
	Luck  Luck     // against the same
	// Levels are coverage and width by stated level, ascending. Ranges without
	// one come first, with level 0; they have no score, because without a level
	// the widest range would be the best.
	Levels []Coverage
}

// Coverage is how often ranges of one stated level held the outcome.
type Coverage struct {
	Level    float64  // as stated; 0 for none
	Covered  Estimate // the share of outcomes within the range, its ends included
	MeanSize Estimate // high less low, in units of the scale
}

// IntervalScore is the loss of a range that is said to hold the outcome with
// the chance level: its width, and 2/(1 − level) times the distance by which it
// missed (R. Winkler, "A decision-theoretic approach to interval estimation",
// Journal of the American Statistical Association 67, 1972, 187–191; Gneiting
// and Raftery 2007, equation 43, page 370). It is least in expectation for the
// range between the quantiles (1 − level)/2 and (1 + level)/2.
func IntervalScore(low, high, level, outcome float64) (float64, error) {
	if err := checkNumbers(low, high, outcome); err != nil {
		return 0, err
	}
	if low > high {
		return 0, fmt.Errorf("low %v is above high %v: exchange them", low, high)
	}
	if !(level > 0 && level < 1) {
		return 0, fmt.Errorf("level %v: give a fraction between 0 and 1, such as 0.8", level)
	}
	return high - low + float64(2/(1-level)*max(low-outcome, outcome-high, 0)), nil
}

// Ranges scores forecasts of ranges.
func Ranges(ranges []Range, o Options) (RangeScore, error) {
	o, err := o.settled()
	if err != nil {
		return RangeScore{}, err
	}
	all, err := collect(ranges, func(r Range) string { return r.Question }, Range.losses)
	if err != nil {
		return RangeScore{}, err
	}
	var stated []scored
	byLevel := map[float64][]scored{}
	for i, r := range ranges {
		if r.Level != 0 {
			stated = append(stated, all[i])
		}
		byLevel[r.Level] = append(byLevel[r.Level], all[i])
	}
	c := compare(stated, o)
	out := RangeScore{Score: c.score(own), Skill: c.skill(own, base), Luck: c.luck(own, base)}
	for level, losses := range byLevel {
		s := c.all // already resampled, where all have one stated level
		if level == 0 || len(losses) < len(stated) {
			s = newSample(losses, o)
		}
		out.Levels = append(out.Levels, Coverage{Level: level, Covered: s.rate(covered), MeanSize: s.mean(rangeSize)})
	}
	slices.SortFunc(out.Levels, func(a, b Coverage) int { return cmp.Compare(a.Level, b.Level) })
	return out, nil
}

// The columns of coverage and width.
const (
	covered   = otherOwn
	rangeSize = otherBase
)

// losses are the interval scores of the range and of its baseline, whether it
// held, and its width.
func (r Range) losses() (s scored, err error) {
	level := r.Level
	if level == 0 {
		level = 0.5 // checked as all are; the score is not used
	}
	score, err := IntervalScore(r.Low, r.High, level, r.Outcome)
	if err != nil {
		return s, err
	}
	if s.losses[own], err = scaled(score, r.Scale); err != nil {
		return s, err
	}
	if s.losses[rangeSize], err = scaled(r.High-r.Low, r.Scale); err != nil {
		return s, err
	}
	if r.Low <= r.Outcome && r.Outcome <= r.High {
		s.losses[covered] = 1
	}
	if s.based = r.BaseLow.Given && r.BaseHigh.Given; !s.based {
		return s, nil
	}
	if score, err = IntervalScore(r.BaseLow.Number, r.BaseHigh.Number, level, r.Outcome); err != nil {
		return s, fmt.Errorf("baseline: %w", err)
	}
	s.losses[base], err = scaled(score, r.Scale)
	return s, err
}
