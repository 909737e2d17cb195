package outlook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
)

// desk reads measures at one clock and keeps the facts that it met.
type desk struct {
	store evidence.Reader
	cat   *metric.Catalog
	eval  *evidence.Evaluator
	asOf  period.Date
	book  book
}

func newDesk(store evidence.Reader, cat *metric.Catalog, asOf period.Date) *desk {
	return &desk{store: store, cat: cat, eval: evidence.NewEvaluator(store, cat), asOf: asOf}
}

// filer is a company with its fiscal quarters, in order.
type filer struct {
	Company
	calendar period.Calendar
	quarters []period.Range
	last     int    // the last quarter with figures at the clock; -1 none
	capex    string // the definition in use
}

// companies is ErrOptions where there is none, or one stands twice and would be
// added twice: two tickers may name one company.
func companies(ids []entity.ID) error {
	if len(ids) == 0 {
		return fmt.Errorf("%w: no company", ErrOptions)
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return fmt.Errorf("%w: %s is named twice", ErrOptions, id)
		}
	}
	return nil
}

// filer reads a company's names and calendar, and finds its last quarter. A
// store that knows nothing of it gives a filer without figures, no error.
func (d *desk) filer(ctx context.Context, id entity.ID, defs Definitions) (*filer, error) {
	f := &filer{Company: Company{ID: id, Name: string(id)}, last: -1}
	known, err := d.store.Filer(ctx, id)
	if err != nil && !errors.Is(err, evidence.ErrNotFound) {
		return nil, fmt.Errorf("outlook: filer %s: %w", id, err)
	}
	if err == nil && known.Name != "" {
		f.Name = known.Name
	}
	if len(known.Tickers) > 0 {
		f.Ticker = known.Tickers[0]
	}
	m, ok := d.cat.Lookup("capex")
	if !ok || len(m.Definitions) == 0 {
		return nil, errors.New("outlook: the catalog has no capex")
	}
	if f.capex, err = defs.of(&m, id); err != nil {
		return nil, err
	}
	f.calendar, err = evidence.CalendarOf(ctx, d.store, id)
	if errors.Is(err, evidence.ErrNotFound) {
		return f, nil
	}
	if err != nil {
		return nil, fmt.Errorf("outlook: %w", err)
	}
	first, last, _ := f.calendar.Span()
	for fy := first; fy <= last; fy++ {
		for q := 1; q <= 4; q++ {
			if r, ok := f.calendar.Quarter(fy, q); ok {
				f.quarters = append(f.quarters, r)
			}
		}
	}
	f.last, err = d.lastQuarter(ctx, f)
	return f, err
}

// lastQuarter is the last quarter of which revenue, operating cash flow or
// capital expenditure is public.
func (d *desk) lastQuarter(ctx context.Context, f *filer) (int, error) {
	for i := len(f.quarters) - 1; i >= 0; i-- {
		if d.asOf != 0 && f.quarters[i].End > d.asOf {
			continue
		}
		for _, m := range []string{"revenue", "operating cash flow", "capex"} {
			_, err := d.eval.Measure(ctx, f.ID, m, f.quarters[i], d.asOf)
			if err == nil {
				return i, nil
			}
			if !errors.Is(err, evidence.ErrNotFound) {
				return -1, fmt.Errorf("outlook: %w", err)
			}
		}
	}
	return -1, nil
}

// nothing is the error where no company has figures.
func nothing(filers []*filer, asOf period.Date) error {
	var names []string
	for _, f := range filers {
		names = append(names, f.Label())
	}
	by := ""
	if asOf != 0 {
		by = " public by " + asOf.String()
	}
	return fmt.Errorf("outlook: no figures of %s%s; import companyfacts or reports: %w", join(names), by, evidence.ErrNotFound)
}

// calendarQuarter numbers the calendar quarter that a fiscal one stands for:
// the one that holds its middle day, year × 4 + 0…3.
func calendarQuarter(r period.Range) int {
	y, m, _ := (r.Start + (r.End-r.Start)/2).Civil()
	return 4*y + (m-1)/3
}

func quarterLabel(n int) string { return fmt.Sprintf("%dQ%d", n/4, n%4+1) }

// standing is the fiscal quarter that stands for a calendar quarter, -1 where
// none has its middle day there.
func (f *filer) standing(n int) int {
	return slices.IndexFunc(f.quarters, func(r period.Range) bool { return calendarQuarter(r) == n })
}

// fiscal names a quarter on the filer's calendar: "FY2026 Q1".
func (f *filer) fiscal(r period.Range) string {
	fy, q, ok := f.calendar.QuarterAt(r.Start + (r.End-r.Start)/2)
	if !ok {
		return ""
	}
	return fmt.Sprintf("FY%d Q%d", fy, q)
}

// window is the n fiscal quarters that end with quarter i; why says what is
// wrong where they do not adjoin or the calendar does not reach so far.
func (f *filer) window(i, n int) (r period.Range, why string) {
	switch {
	case len(f.quarters) == 0:
		return r, fmt.Sprintf("%s: no facts; import the filer's companyfacts or its reports", f.Label())
	case i < 0 || i-n+1 < 0 || i >= len(f.quarters):
		return r, fmt.Sprintf("%s: the fiscal calendar does not reach so far", f.Label())
	}
	for k := i - n + 2; k <= i; k++ {
		if f.quarters[k-1].End+1 != f.quarters[k].Start {
			return r, fmt.Sprintf("%s: the fiscal year changed in %s, quarters do not adjoin", f.Label(), f.quarters[k].Start)
		}
	}
	return period.Range{Start: f.quarters[i-n+1].Start, End: f.quarters[i].End}, ""
}

// asker reads figures of one filer and keeps the first error.
type asker struct {
	*desk
	ctx context.Context
	f   *filer
	err error
}

// all is every definition of a flow over the n quarters that end with quarter
// i, the most plausible first, or one figure that says why there is none.
func (a *asker) all(measure string, i, n int) []Figure {
	r, why := a.f.window(i, n)
	if why != "" {
		return []Figure{missing(why)}
	}
	return a.over(measure, r, i > a.f.last)
}

// over is all for any days.
func (a *asker) over(measure string, r period.Range, awaited bool) []Figure {
	if a.err != nil {
		return []Figure{missing("")}
	}
	values, err := a.eval.Measure(a.ctx, a.f.ID, measure, r, a.asOf)
	var absent *evidence.Missing
	switch {
	case errors.As(err, &absent):
		if awaited {
			return []Figure{missing(a.awaited(r))}
		}
		return []Figure{missing(absent.Message(a.f.Label()).String())}
	case err != nil:
		a.err = fmt.Errorf("outlook: %w", err)
		return []Figure{missing("")}
	}
	var out []Figure
	for i := range values {
		c := &values[i]
		switch {
		case i > 0 && c.Definition == values[i-1].Definition: // an older basis
		case c.Basis.Mixed:
			out = append(out, Figure{Status: Mixed, Definition: c.Definition, Why: fmt.Sprintf("%s: %s of %s only on mixed bases", a.f.Label(), c.Definition, c.Period)})
		default:
			out = append(out, a.book.of(c))
		}
	}
	return out
}

// awaited says of a quarter after the last one known when it is usually filed.
func (a *asker) awaited(r period.Range) string {
	report := period.Range{Start: r.End - 90, End: r.End}
	if fy, q, ok := a.f.calendar.QuarterAt(r.End); ok && q == 4 {
		report, _ = a.f.calendar.Year(fy)
	}
	rep, err := evidence.Reported(a.ctx, a.store, a.f.ID, report, a.asOf)
	if err != nil {
		a.err = fmt.Errorf("outlook: %w", err)
		return ""
	}
	if !rep.Expected {
		return fmt.Sprintf("%s: quarter to %s: reported in %s %s, which is not in the store", a.f.Label(), r.End, rep.Filing.Form, rep.Filing.Accession)
	}
	return fmt.Sprintf("%s: quarter to %s: no report in the store; usually filed about %s", a.f.Label(), r.End, rep.Day)
}

// flow is a measure over the n quarters that end with quarter i, by its first
// definition.
func (a *asker) flow(measure string, i, n int) Figure { return a.all(measure, i, n)[0] }

// capex is capital expenditure by the definition in use.
func (a *asker) capex(i, n int) Figure { return a.chosen(a.all("capex", i, n)) }

func (a *asker) chosen(all []Figure) Figure {
	var have []string
	for _, f := range all {
		if f.Definition == a.f.capex {
			return f
		}
		if f.OK() {
			have = append(have, f.Definition)
		}
	}
	if len(have) == 0 {
		return all[0]
	}
	return missing(fmt.Sprintf("%s: no %q filed; there are %s", a.f.Label(), a.f.capex, join(have)))
}
