// Package memory is a store in maps: the plainest implementation of package
// evidence's readers and writer, for tests and as the reference for others.
package memory

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/forecast"
)

// Store keeps everything in memory. It is safe for concurrent use.
type Store struct {
	mu      sync.RWMutex
	facts   map[entity.ID]map[string][]evidence.Fact
	filers  map[entity.ID]evidence.Filer
	filings map[string]*evidence.Filing
	series  map[entity.ID]evidence.Series
	chains  map[entity.ID]map[int64]evidence.Chain // by the second of the quotes
	origins map[string]evidence.Origin
	ledger  []forecast.Record
}

// New is an empty store.
func New() *Store {
	return &Store{
		facts: map[entity.ID]map[string][]evidence.Fact{}, filers: map[entity.ID]evidence.Filer{},
		filings: map[string]*evidence.Filing{}, series: map[entity.ID]evidence.Series{},
		chains: map[entity.ID]map[int64]evidence.Chain{}, origins: map[string]evidence.Origin{},
	}
}

// Import implements evidence.Writer.
func (s *Store) Import(_ context.Context, b *evidence.Batch) (r evidence.Result, err error) {
	for _, id := range b.Tables.Entities {
		if _, ok := id.CIK(); !ok {
			return r, fmt.Errorf("memory: facts of %q: only filers have facts", id)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range b.Filers {
		old := s.filers[f.ID]
		evidence.MergeFiler(&old, f)
		s.filers[f.ID] = old
	}
	filings := make([]*evidence.Filing, len(b.Filings))
	for i, f := range b.Filings {
		if s.filings[f.Accession] == nil {
			s.filings[f.Accession] = &f
			r.NewFilings++
		} else {
			evidence.MergeFiling(s.filings[f.Accession], f)
		}
		filings[i] = s.filings[f.Accession]
	}
	touched := map[entity.ID]map[string]bool{}
	for _, p := range b.Facts {
		f := evidence.Fact{
			Entity: b.Tables.Entities[p.Entity], Concept: b.Tables.Concepts[p.Concept], Dims: b.Tables.Dims[p.Dims], Unit: b.Tables.Units[p.Unit],
			Period: p.Period, Value: p.Value, Grain: p.Grain, About: p.About, Filing: filings[p.Filing],
		}
		if s.add(f) {
			r.NewFacts++
		} else {
			r.KnownFacts++
		}
		if touched[f.Entity] == nil {
			touched[f.Entity] = map[string]bool{}
		}
		touched[f.Entity][f.Concept] = true
	}
	for id, concepts := range touched {
		for c := range concepts {
			evidence.SortFacts(s.facts[id][c])
		}
	}
	for _, v := range b.Series {
		merged, fresh := evidence.MergeSeries(s.series[v.Entity], v)
		s.series[v.Entity] = merged
		r.NewBars += fresh
		r.KnownBars += len(v.Bars) - fresh
	}
	for _, c := range b.Chains {
		if s.chains[c.Entity] == nil {
			s.chains[c.Entity] = map[int64]evidence.Chain{}
		}
		merged, fresh := evidence.MergeChain(s.chains[c.Entity][c.Quoted.Unix()], c)
		s.chains[c.Entity][c.Quoted.Unix()] = merged
		r.NewQuotes += fresh
		r.KnownQuotes += len(c.Options) - fresh
	}
	for _, o := range b.Origins {
		s.origins[o.Name] = o
	}
	return r, nil
}

// add stores a fact, or merges it with the one that it repeats.
func (s *Store) add(f evidence.Fact) bool {
	if s.facts[f.Entity] == nil {
		s.facts[f.Entity] = map[string][]evidence.Fact{}
	}
	list := s.facts[f.Entity][f.Concept]
	copied := func(o evidence.Fact) bool { return evidence.CopyOf(&f, &o) }
	if slices.ContainsFunc(list, copied) {
		list = slices.DeleteFunc(slices.Clone(list), copied)
		s.facts[f.Entity][f.Concept] = list
	}
	for i := range list {
		o := &list[i]
		if evidence.CopyOf(o, &f) {
			return false
		}
		if o.Dims == f.Dims && o.Unit == f.Unit && o.Period == f.Period && o.About == f.About && o.Filing == f.Filing && o.Value == f.Value {
			if o.Grain.Inferred && !f.Grain.Inferred {
				o.Grain = f.Grain
			}
			return false
		}
	}
	s.facts[f.Entity][f.Concept] = append(slices.Clip(list), f)
	return true
}

// Facts implements evidence.Facts.
func (s *Store) Facts(_ context.Context, id entity.ID, concept string) ([]evidence.Fact, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.facts[id][concept]), nil
}

// Concepts implements evidence.Facts.
func (s *Store) Concepts(_ context.Context, id entity.ID) ([]string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []string
	for c := range s.facts[id] {
		out = append(out, c)
	}
	slices.Sort(out)
	return out, nil
}

// Filer implements evidence.Filers.
func (s *Store) Filer(_ context.Context, id entity.ID) (evidence.Filer, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f, ok := s.filers[id]
	if !ok {
		return evidence.Filer{ID: id}, evidence.ErrNotFound
	}
	return f, nil
}

// Reports implements evidence.Filers.
func (s *Store) Reports(_ context.Context, id entity.ID) ([]evidence.Filing, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	cik, _ := id.CIK()
	var out []evidence.Filing
	for _, f := range s.filings {
		if f.CIK == cik && evidence.IsReport(f.Form) {
			out = append(out, *f)
		}
	}
	evidence.SortFilings(out)
	return out, nil
}

// Named implements evidence.Filers.
func (s *Store) Named(_ context.Context, name string) ([]evidence.Filer, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	ids := make([]entity.ID, 0, len(s.filers))
	for id := range s.filers {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return evidence.RankNamed(func(yield func(evidence.Filer) bool) {
		for _, id := range ids {
			if !yield(s.filers[id]) {
				return
			}
		}
	}, name), nil
}

// Series implements evidence.Prices.
func (s *Store) Series(_ context.Context, id entity.ID) (evidence.Series, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := s.series[id]
	if !ok {
		return evidence.Series{Entity: id}, evidence.ErrNotFound
	}
	return v, nil
}

// ChainTimes implements evidence.Chains.
func (s *Store) ChainTimes(_ context.Context, id entity.ID) ([]time.Time, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []time.Time
	for at := range s.chains[id] {
		out = append(out, time.Unix(at, 0).UTC())
	}
	slices.SortFunc(out, time.Time.Compare)
	return out, nil
}

// Chain implements evidence.Chains.
func (s *Store) Chain(_ context.Context, id entity.ID, quoted time.Time) (evidence.Chain, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, ok := s.chains[id][quoted.Unix()]
	if !ok {
		return evidence.Chain{Entity: id}, evidence.ErrNotFound
	}
	return c, nil
}

// Vendors implements evidence.Chains.
func (s *Store) Vendors(_ context.Context, id entity.ID) ([]string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []string
	for series := range s.series {
		if vendor, ok := evidence.IV30Vendor(series, id); ok {
			out = append(out, vendor)
		}
	}
	slices.Sort(out)
	return out, nil
}

// Origin implements evidence.Origins.
func (s *Store) Origin(_ context.Context, name string) (evidence.Origin, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	o, ok := s.origins[name]
	if !ok {
		return evidence.Origin{Name: name}, evidence.ErrNotFound
	}
	return o, nil
}

// Origins implements evidence.Origins.
func (s *Store) Origins(_ context.Context, prefix string) ([]evidence.Origin, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []evidence.Origin
	for name, o := range s.origins {
		if strings.HasPrefix(name, prefix) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b evidence.Origin) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Records implements forecast.Log.
func (s *Store) Records(_ context.Context, from int) iter.Seq2[forecast.Record, error] {
	return func(yield func(forecast.Record, error) bool) {
		s.mu.RLock()
		records := s.ledger[min(max(from-1, 0), len(s.ledger)):] // only ever appended to
		s.mu.RUnlock()
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Head implements forecast.Log.
func (s *Store) Head(context.Context) (forecast.Record, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if n := len(s.ledger); n > 0 {
		return s.ledger[n-1], nil
	}
	return forecast.Record{}, nil
}

// Append implements forecast.Log.
func (s *Store) Append(ctx context.Context, records []forecast.Record) error {
	head, _ := s.Head(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(records) > 0 && (head.Hash != records[0].Prev || head.Seq != len(s.ledger)) {
		return forecast.ErrMoved
	}
	s.ledger = append(s.ledger, records...)
	return nil
}
