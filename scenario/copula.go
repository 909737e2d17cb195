package scenario

import (
	"math"
	"slices"
	"strings"
)

// group is inputs that are drawn together. Their joint distribution is the
// Gaussian copula: each is the quantile of Φ(z), and the z are normal with the
// file's coefficients as their correlations. An input correlated with none is a
// group of its own.
type group struct {
	members []int
	factor  [][]float64 // lower triangle L with LLᵀ the correlations; nil for one member
}

// correlate makes the groups of the inputs that are drawn.
func (m *Model) correlate(flt *faults) {
	names := map[string]int{}
	parent := make([]int, len(m.inputs))
	for i, in := range m.inputs {
		parent[i] = i
		if !in.literal {
			names[in.Name] = i
		}
	}
	root := func(i int) int {
		for parent[i] != i {
			i = parent[i]
		}
		return i
	}
	rho := map[[2]int]float64{}
	for _, c := range m.file.correlations {
		a, b, ok := m.pair(c, names, flt)
		if !ok {
			continue
		}
		if _, twice := rho[[2]int{a, b}]; twice {
			flt.add(c.offset, "remove one", "the correlation of %s and %s is given twice", c.a, c.b)
		}
		rho[[2]int{a, b}], rho[[2]int{b, a}] = c.rho, c.rho
		if x, y := root(a), root(b); x != y {
			parent[max(x, y)] = min(x, y)
		}
	}
	index := map[int]int{}
	for i, in := range m.inputs {
		in.group = -1
		if in.constant() {
			continue
		}
		r := root(i)
		if _, ok := index[r]; !ok {
			index[r] = len(m.groups)
			m.groups = append(m.groups, group{})
		}
		in.group = index[r]
		m.groups[in.group].members = append(m.groups[in.group].members, i)
	}
	for i := range m.groups {
		m.factorise(&m.groups[i], rho, flt)
	}
}

// pair finds the two inputs of a correlation.
func (m *Model) pair(c correlationDecl, names map[string]int, flt *faults) (a, b int, ok bool) {
	var list []string
	for _, in := range m.inputs {
		if !in.literal && !in.constant() {
			list = append(list, in.Name)
		}
	}
	for _, n := range []string{c.a, c.b} {
		if !slices.Contains(list, n) {
			flt.add(c.offset, suggest(n, list, "name an input with a distribution"), "%s cannot be correlated: it is no input that is drawn", clip(n))
			return 0, 0, false
		}
	}
	a, b = names[c.a], names[c.b]
	switch {
	case a == b:
		flt.add(c.offset, "name two inputs", "%s cannot be correlated with itself", c.a)
	case m.inputs[a].every != m.inputs[b].every:
		flt.add(c.offset, `draw both with every = "step", or neither`, "%s and %s are not drawn at the same steps", c.a, c.b)
	default:
		return a, b, true
	}
	return 0, 0, false
}

// factorise is Cholesky's decomposition of a group's correlations.
func (m *Model) factorise(g *group, rho map[[2]int]float64, flt *faults) {
	n := len(g.members)
	if n == 1 {
		return
	}
	l := make([][]float64, n)
	for i := range l {
		l[i] = make([]float64, i+1)
		for j := 0; j <= i; j++ {
			s := 1.0
			if i != j {
				s = rho[[2]int{g.members[i], g.members[j]}]
			}
			for k := range j {
				s -= float64(l[i][k] * l[j][k])
			}
			if i != j {
				l[i][j] = s / l[j][j]
				continue
			}
			if s < 1e-10 {
				m.contradiction(g.members[:i+1], flt)
				return
			}
			l[i][i] = math.Sqrt(s)
		}
	}
	g.factor = l
}

// contradiction reports correlations that no variables can have.
func (m *Model) contradiction(members []int, flt *faults) {
	var names []string
	for _, i := range members {
		names = append(names, m.inputs[i].Name)
	}
	at := 0
	for _, c := range m.file.correlations {
		if slices.Contains(names, c.a) && slices.Contains(names, c.b) {
			at = c.offset
		}
	}
	flt.add(at, "bring them nearer to zero, or give the missing pairs; a correlation of 1 is one input used twice",
		"the correlations of %s are not positive definite: no inputs can have them all", strings.Join(names, ", "))
}
