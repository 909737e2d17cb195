package vol

import "math"

// putTerms is a put of strike 1 as far as its exercise boundary depends on it.
type putTerms struct {
	rate, yield, sigma, t float64
}

// regime is where a put may be exercised early (L. Andersen & M. Lake, "Fast
// American Option Pricing: The Double-Boundary Case", Wilmott, November 2021).
type regime int8

const (
	neverEarly  regime = iota // nowhere: the option is European
	oneBoundary               // at and below a price that depends on the time
	twoBoundary               // between two prices: yield < rate < 0
)

func (p putTerms) regime() regime {
	switch {
	case p.rate <= 0 && p.yield >= p.rate:
		return neverEarly
	case p.rate < 0:
		return twoBoundary
	}
	return oneBoundary
}

// boundary is the price of the underlying at and below which a put of strike 1
// is exercised, as a function of the time that is left.
type boundary struct {
	putTerms
	lnStart float64                 // ln of the boundary just before expiry
	depth   [boundaryPoints]float64 // lnStart − ln B at the points of the scheme; the square is smooth
}

// The solution of the boundary's equations: Newton's method stops when no point
// moves by more than the tolerance (in ln B, times √(τ/t)), and gives up after the
// limit.
const (
	boundaryTolerance  = 1e-5
	boundaryIterations = 32
	boundaryFullSteps  = 8   // then half steps: with rate near yield the first points may swing
	boundaryMaxStep    = 2   // in ln B
	boundaryNear       = 0.2 // relative distance of volatilities
)

// solveBoundary finds the boundary of a put with one boundary. It starts from
// near, if that has almost the same volatility (it may be nil). ok is false where
// it was not found.
func solveBoundary(terms putTerms, near *boundary) (b boundary, ok bool) {
	b.putTerms = terms
	if terms.yield > terms.rate {
		b.lnStart = math.Log(terms.rate / terms.yield)
	}
	c := americanScheme()
	if near != nil && math.Abs(terms.sigma-near.sigma) < boundaryNear*near.sigma {
		for i, depth := range near.depth {
			b.depth[i] = depth * terms.sigma / near.sigma
		}
		if b.iterate(c) {
			return b, true
		}
	}
	for i, root := range c.root {
		b.depth[i] = b.firstDepth(root * root * terms.t)
	}
	b.depth[0] = 0
	return b, b.iterate(c)
}

// iterate takes Newton steps until the boundary is found.
func (b *boundary) iterate(c *collocation) (ok bool) {
	for n := range boundaryIterations {
		part := 1.0
		if n >= boundaryFullSteps {
			part = 0.5
		}
		var m linearSystem
		for i := range m {
			b.equation(c, i+1, &m[i])
		}
		moved := b.move(c, m.solve(), part)
		if moved < boundaryTolerance {
			return true
		}
		if math.IsNaN(moved) {
			break
		}
	}
	return false
}

// move takes a part of a Newton step, shortened where it would leave the domain,
// and returns the longest step that was asked for, where one counts by √τ.
func (b *boundary) move(c *collocation, steps [boundaryPoints - 1]float64, part float64) (longest float64) {
	for i, step := range steps {
		longest = max(longest, math.Abs(step)*c.root[i+1])
		step = max(-boundaryMaxStep, min(part*step, boundaryMaxStep, 0.9*b.depth[i+1]))
		b.depth[i+1] -= step
	}
	return longest
}

// firstDepth is a first guess of the depth with tau left: on the way from its
// start to the boundary of a perpetual put, in the manner of Barone-Adesi &
// Whaley, "Efficient analytic approximation of American option values", Journal of
// Finance 42, 1987.
func (b *boundary) firstDepth(tau float64) float64 {
	variance := b.sigma * b.sigma
	drift := b.rate - b.yield - variance/2
	power := -(drift + math.Sqrt(drift*drift+2*variance*b.rate)) / variance
	start := math.Exp(b.lnStart)
	perpetual := max(1e-12, min(power/(power-1), start*(1-1e-9)))
	h := (min(0, (b.rate-b.yield)*tau) - 2*b.sigma*math.Sqrt(tau)) / (1 - perpetual)
	return b.lnStart - math.Log(perpetual+(start-perpetual)*math.Exp(h))
}

// sides are the numerator and the denominator of the fixed-point equation, with
// their slopes by the boundary at the point itself and at all points.
type sides struct {
	n, d           float64
	nSlope, dSlope float64
	nPoint, dPoint pointWeights
}

// equation writes the Newton equation of point i into row: the derivatives of
// x − g by the depths, and x − g itself, where x = ln B at the point and g is the
// fixed-point system A of Andersen, Lake & Offengenden (see American):
//
//	g = (yield − rate)·τ + ln(N/D)
//
// The integrals over the boundary are differentiated too, which the paper's
// iteration leaves out: convergence is quadratic also for rate = yield. With a
// negative yield its integral stands in N, so that the logarithm exists.
func (b *boundary) equation(c *collocation, i int, row *[boundaryPoints]float64) {
	tau := c.root[i] * c.root[i] * b.t
	carry := (b.rate - b.yield) * tau
	x := b.lnStart - b.depth[i]
	s := b.integrals(c, i, x)
	if b.yield < 0 {
		s.turn(math.Exp(x + carry))
	}
	dev := b.sigma * math.Sqrt(tau)
	dMinus := (x+carry)/dev - dev/2
	pdf := NormalDensity(dMinus) / dev
	s.n += pdf
	s.nSlope -= dMinus * pdf / dev
	pdf = NormalDensity(dMinus+dev) / dev
	s.d += pdf + NormalCDF(dMinus+dev)
	s.dSlope -= dMinus * pdf / dev

	const last = boundaryPoints - 1
	for j := range last {
		row[j] = s.dPoint[j+1]/s.d - s.nPoint[j+1]/s.n
	}
	row[i-1] += s.nSlope/s.n - s.dSlope/s.d - 1
	row[last] = x + carry - math.Log(s.n/s.d)
}

// turn moves the integral with the yield from the denominator to the numerator.
func (s *sides) turn(scale float64) {
	s.n -= scale * s.d
	s.nSlope -= scale * (s.d + s.dSlope)
	for j := range s.nPoint {
		s.nPoint[j] -= scale * s.dPoint[j]
	}
	s.d, s.dSlope, s.dPoint = 0, 0, pointWeights{}
}

// integrals are the parts of the sides that the boundary before the point makes.
func (b *boundary) integrals(c *collocation, i int, x float64) sides {
	var s sides
	tau := c.root[i] * c.root[i] * b.t
	rootTau := math.Sqrt(tau)
	carry := b.rate - b.yield
	scaleN, scaleD := b.rate/b.sigma*invSqrt2Pi, b.yield/b.sigma*invSqrt2Pi
	toPlus := math.Exp(-carry*tau - x)
	inner := c.innerFor(b.putTerms)
	weights := inner.at[i][:len(inner.angles)]
	for k, a := range inner.angles {
		w := &weights[k]
		depth, inverse := b.depthAt(w)
		dev := b.sigma * rootTau * a.sin
		u := tau * a.cos * a.cos
		dMinus := (x-b.lnStart+depth+carry*(tau-u))/dev - dev/2
		weight := 2 * a.cos * a.weight
		slope := -dMinus / (b.sigma * a.sin)

		density := weight * expFast(b.rate*u-dMinus*dMinus/2)
		s.n += scaleN * density * rootTau
		s.nSlope += scaleN * density * slope
		addPoints(&s.nPoint, w, &b.depth, scaleN*density*slope*inverse)
		if b.yield == 0 {
			continue
		}
		// φ(d₊)·e^(yield·u) is φ(d₋)·e^(rate·u) times B(u)/B(τ)·e^(−carry·τ).
		density *= toPlus * expFast(b.lnStart-depth)
		s.d += scaleD * rootTau * (density + dev*tailFrom(density, dMinus+dev, weight, b.yield*u))
		s.dSlope += scaleD * density * slope
		addPoints(&s.dPoint, w, &b.depth, scaleD*density*slope*inverse)
	}
	return s
}

// tailFrom is √(2π)·weight·e^growth·Φ(d), where density is the same with the
// derivative of Φ in its place.
func tailFrom(density, d, weight, growth float64) float64 {
	tail := density * millsRatio(math.Abs(d))
	if d > 0 {
		return sqrt2Pi*weight*expFast(growth) - tail
	}
	return tail
}

// depthAt interpolates the square of the depth; inverse is one over the depth,
// or 0 where a first guess makes the polynomial negative.
func (b *boundary) depthAt(w *pointWeights) (depth, inverse float64) {
	var square float64
	for j, d := range b.depth {
		square += w[j] * d * d
	}
	if !(square > 0) {
		return 0, 0
	}
	depth = math.Sqrt(square)
	return depth, 1 / depth
}

func addPoints(sum, w *pointWeights, depth *[boundaryPoints]float64, factor float64) {
	for j := range sum {
		sum[j] += factor * w[j] * depth[j]
	}
}

// linearSystem is one equation a row: the coefficients, then the right side.
type linearSystem [boundaryPoints - 1][boundaryPoints]float64

// solve is Gauss's elimination with partial pivoting.
func (m *linearSystem) solve() (x [boundaryPoints - 1]float64) {
	const n = boundaryPoints - 1
	for i := range n {
		best := i
		for k := i + 1; k < n; k++ {
			if math.Abs(m[k][i]) > math.Abs(m[best][i]) {
				best = k
			}
		}
		m[i], m[best] = m[best], m[i]
		for k := i + 1; k < n; k++ {
			f := m[k][i] / m[i][i]
			for j := i + 1; j <= n; j++ {
				m[k][j] -= f * m[i][j]
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		v := m[i][n]
		for j := i + 1; j < n; j++ {
			v -= m[i][j] * x[j]
		}
		x[i] = v / m[i][i]
	}
	return x
}
