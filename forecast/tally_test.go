package forecast_test

import (
	"context"
	"math"
	"testing"

	"assay/forecast"
	"assay/forecast/logtest"
	"assay/forecast/score"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
)

// TestScore: of a holder and question the last forecast before the horizon
// counts; late, withdrawn and undecided ones do not.
func TestScore(t *testing.T) {
	ctx, d := context.Background(), period.MustDate
	l, err := forecast.Load(ctx, memory.New())
	if err != nil {
		t.Fatal(err)
	}
	point := func(holder, day, value string, late bool) forecast.Entry {
		e := logtest.Entry(value)
		e.Holder, e.Late = forecast.Person{Name: holder}, late
		e.Article.Published, e.Article.SHA256 = d(day), holder+day
		e.Value.Written = &value
		v := quantity.MustDecimal(value).Rat()
		e.Rule.Questions[0].Interval = forecast.Interval(quantity.Point(v))
		e.RuleHash, _ = forecast.HashRule(e.Rule)
		return e
	}
	items, err := l.Add(ctx, []forecast.Entry{
		point("A", "2025-02-01", "50", false), point("A", "2025-07-01", "64", false), // the later counts
		point("B", "2025-07-01", "80", false), point("C", "2025-07-01", "66", true), point("D", "2025-07-01", "99", false),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Void(ctx, forecast.Decision{Entry: items[4].ID, Day: d("2025-08-01"), Reason: "misquoted"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Resolve(ctx, answers(func(period.Date) forecast.Answer {
		return forecast.Answer{Outcome: forecast.DidNotComeTrue, Actual: "68", Unit: "USD"}
	}), d("2026-07-31")); err != nil {
		t.Fatal(err)
	}
	naive := func(forecast.Entry) (forecast.Naive, error) {
		return forecast.Naive{LastValue: score.Given(40), SameGrowth: score.Given(60)}, nil
	}
	for _, c := range []struct {
		horizon int
		want    map[string]float64 // the holder's error over the naive ones' mean of 18
	}{{1, map[string]float64{"A": 4.0 / 18, "B": 12.0 / 18}}, {300, map[string]float64{"A": 1}}} {
		scores, err := forecast.Score(l.Items(), naive, forecast.ScoreOptions{Horizon: c.horizon})
		if err != nil {
			t.Fatal(err)
		}
		if len(scores) != len(c.want) {
			t.Fatalf("horizon %d: %d groups, want %d", c.horizon, len(scores), len(c.want))
		}
		for _, s := range scores {
			if got := s.Points.Ratio; got.Questions != 1 || got.Value < c.want[s.Group]-1e-12 || got.Value > c.want[s.Group]+1e-12 {
				t.Errorf("horizon %d, %s: %+v, want %g", c.horizon, s.Group, got, c.want[s.Group])
			}
		}
	}
}

// TestBaseRate: beside how often bounds held stands how often they would have by the
// changes of the years before, and probabilities are held against the same.
func TestBaseRate(t *testing.T) {
	ctx := context.Background()
	l, err := forecast.Load(ctx, memory.New())
	if err != nil {
		t.Fatal(err)
	}
	bound := func(kind forecast.Kind, chance string) forecast.Entry {
		e := logtest.Entry(string(kind))
		e.Holder, e.Kind, e.Chance, e.Article.SHA256 = forecast.Person{Name: "A"}, kind, chance, string(kind)
		e.Rule.Questions[0].Interval = forecast.Interval{Low: quantity.Int(60), NoHigh: true}
		e.RuleHash, _ = forecast.HashRule(e.Rule)
		return e
	}
	for _, e := range []forecast.Entry{bound(forecast.AtLeast, ""), bound(forecast.Probability, "0.8")} {
		e.Holder.Name = string(e.Kind)
		if _, err := l.Add(ctx, []forecast.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Resolve(ctx, answers(func(period.Date) forecast.Answer {
		return forecast.Answer{Outcome: forecast.CameTrue, Actual: "68", Unit: "USD"}
	}), period.MustDate("2026-07-31")); err != nil {
		t.Fatal(err)
	}
	naive := func(forecast.Entry) (forecast.Naive, error) {
		return forecast.Naive{LastValue: score.Given(40), Ratios: []float64{1.1, 1.5, 2, 0.9}}, nil
	}
	scores, err := forecast.Score(l.Items(), naive, forecast.ScoreOptions{By: forecast.ByAll})
	if err != nil || len(scores) != 1 {
		t.Fatalf("%d groups, %v", len(scores), err)
	}
	b, p := scores[0].Bounds, scores[0].Probabilities
	if b == nil || b.HitRate.Value != 1 || b.BaseRate.Value != 0.5 || b.Margin.Median != 0.2 {
		t.Errorf("bounds %+v", b)
	}
	if p == nil || math.Abs(p.Brier.Value-0.04) > 1e-12 || math.Abs(p.BrierSkill.Value-(1-0.04/0.25)) > 1e-12 {
		t.Errorf("probabilities %+v", p)
	}
}
