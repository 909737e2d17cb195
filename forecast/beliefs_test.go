package forecast_test

import (
	"context"
	"testing"

	"assay/forecast"
	"assay/forecast/logtest"
	"assay/period"
	"assay/store/memory"
)

// said is a forecast of one holder on a day.
func said(holder, day, low, high string) forecast.Entry {
	e := logtest.Entry(low + " to " + high)
	e.Holder = forecast.Person{Name: holder}
	e.Article.Published = period.MustDate(day)
	e.Article.SHA256 = holder + day
	e.Kind, e.Value = forecast.Range, forecast.Value{Low: &low, High: &high, Unit: "USD", Hedge: "between"}
	return e
}

// TestContests: the forecasts of one question stand together, by day; a holder's
// last one counts for the spread, and what he said before shows as a change.
func TestContests(t *testing.T) {
	l, err := forecast.Load(context.Background(), memory.New())
	if err != nil {
		t.Fatal(err)
	}
	other := said("B", "2025-05-02", "1", "2")
	other.Measure = "revenue"
	if _, err := l.Add(context.Background(), []forecast.Entry{
		said("A", "2025-07-31", "66", "72"), said("A", "2025-04-30", "60", "65"), said("B", "2025-05-01", "64", "90"), said("C", "2025-05-01", "65", "70"), said("C", "2025-06-01", "65", "70"), other,
	}); err != nil {
		t.Fatal(err)
	}
	cs := forecast.Contests(l.Items())
	if len(cs) != 2 {
		t.Fatalf("%d contests, want 2", len(cs))
	}
	c := cs[0]
	if len(c.Beliefs) != 5 || c.Beliefs[0].Holder.Name != "A" || *c.Low != "64" || *c.High != "90" {
		t.Errorf("%d beliefs from %s, spread %s to %s", len(c.Beliefs), c.Beliefs[0].Holder.Name, *c.Low, *c.High)
	}
	if len(c.Changes) != 1 || c.Changes[0].Holder.Name != "A" || c.Changes[0].From != "60 to 65" || c.Changes[0].To != "66 to 72" {
		t.Errorf("changes %+v", c.Changes)
	}
}
