package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// entry is a file that holds articles, or what kept it from being found.
type entry struct {
	path  string // as errors and reports have it; "-" is standard input
	name  string // below the folder named, else the file's own name
	size  int64
	found bool // in a folder, not named itself
	web   bool // an address to fetch
	err   error
}

// passed counts the files that are no articles, by the reason why.
type passed map[string]int

// String says how many and why, "" for none.
func (p passed) String() string {
	var all int
	var why []string
	for _, reason := range []string{"hidden", "ignored", "link", "special", "binary", "picture", "sound", "archive", "data", "empty"} {
		if n := p[reason]; n > 0 {
			all += n
			why = append(why, fmt.Sprintf("%d %s", n, reason))
		}
	}
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("passed over %d %s: %s", all, plural(all, "file or folder", "files and folders"), strings.Join(why, ", "))
}

// finder lists the files that arguments name.
type finder struct {
	ignored func(path string, folder bool) bool
	output  string // a folder that the command writes to, "" for none
	passed  passed
}

// entries are the files of the arguments, those of a folder in the order of their
// names. Folders and links to files that only lie in a folder are followed no further:
// a link may lead anywhere.
func (f *finder) entries(args []string) ([]entry, error) {
	var all []entry
	for i, arg := range args {
		if arg == "-" {
			if slices.Contains(args[:i], "-") {
				return nil, errors.New("standard input (-) is named twice; it can be read once")
			}
			all = append(all, entry{path: arg, name: "stdin"})
			continue
		}
		if isAddress(arg) {
			all = append(all, entry{path: arg, name: addressName(arg), web: true})
			continue
		}
		fi, err := os.Stat(arg)
		switch {
		case err != nil:
			all = append(all, entry{path: arg, err: err})
		case fi.IsDir():
			all = f.walk(arg, all)
		default:
			all = append(all, entry{path: arg, name: filepath.Base(arg), size: fi.Size()})
		}
	}
	return all, nil
}

// walk adds a folder's files.
func (f *finder) walk(dir string, all []entry) []entry {
	root := os.DirFS(dir)
	_ = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if name == "." && err == nil {
			return nil
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err != nil {
			all = append(all, entry{path: file, err: fmt.Errorf("%s: %w", file, errors.Unwrap(err))})
			return nil
		}
		if f.output != "" && d.IsDir() && sameFile(file, f.output) {
			return fs.SkipDir
		}
		if why := f.pass(file, d); why != "" {
			f.passed[why]++
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.IsDir() {
			s := entry{path: file, name: name, found: true}
			if fi, err := d.Info(); err == nil {
				s.size = fi.Size()
			}
			all = append(all, s)
		}
		return nil
	})
	return all
}

// pass says why a folder's entry is passed over, "" if it is not.
func (f *finder) pass(file string, d fs.DirEntry) string {
	switch {
	case strings.HasPrefix(path.Base(filepath.ToSlash(file)), "."):
		return "hidden"
	case f.ignored(file, d.IsDir()):
		return "ignored"
	case d.Type()&fs.ModeSymlink != 0:
		return "link"
	case !d.IsDir() && !d.Type().IsRegular():
		return "special"
	}
	return ""
}

func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// several reports whether the entries may hold more than one article.
func several(args []string, entries []entry) bool {
	return len(entries) != 1 || entries[0].found || strings.HasSuffix(args[0], ".jsonl") && !entries[0].web
}
