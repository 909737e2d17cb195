package scenario

import (
	"cmp"
	"math"
	"slices"
)

// Movement says what new evidence does to the outputs of a file, and which of its
// bound inputs does it.
type Movement struct {
	Title   string        `json:"title"`
	Seed    uint64        `json:"seed"`
	Samples int           `json:"samples"`
	Inputs  []MovedInput  `json:"inputs"` // the bound inputs that changed
	Outputs []MovedOutput `json:"outputs"`
}

// MovedInput is a bound input before and after.
type MovedInput struct {
	Name   string `json:"name"`
	Before Bound  `json:"before"`
	After  Bound  `json:"after"`
}

// MovedOutput is the median of an output's last step, or a condition's chance, before
// and after, and what it becomes where one input alone changes, the largest move first.
// The parts need not add up to the whole: inputs act together.
type MovedOutput struct {
	Name   string    `json:"name"`
	Unit   string    `json:"unit"`
	Truth  bool      `json:"condition"` // the figures are chances
	Step   string    `json:"step,omitempty"`
	Before Number    `json:"before"`
	After  Number    `json:"after"`
	By     []MovedBy `json:"by"`
}

// MovedBy is an output's median or chance with one input changed.
type MovedBy struct {
	Input string `json:"input"`
	Value Number `json:"value"`
}

// Moved compares two models of the same file that were bound to different
// evidence.
func Moved(before, after *Model, o RunOptions) (*Movement, error) {
	if len(before.inputs) != len(after.inputs) || string(before.file.text) != string(after.file.text) {
		return nil, &Error{Fault: "the two models are of different files", Remedy: "compile one file with the two states of evidence"}
	}
	o, err := o.fill(before.file)
	if err != nil {
		return nil, err
	}
	out := &Movement{Title: before.file.title, Seed: o.Seed, Samples: o.Samples, Inputs: []MovedInput{}}
	var changed []int
	for i, in := range before.inputs {
		if in.expr == nil && in.bound != after.inputs[i].bound {
			changed = append(changed, i)
			out.Inputs = append(out.Inputs, MovedInput{in.Name, in.bound, after.inputs[i].bound})
		}
	}
	first, err := before.middles(o)
	if err != nil {
		return nil, err
	}
	last, err := after.middles(o)
	if err != nil {
		return nil, err
	}
	for k, h := range before.headlines() {
		scale := Number(h.output.unit.scale())
		out.Outputs = append(out.Outputs, MovedOutput{
			Name: h.output.name, Unit: h.output.unit.String(), Truth: h.output.truth, Step: h.step,
			Before: Number(first[k]) / scale, After: Number(last[k]) / scale, By: []MovedBy{},
		})
	}
	for _, i := range changed {
		one, err := before.with(i, after)
		if err != nil {
			return nil, err
		}
		alone, err := one.middles(o)
		if err != nil {
			return nil, err
		}
		for k, h := range before.headlines() {
			v := Number(alone[k] / h.output.unit.scale())
			out.Outputs[k].By = append(out.Outputs[k].By, MovedBy{before.inputs[i].Name, v})
		}
	}
	for k := range out.Outputs {
		x := &out.Outputs[k]
		slices.SortStableFunc(x.By, func(a, b MovedBy) int {
			return cmp.Compare(math.Abs(float64(b.Value-x.Before)), math.Abs(float64(a.Value-x.Before)))
		})
	}
	return out, nil
}

// with is the model with one input as another model has it.
func (m *Model) with(i int, other *Model) (*Model, error) {
	one := *m
	one.inputs = slices.Clone(m.inputs)
	in := *other.inputs[i]
	in.group = m.inputs[i].group
	one.inputs[i] = &in
	one.start = nil
	if in.constant() != m.inputs[i].constant() {
		one.groups = nil
		flt := &faults{text: m.file.text}
		for k := range one.inputs {
			c := *one.inputs[k]
			one.inputs[k] = &c
		}
		if one.correlate(flt); len(flt.list) > 0 {
			return nil, flt.err()
		}
	}
	start, err := one.prepare(nil)
	one.start = start
	return &one, err
}

// middles are the medians of the outputs' last steps, and the chances of conditions.
func (m *Model) middles(o RunOptions) ([]float64, error) {
	columns, err := m.sample(m.headlineProgram(), m.start, o)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(columns))
	for i, c := range columns {
		if m.outputs[i].truth {
			out[i], _, _ = meanOf(c)
		} else {
			out[i] = quantiles(c, []float64{0.5})[0]
		}
	}
	return out, nil
}
