package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"assay/article"
	"assay/fetch"
	"assay/input"
	"assay/input/charset"
	"assay/input/office"
	"assay/lang"
	"assay/period"
)

// maxLine bounds one article of a .jsonl file.
const maxLine = 32 << 20

// item is an article that is still to be read, or what kept it from being found.
type item struct {
	place string // the file, with its line where it is one of a .jsonl file
	name  string // of the file that --output DIR makes for it, without its ending
	size  int64  // bytes, for the progress; 0 unknown
	found bool   // in a folder: what is no article is passed over there
	parse func(context.Context) (*article.Article, error)
	err   error
}

// reader reads the articles that a command's arguments name.
type reader struct {
	stdin   io.Reader
	hints   func(file string) article.Hints
	options input.Options
	web     *fetch.Client // asks nothing until an argument is an address
	waits   io.Writer     // a terminal that is told what takes long to fetch, or nil
}

// items gives the articles of the entries, one after another.
func (r *reader) items(entries []entry) iter.Seq[item] {
	return func(yield func(item) bool) {
		for _, e := range entries {
			switch {
			case e.err != nil:
				if !yield(item{place: e.path, err: e.err}) {
					return
				}
			case e.web:
				it := item{place: e.path, name: e.name}
				it.parse = func(ctx context.Context) (*article.Article, error) { return r.address(ctx, e.path) }
				if !yield(it) {
					return
				}
			case strings.HasSuffix(e.path, ".jsonl"):
				if !r.lines(e, yield) {
					return
				}
			default:
				it := item{place: e.path, name: e.name, size: e.size, found: e.found}
				it.parse = func(ctx context.Context) (*article.Article, error) { return r.file(ctx, e.path) }
				if !yield(it) {
					return
				}
			}
		}
	}
}

// file reads an article's file, or standard input for "-".
func (r *reader) file(ctx context.Context, path string) (*article.Article, error) {
	var b []byte
	var err error
	if path == "-" {
		b, err = input.ReadAll(path, r.stdin)
	} else {
		b, err = input.Open(path)
	}
	if err != nil {
		return nil, err
	}
	if len(b) > longArticle {
		collectAsUsual()
	}
	return input.Read(ctx, path, b, r.hints(path), r.options)
}

// noArticle says why a file that was found in a folder is passed over, "" if it is not:
// what can be made an article by hand is no such file, and is reported.
func noArticle(err error) string {
	for _, p := range []struct {
		err error
		why string
	}{
		{article.ErrEmpty, "empty"},
		{article.ErrBinary, "binary"}, {charset.ErrUnknown, "binary"}, {input.ErrProgram, "binary"},
		{input.ErrImage, "picture"}, {input.ErrSound, "sound"}, {input.ErrArchive, "archive"},
		{input.ErrJSON, "data"}, {input.ErrXML, "data"}, {input.ErrFeed, "data"}, {office.ErrSheet, "data"},
	} {
		if errors.Is(err, p.err) {
			return p.why
		}
	}
	return ""
}

// lines gives the articles of a .jsonl file; false ends the reading.
func (r *reader) lines(e entry, yield func(item) bool) bool {
	file, err := os.Open(e.path)
	if err != nil {
		return yield(item{place: e.path, err: err})
	}
	defer file.Close()
	scan := bufio.NewScanner(file)
	scan.Buffer(nil, maxLine)
	h := r.hints(e.path)
	for n := 1; scan.Scan(); n++ {
		if len(bytes.TrimSpace(scan.Bytes())) == 0 {
			continue
		}
		line, place := bytes.Clone(scan.Bytes()), fmt.Sprintf("%s:%d", e.path, n)
		it := item{place: place, name: fmt.Sprintf("%s-%d", e.name, n), size: int64(len(line)) + 1}
		it.parse = func(context.Context) (*article.Article, error) { return parseLine(line, place, h) }
		if !yield(it) {
			return false
		}
	}
	if err := scan.Err(); err != nil {
		return yield(item{place: e.path, err: fmt.Errorf("%s: %w; a line holds at most %d MB", e.path, err, maxLine>>20)})
	}
	return true
}

// jsonArticle is a line of a .jsonl file.
type jsonArticle struct {
	Text      string `json:"text"`
	Title     string `json:"title"`
	Lang      string `json:"lang"`
	Published string `json:"published"`
}

func parseLine(line []byte, place string, h article.Hints) (*article.Article, error) {
	var j jsonArticle
	err := json.Unmarshal(line, &j)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; want one JSON object a line with \"text\"", place, err)
	}
	if j.Lang != "" {
		if !slices.Contains(lang.Codes(), j.Lang) {
			return nil, fmt.Errorf("%s: lang %q: want one of %s", place, j.Lang, strings.Join(lang.Codes(), ", "))
		}
		h.Lang = j.Lang
	}
	if j.Published != "" {
		if h.Published, err = period.ParseDate(j.Published[:min(10, len(j.Published))]); err != nil {
			return nil, fmt.Errorf("%s: published: %w", place, err)
		}
	}
	if len(line) > longArticle {
		collectAsUsual()
	}
	text := j.Text
	if j.Title != "" && !strings.HasPrefix(text, j.Title) {
		text = j.Title + "\n\n" + text
	}
	a, err := article.Parse(place, []byte(text), h)
	if err == nil && text != j.Text {
		a.Plain = false
	}
	return a, err
}
