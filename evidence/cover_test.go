package evidence_test

import (
	"context"
	"testing"
	"testing/fstest"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
)

// filed is a fact in short: concept, dims, unit, start, end, value, and whether its
// period is only about right.
type filed struct {
	concept, dims, unit, start, end string
	value                           int64
	about                           bool
}

func storeOf(t testing.TB, facts []filed) *memory.Store {
	t.Helper()
	b := &evidence.Batch{
		Filings: []evidence.Filing{{Accession: "0000000001-21-000001", CIK: 1, Form: "10-K", Filed: period.MustDate("2021-02-01")}},
		Tables:  evidence.Tables{Entities: []entity.ID{entity.CIK(1)}},
	}
	index := func(list []string, s string) ([]string, uint32) {
		for i, have := range list {
			if have == s {
				return list, uint32(i)
			}
		}
		return append(list, s), uint32(len(list))
	}
	dims := []string{""}
	for _, f := range facts {
		p := evidence.PackedFact{Value: quantity.NewDecimal(f.value, 0), About: f.about}
		b.Tables.Concepts, p.Concept = index(b.Tables.Concepts, f.concept)
		b.Tables.Units, p.Unit = index(b.Tables.Units, f.unit)
		dims, p.Dims = index(dims, f.dims)
		p.Period.End = period.MustDate(f.end)
		if f.start != "" {
			p.Period.Start = period.MustDate(f.start)
		}
		b.Facts = append(b.Facts, p)
	}
	for _, d := range dims {
		b.Tables.Dims = append(b.Tables.Dims, evidence.Dims(d))
	}
	s := memory.New()
	if _, err := s.Import(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	return s
}

// coverCatalog has a flow of two tags, with a definition by two terms, and a balance.
func coverCatalog(t testing.TB) *metric.Catalog {
	t.Helper()
	cat, err := metric.LoadFS(fstest.MapFS{
		"flow.toml": {Data: []byte(`
id = "flow"
kind = "flow"
unit = "USD"
[[definition]]
id = "flow: itself"
[[definition.term]]
sign = 1
chain = ["us-gaap:SalesRevenueNet", "us-gaap:Revenues"]
[[definition]]
id = "flow: sum"
[[definition.term]]
sign = 1
chain = ["us-gaap:Part"]
[[definition.term]]
sign = -1
chain = ["us-gaap:Rest"]
`)},
		"stock.toml": {Data: []byte(`
id = "stock"
kind = "balance"
unit = "USD"
[[definition]]
id = "stock"
[[definition.term]]
sign = 1
chain = ["us-gaap:Assets"]
`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func TestCover(t *testing.T) {
	year := period.Range{Start: period.MustDate("2020-01-01"), End: period.MustDate("2020-12-31")}
	sale := func(start, end string, value int64) filed {
		return filed{concept: "us-gaap:SalesRevenueNet", unit: "USD", start: start, end: end, value: value}
	}
	other := func(concept string, f filed) filed { f.concept = concept; return f }
	for _, c := range []struct {
		name       string
		facts      []filed
		measure    string
		want       evidence.State
		definition string
	}{
		{"nothing", []filed{other("us-gaap:Deposits", sale("2020-01-01", "2020-12-31", 1))}, "flow", evidence.StateNone, "flow: itself"},
		{"a fact", []filed{sale("2020-01-01", "2020-12-31", 1)}, "flow", evidence.StateFiled, "flow: itself"},
		{"two facts", []filed{sale("2020-01-01", "2020-09-30", 1), sale("2020-10-01", "2020-12-31", 2)}, "flow", evidence.StateDerived, "flow: itself"},
		{"two terms", []filed{other("us-gaap:Part", sale("2020-01-01", "2020-12-31", 5)), other("us-gaap:Rest", sale("2020-01-01", "2020-12-31", 2))}, "flow", evidence.StateDerived, "flow: sum"},
		{"one of two terms", []filed{other("us-gaap:Part", sale("2020-01-01", "2020-12-31", 5))}, "flow", evidence.StateNone, "flow: itself"},
		{"the other term of another year", []filed{other("us-gaap:Part", sale("2020-01-01", "2020-12-31", 5)), other("us-gaap:Rest", sale("2018-01-01", "2018-12-31", 2))}, "flow", evidence.StateOther, "flow: sum"},
		{"a part of the business", []filed{{"us-gaap:SalesRevenueNet", "a:X=a:Y", "USD", "2020-01-01", "2020-12-31", 1, false}}, "flow", evidence.StateParts, "flow: itself"},
		{"shares instead of money", []filed{{"us-gaap:SalesRevenueNet", "", "shares", "2020-01-01", "2020-12-31", 1, false}}, "flow", evidence.StateParts, "flow: itself"},
		{"another year", []filed{sale("2018-01-01", "2018-12-31", 1)}, "flow", evidence.StateOther, "flow: itself"},
		{"a quarter", []filed{sale("2020-01-01", "2020-03-31", 1)}, "flow", evidence.StateNoPath, "flow: itself"},
		{"a quarter of each tag", []filed{sale("2020-01-01", "2020-03-31", 1), other("us-gaap:Revenues", sale("2020-07-01", "2020-12-31", 1))}, "flow", evidence.StateTags, "flow: itself"},
		{"approximate", []filed{{"us-gaap:SalesRevenueNet", "", "USD", "2020-01-01", "2020-05-31", 1, true}}, "flow", evidence.StateAbout, "flow: itself"},
		{"a balance", []filed{{"us-gaap:Assets", "", "USD", "", "2020-12-31", 1, false}}, "stock", evidence.StateFiled, "stock"},
		{"a balance of June", []filed{{"us-gaap:Assets", "", "USD", "", "2020-06-30", 1, false}}, "stock", evidence.StateNoPath, "stock"},
		{"the balance a year before", []filed{{"us-gaap:Assets", "", "USD", "", "2019-12-31", 1, false}}, "stock", evidence.StateOther, "stock"},
	} {
		want := year
		if c.measure == "stock" {
			want.Start = 0
		}
		e := evidence.NewEvaluator(storeOf(t, c.facts), coverCatalog(t))
		got, err := e.Cover(context.Background(), entity.CIK(1), c.measure, want, 0)
		if err != nil || got.State != c.want || got.Definition != c.definition {
			t.Errorf("%s: %s by %q (%v), want %s by %q", c.name, got.State, got.Definition, err, c.want, c.definition)
		}
		// Before anything was public, what is filed is not there.
		if got, err := e.Cover(context.Background(), entity.CIK(1), c.measure, want, period.MustDate("2021-01-31")); err != nil || got.State > evidence.StateOther {
			t.Errorf("%s: %s before it was public (%v)", c.name, got.State, err)
		}
	}
}

func TestCandidates(t *testing.T) {
	year := func(y string) period.Range {
		return period.Range{Start: period.MustDate(y + "-01-01"), End: period.MustDate(y + "-12-31")}
	}
	s := storeOf(t, []filed{
		{"us-gaap:SalesRevenueGoodsNet", "", "USD", "2019-01-01", "2019-12-31", 5, false},
		{"us-gaap:SalesRevenueGoodsNet", "", "USD", "2020-01-01", "2020-12-31", 6, false},
		{"x:NetRevenue", "", "USD", "2020-01-01", "2020-12-31", 7, false},
		{"x:SalesRevenueNetOfParts", "a:X=a:Y", "USD", "2020-01-01", "2020-12-31", 7, false}, // of a part alone
		{"x:SalesRevenueNetQuarterly", "", "USD", "2020-01-01", "2020-03-31", 7, false},      // of no year
		{"x:SalesRevenueNetShares", "", "shares", "2020-01-01", "2020-12-31", 7, false},
		{"x:SalesRevenueNetAbout", "", "USD", "2020-01-01", "2020-12-31", 7, true},
		{"us-gaap:Rest", "", "USD", "2020-01-01", "2020-12-31", 7, false},     // belongs to a measure
		{"us-gaap:Deposits", "", "USD", "2020-01-01", "2020-12-31", 7, false}, // resembles nothing
	})
	e := evidence.NewEvaluator(s, coverCatalog(t))
	got, err := e.Candidates(context.Background(), entity.CIK(1), "flow", []period.Range{year("2019"), year("2020")}, 0)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if c := got[0]; c.Concept != "us-gaap:SalesRevenueGoodsNet" || c.Like != "us-gaap:SalesRevenueNet" || c.Percent != 85 || len(c.Periods) != 2 || c.Last.Value.String() != "6" {
		t.Errorf("first %+v", c)
	}
	if c := got[1]; c.Concept != "x:NetRevenue" || c.Percent != 80 || len(c.Periods) != 1 {
		t.Errorf("second %+v", c)
	}
}
