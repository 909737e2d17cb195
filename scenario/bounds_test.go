package scenario

import (
	"fmt"
	"strings"
	"testing"
)

func TestBounds(t *testing.T) {
	deep := strings.Repeat("(", 200) + "1" + strings.Repeat(")", 200)
	minus := strings.Repeat("-", 5000) + "1"
	var many strings.Builder
	many.WriteString("horizon = 400\n[formulas]\n")
	for i := range 1900 {
		fmt.Fprintf(&many, "x%d = \"t * %d.5 + prev(x%d, 1)\"\n", i, i, max(i-1, 0))
	}
	var grown strings.Builder
	grown.WriteString("horizon = 400\n[formulas]\nx0 = \"t\"\n")
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&grown, "x%d = \"sum(x%d * t + x%d)\"\n", i, i-1, i-1)
	}
	tests := []struct{ name, text, want string }{
		{"nesting", "[formulas]\nx = \"" + deep + "\"", "nested more than 100 deep"},
		{"signs", "[formulas]\nx = \"" + minus + "\"", "nested more than 100 deep"},
		{"terms", "[formulas]\nx = \"" + strings.Repeat("1+", 300_000) + "1\"", "more than 20000 words"},
		{"size", "# " + strings.Repeat("x", MaxFileBytes), "larger than a megabyte"},
		{"samples", "samples = 10_000_001\n[formulas]\nx = \"1\"", "samples = 10_000_001 is out of bounds"},
		{"steps", "horizon = 401\n[formulas]\nx = \"1\"", "horizon = 401 is out of bounds"},
		{"operations", many.String(), "more than 400000 operations"},
		{"products", grown.String(), ""},
	}
	for _, tt := range tests {
		f, err := Parse([]byte(tt.text))
		if err == nil {
			_, err = f.Compile(nil)
		}
		if got := fmt.Sprint(err); tt.want != "" && !strings.Contains(got, tt.want) || tt.want == "" && err != nil {
			t.Errorf("%s: %s, want %s", tt.name, clip(got), tt.want)
		}
	}
}

func TestMemoryIsBounded(t *testing.T) {
	m := compile(t, "horizon = 100\n[formulas]\nx = \"prev(x, 1) * uniform(0, 1)\"\n")
	if _, err := m.Run(RunOptions{Samples: MaxSamples}); err == nil || !strings.Contains(err.Error(), "take fewer samples") {
		t.Errorf("a run of 8 GB: %v", err)
	}
	if _, err := m.Run(RunOptions{Samples: MaxSamples + 1}); err == nil {
		t.Error("too many samples")
	}
}

// TestColumnsAreUsedAgain: memory grows with what is alive, not with the length
// of a program.
func TestColumnsAreUsedAgain(t *testing.T) {
	m := compile(t, "horizon = 300\noutputs = [\"y\"]\n[inputs]\na = \"uniform(0, 1)\"\n[formulas]\nx = \"prev(x, 1) * a + 1\"\ny = \"last(x)\"\n")
	if n := m.program.columns; n > 8 {
		t.Errorf("%d columns", n)
	}
}

// TestRunAllocatesPerRun: nothing is allocated for a sample.
func TestRunAllocatesPerRun(t *testing.T) {
	f, err := ParseExpression(literal)
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.Compile(nil)
	if err != nil {
		t.Fatal(err)
	}
	allocations := func(samples int) float64 {
		o, _ := RunOptions{Samples: samples, Workers: 1}.fill(f)
		return testing.AllocsPerRun(3, func() {
			if _, err := m.sample(m.program, m.start, o); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, more := allocations(1024), allocations(100_000); more > few+2 {
		t.Errorf("%v allocations for 1,024 samples, %v for 100,000", few, more)
	}
}

// TestLongChains: the last step of a long chain, asked for first, is refused
// before the stack is used up, or compiled.
func TestLongChains(t *testing.T) {
	for _, n := range []int{50, 900} {
		var b strings.Builder
		fmt.Fprintf(&b, "horizon = 400\noutputs = [\"y\"]\n[formulas]\ny = \"last(x%d)\"\nx0 = \"1\"\n", n)
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, "x%d = \"prev(x%d, x%d) + x%d\"\n", i, i, i-1, i-1)
		}
		f, err := Parse([]byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = f.Compile(nil); err != nil && !strings.Contains(err.Error(), "wait for each other") && !strings.Contains(err.Error(), "operations") {
			t.Errorf("%d formulas: %v", n, err)
		} else if n == 50 && err != nil {
			t.Error(err)
		}
	}
}
