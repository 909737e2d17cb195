package starter

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
	var out []entity.ID
	for i := range s.blockCount() { // by key
		if id := entity.CIK(uint32(s.key(i) >> 32)); len(out) == 0 || out[len(out)-1] != id {
			out = append(out, id)
		}
	}
	return out, nil
}

// Filings implements evidence.Scanner.
func (s *Store) Filings(_ context.Context, filers []entity.ID) iter.Seq2[evidence.Filing, error] {
	all := make([]evidence.Filing, len(s.filings))
	for i, f := range s.filings {
		all[i] = *f
	}
	return evidence.ScanFilings(all, filers)
}

// SeriesIDs implements evidence.Scanner.
func (s *Store) SeriesIDs(context.Context) ([]entity.ID, error) {
	return slices.Sorted(maps.Keys(s.series)), nil
}
