package scenario

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// parameter is one parameter of a distribution as a file gives it: its role
// ("mean", "p5"; "" in a list) and its value in base units.
type parameter struct {
	role  string
	value float64
}

// distribution is a family that a file can name.
type distribution struct {
	positional []string   // the roles of parameters without a label
	forms      [][]string // the sets of roles that set it; "p" stands for a percentile
	plain      bool       // its values have no unit
	list       bool       // takes any number of values, without roles
	// build sets the parameters, given in the order of the form. A fault says
	// what is wrong with them.
	build func(form int, p []parameter) (shape, string)
}

// distributions are the families by name.
var distributions = map[string]*distribution{
	"normal":     {positional: []string{"mean", "sd"}, forms: [][]string{{"mean", "sd"}, {"p", "p"}}, build: buildNormal},
	"lognormal":  {positional: []string{"mu", "sigma"}, forms: [][]string{{"mu", "sigma"}, {"p", "p"}, {"mean", "sd"}}, build: buildLognormal},
	"beta":       {positional: []string{"a", "b"}, forms: [][]string{{"a", "b"}, {"mean", "sd"}}, plain: true, build: buildBeta},
	"gamma":      {positional: []string{"shape", "scale"}, forms: [][]string{{"shape", "scale"}, {"mean", "sd"}}, build: buildGamma},
	"uniform":    {positional: []string{"low", "high"}, forms: [][]string{{"low", "high"}, {"p", "p"}}, build: buildUniform},
	"triangular": {positional: []string{"low", "mode", "high"}, forms: [][]string{{"low", "mode", "high"}}, build: buildTriangular},
	"pert":       {positional: []string{"low", "mode", "high"}, forms: [][]string{{"low", "mode", "high"}}, build: buildPert},
	"empirical":  {list: true, build: buildEmpirical},
	"mixture":    {list: true},
}

// distributionNames are the families, sorted.
func distributionNames() []string {
	out := make([]string, 0, len(distributions))
	for n := range distributions {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// plainRoles are the parameters that have no unit whatever the values' is.
var plainRoles = []string{"mu", "sigma", "shape", "a", "b"}

// usage is how a distribution is written.
func (d *distribution) usage(name string) string {
	if name == "mixture" {
		return "write mixture(0.3, normal(1, 2), 0.7, uniform(0, 1))"
	}
	if d.list {
		return "write " + name + "(1, 2, 5)"
	}
	ways := []string{name + "(" + strings.Join(d.positional, ", ") + ")"}
	for _, f := range d.forms {
		switch {
		case f[0] == "p":
			ways = append(ways, name+"(p5 LOW, p95 HIGH)")
		case !slices.Equal(f, d.positional):
			ways = append(ways, name+"("+f[0]+" X, "+f[1]+" Y)")
		}
	}
	return "write " + strings.Join(ways, " or ") + ", and min X, max Y to cut it off"
}

// roles gives each parameter its role; ends are those named min and max. form is
// −1 where they set no distribution.
func (d *distribution) roles(labels []string) (named []string, form int) {
	var own []string
	for i, l := range labels {
		if l == "" {
			if i >= len(d.positional) || i > 0 && labels[i-1] != "" {
				return nil, -1
			}
			l = d.positional[i]
		}
		if l == "median" {
			l = "p50"
		}
		if slices.Contains(named, l) {
			return nil, -1
		}
		named = append(named, l)
		if l != "min" && l != "max" {
			own = append(own, l)
		}
	}
	for f, form := range d.forms {
		if matches(form, own) {
			return named, f
		}
	}
	return nil, -1
}

// matches reports whether the roles are those of the form in any order.
func matches(form, roles []string) bool {
	if len(form) != len(roles) {
		return false
	}
	for _, r := range roles {
		_, isP := percentile(r)
		if !slices.Contains(form, r) && !(isP && form[0] == "p") {
			return false
		}
	}
	return true
}

// shapeOf sets a distribution by roles; a fault says what is wrong with its
// parameters.
func (d *distribution) shapeOf(form int, params []parameter) (shape, string) {
	for _, p := range params {
		if math.IsNaN(p.value) || math.IsInf(p.value, 0) {
			return nil, "its parameters must be finite"
		}
	}
	if d.list {
		return d.build(form, params)
	}
	low, high := math.Inf(-1), math.Inf(1)
	own := make([]parameter, 0, len(params))
	for _, p := range params {
		switch p.role {
		case "min":
			low = p.value
		case "max":
			high = p.value
		default:
			own = append(own, p)
		}
	}
	slices.SortStableFunc(own, func(a, b parameter) int { return order(d.forms[form], a, b) })
	s, fault := d.build(form, own)
	if fault != "" || math.IsInf(low, 0) && math.IsInf(high, 0) {
		return s, fault
	}
	if low >= high {
		return nil, "min must lie below max"
	}
	t, ok := truncate(s, low, high)
	if !ok {
		return nil, "between min and max there is less than a billionth of the distribution"
	}
	return t, ""
}

// order puts parameters in the order of their form, percentiles by level.
func order(form []string, a, b parameter) int {
	if form[0] == "p" {
		x, _ := percentile(a.role)
		y, _ := percentile(b.role)
		if x < y {
			return -1
		}
		return 1
	}
	return slices.Index(form, a.role) - slices.Index(form, b.role)
}

// fromPercentiles is the mean and deviation of the normal distribution with two
// percentiles.
func fromPercentiles(a, b parameter, x, y float64) (normalShape, string) {
	if !(x < y) {
		return normalShape{}, fmt.Sprintf("%s must lie below %s", a.role, b.role)
	}
	p, _ := percentile(a.role)
	q, _ := percentile(b.role)
	z, w := normalQuantile(p), normalQuantile(q)
	sd := (y - x) / (w - z)
	return normalShape{x - float64(sd*z), sd}, ""
}

func buildNormal(form int, p []parameter) (shape, string) {
	if form == 1 {
		return fromPercentiles(p[0], p[1], p[0].value, p[1].value)
	}
	if !(p[1].value > 0) {
		return nil, "sd must be above zero"
	}
	return normalShape{p[0].value, p[1].value}, ""
}

func buildLognormal(form int, p []parameter) (shape, string) {
	a, b := p[0].value, p[1].value
	switch form {
	case 0:
		if !(b > 0 && b <= 100) {
			return nil, "sigma must lie above zero and not above 100"
		}
		return lognormalShape{normalShape{a, b}}, ""
	case 1:
		if !(a > 0) {
			return nil, "its percentiles must be above zero"
		}
		n, fault := fromPercentiles(p[0], p[1], logOf(a), logOf(b))
		return lognormalShape{n}, fault
	}
	if !(a > 0 && b > 0) {
		return nil, "mean and sd must be above zero"
	}
	v := log1pOf(b / a * (b / a))
	return lognormalShape{normalShape{logOf(a) - float64(v/2), math.Sqrt(v)}}, ""
}

// The shapes of beta and gamma distributions lie in this range.
const minShape, maxShape = 0.05, 1e5

func badShape(x float64) bool { return !(x >= minShape && x <= maxShape) }

func buildBeta(form int, p []parameter) (shape, string) {
	a, b := p[0].value, p[1].value
	if form == 1 {
		mean, sd := a, b
		n := mean*(1-mean)/(sd*sd) - 1
		if !(mean > 0 && mean < 1 && sd > 0 && n > 0) {
			return nil, "mean must lie between 0 and 1, and sd below the root of mean × (1 − mean)"
		}
		a, b = mean*n, (1-mean)*n
	}
	if badShape(a) || badShape(b) {
		return nil, "a and b must lie between 0.05 and 100,000"
	}
	return newBeta(a, b), ""
}

func buildGamma(form int, p []parameter) (shape, string) {
	k, scale := p[0].value, p[1].value
	if form == 1 {
		k, scale = p[0].value/p[1].value*(p[0].value/p[1].value), p[1].value/p[0].value*p[1].value
	}
	if badShape(k) || !(scale > 0) {
		return nil, "shape must lie between 0.05 and 100,000, scale, mean and sd above zero"
	}
	return linearShape{newGamma(k), 0, scale}, ""
}

func buildUniform(form int, p []parameter) (shape, string) {
	a, b := p[0].value, p[1].value
	if !(a < b) {
		return nil, "its first value must lie below its second"
	}
	if form == 1 {
		x, _ := percentile(p[0].role)
		y, _ := percentile(p[1].role)
		width := (b - a) / (y - x)
		a -= float64(x * width)
		b = a + width
	}
	return uniformShape{a, b}, ""
}

func buildTriangular(_ int, p []parameter) (shape, string) {
	if !(p[0].value <= p[1].value && p[1].value <= p[2].value && p[0].value < p[2].value) {
		return nil, "low, mode and high must rise"
	}
	return triangularShape{p[0].value, p[1].value, p[2].value}, ""
}

// buildPert is the beta distribution of project planning, whose mean weighs the
// mode four times (Malcolm and others, "Application of a technique for research
// and development program evaluation", Operations Research 7(5), 1959).
func buildPert(_ int, p []parameter) (shape, string) {
	low, mode, high := p[0].value, p[1].value, p[2].value
	if !(low <= mode && mode <= high && low < high) {
		return nil, "low, mode and high must rise"
	}
	width := high - low
	return linearShape{newBeta(1+4*(mode-low)/width, 1+4*(high-mode)/width), low, width}, ""
}

func buildEmpirical(_ int, p []parameter) (shape, string) {
	values := make([]float64, len(p))
	for i, x := range p {
		values[i] = x.value
	}
	slices.Sort(values)
	return empiricalShape{values}, ""
}

// buildMixture weighs the parts; the weights are shares of their sum.
func buildMixture(weights []float64, parts []shape) (shape, string) {
	sum := 0.0
	for _, w := range weights {
		if !(w > 0 && w < math.Inf(1)) {
			return nil, "its weights must be above zero"
		}
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
	return mixtureShape{weights, parts}, ""
}
