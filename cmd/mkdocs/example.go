package main

import (
	"context"
	"fmt"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/store/starter"
)

// asked is the period of the examples; every filer of the embedded evidence has filed it.
const asked = "FY2024"

// examples finds commands that show a measure's value from the embedded evidence.
type examples struct {
	store  *starter.Store
	cat    *metric.Catalog
	filers []entity.Entity // with facts there
}

func newExamples(cat *metric.Catalog, who *entity.Set) (*examples, error) {
	store, err := starter.Open()
	if err != nil {
		return nil, err
	}
	x := &examples{store: store, cat: cat}
	for _, e := range who.All() {
		concepts, err := store.Concepts(context.Background(), e.ID)
		if err != nil {
			return nil, err
		}
		if len(concepts) > 0 && len(e.Tickers) > 0 {
			x.filers = append(x.filers, e)
		}
	}
	return x, nil
}

// of is the command for a measure, of the first filer that has a value, or "".
func (x *examples) of(m metric.Metric) (string, error) {
	a, err := period.ParseAsked(asked)
	if err != nil {
		return "", err
	}
	ctx := context.Background()
	for _, e := range x.filers {
		cal, err := evidence.CalendarOf(ctx, x.store, e.ID)
		if err != nil {
			return "", err
		}
		want, ok := a.On(cal, 0)
		if !ok {
			continue
		}
		if m.Kind == metric.Balance {
			want.Start = 0
		}
		values, err := evidence.Measure(ctx, x.store, x.cat, e.ID, m.ID, want, 0)
		if err == nil && len(values) > 0 {
			return fmt.Sprintf("assay facts %s %s --period %s", e.Tickers[0], quoted(m.ID), asked), nil
		}
	}
	return "", nil
}

// quoted is a measure as a shell takes it.
func quoted(id string) string {
	if strings.ContainsAny(id, " &") {
		return `"` + id + `"`
	}
	return id
}
