package vol

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// vogt is example 3.1 of Gatheral and Jacquier (2014), p. 63, from A. Vogt; t is 1.
var vogt = SVI{A: -0.0410, B: 0.1331, Rho: 0.3060, M: 0.3586, Sigma: 0.4153}

func TestVogtPublished(t *testing.T) {
	k, least := vogt.Butterfly()
	if !vogt.Valid() || !(least < 0) || k < 0.5 || k > 1.2 { // figure 1
		t.Errorf("least density %v at %v", least, k)
	}
	// Example 5.1, p. 68.
	j := vogt.JumpWings(1)
	got := fmt.Sprintf("%.8f %.7f %.7f %.6f %.7f", j.Variance, j.Skew, j.Put, j.Call, j.Least)
	if want := "0.01742625 -0.1752111 0.6997381 1.316798 0.0116249"; got != want {
		t.Errorf("jump-wings %s, want %s", got, want)
	}
	back, ok := j.SVI(1)
	for _, x := range [][2]float64{{back.A, vogt.A}, {back.B, vogt.B}, {back.Rho, vogt.Rho}, {back.M, vogt.M}, {back.Sigma, vogt.Sigma}} {
		if !ok || math.Abs(x[0]-x[1]) > 1e-12 {
			t.Errorf("back: %+v", back)
		}
	}
	safe := j.withoutButterfly()
	if got, want := fmt.Sprintf("%.7f %.8f", safe.Call, safe.Least), "0.3493158 0.01548182"; got != want {
		t.Errorf("safe wing and least variance %s, want %s", got, want)
	}
	for name, j := range map[string]JumpWings{"safe": safe, "optimal": {0.01742625, -0.1752111, 0.6997381, 0.8564763, 0.0116249}} {
		s, ok := j.SVI(1)
		if _, least := s.Butterfly(); !ok || least < 0 {
			t.Errorf("%s: %+v: least density %v", name, s, least)
		}
	}
}

// smileOf is the points of an SVI smile, with bands of a share of the volatility.
func smileOf(s SVI, tYears float64, band float64, ks ...float64) Smile {
	out := Smile{Forward: 100, Discount: 1, TYears: tYears}
	for _, k := range ks {
		v := s.SigmaAnnual(k, tYears)
		out.Points = append(out.Points, SmilePoint{Strike: 100 * math.Exp(k), Moneyness: k, Estimate: Estimate{SigmaAnnual: v, Low: v * (1 - band), High: v * (1 + band)}})
	}
	return out
}

func grid(first, last float64, n int) []float64 {
	ks := make([]float64, n)
	for i := range ks {
		ks[i] = first + (last-first)*float64(i)/float64(n-1)
	}
	return ks
}

// A smile that is SVI is found again.
func TestFitSVIRecovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := SVI{
			B: rapid.Float64Range(0.02, 0.4).Draw(t, "b"), Rho: rapid.Float64Range(-0.9, 0.5).Draw(t, "rho"),
			M: rapid.Float64Range(-0.15, 0.15).Draw(t, "m"), Sigma: rapid.Float64Range(0.05, 0.4).Draw(t, "sigma"),
		}
		s.A = rapid.Float64Range(0.005, 0.05).Draw(t, "least") - s.B*s.Sigma*math.Sqrt(1-s.Rho*s.Rho)
		if _, least := s.Butterfly(); least < 0.01 {
			t.Skip("has butterfly arbitrage")
		}
		fit, ok := FitSVI(smileOf(s, 0.25, 0.02, grid(-0.5, 0.4, 40)...))
		if !ok || fit.ErrorAnnual > 1e-4 || fit.Density < 0 || fit.Points != 40 || len(fit.Flags) > 0 {
			t.Fatalf("%+v fitted as %+v", s, fit)
		}
	})
}

// Of the Vogt smile the fit without arbitrage is nearer to the points than the
// safe smile and the optimal one of example 5.1.
func TestFitSVIConstrained(t *testing.T) {
	s := smileOf(vogt, 1, 0.02, grid(-1, 1.3, 40)...)
	fit, ok := FitSVI(s)
	if !ok || !slices.Equal(fit.Flags, []Flag{FlagConstrained}) || fit.Density < 0 {
		t.Fatalf("%+v", fit)
	}
	j := vogt.JumpWings(1)
	safe, _ := j.withoutButterfly().SVI(1)
	j.Call = 0.8564763
	optimal, _ := j.SVI(1)
	for name, other := range map[string]SVI{"safe": safe, "optimal": optimal} {
		if theirs := other.loss(sviData(s)); fit.loss(sviData(s)) > theirs {
			t.Errorf("loss %v, that of the %s smile %v", fit.loss(sviData(s)), name, theirs)
		}
	}
}

// The quotes of the index's worked example: fitted without arbitrage, within a
// volatility point.
func TestFitSVIIndex(t *testing.T) {
	for key, minutes := range map[string]float64{"near": 34484, "next": 44954} {
		e := Expiry{pairsOf(t, "data/options/cboe_vix_example/cboe_vix_example_quotes.csv", key, 1), minutes, 0.0003}
		p, _ := ParityForward(e)
		fit, ok := FitSVI(NewSmile(e, p.Forward, p.Discount))
		if !ok || fit.ErrorAnnual > 0.008 || fit.Density < 0 || fit.Points < 100 {
			t.Errorf("%s: %+v", key, fit)
		}
	}
}

func TestFitSVIQuotes(t *testing.T) {
	e := chainOf(100, 0.03, 30, 2.5, 30, 0.02, skewed)
	s := NewSmile(e, 100, math.Exp(-0.03*e.TYears()))
	fit, ok := FitSVI(s)
	if !ok || fit.ErrorAnnual > 0.005 || len(fit.Flags) > 0 {
		t.Fatalf("%+v", fit)
	}
	wantNear(t, "at the money", fit.SigmaAnnual(0, s.TYears), 0.25, 1e-3)
	s.Points = s.Points[:4]
	if _, ok := FitSVI(s); ok {
		t.Error("five parameters of four points")
	}
	if _, ok := FitSVI(Smile{}); ok {
		t.Error("a fit of nothing")
	}
	if !(SVI{A: 0.04, Sigma: 1}).Valid() || (SVI{}).Valid() || (SVI{A: math.NaN(), Sigma: 1}).Valid() {
		t.Error("Valid: a flat smile is, the zero value and NaN are not")
	}
}

// The inner problem's answer is not beaten by any point of the polygon.
func TestFitWingsOptimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var data []sviPoint
		for _, k := range grid(-0.5, 0.5, 12) {
			data = append(data, sviPoint{k, rapid.Float64Range(0.01, 0.6).Draw(t, "w"), rapid.Float64Range(0.1, 3).Draw(t, "weight")})
		}
		m, sigma := rapid.Float64Range(-0.5, 0.5).Draw(t, "m"), rapid.Float64Range(0.01, 1).Draw(t, "sigma")
		best, loss := fitWings(data, m, sigma)
		if !best.Valid() {
			t.Fatalf("%+v", best)
		}
		other := SVI{A: best.A + rapid.Float64Range(-0.2, 0.2).Draw(t, "a"), B: rapid.Float64Range(0, 1).Draw(t, "b"), Rho: rapid.Float64Range(-1, 1).Draw(t, "rho"), M: m, Sigma: sigma}
		if best.A == 0 {
			other.A = 0
		}
		if !other.Valid() {
			t.Skip("not a smile")
		}
		var theirs float64
		for _, p := range data {
			d := other.Variance(p.k) - p.w
			theirs += p.weight * d * d
		}
		if theirs < loss*(1-1e-9) {
			t.Fatalf("%+v loses %v, %+v %v", best, loss, other, theirs)
		}
	})
}

func FuzzSVI(f *testing.F) {
	fuzzSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte, x, y float64) {
		s := Smile{Forward: 1, Discount: 1, TYears: math.Abs(y)}
		for _, p := range fuzzExpiry(data, 1, 0).Pairs {
			s.Points = append(s.Points, SmilePoint{Moneyness: p.Strike, Estimate: Estimate{SigmaAnnual: p.Call.Ask, Low: p.Call.Bid, High: p.Put.Ask}})
		}
		if fit, ok := FitSVI(s); ok && (!fit.Valid() || !allFinite(fit.A, fit.B, fit.Rho, fit.M, fit.Sigma, fit.ErrorAnnual)) {
			t.Errorf("%+v", fit)
		}
		raw := SVI{x, y, x * y, y - x, x / y}
		raw.Butterfly()
		if back, ok := raw.JumpWings(y).SVI(x); ok && !back.Valid() {
			t.Errorf("%+v", back)
		}
		if v := raw.SigmaAnnual(x, y); v < 0 {
			t.Errorf("volatility %v", v)
		}
	})
}

func BenchmarkFitSVI(b *testing.B) {
	s := smileOf(SVI{0.01, 0.1, -0.4, 0.02, 0.1}, 0.25, 0.02, grid(-0.5, 0.4, 100)...)
	b.ReportAllocs()
	for b.Loop() {
		FitSVI(s)
	}
}
