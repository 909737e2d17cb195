package starter

import (
	"context"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/evidence/evtest"
	"assay/store/memory"
)

func TestStore(t *testing.T) {
	evtest.TestStore(t, func(t *testing.T, batches []*evidence.Batch) evidence.Reader {
		m := memory.New()
		evtest.Fill(t, m, batches)
		var c Content
		for _, b := range batches {
			for _, f := range b.Filers {
				full, err := m.Filer(context.Background(), f.ID)
				if err != nil {
					t.Fatal(err)
				}
				c.Filers = append(c.Filers[:0:0], append(without(c.Filers, f.ID), full)...)
			}
			c.Series = append(c.Series, b.Series...)
		}
		for _, id := range []entity.ID{entity.CIK(1652044)} {
			concepts, _ := m.Concepts(context.Background(), id)
			for _, concept := range concepts {
				fs, _ := m.Facts(context.Background(), id, concept)
				c.Facts = append(c.Facts, fs...)
			}
			filings, _ := m.Reports(context.Background(), id)
			c.Filings = append(c.Filings, filings...)
		}
		s, err := Read(Pack(c))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func without(fs []evidence.Filer, id entity.ID) []evidence.Filer {
	var out []evidence.Filer
	for _, f := range fs {
		if f.ID != id {
			out = append(out, f)
		}
	}
	return out
}

// TestEmbedded looks up one fact of each filer that the starter promises.
func TestEmbedded(t *testing.T) {
	if len(embedded) >= 2<<20 {
		t.Errorf("the starter has %d bytes, want under 2 MB", len(embedded))
	}
	s, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, cik := range []uint32{1045810, 1652044, 789019, 1018724, 1326801} {
		fs, err := s.Facts(context.Background(), entity.CIK(cik), "us-gaap:NetIncomeLoss")
		if err != nil || len(fs) == 0 {
			t.Errorf("%d: %d facts, %v", cik, len(fs), err)
		}
	}
	for _, id := range []entity.ID{"index:VIX", "index:BTC-DVOL", "asset:BTC", entity.CIK(320193)} {
		if v, err := s.Series(context.Background(), id); err != nil || len(v.Bars) < 500 {
			t.Errorf("%s: %d bars, %v", id, len(v.Bars), err)
		}
	}
	if fs, err := s.Named(context.Background(), "KMB"); err != nil || len(fs) != 1 {
		t.Errorf("KMB: %v, %v", fs, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(Pack(Content{}))
	f.Add([]byte(magic + "\x01\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Read(b)
		if err != nil {
			return
		}
		s.Facts(context.Background(), entity.CIK(1), "us-gaap:C")
		s.Named(context.Background(), "x")
	})
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}
