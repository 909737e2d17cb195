package score

import (
	"fmt"
	"math"
)

// Point is a forecast of one number, and what came.
type Point struct {
	Question       string
	Value, Outcome float64
	LastValue      Maybe // what had come a period before: the forecast of no change
	SameGrowth     Maybe // what the growth before, repeated, would have led to
	// Scale is the size in whose units errors count, so that a small company's
	// weigh as much as a large one's: a positive number known when the forecast
	// was made, such as the last value. 0 stands for 1. A scale taken from the
	// outcome would reward forecasts that are too low (Gneiting 2011, of the
	// absolute percentage error).
	Scale float64
}

// PointScore is how good forecasts of numbers were. Absolute errors are
// consistent for the median (Gneiting 2011): who states the middle of what he
// thinks possible does best.
type PointScore struct {
	// MeanAbsoluteError is over all forecasts, in units of their scales.
	MeanAbsoluteError Estimate
	// Forecast, LastValue and SameGrowth are the mean absolute errors of the
	// forecasts and of the two naive ones, over those that have both.
	Forecast, LastValue, SameGrowth Estimate
	// Ratio is Forecast over the mean of LastValue and SameGrowth; below 1 is
	// better than they. It is one ratio of means, which stays consistent for the
	// median; a mean of ratios would not.
	Ratio Estimate
	Skill Estimate // 1 − Ratio
	Luck  Luck     // against the mean of the two naive errors
}

// Points scores forecasts of numbers.
func Points(points []Point, o Options) (PointScore, error) {
	o, err := o.settled()
	if err != nil {
		return PointScore{}, err
	}
	losses, err := collect(points, func(p Point) string { return p.Question }, Point.losses)
	if err != nil {
		return PointScore{}, err
	}
	c := compare(losses, o)
	return PointScore{
		MeanAbsoluteError: c.score(own),
		Forecast:          c.ratio(own, each),
		LastValue:         c.ratio(lastValue, each),
		SameGrowth:        c.ratio(sameGrowth, each),
		Ratio:             c.ratio(own, base),
		Skill:             c.skill(own, base),
		Luck:              c.luck(own, base),
	}, nil
}

// The columns of the naive forecasts; base is the mean of the two.
const (
	lastValue  = otherOwn
	sameGrowth = otherBase
)

// losses are the absolute errors of the forecast and of the naive ones.
func (p Point) losses() (s scored, err error) {
	if err := checkNumbers(p.Value, p.Outcome); err != nil {
		return s, err
	}
	if s.losses[own], err = scaled(math.Abs(p.Value-p.Outcome), p.Scale); err != nil {
		return s, err
	}
	if s.based = p.LastValue.Given && p.SameGrowth.Given; !s.based {
		return s, nil
	}
	if err := checkNumbers(p.LastValue.Number, p.SameGrowth.Number); err != nil {
		return s, fmt.Errorf("baseline: %w", err)
	}
	if s.losses[lastValue], err = scaled(math.Abs(p.LastValue.Number-p.Outcome), p.Scale); err != nil {
		return s, err
	}
	if s.losses[sameGrowth], err = scaled(math.Abs(p.SameGrowth.Number-p.Outcome), p.Scale); err != nil {
		return s, err
	}
	s.losses[base] = (s.losses[lastValue] + s.losses[sameGrowth]) / 2
	return s, nil
}
