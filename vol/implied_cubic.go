package vol

// hermite is a function known by its values and slopes at both ends of an
// interval, to be interpolated by a rational cubic (R. Delbourgo and J. A.
// Gregory, "Shape preserving piecewise rational interpolation", SIAM Journal on
// Scientific and Statistical Computing 6, 1985, pages 967–976). The curves of
// this package are convex or concave on their interval, and the control
// parameters that fit a second derivative keep that by themselves.
type hermite struct {
	x0, x1, y0, y1, d0, d1 float64
}

// at is the interpolant with control parameter r at x (their equations 2.4 and
// 2.5). With an r beyond its bounds, which only the rounding of a nearly straight
// curve makes, it is a straight line.
func (f *hermite) at(x, r float64) float64 {
	h := f.x1 - f.x0
	t := (x - f.x0) / h
	u := 1 - t
	if !(r > -1 && r < 0x1p104) {
		return f.y1*t + f.y0*u
	}
	num := t*t*(f.y1*t+(r*f.y1-h*f.d1)*u) + u*u*(f.y0*u+(r*f.y0+h*f.d0)*t)
	return num / (1 + (r-3)*t*u)
}

// controlLeft is the r with which the interpolant has the second derivative dd
// at the left end.
func (f *hermite) controlLeft(dd float64) float64 {
	h := f.x1 - f.x0
	return (h*dd/2 + (f.d1 - f.d0)) * h / ((f.y1 - f.y0) - h*f.d0)
}

// controlRight is controlLeft for the right end.
func (f *hermite) controlRight(dd float64) float64 {
	h := f.x1 - f.x0
	return (h*dd/2 + (f.d1 - f.d0)) * h / (h*f.d1 - (f.y1 - f.y0))
}
