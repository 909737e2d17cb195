package outlook_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/sharedtest"
	"assay/source/edgar"
	"assay/source/ixbrl"
	"assay/store/memory"
)

const (
	nvda  = entity.ID("cik:0001045810")
	googl = entity.ID("cik:0001652044")
	msft  = entity.ID("cik:0000789019")
	amzn  = entity.ID("cik:0001018724")
	meta  = entity.ID("cik:0001326801")
)

var (
	realOnce  sync.Once
	realStore *memory.Store
)

// filed is a store with the companyfacts, submissions and, of Amazon and Meta,
// inline documents of shared.
func filed(t testing.TB) *memory.Store {
	t.Helper()
	dir := sharedtest.Dir(t)
	realOnce.Do(func() {
		s := memory.New()
		for _, pattern := range []string{"submissions/*.gz", "companyfacts/*.gz", "ixbrl/AMZN/*.gz", "ixbrl/META/*.gz"} {
			paths, err := filepath.Glob(filepath.Join(dir, "data", "sec", pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range paths {
				rel, err := filepath.Rel(dir, p)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := s.Import(context.Background(), parse(t, p, sharedtest.Read(t, rel))); err != nil {
					t.Fatal(err)
				}
			}
		}
		realStore = s
	})
	if realStore == nil {
		t.Fatal("the shared filings could not be read")
	}
	return realStore
}

func parse(t testing.TB, path string, data []byte) *evidence.Batch {
	t.Helper()
	var b *evidence.Batch
	var err error
	switch {
	case strings.Contains(path, "companyfacts"):
		b, err = edgar.CompanyFacts(path, data)
	case strings.Contains(path, "submissions"):
		b, err = edgar.Submissions(path, data)
	default:
		b, err = ixbrl.Parse(filepath.Base(path), data)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var loaded = sync.OnceValues(metric.Load)

func catalog(t testing.TB) *metric.Catalog {
	t.Helper()
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
