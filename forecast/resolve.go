package forecast

import (
	"context"
	"runtime"
	"sync"

	"assay/period"
)

// Answer is what the rule says of an entry under one clock.
type Answer struct {
	Outcome Outcome // Open while it cannot be decided
	Actual  string  // of the reading that decided; "" without one
	Unit    string
	Sources []Source
	// Public is the day on which the deciding figure was first public; 0 if
	// unknown. Due is when an open one is likely decided.
	Public, Due period.Date
	// Awaits says what is missing while it is open.
	Awaits string
	// SoFar is what a sum of several years comes to up to SoFarEnd, while it is
	// open; "" where nothing of it is filed.
	SoFar    string
	SoFarEnd period.Date
	// Restated is what a later filing makes of it; nil where none restated the
	// figure.
	Restated *Answer
}

// Resolver decides entries from evidence; assay.go implements it.
type Resolver interface {
	// Resolve decides an entry with what was public by the end of the day.
	Resolve(ctx context.Context, e Entry, clock period.Date) (Answer, error)
}

// Standing is how an item stands after a run of Resolve.
type Standing struct {
	Item    Item
	Answer  Answer
	Changed bool // the run recorded something of it
}

// The bases of a resolution.
const (
	FirstFiled = "as first filed"
	Restated   = "as restated"
)

// Several is a Resolver of which there can be more, each for a goroutine of its
// own.
type Several interface {
	Resolver
	Another(ctx context.Context) (Resolver, error)
}

// Resolve decides every entry that still counts, with what was public by the
// end of the day now. A first decision is made with what was public when the
// figure first was; where a later filing says otherwise, a second one is
// recorded beside it. Decisions of one run are appended together, in the order
// of the entries. Several resolvers work on all cores.
func (l *Ledger) Resolve(ctx context.Context, r Resolver, now period.Date) ([]Standing, error) {
	live := make([]Item, 0, len(l.items))
	for _, it := range l.items {
		if it.Live() {
			live = append(live, it)
		}
	}
	findings, err := findAll(ctx, r, live, now)
	if err != nil {
		return nil, err
	}
	b := l.batch()
	out := make([]Standing, len(live))
	for i, it := range live {
		if findings[i].err != nil {
			return nil, findings[i].err
		}
		out[i] = Standing{Item: it, Answer: findings[i].now, Changed: b.decided(it, &findings[i], now)}
	}
	if err := b.commit(ctx); err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Item = l.items[l.byID[out[i].Item.ID]]
	}
	return out, nil
}

// finding is what the rule says of an item: now, and when it could first be
// decided, where that has not been recorded.
type finding struct {
	now, first Answer
	err        error
}

// findAll asks about every item, on each core if there can be several resolvers.
func findAll(ctx context.Context, r Resolver, items []Item, now period.Date) ([]finding, error) {
	resolvers := []Resolver{r}
	if s, ok := r.(Several); ok && len(items) >= manyItems {
		for len(resolvers) < runtime.GOMAXPROCS(0) {
			another, err := s.Another(ctx)
			if err != nil {
				return nil, err
			}
			resolvers = append(resolvers, another)
		}
	}
	out := make([]finding, len(items))
	var work sync.WaitGroup
	for w, r := range resolvers {
		work.Go(func() {
			for i := w; i < len(items); i += len(resolvers) {
				if out[i] = find(ctx, r, items[i], now); out[i].err != nil {
					return
				}
			}
		})
	}
	work.Wait()
	return out, nil
}

// manyItems are worth another resolver, which reads the evidence anew.
const manyItems = 1000

func find(ctx context.Context, r Resolver, it Item, now period.Date) (f finding) {
	if f.now, f.err = r.Resolve(ctx, it.Entry, now); f.err != nil {
		return f
	}
	f.first = f.now
	if p := f.now.Public; f.now.Outcome == Open || len(it.Resolutions) > 0 || p == 0 || p >= now {
		return f
	}
	first, err := r.Resolve(ctx, it.Entry, f.now.Public)
	if first.Outcome != Open { // else decided by a reading that fell due later
		f.first = first
	}
	f.err = err
	return f
}

// decided records what is new of a finding, and reports whether anything is.
func (b *batch) decided(it Item, f *finding, now period.Date) (changed bool) {
	if f.now.Outcome == Open {
		return false
	}
	var last *Resolution
	if n := len(it.Resolutions); n > 0 {
		last = &it.Resolutions[n-1]
	} else {
		x := resolution(it, f.first, now, FirstFiled)
		b.add(ResolutionRecord, x)
		last, changed = &x, true
	}
	later := f.now
	if later.Restated != nil {
		later = *later.Restated
	}
	if last.Outcome != later.Outcome || last.Actual != later.Actual {
		b.add(ResolutionRecord, resolution(it, later, now, Restated))
		changed = true
	}
	return changed
}

func resolution(it Item, a Answer, now period.Date, basis string) Resolution {
	return Resolution{Entry: it.ID, Now: now, Outcome: a.Outcome, Actual: a.Actual, Unit: a.Unit, Basis: basis, Sources: a.Sources, RuleHash: it.Entry.RuleHash}
}
