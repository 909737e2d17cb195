package score

import (
	"math"
	"math/rand/v2"
)

// width is the most columns that are resampled together.
const width = 4

// column is one of the values that each question has.
type column int

// The columns. A kind with two scores uses the second pair for the other; each
// is the constant 1, by which sums become means.
const (
	own column = iota
	base
	otherOwn
	otherBase
	each column = -1
)

// sample is a few values of each question and their sums over resamples of the
// questions: the same draws for all columns.
type sample struct {
	rows      [][width]float64
	infinite  [width]bool      // a value in the column is infinite; its rows hold 0
	sums      [][width]float64 // made when first asked for
	forecasts int
	options   Options
}

// newSample gathers scored forecasts by question.
func newSample(losses []scored, o Options) *sample {
	g := group(len(losses), func(i int) string { return losses[i].question })
	s := &sample{rows: make([][width]float64, g.questions()), forecasts: len(losses), options: o}
	for i, q := range g.question {
		for c, x := range losses[i].losses {
			s.rows[q][c] += x
			s.infinite[c] = s.infinite[c] || math.IsInf(x, 0)
		}
	}
	for q := range s.rows {
		for c := range width {
			s.rows[q][c] /= g.forecasts[q]
			if s.infinite[c] {
				s.rows[q][c] = 0
			}
		}
	}
	return s
}

// Each use of random draws has a stream of its own.
const (
	streamBootstrap = 1
	streamLuck      = 2
)

// resample draws as many questions as there are, with replacement, and keeps
// the sums of their columns; so many times. Counting first and adding up in
// order goes through memory in order too, which many questions need. That one
// of more than 255 is drawn 256 times, more than a count can hold, has a chance
// below 1e-600.
func (s *sample) resample(pcg *rand.PCG, times int) {
	s.sums = make([][width]float64, times)
	drawn := make([]uint8, len(s.rows))
	for t := range s.sums {
		draw(drawn, pcg)
		var a, b, c, d float64
		for q := range s.rows {
			row, n := &s.rows[q], float64(drawn[q])
			a += float64(n * row[0])
			b += float64(n * row[1])
			c += float64(n * row[2])
			d += float64(n * row[3])
			drawn[q] = 0
		}
		s.sums[t] = [width]float64{a, b, c, d}
	}
}

// draw counts how often each question is drawn in as many draws as there are
// questions. A number of the generator gives two of them, by multiplication; of
// n questions none is favoured by more than n/2^32.
func draw(drawn []uint8, pcg *rand.PCG) {
	n := uint64(len(drawn))
	for range n / 2 {
		bits := pcg.Uint64()
		drawn[(bits>>32)*n>>32]++
		drawn[(bits&math.MaxUint32)*n>>32]++
	}
	if n%2 == 1 {
		drawn[(pcg.Uint64()>>32)*n>>32]++
	}
}

// mean is the mean of a column.
func (s *sample) mean(of column) Estimate { return s.ratio(of, each) }

// rate is the mean of a column of hits, between 0 and 1, with its Wilson
// interval.
func (s *sample) rate(of column) Estimate {
	e := Estimate{Questions: len(s.rows), Forecasts: s.forecasts, Status: NoForecasts}
	if len(s.rows) > 0 {
		n := float64(len(s.rows))
		hits := min(s.total(of), n) // rounding may lift it above
		e.Value, e.Interval, e.Status = hits/n, WilsonInterval(hits, n, s.options.Level), OK
	}
	return e
}

// ratio is the mean of one column over that of another: of several questions
// one ratio of means, not a mean of ratios, which would reward forecasts below
// the median.
func (s *sample) ratio(above, below column) Estimate {
	e := Estimate{Questions: len(s.rows), Forecasts: s.forecasts}
	switch {
	case len(s.rows) == 0:
		e.Status = NoForecasts
		return e
	case below != each && s.infinite[below]:
		e.Status = InfiniteBaseline
		return e
	case s.infinite[above]:
		e.Value, e.Status = math.Inf(1), Infinite
		return e
	}
	top, bottom := s.total(above), s.total(below)
	if bottom == 0 {
		e.Status = PerfectBaseline
		return e
	}
	e.Value, e.Status = top/bottom, OK
	if len(s.rows) > 1 {
		e.Interval = s.interval(above, below, e.Value)
	}
	return e
}

// total is the sum of a column over all questions.
func (s *sample) total(of column) float64 {
	if of == each {
		return float64(len(s.rows))
	}
	var a adder
	for q := range s.rows {
		a.add(s.rows[q][of])
	}
	return a.total()
}

// column is a copy of a column.
func (s *sample) column(of column) []float64 {
	values := make([]float64, len(s.rows))
	for q := range s.rows {
		values[q] = s.rows[q][of]
	}
	return values
}

// interval is the BCa interval of a ratio.
func (s *sample) interval(above, below column, value float64) Interval {
	if s.sums == nil {
		s.resample(rand.NewPCG(s.options.Seed, streamBootstrap), s.options.Resamples)
	}
	replicates := make([]float64, len(s.sums))
	for t := range s.sums {
		bottom := float64(len(s.rows))
		if below != each {
			bottom = s.sums[t][below]
		}
		replicates[t] = quotient(s.sums[t][above], bottom, value)
	}
	low, high := bca(replicates, value, acceleration(s.leftOut(above, below, value)), s.options.Level)
	return Interval{Low: low, High: high, Level: s.options.Level, Method: Bootstrap}
}

// leftOut are the ratios without each question in turn.
func (s *sample) leftOut(above, below column, value float64) []float64 {
	top, bottom := s.total(above), s.total(below)
	values := make([]float64, len(s.rows))
	for q := range s.rows {
		without := 1.0
		if below != each {
			without = s.rows[q][below]
		}
		values[q] = quotient(less(top, s.rows[q][above]), less(bottom, without), value)
	}
	return values
}

// less is a sum without one of its parts, 0 where only rounding is left.
func less(sum, part float64) float64 {
	if rest := sum - part; math.Abs(rest) > 1e-14*math.Abs(sum) {
		return rest
	}
	return 0
}

// quotient is a/b, infinite where b alone is zero, and where both are, which
// says nothing, the value otherwise found.
func quotient(a, b, otherwise float64) float64 {
	if a == 0 && b == 0 {
		return otherwise
	}
	return a / b
}
