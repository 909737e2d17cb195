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
	FlagSpotDiffers  Flag = "spot and quotes disagree"   // their yield is outside −10 % to 100 % a year: the spot is taken as unknown
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
	// one. A yield outside these shows a spot of another moment.
	minCarryYield, maxCarryYield = -0.10, 1.0
)

// ForwardAmerican finds the forward of American options. For them put–call
// parity is only an inequality, so it is applied to the European prices of the
// same volatilities; those depend on the forward, and the two are iterated to a
// fixed point.
//
// The discount is that of the expiry's rate. The pairs are the 16 nearest to the
// money that are quoted on both sides; where a mid stands at intrinsic value the
// pair does not count. The forward is the robust one of ForwardAtRate: pairs
// weigh by their spreads, and up to half of them may be wrong.
//
// What the forward shows beside rate, spot and dividends is taken as a yield.
// A spot that is unknown (0), or that does not fit the quotes, is replaced and
// flagged. ok is false, with a flag, if there is no forward.
func ForwardAmerican(e Expiry, spot float64, dividends []Dividend) (c Carry, ok bool) {
	t := e.TYears()
	pairs := carryNearest(e.Pairs)
	parity, ok := parityAtRate(carryRawPoints(pairs), e)
	if !ok || !(t > 0) || math.IsInf(t, 1) {
		return Carry{Flags: []Flag{FlagNoForward}}, false
	}
	given := newCarry(e, spot, dividends)
	converged := false
	for range carryIterations {
		c = given.at(parity.Forward, t)
		next, ok := parityAtRate(c.points(pairs, t), e)
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

// carryNearest are the pairs nearest to the money that are quoted on both sides,
// by strike.
func carryNearest(pairs []Pair) []Pair {
	quoted := quotedPairs(pairs)
	money := centre(quoted).strike
	slices.SortStableFunc(quoted, func(a, b Pair) int {
		return cmp.Compare(math.Abs(a.Strike-money), math.Abs(b.Strike-money))
	})
	quoted = quoted[:min(len(quoted), carryPairs)]
	slices.SortStableFunc(quoted, func(a, b Pair) int { return cmp.Compare(a.Strike, b.Strike) })
	return quoted
}

func carryPoint(p Pair, call, put float64) parityPoint {
	return parityPoint{p.Strike, call - put, (p.Call.Ask - p.Call.Bid + p.Put.Ask - p.Put.Bid) / 2}
}

// carryRawPoints are the pairs' points as if their options were European.
func carryRawPoints(pairs []Pair) []parityPoint {
	points := make([]parityPoint, 0, len(pairs))
	for _, p := range pairs {
		points = append(points, carryPoint(p, p.Call.Mid(), p.Put.Mid()))
	}
	return points
}

// points are the pairs' points at their European prices under this carry.
func (c Carry) points(pairs []Pair, t float64) []parityPoint {
	points := make([]parityPoint, 0, len(pairs))
	calls, puts := newBoundaryTable(), newBoundaryTable()
	for _, p := range pairs {
		call, ok1 := c.mid(Call, p.Strike, t, p.Call, calls)
		put, ok2 := c.mid(Put, p.Strike, t, p.Put, puts)
		if ok1 && ok2 {
			points = append(points, carryPoint(p, call, put))
		}
	}
	return points
}

// mid is the European price of a quote's mid.
func (c Carry) mid(kind Kind, strike, t float64, q Quote, table *boundaryTable) (float64, bool) {
	o, ok := c.option(kind, strike, t)
	if !ok {
		return 0, false
	}
	o.boundaries = table
	price, s := o.deamericanised(q.Mid())
	return price, s == OK
}
