package markdown

import "testing"

// TestExtensions reads what Markdown has beyond CommonMark.
func TestExtensions(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"table", "| a | b |\n|:--|--:|\n| c | 1 |", "a | b\nc | 1"},
		{"table without outer bars", "a | b\n---|---\nc | 1", "a | b\nc | 1"},
		{"lines before a table", "Sales by\nregion\n| a | b |\n|---|---|\n| c | 1 |", "Sales by region\n\na | b\nc | 1"},
		{"short and long rows", "| a | b |\n|---|---|\n| c |\n| d | 1 | 2 |", "a | b\nc | \nd | 1"},
		{"head of fewer cells", "| a |\n|---|---|\n| c | 1 |", "a | \nc | 1"},
		{"head of more cells", "| a | b | c |\n|---|---|\n| d | 1 |", "| a | b | c | |---|---| | d | 1 |"},
		{"no line of dashes", "| a | b\n| - x | -\nc", "| a | b | - x | - c"},
		{"dashes parted", "a | b\n-- -- | --\nc | 1", "a | b -- -- | -- c | 1"},
		{"bar behind a backslash", "| a\\|b | c |\n|---|---|\n| d | 1 |", "a|b | c\nd | 1"},
		{"struck out", "rose ~~5%~~ 6%", "rose 6%"},
		{"no strike", "about ~5% or ~~~6~~~ or ~ 7 ~", "about ~5% or ~~~6~~~ or ~ 7 ~"},
		{"check boxes", "- [x] sales\n- [ ] costs\n- [y] taxes", "sales\n\ncosts\n\n[y] taxes"},
		{"a box elsewhere", "[x] sales", "[x] sales"},
		{"definitions", "EBIT\nMargin\n: 5%\n: or 6%\n\n  of sales\n\nnext", "EBIT\n\nMargin\n\n5%\n\nor 6%\n\nof sales\n\nnext"},
		{"no definition", ": 5%\n\nEBIT\n:5%", ": 5%\n\nEBIT :5%"},
		{"below a table", "| a | b |\n|---|---|\n| c | 1 |\n\n: in millions", "a | b\nc | 1\n\n: in millions"},
	} {
		c, err := Read("t.md", []byte(tt.source))
		if err != nil || c.Text != tt.want {
			t.Errorf("%s: %v\n got %q\nwant %q", tt.name, err, c.Text, tt.want)
		}
	}
}
