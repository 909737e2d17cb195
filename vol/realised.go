package vol

import "math"

// Days of a year for realised volatilities: sessions of an exchange, and every
// day where trading never stops. Mixing the two is a mistake of a fifth.
const (
	SessionsPerYear = 252
	DaysPerYear     = 365
)

// Realised is the volatility of a series of closes, each a day after the one
// before, per year: the standard deviation of the logarithms of their
// quotients, times the root of the days a year has. With mean it is measured
// about the sample's mean (n−1 in the denominator; J. Hull, Options, Futures,
// and Other Derivatives, section 15.4), without about zero (n; the payoff of a
// variance swap). ok is false for fewer than two changes or a close that is
// not positive.
func Realised(closes []float64, daysPerYear float64, mean bool) (sigmaAnnual float64, ok bool) {
	n := float64(len(closes) - 1)
	if n < 2 {
		return 0, false
	}
	average := 0.0
	if mean {
		average = math.Log(closes[len(closes)-1]/closes[0]) / n
	}
	sum := 0.0
	for i := 1; i < len(closes); i++ {
		d := math.Log(closes[i]/closes[i-1]) - average
		sum += d * d
	}
	if mean {
		n--
	}
	sigmaAnnual = math.Sqrt(sum / n * daysPerYear)
	if math.IsNaN(sigmaAnnual) || math.IsInf(sigmaAnnual, 0) || closes[0] <= 0 {
		return 0, false
	}
	return sigmaAnnual, true
}
