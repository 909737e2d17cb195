package scenario

import (
	"fmt"
	"math"
)

// SolveOptions says what to solve for. Low and High are expressions in the
// input's unit ("0", "500bn USD"); empty ones leave the range to the file, or
// where it gives none, to the input: the 1st to 99th percentile of one that is
// drawn, from zero to four times the value of a constant.
type SolveOptions struct {
	Input     string // its value is sought, in place of its own
	Condition string // "median(return) >= 10%", "chance(cash > 0) >= 95%"
	Low, High string
	Grid      int // intervals that the range is first cut into; 0 means 64
	Run       RunOptions
}

// maxGrid bounds the grids of a solve.
const maxGrid = 10_000

// solveSamples is how many samples a solve takes where it is not said; the same
// ones at every value, so that the condition changes with the input alone.
const solveSamples = 20_000

// Solution is for which values of an input a condition holds.
type Solution struct {
	Input     string `json:"input"`
	Unit      string `json:"unit"`
	Condition string `json:"condition"`
	Low       Number `json:"low"` // the range searched
	High      Number `json:"high"`
	Samples   int    `json:"samples"`
	// Status is "found", "holds everywhere", "no value in range does" or
	// "undefined": the condition has no value anywhere in the range.
	Status string `json:"status"`
	// Roots are the values at which the two sides are equal, or at which one
	// jumps over the other. Two closer than a grid's interval can be missed.
	Roots []Root `json:"roots"`
	// Holds are the stretches in which the condition holds; of an equality,
	// its roots.
	Holds []Span `json:"holds"`
	// Undefined counts the grid's values at which the condition has none.
	Undefined int `json:"undefined,omitempty"`
}

// Root is where a condition turns. At a jump the sides are not equal.
type Root struct {
	Value Number `json:"value"`
	Jump  bool   `json:"jump,omitempty"`
}

// Span is a stretch of values, its ends included.
type Span struct {
	From Number `json:"from"`
	To   Number `json:"to"`
}

// search is a solve at work, in base units.
type search struct {
	model     *Model
	condition *condition
	input     int
	set       map[int]float64
	run       RunOptions
	low, high float64
	grid      int
}

// Solve finds for which values of an input the condition holds: the range is cut
// into a grid, every change of sign is narrowed to a billionth of the range, and
// where the sides come near each other without crossing, their nearest approach
// is looked at too.
func (m *Model) Solve(o SolveOptions) (*Solution, error) {
	s, err := m.newSearch(o)
	if err != nil {
		return nil, err
	}
	return s.solve()
}

func (m *Model) newSearch(o SolveOptions) (*search, error) {
	s := &search{model: m, set: map[int]float64{}, grid: o.Grid}
	if s.grid == 0 {
		s.grid = 64
	}
	if s.grid < 2 || s.grid > maxGrid {
		return nil, &Error{Fault: fmt.Sprintf("a grid of %d intervals is out of bounds", s.grid), Remedy: fmt.Sprintf("take 2 to %d", maxGrid)}
	}
	if o.Run.Samples == 0 {
		o.Run.Samples = min(solveSamples, m.file.samples)
	}
	var err error
	if s.run, err = o.Run.fill(m.file); err != nil {
		return nil, err
	}
	if s.condition, err = m.compileCondition(o.Condition); err != nil {
		return nil, fmt.Errorf("condition: %w", err)
	}
	s.input, s.low, s.high, err = m.rangeOf(o.Input, o.Low, o.High)
	return s, err
}

// rangeOf is the input by name, and the range to search.
func (m *Model) rangeOf(name, low, high string) (i int, a, b float64, err error) {
	i, ok := m.lowerer.inputs[name]
	if !ok {
		var names []string
		for _, in := range m.file.inputs {
			names = append(names, in.name)
		}
		return 0, 0, 0, &Error{Fault: "there is no input " + clip(name), Remedy: suggest(name, names, "name an input of the file")}
	}
	in := m.inputs[i]
	if s := m.start.samplers[i]; s != nil {
		a, b = s.at(0.01, false), s.at(0.01, true)
	} else {
		a, b = min(0, 4*m.start.values[i]), max(0, 4*m.start.values[i])
	}
	ends := []struct {
		text string
		node *node
		into *float64
	}{{low, in.low, &a}, {high, in.high, &b}}
	for _, e := range ends {
		n := e.node
		flt := &faults{text: []byte(e.text)}
		if e.text != "" {
			n = parseExpression(source{e.text, 0, true}, m.file.words, flt)
		}
		if n == nil || len(flt.list) > 0 {
			if err := flt.err(); err != nil {
				return 0, 0, 0, err
			}
			continue
		}
		if *e.into, err = m.figure(n, in, flt); err != nil {
			return 0, 0, 0, err
		}
	}
	if !(a < b) || math.IsInf(b-a, 0) {
		return 0, 0, 0, &Error{Fault: "the range of " + name + " is empty", Remedy: "give a lower and a higher value, or range = [LOW, HIGH] in the file"}
	}
	return i, a, b, nil
}

// figure is a constant expression in an input's unit, which a plain number takes.
func (m *Model) figure(n *node, in *input, flt *faults) (float64, error) {
	c := m.checker(flt)
	if bad := c.named(n); bad != nil || n.hasLiteral() {
		flt.add(n.offset, "write a number", "a range is made of numbers")
		return 0, flt.err()
	}
	k := c.kind(n)
	if k.truth || !k.unit.plain() && !k.unit.fits(in.unit) {
		flt.add(n.offset, "give it the unit of "+in.Name, "the range is in %s, %s in %s", k.spoken(), in.Name, in.unit.spoken())
	}
	if err := flt.err(); err != nil {
		return 0, err
	}
	l := *m.lowerer
	l.graph, l.faults, l.whole = newGraph(MaxFileBytes), flt, map[*node]value{}
	v := l.graph.evaluate(l.lower(n, 0), nil)
	if k.unit.plain() {
		v *= in.unit.scale()
	}
	return v, flt.err()
}

// at is the condition's gap with the input at x.
func (s *search) at(x float64) (float64, error) {
	s.set[s.input] = x
	return s.condition.at(s.model, s.set, s.run)
}

func (s *search) solve() (*Solution, error) {
	in := s.model.inputs[s.input]
	scale := in.unit.scale()
	out := &Solution{
		Input: in.Name, Unit: in.unit.String(), Condition: s.condition.text,
		Low: Number(s.low / scale), High: Number(s.high / scale), Samples: s.run.Samples,
		Roots: []Root{}, Holds: []Span{},
	}
	grid := make([]point, s.grid+1)
	for i := range grid {
		x := s.low + float64((s.high-s.low)*(float64(i)/float64(s.grid)))
		y, err := s.at(x)
		if err != nil {
			return nil, err
		}
		grid[i] = point{x, y}
		if y != y {
			out.Undefined++
		}
	}
	turns, err := s.turns(grid)
	if err != nil {
		return nil, err
	}
	for _, t := range turns {
		out.Roots = append(out.Roots, Root{Number(t.x / scale), t.jump})
	}
	spans, err := s.spans(grid, turns)
	if err != nil {
		return nil, err
	}
	for _, h := range spans {
		out.Holds = append(out.Holds, Span{h.From / Number(scale), h.To / Number(scale)})
	}
	out.Status = s.status(out)
	return out, nil
}

func (s *search) status(o *Solution) string {
	switch {
	case o.Undefined == s.grid+1:
		return "undefined"
	case len(o.Holds) == 0:
		return "no value in range does"
	case len(o.Holds) == 1 && o.Holds[0].From == o.Low && o.Holds[0].To == o.High:
		return "holds everywhere"
	}
	return "found"
}
