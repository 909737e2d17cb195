package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"assay/article"
	"assay/period"
)

// maxLine bounds one article of a .jsonl file.
const maxLine = 32 << 20

// parse makes an article of what was read; it runs where the article is worked on.
type parse func() (*article.Article, error)

// articlesOf gives the articles that the arguments name, one after another: a
// file, "-" for standard input, or each line of a .jsonl file. It ends with the
// first error.
func articlesOf(stdin io.Reader, args []string, h article.Hints) iter.Seq2[parse, error] {
	return func(yield func(parse, error) bool) {
		for _, name := range args {
			if strings.HasSuffix(name, ".jsonl") {
				if !lines(name, h, yield) {
					return
				}
			} else if !yield(func() (*article.Article, error) { return readArticle(stdin, name, h) }, nil) {
				return
			}
		}
	}
}

// lines gives the articles of a .jsonl file; false ends the reading.
func lines(name string, h article.Hints, yield func(parse, error) bool) bool {
	file, err := os.Open(name)
	if err != nil {
		yield(nil, err)
		return false
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	s.Buffer(nil, maxLine)
	for n := 1; s.Scan(); n++ {
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		line, place := bytes.Clone(s.Bytes()), fmt.Sprintf("%s:%d", name, n)
		if !yield(func() (*article.Article, error) { return parseLine(line, place, h) }, nil) {
			return false
		}
	}
	if err := s.Err(); err != nil {
		yield(nil, fmt.Errorf("%s: %w; a line holds at most %d MB", name, err, maxLine>>20))
		return false
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
	return article.Parse(place, []byte(text), h)
}
