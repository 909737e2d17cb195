package vol

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestGreeksPublished(t *testing.T) {
	// Hull, "Options, Futures, and Other Derivatives", 10th edition, chapter 19:
	// a call on a stock at 49, struck at 50, 5 %, 20 %, 20 weeks (0.3846 years).
	g := BSMGreeks(Call, 49, 50, 0.05, 0, 0.20, 0.3846)
	for _, c := range []struct {
		name                  string
		got, published, digit float64
	}{
		{"price", BSM(Call, 49, 50, 0.05, 0, 0.20, 0.3846), 2.40, 0.01},
		{"delta", g.Delta, 0.522, 0.001}, {"gamma", g.Gamma, 0.066, 0.001},
		{"vega", g.Vega, 12.1, 0.1}, {"theta", g.Theta, -4.31, 0.01}, {"rho", g.Rho, 8.91, 0.01},
	} {
		if math.Abs(c.got-c.published) > 0.501*c.digit {
			t.Errorf("%s %v, published %v", c.name, c.got, c.published)
		}
	}
}

// TestGreeksDifferences compares with central differences of the price.
func TestGreeksDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spot := rapid.Float64Range(60, 160).Draw(t, "spot")
		rate, yield := rapid.Float64Range(-0.05, 0.15).Draw(t, "rate"), rapid.Float64Range(-0.05, 0.15).Draw(t, "yield")
		sigma, years := rapid.Float64Range(0.1, 1).Draw(t, "sigma"), rapid.Float64Range(0.1, 3).Draw(t, "t")
		kind := rapid.SampledFrom([]Kind{Call, Put}).Draw(t, "kind")
		price := func(spot, rate, sigma, years float64) float64 {
			return BSM(kind, spot, 100, rate, yield, sigma, years)
		}
		const e = 1e-4
		near := func(name string, got, want float64) {
			if math.Abs(got-want) > 2e-5*(math.Abs(want)+20) {
				t.Fatalf("%s %v, by differences %v", name, got, want)
			}
		}
		g := BSMGreeks(kind, spot, 100, rate, yield, sigma, years)
		up, down := BSMGreeks(kind, spot, 100, rate, yield, sigma+e, years), BSMGreeks(kind, spot, 100, rate, yield, sigma-e, years)
		near("delta", g.Delta, (price(spot+e, rate, sigma, years)-price(spot-e, rate, sigma, years))/(2*e))
		near("gamma", g.Gamma, (BSMGreeks(kind, spot+e, 100, rate, yield, sigma, years).Delta-
			BSMGreeks(kind, spot-e, 100, rate, yield, sigma, years).Delta)/(2*e))
		near("vega", g.Vega, (price(spot, rate, sigma+e, years)-price(spot, rate, sigma-e, years))/(2*e))
		near("theta", g.Theta, -(price(spot, rate, sigma, years+e)-price(spot, rate, sigma, years-e))/(2*e))
		near("rho", g.Rho, (price(spot, rate+e, sigma, years)-price(spot, rate-e, sigma, years))/(2*e))
		near("vanna", g.Vanna, (up.Delta-down.Delta)/(2*e))
		near("volga", g.Volga, (up.Vega-down.Vega)/(2*e))
	})
}

func TestGreeksEdges(t *testing.T) {
	for _, c := range []struct {
		kind                      Kind
		forward, strike, sigma, t float64
		want                      Greeks
	}{
		{Call, 110, 100, 0, 1, Greeks{Delta: 1}}, {Call, 90, 100, 0, 1, Greeks{}},
		{Put, 90, 100, 0.2, 0, Greeks{Delta: -1}}, {Put, 0, 100, 0.2, 1, Greeks{Delta: -1}},
		{Call, 100, 100, 0.2, 0, Greeks{Delta: 0.5}}, {Put, 100, 100, 0.2, 0, Greeks{Delta: -0.5}},
		{Call, 100, 100, 0, 4, Greeks{Delta: 0.5, Vega: 200 * invSqrt2Pi}},
		{Call, 100, 100, math.Inf(1), 1, Greeks{Delta: 1}}, {Put, 100, 100, 0.2, math.Inf(1), Greeks{}},
	} {
		got := BlackGreeks(c.kind, c.forward, c.strike, c.sigma, c.t)
		if got != c.want {
			t.Errorf("BlackGreeks(%d, %v, %v, %v, %v) = %+v, want %+v", c.kind, c.forward, c.strike, c.sigma, c.t, got, c.want)
		}
	}
	if g := BlackGreeks(Call, 100, 0, 0.2, 1); !math.IsNaN(g.Delta) || !math.IsNaN(g.Volga) {
		t.Errorf("outside the domain %+v", g)
	}
}
