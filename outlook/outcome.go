package outlook

import (
	"fmt"

	"assay/period"
	"assay/quantity"
)

// Question is an event that ends a runway.
type Question string

// The questions of Runway.
const (
	FreeCashNegative Question = "free cash flow is negative"
	NetCashGone      Question = "net cash is gone"
	DebtTooHigh      Question = "debt passes the limit"
)

// Answer is after how many quarters the event has come.
type Answer struct {
	Within   bool        `json:"within"`         // by the horizon
	Quarters int         `json:"quarters"`       // 0: it had at the start; the horizon where it is not within
	Ends     period.Date `json:"ends,omitempty"` // the end of that quarter
}

// Outcome answers one question.
type Outcome struct {
	Question Question `json:"question"`
	Buybacks bool     `json:"with_buybacks"`
	Status   Status   `json:"status"`
	Why      string   `json:"why,omitempty"` // why there is no answer
	Soonest  Answer   `json:"soonest"`
	Middle   Answer   `json:"middle"`
	Latest   Answer   `json:"latest"`
	// Swings are how far each assumption alone moves the answer.
	Swings []Swing `json:"swings,omitempty"`
	// MattersMost names the assumptions with the widest swing; none where
	// no assumption moves the answer.
	MattersMost []string `json:"matters_most,omitempty"`
}

// Swing is the answer at both ends of one assumption's range, the others in
// the middle of theirs.
type Swing struct {
	Assumption string `json:"assumption"`
	Low        Answer `json:"at_low"`
	High       Answer `json:"at_high"`
	// Quarters between the two; an answer beyond the horizon counts as one
	// quarter more, so that the swing is then at least this wide.
	Quarters int `json:"quarters"`
}

// Path is the quarters to come under the middle assumptions.
type Path struct {
	Buybacks bool          `json:"with_buybacks"`
	Quarters []PathQuarter `json:"quarters"`
}

// PathQuarter is the end of a quarter to come: sums of four quarters, and
// balances. Amounts are rounded to whole units of money. Low and high are those
// over all corners of the assumptions' ranges.
type PathQuarter struct {
	Quarter           int         `json:"quarter"`
	Ends              period.Date `json:"ends"`
	OperatingCashFlow string      `json:"operating_cash_flow"`
	Capex             string      `json:"capex"`
	FreeCashFlow      string      `json:"free_cash_flow"`
	FreeCashFlowLow   string      `json:"free_cash_flow_low"`
	FreeCashFlowHigh  string      `json:"free_cash_flow_high"`
	NetCash           string      `json:"net_cash"`
	NetCashLow        string      `json:"net_cash_low"`
	NetCashHigh       string      `json:"net_cash_high"`
	Debt              string      `json:"debt"`
	Earnings          string      `json:"operating_income_and_depreciation,omitempty"`
	// FreeCash and Net are free cash flow and net cash, exact.
	FreeCash Spread `json:"-"`
	Net      Spread `json:"-"`
}

// Spread is an amount under the middle assumptions, and its range.
type Spread struct{ Low, Middle, High quantity.Rat }

// scenarios are the assumptions' combinations that are run.
type scenarios struct {
	middle  rates
	corners []rates
	ends    [][2]rates // each assumption alone, low and high
}

func scenariosOf(as []Assumption) scenarios {
	at := func(pick [3]int) rates {
		var v [3]quantity.Rat
		for i := range as {
			v[i] = [3]quantity.Rat{as[i].Low.Amount, as[i].Middle.Amount, as[i].High.Amount}[pick[i]]
		}
		return rates{v[0], v[1], v[2]}
	}
	const low, middle, high = 0, 1, 2
	s := scenarios{middle: at([3]int{middle, middle, middle})}
	for _, a := range [2]int{low, high} {
		for _, b := range [2]int{low, high} {
			for _, c := range [2]int{low, high} {
				s.corners = append(s.corners, at([3]int{a, b, c}))
			}
		}
	}
	for i := range as {
		ends := [2]rates{}
		for k, end := range [2]int{low, high} {
			pick := [3]int{middle, middle, middle}
			pick[i] = end
			ends[k] = at(pick)
		}
		s.ends = append(s.ends, ends)
	}
	return s
}

// outcomes answers the questions without and with buybacks.
func (a *asker) outcomes(r *FilerRunway, o RunwayOptions) {
	sc := scenariosOf(r.Assumptions)
	p := r.Start.projection(o.Multiple)
	var runs [2]run
	for i, buybacks := range [2]bool{false, true} {
		p.buybacks = buybacks
		free, net := make(band, o.Horizon+1), make(band, o.Horizon+1)
		runs[i] = runAll(p, sc, o.Horizon, func(k int, at *projection) {
			free.add(k, at.freeCash())
			net.add(k, at.netCash())
		})
		if buybacks && !r.Start.Buybacks.Year.OK() {
			continue
		}
		path := Path{Buybacks: buybacks, Quarters: []PathQuarter{}}
		p.run(sc.middle, o.Horizon, func(k int, at *projection) {
			q := pathQuarter(k, a.f.ends(k), at, free.about(k, at.freeCash()), net.about(k, at.netCash()))
			if !r.Start.OperatingIncome.Year.OK() || !r.Start.Depreciation.Year.OK() {
				q.Earnings = ""
			}
			path.Quarters = append(path.Quarters, q)
		})
		r.Paths = append(r.Paths, path)
	}
	for q, question := range [questions]Question{FreeCashNegative, NetCashGone, DebtTooHigh} {
		for i, buybacks := range [2]bool{false, true} {
			out := Outcome{Question: question, Buybacks: buybacks, Status: Known}
			if f := r.Start.needed(q, buybacks); !f.OK() {
				out.Status, out.Why = f.Status, f.Why
			} else {
				a.answer(&out, &runs[i], q, r.Assumptions, o.Horizon)
			}
			r.Outcomes = append(r.Outcomes, out)
		}
	}
}

// run is the answers of all scenarios.
type run struct {
	middle  answers
	corners []answers
	ends    [][2]answers
}

// runAll runs every scenario; corner sees each quarter's end of those at the
// corners of the assumptions' ranges.
func runAll(p projection, sc scenarios, horizon int, corner func(quarter int, at *projection)) run {
	out := run{middle: p.run(sc.middle, horizon, nil)}
	for _, c := range sc.corners {
		out.corners = append(out.corners, p.run(c, horizon, corner))
	}
	for _, e := range sc.ends {
		out.ends = append(out.ends, [2]answers{p.run(e[0], horizon, nil), p.run(e[1], horizon, nil)})
	}
	return out
}

// answer fills in the range and what moves it.
func (a *asker) answer(out *Outcome, r *run, question int, as []Assumption, horizon int) {
	place := func(k int) int { // for comparing: beyond the horizon is later than all
		if k == notWithin {
			return horizon + 1
		}
		return k
	}
	of := func(place int) Answer {
		if place > horizon {
			return Answer{Quarters: horizon, Ends: a.f.ends(horizon)}
		}
		return Answer{Within: true, Quarters: place, Ends: a.f.ends(place)}
	}
	middle := place(r.middle[question])
	soonest, latest := middle, middle
	for _, c := range r.corners {
		k := place(c[question])
		soonest, latest = min(soonest, k), max(latest, k)
	}
	out.Soonest, out.Middle, out.Latest = of(soonest), of(middle), of(latest)
	widest := 1
	for i, e := range r.ends {
		low, high := place(e[0][question]), place(e[1][question])
		s := Swing{Assumption: as[i].Name, Low: of(low), High: of(high), Quarters: max(low-high, high-low)}
		out.Swings = append(out.Swings, s)
		if s.Quarters > widest {
			widest, out.MattersMost = s.Quarters, nil
		}
		if s.Quarters == widest {
			out.MattersMost = append(out.MattersMost, s.Assumption)
		}
	}
}

// ends is the end of the k-th quarter to come.
func (f *filer) ends(k int) period.Date {
	if i := f.last + k; i < len(f.quarters) {
		return f.quarters[i].End
	}
	last := len(f.quarters) - 1
	return f.quarters[last].AddMonths(3 * (f.last + k - last)).End
}

// needed is a figure without a value where the question lacks one.
func (s *Start) needed(question int, buybacks bool) Figure {
	f := s.Capex.Year
	if question != freeCashNegative {
		f = add(add(s.LeasePrincipal.Year, s.Dividends.Year), s.NetCash)
	}
	if question == debtTooHigh {
		f = add(f, add(s.OperatingIncome.Year, s.Depreciation.Year))
	}
	if buybacks {
		f = add(f, s.Buybacks.Year)
	}
	return f
}

func (s *Start) projection(multiple quantity.Rat) projection {
	earnings := s.OperatingIncome.amounts()
	for i, d := range s.Depreciation.amounts() {
		earnings[i] = earnings[i].Add(d)
	}
	return projection{
		cash: seasonOf(s.OperatingCashFlow.amounts()), capex: seasonOf(s.Capex.amounts()), earnings: seasonOf(earnings),
		leases: seasonOf(s.LeasePrincipal.amounts()), dividends: seasonOf(s.Dividends.amounts()), bought: seasonOf(s.Buybacks.amounts()),
		liquid: s.Liquid.Amount, debt: s.Borrowings.Amount, multiple: multiple,
	}
}

// band is the lowest and the highest amount at each quarter's end.
type band []*Spread

// add counts an amount; the first of a quarter is both.
func (b band) add(quarter int, x quantity.Rat) {
	if b[quarter] == nil {
		b[quarter] = &Spread{Low: x, High: x}
	}
	s := b[quarter]
	if x.Cmp(s.Low) < 0 {
		s.Low = x
	}
	if x.Cmp(s.High) > 0 {
		s.High = x
	}
}

// about is the quarter's spread with its middle.
func (b band) about(quarter int, middle quantity.Rat) Spread {
	s := *b[quarter]
	s.Middle = middle
	return s
}

func pathQuarter(k int, ends period.Date, at *projection, free, net Spread) PathQuarter {
	whole := func(r quantity.Rat) string { return fixed(r, 0) }
	return PathQuarter{
		Quarter: k, Ends: ends, OperatingCashFlow: whole(at.cash.year), Capex: whole(at.capex.year), Debt: whole(at.debt), Earnings: whole(at.earnings.year),
		FreeCashFlow: whole(free.Middle), FreeCashFlowLow: whole(free.Low), FreeCashFlowHigh: whole(free.High), FreeCash: free,
		NetCash: whole(net.Middle), NetCashLow: whole(net.Low), NetCashHigh: whole(net.High), Net: net,
	}
}

// String is the answer in words: "7", "now", "not within 20".
func (a Answer) String() string {
	switch {
	case !a.Within:
		return fmt.Sprintf("not within %d", a.Quarters)
	case a.Quarters == 0:
		return "now"
	}
	return fmt.Sprint(a.Quarters)
}
