package options

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"assay/period"
)

// FuzzParse checks what every chain promises, for files of every kind.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Base(file), data, false)
		f.Add("x", data, true)
	}
	full := Hints{Symbol: "NVDA", Quoted: time.Date(2026, 2, 11, 16, 30, 0, 0, time.UTC), Expiry: period.MustDate("2026-02-20"),
		Near: period.MustDate("2026-02-20"), Next: period.MustDate("2026-02-27")}
	f.Fuzz(func(t *testing.T, name string, data []byte, hinted bool) {
		var h Hints
		if hinted {
			h = full
		}
		qs, err := Parse(name, data, h)
		again, errAgain := Parse(name, data, h)
		if (err == nil) != (errAgain == nil) || !reflect.DeepEqual(qs, again) {
			t.Fatal("a second reading differs")
		}
		if err != nil {
			return
		}
		if len(qs) == 0 {
			t.Fatal("neither quotes nor an error")
		}
		for _, q := range qs {
			checkQuotes(t, &q)
		}
	})
}

func checkQuotes(t *testing.T, q *Quotes) {
	t.Helper()
	c := &q.Chain
	if q.Symbol == "" || c.Quoted.IsZero() || c.Quoted.Nanosecond() != 0 || c.Public == 0 || c.Currency == "" || len(c.Options) == 0 || c.Entity != "" {
		t.Fatalf("%q, quoted %v, public %v, %q, %d options", q.Symbol, c.Quoted, c.Public, c.Currency, len(c.Options))
	}
	codes := map[string]int{}
	for _, n := range q.Notes {
		codes[n.Code]++
	}
	for code, n := range codes {
		if n > 2*(maxNotes+1) { // those on the file and those on the chain
			t.Fatalf("%d notes %s", n, code)
		}
	}
	seen := map[contract]bool{}
	for i, o := range c.Options {
		key := contractOf(&o)
		if o.Root == "" || o.Expiry == 0 || o.Kind == 0 || o.Strike.Sign() <= 0 || o.Bid.Sign() < 0 || o.Ask.Sign() < 0 || o.Last.Sign() < 0 || o.OpenInterest < 0 || seen[key] {
			t.Fatalf("option %d: %+v", i, o)
		}
		seen[key] = true
	}
	for i, f := range c.Forwards {
		if f.Price.Sign() <= 0 || i > 0 && c.Forwards[i-1].Expiry >= f.Expiry {
			t.Fatalf("forwards %v", c.Forwards)
		}
	}
}

// FuzzFields reads any text as each kind of field.
func FuzzFields(f *testing.F) {
	for _, s := range []string{"NVDA260211C00120000", "SPXW  260211P06900000", "2026-02-11T11:30Z", "Date: January 6, 2025 at 9:30 PM EST", "5,973.10", "BTC-26JAN24-42000-C",
		"XRP_USDC-30JUN24-0d5-C", "1704712781414", "2/11/2026 4:15 PM", "190.78999328613281250", "S&P 500 INDEX,Last: 5,973.10", "NVDA_exp2026-02-20_2026-02-11T1130.csv"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		z := period.NewYork()
		if c, ok := parseOCC(s); ok && (c.root == "" || c.expiry == 0 || c.kind == 0 || c.strike.Sign() <= 0) {
			t.Fatalf("contract %v", c)
		}
		if d, err := price(s); err == nil && (d.Sign() < 0 || tooHigh(d)) {
			t.Fatalf("price %v", d)
		}
		if n, err := count(s); err == nil && n < 0 {
			t.Fatalf("count %d", n)
		}
		if m, day, err := parseMoment(s, z); err == nil && m.IsZero() && day == 0 {
			t.Fatal("neither moment nor day")
		}
		if m, ok := parseStamp(s, z); ok && m.IsZero() {
			t.Fatal("no stamp")
		}
		var q quote
		if q.instrument(s) == nil && (q.symbol == "" || q.Expiry == 0 || q.Kind == 0) {
			t.Fatalf("instrument %+v", q)
		}
		cboeSpot(s)
		stampParts(s)
		if said := readName(s, z); said.symbol != upper(said.symbol) {
			t.Fatalf("%+v", said)
		}
	})
}
