package scenario

import "math"

// point is a place and the function there.
type point struct{ x, y float64 }

// refine narrows a change of sign between two points until they are tolerance
// apart: inverse quadratic steps where those are safe, halving elsewhere (T. R.
// Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero
// of a nonlinear function", Advances in Engineering Software 28, 1997).
func refine(a, b point, tolerance float64, f func(x float64) (float64, error)) (lo, hi point, err error) {
	c, t := a, 0.5
	for range 100 {
		x := a.x + float64(t*(b.x-a.x))
		y, err := f(x)
		if err != nil {
			return a, b, err
		}
		p := point{x, y}
		if math.Signbit(y) == math.Signbit(a.y) {
			c, a = a, p
		} else {
			c, b, a = b, a, p
		}
		if width := math.Abs(b.x - a.x); a.y == 0 || y != y || width <= tolerance {
			break
		}
		t = chandrupatla(a, b, c)
		edge := tolerance / 2 / math.Abs(b.x-a.x)
		t = max(edge, min(1-edge, t))
	}
	if a.x > b.x {
		a, b = b, a
	}
	return a, b, nil
}

// chandrupatla is how far to go from a to b.
func chandrupatla(a, b, c point) float64 {
	xi := (a.x - b.x) / (c.x - b.x)
	phi := (a.y - b.y) / (c.y - b.y)
	if !(float64(phi*phi) < xi && float64((1-phi)*(1-phi)) < 1-xi) {
		return 0.5
	}
	t := float64(a.y/(b.y-a.y)*(c.y/(b.y-c.y))) + float64((c.x-a.x)/(b.x-a.x)*(a.y/(c.y-a.y))*(b.y/(c.y-b.y)))
	if !(t > 0 && t < 1) {
		return 0.5
	}
	return t
}

// lowestBetween looks for the least |y| between two points by the golden section;
// it ends early where the sign changes.
func lowestBetween(a, m, b point, tolerance float64, f func(x float64) (float64, error)) (point, error) {
	const golden = 0.3819660112501051
	for range 60 {
		if b.x-a.x <= tolerance {
			break
		}
		x := m.x + float64(golden*(b.x-m.x))
		if m.x-a.x > b.x-m.x {
			x = m.x - float64(golden*(m.x-a.x))
		}
		y, err := f(x)
		if err != nil {
			return m, err
		}
		p := point{x, y}
		if math.Signbit(y) != math.Signbit(m.y) || y == 0 {
			return p, nil
		}
		switch closer := math.Abs(y) < math.Abs(m.y); {
		case closer && x > m.x:
			a, m = m, p
		case closer:
			b, m = m, p
		case x > m.x:
			b = p
		default:
			a = p
		}
	}
	return m, nil
}
