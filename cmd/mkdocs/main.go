// Command mkdocs writes the pages under docs/explain, which package docs embeds, from
// what the program itself uses and from the texts under docs/records.
//
// Its argument is the folder of the module. Read pages.go next.
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: mkdocs FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "mkdocs:", err)
		os.Exit(1)
	}
}

// run writes the pages below root, and removes those of topics that are gone.
func run(root string) error {
	pages, err := makePages(root)
	if err != nil {
		return err
	}
	dir := filepath.Join(root, "docs")
	old, err := filepath.Glob(filepath.Join(dir, "explain", "*", "*.md"))
	if err != nil {
		return err
	}
	for _, path := range old {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if _, ok := pages[filepath.ToSlash(rel)]; !ok {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(pages[name]), 0o644); err != nil {
			return err
		}
	}
	return nil
}
