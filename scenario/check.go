package scenario

import (
	"math"
	"slices"
	"strings"
)

// kind is what an expression gives: a value in a unit, or true or false.
type kind struct {
	unit  Unit
	truth bool
}

// unknownKind is that of an expression not yet understood; it fits everything.
var unknownKind = kind{unit: Unit{any: true}}

// checker tells the kind of every expression of a file. A formula may look back
// at itself, so that kinds are found in rounds: what prev and lag look at has the
// kind of the round before, and the last round changes nothing.
type checker struct {
	faults   *faults
	inputs   map[string]*input
	formulas map[string]*formulaDecl
	before   map[string]kind // of formulas, in the round before
	now      map[string]kind
	stack    []string // the formulas being worked out
	names    []string // all that an expression can name
	over     bool     // statistics over samples are allowed
}

// maxRounds ends the search for kinds; a chain of formulas that look back at each
// other needs one round a link.
const maxRounds = 12

// newChecker knows the file's names.
func newChecker(f *File, inputs []*input, faults *faults) *checker {
	c := &checker{faults: faults, inputs: map[string]*input{}, formulas: map[string]*formulaDecl{}, before: map[string]kind{}}
	for _, in := range inputs {
		c.inputs[in.Name] = in
		c.names = append(c.names, in.Name)
	}
	for _, d := range f.formulas {
		c.formulas[d.name] = d
		c.names = append(c.names, d.name)
	}
	return c
}

// run finds the kinds of all formulas.
func (c *checker) run(decls []*formulaDecl) map[string]kind {
	all := c.faults
	for round := 0; ; round++ {
		c.faults = &faults{text: all.text}
		c.now = map[string]kind{}
		for _, d := range decls {
			c.formula(d)
		}
		same := true
		for name, k := range c.now {
			same = same && k == c.before[name]
		}
		c.before = c.now
		if same || round == maxRounds {
			all.list = append(all.list, c.faults.list...)
			c.faults = all
			return c.now
		}
	}
}

// formula is the kind of a formula: as declared, else that of its first step.
func (c *checker) formula(d *formulaDecl) kind {
	if k, ok := c.now[d.name]; ok {
		return k
	}
	if i := slices.Index(c.stack, d.name); i >= 0 {
		c.circle(d.offset, c.stack[i:])
		return unknownKind
	}
	c.stack = append(c.stack, d.name)
	out := unknownKind
	exprs := append(slices.Clone(d.first), d.expr)
	for i, e := range exprs {
		k := c.kind(e)
		if i == 0 {
			out = k
		} else if out.truth != k.truth || !out.unit.fits(k.unit) {
			c.faults.add(e.offset, "give every step the same unit", "%s is in %s, but %s at first", d.name, k.spoken(), out.spoken())
		}
		if out.unit.any {
			out = k
		}
	}
	if d.unit != nil {
		if out.truth || !out.unit.fits(*d.unit) {
			c.faults.add(d.expr.offset, "mend the formula, or the unit it declares", "%s is in %s, but declared in %s", d.name, out.spoken(), d.unit.spoken())
		}
		out = kind{unit: *d.unit}
	}
	c.stack = c.stack[:len(c.stack)-1]
	c.now[d.name] = out
	return out
}

// circle reports formulas that need each other's values of the same step.
func (c *checker) circle(offset int, names []string) {
	c.faults.add(offset, "let one of them take the step before, as in prev("+names[0]+", VALUE)",
		"circular formulas: %s", strings.Join(append(slices.Clone(names), names[0]), " → "))
}

func (k kind) spoken() string {
	if k.truth {
		return "true or false"
	}
	return k.unit.spoken()
}

// kind is the kind of an expression.
func (c *checker) kind(n *node) kind {
	switch n.kind {
	case nodeNumber:
		return kind{unit: n.unit}
	case nodeName:
		return c.name(n)
	case nodeAt:
		return c.kind(n.args[0])
	case nodeLag:
		return c.lag(n)
	}
	if d := distributions[n.text]; d != nil {
		return c.distribution(n, d)
	}
	f := functions[n.text]
	if isStatistic(n.text) {
		if c.over {
			return c.statistic(n)
		}
		c.faults.add(n.offset, "statistics over samples stand in the condition of a solve; over steps there are average, lowest and highest", "%s cannot stand in a formula", n.text)
		return unknownKind
	}
	if f == nil {
		c.faults.add(n.offset, suggest(n.text, functionNames(), "the functions are "+strings.Join(functionNames(), ", ")), "there is no function or distribution %s", clip(n.text))
		return unknownKind
	}
	if len(n.args) < f.low || f.high >= 0 && len(n.args) > f.high {
		c.faults.add(n.offset, "write "+f.usage, "%s has %d arguments", n.text, len(n.args))
		return unknownKind
	}
	args := make([]kind, len(n.args))
	for i, a := range n.args {
		args[i] = c.kind(a)
	}
	return c.call(n, f, args)
}

// name is the kind of what a name stands for.
func (c *checker) name(n *node) kind {
	switch n.text {
	case "t":
		return kind{}
	case "step":
		return kind{unit: Unit{dims: "year:1"}}
	}
	if in := c.inputs[n.text]; in != nil {
		return kind{unit: in.unit}
	}
	if d := c.formulas[n.text]; d != nil {
		return c.formula(d)
	}
	c.faults.add(n.offset, suggest(n.text, c.names, "declare it in [inputs] or [formulas]"), "there is no input or formula %s", clip(n.text))
	return unknownKind
}

// lag is the kind of a look back.
func (c *checker) lag(n *node) kind {
	out := unknownKind
	if base := n.args[0]; base.kind == nodeName && c.formulas[base.text] != nil {
		if k, ok := c.before[base.text]; ok {
			out = k
		}
	} else if base.kind == nodeName {
		out = c.name(base)
	} else {
		c.faults.add(base.offset, "name the expression as a formula", "%s looks back at a name only", n.text)
		return unknownKind
	}
	if len(n.args) == 1 {
		return out
	}
	start := c.kind(n.args[1])
	if start.truth != out.truth && !out.unit.any || !start.unit.fits(out.unit) {
		c.faults.add(n.args[1].offset, "give it the unit of "+n.args[0].text, "the value before the first step is in %s, %s in %s", start.spoken(), n.args[0].text, out.spoken())
	}
	if out.unit.any {
		return start
	}
	return out
}

// call is the kind of an operation on arguments of the kinds.
func (c *checker) call(n *node, f *function, args []kind) kind {
	switch f.code {
	case opAnd, opOr, opNot:
		c.truths(n, args)
		return kind{truth: true}
	case opIf:
		c.truths(n, args[:1])
		if f.steps {
			return kind{}
		}
		return c.same(n, args[1:])
	case opLess, opAtMost, opEqual, opUnequal:
		c.same(n, args)
		c.values(n, args)
		return kind{truth: true}
	}
	switch n.text {
	case "count":
		c.truths(n, args)
		return kind{}
	case "first", "last":
		return args[0]
	}
	if !c.values(n, args) {
		return unknownKind
	}
	switch f.code {
	case opMul, opDiv:
		return c.product(n, f.code, args)
	case opPow:
		return c.power(n, args)
	case opExp, opLog:
		if !args[0].unit.fits(Unit{}) {
			c.faults.add(n.offset, "divide by a value of the same unit first", "%s takes a plain number, not %s", n.text, args[0].spoken())
		}
		return kind{}
	case opSqrt:
		u, ok := args[0].unit.root()
		if !ok {
			c.faults.add(n.offset, "take the root of a square or of a plain number", "%s has no square root", args[0].spoken())
		}
		return kind{unit: u}
	}
	return c.same(n, args)
}

// truths tests that the arguments are conditions.
func (c *checker) truths(n *node, args []kind) {
	for i, k := range args {
		if !k.truth && !k.unit.any {
			c.faults.add(n.args[i].offset, "write a comparison, as in x > 0", "%s takes a condition here, not %s", spokenName(n), k.spoken())
		}
	}
}

// values tests that the arguments are no conditions.
func (c *checker) values(n *node, args []kind) bool {
	for i, k := range args {
		if k.truth {
			c.faults.add(n.args[i].offset, "make a number of it with if(CONDITION, 1, 0)", "%s takes a number here, not a condition", spokenName(n))
			return false
		}
	}
	return true
}

func spokenName(n *node) string {
	if n.text == "neg" {
		return "-"
	}
	return n.text
}

// same is the common kind of the arguments.
func (c *checker) same(n *node, args []kind) kind {
	out := args[0]
	for i, k := range args[1:] {
		if k.truth != out.truth && !k.unit.any && !out.unit.any || !k.unit.fits(out.unit) {
			c.faults.add(n.args[i+1].offset, misfit(out.unit, k.unit), "%s joins %s with %s", spokenName(n), out.spoken(), k.spoken())
			return out
		}
		out.unit = out.unit.join(k.unit)
	}
	return out
}

// misfit is what to do about two units.
func misfit(a, b Unit) string {
	if a.plain() || b.plain() {
		return "give the plain number a unit, as in 5bn USD"
	}
	if q, ok := a.times(b, -1); ok && (q.dims == "year:-1" || q.dims == "year:1") {
		return "multiply the value a year by step, the length of one"
	}
	return "convert one of them"
}

// product is the kind of a × b or a ÷ b.
func (c *checker) product(n *node, code opcode, args []kind) kind {
	sign := 1
	if code == opDiv {
		sign = -1
	}
	u, ok := args[0].unit.times(args[1].unit, sign)
	if !ok {
		c.faults.add(n.offset, "powers of a unit go up to 12", "the unit of the result is too high a power")
	}
	return kind{unit: u}
}

// power is the kind of x^y.
func (c *checker) power(n *node, args []kind) kind {
	if !args[1].unit.fits(Unit{}) {
		c.faults.add(n.args[1].offset, "divide it by a value of the same unit", "an exponent is a plain number, not %s", args[1].spoken())
	}
	if args[0].unit.dims == "" {
		return kind{}
	}
	e := n.args[1]
	sign := 1
	if e.kind == nodeCall && e.text == "neg" {
		e, sign = e.args[0], -1
	}
	if e.kind != nodeNumber || e.num != math.Floor(e.num) || e.num > maxPower {
		c.faults.add(n.args[1].offset, "divide the base by a value of the same unit first", "%s can only be raised to a whole number that is written out", args[0].spoken())
		return unknownKind
	}
	u, ok := Unit{}.times(args[0].unit, sign*int(e.num))
	if !ok {
		c.faults.add(n.offset, "powers of a unit go up to 12", "the unit of the result is too high a power")
	}
	return kind{unit: u}
}
