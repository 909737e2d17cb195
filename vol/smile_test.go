package vol

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSmileFlat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sigma := rapid.Float64Range(0.05, 2).Draw(t, "sigma")
		days := rapid.Float64Range(3, 700).Draw(t, "days")
		rate := rapid.Float64Range(-0.02, 0.15).Draw(t, "rate")
		forward := rapid.Float64Range(0.5, 50000).Draw(t, "forward")
		e := chainOf(forward, rate, days, forward/47.3, 60, forward*1e-6, func(float64, float64) float64 { return sigma })
		discount := math.Exp(-rate * e.TYears())
		at, ok := ATM(e, forward, discount)
		if !ok || math.Abs(at.SigmaAnnual-sigma) > 1e-6 || !(at.Low < at.SigmaAnnual && at.SigmaAnnual < at.High) {
			t.Fatalf("at the money %+v, %v; want %v", at, ok, sigma)
		}
		s := NewSmile(e, forward, discount)
		if len(s.Points) < 2 || len(s.Points)+s.Unusable != len(e.Pairs) {
			t.Fatalf("%d points, %d unusable of %d", len(s.Points), s.Unusable, len(e.Pairs))
		}
		first, last := s.Points[0].Moneyness, s.Points[len(s.Points)-1].Moneyness
		k := rapid.Float64Range(first, last).Draw(t, "moneyness")
		if got, ok := s.At(k); !ok || !(got.Low <= sigma+1e-9 && got.High >= sigma-1e-9) {
			t.Fatalf("at %v: %+v, %v; want %v", k, got, ok, sigma)
		}
		if _, ok := s.At(last + 0.01); ok {
			t.Fatal("extrapolated to the right")
		}
		if _, ok := s.At(first - 0.01); ok {
			t.Fatal("extrapolated to the left")
		}
	})
}

// An error of the forward by a tenth of a strike's distance moves the volatility
// at the money by a small part of what it moves either option's.
func TestATMForwardError(t *testing.T) {
	e := chainOf(100, 0.03, 30, 2.5, 30, 0.02, flat30)
	discount := math.Exp(-0.03 * e.TYears())
	at, ok := ATM(e, 100.25, discount)
	if !ok {
		t.Fatal("no value")
	}
	call, _ := Implied(Call, e.Pairs[15].Call.Mid()/discount, 100.25, e.Pairs[15].Strike, e.TYears())
	if e.Pairs[15].Strike != 100 || math.Abs(call-0.3) < 0.01 {
		t.Fatalf("the call alone: %v", call)
	}
	wantNear(t, "at the money", at.SigmaAnnual, 0.3, 0.002)
}

func TestATMSkewed(t *testing.T) {
	e := chainOf(101.3, 0.03, 30, 2.5, 30, 0.02, skewed)
	discount := math.Exp(-0.03 * e.TYears())
	at, ok := ATM(e, 101.3, discount)
	if !ok || len(at.Flags) != 0 {
		t.Fatalf("%+v", at)
	}
	wantNear(t, "at the money", at.SigmaAnnual, 0.25, 1e-4)

	i := slices.IndexFunc(e.Pairs, func(p Pair) bool { return p.Strike == 100 })
	e.Pairs[i].Call = Quote{} // only the put is left below the forward
	at, ok = ATM(e, 101.3, discount)
	if !ok || !slices.Contains(at.Flags, FlagOneSided) {
		t.Errorf("without the call: %+v", at)
	}
	wantNear(t, "without the call", at.SigmaAnnual, 0.25, 1e-4)
	for j := range e.Pairs {
		if s := e.Pairs[j].Strike; s > 92 && s < 112 {
			e.Pairs[j].Call.Bid, e.Pairs[j].Put.Bid = 0, 0
		}
	}
	if at, ok = ATM(e, 101.3, discount); !ok || !slices.Contains(at.Flags, FlagGap) {
		t.Errorf("a hole at the money: %v %+v", ok, at)
	}
	if _, ok := ATM(e, 500, discount); ok {
		t.Error("a forward beyond the strikes has a value")
	}
	if _, ok := ATM(e, math.NaN(), discount); ok {
		t.Error("a forward that is no number has a value")
	}
	struck := chainOf(100, 0, 30, 5, 20, 0.02, flat30)
	at, ok = ATM(struck, 100, 1)
	if !ok || len(at.Flags) != 0 {
		t.Errorf("struck at the forward: %+v", at)
	}
	wantNear(t, "struck at the forward", at.SigmaAnnual, 0.3, 1e-9)
}

func smileTerm(days, sigma float64) Term {
	return Term{days * 24 * 60, Estimate{SigmaAnnual: sigma, Low: sigma * 0.98, High: sigma * 1.02}}
}

func TestConstantMaturity(t *testing.T) {
	// By hand: (23·0.4² + 7·(37·0.3² − 23·0.4²)/14) / 30, the middle of the two
	// total variances: (3.68 + 3.33)/2/30 = 0.1168333….
	at, ok := ConstantMaturity(smileTerm(23, 0.4), smileTerm(37, 0.3), 30)
	if !ok || !slices.Equal(at.Flags, []Flag{FlagCalendar}) {
		t.Fatalf("%+v", at)
	}
	wantNear(t, "sigma", at.SigmaAnnual, math.Sqrt(7.01/60), 1e-15)
	wantNear(t, "low", at.Low, at.SigmaAnnual*0.98, 1e-15)
	if at, ok = ConstantMaturity(smileTerm(20, 0.3), smileTerm(25, 0.3), 30); !ok || !slices.Contains(at.Flags, FlagExtrapolated) || at.Low >= at.SigmaAnnual || at.High <= at.SigmaAnnual {
		t.Errorf("extrapolated: %+v", at)
	}
	if at, ok = ConstantMaturity(smileTerm(40, 0.3), smileTerm(70, 0.3), 30); !ok || !slices.Contains(at.Flags, FlagExtrapolated) || at.Low >= at.SigmaAnnual || at.High <= at.SigmaAnnual {
		t.Errorf("extrapolated back: %+v", at)
	}
	if _, ok = ConstantMaturity(smileTerm(40, 0.1), smileTerm(41, 0.3), 10); ok {
		t.Error("a negative variance has a root")
	}
	if _, ok = ConstantMaturity(smileTerm(40, 0.1), smileTerm(30, 0.1), 35); ok {
		t.Error("expiries out of order have a value")
	}
	if at, ok = ConstantMaturity(smileTerm(30, 0.1), smileTerm(30, 0.1), 30); !ok || at.SigmaAnnual != 0.1 {
		t.Errorf("one expiry: %+v", at)
	}
}

// A flat term structure stays flat, and the value always lies within the two
// total variances.
func TestConstantMaturityProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near, wide := rapid.Float64Range(1, 300).Draw(t, "near"), rapid.Float64Range(1, 300).Draw(t, "apart")
		a, b := smileTerm(near, rapid.Float64Range(0.05, 2).Draw(t, "σ1")), smileTerm(near+wide, rapid.Float64Range(0.05, 2).Draw(t, "σ2"))
		days := near + wide*rapid.Float64Range(0, 1).Draw(t, "share")
		at, ok := ConstantMaturity(a, b, days)
		variance := func(e Estimate, minutes float64) float64 { return e.SigmaAnnual * e.SigmaAnnual * minutes }
		w, w1, w2 := variance(at, days*1440), variance(a.Estimate, a.Minutes), variance(b.Estimate, b.Minutes)
		if !ok || w < min(w1, w2)*(1-1e-12) || w > max(w1, w2)*(1+1e-12) || !(at.Low <= at.SigmaAnnual && at.SigmaAnnual <= at.High) {
			t.Fatalf("%+v: %v outside %v, %v", at, w, w1, w2)
		}
		b.SigmaAnnual, b.Low, b.High = a.SigmaAnnual, a.Low, a.High
		if at, ok = ConstantMaturity(a, b, days); !ok || math.Abs(at.SigmaAnnual-a.SigmaAnnual) > 1e-12 {
			t.Fatalf("flat %v gives %+v", a.SigmaAnnual, at)
		}
	})
}

func TestBetween(t *testing.T) {
	a := NewSmile(chainOf(100, 0, 20, 2.5, 30, 0.01, skewed), 100, 1)
	b := NewSmile(chainOf(103, 0, 60, 2.5, 30, 0.01, skewed), 103, 1)
	for _, k := range []float64{-0.15, -0.02, 0, 0.03, 0.12} {
		at, ok := Between(a, b, k, 30)
		if !ok {
			t.Fatalf("no value at %v", k)
		}
		wantNear(t, "volatility", at.SigmaAnnual, skewed(1, math.Exp(k)), 5e-4)
	}
	if _, ok := Between(a, b, 3, 30); ok {
		t.Error("a value beyond the strikes")
	}
}

func FuzzSmile(f *testing.F) {
	fuzzSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte, minutes, x float64) {
		e := fuzzExpiry(data, minutes, 0)
		forward := x
		if len(e.Pairs) > 0 && !(x > 0) {
			forward = e.Pairs[0].Strike
		}
		s := NewSmile(e, forward, 0.99)
		for _, p := range s.Points {
			if !allFinite(p.SigmaAnnual, p.Low, p.High, p.Moneyness) || p.Low > p.SigmaAnnual || p.SigmaAnnual > p.High {
				t.Errorf("%+v", p)
			}
		}
		if at, ok := ATM(e, forward, 0.99); ok && (!allFinite(at.SigmaAnnual, at.Low, at.High) || !(at.SigmaAnnual > 0)) {
			t.Errorf("%+v", at)
		}
		for _, k := range []float64{0, x, -x} {
			if at, ok := s.At(k); ok && !allFinite(at.SigmaAnnual, at.Low, at.High) {
				t.Errorf("at %v: %+v", k, at)
			}
		}
		a, b := Term{minutes, Estimate{SigmaAnnual: x, Low: x / 2, High: x * 2}}, Term{minutes * 1.5, Estimate{SigmaAnnual: x / 1.1, Low: x / 3, High: x * 3}}
		if at, ok := ConstantMaturity(a, b, x); ok && !allFinite(at.SigmaAnnual, at.Low, at.High) {
			t.Errorf("%+v", at)
		}
		CalendarArbitrage(s, NewSmile(fuzzExpiry(data, minutes*2, 0), forward, 0.98))
	})
}

func BenchmarkNewSmile(b *testing.B) {
	e := chainOf(5003.7, 0.043, 37, 5, 300, 1, skewed)
	b.ReportAllocs()
	for b.Loop() {
		NewSmile(e, 5003.7, 0.995)
	}
}

func BenchmarkATM(b *testing.B) {
	e := chainOf(5003.7, 0.043, 37, 5, 300, 1, skewed)
	b.ReportAllocs()
	for b.Loop() {
		ATM(e, 5003.7, 0.995)
	}
}
