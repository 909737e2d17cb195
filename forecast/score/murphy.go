package score

import (
	"fmt"
	"slices"
)

// Murphy is what a mean Brier score is made of, over bins of the probabilities:
//
//	Brier = Reliability − Resolution + Uncertainty + WithinVariance − WithinCovariance
//
// The first three are A. Murphy's ("A new vector partition of the probability
// score", Journal of Applied Meteorology 12, 1973, 595–600); they add up alone
// only where a bin holds a single probability. The last two are what else a bin
// holds (D. Stephenson, C. Coelho and I. Jolliffe, "Two extra components in the
// Brier score decomposition", Weather and Forecasting 23, 2008, 752–757). The
// identity is exact in rational numbers, and here to the rounding of the five.
type Murphy struct {
	Reliability      float64 // squared distance of what was said from how often it happened; 0 is calibrated
	Resolution       float64 // variance of how often it happened from bin to bin; more is better
	Uncertainty      float64 // variance of the outcomes themselves: the score of always saying how often it happened
	WithinVariance   float64 // variance of the probabilities within their bins
	WithinCovariance float64 // twice their covariance with the outcomes, within the bins
	BaseRate         float64 // how often it happened
	Bins             []Bin   // all, empty ones too; nil where there are no forecasts
}

// GeneralisedResolution is the resolution with the two parts within bins; it
// depends less on how the bins were chosen (Stephenson and others 2008).
func (m Murphy) GeneralisedResolution() float64 {
	return m.Resolution - m.WithinVariance + m.WithinCovariance
}

// Bin is the forecasts whose probability lies between two edges.
type Bin struct {
	Low, High float64 // Low is included; High only in the last bin
	Forecasts int
	// Weight is how many questions they make up: a question with ten forecasts
	// counts a tenth for each. It is the n of Interval.
	Weight    float64
	Mean      float64  // of the probabilities; 0 in an empty bin, as Frequency
	Frequency float64  // how often it happened
	Interval  Interval // of Frequency: Wilson's
}

// tenths are the edges 0, 0.1, …, 1.
func tenths() []float64 {
	edges := make([]float64, 11)
	for i := range edges {
		edges[i] = float64(i) / 10
	}
	return edges
}

// checkBins is an error unless the edges ascend from 0 to 1.
func checkBins(edges []float64) error {
	if len(edges) < 2 || edges[0] != 0 || edges[len(edges)-1] != 1 {
		return fmt.Errorf("score: options: bins %v: give ascending edges, the first 0 and the last 1", edges)
	}
	for i := 1; i < len(edges); i++ {
		if !(edges[i] > edges[i-1]) {
			return fmt.Errorf("score: options: bins: edge %v does not lie above the one before: give them ascending", edges[i])
		}
	}
	return nil
}

// binOf is the bin of a probability.
func binOf(edges []float64, chance float64) int {
	i, found := slices.BinarySearch(edges, chance)
	if !found {
		i-- // of the edge below
	}
	return min(i, len(edges)-2)
}

// cell sums what the parts need of one bin.
type cell struct {
	forecasts                  int
	weight, chances, happened  adder
	variance, covariance       adder
	mean, frequency, questions float64
}

// murphy takes the mean Brier score apart.
func murphy(forecasts []Probability, o Options) Murphy {
	if len(forecasts) == 0 {
		return Murphy{}
	}
	g := group(len(forecasts), func(i int) string { return forecasts[i].Question })
	cells := make([]cell, len(o.Bins)-1)
	for i, f := range forecasts {
		w, c := g.weight(i), &cells[binOf(o.Bins, f.Chance)]
		c.forecasts++
		c.weight.add(w)
		c.chances.add(float64(w * f.Chance))
		c.happened.add(float64(w * outcome(f.Happened)))
	}
	var happened adder
	for k := range cells {
		happened.add(cells[k].settle())
	}
	for i, f := range forecasts {
		c := &cells[binOf(o.Bins, f.Chance)]
		d := f.Chance - c.mean
		c.variance.add(g.weight(i) * d * d)
		c.covariance.add(2 * g.weight(i) * d * (outcome(f.Happened) - c.frequency))
	}
	return parts(cells, happened.total()/float64(g.questions()), float64(g.questions()), o)
}

// settle makes a bin's means of its sums and gives the weight of what happened.
func (c *cell) settle() float64 {
	if c.forecasts > 0 {
		c.questions = c.weight.total()
		c.mean = c.chances.total() / c.questions
		c.frequency = c.happened.total() / c.questions
	}
	return c.happened.total()
}

// parts adds up the bins' shares of the score, over n questions.
func parts(cells []cell, baseRate, n float64, o Options) Murphy {
	m := Murphy{BaseRate: baseRate, Uncertainty: baseRate * (1 - baseRate)}
	var reliability, resolution, variance, covariance adder
	for k := range cells {
		c := &cells[k]
		off, apart := c.mean-c.frequency, c.frequency-baseRate
		reliability.add(c.questions * off * off)
		resolution.add(c.questions * apart * apart)
		variance.add(c.variance.total())
		covariance.add(c.covariance.total())
		m.Bins = append(m.Bins, c.bin(o.Bins[k], o.Bins[k+1], o.Level))
	}
	m.Reliability, m.Resolution = reliability.total()/n, resolution.total()/n
	m.WithinVariance, m.WithinCovariance = variance.total()/n, covariance.total()/n
	return m
}

// bin is the cell as it is shown.
func (c *cell) bin(low, high, level float64) Bin {
	return Bin{
		Low: low, High: high, Forecasts: c.forecasts, Weight: c.questions, Mean: c.mean, Frequency: c.frequency,
		Interval: WilsonInterval(min(c.happened.total(), c.questions), c.questions, level),
	}
}
