package scenario

import (
	"math"
	"slices"
)

var inf = math.Inf(1)

// Model is a compiled scenario: its formulas as a program over samples. It is
// immutable and may be run by several goroutines at once.
type Model struct {
	file    *File
	inputs  []*input
	graph   *graph
	outputs []output
	program *program
	groups  []group
	normal  *sampler
	start   *prepared          // with the file's own constants
	kinds   map[string]kind    // of inputs and formulas
	values  map[string][]value // of formulas, by step
	lowerer *lowerer           // what Solve compiles conditions with
}

// output is what a run reports.
type output struct {
	name   string
	unit   Unit
	truth  bool
	values []value // in the graph, for each step, or one
	slots  []int   // where the program keeps them
	moves  bool    // it has a value for each step
}

// Compile resolves a file's bindings, checks names and units and makes the
// program. b may be nil for a file without bindings. Its errors are of type
// Errors.
func (f *File) Compile(b Binder) (*Model, error) {
	flt := &faults{text: f.text}
	m := &Model{file: f, kinds: map[string]kind{}}
	var c *checker
	for _, stage := range []func(){
		func() { m.inputs = f.bind(b, flt) },
		func() { c = newChecker(f, m.inputs, flt); c.typeInputs(f, m.inputs) },
		func() { m.check(c) },
		func() { m.lower(c, flt) },
		func() { m.collect(flt) },
		func() { m.correlate(flt) },
	} {
		if stage(); len(flt.list) > 0 {
			return nil, flt.err()
		}
	}
	m.normal = newSampler(standardNormal, newTable(standardNormal))
	start, err := m.prepare(nil)
	if err != nil {
		return nil, err
	}
	m.start = start
	return m, nil
}

// check finds the kinds of all names.
func (m *Model) check(c *checker) {
	for name, k := range c.run(m.file.formulas) {
		m.kinds[name] = k
	}
	for _, in := range m.inputs {
		m.kinds[in.Name] = kind{unit: in.unit}
	}
}

// lower makes the graph of formulas and parameters.
func (m *Model) lower(c *checker, flt *faults) {
	f := m.file
	l := &lowerer{
		graph: newGraph(maxOperations), faults: flt, horizon: f.horizon, step: timeWords[f.step],
		inputs: map[string]int{}, all: m.inputs, decls: c.formulas,
		values: map[string][]value{}, dists: map[*node]int{}, whole: map[*node]value{}, count: map[string]int{},
	}
	for i, in := range m.inputs {
		l.inputs[in.Name] = i
	}
	for _, d := range f.formulas {
		l.values[d.name] = slices.Repeat([]value{unseen}, f.horizon)
	}
	l.lowerAll(f.formulas)
	m.graph, m.lowerer, m.values = l.graph, l, l.values
	m.parameters(c)
}

// collect makes the program of the outputs.
func (m *Model) collect(flt *faults) {
	var stored []value
	for _, o := range m.file.outputs {
		out := output{name: o.name, unit: m.kinds[o.name].unit, truth: m.kinds[o.name].truth}
		out.values = m.stepValues(m.graph, o.name)
		for _, v := range out.values {
			out.slots = append(out.slots, len(stored))
			stored = append(stored, v)
		}
		out.moves = len(out.values) > 1
		m.outputs = append(m.outputs, out)
	}
	if m.graph.full() {
		flt.add(0, "lower horizon, or use fewer formulas", "the file needs more than %d operations", maxOperations)
		return
	}
	m.program = newProgram(m.graph, stored)
}

// stepValues is a name's value at each step, or one where all are the same; those of
// an input are added to the graph.
func (m *Model) stepValues(g *graph, name string) []value {
	if i, ok := m.lowerer.inputs[name]; ok {
		return m.inputValues(g, i)
	}
	values := m.values[name]
	for _, v := range values {
		if v != values[0] {
			return values
		}
	}
	return values[:1]
}

// inputValues is an input's value at each step, or one where it is drawn once.
func (m *Model) inputValues(g *graph, i int) []value {
	if !m.inputs[i].every {
		return []value{g.add(operation{code: opInput, a: value(i), b: -1})}
	}
	var out []value
	for t := range m.file.horizon {
		out = append(out, g.add(operation{code: opInput, a: value(i), b: value(t)}))
	}
	return out
}

// parameters lowers the parameters of all distributions, those that formulas
// hold included.
func (m *Model) parameters(c *checker) {
	l := m.lowerer
	m.inputs = l.all
	for _, in := range m.inputs {
		if in.literal {
			in.unit = c.kind(in.expr).unit
		}
		switch {
		case in.expr.isLiteral():
			m.parametersOf(in)
		case in.expr != nil:
			in.params = []value{l.lower(in.expr, 0)}
		}
	}
}

func (m *Model) parametersOf(in *input) {
	n, l := in.expr, m.lowerer
	d := distributions[n.text]
	if n.text == "mixture" {
		for i := 0; i < len(n.args); i += 2 {
			in.params = append(in.params, l.lower(n.args[i], 0))
			part := &input{expr: n.args[i+1], factor: 1, offset: n.args[i+1].offset}
			m.parametersOf(part)
			in.parts = append(in.parts, part)
		}
		return
	}
	in.roles = make([]string, len(n.args))
	if !d.list {
		in.roles, in.form = d.roles(n.labels)
	}
	for _, a := range n.args {
		in.params = append(in.params, l.lower(a, 0))
	}
}

// prepared is the inputs ready to be drawn.
type prepared struct {
	values   []float64   // of constants, and of inputs set to one
	set      []bool      // the input has a value, and is not drawn
	params   [][]float64 // of distributions
	samplers []*sampler
}

// prepare works out constants and distributions. set gives inputs a value in
// place of their own.
func (m *Model) prepare(set map[int]float64) (*prepared, error) {
	flt := &faults{text: m.file.text}
	p := &prepared{
		values: make([]float64, len(m.inputs)), set: make([]bool, len(m.inputs)),
		params: make([][]float64, len(m.inputs)), samplers: make([]*sampler, len(m.inputs)),
	}
	for i, in := range m.inputs {
		v, given := set[i]
		switch {
		case given:
			p.values[i] = v
		case in.expr == nil && in.fixed == nil:
			p.values[i] = in.point
		case in.constant():
			p.values[i] = in.factor * m.graph.evaluate(in.params[0], nil)
		default:
			continue
		}
		p.set[i] = true
	}
	for i, in := range m.inputs {
		if !p.set[i] {
			m.prepareDraw(p, i, in, flt)
		}
	}
	return p, flt.err()
}

// prepareDraw makes the sampler of an input, or takes that of the start where
// the parameters are the same.
func (m *Model) prepareDraw(p *prepared, i int, in *input, flt *faults) {
	constants := func(j int) float64 { return p.values[j] }
	p.params[i] = m.evaluateParams(in, constants, nil)
	if m.start != nil && slices.Equal(p.params[i], m.start.params[i]) {
		p.samplers[i] = m.start.samplers[i]
		return
	}
	s, at, fault := in.fixed, in.offset, ""
	if s == nil {
		rest := p.params[i]
		s, at, fault = shapeFrom(in, &rest)
	}
	if fault != "" {
		flt.add(at, fault, "%s cannot have these parameters", in.expr.text)
		return
	}
	if in.factor != 1 {
		s = linearShape{s, 0, in.factor}
	}
	p.samplers[i] = newSampler(s, m.normal.table)
}

// evaluateParams lists an input's parameters, those of a mixture's parts after
// its weights.
func (m *Model) evaluateParams(in *input, constants func(int) float64, out []float64) []float64 {
	for _, v := range in.params {
		out = append(out, m.graph.evaluate(v, constants))
	}
	for _, part := range in.parts {
		out = m.evaluateParams(part, constants, out)
	}
	return out
}

// shapeFrom builds an input's distribution of the head of the parameters, in the
// order of evaluateParams. A fault comes with the place of the distribution.
func shapeFrom(in *input, params *[]float64) (s shape, at int, fault string) {
	own := (*params)[:len(in.params)]
	*params = (*params)[len(in.params):]
	if in.expr.text == "mixture" {
		var parts []shape
		for _, part := range in.parts {
			s, at, fault := shapeFrom(part, params)
			if fault != "" {
				return nil, at, fault
			}
			parts = append(parts, s)
		}
		s, fault = buildMixture(slices.Clone(own), parts)
		return s, in.expr.offset, fault
	}
	list := make([]parameter, len(own))
	for i, v := range own {
		list[i] = parameter{in.roles[i], v}
	}
	s, fault = distributions[in.expr.text].shapeOf(in.form, list)
	return s, in.expr.offset, fault
}
