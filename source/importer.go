package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"assay/entity"
	"assay/evidence"
)

// maxLate bounds how many files of prices wait for a list of tickers.
const maxLate = 1000

// A group of entries is stored in one transaction: so many facts or entries at
// most. A transaction writes the pages of the filings' index that it touches, so
// that one for each entry would write the index over and over.
const (
	groupFacts   = 600_000
	groupEntries = 5_000
)

// importer is the single writer of an import.
type importer struct {
	opts   Settings
	store  Store
	total  int
	report Report
	late   []parsed
	group  []parsed // entries parsed and not yet stored
	facts  int      // of the group
	stop   error    // why no more can be stored

	writing *writing // the group before, on its way into the store

	touched map[entity.ID]bool // filers with new exact facts
}

// passOver marks what the store has read before in the same state.
func (p *plan) passOver(ctx context.Context, store Store) error {
	origins, ok := store.(evidence.Origins)
	if !ok || p.opts.Again {
		return nil
	}
	known := map[string]map[string]string{} // of an archive, by entry
	for i := range p.jobs {
		j := &p.jobs[i]
		if j.archive == "" {
			continue
		}
		sums, ok := known[j.archive]
		if !ok {
			list, err := origins.Origins(ctx, originPrefix(j.archive))
			if err != nil {
				return fmt.Errorf("source: %s: what was read of it before: %w", j.archive, err)
			}
			sums = make(map[string]string, len(list))
			for _, o := range list {
				sums[o.Name] = o.Sum
			}
			known[j.archive] = sums
		}
		j.same = j.sum != "" && sums[j.origin] == j.sum
	}
	return nil
}

// take stores a file, now or with others of its archive. Where im.stop is set
// after it, the file was not stored.
func (im *importer) take(ctx context.Context, f parsed) {
	if f.outcome.Bulk && f.batch != nil && f.outcome.Err == nil {
		if bulk, ok := im.store.(evidence.BulkWriter); ok {
			im.group = append(im.group, f)
			im.facts += len(f.batch.Facts)
			if im.facts >= cmp.Or(im.opts.group, groupFacts) || len(im.group) >= groupEntries {
				im.storeGroup(ctx, bulk)
			}
			return
		}
	}
	if !f.outcome.Same {
		im.flush(ctx) // keeps the order
	}
	if im.stop != nil {
		return
	}
	o := im.write(ctx, f)
	if im.stop != nil {
		return
	}
	var unknown *UnknownTickerError
	if errors.As(o.Err, &unknown) && len(im.late) < maxLate {
		im.late = append(im.late, f)
		return
	}
	im.done(o)
}

// finish stores what waited.
func (im *importer) finish(ctx context.Context) {
	im.flush(ctx)
	for _, f := range im.late {
		if im.stop != nil {
			return
		}
		im.done(im.write(ctx, f))
	}
}

// flush stores the group and waits until it is.
func (im *importer) flush(ctx context.Context) {
	if bulk, ok := im.store.(evidence.BulkWriter); ok && len(im.group) > 0 {
		im.storeGroup(ctx, bulk)
	}
	im.await(ctx)
}

// writing is a group on its way into the store.
type writing struct {
	group   []parsed
	results []evidence.Result
	err     error
	done    chan struct{}
}

// storeGroup begins to store the group in one transaction, once the one before is
// stored: meanwhile the next is parsed.
func (im *importer) storeGroup(ctx context.Context, bulk evidence.BulkWriter) {
	if im.await(ctx); im.stop != nil {
		return
	}
	batches := make([]*evidence.Batch, len(im.group))
	for i := range im.group {
		batches[i] = im.group[i].batch
	}
	w := &writing{group: im.group, done: make(chan struct{})}
	go func() {
		defer close(w.done)
		w.results, w.err = bulk.ImportAll(ctx, batches)
	}()
	im.writing, im.group, im.facts = w, nil, 0
}

// await waits for the group on its way. If its transaction failed, each of it is
// stored in one of its own, so that a bad entry is told from good ones.
func (im *importer) await(ctx context.Context) {
	w := im.writing
	if w == nil {
		return
	}
	im.writing = nil
	<-w.done
	if im.stop = stopping(ctx, w.err); im.stop != nil {
		return
	}
	for i, f := range w.group {
		o := f.outcome
		if w.err == nil {
			o.Result, o.Notes = w.results[i], f.batch.Notes
			im.touch(o, f.batch)
		} else {
			o = im.write(ctx, f)
		}
		if im.stop != nil {
			return
		}
		w.group[i] = parsed{} // may be large
		im.done(o)
	}
}

// write brings a parsed file into the store.
func (im *importer) write(ctx context.Context, f parsed) Outcome {
	o := f.outcome
	if o.Err != nil || o.Skipped != "" || o.Same {
		return o
	}
	if f.set.Tables != nil {
		return im.dataSet(ctx, f)
	}
	b := f.batch
	if b == nil {
		if b, o.Err = resolve(ctx, im.store, im.opts.As, o.Path, f); o.Err != nil {
			return o
		}
		b.Origins = append(b.Origins, f.origin)
	}
	o.Notes = b.Notes
	o.Result, o.Err = im.store.Import(ctx, b)
	im.stop = stopping(ctx, o.Err)
	im.touch(o, b)
	return o
}

// stopping is the error after which no other file can be stored either: the
// import was interrupted, or the store cannot be written.
func stopping(ctx context.Context, err error) error {
	if err == nil || errors.Is(err, evidence.ErrUnwritable) {
		return err
	}
	return ctx.Err()
}

func (im *importer) done(o Outcome) {
	im.report.Files++
	if o.Err != nil {
		im.report.Failed++
	}
	if !o.Bulk || o.Err != nil {
		im.report.Outcomes = append(im.report.Outcomes, o)
	}
	if im.opts.Progress != nil {
		im.opts.Progress(im.report.Files, im.total, o)
	}
}
