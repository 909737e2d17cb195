package fsds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"assay/entity"
	"assay/evidence"
)

// Store is what a data set is held against and written to.
type Store interface {
	evidence.Writer
	evidence.Facts
	Filer(ctx context.Context, id entity.ID) (evidence.Filer, error)
}

// Options are the bounds of an import; the zero value is right.
type Options struct {
	Rows  int // of num.txt in memory at a time; 0 is two million, 100 MB
	Batch int // rows of a transaction, to the next whole filer; 0 is 50,000
	// Step, if not nil, is told how far the import is: the bytes of num.txt each
	// time that it is read, and as much for storing as takes the time of it.
	Step func(done, total int64)
	// Begun and Done are remembered with the first and the last transaction.
	Begun, Done evidence.Origin
}

const (
	defaultRows  = 2_000_000
	defaultBatch = 50_000
)

// Import reads a data set into a store. Every filing is stored whole or not at
// all; where it fails, the filings before are stored and the result counts them.
// A data set whose tables are damaged is refused before anything is stored,
// since the first pass goes over all rows.
func Import(ctx context.Context, set Set, store Store, opt Options) (Result, error) {
	if opt.Rows <= 0 {
		opt.Rows = defaultRows
	}
	if opt.Batch <= 0 {
		opt.Batch = defaultBatch
	}
	im := &importer{set: set, store: store, opt: opt, names: newNames()}
	err := im.run(ctx)
	im.result.Notes = im.notes
	switch {
	case err == nil:
	case isStoreError(err), ctx.Err() != nil:
		err = fmt.Errorf("fsds: %s: stopped after %d of %d filings, which are stored: %w; import it again to go on", set.Name, im.result.Filings, im.filings(), err)
	default:
		err = set.fail(err)
	}
	return im.result, err
}

// importer is one import at work.
type importer struct {
	set    Set
	store  Store
	opt    Options
	names  *names
	subs   *submissions
	axes   map[string][]axisYears
	notes  notes
	result Result
	begun  bool
	read   int64 // bytes, of all passes before this one
	total  int64 // as Options.Step is told
	stored int   // rows
}

func (im *importer) run(ctx context.Context) (err error) {
	if im.axes, err = axes(); err != nil {
		return err
	}
	if im.subs, err = im.set.readSubmissions(&im.notes); err != nil {
		return err
	}
	if err := im.set.readTags(im.names); err != nil {
		return err
	}
	if err := im.set.readDims(im.names); err != nil {
		return err
	}
	size := im.set.Tables["num"].Size
	im.total = size * (2 + storing)
	if im.result.Rows, err = im.set.count(im.subs, &im.notes, im.step); err != nil {
		return err
	}
	parts := im.parts()
	im.read, im.total = size, size*int64(1+len(parts)+storing)
	for _, p := range parts {
		if err := im.part(ctx, p); err != nil {
			return err
		}
	}
	if im.opt.Done.Name == "" {
		return nil
	}
	if _, err := im.store.Import(ctx, &evidence.Batch{Source: im.set.Name, Origins: []evidence.Origin{im.opt.Done}}); err != nil {
		return &storeError{err}
	}
	return nil
}

// filings is how many the data set has, as far as known.
func (im *importer) filings() int {
	if im.subs == nil {
		return 0
	}
	return len(im.subs.all)
}

// storing is how many times as long as reading it takes to store a data set.
const storing = 4

// step tells how far the import is, with so many bytes of this pass.
func (im *importer) step(read int64) {
	if im.opt.Step == nil || im.total <= 0 {
		return
	}
	stored := storing * im.set.Tables["num"].Size * int64(im.stored) / int64(max(im.result.Rows, 1))
	im.opt.Step(min(im.read+read+stored, im.total), im.total)
}

// part is a run of whole filers' filings whose rows are in memory together.
type part struct{ lo, hi, rows int }

// parts cuts the filings where the rows of another filer would be too many.
func (im *importer) parts() []part {
	var out []part
	p := part{}
	for lo := 0; lo < len(im.subs.all); {
		hi, rows := im.filer(lo)
		if p.rows > 0 && p.rows+rows > im.opt.Rows {
			out = append(out, p)
			p = part{lo: lo}
		}
		p.hi, p.rows = hi, p.rows+rows
		lo = hi
	}
	if p.hi > p.lo {
		out = append(out, p)
	}
	return out
}

// filer is the end of the filings of the filer whose first is lo, and their rows.
func (im *importer) filer(lo int) (hi, rows int) {
	all := im.subs.all
	for hi = lo; hi < len(all) && all[hi].cik == all[lo].cik; hi++ {
		rows += all[hi].rows
	}
	return hi, rows
}

// part loads the rows of a run of filers and stores them.
func (im *importer) part(ctx context.Context, p part) error {
	rows, err := im.load(ctx, p)
	if err != nil {
		return err
	}
	im.read += im.set.Tables["num"].Size
	b := im.newBatch()
	for lo := p.lo; lo < p.hi; {
		hi, _ := im.filer(lo)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.filer(ctx, lo, hi, rows); err != nil {
			return err
		}
		if b.full() || hi == p.hi {
			im.stored += len(b.facts)
			if err := b.flush(ctx); err != nil {
				return err
			}
			im.step(0)
			b = im.newBatch()
		}
		lo = hi
	}
	return nil
}

// load reads num.txt and keeps the rows of a part, filing by filing.
func (im *importer) load(ctx context.Context, p part) ([]row, error) {
	all := im.subs.all
	at := 0
	for i := p.lo; i < p.hi; i++ {
		all[i].at, at = at, at+all[i].rows
		all[i].rows = 0
	}
	rows := make([]row, at)
	r, f, err := im.set.open("num", needOfNum...)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := numColumns(r)
	for n := 1; r.row(); n++ {
		if n%stepRows == 0 {
			im.step(r.read)
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		i, ok := im.subs.place[string(r.field(c.adsh))]
		if !ok || int(i) < p.lo || int(i) >= p.hi {
			continue
		}
		v, err := c.read(r, im.names, i)
		switch {
		case errors.Is(err, errEmpty):
			im.result.Empty++
		case errors.Is(err, errUnread):
			im.result.Unread++
			im.notes.add("unreadable row", "num, line %d: %v; left out", r.line, err)
		case err != nil:
			return nil, fmt.Errorf("num, line %d: %w", r.line, err)
		default:
			s := &all[i]
			if s.at+s.rows >= len(rows) || i+1 < uint32(p.hi) && s.at+s.rows >= all[i+1].at {
				return nil, fmt.Errorf("num, line %d: the table changed while it was read", r.line)
			}
			rows[s.at+s.rows] = v
			s.rows++
			if _, year := taxonomy(im.names.tags[v.concept].version); year > s.year {
				s.year = year
			}
		}
	}
	im.step(r.read)
	return rows, r.err
}

// filerOf is what the data set adds to what a store knows of a filer. A store's
// name stays, since a data set may be older; another name is a former one.
func (im *importer) filerOf(ctx context.Context, lo, hi int) (evidence.Filer, error) {
	last := &im.subs.all[hi-1]
	f := evidence.Filer{ID: entity.CIK(last.cik)}
	known, err := im.store.Filer(ctx, f.ID)
	if err != nil && !errors.Is(err, evidence.ErrNotFound) {
		return f, err
	}
	if known.FiscalYearEnd == "" {
		f.FiscalYearEnd = last.fye
	}
	if f.Name = known.Name; f.Name == "" {
		f.Name = last.name
	}
	former := known.FormerNames
	for i := lo; i < hi; i++ {
		for _, n := range [2]string{im.subs.all[i].name, im.subs.all[i].former} {
			if n != "" && !hasName(f.Name, former, n) {
				former = append(former[:len(former):len(former)], n)
			}
		}
	}
	f.FormerNames = former
	return f, nil
}

// hasName reports whether a name is one of a filer's already.
func hasName(name string, former []string, n string) bool {
	folded := evidence.FoldName(n)
	if evidence.FoldName(name) == folded {
		return true
	}
	for _, f := range former {
		if evidence.FoldName(f) == folded {
			return true
		}
	}
	return false
}

// registrant is the co-registrant of a filing that goes by the name of a row's
// entity; ok is false where none does for certain: a parent alone, all
// subsidiaries, a guarantor, or a name that is written otherwise.
func (im *importer) registrant(ctx context.Context, s *submission, name string) (cik uint32, ok bool, err error) {
	want := fold(name)
	for _, other := range s.others {
		if other == s.cik {
			continue
		}
		names := []string{im.subs.names[other]}
		known, err := im.store.Filer(ctx, entity.CIK(other))
		if err != nil && !errors.Is(err, evidence.ErrNotFound) {
			return 0, false, err
		}
		names = append(append(names, known.Name), known.FormerNames...)
		for _, n := range names {
			if i := strings.IndexByte(n, '/'); i > 0 {
				n = n[:i] // a state: "DOMINION RESOURCES INC /VA/"
			}
			if n != "" && fold(n) == want {
				return other, true, nil
			}
		}
	}
	return 0, false, nil
}
