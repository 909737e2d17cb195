package forecast_test

import (
	"context"
	"strings"
	"testing"

	"assay/forecast"
	"assay/period"
	"assay/store/memory"
)

func TestBaskets(t *testing.T) {
	ctx := context.Background()
	log := memory.New()
	l, err := forecast.Load(ctx, log)
	if err != nil {
		t.Fatal(err)
	}
	day := period.MustDate
	a, b := forecast.Member{ID: "cik:1", Name: "A", From: day("2020-01-01")}, forecast.Member{ID: "cik:2", Name: "B", Until: day("2024-12-31")}
	for _, refused := range []struct {
		basket forecast.Basket
		want   string
	}{
		{forecast.Basket{Members: []forecast.Member{a}}, "needs a name"},
		{forecast.Basket{Name: "x"}, "0 members"},
		{forecast.Basket{Name: "x", Members: []forecast.Member{a, a}}, "holds A twice"},
		{forecast.Basket{Name: "x", Members: []forecast.Member{{ID: "cik:1", Name: "A", From: 20, Until: 10}}}, "before it joins"},
	} {
		if err := l.Define(ctx, refused.basket); err == nil || !strings.Contains(err.Error(), refused.want) {
			t.Errorf("%+v: %v, want %q", refused.basket, err, refused.want)
		}
	}
	for _, basket := range []forecast.Basket{
		{Name: "Big Tech", Members: []forecast.Member{a}, Day: day("2024-01-01")},
		{Name: "the big  tech", Also: []string{"Die Tech-Riesen"}, Members: []forecast.Member{a, b}, Day: day("2024-02-01")},
	} {
		if err := l.Define(ctx, basket); err != nil {
			t.Fatal(err)
		}
	}
	if l, err = forecast.Load(ctx, log); err != nil { // as the next run finds them
		t.Fatal(err)
	}
	if n := len(l.Baskets()); n != 1 {
		t.Fatalf("%d baskets, want the later one alone", n)
	}
	for name, known := range map[string]bool{"big tech": true, "The Big Tech": true, "die tech-riesen": true, "big": false, "": false} {
		if _, ok := forecast.BasketOf(l.Baskets(), name); ok != known {
			t.Errorf("%q: %v", name, ok)
		}
	}
	basket, _ := forecast.BasketOf(l.Baskets(), "big tech")
	for on, want := range map[string]string{"2019-12-31": "B", "2020-01-01": "AB", "2024-12-31": "AB", "2025-01-01": "A"} {
		got := ""
		for _, m := range basket.Of(day(on)) {
			got += m.Name
		}
		if got != want {
			t.Errorf("members on %s: %s, want %s", on, got, want)
		}
	}
	if n, _, err := forecast.Verify(ctx, log); n != 2 || err != nil {
		t.Errorf("%d records, %v", n, err)
	}
}
