package vol

import (
	"math"
	"slices"
)

// americanGrid prices an option with dividends in cash by finite differences.
//
// In z = ln(spot without dividends / its forward) the value times e^(−z/2) obeys
// the heat equation with a constant decay; Crandall and Douglas's scheme for it is
// of second order in time and of fourth in z (A. R. Mitchell & D. F. Griffiths,
// "The Finite Difference Method in Partial Differential Equations", 1980, page
// 26). Early exercise is the lower bound in Brennan and Schwartz's elimination
// ("The valuation of American put options", Journal of Finance 32, 1977), which
// ends where the option is deepest in the money. The first step before expiry is
// Black's formula: the payoff's kink never meets the grid.
type americanGrid struct {
	*earlyOption
	sigma  float64
	dz     float64
	root   int           // index of z = 0
	half   []float64     // e^(z/2), from deepest in the money outward
	value  []float64     // times e^(−z/2)
	right  []float64     // of the equations
	pivots []tridiagonal // of the part
}

// tridiagonal is what elimination leaves of one equation: value =
// max(bound, (right − off·neighbour)·inverse).
type tridiagonal struct{ ratio, inverse float64 }

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
	g.half, g.value, g.right, g.pivots = memory[:n], memory[n:2*n], memory[2*n:], make([]tridiagonal, n)
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
			g.back(g.prepare(before-at), p, at)
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

// gridStep is the scheme for one length of step: the equations' coefficients off
// and on the diagonal, left and right.
type gridStep struct{ off, rightOff, rightOn float64 }

// prepare eliminates, from the far end to the deepest in the money. The pivots
// soon reach their limit.
func (g *americanGrid) prepare(dt float64) gridStep {
	mu := g.sigma * g.sigma * dt / (4 * g.dz * g.dz)
	decay := math.Exp(-(g.rate + g.sigma*g.sigma/8) * dt)
	s := gridStep{1./12 - mu, decay * (1./12 + mu), decay * (10./12 - 2*mu)}
	last := tridiagonal{}
	settled := false
	for j := len(g.pivots) - 2; j > 0; j-- {
		if !settled {
			p := 10./12 + 2*mu - s.off*last.ratio
			next := tridiagonal{s.off / p, 1 / p}
			settled = math.Abs(next.ratio-last.ratio) <= 1e-15*math.Abs(last.ratio)
			last = next
		}
		g.pivots[j] = last
	}
	return s
}

// back takes the values one step back, to a time of a part.
func (g *americanGrid) back(s gridStep, p gridPart, at float64) {
	slope, cash := g.line(p, at)
	v, right, pivots, half := g.value, g.right, g.pivots, g.half
	n := len(v)
	right = right[:n]
	pivots = pivots[:n]
	half = half[:n]
	// The outermost values are those of exercise, or nothing.
	v0 := max(0, slope*half[0]+cash/half[0])
	after := 0.0
	for j := n - 2; j > 0; j-- {
		after = s.rightOff*(v[j-1]+v[j+1]) + s.rightOn*v[j] - pivots[j+1].ratio*after
		right[j] = after
	}
	v[0], v[n-1] = v0, 0
	below := v0
	for j := 1; j < n-1; j++ {
		below = max((right[j]-s.off*below)*pivots[j].inverse, slope*half[j]+cash/half[j])
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
