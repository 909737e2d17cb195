package assay

import (
	"context"
	"slices"

	"assay/claim"
	"assay/entity"
	"assay/evidence"
)

// directory answers claim.Directory from a store. What the store cannot answer
// counts as unknown: reading never fails for it.
type directory struct {
	ctx      context.Context
	store    evidence.Reader
	entities *entity.Set
	eval     *evidence.Evaluator
	segments map[segmentKey]bool
}

type segmentKey struct {
	id    entity.ID
	words string
}

func newDirectory(ctx context.Context, store evidence.Reader, r *Reader) *directory {
	return &directory{ctx, store, r.entities, evidence.NewEvaluator(store, r.metrics), map[segmentKey]bool{}}
}

// Filer implements claim.Directory: the filer whose whole name, without its
// legal form, is the one given, or the only one whose name begins with it. A
// ticker decides only for a filer whose name begins as the one given.
func (d *directory) Filer(name, ticker string) (claim.Party, bool) {
	fs, err := d.store.Named(d.ctx, name)
	if err != nil || len(fs) == 0 {
		return claim.Party{}, false
	}
	f := fs[0]
	for _, x := range fs {
		if ticker != "" && slices.Contains(x.Tickers, ticker) {
			return d.party(x), true
		}
	}
	switch evidence.NameRank(f, "", evidence.FoldName(name)) {
	case 1:
	case 2:
		if len(fs) > 1 {
			return claim.Party{}, false
		}
	default: // a ticker by chance
		return claim.Party{}, false
	}
	return d.party(f), true
}

func (d *directory) party(f evidence.Filer) claim.Party {
	if known := d.entities.Name(f.ID); known != "" {
		return claim.Party{ID: f.ID, Name: known}
	}
	return claim.Party{ID: f.ID, Name: f.Name}
}

// Segment implements claim.Directory.
func (d *directory) Segment(id entity.ID, words string) bool {
	key := segmentKey{id, words}
	if known, ok := d.segments[key]; ok {
		return known
	}
	named, err := d.eval.Names(d.ctx, id, words)
	d.segments[key] = named && err == nil
	return d.segments[key]
}
