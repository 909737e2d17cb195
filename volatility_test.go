package assay_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"assay"
	"assay/article"
	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
	"assay/vol"
)

// nvidia is Nvidia's chain of a day at one volatility for all strikes, whose
// methods therefore agree.
func nvidia(day string, sigma float64) evidence.Chain {
	d := period.MustDate(day)
	y, m, n := d.Civil()
	c := evidence.Chain{
		Entity: entity.CIK(1045810), Quoted: time.Date(y, time.Month(m), n, 12, 0, 0, 0, period.NewYork()), Public: d,
		Vendor: "Yahoo", Currency: "USD", Spot: quantity.MustDecimal("190"),
	}
	price := func(x float64) quantity.Decimal { return quantity.NewDecimal(int64(math.Round(x*1e6)), -6) }
	for _, days := range []int{23, 30, 37} {
		t := (float64(days)*1440 + 4*60) / 525600
		for k := 80.0; k <= 400; k += 2.5 {
			for _, kind := range []vol.Kind{vol.Call, vol.Put} {
				p := vol.American(kind, 190, k, 0.036, 0, sigma, t)
				c.Options = append(c.Options, evidence.Option{Root: "NVDA", Expiry: d + period.Date(days), Kind: kind, Strike: price(k), Bid: price(p * 0.998), Ask: price(p * 1.002)})
			}
		}
	}
	evidence.SortOptions(c.Options)
	return c
}

// volatilityStore has chains of two days, a vendor's series, yields and a year
// of closes that move one per cent up and one down.
func volatilityStore(t *testing.T) *memory.Store {
	t.Helper()
	s, b := memory.New(), &evidence.Batch{Source: "test"}
	b.Filers = []evidence.Filer{{ID: entity.CIK(1045810), Name: "NVIDIA CORP", Tickers: []string{"NVDA"}, FiscalYearEnd: "0125"}}
	b.Chains = []evidence.Chain{nvidia("2026-02-10", 0.42), nvidia("2026-02-11", 0.46)}
	bar := func(day period.Date, x string) evidence.Bar {
		c := quantity.MustDecimal(x)
		return evidence.Bar{Day: day, Open: c, High: c, Low: c, Close: c, OnlyClose: true}
	}
	btc := evidence.Series{Entity: "asset:BTC", Unit: "USD"}
	for i := range 90 {
		btc.Bars = append(btc.Bars, bar(period.MustDate("2025-11-15")+period.Date(i), []string{"60000", "60600"}[i%2]))
	}
	b.Series = []evidence.Series{
		btc,
		{Entity: evidence.IV30ID("ORATS", entity.CIK(1318605)), Unit: "percent", Bars: []evidence.Bar{bar(period.MustDate("2026-02-11"), "55.3")}},
		{Entity: evidence.YieldID(30), Unit: "percent", Bars: []evidence.Bar{bar(period.MustDate("2026-02-10"), "3.63"), bar(period.MustDate("2026-02-11"), "3.63")}},
		{Entity: evidence.YieldID(91), Unit: "percent", Bars: []evidence.Bar{bar(period.MustDate("2026-02-10"), "3.63"), bar(period.MustDate("2026-02-11"), "3.63")}},
	}
	if _, err := s.Import(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestVolatility: sentences about volatilities, and their outcomes on the day
// of publication and later.
func TestVolatility(t *testing.T) {
	s := volatilityStore(t)
	r, _ := ready(t)
	for _, c := range []struct{ published, text, outcome string }{
		{"2026-02-12", "Nvidia's 30-day implied volatility stood at 46 percent on Wednesday.", "supported"},
		{"2026-02-12", "Nvidia's implied volatility was 42 percent on Tuesday.", "supported"},
		{"2026-02-12", "Nvidia's implied volatility was 42 percent on Wednesday.", "ambiguous"}, // within what vendors differ by
		{"2026-02-12", "Nvidia's implied volatility was 71 percent on Wednesday.", "contradicted"},
		{"2026-02-12", "Nvidia's implied volatility was 25 percent on Wednesday.", "contradicted"},
		{"2026-02-12", "Nvidia's implied volatility was 46 percent on Monday.", "no evidence"},
		{"2026-02-13", "Nvidia's implied volatility reached 42 percent this week.", "supported"},
		{"2026-02-12", "Tesla's implied volatility was 55.3 percent on Wednesday.", "supported"}, // a vendor's value alone
		{"2026-02-12", "Tesla's implied volatility was 90 percent on Wednesday.", "contradicted"},
		{"2026-02-12", "Apple's implied volatility was 25 percent on Wednesday.", "no evidence"},
		{"2026-02-12", "Nvidia's implied volatility rose by 4 percentage points on Wednesday.", "supported"},
		{"2026-02-12", "Nvidia's implied volatility was up 9.5 percent on Wednesday.", "supported"},
		{"2026-02-12", "Nvidia's implied volatility fell by 4 percentage points on Wednesday.", "contradicted"},
		{"2026-02-12", "The realized volatility of bitcoin was 19 percent on Wednesday.", "supported"}, // one per cent a day, times √365
		{"2026-02-12", "The realized volatility of bitcoin was 60 percent on Wednesday.", "contradicted"},
		{"2026-02-12", "The realized volatility of Nvidia was 60 percent on Wednesday.", "no evidence"},
	} {
		res := checkWith(t, r, c.published+"\n\n"+c.text, article.Hints{Lang: "en"}, assay.Options{Store: s, Now: period.MustDate("2026-03-01")})
		if len(res.Verdicts) != 1 || string(res.Verdicts[0].Outcome) != c.outcome {
			got := ""
			for i := range res.Verdicts {
				v := &res.Verdicts[i]
				got += fmt.Sprintf(" %s of %s, %v;", v.Outcome, v.Claim.Metric, v.Now.Missing)
				for _, x := range v.Now.Tried {
					got += fmt.Sprintf(" %s %s holds %v primary %v;", x.Definition, x.Actual.Significant(5), x.Holds, x.Primary)
				}
			}
			t.Errorf("%q:%s want %s", c.text, got, c.outcome)
		}
	}
}
