package html

import (
	"strings"
	"testing"
)

// TestDecisionTree holds each leaf of the published tree at its thresholds.
func TestDecisionTree(t *testing.T) {
	text := func(words int) features { return features{words: words} }
	linked := func(words int, links float64) features { return features{words, links} }
	for _, tt := range []struct {
		name             string
		before, b, after features
		want             bool
	}{
		{"long", text(0), text(17), text(0), true},
		{"short alone", text(0), text(16), text(0), false},
		{"short before long", text(0), text(16), text(16), true},
		{"short before short", text(4), text(16), text(15), false},
		{"short behind more than a heading", text(5), text(16), text(15), true},
		{"links", text(50), linked(50, 0.34), text(50), false},
		{"a third of it links", text(0), linked(17, 0.33), text(0), true},
		{"behind links", linked(9, 0.56), text(40), text(17), false},
		{"long behind links", linked(9, 0.56), text(41), text(0), true},
		{"behind links before long", linked(9, 0.56), text(2), text(18), true},
		{"behind some links", linked(9, 0.55), text(17), text(0), true},
	} {
		if got := isContent(tt.before, tt.b, tt.after); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestCountWords(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "— & –": 0, "Sales rose": 2, "$25.3 million (net)": 3, "don't": 1, "売上高": 2, "売上高は5億円だった。": 6,
		"매출은 5억": 2, "净利润 增长12%": 4, "AT&T 5": 2,
	} {
		if got := countWords(in); got != want {
			t.Errorf("%q: %d words, want %d", in, got, want)
		}
	}
}

// TestDense writes pages as a letter a block: P a long paragraph, s a short one, L a link,
// T a table; the answer is + for content.
func TestDense(t *testing.T) {
	kinds := map[rune]block{
		'P': {text: strings.TrimSpace(strings.Repeat("word ", 30))},
		's': {text: "Two words"},
		'L': {text: "See more", linked: 8},
		'T': {table: &table{}},
	}
	for page, want := range map[string]string{
		"":             "",
		"s":            "-",
		"PPP":          "+++",
		"sP":           "++",
		"LLsLL":        "-----",
		"LsPPsL":       "-++++-",
		"PssssssssssP": "++--------++",
		"PsssssP":      "+++++++",
		"PsssLssP":     "++----++",
		"TPT":          "+++",
		"LTL":          "---",
		"PTsTP":        "+++++",
		"LTTP":         "----", "LTTPP": "-++++",
		"TT": "--",
	} {
		var blocks []block
		for _, k := range page {
			blocks = append(blocks, kinds[k])
		}
		got := ""
		for _, content := range dense(blocks) {
			got += map[bool]string{true: "+", false: "-"}[content]
		}
		if got != want {
			t.Errorf("%s: %s, want %s", page, got, want)
		}
	}
}
