package vol

import "math"

// maxSteps bounds the steps of a solver. One or two are enough; the rest are a
// reserve.
const maxSteps = 4

// A solver stops after a step that moved s by less than a fraction of it such
// that what is left, of its sixth or fifth power, is below a unit in the last
// place: settledMiddle in the middle regions, settledOuter(y) in the outer ones,
// where far from the money the fifth power has a factor of some hundreds.
const settledMiddle = 4e-3

func settledOuter(y float64) float64 { return 0.03 / (60 + y) }

// impliedAway is the s with unitPrice(y, s) = c, for y > 0, c > 0 and
// rest = 1 − c > 0.
func impliedAway(y, c, rest float64) float64 {
	if c*(y+3) < 0.095*y { // c is below lowNode, by at least 0.7 %
		return solveLow(y, lnQuotient(c, y)-y/2)
	}
	n := newNodes(y)
	if c < n.cCentre {
		low := lowNode(n.centre)
		if c < low {
			return solveLow(y, lnQuotient(c, y)-y/2)
		}
		return solveMiddle(y, c, rest, n.guessBelow(y, c, low))
	}
	high := highNode(n.centre)
	if c <= high {
		return solveMiddle(y, c, rest, n.guessAbove(y, c, high))
	}
	return solveHigh(y, rest, n.guessHigh(y, c, high))
}

// solveMiddle is the root of c(s) − c by steps of sixth order from the guess s.
func solveMiddle(y, c, rest, s float64) float64 {
	for range maxSteps {
		h, t := y/s, s/2
		d := h - t
		inverse := sqrt2Pi * expFast(d*d/2) // 1/φ(d)
		var newton float64
		if d >= 0 || smallVolatility(y, t) {
			newton = c*inverse - scaledPrice(y, h, t)
		} else {
			newton = scaledComplement(h, t) - rest*inverse
		}
		step := inverseSeries(newton/s, h, s)
		s += s * step
		if math.Abs(step) < settledMiddle {
			break
		}
	}
	return s
}

// solveLow is the root of 1/ln(b(s)/y) − 1/target with target = ln(b/y), for
// b = c·exp(−y/2), an objective that is nearly linear in s where b is small.
func solveLow(y, target float64) float64 {
	s := guessLow(y, -target)
	for range maxSteps {
		h, t := y/s, s/2
		d := h - t
		scaled := scaledPrice(y, h, t)
		lnB := lnQuotient(scaled, y) - (d*d+y)/2 - lnSqrt2Pi
		newton := (target - lnB) * lnB * scaled / (target * s)
		h2, h3, h4 := derivatives(h, s).ofInverseLog(s/scaled, 1/lnB)
		step := newton * householder(newton, h2, h3, h4)
		s += s * step
		if math.Abs(step) < settledOuter(y) {
			break
		}
	}
	return s
}

// solveHigh is the root of ln(1 − c(s)) − ln rest.
func solveHigh(y, rest, s float64) float64 {
	for range maxSteps {
		h, t := y/s, s/2
		d := h - t
		slope := s / scaledComplement(h, t) // s·c′/(1 − c)
		inverse := sqrt2Pi * expFast(d*d/2)
		newton := -lnFast(rest*inverse*slope/s) / slope
		h2, h3, h4 := derivatives(h, s).ofLogComplement(slope)
		step := newton * householder(newton, h2, h3, h4)
		s += s * step
		if math.Abs(step) < settledOuter(y) {
			break
		}
	}
	return s
}

// curve is the second to fourth derivative of a function of s, each over the
// first and times s, s², s³, so that it has no unit and cannot overflow.
type curve struct{ h2, h3, h4 float64 }

// derivatives is the curve of c. They follow from c″/c′ = y²/s³ − s/4.
func derivatives(h, s float64) curve {
	hh, q := h*h, s*s/4
	g, g1 := hh-q, -3*hh-q
	return curve{g, g*g + g1, g*(g*g+3*g1) + 12*hh}
}

// ofInverseLog is the curve of 1/ln b, with r = s·b′/b and l = 1/ln b.
func (c curve) ofInverseLog(r, l float64) (h2, h3, h4 float64) {
	m := r * (1 + 2*l)
	k := 6 * l * (1 + l)
	h2 = c.h2 - m
	h3 = c.h3 + r*r*(2+k) - 3*c.h2*m
	h4 = c.h4 - r*r*(r*(6+l*(22+l*(36+l*24)))-c.h2*(12+6*k)) - m*(3*c.h2*c.h2+4*c.h3)
	return h2, h3, h4
}

// ofLogComplement is the curve of ln(1 − c), with r = s·c′/(1 − c).
func (c curve) ofLogComplement(r float64) (h2, h3, h4 float64) {
	h2 = c.h2 + r
	h3 = c.h3 + r*(2*r+3*c.h2)
	h4 = c.h4 + r*(6*r*(r+2*c.h2)+3*c.h2*c.h2+4*c.h3)
	return h2, h3, h4
}

// householder is the factor by which a step of the fifth order differs from
// Newton's (A. S. Householder, "The Numerical Treatment of a Single Nonlinear
// Equation", 1970, page 169). The step is relative to s, as the curve is.
func householder(newton, h2, h3, h4 float64) float64 {
	num := 1 + newton*(h2+newton*h3*(1./6))
	den := 1 + newton*(1.5*h2+newton*(h2*h2*0.25+h3*(1./3)+newton*h4*(1./24)))
	return num / den
}

// inverseSeries is the step of sixth order for c(s), relative to s, given
// Newton's: the Taylor series of the inverse function by Lagrange's formula
// (Abramowitz and Stegun 3.6.25), which needs no division.
func inverseSeries(newton, h, s float64) float64 {
	hh, q := h*h, s*s/4
	g, g1 := hh-q, -3*hh-q
	gg := g * g
	a2 := g * (1. / 2)
	a3 := (g1 + gg) * (1. / 6)
	a4 := (12*hh + g*(3*g1+gg)) * (1. / 24)
	a5 := (hh*(48*g-60) + 3*g1*g1 + gg*(6*g1+gg)) * (1. / 120)
	aa := a2 * a2
	c3 := 2*aa - a3
	c4 := 5*a2*(a3-aa) - a4
	c5 := aa*(14*aa-21*a3) + 6*a2*a4 + 3*a3*a3 - a5
	n2 := newton * newton
	return newton * ((1 - newton*a2) + n2*((c3+newton*c4)+n2*c5))
}
