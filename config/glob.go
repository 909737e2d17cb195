package config

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// fits reports whether a glob names a file or folder, given as its path's elements, or
// a folder that it stands in. "*" and "?" stand for what has no slash in it, "**" for
// any number of folders; a glob without a slash fits at any depth, one that ends in a
// slash fits folders only.
func fits(glob string, parts []string, folder bool) bool {
	onlyFolders := strings.HasSuffix(glob, "/")
	anchored := strings.Contains(strings.TrimSuffix(glob, "/"), "/")
	want := split(glob)
	if !anchored {
		want = append([]string{"**"}, want...)
	}
	// The usual search with one place to go back to: the last "**".
	p, star, mark := 0, -1, 0
	for i := 0; i < len(parts); {
		switch {
		case p == len(want):
			return true // a folder above fits
		case want[p] == "**":
			star, mark = p, i
			p++
		case same(want[p], parts[i]):
			p, i = p+1, i+1
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	for p < len(want) && want[p] == "**" {
		p++
	}
	return p == len(want) && (folder || !onlyFolders)
}

// same reports whether one element of a glob fits one of a path.
func same(glob, name string) bool {
	ok, err := path.Match(glob, name)
	return ok && err == nil
}

// split is a path as its elements, without empty ones and dots.
func split(p string) []string {
	return slices.DeleteFunc(strings.Split(p, "/"), func(s string) bool { return s == "" || s == "." })
}

// valid says what is wrong with a glob.
func valid(glob string) error {
	parts := split(glob)
	if len(parts) == 0 {
		return fmt.Errorf("glob %q is empty; name files as in \"drafts/*.md\"", glob)
	}
	for _, part := range parts {
		if _, err := path.Match(part, ""); err != nil {
			return fmt.Errorf("glob %q: %w; a bracket [ needs its end ]", glob, err)
		}
		if part == ".." {
			return fmt.Errorf("glob %q: .. leads out of the file's folder; put a %s there", glob, Name)
		}
	}
	return nil
}
