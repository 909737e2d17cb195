package vol

import "math"

// The formulas of this package are written for the option that is out of the
// money, in a form with three properties: it needs one exponential, it loses no
// digits to cancellation, and its values lie in [0, 1]. With
//
//	y = |ln(forward/strike)|   the distance from the money
//	s = sigmaAnnual·√tYears    the total volatility
//	d = y/s − s/2,  D = y/s + s/2
//
// and prices in units of the smaller of forward and strike, the price is
//
//	c(y, s) = Φ(−d) − e^y·Φ(−D) = φ(d)·[M(d) − M(D)]
//
// where M is millsRatio, and ∂c/∂s = φ(d). The normalised price of P. Jäckel
// ("Let's Be Rational", Wilmott, January 2015), in units of √(forward·strike), is
// b = c·exp(−y/2).

// Black is the undiscounted price of a European option on a forward (F. Black,
// "The pricing of commodity contracts", Journal of Financial Economics 3, 1976,
// page 177, times e^(rt)), in the unit of forward and strike.
//
// It is the intrinsic value where sigmaAnnual·√tYears is 0 or the forward is
// not positive, and the forward (call) or the strike (put) where it is infinite.
// It is NaN only if an argument is NaN, forward or strike is infinite, the
// strike is not positive, sigmaAnnual or tYears is negative, or kind is neither
// Call nor Put.
func Black(kind Kind, forward, strike, sigmaAnnual, tYears float64) float64 {
	s := totalVolatility(sigmaAnnual, tYears)
	if !blackDomain(kind, forward, strike) || math.IsNaN(s) {
		return math.NaN()
	}
	intrinsic := max(float64(kind)*(forward-strike), 0)
	if forward <= 0 || s == 0 {
		return intrinsic
	}
	low, high := min(forward, strike), max(forward, strike)
	most := forward
	if kind == Put {
		most = strike
	}
	return min(intrinsic+low*unitPrice(lnRatio(high, low), s), most)
}

// BlackAll writes Black of each element into dst, for as many as the shortest
// slice has, and returns them. It allocates nothing.
func BlackAll(dst []float64, kind Kind, forwards, strikes, sigmasAnnual, tsYears []float64) []float64 {
	n := min(len(dst), len(forwards), len(strikes), len(sigmasAnnual), len(tsYears))
	for i := range n {
		dst[i] = Black(kind, forwards[i], strikes[i], sigmasAnnual[i], tsYears[i])
	}
	return dst[:n]
}

// BSM is the price of a European option on a spot with a continuous yield
// (F. Black and M. Scholes, Journal of Political Economy 81, 1973, page 644;
// R. C. Merton, Bell Journal of Economics 4, 1973, page 171), discounted at
// rateAnnual. It is NaN where Black is, for the forward spot·e^((rate−yield)·t).
func BSM(kind Kind, spot, strike, rateAnnual, yieldAnnual, sigmaAnnual, tYears float64) float64 {
	forward := spot * math.Exp((rateAnnual-yieldAnnual)*tYears)
	return math.Exp(-rateAnnual*tYears) * Black(kind, forward, strike, sigmaAnnual, tYears)
}

// NormalisedBlack is the undiscounted price divided by √(forward·strike), for
// x = ln(forward/strike) and the total volatility s = sigmaAnnual·√tYears, as in
// "Let's Be Rational". It is NaN if x is not finite, s is
// negative or NaN, or kind is neither Call nor Put.
func NormalisedBlack(kind Kind, x, s float64) float64 {
	if !(kind == Call || kind == Put) || math.IsInf(x, 0) || math.IsNaN(x) || !(s >= 0) {
		return math.NaN()
	}
	intrinsic := normalisedIntrinsic(float64(kind) * x)
	y := math.Abs(x)
	if s == 0 || y > 1400 { // exp(−y/2) is below the smallest float64
		return intrinsic
	}
	return intrinsic + math.Exp(-y/2)*unitPrice(y, s)
}

// normalisedIntrinsic is e^(x/2) − e^(−x/2) for x > 0, else 0.
func normalisedIntrinsic(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return 2 * math.Sinh(x/2)
}

// totalVolatility is sigma·√t, 0 if either is 0, and NaN if either is negative
// or NaN.
func totalVolatility(sigmaAnnual, tYears float64) float64 {
	switch {
	case !(sigmaAnnual >= 0 && tYears >= 0):
		return math.NaN()
	case sigmaAnnual == 0 || tYears == 0:
		return 0
	}
	return sigmaAnnual * math.Sqrt(tYears)
}

// blackDomain reports whether a price is defined for these arguments.
func blackDomain(kind Kind, forward, strike float64) bool {
	return (kind == Call || kind == Put) && strike > 0 && !math.IsInf(strike, 0) &&
		!math.IsInf(forward, 0) && !math.IsNaN(forward)
}

// farthest is the d from which on φ(d)·M(d) is less than the smallest float64.
const farthest = 38.6

// unitPrice is c(y, s) for y ≥ 0 and s > 0. Its relative error is below 3e-15, or
// else, in the wings, below what a change of s by 3e-15 of it makes.
func unitPrice(y, s float64) float64 {
	h, t := y/s, s/2
	d := h - t
	if !(d < farthest) {
		return 0
	}
	if t > 1e8 { // h + t and h − t are the same in float64, and c is 1
		return 1
	}
	if d >= 0 || smallVolatility(y, t) {
		return invSqrt2Pi * expFast(-d*d/2) * scaledPrice(y, h, t)
	}
	return 1 - invSqrt2Pi*expFast(-d*d/2)*scaledComplement(h, t)
}

// scaledPrice is c/φ(d), and so the price over its derivative by s, for d ≥ 0 or
// smallVolatility(y, t); h = y/s and t = s/2.
func scaledPrice(y, h, t float64) float64 {
	if smallVolatility(y, t) {
		return millsDifference(h, t)
	}
	return millsRatio(h-t) - millsRatio(h+t)
}

// scaledComplement is (1 − c)/φ(d) for d ≤ 0, where no term cancels the other.
func scaledComplement(h, t float64) float64 {
	return millsRatio(t-h) + millsRatio(h+t)
}

// smallVolatility reports whether M(h−t) and M(h+t) are so close that their
// difference is better expanded than subtracted. Beyond, the rounding of M moves
// the total volatility of a price by less than three units in the last place; far
// from the money the expansion itself would cancel.
func smallVolatility(y, t float64) bool { return t < 0.2 && y < 2 }

// millsDifference is M(h−t) − M(h+t) for t < 0.2 by its Taylor series in t, as in
// "Let's Be Rational" for small t. The coefficients are polynomials in g = h² and
// a = millsSlope(h), by the recurrence M⁽ⁿ⁺¹⁾ = h·M⁽ⁿ⁾ + n·M⁽ⁿ⁻¹⁾.
func millsDifference(h, t float64) float64 {
	a, g, q := millsSlope(h), h*h, t*t
	b1 := (a*(3+g) - 1) * (1. / 3)
	b2 := (a*(15+g*(10+g)) - (7 + g)) * (1. / 60)
	b3 := (a*(105+g*(105+g*(21+g))) - (57 + g*(18+g))) * (1. / 2520)
	b4 := (a*(945+g*(1260+g*(378+g*(36+g)))) - (561 + g*(285+g*(33+g)))) * (1. / 181440)
	if t < 0.04 {
		return t * (2*a + q*(b1+q*(b2+q*(b3+q*b4))))
	}
	b5 := (a*(10395+g*(17325+g*(6930+g*(990+g*(55+g))))) -
		(6555 + g*(4680+g*(840+g*(52+g))))) * (1. / 19958400)
	b6 := (a*(135135+g*(270270+g*(135135+g*(25740+g*(2145+g*(78+g)))))) -
		(89055 + g*(82845+g*(20370+g*(1926+g*(75+g)))))) * (1. / 3113510400)
	return t * (2*a + q*(b1+q*(b2+q*(b3+q*(b4+q*(b5+q*b6))))))
}
