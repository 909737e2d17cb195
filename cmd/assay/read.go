package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"assay"
	"assay/article"
	"assay/period"
	"assay/report"
)

// maxLine bounds one article of a .jsonl file.
const maxLine = 32 << 20

func readCommand() *cobra.Command {
	var f checkFlags
	trace := false
	c := &cobra.Command{
		Use:   "read [flags] FILE|-…",
		Short: "List the claims of articles, without evidence",
		Long: `Read finds the claims of articles and every other figure with the reason why
it is none, and prints one JSON line an article: {"claims":[…],"unread":[…]}.
A file that ends in .jsonl holds one article a line, as an object with "text"
and, if known, "title", "lang" and "published".

With --trace it prints for people which words were read as what: for each claim
the terms of the language's pack by table and id, with their bytes, its period's
tokens and the days they were bound to; then the figures that were not read, and
why.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runRead(c, f, trace, args) },
	}
	c.Flags().StringVar(&f.store, "store", "", "evidence store, for fiscal calendars and names")
	c.Flags().StringVar(&f.lang, "lang", "", "language of the text (default: told from it)")
	c.Flags().StringVar(&f.published, "published", "", "day of publication (default: found in the text)")
	c.Flags().BoolVar(&trace, "trace", false, "show the words that each claim rests on, instead of JSON")
	return c
}

func runRead(c *cobra.Command, f checkFlags, trace bool, args []string) error {
	debug.SetGCPercent(shortLived)
	in, err := f.open()
	if err != nil {
		return err
	}
	defer in.Close()
	w := bufio.NewWriter(c.OutOrStdout())
	defer w.Flush()
	session, err := in.reader.Session(c.Context(), in.store)
	if err != nil {
		return err
	}
	one := func(a *article.Article) error { return readOne(w, session, a) }
	if trace {
		one = func(a *article.Article) error {
			t, err := session.Trace(a)
			if err != nil {
				return err
			}
			return report.Trace(w, a, t)
		}
	}
	for _, name := range args {
		if strings.HasSuffix(name, ".jsonl") {
			if err := eachLine(name, in.hints, one); err != nil {
				return err
			}
			continue
		}
		a, err := readArticle(c.InOrStdin(), name, in.hints)
		if err != nil {
			return err
		}
		if err := one(a); err != nil {
			return err
		}
	}
	return w.Flush()
}

func readOne(w io.Writer, session *assay.Session, a *article.Article) error {
	claims, unread, err := session.Read(a)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(report.Line(claims, unread, a.Text))
}

// jsonArticle is a line of a .jsonl file.
type jsonArticle struct {
	Text      string `json:"text"`
	Title     string `json:"title"`
	Lang      string `json:"lang"`
	Published string `json:"published"`
}

// eachLine reads the articles of a .jsonl file.
func eachLine(name string, h article.Hints, do func(*article.Article) error) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	s.Buffer(nil, maxLine)
	for n := 1; s.Scan(); n++ {
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		var j jsonArticle
		if err := json.Unmarshal(s.Bytes(), &j); err != nil {
			return fmt.Errorf("read: %s:%d: %w; want one JSON object a line with \"text\"", name, n, err)
		}
		lh := h
		if j.Lang != "" {
			lh.Lang = j.Lang
		}
		if j.Published != "" {
			if lh.Published, err = period.ParseDate(j.Published[:min(10, len(j.Published))]); err != nil {
				return fmt.Errorf("read: %s:%d: published: %w", name, n, err)
			}
		}
		text := j.Text
		if j.Title != "" && !strings.HasPrefix(text, j.Title) {
			text = j.Title + "\n\n" + text
		}
		a, err := article.Parse(fmt.Sprintf("%s:%d", name, n), []byte(text), lh)
		if err != nil {
			return fmt.Errorf("read: %w", err)
		}
		if err := do(a); err != nil {
			return err
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("read: %s: %w", name, err)
	}
	return nil
}
