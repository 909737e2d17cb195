package input

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/article"
	"assay/input/pdf"
)

// childArg makes the test binary the child that reads PDF files.
const childArg = "__pdf"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childArg {
		dir, _ := pdf.CacheDir()
		if err := pdf.Serve(context.Background(), os.Stdin, os.Stdout, dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func options(t testing.TB) Options {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Options{PDF: pdf.Options{Command: []string{exe, childArg}}}
}

// read reads a file as a command would.
func read(t testing.TB, file string) (*article.Article, error) {
	t.Helper()
	b, err := Open(file)
	if err != nil {
		return nil, err
	}
	return Read(t.Context(), file, b, article.Hints{}, options(t))
}

// TestOdd reads each file of testdata/odd, which testdata/odd.tsv says what to make of.
func TestOdd(t *testing.T) {
	table, err := os.ReadFile("testdata/odd.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 {
			t.Fatalf("want three columns: %q", line)
		}
		named = append(named, f[0])
		t.Run(f[0], func(t *testing.T) { odd(t, filepath.Join("testdata/odd", f[0]), f[1], f[2]) })
	}
	files, err := filepath.Glob("testdata/odd/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !slices.Contains(named, filepath.Base(f)) {
			t.Errorf("%s is not in testdata/odd.tsv", f)
		}
	}
	if len(named) < 60 {
		t.Errorf("only %d files", len(named))
	}
}

func odd(t *testing.T, file, want, codes string) {
	a, err := read(t, file)
	if message, ok := strings.CutPrefix(want, "error: "); ok {
		if err == nil || !strings.Contains(err.Error(), message) || strings.Count(err.Error(), file) != 1 {
			t.Errorf("error %v, want the file's name once and %q", err, message)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	sound(t, a)
	if other, ok := strings.CutPrefix(want, "= "); ok {
		text, err := os.ReadFile(filepath.Join("../testdata", other))
		if err != nil {
			t.Fatal(err)
		}
		if a.Text != string(text) || a.Lang != other[strings.Index(other, "/")+1:][:2] {
			t.Errorf("language %s, text %.60q…, want that of %s", a.Lang, a.Text, other)
		}
	} else if got := a.Lang + ": " + a.Text; !strings.HasPrefix(got, want) {
		t.Errorf("%.80q, want %q", got, want)
	}
	var got []string
	for _, n := range a.Notes {
		got = append(got, n.Code)
	}
	if strings.Join(got, ",") != codes {
		t.Errorf("notes %v, want %q", a.Notes, codes)
	}
}

// sound fails where spans lie outside the text.
func sound(t testing.TB, a *article.Article) {
	t.Helper()
	for _, p := range slices.Concat(a.Paragraphs, a.Skip) {
		if p.Start < 0 || p.End < p.Start || p.End > len(a.Text) {
			t.Fatalf("span %v of %d bytes", p, len(a.Text))
		}
	}
	for _, table := range a.Tables {
		for _, row := range table.Rows {
			for _, c := range row {
				if c.Start < table.Start || c.End < c.Start || c.End > table.End || table.End > len(a.Text) {
					t.Fatalf("cell %v of table %v in %d bytes", c.Span, table.Span, len(a.Text))
				}
			}
		}
	}
}
