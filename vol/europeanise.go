package vol

import "slices"

// Europeanise is the expiry with each bid and ask of an American option replaced
// by the price of the European option of the same volatility, discounted at the
// rate of c as quotes are, so that a method for European options applies to it.
//
// A bid or ask of 0 stays 0. Where a price determines no volatility it is used
// for what it still says:
//
//   - a bid at or below the value of immediate exercise is lowered by what early
//     exercise is worth at zero volatility: it stays below every European price,
//     and the result has FlagIntrinsicBid;
//   - an ask that no volatility reaches (at or above the maximum, as the strike of
//     a put) becomes the European maximum;
//   - an ask at or below the value of immediate exercise, or a bid at or above the
//     maximum, contradicts every volatility: the quote is not Listed, and the
//     result has FlagIntrinsicAsk.
//
// The pairs of e are not changed. With a carry that has no price the quotes are
// copied as they are, with FlagNotEuropean.
func Europeanise(e Expiry, c Carry) (Expiry, []Flag) {
	t := e.TYears()
	e.Pairs = slices.Clone(e.Pairs)
	sides := europeanSides{carry: c, t: t, calls: newBoundaryTable(), puts: newBoundaryTable()}
	for i := range e.Pairs {
		p := &e.Pairs[i]
		p.Call = sides.quote(Call, p.Strike, p.Call, sides.calls)
		p.Put = sides.quote(Put, p.Strike, p.Put, sides.puts)
	}
	var flags []Flag
	for _, f := range []struct {
		seen bool
		flag Flag
	}{{sides.bid, FlagIntrinsicBid}, {sides.ask, FlagIntrinsicAsk}, {sides.failed, FlagNotEuropean}} {
		if f.seen {
			flags = append(flags, f.flag)
		}
	}
	return e, flags
}

// europeanSides turns quotes of one expiry, and remembers what was doubtful.
type europeanSides struct {
	carry            Carry
	t                float64
	calls, puts      *boundaryTable
	bid, ask, failed bool
}

func (s *europeanSides) quote(kind Kind, strike float64, q Quote, table *boundaryTable) Quote {
	if !q.Listed || !(q.Bid > 0) && !(q.Ask > 0) {
		return q
	}
	o, ok := s.carry.option(kind, strike, s.t)
	if !ok || !(s.t > 0) {
		s.failed = true
		return q
	}
	o.boundaries = table
	bid, bidStatus := o.quoted(q.Bid)
	ask, askStatus := o.quoted(q.Ask)
	if bidStatus == BelowIntrinsic {
		bid = max(0, q.Bid-(o.least-o.european(0)))
		s.bid = s.bid || q.Bid > 0
	}
	if askStatus == AboveMaximum {
		ask = o.europeanMost()
	}
	if bidStatus == AboveMaximum || askStatus == BelowIntrinsic {
		s.ask = true
		return Quote{}
	}
	if bidStatus == Invalid || askStatus == Invalid {
		s.failed = true
		return q
	}
	return Quote{Bid: bid, Ask: ask, Listed: true}
}

// quoted is the European price of a bid or an ask; one that is not there stays so.
func (o *earlyOption) quoted(price float64) (float64, Status) {
	if price == 0 {
		return 0, OK
	}
	return o.deamericanised(price)
}

// europeanMost is the European price at infinite volatility.
func (o *earlyOption) europeanMost() float64 {
	if o.kind == Put {
		return o.discount() * o.strike
	}
	return o.discount() * o.forward(o.t)
}
