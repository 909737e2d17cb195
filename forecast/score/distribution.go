package score

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Predictive is a forecast of everything that may come, as a distribution.
// CRPS is its continuous ranked probability score for an outcome: the integral
// of the squared distance between the distribution function and the step at the
// outcome (Gneiting and Raftery 2007, equation 20, page 367, with the sign of a
// loss), in the outcome's unit. A distribution that is a single value scores its
// absolute error. Normal, Sample, Ensemble and Quantiles implement it.
type Predictive interface {
	CRPS(outcome float64) (float64, error)
}

// Distribution is a forecast of a distribution, and what came.
type Distribution struct {
	Question string
	Forecast Predictive
	Outcome  float64
	Base     Predictive // a baseline's distribution; nil for none
	Scale    float64    // as in Point
}

// DistributionScore is how good distributions were.
type DistributionScore struct {
	CRPS  Estimate // the mean, in units of the scales
	Skill Estimate // against the baseline's distributions
	Luck  Luck     // against the same
}

// Distributions scores forecasts of distributions.
func Distributions(forecasts []Distribution, o Options) (DistributionScore, error) {
	o, err := o.settled()
	if err != nil {
		return DistributionScore{}, err
	}
	all, err := collect(forecasts, func(d Distribution) string { return d.Question }, Distribution.losses)
	if err != nil {
		return DistributionScore{}, err
	}
	c := compare(all, o)
	return DistributionScore{CRPS: c.score(own), Skill: c.skill(own, base), Luck: c.luck(own, base)}, nil
}

// losses are the scores of the forecast and of its baseline.
func (d Distribution) losses() (s scored, err error) {
	if d.Forecast == nil {
		return s, errors.New("there is no distribution: give one")
	}
	if s.losses[own], err = d.loss(d.Forecast); err != nil {
		return s, err
	}
	if s.based = d.Base != nil; s.based {
		if s.losses[base], err = d.loss(d.Base); err != nil {
			return s, fmt.Errorf("baseline: %w", err)
		}
	}
	return s, nil
}

// loss is a distribution's score in units of the scale.
func (d Distribution) loss(p Predictive) (float64, error) {
	crps, err := p.CRPS(d.Outcome)
	if err != nil {
		return 0, err
	}
	if err := checkNumbers(crps); err != nil {
		return 0, fmt.Errorf("score of the distribution: %w", err)
	}
	return scaled(crps, d.Scale)
}

// Normal is a normal distribution.
type Normal struct{ Mean, Sigma float64 }

// CRPS is σ·[z(2Φ(z) − 1) + 2φ(z) − 1/√π] with z = (outcome − mean)/σ (Gneiting
// and Raftery 2007, page 367, below equation 21).
func (n Normal) CRPS(outcome float64) (float64, error) {
	if err := checkNumbers(n.Mean, n.Sigma, outcome); err != nil {
		return 0, err
	}
	if n.Sigma < 0 {
		return 0, fmt.Errorf("sigma %v is below 0", n.Sigma)
	}
	distance := math.Abs(outcome - n.Mean)
	if distance == 0 && n.Sigma == 0 {
		return 0, nil
	}
	if distance > 1e3*n.Sigma { // there 2Φ(z) − 1 is 1 and φ(z) is 0, and z might overflow
		return distance - float64(n.Sigma*invSqrtPi), nil
	}
	z := distance / n.Sigma
	inside := float64(2*z*normalMiddle(z)) + (float64(2*normalDensity(z)) - invSqrtPi)
	return float64(n.Sigma * inside), nil
}

// Sample is a distribution given by values that are equally likely, and that
// are all of it, such as a scenario's draws. It need not be sorted; sorted
// ascending it is scored without a copy.
type Sample []float64

// CRPS is the score of the step function that the sample is:
// mean|x − outcome| − ½·mean|x − x'| over all pairs (Gneiting and Raftery 2007,
// equation 21), with the pairs' mean taken from the sorted values.
func (s Sample) CRPS(outcome float64) (float64, error) {
	if len(s) == 0 {
		return 0, errors.New("the sample is empty: give at least one value")
	}
	distance, pairs, err := kernel(s, outcome)
	n := float64(len(s))
	return distance/n - pairs/n/n, err
}

// Ensemble is a few values drawn from a distribution for which they stand.
type Ensemble []float64

// CRPS is the fair estimate of the score of the distribution that the ensemble
// was drawn from: as of Sample, but over pairs of different members, so that
// its expectation does not depend on how many there are (C. Ferro, "Fair scores
// for ensemble forecasts", Quarterly Journal of the Royal Meteorological Society
// 140, 2014, 1917–1923). It may fall below 0.
func (e Ensemble) CRPS(outcome float64) (float64, error) {
	if len(e) < 2 {
		return 0, errors.New("an ensemble has at least two members: give more, or a Sample")
	}
	distance, pairs, err := kernel(e, outcome)
	n := float64(len(e))
	return distance/n - pairs/n/(n-1), err
}

// kernel is the sum of |x − outcome| and half that of |x − x'| over all ordered
// pairs, for which in ascending order the i-th value of n, from 0, counts
// 2i + 1 − n times.
func kernel(values []float64, outcome float64) (distance, pairs float64, err error) {
	if err := checkNumbers(outcome); err != nil {
		return 0, 0, err
	}
	if err := checkNumbers(values...); err != nil {
		return 0, 0, err
	}
	if !slices.IsSorted(values) {
		values = slices.Clone(values)
		slices.Sort(values)
	}
	var near, between adder
	for i, x := range values {
		d := x - outcome // the outcome as origin keeps both sums small
		near.add(math.Abs(d))
		between.add(float64(float64(2*i+1-len(values)) * d))
	}
	return near.total(), between.total(), nil
}

// Quantile is a value that the outcome is said to stay below with the chance
// Level.
type Quantile struct{ Level, Value float64 }

// QuantileScore is the loss of one quantile: twice the distance of the outcome
// above it times the level, or below it times 1 − level (R. Koenker and G.
// Bassett, "Regression quantiles", Econometrica 46, 1978, 33–50; doubled, as by
// R. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd
// edition, section 5.9, so that the median's is the absolute error).
func QuantileScore(q Quantile, outcome float64) (float64, error) {
	if err := checkNumbers(q.Value, outcome); err != nil {
		return 0, err
	}
	if !(q.Level > 0 && q.Level < 1) {
		return 0, fmt.Errorf("level %v: give a fraction between 0 and 1, such as 0.1", q.Level)
	}
	return 2 * max(float64(q.Level*(outcome-q.Value)), float64((1-q.Level)*(q.Value-outcome))), nil
}

// Quantiles is a distribution of which a few quantiles are known, ascending by
// level.
type Quantiles []Quantile

// CRPS is the integral over all levels of the quantile score (F. Laio and S.
// Tamea, "Verification tools for probabilistic forecasts of continuous
// hydrological variables", Hydrology and Earth System Sciences 11, 2007,
// 1267–1277), each quantile standing for the levels that are nearer to it than
// to another. It is proper for the stated quantiles whatever their levels, and
// for n quantiles at the levels (i − ½)/n it is the score of their Sample.
func (qs Quantiles) CRPS(outcome float64) (float64, error) {
	if len(qs) == 0 {
		return 0, errors.New("there are no quantiles: give at least one")
	}
	var sum adder
	from := 0.0
	for i, q := range qs {
		loss, err := QuantileScore(q, outcome)
		if err != nil {
			return 0, err
		}
		to := 1.0
		if i+1 < len(qs) {
			if err := ascend(q, qs[i+1]); err != nil {
				return 0, err
			}
			to = (q.Level + qs[i+1].Level) / 2
		}
		sum.add(float64((to - from) * loss))
		from = to
	}
	return sum.total(), nil
}

// ascend is an error unless one quantile comes before another.
func ascend(q, next Quantile) error {
	if !(q.Level < next.Level) {
		return fmt.Errorf("level %v stands before %v: give them ascending, each once", q.Level, next.Level)
	}
	if q.Value > next.Value {
		return fmt.Errorf("the quantile %v of level %v is above %v of level %v: they cross", q.Value, q.Level, next.Value, next.Level)
	}
	return nil
}
