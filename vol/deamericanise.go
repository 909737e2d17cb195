package vol

import "math"

// ImpliedAmerican is the volatility per year at which American gives the price.
// It is 0 unless the status is OK:
//
//	BelowIntrinsic  the price is at or below that of zero volatility: at the value
//	                of immediate exercise every small volatility gives the same price
//	AboveMaximum    the price is at or above that of infinite volatility
//	Invalid         American is NaN for these arguments, or the price is
//
// The volatility lies between 0 and that which the price would imply if it were
// European; there it is the fixed point σ = Implied(price − premium(σ)), found by
// secants within a bracket.
func ImpliedAmerican(kind Kind, price, spot, strike, rateAnnual, yieldAnnual, tYears float64) (sigmaAnnual float64, s Status) {
	return ImpliedAmericanDividends(kind, price, spot, strike, rateAnnual, yieldAnnual, tYears, nil)
}

// ImpliedAmericanDividends is ImpliedAmerican for AmericanDividends.
func ImpliedAmericanDividends(kind Kind, price, spot, strike, rateAnnual, yieldAnnual, tYears float64, dividends []Dividend) (sigmaAnnual float64, s Status) {
	o, ok := newEarlyOption(kind, spot, strike, rateAnnual, yieldAnnual, tYears, dividends)
	if !ok {
		return 0, Invalid
	}
	return o.implied(price)
}

// Deamericanise is the price, discounted at rateAnnual, of the European option
// that has the volatility of an American one with this price (a bid, an ask or a
// mid). It is 0 unless the status is OK; the statuses are those of
// ImpliedAmerican: the price of immediate exercise says nothing about the
// European one but an upper bound.
func Deamericanise(kind Kind, price, spot, strike, rateAnnual, yieldAnnual, tYears float64, dividends []Dividend) (european float64, s Status) {
	o, ok := newEarlyOption(kind, spot, strike, rateAnnual, yieldAnnual, tYears, dividends)
	if !ok {
		return 0, Invalid
	}
	return o.deamericanised(price)
}

func (o *earlyOption) deamericanised(price float64) (european float64, s Status) {
	sigma, s := o.implied(price)
	if s != OK {
		return 0, s
	}
	return o.european(sigma), OK
}

const (
	impliedIterations = 60
	impliedTolerance  = 1e-12 // of the volatility
	impliedLastStep   = 1e-6  // a secant step shorter than that part is the last: the error after it is of the order of its square
	impliedBisect     = 6     // every so many steps the bracket is halved
	// An American price that exceeds the one at zero volatility by less than this
	// part of it is rounding.
	intrinsicTolerance = 1e-13
)

// implied is the volatility of a price.
func (o *earlyOption) implied(price float64) (sigma float64, s Status) {
	switch {
	case math.IsNaN(price) || !(o.t > 0):
		return 0, Invalid
	case price <= o.least*(1+intrinsicTolerance):
		return 0, BelowIntrinsic
	case price >= o.most():
		return 0, AboveMaximum
	}
	high := maxTotalVolatility / math.Sqrt(o.t)
	if sigma, s := Implied(o.kind, price/o.discount(), o.forward(o.t), o.strike, o.t); s == OK {
		high = min(high, sigma)
	}
	return o.solveImplied(price, high)
}

// solveImplied finds the volatility between 0 and high.
func (o *earlyOption) solveImplied(price, high float64) (float64, Status) {
	low, at := 0.0, high
	var before, missBefore float64
	for i := range impliedIterations {
		miss := o.europeanVolatility(price, at) - at
		switch {
		case math.IsNaN(miss):
			return 0, Invalid
		case math.Abs(miss) <= impliedTolerance*at || high-low <= impliedTolerance*high:
			return at, OK
		case miss > 0:
			low = at
		default:
			high = at
		}
		next := at + miss
		if i > 0 {
			next = at - miss*(at-before)/(miss-missBefore)
		}
		if math.IsInf(missBefore, 0) || !(next > low && next < high) || i%impliedBisect == impliedBisect-1 {
			next = (low + high) / 2
		} else if math.Abs(next-at) <= impliedLastStep*at {
			return next, OK
		}
		before, missBefore, at = at, miss, next
	}
	if low == 0 {
		return 0, BelowIntrinsic
	}
	return at, OK
}

// europeanVolatility is the volatility of the European option that is left when
// the premium at sigma is taken off the price. It is above sigma if and only if
// the American option at sigma is cheaper than the price.
func (o *earlyOption) europeanVolatility(price, sigma float64) float64 {
	european := price - (o.price(sigma) - o.european(sigma))
	v, s := Implied(o.kind, european/o.discount(), o.forward(o.t), o.strike, o.t)
	switch s {
	case AboveMaximum:
		return math.Inf(1)
	case Invalid:
		return math.NaN()
	}
	return v
}
