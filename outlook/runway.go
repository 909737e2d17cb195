package outlook

import (
	"cmp"
	"context"
	"fmt"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// The usual options of Runway, and their bounds.
const (
	DefaultHorizon  = 20 // quarters
	MaxHorizon      = 80
	DefaultHistory  = 8 // quarters
	MaxHistory      = 40
	DefaultMultiple = 3
)

// RunwayOptions says under which assumptions Runway looks ahead.
type RunwayOptions struct {
	// AsOf: with what was public by the end of that day; 0 is all.
	AsOf period.Date
	// CapexGrowth and CashGrowth are the growth a year of capital
	// expenditure and of operating cash flow; nil is the company's own.
	// PayoutGrowth is that of dividends and buybacks; nil holds them.
	CapexGrowth, CashGrowth, PayoutGrowth *Rates
	// Capex chooses the definition of capital expenditure. One that counts
	// finance leases takes the place of their principal payments.
	Capex Definitions
	// Multiple of operating income plus depreciation that debt may not
	// pass; 0 is DefaultMultiple. It is a question, not a rating: lenders'
	// covenants differ.
	Multiple quantity.Rat
	// Horizon is how many quarters are looked at, at most MaxHorizon; 0 is
	// DefaultHorizon.
	Horizon int
	// History is of how many quarters the lowest and highest own growth is
	// taken, at most MaxHistory; 0 is DefaultHistory.
	History int
}

// RunwayTable is how long each company's spending can go on.
type RunwayTable struct {
	AsOf     period.Date `json:"as_of,omitempty"`
	Horizon  int         `json:"horizon_quarters"`
	Multiple string      `json:"multiple"`
	// Rules says in words how the figures are made.
	Rules  []string      `json:"rules"`
	Filers []FilerRunway `json:"filers"`
	Facts  []Fact        `json:"facts"`
}

// FilerRunway is one company's part.
type FilerRunway struct {
	Company
	Definition  string       `json:"definition"` // of capital expenditure
	Fiscal      string       `json:"fiscal,omitempty"`
	End         period.Date  `json:"end,omitempty"` // of the last quarter filed
	Start       Start        `json:"start"`
	Assumptions []Assumption `json:"assumptions"`
	Outcomes    []Outcome    `json:"outcomes"`
	// Paths are the quarters to come under the middle assumptions, with
	// buybacks and without.
	Paths []Path `json:"paths"`
	// Why says why nothing could be computed.
	Why   string   `json:"why,omitempty"`
	Notes []string `json:"notes,omitempty"`
}

// Start is what is filed of the last quarter's end and the four quarters to it.
type Start struct {
	Cash       Figure `json:"cash"`
	Current    Figure `json:"current_marketable_securities"`
	Noncurrent Figure `json:"noncurrent_marketable_securities"`
	Liquid     Figure `json:"cash_and_securities"`
	LongTerm   Figure `json:"long_term_borrowings"` // with their current part
	ShortTerm  Figure `json:"short_term_borrowings"`
	Borrowings Figure `json:"borrowings"`
	// NetCash is cash and securities less borrowings. Finance leases stand
	// apart, operating leases are out.
	NetCash       Figure `json:"net_cash"`
	FinanceLeases Figure `json:"finance_lease_liabilities"`

	OperatingCashFlow Flow `json:"operating_cash_flow"`
	Capex             Flow `json:"capex"`
	OperatingIncome   Flow `json:"operating_income"`
	Depreciation      Flow `json:"depreciation"`
	LeasePrincipal    Flow `json:"finance_lease_principal"`
	Dividends         Flow `json:"dividends"`
	Buybacks          Flow `json:"buybacks"`
}

// Runway says for each filer how many quarters its spending can go on under
// stated growth: until the free cash flow of four quarters is negative, until
// net cash is gone, and until debt passes a multiple of operating income plus
// depreciation, each with buybacks and without, as a range with the
// assumption that moves it most. The error is the store's, or ErrOptions; what
// is not filed is a status, and "not within the horizon" is an answer.
func Runway(ctx context.Context, store evidence.Reader, cat *metric.Catalog, ids []entity.ID, o RunwayOptions) (RunwayTable, error) {
	if err := cmp.Or(companies(ids), o.complete()); err != nil {
		return RunwayTable{}, err
	}
	t := RunwayTable{AsOf: o.AsOf, Horizon: o.Horizon, Multiple: o.Multiple.String(), Rules: o.rules(), Facts: []Fact{}}
	d := newDesk(store, cat, o.AsOf)
	for _, id := range ids {
		f, err := d.filer(ctx, id, o.Capex)
		if err != nil {
			return RunwayTable{}, err
		}
		a := &asker{desk: d, ctx: ctx, f: f}
		r := a.runway(o)
		if a.err != nil {
			return RunwayTable{}, a.err
		}
		t.Filers = append(t.Filers, r)
	}
	t.Facts = append(t.Facts, d.book.facts...)
	return t, nil
}

// complete fills in what is left open and checks the bounds.
func (o *RunwayOptions) complete() error {
	if o.Horizon == 0 {
		o.Horizon = DefaultHorizon
	}
	if o.History == 0 {
		o.History = DefaultHistory
	}
	if o.Multiple.Sign() == 0 {
		o.Multiple = quantity.Int(DefaultMultiple)
	}
	switch {
	case o.Horizon < 1 || o.Horizon > MaxHorizon:
		return fmt.Errorf("%w: a horizon of %d quarters; want 1 to %d", ErrOptions, o.Horizon, MaxHorizon)
	case o.History < 1 || o.History > MaxHistory:
		return fmt.Errorf("%w: a history of %d quarters; want 1 to %d", ErrOptions, o.History, MaxHistory)
	case o.Multiple.Sign() < 0:
		return fmt.Errorf("%w: a multiple of %s; want a positive one", ErrOptions, o.Multiple)
	}
	for _, r := range []*Rates{o.CapexGrowth, o.CashGrowth, o.PayoutGrowth} {
		if err := r.check(); err != nil {
			return err
		}
	}
	return nil
}

func (o *RunwayOptions) rules() []string {
	return []string{
		"A quarter to come is the same quarter a year before, times one plus the growth a year. Operating income plus depreciation grows as operating cash flow does; finance-lease principal is held.",
		"Free cash flow: operating cash flow less capex over four quarters; with buybacks, less those too. Net cash: cash and marketable securities less borrowings, without leases; it takes in free cash flow less finance-lease principal and dividends. A shortfall is paid from cash, then borrowed; no debt is repaid.",
		fmt.Sprintf("Debt limit: %s times operating income plus depreciation of four quarters.", o.Multiple),
		"Soonest and latest: over all corners of the assumptions' ranges. What matters most: the assumption that, varied alone over its range with the others in the middle, moves the answer most.",
	}
}

// runway computes a filer's part.
func (a *asker) runway(o RunwayOptions) FilerRunway {
	out := FilerRunway{Company: a.f.Company, Definition: a.f.capex, Assumptions: []Assumption{}, Outcomes: []Outcome{}, Paths: []Path{}}
	if a.f.last < 0 {
		out.Why = fmt.Sprintf("%s: no figures; import the filer's companyfacts or its reports", a.f.Label())
		return out
	}
	out.Notes = a.stepBack()
	q := a.f.quarters[a.f.last]
	out.End, out.Fiscal = q.End, a.f.fiscal(q)
	out.Start = a.start(q.End)
	out.Assumptions = a.assumptions(o)
	if out.Why = out.lacks(); out.Why != "" {
		return out
	}
	a.outcomes(&out, o)
	return out
}

// stepBack moves the start from the last quarter with any figure to the last
// one of which cash and both cash flows are filed, at most a year back.
func (a *asker) stepBack() []string {
	last := a.f.last
	for i := last; i > max(last-yearOfQuarters, 0); i-- {
		day := a.f.quarters[i].End
		cash := a.over("cash", period.Range{End: day}, false)[0]
		if !cash.OK() || !a.flow("operating cash flow", i, 1).OK() || !a.capex(i, 1).OK() {
			continue
		}
		if a.f.last = i; i == last {
			return nil
		}
		return []string{fmt.Sprintf("%s: the store lacks cash or a cash flow of the quarter to %s; this starts with the last complete one", a.f.Label(), a.f.quarters[last].End)}
	}
	return nil
}

// start reads the balance at a day and the four quarters to it.
func (a *asker) start(day period.Date) Start {
	s := Start{Cash: a.over("cash", period.Range{End: day}, false)[0]}
	s.Current, _ = a.line("current marketable securities", currentSecurities(), day)
	s.Noncurrent, _ = a.line("non-current marketable securities", noncurrentSecurities(), day)
	long, w := a.line("long-term borrowings", borrowings(), day)
	s.LongTerm = long
	s.ShortTerm = none("short-term borrowings stand with the long-term ones")
	if !w.whole {
		s.ShortTerm, _ = a.line("short-term borrowings", shortTermBorrowings(), day)
	}
	s.FinanceLeases = a.lastLeases()
	s.Liquid = add(add(s.Cash, s.Current), s.Noncurrent)
	s.Borrowings = add(s.LongTerm, s.ShortTerm)
	s.NetCash = sub(s.Liquid, s.Borrowings)
	for _, f := range []*Figure{&s.Liquid, &s.Borrowings, &s.NetCash} {
		f.End = day
	}

	plain := func(measure string) func(i, n int) Figure {
		return func(i, n int) Figure { return a.flow(measure, i, n) }
	}
	s.OperatingCashFlow, s.Capex = a.lastFour(plain("operating cash flow")), a.lastFour(a.capex)
	s.OperatingIncome, s.Depreciation = a.lastFour(plain("operating income")), a.lastFour(plain("depreciation"))
	s.LeasePrincipal = Flow{Year: none("finance leases are counted in capex by its definition")}
	if !capexHoldsLeases(a.f.capex) {
		s.LeasePrincipal = a.lesser("finance-lease principal")
	}
	s.Dividends, s.Buybacks = a.lesser("dividends"), a.lesser("buybacks")
	return s
}

// assumptions are the growth of capital expenditure, operating cash flow and
// payouts, in this order.
func (a *asker) assumptions(o RunwayOptions) []Assumption {
	cash := func(i, n int) Figure { return a.flow("operating cash flow", i, n) }
	out := make([]Assumption, 3)
	out[0] = a.assumption(GrowthOfCapex, "capex", a.capex, o.CapexGrowth, o.History)
	out[1] = a.assumption(GrowthOfCash, "operating cash flow", cash, o.CashGrowth, o.History)
	if o.PayoutGrowth == nil {
		out[2] = given(GrowthOfPayouts, "held at the last four quarters'", Flat(quantity.Int(0)))
	} else {
		out[2] = given(GrowthOfPayouts, "given", o.PayoutGrowth)
	}
	return out
}

func (a *asker) assumption(name, what string, of func(i, n int) Figure, r *Rates, history int) Assumption {
	if r != nil {
		return given(name, "given", r)
	}
	return a.own(name, what, of, history)
}

// lacks says what is missing for any answer.
func (r *FilerRunway) lacks() string {
	s := &r.Start
	needed := add(add(s.Liquid, s.OperatingCashFlow.Year), s.Capex.Year) // one currency, too
	if !needed.OK() {
		return needed.Why
	}
	for _, a := range r.Assumptions {
		if !a.Middle.OK() {
			return a.Middle.Why
		}
	}
	return ""
}
