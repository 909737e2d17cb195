package assay

import (
	"context"
	"slices"
	"strings"

	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/metric"
)

// maxNamed bounds the names that a session remembers; a run over many articles
// meets new ones in each.
const maxNamed = 1 << 12

// directory answers claim.Directory from a store. What the store cannot answer
// counts as unknown: reading never fails for it.
type directory struct {
	ctx   context.Context
	store evidence.Reader
	names entity.Names
	eval  *evidence.Evaluator
	named map[string]claim.Party
	parts map[entity.ID]map[metric.Key]bool
}

func newDirectory(ctx context.Context, store evidence.Reader, names entity.Names, metrics *metric.Catalog) *directory {
	return &directory{
		ctx: ctx, store: store, names: names, eval: evidence.NewEvaluator(store, metrics),
		named: map[string]claim.Party{}, parts: map[entity.ID]map[metric.Key]bool{},
	}
}

// Filer implements claim.Directory: the filer whose whole name, without its
// legal form, is the one given, or the only one whose name begins with the words
// given. A
// ticker decides only for a filer whose name begins as the one given.
func (d *directory) Filer(name, ticker string) (claim.Party, bool) {
	key := name + "\x00" + ticker
	p, known := d.named[key]
	if !known {
		if len(d.named) >= maxNamed {
			clear(d.named)
		}
		p, _ = d.filer(name, ticker)
		d.named[key] = p
	}
	return p, p.ID != ""
}

func (d *directory) filer(name, ticker string) (claim.Party, bool) {
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
		if len(fs) > 1 || !strings.Contains(name, " ") { // one word begins many a name

			return claim.Party{}, false
		}
	default: // a ticker by chance
		return claim.Party{}, false
	}
	return d.party(f), true
}

func (d *directory) party(f evidence.Filer) claim.Party {
	if known := d.names.Name(f.ID); known != "" {
		return claim.Party{ID: f.ID, Name: known}
	}
	return claim.Party{ID: f.ID, Name: f.Name}
}

// Segment implements claim.Directory.
func (d *directory) Segment(id entity.ID, words string) bool {
	parts, known := d.parts[id]
	if !known {
		parts, _ = d.eval.PartKeys(d.ctx, id)
		d.parts[id] = parts
	}
	if len(parts) == 0 {
		return false
	}
	return slices.ContainsFunc(metric.WordKeys(words), func(k metric.Key) bool { return parts[k] })
}
