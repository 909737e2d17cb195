package vol

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// market makes American chains whose forward is known.
type market struct {
	spot, rate, yield, years float64
	dividends                []Dividend
	noise                    float64 // of the mids, in half-spreads
	pairs                    int
}

func (m market) forward() float64 {
	return (m.spot - PVDividends(m.dividends, m.rate, m.years)) * math.Exp((m.rate-m.yield)*m.years)
}

func (m market) sigma(strike float64) float64 {
	x := math.Log(strike / m.forward())
	return 0.3 - 0.1*x + 0.2*x*x
}

// chain quotes strikes from 60 % to 140 % of the spot.
func (m market) chain(r *rand.Rand) Expiry {
	e := Expiry{Minutes: m.years * MinutesPerYear, RateAnnual: m.rate}
	quote := func(kind Kind, strike float64) Quote {
		price := AmericanDividends(kind, m.spot, strike, m.rate, m.yield, m.sigma(strike), m.years, m.dividends)
		half := 0.01 + 0.01*price
		mid := price + m.noise*half*(2*r.Float64()-1)
		return Quote{Bid: max(0, mid-half), Ask: mid + half, Listed: true}
	}
	for i := range m.pairs {
		strike := m.spot * (0.6 + 0.8*float64(i)/float64(m.pairs-1))
		e.Pairs = append(e.Pairs, Pair{strike, quote(Call, strike), quote(Put, strike)})
	}
	return e
}

func markets() map[string]market {
	payments := []Dividend{{0.1, 1}, {0.35, 1}}
	return map[string]market{
		"month":               {spot: 100, rate: 0.05, years: 0.08, pairs: 81},
		"month with yield":    {spot: 100, rate: 0.05, yield: 0.02, years: 0.08, pairs: 81},
		"year":                {spot: 250, rate: 0.05, years: 1, pairs: 41},
		"yield above rate":    {spot: 100, rate: 0.03, yield: 0.06, years: 1, pairs: 41},
		"dear to borrow":      {spot: 20, rate: 0.04, yield: 0.4, years: 0.2, pairs: 33},
		"no rate":             {spot: 100, yield: 0.02, years: 0.5, pairs: 41},
		"negative rate":       {spot: 100, rate: -0.01, yield: 0.02, years: 0.5, pairs: 41},
		"two boundaries":      {spot: 100, rate: -0.01, yield: -0.015, years: 0.5, pairs: 41},
		"payments":            {spot: 100, rate: 0.05, years: 0.3, dividends: payments, pairs: 41},
		"payments, and yield": {spot: 100, rate: 0.05, yield: 0.02, years: 0.6, dividends: payments, pairs: 41},
	}
}

func TestForwardAmerican(t *testing.T) {
	for name, m := range markets() {
		c, ok := ForwardAmerican(m.chain(fixedRand()), m.spot, m.dividends)
		want := m.forward()
		if !ok || math.Abs(c.Forward-want) > 5e-6*want {
			t.Errorf("%s: forward %.6f, want %.6f: %+v", name, c.Forward, want, c)
		}
		if math.Abs(c.YieldAnnual-m.yield) > 2e-4 || c.Pairs < 8 || slices.Contains(c.Flags, FlagNotConverged) {
			t.Errorf("%s: %+v", name, c)
		}
		if slices.Contains(c.Flags, FlagImpliedYield) != (m.dividends == nil) {
			t.Errorf("%s: flags %v", name, c.Flags)
		}
	}
}

func TestForwardAmericanNoise(t *testing.T) {
	for name, m := range markets() {
		r := rand.New(rand.NewPCG(7, 8))
		m.noise = 0.5
		e := m.chain(r)
		for i := range e.Pairs { // a third of the quotes missing, some stale, some crossed
			p := &e.Pairs[i]
			switch r.IntN(12) {
			case 0, 1:
				p.Call = Quote{}
			case 2, 3:
				p.Put.Bid = 0
			case 4:
				p.Call.Bid, p.Call.Ask = p.Call.Bid*1.2+0.1, p.Call.Ask*1.2+0.1
			case 5:
				p.Put.Bid, p.Put.Ask = p.Put.Ask, p.Put.Bid
			}
		}
		c, ok := ForwardAmerican(e, m.spot, m.dividends)
		straddle := 0.8 * m.sigma(m.spot) * math.Sqrt(m.years) * m.spot
		allowed := 0.01 * straddle
		if name == "dear to borrow" { // most calls stand near the value of exercise, and say little
			allowed = 0.1 * straddle
		}
		if !ok || math.Abs(c.Forward-m.forward()) > allowed {
			t.Errorf("%s: forward %.4f, want %.4f, a straddle is %.2f: %+v", name, c.Forward, m.forward(), straddle, c)
		}
	}
}

func TestForwardAmericanSpot(t *testing.T) {
	m := markets()["payments"]
	e := m.chain(fixedRand())
	for spot, flag := range map[float64]Flag{0: FlagNoSpot, math.NaN(): FlagNoSpot, -5: FlagNoSpot, 50: FlagSpotDiffers} {
		c, ok := ForwardAmerican(e, spot, m.dividends)
		if !ok || !slices.Contains(c.Flags, flag) || math.Abs(c.Forward-m.forward()) > 1e-3 || math.Abs(c.Spot-m.spot) > 1e-3 {
			t.Errorf("spot %g: %+v, want forward %g, flag %s", spot, c, m.forward(), flag)
		}
	}
	if c, ok := ForwardAmerican(Expiry{Minutes: 1e5}, 100, nil); ok || !slices.Contains(c.Flags, FlagNoForward) {
		t.Errorf("no quotes: %+v", c)
	}
	c, ok := ForwardAmerican(e, 100, []Dividend{{0.1, -3}})
	if !ok || !slices.Contains(c.Flags, FlagBadDividends) {
		t.Errorf("negative dividend: %+v", c)
	}
}

// Each bid and ask becomes the European price of the volatility it implies, and
// the European quotes state the same forward.
func TestEuropeanise(t *testing.T) {
	for name, m := range markets() {
		e := m.chain(fixedRand())
		c, _ := ForwardAmerican(e, m.spot, m.dividends)
		out, _ := Europeanise(e, c)
		if len(out.Pairs) != len(e.Pairs) {
			t.Fatalf("%s: %d pairs of %d", name, len(out.Pairs), len(e.Pairs))
		}
		for i, p := range out.Pairs {
			for kind, q := range map[Kind][2]Quote{Call: {e.Pairs[i].Call, p.Call}, Put: {e.Pairs[i].Put, p.Put}} {
				american, european := q[0], q[1]
				mid := c.Discount * Black(kind, m.forward(), p.Strike, m.sigma(p.Strike), m.years)
				if !european.Listed {
					t.Errorf("%s, %g: unlisted", name, p.Strike)
					continue
				}
				if european.Bid > mid+1e-4*m.spot || european.Ask < mid-1e-4*m.spot || european.Bid > american.Bid+1e-6*m.spot || european.Ask > american.Ask+1e-6*m.spot {
					t.Errorf("%s, %g, kind %d: %+v from %+v, the mid's is %g", name, p.Strike, kind, european, american, mid)
				}
			}
		}
		if p, ok := ForwardAtRate(out); !ok || math.Abs(p.Forward-m.forward()) > 2e-4*m.forward() {
			t.Errorf("%s: the European quotes state %g, want %g", name, p.Forward, m.forward())
		}
	}
}

func TestEuropeaniseIntrinsic(t *testing.T) {
	c := Carry{Forward: 100.5, Discount: math.Exp(-0.005), RateAnnual: 0.05, Spot: 100}
	e := Expiry{Minutes: 0.1 * MinutesPerYear, RateAnnual: 0.05, Pairs: []Pair{
		{Strike: 120, Call: Quote{0, 0.05, true}, Put: Quote{19.9, 20.2, true}},
		{Strike: 125, Call: Quote{0, 0, true}, Put: Quote{24.8, 25, true}},
		{Strike: 130, Put: Quote{29, 500, true}},
	}}
	out, flags := Europeanise(e, c)
	bound := func(strike float64) float64 { return strike*math.Exp(-0.005) - 100 }
	if got := out.Pairs[0]; math.Abs(got.Put.Bid-(bound(120)-0.1)) > 1e-9 || got.Call.Bid != 0 || !(got.Call.Ask > 0) {
		t.Errorf("bid below intrinsic value: %+v", got)
	}
	if got := out.Pairs[1]; got.Put.Listed || got.Call != e.Pairs[1].Call {
		t.Errorf("ask at intrinsic value: %+v", got)
	}
	if got := out.Pairs[2]; got.Call.Listed || math.Abs(got.Put.Ask-130*math.Exp(-0.005)) > 1e-9 {
		t.Errorf("ask above the maximum: %+v", got)
	}
	if !slices.Equal(flags, []Flag{FlagIntrinsicBid, FlagIntrinsicAsk}) {
		t.Errorf("flags %v", flags)
	}
	if out, flags := Europeanise(e, Carry{}); !slices.Equal(flags, []Flag{FlagNotEuropean}) || !slices.Equal(out.Pairs, e.Pairs) {
		t.Errorf("without a carry: %v %+v", flags, out)
	}
}

func FuzzForwardAmerican(f *testing.F) {
	f.Add(100.0, 0.05, 1e5, 1.0, 0.1, 1.0, 2.0, uint64(1))
	f.Add(0.0, -0.05, 10.0, -1.0, 0.1, 0.0, 1e308, uint64(2))
	f.Fuzz(func(t *testing.T, spot, rate, minutes, amount, when, low, high float64, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 0))
		e := Expiry{Minutes: minutes, RateAnnual: rate}
		number := func() float64 { return low + (high-low)*r.Float64() }
		for range 1 + r.IntN(12) {
			e.Pairs = append(e.Pairs, Pair{number(), Quote{number(), number(), true}, Quote{number(), number(), true}})
		}
		c, ok := ForwardAmerican(e, spot, []Dividend{{when, amount}})
		if ok != (c.Forward > 0) || math.IsNaN(c.Forward+c.YieldAnnual+c.Spot+c.PVDividends) || !ok && len(c.Flags) == 0 {
			t.Fatalf("%+v, %v", c, ok)
		}
		out, _ := Europeanise(e, c)
		for i, p := range out.Pairs {
			for _, q := range [2][2]Quote{{p.Call, e.Pairs[i].Call}, {p.Put, e.Pairs[i].Put}} {
				if math.IsNaN(q[0].Bid+q[0].Ask) && !math.IsNaN(q[1].Bid+q[1].Ask) {
					t.Fatalf("%+v becomes %+v", q[1], q[0])
				}
			}
		}
	})
}

func fixedRand() *rand.Rand { return rand.New(rand.NewPCG(9, 10)) }

func BenchmarkEuropeanise(b *testing.B) {
	for name, m := range map[string]market{
		"3000 quotes":                {spot: 100, rate: 0.05, yield: 0.02, years: 0.25, pairs: 1500},
		"3000 quotes with dividends": {spot: 100, rate: 0.05, years: 0.25, pairs: 1500, dividends: []Dividend{{0.1, 0.5}}},
	} {
		e := m.chain(fixedRand())
		c, _ := ForwardAmerican(e, m.spot, m.dividends)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				Europeanise(e, c)
			}
		})
		b.Run(name+": forward", func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				ForwardAmerican(e, m.spot, m.dividends)
			}
		})
	}
}
