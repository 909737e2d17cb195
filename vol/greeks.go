package vol

import "math"

// Greeks are the derivatives of an option's price, each per whole unit of what
// it is taken by: sigma and rate as fractions (Vega per 1.00, that is per 100
// volatility points), time in years.
type Greeks struct {
	Delta float64 // ∂V/∂forward (BlackGreeks) or ∂V/∂spot (BSMGreeks)
	Gamma float64 // its derivative by the same
	Vega  float64 // ∂V/∂sigma
	Theta float64 // −∂V/∂tYears: what a year's passing adds at this pace
	Rho   float64 // ∂V/∂rate; 0 for BlackGreeks, whose price is undiscounted
	Vanna float64 // ∂Delta/∂sigma
	Volga float64 // ∂Vega/∂sigma
}

// BlackGreeks are the derivatives of Black (J. Hull, "Options, Futures, and
// Other Derivatives", the chapters on the Greek letters and on options on
// futures). Where the price has a kink they are those of the mean of both sides
// (Delta ±½ at the money at zero volatility), and those that have no finite
// limit there, as Gamma, are 0. They are NaN where Black is.
func BlackGreeks(kind Kind, forward, strike, sigmaAnnual, tYears float64) Greeks {
	s := totalVolatility(sigmaAnnual, tYears)
	if !blackDomain(kind, forward, strike) || math.IsNaN(s) {
		nan := math.NaN()
		return Greeks{nan, nan, nan, nan, nan, nan, nan}
	}
	theta := float64(kind)
	d1, d2 := distances(forward, strike, s)
	g := Greeks{Delta: theta * NormalCDF(theta*d1)}
	density := NormalDensity(d1)
	if density == 0 || forward <= 0 {
		return g
	}
	root := math.Sqrt(tYears)
	if s == 0 { // at the money
		if !math.IsInf(root, 1) {
			g.Vega = forward * density * root
		}
		return g
	}
	g.Vega = forward * density * root
	g.Gamma = density / (forward * s)
	g.Theta = -forward * density * sigmaAnnual / (2 * root)
	g.Vanna = -density * d2 / sigmaAnnual
	g.Volga = g.Vega * d1 * d2 / sigmaAnnual
	return g
}

// BSMGreeks are the derivatives of BSM, with Rho and Theta at a fixed spot and
// yield. The conventions at kinks are those of BlackGreeks.
func BSMGreeks(kind Kind, spot, strike, rateAnnual, yieldAnnual, sigmaAnnual, tYears float64) Greeks {
	carry := math.Exp((rateAnnual - yieldAnnual) * tYears)
	discount := math.Exp(-rateAnnual * tYears)
	forward := spot * carry
	g := BlackGreeks(kind, forward, strike, sigmaAnnual, tYears)
	price := discount * Black(kind, forward, strike, sigmaAnnual, tYears)
	byForward := discount * g.Delta
	g.Delta = byForward * carry
	g.Gamma *= discount * carry * carry
	g.Vega *= discount
	g.Vanna *= discount * carry
	g.Volga *= discount
	g.Theta = discount*g.Theta + rateAnnual*price - byForward*forward*(rateAnnual-yieldAnnual)
	g.Rho = tYears * (byForward*forward - price)
	return g
}

// distances are d1 and d2 of the Black formula for the total volatility s: ±Inf
// where s is 0 away from the money, 0 where it is 0 at the money.
func distances(forward, strike, s float64) (d1, d2 float64) {
	if forward <= 0 {
		return math.Inf(-1), math.Inf(-1)
	}
	x := lnRatio(forward, strike)
	switch {
	case s > 0:
		h := x / s
		return h + s/2, h - s/2
	case x == 0:
		return 0, 0
	}
	return math.Copysign(math.Inf(1), x), math.Copysign(math.Inf(1), x)
}
