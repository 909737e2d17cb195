// Package score judges forecasts whose outcomes are known: by a score that
// rewards saying what one believes, beside a baseline, with the number of
// questions, an interval, and the chance that luck alone did as well.
//
// Each form of statement has its own score: a number (point.go), a range with
// or without a stated level (range.go), a bound, which has none and is counted
// (bound.go), a probability (probability.go, split in murphy.go), a whole
// distribution (distribution.go). All are losses: less is better. They follow
// T. Gneiting and A. Raftery, "Strictly proper scoring rules, prediction, and
// estimation", Journal of the American Statistical Association 102 (2007),
// 359–378, and T. Gneiting, "Making and evaluating point forecasts", the same
// journal 106 (2011), 746–762.
//
// What counts is the question, not the forecast: one on which ten forecasts
// were made enters once, with their mean, and it is questions that intervals
// and tests resample. LastBefore (horizon.go) picks the forecast that stood a
// stated time before the outcome.
//
// The package holds pure functions over float64 and knows no ledger, no filing
// and no clock; what an outcome was, others decide. The same input gives the
// same bytes on every platform. Input that is no forecast is an error that
// names it; a value that cannot be given has a Status that says why, never a
// silent NaN.
//
// Read this file, then point.go for the pattern that all kinds follow, compare.go
// and sample.go for what is done with their losses, and uncertainty.go and
// luck.go for what a score is worth.
package score

import (
	"fmt"
	"math"
)

// MinRanked is the least number of questions with which an estimate is ranked.
const MinRanked = 10

// Status says whether a value could be given, and if not, why. The zero value
// is unknown.
type Status uint8

// The statuses of an estimate.
const (
	OK               Status = iota + 1 // the value is given
	NoForecasts                        // there was nothing to score
	NoBaseline                         // no forecast came with a baseline
	PerfectBaseline                    // the baseline made no error that one could be compared with
	Infinite                           // the value is infinite: what was held impossible happened
	InfiniteBaseline                   // the baseline's score is infinite
)

// String is the status in words.
func (s Status) String() string {
	switch s {
	case OK:
		return "ok"
	case NoForecasts:
		return "no forecasts"
	case NoBaseline:
		return "no baseline"
	case PerfectBaseline:
		return "the baseline made no error"
	case Infinite:
		return "infinite"
	case InfiniteBaseline:
		return "the baseline's score is infinite"
	}
	return "unknown"
}

// Estimate is a mean score, a rate, a ratio or a skill over several questions.
type Estimate struct {
	Value     float64 // as Status says: given where OK, ±Inf where Infinite, else 0
	Questions int     // how many questions it is over: its n
	Forecasts int     // how many forecasts on them
	Interval  Interval
	Status    Status
}

// Rankable reports whether the estimate may be ranked beside others: it has a
// value, which may be infinite, over at least MinRanked questions.
func (e Estimate) Rankable() bool {
	return (e.Status == OK || e.Status == Infinite) && e.Questions >= MinRanked
}

// skill is 1 − S/S_ref of the ratio S/S_ref.
func (e Estimate) skill() Estimate {
	if e.Status == OK || e.Status == Infinite {
		e.Value = 1 - e.Value
	}
	if e.Interval.Method != NoInterval {
		e.Interval.Low, e.Interval.High = 1-e.Interval.High, 1-e.Interval.Low
	}
	return e
}

// Maybe is a number that may be missing. The zero value is missing.
type Maybe struct {
	Number float64
	Given  bool
}

// Given is a number that is not missing.
func Given(number float64) Maybe { return Maybe{Number: number, Given: true} }

// Options are how intervals and tests are computed. The zero value is 95 %
// intervals from 1,000 resamples with seed 0.
type Options struct {
	// Level is the chance that an interval is meant to hold the true value,
	// between 0 and 1; 0 stands for 0.95.
	Level float64
	// Resamples is how often questions are drawn anew, 100 to 1,000,000; 0
	// stands for 1,000, about the least that such intervals need (B. Efron,
	// "Better bootstrap confidence intervals", Journal of the American
	// Statistical Association 82, 1987, section 9).
	Resamples int
	// Seed starts the random draws.
	Seed uint64
	// Bins are the edges between which probabilities are gathered, ascending
	// from 0 to 1; nil stands for tenths. A bin holds its lower edge, the last
	// also its upper.
	Bins []float64
}

// settled are the options with their defaults filled in.
func (o Options) settled() (Options, error) {
	if o.Level == 0 {
		o.Level = 0.95
	}
	if o.Resamples == 0 {
		o.Resamples = 1000
	}
	if o.Bins == nil {
		o.Bins = tenths()
	}
	switch {
	case !(o.Level > 0 && o.Level < 1):
		return o, fmt.Errorf("score: options: level %v: give a fraction between 0 and 1, such as 0.95", o.Level)
	case o.Resamples < 100 || o.Resamples > 1_000_000:
		return o, fmt.Errorf("score: options: %d resamples: give 100 to 1,000,000", o.Resamples)
	}
	return o, checkBins(o.Bins)
}

// InputError is a forecast that cannot be scored.
type InputError struct {
	Index    int    // its place in the input
	Question string // its question
	Problem  string // what is wrong with it and how it should be
}

// Error says which forecast it is and what is wrong with it.
func (e *InputError) Error() string {
	return fmt.Sprintf("score: forecast %d (%q): %s", e.Index, e.Question, e.Problem)
}

// largest is the size up to which numbers are taken: squares and sums of them
// stay finite.
const largest = 1e100

// usable reports whether x is a number of a size that can be scored.
func usable(x float64) bool { return math.Abs(x) <= largest }

// checkNumbers is an error unless all the numbers can be scored.
func checkNumbers(numbers ...float64) error {
	for _, x := range numbers {
		if !usable(x) {
			return fmt.Errorf("%v is no number between -1e100 and 1e100", x)
		}
	}
	return nil
}

// scaled is a loss in units of a scale, of which 0 stands for 1.
func scaled(loss, scale float64) (float64, error) {
	if scale == 0 {
		return loss, nil
	}
	if !(scale > 0) || !usable(scale) {
		return 0, fmt.Errorf("scale %v: give a positive number known when the forecast was made", scale)
	}
	if loss /= scale; !usable(loss) {
		return 0, fmt.Errorf("scale %v is too small for the error: give one of the outcome's size", scale)
	}
	return loss, nil
}
