package scenario

import (
	"maps"
	"math"
)

// statistic is a figure over the samples of a value.
type statistic struct {
	name string
	arg  *node
}

// of is the statistic of samples, NaN where none is defined. A chance leaves
// undefined samples out.
func (s statistic) of(values []float64) float64 {
	switch s.name {
	case "mean", "chance":
		mean, _, _ := meanOf(values)
		return mean
	case "median":
		return quantiles(values, []float64{0.5})[0]
	}
	p, _ := percentile(s.name)
	return quantiles(values, []float64{p})[0]
}

// condition is a comparison of statistics, compiled beside a model.
type condition struct {
	text    string
	op      string // "<", "<=", "==" or "!=", the left side less than the right
	stats   []statistic
	graph   *graph
	program *program
	gap     value // left less right, of the statistics
	base    int   // inputs from here on are the statistics
}

// statistic is the kind of a statistic over samples.
func (c *checker) statistic(n *node) kind {
	if len(n.args) != 1 {
		c.faults.add(n.offset, "write "+n.text+"(x)", "%s takes one value", n.text)
		return unknownKind
	}
	c.over = false
	k := c.kind(n.args[0])
	c.over = true
	if n.text == "chance" {
		c.truths(n, []kind{k})
		return kind{}
	}
	c.values(n, []kind{k})
	return k
}

// compileCondition reads a comparison such as chance(roi > 0) >= 80%. One without
// statistics is judged at the median of the difference of its sides.
func (m *Model) compileCondition(text string) (*condition, error) {
	flt := &faults{text: []byte(text)}
	if len(text) > MaxFileBytes {
		return nil, &Error{Fault: "the condition is larger than a megabyte", Remedy: "shorten it"}
	}
	n := parseExpression(source{text, 0, true}, m.file.words, flt)
	if err := flt.err(); err != nil {
		return nil, err
	}
	f := functions[n.text]
	if n.kind != nodeCall || f == nil || f.code < opLess || f.code > opUnequal {
		flt.add(n.offset, "write a comparison, as in median(x) >= 0", "a condition to solve for compares two values")
		return nil, flt.err()
	}
	gap := &node{kind: nodeCall, text: "-", offset: n.offset, args: n.args}
	var stats []*node
	findStatistics(gap, &stats)
	if len(stats) == 0 {
		gap = &node{kind: nodeCall, text: "median", offset: n.offset, args: []*node{gap}}
		stats = []*node{gap}
	}
	m.checkCondition(gap, stats, flt)
	if err := flt.err(); err != nil {
		return nil, err
	}
	return m.lowerCondition(text, n.text, gap, stats, flt)
}

// checkCondition tests the units of a condition, and that what stands in no
// statistic is one value.
func (m *Model) checkCondition(gap *node, stats []*node, flt *faults) {
	c := m.checker(flt)
	if c.kind(gap); len(flt.list) > 0 {
		return
	}
	for _, s := range stats {
		if s.args[0].hasLiteral() {
			flt.add(s.args[0].offset, "make it an input of the file", "a condition draws nothing of its own")
		}
	}
	if bad := c.outside(gap); bad != nil {
		flt.add(bad.offset, "write median("+bad.text+"), or mean, p5, p95, chance", "%s is not one value but as many as there are samples", clip(bad.text))
	}
}

// checker is a checker that knows the model's kinds.
func (m *Model) checker(flt *faults) *checker {
	c := newChecker(m.file, m.inputs[:len(m.file.inputs)], flt)
	c.before, c.now, c.over = m.kinds, maps.Clone(m.kinds), true
	return c
}

// findStatistics lists the statistics of an expression.
func findStatistics(n *node, into *[]*node) {
	if n.kind == nodeCall && isStatistic(n.text) {
		*into = append(*into, n)
		return
	}
	for _, a := range n.args {
		findStatistics(a, into)
	}
}

// outside is a part that varies over samples and stands in no statistic, or nil.
func (c *checker) outside(n *node) *node {
	if n.kind == nodeCall && isStatistic(n.text) {
		return nil
	}
	if n.kind == nodeCall && functions[n.text] != nil && !functions[n.text].steps {
		for _, a := range n.args {
			if bad := c.outside(a); bad != nil {
				return bad
			}
		}
		return nil
	}
	return c.varies(n)
}

// lowerCondition compiles a condition into a copy of the model's graph.
func (m *Model) lowerCondition(text, op string, gap *node, stats []*node, flt *faults) (*condition, error) {
	l := *m.lowerer
	l.graph = m.graph.copied(len(text) + 64)
	l.faults, l.stats, l.whole = flt, map[*node]value{}, map[*node]value{}
	c := &condition{text: text, op: op, graph: l.graph, base: len(m.inputs)}
	var values []value
	for _, s := range stats {
		v := l.lower(s.args[0], m.file.horizon-1)
		if len(flt.list) == 0 && v != l.lower(s.args[0], 0) {
			flt.add(s.args[0].offset, "say which: last(x), x[1], sum(x), lowest(x)", "the value differs from step to step")
		}
		if err := flt.err(); err != nil {
			return nil, err
		}
		l.stats[s] = l.graph.add(operation{code: opInput, a: value(c.base + len(c.stats)), b: -1})
		c.stats = append(c.stats, statistic{s.text, s.args[0]})
		values = append(values, v)
	}
	c.gap = l.lower(gap, 0)
	if op == ">" || op == ">=" {
		c.gap = l.graph.apply(opNeg, c.gap)
		c.op = map[string]string{">": "<", ">=": "<="}[op]
	}
	if l.graph.full() {
		flt.add(0, "shorten it", "the condition is too long")
	}
	c.program = newProgram(l.graph, values)
	return c, flt.err()
}

// at is how far the left side lies above the right with the inputs set.
func (c *condition) at(m *Model, set map[int]float64, o RunOptions) (float64, error) {
	ready, err := m.prepare(set)
	if err != nil {
		return math.NaN(), nil // a distribution that cannot be: the value is out of question
	}
	columns, err := m.sample(c.program, ready, o)
	if err != nil {
		return 0, err
	}
	found := make([]float64, len(c.stats))
	for i, s := range c.stats {
		found[i] = s.of(columns[i])
	}
	return c.graph.evaluate(c.gap, func(i int) float64 {
		if i >= c.base {
			return found[i-c.base]
		}
		return ready.values[i]
	}), nil
}

// holds reports whether a gap satisfies the condition.
func (c *condition) holds(gap float64) bool {
	switch c.op {
	case "<":
		return gap < 0
	case "<=":
		return gap <= 0
	case "!=":
		return gap != 0
	}
	return gap == 0
}
