package scenario

import "fmt"

// CurveOptions says over which second input a solution is followed.
type CurveOptions struct {
	Solve     SolveOptions
	Over      string // the second input
	Low, High string // its range, as in SolveOptions
	Points    int    // 0 means 21
}

// Curve is the break-even curve of two inputs: for each value of the second, the
// values of the first at which the condition turns and for which it holds.
type Curve struct {
	Input     string       `json:"input"`
	Unit      string       `json:"unit"`
	Over      string       `json:"over"`
	OverUnit  string       `json:"over_unit"`
	Condition string       `json:"condition"`
	Low       Number       `json:"low"` // the range of the first input
	High      Number       `json:"high"`
	Samples   int          `json:"samples"`
	Points    []CurvePoint `json:"points"`
}

// CurvePoint is a solution at one value of the second input.
type CurvePoint struct {
	Over   Number `json:"over"`
	Status string `json:"status"` // as in Solution
	Roots  []Root `json:"roots"`
	Holds  []Span `json:"holds"`
}

// maxPoints bounds the points of a curve.
const maxPoints = 1000

// Curve solves for an input at evenly spaced values of another.
func (m *Model) Curve(o CurveOptions) (*Curve, error) {
	s, err := m.newSearch(o.Solve)
	if err != nil {
		return nil, err
	}
	i, low, high, err := m.rangeOf(o.Over, o.Low, o.High)
	if err != nil {
		return nil, err
	}
	if i == s.input {
		return nil, &Error{Fault: "both inputs are " + clip(o.Over), Remedy: "name two inputs"}
	}
	n := o.Points
	if n == 0 {
		n = 21
	}
	if n < 2 || n > maxPoints {
		return nil, &Error{Fault: fmt.Sprintf("a curve of %d points is out of bounds", n), Remedy: fmt.Sprintf("take 2 to %d", maxPoints)}
	}
	over := m.inputs[i]
	c := &Curve{Over: over.Name, OverUnit: over.unit.String()}
	for k := range n {
		x := low + float64((high-low)*(float64(k)/float64(n-1)))
		s.set[i] = x
		r, err := s.solve()
		if err != nil {
			return nil, err
		}
		c.Input, c.Unit, c.Condition, c.Low, c.High, c.Samples = r.Input, r.Unit, r.Condition, r.Low, r.High, r.Samples
		c.Points = append(c.Points, CurvePoint{Number(x / over.unit.scale()), r.Status, r.Roots, r.Holds})
	}
	return c, nil
}
