package memory

import (
	"context"
	"iter"
	"maps"
	"slices"

	"assay/entity"
	"assay/evidence"
)

// Scan implements evidence.Scanner.
func (s *Store) Scan(ctx context.Context, sel evidence.Selection) iter.Seq2[*evidence.Fact, error] {
	holders, _ := s.Holders(ctx)
	return evidence.ScanFacts(ctx, s, holders, sel)
}

// Holders implements evidence.Scanner.
func (s *Store) Holders(context.Context) ([]entity.ID, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.facts)), nil
}

// Filings implements evidence.Scanner.
func (s *Store) Filings(_ context.Context, filers []entity.ID) iter.Seq2[evidence.Filing, error] {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]evidence.Filing, 0, len(s.filings))
	for _, f := range s.filings {
		all = append(all, *f)
	}
	return evidence.ScanFilings(all, filers)
}

// SeriesIDs implements evidence.Scanner.
func (s *Store) SeriesIDs(context.Context) ([]entity.ID, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.series)), nil
}
