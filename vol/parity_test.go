package vol

import (
	"bytes"
	"encoding/csv"
	"maps"
	"math"
	"slices"
	"strconv"
	"testing"

	"assay/sharedtest"

	"pgregory.net/rapid"
)

// skewed is a smile of the tests: 25 % at the money, rising towards low strikes.
func skewed(forward, strike float64) float64 {
	k := math.Log(strike / forward)
	return 0.25 - 0.2*k + 0.3*k*k
}

// flat30 is a flat smile.
func flat30(float64, float64) float64 { return 0.3 }

// chainOf makes the quotes of a smile: mids from Black, each spread apart by
// half of spread on both sides, without a bid where the mid is below that.
func chainOf(forward, rate, days, step float64, n int, spread float64, sigma func(forward, strike float64) float64) Expiry {
	e := Expiry{Minutes: days * 24 * 60, RateAnnual: rate}
	discount := math.Exp(-rate * e.TYears())
	first := math.Round(forward/step) - float64(n/2)
	for i := range n {
		strike := (first + float64(i)) * step
		if strike <= 0 {
			continue
		}
		quote := func(kind Kind) Quote {
			mid := discount * Black(kind, forward, strike, sigma(forward, strike), e.TYears())
			return Quote{Bid: max(mid-spread/2, 0), Ask: mid + spread/2, Listed: true}
		}
		e.Pairs = append(e.Pairs, Pair{strike, quote(Call), quote(Put)})
	}
	return e
}

func wantNear(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.12g, want %.12g ± %.3g", what, got, want, tolerance)
	}
}

func TestParityExact(t *testing.T) {
	e := chainOf(5003.7, 0.043, 37, 25, 60, 1, skewed)
	want := e.RateAnnual
	e.RateAnnual = 0.01 // must not be used
	p, ok := ParityForward(e)
	if !ok || len(p.Flags) != 0 {
		t.Fatalf("%+v", p)
	}
	wantNear(t, "forward", p.Forward, 5003.7, 1e-7)
	wantNear(t, "rate", p.RateAnnual, want, 1e-7)
	if !(p.Low < p.Forward && p.Forward < p.High) || p.Outside != 0 || p.Strikes < 20 {
		t.Errorf("%+v", p)
	}
	e.RateAnnual = want
	p, ok = ForwardAtRate(e)
	if !ok || p.RateAnnual != want {
		t.Fatalf("%+v", p)
	}
	wantNear(t, "forward at rate", p.Forward, 5003.7, 1e-7)
}

// Stale quotes on up to 43 % of the strikes, all on one side, move neither.
func TestParityOutliers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forward := rapid.Float64Range(50, 8000).Draw(t, "forward")
		rate := rapid.Float64Range(-0.01, 0.1).Draw(t, "rate")
		days := rapid.Float64Range(20, 700).Draw(t, "days")
		e := chainOf(forward, rate, days, forward/100, 51, forward*1e-4, skewed)
		p, ok := ParityForward(e)
		if !ok {
			t.Fatalf("%+v", p)
		}
		shift := forward * rapid.Float64Range(0.003, 0.02).Draw(t, "shift")
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, 50), 0, 22, rapid.ID[int]).Draw(t, "stale") {
			e.Pairs[i].Call.Bid += shift
			e.Pairs[i].Call.Ask += shift
		}
		q, ok := ParityForward(e)
		if !ok {
			t.Fatalf("%+v", q)
		}
		if math.Abs(q.Forward-forward) > 1e-6*forward {
			t.Fatalf("forward %v, want %v: %+v", q.Forward, forward, q)
		}
		if q.Discount != 0 && math.Abs(q.RateAnnual-rate) > 1e-4 {
			t.Fatalf("rate %v, want %v", q.RateAnnual, rate)
		}
	})
}

// The forward follows the unit of money and shifts of nothing else.
func TestParityScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := math.Exp(rapid.Float64Range(-8, 8).Draw(t, "log scale"))
		e := chainOf(100, 0.03, 60, 2.5, 40, 0.1, skewed)
		for i := range e.Pairs {
			noise := rapid.Float64Range(-0.04, 0.04).Draw(t, "noise")
			e.Pairs[i].Call.Bid += noise
			e.Pairs[i].Call.Ask += noise
		}
		a, okA := ParityForward(e)
		for i := range e.Pairs {
			p := &e.Pairs[i]
			p.Strike *= scale
			for _, q := range []*Quote{&p.Call, &p.Put} {
				q.Bid *= scale
				q.Ask *= scale
			}
		}
		b, okB := ParityForward(e)
		if !okA || !okB {
			t.Fatalf("%+v %+v", a, b)
		}
		if math.Abs(b.Forward/scale-a.Forward) > 1e-8*a.Forward || math.Abs(a.Discount-b.Discount) > 1e-8 || a.Strikes != b.Strikes {
			t.Fatalf("scale %v: %+v, %+v", scale, a, b)
		}
	})
}

func TestParityGivenRate(t *testing.T) {
	has := func(p Parity, f Flag) bool { return slices.Contains(p.Flags, f) }
	few := chainOf(100, 0.03, 60, 5, 4, 0.1, flat30)
	if p, ok := ParityForward(few); !ok || !has(p, FlagGivenRate) || !has(p, FlagFewPairs) || p.RateAnnual != 0.03 {
		t.Errorf("four strikes: %+v", p)
	} else {
		wantNear(t, "forward of four strikes", p.Forward, 100, 1e-9)
	}
	// A day's quotes on a coarse tick say nothing of a rate.
	day := chainOf(100, 0.03, 1, 0.5, 20, 0.05, flat30)
	for i := range day.Pairs {
		day.Pairs[i].Call.Bid += 0.02 * math.Sin(float64(7*i))
	}
	if p, ok := ParityForward(day); !ok || !has(p, FlagGivenRate) || p.RateAnnual != 0.03 {
		t.Errorf("one day: %+v", p)
	}
	odd := chainOf(100, 0.9, 200, 2.5, 40, 0.1, flat30)
	odd.RateAnnual = 0.9
	if p, ok := ParityForward(odd); !ok || !has(p, FlagUnusualRate) {
		t.Errorf("a rate of 90 %%: %+v", p)
	}
	if p, ok := ParityForward(Expiry{Minutes: 1000}); ok || !has(p, FlagNoForward) || p.Forward != 0 {
		t.Errorf("no quotes: %+v", p)
	}
}

// VIX Methodology 6.0, appendix 3: the forward of the near term is 1962.89996
// and of the next 1962.40006, from one strike and the Treasury's rate. The
// strikes' own forwards scatter by tenths.
func TestParityPublished(t *testing.T) {
	for _, x := range []struct {
		key                    string
		minutes, rate, forward float64
	}{{"near", 34484, 0.00031664, 1962.89996}, {"next", 44954, 0.00028797, 1962.40006}} {
		e := Expiry{pairsOf(t, "data/options/cboe_vix_example/cboe_vix_example_quotes.csv", x.key, 1), x.minutes, x.rate}
		p, ok := ForwardAtRate(e)
		if !ok {
			t.Fatalf("%s: %+v", x.key, p)
		}
		wantNear(t, x.key+" forward", p.Forward, x.forward, 0.5)
		p, ok = ParityForward(e)
		wantNear(t, x.key+" forward", p.Forward, x.forward, 0.5)
		if !ok || p.RateError > maxRateError {
			t.Errorf("%s: %+v", x.key, p)
		}
	}
}

func TestInverseForward(t *testing.T) {
	const forward = 45678.5
	e := chainOf(forward, 0, 25, 1000, 50, 40, func(f, k float64) float64 { return 0.6 + math.Abs(math.Log(k/f))/4 })
	for i := range e.Pairs {
		for _, q := range []*Quote{&e.Pairs[i].Call, &e.Pairs[i].Put} {
			q.Bid /= forward
			q.Ask /= forward
		}
	}
	for i := 3; i < 40; i += 5 {
		e.Pairs[i].Put.Bid += 0.01
		e.Pairs[i].Put.Ask += 0.01
	}
	p, ok := InverseForward(e)
	if !ok || p.Discount != 1 || p.RateAnnual != 0 {
		t.Fatalf("%+v", p)
	}
	wantNear(t, "forward", p.Forward, forward, 1)
	if p.Outside == 0 || !(p.Low <= forward && forward <= p.High) {
		t.Errorf("%+v", p)
	}
	if p, ok := InverseForward(Expiry{}); ok || p.Forward != 0 {
		t.Errorf("no quotes: %+v", p)
	}
}

// Deribit names the price of each expiry's future beside its options: it lies
// within the bounds that the options alone give, and within 0.05 % of their
// forward where these are narrow.
func TestInverseForwardDeribit(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(sharedtest.Read(t, "data/options/deribit/definer_deribit_options.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	type expiry struct {
		future float64
		pairs  map[float64]*Pair
	}
	expiries := map[string]*expiry{}
	for _, r := range rows[1:] {
		get := func(name string) float64 {
			x, _ := strconv.ParseFloat(r[slices.Index(rows[0], name)], 64)
			return x
		}
		day := r[slices.Index(rows[0], "expire_date")]
		if expiries[day] == nil {
			expiries[day] = &expiry{get("underlying_price"), map[float64]*Pair{}}
		}
		k := get("strike_price")
		if expiries[day].pairs[k] == nil {
			expiries[day].pairs[k] = &Pair{Strike: k}
		}
		side := &expiries[day].pairs[k].Call
		if r[slices.Index(rows[0], "option_type")] == "P" {
			side = &expiries[day].pairs[k].Put
		}
		*side = Quote{get("bid_price"), get("ask_price"), true}
	}
	checked := 0
	for day, x := range expiries {
		var e Expiry
		for _, k := range slices.Sorted(maps.Keys(x.pairs)) {
			e.Pairs = append(e.Pairs, *x.pairs[k])
		}
		p, ok := InverseForward(e)
		if !ok || p.Strikes < 3 {
			continue
		}
		checked++
		if !(p.Low <= x.future && x.future <= p.High) {
			t.Errorf("%s: the future %v is not within [%v, %v]", day, x.future, p.Low, p.High)
		}
		if p.High-p.Low < 0.01*p.Forward && math.Abs(p.Forward/x.future-1) > 0.0005 {
			t.Errorf("%s: forward %v, the future %v", day, p.Forward, x.future)
		}
	}
	if checked < 5 {
		t.Errorf("%d expiries", checked)
	}
}

// fuzzExpiry makes pairs of bytes: any float64 at all, in any order.
func fuzzExpiry(data []byte, minutes, rate float64) Expiry {
	e := Expiry{Minutes: minutes, RateAnnual: rate}
	next := func() float64 {
		var bits uint64
		for i := 0; i < 8 && i < len(data); i++ {
			bits = bits<<8 | uint64(data[i])
		}
		if len(data) > 2 && data[0]&3 != 0 { // mostly numbers of a market
			bits = math.Float64bits(float64(bits>>40) / 1024)
		}
		data = data[min(8, len(data)):]
		return math.Float64frombits(bits)
	}
	for len(data) > 0 && len(e.Pairs) < 64 {
		listed := data[0]%7 != 0
		e.Pairs = append(e.Pairs, Pair{next(), Quote{next(), next(), listed}, Quote{next(), next(), true}})
	}
	return e
}

func fuzzSeeds(f *testing.F) {
	f.Add([]byte{}, 43200.0, 0.04)
	f.Add([]byte("strikes and quotes of an expiry, all of them text, to be read as numbers"), 43200.0, 0.04)
	f.Add(make([]byte, 400), -1.0, math.Inf(1))
	wild := make([]byte, 640)
	for i := range wild {
		wild[i] = byte(i*i*31 + i*7)
	}
	f.Add(wild, 5e5, -0.01)
	f.Add(wild, math.NaN(), math.NaN())
	f.Add(wild, 1e-300, 1e300)
}

func allFinite(xs ...float64) bool {
	for _, x := range xs {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

func FuzzParity(f *testing.F) {
	fuzzSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte, minutes, rate float64) {
		e := fuzzExpiry(data, minutes, rate)
		for name, of := range map[string]func(Expiry) (Parity, bool){"fit": ParityForward, "rate": ForwardAtRate, "inverse": InverseForward} {
			p, ok := of(e)
			if ok && (!allFinite(p.Forward, p.Discount, p.RateAnnual, p.RateError, p.Low, p.High, p.Spread) || !(p.Forward > 0)) || !ok && (p.Forward != 0 || len(p.Flags) == 0) {
				t.Errorf("%s: %v %+v", name, ok, p)
			}
			if ok && !(p.Low <= p.Forward && p.Forward <= p.High) {
				t.Errorf("%s: band %+v", name, p)
			}
		}
	})
}

func BenchmarkParityForward(b *testing.B) {
	e := chainOf(5003.7, 0.043, 37, 5, 300, 1, skewed)
	b.ReportAllocs()
	for b.Loop() {
		ParityForward(e)
	}
}
