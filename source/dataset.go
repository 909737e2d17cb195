package source

import (
	"archive/zip"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/source/fsds"
)

// A data set is several tables, in an archive or a folder, and one job: its rows
// mean nothing without the table of filings.

// tablesOf are the tables of a data set among named files, by folder.
func tablesOf[T any](names []string, file func(i int) T) map[string]map[string]T {
	out := map[string]map[string]T{}
	for i, n := range names {
		table := fsds.TableOf(n)
		if table == "" {
			continue
		}
		dir := path.Dir(n)
		if out[dir] == nil {
			out[dir] = map[string]T{}
		}
		out[dir][table] = file(i)
	}
	for dir, tables := range out {
		if !fsds.Complete(func(t string) bool { _, ok := tables[t]; return ok }) {
			delete(out, dir)
		}
	}
	return out
}

// kindOf is the kind of a data set.
func kindOf(s fsds.Set) Kind {
	if s.Notes() {
		return FSN
	}
	return FSDS
}

// zipped adds the data sets of an archive and gives the folders that they are in.
// Tables are read as a stream, so that only the archive's own bounds hold.
func (p *plan) zipped(archive string, entries []*zip.File) map[string]bool {
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name
	}
	sets := tablesOf(names, func(i int) *zip.File { return entries[i] })
	dirs := map[string]bool{}
	for _, dir := range sorted(sets) {
		dirs[dir] = true
		set := fsds.Set{Name: archive, Tables: map[string]fsds.Table{}}
		origin := filepath.Base(archive) + ":"
		if dir != "." {
			set.Name += ":" + shownName(dir)
			origin += dir + "/"
		}
		sum := "crc32"
		for _, table := range []string{"sub", "num", "tag", "dim"} {
			e, ok := sets[dir][table]
			if !ok {
				continue
			}
			if size := e.UncompressedSize64; size > uint64(p.limits.Archive) || size > ratioFloor && size/uint64(p.limits.Ratio) > e.CompressedSize64 {
				p.fail(set.Name, fmt.Errorf("source: %s: %s: %w", set.Name, shownName(e.Name), errTooLarge))
				set.Tables = nil
				break
			}
			set.Tables[table] = fsds.Table{Open: e.Open, Size: int64(e.UncompressedSize64)}
			sum += fmt.Sprintf(":%08x:%d", e.CRC32, e.UncompressedSize64)
		}
		if set.Tables != nil {
			p.jobs = append(p.jobs, job{path: set.Name, set: set, archive: archive, origin: origin + "num", sum: sum + ":" + reading})
		}
	}
	return dirs
}

// unpackedSet adds the data set of a folder, if it holds one.
func (p *plan) unpackedSet(dir string) bool {
	list, err := os.ReadDir(dir)
	if err != nil {
		return false // the walk says so
	}
	var names []string
	for _, d := range list {
		if d.Type().IsRegular() {
			names = append(names, d.Name())
		}
	}
	tables, ok := tablesOf(names, func(i int) string { return filepath.Join(dir, names[i]) })["."]
	if !ok {
		return false
	}
	set := fsds.Set{Name: dir, Tables: map[string]fsds.Table{}}
	for table, file := range tables {
		t := fsds.Table{Open: func() (io.ReadCloser, error) { return os.Open(file) }}
		if info, err := os.Stat(file); err == nil {
			t.Size = info.Size()
		}
		set.Tables[table] = t
	}
	p.jobs = append(p.jobs, job{path: dir, set: set, origin: filepath.Base(dir) + "/num"})
	return true
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// dataSet imports a data set, in transactions of its own.
func (im *importer) dataSet(ctx context.Context, f parsed) Outcome {
	o := f.outcome
	store, ok := im.store.(fsds.Store)
	if !ok {
		o.Err = fmt.Errorf("source: %s: data sets are held against what the store knows, and this one is only written; import into another", o.Path)
		return o
	}
	opt := fsds.Options{Begun: evidence.Origin{Name: strings.TrimSuffix(f.origin.Name, "num") + "sub", Kind: string(o.Kind), Checked: f.origin.Checked, Changed: f.origin.Changed}, Done: f.origin}
	if step := im.opts.Step; step != nil {
		opt.Step = func(read, size int64) { step(im.report.Files, im.total, read, size) }
	}
	r, err := fsds.Import(ctx, f.set, store, opt)
	o.Result, o.Rows, o.Notes, o.Err = r.Result, r.Counts, r.Notes, err
	im.stop = stopping(ctx, err)
	return o
}

// exactKind reports whether a kind is one of those whose facts have exact periods.
func exactKind(k Kind) bool { return k == CompanyFacts || k == InlineXBRL }

// touch remembers the filers whose exact facts may have come after a data set's.
func (im *importer) touch(o Outcome, b *evidence.Batch) {
	if !exactKind(o.Kind) || o.Err != nil {
		return
	}
	for _, id := range b.Tables.Entities {
		im.touched[id] = true
	}
}

// settle gives the facts of data sets, whose periods are only about right, the
// exact ones that files imported after them state.
func (im *importer) settle(ctx context.Context) error {
	store, ok := im.store.(fsds.Store)
	if !ok || len(im.touched) == 0 {
		return nil
	}
	any, err := hasDataSets(ctx, im.store)
	if err != nil || !any {
		return err
	}
	im.report.Settled, err = settled(ctx, store, sorted(im.touched))
	return err
}

// settled settles filers one after the other and counts the facts.
func settled(ctx context.Context, store fsds.Store, ids []entity.ID) (total int, err error) {
	for _, id := range ids {
		n, err := fsds.Settle(ctx, store, id)
		if err != nil {
			return total, fmt.Errorf("source: periods of %s: %w", id, err)
		}
		total += n
	}
	return total, ctx.Err()
}

// hasDataSets reports whether the store remembers a data set, or does not
// remember what it holds.
func hasDataSets(ctx context.Context, store Store) (bool, error) {
	origins, ok := store.(evidence.Origins)
	if !ok {
		return true, nil
	}
	list, err := origins.Origins(ctx, "")
	if err != nil {
		return false, fmt.Errorf("source: what was read before: %w", err)
	}
	return slices.ContainsFunc(list, func(o evidence.Origin) bool { return o.Kind == string(FSDS) || o.Kind == string(FSN) }), nil
}

// dataSetJob is what a data set's job is before it is stored.
func dataSetJob(j job, now time.Time) (f parsed) {
	f.set = j.set
	f.outcome.Kind = kindOf(j.set)
	f.origin = evidence.Origin{Name: j.origin, Kind: string(f.outcome.Kind), Sum: j.sum, Checked: now, Changed: now}
	return f
}
