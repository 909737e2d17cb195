package score

import (
	"encoding/binary"
	"math"
	"strconv"
	"testing"
)

// FuzzScores: whatever the numbers, each kind is an error or a score without a
// silent NaN, and its interval is in order.
func FuzzScores(f *testing.F) {
	f.Add([]byte{}, int64(0))
	f.Add(numbers(1, 2, 0.5, 1, 3, 0.25, 0.5, 0.75), int64(3))
	f.Add(numbers(0, 1, 1, 1, 0, 0, 1, 0, 0.1, 0.1, 0.9, 0.3, 1e99, -1e99, 1e-300, 5e-324), int64(7))
	f.Add(numbers(math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 1e100, math.Copysign(0, -1), 0, 0), int64(1))
	f.Fuzz(func(t *testing.T, data []byte, seed int64) {
		var points []Point
		var ranges []Range
		var bounds []Bound
		var chances []Probability
		var distributions []Distribution
		for i := 0; len(data) >= 64 && i < 50; i++ {
			var x [8]float64
			for j := range x {
				x[j] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*j:]))
				if seed%2 != 0 { // mostly forecasts, of the sizes that there are
					x[j] = float64(int8(data[8*j])) / 127
					if j < 3 {
						x[j] = min(math.Abs(x[j]), 1)
					}
				}
			}
			data = data[64:]
			q := strconv.Itoa(i * 2 / 3)
			points = append(points, Point{q, x[0], x[1], Given(x[2]), Maybe{x[3], x[4] > 0}, x[5]})
			ranges = append(ranges, Range{q, x[0], x[1], x[2], x[3], Given(x[4]), Given(x[5]), x[6]})
			bounds = append(bounds, Bound{q, x[0] > 0, x[1], x[2], Given(x[3])})
			chances = append(chances, Probability{q, x[0], x[1] > 0, Given(x[2])})
			distributions = append(distributions, Distribution{q, Sample(x[:3]), x[3], Normal{x[4], x[5]}, x[6]},
				Distribution{q, Quantiles{{x[0], x[1]}, {x[2], x[3]}}, x[4], Ensemble(x[5:]), 0})
		}
		o := Options{Resamples: 100, Seed: uint64(seed)}
		if s, err := Points(points, o); err == nil {
			sound(t, s.MeanAbsoluteError, s.Forecast, s.LastValue, s.SameGrowth, s.Ratio, s.Skill)
			soundLuck(t, s.Luck)
		}
		if s, err := Ranges(ranges, o); err == nil {
			sound(t, s.Score, s.Skill)
			soundLuck(t, s.Luck)
			for _, l := range s.Levels {
				sound(t, l.Covered, l.MeanSize)
			}
		}
		if s, err := Bounds(bounds, o); err == nil {
			sound(t, s.HitRate, s.Compared, s.BaseRate)
			soundLuck(t, s.Luck)
			if m := s.Margin; !(m.Least <= m.Lower && m.Lower <= m.Median && m.Median <= m.Upper && m.Upper <= m.Greatest) || math.IsNaN(m.Mean) {
				t.Errorf("spread %+v", m)
			}
		}
		if s, err := Probabilities(chances, o); err == nil {
			sound(t, s.Brier, s.BrierSkill, s.Log, s.LogSkill)
			soundLuck(t, s.Luck)
			m := s.Parts
			sum := m.Reliability - m.Resolution + m.Uncertainty + m.WithinVariance - m.WithinCovariance
			if !(math.Abs(sum-s.Brier.Value) <= 2e-15) {
				t.Errorf("the parts add up to %v, the score is %v", sum, s.Brier.Value)
			}
		}
		if s, err := Distributions(distributions, o); err == nil {
			sound(t, s.CRPS, s.Skill)
			soundLuck(t, s.Luck)
		}
	})
}

// numbers are the bytes of some numbers.
func numbers(xs ...float64) (data []byte) {
	for _, x := range xs {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(x))
	}
	return data
}

// sound fails on an estimate whose value is not what its status says, or whose
// interval is out of order.
func sound(t *testing.T, estimates ...Estimate) {
	t.Helper()
	for _, e := range estimates {
		finite := !math.IsNaN(e.Value) && !math.IsInf(e.Value, 0)
		switch {
		case e.Status == OK && finite, e.Status == Infinite && math.IsInf(e.Value, 0):
		case e.Status > OK && e.Status != Infinite && e.Value == 0 && e.Interval == Interval{}:
		default:
			t.Errorf("value and status: %+v", e)
		}
		if in := e.Interval; !(in.Low <= in.High) || (in.Method != NoInterval) != (in.Level > 0) {
			t.Errorf("interval: %+v", e)
		}
	}
}

// soundLuck fails on a chance that is none.
func soundLuck(t *testing.T, l Luck) {
	t.Helper()
	if !isChance(l.Chance) || (l.Test == NoTest) != (l.Questions == 0) {
		t.Errorf("luck: %+v", l)
	}
}

// FuzzWilson: the interval lies between 0 and 1 and holds the rate.
func FuzzWilson(f *testing.F) {
	f.Add(3.0, 10.0, 0.95)
	f.Add(0.0, 1e-300, 0.5)
	f.Add(1e100, 1e100, 1-1e-16)
	f.Add(1.0, 2.0, 1e-300)
	f.Fuzz(func(t *testing.T, hits, n, level float64) {
		in := WilsonInterval(hits, n, level)
		if in.Method == NoInterval {
			return
		}
		rate := hits / n
		if !(0 <= in.Low && in.Low <= rate+1e-12 && rate-1e-12 <= in.High && in.High <= 1) {
			t.Errorf("%v of %v at %v: %+v", hits, n, level, in)
		}
	})
}
