package vol

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Yield is a par yield of the Treasury's curve: a bond-equivalent yield, as a
// fraction, at a constant maturity.
type Yield struct {
	Days float64 // 30 for one month, 91 for a quarter, 365 a year
	BEY  float64
}

// Curve is a day's yields with the natural cubic spline through them (Cboe
// Volatility Index Mathematics Methodology 5.0, section 2(a)).
type Curve struct {
	yields []Yield
	second []float64 // second derivatives at the yields; zero at both ends
}

// maxYields bounds a curve; the Treasury publishes fewer than twenty.
const maxYields = 1000

// NewCurve takes a day's yields, at least two of different maturities, in any
// order.
func NewCurve(yields []Yield) (Curve, error) {
	ys := slices.Clone(yields)
	slices.SortStableFunc(ys, func(a, b Yield) int { return cmp.Compare(a.Days, b.Days) })
	if len(ys) < 2 || len(ys) > maxYields {
		return Curve{}, fmt.Errorf("vol: a yield curve needs 2 to %d maturities, not %d", maxYields, len(ys))
	}
	for i, y := range ys {
		switch {
		case !(y.Days > 0) || math.IsInf(y.Days, 0) || !(math.Abs(y.BEY) < maxRate):
			return Curve{}, fmt.Errorf("vol: a yield of %g at %g days is not believable", y.BEY, y.Days)
		case i > 0 && y.Days == ys[i-1].Days:
			return Curve{}, fmt.Errorf("vol: two yields at %g days", y.Days)
		}
	}
	return Curve{ys, naturalSpline(ys)}, nil
}

// naturalSpline solves for the second derivatives at the points (Burden and
// Faires, Numerical Analysis, algorithm 3.4).
func naturalSpline(ys []Yield) []float64 {
	n := len(ys)
	m, c := make([]float64, n), make([]float64, n)
	for i := 1; i < n-1; i++ {
		h0, h1 := ys[i].Days-ys[i-1].Days, ys[i+1].Days-ys[i].Days
		slope := (ys[i+1].BEY-ys[i].BEY)/h1 - (ys[i].BEY-ys[i-1].BEY)/h0
		pivot := 2*(h0+h1) - h0*c[i-1]
		c[i] = h1 / pivot
		m[i] = (6*slope - h0*m[i-1]) / pivot
	}
	for i := n - 2; i > 0; i-- {
		m[i] -= c[i] * m[i+1]
	}
	m[0] = 0
	return m
}

// RateAnnual is the continuously compounded rate to a day: the spline's yield,
// held between the two published yields around it, or, beyond the shortest,
// between the lines that run from it through the nearest longer maturity with
// a higher and with a lower yield; then ln (1 + BEY/2)².
func (c Curve) RateAnnual(days float64) float64 {
	bey := c.bounded(days)
	return 2 * math.Log1p(bey/2)
}

func (c Curve) bounded(days float64) float64 {
	ys := c.yields
	switch last := ys[len(ys)-1]; {
	case days <= ys[0].Days:
		a, b := c.beyondShortest(days)
		return clampTo(c.spline(0, days), a, b)
	case days >= last.Days:
		return last.BEY
	}
	i := 0
	for ys[i+1].Days < days {
		i++
	}
	return clampTo(c.spline(i, days), ys[i].BEY, ys[i+1].BEY)
}

// spline is the cubic of the i-th stretch.
func (c Curve) spline(i int, days float64) float64 {
	a, b := c.yields[i], c.yields[i+1]
	h := b.Days - a.Days
	u, v := (b.Days-days)/h, (days-a.Days)/h
	return u*a.BEY + v*b.BEY + ((u*u*u-u)*c.second[i]+(v*v*v-v)*c.second[i+1])*h*h/6
}

// beyondShortest are the bounds below the shortest maturity.
func (c Curve) beyondShortest(days float64) (a, b float64) {
	first := c.yields[0]
	line := func(beyond func(y float64) bool) float64 {
		for _, y := range c.yields[1:] {
			if beyond(y.BEY) {
				return first.BEY + (y.BEY-first.BEY)/(y.Days-first.Days)*(days-first.Days)
			}
		}
		return first.BEY
	}
	return line(func(y float64) bool { return y >= first.BEY }), line(func(y float64) bool { return y <= first.BEY })
}

// clampTo holds x between two bounds given in either order.
func clampTo(x, a, b float64) float64 { return min(max(x, min(a, b)), max(a, b)) }
