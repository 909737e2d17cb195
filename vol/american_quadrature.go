package vol

import (
	"math"
	"sync"
)

// Sizes of the collocation scheme: the points at which the boundary is solved
// for, the angles of the integrals at each of them, and the angles of the
// integral that makes the price. Where the drift moves the spot by more than
// steepDrift standard deviations before expiry, the integrands at the points are
// narrow, and take steepAngles.
const (
	boundaryPoints = 12
	boundaryAngles = 10
	steepAngles    = 24
	steepDrift     = 2
	premiumAngles  = 32
)

// collocation is what the scheme needs to know about its points and angles. An
// integral over the times u from 0 to τ is a sum over angles θ with √u = √τ·cos θ
// and √(τ−u) = √τ·sin θ: the integrands have square roots at both ends, which
// become smooth in θ. The boundary is a polynomial through its values at the
// Chebyshev points of √τ.
type collocation struct {
	root         [boundaryPoints]float64 // √(τᵢ/t) of the points, ascending from 0 to 1
	inner, steep innerRule
	outer        [premiumAngles]angle
	atOuter      [premiumAngles]pointWeights
}

// innerRule is the rule of the integrals at the points: its angles, and for each
// point the weights at each of them.
type innerRule struct {
	angles []angle
	at     [boundaryPoints][]pointWeights
}

// innerFor is the rule for the boundary of these terms.
func (c *collocation) innerFor(p putTerms) *innerRule {
	if math.Abs(p.rate-p.yield)*math.Sqrt(p.t) > steepDrift*p.sigma {
		return &c.steep
	}
	return &c.inner
}

// angle is one point of a rule on [0, π/2].
type angle struct{ sin, cos, weight float64 }

// pointWeights are the weights of the points' values in an interpolated value.
type pointWeights [boundaryPoints]float64

// americanScheme is the collocation, made when it is first used.
var americanScheme = sync.OnceValue(func() *collocation {
	c := new(collocation)
	for i := range c.root {
		c.root[i] = (1 - math.Cos(math.Pi*float64(i)/(boundaryPoints-1))) / 2
	}
	c.inner, c.steep = c.innerRule(boundaryAngles), c.innerRule(steepAngles)
	fillAngles(c.outer[:])
	for k, a := range c.outer {
		c.atOuter[k] = c.weightsAt(a.cos)
	}
	return c
})

func (c *collocation) innerRule(angles int) innerRule {
	r := innerRule{angles: make([]angle, angles)}
	fillAngles(r.angles)
	for i, root := range c.root {
		for _, a := range r.angles {
			r.at[i] = append(r.at[i], c.weightsAt(root*a.cos))
		}
	}
	return r
}

// weightsAt are the weights for the value at root = √(τ/t), by the barycentric
// formula for Chebyshev points (Berrut & Trefethen, SIAM Review 46, 2004, 5.4).
func (c *collocation) weightsAt(root float64) pointWeights {
	var w pointWeights
	var sum float64
	for j, at := range c.root {
		if root == at {
			w = pointWeights{}
			w[j] = 1
			return w
		}
		w[j] = float64(1-2*(j%2)) / (root - at)
		if j == 0 || j == boundaryPoints-1 {
			w[j] /= 2
		}
		sum += w[j]
	}
	for j := range w {
		w[j] /= sum
	}
	return w
}

// fillAngles makes the Gauss–Legendre rule on [0, π/2]. Its points are zeros of
// the Legendre polynomial, found by Newton's method from the usual first guess
// (Abramowitz & Stegun 25.4.29 and 22.16.6).
func fillAngles(angles []angle) {
	n := len(angles)
	for i := range angles {
		x := math.Cos(math.Pi * (float64(i) + 0.75) / (float64(n) + 0.5))
		for range 8 {
			value, slope := legendre(n, x)
			x -= value / slope
		}
		_, slope := legendre(n, x)
		sin, cos := math.Sincos((1 - x) / 2 * math.Pi / 2)
		angles[i] = angle{sin, cos, math.Pi / 2 / ((1 - x*x) * slope * slope)}
	}
}

// legendre is the value and the slope at x of the Legendre polynomial of degree n.
func legendre(n int, x float64) (value, slope float64) {
	before, value := 0.0, 1.0
	for k := range n {
		j := float64(k)
		before, value = value, ((2*j+1)*x*value-j*before)/(j+1)
	}
	return value, float64(n) * (x*value - before) / (x*x - 1)
}
