package fsds

import (
	"archive/zip"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/sharedtest"
	"assay/source/edgar"
)

// zipped is a data set of the shared folder.
func zipped(t testing.TB, name string) Set {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join(sharedtest.Dir(t), "data", "sec", "fsds", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { z.Close() })
	s := Set{Name: name, Tables: map[string]Table{}}
	for _, e := range z.File {
		if table := TableOf(e.Name); table != "" {
			s.Tables[table] = Table{e.Open, int64(e.UncompressedSize64)}
		}
	}
	return s
}

// The two real data sets, after and before the companyfacts of one filer whose
// filings are in both: the counts of all rows, and the same in both orders.
func TestReal(t *testing.T) {
	if testing.Short() {
		t.Skip("imports two data sets eight times; run without -short")
	}
	ctx := context.Background()
	nvidia := entity.CIK(1045810)
	api, err := edgar.CompanyFacts("CIK0001045810.json", sharedtest.Read(t, "data/sec/companyfacts/CIK0001045810.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	sets := []Set{zipped(t, "2009q3.zip"), zipped(t, "2010q2.zip")}
	want := []Counts{
		{Rows: 126650, Exact: 21, About: 122345, Known: 150, Entities: 4043, Empty: 52, Short: 39},
		{Rows: 136044, Exact: 22, About: 128897, Known: 116, Entities: 6341, Empty: 600, Short: 68},
	}
	after, before := stores(t), stores(t)
	var all []string
	for _, name := range []string{"memory", "sqlite"} {
		a, b := after[name], before[name]
		if _, err := a.Import(ctx, api); err != nil {
			t.Fatal(err)
		}
		for i, s := range sets {
			r, err := Import(ctx, s, a, Options{})
			if err != nil || r.Counts != want[i] || len(r.Notes) != 0 {
				t.Errorf("%s %s: %+v, %v; want %+v", name, s.Name, r.Counts, err, want[i])
			}
			if _, err := Import(ctx, s, b, Options{Rows: 60_000, Batch: 10_000}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.Import(ctx, api); err != nil {
			t.Fatal(err)
		}
		if n, err := Settle(ctx, b, nvidia); n != 43 || err != nil {
			t.Errorf("%s: %d settled, %v", name, n, err)
		}
		list := listed(t, a, nvidia)
		equal(t, listed(t, b, nvidia), list)
		if all == nil {
			all = list
		}
		equal(t, list, all)
		for _, line := range []string{
			// Tags of the filer's own, which companyfacts lack, over the days that
			// other facts of the filing state.
			"nvda:PurchasesOfPropertyAndEquipmentAndIntangibleAssets [] USD 2010-02-01..2010-05-02 -17080000 0001045810-10-000018 10^3",
			"nvda:PaymentsRelatedToStockOptionPurchase [] USD 2009-01-25..2009-07-26 -78075000 0001045810-09-000024 10^3",
			// Of the balance a year before, the filing states two days about the end
			// of January 2009: which one is meant is not certain.
			"nvda:CommonStock [] USD 2009-01-31 629000 0001045810-09-000024 10^3 about",
		} {
			if !slices.Contains(list, line) {
				t.Errorf("%s lacks %s", name, line)
			}
		}
		real(t, a)
		if name == "sqlite" {
			neverOnPaths(t, a)
		}
	}
}

// real are values that the filings state, by measure, filer and quarter.
func real(t *testing.T, s evidence.Reader) {
	ctx := context.Background()
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := period.MustDate
	for _, c := range []struct {
		cik       uint32
		metric    string
		from, to  string
		value     string
		accession string
		about     bool
	}{
		// Ford's first quarter of 2010, 10-Q of 2010-05-07.
		{37996, "revenue", "2010-01-01", "2010-03-31", "31566000000", "0001157523-10-002965", true},
		{37996, "net income", "2010-01-01", "2010-03-31", "2085000000", "0001157523-10-002965", true},
		{37996, "eps diluted", "2010-01-01", "2010-03-31", "0.5", "0001157523-10-002965", true},
		// Ross Stores' first quarter of fiscal 2010, of 13 weeks to May 1.
		{745732, "revenue", "2010-01-31", "2010-05-01", "1934778000", "0001206774-10-001420", true},
		// NVIDIA's, which companyfacts state exactly.
		{1045810, "revenue", "2010-02-01", "2010-05-02", "1001813000", "0001045810-10-000018", false},
	} {
		want := period.Range{Start: d(c.from), End: d(c.to)}
		e, id := evidence.NewEvaluator(s, cat), entity.CIK(c.cik)
		values, err := e.Measure(ctx, id, c.metric, want, d("2010-07-01"))
		if c.about && errors.Is(err, evidence.ErrNotFound) {
			values, err = e.About(ctx, id, c.metric, want, d("2010-07-01"))
		}
		if err != nil || len(values) == 0 {
			t.Errorf("%d %s: %v", c.cik, c.metric, err)
			continue
		}
		v := values[0]
		if v.Value.Cmp(quantity.MustDecimal(c.value).Rat()) != 0 || v.About != c.about || v.Terms[0].Fact.About != c.about || v.Terms[0].Fact.Filing.Accession != c.accession || c.about && len(v.Notes) != 1 {
			t.Errorf("%d %s: %+v", c.cik, c.metric, v)
		}
		if values, err := e.About(ctx, id, c.metric, want, d("2010-04-01")); err != nil || len(values) > 0 {
			t.Errorf("%d %s before it was public: %v, %v", c.cik, c.metric, values, err)
		}
	}
}

// neverOnPaths asks every filer of the data sets for a year that ends in 2010, and
// for the half to June 2009, whose quarters are filed apart: where only rounded
// periods are known nothing is derived, and no calendar is made from them.
func neverOnPaths(t *testing.T, s evidence.Reader) {
	ctx := context.Background()
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	e := evidence.NewEvaluator(s, cat)
	asked := 0
	for _, set := range []Set{zipped(t, "2009q3.zip"), zipped(t, "2010q2.zip")} {
		var n notes
		subs, err := set.readSubmissions(&n)
		if err != nil {
			t.Fatal(err)
		}
		for i := range subs.all {
			id := entity.CIK(subs.all[i].cik)
			if id == entity.CIK(1045810) {
				continue
			}
			for _, want := range []period.Range{period.Year(2009), period.Half(2009, 1), period.Quarter(2009, 1), period.Quarter(2009, 2), period.Quarter(2010, 1)} {
				for _, m := range []string{"revenue", "net income", "operating cash flow", "free cash flow", "eps diluted"} {
					if values, err := e.Measure(ctx, id, m, want, 0); !errors.Is(err, evidence.ErrNotFound) {
						t.Fatalf("%s %s %s: %+v, %v", id, m, want, values, err)
					}
					values, err := e.About(ctx, id, m, want, 0)
					if err != nil {
						t.Fatal(err)
					}
					for _, v := range values {
						asked++
						if v.Derived || !v.About || len(v.Terms) != 1 || !evidence.RoundsTo(want, v.Terms[0].Fact.Period) {
							t.Fatalf("%s %s %s: %+v", id, m, want, v)
						}
					}
				}
			}
			last, err := evidence.LastReported(ctx, s, id, 0)
			if err != nil || last != 0 {
				t.Fatalf("%s: last reported %s, %v", id, last, err)
			}
		}
	}
	if asked < 3000 {
		t.Errorf("only %d answers", asked)
	}
}
