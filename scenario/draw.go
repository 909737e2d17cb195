package scenario

import "math"

// binades is how many halvings of ½ the tables reach down to; what lies below,
// one draw in 65,536, is computed exactly.
const binades = 16

// cell is the polynomial of degree five that a quantile function follows within
// one cell of its table.
type cell [6]float64

// table is a quantile function in pieces. Cells divide each binade of the
// probability evenly, so they narrow toward either end as the function steepens,
// and the cell of a probability is the head of its bits. Within a cell the
// function is Hermite's quintic of value, slope and curvature at both ends
// (Hörmann and Leydold, "Continuous random variate generation by fast numerical
// inversion", ACM TOMACS 13(4), 2003).
type table struct {
	shift uint
	base  int
	side  int    // cells of a side
	cells []cell // the lower side's, then the upper's
}

// newTable divides as finely as the probability that the value stands for needs,
// to be right to 1e-9 of itself; nil where even 256 cells a binade are not enough.
func newTable(d shape) *table {
	for level := uint(5); level <= 8; level++ {
		side := binades<<level + 1
		t := &table{shift: 52 - level, side: side, cells: make([]cell, 2*side)}
		t.base = int(math.Float64bits(math.Ldexp(0.5, -binades)) >> t.shift)
		if t.build(d, t.cells[:side], false) && t.build(d, t.cells[side:], true) {
			return t
		}
	}
	return nil
}

// build fills one side; ok is false where it is not precise enough. The last
// cell is the median alone.
func (t *table) build(d shape, cells []cell, upper bool) (ok bool) {
	var last knot
	for i := range cells {
		v := math.Float64frombits(uint64(t.base+i) << t.shift)
		k := knotAt(d, v, upper)
		if i > 0 {
			c := hermite(last, k)
			if !finite(c) || i%8 == 1 && !fits(d, c, last.v, v, upper) {
				return false
			}
			cells[i-1] = c
		}
		last = k
	}
	cells[len(cells)-1] = cell{last.x}
	return true
}

// knot is a point of a quantile function with two derivatives.
type knot struct{ v, x, d1, d2 float64 }

// knotAt uses dx/dv = ±1/f and d²x/dv² = −f'/f³, f the density at x.
func knotAt(d shape, v float64, upper bool) knot {
	x := d.quantile(v, upper)
	f, slope := d.density(x)
	k := knot{v, x, 1 / f, -slope / f / f}
	if upper {
		k.d1 = -k.d1
	}
	return k
}

// hermite is the quintic between two knots, in the fraction of the way.
func hermite(a, b knot) cell {
	h := b.v - a.v
	d0, d1 := float64(a.d1*h), float64(b.d1*h)
	e0, e1 := float64(a.d2*h*h/2), float64(b.d2*h*h/2)
	rise := b.x - a.x - d0 - e0
	bend := d1 - d0 - float64(2*e0)
	turn := e1 - e0
	return cell{a.x, d0, e0, float64(10*rise) - float64(4*bend) + turn, float64(-15*rise) + float64(7*bend) - float64(2*turn), float64(6*rise) - float64(3*bend) + turn}
}

func finite(c cell) bool {
	s := 0.0
	for _, x := range c {
		s += math.Abs(x)
	}
	return s < math.Inf(1)
}

// fits tests the middle of a cell, as far as the value itself has digits.
func fits(d shape, c cell, v0, v1 float64, upper bool) bool {
	v := v0 + float64((v1-v0)/2)
	x := c.at(0.5)
	f, _ := d.density(x)
	return math.Abs(x-d.quantile(v, upper))*f <= float64(1e-9*v)+float64(math.Abs(x)*0x1p-50*f)
}

// at is the polynomial at the fraction t, by Estrin's scheme: its terms do not
// wait for each other.
func (c *cell) at(t float64) float64 {
	t2 := t * t
	low, mid, high := c[0]+float64(t*c[1]), c[2]+float64(t*c[3]), c[4]+float64(t*c[5])
	return low + float64(t2*(mid+float64(t2*high)))
}

// standardNormal has mean 0 and deviation 1.
var standardNormal = normalShape{0, 1}

// sampler draws from a distribution: origin + scale·X, X by its table where it
// has one.
type sampler struct {
	shape         shape // of X
	origin, scale float64
	table         *table
	parts         []*sampler // of a mixture
}

// newSampler prepares a distribution for drawing; normal is the table of the
// standard normal distribution, which all normal ones share.
func newSampler(d shape, normal *table) *sampler {
	s := &sampler{shape: d, scale: 1}
	switch d := d.(type) {
	case linearShape:
		s = newSampler(d.shape, normal)
		s.origin = d.origin + float64(d.scale*s.origin)
		s.scale *= d.scale
		return s
	case normalShape:
		s.shape, s.origin, s.scale, s.table = standardNormal, d.mean, d.sd, normal
		return s
	case mixtureShape:
		for _, p := range d.parts {
			s.parts = append(s.parts, newSampler(p, normal))
		}
		return s
	case uniformShape:
		s.shape, s.origin, s.scale = uniformShape{0, 1}, d.low, d.high-d.low
		return s
	case empiricalShape, triangularShape:
		return s
	}
	s.table = newTable(s.shape)
	return s
}

// at is the value at a probability of at most ½ from one end.
func (s *sampler) at(v float64, upper bool) float64 {
	x := [1]float64{v}
	if upper {
		x[0] = -v
	}
	if s.table != nil {
		s.look(x[:])
		return x[0]
	}
	return s.exact(x[0])
}

// exact is the value at a signed probability, by the quantile function itself.
func (s *sampler) exact(v float64) float64 {
	return s.origin + float64(s.scale*s.shape.quantile(math.Abs(v), math.Signbit(v)))
}

// pick is a draw of a mixture: it first picks a part, which at, true to the order
// of values, does not.
func (s *sampler) pick(v float64) float64 {
	if s.parts == nil {
		return s.at(math.Abs(v), math.Signbit(v))
	}
	i, within := s.shape.(mixtureShape).pick(v)
	return s.origin + float64(s.scale*s.parts[i].pick(within))
}

// fill draws a column: probabilities first, then the values at them.
func (s *sampler) fill(dst []float64, g generator) {
	var r uint64
	for i := range dst {
		r, g = g.next()
		dst[i] = signedTail(r)
	}
	if s.table != nil {
		s.look(dst)
		return
	}
	if _, ok := s.shape.(uniformShape); ok {
		for i, v := range dst {
			u := v + float64(math.Float64bits(v)>>63) // 1 − v from the upper end
			dst[i] = s.origin + float64(s.scale*u)
		}
		return
	}
	for i, v := range dst {
		dst[i] = s.pick(v)
	}
}

// look replaces signed probabilities by the values of the table.
func (s *sampler) look(dst []float64) {
	shift, base, side, cells := s.table.shift&63, s.table.base, s.table.side, s.table.cells
	mask, width := uint64(1)<<shift-1, math.Float64frombits(uint64(1023-shift)<<52)
	origin, scale := s.origin, s.scale
	for i, v := range dst {
		bits := math.Float64bits(v)
		k := int(bits<<1>>1>>shift) - base
		if k < 0 {
			dst[i] = s.exact(v)
			continue
		}
		k += int(bits>>63) * side // without a branch, which no processor could foresee
		if uint(k) >= uint(len(cells)) {
			continue // cannot be: the probability is at most ½
		}
		t := float64(int64(bits&mask)) * width
		dst[i] = origin + float64(scale*cells[k].at(t))
	}
}
