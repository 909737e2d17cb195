package vol

import "math"

// Steps of the lattices.
const (
	latticeSteps    = 256 // where American needs one
	maxLatticeSteps = 100_000
)

// AmericanLattice is the American price by a binomial lattice with the European
// price over the last step and Richardson's extrapolation from steps and 2·steps
// ("BBSR": M. Broadie & J. Detemple, "American option valuation: new bounds,
// approximations, and a comparison of existing methods", Review of Financial
// Studies 9, 1996). The nodes follow the forward, so that it works at
// any drift, and the error of its own European price is taken off. It is the
// reference for American: slow, and without any of its mathematics.
//
// It is NaN where American is, or if steps is not between 2 and 100,000.
func AmericanLattice(kind Kind, spot, strike, rateAnnual, yieldAnnual, sigmaAnnual, tYears float64, steps int) float64 {
	return AmericanDividendsLattice(kind, spot, strike, rateAnnual, yieldAnnual, sigmaAnnual, tYears, nil, steps)
}

// AmericanDividendsLattice is AmericanLattice with dividends in cash, in the
// model of AmericanDividends.
func AmericanDividendsLattice(kind Kind, spot, strike, rateAnnual, yieldAnnual, sigmaAnnual, tYears float64, dividends []Dividend, steps int) float64 {
	o, ok := newEarlyOption(kind, spot, strike, rateAnnual, yieldAnnual, tYears, dividends)
	if !ok || !(sigmaAnnual >= 0) || math.IsInf(sigmaAnnual, 1) || steps < 2 || steps > maxLatticeSteps {
		return math.NaN()
	}
	return o.priceBy(sigmaAnnual, func(european float64) float64 {
		return european + o.latticePremium(sigmaAnnual, 2*steps)
	})
}

// latticePremium is the value of early exercise: American less European price of
// the lattice, extrapolated from n/2 and n steps.
func (o *earlyOption) latticePremium(sigma float64, n int) float64 {
	fine, coarse := newLattice(o, sigma, n), newLattice(o, sigma, n/2)
	return 2*(fine.american()-fine.held()) - (coarse.american() - coarse.held())
}

// lattice is a binomial lattice in ln(spot without dividends / its forward).
type lattice struct {
	*earlyOption
	sigma    float64
	n        int
	up, down float64   // discounted probabilities
	nodes    []float64 // e^(j·dx) for j = −n … n
	values   []float64
}

func newLattice(o *earlyOption, sigma float64, n int) *lattice {
	l := &lattice{earlyOption: o, sigma: sigma, n: n, nodes: make([]float64, 2*n+1), values: make([]float64, n)}
	dt := o.t / float64(n)
	dx := sigma * math.Sqrt(dt)
	for j := range l.nodes {
		l.nodes[j] = math.Exp(float64(j-n) * dx)
	}
	p, discount := 1/(1+math.Exp(dx)), math.Exp(-o.rate*dt)
	l.up, l.down = p*discount, (1-p)*discount
	return l
}

func (l *lattice) dt() float64 { return l.t / float64(l.n) }

// lastStep sets the values one step before expiry to the European ones.
func (l *lattice) lastStep() {
	at := l.dt() * float64(l.n-1)
	f := l.forward(at)
	for j := range l.values {
		l.values[j] = BSM(l.kind, f*l.nodes[2*j+1], l.strike, l.rate, l.yield, l.sigma, l.dt())
	}
}

// held is the lattice's price without early exercise.
func (l *lattice) held() float64 {
	l.lastStep()
	v := l.values
	for i := l.n - 2; i >= 0; i-- {
		for j := range i + 1 {
			v[j] = l.down*v[j] + l.up*v[j+1]
		}
	}
	return v[0]
}

// american is the lattice's price with early exercise.
func (l *lattice) american() float64 {
	l.lastStep()
	l.exercise(l.n - 1)
	v := l.values
	for i := l.n - 2; i >= 0; i-- {
		for j := range i + 1 {
			v[j] = l.down*v[j] + l.up*v[j+1]
		}
		l.exercise(i)
	}
	return v[0]
}

// exercise raises the values of step i to what exercise gives at it, or before
// or after each payment until the next step.
func (l *lattice) exercise(i int) {
	at, next := l.dt()*float64(i), l.dt()*float64(i+1)
	l.raise(i, l.payoff(at, at, true))
	for _, d := range l.dividends {
		if d.TYears > at && d.TYears <= next {
			l.raise(i, l.payoff(at, d.TYears, false))
			l.raise(i, l.payoff(at, d.TYears, true))
		}
	}
}

func (l *lattice) raise(i int, line payoffLine) {
	slope := line.slope * l.forward(l.dt()*float64(i))
	nodes := l.nodes[l.n-i:]
	for j := range i + 1 {
		l.values[j] = max(l.values[j], slope*nodes[2*j]+line.cash)
	}
}
