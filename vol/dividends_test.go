package vol

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A call with one payment is worth a European call and, if the spot before the
// payment is high enough, the right to exercise just before it: an integral over
// the spot at that time (R. Roll, Journal of Financial Economics 5, 1977, 251; R.
// Geske, ibid. 7, 1979, 375; R. Whaley, ibid. 9, 1981, 207).
func callWithOnePayment(spot, strike, rate, sigma, years float64, d Dividend) float64 {
	free := spot - d.Amount*math.Exp(-rate*d.TYears)
	forward := free * math.Exp(rate*d.TYears)
	dev := sigma * math.Sqrt(d.TYears)
	const steps = 40000
	var sum float64
	for i := range steps {
		z := -8 + 16*(float64(i)+0.5)/steps
		x := forward * math.Exp(dev*z-dev*dev/2)
		held := BSM(Call, x, strike, rate, 0, sigma, years-d.TYears)
		sum += max(held, x+d.Amount-strike) * NormalDensity(z)
	}
	return sum * 16 / steps * math.Exp(-rate*d.TYears)
}

func TestAmericanOnePayment(t *testing.T) {
	for _, d := range []Dividend{{0.05, 0.5}, {0.2, 2}, {0.45, 5}} {
		for _, strike := range []float64{70, 90, 100, 110} {
			for _, sigma := range []float64{0.15, 0.4} {
				got := AmericanDividends(Call, 100, strike, 0.04, 0, sigma, 0.5, []Dividend{d})
				want := callWithOnePayment(100, strike, 0.04, sigma, 0.5, d)
				if math.Abs(got-want) > 2e-3 {
					t.Errorf("%+v, strike %g, sigma %g: %.6f, by integration %.6f", d, strike, sigma, got, want)
				}
			}
		}
	}
}

// drawPayments are quarterly dividends, as stocks pay them.
func drawPayments(r *rand.Rand, years float64) (dividends []Dividend) {
	for at := 0.25 * r.Float64(); at < years; at += 0.25 {
		dividends = append(dividends, Dividend{at, 0.2 + r.Float64()})
	}
	return dividends
}

func TestAmericanDividendsError(t *testing.T) {
	cases, steps := 120, 1000
	if testing.Short() {
		cases, steps = 20, 400
	}
	r := rand.New(rand.NewPCG(1, 2))
	var e, short errorsOf
	for range cases {
		kind := []Kind{Call, Put}[r.IntN(2)]
		strike := 100 * math.Exp(0.15*r.NormFloat64())
		rate, sigma := 0.08*r.Float64(), 0.1+0.5*r.Float64()
		years := []float64{0.08, 0.25, 0.75, 2}[r.IntN(4)]
		dividends := drawPayments(r, years)
		got := AmericanDividends(kind, 100, strike, rate, 0, sigma, years, dividends)
		want := AmericanDividendsLattice(kind, 100, strike, rate, 0, sigma, years, dividends, steps)
		e = append(e, math.Abs(got-want))
		if years < 0.3 {
			short = append(short, math.Abs(got-want))
		}
	}
	e.check(t, "against the lattice", 6e-3, 1e-3)
	short.check(t, "against the lattice, up to three months", 3e-3, 5e-4)
}

func TestAmericanDividendsLimits(t *testing.T) {
	price := func(kind Kind, dividends ...Dividend) float64 {
		return AmericanDividends(kind, 100, 100, 0.05, 0.01, 0.3, 1, dividends)
	}
	for _, kind := range []Kind{Call, Put} {
		plain := American(kind, 100, 100, 0.05, 0.01, 0.3, 1)
		if got := price(kind, Dividend{-0.1, 5}, Dividend{1.1, 5}, Dividend{0.5, 0}); got != plain {
			t.Errorf("kind %d: %g with dividends that do not count, %g without", kind, got, plain)
		}
		if got := price(kind, Dividend{0.5, 1e-9}); math.Abs(got-plain) > 2e-3 {
			t.Errorf("kind %d: %g with a tiny dividend, %g without", kind, got, plain)
		}
		forward := (100 - PVDividends([]Dividend{{0.5, 3}}, 0.05, 1)) * math.Exp(0.04)
		if got, european := price(kind, Dividend{0.5, 3}), math.Exp(-0.05)*Black(kind, forward, 100, 0.3, 1); got < european {
			t.Errorf("kind %d: %g below the European price %g", kind, got, european)
		}
		for _, bad := range []Dividend{{0.5, -1}, {0.5, math.NaN()}, {math.NaN(), 1}, {0.5, math.Inf(1)}, {0.5, 200}} {
			if got := price(kind, bad); !math.IsNaN(got) {
				t.Errorf("kind %d, dividend %+v: %g", kind, bad, got)
			}
		}
	}
	// No payment is worth the interest until the next one: held to expiry.
	got := AmericanDividends(Call, 100, 90, 0.05, 0, 0.3, 1, []Dividend{{0.4, 0.1}})
	if want := math.Exp(-0.05) * Black(Call, (100-0.1*math.Exp(-0.02))*math.Exp(0.05), 90, 0.3, 1); math.Abs(got-want) > 1e-12 {
		t.Errorf("call with a small dividend: %g, European %g", got, want)
	}
}

func BenchmarkAmericanDividends(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		AmericanDividends(Put, 100, 90+float64(i%20), 0.05, 0, 0.2+float64(i%10)*0.05, 0.25, []Dividend{{0.1, 0.5}})
	}
}
