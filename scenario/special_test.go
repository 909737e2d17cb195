package scenario

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"assay/sharedtest"
)

// apart is the relative distance of two numbers.
func apart(a, b float64) float64 {
	if a == b {
		return 0
	}
	return math.Abs(a-b) / max(math.Abs(a), math.Abs(b))
}

func TestElementaryFunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-744, 709).Draw(t, "x")
		if got, want := expOf(x), math.Exp(x); apart(got, want) > 4e-16 && want > 1e-300 {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
		y := rapid.Float64Range(1e-300, 1e300).Draw(t, "y")
		if got, want := logOf(y), math.Log(y); apart(got, want) > 4e-16 {
			t.Errorf("log(%v) = %v, want %v", y, got, want)
		}
		z := rapid.Float64Range(-0.9, 2).Draw(t, "z")
		if got, want := log1pOf(z), math.Log1p(z); apart(got, want) > 1e-15 {
			t.Errorf("log1p(%v) = %v, want %v", z, got, want)
		}
		p := rapid.Float64Range(-20, 20).Draw(t, "p")
		b := rapid.Float64Range(1e-3, 1e3).Draw(t, "b")
		if got, want := powOf(b, p), math.Pow(b, p); apart(got, want) > 3e-14 {
			t.Errorf("%v^%v = %v, want %v", b, p, got, want)
		}
		g := rapid.Float64Range(0.05, 1e5).Draw(t, "g")
		// Both may miss by a unit in the last place, which is at most 2.23e-16 of the value.
		if want, _ := math.Lgamma(g); math.Abs(lgamma(g)-want) > 1e-14+4.5e-16*math.Abs(want) {
			t.Errorf("lgamma(%v) = %v, want %v", g, lgamma(g), want)
		}
	})
}

func TestElementaryEdges(t *testing.T) {
	nan := math.NaN()
	tests := []struct {
		name      string
		got, want float64
	}{
		{"exp(+inf)", expOf(inf), inf}, {"exp(-inf)", expOf(-inf), 0}, {"exp(0)", expOf(0), 1}, {"exp(nan)", expOf(nan), nan},
		{"exp(709.7)", expOf(709.7), 1.6549840276802644e308}, {"exp(-740)", expOf(-740), math.Exp(-740)},
		{"log(0)", logOf(0), -inf}, {"log(-1)", logOf(-1), nan}, {"log(inf)", logOf(inf), inf}, {"log(1)", logOf(1), 0},
		{"log(2^-1074)", logOf(0x1p-1074), -1074 * math.Ln2},
		{"0^0", powOf(0, 0), 1}, {"0^.5", powOf(0, 0.5), 0}, {"0^-.5", powOf(0, -0.5), inf}, {"(-2)^3", powOf(-2, 3), -8},
		{"(-2)^.5", powOf(-2, 0.5), nan}, {"(-1.5)^65", powOf(-1.5, 65), math.Pow(-1.5, 65)}, {"(-1.5)^66", powOf(-1.5, 66), math.Pow(-1.5, 66)},
		{"2^-1", powOf(2, -1), 0.5}, {"nan^.5", powOf(nan, 0.5), nan},
	}
	for _, tt := range tests {
		if !(apart(tt.got, tt.want) < 1e-14) && !(tt.got != tt.got && tt.want != tt.want) {
			t.Errorf("%s = %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

// TestLogAgainstSeries holds ln against 200 bits for some numbers.
func TestLogAgainstSeries(t *testing.T) {
	for _, x := range []float64{1.0001, 1.3, 0.75, 1.9999} {
		z := new(big.Float).SetPrec(200).Quo(
			new(big.Float).SetPrec(200).Sub(big.NewFloat(x).SetPrec(200), big.NewFloat(1).SetPrec(200)),
			new(big.Float).SetPrec(200).Add(big.NewFloat(x).SetPrec(200), big.NewFloat(1).SetPrec(200)))
		sum, power := new(big.Float).SetPrec(200), new(big.Float).SetPrec(200).Set(z)
		for k := int64(1); k < 400; k += 2 { // ln x = 2 artanh((x−1)/(x+1))
			sum.Add(sum, new(big.Float).SetPrec(200).Quo(power, new(big.Float).SetPrec(200).SetInt64(k)))
			power.Mul(power, z).Mul(power, z)
		}
		want, _ := sum.Mul(sum, big.NewFloat(2)).Float64()
		if got := logOf(x); apart(got, want) > 2.3e-16 {
			t.Errorf("log(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestNormal(t *testing.T) {
	// Abramowitz and Stegun, Handbook of Mathematical Functions, table 26.1, pages
	// 966–972, and table 26.2 (−log Q), page 972.
	for z, p := range map[float64]float64{0.5: 0.691462461274013, 1: 0.841344746068543, 2: 0.977249868051821, 3: 0.998650101968370} {
		if got := normalBelow(z); math.Abs(got-p) > 1e-15 {
			t.Errorf("Φ(%v) = %v, want %v", z, got, p)
		}
	}
	for z, l := range map[float64]float64{5: 6.54265, 10: 23.11805, 20: 88.56010} {
		if got := -math.Log10(normalTail(z)); math.Abs(got-l) > 5e-6 {
			t.Errorf("−log Q(%v) = %v, want %v", z, got, l)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		z := rapid.Float64Range(0, 37).Draw(t, "z")
		if got, want := normalTail(z), math.Erfc(z/math.Sqrt2)/2; apart(got, want) > 1e-15*(2+z*z) {
			t.Errorf("Q(%v) = %v, want %v", z, got, want)
		}
		p := math.Pow(10, -rapid.Float64Range(0.31, 300).Draw(t, "-lg p"))
		if got := normalBelow(normalQuantile(p)); apart(got, p) > 1e-12 {
			t.Errorf("Φ(quantile(%v)) = %v", p, got)
		}
	})
}

// TestNothingIsFused: a sample is the same bits on every kind of processor.
func TestNothingIsFused(t *testing.T) { sharedtest.NothingFused(t) }
