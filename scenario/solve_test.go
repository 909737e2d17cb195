package scenario

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const solvable = `
[inputs]
x     = { value = 1, range = ["-4", "4"] }
k     = { value = 2, range = [1, 4] }
price = "20 USD"
n     = "normal(10, 2)"
cost  = "150 USD"
[formulas]
square = "x^2 - k"
cubic  = "x^3 - 3 * x + 1"
touch  = "(x - 1)^2"
broken = "if(x > 1, 1, -1)"
rooty  = "sqrt(x) - 1"
profit = "n * price - cost"
`

func solve(t *testing.T, o SolveOptions) *Solution {
	t.Helper()
	s, err := compile(t, solvable).Solve(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// told is a solution in short.
func told(s *Solution) string {
	var out []string
	for _, r := range s.Roots {
		jump := ""
		if r.Jump {
			jump = " jump"
		}
		out = append(out, fmt.Sprintf("%.4f%s", float64(r.Value), jump))
	}
	text := s.Status + ": " + strings.Join(out, ", ") + ";"
	for _, h := range s.Holds {
		text += fmt.Sprintf(" %.4f..%.4f", float64(h.From), float64(h.To))
	}
	return text
}

func TestSolve(t *testing.T) {
	tests := []struct{ input, condition, want string }{
		{"x", "square = 0", "found: -1.4142, 1.4142; -1.4142..-1.4142 1.4142..1.4142"},
		{"x", "square > 0", "found: -1.4142, 1.4142; -4.0000..-1.4142 1.4142..4.0000"},
		{"x", "square <= 0", "found: -1.4142, 1.4142; -1.4142..1.4142"},
		{"x", "median(cubic) = 0", "found: -1.8794, 0.3473, 1.5321; -1.8794..-1.8794 0.3473..0.3473 1.5321..1.5321"},
		{"x", "touch = 0", "found: 1.0000; 1.0000..1.0000"},
		{"x", "touch < -1", "no value in range does: ;"},
		{"x", "touch > -1", "holds everywhere: ; -4.0000..4.0000"},
		{"x", "broken = 0", "no value in range does: 1.0000 jump;"},
		{"x", "broken > 0", "found: 1.0000 jump; 1.0000..4.0000"},
		{"x", "rooty > 0", "found: 1.0000; 1.0000..4.0000"},
		{"x", "rooty < 0", "found: 1.0000; 0.0000..1.0000"},
		{"x", "log(x - 9) > 0", "undefined: ;"},
		{"price", "median(profit) = 0 USD", "found: 14.9"},
		{"price", "chance(profit > 0) >= 90%", "found: 20.1"},
		{"price", "p5(profit) > mean(profit) - cost / 2", "found: "},
		{"cost", "profit >= 0", "found: 200.0"},
	}
	for _, tt := range tests {
		if got := told(solve(t, SolveOptions{Input: tt.input, Condition: tt.condition})); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s for %s: %s, want %s", tt.condition, tt.input, got, tt.want)
		}
	}
}

func TestSolveBetweenGridPoints(t *testing.T) {
	for _, tt := range []struct{ condition, want string }{
		{"(x - 1.03)^2 = 0.0001", "found: 1.0200, 1.0400;"},
		{"(x - 1.03)^2 = 0", "found: 1.0300;"},
	} {
		if got := told(solve(t, SolveOptions{Input: "x", Condition: tt.condition})); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %s, want %s", tt.condition, got, tt.want)
		}
	}
}

func TestSolveFaults(t *testing.T) {
	m := compile(t, solvable)
	tests := []struct {
		o    SolveOptions
		want string
	}{
		{SolveOptions{Input: "prise", Condition: "square = 0"}, "there is no input prise: write price"},
		{SolveOptions{Input: "x", Condition: "square"}, "compares two values: write a comparison"},
		{SolveOptions{Input: "x", Condition: "n > median(profit) / 1 USD"}, "column 1: n is not one value but as many as there are samples: write median(n)"},
		{SolveOptions{Input: "x", Condition: "median(profit) > 0.5"}, "column 18: - joins USD with a plain number"},
		{SolveOptions{Input: "x", Condition: "chance(profit) > 0.5"}, "column 8: chance takes a condition here"},
		{SolveOptions{Input: "x", Condition: "square > normal(0, 1)"}, "a condition draws nothing of its own"},
		{SolveOptions{Input: "x", Condition: "mean(mean(x)) > 1"}, "mean cannot stand in a formula"},
		{SolveOptions{Input: "x", Condition: "square > 0", Low: "5", High: "1"}, "the range of x is empty"},
		{SolveOptions{Input: "x", Condition: "square > 0", Low: "5 USD"}, "the range is in USD, x in a plain number"},
		{SolveOptions{Input: "x", Condition: "square > 0", Grid: 1e6}, "out of bounds"},
		{SolveOptions{Input: "x", Condition: "square >"}, "the expression ends too early"},
	}
	for _, tt := range tests {
		_, err := m.Solve(tt.o)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %s", tt.o, err, tt.want)
		}
	}
}

func TestSolveOfSteps(t *testing.T) {
	m := compile(t, `
horizon = 10
[inputs]
growth = { value = "5%", range = ["0%", "100%"] }
[formulas]
cash = "prev(cash, 1bn USD) * (1 + growth)"
`)
	s, err := m.Solve(SolveOptions{Input: "growth", Condition: "last(cash) = 2bn USD"})
	if err != nil {
		t.Fatal(err)
	}
	if want := 100 * (math.Pow(2, 0.1) - 1); s.Unit != "percent" || math.Abs(float64(s.Roots[0].Value)-want) > 1e-6 {
		t.Errorf("%+v, want %v percent", s, want)
	}
	if _, err := m.Solve(SolveOptions{Input: "growth", Condition: "cash = 2bn USD"}); err == nil || !strings.Contains(err.Error(), "differs from step to step") {
		t.Errorf("a condition on steps: %v", err)
	}
}

func TestCurve(t *testing.T) {
	c, err := compile(t, solvable).Curve(CurveOptions{
		Solve: SolveOptions{Input: "x", Condition: "square = 0", Low: "0"}, Over: "k", Points: 4,
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range c.Points {
		if k := float64(i + 1); float64(p.Over) != k || len(p.Roots) != 1 || math.Abs(float64(p.Roots[0].Value)-math.Sqrt(k)) > 1e-7 {
			t.Errorf("point %d: %+v", i, p)
		}
	}
}

// TestRefine is that a bracketed root is found whatever the function.
func TestRefine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := rapid.Float64Range(-1, 1).Draw(t, "root")
		power := rapid.SampledFrom([]float64{0.2, 1, 3, 9}).Draw(t, "power")
		f := func(x float64) (float64, error) { return math.Copysign(math.Pow(math.Abs(x-root), power), x-root), nil }
		a, _ := f(-1.5)
		b, _ := f(2)
		lo, hi, err := refine(point{-1.5, a}, point{2, b}, 1e-9, f)
		if err != nil || lo.x > root || hi.x < root || hi.x-lo.x > 2e-9 && lo.y != 0 && hi.y != 0 {
			t.Errorf("root %v between %v and %v", root, lo, hi)
		}
	})
}

func TestMoved(t *testing.T) {
	f, err := Parse([]byte(`
[inputs]
a = { fact = { measure = "capex", entity = "MSFT", period = "FY2025" } }
b = { ledger = "3f9a" }
c = "normal(1, 0.001)"
[formulas]
y = "a * b * c"
z = "y > 20bn USD"
`))
	if err != nil {
		t.Fatal(err)
	}
	newer := fakes{"MSFT": {Value: 70e9, Unit: "USD", Source: "later"}, "3f9a": {Low: 20, High: 40, Unit: "percent"}}
	before, err := f.Compile(evidence)
	if err != nil {
		t.Fatal(err)
	}
	after, err := f.Compile(newer)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Moved(before, after, RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	o := m.Outputs[0]
	if len(m.Inputs) != 2 || len(o.By) != 2 || o.By[0].Input != "a" || o.Unit != "USD" {
		t.Fatalf("%+v", m)
	}
	if got := float64(o.By[0].Value / o.Before); math.Abs(got-70/64.55) > 1e-9 {
		t.Errorf("capex alone moves the median by %v", got)
	}
	if o.After == o.Before {
		t.Error("nothing moved")
	}
	// 20 to 40 % of 70 billion, evenly, is above 20 in 4 of 7 cases.
	if z := m.Outputs[1]; !z.Truth || math.Abs(float64(z.After)-4./7) > 0.01 {
		t.Errorf("the chance of a condition: %+v", z)
	}
}
