package vol

import (
	"cmp"
	"math"
	"slices"
)

// Carry is what holding the underlying until an expiry costs and brings, as the
// quotes of American options state it.
type Carry struct {
	Forward     float64    // price of the underlying at the expiry
	Discount    float64    // price today of 1 at the expiry, of the rate as given
	RateAnnual  float64    // as given
	YieldAnnual float64    // what the forward shows beside the rate and Dividends
	Spot        float64    // as given, or the one that goes with Forward: see FlagNoSpot
	Dividends   []Dividend // as given
	PVDividends float64    // of Dividends; without any, what the yield amounts to: spot − forward·discount
	Pairs       int        // strikes used
	Spread      float64    // median distance of the strikes' own forwards from Forward
	Flags       []Flag
}

// Flags of a carry, beside those of Parity.
const (
	FlagImpliedYield Flag = "dividends implied"          // none were given: what the forward shows of them is a yield
	FlagNoSpot       Flag = "spot unknown"               // taken as forward·discount plus the dividends: no yield
	FlagSpotDiffers  Flag = "spot and quotes disagree"   // their yield is below −2 % or above 100 % a year; outside −50 % to 100 % the spot is taken as unknown
	FlagNotConverged Flag = "forward did not converge"   // its last two values differ by more than 1e-7 of it
	FlagBadDividends Flag = "dividends not usable"       // negative, not finite, or more than the spot: left out
	FlagIntrinsicBid Flag = "bids at intrinsic value"    // their European price is a bound: see Europeanise
	FlagIntrinsicAsk Flag = "asks at intrinsic value"    // their quotes are left out: see Europeanise
	FlagNotEuropean  Flag = "quotes not de-Americanised" // the carry has no price: the quotes are as they were
)

const (
	carryPairs      = 16
	carryIterations = 25
	carryTolerance  = 1e-7 // of the forward
	// A stock that is dear to borrow yields tens of percent; nobody pays to lend
	// one, so that a yield below 0 is an error of the rate, or shows a spot of
	// another moment than the quotes, which matters most for a near expiry. Such
	// a spot is used as given, with a flag, until it is off by what no delay of
	// minutes explains.
	doubtfulCarryYield           = -0.02
	minCarryYield, maxCarryYield = -0.5, 1.0
)

// ForwardAmerican finds the forward of American options. For them put–call
// parity is only an inequality, so it is applied to the European prices of the
// same volatilities; those depend on the forward, and the two are iterated to a
// fixed point.
//
// The discount is that of the expiry's rate. The pairs are the 16 nearest to the
// forward that are quoted on both sides; where a bid stands at intrinsic value the
// pair does not count. The forward is the robust one of ForwardAtRate: pairs
// weigh by their European spreads, and up to half of them may be wrong.
//
// What the forward shows beside rate, spot and dividends is taken as a yield, so
// the spot should be of the quotes' moment. One that is unknown (0), or that does
// not fit the quotes, is replaced and flagged. ok is false, with a flag, if there
// is no forward.
func ForwardAmerican(e Expiry, spot float64, dividends []Dividend) (c Carry, ok bool) {
	t := e.TYears()
	quoted := quotedPairs(e.Pairs)
	parity, ok := parityAtRate(carryRawPoints(carryNearest(quoted, centre(quoted).strike)), e)
	if !ok || !(t > 0) || math.IsInf(t, 1) {
		return Carry{Flags: []Flag{FlagNoForward}}, false
	}
	given := newCarry(e, spot, dividends)
	converged := false
	for range carryIterations {
		c = given.at(parity.Forward, t)
		next, ok := parityAtRate(c.points(carryNearest(quoted, c.Forward), t), e)
		if !ok {
			return Carry{Flags: append(c.Flags, next.Flags...)}, false
		}
		converged = math.Abs(next.Forward-parity.Forward) <= carryTolerance*next.Forward
		parity = next
		if converged {
			break
		}
	}
	c = given.at(parity.Forward, t)
	c.Pairs, c.Spread, c.Flags = parity.Strikes, parity.Spread, append(c.Flags, parity.Flags...)
	if !converged {
		c.Flags = append(c.Flags, FlagNotConverged)
	}
	return c, true
}

// newCarry is what is known before the forward.
func newCarry(e Expiry, spot float64, dividends []Dividend) Carry {
	t := e.TYears()
	c := Carry{Discount: math.Exp(-e.RateAnnual * t), RateAnnual: e.RateAnnual}
	if spot > 0 && !math.IsInf(spot, 1) {
		c.Spot = spot
	}
	c.Dividends = dividends
	c.PVDividends = PVDividends(dividends, c.RateAnnual, t)
	usable := c.PVDividends < spot || c.Spot == 0 && c.PVDividends < math.Inf(1)
	for _, d := range dividends {
		usable = usable && d.Amount >= 0 && !math.IsNaN(d.TYears)
	}
	if !usable {
		c.Dividends, c.PVDividends = nil, 0
		c.Flags = append(c.Flags, FlagBadDividends)
	}
	return c
}

// at completes the carry for a forward.
func (c Carry) at(forward, t float64) Carry {
	c.Flags = slices.Clone(c.Flags)
	c.Forward = forward
	today := forward * c.Discount
	c.YieldAnnual = math.Log((c.Spot-c.PVDividends)/today) / t
	switch {
	case c.Spot == 0:
		c.Flags = append(c.Flags, FlagNoSpot)
	case !(c.YieldAnnual >= minCarryYield && c.YieldAnnual <= maxCarryYield):
		c.Flags = append(c.Flags, FlagSpotDiffers)
		c.Spot = 0
	case c.YieldAnnual < doubtfulCarryYield:
		c.Flags = append(c.Flags, FlagSpotDiffers)
	case c.PVDividends == 0:
		c.Flags = append(c.Flags, FlagImpliedYield)
		c.PVDividends = c.Spot - today
	}
	if c.Spot == 0 {
		c.Spot, c.YieldAnnual = today+c.PVDividends, 0
	}
	return c
}

// option is the American option of a strike under this carry.
func (c Carry) option(kind Kind, strike, t float64) (earlyOption, bool) {
	return newEarlyOption(kind, c.Spot, strike, c.RateAnnual, c.YieldAnnual, t, c.Dividends)
}

// carryNearest are the pairs nearest to a forward, by strike.
func carryNearest(quoted []Pair, forward float64) []Pair {
	nearest := slices.Clone(quoted)
	slices.SortStableFunc(nearest, func(a, b Pair) int {
		return cmp.Compare(math.Abs(a.Strike-forward), math.Abs(b.Strike-forward))
	})
	nearest = nearest[:min(len(nearest), carryPairs)]
	slices.SortStableFunc(nearest, func(a, b Pair) int { return cmp.Compare(a.Strike, b.Strike) })
	return nearest
}

// carryPoint is what a pair says, at the middle of its bids and asks.
func carryPoint(strike float64, call, put Quote) parityPoint {
	return parityPoint{strike, call.Mid() - put.Mid(), (call.Ask - call.Bid + put.Ask - put.Bid) / 2}
}

// carryRawPoints are the pairs' points as if their options were European.
func carryRawPoints(pairs []Pair) []parityPoint {
	points := make([]parityPoint, 0, len(pairs))
	for _, p := range pairs {
		points = append(points, carryPoint(p.Strike, p.Call, p.Put))
	}
	return points
}

// points are the pairs' points at their European bids and asks under this carry.
// Near the value of immediate exercise those lie far apart: such a pair says
// little about the forward, and weighs little.
func (c Carry) points(pairs []Pair, t float64) []parityPoint {
	points := make([]parityPoint, 0, len(pairs))
	calls, puts := newBoundaryTable(), newBoundaryTable()
	for _, p := range pairs {
		call, ok1 := c.european(Call, p.Strike, t, p.Call, calls)
		put, ok2 := c.european(Put, p.Strike, t, p.Put, puts)
		if ok1 && ok2 {
			points = append(points, carryPoint(p.Strike, call, put))
		}
	}
	return points
}

// european is the quote of the European option; ok is false where its bid or ask
// determines no volatility.
func (c Carry) european(kind Kind, strike, t float64, q Quote, table *boundaryTable) (european Quote, ok bool) {
	o, ok := c.option(kind, strike, t)
	if !ok {
		return Quote{}, false
	}
	o.boundaries = table
	bid, s1 := o.deamericanised(q.Bid)
	ask, s2 := o.deamericanised(q.Ask)
	return Quote{Bid: bid, Ask: ask, Listed: true}, s1 == OK && s2 == OK
}
