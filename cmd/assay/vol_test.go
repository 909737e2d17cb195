package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"assay/sharedtest"
)

// delayedQuotes is the worked example of the VIX (VIX Methodology 6.0, appendix
// 4: quotes of 2022-09-27 10:45:15) as a file of Cboe's delayed quotes.
func delayedQuotes(t *testing.T) string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(sharedtest.Read(t, "data/options/cboe_vix_example/cboe_vix_example_quotes.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	roots := map[string]string{"near": "SPX221021", "next": "SPXW221028"}
	var quotes []string
	for _, r := range rows[1:] {
		strike, err := strconv.ParseFloat(r[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		for i, kind := range []string{"C", "P"} {
			quotes = append(quotes, fmt.Sprintf(`{"option":"%s%s%08.0f","bid":%s,"ask":%s,"iv":0.0,"open_interest":1.0,"last_trade_price":0.0,"last_trade_time":null}`, roots[r[0]], kind, strike*1000, r[2+2*i], r[3+2*i]))
		}
	}
	return `{"timestamp":"2022-09-27 15:00:15","data":{"options":[` + strings.Join(quotes, ",\n") + `],"symbol":"^SPX","current_price":1962.5,"last_trade_time":"2022-09-27T10:45:15"},"symbol":"_SPX"}`
}

// TestPublishedVIX runs the command on the worked example: 13.93.
func TestPublishedVIX(t *testing.T) {
	file := filepath.Join(t.TempDir(), "_SPX.json")
	if err := os.WriteFile(file, []byte(delayedQuotes(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := rootCommand()
	c.SetOut(&out)
	c.SetArgs([]string{"vol", "SPX", "--chain", file, "--at", "2022-09-27T10:45:15", "--rate", "0.031664%,0.028797%", "--method", "vix", "--format", "json"})
	if err := c.Execute(); err != nil {
		t.Fatal(err)
	}
	var a volAnswer
	if err := json.Unmarshal(out.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprintf("%.2f", a.Value) != "13.93" || math.Abs(a.Value-13.927842) > 1e-6 || !(a.Band[0] < a.Value && a.Value < a.Band[1]) {
		t.Errorf("value %v in %v, want 13.927842", a.Value, a.Band)
	}
	for i, x := range []struct {
		got  volTerm
		root string
		m    float64
		sum  string
	}{{a.Near, "SPX", 34484, "0.0006320516"}, {a.Next, "SPXW", 44954, "0.0008314016"}} {
		if x.got.Root != x.root || x.got.Minutes != x.m || fmt.Sprintf("%.10f", x.got.Sum) != x.sum || x.got.K0 != 1960 || len(x.got.Strikes) != x.got.StrikesUsed {
			t.Errorf("term %d: %s, %g minutes, sum %.10f, K0 %g, %d strikes", i, x.got.Root, x.got.Minutes, x.got.Sum, x.got.K0, x.got.StrikesUsed)
		}
	}
}
