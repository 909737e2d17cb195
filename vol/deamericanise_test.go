package vol

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestImpliedAmericanRoundTrip(t *testing.T) {
	cases := 20000
	if testing.Short() {
		cases = 2000
	}
	r := rand.New(rand.NewPCG(3, 4))
	var e errorsOf
	atIntrinsic := 0
	for range cases {
		kind := []Kind{Call, Put}[r.IntN(2)]
		years, sigma := math.Exp(6*r.Float64()-5), math.Exp(1.1*r.NormFloat64()-1.2)
		strike := 100 * math.Exp(0.3*r.NormFloat64())
		rate, yield := 0.12*r.Float64()-0.02, 0.1*r.Float64()
		price := American(kind, 100, strike, rate, yield, sigma, years)
		o, _ := newEarlyOption(kind, 100, strike, rate, yield, years, nil)
		implied, s := ImpliedAmerican(kind, price, 100, strike, rate, yield, years)
		switch {
		case s == BelowIntrinsic && price <= o.least*(1+2*intrinsicTolerance):
			atIntrinsic++
		case s == AboveMaximum && price >= o.most():
		case s != OK:
			t.Fatalf("kind %d, strike %g, rate %g, yield %g, sigma %g, %g years: price %g is %v", kind, strike, rate, yield, sigma, years, price, s)
		default:
			e = append(e, math.Abs(American(kind, 100, strike, rate, yield, implied, years)-price))
		}
	}
	t.Logf("%d prices at the value of immediate exercise", atIntrinsic)
	e.check(t, "price at the implied volatility", 1e-5, 1e-7)
}

func TestImpliedAmericanDividends(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		kind := []Kind{Call, Put}[r.IntN(2)]
		years, sigma := 0.02+r.Float64(), 0.1+r.Float64()
		strike := 100 * math.Exp(0.1*r.NormFloat64())
		dividends := drawPayments(r, years)
		price := AmericanDividends(kind, 100, strike, 0.05, 0.01, sigma, years, dividends)
		implied, s := ImpliedAmericanDividends(kind, price, 100, strike, 0.05, 0.01, years, dividends)
		if s == BelowIntrinsic {
			continue
		}
		if again := AmericanDividends(kind, 100, strike, 0.05, 0.01, implied, years, dividends); s != OK || math.Abs(again-price) > 1e-6 {
			t.Errorf("kind %d, strike %g, sigma %g, %g years, %v: implied %g (%v), price %g, again %g", kind, strike, sigma, years, dividends, implied, s, price, again)
		}
	}
}

func TestImpliedAmericanStatus(t *testing.T) {
	for name, c := range map[string]struct {
		kind                Kind
		price, spot, strike float64
		years               float64
		want                Status
	}{
		"at intrinsic":          {Put, 20, 80, 100, 0.5, BelowIntrinsic},
		"below intrinsic":       {Call, 19, 120, 100, 0.5, BelowIntrinsic},
		"worth nothing":         {Put, 0, 120, 100, 0.5, BelowIntrinsic},
		"the strike":            {Put, 100, 80, 100, 0.5, AboveMaximum},
		"the spot":              {Call, 120, 120, 100, 0.5, AboveMaximum},
		"just above intrinsic":  {Put, 20.001, 80, 100, 0.5, OK},
		"above European's most": {Put, 98.5, 80, 100, 0.5, OK},
		"no time":               {Put, 21, 80, 100, 0, Invalid},
		"no price":              {Put, math.NaN(), 80, 100, 0.5, Invalid},
		"no spot":               {Put, 20, 0, 100, 0.5, Invalid},
		"no kind":               {0, 20, 80, 100, 0.5, Invalid},
	} {
		sigma, s := ImpliedAmerican(c.kind, c.price, c.spot, c.strike, 0.05, 0.01, c.years)
		if s != c.want || (s != OK && sigma != 0) {
			t.Errorf("%s: %g, %v; want %v", name, sigma, s, c.want)
		}
		european, s := Deamericanise(c.kind, c.price, c.spot, c.strike, 0.05, 0.01, c.years, nil)
		if s != c.want || (s != OK && european != 0) || european > c.price {
			t.Errorf("%s: European price %g, %v; want %v", name, european, s, c.want)
		}
	}
}

func TestDeamericanise(t *testing.T) {
	dividends := []Dividend{{0.1, 1}}
	for _, strike := range []float64{80, 95, 100, 105} {
		american := AmericanDividends(Put, 100, strike, 0.05, 0, 0.35, 0.4, dividends)
		got, s := Deamericanise(Put, american, 100, strike, 0.05, 0, 0.4, dividends)
		forward := (100 - PVDividends(dividends, 0.05, 0.4)) * math.Exp(0.02)
		if want := math.Exp(-0.02) * Black(Put, forward, strike, 0.35, 0.4); s != OK || math.Abs(got-want) > 1e-6 {
			t.Errorf("strike %g: %g (%v), want %g", strike, got, s, want)
		}
	}
}

func BenchmarkImpliedAmerican(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		ImpliedAmerican(Put, 6+float64(i%7), 100, 100+float64(i%7), 0.05, 0.02, 0.25)
	}
}
