package sqlite

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"assay/entity"
	"assay/metric"
)

// BenchmarkVintages reads one measure of one filer with all its vintages, of a
// thousand filers in turn, each read once before: the median of single reads.
func BenchmarkVintages(b *testing.B) {
	path := os.Getenv("ASSAY_BULK_STORE")
	if path == "" {
		b.Skip("set ASSAY_BULK_STORE to a store filled with an archive of cmd/bulkgen")
	}
	s, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	filers, err := s.Filers(ctx)
	if err != nil {
		b.Fatal(err)
	}
	cat, err := metric.Load()
	if err != nil {
		b.Fatal(err)
	}
	m, _ := cat.Lookup("capex")
	read := func(id entity.ID) int {
		for _, concept := range m.Definitions[0].Terms[0].Chain {
			facts, err := s.Facts(ctx, id, concept)
			if err != nil {
				b.Fatal(err)
			}
			if len(facts) > 0 {
				return len(facts)
			}
		}
		return 0
	}
	var ids []entity.ID
	for i := 0; len(ids) < 1000 && i < len(filers); i++ {
		if id := filers[(i*7919)%len(filers)].ID; read(id) > 0 {
			ids = append(ids, id)
		}
	}
	var took []time.Duration
	facts, i := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		clear(s.groups) // so that each read decodes
		start := time.Now()
		facts += read(ids[i%len(ids)])
		took = append(took, time.Since(start))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds()), "ns/median")
	b.ReportMetric(float64(facts)/float64(len(took)), "facts")
}
