package scenario

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// shapeNamed is the distribution of an expression.
func shapeNamed(t testing.TB, expr string) shape {
	t.Helper()
	f, err := ParseExpression(expr)
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.Compile(nil)
	if err != nil {
		t.Fatal(err)
	}
	params := m.start.params[0]
	s, _, fault := shapeFrom(m.inputs[0], &params)
	if fault != "" {
		t.Fatal(fault)
	}
	return s
}

func TestPublishedQuantiles(t *testing.T) {
	// Abramowitz and Stegun, Handbook of Mathematical Functions: percentage points
	// of χ² (table 26.8, page 984), of F (table 26.9, page 987), of the normal
	// distribution (table 26.5, page 976).
	tests := []struct {
		expr     string
		p, want  float64
		rounding float64
	}{
		{"gamma(5, 2)", 0.95, 18.3070, 5e-5},                   // χ² of 10 degrees
		{"gamma(0.5, 2)", 0.005, 3.92704e-5, 5e-11},            // of 1
		{"gamma(15, 2)", 0.01, 14.9535, 5e-5},                  // of 30
		{"gamma(50, 2)", 0.995, 140.169, 5e-4},                 // of 100
		{"beta(2.5, 5)", 0.95, 5 * 3.33 / (5*3.33 + 10), 5e-4}, // F of 5 and 10
		{"normal(0, 1)", 0.975, 1.959963984540054, 1e-15},
		{"normal(100, 10)", 0.95, 116.4485362695147, 1e-12},
		{"lognormal(p5 .05, p95 .3)", 0.5, math.Sqrt(0.05 * 0.3), 1e-15},
		{"uniform(p10 1, p90 9)", 0.99, 9.9, 1e-12},
		{"triangular(0, 1, 4)", 0.25, 1, 1e-15},
		{"beta(1, 3)", 0.875, 0.5, 1e-15},
		{"empirical(3, 1, 2)", 0.5, 2, 0},
	}
	for _, tt := range tests {
		if got := shapeNamed(t, tt.expr).quantile(tt.p, false); math.Abs(got-tt.want) > tt.rounding {
			t.Errorf("%s at %v: %v, want %v", tt.expr, tt.p, got, tt.want)
		}
	}
}

func TestMoments(t *testing.T) {
	if testing.Short() {
		t.Skip("draws millions")
	}
	tests := []struct {
		expr     string
		mean, sd float64 // closed forms: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, 1994–1995
	}{
		{"normal(100, 10)", 100, 10},
		{"normal(p5 83.55146373048527, p95 116.4485362695147)", 100, 10},
		{"lognormal(0.5, 0.4)", math.Exp(0.58), math.Exp(0.58) * math.Sqrt(math.Exp(0.16)-1)},
		{"lognormal(mean 5, sd 2)", 5, 2},
		{"beta(2, 5)", 2. / 7, math.Sqrt(10. / (49 * 8))},
		{"beta(0.5, 0.5)", 0.5, math.Sqrt(1. / 8)},
		{"beta(mean 0.3, sd 0.1)", 0.3, 0.1},
		{"gamma(3, 2)", 6, 2 * math.Sqrt(3)},
		{"gamma(0.3, 2)", 0.6, 2 * math.Sqrt(0.3)},
		{"gamma(mean 7, sd 3)", 7, 3},
		{"uniform(2, 5)", 3.5, 3 / math.Sqrt(12)},
		{"triangular(0, 1, 4)", 5. / 3, math.Sqrt(13. / 18)},
		{"pert(0, 1, 4)", 8. / 6, math.Sqrt((8. / 6) * (4 - 8./6) / 7)},
		{"empirical(1, 2, 6)", 3, math.Sqrt(14. / 3)},
		{"mixture(3, normal(0, 1), 1, uniform(4, 6))", 1.25, math.Sqrt(0.75 + 0.25*(25+1./3) - 1.25*1.25)},
		{"normal(0, 1, min 0)", math.Sqrt(2 / math.Pi), math.Sqrt(1 - 2/math.Pi)},
		{"normal(0, 1, min 4, max 4.5)", 0, 0}, // only that they agree with the quantiles below
	}
	const n = 400_000
	for _, tt := range tests {
		f, err := ParseExpression(tt.expr)
		if err != nil {
			t.Fatal(err)
		}
		m, err := f.Compile(nil)
		if err != nil {
			t.Fatal(err)
		}
		s := mustRun(t, m, RunOptions{Samples: n}).Outputs[0].Fan[0]
		if tt.sd > 0 && (math.Abs(float64(s.Mean)-tt.mean) > 5*tt.sd/math.Sqrt(n) || math.Abs(float64(s.SD)/tt.sd-1) > 0.02) {
			t.Errorf("%s: mean %v, sd %v, want %v, %v", tt.expr, s.Mean, s.SD, tt.mean, tt.sd)
		}
		d := shapeNamed(t, tt.expr)
		for _, q := range s.Quantiles {
			want := d.quantile(q.P, false)
			low, high := d.quantile(q.P-5*math.Sqrt(q.P*(1-q.P)/n), false), d.quantile(q.P+5*math.Sqrt(q.P*(1-q.P)/n), false)
			if x := float64(q.Value); x < low || x > high {
				t.Errorf("%s: quantile %v is %v, want %v", tt.expr, q.P, x, want)
			}
		}
	}
}

// TestTableFollowsQuantile is the property that tables stand on: the probability
// of a drawn value is that it was drawn for.
func TestTableFollowsQuantile(t *testing.T) {
	for _, expr := range []string{
		"normal(0, 1)", "lognormal(0, 3)", "beta(2, 5)", "beta(0.05, 0.5)", "beta(90000, 40)", "gamma(0.05, 1)",
		"gamma(4, 1)", "gamma(90000, 1)", "normal(0, 1, min -1, max 2.5)", "normal(0, 1, min 5)", "lognormal(0, 1, max 4)",
	} {
		d := shapeNamed(t, expr)
		s := newSampler(d, newTable(standardNormal))
		if s.table == nil {
			t.Errorf("%s is not smooth enough for a table", expr)
		}
		rapid.Check(t, func(t *rapid.T) {
			v := math.Pow(2, -rapid.Float64Range(1, 40).Draw(t, "-lg v"))
			for _, upper := range []bool{false, true} {
				x, want := s.at(v, upper), d.quantile(v, upper)
				f, _ := d.density(want)
				if math.Abs(x-want)*f > 1e-8*v+1e-13*math.Abs(want)*f {
					t.Errorf("%s at %v (upper %v): %v, want %v", expr, v, upper, x, want)
				}
			}
		})
	}
}

// TestQuantileInvertsTail is an invariant of every shape.
func TestQuantileInvertsTail(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := math.Exp(rapid.Float64Range(math.Log(minShape), math.Log(maxShape)).Draw(t, "a"))
		b := math.Exp(rapid.Float64Range(math.Log(minShape), math.Log(maxShape)).Draw(t, "b"))
		p := math.Pow(10, -rapid.Float64Range(0.31, 12).Draw(t, "-lg p"))
		upper := rapid.Bool().Draw(t, "upper")
		cut, _ := truncate(normalShape{0, 1}, -1, b)
		for _, d := range []shape{newGamma(a), newBeta(a, b), normalShape{a, b}, lognormalShape{normalShape{0, min(b, 50)}},
			uniformShape{-a, b}, triangularShape{-a, 0, b}, cut,
			mixtureShape{[]float64{0.3, 0.7}, []shape{normalShape{0, 1}, uniformShape{a, a + b}}}} {
			x := d.quantile(p, upper)
			step := 1e-14 * math.Abs(x) // the value may not have the digits
			slack := 1e-6 * p
			if _, isCut := d.(truncatedShape); isCut {
				slack += 0x1p-53 / cut.mass // a probability inside is a difference of two outside
			}
			a, b := d.tail(x-step, upper), d.tail(x+step, upper)
			if low, high := min(a, b), max(a, b); p < low-slack || p > high+slack {
				t.Errorf("%s: P at quantile(%v, %v) = %v is %v to %v", fmt.Sprintf("%T%+v", d, d), p, upper, x, low, high)
			}
		}
	})
}

func TestQuantileType7(t *testing.T) {
	// R: quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1)) gives 16 23 29 35 50.
	got := quantiles([]float64{50, 15, math.NaN(), 40, 20, 35}, []float64{0.05, 0.3, 0.4, 0.5, 1})
	for i, want := range []float64{16, 23, 29, 35, 50} {
		if math.Abs(got[i]-want) > 1e-12 {
			t.Errorf("quantile %d is %v, want %v", i, got[i], want)
		}
	}
	for i, x := range quantiles([]float64{-inf, 0, inf}, []float64{0, 0.25, 0.5, 0.75, 1}) {
		if want := []float64{-inf, -inf, 0, inf, inf}[i]; x != want {
			t.Errorf("quantile %d of infinite values is %v, want %v", i, x, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3000).Draw(t, "n")
		g := newGenerator(rapid.Uint64().Draw(t, "key"))
		coarse := rapid.Bool().Draw(t, "coarse")
		values := make([]float64, n)
		for i := range values {
			var r uint64
			r, g = g.next()
			values[i] = float64(int64(r)) * 0x1p-60
			if coarse {
				values[i] = math.Floor(values[i])
			}
		}
		ranks := []int{0, n / 3, n / 2, n - 1}
		sorted := quantiles(values, []float64{0, 1})
		least, most := inf, -inf
		for _, x := range values {
			least, most = min(least, x), max(most, x)
		}
		if sorted[0] != least || sorted[1] != most {
			t.Errorf("ends %v, want %v and %v", sorted, least, most)
		}
		for _, r := range ranks {
			x := quantiles(values, []float64{float64(r) / float64(max(n-1, 1))})[0]
			below := 0
			for _, y := range values {
				if y < x-1e-9 {
					below++
				}
			}
			if below > r {
				t.Errorf("%d values lie below rank %d", below, r)
			}
		}
	})
}

func TestParameters(t *testing.T) {
	m := compile(t, `
[inputs]
low = 8
a = "uniform(low - 5, 4)"
b = "normal(0, 1, min -1, max +2)"
c = "normal(p2.5 -1.959963984540054, p97.5 1.959963984540054)"
d = "lognormal(median 3, p90 9)"
e = { value = "triangular(1, 2, 3)", unit = "USD" }
f = { value = "normal(5, 1)", unit = "percent" }
g = { value = "beta(2, 2)", unit = "percent" }
[formulas]
x = "a + b + c + d + e / 1 USD + f + g"
`)
	want := []float64{3.5, 0, 0, 3, 2, 0.05, 0.5}
	for i, w := range want {
		got := m.start.samplers[i+1].at(0.5, false)
		if m.inputs[i+1].Name == "b" { // Φ⁻¹ of the middle of Φ(−1) and Φ(2)
			w = normalQuantile((normalBelow(-1) + normalBelow(2)) / 2)
		}
		if math.Abs(got-w) > 1e-9 {
			t.Errorf("the median of %s is %v, want %v", m.inputs[i+1].Name, got, w)
		}
	}
}

// TestDensityIsSlopeOfTail, and the slope is that of the density.
func TestDensityIsSlopeOfTail(t *testing.T) {
	for _, expr := range []string{
		"normal(3, 2)", "lognormal(0, 1)", "beta(2, 5)", "gamma(3, 2)", "uniform(1, 3)", "triangular(0, 1, 4)", "pert(0, 1, 4)",
		"normal(0, 1, min -1, max 2)", "mixture(1, normal(0, 1), 2, gamma(4, 1))",
	} {
		d := shapeNamed(t, expr)
		for _, p := range []float64{0.1, 0.3, 0.6, 0.9} {
			x := d.quantile(p, false)
			const h = 1e-5
			f, slope := d.density(x)
			if got := (d.tail(x+h, false) - d.tail(x-h, false)) / (2 * h); apart(got, f) > 1e-6 {
				t.Errorf("%s at %v: density %v, the tail rises by %v", expr, x, f, got)
			}
			if got := (d.tail(x-h, true) - d.tail(x+h, true)) / (2 * h); apart(got, f) > 1e-6 {
				t.Errorf("%s at %v: density %v, the upper tail falls by %v", expr, x, f, got)
			}
			above, _ := d.density(x + h)
			below, _ := d.density(x - h)
			if got := (above - below) / (2 * h * f); math.Abs(got-slope) > 1e-4*(1+math.Abs(slope)) {
				t.Errorf("%s at %v: slope %v, the density rises by %v", expr, x, slope, got)
			}
		}
		if lowest := d.quantile(1e-300, false); d.tail(lowest-1000, false) > 1e-290 || d.tail(lowest-1000, true) < 1-1e-15 {
			t.Errorf("%s: something lies far below", expr)
		}
		if f, _ := d.density(-1e9); f != 0 {
			t.Errorf("%s has density %v far below", expr, f)
		}
	}
}

func TestEmpirical(t *testing.T) {
	d := shapeNamed(t, "empirical(5, 1, 3, 3)")
	for x, want := range map[float64]float64{0: 0, 1: 0.25, 2: 0.25, 3: 0.75, 5: 1} {
		if got := d.tail(x, false); got != want || d.tail(x, true) != 1-want {
			t.Errorf("P(X ≤ %v) = %v, want %v", x, got, want)
		}
	}
	// In a mixture and with a correlation the quantile is found by bisection.
	m := compile(t, `
correlations = [["a", "b", 0.9]]
[inputs]
a = "mixture(50%, empirical(1, 2), 50%, uniform(10, 20))"
b = "empirical(1, 2, 3)"
[formulas]
x = "a"
y = "b"
`)
	r := mustRun(t, m, RunOptions{Samples: 20_000})
	if x := r.Outputs[0].Fan[0]; x.At(0.1) != 1 || math.Abs(float64(x.At(0.75))-15) > 0.3 {
		t.Errorf("a: %+v", x)
	}
	if y := r.Outputs[1].Fan[0]; y.At(0.25) != 1 || y.At(0.5) != 2 || y.At(0.9) != 3 {
		t.Errorf("b: %+v", y)
	}
}
