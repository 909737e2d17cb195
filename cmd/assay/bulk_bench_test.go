package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"assay/source"
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
