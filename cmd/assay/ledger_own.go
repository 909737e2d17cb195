package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"assay/evidence"
	"assay/forecast"
	"assay/input"
	"assay/metric"
	"assay/period"
	"assay/store/sqlite"
)

// addOwn records a table of one's own forecasts.
func (f *ledgerFlags) addOwn(c *cobra.Command) error {
	data, err := input.Open(f.from)
	if err != nil {
		return fmt.Errorf("ledger: --from: %w", err)
	}
	rows, err := forecast.ReadOwn(f.from, data)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	source := forecast.Article{Source: filepath.Base(f.from), SHA256: hex.EncodeToString(sum[:])}
	return f.on(c, func(store *sqlite.Store, l *forecast.Ledger, now period.Date) error {
		entries, err := f.ownEntries(c.Context(), store, l, source, rows, now)
		if err != nil {
			return err
		}
		return f.record(c, l, entries)
	})
}

// ownEntries makes entries of the rows.
func (f *ledgerFlags) ownEntries(ctx context.Context, store *sqlite.Store, l *forecast.Ledger, source forecast.Article, rows []forecast.Own, now period.Date) ([]forecast.Entry, error) {
	r, err := resolver(ctx, store, l, now)
	if err != nil {
		return nil, err
	}
	measures, err := metric.Load()
	if err != nil {
		return nil, err
	}
	entries := make([]forecast.Entry, 0, len(rows))
	known := subjects{}
	for _, o := range rows {
		for part := range strings.SplitSeq(o.Measure, " / ") { // "capex / revenue"
			if _, ok := measures.Lookup(part); !ok {
				return nil, fmt.Errorf("ledger: %s: line %d: no measure %q; assay explain measures lists them", f.from, o.Line, part)
			}
		}
		subject, stretch, err := known.of(ctx, store, l, o)
		if err != nil {
			return nil, fmt.Errorf("ledger: %s: line %d: %w", f.from, o.Line, err)
		}
		e, err := r.OwnForecast(ctx, o, source, subject, stretch)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// subjects are the filers of a table with their calendars, by the names that its
// rows give them.
type subjects map[string]ownSubject

type ownSubject struct {
	filer    evidence.Filer
	calendar period.Calendar
}

// of is the filer or basket of a row, and the row's period on the filer's calendar; a
// basket's is the calendar year.
func (s subjects) of(ctx context.Context, store evidence.Reader, l *forecast.Ledger, o forecast.Own) (forecast.Party, period.Range, error) {
	if b, ok := forecast.BasketOf(l.Baskets(), o.Subject); ok {
		stretch, ok := o.Period.On(period.CalendarYear(), o.Said)
		if !ok {
			return forecast.Party{}, period.Range{}, fmt.Errorf("the calendar has no period %q", o.Period.Text)
		}
		return forecast.Party{Name: b.Name}, stretch, nil
	}
	x, ok := s[o.Subject]
	if !ok {
		var err error
		if x, err = findSubject(ctx, store, o.Subject); err != nil {
			return forecast.Party{}, period.Range{}, err
		}
		s[o.Subject] = x
	}
	last, err := evidence.LastReported(ctx, store, x.filer.ID, o.Said)
	if err != nil {
		return forecast.Party{}, period.Range{}, err
	}
	stretch, ok := o.Period.On(x.calendar, last)
	if !ok {
		return forecast.Party{}, period.Range{}, fmt.Errorf("the filer's calendar has no period %q", o.Period.Text)
	}
	return forecast.Party{ID: x.filer.ID, Name: x.filer.Name}, stretch, nil
}

func findSubject(ctx context.Context, store evidence.Reader, name string) (x ownSubject, err error) {
	if x.filer, err = filerNamed(ctx, store, name); err != nil {
		return x, err
	}
	x.calendar, err = evidence.CalendarOrYear(ctx, store, x.filer.ID)
	return x, err
}
