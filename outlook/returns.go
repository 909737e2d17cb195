package outlook

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// Step is what a row of the table of returns covers.
type Step string

// The steps. A calendar year is the four fiscal quarters that stand for its
// quarters; fiscal years are each filer's own and have no total where they end
// on different days.
const (
	ByQuarter      Step = "quarter"
	ByCalendarYear Step = "year"
	ByFiscalYear   Step = "fiscal year"
)

// DefaultLag is the usual lag of returns in quarters. With four, the capital
// expenditure is that of the year before the one over which the income
// changed, so that the two do not overlap: what is bought in a year stands in
// halls and earns in the next. A lag of 0 sets the change of a year's income
// against the spending of that same year, half of which is not in use yet.
const DefaultLag = 4

// The bounds of ReturnsOptions.
const (
	MaxLag  = 40
	MaxRows = 80
)

const yearOfQuarters = 4

// ReturnsOptions says what Returns shows.
type ReturnsOptions struct {
	// AsOf: with what was public by the end of that day; 0 is all.
	AsOf period.Date
	// By is what a row covers; "" is ByQuarter.
	By Step
	// Rows is how many, ending with the last one that any company has
	// figures of; 0 is 8 quarters or 4 years, at most MaxRows.
	Rows int
	// Lag is by how many quarters the spending ended before the income's
	// twelve months did, 0 to MaxLag; see DefaultLag.
	Lag int
	// Capex chooses the definition of capital expenditure.
	Capex Definitions
	// Tiny: a denominator below this part of revenue carries no ratio; 0 is
	// a hundredth, where a change of income by one percent of revenue
	// already moves the ratio by one.
	Tiny quantity.Rat
	// Most: a ratio beyond it, above or below zero, is not shown, for a
	// return that repays the spending within four months is not the
	// spending's; 0 is 3.
	Most quantity.Rat
}

// ReturnsTable is capital expenditure beside what came of it.
type ReturnsTable struct {
	AsOf period.Date `json:"as_of,omitempty"`
	By   Step        `json:"by"`
	Lag  int         `json:"lag"`
	// Rules says in words how the figures are made.
	Rules  []string       `json:"rules"`
	Filers []FilerReturns `json:"filers"`
	// Total adds the companies up, row by row; nil for a single one.
	Total *TotalReturns `json:"total,omitempty"`
	Facts []Fact        `json:"facts"`
}

// FilerReturns is one company's part, oldest row first.
type FilerReturns struct {
	Company
	Definition string       `json:"definition"` // of the capital expenditure in use
	Rows       []ReturnsRow `json:"rows"`
}

// TotalReturns is the companies' sum.
type TotalReturns struct {
	// Mixed says which companies are added by different definitions or tags.
	Mixed []string     `json:"mixed,omitempty"`
	Rows  []ReturnsRow `json:"rows"`
	// Why says why there is no total.
	Why string `json:"why,omitempty"`
}

// ReturnsRow is a quarter or a year.
type ReturnsRow struct {
	Label  string      `json:"label"`            // "2024Q1", "2024", "FY2024"
	Fiscal string      `json:"fiscal,omitempty"` // the filer's own name of the quarter that ends the row
	Start  period.Date `json:"start,omitempty"`  // of the fiscal quarters that stand for it
	End    period.Date `json:"end,omitempty"`

	Capex             Figure   `json:"capex"` // by the definition in use
	Definitions       []Figure `json:"capex_by_definition,omitempty"`
	Revenue           Figure   `json:"revenue"`
	OperatingIncome   Figure   `json:"operating_income"`
	OperatingCashFlow Figure   `json:"operating_cash_flow"`
	Depreciation      Figure   `json:"depreciation"`
	// OverCash is capital expenditure over operating cash flow.
	OverCash Figure `json:"capex_over_operating_cash_flow"`

	// IncomeChange is by how much the operating income of the four quarters
	// to the row's end exceeds that of the four before them;
	// EarningsChange the same of operating income plus depreciation.
	IncomeChange   Figure `json:"income_change"`
	EarningsChange Figure `json:"income_change_before_depreciation"`
	// Spent is the capital expenditure of the four quarters that ended Lag
	// quarters before the row's end.
	Spent Figure `json:"lagged_capex"`
	// After and Before are the incremental returns, before tax: the change
	// after and before depreciation over Spent.
	After  Figure `json:"return_after_depreciation"`
	Before Figure `json:"return_before_depreciation"`

	spentOf Figure // revenue of Spent's quarters
}

// Returns sets the capital expenditure of each filer beside its revenue,
// operating income, operating cash flow and depreciation, and the change of
// income beside what was spent before. Filers of different fiscal years are
// put side by side by quarters: see ReturnsTable.Rules. The error is the
// store's, or ErrOptions; what is not filed is a status of a figure.
func Returns(ctx context.Context, store evidence.Reader, cat *metric.Catalog, ids []entity.ID, o ReturnsOptions) (ReturnsTable, error) {
	if err := cmp.Or(companies(ids), o.complete()); err != nil {
		return ReturnsTable{}, err
	}
	d := newDesk(store, cat, o.AsOf)
	var filers []*filer
	for _, id := range ids {
		f, err := d.filer(ctx, id, o.Capex)
		if err != nil {
			return ReturnsTable{}, err
		}
		filers = append(filers, f)
	}
	t := ReturnsTable{AsOf: o.AsOf, By: o.By, Lag: o.Lag, Rules: o.rules(), Facts: []Fact{}}
	labels := labelsOf(filers, o)
	if len(labels) == 0 {
		return ReturnsTable{}, nothing(filers, o.AsOf)
	}
	for _, f := range filers {
		r := FilerReturns{Company: f.Company, Definition: f.capex}
		a := &asker{desk: d, ctx: ctx, f: f}
		for _, l := range labels {
			r.Rows = append(r.Rows, a.row(l, o))
		}
		if a.err != nil {
			return ReturnsTable{}, a.err
		}
		t.Filers = append(t.Filers, r)
	}
	t.Facts = append(t.Facts, d.book.facts...)
	if len(t.Filers) > 1 {
		t.Total = total(&t, o)
	}
	return t, nil
}

// complete fills in what is left open and checks the bounds.
func (o *ReturnsOptions) complete() error {
	o.By = cmp.Or(o.By, ByQuarter)
	if o.By != ByQuarter && o.By != ByCalendarYear && o.By != ByFiscalYear {
		return fmt.Errorf("%w: rows by %q; want %q, %q or %q", ErrOptions, o.By, ByQuarter, ByCalendarYear, ByFiscalYear)
	}
	if o.Rows == 0 {
		o.Rows = 8
		if o.By != ByQuarter {
			o.Rows = 4
		}
	}
	if o.Tiny.Sign() == 0 {
		o.Tiny = quantity.Frac(1, 100)
	}
	if o.Most.Sign() == 0 {
		o.Most = quantity.Int(3)
	}
	switch {
	case o.Rows < 1 || o.Rows > MaxRows:
		return fmt.Errorf("%w: %d rows; want 1 to %d", ErrOptions, o.Rows, MaxRows)
	case o.Lag < 0 || o.Lag > MaxLag:
		return fmt.Errorf("%w: a lag of %d quarters; want 0 to %d", ErrOptions, o.Lag, MaxLag)
	case o.Tiny.Sign() < 0 || o.Most.Sign() < 0:
		return fmt.Errorf("%w: the bounds of ratios are not negative", ErrOptions)
	}
	return nil
}

func (o *ReturnsOptions) rules() []string {
	var side string
	switch o.By {
	case ByQuarter:
		side = "A calendar quarter shows the fiscal quarter whose middle day lies in it."
	case ByCalendarYear:
		side = "A calendar year shows the four fiscal quarters whose middle days lie in its quarters."
	default:
		side = "A row is each company's own fiscal year; years that end on different days are not added up."
	}
	return []string{
		side,
		fmt.Sprintf("Return: operating income of the four quarters to the row's end less that of the four before, over capex of the four quarters that ended %s earlier; before tax; before depreciation: of operating income plus depreciation.", quartersOf(o.Lag)),
		fmt.Sprintf("No ratio over a figure that is not positive or is below %s of the same quarters' revenue; none beyond %s.", percent(o.Tiny, 1), percent(o.Most, 0)),
	}
}

func quartersOf(n int) string {
	if n == 1 {
		return "1 quarter"
	}
	return fmt.Sprintf("%d quarters", n)
}

// labelsOf numbers the rows, the oldest first: calendar quarters by their
// number (see calendarQuarter), years by the year. None if no filer has figures.
func labelsOf(filers []*filer, o ReturnsOptions) []int {
	last := 0
	for _, f := range filers {
		if f.last >= 0 {
			last = max(last, f.lastLabel(o.By))
		}
	}
	var labels []int
	for i := o.Rows - 1; i >= 0 && last > 0; i-- {
		labels = append(labels, last-i)
	}
	return labels
}

// lastLabel is the last row for which the filer has all quarters.
func (f *filer) lastLabel(by Step) int {
	q := f.quarters[f.last]
	switch by {
	case ByCalendarYear:
		return (calendarQuarter(q)+1)/yearOfQuarters - 1
	case ByFiscalYear:
		fy, _ := f.calendar.YearAt(q.Start)
		if y, ok := f.calendar.Year(fy); ok && y.End > q.End {
			fy--
		}
		return fy
	}
	return calendarQuarter(q)
}

// place is the row's name and its quarters: n of them that end with quarter i,
// which is -1 where the filer's calendar has none.
func (f *filer) place(label int, by Step) (name string, i, n int) {
	switch by {
	case ByCalendarYear:
		return fmt.Sprint(label), f.standing(yearOfQuarters*label + 3), yearOfQuarters
	case ByFiscalYear:
		name, i = fmt.Sprintf("FY%d", label), -1
		if y, ok := f.calendar.Year(label); ok {
			i = slices.IndexFunc(f.quarters, func(q period.Range) bool { return q.End == y.End })
		}
		return name, i, yearOfQuarters
	}
	return quarterLabel(label), f.standing(label), 1
}

// row computes one row of a filer.
func (a *asker) row(label int, o ReturnsOptions) ReturnsRow {
	name, i, n := a.f.place(label, o.By)
	row := ReturnsRow{Label: name}
	if r, why := a.f.window(i, n); why == "" {
		row.Start, row.End, row.Fiscal = r.Start, r.End, a.f.fiscal(a.f.quarters[i])
	}
	row.Definitions = a.all("capex", i, n)
	row.Capex = a.chosen(row.Definitions)
	row.Revenue = a.flow("revenue", i, n)
	row.OperatingIncome = a.flow("operating income", i, n)
	row.OperatingCashFlow = a.flow("operating cash flow", i, n)
	row.Depreciation = a.flow("depreciation", i, n)

	income, before := a.flow("operating income", i, yearOfQuarters), a.flow("operating income", i-yearOfQuarters, yearOfQuarters)
	row.IncomeChange = sub(income, before)
	depreciation := sub(a.flow("depreciation", i, yearOfQuarters), a.flow("depreciation", i-yearOfQuarters, yearOfQuarters))
	row.EarningsChange = add(row.IncomeChange, depreciation)
	row.Spent = a.capex(i-o.Lag, yearOfQuarters)
	row.spentOf = a.flow("revenue", i-o.Lag, yearOfQuarters)
	row.divide(o)
	return row
}

// divide makes the row's ratios.
func (r *ReturnsRow) divide(o ReturnsOptions) {
	b := bounds{o.Tiny, o.Most}
	r.OverCash = b.ratio(r.Capex, r.OperatingCashFlow, r.Revenue, "operating cash flow")
	r.After = b.ratio(r.IncomeChange, r.Spent, r.spentOf, "the earlier capex")
	r.Before = b.ratio(r.EarningsChange, r.Spent, r.spentOf, "the earlier capex")
}
