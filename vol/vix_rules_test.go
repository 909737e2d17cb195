package vol

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// strip is an expiry of 30 days whose call and put lie closest at 100, with a
// strike each five points from 50 to 150.
func strip() Expiry {
	e := Expiry{Minutes: Thirty}
	for k := 50.0; k <= 150; k += 5 {
		mid := func(x float64) Quote { return Quote{x - 0.1, x + 0.1, true} }
		e.Pairs = append(e.Pairs, Pair{k, mid(max(100-k, 0) + 20*math.Exp(-math.Abs(k-100)/10)), mid(max(k-100, 0) + 20*math.Exp(-math.Abs(k-100)/10))})
	}
	return e
}

func (e Expiry) at(k float64) *Pair {
	for i := range e.Pairs {
		if e.Pairs[i].Strike == k {
			return &e.Pairs[i]
		}
	}
	return nil
}

// TestIndexRules: what a change of the quotes does to the strikes that are used.
func TestIndexRules(t *testing.T) {
	none, missing := Quote{Listed: true}, Quote{}
	for _, c := range []struct {
		name            string
		change          func(e Expiry)
		rules           IndexRules
		lowest, highest float64
		strikes         int
		err             string
	}{
		{name: "all quoted", change: func(Expiry) {}, lowest: 50, highest: 150, strikes: 21},
		{name: "one zero bid is left out", change: func(e Expiry) { e.at(70).Put = none }, lowest: 50, highest: 150, strikes: 20},
		{name: "two zero bids end the side", change: func(e Expiry) { e.at(70).Put, e.at(65).Put = none, none }, lowest: 75, highest: 150, strikes: 16},
		{name: "a zero bid, a bid, a zero bid", change: func(e Expiry) { e.at(70).Put, e.at(60).Put = none, none }, lowest: 50, highest: 150, strikes: 19},
		{name: "an unlisted strike does not count", change: func(e Expiry) { e.at(70).Put, e.at(65).Put, e.at(60).Put = none, missing, none }, lowest: 75, highest: 150, strikes: 16},
		{name: "nor does it stop", change: func(e Expiry) { e.at(70).Put, e.at(65).Put = missing, missing }, lowest: 50, highest: 150, strikes: 19},
		{name: "only the used side counts", change: func(e Expiry) { e.at(120).Put, e.at(125).Put = none, none }, lowest: 50, highest: 150, strikes: 21},
		{name: "a zero ask, older rules", change: func(e Expiry) { e.at(120).Call.Ask = 0 }, lowest: 50, highest: 150, strikes: 21},
		{name: "a zero ask, newer rules", change: func(e Expiry) { e.at(120).Call.Ask = 0 }, rules: IndexRules{ZeroAsk: true}, lowest: 50, highest: 150, strikes: 20},
		{name: "K0 without a put", change: func(e Expiry) { e.at(100).Put = missing; e.at(105).Put.Bid = 24.9 }, err: "vol: no index value: a quote is missing at K0 (strike 100)"},
		{name: "K0 crossed", change: func(e Expiry) { e.at(100).Call.Ask = 1 }, err: "vol: no index value: a quote is crossed at K0 (strike 100)"},
		{name: "no puts", change: func(e Expiry) {
			for i := range e.Pairs {
				if e.Pairs[i].Strike < 100 {
					e.Pairs[i].Put = none
				}
			}
		}, err: "vol: no index value: no put below K0 has a bid"},
		{name: "no pairs", change: func(e Expiry) {
			for i := range e.Pairs {
				e.Pairs[i].Call = none
			}
		}, err: "vol: no index value: no strike has quotes of a call and a put that give a forward"},
	} {
		e := strip()
		c.change(e)
		v, err := IndexVariance(e, c.rules)
		if err != nil || c.err != "" {
			if err == nil || err.Error() != c.err {
				t.Errorf("%s: error %v, want %q", c.name, err, c.err)
			}
			continue
		}
		if s := v.Strikes; s[0].Strike != c.lowest || s[len(s)-1].Strike != c.highest || len(s) != c.strikes {
			t.Errorf("%s: %d strikes from %g to %g, want %d from %g to %g", c.name, len(s), s[0].Strike, s[len(s)-1].Strike, c.strikes, c.lowest, c.highest)
		}
	}
}

// TestIndexTies: of two strikes equally close the lower gives the forward.
func TestIndexTies(t *testing.T) {
	e := strip()
	e.at(100).Call, e.at(100).Put = Quote{12.4, 12.6, true}, Quote{9.9, 10.1, true}
	e.at(105).Call, e.at(105).Put = Quote{9.9, 10.1, true}, Quote{12.4, 12.6, true}
	v, err := IndexVariance(e, IndexRules{})
	if err != nil || v.ParityStrike != 100 || math.Abs(v.Forward-102.5) > 1e-9 || v.K0 != 100 {
		t.Errorf("forward %g from %g, K0 %g, %v; want 102.5 from 100, K0 100", v.Forward, v.ParityStrike, v.K0, err)
	}
}

// TestIndexScale: an index does not change when all prices and strikes double.
func TestIndexScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, f := strip(), strip()
		scale := math.Ldexp(1, rapid.IntRange(-3, 8).Draw(t, "scale"))
		for i := range e.Pairs {
			if rapid.Bool().Draw(t, "bid") {
				e.Pairs[i].Put.Bid *= rapid.Float64Range(0, 1).Draw(t, "share")
			}
			p := e.Pairs[i]
			times := func(q Quote) Quote { return Quote{q.Bid * scale, q.Ask * scale, q.Listed} }
			f.Pairs[i] = Pair{p.Strike * scale, times(p.Call), times(p.Put)}
		}
		a, errA := IndexVariance(e, IndexRules{})
		b, errB := IndexVariance(f, IndexRules{})
		if (errA == nil) != (errB == nil) || math.Abs(a.Variance-b.Variance) > 1e-12*a.Variance {
			t.Fatalf("variance %g (%v), scaled by %g %g (%v)", a.Variance, errA, scale, b.Variance, errB)
		}
	})
}

// FuzzIndex: no quotes make a NaN or a panic.
func FuzzIndex(f *testing.F) {
	f.Add(100.0, 1.0, 1.2, 0.9, 1.1, 0.05, 43200.0, uint8(20))
	f.Add(1e-300, 0.0, math.Inf(1), math.NaN(), -1.0, 9.0, 1.0, uint8(3))
	f.Fuzz(func(t *testing.T, k, cb, ca, pb, pa, rate, minutes float64, n uint8) {
		e := Expiry{Minutes: minutes, RateAnnual: rate}
		for i := range int(n) {
			x := 1 + float64(i)/8
			e.Pairs = append(e.Pairs, Pair{k * x, Quote{cb / x, ca / x, i%5 != 0}, Quote{pb * x, pa * x, i%7 != 0}})
		}
		v, err := IndexVariance(e, IndexRules{ZeroAsk: n%2 == 0})
		if err == nil && !(v.Variance > 0) {
			t.Errorf("variance %g without an error", v.Variance)
		}
		if x := ConstantMaturityIndex(v, v, Thirty); err == nil && !(x.Value > 0) {
			t.Errorf("index %g", x.Value)
		}
	})
}
