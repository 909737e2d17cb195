package scenario

import (
	"slices"
	"strings"
)

// distribution is the kind of a distribution as written: that of its parameters.
func (c *checker) distribution(n *node, d *distribution) kind {
	if n.text == "mixture" {
		return c.mixture(n)
	}
	roles := make([]string, len(n.args))
	if !d.list {
		named, form := d.roles(n.labels)
		if form < 0 {
			c.faults.add(n.offset, d.usage(n.text), "%s does not have these parameters", n.text)
			return unknownKind
		}
		roles = named
	} else if len(n.args) == 0 || slices.ContainsFunc(n.labels, func(l string) bool { return l != "" }) {
		c.faults.add(n.offset, d.usage(n.text), "%s takes a list of values", n.text)
		return unknownKind
	}
	out, first := kind{}, true
	for i, a := range n.args {
		k := c.constant(n, a)
		if slices.Contains(plainRoles, roles[i]) || d.plain {
			if !k.unit.fits(Unit{}) {
				c.faults.add(a.offset, "write a plain number", "%s of %s is a plain number, not %s", roles[i], n.text, k.spoken())
			}
			continue
		}
		if !first && !out.unit.fits(k.unit) {
			c.faults.add(a.offset, misfit(out.unit, k.unit), "the parameters of %s are in %s and in %s", n.text, out.spoken(), k.spoken())
			continue
		}
		if first {
			out, first = k, false
		}
		out.unit = out.unit.join(k.unit)
	}
	out.unit.any = false
	return out
}

// mixture is the kind of a mixture: weights and distributions in turn.
func (c *checker) mixture(n *node) kind {
	if len(n.args) < 2 || len(n.args)%2 != 0 {
		c.faults.add(n.offset, distributions["mixture"].usage("mixture"), "mixture takes weights and distributions in turn")
		return unknownKind
	}
	var out kind
	for i := 0; i < len(n.args); i += 2 {
		w, part := n.args[i], n.args[i+1]
		if k := c.constant(n, w); !k.unit.fits(Unit{}) {
			c.faults.add(w.offset, "write a plain number or a percentage", "a weight is in %s", k.spoken())
		}
		if part.kind != nodeCall || distributions[part.text] == nil {
			c.faults.add(part.offset, distributions["mixture"].usage("mixture"), "mixture takes weights and distributions in turn")
			return unknownKind
		}
		k := c.kind(part)
		if i == 0 {
			out = k
		} else if !out.unit.fits(k.unit) {
			c.faults.add(part.offset, misfit(out.unit, k.unit), "the parts of the mixture are in %s and in %s", out.spoken(), k.spoken())
		}
		out.unit = out.unit.join(k.unit)
	}
	return out
}

// constant is the kind of a distribution's parameter, which is made of numbers
// and of inputs that are drawn from nothing.
func (c *checker) constant(dist, n *node) kind {
	if bad := c.varies(n); bad != nil {
		remedy := "write it out of the distribution, as in mean + sd * normal(0, 1)"
		if distributions[bad.text] != nil {
			remedy = "write a number; a distribution of a distribution is written as a product or a mixture"
		}
		c.faults.add(bad.offset, remedy, "a parameter of %s must be constant, and %s is not", dist.text, clip(bad.text))
		return unknownKind
	}
	k := c.kind(n)
	if k.truth {
		c.faults.add(n.offset, "write a number", "a parameter of %s is a number, not a condition", dist.text)
		return unknownKind
	}
	return k
}

// varies is a part of the expression that is no constant, or nil.
func (c *checker) varies(n *node) *node {
	switch {
	case n.kind == nodeNumber:
		return nil
	case n.kind == nodeName:
		if in := c.inputs[n.text]; in != nil && in.constant() || n.text == "step" || in == nil && c.formulas[n.text] == nil && n.text != "t" {
			return nil // an unknown name is another fault
		}
		return n
	case n.kind != nodeCall || distributions[n.text] != nil || functions[n.text] != nil && functions[n.text].steps:
		return n
	}
	for _, a := range n.args {
		if bad := c.varies(a); bad != nil {
			return bad
		}
	}
	return nil
}

// declared gives an input's expression the unit that it declares: plain numbers
// are in that unit, others must fit it. It returns the factor for plain numbers,
// which is 1 for a distribution that is a share by nature, such as beta.
func declared(k kind, e *node, unit *Unit) (kind, float64, bool) {
	share := e.isLiteral() && distributions[e.text].plain
	switch {
	case unit == nil:
		k.unit.any = false
		return k, 1, true
	case (k.unit.plain() || k.unit.any) && !share:
		return kind{unit: *unit}, unit.scale(), true
	case !k.unit.fits(*unit):
		return k, 1, false
	}
	return kind{unit: *unit}, 1, true
}

// isLiteral reports whether an expression is there and is one distribution.
func (n *node) isLiteral() bool {
	return n != nil && n.kind == nodeCall && distributions[n.text] != nil
}

// hasLiteral reports whether a distribution stands anywhere in it.
func (n *node) hasLiteral() bool {
	return n.isLiteral() || slices.ContainsFunc(n.args, (*node).hasLiteral)
}

// spelled is a distribution as written, for reports.
func (n *node) spelled() string { return strings.TrimSpace(n.source) }
