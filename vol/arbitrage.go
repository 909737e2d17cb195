package vol

import (
	"cmp"
	"math"
	"slices"
)

// Bound names a condition that option prices keep if nothing can be had for
// nothing.
type Bound string

// The bounds, with what each says; K1 < K2 < K3 are strikes, D the discount.
const (
	BoundCrossed  Bound = "crossed"  // an option's ask is not below its bid
	BoundMonotone Bound = "monotone" // C(K1) ≥ C(K2), P(K1) ≤ P(K2)
	BoundSlope    Bound = "slope"    // C(K1) − C(K2) ≤ D (K2 − K1), and so for puts
	BoundConvex   Bound = "convex"   // C(K2) is not above the chord from C(K1) to C(K3), nor is P
	BoundParity   Bound = "parity"   // C − P + D K is the same at all strikes
	BoundCalendar Bound = "calendar" // total variance at one moneyness does not fall with time
)

// Violation is prices that break a bound. Sufficient and necessary conditions:
// P. Carr and D. Madan, "A note on sufficient conditions for no arbitrage",
// Finance Research Letters 2 (2005), 125, for prices; L. Cousot, "Conditions on
// option prices for absence of arbitrage and exact calibration", Journal of
// Banking & Finance 31 (2007), 3377, for bids and asks.
type Violation struct {
	Bound Bound
	Kind  Kind // call or put; 0 where both take part
	// Strikes take part, ascending: one to three. A put's chord may begin at
	// strike 0, where a put is worth nothing. Of a calendar violation they are the
	// near and the next expiry's.
	Strikes []float64
	// Tradable is whether it can be had at the bids and asks; otherwise only the
	// mids break the bound.
	Tradable bool
	// Size is the gain for one option of the strike sold, in the prices' unit; of
	// a calendar violation, the fall in total variance.
	Size float64
}

// Arbitrage checks one expiry of European options against the static bounds, at
// the discount factor to the settlement. At bids and asks every combination of
// strikes is searched: a price is held against the lowest that the asks of all
// other strikes can replicate, and of those that break a bound each is reported
// once with its best counterpart. At the mids neighbouring strikes are compared.
//
// The list is in order: tradable ones first, each by kind, bound and strike. A
// discount that is not positive and finite leaves out the bounds that need it
// (slope, parity).
func Arbitrage(e Expiry, discount float64) []Violation {
	var out []Violation
	for _, kind := range []Kind{Call, Put} {
		legs := legsOf(e.Pairs, kind)
		out = append(out, crossedLegs(legs, kind)...)
		out = append(out, tradableMonotone(legs, kind)...)
		out = append(out, tradableSlope(legs, kind, discount)...)
		out = append(out, tradableConvex(legs, kind)...)
	}
	out = append(out, tradableParity(e.Pairs, discount)...)
	for _, kind := range []Kind{Call, Put} {
		out = append(out, midViolations(legsOf(e.Pairs, kind), kind, discount)...)
	}
	return slices.DeleteFunc(out, func(v Violation) bool { return !positiveFinite(v.Size) })
}

// leg is one option as it can be bought and sold: ask infinite if nobody offers,
// bid negative infinite if nobody bids.
type leg struct {
	strike, bid, ask float64
}

func (l leg) mid() float64 { return l.bid/2 + l.ask/2 }

func (l leg) twoSided() bool { return !math.IsInf(l.bid, 0) && !math.IsInf(l.ask, 0) && l.ask >= l.bid }

// legsOf are the options of a kind; the puts begin with the worthless one at
// strike 0, which can be bought and sold for nothing.
func legsOf(pairs []Pair, kind Kind) []leg {
	legs := make([]leg, 0, len(pairs)+1)
	if kind == Put {
		legs = append(legs, leg{})
	}
	for _, p := range pairs {
		q := p.Call
		if kind == Put {
			q = p.Put
		}
		if !positiveFinite(p.Strike) || !q.Listed {
			continue
		}
		l := leg{strike: p.Strike, bid: math.Inf(-1), ask: math.Inf(1)}
		if positiveFinite(q.Bid) {
			l.bid = q.Bid
		}
		if positiveFinite(q.Ask) {
			l.ask = q.Ask
		}
		legs = append(legs, l)
	}
	return legs
}

func crossedLegs(legs []leg, kind Kind) []Violation {
	var out []Violation
	for _, l := range legs {
		if l.bid > l.ask {
			out = append(out, Violation{BoundCrossed, kind, []float64{l.strike}, true, l.bid - l.ask})
		}
	}
	return out
}

// tradableMonotone finds the calls that can be sold for more than one of a lower
// strike costs, and the puts that can for more than one of a higher.
func tradableMonotone(legs []leg, kind Kind) []Violation {
	return cheaperCover(legs, kind, kind, func(leg) float64 { return 0 }, BoundMonotone)
}

// tradableSlope finds the calls whose spread to a higher strike pays more than
// the strikes' difference is worth, and the puts likewise to a lower.
func tradableSlope(legs []leg, kind Kind, discount float64) []Violation {
	if !positiveFinite(discount) {
		return nil
	}
	return cheaperCover(legs, kind, -kind, func(l leg) float64 { return float64(kind) * discount * l.strike }, BoundSlope)
}

// cheaperCover finds the legs whose bid plus add exceeds the least ask plus add
// of the legs on one side: of lower strikes if from is Call, of higher if Put.
func cheaperCover(legs []leg, kind, from Kind, add func(leg) float64, bound Bound) []Violation {
	var out []Violation
	for i, c := range bestCovers(legs, from, add) {
		if c < 0 {
			continue
		}
		size := (legs[i].bid - legs[c].ask) + (add(legs[i]) - add(legs[c]))
		if size > roundingOf(legs[i].bid, add(legs[i])) {
			out = append(out, Violation{bound, kind, []float64{legs[min(i, c)].strike, legs[max(i, c)].strike}, true, size})
		}
	}
	return out
}

// bestCovers gives for each leg the one on its side whose ask plus add is least,
// −1 for none.
func bestCovers(legs []leg, from Kind, add func(leg) float64) []int {
	covers := make([]int, len(legs))
	best := -1
	visit := func(i int) {
		covers[i] = best
		if best < 0 || legs[i].ask+add(legs[i]) < legs[best].ask+add(legs[best]) {
			best = i
		}
	}
	if from == Call {
		for i := range legs {
			visit(i)
		}
	} else {
		for i := len(legs) - 1; i >= 0; i-- {
			visit(i)
		}
	}
	return covers
}

// roundingOf is what sums of such prices may err by in floating point.
func roundingOf(xs ...float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += math.Abs(x)
	}
	return 1e-12 * sum
}

// tradableConvex finds the bids above the lower convex hull of the asks: a
// butterfly whose wings are the hull's corners next to the strike pays to hold.
func tradableConvex(legs []leg, kind Kind) []Violation {
	var out []Violation
	hull := lowerHull(legs)
	at := 0
	for _, l := range legs {
		for at+1 < len(hull) && hull[at+1].strike <= l.strike {
			at++
		}
		if at+1 >= len(hull) || hull[at].strike >= l.strike {
			continue
		}
		a, b := hull[at], hull[at+1]
		size := l.bid - chord(a.strike, a.ask, b.strike, b.ask, l.strike)
		if size > roundingOf(l.bid, a.ask, b.ask) {
			out = append(out, Violation{BoundConvex, kind, []float64{a.strike, l.strike, b.strike}, true, size})
		}
	}
	return out
}

// chord is the line through two points, at x.
func chord(x1, y1, x2, y2, x float64) float64 {
	share := (x - x1) / (x2 - x1)
	return (1-share)*y1 + share*y2
}

// lowerHull is the lower convex hull of the asks, by strike (A. Andrew, 1979).
func lowerHull(legs []leg) []leg {
	hull := make([]leg, 0, len(legs))
	for _, l := range legs {
		if math.IsInf(l.ask, 1) {
			continue
		}
		for n := len(hull); n >= 2 && chord(hull[n-2].strike, hull[n-2].ask, l.strike, l.ask, hull[n-1].strike) <= hull[n-1].ask; n-- {
			hull = hull[:n-1]
		}
		hull = append(hull, l)
	}
	return hull
}

// box is what a strike says of the discounted forward: between selling and
// buying it by the strike's call and put.
type box struct {
	strike, low, high float64
}

// tradableParity finds the strikes whose call and put disagree with those of
// others: a box spread that pays. The strikes that agree are the largest set
// with a common forward; each other strike is held against the best of these.
func tradableParity(pairs []Pair, discount float64) []Violation {
	if !positiveFinite(discount) {
		return nil
	}
	boxes := boxesOf(pairs, discount)
	agreed := commonPoint(boxes)
	inside := slices.DeleteFunc(slices.Clone(boxes), func(b box) bool { return !b.holds(agreed) })
	if len(inside) == 0 {
		return nil
	}
	dearest := slices.MaxFunc(inside, func(a, b box) int { return cmp.Compare(a.low, b.low) })
	cheapest := slices.MinFunc(inside, func(a, b box) int { return cmp.Compare(a.high, b.high) })
	var out []Violation
	for _, b := range boxes {
		other, size := cheapest, b.low-cheapest.high
		if b.high < agreed {
			other, size = dearest, dearest.low-b.high
		}
		if size > roundingOf(b.low, b.high) {
			out = append(out, Violation{Bound: BoundParity, Strikes: []float64{min(b.strike, other.strike), max(b.strike, other.strike)}, Tradable: true, Size: size})
		}
	}
	return out
}

func (b box) holds(x float64) bool { return b.low <= x && x <= b.high }

// boxesOf are the strikes with an uncrossed market on both options.
func boxesOf(pairs []Pair, discount float64) []box {
	boxes := make([]box, 0, len(pairs))
	for _, p := range pairs {
		if !positiveFinite(p.Strike) || !finiteQuote(p.Call) || !finiteQuote(p.Put) {
			continue
		}
		k := discount * p.Strike
		b := box{p.Strike, p.Call.Bid - p.Put.Ask + k, p.Call.Ask - p.Put.Bid + k}
		if !math.IsInf(b.low, 0) && !math.IsInf(b.high, 0) {
			boxes = append(boxes, b)
		}
	}
	return boxes
}

// commonPoint is a point in as many boxes as possible, NaN without boxes.
func commonPoint(boxes []box) float64 {
	type edge struct {
		at   float64
		step int
	}
	edges := make([]edge, 0, 2*len(boxes))
	for _, b := range boxes {
		edges = append(edges, edge{b.low, +1}, edge{b.high, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.step, a.step)) })
	depth, deepest, best := 0, 0, math.NaN()
	for _, e := range edges {
		if depth += e.step; depth > deepest {
			deepest, best = depth, e.at
		}
	}
	return best
}

// midViolations holds the mids of neighbouring strikes against the bounds.
func midViolations(legs []leg, kind Kind, discount float64) []Violation {
	legs = slices.DeleteFunc(legs, func(l leg) bool { return !l.twoSided() })
	var out []Violation
	add := func(bound Bound, size, rounding float64, of []leg) {
		if size > rounding {
			out = append(out, Violation{Bound: bound, Kind: kind, Strikes: strikesOf(of), Size: size})
		}
	}
	for i := range len(legs) - 1 {
		a, b := legs[i], legs[i+1]
		fall := float64(kind) * (a.mid() - b.mid()) // a call's fall, a put's rise
		add(BoundMonotone, -fall, roundingOf(a.mid(), b.mid()), legs[i:i+2])
		if positiveFinite(discount) {
			add(BoundSlope, fall-discount*(b.strike-a.strike), roundingOf(a.mid(), b.mid(), discount*b.strike), legs[i:i+2])
		}
		if i+2 < len(legs) {
			c := legs[i+2]
			add(BoundConvex, b.mid()-chord(a.strike, a.mid(), c.strike, c.mid(), b.strike), roundingOf(a.mid(), b.mid(), c.mid()), legs[i:i+3])
		}
	}
	slices.SortStableFunc(out, func(a, b Violation) int { return cmp.Compare(boundOrder(a.Bound), boundOrder(b.Bound)) })
	return out
}

func strikesOf(legs []leg) []float64 {
	ks := make([]float64, len(legs))
	for i, l := range legs {
		ks[i] = l.strike
	}
	return ks
}

func boundOrder(b Bound) int {
	return slices.Index([]Bound{BoundCrossed, BoundMonotone, BoundSlope, BoundConvex, BoundParity, BoundCalendar}, b)
}

// CalendarArbitrage finds where total variance falls from one smile to a later
// one at the same log-moneyness (J. Gatheral and A. Jacquier, "Arbitrage-free SVI
// volatility surfaces", Quantitative Finance 14 (2014), 59, Lemma 2.1). It looks
// at each point of either smile that lies within the other, which is interpolated
// there; tradable means that the near smile's bid volatility stands against the
// next one's ask. Smiles that are not in order of time give nothing.
func CalendarArbitrage(near, next Smile) []Violation {
	if !(near.TYears < next.TYears) {
		return nil
	}
	var out []Violation
	for _, k := range moneynesses(near, next) {
		a, okNear := near.At(k)
		b, okNext := next.At(k)
		if !okNear || !okNext {
			continue
		}
		v := Violation{Bound: BoundCalendar, Strikes: []float64{near.strikeAt(k), next.strikeAt(k)}}
		variance := func(sigma, t float64) float64 { return sigma * sigma * t }
		v.Size = variance(a.SigmaAnnual, near.TYears) - variance(b.SigmaAnnual, next.TYears)
		if firm := variance(a.Low, near.TYears) - variance(b.High, next.TYears); firm > 0 {
			v.Size, v.Tradable = firm, true
		}
		if v.Size > roundingOf(variance(a.SigmaAnnual, near.TYears)) {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b Violation) int {
		switch {
		case a.Tradable == b.Tradable:
			return 0
		case a.Tradable:
			return -1
		}
		return 1
	})
	return out
}

// strikeAt is the strike of a log-moneyness: the quoted one if it is a point's.
func (s Smile) strikeAt(moneyness float64) float64 {
	if i, ok := s.search(moneyness); ok {
		return s.Points[i].Strike
	}
	return s.Forward * math.Exp(moneyness)
}

// moneynesses are those of both smiles' points, ascending, each once.
func moneynesses(a, b Smile) []float64 {
	var ks []float64
	for _, s := range []Smile{a, b} {
		for _, p := range s.Points {
			ks = append(ks, p.Moneyness)
		}
	}
	slices.Sort(ks)
	return slices.Compact(ks)
}
