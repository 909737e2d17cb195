package scenario

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// holdsIndices tests indices against known ones.
func holdsIndices(t *testing.T, m *Model, first, total []float64, tolerance float64) {
	t.Helper()
	s, err := m.Sobol(RunOptions{Samples: 1 << 17})
	if err != nil {
		t.Fatal(err)
	}
	for g, x := range s.Outputs[0].Groups {
		if d := math.Abs(float64(x.First) - first[g]); d > tolerance || d > 5*float64(x.FirstError) {
			t.Errorf("first index of %v: %v ± %v, want %v", x.Inputs, x.First, x.FirstError, first[g])
		}
		if d := math.Abs(float64(x.Total) - total[g]); d > tolerance || d > 5*float64(x.TotalError)+1e-12 {
			t.Errorf("total index of %v: %v ± %v, want %v", x.Inputs, x.Total, x.TotalError, total[g])
		}
	}
}

// TestIshigami: a = 7, b = 0.1 (Ishigami and Homma 1990; Saltelli, Chan and Scott,
// Sensitivity Analysis, 2000, page 28). The sine is its Taylor polynomial of
// degree 19, right to 1e-9 on [−π, π].
func TestIshigami(t *testing.T) {
	sin := func(x string) string {
		terms, factorial := []string{x}, 1.0
		for k := 3; k <= 19; k += 2 {
			factorial *= float64(k * (k - 1))
			terms = append(terms, fmt.Sprintf("%s^%d / %.17g", x, k, factorial*[]float64{-1, 1}[(k/2+1)%2]))
		}
		return "(" + strings.Join(terms, " + ") + ")"
	}
	m := compile(t, fmt.Sprintf(`
outputs = ["y"]
[inputs]
x1 = "uniform(-3.141592653589793, 3.141592653589793)"
x2 = "uniform(-3.141592653589793, 3.141592653589793)"
x3 = "uniform(-3.141592653589793, 3.141592653589793)"
[formulas]
s1 = "%s"
s2 = "%s"
y  = "s1 + 7 * s2^2 + 0.1 * x3^4 * s1"
`, sin("x1"), sin("x2")))
	holdsIndices(t, m, []float64{0.3139, 0.4424, 0}, []float64{0.5576, 0.4424, 0.2437}, 0.02)
}

// TestSobolG: the g-function Π (|4x−2| + a)/(1 + a), whose indices are known in
// closed form (Saltelli and Sobol' 1995): the variances of the factors are
// 1/(3(1 + a)²).
func TestSobolG(t *testing.T) {
	a := []float64{0, 1, 4.5, 9, 99}
	var inputs, factors []string
	product := 1.0
	for i, x := range a {
		inputs = append(inputs, fmt.Sprintf("x%d = \"uniform(0, 1)\"", i))
		factors = append(factors, fmt.Sprintf("(abs(4 * x%d - 2) + %g) / (1 + %g)", i, x, x))
		product *= 1 + 1/(3*(1+x)*(1+x))
	}
	var first, total []float64
	for _, x := range a {
		v := 1 / (3 * (1 + x) * (1 + x))
		first = append(first, v/(product-1))
		total = append(total, v*product/(1+v)/(product-1))
	}
	m := compile(t, "[inputs]\n"+strings.Join(inputs, "\n")+"\n[formulas]\ng = \""+strings.Join(factors, " * ")+"\"\n")
	holdsIndices(t, m, first, total, 0.02)
}

// TestCorrelatedInputsAreOneGroup: y = a + b + c with a and b of correlation ½:
// their sum has variance 3, c has 1.
func TestCorrelatedInputsAreOneGroup(t *testing.T) {
	m := compile(t, `
correlations = [["a", "b", 0.5]]
[inputs]
a = "normal(0, 1)"
b = "normal(0, 1)"
c = "normal(0, 1)"
[formulas]
y = "a + b + c"
`)
	holdsIndices(t, m, []float64{0.75, 0.25}, []float64{0.75, 0.25}, 0.02)
	s, _ := m.Sobol(RunOptions{Samples: 2000})
	if g := s.Outputs[0].Groups; len(g) != 2 || len(g[0].Inputs) != 2 {
		t.Errorf("groups: %+v", g)
	}
}

func TestSobolOfNothing(t *testing.T) {
	m := compile(t, "[inputs]\na = \"uniform(0, 1)\"\n[formulas]\ny = \"a - a\"\nz = \"log(a - 2)\"\n")
	s, err := m.Sobol(RunOptions{Samples: 5000})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Outputs[0].Groups[0].First.String(); got != "undefined" {
		t.Errorf("the index of a constant is %s", got)
	}
	if s.Outputs[1].Dropped != 5000 {
		t.Errorf("%d samples without a value were dropped of 5000", s.Outputs[1].Dropped)
	}
}

// TestCopula: the correlation of a Gaussian copula's uniforms is 6/π·asin(ρ/2)
// (Pearson 1907), of lognormals (e^{ρσ²} − 1)/(e^{σ²} − 1).
func TestCopula(t *testing.T) {
	const rho = 0.6
	for dist, want := range map[string]float64{
		"normal(5, 2)":    rho,
		"uniform(3, 4)":   6 / math.Pi * math.Asin(rho/2),
		"lognormal(1, 1)": (math.Exp(rho) - 1) / (math.E - 1),
	} {
		m := compile(t, fmt.Sprintf("correlations = [[\"a\", \"b\", %g]]\n[inputs]\na = \"%s\"\nb = \"%s\"\n[formulas]\nx = \"a\"\ny = \"b\"\nxy = \"a * b\"\n", rho, dist, dist))
		r := mustRun(t, m, RunOptions{Samples: 400_000})
		x, y, xy := r.Outputs[0].Fan[0], r.Outputs[1].Fan[0], r.Outputs[2].Fan[0]
		got := float64(xy.Mean-x.Mean*y.Mean) / float64(x.SD*y.SD)
		if math.Abs(got-want) > 0.02 {
			t.Errorf("%s: correlation %v, want %v", dist, got, want)
		}
		d := shapeNamed(t, dist)
		if median := float64(x.At(0.5)); math.Abs(median-d.quantile(0.5, false)) > 0.01*d.quantile(0.5, false) {
			t.Errorf("%s: median %v", dist, median)
		}
	}
}

func TestTornado(t *testing.T) {
	m := compile(t, `
[inputs]
a = "normal(0 USD, 1 USD)"
b = "uniform(10 USD, 20 USD)"
c = "5 USD"
[formulas]
y = "a + 2 * b + c"
`)
	o := tornado(t, m).Outputs[0]
	if len(o.Bars) != 2 || o.Bars[0].Input != "b" || o.Base != 35 || o.Unit != "USD" {
		t.Fatalf("%+v", o)
	}
	if b := o.Bars[0]; b.InputLow != 11 || b.InputHigh != 19 || b.Low != 27 || b.High != 43 {
		t.Errorf("bar of b: %+v", b)
	}
	if b := o.Bars[1]; math.Abs(float64(b.High)-36.2815515655446) > 1e-9 {
		t.Errorf("bar of a: %+v", b)
	}
}
