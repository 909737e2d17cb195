package assay_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"assay"
	"assay/article"
	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/report"
	"assay/store/memory"
	"assay/verdict"
)

// wave is a series whose closes go up and down by turns between two values: on every day, or
// on weekdays alone.
func wave(id entity.ID, low, high string, weekends bool) evidence.Series {
	s := evidence.Series{Entity: id, Unit: "USD"}
	for day := period.MustDate("2025-11-15"); day <= period.MustDate("2026-02-12"); day++ {
		if weekends || period.IsSession(day) {
			s.Bars = append(s.Bars, closing(day, []string{low, high}[len(s.Bars)%2]))
		}
	}
	return s
}

func closing(day period.Date, x string) evidence.Bar {
	c := quantity.MustDecimal(x)
	return evidence.Bar{Day: day, Open: c, High: c, Low: c, Close: c, OnlyClose: true}
}

// published is a series of two days.
func published(id entity.ID, tuesday, wednesday string) evidence.Series {
	return evidence.Series{Entity: id, Unit: "percent", Bars: []evidence.Bar{
		closing(period.MustDate("2026-02-10"), tuesday), closing(period.MustDate("2026-02-11"), wednesday),
	}}
}

// volatileStore has shares that move by two per cent a day and coins by one, so that the share
// realises 1.66 times as much: 2 √252 to 1 √365. Options imply 42 and 46 for the share.
func volatileStore(t *testing.T) *memory.Store {
	t.Helper()
	s, b := memory.New(), &evidence.Batch{Source: "test"}
	b.Filers = []evidence.Filer{
		{ID: entity.CIK(1045810), Name: "NVIDIA CORP", Tickers: []string{"NVDA"}, FiscalYearEnd: "0125"},
		{ID: entity.CIK(1318605), Name: "Tesla, Inc.", Tickers: []string{"TSLA"}, FiscalYearEnd: "1231"},
	}
	b.Chains = []evidence.Chain{nvidia("2026-02-10", 0.42), nvidia("2026-02-11", 0.46)}
	b.Series = []evidence.Series{
		wave(entity.CIK(1045810), "190", "193.8", false),
		wave("asset:BTC", "60000", "60600", true),
		wave("index:SPX", "6000", "6030", false),
		published("index:BTC-DVOL", "46", "36"),
		published("index:VIX", "17", "18"),
		published(evidence.IV30ID("ORATS", entity.CIK(1318605)), "54.1", "55.3"),
		published(evidence.YieldID(30), "3.63", "3.63"),
		published(evidence.YieldID(91), "3.63", "3.63"),
	}
	if _, err := s.Import(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	return s
}

// compared checks one sentence, which makes one claim, against a store.
func compared(t *testing.T, s *memory.Store, text string) (*assay.Result, *verdict.Verdict) {
	t.Helper()
	r, _ := ready(t)
	res := checkWith(t, r, "2026-02-12\n\n"+text, article.Hints{Lang: "en"}, assay.Options{Store: s, Now: period.MustDate("2026-03-01"), Correct: true})
	if len(res.Verdicts) != 1 {
		t.Fatalf("%q: %d claims, want one", text, len(res.Verdicts))
	}
	return res, &res.Verdicts[0]
}

// TestVolatile: sentences that hold one asset's volatility against another's, their outcomes,
// and the words of what is missing.
func TestVolatile(t *testing.T) {
	s := volatileStore(t)
	for _, c := range []struct{ text, outcome, missing string }{
		{"Nvidia's stock was more volatile than Bitcoin on Wednesday.", "supported", ""},
		{"Nvidia's stock was more volatile than Bitcoin on Tuesday.", "ambiguous", ""}, // realised, but not implied
		{"Nvidia's stock was less volatile than Bitcoin on Tuesday.", "ambiguous", ""},
		{"Nvidia's stock was less volatile than Bitcoin on Wednesday.", "contradicted", ""},
		{"Bitcoin was less volatile than Nvidia on Wednesday.", "supported", ""},
		{"Bitcoin was more volatile than Nvidia on Wednesday.", "contradicted", ""},
		{"Nvidia was more volatile than the S&P 500 on Wednesday.", "supported", ""}, // the VIX stands for a chain
		{"Nvidia's stock was more volatile than Bitcoin on Monday.", "no evidence", "by what was realised alone the first is between 1.65 times and 1.67 times as volatile"},
		{"Tesla's stock was more volatile than Bitcoin on Wednesday.", "no evidence", "by what options imply alone the first is between 1.34 times and 1.77 times as volatile"},
		{"Apple's stock was more volatile than Bitcoin on Wednesday.", "no evidence", "an option chain of 2026-02-11 is needed"},
		{"Nvidia's implied volatility was higher than Bitcoin's on Wednesday.", "supported", ""},
		{"Nvidia's implied volatility was higher than Bitcoin's on Tuesday.", "ambiguous", ""}, // vendors differ by more
		{"Tesla's implied volatility was below Bitcoin's on Wednesday.", "contradicted", ""},
		{"Nvidia's implied volatility was higher than Bitcoin's on Monday.", "no evidence", "an option chain of 2026-02-09 is needed"},
		{"Nvidia's realized volatility was higher than Bitcoin's on Monday.", "supported", ""},
		{"Nvidia's realized volatility was below Bitcoin's in January.", "contradicted", ""},
		{"Tesla's realized volatility was higher than Bitcoin's on Monday.", "no evidence", "no daily series"},
		{"Nvidia's realized volatility was 1.7 times that of Bitcoin on Wednesday.", "supported", ""},
		{"Nvidia's realized volatility was 2.4 times that of Bitcoin on Wednesday.", "contradicted", ""},
		{"Nvidia was three times as volatile as Bitcoin on Wednesday.", "contradicted", ""},
		{"Nvidia was 1.7 times as volatile as Bitcoin on Wednesday.", "ambiguous", ""},
		{"Nvidia was 240% more volatile than Bitcoin on Wednesday.", "contradicted", ""},
	} {
		_, v := compared(t, s, c.text)
		if string(v.Outcome) != c.outcome || !strings.Contains(v.Now.Missing.String(), c.missing) {
			got := fmt.Sprintf("%s of %s, %q;", v.Outcome, v.Claim.Metric, v.Now.Missing)
			for _, x := range v.Now.Tried {
				got += fmt.Sprintf("\n   %s %s [%s, %s] holds %v primary %v", x.Definition, x.Actual.Significant(5), x.Interval.Low.Significant(4), x.Interval.High.Significant(4), x.Holds, x.Primary)
			}
			t.Errorf("%q: %s\nwant %s, %q", c.text, got, c.outcome, c.missing)
		}
		for i := range v.Now.Tried {
			if x := &v.Now.Tried[i]; verdict.Replay(x.Value) != nil {
				t.Errorf("%q: %s: %v", c.text, x.Definition, verdict.Replay(x.Value))
			}
		}
	}
}

// TestVolatileCorrected: a multiple is corrected, a percentage is not, for its number is another
// than that of the claim.
func TestVolatileCorrected(t *testing.T) {
	s := volatileStore(t)
	for text, want := range map[string]string{
		"Nvidia's realized volatility was 2.4 times that of Bitcoin on Wednesday.": "Nvidia's realized volatility was 1.7 times that of Bitcoin on Wednesday.",
		"Nvidia was 240% more volatile than Bitcoin on Wednesday.":                 "",
	} {
		res, v := compared(t, s, text)
		c, ok := res.Corrections[v.Claim.ID]
		if !ok || c.Sentence != want || c.Unit != "times" {
			t.Errorf("%q: corrected to %q, %s; want %q", text, c.Sentence, c.Unit, want)
		}
	}
}

// TestVolatileReports: every report shows a comparison without a figure, which has no number
// to correct.
func TestVolatileReports(t *testing.T) {
	res, v := compared(t, volatileStore(t), "Nvidia's stock was less volatile than Bitcoin on Wednesday.")
	if c := res.Corrections[v.Claim.ID]; c.Sentence != "" {
		t.Errorf("corrected to %q", c.Sentence)
	}
	r := report.Make(res)
	if got := r.Claims[0].Value; got.Written != nil || got.Low != nil || got.High == nil || *got.High != "1" || got.Unit != "times" {
		t.Errorf("value %+v, want none written and at most 1", got)
	}
	for _, f := range report.Formats() {
		var out bytes.Buffer
		if err := f.Write(&out, r, report.Options{}); err != nil || out.Len() == 0 {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
