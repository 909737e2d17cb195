package fsds

import (
	"context"
	"fmt"

	"assay/entity"
	"assay/evidence"
)

// Settle gives the facts of a filer whose periods are only about right the exact
// ones that the same filings state by now, where they leave one possibility, and
// reports how many it gave. It does for files imported after a data set what
// Import does for those before it: the approximate facts give way to the exact
// ones that it stores (evidence.MergeRows). What is there exactly under the full
// names of its dimensions stays away from timelines as it is.
func Settle(ctx context.Context, store Store, id entity.ID) (int, error) {
	var about []evidence.Fact
	place := map[string]uint32{}
	if _, err := know(ctx, store, id, nil, func(f evidence.Fact) {
		about = append(about, f)
		if _, ok := place[f.Filing.Accession]; !ok {
			place[f.Filing.Accession] = uint32(len(place))
		}
	}); err != nil || len(about) == 0 {
		return 0, err
	}
	x, err := know(ctx, store, id, place, nil)
	if err != nil {
		return 0, err
	}
	b := &batch{b: &evidence.Batch{Source: "data sets"}, concepts: map[string]uint32{}, dimsAt: map[evidence.Dims]uint32{"": 0}, unitsAt: map[string]uint32{}}
	b.b.Tables = evidence.Tables{Entities: []entity.ID{id}, Dims: []evidence.Dims{""}}
	b.b.Filings = make([]evidence.Filing, len(place))
	for i := range about {
		f := &about[i]
		n := place[f.Filing.Accession]
		b.b.Filings[n] = *f.Filing
		quarters := evidence.Quarters(f.Period)
		exact, ok := x.period(n, f.Period.End, quarters)
		if !ok || x.has(factKey{n, f.Concept, x.learn(f.Dims), f.Period.End, quarters}, f.Value, f.Unit, f.Unit) {
			continue
		}
		b.b.Facts = append(b.b.Facts, evidence.PackedFact{
			Concept: index(b.concepts, &b.b.Tables.Concepts, f.Concept), Dims: index(b.dimsAt, &b.b.Tables.Dims, f.Dims),
			Unit: index(b.unitsAt, &b.b.Tables.Units, f.Unit), Filing: n, Period: exact, Value: f.Value, Grain: f.Grain,
		})
	}
	if len(b.b.Facts) == 0 {
		return 0, nil
	}
	if _, err := store.Import(ctx, b.b); err != nil {
		return 0, fmt.Errorf("fsds: %w", err)
	}
	return len(b.b.Facts), nil
}
