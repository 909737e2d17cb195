package outlook

import "assay/quantity"

// The projection is a seasonal one: a quarter to come is the same quarter a
// year before, times one plus the growth a year. It needs no root, so that
// every figure stays an exact rational, and keeps a filer's season.

// season is a flow's last four quarters and their sum.
type season struct {
	quarters [yearOfQuarters]quantity.Rat
	year     quantity.Rat
}

func seasonOf(quarters [yearOfQuarters]quantity.Rat) season {
	s := season{quarters: quarters}
	for _, q := range quarters {
		s.year = s.year.Add(q)
	}
	return s
}

// next puts the quarter to come in the place of the one a year before, and is
// its amount.
func (s *season) next(q int, factor quantity.Rat) quantity.Rat {
	was := s.quarters[q]
	s.quarters[q] = was.Mul(factor)
	s.year = s.year.Add(s.quarters[q]).Sub(was)
	return s.quarters[q]
}

// rates is what is assumed to grow by a year, as fractions: capital
// expenditure, operating cash flow (and the earnings with it), and payouts.
type rates struct{ capex, cash, payouts quantity.Rat }

// projection is what is continued: flows, and the balance at their end.
type projection struct {
	cash, capex, earnings     season // earnings: operating income plus depreciation
	leases, dividends, bought season
	liquid, debt              quantity.Rat // cash and securities; borrowings
	buybacks                  bool         // whether they go on
	multiple                  quantity.Rat // of earnings, that debt may not pass
}

// The questions, in the order of answers.
const (
	freeCashNegative = iota
	netCashGone
	debtTooHigh
	questions
)

// answers are the quarters after which each question's event has come: 0 if it
// had at the start, notWithin if it has not by the horizon.
type answers [questions]int

const notWithin = -1

// run continues the flows quarter by quarter. Cash pays for a shortfall until
// it is used up, then borrowing does; a surplus is kept as cash, no debt is
// repaid. each, if not nil, sees the end of every quarter.
func (p projection) run(r rates, horizon int, each func(quarter int, at *projection)) answers {
	one := quantity.Int(1)
	capex, cash, payouts := one.Add(r.capex), one.Add(r.cash), one.Add(r.payouts)
	out := answers{notWithin, notWithin, notWithin}
	p.check(0, &out)
	for k := 1; k <= horizon; k++ {
		q := (k - 1) % yearOfQuarters
		p.earnings.next(q, cash)
		left := p.cash.next(q, cash).Sub(p.capex.next(q, capex))
		left = left.Sub(p.leases.quarters[q]).Sub(p.dividends.next(q, payouts))
		if spent := p.bought.next(q, payouts); p.buybacks {
			left = left.Sub(spent)
		}
		p.pay(left)
		p.check(k, &out)
		if each != nil {
			each(k, &p)
		}
	}
	return out
}

// freeCash is operating cash flow less capital expenditure of the last four
// quarters, and less buybacks where they go on.
func (p *projection) freeCash() quantity.Rat {
	f := p.cash.year.Sub(p.capex.year)
	if p.buybacks {
		f = f.Sub(p.bought.year)
	}
	return f
}

// netCash is cash and securities less borrowings.
func (p *projection) netCash() quantity.Rat { return p.liquid.Sub(p.debt) }

// pay adds what a quarter leaves, or takes what it lacks.
func (p *projection) pay(left quantity.Rat) {
	p.liquid = p.liquid.Add(left)
	if p.liquid.Sign() < 0 {
		p.debt, p.liquid = p.debt.Sub(p.liquid), quantity.Rat{}
	}
}

// check notes which events have come by quarter k.
func (p *projection) check(k int, out *answers) {
	came := [questions]bool{
		freeCashNegative: p.freeCash().Sign() < 0,
		netCashGone:      p.liquid.Cmp(p.debt) <= 0,
		debtTooHigh:      p.debt.Sign() > 0 && p.debt.Cmp(p.earnings.year.Mul(p.multiple)) > 0,
	}
	for i, is := range came {
		if is && out[i] == notWithin {
			out[i] = k
		}
	}
}
