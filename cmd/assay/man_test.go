package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestManCurrent holds that the manual pages are those that the commands would write.
func TestManCurrent(t *testing.T) {
	dir := filepath.Join("..", "..", "docs", "man")
	pages := manPages(rootCommand())
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != want {
			t.Errorf("%s is not current (%v); run go generate ./docs", name, err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, ok := pages[f.Name()]; !ok {
			t.Errorf("docs/man/%s is the page of no command", f.Name())
		}
	}
}

// TestVariables holds that every variable that the sources read has its line in the
// manual pages, and no other.
func TestVariables(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "man.go" {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(b)
	}
	read := source.String()
	for _, v := range variables {
		call := `os.Getenv("` + v[0] + `")`
		if !strings.Contains(read, call) {
			t.Errorf("nothing reads %s", v[0])
		}
		read = strings.ReplaceAll(read, call, "")
	}
	if i := strings.Index(read, `os.Getenv("`); i >= 0 {
		t.Errorf("a variable without a line: %.60s", read[i:])
	}
}

func TestRoff(t *testing.T) {
	for in, want := range map[string]string{
		"--jobs":       `\-\-jobs`,
		".assay.toml":  `\&.assay.toml`,
		"a\n'b":        "a\n\\&'b",
		`C:\L`:         `C:\eL`,
		"plain words.": "plain words.",
	} {
		if got := roff(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
