package volatility_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/vol"
	"assay/volatility"
)

// market is a synthetic chain: one volatility for all strikes and expiries.
type market struct {
	root, vendor string
	quoted       time.Time
	spot, rate   float64
	sigma        float64
	spread       float64 // half of it, as a share of the price
	expiries     []string
	american     bool
	inverse      bool
}

// chain quotes the market's options at strikes from half to twice the spot.
func (m market) chain(t testing.TB) evidence.Chain {
	t.Helper()
	c := evidence.Chain{Quoted: m.quoted, Public: period.FromTime(m.quoted), Vendor: m.vendor, Currency: "USD", Inverse: m.inverse, Spot: decimal(t, m.spot)}
	for _, e := range m.expiries {
		expiry := period.MustDate(e)
		years := m.years(expiry)
		forward := m.spot * math.Exp(m.rate*years)
		if m.inverse {
			c.Forwards = append(c.Forwards, evidence.Forward{Expiry: expiry, Price: decimal(t, forward)})
		}
		for k := m.spot / 2; k <= 2*m.spot; k += m.spot / 200 {
			for _, kind := range []vol.Kind{vol.Call, vol.Put} {
				price := math.Exp(-m.rate*years) * vol.Black(kind, forward, k, m.sigma, years)
				switch {
				case m.american:
					price = vol.American(kind, m.spot, k, m.rate, 0, m.sigma, years)
				case m.inverse:
					price = vol.Black(kind, forward, k, m.sigma, years) / forward
				}
				c.Options = append(c.Options, evidence.Option{Root: m.root, Expiry: expiry, Kind: kind, Strike: decimal(t, k), Bid: decimal(t, price*(1-m.spread)), Ask: decimal(t, price*(1+m.spread))})
			}
		}
	}
	evidence.SortOptions(c.Options)
	return c
}

// years is the time to the settlement of a market that settles at four in New
// York, or at eight in UTC.
func (m market) years(expiry period.Date) float64 {
	zone, at := period.NewYork(), 16*60
	if m.vendor == "Deribit" {
		zone, at = time.UTC, 8*60
	}
	q := m.quoted.In(zone)
	return float64(int(expiry-period.FromTime(q))*1440+at-q.Hour()*60-q.Minute()) / 525600
}

// decimal rounds a price to ten digits after the point.
func decimal(t testing.TB, x float64) quantity.Decimal {
	t.Helper()
	return quantity.NewDecimal(int64(math.Round(x*1e10)), -10)
}

// noon is a moment of the session: Tuesday, 2025-03-18.
var noon = time.Date(2025, 3, 18, 12, 0, 0, 0, period.NewYork())

var weekly = []string{"2025-03-28", "2025-04-04", "2025-04-11", "2025-04-17", "2025-04-25", "2025-05-16"}

// TestFlatSmile: on one volatility for all strikes every method finds it; the
// sums miss what lies beyond and between the strikes.
func TestFlatSmile(t *testing.T) {
	spx := market{root: "SPXW", quoted: noon, spot: 5600, rate: 0.043, sigma: 0.22, spread: 0.01, expiries: weekly}
	stock := spx
	stock.root, stock.spot, stock.american = "NVDA", 120, true
	coin := spx
	coin.root, coin.vendor, coin.rate, coin.inverse, coin.spot = "BTC", "Deribit", 0, true, 60000
	for _, c := range []struct {
		market    market
		method    volatility.Method
		tolerance float64 // in points
	}{
		{spx, volatility.IV30, 0.01}, {spx, volatility.VIX, 0.05}, {spx, volatility.ModelFree, 0.05},
		{stock, volatility.IV30, 0.01}, {stock, volatility.ModelFree, 0.05}, {stock, volatility.VIX, 0.2},
		{coin, volatility.IV30, 0.01}, {coin, volatility.DVOLLike, 0.05},
	} {
		r, err := volatility.Compute(c.market.chain(t), volatility.Options{Method: c.method, Rates: []float64{c.market.rate}})
		if err != nil {
			t.Errorf("%s, %s: %v", c.market.root, c.method, err)
			continue
		}
		if math.Abs(r.Value-22) > c.tolerance || !(r.Low < r.Value && r.Value < r.High) {
			t.Errorf("%s, %s: %.4f in %.4f to %.4f, want 22 within %g", c.market.root, c.method, r.Value, r.Low, r.High, c.tolerance)
		}
	}
}

// TestChoice: the expiries that serve, of a chain and a moment.
func TestChoice(t *testing.T) {
	daily := []string{"2025-04-14", "2025-04-15", "2025-04-16", "2025-04-17", "2025-04-21", "2025-04-22", "2025-04-25"}
	for _, c := range []struct {
		name       string
		root       string
		method     volatility.Method
		expiries   []string
		near, next string
		flags      []vol.Flag
	}{
		{"a Friday each week", "NVDA", volatility.IV30, weekly, "2025-04-11", "2025-04-17", nil},
		{"Good Friday's week ends on Thursday", "SPXW", volatility.VIX, daily, "2025-04-17", "2025-04-25", []vol.Flag{volatility.FlagWindow, vol.FlagExtrapolated}},
		{"all days for other methods", "SPXW", volatility.IV30, daily, "2025-04-16", "2025-04-17", nil},
		{"all days for other underlyings", "SPY", volatility.VIX, daily, "2025-04-16", "2025-04-17", nil},
		{"months alone", "NVDA", volatility.IV30, []string{"2025-03-21", "2025-04-17", "2025-05-16"}, "2025-03-21", "2025-04-17", []vol.Flag{volatility.FlagWindow}},
		{"all beyond", "NVDA", volatility.IV30, []string{"2025-05-16", "2025-06-20", "2025-07-18"}, "2025-05-16", "2025-06-20", []vol.Flag{volatility.FlagWindow, vol.FlagExtrapolated}},
		{"all before", "NVDA", volatility.IV30, []string{"2025-03-21", "2025-03-28", "2025-04-04"}, "2025-03-28", "2025-04-04", []vol.Flag{volatility.FlagWindow, vol.FlagExtrapolated}},
	} {
		m := market{root: c.root, quoted: noon, spot: 100, rate: 0.04, sigma: 0.4, spread: 0.01, expiries: c.expiries}
		r, err := volatility.Compute(m.chain(t), volatility.Options{Method: c.method, Rates: []float64{0.04}})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if r.Near.Expiry.String() != c.near || r.Next.Expiry.String() != c.next {
			t.Errorf("%s: %s and %s, want %s and %s", c.name, r.Near.Expiry, r.Next.Expiry, c.near, c.next)
		}
		for _, f := range []vol.Flag{volatility.FlagWindow, vol.FlagExtrapolated} {
			if slices.Contains(r.Flags, f) != slices.Contains(c.flags, f) {
				t.Errorf("%s: flags %q, want %q", c.name, r.Flags, c.flags)
			}
		}
	}
}

// TestMorning: the third Friday's SPX is settled at 9:30, SPXW at 16:00; the
// minutes are those of the worked example of the method (quotes of 10:46, 34,484
// and 44,954 minutes).
func TestMorning(t *testing.T) {
	m := market{root: "SPX", quoted: time.Date(2022, 9, 27, 10, 45, 15, 0, period.NewYork()), spot: 1960, sigma: 0.14, spread: 0.01, expiries: []string{"2022-10-21"}}
	c := m.chain(t)
	m.root, m.expiries = "SPXW", []string{"2022-10-21", "2022-10-28"}
	c.Options = append(c.Options, m.chain(t).Options...)
	evidence.SortOptions(c.Options)
	r, err := volatility.Compute(c, volatility.Options{Method: volatility.VIX, Rates: []float64{0}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Near.Root != "SPX" || r.Near.Minutes != 34484 || r.Next.Root != "SPXW" || r.Next.Minutes != 44954 {
		t.Errorf("near %s %g minutes, next %s %g; want SPX 34484 and SPXW 44954", r.Near.Root, r.Near.Minutes, r.Next.Root, r.Next.Minutes)
	}
}

// TestShortenedSession: options that expire on the day after Thanksgiving are settled at
// one o'clock, and quotes of that afternoon are stale.
func TestShortenedSession(t *testing.T) {
	for _, c := range []struct {
		quoted  time.Time
		minutes float64
		stale   bool
	}{
		{time.Date(2025, 10, 29, 13, 0, 0, 0, period.NewYork()), 30 * 1440, false},
		{time.Date(2025, 7, 3, 13, 10, 0, 0, period.NewYork()), 148*1440 - 10, false},
		{time.Date(2025, 7, 3, 14, 0, 0, 0, period.NewYork()), 148*1440 - 60, true},
	} {
		m := market{root: "SPXW", quoted: c.quoted, spot: 6800, sigma: 0.2, spread: 0.01, expiries: []string{"2025-11-28", "2025-12-05"}}
		r, err := volatility.Compute(m.chain(t), volatility.Options{Method: volatility.VIX, Rates: []float64{0}})
		if err != nil {
			t.Errorf("%s: %v", c.quoted, err)
			continue
		}
		if r.Near.Minutes != c.minutes || slices.Contains(r.Flags, volatility.FlagStale) != c.stale {
			t.Errorf("%s: %g minutes, flags %q; want %g, stale %v", c.quoted, r.Near.Minutes, r.Flags, c.minutes, c.stale)
		}
	}
}

// TestFlags: what is said of doubtful quotes.
func TestFlags(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(m *market, o *volatility.Options)
		want   vol.Flag
	}{
		{"after hours", func(m *market, _ *volatility.Options) { m.quoted = noon.Add(8 * time.Hour) }, volatility.FlagStale},
		{"on a Sunday", func(m *market, _ *volatility.Options) { m.quoted = noon.AddDate(0, 0, -2) }, volatility.FlagStale},
		{"wide quotes", func(m *market, _ *volatility.Options) { m.spread = 0.3 }, vol.FlagWide},
		{"no rate", func(m *market, o *volatility.Options) { o.Rates, m.root = nil, "NVDA" }, volatility.FlagNoRate},
		{"a rate from parity", func(_ *market, o *volatility.Options) { o.Rates = nil }, volatility.FlagRateImplied},
		{"results inside", func(_ *market, o *volatility.Options) { o.Earnings = period.MustDate("2025-04-10") }, volatility.FlagEarnings},
	} {
		m := market{root: "SPXW", quoted: noon, spot: 5600, rate: 0.043, sigma: 0.22, spread: 0.01, expiries: weekly}
		o := volatility.Options{Method: volatility.VIX, Rates: []float64{0.043}}
		plain, err := volatility.Compute(m.chain(t), o)
		if err != nil {
			t.Fatal(err)
		}
		c.change(&m, &o)
		r, err := volatility.Compute(m.chain(t), o)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if slices.Contains(plain.Flags, c.want) || !slices.Contains(r.Flags, c.want) {
			t.Errorf("%s: flags %q before and %q after, want %q after alone", c.name, plain.Flags, r.Flags, c.want)
		}
	}
}

// TestRefuses: a chain that gives no value says why.
func TestRefuses(t *testing.T) {
	m := market{root: "NVDA", quoted: noon, spot: 100, rate: 0.04, sigma: 0.4, spread: 0.01, expiries: weekly}
	for _, c := range []struct {
		name string
		make func() (evidence.Chain, volatility.Options)
		want string
	}{
		{"no moment", func() (evidence.Chain, volatility.Options) {
			x := m.chain(t)
			x.Quoted = time.Time{}
			return x, volatility.Options{}
		}, "does not say when it was quoted"},
		{"expired", func() (evidence.Chain, volatility.Options) {
			x := m.chain(t)
			x.Quoted = noon.AddDate(1, 0, 0)
			return x, volatility.Options{}
		}, "lists no option that has not expired"},
		{"one expiry", func() (evidence.Chain, volatility.Options) {
			x := m
			x.expiries = weekly[:1]
			return x.chain(t), volatility.Options{}
		}, "it needs two expiries, and the chain lists 1 (2025-03-28)"},
		{"no quotes", func() (evidence.Chain, volatility.Options) {
			x := m.chain(t)
			for i := range x.Options {
				x.Options[i].Bid, x.Options[i].Ask = quantity.Decimal{}, quantity.Decimal{}
			}
			return x, volatility.Options{}
		}, "expiry 2025-04-11: vol: no index value: the quotes give no forward"},
		{"an expiry that is not there", func() (evidence.Chain, volatility.Options) {
			return m.chain(t), volatility.Options{Expiries: [2]period.Date{period.MustDate("2025-04-11"), period.MustDate("2025-04-12")}}
		}, "the chain lists no expiry of 2025-04-12"},
		{"dvol-like of shares", func() (evidence.Chain, volatility.Options) {
			return m.chain(t), volatility.Options{Method: volatility.DVOLLike}
		}, "dvol-like is made of Deribit's quotes"},
	} {
		x, o := c.make()
		_, err := volatility.Compute(x, o)
		if !errors.Is(err, volatility.ErrNoValue) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// TestSurface: every expiry of a flat market has its volatility at the money.
func TestSurface(t *testing.T) {
	for _, m := range []market{
		{root: "NVDA", quoted: noon, spot: 120, rate: 0.043, sigma: 0.5, spread: 0.01, expiries: weekly, american: true},
		{root: "BTC", vendor: "Deribit", quoted: noon, spot: 60000, sigma: 0.5, spread: 0.01, expiries: weekly, inverse: true},
	} {
		slices, err := volatility.Surface(m.chain(t), volatility.Options{Rates: []float64{m.rate}}, 4)
		if err != nil || len(slices) != 4 {
			t.Fatalf("%s: %d expiries, %v, want 4", m.root, len(slices), err)
		}
		for _, s := range slices {
			if math.Abs(s.ATM.SigmaAnnual-0.5) > 1e-3 || len(s.Smile.Points) < 20 {
				t.Errorf("%s %s: %.5f at the money, %d points", m.root, s.Expiry, s.ATM.SigmaAnnual, len(s.Smile.Points))
			}
		}
	}
}

// BenchmarkCompute makes each value of a chain of 3,600 quotes.
func BenchmarkCompute(b *testing.B) {
	m := market{root: "NVDA", quoted: noon, spot: 120, rate: 0.043, sigma: 0.5, spread: 0.01, expiries: weekly, american: true}
	c := m.chain(b)
	for _, method := range []volatility.Method{volatility.VIX, volatility.ModelFree, volatility.IV30} {
		b.Run(string(method), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := volatility.Compute(c, volatility.Options{Method: method, Rates: []float64{0.043}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
