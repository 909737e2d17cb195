package vol

import (
	"math"
	"math/big"
	"math/rand/v2"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestImpliedPublished(t *testing.T) {
	// Hull, "Options, Futures, and Other Derivatives", 10th edition, section
	// 15.11: a call at 1.875 on a stock at 21, struck at 20, three months, 10 %.
	forward, discount := 21*math.Exp(0.1*0.25), math.Exp(-0.1*0.25)
	if got, st := Implied(Call, 1.875/discount, forward, 20, 0.25); st != OK || math.Abs(got-0.235) > 5e-4 {
		t.Errorf("volatility %v (%v), published 0.235", got, st)
	}
	// Haug, "The Complete Guide to Option Pricing Formulas", 1998, pages 2–8.
	if got, st := Implied(Put, 1.7011*math.Exp(0.1*0.75), 19, 19, 0.75); st != OK || math.Abs(got-0.28) > 2e-5 {
		t.Errorf("volatility %v (%v), published 0.28", got, st)
	}
}

func TestImpliedStatus(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		kind                      Kind
		price, forward, strike, t float64
		want                      Status
	}{
		{Call, 5, 100, 100, 1, OK}, {Put, 15, 90, 100, 1, OK},
		{Call, 0, 90, 100, 1, OK}, {Call, 10, 110, 100, 1, OK}, // zero volatility
		{Call, -1e-9, 90, 100, 1, BelowIntrinsic}, {Call, 9.99, 110, 100, 1, BelowIntrinsic},
		{Put, 9.99, 90, 100, 1, BelowIntrinsic}, {Call, -inf, 90, 100, 1, BelowIntrinsic},
		{Call, 90, 90, 100, 1, AboveMaximum}, {Put, 100, 90, 100, 1, AboveMaximum},
		{Call, 110, 110, 100, 1, AboveMaximum}, {Call, 100, 100, 100, 1, AboveMaximum}, {Call, inf, 90, 100, 1, AboveMaximum},
		{Call, nan, 90, 100, 1, Invalid}, {Call, 5, nan, 100, 1, Invalid}, {Call, 5, 90, nan, 1, Invalid},
		{Call, 5, 90, 100, nan, Invalid}, {Call, 5, 90, 100, 0, Invalid}, {Call, 5, 90, 100, inf, Invalid},
		{Call, 5, 90, 100, -1, Invalid}, {Call, 5, 0, 100, 1, Invalid}, {Call, 5, 90, 0, 1, Invalid},
		{Call, 5, inf, 100, 1, Invalid}, {Call, 5, 90, inf, 1, Invalid}, {0, 5, 90, 100, 1, Invalid},
	} {
		sigma, st := Implied(c.kind, c.price, c.forward, c.strike, c.t)
		if st != c.want || st != OK && sigma != 0 {
			t.Errorf("Implied(%d, %v, %v, %v, %v) = %v, %v, want %v", c.kind, c.price, c.forward, c.strike, c.t, sigma, st, c.want)
		}
	}
	if s := Status(0); s == OK || s.String() != "unknown" {
		t.Errorf("the zero Status is %v", s)
	}
	seen := map[string]bool{}
	for _, s := range []Status{0, OK, BelowIntrinsic, AboveMaximum, Invalid} {
		if seen[s.String()] {
			t.Errorf("two statuses read %q", s)
		}
		seen[s.String()] = true
	}
}

// impliedError is the relative error of the total volatility got for the price c
// against the exact root (one Newton step in 320 bits from got), and the
// condition number: the relative move of s by a relative move of c.
func impliedError(y, c *big.Float, got float64) (e, condition float64) {
	at, slope := refUnit(y, refNew(got))
	ds, _ := refQuo(refSub(at, c), slope).Float64()
	relative, _ := refQuo(c, refMul(slope, refNew(got))).Float64()
	return math.Abs(ds) / got, relative
}

// The accuracy promised: the volatility is within this fraction of the exact one
// for the arguments as given, wherever one unit in the last place of the price
// moves the volatility by less; elsewhere it is one whose price is within 4 units
// in the last place.
const impliedAccuracy = 5e-15

// TestImpliedAccuracy compares 2,000 prices over the whole domain with the
// reference, half of them in units of the smaller of forward and strike, half as
// quoted.
func TestImpliedAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 1))
	n := 2000
	if testing.Short() {
		n = 200
	}
	var worst, worstUnits float64
	for done := 0; done < n; {
		y, s := wholeDomain(r)
		c := unitPrice(y, s)
		if c < 0x1p-1000 || c == 1 {
			continue
		}
		done++
		got, st := impliedUnit(y, c, 1-c)
		exactY, exactC := refNew(y), refNew(c)
		if done%2 == 0 {
			forward, strike := 73.1, 73.1*math.Exp(y)
			price := Black(Call, forward, strike, s, 1)
			got, st = Implied(Call, price, forward, strike, 1)
			exactY = refLn(refQuo(refNew(strike), refNew(forward)))
			exactC = refQuo(refNew(price), refNew(forward))
			if price >= forward {
				continue
			}
		}
		if st != OK {
			t.Errorf("no volatility for c(%v, %v) = %v: %v", y, s, c, st)
			continue
		}
		e, condition := impliedError(exactY, exactC, got)
		if condition*0x1p-53 < impliedAccuracy {
			worst = max(worst, e)
			if !(e < impliedAccuracy) {
				t.Errorf("volatility of c(%v, %v) = %v is off by %.3g", y, s, c, e)
			}
			continue
		}
		units := e / condition * 0x1p53
		worstUnits = max(worstUnits, units)
		if !(units < 4) {
			t.Errorf("volatility of c(%v, %v) = %v gives a price %.1f units off", y, s, c, units)
		}
	}
	t.Logf("largest error %.3g; where the price does not determine that, %.2f units of the price", worst, worstUnits)
}

// TestImpliedNodes compares the borders of the regions with the reference.
func TestImpliedNodes(t *testing.T) {
	for y := 1e-20; y < 1400; y *= 1.3 {
		n := newNodes(y)
		for _, c := range []struct {
			name   string
			s, got float64
		}{{"low", n.low, lowNode(n.centre)}, {"centre", n.centre, n.cCentre}, {"high", n.high, highNode(n.centre)}} {
			at, _ := refUnit(refNew(y), refNew(c.s))
			if want, _ := at.Float64(); math.Abs(c.got/want-1) > 1e-6 {
				t.Errorf("y = %v: c(%s) is %v, want %v", y, c.name, c.got, want)
			}
		}
		if y < 0.1 { // the tangent at the centre reaches 0 at √(π/2)·(y + O(y^1.5))
			if limit := sqrtPiOver2 * y; math.Abs(n.low/limit-1) > math.Sqrt(y) {
				t.Errorf("y = %v: low is %v, near %v", y, n.low, limit)
			}
		}
	}
}

// inParallel runs f with two random sources, halving n, a 50th of it in short
// mode.
func inParallel(t *testing.T, n int, f func(t *testing.T, r *rand.Rand)) {
	if testing.Short() {
		n /= 50
	}
	var wg sync.WaitGroup
	for seed := range uint64(2) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(14, seed))
			for i := 0; i < n/2 && !t.Failed(); i++ {
				f(t, r)
			}
		})
	}
	wg.Wait()
}

// TestImpliedRoundTrip draws 10^7 volatilities over the whole domain, prices
// them and asks for them again. Price and inverse each have their rounding.
func TestImpliedRoundTrip(t *testing.T) {
	inParallel(t, 10_000_000, func(t *testing.T, r *rand.Rand) {
		y, s := wholeDomain(r)
		c := unitPrice(y, s)
		if c < 0x1p-1022 || c >= 1 {
			return
		}
		got, st := impliedUnit(y, c, 1-c)
		d := y/s - s/2
		condition := c / (s * invSqrt2Pi * math.Exp(-d*d/2))
		if e := math.Abs(got/s - 1); st != OK || !(e < 2*impliedAccuracy+4*0x1p-53*condition) {
			t.Errorf("c(%v, %v) = %v gives back %v (%v), off by %.3g", y, s, c, got, st, e)
		}
	})
}

// TestImpliedQuotes is the round trip through Black and Implied for the two
// kinds of quotes of the benchmarks.
func TestImpliedQuotes(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n = 20_000
	}
	for _, wide := range []bool{true, false} {
		q := newBenchQuotes(wide, n)
		sigmas, status := make([]float64, n), make([]Status, n)
		if ok := ImpliedAll(sigmas, status, q.kind, q.price, q.forward, q.strike, q.years); ok != n {
			t.Errorf("wide %v: %d of %d solved", wide, ok, n)
		}
		var worst float64
		for i, v := range sigmas {
			worst = max(worst, math.Abs(v/q.sigma[i]-1))
		}
		t.Logf("wide %v: largest error %.3g", wide, worst)
		if worst > 2e-14 {
			t.Errorf("wide %v: a volatility is off by %.3g", wide, worst)
		}
	}
}

// TestImpliedInTheMoney requires that what the price of an option in the money
// still determines is found.
func TestImpliedInTheMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strike := 100.0
		forward := strike * math.Exp(rapid.Float64Range(-1, 1).Draw(t, "x"))
		sigma := math.Exp(rapid.Float64Range(-4, 1).Draw(t, "ln sigma"))
		for _, kind := range []Kind{Call, Put} {
			price := Black(kind, forward, strike, sigma, 1)
			got, st := Implied(kind, price, forward, strike, 1)
			if st != OK {
				t.Fatalf("%v for %v", st, price)
			}
			if again := Black(kind, forward, strike, got, 1); math.Abs(again-price) > 1e-15*(price+strike) {
				t.Fatalf("volatility %v gives %v, not %v", got, again, price)
			}
		}
	})
}

func TestImpliedNormalised(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := -math.Exp(rapid.Float64Range(-30, 6).Draw(t, "ln |x|"))
		s := math.Sqrt(-2*x) * math.Exp(rapid.Float64Range(-2, 2).Draw(t, "ln s/s_c"))
		beta := NormalisedBlack(Call, x, s)
		most := math.Exp(x / 2)
		if beta < 1e-290 || beta > most*(1-1e-6) {
			return
		}
		got, st := ImpliedNormalised(Call, x, beta)
		condition := beta / most / (s * NormalDensity(x/s+s/2))
		if st != OK || math.Abs(got/s-1) > 1e-14+1e-15*condition {
			t.Fatalf("β(%v, %v) = %v gives back %v (%v)", x, s, beta, got, st)
		}
	})
	for _, c := range []struct {
		x, beta float64
		want    Status
	}{
		{0, 0.5, OK}, {-1, 0, OK}, {-1, -1e-300, BelowIntrinsic}, {-1, math.Exp(-0.5), AboveMaximum},
		{math.NaN(), 0.1, Invalid}, {-1, math.NaN(), Invalid}, {math.Inf(-1), 0.1, Invalid}, {-1e4, 0.1, Invalid},
		{1450, math.Inf(1), Invalid}, {1, math.Inf(1), AboveMaximum}, {2.6e-64, 5.5e-56, OK}, {5e-324, 1e-300, OK},
	} {
		if s, st := ImpliedNormalised(Call, c.x, c.beta); st != c.want || math.IsNaN(s) {
			t.Errorf("ImpliedNormalised(%v, %v) is %v (%v), want %v", c.x, c.beta, s, st, c.want)
		}
	}
}

// TestImpliedExtremes draws forward, strike and price from the whole range of
// float64. Each price between the intrinsic value and the maximum has a
// volatility, and it gives the price.
func TestImpliedExtremes(t *testing.T) {
	inParallel(t, 1_000_000, func(t *testing.T, r *rand.Rand) {
		forward := math.Exp(740 * (2*r.Float64() - 1))
		strike := forward * math.Exp((2*r.Float64()-1)*math.Exp(13*r.Float64()-6))
		if !(strike > 0) || math.IsInf(strike, 0) {
			return
		}
		kind := Call
		if forward > strike {
			kind = Put
		}
		low := min(forward, strike)
		price := low * math.Exp(-700*math.Pow(r.Float64(), 3))
		if r.IntN(4) == 0 {
			price = low * (1 - math.Exp(-36*r.Float64()))
		}
		if !(price > 0 && price < low) {
			return
		}
		s, st := Implied(kind, price, forward, strike, 1)
		if st != OK || !(s > 0 && s < 100) {
			t.Errorf("Implied(%d, %v, %v, %v, 1) = %v, %v", kind, price, forward, strike, s, st)
			return
		}
		again := Black(kind, forward, strike, s, 1)
		h := math.Abs(math.Log(forward/strike)) / s
		if e := math.Abs(again/price - 1); price/low > 1e-290 && e > 1e-14*(1+h*(h+s/2)) {
			t.Errorf("Implied(%d, %v, %v, %v, 1) = %v, whose price is off by %.3g", kind, price, forward, strike, s, e)
		}
	})
}

// TestImpliedTiny requires digits also where the price in units of the strike is
// below the normal range.
func TestImpliedTiny(t *testing.T) {
	forward, strike := 1e12, 2e12
	price := 3e-305
	got, st := Implied(Call, price, forward, strike, 1)
	near, _ := Implied(Call, price*0x1p40, forward*0x1p40, strike*0x1p40, 1)
	if st != OK || math.Abs(got/near-1) > 1e-15 {
		t.Errorf("volatility %v (%v), scaled %v", got, st, near)
	}
}

func TestImpliedAllocates(t *testing.T) {
	q := newBenchQuotes(true, 100)
	sigmas, status := make([]float64, 100), make([]Status, 100)
	if n := testing.AllocsPerRun(10, func() {
		ImpliedAll(sigmas, status, q.kind, q.price, q.forward, q.strike, q.years)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzImplied(f *testing.F) {
	f.Add(int8(1), 5.0, 100.0, 110.0, 0.5)
	f.Add(int8(-1), 1e-308, 1e-300, 1e308, 1e-3)
	f.Add(int8(1), 99.999999, 100.0, math.Nextafter(100, 101), 1.0)
	f.Add(int8(1), 5e-324, 5e-324, 1.0, 5e-324)
	f.Fuzz(func(t *testing.T, kind int8, price, forward, strike, years float64) {
		sigma, st := Implied(Kind(kind), price, forward, strike, years)
		if st == 0 || math.IsNaN(sigma) || sigma < 0 || st != OK && sigma != 0 {
			t.Errorf("Implied is %v, %v", sigma, st)
		}
		if st == OK && price > 0 && float64(kind)*(forward-strike) <= 0 && !(sigma > 0) &&
			price/min(forward, strike)/math.Sqrt(years) > 1e-300 {
			t.Errorf("zero volatility for the price %v", price)
		}
		s, st := ImpliedNormalised(Kind(kind), strike, price)
		if st == 0 || math.IsNaN(s) || s < 0 || st != OK && s != 0 {
			t.Errorf("ImpliedNormalised is %v, %v", s, st)
		}
	})
}
