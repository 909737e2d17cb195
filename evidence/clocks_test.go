package evidence_test

import (
	"errors"
	"reflect"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
)

// TestAnswersByClock: an evaluator that has answered under other clocks answers
// as a new one does, whatever the order in which they were asked.
func TestAnswersByClock(t *testing.T) {
	facts := realFacts(t)
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	warm := evidence.NewEvaluator(facts, cat)
	same := 0
	for _, id := range []entity.ID{nvda, googl, amzn} {
		for _, m := range []string{"revenue", "capex", "eps diluted", "shares", "net income / revenue", "cash", "data center revenue"} {
			for _, want := range []period.Range{{Start: period.MustDate("2023-07-01"), End: period.MustDate("2024-06-30")}, {Start: period.MustDate("2024-01-01"), End: period.MustDate("2024-03-31")}} {
				for i := range 24 { // days in no order, some twice, and no clock
					clock := period.MustDate("2023-01-01") + period.Date(i*197%1200)
					if i%12 == 7 {
						clock = 0
					}
					got, gotErr := warm.Measure(t.Context(), id, m, want, clock)
					fresh, freshErr := evidence.NewEvaluator(facts, cat).Measure(t.Context(), id, m, want, clock)
					if !reflect.DeepEqual(got, fresh) || !reflect.DeepEqual(gotErr, freshErr) {
						t.Fatalf("%s of %s in %s at %s: %v, %v; a new evaluator says %v, %v", m, id, want, clock, got, gotErr, fresh, freshErr)
					}
					if len(fresh) > 0 {
						same++
					} else if !errors.Is(freshErr, evidence.ErrNotFound) {
						t.Fatal(freshErr)
					}
				}
			}
		}
	}
	if same < 300 {
		t.Errorf("only %d answers had values", same)
	}
}
