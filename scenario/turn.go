package scenario

import (
	"cmp"
	"math"
	"slices"
)

// turn is a place where a condition's gap is zero or changes its sign.
type turn struct {
	x    float64
	jump bool
}

// turns finds where the gap is zero or changes sign.
func (s *search) turns(grid []point) ([]turn, error) {
	var out []turn
	size := 0.0
	for _, p := range grid {
		if y := math.Abs(p.y); y < inf {
			size = max(size, y)
		}
	}
	tolerance := (s.high - s.low) * 1e-9
	for i, p := range grid {
		if p.y == 0 {
			out = append(out, turn{x: p.x})
			continue
		}
		if i == 0 {
			continue
		}
		before := grid[i-1]
		if opposite(before, p) {
			t, err := s.narrow(before, p, tolerance, size)
			if err != nil {
				return nil, err
			}
			out = append(out, t)
		}
		if i+1 < len(grid) && dips(before, p, grid[i+1]) {
			near, err := s.approach(before, p, grid[i+1], tolerance, size)
			if err != nil {
				return nil, err
			}
			out = append(out, near...)
		}
	}
	slices.SortFunc(out, func(a, b turn) int { return cmp.Compare(a.x, b.x) })
	return slices.CompactFunc(out, func(a, b turn) bool { return math.Abs(b.x-a.x) <= 4*tolerance }), nil
}

func opposite(a, b point) bool { return a.y < 0 && b.y > 0 || a.y > 0 && b.y < 0 }

// dips reports whether |y| has a low in the middle while the sign stays.
func dips(a, m, b point) bool {
	return m.y != 0 && (a.y > 0) == (m.y > 0) && (b.y > 0) == (m.y > 0) && a.y*b.y != 0 &&
		math.Abs(m.y) <= math.Abs(a.y) && math.Abs(m.y) < math.Abs(b.y)
}

// narrow is the one turn between two points of opposite signs. It is a jump
// where the gap does not come near zero.
func (s *search) narrow(a, b point, tolerance, size float64) (turn, error) {
	lo, hi, err := refine(a, b, tolerance, s.at)
	if err != nil {
		return turn{}, err
	}
	best := lo
	if math.Abs(hi.y) < math.Abs(lo.y) {
		best = hi
	}
	return turn{best.x, !(math.Abs(best.y) <= 1e-6*size)}, nil
}

// approach looks for zeros where the gap comes near without a change of sign at
// the grid's points: two crossings, or one touch.
func (s *search) approach(a, m, b point, tolerance, size float64) ([]turn, error) {
	low, err := lowestBetween(a, m, b, tolerance, s.at)
	if err != nil {
		return nil, err
	}
	if opposite(a, low) {
		first, err := s.narrow(a, low, tolerance, size)
		if err != nil {
			return nil, err
		}
		second, err := s.narrow(low, b, tolerance, size)
		return []turn{first, second}, err
	}
	if math.Abs(low.y) <= 1e-12*size {
		return []turn{{x: low.x}}, nil
	}
	return nil, nil
}

// spans are the stretches, in base units, in which the condition holds. Between
// two turns it does not change, so that the grid's points decide, or where none
// lies between, the middle.
func (s *search) spans(grid []point, turns []turn) ([]Span, error) {
	if s.condition.op == "==" {
		var out []Span
		for _, t := range turns {
			if !t.jump {
				out = append(out, Span{Number(t.x), Number(t.x)})
			}
		}
		return out, nil
	}
	edges := []float64{s.low}
	for _, t := range turns {
		if t.x > edges[len(edges)-1] && t.x < s.high {
			edges = append(edges, t.x)
		}
	}
	edges = append(edges, s.high)
	var out []Span
	for i := range len(edges) - 1 {
		var err error
		if out, err = s.stretch(out, grid, edges[i], edges[i+1]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// stretch adds what holds of a stretch without turns: all of it, or where the gap
// is undefined at some points of the grid, the runs of points between those.
func (s *search) stretch(out []Span, grid []point, from, to float64) ([]Span, error) {
	var inside []point
	for _, p := range grid {
		if p.x > from && p.x < to && p.y != 0 {
			inside = append(inside, p)
		}
	}
	if len(inside) == 0 {
		x := from + float64((to-from)/2)
		y, err := s.at(x)
		if err != nil {
			return nil, err
		}
		inside = []point{{x, y}}
	}
	for i := 0; i < len(inside); i++ {
		first := i
		for i < len(inside) && inside[i].y == inside[i].y {
			i++
		}
		if i == first || !s.condition.holds(inside[first].y) {
			continue
		}
		a, b := from, to
		if first > 0 {
			a = inside[first].x
		}
		if i < len(inside) {
			b = inside[i-1].x
		}
		if n := len(out); n > 0 && float64(out[n-1].To) == a {
			out[n-1].To = Number(b)
			continue
		}
		out = append(out, Span{Number(a), Number(b)})
	}
	return out, nil
}
