// Package evtest is the suite that every store of evidence passes: stores that
// are written, and read-only ones that are made from batches.
package evtest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// Store is a store that can be written.
type Store interface {
	evidence.Reader
	evidence.Writer
}

// Fill imports the batches, twice: the second time must change nothing.
func Fill(t *testing.T, s Store, batches []*evidence.Batch) evidence.Reader {
	t.Helper()
	for _, b := range batches {
		if _, err := s.Import(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range batches {
		r, err := s.Import(context.Background(), b)
		if err != nil {
			t.Fatal(err)
		}
		if r.NewFacts != 0 || r.NewBars != 0 || r.NewFilings != 0 {
			t.Errorf("importing %s again changed the store: %+v", b.Source, r)
		}
	}
	return s
}

const alpha = entity.ID("cik:0001652044")

// Batches are what the suite's store holds: a document, then companyfacts that
// repeat it, then submissions.
func Batches() []*evidence.Batch {
	d := period.MustDate
	q2 := period.Range{Start: d("2024-04-01"), End: d("2024-06-30")}
	tables := evidence.Tables{
		Entities: []entity.ID{alpha}, Concepts: []string{"us-gaap:Revenues", "us-gaap:Assets"},
		Dims: []evidence.Dims{"", "srt:ProductOrServiceAxis=goog:GoogleCloudMember"}, Units: []string{"USD"},
	}
	val := quantity.NewDecimal
	return []*evidence.Batch{
		{
			Source: "document", Tables: tables,
			Filers:  []evidence.Filer{{ID: alpha, Name: "Alphabet Inc.", FiscalYearEnd: "1231"}},
			Filings: []evidence.Filing{{Accession: "0001652044-24-000079", CIK: 1652044, Form: "10-Q", Filed: d("2024-07-23"), About: true, Report: d("2024-06-30")}},
			Facts: []evidence.PackedFact{
				{Period: q2, Value: val(84742, 6), Grain: evidence.Grain{Exp: 6}},
				{Dims: 1, Period: q2, Value: val(10347, 6), Grain: evidence.Grain{Exp: 6}},
				{Concept: 1, Period: period.Range{End: d("2024-06-30")}, Value: val(414770, 6), Grain: evidence.Grain{Exp: 6}},
			},
		},
		{
			Source: "companyfacts", Tables: tables,
			Filers:  []evidence.Filer{{ID: alpha, Name: "Alphabet Inc."}},
			Filings: []evidence.Filing{{Accession: "0001652044-24-000079", CIK: 1652044, Form: "10-Q", Filed: d("2024-07-24")}, {Accession: "0001652044-25-000062", CIK: 1652044, Form: "10-Q", Filed: d("2025-07-24")}},
			Facts: []evidence.PackedFact{
				{Period: q2, Value: val(84742, 6), Grain: evidence.Grain{Exp: 6, Inferred: true}},
				{Filing: 1, Period: q2, Value: val(84743, 6), Grain: evidence.Grain{Exp: 6, Inferred: true}},
				{Filing: 1, Period: period.Range{Start: d("2024-01-01"), End: d("2024-06-30")}, Value: val(165281, 6), Grain: evidence.Grain{Exp: 6, Inferred: true}},
			},
		},
		{
			Source: "submissions",
			Filers: []evidence.Filer{{ID: alpha, Name: "Alphabet Inc.", Tickers: []string{"GOOGL", "GOOG"}, FormerNames: []string{"Google Inc."}, FiscalYearEnd: "1231"}, {ID: entity.CIK(7), Name: "Alphabet Energy Corp", Tickers: []string{"AE"}}},
			Filings: []evidence.Filing{
				{Accession: "0001652044-24-000070", CIK: 1652044, Form: "8-K", Filed: d("2024-07-23"), Items: "2.02,9.01"},
				{Accession: "0001652044-24-000071", CIK: 1652044, Form: "4", Filed: d("2024-07-23")}, // tells of no results
			},
		},
		{
			Source: "prices",
			Series: []evidence.Series{{Entity: alpha, Unit: "USD", Adjusted: true, Sources: []string{"a.csv"}, Bars: []evidence.Bar{bar("2024-07-23", 18075), bar("2024-07-24", 17164)}}},
		},
	}
}

func bar(day string, cents int64) evidence.Bar {
	c := quantity.NewDecimal(cents, -2)
	return evidence.Bar{Day: period.MustDate(day), Open: c, High: c, Low: c, Close: c, OnlyClose: true}
}

// TestStore runs the suite; open makes a store that holds the batches.
func TestStore(t *testing.T, open func(*testing.T, []*evidence.Batch) evidence.Reader) {
	s := open(t, Batches())
	ctx := context.Background()
	t.Run("facts in order, merged", func(t *testing.T) { facts(t, ctx, s) })
	t.Run("instants", func(t *testing.T) {
		fs, err := s.Facts(ctx, alpha, "us-gaap:Assets")
		if err != nil || len(fs) != 1 || !fs[0].Period.Instant() || fs[0].Value.String() != "414770000000" {
			t.Errorf("got %+v, %v", fs, err)
		}
	})
	t.Run("unknown", func(t *testing.T) { unknown(t, ctx, s) })
	t.Run("concepts", func(t *testing.T) {
		if cs, err := s.Concepts(ctx, alpha); err != nil || !slices.Equal(cs, []string{"us-gaap:Assets", "us-gaap:Revenues"}) {
			t.Errorf("got %v, %v", cs, err)
		}
	})
	t.Run("filings", func(t *testing.T) {
		fs, err := s.Reports(ctx, alpha)
		if err != nil || len(fs) != 3 || fs[0].Items != "2.02,9.01" || fs[1].Filed.String() != "2024-07-24" || fs[1].About {
			t.Errorf("got %+v, %v", fs, err)
		}
	})
	t.Run("names", func(t *testing.T) { names(t, ctx, s) })
	t.Run("series", func(t *testing.T) {
		v, err := s.Series(ctx, alpha)
		if err != nil || len(v.Bars) != 2 || !v.Adjusted || v.Bars[1].Close.String() != "171.64" || v.Unit != "USD" {
			t.Errorf("got %+v, %v", v, err)
		}
	})
	if sc, ok := s.(evidence.Scanner); ok {
		t.Run("scanned", func(t *testing.T) { scanned(t, ctx, s, sc) })
	}
	t.Run("many readers", func(t *testing.T) {
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 50 {
					if fs, err := s.Facts(ctx, alpha, "us-gaap:Revenues"); err != nil || len(fs) != 4 {
						t.Errorf("got %d facts, %v", len(fs), err)
						return
					}
				}
			})
		}
		wg.Wait()
	})
}

// TestOrigins tests that a store keeps where its evidence came from, and facts of
// exact and approximate periods apart.
func TestOrigins(t *testing.T, s interface {
	Store
	evidence.Origins
}) {
	ctx := context.Background()
	when := time.Date(2024, 7, 24, 10, 0, 0, 0, time.UTC)
	b := *Batches()[0]
	b.Facts = append(slices.Clone(b.Facts), b.Facts[0])
	last := &b.Facts[len(b.Facts)-1]
	last.About, last.Grain.Inferred, last.Value = true, true, last.Value.Neg()
	want := evidence.Origin{Name: "a.zip:100%_x.json", Kind: "companyfacts", Sum: "crc32:00c0ffee/12", ETag: `W/"x"`, Modified: "Wed, 24 Jul 2024 10:00:00 GMT", Checked: when}
	b.Origins = []evidence.Origin{{Name: "b"}, want, {Name: "a.zip:1"}}
	for range 2 {
		if _, err := s.Import(ctx, &b); err != nil {
			t.Fatal(err)
		}
	}
	if o, err := s.Origin(ctx, want.Name); err != nil || o != want {
		t.Errorf("origin %+v, %v", o, err)
	}
	if _, err := s.Origin(ctx, "a.zip"); !errors.Is(err, evidence.ErrNotFound) {
		t.Errorf("a name that only begins another: %v", err)
	}
	if list, err := s.Origins(ctx, "a.zip:"); err != nil || len(list) != 2 || list[1] != want {
		t.Errorf("origins %+v, %v", list, err)
	}
	if list, err := s.Origins(ctx, ""); err != nil || len(list) != 3 {
		t.Errorf("all origins: %+v, %v", list, err)
	}
	about := 0
	fs, err := s.Facts(ctx, alpha, "us-gaap:Revenues")
	for _, f := range fs {
		if f.About {
			about++
		}
	}
	if err != nil || len(fs) != 3 || about != 1 {
		t.Errorf("%d facts, %d of an approximate period, %v", len(fs), about, err)
	}
}

// TestAbout imports facts of an approximate period, and the exact facts of which
// some are copies, in both orders: the copies give way.
func TestAbout(t *testing.T, open func() Store) {
	ctx := context.Background()
	d := period.MustDate
	tables := evidence.Tables{Entities: []entity.ID{alpha}, Concepts: []string{"us-gaap:Revenues"}, Dims: []evidence.Dims{"", "a:A=a:M"}, Units: []string{"USD"}}
	filings := []evidence.Filing{{Accession: "0001652044-24-000079", CIK: 1652044, Form: "10-Q", Filed: d("2024-07-24")}, {Accession: "0001652044-23-000070", CIK: 1652044, Form: "10-Q", Filed: d("2023-07-26")}}
	rounded := evidence.AboutPeriod(d("2024-06-30"), 1)
	exact := period.Range{Start: d("2024-04-01"), End: d("2024-06-29")}
	five, six := quantity.NewDecimal(5, 6), quantity.NewDecimal(6, 6)
	guess := evidence.Grain{Inferred: true}
	about := &evidence.Batch{Source: "about", Tables: tables, Filings: filings, Facts: []evidence.PackedFact{
		{Period: rounded, Value: five, Grain: guess, About: true},            // a copy
		{Period: rounded, Value: six, Grain: guess, About: true},             // another value
		{Period: rounded, Value: five, Grain: guess, About: true, Filing: 1}, // another filing
		{Period: rounded, Value: five, Grain: guess, About: true, Dims: 1},   // other dimensions
		{Period: evidence.AboutPeriod(d("2024-06-30"), 2), Value: five, Grain: guess, About: true},
		{Period: evidence.AboutPeriod(d("2024-06-30"), 0), Value: five, Grain: guess, About: true},
	}}
	facts := &evidence.Batch{Source: "exact", Tables: tables, Filings: filings, Facts: []evidence.PackedFact{{Period: exact, Value: five, Grain: evidence.Grain{Exp: 6}}}}
	for _, order := range [][]*evidence.Batch{{about, facts}, {facts, about}, {about, facts, about}} {
		s := open()
		total := evidence.Result{}
		for _, b := range order {
			r, err := s.Import(ctx, b)
			if err != nil {
				t.Fatal(err)
			}
			if r.NewFacts < 0 || r.NewFacts+r.KnownFacts != len(b.Facts) {
				t.Errorf("%s: %+v of %d facts", b.Source, r, len(b.Facts))
			}
			total.NewFacts += r.NewFacts
		}
		fs, err := s.Facts(ctx, alpha, "us-gaap:Revenues")
		if err != nil || len(fs) != 6 {
			t.Errorf("%s first: %d facts, %v", order[0].Source, len(fs), err)
		}
		for _, f := range fs {
			if f.About && f.Period == rounded && f.Value == five && f.Dims == "" && f.Filing.Accession == filings[0].Accession || !f.About && f.Grain.Exp != 6 {
				t.Errorf("%s first: %+v stayed", order[0].Source, f)
			}
		}
		if total.NewFacts < 6 || total.NewFacts > 7 {
			t.Errorf("%s first: %d new facts", order[0].Source, total.NewFacts)
		}
	}
}

func facts(t *testing.T, ctx context.Context, s evidence.Reader) {
	fs, err := s.Facts(ctx, alpha, "us-gaap:Revenues")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range fs {
		got = append(got, string(f.Dims)+" "+f.Period.String()+" "+f.Value.String()+" "+f.Filing.Accession)
	}
	want := []string{
		" 2024-01-01..2024-06-30 165281000000 0001652044-25-000062",
		" 2024-04-01..2024-06-30 84742000000 0001652044-24-000079",
		" 2024-04-01..2024-06-30 84743000000 0001652044-25-000062",
		"srt:ProductOrServiceAxis=goog:GoogleCloudMember 2024-04-01..2024-06-30 10347000000 0001652044-24-000079",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("got\n%q\nwant\n%q", got, want)
	}
	if fs[1].Grain.Inferred || !fs[2].Grain.Inferred {
		t.Error("a stated grain must replace an inferred one, and only that")
	}
	if fs[1].Filing.About || fs[1].Filing.Filed.String() != "2024-07-24" {
		t.Errorf("an exact day of filing must replace the day of signature: %+v", fs[1].Filing)
	}
	if fs[1].Filing != fs[3].Filing {
		t.Error("facts of one answer must share their filing")
	}
}

func unknown(t *testing.T, ctx context.Context, s evidence.Reader) {
	if fs, err := s.Facts(ctx, entity.CIK(99), "us-gaap:Revenues"); err != nil || len(fs) != 0 {
		t.Errorf("facts: %v, %v", fs, err)
	}
	if fs, err := s.Facts(ctx, alpha, "us-gaap:Nothing"); err != nil || len(fs) != 0 {
		t.Errorf("facts: %v, %v", fs, err)
	}
	if _, err := s.Filer(ctx, entity.CIK(99)); !errors.Is(err, evidence.ErrNotFound) {
		t.Errorf("filer: %v", err)
	}
	if _, err := s.Series(ctx, "index:NONE"); !errors.Is(err, evidence.ErrNotFound) {
		t.Errorf("series: %v", err)
	}
}

func names(t *testing.T, ctx context.Context, s evidence.Reader) {
	for name, want := range map[string][]entity.ID{
		"googl": {alpha}, "GOOG": {alpha}, "Alphabet": {alpha, entity.CIK(7)}, "alphabet inc": {alpha, entity.CIK(7)},
		"Google": {alpha}, "Alphabet Energy": {entity.CIK(7)}, "Alpha": nil, "": nil,
	} {
		fs, err := s.Named(ctx, name)
		var got []entity.ID
		for _, f := range fs {
			got = append(got, f.ID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("Named(%q) = %v, %v, want %v", name, got, err, want)
		}
	}
	f, err := s.Filer(ctx, alpha)
	if err != nil || f.Name != "Alphabet Inc." || !slices.Equal(f.Tickers, []string{"GOOGL", "GOOG"}) {
		t.Errorf("Filer = %+v, %v", f, err)
	}
}
