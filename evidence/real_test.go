package evidence_test

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/sharedtest"
	"assay/source/edgar"
	"assay/source/ixbrl"
)

// shelf is the least store: facts by filer and concept. Batches are put on it
// without merging, companyfacts first, so that a stated grain comes second to
// an inferred one of the same filing; the stores of package store do better.
type shelf map[shelfKey][]evidence.Fact

type shelfKey struct {
	id      entity.ID
	concept string
}

func (s shelf) Facts(_ context.Context, id entity.ID, concept string) ([]evidence.Fact, error) {
	return s[shelfKey{id, concept}], nil
}

func (s shelf) Concepts(_ context.Context, id entity.ID) ([]string, error) {
	var names []string
	for k := range s {
		if k.id == id {
			names = append(names, k.concept)
		}
	}
	slices.Sort(names)
	return names, nil
}

func (s shelf) add(b *evidence.Batch, filings map[string]*evidence.Filing) {
	for i := range b.Filings {
		f := b.Filings[i]
		if k := filings[f.Accession]; k == nil {
			filings[f.Accession] = &f
		} else if k.Filed == 0 || k.About && f.Filed != 0 && !f.About {
			k.Filed, k.About = f.Filed, f.About
		}
	}
	t := b.Tables
	for _, p := range b.Facts {
		k := shelfKey{t.Entities[p.Entity], t.Concepts[p.Concept]}
		s[k] = append(s[k], evidence.Fact{
			Entity: k.id, Concept: k.concept, Dims: t.Dims[p.Dims], Unit: t.Units[p.Unit], Period: p.Period,
			Value: p.Value, Grain: p.Grain, Filing: filings[b.Filings[p.Filing].Accession],
		})
	}
}

func (s shelf) sort() {
	for k, facts := range s {
		slices.SortStableFunc(facts, func(a, b evidence.Fact) int {
			return cmp.Or(cmp.Compare(a.Dims, b.Dims), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Period.End, b.Period.End),
				cmp.Compare(a.Period.Start, b.Period.Start), cmp.Compare(a.Filing.Filed, b.Filing.Filed),
				cmp.Compare(a.Filing.Accession, b.Filing.Accession))
		})
		s[k] = merged(facts)
	}
}

// merged drops a fact that the same filing states with the same value; the
// stated grain stays.
func merged(facts []evidence.Fact) []evidence.Fact {
	out := facts[:0]
next:
	for _, f := range facts {
		for j := len(out) - 1; j >= 0 && out[j].Filing == f.Filing && out[j].Period == f.Period && out[j].Dims == f.Dims && out[j].Unit == f.Unit; j-- {
			if out[j].Value == f.Value {
				if out[j].Grain.Inferred && !f.Grain.Inferred {
					out[j].Grain = f.Grain
				}
				continue next
			}
		}
		out = append(out, f)
	}
	return out
}

var (
	realOnce  sync.Once
	realShelf shelf
)

// realFacts reads all companyfacts and inline documents of shared.
func realFacts(t testing.TB) shelf {
	dir := sharedtest.Dir(t)
	realOnce.Do(func() {
		s, filings := shelf{}, map[string]*evidence.Filing{}
		for _, pattern := range []string{"submissions/*.gz", "companyfacts/*.gz", "ixbrl/*/*.gz"} {
			paths, err := filepath.Glob(filepath.Join(dir, "data", "sec", pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range paths {
				rel, err := filepath.Rel(dir, p)
				if err != nil {
					t.Fatal(err)
				}
				s.add(parse(t, p, sharedtest.Read(t, rel)), filings)
			}
		}
		s.sort()
		realShelf = s
	})
	return realShelf
}

func parse(t testing.TB, path string, data []byte) *evidence.Batch {
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

const (
	nvda  = entity.ID("cik:0001045810")
	googl = entity.ID("cik:0001652044")
	msft  = entity.ID("cik:0000789019")
	amzn  = entity.ID("cik:0001018724")
	meta  = entity.ID("cik:0001326801")
)

// TestFirstFiled: without a list of filings the facts say when results were public.
func TestFirstFiled(t *testing.T) {
	facts := realFacts(t)
	for _, c := range []struct {
		id         entity.ID
		end, filed string
	}{{nvda, "2024-07-28", "2024-08-28"}, {googl, "2024-06-30", "2024-07-24"}, {amzn, "2024-06-30", "2024-08-02"}, {amzn, "2023-12-31", "2024-02-02"}} {
		first, err := evidence.FirstFiled(t.Context(), facts, c.id)
		if err != nil {
			t.Fatal(err)
		}
		if got := first[period.MustDate(c.end)]; got != period.MustDate(c.filed) {
			t.Errorf("%s to %s: first filed on %s, want %s", c.id, c.end, got, c.filed)
		}
	}
}
