package vol

import (
	"math"
	"testing"
)

func TestNormalPublished(t *testing.T) {
	// Abramowitz and Stegun, "Handbook of Mathematical Functions", table 26.1,
	// pages 966–972: P(x) to 15 decimals.
	for _, c := range []struct{ z, p float64 }{
		{0, 0.5}, {0.5, 0.691462461274013}, {1, 0.841344746068543},
		{1.5, 0.933192798731142}, {2, 0.977249868051821}, {3, 0.998650101968370},
	} {
		if got := NormalCDF(c.z); math.Abs(got-c.p) > 0.6e-15 {
			t.Errorf("Φ(%v) = %.16f, published %.15f", c.z, got, c.p)
		}
	}
	// Wichura 1988, algorithm AS 241: the test values of PPND16.
	for _, c := range []struct{ p, z float64 }{
		{0.25, -0.6744897501960817}, {0.001, -3.090232306167814}, {1e-20, -9.262340089798408},
	} {
		if got := NormalQuantile(c.p); math.Abs(got/c.z-1) > 8e-16 {
			t.Errorf("Φ⁻¹(%v) = %.16g, published %.16g", c.p, got, c.z)
		}
	}
}

func TestNormalAccuracy(t *testing.T) {
	var worst float64
	for z := -38.0; z <= 0; z += 0.31 {
		v := refNew(-z)
		density := refQuo(refExp(refMul(refMul(v, v), refNew(-0.5))), refSqrt2Pi)
		want := refMul(density, refMills(v))
		if f, _ := want.Float64(); f >= 0x1p-1022 {
			worst = max(worst, relativeError(NormalCDF(z), want))
		}
	}
	if worst > 8 {
		t.Errorf("NormalCDF is off by %.2f units of 2^-53", worst)
	}
	for p := 1e-300; p < 1; p = p*1.9 + 1e-301 {
		z := NormalQuantile(p) // whose rounding moves Φ by z²
		if got := NormalCDF(z); math.Abs(got/p-1) > 1e-15*(2+z*z) {
			t.Errorf("Φ(Φ⁻¹(%g)) = %g", p, got)
		}
	}
}

func TestNormalEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct{ got, want float64 }{
		{NormalCDF(inf), 1}, {NormalCDF(-inf), 0}, {NormalCDF(nan), nan},
		{NormalDensity(inf), 0}, {NormalDensity(1e200), 0}, {NormalDensity(0), invSqrt2Pi},
		{NormalQuantile(0), -inf}, {NormalQuantile(1), inf}, {NormalQuantile(0.5), 0},
		{NormalQuantile(-1), nan}, {NormalQuantile(nan), nan},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
}
