package vol

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestCurve: a day's yields between and beyond their maturities.
func TestCurve(t *testing.T) {
	rising := []Yield{{30, 0.01}, {60, 0.012}, {91, 0.015}, {182, 0.02}, {365, 0.022}}
	for _, c := range []struct {
		name   string
		yields []Yield
		days   float64
		bey    float64
	}{
		{"at a maturity", rising, 60, 0.012},
		{"the longest", rising, 365, 0.022},
		{"beyond the longest", rising, 900, 0.022},
		{"two yields: a line", []Yield{{30, 0.01}, {90, 0.04}}, 50, 0.02},
		{"below the shortest, along the line through the next higher", []Yield{{30, 0.01}, {90, 0.04}}, 10, 0},
		{"flat", []Yield{{30, 0.03}, {60, 0.03}, {91, 0.03}}, 12, 0.03},
		{"three yields: the natural spline", []Yield{{0.5, 0}, {1.5, 0.01}, {2.5, 0}}, 1, 0.006875},
		{"held between its neighbours", []Yield{{1, 0}, {2, 0.01}, {3, 0.01}, {4, 0}}, 2.5, 0.01},
	} {
		curve, err := NewCurve(c.yields)
		if err != nil {
			t.Fatal(c.name, err)
		}
		if got := curve.bounded(c.days); math.Abs(got-c.bey) > 1e-12 {
			t.Errorf("%s: %g at %g days, want %g", c.name, got, c.days, c.bey)
		}
		if got, want := curve.RateAnnual(c.days), math.Log(math.Pow(1+c.bey/2, 2)); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: rate %g, want %g", c.name, got, want)
		}
	}
}

func TestCurveRefuses(t *testing.T) {
	for _, c := range []struct {
		yields []Yield
		says   string
	}{
		{nil, "needs 2"}, {[]Yield{{30, 0.01}}, "needs 2"},
		{[]Yield{{30, 0.01}, {30, 0.02}}, "two yields at 30 days"},
		{[]Yield{{30, 0.01}, {math.NaN(), 0.02}}, "not believable"}, {[]Yield{{30, 5}, {60, 0.02}}, "not believable"},
	} {
		if _, err := NewCurve(c.yields); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, want %q", c.yields, err, c.says)
		}
	}
}

// TestCurveBounded: between two maturities the yield lies between theirs.
func TestCurveBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := []float64{30, 60, 91, 182, 365, 730}
		ys := make([]Yield, len(days))
		for i, d := range days {
			ys[i] = Yield{d, rapid.Float64Range(-0.01, 0.15).Draw(t, "yield")}
		}
		curve, err := NewCurve(ys)
		if err != nil {
			t.Fatal(err)
		}
		i := rapid.IntRange(0, len(days)-2).Draw(t, "stretch")
		x := curve.bounded(rapid.Float64Range(days[i], days[i+1]).Draw(t, "days"))
		if x < min(ys[i].BEY, ys[i+1].BEY) || x > max(ys[i].BEY, ys[i+1].BEY) {
			t.Fatalf("%g lies outside of %g and %g", x, ys[i].BEY, ys[i+1].BEY)
		}
	})
}
