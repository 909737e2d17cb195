package scenario

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
)

// FuzzParse: no text makes the parser, the compiler, a run or a solve panic, and
// an error has a place in the file.
func FuzzParse(f *testing.F) {
	if b, err := os.ReadFile("testdata/faults.txt"); err == nil {
		for _, c := range strings.Split(string(b), "\n====\n") {
			text, _, _ := strings.Cut(c, "\n----\n")
			f.Add([]byte(text))
		}
	}
	if b, err := os.ReadFile("testdata/example.toml"); err == nil {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := Parse(src)
		if err != nil {
			placed(t, src, err)
			return
		}
		file.horizon = min(file.horizon, 5)
		m, err := file.Compile(evidence)
		if err != nil {
			placed(t, src, err)
			return
		}
		use(t, m)
	})
}

// FuzzExpression is the same for one expression.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{literal, "if(1 < 2 and not 3 = 4, -2^2, max(1, 2, 3))", "mixture(1, normal(0, 1, min 0), 2, beta(2, 5))",
		"empirical(1, 2, 2)", "uniform(p2.5 0, p97.5 1 bn) / 5%", "20 USD/share/month * 3 shares", "when(t > 1) + sum(t) + prev(t, 3) + t[1]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		file, err := ParseExpression(expr)
		if err != nil {
			placed(t, []byte(expr), err)
			return
		}
		m, err := file.Compile(nil)
		if err != nil {
			placed(t, []byte(expr), err)
			return
		}
		use(t, m)
	})
}

// FuzzCondition is the same for a condition to solve for.
func FuzzCondition(f *testing.F) {
	for _, s := range []string{"median(profit) = 0 USD", "chance(profit > 0) >= 90%", "x < 3 count", "p5(square) + 1 > mean(cubic)", "last(x) = sum(x)"} {
		f.Add(s)
	}
	m := compile(f, solvable)
	f.Fuzz(func(t *testing.T, condition string) {
		_, _ = m.Solve(SolveOptions{Input: "x", Condition: condition, Grid: 4, Run: RunOptions{Samples: 10, Workers: 1}})
	})
}

func placed(t *testing.T, src []byte, err error) {
	t.Helper()
	list, ok := err.(Errors)
	if !ok || len(list) == 0 {
		t.Fatalf("%T: %v", err, err)
	}
	lines := strings.Count(string(src), "\n") + 1
	for _, e := range list {
		if e.Line < 1 || e.Line > lines || e.Column < 1 || e.Fault == "" || e.Remedy == "" {
			t.Errorf("no place or no remedy: %+v", e)
		}
	}
}

// use runs all that a model offers on a few samples.
func use(t *testing.T, m *Model) {
	t.Helper()
	o := RunOptions{Samples: 20, Workers: 1, MaxBytes: 1 << 28}
	r, err := m.Run(o)
	if err != nil {
		return
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
	for _, out := range r.Outputs {
		for _, s := range out.Fan {
			if math.IsNaN(float64(s.Mean)) && s.Undefined == 0 && s.Infinite < 2 {
				t.Errorf("%s has no mean, and nothing says why", out.Name)
			}
		}
	}
	if _, err := m.Sobol(o); err != nil {
		t.Error(err)
	}
	bars, err := m.Tornado(o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(bars); err != nil {
		t.Error(err)
	}
}

// FuzzSpecial: elementary functions take every float64.
func FuzzSpecial(f *testing.F) {
	f.Add(1.0, 2.0)
	f.Add(-745.2, 1e300)
	f.Add(5e-324, math.Inf(1))
	f.Fuzz(func(t *testing.T, x, y float64) {
		_, _ = log1pOf(x), normalBelow(x)
		if v := expOf(x); v < 0 || v != v && x == x {
			t.Errorf("exp(%v) = %v", x, v)
		}
		if v, want := powOf(x, y), math.Pow(x, y); (v != v) != (want != want) && !(x < 0) && x != 1 && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
			t.Errorf("%v^%v = %v, want %v", x, y, v, want)
		}
		if p := normalBelow(x); x == x && !(p >= 0 && p <= 1) {
			t.Errorf("Φ(%v) = %v", x, p)
		}
	})
}
