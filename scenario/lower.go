package scenario

import (
	"slices"
	"strconv"
)

// maxOperations bounds the operations of a model, steps unrolled.
const maxOperations = 400_000

// working marks a formula that is being lowered.
const working, unseen value = -2, -1

// lowerer turns checked formulas into a graph, one step after the other.
type lowerer struct {
	graph   *graph
	faults  *faults
	horizon int
	step    float64 // in years
	inputs  map[string]int
	all     []*input
	decls   map[string]*formulaDecl
	values  map[string][]value // of formulas, by step
	stack   []string
	owner   string // the formula being lowered
	dists   map[*node]int
	stats   map[*node]value // of a condition, what stands for its statistics
	whole   map[*node]value // of functions over steps, which are the same at every step
	count   map[string]int  // distributions in a formula so far
	depth   int
}

// maxChain bounds how many expressions wait for each other.
const maxChain = 200_000

// lowerAll lowers every formula at every step.
func (l *lowerer) lowerAll(decls []*formulaDecl) {
	for t := range l.horizon {
		for _, d := range decls {
			l.formula(d.name, t)
			if l.graph.full() || len(l.faults.list) > 0 {
				return
			}
		}
	}
}

// formula is the value of a formula at a step, counted from 0.
func (l *lowerer) formula(name string, t int) value {
	steps := l.values[name]
	switch v := steps[t]; v {
	case unseen:
	case working:
		l.circle(name)
		return 0
	default:
		return v
	}
	d := l.decls[name]
	steps[t] = working
	l.stack = append(l.stack, name)
	outer := l.owner
	l.owner = name
	e := d.expr
	if t < len(d.first) {
		e = d.first[t]
	}
	v := l.lower(e, t)
	l.owner = outer
	l.stack = l.stack[:len(l.stack)-1]
	steps[t] = v
	return v
}

// circle reports formulas that need each other through a function over steps.
func (l *lowerer) circle(name string) {
	var names []string
	for _, n := range l.stack[slices.Index(l.stack, name):] {
		if len(names) == 0 || names[len(names)-1] != n {
			names = append(names, n)
		}
	}
	c := checker{faults: l.faults}
	c.circle(l.decls[name].offset, names)
}

// lower is the value of an expression at a step. Values mean nothing once there
// is a fault or the graph is full.
func (l *lowerer) lower(n *node, t int) value {
	if l.graph.full() || len(l.faults.list) > 0 {
		return 0
	}
	if l.depth++; l.depth > maxChain {
		l.faults.add(n.offset, "lower horizon, or put formulas after those that they use", "too many formulas and steps wait for each other")
	}
	defer func() { l.depth-- }()
	switch n.kind {
	case nodeNumber:
		return l.graph.constant(n.num)
	case nodeName:
		return l.name(n, t)
	case nodeLag:
		return l.lag(n, t)
	case nodeAt:
		if int(n.num) > l.horizon {
			l.faults.add(n.offset, "raise horizon, or take an earlier step", "there is no step %d", int(n.num))
			return 0
		}
		return l.lower(n.args[0], int(n.num)-1)
	}
	if v, ok := l.stats[n]; ok {
		return v
	}
	if distributions[n.text] != nil {
		return l.graph.add(operation{code: opInput, a: value(l.literal(n)), b: -1})
	}
	f := functions[n.text]
	if f.steps {
		if v, ok := l.whole[n]; ok {
			return v
		}
		v := l.overSteps(n, f)
		l.whole[n] = v
		return v
	}
	args := make([]value, len(n.args))
	for i, a := range n.args {
		args[i] = l.lower(a, t)
	}
	return l.call(n.text, f, args)
}

func (l *lowerer) call(name string, f *function, args []value) value {
	g := l.graph
	switch name {
	case ">", ">=":
		args[0], args[1] = args[1], args[0]
	case "clamp":
		return g.apply(opMin, g.apply(opMax, args[0], args[1]), args[2])
	case "min", "max":
		v := args[0]
		for _, a := range args[1:] {
			v = g.apply(f.code, v, a)
		}
		return v
	}
	return g.apply(f.code, args...)
}

func (l *lowerer) name(n *node, t int) value {
	switch n.text {
	case "t":
		return l.graph.constant(float64(t + 1))
	case "step":
		return l.graph.constant(l.step)
	}
	if i, ok := l.inputs[n.text]; ok {
		at := value(-1)
		if l.all[i].every {
			at = value(t)
		}
		return l.graph.add(operation{code: opInput, a: value(i), b: at})
	}
	return l.formula(n.text, t)
}

// lag is a value some steps ago, or what is given for before the first step.
func (l *lowerer) lag(n *node, t int) value {
	back := t - int(n.num)
	if back >= 0 {
		return l.lower(n.args[0], back)
	}
	if len(n.args) > 1 {
		return l.lower(n.args[1], t)
	}
	name := n.args[0].text
	if i, ok := l.inputs[name]; ok && !l.all[i].every {
		return l.lower(n.args[0], t)
	}
	remedy := "write lag(" + name + ", " + strconv.Itoa(int(n.num)) + ", VALUE)"
	if n.num == 1 {
		remedy = "write prev(" + name + ", VALUE)"
	}
	l.faults.add(n.offset, remedy+`, or give the formula a first = "VALUE"`, "%s has no value before the first step", name)
	return 0
}

// literal is the input that a distribution in a formula stands for: one for each
// place where it is written, the same at every step.
func (l *lowerer) literal(n *node) int {
	if i, ok := l.dists[n]; ok {
		return i
	}
	if len(l.all) >= MaxNames {
		l.faults.add(n.offset, "split the file", "there are more than %d inputs and distributions", MaxNames)
	}
	l.count[l.owner]++
	name := l.owner + " #" + strconv.Itoa(l.count[l.owner]) + ": " + n.spelled()
	l.all = append(l.all, &input{Name: name, offset: n.offset, expr: n, factor: 1, literal: true})
	l.dists[n] = len(l.all) - 1
	return len(l.all) - 1
}

// overSteps is a function of an expression's values at all steps.
func (l *lowerer) overSteps(n *node, f *function) value {
	g := l.graph
	at := func(t int) value { return l.lower(n.args[0], t) }
	switch n.text {
	case "first":
		return at(0)
	case "last":
		return at(l.horizon - 1)
	case "when": // +∞ where the condition never holds
		v := g.constant(inf)
		for t := l.horizon - 1; t >= 0; t-- {
			v = g.apply(opIf, at(t), g.constant(float64(t+1)), v)
		}
		return v
	}
	v := at(0)
	for t := 1; t < l.horizon; t++ {
		v = g.apply(f.code, v, at(t))
	}
	if n.text == "average" {
		v = g.apply(opDiv, v, g.constant(float64(l.horizon)))
	}
	return v
}
