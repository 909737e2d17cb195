package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"assay/source/release"
)

// documents counts the rows of all inline documents of a folder of folders.
func (c *count) documents(dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*.html.gz"))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("no inline documents in %s", dir)
	}
	for _, p := range paths {
		b, err := read(p)
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		if err := c.document(filepath.Base(filepath.Dir(p)), b); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

var (
	tableRow = regexp.MustCompile(`(?s)<tr[ >].*?</tr>`)
	numeric  = regexp.MustCompile(`<ix:nonFraction [^>]*>`)
	nameOf   = regexp.MustCompile(` name="([^"]+)"`)
)

// mark begins the cell in which tagged puts a row's concept.
const mark = "@@"

// tagged gives each row with figures of one concept a last cell that names it, and
// "-" where the first of them has the other sign than what is printed.
func tagged(b []byte) []byte {
	return tableRow.ReplaceAllFunc(b, func(row []byte) []byte {
		name, negative := "", false
		for i, tag := range numeric.FindAll(row, -1) {
			n := nameOf.FindSubmatch(tag)
			if n == nil || i > 0 && string(n[1]) != name {
				return row
			}
			if name = string(n[1]); i == 0 {
				negative = strings.Contains(string(tag), ` sign="-"`)
			}
		}
		if name == "" {
			return row
		}
		sign := "+"
		if negative {
			sign = "-"
		}
		cell := "<td>" + mark + " " + name + " " + sign + "</td></tr>"
		return append(row[:len(row)-len("</tr>"):len(row)-len("</tr>")], cell...)
	})
}

// document counts the rows of one document's statements.
func (c *count) document(filer string, b []byte) error {
	sheets, err := release.Sheets(filer, tagged(b))
	if err != nil {
		return err
	}
	owned, parted := release.Composed(sheets)
	for i := range sheets {
		s := &sheets[i]
		if s.Kind == "" || s.Barred() != "" {
			continue
		}
		for _, r := range s.Rows {
			concept, negative, ok := markOf(r.Cells)
			if !ok {
				continue
			}
			c.modern[concept] = true
			c.sign(concept, negative)
			printed := strings.Contains(r.Cells[0], "(")
			k := key{s.Kind, classOf(concept), owned, parted, release.Label(r.Label)}
			c.use(k, concept, filer, printed != negative)
		}
	}
	return nil
}

func markOf(cells []string) (concept string, negative, ok bool) {
	for _, s := range cells {
		rest, found := strings.CutPrefix(s, mark+" ")
		if !found {
			continue
		}
		f := strings.Fields(rest)
		return f[0], f[1] == "-", true
	}
	return "", false, false
}
