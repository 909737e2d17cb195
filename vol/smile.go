package vol

import (
	"cmp"
	"math"
	"slices"
)

// Estimate is a volatility read from quotes, with the volatilities that the bids
// and the asks alone would give. All are per year.
type Estimate struct {
	SigmaAnnual float64
	Low, High   float64
	Flags       []Flag
}

// Flags of an estimate.
const (
	FlagOneSided     Flag = "one option of a strike" // only the call or only the put of a strike next to the forward could be used
	FlagGap          Flag = "strikes far apart"      // the strikes around the point are more than a standard deviation apart
	FlagExtrapolated Flag = "extrapolated"           // the day lies outside the expiries
	FlagCalendar     Flag = "total variance falls"   // the later expiry has less total variance: see CalendarArbitrage
)

// SmilePoint is the Black volatility of one strike.
type SmilePoint struct {
	Strike    float64
	Moneyness float64 // ln(Strike/Forward)
	Kind      Kind    // of the option used; 0 where the call's and the put's are averaged
	Estimate
}

// Smile is the volatilities of one expiry.
type Smile struct {
	Forward, Discount, TYears float64
	Points                    []SmilePoint // by strike
	// Unusable counts the strikes whose options have no two-sided quote, or one
	// outside the bounds of an option's price.
	Unusable int
}

// NewSmile gives the volatility of each strike from its out-of-the-money option:
// mid, bid and ask. At the strikes next to the forward, one on each side, it is
// the mean of the call's and the put's, which an error of the forward moves in
// opposite directions. Prices are those of European options, as quoted, or as
// de-Americanised. A smile of nothing has no points.
func NewSmile(e Expiry, forward, discount float64) Smile {
	s := Smile{Forward: forward, Discount: discount, TYears: e.TYears()}
	if !s.valid() {
		s.Unusable = len(e.Pairs)
		return s
	}
	below, above := s.around(e.Pairs)
	for i, pair := range e.Pairs {
		point, ok := s.outOfTheMoney(pair)
		if i == below || i == above {
			point, ok = s.nextToForward(pair)
		}
		if !ok {
			s.Unusable++
			continue
		}
		s.Points = append(s.Points, point)
	}
	return s
}

func (s Smile) valid() bool {
	return positiveFinite(s.Forward) && positiveFinite(s.Discount) && positiveFinite(s.TYears)
}

func positiveFinite(x float64) bool { return x > 0 && x <= math.MaxFloat64 }

// around is the nearest usable pair on each side of the forward, −1 for none;
// one and the same if it is struck at the forward.
func (s Smile) around(pairs []Pair) (below, above int) {
	usable := func(i int) bool {
		_, ok := s.nextToForward(pairs[i])
		return ok
	}
	above = 0
	for above < len(pairs) && pairs[above].Strike < s.Forward {
		above++
	}
	below = above - 1
	for above < len(pairs) && !usable(above) {
		above++
	}
	for below >= 0 && !usable(below) {
		below--
	}
	if above == len(pairs) {
		return below, -1
	}
	if pairs[above].Strike == s.Forward {
		below = above
	}
	return below, above
}

// outOfTheMoney is the point of the pair's out-of-the-money option.
func (s Smile) outOfTheMoney(pair Pair) (SmilePoint, bool) {
	if pair.Strike < s.Forward {
		return s.point(Put, pair.Strike, pair.Put)
	}
	return s.point(Call, pair.Strike, pair.Call)
}

// nextToForward is the mean of the pair's two options, or what there is.
func (s Smile) nextToForward(pair Pair) (SmilePoint, bool) {
	call, callOK := s.point(Call, pair.Strike, pair.Call)
	put, putOK := s.point(Put, pair.Strike, pair.Put)
	switch {
	case callOK && putOK:
		call.Kind = 0
		call.SigmaAnnual = (call.SigmaAnnual + put.SigmaAnnual) / 2
		call.Low, call.High = (call.Low+put.Low)/2, (call.High+put.High)/2
		return call, true
	case putOK:
		call = put
	}
	call.Flags = append(call.Flags, FlagOneSided)
	return call, callOK || putOK
}

// point is the volatility of one option at mid, bid and ask; all three must have
// one.
func (s Smile) point(kind Kind, strike float64, q Quote) (p SmilePoint, ok bool) {
	if !positiveFinite(strike) || !positiveFinite(strike/s.Forward) || !finiteQuote(q) {
		return SmilePoint{}, false
	}
	p = SmilePoint{Strike: strike, Moneyness: math.Log(strike / s.Forward), Kind: kind}
	for _, v := range []struct {
		price float64
		sigma *float64
	}{{q.Bid, &p.Low}, {q.Mid(), &p.SigmaAnnual}, {q.Ask, &p.High}} {
		sigma, status := Implied(kind, v.price/s.Discount, s.Forward, strike, s.TYears)
		if status != OK || !positiveFinite(sigma) {
			return SmilePoint{}, false
		}
		*v.sigma = sigma
	}
	// Of prices that are all but one, rounding may turn the order round.
	p.Low, p.High = min(p.Low, p.SigmaAnnual), max(p.High, p.SigmaAnnual)
	return p, true
}

// At is the volatility at a log-moneyness ln(K/F) between two points of the
// smile: total variance is linear in log-moneyness between them. ok is false
// outside of the points; a smile is not extrapolated.
func (s Smile) At(moneyness float64) (e Estimate, ok bool) {
	i, exact := s.search(moneyness)
	if exact {
		return s.Points[i].Estimate, true
	}
	if i == 0 || i == len(s.Points) || math.IsNaN(moneyness) {
		return Estimate{}, false
	}
	a, b := s.Points[i-1], s.Points[i]
	e = between(a.Estimate, b.Estimate, (moneyness-a.Moneyness)/(b.Moneyness-a.Moneyness))
	if b.Moneyness-a.Moneyness > e.SigmaAnnual*math.Sqrt(s.TYears) {
		e.Flags = append(e.Flags, FlagGap)
	}
	return e, true
}

// search is the first point at or above a log-moneyness, and whether it is at it.
func (s Smile) search(moneyness float64) (int, bool) {
	return slices.BinarySearchFunc(s.Points, moneyness, func(p SmilePoint, k float64) int { return cmp.Compare(p.Moneyness, k) })
}

// between mixes two volatilities of one expiry, linear in variance.
func between(a, b Estimate, share float64) Estimate {
	mix := func(x, y float64) float64 { return math.Hypot(math.Sqrt(1-share)*x, math.Sqrt(share)*y) }
	return Estimate{
		SigmaAnnual: mix(a.SigmaAnnual, b.SigmaAnnual),
		Low:         mix(a.Low, b.Low), High: mix(a.High, b.High),
		Flags: unionFlags(a.Flags, b.Flags),
	}
}

// unionFlags are the flags of both, each once.
func unionFlags(a, b []Flag) []Flag {
	out := slices.Clone(a)
	for _, f := range b {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// ATM is the volatility at the money: at K = F, between the two nearest strikes
// that have quotes, each the mean of its call and put at their mids (see
// NewSmile). ok is false if the forward does not lie between quoted strikes.
func ATM(e Expiry, forward, discount float64) (at Estimate, ok bool) {
	s := Smile{Forward: forward, Discount: discount, TYears: e.TYears()}
	if !s.valid() {
		return Estimate{}, false
	}
	below, above := s.around(e.Pairs)
	if below < 0 || above < 0 {
		return Estimate{}, false
	}
	near := e.Pairs[below : above+1]
	return NewSmile(Expiry{Pairs: []Pair{near[0], near[len(near)-1]}, Minutes: e.Minutes}, forward, discount).At(0)
}

// Term is the volatility of one expiry.
type Term struct {
	Minutes float64 // from the quotes to the settlement
	Estimate
}

// ConstantMaturity is the volatility to a day between two expiries: total
// variance σ²T is linear in time, on the line through near and next. A day
// outside of the two is flagged FlagExtrapolated. The band assumes that near and
// next err independently of each other. ok is false if the expiries are not in
// order, or the line is not positive at the day. A single expiry, given twice,
// is its own answer for its own day.
func ConstantMaturity(near, next Term, days float64) (at Estimate, ok bool) {
	minutes := days * 24 * 60
	if !near.valid() || !next.valid() || !positiveFinite(minutes) || near.Minutes > next.Minutes {
		return Estimate{}, false
	}
	if near.Minutes == next.Minutes {
		return near.Estimate, minutes == near.Minutes
	}
	a := (next.Minutes - minutes) / (next.Minutes - near.Minutes)
	line := func(near1, next1 float64) float64 {
		w := a*near1*near1*near.Minutes + (1-a)*next1*next1*next.Minutes
		return math.Sqrt(max(w, 0) / minutes)
	}
	at = Estimate{SigmaAnnual: line(near.SigmaAnnual, next.SigmaAnnual), Flags: unionFlags(near.Flags, next.Flags)}
	// Beyond the expiries one of the two counts negatively.
	switch {
	case a < 0:
		at.Low, at.High = line(near.High, next.Low), line(near.Low, next.High)
	case a > 1:
		at.Low, at.High = line(near.Low, next.High), line(near.High, next.Low)
	default:
		at.Low, at.High = line(near.Low, next.Low), line(near.High, next.High)
	}
	if a < 0 || a > 1 {
		at.Flags = append(at.Flags, FlagExtrapolated)
	}
	if next.SigmaAnnual*next.SigmaAnnual*next.Minutes < near.SigmaAnnual*near.SigmaAnnual*near.Minutes {
		at.Flags = unionFlags(at.Flags, []Flag{FlagCalendar})
	}
	if !positiveFinite(at.SigmaAnnual) || !(at.High <= math.MaxFloat64) {
		return Estimate{Flags: at.Flags}, false
	}
	return at, true
}

func (t Term) valid() bool {
	return positiveFinite(t.Minutes) && positiveFinite(t.SigmaAnnual) && t.Low >= 0 && t.Low <= t.SigmaAnnual && t.High >= t.SigmaAnnual
}

// Between is the volatility at a log-moneyness and a day between the expiries of
// two smiles: each smile at the same log-moneyness, then ConstantMaturity.
func Between(near, next Smile, moneyness, days float64) (Estimate, bool) {
	a, okNear := near.At(moneyness)
	b, okNext := next.At(moneyness)
	if !okNear || !okNext {
		return Estimate{}, false
	}
	return ConstantMaturity(Term{near.TYears * MinutesPerYear, a}, Term{next.TYears * MinutesPerYear, b}, days)
}
