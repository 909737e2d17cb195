package volatility

import (
	"fmt"
	"math"
	"slices"

	"assay/evidence"
	"assay/period"
	"assay/vol"
)

// measure makes a result of a chain.
type measure struct {
	chain   *evidence.Chain
	options *Options
	result  *Result
}

// zeroAskSince is the day from which a zero ask excludes a strike.
var zeroAskSince = period.NewDate(2025, 2, 10)

// rules are the method's rules on the day of the quotes.
func (m measure) rules() vol.IndexRules {
	return vol.IndexRules{ZeroAsk: m.chain.Public >= zeroAskSince}
}

// term makes one expiry's part; i is 0 for the near one.
func (m measure) term(l listed, i int) (Term, error) {
	e := vol.Expiry{Pairs: l.Pairs, Minutes: l.Minutes, RateAnnual: m.rate(l, i)}
	t := Term{Expiry: l.Expiry, Root: l.Root, Settlement: l.Settlement}
	var err error
	switch m.options.Method {
	case IV30:
		err = m.atTheMoney(&t, l, e)
	case ModelFree:
		if !l.European {
			if e, err = m.european(l, e); err != nil {
				break
			}
		}
		t.Variance, err = vol.IndexVariance(e, m.rules())
	default:
		if m.chain.Inverse {
			e.Pairs, err = inCurrency(l)
		}
		if err == nil {
			t.Variance, err = vol.IndexVariance(e, m.rules())
		}
	}
	if err != nil {
		return Term{}, fmt.Errorf("volatility: %w: expiry %s: %w", ErrNoValue, l.Expiry, err)
	}
	m.flag(t.Variance.Flags...)
	if l.European && !m.chain.Inverse && arbitraged(e) {
		m.flag(FlagArbitrage)
	}
	return t, nil
}

// leastGain is what an arbitrage must bring, in units of the strike: less is
// rounding to the tick.
const leastGain = 1e-4

// arbitraged reports whether somebody could gain for sure at the bids and asks
// of European options in money.
func arbitraged(e vol.Expiry) bool {
	return slices.ContainsFunc(vol.Arbitrage(e, math.Exp(-e.RateAnnual*e.TYears())), func(v vol.Violation) bool {
		return v.Tradable && v.Size > leastGain*v.Strikes[len(v.Strikes)-1]
	})
}

// rate is the expiry's rate: as given, from the day's yields, or from the
// options' own parity where they are European. Deribit's options are priced on
// futures in coins, without a rate.
func (m measure) rate(l listed, i int) float64 {
	o := m.options
	switch {
	case len(o.Rates) > 0:
		return o.Rates[min(i, len(o.Rates)-1)]
	case m.chain.Inverse:
		return 0
	case o.Curve != nil:
		return o.Curve.RateAnnual(float64(l.Expiry - m.day()))
	case l.European:
		if p, ok := vol.ParityForward(vol.Expiry{Pairs: l.Pairs, Minutes: l.Minutes}); ok && !slices.Contains(p.Flags, vol.FlagGivenRate) {
			m.flag(FlagRateImplied)
			return p.RateAnnual
		}
	}
	m.flag(FlagNoRate)
	return 0
}

// day is the exchange's day of the quotes.
func (m measure) day() period.Date {
	if m.chain.Vendor == "Deribit" {
		return period.FromTime(m.chain.Quoted.UTC())
	}
	return period.FromTime(m.chain.Quoted.In(period.NewYork()))
}

// dividends are those that fall before the settlement.
func (m measure) dividends(l listed) []vol.Dividend {
	var out []vol.Dividend
	for _, d := range m.options.Dividends {
		if d.ExDay > m.day() && d.ExDay <= l.Expiry {
			out = append(out, vol.Dividend{TYears: float64(d.ExDay-m.day()) / 365, Amount: d.Amount})
		}
	}
	return out
}

// european is the expiry with the European prices of its American options.
func (m measure) european(l listed, e vol.Expiry) (vol.Expiry, error) {
	c, ok := vol.ForwardAmerican(e, m.result.Spot, m.dividends(l))
	m.flag(c.Flags...)
	if !ok {
		return e, vol.NoIndexError{Reason: "the quotes give no forward"}
	}
	e.Pairs = outOfTheMoney(e.Pairs, c.Forward)
	out, flags := vol.Europeanise(e, c)
	m.flag(flags...)
	return out, nil
}

// outOfTheMoney leaves out the options in the money, which no index uses, but
// for those next to the forward.
func outOfTheMoney(pairs []vol.Pair, forward float64) []vol.Pair {
	near := nearest(pairs, forward, nearestPairs)
	out := slices.Clone(pairs)
	for i := range out {
		switch p := &out[i]; {
		case p.Strike < near[0].Strike:
			p.Call = vol.Quote{}
		case p.Strike > near[len(near)-1].Strike:
			p.Put = vol.Quote{}
		}
	}
	return out
}

// atTheMoney is the volatility where the strike is the forward.
func (m measure) atTheMoney(t *Term, l listed, e vol.Expiry) error {
	forward, discount, err := m.forward(l, &e, nearestPairs)
	if err != nil {
		return err
	}
	at, ok := vol.ATM(e, forward, discount)
	if !ok {
		return vol.NoIndexError{Reason: fmt.Sprintf("no strikes with quotes of calls and puts lie on both sides of the forward %.6g", forward)}
	}
	m.flag(at.Flags...)
	t.Sigma, t.Discount = at.SigmaAnnual, discount
	t.Variance = vol.Variance{
		Minutes: e.Minutes, TYears: e.TYears(), RateAnnual: e.RateAnnual, Forward: forward,
		Variance: at.SigmaAnnual * at.SigmaAnnual, Low: at.Low * at.Low, High: at.High * at.High,
	}
	t.K0, t.Strikes = around(e.Pairs, forward)
	return nil
}

// forward is the expiry's forward and discount; it makes e's prices European
// and in the strikes' currency. Of American options it keeps as many pairs on
// each side of the forward as are wanted.
func (m measure) forward(l listed, e *vol.Expiry, wanted int) (forward, discount float64, err error) {
	switch {
	case m.chain.Inverse:
		p, ok := vol.InverseForward(*e)
		if l.Forward > 0 { // the source's own, at which its options are priced
			p.Forward, ok = l.Forward, true
		}
		if !ok {
			return 0, 0, vol.NoIndexError{Reason: "the quotes give no forward"}
		}
		l.Forward = p.Forward
		e.Pairs, err = inCurrency(l)
		return p.Forward, 1, err
	case l.European:
		p, ok := vol.ForwardAtRate(*e)
		m.flag(p.Flags...)
		if !ok {
			return 0, 0, vol.NoIndexError{Reason: "the quotes give no forward"}
		}
		return p.Forward, p.Discount, nil
	}
	c, ok := vol.ForwardAmerican(*e, m.result.Spot, m.dividends(l))
	m.flag(c.Flags...)
	if !ok {
		return 0, 0, vol.NoIndexError{Reason: "the quotes give no forward"}
	}
	near := *e
	near.Pairs = nearest(e.Pairs, c.Forward, wanted)
	*e, _ = vol.Europeanise(near, c) // what has no volatility is not used: the estimate says so
	return c.Forward, c.Discount, nil
}

// nearestPairs is how many pairs on each side of the forward the volatility at
// the money may need: the next two, and some whose quotes fail.
const nearestPairs = 6

func nearest(pairs []vol.Pair, forward float64, wanted int) []vol.Pair {
	i, _ := slices.BinarySearchFunc(pairs, forward, func(p vol.Pair, f float64) int {
		if p.Strike < f {
			return -1
		}
		return 1
	})
	return pairs[max(0, i-wanted):min(len(pairs), i+wanted)]
}

// around are the strikes next to the forward, and the one below it.
func around(pairs []vol.Pair, forward float64) (k0 float64, used []vol.Strike) {
	add := func(p vol.Pair) {
		used = append(used, vol.Strike{Strike: p.Strike, Bid: (p.Call.Bid + p.Put.Bid) / 2, Ask: (p.Call.Ask + p.Put.Ask) / 2, Mid: (p.Call.Mid() + p.Put.Mid()) / 2})
	}
	for i, p := range pairs {
		if p.Strike > forward {
			if i > 0 {
				k0 = pairs[i-1].Strike
				add(pairs[i-1])
			}
			add(p)
			return k0, used
		}
	}
	return k0, used
}

// inCurrency turns prices in coins into the strikes' currency at the expiry's
// forward, as Deribit states its volatilities.
func inCurrency(l listed) ([]vol.Pair, error) {
	if l.Forward <= 0 {
		p, ok := vol.InverseForward(vol.Expiry{Pairs: l.Pairs, Minutes: l.Minutes})
		if !ok {
			return nil, vol.NoIndexError{Reason: "the quotes are in coins and give no forward to turn them into money"}
		}
		l.Forward = p.Forward
	}
	out := make([]vol.Pair, len(l.Pairs))
	for i, p := range l.Pairs {
		times := func(q vol.Quote) vol.Quote {
			return vol.Quote{Bid: q.Bid * l.Forward, Ask: q.Ask * l.Forward, Listed: q.Listed}
		}
		out[i] = vol.Pair{Strike: p.Strike, Call: times(p.Call), Put: times(p.Put)}
	}
	return out, nil
}

// flag adds flags, each once, in sorted order.
func (m measure) flag(flags ...vol.Flag) {
	for _, f := range flags {
		if at, known := slices.BinarySearch(m.result.Flags, f); !known {
			m.result.Flags = slices.Insert(m.result.Flags, at, f)
		}
	}
}

// flags says what is doubtful about the choice and the moment.
func (m measure) flags(near, next listed) {
	if near.Minutes <= windowFrom || next.Minutes >= windowTo {
		m.flag(FlagWindow)
	}
	if near.Minutes > vol.Thirty || next.Minutes < vol.Thirty {
		m.flag(vol.FlagExtrapolated)
	}
	if r := m.result; r.Next.TYears*r.Next.Variance.Variance < r.Near.TYears*r.Near.Variance.Variance {
		m.flag(vol.FlagCalendar)
	}
	if m.chain.Vendor != "Deribit" && !duringSession(m.chain) {
		m.flag(FlagStale)
	}
	if e := m.options.Earnings; e > m.day() && e <= m.day()+30 {
		m.flag(FlagEarnings)
	}
}

// lastQuotes is how many minutes index options trade on after shares.
const lastQuotes = 15

// duringSession reports whether the quotes are of the exchange's hours, from
// its opening to a quarter past its close.
func duringSession(c *evidence.Chain) bool {
	at := c.Quoted.In(period.NewYork())
	minute := secondOfDay(at) / 60
	hours, ok := period.Session(period.FromTime(at))
	return ok && minute >= hours.Open && minute <= hours.Close+lastQuotes
}
