package vol

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Published prices: E. G. Haug, "The Complete Guide to Option Pricing Formulas",
// 1998; J. C. Hull, "Options, Futures, and Other Derivatives", 10th edition, 2018.
func TestBlackPublished(t *testing.T) {
	for _, c := range []struct {
		source                          string
		kind                            Kind
		spot, strike, rate, yield, s, t float64
		price, digit                    float64
	}{
		{"Haug 1998, pages 2–8", Call, 60, 65, 0.08, 0, 0.30, 0.25, 2.1334, 1e-4},
		{"Haug 1998, pages 2–8", Put, 100, 95, 0.10, 0.05, 0.20, 0.5, 2.4648, 1e-4},
		{"Haug 1998, pages 2–8", Call, 19, 19, 0.10, 0.10, 0.28, 0.75, 1.7011, 1e-4},
		{"Haug 1998, pages 2–8", Put, 19, 19, 0.10, 0.10, 0.28, 0.75, 1.7011, 1e-4},
		{"Haug 1998, pages 2–8", Call, 1.56, 1.60, 0.06, 0.08, 0.12, 0.5, 0.0291, 1e-4},
		{"Haug 1998, page 24", Call, 90, 100, 0.10, 0.10, 0.15, 0.10, 0.0205, 1e-4},
		{"Haug 1998, page 24", Call, 100, 100, 0.10, 0.10, 0.25, 0.50, 6.6997, 1e-4},
		{"Haug 1998, page 24", Put, 90, 100, 0.10, 0.10, 0.35, 0.50, 14.4452, 1e-4},
		{"Haug 1998, page 24", Put, 110, 100, 0.10, 0.10, 0.15, 0.10, 0.0408, 1e-4},
		{"Hull 2018, example 15.6", Call, 42, 40, 0.10, 0, 0.20, 0.5, 4.76, 1e-2},
		{"Hull 2018, example 15.6", Put, 42, 40, 0.10, 0, 0.20, 0.5, 0.81, 1e-2},
	} {
		got := BSM(c.kind, c.spot, c.strike, c.rate, c.yield, c.s, c.t)
		if math.Abs(got-c.price) > 0.501*c.digit {
			t.Errorf("%s: %v, published %v", c.source, got, c.price)
		}
	}
}

func TestBlackEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		kind                  Kind
		forward, strike, s, t float64
		want                  float64
	}{
		{Call, 110, 100, 0, 1, 10}, {Put, 110, 100, 0, 1, 0},
		{Call, 110, 100, 0.2, 0, 10}, {Put, 90, 100, inf, 0, 10},
		{Call, 110, 100, 1e-200, 1, 10}, {Put, 100, 110, 1e-300, 1e-300, 10},
		{Call, 100, 120, inf, 1, 100}, {Put, 100, 120, inf, 1, 120}, {Call, 100, 120, 1, inf, 100},
		{Call, 100, 120, 1e200, 1e200, 100}, {Put, 100, 120, 1e5, 1, 120},
		{Call, 0, 100, 0.2, 1, 0}, {Put, 0, 100, 0.2, 1, 100}, {Put, -5, 100, 0.2, 1, 105}, {Call, -5, 100, 0.2, 1, 0},
		{Call, 1e308, 1e-308, 0.2, 1, 1e308}, {Put, 1e308, 1e-308, 0.2, 1, 0}, {Put, 1e-308, 1e308, 0.2, 1, 1e308},
		{Call, 100, 100, 5e-324, 1, 0}, {Call, 100, 100, 1e-200, 1, 100 * invSqrt2Pi * 1e-200},
		{Call, nan, 100, 0.2, 1, nan}, {Call, 100, nan, 0.2, 1, nan}, {Call, 100, 100, nan, 1, nan}, {Call, 100, 100, 0.2, nan, nan},
		{Call, inf, 100, 0.2, 1, nan}, {Call, 100, inf, 0.2, 1, nan}, {Call, 100, 0, 0.2, 1, nan},
		{Call, 100, -1, 0.2, 1, nan}, {Call, 100, 100, -0.2, 1, nan}, {Call, 100, 100, 0.2, -1, nan}, {0, 100, 100, 0.2, 1, nan},
	} {
		got := Black(c.kind, c.forward, c.strike, c.s, c.t)
		if !(math.Abs(got-c.want) <= 1e-15*math.Abs(c.want)+1e-300) && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("Black(%d, %v, %v, %v, %v) = %v, want %v", c.kind, c.forward, c.strike, c.s, c.t, got, c.want)
		}
	}
}

// wholeDomain draws y and s log-uniformly from 1e-10 to 700 and 1e-8 to 40, three
// in four of them where the price is neither 0 nor the maximum.
func wholeDomain(r *rand.Rand) (y, s float64) {
	y = math.Exp(math.Log(1e-10) + r.Float64()*math.Log(700/1e-10))
	s = math.Exp(math.Log(1e-8) + r.Float64()*math.Log(40/1e-8))
	if r.IntN(4) > 0 {
		s = math.Sqrt(2*y) * math.Exp(3*(2*r.Float64()-1))
		s = max(y/38, min(s, 40))
	}
	return y, s
}

// TestUnitPriceAccuracy compares with the reference: the relative error of the
// price, or the relative move of s that would explain it, is below 3e-15.
func TestUnitPriceAccuracy(t *testing.T) {
	const most = 3e-15 * 0x1p53
	r := rand.New(rand.NewPCG(11, 1))
	n := 2000
	if testing.Short() {
		n = 200
	}
	var worst float64
	for range n {
		y, s := wholeDomain(r)
		want, slope := refUnit(refNew(y), refNew(s))
		c, _ := want.Float64()
		if c < 0x1p-1022 {
			continue
		}
		vega, _ := slope.Float64()
		e := relativeError(unitPrice(y, s), want)
		e = min(e, e*c/(s*vega))
		worst = max(worst, e)
		if !(e < most) {
			t.Errorf("c(%v, %v) is off by %.1f units of 2^-53", y, s, e)
		}
	}
	t.Logf("largest error %.1f units of 2^-53", worst)
}

func TestBlackParity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forward := math.Exp(rapid.Float64Range(-300, 300).Draw(t, "ln forward"))
		strike := forward * math.Exp(rapid.Float64Range(-30, 30).Draw(t, "ln strike/forward"))
		sigma := math.Exp(rapid.Float64Range(-20, 4).Draw(t, "ln sigma"))
		years := math.Exp(rapid.Float64Range(-10, 4).Draw(t, "ln t"))
		call, put := Black(Call, forward, strike, sigma, years), Black(Put, forward, strike, sigma, years)
		if diff := (call - put) - (forward - strike); math.Abs(diff) > 4e-16*max(forward, strike) {
			t.Fatalf("call %v − put %v is not %v − %v", call, put, forward, strike)
		}
		if call < max(forward-strike, 0) || call > forward || put < max(strike-forward, 0) || put > strike {
			t.Fatalf("call %v or put %v outside its bounds", call, put)
		}
		if swapped := Black(Put, strike, forward, sigma, years); math.Abs(swapped/call-1) > 1e-15 && call > 1e-300 {
			t.Fatalf("call %v is not the put of swapped forward and strike %v", call, swapped)
		}
		x, s := lnRatio(forward, strike), sigma*math.Sqrt(years)
		scale := math.Sqrt(forward) * math.Sqrt(strike)
		h := math.Abs(x) / s // the rounding of x moves the price by h(h + s/2)
		if b := NormalisedBlack(Call, x, s) * scale; math.Abs(b-call) > 1e-14*(1+h*(h+s/2))*call && call > 1e-200*scale {
			t.Fatalf("normalised price gives %v, Black %v", b, call)
		}
	})
}

// TestUnitPriceMonotone requires that the price does not fall as s rises by a
// step larger than the rounding of its arguments.
func TestUnitPriceMonotone(t *testing.T) {
	n := 2_000_000
	if testing.Short() {
		n = 50_000
	}
	r := rand.New(rand.NewPCG(12, 1))
	for range n {
		y, s := wholeDomain(r)
		next := s * (1 + 1e-14*math.Exp(30*r.Float64()))
		low, high := unitPrice(y, s), unitPrice(y, next)
		if high < low-4e-16*max(low, 0x1p-1000)*(1+y/s) || low < 0 || high > 1 {
			t.Fatalf("c(%v, %v) = %v, c(%v, %v) = %v", y, s, low, y, next, high)
		}
	}
}

func TestBlackAll(t *testing.T) {
	forwards, strikes := []float64{100, 100, 100}, []float64{90, 100, 110}
	sigmas, years := []float64{0.2, 0.3, 0.4}, []float64{1, 2, 3}
	dst := make([]float64, 4)
	got := BlackAll(dst, Put, forwards, strikes, sigmas, years)
	if len(got) != 3 {
		t.Fatalf("%d prices", len(got))
	}
	for i, v := range got {
		if want := Black(Put, forwards[i], strikes[i], sigmas[i], years[i]); v != want {
			t.Errorf("price %d is %v, want %v", i, v, want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { BlackAll(dst, Put, forwards, strikes, sigmas, years) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzBlack(f *testing.F) {
	f.Add(int8(1), 100.0, 110.0, 0.2, 1.0)
	f.Add(int8(-1), 1e308, 1e-308, 1e-300, 1e300)
	f.Add(int8(1), 100.0, math.Nextafter(100, 101), 1e-17, 1.0)
	f.Fuzz(func(t *testing.T, kind int8, forward, strike, sigma, years float64) {
		got := Black(Kind(kind), forward, strike, sigma, years)
		greeks := BlackGreeks(Kind(kind), forward, strike, sigma, years)
		BSM(Kind(kind), forward, strike, sigma, years, sigma, years)
		NormalisedBlack(Kind(kind), forward, sigma)
		if !(kind == 1 || kind == -1) || math.IsNaN(forward) || math.IsInf(forward, 0) ||
			!(strike > 0) || math.IsInf(strike, 0) || !(sigma >= 0) || !(years >= 0) {
			if !math.IsNaN(got) {
				t.Errorf("%v outside the domain", got)
			}
			return
		}
		intrinsic := max(float64(kind)*(forward-strike), 0)
		if !(got >= intrinsic) || got > max(intrinsic, forward, strike) {
			t.Errorf("price %v, intrinsic value %v", got, intrinsic)
		}
		for _, v := range []float64{greeks.Delta, greeks.Gamma, greeks.Vega, greeks.Theta, greeks.Rho, greeks.Vanna, greeks.Volga} {
			if math.IsNaN(v) {
				t.Errorf("%+v", greeks)
			}
		}
	})
}
