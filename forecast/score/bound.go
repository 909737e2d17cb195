package score

import (
	"fmt"
	"slices"
)

// Bound is a forecast that a number will be at least or at most something, and
// whether it was. A direction is the bound at the last value.
type Bound struct {
	Question string
	Held     bool // as the forecast's own rule decided
	// Margin is by how much: outcome less bound for "at least", bound less
	// outcome for "at most", so that positive is inside.
	Margin float64
	Scale  float64 // as in Point
	// Base is the base rate: how often the same bound held before, as a
	// fraction.
	Base Maybe
}

// BoundScore is how often bounds held. There is no score in it: "at least"
// names no chance and no value, so a bound that is sure to hold says nothing
// and loses nothing. The base rate shows how easy the bounds were.
type BoundScore struct {
	HitRate Estimate // of all
	// Compared and BaseRate are the hit rate and the mean base rate of the
	// bounds that have one.
	Compared, BaseRate Estimate
	Margin             Spread // in units of the scales
	Luck               Luck   // against the base rates
}

// Spread is how the numbers of N forecasts are spread: mean, least, quartiles,
// greatest. All are 0 where N is.
type Spread struct {
	N                                           int
	Mean, Least, Lower, Median, Upper, Greatest float64
}

// Bounds counts forecasts of bounds.
func Bounds(bounds []Bound, o Options) (BoundScore, error) {
	o, err := o.settled()
	if err != nil {
		return BoundScore{}, err
	}
	all, err := collect(bounds, func(b Bound) string { return b.Question }, Bound.losses)
	if err != nil {
		return BoundScore{}, err
	}
	margins := make([]float64, len(all))
	for i, s := range all {
		margins[i] = s.losses[margin]
	}
	c := compare(all, o)
	out := BoundScore{
		HitRate:  c.all.rate(own),
		Compared: c.based.rate(own),
		BaseRate: c.based.rate(base),
		Margin:   spread(margins),
	}
	if len(all) > 0 && out.Compared.Status == NoForecasts {
		out.Compared.Status, out.BaseRate.Status = NoBaseline, NoBaseline
	}
	out.BaseRate.Interval = Interval{} // it is known, not estimated
	out.Luck = binomial(c.based.column(own), c.based.column(base))
	return out, nil
}

// margin is the column of margins.
const margin = otherOwn

// losses are whether the bound held, its base rate and its margin.
func (b Bound) losses() (s scored, err error) {
	if err := checkNumbers(b.Margin); err != nil {
		return s, err
	}
	if s.losses[margin], err = scaled(b.Margin, b.Scale); err != nil {
		return s, err
	}
	if b.Held {
		s.losses[own] = 1
	}
	if s.based = b.Base.Given; s.based {
		if s.losses[base] = b.Base.Number; !isChance(b.Base.Number) {
			return s, fmt.Errorf("base rate %v: give a fraction between 0 and 1", b.Base.Number)
		}
	}
	return s, nil
}

// isChance reports whether p lies between 0 and 1.
func isChance(p float64) bool { return p >= 0 && p <= 1 }

// spread summarises numbers, which it sorts. Quartiles are the middle of the
// two values beside them where they fall between two.
func spread(numbers []float64) Spread {
	n := len(numbers)
	if n == 0 {
		return Spread{}
	}
	slices.Sort(numbers)
	part := func(quarters int) float64 {
		at := quarters * n
		if at%4 != 0 {
			return numbers[at/4]
		}
		return float64(numbers[at/4-1]/2) + float64(numbers[at/4]/2)
	}
	return Spread{
		N: n, Mean: sumOf(numbers) / float64(n), Least: numbers[0],
		Lower: part(1), Median: part(2), Upper: part(3), Greatest: numbers[n-1],
	}
}
