package score

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestCoverage: how often 95 % intervals hold the true value, over simulated
// forecasters who are as good as their baseline, with errors of normal tails.
// The shares that are held here stand in the comment of Interval.
func TestCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	r := rand.New(rand.NewPCG(7, 8))
	const forecasters = 2000
	trueMean := math.Sqrt(2 / math.Pi) // of the size of a standard normal error
	for _, c := range []struct {
		n                     int
		leastMean, leastSkill float64
	}{{10, 0.88, 0.88}, {20, 0.91, 0.91}, {50, 0.93, 0.93}, {200, 0.935, 0.935}} {
		mean, skill := 0, 0
		for range forecasters {
			points := make([]Point, c.n)
			for i := range points {
				naive := Given(r.NormFloat64())
				points[i] = Point{Question: strconv.Itoa(i), Value: r.NormFloat64(), LastValue: naive, SameGrowth: naive}
			}
			s, err := Points(points, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if in := s.MeanAbsoluteError.Interval; in.Low <= trueMean && trueMean <= in.High {
				mean++
			}
			if in := s.Skill.Interval; in.Low <= 0 && 0 <= in.High {
				skill++
			}
		}
		t.Logf("%d questions: mean %.3f, skill %.3f", c.n, float64(mean)/forecasters, float64(skill)/forecasters)
		if float64(mean) < c.leastMean*forecasters || float64(skill) < c.leastSkill*forecasters {
			t.Errorf("%d questions: mean %d, skill %d of %d", c.n, mean, skill, forecasters)
		}
	}
}
