package scenario

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
)

// fakes are facts by entity and ledger entries by id.
type fakes map[string]Bound

func (f fakes) Fact(id FactID) (Bound, error)   { return f.get(id.Entity) }
func (f fakes) Ledger(id string) (Bound, error) { return f.get(id) }
func (f fakes) get(id string) (Bound, error) {
	if b, ok := f[id]; ok {
		return b, nil
	}
	return Bound{}, errors.New("no such fact: " + id)
}

var evidence = fakes{
	"MSFT": {Value: 64.55e9, Unit: "USD", Years: 1, Source: "0000950170-25-100235"},
	"3f9a": {Low: 20, High: 40, Level: 0.9, Unit: "percent", Source: "sha256:3f9a"},
}

func compile(t testing.TB, text string) *Model {
	t.Helper()
	f, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.Compile(evidence)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func example(t testing.TB) *Model {
	t.Helper()
	b, err := os.ReadFile("testdata/example.toml")
	if err != nil {
		t.Fatal(err)
	}
	return compile(t, string(b))
}

func mustRun(t testing.TB, m *Model, o RunOptions) *Result {
	t.Helper()
	r, err := m.Run(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tornado(t testing.TB, m *Model) *Tornado {
	t.Helper()
	out, err := m.Tornado(RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// outputNamed is an output of a result.
func outputNamed(t testing.TB, r *Result, name string) OutputResult {
	t.Helper()
	for _, o := range r.Outputs {
		if o.Name == name {
			return o
		}
	}
	t.Fatalf("no output %s", name)
	return OutputResult{}
}

func TestExample(t *testing.T) {
	r := mustRun(t, example(t), RunOptions{})
	revenue := outputNamed(t, r, "revenue")
	if len(revenue.Fan) != 8 || revenue.Unit != "USD/year" || revenue.Fan[0].Step != "2026" || revenue.Fan[7].Step != "2033" {
		t.Errorf("revenue: %d steps in %s from %s to %s", len(revenue.Fan), revenue.Unit, revenue.Fan[0].Step, revenue.Fan[7].Step)
	}
	// About the product of the medians: 30 % of √(0.3·2)bn users at 240 dollars.
	want := 0.3 * math.Sqrt(0.3*2) * 1e9 * 240
	if got := float64(revenue.Fan[0].At(0.5)); math.Abs(got/want-1) > 0.03 {
		t.Errorf("revenue of the first year: median %g, want %g", got, want)
	}
	payback, paid := outputNamed(t, r, "payback"), outputNamed(t, r, "paid")
	never := float64(payback.Fan[0].Infinite) / float64(r.Samples)
	if p := float64(paid.Fan[0].Mean); math.Abs(p+never-1) > 1e-12 || !paid.Truth || paid.Fan[0].Quantiles != nil {
		t.Errorf("paid with chance %g, never with %g", p, never)
	}
	if o := outputNamed(t, r, "return"); o.Unit != "percent" || len(o.Fan) != 1 {
		t.Errorf("return in %q, %d summaries", o.Unit, len(o.Fan))
	}
	if in := r.Inputs[4]; in.Source != "0000950170-25-100235" || in.Fact.Entity != "MSFT" || *in.Value != 64.55e9 {
		t.Errorf("capex: %+v", in)
	}
}

func TestSameBytesOnAnyProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want []byte
	for _, n := range []int{1, 8} {
		runtime.GOMAXPROCS(n)
		m := example(t)
		r := mustRun(t, m, RunOptions{Samples: 20_500})
		s, err := m.Sobol(RunOptions{Samples: 5000})
		if err != nil {
			t.Fatal(err)
		}
		samples, _ := r.SamplesOf("revenue")
		got, err := json.Marshal([]any{r, s, tornado(t, m), samples})
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		} else if !bytes.Equal(got, want) {
			t.Errorf("%d processors give other bytes than one", n)
		}
	}
}

func TestSteps(t *testing.T) {
	tests := []struct{ formula, want string }{
		{`x = "t"`, "4"},
		{`x = "prev(x, 1) * 2"`, "16"},
		{"x = { first = \"3\", value = \"x[t-1] + 1\" }", "6"},
		{"x = { first = [\"1\", \"1\"], value = \"x[t-1] + x[t-2]\" }", "3"},
		{"y = \"t^2\"\nx = \"sum(y)\"", "30"},
		{"y = \"t^2\"\nx = \"average(y)\"", "7.5"},
		{"y = \"abs(t - 3)\"\nx = \"lowest(y) + 10 * highest(y)\"", "20"},
		{"y = \"t^2\"\nx = \"first(y) + last(y) + y[2]\"", "21"},
		{`x = "count(t > 1)"`, "3"},
		{`x = "when(t^2 > 5)"`, "3"},
		{`x = "when(t > 9)"`, "infinite"},
		{"y = \"t\"\nx = \"lag(y, 2, 7)\"", "2"},
		{"y = \"t\"\nx = \"first(lag(y, 2, 7))\"", "7"},
		{`x = "step * 12 * 1 count / 1 year"`, "3"},
		{"a = \"prev(b, 0) + 1\"\nb = \"a * 2\"\nx = \"b\"", "30"},
		{`x = "if(t > 2 and not t = 3, 1, 2) + clamp(t, 5, 9) + min(t, 2, 3) - max(1, 2) + -2^2"`, "2"},
		{`x = "2^-1 + 2^3^2 + sqrt(16) + log(exp(2)) + 10% + 1_000"`, "1518.6"},
		{`x = "0/0"`, "undefined"},
		{`x = "sqrt(-1) > 0"`, "undefined"},
		{`x = "1bn USD/quarter / (4m USD/year)"`, "1000"},
	}
	for _, tt := range tests {
		m := compile(t, "samples = 3\nhorizon = 4\nstep = \"quarter\"\noutputs = [\"x\"]\n[formulas]\n"+tt.formula)
		fan := outputNamed(t, mustRun(t, m, RunOptions{}), "x").Fan
		if got := fan[len(fan)-1].Mean.String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.formula, got, tt.want)
		}
	}
}

func TestFaults(t *testing.T) {
	b, err := os.ReadFile("testdata/faults.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(string(b), "\n====\n") {
		text, want, ok := strings.Cut(c, "\n----\n")
		if !ok {
			t.Fatalf("a case has no ----: %q", c)
		}
		f, err := Parse([]byte(text))
		if err == nil {
			_, err = f.Compile(evidence)
		}
		got := "none"
		if err != nil {
			got = err.Error()
		}
		if got != strings.TrimSpace(want) {
			t.Errorf("%s\ngives  %s\nwanted %s", text, got, want)
		}
	}
}

// TestSameBytesOnAnyMachine holds a result to what it was on another machine.
func TestSameBytesOnAnyMachine(t *testing.T) {
	m := example(t)
	r := mustRun(t, m, RunOptions{Samples: 5000})
	h := sha256.New()
	for _, o := range r.Outputs {
		set, _ := r.SamplesOf(o.Name)
		if err := json.NewEncoder(h).Encode(set); err != nil {
			t.Fatal(err)
		}
	}
	const want = "87962c5579090a82b9286d4564c1396e1a6be9adeeff99ef10afe3647e6d37ea"
	if got := fmt.Sprintf("%x", h.Sum(nil)); got != want {
		t.Errorf("the samples have changed: sha256 %s, want %s", got, want)
	}
}

// TestPackageExample: the file in the package comment compiles.
func TestPackageExample(t *testing.T) {
	b, err := os.ReadFile("scenario.go")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(b), "// A scenario is a TOML file.\n//\n")
	text, _, _ = strings.Cut(text, "// An input is a constant")
	m := compile(t, strings.ReplaceAll(strings.ReplaceAll(text, "//\t", ""), "//\n", "\n"))
	mustRun(t, m, RunOptions{Samples: 100})
}
