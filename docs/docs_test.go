package docs

import (
	"slices"
	"testing"
)

func TestFind(t *testing.T) {
	topics, err := Topics()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		want []string // groups
	}{
		{"supported", []string{"outcomes"}},
		{"No Evidence", []string{"outcomes"}},
		{"no-evidence", []string{"outcomes"}},
		{"r&d", []string{"measures"}},
		{"price", []string{"rules", "measures"}},
		{"rule price", []string{"rules"}},
		{"measures/price", []string{"measures"}},
		{"near miss scale", []string{"near-misses"}},
		{"near-misses/scale", []string{"near-misses"}},
		{"cloud", []string{"parts"}},
		{"part cloud", []string{"parts"}},
		{"nonsense", nil},
		{"", nil},
	} {
		var got []string
		for _, f := range Find(topics, tc.name) {
			got = append(got, f.Group)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestNear(t *testing.T) {
	topics, err := Topics()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"suported": "supported", "capx": "capex", "income": "net income", "contradict": "contradicted", "kapex": "capex",
	} {
		if got := Near(topics, name); !slices.Contains(got, want) || len(got) > 5 {
			t.Errorf("%q: %q, want %q among them", name, got, want)
		}
	}
	if got := Near(topics, "xyzzyplugh"); len(got) > 0 {
		t.Errorf("far from everything: %q", got)
	}
}

func TestSays(t *testing.T) {
	for text, want := range map[string]string{
		"# a\n\nOne thing. Another.\n":               "One thing",
		"# a\n\nOne\nthing.\n\nAnother.\n":           "One thing",
		"# a\n\nGrowth: the measure, less one.\n":    "Growth: the measure, less one",
		"# a\n\nThe figure is right: its reading.\n": "The figure is right",
	} {
		if got := (Topic{Text: text}).Says(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
