package evidence

import (
	"context"
	"errors"
	"testing"

	"assay/entity"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

func TestMonthEnds(t *testing.T) {
	for _, c := range []struct{ day, before, after string }{
		{"2010-05-01", "2010-04-30", "2010-04-30"}, // Ross Stores' quarter, in the SEC's data set 20100430
		{"2009-07-26", "2009-07-31", "2009-07-31"}, // NVIDIA's, 20090731
		{"2010-03-27", "2010-03-31", "2010-03-31"}, // Apple's, 20100331
		{"2010-03-31", "2010-03-31", "2010-03-31"},
		{"2010-04-15", "2010-03-31", "2010-04-30"}, // half-way
		{"2010-01-15", "2009-12-31", "2010-01-31"},
		{"2010-01-16", "2009-12-31", "2010-01-31"},
		{"2010-01-17", "2010-01-31", "2010-01-31"},
		{"2010-01-14", "2009-12-31", "2009-12-31"},
		{"2012-02-29", "2012-02-29", "2012-02-29"},
	} {
		if b, a := MonthEnds(period.MustDate(c.day)); b.String() != c.before || a.String() != c.after {
			t.Errorf("%s: %s %s, want %s %s", c.day, b, a, c.before, c.after)
		}
	}
}

func TestRoundsTo(t *testing.T) {
	d := period.MustDate
	span := func(a, b string) period.Range { return period.Range{Start: d(a), End: d(b)} }
	for _, c := range []struct {
		exact    period.Range
		end      string
		quarters int
		want     bool
	}{
		{span("2010-01-31", "2010-05-01"), "2010-04-30", 1, true},
		{span("2010-01-31", "2010-05-01"), "2010-05-31", 1, false},
		{span("2010-01-31", "2010-05-01"), "2010-04-30", 2, false},
		{span("2009-02-01", "2010-01-30"), "2010-01-31", 4, true},
		{span("2008-02-03", "2009-02-07"), "2009-01-31", 4, true}, // 53 weeks
		{period.Year(2009), "2009-12-31", 4, true},
		{span("2009-12-01", "2009-12-31"), "2009-12-31", 0, false}, // a month is no instant
		{period.Range{End: d("2010-05-01")}, "2010-04-30", 0, true},
		{period.Range{End: d("2010-05-01")}, "2010-04-30", 1, false},
	} {
		if got := RoundsTo(c.exact, AboutPeriod(d(c.end), c.quarters)); got != c.want {
			t.Errorf("%s to %d quarters to %s: %v", c.exact, c.quarters, c.end, got)
		}
	}
	for q := range 41 {
		if got := Quarters(AboutPeriod(d("2010-02-28"), q)); got != q {
			t.Errorf("%d quarters are %d", q, got)
		}
	}
}

func TestSameAbout(t *testing.T) {
	for _, c := range []struct {
		exact, about string
		want         bool
	}{{"5", "5.0000", true}, {"5", "5.0001", false}, {"0.12345678", "0.1235", true}, {"0.12345678", "0.1234", true}, {"0.12345678", "0.1236", false}, {"0.1234", "0.1235", false}} {
		if got := SameAbout(quantity.MustDecimal(c.exact), quantity.MustDecimal(c.about)); got != c.want {
			t.Errorf("%s %s: %v", c.exact, c.about, got)
		}
	}
}

// aboutFacts are what a store without exact facts says.
type aboutFacts map[string][]Fact

func (a aboutFacts) Facts(_ context.Context, _ entity.ID, concept string) ([]Fact, error) {
	return a[concept], nil
}
func (a aboutFacts) Concepts(context.Context, entity.ID) ([]string, error) { return nil, nil }

// TestAbout asks for what only facts of an approximate period state: Measure finds
// nothing, About the fact of the very period, if all that state it agree.
func TestAbout(t *testing.T) {
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	ctx, d := context.Background(), period.MustDate
	early := &Filing{Accession: "0000000001-10-000001", Form: "10-Q", Filed: d("2010-06-09")}
	late := &Filing{Accession: "0000000001-11-000001", Form: "10-Q", Filed: d("2011-06-09")}
	fact := func(end string, quarters int, value string, grain int8, f *Filing) Fact {
		return Fact{Entity: entity.CIK(1), Concept: "us-gaap:Revenues", Unit: "USD", Period: AboutPeriod(d(end), quarters), Value: quantity.MustDecimal(value), Grain: Grain{Exp: grain, Inferred: true}, About: true, Filing: f}
	}
	store := aboutFacts{"us-gaap:Revenues": {
		fact("2010-01-31", 4, "40000000", 6, early), fact("2010-04-30", 1, "10000000", 6, early), fact("2010-04-30", 1, "12000000", 6, late),
		fact("2010-07-31", 1, "11000000", 6, late), fact("2010-07-31", 1, "11000000", 6, late), fact("2009-10-31", 3, "30000000", 6, early),
	}}
	e := NewEvaluator(store, cat)
	quarter := period.Range{Start: d("2010-01-31"), End: d("2010-05-01")}
	for _, c := range []struct {
		name string
		want period.Range
		asOf string
		val  string // "" none
	}{
		{"as first filed", quarter, "2010-12-31", "10000000"},
		{"two values", quarter, "2011-12-31", ""},
		{"not yet public", quarter, "2010-05-31", ""},
		{"by the calendar", period.Range{Start: d("2010-05-01"), End: d("2010-07-31")}, "2011-12-31", "11000000"},
		{"a quarter that only a path would give", period.Range{Start: d("2009-11-01"), End: d("2010-01-30")}, "2011-12-31", ""},
		{"another length", period.Range{Start: d("2009-11-01"), End: d("2010-05-01")}, "2011-12-31", ""},
	} {
		if _, err := e.Measure(ctx, entity.CIK(1), "revenue", c.want, d(c.asOf)); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: Measure: %v", c.name, err)
		}
		got, err := e.About(ctx, entity.CIK(1), "revenue", c.want, d(c.asOf))
		switch {
		case err != nil:
			t.Fatal(err)
		case c.val == "" && len(got) == 0:
		case c.val == "" || len(got) != 1 || got[0].Value.Cmp(quantity.MustDecimal(c.val).Rat()) != 0 || !got[0].About || got[0].Derived || len(got[0].Notes) != 1 || !got[0].Terms[0].Fact.About:
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if v := Derive(store["us-gaap:Revenues"], quarter, 0); v != nil {
		t.Errorf("derived %+v", v)
	}
}
