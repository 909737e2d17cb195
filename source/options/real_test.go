package options

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"assay/period"
	"assay/quantity"
	"assay/sharedtest"
)

// TestReal reads the real files and checks what can be counted in them with
// other tools.
func TestReal(t *testing.T) {
	near, next := period.MustDate("2013-01-18"), period.MustDate("2013-01-25")
	for _, tc := range []struct {
		file    string
		hints   Hints
		options int
		symbol  string
		vendor  string
		quoted  string
		public  string
		spot    string
		first   string
		sum     string // of all bids and asks, added by a script outside Go
		notes   int
	}{
		{file: "yahoo/NVDA_2026-02-11T1130.csv.gz", options: 3802, symbol: "NVDA", vendor: "Yahoo", quoted: "2026-02-11T16:30:00Z", public: "2026-02-11", spot: "190.7899932861328", first: "NVDA 2026-02-11 120 C 69.55/73.25", sum: "721267.16"},
		{file: "yahoo/NVDA_exp2026-02-20_wide.csv.gz", hints: Hints{Quoted: time.Date(2026, 2, 11, 17, 0, 0, 0, time.UTC)}, options: 94, symbol: "NVDA", vendor: "Yahoo", quoted: "2026-02-11T17:00:00Z", public: "2026-02-11", spot: "0", first: "NVDA 2026-02-20 120 C 67.85/72.25", sum: "3043.24"},
		{file: "cboe_quotes/NVDA_2025-01-06.csv.gz", options: 1086, symbol: "NVDA", vendor: "Cboe", quoted: "2025-01-07T02:30:00Z", public: "2025-01-06", spot: "150.2802", first: "NVDA 2025-01-10 50 C 99/100.05", sum: "64408.04", notes: 1},
		{file: "deribit/definer_deribit_options.csv", options: 684, symbol: "ETH", vendor: "Deribit", quoted: "2024-01-08T11:19:41Z", public: "2024-01-08", spot: "2222.19", first: "ETH 2024-01-09 1900 C 0/0", sum: "73.2401"},
		{file: "cboe_vix_example/cboe_vix_example_quotes.csv", hints: Hints{Symbol: "SPX", Quoted: time.Date(2012, 12, 24, 15, 46, 0, 0, time.UTC), Near: near, Next: next}, options: 628, symbol: "SPX", quoted: "2012-12-24T15:46:00Z", public: "2012-12-24", spot: "0", first: "SPX 2013-01-18 800 C 1160.9/1164.4", sum: "186975.8"},
		{file: "cboe_vix_2009/options.csv", hints: Hints{Symbol: "^SPX", Quoted: time.Date(2009, 1, 1, 14, 39, 0, 0, time.UTC)}, options: 736, symbol: "SPX", quoted: "2009-01-01T14:39:00Z", public: "2009-01-01", spot: "0", first: "SPX 2009-01-10 200 C 717.6/722.8", sum: "218523.65"},
	} {
		data := sharedtest.Read(t, "data/options/"+tc.file)
		qs, err := Parse(tc.file, data, tc.hints)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		q := qs[0]
		c := q.Chain
		if len(qs) != 1 || q.Symbol != tc.symbol || len(c.Options) != tc.options || c.Vendor != tc.vendor || len(q.Notes) != tc.notes {
			t.Errorf("%s: %d chains, %s, %d options, vendor %q, notes %v", tc.file, len(qs), q.Symbol, len(c.Options), c.Vendor, q.Notes)
		}
		if got := c.Quoted.Format(time.RFC3339); got != tc.quoted || c.Public.String() != tc.public || c.Spot.String() != tc.spot {
			t.Errorf("%s: quoted %s, public %v, spot %v", tc.file, got, c.Public, c.Spot)
		}
		sum := quantity.Int(0)
		for _, o := range c.Options {
			sum = sum.Add(o.Bid.Rat()).Add(o.Ask.Rat())
		}
		if want := quantity.MustDecimal(tc.sum).Rat(); sum.Cmp(want) != 0 {
			t.Errorf("%s: bids and asks add up to %v, want %s", tc.file, sum, tc.sum)
		}
		if got := showOption(c.Options[0]); !strings.HasPrefix(got, tc.first) {
			t.Errorf("%s: first %s, want %s", tc.file, got, tc.first)
		}
	}
}

// TestDeribitForms reads the same rows as a table and as the answer that it was
// made from.
func TestDeribitForms(t *testing.T) {
	table := sharedtest.Read(t, "data/options/deribit/definer_deribit_options.csv")
	a, err := Parse("x", table, Hints{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Parse("x", deribitJSON(table), Hints{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("table: %d options, %d notes; JSON: %d options, %d notes", len(a[0].Chain.Options), len(a[0].Notes), len(b[0].Chain.Options), len(b[0].Notes))
	}
}
