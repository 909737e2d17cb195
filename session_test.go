package assay_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/article"
	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/store/memory"
)

// rising is a series that gains one percent a session, but for the days left out.
func rising(id entity.ID, from, to string, without ...string) evidence.Series {
	s := evidence.Series{Entity: id, Unit: "USD"}
	out := map[string]bool{}
	for _, d := range without {
		out[d] = true
	}
	price := 100000000
	for day := period.MustDate(from); day <= period.MustDate(to); day++ {
		if !period.IsSession(day) {
			continue
		}
		if price += price / 100; !out[day.String()] {
			s.Bars = append(s.Bars, closing(day, strconv.Itoa(price)))
		}
	}
	return s
}

// TestMovesOverHolidays: on a closed day nothing moved, a move is measured from the
// session before it, and a day whose close is not there is not taken from another one.
func TestMovesOverHolidays(t *testing.T) {
	nvidia := entity.CIK(1045810)
	for _, c := range []struct {
		published, text   string
		from, to, without string
		outcome, missing  string
	}{
		{"2025-02-18", "Nvidia's shares rose 1% on Monday.", "2025-02-03", "2025-02-18", "", "no evidence", "the exchange was closed on 2025-02-17"},
		{"2025-02-19", "Nvidia's shares rose 1% on Tuesday.", "2025-02-03", "2025-02-19", "", "supported", ""},
		{"2025-02-19", "Nvidia's shares rose 1% on Tuesday.", "2025-02-03", "2025-02-14", "", "no evidence", "no price of 2025-02-18"},
		{"2025-02-19", "Nvidia's shares rose 2% on Tuesday.", "2025-02-03", "2025-02-19", "2025-02-14", "no evidence", "no price of 2025-02-14"},
		{"2025-02-19", "The day before, Nvidia's shares had risen 1%.", "2025-02-03", "2025-02-19", "", "supported", ""},
		{"2024-03-31", "Nvidia's shares rose 4.1% this week.", "2024-03-01", "2024-03-28", "", "supported", ""}, // of Good Friday: four sessions
		{"2024-11-29", "Nvidia's shares rose 1% on Thursday.", "2024-11-01", "2024-11-29", "", "no evidence", "the exchange was closed on 2024-11-28"},
		{"2024-11-29", "Nvidia's shares rose 1% on Friday.", "2024-11-01", "2024-11-29", "", "supported", ""}, // closed at one
		{"2024-12-26", "Nvidia's shares rose 1% on Christmas Eve, 24 December.", "2024-12-01", "2024-12-26", "", "supported", ""},
		{"2018-12-07", "Nvidia's shares rose 1% on Wednesday.", "2018-11-01", "2018-12-07", "", "no evidence", "the exchange was closed on 2018-12-05"},
		{"2024-12-03", "Nvidia's shares rose 9% on Sunday, 1 December 2024.", "2024-11-01", "2024-12-03", "", "no evidence", "the exchange was closed on 2024-12-01"},
		{"2001-09-22", "Nvidia's shares rose 1% on Monday.", "2001-08-01", "2001-09-21", "", "supported", ""}, // from 10 to 17 September
	} {
		s, b := memory.New(), &evidence.Batch{Source: "test"}
		b.Filers = []evidence.Filer{{ID: nvidia, Name: "NVIDIA CORP", Tickers: []string{"NVDA"}, FiscalYearEnd: "0125"}}
		b.Series = []evidence.Series{rising(nvidia, c.from, c.to, c.without)}
		if _, err := s.Import(context.Background(), b); err != nil {
			t.Fatal(err)
		}
		r, _ := ready(t)
		res := checkWith(t, r, c.published+"\n\n"+c.text, article.Hints{Lang: "en"}, assay.Options{Store: s, Now: period.MustDate("2026-03-01")})
		if len(res.Verdicts) != 1 {
			t.Errorf("%s %q: %d claims, want one", c.published, c.text, len(res.Verdicts))
			continue
		}
		v := &res.Verdicts[0]
		if string(v.Outcome) != c.outcome || !strings.Contains(v.Now.Missing.String(), c.missing) {
			t.Errorf("%s %q: %s (%q), want %s (%q); period %s", c.published, c.text, v.Outcome, v.Now.Missing, c.outcome, c.missing, v.Claim.Period)
		}
	}
}

// TestLevelsWithoutClose: a level of a session whose close is not there is not judged by
// the one before, of a day without a session it is.
func TestLevelsWithoutClose(t *testing.T) {
	for _, c := range []struct{ published, text, without, outcome string }{
		{"2025-02-24", "Bitcoin closed at $97,250 on Saturday, 22 February 2025.", "", "no evidence"},
		{"2025-02-24", "Bitcoin fell 3.5 percent on Saturday, 22 February 2025.", "", "no evidence"},
		{"2025-02-24", "Bitcoin closed at $14.25 on Friday, 21 February 2025.", "", "supported"},
		{"2025-02-24", "The VIX closed at 14.25 on Friday, 21 February 2025.", "2025-02-21", "no evidence"},
		{"2025-02-24", "The VIX closed at 14.25 on Friday, 21 February 2025.", "", "supported"},
		{"2025-02-24", "The VIX closed at 17.25 on Friday, 21 February 2025.", "", "contradicted"},
		{"2025-02-24", "The VIX stood at 14.25 on Saturday, 22 February 2025.", "", "supported"},
		{"2025-02-24", "The VIX stood at 14.25 on Saturday, 22 February 2025.", "2025-02-21", "no evidence"},
		{"2025-02-24", "The VIX stood at 17.25 on Saturday, 22 February 2025.", "", "no evidence"},
		{"2025-02-24", "The VIX stood at 15 on Monday, 17 February 2025.", "", "no evidence"}, // Washington's Birthday, before all closes
	} {
		s, b := memory.New(), &evidence.Batch{Source: "test"}
		series := evidence.Series{Entity: "index:VIX", Unit: "points"}
		for _, bar := range []struct{ day, close string }{{"2025-02-19", "15"}, {"2025-02-20", "15.5"}, {"2025-02-21", "14.25"}} {
			if bar.day != c.without {
				series.Bars = append(series.Bars, closing(period.MustDate(bar.day), bar.close))
			}
		}
		coin := evidence.Series{Entity: "asset:BTC", Unit: "USD", Bars: series.Bars}
		b.Series = []evidence.Series{coin, series}
		if _, err := s.Import(context.Background(), b); err != nil {
			t.Fatal(err)
		}
		r, _ := ready(t)
		res := checkWith(t, r, c.published+"\n\nTrading was thin, and few orders came in. "+c.text, article.Hints{Lang: "en"}, assay.Options{Store: s, Now: period.MustDate("2026-03-01")})
		if len(res.Verdicts) != 1 {
			t.Errorf("%q: %d claims, want one", c.text, len(res.Verdicts))
			continue
		}
		if v := &res.Verdicts[0]; string(v.Outcome) != c.outcome {
			t.Errorf("%q without %q: %s (%q), want %s", c.text, c.without, v.Outcome, v.Now.Missing, c.outcome)
		}
	}
}
