package vol

import "math"

// nodes are the borders of the four regions of "Let's Be Rational" for one y:
// below low, from there to the centre √(2y), where c has its inflection, from
// there to high, and above it.
type nodes struct {
	centre  float64 // √(2y)
	cCentre float64 // c there
	low     float64 // where the tangent at the centre reaches 0
	high    float64 // where it reaches 1
}

func newNodes(y float64) nodes {
	root := math.Sqrt(y)
	centre := math.Sqrt2 * root
	m := millsRatio(centre) // √(π/2)·erfcx(√y)
	n := nodes{centre: centre, cCentre: 0.5 - m*invSqrt2Pi, low: centre - (sqrtPiOver2 - m)}
	if y < 1e-5 { // the terms cancel; the series of erfcx
		n.cCentre = root*invSqrtPi - y/2 + root*y*(2*invSqrtPi/3) - y*y/4
		n.low = sqrtPiOver2 * y * (1 - root*(4*invSqrtPi/3) + y/2 - y*root*(8*invSqrtPi/15))
	}
	n.high = n.low + sqrt2Pi
	return n
}

const invSqrtPi = 0.56418958354775628694807945156077259 // 1/√π

// lowNode is c at low and highNode c at high, as functions of r = √(2y) > 0, to
// 5e-7: rational functions through Chebyshev nodes of (r−2)/(r+2). More digits
// would not better the guesses.
func lowNode(r float64) float64 {
	num := 0.0756099738992 + r*(0.0625163382758+r*(0.0222579089299+r*0.00348478775479))
	den := 1 + r*(2.10612607203+r*(1.92077115979+r*(0.943205188248+r*(0.256998765335+r*0.0331740299416))))
	return r * r * num / den
}

func highNode(r float64) float64 {
	num := 0.789908394375 + r*(1.26030898904+r*(1.11710093469+r*(0.47241764599+r*0.122541248522)))
	den := 1 + r*(1.59549261398+r*(1.3366346763+r*(0.549727883834+r*0.13692457783)))
	return num / den
}

// inverseSlope is 1/φ(d), the derivative of s by c.
func inverseSlope(y, s float64) float64 {
	d := y/s - s/2
	return sqrt2Pi * expFast(d*d/2)
}

// guessBelow interpolates s between low and centre.
func (n *nodes) guessBelow(y, c, cLow float64) float64 {
	f := hermite{cLow, n.cCentre, n.low, n.centre, inverseSlope(y, n.low), sqrt2Pi}
	return f.at(c, f.controlRight(0))
}

// guessAbove interpolates s between centre and high.
func (n *nodes) guessAbove(y, c, cHigh float64) float64 {
	f := hermite{n.cCentre, cHigh, n.centre, n.high, sqrt2Pi, inverseSlope(y, n.high)}
	return f.at(c, f.controlLeft(0))
}

// guessHigh interpolates Φ(−s/2) as a function of c above high.
func (n *nodes) guessHigh(y, c, cHigh float64) float64 {
	s := n.high
	most := math.Exp(-y / 2)
	w := y / s
	w *= w
	e := expFast(w / 2)
	g := expFast(s * s / 8)
	at := invSqrt2Pi / g * millsRatio(s/2)
	f := hermite{cHigh, 1, at, 0, -0.5 * e * most, -0.5 * most}
	v := f.at(c, f.controlLeft(sqrtPiOver2*e*e*g*w/s*most*most))
	if !(v > 0) {
		u := (1 - c) / (1 - cHigh)
		v = (at*u + 0.5*most*(1-cHigh)*(1-u)) * u
	}
	return -2 * NormalQuantile(v)
}

// guessLow is the s below low, at most the centre, by the leading term of b for
// small s,
//
//	b ≈ y·ψ(h)·exp(−s²/8),  h = y/s,  ψ(h) = φ(h)·millsSlope(h)/h,
//
// where ln(b/y) = −l. Without the last factor, h is a function of l alone, h0.
// With ψ replaced by the density, it obeys h² + y²/(4h²) = h0², and with ψ
// itself nearly h² + u·y²/(4h²) = h0², u(h0) being what makes that exact to the
// first order in y². Both functions are rational approximations, fitted at
// Chebyshev nodes. Together they give s to 1e-3 for y up to 3, mostly to 1e-5;
// that grows with y, to 7e-2 at y = 700.
func guessLow(y, l float64) float64 {
	h := lowDistance(math.Sqrt(l))
	u := (-0.0517988155418 + h*(0.153969322731+h*0.19102283906)) / (1 + h*(0.149515882138+h*0.191082084701))
	a := y / (h * h)
	root := math.Sqrt(max(0, 1-u*a*a))
	return min(a*h/math.Sqrt(0.5+0.5*root), math.Sqrt(2*y))
}

// lowDistance is the h with ln ψ(h) = −q², to 5e-6 for 0.78 < h < 54.
func lowDistance(q float64) float64 {
	if q*q < 20 {
		return (-0.486797007455 + q*(2.19740631446+q*(-3.36438257102+q*(2.28939285452-q*0.729658907166)))) /
			(1 + q*(-1.86352115495+q*(1.1682790435+q*(-0.479229708266-q*0.0014755550761))))
	}
	return (-5.68141122166 + q*(4.3944960436+q*(0.832127357654+q*(-1.07372911838-q*0.0887899160217)))) /
		(1 + q*(0.169304021975+q*(-0.761350918191+q*(-0.062767847041-q*7.34735722064e-8))))
}
