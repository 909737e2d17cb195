package fsds

import (
	"context"
	"path/filepath"
	"testing"

	"assay/store/sqlite"
)

// BenchmarkImport reads a real data set into a new store.
func BenchmarkImport(b *testing.B) {
	s := zipped(b, "2010q2.zip")
	b.SetBytes(s.Tables["num"].Size)
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		b.StopTimer()
		store, err := sqlite.Open(filepath.Join(b.TempDir(), "x.db"), sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		r, err := Import(context.Background(), s, store, Options{})
		if err != nil {
			b.Fatal(err)
		}
		rows += r.Rows
		b.StopTimer()
		store.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkRows reads the rows alone: unpacked, told apart and packed.
func BenchmarkRows(b *testing.B) {
	s := zipped(b, "2010q2.zip")
	b.SetBytes(s.Tables["num"].Size)
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		im := &importer{set: s, names: newNames()}
		var err error
		if im.subs, err = s.readSubmissions(&im.notes); err != nil {
			b.Fatal(err)
		}
		n, err := s.count(im.subs, &im.notes, im.step)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := im.load(context.Background(), part{hi: len(im.subs.all)}); err != nil {
			b.Fatal(err)
		}
		rows += n
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
