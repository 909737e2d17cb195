package outlook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay/evidence"
	"assay/quantity"
)

// book holds the facts of a table, each once.
type book struct {
	facts []Fact
	at    map[Fact]int
}

// term is the fact's place in the book, with its sign.
func (b *book) term(t *evidence.SignedFact) Term {
	f := &t.Fact
	k := Fact{
		Entity: string(f.Entity), Concept: f.Concept, Dimensions: string(f.Dims), Start: f.Period.Start, End: f.Period.End,
		Value: f.Value.String(), Unit: f.Unit, Accession: f.Filing.Accession, Form: f.Filing.Form, Filed: f.Filing.Filed, URL: f.Filing.URL(),
	}
	i, ok := b.at[k]
	if !ok {
		if b.at == nil {
			b.at = map[Fact]int{}
		}
		i = len(b.facts)
		b.facts, b.at[k] = append(b.facts, k), i
	}
	return Term{t.Sign, i}
}

// valued is a figure with its value.
func valued(v quantity.Rat, unit string) Figure {
	return Figure{Status: Known, Amount: v, Value: v.String(), Unit: unit}
}

// missing is a figure without one.
func missing(why string) Figure { return Figure{Status: Missing, Why: why} }

// none is a figure of which no fact says that there is any.
func none(why string) Figure {
	return Figure{Status: None, Value: "0", Why: why}
}

// of is the figure of a value that the evidence engine computed.
func (b *book) of(c *evidence.Computed) Figure {
	f := valued(c.Value, c.Unit)
	f.Definition, f.Start, f.End, f.Basis = c.Definition, c.Period.Start, c.Period.End, c.Basis.String()
	for i := range c.Terms {
		f.Terms = append(f.Terms, b.term(&c.Terms[i]))
	}
	for _, n := range c.Notes {
		f.Notes = append(f.Notes, n.String())
	}
	return f
}

// add is the sum of two figures; one without a value has the sum without one.
func add(x, y Figure) Figure { return combine(x, y, 1) }

// sub is the difference of two figures.
func sub(x, y Figure) Figure { return combine(x, y, -1) }

func combine(x, y Figure, sign int) Figure {
	if f, ok := unfit(x, y); !ok {
		return f
	}
	v := y.Amount
	if sign < 0 {
		v = v.Neg()
	}
	f := valued(x.Amount.Add(v), cmp.Or(x.Unit, y.Unit))
	f.Basis = bases(x.Basis, y.Basis)
	f.Terms = append(slices.Clip(x.Terms), signed(y.Terms, sign)...)
	f.Notes = appendNew(slices.Clip(x.Notes), y.Notes...)
	return f
}

// bases names the bases on which two figures rest, each once.
func bases(x, y string) string {
	switch {
	case x == "" || y == "":
		return x + y
	case slices.Contains(strings.Split(x, "; "), y):
		return x
	}
	return x + "; " + y
}

// unfit is the result of two figures that cannot be computed with; ok reports
// that they can.
func unfit(x, y Figure) (f Figure, ok bool) {
	switch {
	case !x.OK():
		return without(x), false
	case !y.OK():
		return without(y), false
	case x.Unit != y.Unit && x.Unit != "" && y.Unit != "":
		return Figure{Status: Units, Why: fmt.Sprintf("figures in %s and in %s are not computed with", x.Unit, y.Unit)}, false
	}
	return Figure{}, true
}

// without is a result that lacks a value for the reason that the input does.
func without(f Figure) Figure { return Figure{Status: f.Status, Why: f.Why} }

func signed(terms []Term, sign int) []Term {
	out := make([]Term, len(terms))
	for i, t := range terms {
		out[i] = Term{sign * t.Sign, t.Fact}
	}
	return out
}

// bounds are the denominators that carry a ratio; see ReturnsOptions.
type bounds struct{ tiny, most quantity.Rat }

// ratio divides x by y. A denominator that is zero, negative, smaller than the
// bounds' part of scale, or so small that the ratio passes the bounds' most,
// carries no ratio: the figure then says so. A scale without a value sets no
// bound.
func (b bounds) ratio(x, y, scale Figure, of string) Figure {
	if f, ok := unfit(x, y); !ok {
		return f
	}
	if y.Amount.Sign() <= 0 {
		return Figure{Status: Negative, Why: fmt.Sprintf("%s is %s: no ratio", of, notPositive(y.Amount))}
	}
	if scale.OK() && y.Amount.Cmp(scale.Amount.Abs().Mul(b.tiny)) < 0 {
		return Figure{Status: Small, Why: fmt.Sprintf("%s is below %s of revenue: no ratio", of, percent(b.tiny, 1))}
	}
	v, _ := x.Amount.Quo(y.Amount)
	if v.Abs().Cmp(b.most) > 0 {
		return Figure{Status: Small, Why: fmt.Sprintf("the ratio passes %s: %s is small beside it", percent(b.most, 0), of)}
	}
	f := valued(v, "pure")
	f.Basis = bases(x.Basis, y.Basis)
	f.Terms, f.Over, f.Notes = x.Terms, y.Terms, appendNew(slices.Clip(x.Notes), y.Notes...)
	return f
}

func notPositive(v quantity.Rat) string {
	if v.Sign() == 0 {
		return "zero"
	}
	return "negative"
}

// shared is an n-th part of a figure.
func shared(f Figure, n int) Figure {
	v, ok := f.Amount.Quo(quantity.Int(int64(n)))
	if !f.OK() || !ok {
		return f
	}
	f.Amount, f.Value, f.DividedBy = v, v.String(), n
	return f
}

// appendNew appends what is not there yet.
func appendNew(to []string, from ...string) []string {
	for _, s := range from {
		if !slices.Contains(to, s) {
			to = append(to, s)
		}
	}
	return to
}

func join(s []string) string { return strings.Join(s, ", ") }

// percent is a fraction in percent, to so many digits after the point.
func percent(r quantity.Rat, digits int) string {
	return fixed(r.Mul(quantity.Int(100)), digits) + " %"
}

// fixed is a decimal of so many digits after the point; what rounds to zero
// has no sign.
func fixed(r quantity.Rat, digits int) string {
	s := r.Fixed(digits)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}
