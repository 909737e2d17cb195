package evidence

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/entity"
	"assay/period"
)

// calendarConcepts are read, in this order, for the periods that a filer
// reports on: of the income statement and of the cash flow statement.
func calendarConcepts() []string {
	return []string{
		"us-gaap:NetIncomeLoss", "us-gaap:Revenues", "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
		"us-gaap:NetCashProvidedByUsedInOperatingActivities", "us-gaap:ProfitLoss", "us-gaap:OperatingIncomeLoss",
		"us-gaap:SalesRevenueNet", "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment",
		"us-gaap:PaymentsToAcquireProductiveAssets", "us-gaap:EarningsPerShareDiluted", "ifrs-full:ProfitLoss",
	}
}

// CalendarOf is a filer's fiscal calendar, built from the durations that its
// annual and quarterly reports state; without facts, from the days up to which
// the reports are listed to run, or from the fiscal year's end alone. It is
// ErrNotFound if none of these is known; callers then use period.CalendarYear
// or leave the year open.
func CalendarOf(ctx context.Context, r Reader, id entity.ID) (period.Calendar, error) {
	var years, parts []period.Range
	for _, concept := range calendarConcepts() {
		facts, err := r.Facts(ctx, id, concept)
		if err != nil {
			return period.Calendar{}, fmt.Errorf("evidence: calendar of %s: %w", id, err)
		}
		for i := range facts {
			f := &facts[i]
			switch days := f.Period.Days(); {
			case f.Dims != "" || f.Period.Start == 0 || f.About:
			case days >= 350 && days <= 380:
				if annual(f.Filing.Form) {
					years = appendRange(years, f.Period)
				}
			case days >= 80 && days <= 285:
				parts = appendRange(parts, f.Period)
			}
		}
		if len(years) >= 3 && len(parts) >= 6 {
			break
		}
	}
	if len(years) == 0 {
		years = yearsOfParts(parts)
	}
	if len(years) == 0 {
		var err error
		if years, parts, err = listedPeriods(ctx, r, id); err != nil {
			return period.Calendar{}, err
		}
	}
	name, err := yearNames(ctx, r, id)
	if err != nil {
		return period.Calendar{}, err
	}
	c, ok := period.NewCalendar(years, parts, name)
	if !ok {
		return period.Calendar{}, fmt.Errorf("evidence: calendar of %s: no annual period: %w", id, ErrNotFound)
	}
	return c, nil
}

// CalendarOrYear is CalendarOf, and the calendar year of a filer of whom nothing tells
// its own.
func CalendarOrYear(ctx context.Context, r Reader, id entity.ID) (period.Calendar, error) {
	c, err := CalendarOf(ctx, r, id)
	if errors.Is(err, ErrNotFound) {
		return period.CalendarYear(), nil
	}
	return c, err
}

// listedPeriods are the fiscal years and quarters of a filer that follow from
// the list of its reports, else from the fiscal year's end that it states.
func listedPeriods(ctx context.Context, r Filers, id entity.ID) (years, quarters []period.Range, err error) {
	filings, err := r.Reports(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, nil, fmt.Errorf("evidence: calendar of %s: %w", id, err)
	}
	var yearEnds, ends []period.Date
	for i := range filings {
		f := &filings[i]
		if f.Report == 0 {
			continue
		}
		if annual(f.Form) {
			yearEnds = append(yearEnds, f.Report)
		}
		if annual(f.Form) || strings.HasPrefix(f.Form, "10-Q") {
			ends = append(ends, f.Report)
		}
	}
	if len(yearEnds) > 0 {
		return between(yearEnds, 350, 380), between(ends, 80, 105), nil
	}
	filer, err := r.Filer(ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && len(filer.FiscalYearEnd) != 4 {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("evidence: calendar of %s: %w", id, err)
	}
	month := int(filer.FiscalYearEnd[0]-'0')*10 + int(filer.FiscalYearEnd[1]-'0')
	for y := firstListedYear; y <= lastListedYear; y++ {
		end := period.Months(y, month, month).End
		years = append(years, period.Range{Start: (end + 1).AddMonths(-12), End: end})
		for q := 3; q >= 0; q-- {
			e := (end + 1).AddMonths(-3 * q)
			quarters = append(quarters, period.Range{Start: e.AddMonths(-3), End: e - 1})
		}
	}
	return years, quarters, nil
}

// The years for which a calendar is made from the fiscal year's end alone.
const firstListedYear, lastListedYear = 2009, 2030

// between are the stretches from one day of a list to the next whose length in
// days lies in [lo, hi].
func between(ends []period.Date, lo, hi int) []period.Range {
	slices.Sort(ends)
	ends = slices.Compact(ends)
	var out []period.Range
	for i := 1; i < len(ends); i++ {
		if x := (period.Range{Start: ends[i-1] + 1, End: ends[i]}); x.Days() >= lo && x.Days() <= hi {
			out = append(out, x)
		}
	}
	return out
}

func annual(form string) bool {
	return strings.HasPrefix(form, "10-K") || strings.HasPrefix(form, "20-F") || strings.HasPrefix(form, "40-F")
}

func appendRange(to []period.Range, r period.Range) []period.Range {
	i, found := slices.BinarySearchFunc(to, r, func(a, b period.Range) int {
		return cmp.Or(cmp.Compare(a.End, b.End), cmp.Compare(a.Start, b.Start))
	})
	if found {
		return to
	}
	return slices.Insert(to, i, r)
}

// yearsOfParts are the years that nine months, where no annual report is in
// the store, are the beginning of: they end a quarter later.
func yearsOfParts(parts []period.Range) []period.Range {
	var years []period.Range
	for _, p := range parts {
		if d := p.Days(); d < 260 || d > 285 {
			continue
		}
		weeks := p.Days()%7 == 0
		end := p.Start.AddMonths(12) - 1
		if weeks {
			end = p.End + 91
		}
		years = appendRange(years, period.Range{Start: p.Start, End: end})
	}
	return years
}

// yearNames reads the filer's own names of its fiscal years, where the store
// has them: retailers name a year by its start.
func yearNames(ctx context.Context, r Facts, id entity.ID) (func(period.Range) int, error) {
	facts, err := r.Facts(ctx, id, "dei:DocumentFiscalYearFocus")
	if err != nil {
		return nil, fmt.Errorf("evidence: calendar of %s: %w", id, err)
	}
	return func(y period.Range) int {
		for i := range facts {
			if f := &facts[i]; f.Period == y {
				if m, e := f.Value.Parts(); e >= 0 && e < 4 {
					for ; e > 0; e-- {
						m *= 10
					}
					return int(m)
				}
			}
		}
		if namedByStart(id) {
			return y.Start.Year()
		}
		return 0
	}, nil
}

// namedByStart lists retailers that name a fiscal year by the calendar year
// in which it starts (10-K, item 1 or note 1, "fiscal year"): Target, Home
// Depot, Lowe's, Kroger, Best Buy, Macy's, Gap, Kohl's, Ross Stores, Dollar
// General, Dollar Tree, Burlington, Foot Locker, Ulta Beauty, Lululemon,
// Nordstrom, BJ's Wholesale.
func namedByStart(id entity.ID) bool {
	n, _ := id.CIK()
	switch n {
	case 27419, 354950, 60667, 56873, 764478, 794367, 39911, 885639, 745732,
		29534, 935703, 1579298, 850209, 1403568, 1397187, 72333, 1531152:
		return true
	}
	return false
}

// Report is when a period's figures became public, or likely will.
type Report struct {
	// Filing is the 10-Q or 10-K of the period, if one is public at the
	// clock; Day its day. Else Day is the likely one.
	Filing *Filing
	Day    period.Date
	// Expected: Day is the filer's usual lag after the period's end.
	Expected bool
	// Release is an 8-K with item 2.02 public by the clock after the
	// period's end, while the 10-Q or 10-K is not: only its exhibit, which
	// a store seldom has, gives figures.
	Release *Filing
}

// LastReported is the end of the last period that a filer reported on by the end
// of the day asOf (0: at all), by its list of filings or by the facts that they
// state, whichever goes further; 0 if nothing is known. A store may hold newer
// facts than lists, or have no list.
func LastReported(ctx context.Context, r Reader, id entity.ID, asOf period.Date) (last period.Date, err error) {
	filings, err := r.Reports(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("evidence: filings of %s: %w", id, err)
	}
	for i := range filings {
		if f := &filings[i]; periodical(f.Form) && f.Public(asOf) {
			last = max(last, f.Report)
		}
	}
	err = reportedFacts(ctx, r, id, func(f *Fact) {
		if f.Filing.Public(asOf) {
			last = max(last, f.Period.End)
		}
	})
	return last, err
}

// FirstFiled are the days on which facts of a filer were first filed in a yearly or
// quarterly report, by the last day of their period: when results were public where
// no list of filings says it.
func FirstFiled(ctx context.Context, r Facts, id entity.ID) (map[period.Date]period.Date, error) {
	first := map[period.Date]period.Date{}
	err := reportedFacts(ctx, r, id, func(f *Fact) {
		if day, ok := first[f.Period.End]; f.Filing.Filed != 0 && (!ok || f.Filing.Filed < day) {
			first[f.Period.End] = f.Filing.Filed
		}
	})
	if err != nil {
		return nil, err
	}
	return first, nil
}

// reportedFacts visits what a filer's yearly and quarterly reports, and its earnings
// releases, state of the concepts that its calendar is made from.
func reportedFacts(ctx context.Context, r Facts, id entity.ID, visit func(*Fact)) error {
	for _, concept := range calendarConcepts() {
		facts, err := r.Facts(ctx, id, concept)
		if err != nil {
			return fmt.Errorf("evidence: reports of %s: %w", id, err)
		}
		for i := range facts {
			if f := &facts[i]; f.Dims == "" && !f.About && f.Filing != nil && (periodical(f.Filing.Form) || f.Filing.Preliminary()) {
				visit(f)
			}
		}
	}
	return nil
}

// periodical reports whether a form is a yearly or quarterly report.
func periodical(form string) bool { return form == "10-Q" || annual(form) }

// usualLag in days for a filer whose past reports the store lacks: the
// deadline of large accelerated filers (Form 10-Q, general instruction A.1;
// Form 10-K, A.2).
const (
	usualLagQuarter = 40
	usualLagYear    = 60
)

// Reported is when the report on a period was first public, as known on the
// day asOf (0: all that the store has). periodEnd is the fiscal period's end.
func Reported(ctx context.Context, r Filers, id entity.ID, want period.Range, asOf period.Date) (Report, error) {
	filings, err := r.Reports(ctx, id)
	if err != nil {
		return Report{}, fmt.Errorf("evidence: filings of %s: %w", id, err)
	}
	var out Report
	var lags []int
	year := want.Days() > 350
	for i := range filings {
		f := &filings[i]
		if !f.Public(asOf) || f.Filed == 0 {
			continue
		}
		if f.Form == "8-K" && strings.Contains(f.Items, "2.02") && f.Filed > want.End && f.Filed <= want.End+100 && out.Release == nil {
			out.Release = f
		}
		if f.Form != "10-Q" && f.Form != "10-K" && f.Form != "20-F" && f.Form != "40-F" || f.Report == 0 {
			continue
		}
		if apart(f.Report, want.End) <= SnapDays && out.Filing == nil {
			out.Filing, out.Day = f, f.Filed
		}
		if annual(f.Form) == year && f.Filed > f.Report {
			lags = append(lags, int(f.Filed-f.Report))
		}
	}
	if out.Filing != nil {
		out.Release = nil
		return out, nil
	}
	out.Day, out.Expected = want.End+period.Date(medianLag(lags, year)), true
	return out, nil
}

// medianLag is that of the last eight reports of the kind.
func medianLag(lags []int, year bool) int {
	if len(lags) == 0 {
		if year {
			return usualLagYear
		}
		return usualLagQuarter
	}
	lags = slices.Clone(lags[max(0, len(lags)-8):])
	slices.Sort(lags)
	return lags[len(lags)/2]
}
