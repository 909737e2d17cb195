package evtest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/vol"
)

// Chain is a small chain of two expiries.
func Chain() evidence.Chain {
	d, dec := period.MustDate, quantity.MustDecimal
	c := evidence.Chain{
		Entity: alpha, Quoted: time.Date(2024, 7, 23, 19, 30, 15, 0, time.UTC), Public: d("2024-07-23"), Vendor: "Yahoo", Currency: "USD",
		Spot: dec("183.35"), Source: "googl.csv", Forwards: []evidence.Forward{{Expiry: d("2024-08-16"), Price: dec("183.92")}},
	}
	for _, k := range []string{"180", "182.5", "185"} {
		for _, kind := range []vol.Kind{vol.Call, vol.Put} {
			c.Options = append(c.Options,
				evidence.Option{Root: "GOOGL", Expiry: d("2024-08-16"), Kind: kind, Strike: dec(k), Bid: dec("4.05"), Ask: dec("4.2"), Last: dec("4.1"), LastTrade: d("2024-07-22"), OpenInterest: 1200},
				evidence.Option{Root: "GOOGL", Expiry: d("2024-08-23"), Kind: kind, Strike: dec(k), Ask: dec("0.05")})
		}
	}
	evidence.SortOptions(c.Options)
	return c
}

// TestChains runs the suite of option chains on a store that is written.
func TestChains(t *testing.T, s Store) {
	ctx := context.Background()
	whole := Chain()
	half := whole
	half.Options = whole.Options[:6]
	for i, step := range []struct {
		c          evidence.Chain
		fresh, old int
	}{{half, 6, 0}, {half, 0, 6}, {whole, 6, 6}, {whole, 0, 12}} {
		r, err := s.Import(ctx, &evidence.Batch{Source: "chain", Chains: []evidence.Chain{step.c}})
		if err != nil || r.NewQuotes != step.fresh || r.KnownQuotes != step.old {
			t.Fatalf("import %d: %+v, %v; want %d new and %d known quotes", i, r, err, step.fresh, step.old)
		}
	}
	later := whole
	later.Quoted = whole.Quoted.Add(time.Minute)
	if _, err := s.Import(ctx, &evidence.Batch{Source: "chain", Chains: []evidence.Chain{later}}); err != nil {
		t.Fatal(err)
	}
	times, err := s.ChainTimes(ctx, alpha)
	if err != nil || len(times) != 2 || !times[0].Equal(whole.Quoted) || !times[1].Equal(later.Quoted) {
		t.Errorf("times %v, %v", times, err)
	}
	got, err := s.Chain(ctx, alpha, whole.Quoted)
	if err != nil || !reflect.DeepEqual(got, whole) {
		t.Errorf("got\n%+v, %v, want\n%+v", got, err, whole)
	}
	if _, err := s.Chain(ctx, alpha, whole.Quoted.Add(time.Hour)); !errors.Is(err, evidence.ErrNotFound) {
		t.Errorf("a moment without a chain: %v", err)
	}
	vendors, err := s.Vendors(ctx, alpha)
	if err != nil || len(vendors) != 0 {
		t.Errorf("vendors %v, %v before there are any", vendors, err)
	}
	v := evidence.Series{Entity: evidence.IV30ID("orats", alpha), Unit: "percent", Bars: []evidence.Bar{bar("2024-07-23", 3120)}}
	if _, err := s.Import(ctx, &evidence.Batch{Source: "orats", Series: []evidence.Series{v}}); err != nil {
		t.Fatal(err)
	}
	if vendors, err := s.Vendors(ctx, alpha); err != nil || len(vendors) != 1 || vendors[0] != "ORATS" {
		t.Errorf("vendors %v, %v, want ORATS", vendors, err)
	}
	if vendors, err := s.Vendors(ctx, "cik:0000000007"); err != nil || len(vendors) != 0 {
		t.Errorf("another entity's vendors %v, %v", vendors, err)
	}
	if times, err := s.ChainTimes(ctx, "asset:BTC"); err != nil || len(times) != 0 {
		t.Errorf("an entity without chains: %v, %v", times, err)
	}
}
