package vol

import (
	"math"
	"slices"
)

// americanGrid prices an option with dividends in cash by finite differences.
//
// In z = ln(spot without dividends / its forward) the value times e^(−z/2) obeys
// the heat equation with a constant decay. Crandall and Douglas's scheme for it is
// of second order in time and of fourth in z (J. Douglas, "The
// solution of the diffusion equation by a high order correct difference
// equation", Journal of Mathematics and Physics 35, 1956). Early exercise is the lower bound in Brennan and Schwartz's elimination
// ("The valuation of American put options", Journal of Finance 32, 1977), which
// substitutes from the node deepest in the money outward. The first step before
// expiry is Black's formula: the payoff's kink never meets the grid.
type americanGrid struct {
	*earlyOption
	sigma float64
	dz    float64
	root  int       // index of z = 0, in the middle
	half  []float64 // e^(z/2), from deepest in the money outward; backward it is e^(−z/2)
	value []float64 // times e^(−z/2)
	right []float64 // of the equations
}

// Resolution of the grid: steps in time (at least minGridSteps between two
// payments) and nodes per standard deviation of ln spot at expiry, to
// gridDeviations to either side of its mean.
const (
	gridSteps        = 32
	minGridSteps     = 3
	gridPerDeviation = 16
	gridDeviations   = 6
)

// gridPart is the time between two payments.
type gridPart struct {
	from, to float64
	steps    int
	pending  float64 // value at time 0 of the payments from its end on
}

func newAmericanGrid(o *earlyOption, sigma float64, perDeviation float64) *americanGrid {
	total := sigma * math.Sqrt(o.t)
	g := &americanGrid{earlyOption: o, sigma: sigma, dz: total / perDeviation}
	g.root = int(perDeviation * (gridDeviations + total/2))
	n := 2*g.root + 1
	memory := make([]float64, 3*n)
	g.half, g.value, g.right = memory[:n], memory[n:2*n], memory[2*n:]
	for j := range g.half {
		g.half[j] = expFast(-float64(o.kind) * float64(j-g.root) * g.dz / 2)
	}
	return g
}

// price is the American price.
func (g *americanGrid) price(steps int) float64 {
	parts := g.parts(steps)
	for i, p := range slices.Backward(parts) {
		at := p.to
		for k := range p.steps {
			before := at
			if i == len(parts)-1 {
				at = p.graded(k + 1)
			} else {
				at = p.even(k + 1)
			}
			switch {
			case before == g.t:
				g.european(at)
				g.raise(p, at)
				continue
			case before == p.to:
				g.raise(p, before)
			}
			g.back(g.step(before-at), p, at)
		}
	}
	return g.value[g.root]
}

// even is the time k even steps before the end of the part.
func (p gridPart) even(k int) float64 { return p.to - (p.to-p.from)*float64(k)/float64(p.steps) }

// graded is the same with steps that grow from the end, as the square root of
// time does, with which the exercise boundary leaves its place at expiry.
func (p gridPart) graded(k int) float64 {
	x := float64(k) / float64(p.steps)
	return p.to - (p.to-p.from)*x*x
}

// parts divides the time to expiry at the payments.
func (g *americanGrid) parts(steps int) []gridPart {
	part := gridPart{pending: PVDividends(g.dividends, g.rate, g.t)}
	var parts []gridPart
	add := func(to float64) {
		part.to = to
		part.steps = max(minGridSteps, int(math.Ceil(float64(steps)*(to-part.from)/g.t)))
		parts = append(parts, part)
		part.from = to
	}
	for _, d := range g.dividends {
		if d.TYears > part.from && d.TYears < g.t {
			add(d.TYears)
		}
		if d.TYears < g.t {
			part.pending -= d.Amount * math.Exp(-g.rate*d.TYears)
		}
	}
	add(g.t)
	return parts
}

// european sets the values to those of European options at a time.
func (g *americanGrid) european(at float64) {
	f, left := g.forward(g.t), g.t-at
	discount := math.Exp(-g.rate * left)
	for j, h := range g.half {
		g.value[j] = discount * Black(g.kind, f*h*h, g.strike, g.sigma, left) / h
	}
}

// gridStep is the scheme for one length of step: the known values' coefficients,
// and what elimination leaves of the equations.
type gridStep struct{ off, on, ratio, inverse float64 }

// step is the scheme for a step of dt. Elimination begins with its own limit, as
// if the grid had no end far out of the money: all equations become the same.
func (g *americanGrid) step(dt float64) gridStep {
	mu := g.sigma * g.sigma * dt / (4 * g.dz * g.dz)
	decay := math.Exp(-(g.rate + g.sigma*g.sigma/8) * dt)
	off, on := 1./12-mu, 10./12+2*mu
	pivot := (on + math.Sqrt(on*on-4*off*off)) / 2
	return gridStep{decay * (1./12 + mu), decay * (10./12 - 2*mu), off / pivot, 1 / pivot}
}

// back takes the values one step back, to a time of a part. The outermost ones
// are those of exercise, or nothing.
func (g *americanGrid) back(s gridStep, p gridPart, at float64) {
	slope, cash := g.line(p, at)
	n := len(g.value)
	v, right, half := g.value[:n], g.right[:n], g.half[:n]
	after := 0.0
	for j := n - 2; j > 0; j-- {
		after = s.off*(v[j-1]+v[j+1]) + s.on*v[j] - s.ratio*after
		right[j] = after * s.inverse
	}
	below := max(0, slope*half[0]+cash*half[n-1])
	v[0], v[n-1] = below, 0
	for j := 1; j < n-1; j++ {
		below = right[j] - s.ratio*below
		if exercise := slope*half[j] + cash*half[n-1-j]; exercise > below {
			below = exercise
		}
		v[j] = below
	}
}

// line is what exercise gives at a time: slope·e^z + cash.
func (g *americanGrid) line(p gridPart, at float64) (slope, cash float64) {
	theta := float64(g.kind)
	return theta * g.forward(at), theta * (p.pending*math.Exp(g.rate*at) - g.strike)
}

// raise lifts the values to what exercise gives at a time of a part.
func (g *americanGrid) raise(p gridPart, at float64) {
	slope, cash := g.line(p, at)
	for j, h := range g.half {
		g.value[j] = max(g.value[j], slope*h+cash/h)
	}
}
