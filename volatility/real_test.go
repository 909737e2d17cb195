package volatility_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"slices"
	"testing"
	"time"

	"assay/evidence"
	"assay/period"
	"assay/sharedtest"
	"assay/source/options"
	"assay/vol"
	"assay/volatility"
)

// real reads a chain of shared.
func real(t testing.TB, name string, at time.Time) evidence.Chain {
	t.Helper()
	data := sharedtest.Read(t, name)
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	qs, err := options.Parse(name, data, options.Hints{Quoted: at})
	if err != nil || len(qs) != 1 {
		t.Fatalf("%s: %d chains, %v", name, len(qs), err)
	}
	return qs[0].Chain
}

// chains are the real ones, each with the expiries that stand around 30 days
// and its rate.
var chains = []struct {
	name       string
	near, next string
	rate       float64
}{
	{"data/options/yahoo/NVDA_2026-02-11T1130.csv.gz", "2026-03-06", "2026-03-13", 0.036},
	{"data/options/cboe_quotes/NVDA_2025-01-06.csv.gz", "2025-01-24", "2025-01-31", 0.043},
}

// quote is one option as the independent computations see it.
type quote struct{ strike, bid, ask, mid float64 }

func quotesOf(c evidence.Chain, expiry string, kind vol.Kind) []quote {
	var out []quote
	for _, o := range c.Options {
		if o.Expiry == period.MustDate(expiry) && o.Kind == kind {
			q := quote{strike: o.Strike.Rat().Float(), bid: o.Bid.Rat().Float(), ask: o.Ask.Rat().Float()}
			q.mid = (q.bid + q.ask) / 2
			out = append(out, q)
		}
	}
	slices.SortFunc(out, func(a, b quote) int { return int(math.Copysign(1, a.strike-b.strike)) })
	return out
}

// years is the time to four in the afternoon of the expiry, in years of 365
// days; every day has 1,440 minutes, also that on which clocks change.
func years(c evidence.Chain, expiry string) float64 {
	quoted := c.Quoted.In(period.NewYork())
	days := int(period.MustDate(expiry) - period.FromTime(quoted))
	return float64(days*1440+16*60-quoted.Hour()*60-quoted.Minute()) / 525600
}

// variance is the Cboe sum written down a second time, from the paper alone.
func variance(calls, puts []quote, t, rate float64) float64 {
	bestGap, forward := math.Inf(1), 0.0
	for _, c := range calls {
		for _, p := range puts {
			if c.strike == p.strike && c.bid > 0 && p.bid > 0 && math.Abs(c.mid-p.mid) < bestGap {
				bestGap, forward = math.Abs(c.mid-p.mid), c.strike+math.Exp(rate*t)*(c.mid-p.mid)
			}
		}
	}
	k0 := 0.0
	for _, c := range calls {
		if c.strike <= forward {
			k0 = c.strike
		}
	}
	type used struct{ k, q float64 }
	var strip []used
	walk := func(qs []quote, include func(float64) bool) {
		zeros := 0
		for _, q := range qs {
			if !include(q.strike) || zeros == 2 {
				continue
			}
			if q.bid == 0 {
				zeros++
				continue
			}
			zeros = 0
			strip = append(strip, used{q.strike, q.mid})
		}
	}
	down := slices.Clone(puts)
	slices.Reverse(down)
	walk(down, func(k float64) bool { return k < k0 })
	walk(calls, func(k float64) bool { return k > k0 })
	atK0 := func(qs []quote) float64 {
		for _, q := range qs {
			if q.strike == k0 {
				return q.mid
			}
		}
		return math.NaN()
	}
	strip = append(strip, used{k0, (atK0(calls) + atK0(puts)) / 2})
	slices.SortFunc(strip, func(a, b used) int { return int(math.Copysign(1, a.k-b.k)) })
	sum := 0.0
	for i, s := range strip {
		lo, hi := strip[max(i-1, 0)].k, strip[min(i+1, len(strip)-1)].k
		dk := (hi - lo) / 2
		if i == 0 || i == len(strip)-1 {
			dk = hi - lo
		}
		sum += dk / (s.k * s.k) * math.Exp(rate*t) * s.q
	}
	return 2/t*sum - math.Pow(forward/k0-1, 2)/t
}

func at30(v1, t1, v2, t2 float64) float64 {
	const t = 30.0 / 365
	return 100 * math.Sqrt((v1*t1*(t2-t)+v2*t2*(t-t1))/(t2-t1)/t)
}

// TestIndexAgrees: the index of real chains agrees with an independent
// computation within 0.02 points.
func TestIndexAgrees(t *testing.T) {
	for _, x := range chains {
		c := real(t, x.name, time.Time{})
		r, err := volatility.Compute(c, volatility.Options{Method: volatility.VIX, Rates: []float64{x.rate}})
		if err != nil {
			t.Fatal(err)
		}
		t1, t2 := years(c, x.near), years(c, x.next)
		want := at30(
			variance(quotesOf(c, x.near, vol.Call), quotesOf(c, x.near, vol.Put), t1, x.rate), t1,
			variance(quotesOf(c, x.next, vol.Call), quotesOf(c, x.next, vol.Put), t2, x.rate), t2)
		if r.Near.Expiry.String() != x.near || r.Next.Expiry.String() != x.next || math.Abs(r.Value-want) > 0.02 {
			t.Errorf("%s: %.4f of %s and %s, want %.4f of %s and %s", x.name, r.Value, r.Near.Expiry, r.Next.Expiry, want, x.near, x.next)
		}
	}
}

// binomial is the price of an option on a tree of Cox, Ross and Rubinstein.
func binomial(kind vol.Kind, american bool, spot, strike, rate, yield, sigma, t float64) float64 {
	const n = 301
	dt := t / n
	u := math.Exp(sigma * math.Sqrt(dt))
	p := (math.Exp((rate-yield)*dt) - 1/u) / (u - 1/u)
	d := math.Exp(-rate * dt)
	v := make([]float64, n+1)
	pay := func(i, j int) float64 { return float64(kind) * (spot*math.Pow(u, float64(2*j-i)) - strike) }
	for j := range v {
		v[j] = max(0, pay(n, j))
	}
	for i := n - 1; i >= 0; i-- {
		for j := 0; j <= i; j++ {
			if v[j] = d * (p*v[j+1] + (1-p)*v[j]); american {
				v[j] = max(v[j], pay(i, j))
			}
		}
	}
	return v[0]
}

// treeVol solves the tree for the volatility of an American price.
func treeVol(kind vol.Kind, price, spot, strike, rate, yield, t float64) float64 {
	lo, hi := 0.01, 4.0
	for hi-lo > 1e-5 {
		if m := (lo + hi) / 2; binomial(kind, true, spot, strike, rate, yield, m, t) < price {
			lo = m
		} else {
			hi = m
		}
	}
	return (lo + hi) / 2
}

// money is the volatility at the money written down a second time. The forward
// is the median of what the eight pairs nearest to the spot say once the trees'
// own premium for early exercise is taken off; the volatility is linear in
// variance and log-strike between the two strikes around it, of call and put.
func money(c evidence.Chain, expiry string, rate float64) float64 {
	t, spot := years(c, expiry), c.Spot.Rat().Float()
	pairs := pairsNear(c, expiry, spot)
	forward := spot * math.Exp(rate*t)
	sigmas := make([]float64, len(pairs))
	for range 3 {
		yield := rate - math.Log(forward/spot)/t
		var says []float64
		for i, p := range pairs {
			premium := func(kind vol.Kind, price float64) (sigma, off float64) {
				sigma = treeVol(kind, price, spot, p.call.strike, rate, yield, t)
				tree := func(american bool) float64 {
					return binomial(kind, american, spot, p.call.strike, rate, yield, sigma, t)
				}
				return sigma, tree(true) - tree(false)
			}
			a, offCall := premium(vol.Call, p.call.mid)
			b, offPut := premium(vol.Put, p.put.mid)
			sigmas[i] = (a + b) / 2
			says = append(says, p.call.strike+math.Exp(rate*t)*(p.call.mid-offCall-p.put.mid+offPut))
		}
		slices.Sort(says)
		forward = (says[3] + says[4]) / 2
	}
	for i := 1; i < len(pairs); i++ {
		a, b := pairs[i-1].call.strike, pairs[i].call.strike
		if a <= forward && forward < b {
			w := math.Log(forward/a) / math.Log(b/a)
			return math.Sqrt((1-w)*sigmas[i-1]*sigmas[i-1] + w*sigmas[i]*sigmas[i])
		}
	}
	return math.NaN()
}

type pair struct{ call, put quote }

// pairsNear are the eight strikes nearest to the spot with bids of both.
func pairsNear(c evidence.Chain, expiry string, spot float64) []pair {
	var all []pair
	puts := quotesOf(c, expiry, vol.Put)
	for _, q := range quotesOf(c, expiry, vol.Call) {
		i := slices.IndexFunc(puts, func(p quote) bool { return p.strike == q.strike })
		if i >= 0 && q.bid > 0 && puts[i].bid > 0 {
			all = append(all, pair{q, puts[i]})
		}
	}
	slices.SortFunc(all, func(a, b pair) int {
		return int(math.Copysign(1, math.Abs(a.call.strike-spot)-math.Abs(b.call.strike-spot)))
	})
	all = all[:8]
	slices.SortFunc(all, func(a, b pair) int { return int(math.Copysign(1, a.call.strike-b.call.strike)) })
	return all
}

// TestMoneyAgrees: the volatility at the money of real chains agrees with an
// independent computation within 0.05 points.
func TestMoneyAgrees(t *testing.T) {
	if testing.Short() {
		t.Skip("solves some hundred trees; run without -short")
	}
	for _, x := range chains {
		c := real(t, x.name, time.Time{})
		r, err := volatility.Compute(c, volatility.Options{Rates: []float64{x.rate}})
		if err != nil {
			t.Fatal(err)
		}
		a, b := money(c, x.near, x.rate), money(c, x.next, x.rate)
		want := at30(a*a, years(c, x.near), b*b, years(c, x.next))
		if math.Abs(100*r.Near.Sigma-100*a) > 0.05 || math.Abs(100*r.Next.Sigma-100*b) > 0.05 || math.Abs(r.Value-want) > 0.05 {
			t.Errorf("%s: %.4f and %.4f, 30 days %.4f; want %.4f and %.4f, %.4f", x.name, 100*r.Near.Sigma, 100*r.Next.Sigma, r.Value, 100*a, 100*b, want)
		}
	}
}
