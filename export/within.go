package export

import (
	"context"
	"fmt"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// trailing is the part of period.Asked that depends on what the filer reported last.
const trailing = 'T'

// rangeOf is the query's period under a filer's calendar, of no meaning where none is
// asked for; ok is false where the filer has no such period.
func (q *Query) rangeOf(ctx context.Context, r evidence.Reader, id entity.ID) (want period.Range, ok bool, err error) {
	if q.Period == nil {
		return want, true, nil
	}
	if !q.Period.Fiscal && q.Period.Part != trailing { // no calendar of anybody's
		want, ok = q.Period.On(period.CalendarYear(), 0)
		return want, ok, nil
	}
	cal, err := calendarOf(ctx, r, id)
	if err != nil {
		return want, false, err
	}
	last, err := evidence.LastReported(ctx, r, id, q.AsOf)
	if err != nil {
		return want, false, fmt.Errorf("export: %w", err)
	}
	want, ok = q.Period.On(cal, last)
	return want, ok, nil
}

// calendarOf is the filer's calendar, that of the year where none is known.
func calendarOf(ctx context.Context, r evidence.Reader, id entity.ID) (period.Calendar, error) {
	cal, err := evidence.CalendarOrYear(ctx, r, id)
	if err != nil {
		return cal, fmt.Errorf("export: %w", err)
	}
	return cal, nil
}

// Within reports whether a fact's period belongs to the one asked for. A duration does if
// it lies within it, each end up to evidence.SnapDays beyond, since a fiscal year may end
// some days after the calendar's: of 2024, the year, its halves and quarters and the nine
// months, but no year that begins in 2023. An instant does if it is one of the days: what
// stood at the end of the day before the first is the year before's. Of an instant asked
// for, that instant.
func Within(p, asked period.Range) bool {
	switch {
	case asked.Start == 0:
		return p == asked
	case p.Start == 0:
		return p.End >= asked.Start && p.End <= asked.End
	}
	return p.Start >= asked.Start-evidence.SnapDays && p.End <= asked.End+evidence.SnapDays && p.Days() <= asked.Days()+evidence.SnapDays
}
