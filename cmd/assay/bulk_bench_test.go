package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"assay/evidence"
	"assay/sharedtest"
	"assay/source"
	"assay/source/edgar"
	"assay/store/sqlite"
)

// bulkFile is the archive that cmd/bulkgen made, named by ASSAY_BULK: it is too
// large to be made by a test.
func bulkFile(b *testing.B) string {
	path := os.Getenv("ASSAY_BULK")
	if path == "" {
		b.Skip("set ASSAY_BULK to an archive of cmd/bulkgen")
	}
	return path
}

// BenchmarkImportBulk imports a bulk archive into an empty store.
func BenchmarkImportBulk(b *testing.B) {
	path := bulkFile(b)
	b.ReportAllocs()
	for b.Loop() {
		file := filepath.Join(b.TempDir(), "x.db")
		s, err := sqlite.Open(file, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		facts := 0
		opts := source.Settings{Progress: func(_, _ int, o source.Outcome) { facts += o.Result.NewFacts }}
		if r, err := source.Import(context.Background(), opts, s, []string{path}); err != nil || r.Failed > 0 {
			b.Fatal(err, r.Failed)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		fi, err := os.Stat(file)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(facts), "facts")
		b.ReportMetric(float64(fi.Size())/float64(facts), "B/fact")
	}
}

// BenchmarkScreen is assay screen capex --period 2024 over all filers.
func BenchmarkScreen(b *testing.B) {
	path := os.Getenv("ASSAY_BULK_STORE")
	if path == "" {
		b.Skip("set ASSAY_BULK_STORE to a store filled with an archive of cmd/bulkgen")
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := runScreen(context.Background(), io.Discard, io.Discard, screenFlags{store: path, period: "2024", format: "text"}, "capex"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUpdateFiler reads and imports one filer's 26,903 facts, Nvidia's, of
// which the store has all but those of one filing.
func BenchmarkUpdateFiler(b *testing.B) {
	data := sharedtest.Read(b, "data/sec/companyfacts/CIK0001045810.json.gz")
	s, err := sqlite.Open(filepath.Join(b.TempDir(), "x.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		whole, err := edgar.CompanyFacts("x", bytes.Replace(data, []byte(`"cik":1045810`), fmt.Appendf(nil, `"cik":%d`, 900_000_000+n), 1))
		if err != nil {
			b.Fatal(err)
		}
		n++
		last := whole.Facts[len(whole.Facts)-1].Filing
		before := *whole
		before.Facts = slices.DeleteFunc(slices.Clone(whole.Facts), func(f evidence.PackedFact) bool { return f.Filing == last })
		if _, err := s.Import(ctx, &before); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		again, err := edgar.CompanyFacts("x", bytes.Replace(data, []byte(`"cik":1045810`), fmt.Appendf(nil, `"cik":%d`, 900_000_000+n-1), 1))
		if err != nil {
			b.Fatal(err)
		}
		if r, err := s.Import(ctx, again); err != nil || r.NewFacts == 0 {
			b.Fatal(err, r)
		}
	}
}
