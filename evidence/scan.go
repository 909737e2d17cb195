package evidence

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"assay/entity"
)

// Selection says which facts a Scanner yields. The zero value is all of them.
type Selection struct {
	Filers   []entity.ID // nil: every filer with facts
	Concepts []string    // nil: every concept
}

// Scanner reads all that a store holds of a kind, one after another: for exports, whose
// order may not depend on how the store was filled, and which may not grow with it.
type Scanner interface {
	// Scan yields the selected facts by the filer's Central Index Key, the concept's
	// name, and then in the order of Facts, all as of one moment. A fact is valid
	// until the next one. It stops with the first error.
	Scan(ctx context.Context, s Selection) iter.Seq2[*Fact, error]
	// Holders are the filers with at least one fact, by Central Index Key.
	Holders(ctx context.Context) ([]entity.ID, error)
	// Filings yields the filings of the filers (nil: all), also those that tell of
	// no results, by Central Index Key, then in the order of SortFilings.
	Filings(ctx context.Context, filers []entity.ID) iter.Seq2[Filing, error]
	// SeriesIDs are the entities of whom there is a daily series, sorted.
	SeriesIDs(ctx context.Context) ([]entity.ID, error)
}

// ScanFacts is Scanner.Scan for a store that holds its facts in memory.
func ScanFacts(ctx context.Context, r Facts, holders []entity.ID, s Selection) iter.Seq2[*Fact, error] {
	if s.Filers != nil {
		holders = SortedIDs(s.Filers)
	}
	return func(yield func(*Fact, error) bool) {
		for _, id := range holders {
			concepts, err := r.Concepts(ctx, id)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, concept := range concepts {
				if s.Concepts != nil && !slices.Contains(s.Concepts, concept) {
					continue
				}
				facts, err := r.Facts(ctx, id, concept)
				if err != nil {
					yield(nil, err)
					return
				}
				for i := range facts {
					if !yield(&facts[i], nil) {
						return
					}
				}
			}
		}
	}
}

// SortedIDs are the ids sorted, each once: filers by their Central Index Key.
func SortedIDs(ids []entity.ID) []entity.ID {
	ids = slices.Clone(ids)
	slices.Sort(ids) // the key has ten digits
	return slices.Compact(ids)
}

// ScanFilings is Scanner.Filings for a store that holds its filings in memory; they may
// stand in any order.
func ScanFilings(all []Filing, filers []entity.ID) iter.Seq2[Filing, error] {
	slices.SortFunc(all, func(a, b Filing) int {
		return cmp.Or(cmp.Compare(a.CIK, b.CIK), cmp.Compare(a.Filed, b.Filed), strings.Compare(a.Accession, b.Accession))
	})
	return func(yield func(Filing, error) bool) {
		for _, f := range all {
			if filers != nil && !slices.Contains(filers, entity.CIK(f.CIK)) {
				continue
			}
			if !yield(f, nil) {
				return
			}
		}
	}
}
