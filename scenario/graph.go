package scenario

import (
	"maps"
	"math"
	"slices"
)

// value is an operation of a graph, by its place there.
type value int32

// operation is one step of a computation. Equal operations are one.
type operation struct {
	code    opcode
	a, b, c value  // of opInput the input and the step; of opWhole b is the power
	bits    uint64 // of opConst
}

// graph is formulas as operations on numbers: names are resolved and steps
// unrolled, so that it has no loops. An operation stands after those it uses.
type graph struct {
	ops   []operation
	index map[operation]value
	max   int
}

// newGraph is a graph of up to limit operations. It holds the constant 0 first.
func newGraph(limit int) *graph {
	g := &graph{index: map[operation]value{}, max: max(limit, 1)}
	g.constant(0)
	return g
}

// copied is a graph of the same operations, with room for some more.
func (g *graph) copied(more int) *graph {
	return &graph{ops: slices.Clone(g.ops), index: maps.Clone(g.index), max: g.max + more}
}

// full reports whether the graph has outgrown its bound; add then gives back
// values that mean nothing.
func (g *graph) full() bool { return len(g.ops) >= g.max }

func (g *graph) add(op operation) value {
	if v, ok := g.index[op]; ok {
		return v
	}
	if g.full() {
		return 0
	}
	v := value(len(g.ops))
	g.ops = append(g.ops, op)
	g.index[op] = v
	return v
}

func (g *graph) constant(x float64) value {
	return g.add(operation{code: opConst, bits: math.Float64bits(x)})
}

// isConst is the number of a constant.
func (g *graph) isConst(v value) (float64, bool) {
	op := g.ops[v]
	return math.Float64frombits(op.bits), op.code == opConst
}

// apply adds an operation on values; one on constants is done at once.
func (g *graph) apply(code opcode, args ...value) value {
	var x [3]float64
	folds := true
	for i, v := range args {
		k, ok := g.isConst(v)
		x[i] = k
		folds = folds && ok
	}
	if folds {
		return g.constant(compute(code, x[0], x[1], x[2]))
	}
	op := operation{code: code, a: args[0]}
	if len(args) > 1 {
		op.b = args[1]
	}
	if len(args) > 2 {
		op.c = args[2]
	}
	if code == opPow {
		if k, ok := g.isConst(args[1]); ok && k == math.Floor(k) && math.Abs(k) <= 64 {
			op.code, op.b = opWhole, value(k)
		}
	}
	return g.add(op)
}

// operands are the values that an operation uses.
func (op operation) operands() (list [3]value, n int) {
	list = [3]value{op.a, op.b, op.c}
	switch op.code {
	case opConst, opInput:
		return list, 0
	case opNeg, opNot, opExp, opLog, opSqrt, opAbs, opWhole:
		return list, 1
	case opIf:
		return list, 3
	}
	return list, 2
}

// compute is an operation on numbers. Conditions are 1 and 0; one of an undefined
// number is undefined.
func compute(code opcode, a, b, c float64) float64 {
	switch code {
	case opNeg:
		return -a
	case opAdd:
		return a + b
	case opSub:
		return a - b
	case opMul:
		return a * b
	case opDiv:
		return a / b
	case opPow:
		return powOf(a, b)
	case opLess, opAtMost, opEqual, opUnequal, opAnd, opOr, opNot:
		return decide(code, a, b)
	case opMin:
		return min(a, b)
	case opMax:
		return max(a, b)
	case opExp:
		return expOf(a)
	case opLog:
		return logOf(a)
	case opSqrt:
		return math.Sqrt(a)
	case opAbs:
		return math.Abs(a)
	case opIf:
		return choose(a, b, c)
	}
	return math.NaN()
}

// choose is b where a holds, c where it does not.
func choose(a, b, c float64) float64 {
	switch {
	case a != a:
		return a
	case a != 0:
		return b
	}
	return c
}

// decide is a condition of two numbers.
func decide(code opcode, a, b float64) float64 {
	if a != a || b != b {
		return math.NaN()
	}
	holds := false
	switch code {
	case opLess:
		holds = a < b
	case opAtMost:
		holds = a <= b
	case opEqual:
		holds = a == b
	case opUnequal:
		holds = a != b
	case opAnd:
		holds = a != 0 && b != 0
	case opOr:
		holds = a != 0 || b != 0
	case opNot:
		holds = a == 0
	}
	if holds {
		return 1
	}
	return 0
}

// evaluate is a value that no draw enters, given the constants among the inputs.
func (g *graph) evaluate(v value, inputs func(i int) float64) float64 {
	op := g.ops[v]
	switch op.code {
	case opConst:
		return math.Float64frombits(op.bits)
	case opInput:
		return inputs(int(op.a))
	case opWhole:
		return wholePower(g.evaluate(op.a, inputs), int(op.b))
	}
	list, n := op.operands()
	var x [3]float64
	for i := range n {
		x[i] = g.evaluate(list[i], inputs)
	}
	return compute(op.code, x[0], x[1], x[2])
}
