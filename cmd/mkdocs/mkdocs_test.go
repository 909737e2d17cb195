package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/quantity"
)

const root = "../.."

// TestCurrent holds that the pages are those that mkdocs would write.
func TestCurrent(t *testing.T) {
	pages, err := makePages(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "docs")
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || string(got) != want {
			t.Errorf("docs/%s is not current (%v); run go generate ./docs", name, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "explain", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		rel, err := filepath.Rel(dir, f)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := pages[filepath.ToSlash(rel)]; !ok {
			t.Errorf("%s is no page of mkdocs; run go generate ./docs", f)
		}
	}
}

// TestEveryTermHasAPage holds that what the code names has a record, and that no record
// names what is gone. Rules and measures are held by makePages.
func TestEveryTermHasAPage(t *testing.T) {
	code, err := collect(root)
	if err != nil {
		t.Fatal(err)
	}
	hedges := map[string]bool{}
	for h := quantity.Exact; h <= quantity.Between; h++ {
		hedges[h.String()] = true
	}
	for file, want := range map[string][]string{
		"outcomes": code.outcomes, "misses": code.misses, "notes": code.notes, "hedges": slices.Sorted(maps.Keys(hedges)),
	} {
		if len(want) < 5 {
			t.Errorf("%s: only %q found in the code", file, want)
		}
		rs, err := records(root, file)
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, r := range rs {
			have = append(have, r.Name)
			if strings.TrimSpace(r.Text) == "" {
				t.Errorf("docs/records/%s.toml says nothing of %q", file, r.Name)
			}
		}
		for _, name := range want {
			if !slices.Contains(have, name) {
				t.Errorf("docs/records/%s.toml lacks %q, which the code names; write what it means, then go generate ./docs", file, name)
			}
		}
		for _, name := range have {
			if !slices.Contains(want, name) {
				t.Errorf("docs/records/%s.toml has %q, which the code does not name", file, name)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("word ", 20)
	for in, want := range map[string]string{
		"a\nb":                 "a b\n",
		"    code  stays\n\na": "    code  stays\n\na\n",
		"- a\n  b\n- c\n\nd":   "- a b\n- c\n\nd\n",
		"| a |\n|---|":         "| a |\n|---|\n",
		long:                   strings.TrimSpace(strings.Repeat("word ", 16)) + "\n" + strings.TrimSpace(strings.Repeat("word ", 4)) + "\n",
	} {
		if got := wrap(in); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}
