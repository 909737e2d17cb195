package vol

import "math"

// SVI is one expiry's total variance w as a function of the log-moneyness
// k = ln(K/F), in the raw parametrisation of J. Gatheral (2004):
//
//	w(k) = A + B (Rho (k − M) + √((k − M)² + Sigma²))
//
// Formulas and names follow J. Gatheral and A. Jacquier, "Arbitrage-free SVI
// volatility surfaces", Quantitative Finance 14 (2014), 59–71. It serves charts
// and strikes off the grid; no index is made of it.
type SVI struct {
	A, B, Rho, M, Sigma float64
}

// Variance is the total variance σ²T at a log-moneyness.
func (s SVI) Variance(moneyness float64) float64 {
	x := moneyness - s.M
	return s.A + s.B*(s.Rho*x+math.Hypot(x, s.Sigma))
}

// SigmaAnnual is the volatility per year at a log-moneyness, 0 where the total
// variance is not positive.
func (s SVI) SigmaAnnual(moneyness, tYears float64) float64 {
	w := s.Variance(moneyness)
	if !(w > 0) || !(tYears > 0) {
		return 0
	}
	return math.Sqrt(w / tYears)
}

// Valid reports whether the parameters are a smile: B ≥ 0, |Rho| ≤ 1, Sigma > 0,
// total variance nowhere negative (section 3.1), and wings that rise by at most
// 2 per unit of k (R. Lee, "The moment formula for implied volatility at extreme
// strikes", Mathematical Finance 14 (2004), 469).
func (s SVI) Valid() bool {
	return s.B >= 0 && math.Abs(s.Rho) <= 1 && positiveFinite(s.Sigma) && math.Abs(s.M) <= math.MaxFloat64 &&
		s.least() >= 0 && s.least() <= math.MaxFloat64 && s.B*(1+math.Abs(s.Rho)) <= 2
}

// least is the least total variance, at M − Rho Sigma/√(1 − Rho²).
func (s SVI) least() float64 { return s.A + s.B*s.Sigma*math.Sqrt(max(1-s.Rho*s.Rho, 0)) }

// Density is the function g of equation (2.1): the risk-neutral density of the
// log price over that of a normal one. The smile is free of butterfly arbitrage
// if it is nowhere negative (Lemma 2.2) and the wings rise by less than 2.
func (s SVI) Density(moneyness float64) float64 {
	x := moneyness - s.M
	root := math.Hypot(x, s.Sigma)
	w := s.Variance(moneyness)
	slope := s.B * (s.Rho + x/root)
	bend := s.B * (s.Sigma / root) * (s.Sigma / root) / root
	skew := 1 - moneyness*slope/(2*w)
	return skew*skew - slope*slope/4*(1/w+0.25) + bend/2
}

// Butterfly is the least value of Density and the log-moneyness where it is. Of
// a smile that is not Valid the least is negative infinity. It searches a grid
// that is even near M and widens beyond, then narrows the lowest valley; towards
// the wings the function tends to 1/4 − slope²/16 and has no more of them.
func (s SVI) Butterfly() (moneyness, least float64) {
	if !s.Valid() {
		return s.M, math.Inf(-1)
	}
	const cells, reach = 400, 9.0 // to sinh(9) = 4,000 Sigma on both sides
	at := func(i float64) float64 { return s.M + s.Sigma*math.Sinh(reach*(2*i/cells-1)) }
	low, least := 0.0, math.Inf(1)
	for i := range cells + 1 {
		if g := s.Density(at(float64(i))); g < least {
			low, least = float64(i), g
		}
	}
	i := goldenMinimum(func(i float64) float64 { return s.Density(at(i)) }, low-1, low+1)
	if g := s.Density(at(i)); g < least {
		low, least = i, g
	}
	for _, side := range []float64{-1, 1} { // the limits
		slope := s.B * (1 + side*s.Rho)
		if g := 0.25 - slope*slope/16; g < least {
			low, least = (1+side)/2*cells, g
		}
	}
	if math.IsNaN(least) {
		return s.M, math.Inf(-1)
	}
	return at(low), least
}

// goldenMinimum narrows a valley of f between a and b by golden sections.
func goldenMinimum(f func(float64) float64, a, b float64) float64 {
	const golden = 0.6180339887498949
	c, d := b-golden*(b-a), a+golden*(b-a)
	fc, fd := f(c), f(d)
	for range 60 {
		if fc < fd {
			b, d, fd = d, c, fc
			c = b - golden*(b-a)
			fc = f(c)
		} else {
			a, c, fc = c, d, fd
			d = a + golden*(b-a)
			fd = f(d)
		}
	}
	return (a + b) / 2
}

// JumpWings is the same smile in terms that traders name (section 3.3), per year:
// the variance at the money, the skew there, the slopes of the left and right
// wings, and the least variance.
type JumpWings struct {
	Variance, Skew, Put, Call, Least float64
}

// JumpWings are the smile's at a time to settlement (equation (3.5)).
func (s SVI) JumpWings(tYears float64) JumpWings {
	w := s.Variance(0)
	root := math.Sqrt(w)
	return JumpWings{
		Variance: w / tYears,
		Skew:     s.B / (2 * root) * (s.Rho - s.M/math.Hypot(s.M, s.Sigma)),
		Put:      s.B / root * (1 - s.Rho),
		Call:     s.B / root * (1 + s.Rho),
		Least:    s.least() / tYears,
	}
}

// SVI is the raw smile of the jump-wings (Lemma 3.2). ok is false where they
// describe none: β = Rho − 2 Skew √w/B must lie between −1 and 1.
func (j JumpWings) SVI(tYears float64) (s SVI, ok bool) {
	w := j.Variance * tYears
	root := math.Sqrt(w)
	s.B = root / 2 * (j.Call + j.Put)
	s.Rho = 1 - j.Put*root/s.B
	beta := s.Rho - 2*j.Skew*root/s.B
	least := j.Least * tYears
	across := math.Sqrt(max(1-s.Rho*s.Rho, 0))
	switch {
	case !(math.Abs(beta) < 1):
		return SVI{}, false
	case math.Abs(beta) < 1e-12: // the least curvature stands at the money: M is 0
		s.Sigma = (w - least) / s.B / (1 - across)
	default:
		alpha := math.Copysign(math.Sqrt(1/(beta*beta)-1), beta)
		turned := -s.Rho + math.Copysign(math.Hypot(1, alpha), alpha) - alpha*across
		s.M = (w - least) / (s.B * turned)
		s.Sigma = alpha * s.M
	}
	s.A = least - s.B*s.Sigma*across
	return s, s.Valid()
}

// withoutButterfly is the jump-wings with the right wing and the least variance
// of section 5.1, which an SSVI smile with the same level, skew and left wing
// has; those are free of butterfly arbitrage unless the wings are steep.
func (j JumpWings) withoutButterfly() JumpWings {
	j.Call = j.Put + 2*j.Skew
	j.Least = j.Variance * 4 * j.Put * j.Call / ((j.Put + j.Call) * (j.Put + j.Call))
	return j
}
