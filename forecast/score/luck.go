package score

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// Luck is the chance that luck alone would have done as well or better. It is
// one test of one forecaster; of twenty without any skill one has a chance of
// at most 0.05.
type Luck struct {
	Chance    float64 // between 0 and 1; 0 only in rounding
	Test      Test
	Questions int // how many questions it is over
}

// Test is how Luck was computed. The zero value is not at all: nothing could be
// compared.
type Test uint8

// The tests.
const (
	NoTest       Test = iota
	Binomial          // exact: as many hits at the base rates
	SignFlips         // exact: all ways in which each lead over the baseline might have been a lag
	SampledFlips      // the same, sampled
)

// String is the test in words.
func (t Test) String() string {
	switch t {
	case Binomial:
		return "binomial, exact"
	case SignFlips:
		return "sign flips, exact"
	case SampledFlips:
		return "sign flips, sampled"
	}
	return "none"
}

// exactFlips is the most questions for which every way is tried.
const exactFlips = 15

// signFlip tests gains over a baseline, one a question. If forecaster and
// baseline were equally good, each gain might as well have been a loss of the
// same size: the chance is the share of the ways to set the signs whose sum is
// at least the one found (R. A. Fisher, The Design of Experiments, 1935, section
// 21). Sampled, the way found counts as one of the draws, which keeps the chance
// above 0 and the test valid (B. Phipson and G. Smyth, "Permutation p-values
// should never be zero", Statistical Applications in Genetics and Molecular
// Biology 9, 2010, article 39).
func signFlip(gains []float64, o Options) Luck {
	n := len(gains)
	if n == 0 {
		return Luck{}
	}
	size := 0.0
	for _, g := range gains {
		size += math.Abs(g)
	}
	found := sumOf(gains) - float64(1e-12*size) // sums that are equal but for rounding count
	if n <= exactFlips {
		ways := 1 << n
		return Luck{Chance: float64(countFlips(gains, found)) / float64(ways), Test: SignFlips, Questions: n}
	}
	reached := sampleFlips(gains, found, rand.NewPCG(o.Seed, streamLuck), o.Resamples)
	return Luck{Chance: float64(reached+1) / float64(o.Resamples+1), Test: SampledFlips, Questions: n}
}

// countFlips is how many of all ways to set the signs reach a sum. Each way
// differs from the one before in one sign (F. Gray's code), and the sum is made
// anew so that no rounding gathers.
func countFlips(gains []float64, least float64) (reached int) {
	signed := append([]float64(nil), gains...)
	for way := 1; ; way++ {
		if sumOf(signed) >= least {
			reached++
		}
		if way == 1<<len(gains) {
			return reached
		}
		i := bits.TrailingZeros(uint(way))
		signed[i] = -signed[i]
	}
}

// sampleFlips is how many of the draws reach a sum. A random bit sets a sign.
func sampleFlips(gains []float64, least float64, pcg *rand.PCG, draws int) (reached int) {
	for range draws {
		var even, odd float64
		for from := 0; from < len(gains); from += 64 {
			signs := pcg.Uint64()
			block := gains[from:min(from+64, len(gains))]
			for len(block) > 1 {
				even += flipped(block[0], signs)
				odd += flipped(block[1], signs>>1)
				block, signs = block[2:], signs>>2
			}
			if len(block) == 1 {
				even += flipped(block[0], signs)
			}
		}
		if even+odd >= least {
			reached++
		}
	}
	return reached
}

// flipped is x with its sign changed if the last bit is set.
func flipped(x float64, bit uint64) float64 {
	return math.Float64frombits(math.Float64bits(x) ^ bit<<63)
}

// binomial is the chance of at least as many hits if each question hits with its
// base rate, independently: the tail of the Poisson binomial distribution, by
// adding one question at a time. A question with several forecasts has their
// share of hits and their mean rate; luck hits it whole or misses it whole,
// which spreads the sum the most.
func binomial(hits, rates []float64) Luck {
	if len(hits) == 0 {
		return Luck{}
	}
	least := int(math.Ceil(sumOf(hits) - 1e-9)) // a whole number, whatever rounding did to it
	chances, from := hitChances(rates)
	var tail adder
	for i, c := range chances {
		if from+i >= least {
			tail.add(c)
		}
	}
	return Luck{Chance: min(max(tail.total(), 0), 1), Test: Binomial, Questions: len(hits)}
}

// negligible is the chance of a number of hits below which it is left out at
// the ends; of a billion questions all that is left out is below 1e-30.
const negligible = 1e-40

// hitChances are the chances of each number of hits, from the first that is not
// negligible on.
func hitChances(rates []float64) (chances []float64, from int) {
	chances = append(make([]float64, 0, len(rates)+1), 1)
	for _, rate := range rates {
		chances = append(chances, 0)
		for i := len(chances) - 1; i > 0; i-- {
			chances[i] = float64(chances[i]*(1-rate)) + float64(chances[i-1]*rate)
		}
		chances[0] *= 1 - rate
		for len(chances) > 1 && chances[0] < negligible {
			chances, from = chances[1:], from+1
		}
		for len(chances) > 1 && chances[len(chances)-1] < negligible {
			chances = chances[:len(chances)-1]
		}
	}
	return chances, from
}
