package forecast

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"
)

// loadedTogether is how many records are decoded beside one another.
const loadedTogether = 4096

// Load reads a whole log and verifies it on the way.
func Load(ctx context.Context, log Log) (*Ledger, error) {
	l := &Ledger{log: log, byID: map[string]int{}}
	records := make([]Record, 0, loadedTogether)
	for r, err := range log.Records(ctx, 1) {
		if err != nil {
			return nil, err
		}
		if records = append(records, r); len(records) == loadedTogether {
			if err := l.takeAll(records); err != nil {
				return nil, err
			}
			records = records[:0]
		}
	}
	if err := l.takeAll(records); err != nil {
		return nil, err
	}
	return l, nil
}

// takeAll adds what records say that follow the head. Hashes and bodies, which
// are nearly all of the work, are read on every core, the records then taken in
// their order.
func (l *Ledger) takeAll(records []Record) error {
	for part := range slices.Chunk(records, loadedTogether) {
		if err := l.takeTogether(part); err != nil {
			return err
		}
	}
	return nil
}

func (l *Ledger) takeTogether(records []Record) error {
	said := make([]statement, len(records))
	workers := min(runtime.GOMAXPROCS(0), len(records))
	var work sync.WaitGroup
	for w := range workers {
		work.Go(func() {
			for i := w; i < len(records); i += workers {
				last := l.head
				if i > 0 {
					last = records[i-1]
				}
				said[i].read(records[i], last)
			}
		})
	}
	work.Wait()
	for i, r := range records {
		if err := l.take(r, &said[i]); err != nil {
			return err
		}
		l.head = r
	}
	return nil
}

// statement is the body of a record, by its kind, or why it has none.
type statement struct {
	entry      Entry
	resolution Resolution
	decision   Decision
	basket     Basket
	err        error
}

// read decodes a record that follows last.
func (s *statement) read(r, last Record) {
	if s.err = r.follows(last); s.err != nil {
		return
	}
	var to any
	switch r.Kind {
	case EntryRecord:
		to = &s.entry
	case ResolutionRecord:
		to = &s.resolution
	case VoidRecord, OverruleRecord:
		to = &s.decision
	case BasketRecord:
		to = &s.basket
	default:
		s.err = fmt.Errorf("forecast: record %d is of the unknown kind %.40q; update assay", r.Seq, r.Kind)
		return
	}
	if err := json.Unmarshal(r.Body, to); err != nil {
		s.err = fmt.Errorf("forecast: record %d (%s): %w", r.Seq, r.Kind, err)
	}
}

// take adds what a record says.
func (l *Ledger) take(r Record, s *statement) error {
	if s.err != nil {
		return s.err
	}
	switch r.Kind {
	case EntryRecord:
		it := Item{ID: r.ID(), Seq: r.Seq, Entry: s.entry}
		if i, ok := l.byID[it.Entry.Supersedes]; ok {
			l.items[i].Superseded = it.ID
		}
		l.byID[it.ID] = len(l.items)
		l.items = append(l.items, it)
	case ResolutionRecord:
		return l.of(r, s.resolution.Entry, func(it *Item) { it.Resolutions = append(it.Resolutions, s.resolution) })
	case VoidRecord:
		d := s.decision
		return l.of(r, d.Entry, func(it *Item) { it.Voided = &d })
	case OverruleRecord:
		d := s.decision
		return l.of(r, d.Entry, func(it *Item) { it.Overruled = &d })
	case BasketRecord:
		b := s.basket
		b.Hash = r.Hash
		l.baskets = append(l.baskets, b)
	}
	return nil
}
