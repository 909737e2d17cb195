package scenario

import (
	"math"
	"slices"
)

// shape is a continuous or empirical distribution with its parameters set.
// Probabilities are counted from the lower or the upper end, so that either tail
// keeps its digits.
type shape interface {
	// quantile is the x with P(X ≤ x) = p, or P(X > x) = p from the upper end,
	// for 0 < p < 1.
	quantile(p float64, upper bool) float64
	// tail is P(X ≤ x), or P(X > x).
	tail(x float64, upper bool) float64
	// density is f(x) and f'(x)/f(x).
	density(x float64) (f, slope float64)
}

// normalShape is the normal distribution.
type normalShape struct{ mean, sd float64 }

func (d normalShape) quantile(p float64, upper bool) float64 {
	z := normalQuantile(p)
	if upper {
		z = -z
	}
	return d.mean + float64(d.sd*z)
}

func (d normalShape) tail(x float64, upper bool) float64 {
	z := (x - d.mean) / d.sd
	if upper {
		z = -z
	}
	return normalBelow(z)
}

func (d normalShape) density(x float64) (f, slope float64) {
	z := (x - d.mean) / d.sd
	return normalDensity(z) / d.sd, -z / d.sd
}

// lognormalShape is e to a normal variable.
type lognormalShape struct{ log normalShape }

func (d lognormalShape) quantile(p float64, upper bool) float64 {
	return expOf(d.log.quantile(p, upper))
}

func (d lognormalShape) tail(x float64, upper bool) float64 {
	if x <= 0 {
		return side(0, upper)
	}
	return d.log.tail(logOf(x), upper)
}

func (d lognormalShape) density(x float64) (f, slope float64) {
	if x <= 0 {
		return 0, 0
	}
	f, s := d.log.density(logOf(x))
	return f / x, (s - 1) / x
}

// side is a probability below as seen from the end asked for.
func side(below float64, upper bool) float64 {
	if upper {
		return 1 - below
	}
	return below
}

// betaShape is the beta distribution on [0, 1].
type betaShape struct{ a, b, lnBeta float64 }

func newBeta(a, b float64) betaShape {
	return betaShape{a, b, lgamma(a) + lgamma(b) - lgamma(a+b)}
}

// quantile works on ln(x/(1−x)), where the density is log-concave and with it
// the distribution function (Prékopa 1973), so that invertLog applies.
func (d betaShape) quantile(p float64, upper bool) float64 {
	if p > 0.5 {
		p, upper = 1-p, !upper
	}
	a, b := d.a, d.b
	if upper {
		a, b = b, a
	}
	start := min((logOf(p)+logOf(a)+d.lnBeta)/a, logOf(a/b))
	y := invertLog(logOf(p), start, func(y float64) (v, slope float64) {
		below, _ := betaParts(a, b, y, d.lnBeta)
		return below, expOf(float64(a*lnLogistic(y)) + float64(b*lnLogistic(-y)) - d.lnBeta - below)
	})
	if upper {
		y = -y
	}
	return expOf(lnLogistic(y))
}

func (d betaShape) tail(x float64, upper bool) float64 {
	if !(x > 0 && x < 1) {
		if x >= 1 {
			return side(1, upper)
		}
		return side(0, upper)
	}
	below, above := betaParts(d.a, d.b, logOf(x)-log1pOf(-x), d.lnBeta)
	if upper {
		return expOf(above)
	}
	return expOf(below)
}

func (d betaShape) density(x float64) (f, slope float64) {
	if !(x > 0 && x < 1) {
		return 0, 0
	}
	f = expOf(float64((d.a-1)*logOf(x)) + float64((d.b-1)*log1pOf(-x)) - d.lnBeta)
	return f, (d.a-1)/x - (d.b-1)/(1-x)
}

// gammaShape is the gamma distribution of scale 1.
type gammaShape struct{ k, lnGamma float64 }

func newGamma(k float64) gammaShape { return gammaShape{k, lgamma(k)} }

// quantile works on ln x, where the density is log-concave; from the upper end
// on −ln x.
func (d gammaShape) quantile(p float64, upper bool) float64 {
	if p > 0.5 {
		p, upper = 1-p, !upper
	}
	slope := func(y, tail float64) float64 { return expOf(float64(d.k*y) - expOf(y) - d.lnGamma - tail) }
	if upper {
		return expOf(-invertLog(logOf(p), -logOf(d.k), func(w float64) (float64, float64) {
			_, above := gammaParts(d.k, -w, d.lnGamma)
			return above, slope(-w, above)
		}))
	}
	start := min((logOf(p)+logOf(d.k)+d.lnGamma)/d.k, logOf(d.k))
	return expOf(invertLog(logOf(p), start, func(y float64) (float64, float64) {
		below, _ := gammaParts(d.k, y, d.lnGamma)
		return below, slope(y, below)
	}))
}

func (d gammaShape) tail(x float64, upper bool) float64 {
	if x <= 0 {
		return side(0, upper)
	}
	below, above := gammaParts(d.k, logOf(x), d.lnGamma)
	if upper {
		return expOf(above)
	}
	return expOf(below)
}

func (d gammaShape) density(x float64) (f, slope float64) {
	if x <= 0 {
		return 0, 0
	}
	return expOf(float64((d.k-1)*logOf(x)) - x - d.lnGamma), (d.k-1)/x - 1
}

// linearShape is origin + scale·X.
type linearShape struct {
	shape
	origin, scale float64
}

func (d linearShape) quantile(p float64, upper bool) float64 {
	return d.origin + float64(d.scale*d.shape.quantile(p, upper))
}

func (d linearShape) tail(x float64, upper bool) float64 {
	return d.shape.tail((x-d.origin)/d.scale, upper)
}

func (d linearShape) density(x float64) (f, slope float64) {
	f, slope = d.shape.density((x - d.origin) / d.scale)
	return f / d.scale, slope / d.scale
}

// triangularShape rises from low to mode and falls to high; a uniform
// distribution is a uniformShape.
type triangularShape struct{ low, mode, high float64 }

func (d triangularShape) quantile(p float64, upper bool) float64 {
	width := d.high - d.low
	below, above := p, 1-p
	if upper {
		below, above = above, below
	}
	if left := d.mode - d.low; float64(below*width) <= left {
		return d.low + math.Sqrt(below*width*left)
	}
	return d.high - math.Sqrt(above*width*(d.high-d.mode))
}

func (d triangularShape) tail(x float64, upper bool) float64 {
	width := d.high - d.low
	switch {
	case x <= d.low:
		return side(0, upper)
	case x >= d.high:
		return side(1, upper)
	case x <= d.mode:
		return side(float64((x-d.low)/width*((x-d.low)/(d.mode-d.low))), upper)
	}
	return side(float64((d.high-x)/width*((d.high-x)/(d.high-d.mode))), !upper)
}

func (d triangularShape) density(x float64) (f, slope float64) {
	width := d.high - d.low
	switch {
	case x < d.low || x > d.high:
		return 0, 0
	case x < d.mode:
		return 2 * (x - d.low) / (width * (d.mode - d.low)), 1 / (x - d.low)
	}
	return 2 * (d.high - x) / (width * (d.high - d.mode)), -1 / (d.high - x)
}

// uniformShape has the same density from low to high.
type uniformShape struct{ low, high float64 }

func (d uniformShape) quantile(p float64, upper bool) float64 {
	if upper {
		return d.high - float64(p*(d.high-d.low))
	}
	return d.low + float64(p*(d.high-d.low))
}

func (d uniformShape) tail(x float64, upper bool) float64 {
	from := x - d.low
	if upper {
		from = d.high - x
	}
	return max(0, min(1, from/(d.high-d.low)))
}

func (d uniformShape) density(x float64) (f, slope float64) {
	if x < d.low || x > d.high {
		return 0, 0
	}
	return 1 / (d.high - d.low), 0
}

// empiricalShape takes each of its sorted values equally often.
type empiricalShape struct{ values []float64 }

func (d empiricalShape) quantile(p float64, upper bool) float64 {
	n := len(d.values)
	i := min(int(p*float64(n)), n-1)
	if upper {
		i = n - 1 - i
	}
	return d.values[i]
}

func (d empiricalShape) tail(x float64, upper bool) float64 {
	i, _ := slices.BinarySearchFunc(d.values, x, func(v, x float64) int {
		if v <= x {
			return -1
		}
		return 1
	})
	return side(float64(i)/float64(len(d.values)), upper)
}

func (d empiricalShape) density(float64) (f, slope float64) { return 0, 0 }
