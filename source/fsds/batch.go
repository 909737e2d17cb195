package fsds

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"assay/entity"
	"assay/evidence"
)

// batch gathers the facts of whole filers for one transaction.
type batch struct {
	*importer
	b        *evidence.Batch
	facts    []fact
	entities map[entity.ID]uint32
	concepts map[string]uint32
	dimsAt   map[evidence.Dims]uint32
	unitsAt  map[string]uint32
	counts   Counts
}

// fact is a row's fact, with what of it is not the batch's matter.
type fact struct {
	evidence.PackedFact
	stated bool // the grain is the row's own
	known  bool // only its value counts, for the grains of others
}

func (im *importer) newBatch() *batch {
	b := &batch{importer: im, b: &evidence.Batch{Source: im.set.Name}, entities: map[entity.ID]uint32{}, concepts: map[string]uint32{}, dimsAt: map[evidence.Dims]uint32{"": 0}, unitsAt: map[string]uint32{}}
	b.b.Tables.Dims = []evidence.Dims{""}
	return b
}

// index is the place of v in a table, entered on first sight.
func index[T comparable](known map[T]uint32, table *[]T, v T) uint32 {
	if i, ok := known[v]; ok {
		return i
	}
	i := uint32(len(*table))
	*table = append(*table, v)
	known[v] = i
	return i
}

// filer adds all filings of one filer.
func (b *batch) filer(ctx context.Context, lo, hi int, rows []row) error {
	f, err := b.filerOf(ctx, lo, hi)
	if err != nil {
		return err
	}
	b.b.Filers = append(b.b.Filers, f)
	w := &filerRows{batch: b, id: f.ID, place: map[string]uint32{}, known: map[entity.ID]*exactly{}, named: map[named]entity.ID{}, segments: map[uint32]segments{}, base: len(b.b.Filings), first: lo}
	for i := lo; i < hi; i++ {
		w.place[b.subs.all[i].accession] = uint32(i)
		b.b.Filings = append(b.b.Filings, b.subs.all[i].filing())
	}
	for i := lo; i < hi; i++ {
		s := &b.subs.all[i]
		for j := range s.rows {
			if err := w.row(ctx, s, &rows[s.at+j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// filerRows are the rows of one filer while they are matched.
type filerRows struct {
	*batch
	id       entity.ID
	place    map[string]uint32 // accession → number in sub
	known    map[entity.ID]*exactly
	named    map[named]entity.ID // "" is left out
	segments map[uint32]segments
	base     int // of the filings in the batch
	first    int // of the filings in sub
}

// named is a name of an entity in a filing.
type named struct {
	filing uint32
	name   string
}

// segments are dimensions taken apart.
type segments struct {
	pairs  []pair
	joined string
	entity string // that they speak of, "" the filer
	rest   []pair // without it
}

// apart takes the nth dimensions apart, once.
func (w *filerRows) apart(n uint32) segments {
	s, ok := w.segments[n]
	if ok {
		return s
	}
	ps := pairs(w.names.segments[n])
	s = segments{pairs: ps, joined: joined(ps), rest: ps}
	for i, p := range ps {
		if p.axis == legalEntity {
			s.entity, s.rest = p.member, append(append([]pair{}, ps[:i]...), ps[i+1:]...)
			break
		}
	}
	w.segments[n] = s
	return s
}

// row matches one row and adds it, or counts why not.
func (w *filerRows) row(ctx context.Context, s *submission, v *row) error {
	seg := w.apart(v.dims)
	ps, short := seg.pairs, seg.joined
	name := cmp.Or(w.names.entities[v.entity], seg.entity)
	id := w.id
	if name != "" {
		var err error
		if id, err = w.whose(ctx, s, v.filing, name); err != nil {
			return err
		}
		ps, short = seg.rest, joined(seg.rest)
	}
	t := &w.names.tags[v.concept]
	switch {
	case id == "":
		w.counts.Entities++
		return nil
	case v.qtrs == 0 && t.duration:
		w.counts.Short++
		return nil
	}
	x := w.known[id]
	if x == nil {
		var err error
		if x, err = know(ctx, w.store, id, w.place, nil); err != nil {
			return err
		}
		w.known[id] = x
	}
	uom := w.names.units[v.unit]
	concept, unit := x.concept(v.concept, t, s.prefix), unitName(uom, t.datatype)
	f := fact{known: x.has(factKey{v.filing, concept, short, v.end, int(v.qtrs)}, v.value, unit, uom)}
	f.Value, f.Filing = v.value, uint32(w.base)+v.filing-uint32(w.first)
	f.Unit = index(w.unitsAt, &w.b.Tables.Units, unit)
	f.Grain, f.stated = v.grain()
	var ok bool
	if f.Period, ok = x.period(v.filing, v.end, int(v.qtrs)); !ok {
		f.Period, f.About = evidence.AboutPeriod(v.end, int(v.qtrs)), true
	}
	f.Concept = index(w.concepts, &w.b.Tables.Concepts, concept)
	if !f.known {
		f.Entity = index(w.entities, &w.b.Tables.Entities, id)
		f.Dims = index(w.dimsAt, &w.b.Tables.Dims, x.dims(v.dims, ps, w.axes, s.year))
	}
	w.facts = append(w.facts, f)
	return nil
}

// whose is the entity that goes by a name in a filing; "" is one that is none for
// certain.
func (w *filerRows) whose(ctx context.Context, s *submission, filing uint32, name string) (entity.ID, error) {
	key := named{filing, name}
	id, ok := w.named[key]
	if !ok {
		cik, found, err := w.registrant(ctx, s, name)
		if err != nil {
			return "", err
		}
		if found {
			id = entity.CIK(cik)
		}
		w.named[key] = id
	}
	if id != "" {
		w.counts.Registered++
	}
	return id, nil
}

// flush stores the batch and counts what it brought.
func (b *batch) flush(ctx context.Context) error {
	if b.grains() > maxGrains {
		return fmt.Errorf("num: %d units in %d filings: more than any filer has", len(b.b.Tables.Units), len(b.b.Filings))
	}
	slices.SortStableFunc(b.facts, func(x, y fact) int { // as grains are inferred
		return cmp.Or(cmp.Compare(x.Concept, y.Concept), cmp.Compare(x.Unit, y.Unit))
	})
	all := make([]evidence.PackedFact, len(b.facts))
	for i := range b.facts {
		all[i] = b.facts[i].PackedFact
	}
	b.b.Facts = all
	evidence.InferGrains(b.b)
	kept := all[:0]
	for i := range b.facts {
		f := &b.facts[i]
		if f.known {
			b.counts.Known++
			continue
		}
		p := all[i]
		if f.stated {
			p.Grain = f.Grain
		}
		if p.About {
			p.Grain = roughly(p)
			b.counts.About++
		} else {
			b.counts.Exact++
		}
		kept = append(kept, p)
	}
	b.b.Facts = kept
	if !b.begun && b.opt.Begun.Name != "" {
		b.b.Origins = []evidence.Origin{b.opt.Begun}
	}
	b.begun = true // of the importer
	r, err := b.store.Import(ctx, b.b)
	if err != nil {
		return &storeError{err}
	}
	b.result.Filings += len(b.b.Filings)
	b.result.add(r, b.counts)
	return nil
}

// maxGrains bounds units × filings of a transaction; a real filer has hundreds.
const maxGrains = 1 << 20

func (b *batch) grains() int { return len(b.b.Tables.Units) * len(b.b.Filings) }

// full reports whether the batch is large enough for a transaction.
func (b *batch) full() bool { return len(b.facts) >= b.opt.Batch || b.grains() > maxGrains/16 }

// roughly is a grain as a fact of an approximate period has it: inferred. An
// exact value is rounded in its last digit, or to units.
func roughly(p evidence.PackedFact) evidence.Grain {
	g := p.Grain
	if g.Exact {
		_, exp := p.Value.Parts()
		g = evidence.Grain{Exp: int8(min(exp, 0))}
	}
	g.Inferred = true
	return g
}

// add counts what a batch brought. Rows that an earlier import stored are known.
func (r *Result) add(b evidence.Result, c Counts) {
	r.NewFacts += b.NewFacts
	r.NewFilings += b.NewFilings
	r.KnownFacts += b.KnownFacts + c.Known
	r.Exact += c.Exact
	r.About += c.About
	r.Known += c.Known
	r.Entities += c.Entities
	r.Registered += c.Registered
	r.Short += c.Short
}

// storeError is a failure of the store, which the data set is not to blame for.
type storeError struct{ err error }

func (e *storeError) Error() string { return e.err.Error() }
func (e *storeError) Unwrap() error { return e.err }

func isStoreError(err error) bool {
	var s *storeError
	return errors.As(err, &s)
}
