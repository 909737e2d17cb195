package forecast_test

import (
	"encoding/json"
	"strings"
	"testing"

	"assay/forecast"
	"assay/forecast/logtest"
	"assay/forecast/score"
	"assay/quantity"
)

// TestParseFraction: what a ledger writes is read; what stands for a number that
// nobody could write out is not.
func TestParseFraction(t *testing.T) {
	for text, want := range map[string]quantity.Rat{
		"0": quantity.Int(0), "-1.5": quantity.Frac(-3, 2), "1/3": quantity.Frac(1, 3), "+7": quantity.Int(7),
		strings.Repeat("0", 199) + "5": quantity.Int(5), "1" + strings.Repeat("0", 30): quantity.Pow10(30),
	} {
		if got, err := forecast.ParseFraction(text); err != nil || got.Cmp(want) != 0 {
			t.Errorf("%q: %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "is no fraction", "many": "is no fraction", "1/0": "is no fraction", "1/2/3": "is no fraction", "0x10": "is no fraction",
		"1e9": "is no fraction", "1e999999": "is no fraction", "1p99": "is no fraction", " 1": "is no fraction",
		strings.Repeat("9", 201): "99999999999999999999… is too long",
	} {
		if _, err := forecast.ParseFraction(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v, want %q", text, err, want)
		}
	}
}

// TestOverlongFractions: wherever a ledger holds a number, one of a million
// digits is refused or counts for nothing, and does not stop the rest.
func TestOverlongFractions(t *testing.T) {
	long := strings.Repeat("9", 1_000_000)
	var i forecast.Interval
	if err := json.Unmarshal([]byte(`{"low":"`+long+`"}`), &i); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("an interval's end: %.80v", err)
	}
	e := logtest.Entry("sixty")
	item := func(id, actual string) forecast.Item {
		return forecast.Item{ID: id, Entry: e, Resolutions: []forecast.Resolution{{Entry: id, Outcome: forecast.CameTrue, Actual: actual}}}
	}
	naive := func(forecast.Entry) (forecast.Naive, error) { return forecast.Naive{LastValue: score.Given(50e9)}, nil }
	for actual, points := range map[string]int{long: 0, "66000000000": 1} {
		scores, err := forecast.Score([]forecast.Item{item("a", actual)}, naive, forecast.ScoreOptions{By: forecast.ByAll})
		if err != nil || len(scores) != 1 {
			t.Fatalf("%d groups, %v", len(scores), err)
		}
		got := 0
		if p := scores[0].Points; p != nil {
			got = p.MeanAbsoluteError.Questions
		}
		if got != points {
			t.Errorf("%.12s…: %d points, want %d", actual, got, points)
		}
	}
	low, high := "60", "61"
	spread := func(holder string, low, high *string) forecast.Item {
		it := item(holder, "")
		it.Entry.Holder, it.Entry.Value = forecast.Person{Name: holder}, forecast.Value{Low: low, High: high}
		return it
	}
	if c := forecast.Contests([]forecast.Item{spread("A", &long, &long), spread("B", &low, &high), spread("C", &long, &long)}); len(c) != 1 || *c[0].Low != low || *c[0].High != high {
		t.Errorf("%d contests, or an overlong end moved the spread", len(c))
	}
}
