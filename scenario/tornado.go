package scenario

import (
	"cmp"
	"math"
	"slices"
)

// Tornado says how far each input alone moves each output.
type Tornado struct {
	Outputs []TornadoOutput `json:"outputs"`
}

// TornadoOutput is the bars of one output at its last step, the longest first.
type TornadoOutput struct {
	Name string       `json:"name"`
	Unit string       `json:"unit"`
	Step string       `json:"step,omitempty"`
	Base Number       `json:"base"` // every input at its median
	Bars []TornadoBar `json:"bars"`
}

// TornadoBar is an output with one input at its 10th and at its 90th percentile
// and all others at their medians, whatever the correlations.
type TornadoBar struct {
	Input     string `json:"input"`
	Unit      string `json:"unit"`
	InputLow  Number `json:"input_low"`  // the input's 10th percentile
	InputHigh Number `json:"input_high"` // its 90th
	Low       Number `json:"low"`        // the output at InputLow
	High      Number `json:"high"`       // the output at InputHigh
}

// fixedDrawer sets every input to its median, but one in each sample: sample 1
// has the first drawn input at its 10th percentile, sample 2 at its 90th, and so
// on.
type fixedDrawer struct {
	model  *Model
	drawn  []int        // inputs, in order
	values [][3]float64 // by input: 10th percentile, median, 90th
}

func (d *fixedDrawer) draw(dst []float64, input, _, block int) {
	v := d.values[input]
	for k := range dst {
		dst[k] = v[1]
		if row := block*blockSize + k - 1; row >= 0 && d.drawn[row/2] == input {
			dst[k] = v[row%2*2]
		}
	}
}

// Tornado computes the bars of every output; of the options it takes the bound on
// memory.
func (m *Model) Tornado(o RunOptions) (*Tornado, error) {
	o, err := o.fill(m.file)
	if err != nil {
		return nil, err
	}
	d := &fixedDrawer{model: m, values: make([][3]float64, len(m.inputs))}
	for i := range m.inputs {
		if s := m.start.samplers[i]; s != nil {
			d.drawn = append(d.drawn, i)
			d.values[i] = [3]float64{s.at(0.1, false), s.at(0.5, false), s.at(0.1, true)}
		} else {
			d.values[i] = [3]float64{m.start.values[i], m.start.values[i], m.start.values[i]}
		}
	}
	rows := 1 + 2*len(d.drawn)
	p := m.headlineProgram()
	if err := o.allows(p.columns*blockSize + p.outputs*rows); err != nil {
		return nil, err
	}
	out := make([][]float64, p.outputs)
	s := p.newSheet()
	for from := 0; from < rows; from += blockSize {
		n := min(blockSize, rows-from)
		p.run(s, from/blockSize, n, d, func(i int, column []float64) { out[i] = append(out[i], column...) })
	}
	t := &Tornado{}
	for k, h := range m.headlines() {
		t.Outputs = append(t.Outputs, m.bars(h, d, out[k]))
	}
	return t, nil
}

// bars are the bars of one output, whose values follow the drawer's samples.
func (m *Model) bars(h headline, d *fixedDrawer, values []float64) TornadoOutput {
	scale := h.output.unit.scale()
	t := TornadoOutput{Name: h.output.name, Unit: h.output.unit.String(), Step: h.step, Base: Number(values[0] / scale)}
	for j, i := range d.drawn {
		in := m.inputs[i]
		t.Bars = append(t.Bars, TornadoBar{
			Input: in.Name, Unit: in.unit.String(),
			InputLow: Number(d.values[i][0] / in.unit.scale()), InputHigh: Number(d.values[i][2] / in.unit.scale()),
			Low: Number(values[1+2*j] / scale), High: Number(values[2+2*j] / scale),
		})
	}
	slices.SortStableFunc(t.Bars, func(a, b TornadoBar) int { return cmp.Compare(b.length(), a.length()) })
	return t
}

// length orders bars; an undefined one is the longest, for it asks to be looked
// at.
func (b TornadoBar) length() float64 {
	l := math.Abs(float64(b.High - b.Low))
	if l != l {
		return inf
	}
	return l
}
