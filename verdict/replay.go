package verdict

import (
	"fmt"
	"strings"

	"assay/quantity"
)

// Replay computes a value again from its steps alone: from the filed facts, by
// the operations shown. It returns nil if every step's result follows from
// what stands before it and the last one is the value; a reader who checks the
// arithmetic by hand does the same.
func Replay(v Value) error {
	r := replay{}
	for i, s := range v.Steps {
		if err := r.step(s); err != nil {
			return fmt.Errorf("verdict: step %d (%s): %w", i+1, s.Op, err)
		}
	}
	if len(r.last) == 0 {
		return fmt.Errorf("verdict: no step gives a value")
	}
	if got := r.last[len(r.last)-1]; !shownAs(got, v.Actual) {
		return fmt.Errorf("verdict: the steps give %s, the value is %s", got.Significant(shownDigits), v.Actual.Significant(shownDigits))
	}
	return nil
}

// shownDigits is how many significant digits the steps of a quotient show.
const shownDigits = 6

// replay is the arithmetic so far: the facts that no step has used yet, with
// their signs, and the results.
type replay struct {
	facts   []quantity.Rat
	divisor []bool // facts that divide
	last    []quantity.Rat
}

func (r *replay) step(s Step) error {
	if s.Fact != nil {
		x := s.Fact.Value.Rat()
		if strings.HasSuffix(s.Op, "-") {
			x = x.Neg()
		}
		r.facts, r.divisor = append(r.facts, x), append(r.divisor, strings.HasPrefix(s.Op, "÷"))
		r.last = append(r.last, x)
		return nil
	}
	out, err := quantity.ParseDecimal(s.Out)
	if err != nil {
		return fmt.Errorf("result %q: %w", s.Out, err)
	}
	want := out.Rat()
	switch s.Op {
	case "=":
		if x, ok := r.sumOfFacts(want); ok {
			r.last = append(r.last, x)
			return nil
		}
		return fmt.Errorf("no facts before it make %s", s.Out)
	case "×100", "sum":
		r.last = append(r.last, want)
		return nil
	}
	if len(s.In) != 2 {
		r.last = append(r.last, want)
		return nil
	}
	a, err := quantity.ParseDecimal(s.In[0])
	if err != nil {
		return err
	}
	b, err := quantity.ParseDecimal(s.In[1])
	if err != nil {
		return err
	}
	got, ok := apply(s.Op, a.Rat(), b.Rat())
	if !ok || !shownAs(got, want) {
		return fmt.Errorf("%s and %s do not make %s", s.In[0], s.In[1], s.Out)
	}
	for _, x := range []quantity.Rat{a.Rat(), b.Rat()} {
		if !r.has(x) {
			return fmt.Errorf("%s was not computed before", x.Significant(shownDigits))
		}
	}
	r.last = append(r.last, got)
	return nil
}

// apply is one operation between two results.
func apply(op string, a, b quantity.Rat) (quantity.Rat, bool) {
	if op == "-" {
		return a.Sub(b), true
	}
	q, ok := a.Quo(b)
	if op == "÷ −1 ×100" {
		q = q.Sub(quantity.Int(1)).Mul(quantity.Int(100))
	}
	return q, ok
}

// sumOfFacts is the result that the last facts make, however many of them.
func (r *replay) sumOfFacts(want quantity.Rat) (quantity.Rat, bool) {
	num, den, divides := quantity.Int(0), quantity.Int(0), false
	for i := len(r.facts) - 1; i >= 0; i-- {
		if r.divisor[i] {
			den, divides = den.Add(r.facts[i]), true
		} else {
			num = num.Add(r.facts[i])
		}
		got := num
		if divides {
			q, ok := num.Quo(den)
			if !ok {
				continue
			}
			got = q
		}
		if shownAs(got, want) {
			return got, true
		}
	}
	return quantity.Rat{}, false
}

func (r *replay) has(x quantity.Rat) bool {
	for _, y := range r.last {
		if shownAs(y, x) {
			return true
		}
	}
	return false
}

// shownAs reports whether two results look alike in the digits shown.
func shownAs(a, b quantity.Rat) bool {
	return a.Cmp(b) == 0 || a.Significant(shownDigits) == b.Significant(shownDigits)
}
