package vol

import "math"

// Status says whether a volatility could be given, and if not, why. The zero
// value is unknown.
type Status uint8

// The statuses of an implied volatility.
const (
	OK             Status = iota + 1 // the volatility reproduces the price
	BelowIntrinsic                   // the price is less than that of zero volatility
	AboveMaximum                     // the price is at or above that of infinite volatility
	Invalid                          // an argument is outside the domain
)

// String is the status in words.
func (s Status) String() string {
	switch s {
	case OK:
		return "ok"
	case BelowIntrinsic:
		return "below intrinsic value"
	case AboveMaximum:
		return "at or above the maximum"
	case Invalid:
		return "invalid argument"
	}
	return "unknown"
}

// Implied is the volatility per year at which Black gives the price, which is
// undiscounted. The volatility is 0 unless the status is OK:
//
//	BelowIntrinsic  price < max(θ(forward − strike), 0), θ = +1 for a call, −1 for a put
//	AboveMaximum    price ≥ forward (call), price ≥ strike (put)
//	Invalid         forward, strike or tYears not positive and finite, price NaN, or
//	                kind neither Call nor Put
//
// A price equal to the intrinsic value has the volatility 0 and the status OK.
// The price of an option that is in the money is reduced to that of its
// out-of-the-money twin by subtracting the intrinsic value. What the price of a
// deep one no longer holds cannot be recovered: where there is a choice, give
// the price that is out of the money.
//
// The method is that of P. Jäckel, "Let's Be Rational", Wilmott, January 2015,
// pages 40–53, and its revision of 2024: a guess by rational functions in each of
// four regions, then steps of high order on an objective that is nearly linear
// there, the complement of the price in the highest. It differs in the units of
// the price and its evaluation by Mills' ratio (black.go), in the guess of the
// lowest region (guessLow), and in the order of the steps, of which one is nearly
// always enough.
//
// The volatility is within 5e-15 of the exact one for the arguments as given,
// wherever a unit in the last place of the price moves it by less; elsewhere its
// price is within 4 units in the last place (TestImpliedAccuracy).
func Implied(kind Kind, price, forward, strike, tYears float64) (sigmaAnnual float64, st Status) {
	if !blackDomain(kind, forward, strike) || !(forward > 0) ||
		!(tYears > 0) || math.IsInf(tYears, 0) || math.IsNaN(price) {
		return 0, Invalid
	}
	low, high := min(forward, strike), max(forward, strike)
	if intrinsic := float64(kind) * (forward - strike); intrinsic > 0 {
		price -= intrinsic
	}
	y, c := lnRatio(high, low), price/low
	total, st := impliedUnit(y, c, (low-price)/low)
	if c < 0x1p-1022 && price > 0 && y > 0 { // c has lost digits that the price has
		total = solveLow(y, lnAny(price)-lnAny(low)-lnAny(y)-y/2)
	}
	return total / math.Sqrt(tYears), st
}

// ImpliedAll writes Implied of each element into dst and status, for as many as
// the shortest slice has, and returns how many are OK. It allocates nothing.
func ImpliedAll(dst []float64, status []Status, kind Kind, prices, forwards, strikes, tsYears []float64) (ok int) {
	n := min(len(dst), len(status), len(prices), len(forwards), len(strikes), len(tsYears))
	for i := range n {
		dst[i], status[i] = Implied(kind, prices[i], forwards[i], strikes[i], tsYears[i])
		if status[i] == OK {
			ok++
		}
	}
	return ok
}

// ImpliedNormalised is the total volatility s at which NormalisedBlack gives
// beta, for x = ln(forward/strike). It is 0 unless the status is OK; the
// statuses are those of Implied, and Invalid if exp(−|x|/2) is below the normal
// range of float64.
func ImpliedNormalised(kind Kind, x, beta float64) (s float64, st Status) {
	if !(kind == Call || kind == Put) || math.IsInf(x, 0) || math.IsNaN(x) || math.IsNaN(beta) {
		return 0, Invalid
	}
	y := math.Abs(x)
	most := math.Exp(-y / 2)
	if most < 0x1p-1022 {
		return 0, Invalid
	}
	beta -= normalisedIntrinsic(float64(kind) * x)
	return impliedUnit(y, beta/most, (most-beta)/most)
}

// impliedUnit is the s with unitPrice(y, s) = c, where rest is 1 − c without the
// rounding of c.
func impliedUnit(y, c, rest float64) (float64, Status) {
	switch {
	case c < 0:
		return 0, BelowIntrinsic
	case c == 0:
		return 0, OK
	case rest <= 0:
		return 0, AboveMaximum
	case y == 0:
		return impliedAtMoney(c, rest), OK
	}
	return impliedAway(y, c, rest), OK
}

// impliedAtMoney is the s with c = 2Φ(s/2) − 1.
func impliedAtMoney(c, rest float64) float64 {
	switch {
	case c < 1e-8: // the next term is c³
		return sqrt2Pi * c
	case c <= 2*quantileSplit:
		return 2 * quantileMiddle(c/2)
	}
	return 2 * quantileTail(math.Sqrt(-lnFast(rest/2)))
}
