package scenario

import "math"

// Binder gives the values that a file's inputs are bound to. An error is told
// with the place of the binding.
type Binder interface {
	// Fact is a filed value.
	Fact(id FactID) (Bound, error)
	// Ledger is what an entry of the ledger of forecasts states.
	Ledger(id string) (Bound, error)
}

// Bound is a value from outside the file.
type Bound struct {
	// Value is the figure in Unit. It is not read where Low lies below High.
	Value float64 `json:"value"`
	// Low and High are the ends of a range. With a Level (0.9 for an interval
	// that holds 90 %) it is a normal distribution's central interval, without
	// one a uniform distribution.
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Level float64 `json:"level"`
	// Unit is as in a file: "USD", "USD/share", "percent".
	Unit string `json:"unit"`
	// Years is the length of the period of a flow, 0 for a balance. An input
	// that declares a unit a year takes the flow divided by it.
	Years float64 `json:"years"`
	// Period is the stretch or the day that the value is of, as its source has it:
	// "2024-01-01..2024-12-31". It is told, and not computed with.
	Period string `json:"period,omitempty"`
	// Source says where the value stands: an accession number, a hash.
	Source string `json:"source"`
}

// spread is the distribution that a bound range stands for, nil for a point.
func (b Bound) spread() (shape, string) {
	if !(b.Low < b.High) {
		return nil, ""
	}
	if b.Level == 0 {
		return uniformShape{b.Low, b.High}, ""
	}
	if !(b.Level > 0 && b.Level < 1) {
		return nil, "its level must lie between 0 and 1"
	}
	sd := (b.High - b.Low) / 2 / -normalQuantile((1-b.Level)/2)
	return normalShape{b.Low + float64((b.High-b.Low)/2), sd}, ""
}

// input is a value that the formulas start from: constant, or drawn.
type input struct {
	Name    string
	offset  int
	unit    Unit
	factor  float64 // by which what is written is multiplied
	expr    *node   // the constant, or the distribution; nil for a bound one
	every   bool
	literal bool // stands in a formula, without a name of its own
	bound   Bound
	fixed   shape // of a bound range
	point   float64
	id      FactID
	ledger  string
	low     *node
	high    *node
	note    string

	roles  []string
	form   int
	params []value // of the distribution, in the graph
	parts  []*input
	group  int // of the inputs correlated with it; −1 for a constant
}

// constant reports whether the input is drawn from nothing.
func (in *input) constant() bool {
	if in.expr == nil {
		return in.fixed == nil
	}
	return !in.expr.isLiteral()
}

// bind makes the inputs of the declarations, before their units are known.
func (f *File) bind(b Binder, faults *faults) []*input {
	out := make([]*input, 0, len(f.inputs))
	for _, d := range f.inputs {
		in := &input{Name: d.name, offset: d.offset, expr: d.expr, every: d.every, id: d.fact, ledger: d.ledger, low: d.low, high: d.high, note: d.note, factor: 1}
		out = append(out, in)
		if d.expr == nil {
			f.resolve(in, d, b, faults)
		} else if !d.expr.isLiteral() && d.expr.hasLiteral() {
			faults.add(d.expr.offset, "put the arithmetic into a formula", "an input is one distribution or a constant")
		}
		if in.constant() && in.every {
			faults.add(d.offset, "leave every out", "%s is constant and cannot be drawn at every step", d.name)
		}
	}
	return out
}

// resolve takes a bound input's value.
func (f *File) resolve(in *input, d *inputDecl, b Binder, faults *faults) {
	if b == nil {
		faults.add(d.bound, "run it with evidence, or give a value", "%s is bound to a fact, and there are none", d.name)
		return
	}
	var err error
	if d.ledger != "" {
		in.bound, err = b.Ledger(d.ledger)
	} else {
		in.bound, err = b.Fact(d.fact)
	}
	if err != nil {
		faults.add(d.bound, "import what is missing, or give a value", "%s: %v", d.name, err)
		return
	}
	unit, fault := f.words.parse(in.bound.Unit)
	if fault != nil {
		faults.add(d.bound, fault.remedy, "%s comes in the unit %s, which is not known", d.name, in.bound.Unit)
		return
	}
	scale := unit.scale()
	if d.unit != nil && !d.unit.fits(unit) && in.bound.Years > 0 {
		if perYear, ok := unit.times(Unit{dims: "year:1"}, -1); ok && perYear.fits(*d.unit) {
			scale /= in.bound.Years
			unit = *d.unit
		}
	}
	if d.unit != nil && !d.unit.fits(unit) {
		faults.add(d.bound, "declare the unit of the fact, or a unit a year for a flow", "%s comes in %s, but is declared in %s", d.name, unit.spoken(), d.unit.spoken())
		return
	}
	if in.unit = unit; d.unit != nil {
		in.unit = *d.unit
	}
	v := in.bound
	v.Value, v.Low, v.High = float64(v.Value*scale), float64(v.Low*scale), float64(v.High*scale)
	in.point = v.Value
	if math.IsNaN(v.Value+v.Low+v.High) || math.IsInf(v.Value+v.Low+v.High, 0) {
		faults.add(d.bound, "give a value", "%s comes without a finite value", d.name)
		return
	}
	var why string
	if in.fixed, why = v.spread(); why != "" {
		faults.add(d.bound, "give a value", "%s: %s", d.name, why)
	}
}

// typeInputs finds the units of inputs that stand in the file. Constants come
// first, for parameters may name them.
func (c *checker) typeInputs(f *File, inputs []*input) {
	for _, constants := range []bool{true, false} {
		for i, in := range inputs {
			if in.expr == nil || in.constant() != constants {
				continue
			}
			if bad := c.named(in.expr); constants && bad != nil {
				c.faults.add(bad.offset, "write numbers, or make it a formula", "the constant %s cannot be made of %s", in.Name, clip(bad.text))
				continue
			}
			k := c.kind(in.expr)
			if k.truth {
				c.faults.add(in.expr.offset, "write a number", "the input %s is a condition", in.Name)
			}
			k, factor, ok := declared(k, in.expr, f.inputs[i].unit)
			if !ok {
				c.faults.add(in.expr.offset, "mend the value, or the unit it declares", "%s is in %s, but declared in %s", in.Name, k.spoken(), f.inputs[i].unit.spoken())
			}
			in.unit, in.factor = k.unit, factor
		}
	}
	for _, in := range inputs {
		c.typeRange(in)
	}
}

// typeRange tests the range over which an input may be solved for.
func (c *checker) typeRange(in *input) {
	for _, e := range []*node{in.low, in.high} {
		if e == nil {
			continue
		}
		if bad := c.named(e); bad != nil || e.hasLiteral() {
			c.faults.add(e.offset, "write a number", "a range is made of numbers")
		} else if k := c.kind(e); k.truth || !k.unit.plain() && !k.unit.fits(in.unit) {
			c.faults.add(e.offset, "give it the unit of "+in.Name, "the range is in %s, %s in %s", k.spoken(), in.Name, in.unit.spoken())
		}
	}
}

// named is a part of a constant that is no number and no operation on numbers.
func (c *checker) named(n *node) *node {
	if n.kind != nodeNumber && n.kind != nodeCall || n.kind == nodeCall && functions[n.text] != nil && functions[n.text].steps {
		return n
	}
	for _, a := range n.args {
		if bad := c.named(a); bad != nil {
			return bad
		}
	}
	return nil
}
