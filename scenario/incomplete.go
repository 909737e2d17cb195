package scenario

import "math"

// maxTerms ends the series and continued fractions below; the parameters that
// a distribution admits need far fewer.
const maxTerms = 20000

// lgamma is ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) from 10 upward,
// Γ(x+1) = xΓ(x) below.
func lgamma(x float64) float64 {
	shift := 1.0
	for x < 10 {
		shift *= x
		x++
	}
	y := 1 / (x * x)
	series := horner(y, stirling[:]) / x
	return float64((x-0.5)*logOf(x)) - x + 0.91893853320467274178 + series - logOf(shift)
}

// stirling are B(2k)/(2k(2k−1)), highest first.
var stirling = [...]float64{
	-3617. / 122400, 1. / 156, -691. / 360360, 1. / 1188, -1. / 1680, 1. / 1260, -1. / 360, 1. / 12,
}

// gammaParts are ln P(a, e^y) and ln Q(a, e^y), the two tails of the gamma
// distribution of shape a at x = e^y: a series (DLMF 8.11.4) below a+1, a
// continued fraction (DLMF 8.9.2, by Lentz's method) above. lnGamma is ln Γ(a).
func gammaParts(a, y, lnGamma float64) (lnP, lnQ float64) {
	x := expOf(y)
	front := float64(a*y) - x - lnGamma
	if x < a+1 {
		term, sum := 1/a, 1/a
		for n := 1.0; n < maxTerms && term > sum*1e-17; n++ {
			term = float64(term * (x / (a + n)))
			sum += term
		}
		lnP = min(front+logOf(sum), 0)
		return lnP, lnOneMinus(lnP)
	}
	if x > math.MaxFloat64 {
		return 0, math.Inf(-1)
	}
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for n := 1.0; n < maxTerms; n++ {
		k := float64(n * (a - n))
		b += 2
		d = 1 / nonzero(b+float64(k*d))
		c = nonzero(b + k/c)
		h *= c * d
		if math.Abs(float64(c*d)-1) < 4e-16 {
			break
		}
	}
	lnQ = min(front+logOf(h), 0)
	return lnOneMinus(lnQ), lnQ
}

const tiny = 1e-300

func nonzero(x float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// lnOneMinus is ln(1 − e^v) for v ≤ 0.
func lnOneMinus(v float64) float64 {
	if v > -0.01 { // 1 − e^v by its series, for the difference would lose digits
		return logOf(-v * (1 + float64(v*(0.5+float64(v*(1./6+float64(v*(1./24+v/120))))))))
	}
	return log1pOf(-expOf(v))
}

// betaParts are the logarithms of the two tails of the beta distribution at
// x = 1/(1 + e^−y): Lentz's method on the continued fraction DLMF 8.17.22, on
// the side of the mean where it is quick. lnBeta is ln B(a, b).
func betaParts(a, b, y, lnBeta float64) (lnBelow, lnAbove float64) {
	lnX, lnRest := lnLogistic(y), lnLogistic(-y)
	if x := expOf(lnX); x > (a+1)/(a+b+2) {
		lnAbove = betaFraction(b, a, expOf(lnRest), float64(b*lnRest)+float64(a*lnX)-lnBeta)
		return lnOneMinus(lnAbove), lnAbove
	} else {
		lnBelow = betaFraction(a, b, x, float64(a*lnX)+float64(b*lnRest)-lnBeta)
	}
	return lnBelow, lnOneMinus(lnBelow)
}

// lnLogistic is −ln(1 + e^−y).
func lnLogistic(y float64) float64 {
	if y < 0 {
		return y - log1pOf(expOf(y))
	}
	return -log1pOf(expOf(-y))
}

// betaFraction is ln I_x(a, b), front being ln(x^a (1−x)^b / B(a,b)).
func betaFraction(a, b, x, front float64) float64 {
	c, d := 1.0, 1/nonzero(1-float64((a+b)*x)/(a+1))
	h := d
	for m := 1.0; m < maxTerms; m++ {
		m2 := 2 * m
		even := float64(m*(b-m)) * x / ((a + m2 - 1) * (a + m2))
		d = 1 / nonzero(1+float64(even*d))
		c = nonzero(1 + even/c)
		h *= c * d
		odd := -float64((a+m)*(a+b+m)) * x / ((a + m2) * (a + m2 + 1))
		d = 1 / nonzero(1+float64(odd*d))
		c = nonzero(1 + odd/c)
		h *= c * d
		if math.Abs(float64(c*d)-1) < 4e-16 {
			break
		}
	}
	return min(front+logOf(h/a), 0)
}

// invertLog finds the y at which the rising function reaches the level: value
// gives it and its slope. It is concave, so Newton's method from the left rises
// to the root, and from the right falls left of it once; a start where it is
// flat is brought back by the step's bound.
func invertLog(level, y float64, value func(y float64) (v, slope float64)) float64 {
	for range 200 {
		v, slope := value(y)
		step := (level - v) / slope
		if !(math.Abs(step) <= 30) {
			step = math.Copysign(30, level-v)
		}
		y += step
		if math.Abs(step) <= 1e-9*(1+math.Abs(y)) {
			break // the next step would be of the order of its square
		}
	}
	return y
}
