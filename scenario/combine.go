package scenario

import "math"

// truncatedShape is a distribution given that it falls between two ends. The
// probabilities it cuts away are kept from both ends.
type truncatedShape struct {
	shape
	low, high  float64
	below      float64 // P(X ≤ low)
	above      float64 // P(X > high)
	mass       float64 // of what is kept
	upperStart float64 // P(X > low)
}

// truncate cuts a distribution; ok is false where less than 1e-9 of it is left.
func truncate(d shape, low, high float64) (t truncatedShape, ok bool) {
	t = truncatedShape{shape: d, low: low, high: high, upperStart: 1}
	if low > math.Inf(-1) {
		t.below, t.upperStart = d.tail(low, false), d.tail(low, true)
	}
	if high < math.Inf(1) {
		t.above = d.tail(high, true)
	}
	t.mass = 1 - t.below - t.above
	if t.upperStart < 0.5 {
		t.mass = t.upperStart - t.above
	} else if t.above > 0.5 {
		t.mass = d.tail(high, false) - t.below
	}
	return t, t.mass > 1e-9
}

func (d truncatedShape) quantile(p float64, upper bool) float64 {
	x := 0.0
	if below := d.below + float64(d.mass*p); !upper && below <= 0.5 {
		x = d.shape.quantile(below, false)
	} else if above := d.above + float64(d.mass*p); upper && above <= 0.5 {
		x = d.shape.quantile(above, true)
	} else if !upper {
		x = d.shape.quantile(d.upperStart-float64(d.mass*p), true)
	} else {
		x = d.shape.quantile(1-d.above-float64(d.mass*p), false)
	}
	return max(d.low, min(d.high, x))
}

func (d truncatedShape) tail(x float64, upper bool) float64 {
	switch {
	case x <= d.low:
		return side(0, upper)
	case x >= d.high:
		return side(1, upper)
	case upper:
		return (d.shape.tail(x, true) - d.above) / d.mass
	}
	return (d.shape.tail(x, false) - d.below) / d.mass
}

func (d truncatedShape) density(x float64) (f, slope float64) {
	if x < d.low || x > d.high {
		return 0, 0
	}
	f, slope = d.shape.density(x)
	return f / d.mass, slope
}

// mixtureShape is one of several distributions, each with its chance.
type mixtureShape struct {
	weights []float64 // they add up to 1
	parts   []shape
}

// quantile lies between those of the parts; bisection finds it.
func (d mixtureShape) quantile(p float64, upper bool) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range d.parts {
		x := s.quantile(p, upper)
		low, high = min(low, x), max(high, x)
	}
	reached := func(x float64) bool {
		if upper {
			return d.tail(x, true) <= p
		}
		return d.tail(x, false) >= p
	}
	if reached(low) {
		return low
	}
	for range 200 {
		mid := low + float64((high-low)/2)
		if mid <= low || mid >= high {
			break
		}
		if reached(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

func (d mixtureShape) tail(x float64, upper bool) float64 {
	sum := 0.0
	for i, s := range d.parts {
		sum += float64(d.weights[i] * s.tail(x, upper))
	}
	return sum
}

func (d mixtureShape) density(x float64) (f, slope float64) {
	rise := 0.0
	for i, s := range d.parts {
		g, r := s.density(x)
		g = float64(d.weights[i] * g)
		f += g
		rise += float64(g * r)
	}
	if f == 0 {
		return 0, 0
	}
	return f, rise / f
}

// pick chooses a part by where a signed probability falls among the weights, and
// gives the place within the part.
func (d mixtureShape) pick(v float64) (part int, within float64) {
	u := math.Abs(v)
	if math.Signbit(v) {
		u = 1 - u
	}
	last := len(d.parts) - 1
	for part < last && u >= d.weights[part] {
		u -= d.weights[part]
		part++
	}
	if within = u / d.weights[part]; within > 0.5 {
		return part, -max(1-within, 0x1p-60)
	}
	return part, max(within, 0x1p-60)
}
