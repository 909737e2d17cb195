package score

import (
	"math"
	"math/rand/v2"
	"testing"
)

// near reports whether got is the published number, to its last digit.
func near(got, published, lastDigit float64) bool {
	return math.Abs(got-published) <= lastDigit*0.5000001
}

// R. Newcombe, "Two-sided confidence intervals for the single proportion:
// comparison of seven methods", Statistics in Medicine 17 (1998), 857–872, table
// I, page 861, method 3.
func TestWilsonPublished(t *testing.T) {
	for _, c := range []struct{ hits, n, low, high float64 }{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
	} {
		got := WilsonInterval(c.hits, c.n, 0.95)
		if !near(got.Low, c.low, 1e-4) || !near(got.High, c.high, 1e-4) {
			t.Errorf("%v of %v: %.4f to %.4f, published %v to %v", c.hits, c.n, got.Low, got.High, c.low, c.high)
		}
	}
}

// G. Brier, "Verification of forecasts expressed in terms of probability",
// Monthly Weather Review 78 (1950), table 1, page 2: ten forecasts of rain whose
// score, over both outcomes, is 0.19.
func TestBrierPublished(t *testing.T) {
	chances := []float64{0.7, 0.9, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.1}
	rain := []bool{false, true, true, true, false, false, false, false, false, false}
	sum := 0.0
	for i, p := range chances {
		s, err := BrierScore(p, rain[i])
		if err != nil {
			t.Fatal(err)
		}
		sum += 2 * s
	}
	if got := sum / 10; math.Abs(got-0.19) > 1e-15 {
		t.Errorf("score %v, published 0.19", got)
	}
}

// spatial are the 26 values A of the spatial test data in B. Efron and R.
// Tibshirani, An Introduction to the Bootstrap (1993), table 14.1, page 180.
var spatial = []float64{48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41}

// variance is the sum of squares about the mean over n.
func variance(values []float64) float64 {
	mean, sum := sumOf(values)/float64(len(values)), 0.0
	for _, v := range values {
		sum += (v - mean) * (v - mean)
	}
	return sum / float64(len(values))
}

// Efron and Tibshirani 1993, pages 180–187: the variance 171.5, its acceleration
// 0.061, and the 90 % BCa interval from 115.8 to 259.6 of table 14.2, which their
// 2,000 resamples leave uncertain by a few units.
func TestBCaPublished(t *testing.T) {
	value := variance(spatial)
	if !near(value, 171.5, 0.1) {
		t.Errorf("variance %v, published 171.5", value)
	}
	var leftOut []float64
	for i := range spatial {
		rest := append(append([]float64(nil), spatial[:i]...), spatial[i+1:]...)
		leftOut = append(leftOut, variance(rest))
	}
	a := acceleration(leftOut)
	if !near(a, 0.061, 0.001) {
		t.Errorf("acceleration %v, published 0.061", a)
	}
	r := rand.New(rand.NewPCG(1, 1))
	replicates, drawn := make([]float64, 20000), make([]float64, len(spatial))
	for i := range replicates {
		for j := range drawn {
			drawn[j] = spatial[r.IntN(len(spatial))]
		}
		replicates[i] = variance(drawn)
	}
	low, high := bca(replicates, value, a, 0.9)
	if math.Abs(low-115.8) > 3 || math.Abs(high-259.6) > 6 {
		t.Errorf("interval %.1f to %.1f, published 115.8 to 259.6", low, high)
	}
}

// patch are the eight subjects of Efron and Tibshirani 1993, table 10.1, page
// 127: the new patch's effect less the old one's, and the old one's less the
// placebo's.
var patch = [][2]float64{{-1200, 8406}, {2601, 2342}, {-2705, 8187}, {1982, 8459}, {-1290, 4795}, {351, 3516}, {-638, 4796}, {-2719, 10238}}

// Efron and Tibshirani 1993, pages 126–128: the ratio of the means is −0.0713,
// and its bootstrap standard error, of 400 resamples, 0.105.
func TestRatioPublished(t *testing.T) {
	var subjects []scored
	for i, p := range patch {
		subjects = append(subjects, scored{question: string(rune('a' + i)), losses: [width]float64{p[0], p[1]}})
	}
	o, err := Options{Resamples: 20000}.settled()
	if err != nil {
		t.Fatal(err)
	}
	s := newSample(subjects, o)
	e := s.ratio(own, base)
	if !near(e.Value, -0.0713, 0.0001) {
		t.Errorf("ratio %v, published -0.0713", e.Value)
	}
	var ratios []float64
	for _, sum := range s.sums {
		ratios = append(ratios, sum[own]/sum[base])
	}
	if got := math.Sqrt(variance(ratios)); math.Abs(got-0.105) > 0.008 {
		t.Errorf("standard error %.4f, published 0.105", got)
	}
	if in := e.Interval; !(in.Low < -0.15 && in.High > 0.05) {
		t.Errorf("interval %+v", in)
	}
}

// The normal distribution in M. Abramowitz and I. Stegun, Handbook of
// Mathematical Functions, table 26.1, pages 966–972, to 15 decimals, and
// Wichura's test values of AS 241.
func TestNormalPublished(t *testing.T) {
	for _, c := range []struct{ z, p float64 }{
		{0, 0.5}, {0.5, 0.691462461274013}, {1, 0.841344746068543}, {1.5, 0.933192798731142},
		{2, 0.977249868051821}, {3, 0.998650101968370}, {-1, 1 - 0.841344746068543},
	} {
		if got := normalCDF(c.z); math.Abs(got-c.p) > 0.7e-15 {
			t.Errorf("Φ(%v) = %.16f, published %.15f", c.z, got, c.p)
		}
	}
	for _, c := range []struct{ p, z float64 }{
		{0.25, -0.6744897501960817}, {0.001, -3.090232306167814}, {1e-20, -9.262340089798408}, {0.75, 0.6744897501960817},
	} {
		if got := normalQuantile(c.p); math.Abs(got/c.z-1) > 1e-15 {
			t.Errorf("Φ⁻¹(%v) = %.17g, published %.16g", c.p, got, c.z)
		}
	}
}

// TestNumeric holds our functions against the standard library's.
func TestNumeric(t *testing.T) {
	for x := -740.0; x <= 0; x += 0.37 {
		if want := math.Exp(x); math.Abs(exp(x)-want) > 4e-16*want+5e-324 {
			t.Errorf("e^%v = %v, want %v", x, exp(x), want)
		}
	}
	for x := 1e-300; x < 1e300; x *= 1.7 {
		if want := math.Log(x); math.Abs(ln(x)-want) > 3e-16*math.Abs(want) {
			t.Errorf("ln %v = %v, want %v", x, ln(x), want)
		}
	}
	for x := 1e-300; x < 1; x = x*1.3 + 1e-301 {
		if want := math.Log1p(-x); math.Abs(lnOneLess(x)-want) > 4e-16*math.Abs(want) {
			t.Errorf("ln(1 − %v) = %v, want %v", x, lnOneLess(x), want)
		}
	}
	for z := -9.0; z <= 9; z += 0.01 {
		if want := math.Erf(z/math.Sqrt2) / 2; math.Abs(normalMiddle(z)-want) > 1.2e-15 {
			t.Errorf("Φ(%v) − ½ = %v, want %v", z, normalMiddle(z), want)
		}
	}
}

// The score of a standard normal at its mean is (√2 − 1)/√π, by the equation;
// elsewhere it is the integral that defines it.
func TestNormalCRPS(t *testing.T) {
	for _, sigma := range []float64{1, 3, 1e-6, 1e6} {
		got, err := Normal{Mean: 5, Sigma: sigma}.CRPS(5)
		want := sigma * (math.Sqrt2 - 1) / math.Sqrt(math.Pi)
		if err != nil || math.Abs(got-want) > 1e-15*sigma {
			t.Errorf("σ %v: %v, %v; want %v", sigma, got, err, want)
		}
	}
	for _, y := range []float64{-4, -1, 0.3, 2, 7, 40} {
		got, err := Normal{Sigma: 1}.CRPS(y)
		if want := integral(func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }, y, -45, 45); err != nil || math.Abs(got-want) > 1e-8 {
			t.Errorf("at %v: %v, %v; integral %v", y, got, err, want)
		}
	}
	for _, c := range []struct{ n, y, want float64 }{{0, 3, 3}, {0, 0, 0}, {1e-90, 1, 1}} {
		if got, err := (Normal{Sigma: c.n}).CRPS(c.y); err != nil || got != c.want {
			t.Errorf("σ %v at %v: %v, %v; want %v", c.n, c.y, got, err, c.want)
		}
	}
}

// integral is ∫(F(x) − 1{x ≥ y})² dx by Simpson's rule on both sides of y.
func integral(f func(float64) float64, y, from, to float64) float64 {
	const cells = 20000
	side := func(a, b, step float64) float64 {
		h, sum := (b-a)/cells, 0.0
		for i := range cells + 1 {
			w := 2.0 + 2*float64(i%2)
			if i == 0 || i == cells {
				w = 1
			}
			d := f(a+h*float64(i)) - step
			sum += w * d * d
		}
		return sum * h / 3
	}
	return side(from, y, 0) + side(y, to, 1)
}
