package scenario

// Column is what stands in one column of a table of samples.
type Column struct {
	Name string // "users"; at a step "revenue[2026]"
	Unit string // of its figures, as in a report
}

// Stream is a run's samples as a table, a row a sample: every input, then every
// output, those of several steps at each step. A condition is 1 or 0.
type Stream struct {
	Columns []Column

	model   *Model
	program *program
	scales  []float64 // by column, of its unit
	run     RunOptions
}

// Stream prepares the table of the samples that Run would draw. It keeps some blocks
// of them at a time, however many there are.
func (m *Model) Stream(o RunOptions) (*Stream, error) {
	o, err := o.fill(m.file)
	if err != nil {
		return nil, err
	}
	s := &Stream{model: m, run: o}
	g := m.graph.copied(len(m.inputs) * m.file.horizon)
	var values []value
	add := func(name string, u Unit, steps []value) {
		for t, v := range steps {
			c := Column{Name: name, Unit: u.String()}
			if len(steps) > 1 {
				label, _ := stepLabel(m.file.start, m.file.step, t)
				c.Name += "[" + label + "]"
			}
			s.Columns, s.scales, values = append(s.Columns, c), append(s.scales, u.scale()), append(values, v)
		}
	}
	for i, in := range m.inputs {
		add(in.Name, in.unit, m.inputValues(g, i))
	}
	for _, out := range m.outputs {
		if _, twice := m.lowerer.inputs[out.name]; !twice {
			add(out.name, out.unit, out.values)
		}
	}
	s.program = newProgram(g, values)
	return s, o.allows(s.batch() * (s.program.columns + len(values)) * blockSize)
}

// batch is how many blocks are worked on at a time.
func (s *Stream) batch() int {
	return min(s.run.Workers, (s.run.Samples+blockSize-1)/blockSize)
}

// Each hands over the rows in order, each in the order of Columns and only until the
// call returns. It stops at the first error, and returns it.
func (s *Stream) Each(row func(values []Number) error) error {
	work := make([]*streamed, s.batch())
	for i := range work {
		work[i] = s.newStreamed()
	}
	values := make([]Number, len(s.Columns))
	for first := 0; first*blockSize < s.run.Samples; first += len(work) {
		inBlocks(len(work), len(work), func() func(int) {
			return func(i int) { work[i].fill(s, first+i) }
		})
		for _, w := range work {
			for k := range w.samples {
				for c := range values {
					values[c] = Number(w.columns[c][k] / s.scales[c])
				}
				if err := row(values); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// streamed is a block of the table, and what it is computed on.
type streamed struct {
	samples int
	columns [][]float64
	sheet   *sheet
	drawer  *randomDrawer
}

func (s *Stream) newStreamed() *streamed {
	w := &streamed{
		columns: make([][]float64, len(s.Columns)), sheet: s.program.newSheet(),
		drawer: &randomDrawer{model: s.model, ready: s.model.start, seed: s.run.Seed},
	}
	for c := range w.columns {
		w.columns[c] = make([]float64, blockSize)
	}
	return w
}

// fill computes a block; one after the last has no samples.
func (w *streamed) fill(s *Stream, block int) {
	w.samples = max(0, min(blockSize, s.run.Samples-block*blockSize))
	if w.samples > 0 {
		s.program.run(w.sheet, block, w.samples, w.drawer, func(c int, column []float64) { copy(w.columns[c], column) })
	}
}
