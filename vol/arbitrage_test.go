package vol

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func showViolations(vs []Violation) string {
	var b strings.Builder
	for _, v := range vs {
		fmt.Fprintf(&b, "%v %v %v %v %.6g\n", v.Bound, v.Kind, v.Strikes, v.Tradable, v.Size)
	}
	return b.String()
}

// A chain of Black's prices breaks no bound, whatever its spread.
func TestArbitrageNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forward := rapid.Float64Range(1, 10000).Draw(t, "forward")
		rate := rapid.Float64Range(-0.03, 0.2).Draw(t, "rate")
		days := rapid.Float64Range(1, 700).Draw(t, "days")
		sigma := rapid.Float64Range(0.05, 1.5).Draw(t, "sigma")
		e := chainOf(forward, rate, days, forward/rapid.Float64Range(10, 100).Draw(t, "steps"), 60,
			forward*rapid.Float64Range(0, 0.01).Draw(t, "spread"), func(float64, float64) float64 { return sigma })
		// One-sided quotes of cheap options bend the mids; those are not looked at.
		if vs := Arbitrage(e, math.Exp(-rate*e.TYears())); len(vs) > 0 {
			t.Fatalf("%s", showViolations(vs))
		}
	})
}

// Each planted mispricing is found, with its strikes and size.
func TestArbitragePlanted(t *testing.T) {
	fresh := func() Expiry { return chainOf(100, 0, 30, 10, 7, 0.02, flat30) } // strikes 70 to 130
	at := func(e *Expiry, strike float64) *Pair {
		return &e.Pairs[slices.IndexFunc(e.Pairs, func(p Pair) bool { return p.Strike == strike })]
	}
	for _, x := range []struct {
		name  string
		plant func(*Expiry)
		want  Violation
	}{
		{"a call above that of a strike two below", func(e *Expiry) {
			at(e, 100).Call = Quote{Listed: true} // no quote between
			at(e, 110).Call = Quote{20.25, 20.35, true}
			at(e, 90).Call = Quote{10.2, 10.25, true}
		}, Violation{BoundMonotone, Call, []float64{90, 110}, true, 10}},
		{"a put above that of a higher strike", func(e *Expiry) {
			at(e, 90).Put = Quote{11, 11.5, true}
			at(e, 100).Put = Quote{3, 3.25, true}
			at(e, 110).Put = Quote{10.01, 10.02, true}
		}, Violation{BoundMonotone, Put, []float64{90, 100}, true, 7.75}},
		{"a call spread dearer than its strikes", func(e *Expiry) {
			at(e, 80).Call = Quote{21.5, 21.75, true}
			at(e, 90).Call = Quote{10.25, 10.5, true}
		}, Violation{BoundSlope, Call, []float64{80, 90}, true, 1}},
		{"a put above its strike", func(e *Expiry) {
			*e = Expiry{Pairs: []Pair{{Strike: 10, Put: Quote{10.5, 10.75, true}}}, Minutes: 1000}
		}, Violation{BoundSlope, Put, []float64{0, 10}, true, 0.5}},
		{"a butterfly that pays", func(e *Expiry) {
			at(e, 90).Call = Quote{10.5, 10.75, true}
			at(e, 100).Call = Quote{6, 6.25, true}
			at(e, 110).Call = Quote{0.5, 0.75, true}
		}, Violation{BoundConvex, Call, []float64{90, 100, 110}, true, 0.25}},
		{"puts not convex towards zero", func(e *Expiry) {
			*e = Expiry{Pairs: []Pair{{Strike: 10, Put: Quote{4, 4.5, true}}, {Strike: 20, Put: Quote{5, 5.5, true}}}, Minutes: 1000}
		}, Violation{BoundConvex, Put, []float64{0, 10, 20}, true, 1.25}},
		{"crossed", func(e *Expiry) { at(e, 130).Call = Quote{0.75, 0.5, true} },
			Violation{BoundCrossed, Call, []float64{130}, true, 0.25}},
		{"a put and a call of which one is stale", func(e *Expiry) {
			// The calls alone and the puts alone are in order.
			p := at(e, 100)
			p.Put.Bid, p.Put.Ask = p.Put.Bid+0.5, p.Put.Ask+0.5
		}, Violation{BoundParity, 0, []float64{90, 100}, true, 0.46}},
	} {
		e := fresh()
		if len(Arbitrage(e, 1)) > 0 {
			t.Fatalf("the chain itself: %s", showViolations(Arbitrage(e, 1)))
		}
		x.plant(&e)
		vs := Arbitrage(e, 1)
		found := slices.ContainsFunc(vs, func(v Violation) bool {
			return v.Bound == x.want.Bound && v.Kind == x.want.Kind && slices.Equal(v.Strikes, x.want.Strikes) && v.Tradable && math.Abs(v.Size-x.want.Size) < 1e-9
		})
		if x.want.Bound == BoundParity {
			found = slices.ContainsFunc(vs, func(v Violation) bool {
				return v.Bound == BoundParity && slices.Contains(v.Strikes, 100) && math.Abs(v.Size-x.want.Size) < 1e-9
			})
		}
		if !found {
			t.Errorf("%s: got\n%swant %v", x.name, showViolations(vs), x.want)
		}
	}
}

// What breaks the bounds at the mids alone is there, and called so.
func TestArbitrageMids(t *testing.T) {
	e := chainOf(100, 0, 30, 5, 7, 1, flat30)
	i := slices.IndexFunc(e.Pairs, func(p Pair) bool { return p.Strike == 100 })
	e.Pairs[i].Call.Bid++
	e.Pairs[i].Call.Ask++
	vs := Arbitrage(e, 1)
	if !slices.ContainsFunc(vs, func(v Violation) bool { return v.Bound == BoundConvex && v.Kind == Call && !v.Tradable }) {
		t.Errorf("got\n%s", showViolations(vs))
	}
	if slices.ContainsFunc(vs, func(v Violation) bool { return v.Tradable }) {
		t.Errorf("tradable:\n%s", showViolations(vs))
	}
}

// One bad pair among many is reported against the others, not they against it.
func TestParityBoundBlamesTheOne(t *testing.T) {
	e := chainOf(5000, 0.04, 30, 25, 80, 1, skewed)
	discount := math.Exp(-0.04 * e.TYears())
	e.Pairs[20].Call.Bid += 30
	e.Pairs[20].Call.Ask += 30
	var n int
	for _, v := range Arbitrage(e, discount) {
		if v.Bound == BoundParity {
			n++
			if !slices.Contains(v.Strikes, e.Pairs[20].Strike) {
				t.Errorf("%+v", v)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d violations of parity", n)
	}
}

// The search at bids and asks finds what trying every combination finds.
func TestArbitrageExhaustive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Expiry{Minutes: 1000}
		for i := range rapid.IntRange(1, 9).Draw(t, "strikes") {
			quote := func() Quote {
				bid := float64(rapid.IntRange(0, 40).Draw(t, "bid")) / 4
				return Quote{bid, bid + float64(rapid.IntRange(0, 4).Draw(t, "wide"))/4, rapid.IntRange(0, 5).Draw(t, "listed") > 0}
			}
			e.Pairs = append(e.Pairs, Pair{float64(i+1) * 2, quote(), quote()})
		}
		for _, kind := range []Kind{Call, Put} {
			want := map[Bound]map[float64]float64{BoundMonotone: {}, BoundSlope: {}, BoundConvex: {}}
			legs := legsOf(e.Pairs, kind)
			keep := func(b Bound, strike, size float64) {
				if size > 1e-9 && size > want[b][strike] {
					want[b][strike] = size
				}
			}
			for _, sold := range legs {
				for _, a := range legs {
					if float64(kind)*(sold.strike-a.strike) > 0 {
						keep(BoundMonotone, sold.strike, sold.bid-a.ask)
					}
					if float64(kind)*(sold.strike-a.strike) < 0 {
						keep(BoundSlope, sold.strike, sold.bid-a.ask-0.5*math.Abs(sold.strike-a.strike))
					}
					for _, b := range legs {
						if a.strike < sold.strike && sold.strike < b.strike && !math.IsInf(a.ask, 1) && !math.IsInf(b.ask, 1) {
							keep(BoundConvex, sold.strike, sold.bid-chord(a.strike, a.ask, b.strike, b.ask, sold.strike))
						}
					}
				}
			}
			got := map[Bound]map[float64]float64{BoundMonotone: {}, BoundSlope: {}, BoundConvex: {}}
			for _, v := range Arbitrage(e, 0.5) {
				if v.Tradable && v.Kind == kind && got[v.Bound] != nil {
					got[v.Bound][soldStrike(v)] = v.Size
				}
			}
			for bound, strikes := range want {
				if len(strikes) != len(got[bound]) {
					t.Fatalf("%v %v: got %v, want %v", bound, kind, got[bound], strikes)
				}
				for k, size := range strikes {
					if math.Abs(got[bound][k]-size) > 1e-9 {
						t.Fatalf("%v %v at %v: got %v, want %v", bound, kind, k, got[bound][k], size)
					}
				}
			}
		}
	})
}

// soldStrike is the strike that a violation sells.
func soldStrike(v Violation) float64 {
	switch {
	case v.Bound == BoundConvex:
		return v.Strikes[1]
	case (v.Bound == BoundMonotone) == (v.Kind == Call):
		return v.Strikes[1]
	}
	return v.Strikes[0]
}

func TestCalendarArbitrage(t *testing.T) {
	a := NewSmile(chainOf(100, 0, 20, 2.5, 30, 0.01, skewed), 100, 1)
	b := NewSmile(chainOf(101, 0, 60, 2.5, 30, 0.01, skewed), 101, 1)
	if vs := CalendarArbitrage(a, b); len(vs) > 0 {
		t.Errorf("in order:\n%s", showViolations(vs))
	}
	if vs := CalendarArbitrage(b, a); len(vs) > 0 {
		t.Errorf("smiles out of order:\n%s", showViolations(vs))
	}
	half := func(f, k float64) float64 { return skewed(f, k) / 2 }
	c := NewSmile(chainOf(101, 0, 60, 2.5, 30, 0.01, half), 101, 1)
	vs := CalendarArbitrage(a, c)
	if len(vs) < 10 || !vs[0].Tradable || vs[0].Bound != BoundCalendar || !(vs[0].Size > 0) {
		t.Errorf("variance that falls:\n%s", showViolations(vs))
	}
}

func FuzzArbitrage(f *testing.F) {
	fuzzSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte, minutes, discount float64) {
		for _, v := range Arbitrage(fuzzExpiry(data, minutes, 0), discount) {
			if !allFinite(v.Size) || !(v.Size > 0) || len(v.Strikes) == 0 || !allFinite(v.Strikes...) || v.Bound == "" {
				t.Errorf("%+v", v)
			}
		}
	})
}

func BenchmarkArbitrage(b *testing.B) {
	e := chainOf(5003.7, 0.043, 37, 5, 300, 1, skewed)
	b.ReportAllocs()
	for b.Loop() {
		Arbitrage(e, 0.995)
	}
}
