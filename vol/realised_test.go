package vol

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// hull: J. Hull, Options, Futures, and Other Derivatives, table 15.1: 21
// closes, whose 20 changes have a standard deviation of 0.01216, 19.3 % a year
// of 252 days.
var hull = []float64{20.00, 20.10, 19.90, 20.00, 20.50, 20.25, 20.90, 20.90, 20.90, 20.75, 20.75, 21.00, 21.10, 20.90, 20.90, 21.25, 21.40, 21.40, 21.25, 21.75, 22.00}

func TestRealisedPublished(t *testing.T) {
	daily, ok := Realised(hull, 1, true)
	if !ok || as("0.01216", daily) != "0.01216" {
		t.Errorf("daily %g, want 0.01216", daily)
	}
	yearly, _ := Realised(hull, SessionsPerYear, true)
	if as("0.193", yearly) != "0.193" {
		t.Errorf("yearly %g, want 0.193", yearly)
	}
}

// TestRealised: scale does not matter, a steady rise has no volatility about
// its mean, and what is no series has none.
func TestRealised(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		closes := rapid.SliceOfN(rapid.Float64Range(1, 1000), 3, 60).Draw(t, "closes")
		scaled := make([]float64, len(closes))
		for i, c := range closes {
			scaled[i] = c * 8
		}
		for _, mean := range []bool{true, false} {
			a, okA := Realised(closes, DaysPerYear, mean)
			b, okB := Realised(scaled, DaysPerYear, mean)
			if !okA || !okB || math.Abs(a-b) > 1e-9*(1+a) {
				t.Fatalf("%g %v, scaled %g %v", a, okA, b, okB)
			}
		}
	})
	if s, ok := Realised([]float64{1, 2, 4, 8, 16}, 252, true); !ok || s > 1e-12 {
		t.Errorf("a steady rise has %g, %v", s, ok)
	}
	for _, closes := range [][]float64{nil, {1}, {1, 2}, {1, 0, 1}, {1, -1, 1}, {math.NaN(), 1, 2}, {1, math.Inf(1), 2}, {-1, -2, -3}} {
		if s, ok := Realised(closes, 252, false); ok {
			t.Errorf("%v has %g", closes, s)
		}
	}
}
