package fsds

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
	"assay/store/sqlite"
)

// made is a data set of tables written out.
func made(tables map[string]string) Set {
	s := Set{Name: "made", Tables: map[string]Table{}}
	for name, content := range tables {
		content = strings.TrimPrefix(content, "\n")
		s.Tables[name] = Table{func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }, int64(len(content))}
	}
	return s
}

// rows makes a table of words separated by blanks; "-" is empty, "_" a blank.
func rows(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		f := strings.Fields(l)
		for i := range f {
			if f[i] = strings.ReplaceAll(f[i], "_", " "); f[i] == "-" {
				f[i] = ""
			}
		}
		b.WriteString(strings.Join(f, "\t") + "\n")
	}
	return b.String()
}

const (
	acme  = "0000000001-10-000001"
	acme2 = "0000000001-10-000002"
	beta  = "0000000002-10-000001"
)

func small() map[string]string {
	return map[string]string{
		"sub": rows("adsh cik name former fye form period filed instance nciks aciks",
			beta+" 2 BETA_CORP - 1231 10-Q 20100331 20100510 b20100331.htm 2 3",
			acme+" 1 ACME_INC OLD_ACME_CO 0131 10-Q 20100430 20100609 acme-20100501.xml 1 -",
			acme2+" 1 ACME_INC - 0131 10-Q/A 20100430 20100701 acme-20100501_htm.xml 1 -"),
		"tag": rows("tag version custom abstract datatype iord crdr tlabel doc",
			"Revenues us-gaap/2009 0 0 monetary D C Revenues -",
			"EarningsPerShareDiluted us-gaap/2009 0 0 perShare D - EPS -",
			"Assets us-gaap/2009 0 0 monetary I D Assets -",
			"Widgets "+acme+" 1 0 monetary D - Widgets -",
			"Widgets "+acme2+" 1 0 monetary D - Widgets -",
			"Heading us-gaap/2009 0 1 - - - Heading -"),
		"num": rows("adsh tag version ddate qtrs uom segments coreg value footnote",
			acme+" Revenues us-gaap/2009 20100430 1 USD - - 1934778000.0000 -",
			beta+" Revenues us-gaap/2009 20100331 1 USD - - 5000000.0000 -",
			acme+" Widgets "+acme+" 20100430 1 USD - - 70000.0000 -",
			acme+" Assets us-gaap/2009 20100430 0 USD - - 1000.0000 see_note",
			beta+" Revenues us-gaap/2009 20100331 1 USD LegalEntity=GammaPowerCo; GammaPowerCo 4000000.0000 -",
			acme+" EarningsPerShareDiluted us-gaap/2009 20100430 1 USD - - 1.1600 -",
			acme2+" Revenues us-gaap/2009 20100430 1 USD - - 1934779000.0000 -",
			beta+" Revenues us-gaap/2009 20100331 1 USD LegalEntity=ParentCompany;ClassOfStock=A; - 3.0000 -",
			acme+" Revenues us-gaap/2009 20100430 1 USD EquityComponents=CommonStock;BusinessSegments=Tools; - 900000.0000 -",
			acme+" Revenues us-gaap/2009 20100430 0 USD - - 77.0000 -",
			acme+" Revenues us-gaap/2009 20090430 1 USD - - - -",
			acme+" Revenues us-gaap/2009 20090431 1 USD - - 1.0000 -",
			"0000000009-10-000001 Revenues us-gaap/2009 20090430 1 USD - - 1.0000 -"),
	}
}

// exact is what companyfacts, or a document, say of acme's filing.
func exact(extra ...evidence.PackedFact) *evidence.Batch {
	d := period.MustDate
	q := period.Range{Start: d("2010-01-31"), End: d("2010-05-01")}
	b := &evidence.Batch{
		Source: "exact", Filers: []evidence.Filer{{ID: entity.CIK(1), Name: "Acme Incorporated"}},
		Filings: []evidence.Filing{{Accession: acme, CIK: 1, Form: "10-Q", Filed: d("2010-06-09"), Report: d("2010-05-01")}},
		Tables: evidence.Tables{
			Entities: []entity.ID{entity.CIK(1)}, Concepts: []string{"us-gaap:Revenues", "us-gaap:EarningsPerShareDiluted", "us-gaap:Assets", "dei:EntityCommonStockSharesOutstanding"},
			Dims: []evidence.Dims{""}, Units: []string{"USD", "USD/shares", "shares"},
		},
	}
	million, g := quantity.NewDecimal, evidence.Grain{Exp: 3, Inferred: true}
	b.Facts = append([]evidence.PackedFact{
		{Concept: 0, Period: q, Value: million(1934778, 3), Grain: g},
		{Concept: 1, Unit: 1, Period: q, Value: million(116, -2), Grain: evidence.Grain{Exp: -2, Inferred: true}},
		{Concept: 2, Period: period.Range{End: d("2010-05-01")}, Value: million(1, 3), Grain: g},
		{Concept: 3, Unit: 2, Period: period.Range{End: d("2010-05-27")}, Value: million(1, 6), Grain: evidence.Grain{Inferred: true}},
	}, extra...)
	return b
}

// stores are an empty one of each kind.
func stores(t *testing.T) map[string]interface {
	evidence.Reader
	evidence.Writer
} {
	t.Helper()
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "x.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return map[string]interface {
		evidence.Reader
		evidence.Writer
	}{"memory": memory.New(), "sqlite": s}
}

// listed is all that a store holds of a filer, a line a fact.
func listed(t *testing.T, s evidence.Facts, id entity.ID) []string {
	t.Helper()
	ctx := context.Background()
	concepts, err := s.Concepts(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range concepts {
		facts, err := s.Facts(ctx, id, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facts {
			line := fmt.Sprintf("%s [%s] %s %s %s %s 10^%d", c, f.Dims, f.Unit, f.Period, f.Value, f.Filing.Accession, f.Grain.Exp)
			if f.About {
				line += " about"
			}
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

// After exact facts: copies are known, a new row takes the exact days of its
// filing where they are certain, the rest is about right.
func TestImport(t *testing.T) {
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			if _, err := s.Import(ctx, exact()); err != nil {
				t.Fatal(err)
			}
			r, err := Import(ctx, made(small()), s, Options{Batch: 3})
			if err != nil {
				t.Fatal(err)
			}
			want := Counts{Rows: 13, Exact: 2, About: 2, Known: 3, Entities: 2, Empty: 1, Short: 1, Unread: 1}
			if r.Counts != want || r.NewFacts != 4 || r.Filings != 3 || r.NewFilings != 2 {
				t.Errorf("got %+v, %+v; want %+v", r.Result, r.Counts, want)
			}
			equal(t, listed(t, s, entity.CIK(1)), []string{
				"acme:Widgets [] USD 2010-01-31..2010-05-01 70000 0000000001-10-000001 10^3",
				"dei:EntityCommonStockSharesOutstanding [] shares 2010-05-27 1000000 0000000001-10-000001 10^0",
				"us-gaap:Assets [] USD 2010-05-01 1000 0000000001-10-000001 10^3",
				"us-gaap:EarningsPerShareDiluted [] USD/shares 2010-01-31..2010-05-01 1.16 0000000001-10-000001 10^-2",
				"us-gaap:Revenues [] USD 2010-01-31..2010-05-01 1934778000 0000000001-10-000001 10^3",
				"us-gaap:Revenues [] USD 2010-02-01..2010-04-30 1934779000 0000000001-10-000002 10^3 about",
				"us-gaap:Revenues [us-gaap:StatementBusinessSegmentsAxis=fsds:Tools|us-gaap:StatementEquityComponentsAxis=fsds:CommonStock] USD 2010-01-31..2010-05-01 900000 0000000001-10-000001 10^3",
			})
			equal(t, listed(t, s, entity.CIK(2)), []string{"us-gaap:Revenues [] USD 2010-01-01..2010-03-31 5000000 0000000002-10-000001 10^6 about"})
			f, err := s.Filer(ctx, entity.CIK(1))
			if err != nil || f.Name != "Acme Incorporated" || f.FiscalYearEnd != "0131" || !slices.Equal(f.FormerNames, []string{"OLD ACME CO"}) {
				t.Errorf("filer %+v, %v", f, err)
			}
			again, err := Import(ctx, made(small()), s, Options{})
			if err != nil || again.NewFacts != 0 || again.NewFilings != 0 || again.KnownFacts != 7 {
				t.Errorf("again: %+v, %v", again.Result, err)
			}
		})
	}
}

// The data set first, then the exact facts: after Settle all is as in the other
// order.
func TestBothOrders(t *testing.T) {
	ctx := context.Background()
	first, second := stores(t), stores(t)
	for name := range first {
		t.Run(name, func(t *testing.T) {
			a, b := first[name], second[name]
			if _, err := a.Import(ctx, exact()); err != nil {
				t.Fatal(err)
			}
			if _, err := Import(ctx, made(small()), a, Options{}); err != nil {
				t.Fatal(err)
			}
			if _, err := Import(ctx, made(small()), b, Options{}); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if _, err := b.Import(ctx, exact()); err != nil {
					t.Fatal(err)
				}
				if _, err := Settle(ctx, b, entity.CIK(1)); err != nil {
					t.Fatal(err)
				}
				equal(t, listed(t, b, entity.CIK(1)), listed(t, a, entity.CIK(1)))
			}
			if n, err := Settle(ctx, b, entity.CIK(2)); n != 0 || err != nil {
				t.Errorf("beta, of whom nothing exact is known: %d, %v", n, err)
			}
		})
	}
}

// Two exact periods that one rounded one can mean decide nothing.
func TestTwoPeriods(t *testing.T) {
	ctx := context.Background()
	d := period.MustDate
	s := memory.New()
	other := evidence.PackedFact{Concept: 2, Period: period.Range{Start: d("2010-02-01"), End: d("2010-04-30")}, Value: quantity.NewDecimal(5, 0)}
	if _, err := s.Import(ctx, exact(other)); err != nil {
		t.Fatal(err)
	}
	r, err := Import(ctx, made(small()), s, Options{})
	if err != nil || r.Exact != 0 || r.About != 4 || r.Known != 3 {
		t.Errorf("%+v, %v", r.Counts, err)
	}
}

// A co-registrant is told by its name, among the filing's own.
func TestRegistrant(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		cik  uint32
		name string
		want int
	}{{3, "GAMMA POWER CO /OH/", 1}, {3, "Gamma Power Holdings", 0}, {4, "GAMMA POWER CO", 0}} {
		s := memory.New()
		if _, err := s.Import(ctx, &evidence.Batch{Filers: []evidence.Filer{{ID: entity.CIK(c.cik), Name: c.name}}}); err != nil {
			t.Fatal(err)
		}
		r, err := Import(ctx, made(small()), s, Options{})
		if err != nil || r.Registered != c.want || r.Entities != 2-c.want {
			t.Errorf("%s: %+v, %v", c.name, r.Counts, err)
		}
		facts, err := s.Facts(ctx, entity.CIK(3), "us-gaap:Revenues")
		if err != nil || len(facts) != c.want {
			t.Errorf("%s: %d facts, %v", c.name, len(facts), err)
		}
		for _, f := range facts {
			if f.Dims != "" || f.Filing.Accession != beta || f.Value != quantity.NewDecimal(4, 6) {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
	}
}

// The Notes data state decimals, and dimensions by a hash.
func TestNotes(t *testing.T) {
	tables := small()
	tables["dim"] = rows("dimhash segments segt",
		"0xaa BusinessSegments=Tools;ConsolidationItems=OperatingSegments; 0", "0xbb Cut=Short 1")
	tables["num"] = rows("adsh tag version ddate qtrs uom dimh iprx value footnote footlen dimn coreg durp datp dcml",
		acme+" Revenues us-gaap/2018 20100430 1 USD 0x00000000 0 1934778000.0000 - 0 0 - 0.0 0.0 -3",
		acme+" Revenues us-gaap/2018 20100430 1 USD 0xaa 0 900000.0000 - 0 1 - 0.0 0.0 -5",
		acme+" Assets us-gaap/2018 20100430 0 USD 0x00000000 0 1200.5000 - 0 0 - 0.0 0.0 32767",
		acme+" Assets us-gaap/2018 20100430 0 USD 0xbb 0 7.0000 - 0 0 - 0.0 0.0 0",
		acme+" Assets us-gaap/2018 20090430 0 USD 0xcc 0 8.0000 - 0 0 - 0.0 0.0 0",
		acme+" Revenues us-gaap/2018 20090430 1 USD 0x00000000 0 80.0000 - 0 0 - 0.0 0.0 -")
	s := memory.New()
	set := made(tables)
	if !set.Notes() {
		t.Error("not told from the plain data sets")
	}
	r, err := Import(context.Background(), set, s, Options{})
	if err != nil || r.About != 4 || r.Unread != 2 {
		t.Errorf("%+v, %v", r.Counts, err)
	}
	equal(t, listed(t, s, entity.CIK(1)), []string{
		"us-gaap:Assets [] USD 2010-04-30 1200.5 0000000001-10-000001 10^-1 about",
		"us-gaap:Revenues [] USD 2009-02-01..2009-04-30 80 0000000001-10-000001 10^1 about",
		"us-gaap:Revenues [] USD 2010-02-01..2010-04-30 1934778000 0000000001-10-000001 10^3 about",
		"us-gaap:Revenues [srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember|us-gaap:StatementBusinessSegmentsAxis=fsds:Tools] USD 2010-02-01..2010-04-30 900000 0000000001-10-000001 10^5 about",
	})
}

// However few rows fit in memory, and however few a transaction takes, the same
// is stored.
func TestParts(t *testing.T) {
	var want []string
	for _, opt := range []Options{{}, {Rows: 1, Batch: 1}, {Rows: 5}, {Batch: 2}} {
		s := memory.New()
		var last, total int64
		opt.Step = func(done, all int64) {
			if done < last || done > all || total != 0 && all < total {
				t.Errorf("%d of %d after %d", done, all, last)
			}
			last, total = done, all
		}
		r, err := Import(context.Background(), made(small()), s, opt)
		if last == 0 || last < total/2 {
			t.Errorf("ended at %d of %d", last, total)
		}
		if err != nil || r.Rows != 13 {
			t.Fatal(r, err)
		}
		got := append(listed(t, s, entity.CIK(1)), listed(t, s, entity.CIK(2))...)
		if want == nil {
			want = got
		}
		equal(t, got, want)
	}
}
