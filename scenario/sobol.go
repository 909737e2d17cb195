package scenario

import "math"

// Sobol is the share of each output's variance that each group of inputs
// explains. Groups are independent of each other; correlated inputs are in one.
type Sobol struct {
	Samples int           `json:"samples"` // N; the model is computed N(groups + 2) times
	Outputs []SobolOutput `json:"outputs"`
}

// SobolOutput is the indices of one output at its last step.
type SobolOutput struct {
	Name     string       `json:"name"`
	Step     string       `json:"step,omitempty"`
	Variance Number       `json:"variance"` // in the square of base units
	Dropped  int          `json:"dropped,omitempty"`
	Groups   []SobolIndex `json:"groups"`
}

// SobolIndex is a group's indices: First is the share of the variance that would
// vanish if the group were known, Total what would remain if all others were.
// The errors are standard errors, from the spread of the estimate over blocks of
// samples; estimates may lie outside 0 to 1 by as much.
type SobolIndex struct {
	Inputs     []string `json:"inputs"`
	First      Number   `json:"first"`
	FirstError Number   `json:"first_error"`
	Total      Number   `json:"total"`
	TotalError Number   `json:"total_error"`
}

// moments are the sums of one block for one output.
type moments struct {
	n, dropped     int
	sum, square    float64   // of f(A) and f(B) less the centre
	firsts, totals []float64 // by group
}

// Sobol estimates the indices from two independent matrices A and B of o.Samples
// samples each and, for each group, A with the group's columns of B. First-order
// indices by Saltelli's estimator, mean of f(B)(f(A_B) − f(A)), total ones by
// Jansen's, mean of (f(A) − f(A_B))²/2 (Saltelli and others, "Variance based
// sensitivity analysis of model output", Computer Physics Communications 181,
// 2010, table 2, b and f). A constant taken from f(B) narrows the first without
// a bias.
func (m *Model) Sobol(o RunOptions) (*Sobol, error) {
	o, err := o.fill(m.file)
	if err != nil {
		return nil, err
	}
	p := m.headlineProgram()
	blocks := (o.Samples + blockSize - 1) / blockSize
	columns := p.columns + (len(m.groups)+2)*p.outputs
	if err := o.allows(min(o.Workers, blocks)*columns*blockSize + 2*blocks*p.outputs*len(m.groups)); err != nil {
		return nil, err
	}
	all := make([][]moments, blocks)
	centres := m.centres(p, o)
	inBlocks(blocks, o.Workers, func() func(int) {
		w := m.newSobolWorker(p, o, centres)
		return func(block int) { all[block] = w.block(block, min(blockSize, o.Samples-block*blockSize)) }
	})
	out := &Sobol{Samples: o.Samples}
	for k, h := range m.headlines() {
		column := make([]moments, blocks)
		for b := range all {
			column[b] = all[b][k]
		}
		out.Outputs = append(out.Outputs, m.indices(h, column))
	}
	return out, nil
}

// centres are a value in the middle of each output: its mean over the defined
// samples of the first block.
func (m *Model) centres(p *program, o RunOptions) []float64 {
	out := make([]float64, p.outputs)
	d := &randomDrawer{model: m, ready: m.start, seed: o.Seed}
	p.run(p.newSheet(), 0, min(blockSize, o.Samples), d, func(i int, column []float64) {
		sum, n := 0.0, 0
		for _, x := range column {
			if x-x == 0 {
				sum, n = sum+x, n+1
			}
		}
		if n > 0 {
			out[i] = sum / float64(n)
		}
	})
	return out
}

// sobolWorker computes blocks.
type sobolWorker struct {
	model   *Model
	program *program
	sheet   *sheet
	drawer  *randomDrawer
	centres []float64
	values  [][]float64 // by matrix (A, B, then A_B of each group) and output
}

func (m *Model) newSobolWorker(p *program, o RunOptions, centres []float64) *sobolWorker {
	w := &sobolWorker{
		model: m, program: p, sheet: p.newSheet(), centres: centres,
		drawer: &randomDrawer{model: m, ready: m.start, seed: o.Seed, matrix: make([]int, len(m.groups))},
	}
	for range (len(m.groups) + 2) * p.outputs {
		w.values = append(w.values, make([]float64, blockSize))
	}
	return w
}

// evaluate computes the model for the drawer's matrices.
func (w *sobolWorker) evaluate(matrix, block, n int) {
	w.program.run(w.sheet, block, n, w.drawer, func(i int, column []float64) {
		copy(w.values[matrix*w.program.outputs+i], column)
	})
}

func (w *sobolWorker) block(block, n int) []moments {
	all := w.drawer.matrix
	for g := range all {
		all[g] = 0
	}
	w.evaluate(0, block, n)
	for g := range all {
		all[g] = 1
	}
	w.evaluate(1, block, n)
	for g := range all {
		for k := range all {
			all[k] = 0
		}
		all[g] = 1
		w.evaluate(2+g, block, n)
	}
	out := make([]moments, w.program.outputs)
	for i := range out {
		out[i] = w.sums(i, n)
	}
	return out
}

// sums adds up one output over a block; a sample with a value that is not finite
// is dropped.
func (w *sobolWorker) sums(output, n int) moments {
	groups := len(w.drawer.matrix)
	m := moments{firsts: make([]float64, groups), totals: make([]float64, groups)}
	at := func(matrix, k int) float64 { return w.values[matrix*w.program.outputs+output][k] - w.centres[output] }
	for k := range n {
		a, b := at(0, k), at(1, k)
		check := a + b
		for g := range groups {
			check += at(2+g, k)
		}
		if check-check != 0 {
			m.dropped++
			continue
		}
		m.n++
		m.sum += a + b
		m.square += float64(a*a) + float64(b*b)
		for g := range groups {
			d := at(2+g, k) - a
			m.firsts[g] += float64(b * d)
			m.totals[g] += float64(d * d / 2)
		}
	}
	return m
}

// indices makes an output's indices of the sums of all blocks.
func (m *Model) indices(h headline, blocks []moments) SobolOutput {
	out := SobolOutput{Name: h.output.name, Step: h.step}
	n, sum, square := 0, 0.0, 0.0
	for _, b := range blocks {
		n, sum, square = n+b.n, sum+b.sum, square+b.square
		out.Dropped += b.dropped
	}
	mean := sum / float64(2*n)
	variance := square/float64(2*n) - float64(mean*mean)
	if out.Variance = Number(variance); !(variance > 1e-30*square) {
		variance = math.NaN() // nothing varies, and there are no shares
	}
	for g, group := range m.groups {
		x := SobolIndex{}
		for _, i := range group.members {
			x.Inputs = append(x.Inputs, m.inputs[i].Name)
		}
		x.First, x.FirstError = share(blocks, n, variance, func(b moments) float64 { return b.firsts[g] })
		x.Total, x.TotalError = share(blocks, n, variance, func(b moments) float64 { return b.totals[g] })
		out.Groups = append(out.Groups, x)
	}
	return out
}

// share is the mean of a sum in units of the variance, and its standard error
// from the spread of the blocks' means.
func share(blocks []moments, n int, variance float64, sum func(b moments) float64) (x, err Number) {
	total := 0.0
	for _, b := range blocks {
		total += sum(b)
	}
	mean := total / float64(n)
	spread, full := 0.0, 0
	for _, b := range blocks {
		if b.n > 0 {
			d := (sum(b)/float64(b.n) - mean) * float64(b.n)
			spread += float64(d * d)
			full++
		}
	}
	e := math.NaN()
	if full > 1 {
		e = math.Sqrt(spread*float64(full)/float64(full-1)) / float64(n)
	}
	return Number(mean / variance), Number(e / variance)
}
