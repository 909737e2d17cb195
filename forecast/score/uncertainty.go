package score

import (
	"math"
	"slices"
)

// Interval is where the true value behind an estimate may lie: what it would be
// over ever more questions like these. With few questions it is too narrow: of
// bootstrap intervals meant to hold the true mean error or skill in 95 of 100
// cases, 91 did over 10 simulated questions, 92 over 20, 94 over 50. Questions
// that are not independent, such as those of one year, make it narrower still.
type Interval struct {
	Low, High float64 // High may be +Inf and Low −Inf, where the baseline may make no error
	Level     float64 // the chance that such an interval holds the true value
	Method    Method
}

// Method is how an interval was made. The zero value is no interval.
type Method uint8

// The methods.
const (
	NoInterval Method = iota // there is none: fewer than two questions, or no finite value
	Wilson                   // WilsonInterval
	Bootstrap                // BCa, of resampled questions
)

// String is the method in words.
func (m Method) String() string {
	switch m {
	case Wilson:
		return "Wilson"
	case Bootstrap:
		return "bootstrap (BCa)"
	}
	return "none"
}

// WilsonInterval is the score interval for a rate of hits in n trials (E. B.
// Wilson, "Probable inference, the law of succession, and statistical
// inference", Journal of the American Statistical Association 22, 1927, page
// 210; recommended for few trials by L. Brown, T. Cai and A. DasGupta, "Interval
// estimation for a binomial proportion", Statistical Science 16, 2001, 101–133).
// It stays
// between 0 and 1 and has a width also where every trial hit. Neither number
// need be whole: a question on which half the forecasts hit is half a hit. There
// is no interval unless 0 ≤ hits ≤ n, n > 0 and 0 < level < 1.
func WilsonInterval(hits, n, level float64) Interval {
	if !(hits >= 0 && hits <= n && n > 0 && n <= largest && level > 0 && level < 1) {
		return Interval{}
	}
	z := -normalQuantile((1 - level) / 2)
	square := float64(z * z)
	rate := hits / n
	middle := (hits + float64(square/2)) / (n + square)
	half := float64(z / (n + square) * math.Sqrt(float64(n*rate*(1-rate))+float64(square/4)))
	in := Interval{Low: max(0, middle-half), High: min(1, middle+half), Level: level, Method: Wilson}
	if hits == 0 {
		in.Low = 0
	}
	if hits == n {
		in.High = 1
	}
	return in
}

// acceleration is how fast the standard error changes with the value, from the
// values without each question in turn (B. Efron and R. Tibshirani, An
// Introduction to the Bootstrap, 1993, equation 14.15).
func acceleration(leftOut []float64) float64 {
	mean := sumOf(leftOut) / float64(len(leftOut))
	most := 0.0
	for _, x := range leftOut {
		most = max(most, math.Abs(mean-x))
	}
	if !(most > 0) || math.IsInf(most, 0) {
		return 0
	}
	var squares, cubes adder
	for _, x := range leftOut {
		d := (mean - x) / most
		squares.add(float64(d * d))
		cubes.add(float64(d*d) * d)
	}
	sum := squares.total()
	return cubes.total() / (6 * sum * math.Sqrt(sum))
}

// bca is the bias-corrected and accelerated interval (B. Efron, "Better
// bootstrap confidence intervals", Journal of the American Statistical
// Association 82, 1987, 171–185; Efron and Tibshirani 1993, equations 14.9,
// 14.10 and 14.14). It suits a ratio of means, which is skewed, and is the same
// whether that or the skill made of it is asked for. It sorts the replicates.
func bca(replicates []float64, value, acceleration, level float64) (low, high float64) {
	slices.Sort(replicates)
	n := float64(len(replicates))
	rounding := float64(1e-12 * math.Abs(value))
	below, _ := slices.BinarySearch(replicates, value-rounding)
	above, _ := slices.BinarySearch(replicates, value+rounding)
	for above < len(replicates) && replicates[above] == value {
		above++ // where the value is 0
	}
	share := (float64(below) + float64(above)) / (2 * n) // ties count half
	bias := normalQuantile(min(max(share, 0.5/n), 1-0.5/n))
	z := -normalQuantile((1 - level) / 2)
	return atLevel(replicates, corrected(bias, -z, acceleration)), atLevel(replicates, corrected(bias, z, acceleration))
}

// corrected is the level of the replicates that is read for a normal quantile z.
func corrected(bias, z, acceleration float64) float64 {
	shift := bias + z
	shrink := 1 - float64(acceleration*shift)
	if !(shrink > 0) { // only for extreme levels: the interval is open on this side
		return math.Copysign(0.5, shift) + 0.5
	}
	return normalCDF(bias + shift/shrink)
}

// atLevel is the quantile of sorted values at a level.
func atLevel(sorted []float64, level float64) float64 {
	i := int(math.Ceil(level*float64(len(sorted)))) - 1
	return sorted[min(max(i, 0), len(sorted)-1)]
}
