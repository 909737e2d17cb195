package html

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/article"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestPages reads each page under testdata and holds all that was read against the golden
// file beside it.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) < 15 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".html"), func(t *testing.T) {
			b, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			c, err := Read(page, b)
			if err != nil {
				t.Fatal(err)
			}
			sound(t, c)
			got := dump(c)
			golden := strings.TrimSuffix(page, "html") + "golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs (write it again with -update):\n%s", golden, firstDifference(got, string(want)))
			}
		})
	}
}

// dump shows a content for people: the text as it is, then what stands where.
func dump(c article.Content) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nlang: %s\npublished: %s\n", c.Title.Of(c.Text), c.Lang, c.Published)
	for _, n := range c.Notes {
		fmt.Fprintf(&b, "note %s: %s: %s: %.60q\n", n.Span, n.Code, n.Message, n.Of(c.Text))
	}
	fmt.Fprintf(&b, "paragraphs: %d\n", len(c.Paragraphs))
	for _, t := range c.Tables {
		fmt.Fprintf(&b, "table, caption %q\n", t.Caption.Of(c.Text))
		for _, row := range t.Rows {
			for i, cell := range row {
				if i > 0 {
					b.WriteString(" ¦ ")
				}
				if cell.Head {
					b.WriteByte('#')
				}
				b.WriteString(cell.Of(c.Text))
				if cell.Cols > 1 {
					fmt.Fprintf(&b, " ×%d", cell.Cols)
				}
			}
			b.WriteByte('\n')
		}
	}
	return b.String() + "----\n" + c.Text + "\n"
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %q\nwant %q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
