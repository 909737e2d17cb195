package source

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"

	"assay/evidence"
	"assay/period"
	"assay/source/fsds"
)

// Named is a file's content in memory, such as the answer of a server, under
// the name that a file of it would have.
type Named struct {
	Name string
	Data []byte
	As   As // the zero value: told from the content, and passed over if it is of no kind
	// Until is the last day whose bars are kept: those of a day that is not over
	// would stand as its close. 0 keeps all.
	Until period.Date
	// Origin is stored in the transaction of the content; its Kind is filled in
	// where it is empty.
	Origin evidence.Origin
}

// ImportNamed reads one file from memory into a store, in one transaction. What
// is passed over leaves its origin, so that it need not be asked for again.
func ImportNamed(ctx context.Context, store Store, n Named) Outcome {
	r := reader{limits: Limits{}.orDefault(), as: n.As}
	j := job{path: n.Name, explicit: n.As.Kind != "", size: int64(len(n.Data)), data: n.Data, sum: cmp.Or(n.Origin.Sum, "none")}
	j.open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(n.Data)), nil }
	f := r.parse(j, n.Origin.Checked)
	o := f.outcome
	if o.Err != nil {
		return o
	}
	b := f.batch
	switch {
	case o.Skipped != "":
		b = &evidence.Batch{Source: n.Name}
	case b == nil:
		if b, o.Err = resolve(ctx, store, n.As, n.Name, f); o.Err != nil {
			return o
		}
	}
	n.finish(b, o.Kind)
	o.Notes = b.Notes
	o.Result, o.Err = store.Import(ctx, b)
	if reads, ok := store.(fsds.Store); ok && o.Err == nil && exactKind(o.Kind) && o.Result.NewFacts > 0 {
		_, o.Err = settled(ctx, reads, b.Tables.Entities)
	}
	return o
}

// finish leaves out what is not over, and says where the batch came from.
func (n Named) finish(b *evidence.Batch, kind Kind) {
	for i := range b.Series {
		s := &b.Series[i]
		if n.Until != 0 {
			s.Bars = slices.DeleteFunc(s.Bars, func(b evidence.Bar) bool { return b.Day > n.Until })
		}
	}
	b.Series = slices.DeleteFunc(b.Series, func(s evidence.Series) bool { return len(s.Bars) == 0 })
	b.Origins = nil // parse has made one of its own
	if n.Origin.Name == "" {
		return
	}
	if n.Origin.Kind == "" {
		n.Origin.Kind = string(kind)
	}
	b.Origins = append(b.Origins, n.Origin)
}
