package forecast

import (
	"context"

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

// Resolve decides every entry that still counts, with what was public by the
// end of the day now. A first decision is made with what was public when the
// figure first was; where a later filing says otherwise, a second one is
// recorded beside it. Decisions of one run are appended together.
func (l *Ledger) Resolve(ctx context.Context, r Resolver, now period.Date) ([]Standing, error) {
	b := l.batch()
	out := make([]Standing, 0, len(l.items))
	for _, it := range l.items {
		if !it.Live() {
			continue
		}
		a, err := r.Resolve(ctx, it.Entry, now)
		if err != nil {
			return nil, err
		}
		s := Standing{Item: it, Answer: a}
		if a.Outcome != Open {
			if s.Changed, err = b.decided(ctx, r, it, a, now); err != nil {
				return nil, err
			}
		}
		out = append(out, s)
	}
	if err := b.commit(ctx); err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Item = l.items[l.byID[out[i].Item.ID]]
	}
	return out, nil
}

// decided records what is new of an answer.
func (b *batch) decided(ctx context.Context, r Resolver, it Item, a Answer, now period.Date) (changed bool, err error) {
	var last *Resolution
	if n := len(it.Resolutions); n > 0 {
		last = &it.Resolutions[n-1]
	}
	if last == nil {
		first := a
		if a.Public != 0 && a.Public < now {
			if first, err = r.Resolve(ctx, it.Entry, a.Public); err != nil {
				return false, err
			}
			if first.Outcome == Open { // decided by a reading that fell due later
				first = a
			}
		}
		x := resolution(it, first, now, FirstFiled)
		b.add(ResolutionRecord, x)
		last, changed = &x, true
	}
	later := a
	if a.Restated != nil {
		later = *a.Restated
	}
	if last.Outcome != later.Outcome || last.Actual != later.Actual {
		b.add(ResolutionRecord, resolution(it, later, now, Restated))
		changed = true
	}
	return changed, nil
}

func resolution(it Item, a Answer, now period.Date, basis string) Resolution {
	return Resolution{Entry: it.ID, Now: now, Outcome: a.Outcome, Actual: a.Actual, Unit: a.Unit, Basis: basis, Sources: a.Sources, RuleHash: it.Entry.RuleHash}
}
