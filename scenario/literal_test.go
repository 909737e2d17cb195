package scenario

import (
	"math"
	"testing"
)

// TestLiteral: the moments of a product of independent factors are the products
// of theirs, and those of (1 + L)^5 follow from the lognormal's by the binomial
// theorem.
func TestLiteral(t *testing.T) {
	sigma := math.Log(0.3/0.05) / 2 / 1.6448536269514722
	mu := math.Log(math.Sqrt(0.3 * 0.05))
	growth := func(n int) float64 { // E (1 + L)^n
		sum, choose := 0.0, 1.0
		for k := range n + 1 {
			x := float64(k)
			sum += choose * math.Exp(x*mu+x*x*sigma*sigma/2)
			choose *= float64(n-k) / float64(k+1)
		}
		return sum
	}
	mean := 100 * growth(5) * 2 / 7
	square := (100*100 + 10*10) * growth(10) * (2. / 7 * 3 / 8)
	sd := math.Sqrt(square - mean*mean)
	s := mustRun(t, literalModel(t), RunOptions{Samples: 1_000_000}).Outputs[0].Fan[0]
	if math.Abs(float64(s.Mean)-mean) > 5*sd/1000 || math.Abs(float64(s.SD)/sd-1) > 0.05 {
		t.Errorf("mean %v ± %v, sd %v, want %v, %v", s.Mean, s.Error, s.SD, mean, sd)
	}
}

// TestBoundValues: how figures from outside become inputs.
func TestBoundValues(t *testing.T) {
	tests := []struct {
		name, unit string
		bound      Bound
		want, in   string // median, and the unit shown
	}{
		{"as filed", "", Bound{Value: 5e9, Unit: "USD"}, "5000000000", "USD"},
		{"a flow a year", "USD/year", Bound{Value: 5e9, Unit: "USD", Years: 0.5}, "10000000000", "USD/year"},
		{"a flow, dollars a month", "USD/month", Bound{Value: 12e9, Unit: "USD", Years: 1}, "1000000000", "USD/month"},
		{"percent", "percent", Bound{Value: 7, Unit: "percent"}, "7", "percent"},
		{"a share's price", "", Bound{Value: 3, Unit: "USD/share"}, "3", "USD/share"},
		{"a range", "", Bound{Low: 10, High: 20, Unit: "percent"}, "15", "percent"},
		{"a range with a level", "", Bound{Low: 10, High: 20, Level: 0.8, Unit: "USD"}, "15", "USD"},
	}
	for _, tt := range tests {
		unit := ""
		if tt.unit != "" {
			unit = ", unit = \"" + tt.unit + "\""
		}
		f, err := Parse([]byte("[inputs]\na = { ledger = \"id\"" + unit + " }\n[formulas]\nx = { value = \"a\"" + unit + " }\n"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := f.Compile(fakes{"id": tt.bound})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		base := tornado(t, m).Outputs[0].Base
		r := mustRun(t, m, RunOptions{Samples: 100_000})
		s := r.Outputs[0].Fan[0]
		if base.String() != tt.want || r.Outputs[0].Unit != tt.in {
			t.Errorf("%s: %v %s, want %s %s", tt.name, base, r.Outputs[0].Unit, tt.want, tt.in)
		}
		if low := float64(s.At(0.1)); tt.bound.Level == 0.8 && math.Abs(low-10) > 0.1 {
			t.Errorf("%s: the 10th percentile is %v", tt.name, low)
		}
	}
}

func TestUnits(t *testing.T) {
	v := newVocabulary([]string{"user"})
	for text, want := range map[string]string{
		"USD": "USD", "dollars": "USD", "dollars a year": "USD/year", "USD per quarter": "USD per quarter", "USD/user/month": "USD/user/month",
		"percent": "percent", "%": "percent", "": "", "1/year": "1/year", "users": "user", "euros": "EUR", "USD / share": "USD/share",
	} {
		u, fault := v.parse(text)
		if fault != nil || u.String() != want {
			t.Errorf("%q is %q (%v), want %q", text, u.String(), fault, want)
		}
	}
	for _, text := range []string{"/", "USD/", "USD EUR", "USD/users", "usd", "USD//year", "1", "percent/year", "a year"} {
		if u, fault := v.parse(text); fault == nil {
			t.Errorf("%q is %q, want a fault", text, u.String())
		}
	}
	a, _ := v.parse("USD/user/month")
	b, _ := v.parse("user")
	if p, ok := a.times(b, 1); !ok || p.String() != "USD/year" {
		t.Errorf("%s × %s = %s", a, b, p)
	}
	if a.scale() != 12 {
		t.Errorf("a month counts %v", a.scale())
	}
	if u, ok := (Unit{dims: "USD:2"}).root(); !ok || u.String() != "USD" {
		t.Errorf("√USD² = %s", u)
	}
	if _, ok := (Unit{dims: "USD:1"}).root(); ok {
		t.Error("dollars have a root")
	}
}

func TestNear(t *testing.T) {
	words := []string{"USD", "user", "lognormal", "normal", "margin"}
	for word, want := range map[string]string{"usr": "user", "usd": "USD", "lognorml": "lognormal", "magrin": "margin", "zzz": "", "x": ""} {
		if got := near(word, words); got != want {
			t.Errorf("near %s is %q, want %q", word, got, want)
		}
	}
}
