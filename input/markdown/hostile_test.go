package markdown

import (
	"strings"
	"testing"
)

// hostile are inputs of a megabyte that take parsers of Markdown a time or memory that
// grows with the square of their length, or a stack as deep as they are long.
var hostile = map[string]string{
	"brackets":     strings.Repeat("[", 1e6),
	"closing":      strings.Repeat("a]", 5e5),
	"quotes":       strings.Repeat(">", 1e6),
	"lists":        strings.Repeat("- ", 5e5),
	"numbered":     strings.Repeat("1. ", 3e5),
	"mixed":        strings.Repeat("> - 1) ", 15e4),
	"emphasis":     strings.Repeat("*a**a", 2e5),
	"emphasis 2":   strings.Repeat("*a_ ", 25e4),
	"emphasis 3":   strings.Repeat("*a**a\n", 17e4),
	"links":        strings.Repeat("[a](", 25e4),
	"links 2":      strings.Repeat("[a](b(", 17e4),
	"pictures":     strings.Repeat("![", 5e5),
	"tags":         strings.Repeat("<a x='", 17e4),
	"tags 2":       strings.Repeat("<", 1e6),
	"comments":     strings.Repeat("<!-- ", 2e5),
	"backticks":    strings.Repeat("`a``", 25e4),
	"references":   strings.Repeat("[a]: b\n", 15e4),
	"references 2": strings.Repeat("[a]:\n", 2e5),
	"notes":        strings.Repeat("[^a]: b\n", 13e4),
	"indents":      strings.Repeat("- a\n"+strings.Repeat(" ", 400)+"- b\n", 2e3),
	"stairs":       stairs(1400),
	"wide table":   strings.Repeat("|a", 2e5) + "|\n" + strings.Repeat("|-", 2e5) + "|\n" + strings.Repeat("|\n", 1e5),
	"thin rows":    strings.Repeat("|a", 190) + "|\n" + strings.Repeat("|-", 190) + "|\n" + strings.Repeat("|\n", 4e5),
	"pipes":        strings.Repeat("|a|\n", 25e4),
	"delimiters":   strings.Repeat("|a|b|\n|-|-|\n", 8e4),
	"escapes":      "|a|b|\n|-|-|\n" + strings.Repeat("|`\\|`|b|\n", 1e5),
	"heading":      "# " + strings.Repeat("*a_ ", 25e4),
	"cells":        "|a|b|\n|-|-|\n|" + strings.Repeat("*a_ ", 25e4) + "|b|\n",
	"tildes":       strings.Repeat("~a ~~b", 17e4),
	"dollars":      strings.Repeat(`$\a `, 25e4),
	"formula":      "$" + strings.Repeat(`\frac{`, 17e4) + "$",
	"braces":       strings.Repeat("【", 33e4),
	"parentheses":  strings.Repeat("([a](b)", 14e4),
	"one line":     strings.Repeat("Nvidia sold more. ", 55e3),
	"html":         strings.Repeat("<div>", 2e5),
	"html 2":       strings.Repeat("<table><tr><td>", 7e4),
	"sup":          strings.Repeat("<sup>", 2e5),
	"definitions":  strings.Repeat("a\n: b\n", 16e4),
	"entities":     strings.Repeat("&", 1e6),
	"front":        "---\n" + strings.Repeat("a: b\n", 2e5),
	"tabs":         strings.Repeat("a\t1\n", 25e4),
	"tabs 2":       strings.Repeat("\t", 1e6),
	"setext":       strings.Repeat("a\n=\n", 25e4),
	"breaks":       strings.Repeat("a  \n", 25e4),
}

// stairs is a list of which each item stands inside the one before.
func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "- a\n")
	}
	return b.String()
}

// TestHostile reads each of them whole; the time that takes shows in BenchmarkHostile.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 44 MB; run without -short")
	}
	for name, in := range hostile {
		t.Run(name, func(t *testing.T) {
			c, err := Read(name, []byte(in))
			if err != nil {
				t.Fatal(err)
			}
			check(t, c)
			Looks([]byte(in))
		})
	}
}

// TestBounded holds which inputs lose their marks, and that the text remains.
func TestBounded(t *testing.T) {
	for _, tc := range []struct{ name, code string }{
		{"quotes", "markdown nesting"},
		{"mixed", "markdown nesting"},
		{"wide table", "markdown nesting"},
		{"emphasis", "markdown marks"},
		{"references", "markdown marks"},
		{"thin rows", "markdown marks"},
		{"one line", ""},
	} {
		c, err := Read(tc.name, []byte(hostile[tc.name]+"\n\nNvidia sold **26**.\n"))
		if err != nil {
			t.Fatal(err)
		}
		code := ""
		if len(c.Notes) > 0 {
			code = c.Notes[0].Code
		}
		if code != tc.code {
			t.Errorf("%s: note %q, want %q", tc.name, code, tc.code)
		}
		if !strings.Contains(strings.ReplaceAll(c.Text, "*", ""), "Nvidia sold 26.") {
			t.Errorf("%s: the last paragraph is lost", tc.name)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for _, name := range []string{"brackets", "quotes", "emphasis", "emphasis 2", "links", "tags", "references", "thin rows", "stairs"} {
		in := []byte(hostile[name])
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				if _, err := Read(name, in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
