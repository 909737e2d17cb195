package scenario

import (
	"errors"
	"testing"
)

func TestStepLabels(t *testing.T) {
	tests := []struct {
		first, step string
		n           int
		want        string
	}{
		{"", "year", 2, "3"}, {"2026", "year", 2, "2028"}, {"2026Q3", "quarter", 0, "2026Q3"}, {"2026Q3", "quarter", 2, "2027Q1"},
		{"2026Q3", "year", 0, ""}, {"2026", "quarter", 0, ""}, {"2026Q5", "quarter", 0, ""}, {"soon", "year", 0, ""}, {"2026Qx", "quarter", 0, ""},
	}
	for _, tt := range tests {
		if got, ok := stepLabel(tt.first, tt.step, tt.n); got != tt.want || ok != (tt.want != "") {
			t.Errorf("step %d after %q of a %s is %q", tt.n, tt.first, tt.step, got)
		}
	}
}

// TestForms: a file may be written in any of TOML's ways.
func TestForms(t *testing.T) {
	for _, text := range []string{
		"inputs.a = 2\nformulas.x = 'a * 3'\n",
		"[inputs.a]\nvalue = '2'\n[formulas.x]\nvalue = 'a * 3'\n",
		"inputs = { a = 0x2 }\nformulas = { x = \"a\\u0020* 3\" }\n",
		"[inputs]\r\na.value = 2.0\r\n[formulas]\r\nx.value = '''\r\na *\r\n 3'''\r\n",
		"\ufeff[formulas]\nx = 6\n",
	} {
		f, err := Parse([]byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		m, err := f.Compile(nil)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := mustRun(t, m, RunOptions{Samples: 2}).Outputs[0].Fan[0].Mean; got != 6 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestErrorsUnwrap(t *testing.T) {
	_, err := ParseExpression("1 +")
	var e *Error
	if !errors.As(err, &e) || e.Line != 1 || e.Column != 4 {
		t.Errorf("%v", err)
	}
}
