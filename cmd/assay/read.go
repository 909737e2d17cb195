package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"assay"
	"assay/article"
	"assay/report"
)

func readCommand() *cobra.Command {
	var f articleFlags
	trace := false
	c := &cobra.Command{
		Use:   "read [flags] FILE|FOLDER|ADDRESS|-…",
		Short: "List the claims of articles, without evidence",
		Long: `Read finds the claims of articles and every other figure with the reason why
it is none, and prints one JSON line an article: {"claims":[…],"unread":[…]}.
It takes the files, folders and addresses that "assay check" takes.

With --trace it prints for people which words were read as what: for each claim
the terms of the language's pack by table and id, with their bytes, its period's
tokens and the days they were bound to; then the figures that were not read, and
why.`,
		Example: `  assay read article.txt
  assay read --jobs 8 articles.jsonl
  assay read --trace article.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runRead(c, &f, trace, args) },
	}
	f.add(c, "evidence store `FILE`, for fiscal calendars and names")
	c.Flags().BoolVar(&trace, "trace", false, "show the words that each claim rests on, instead of JSON")
	return c
}

func runRead(c *cobra.Command, f *articleFlags, trace bool, args []string) error {
	collectRarely()
	cfg, err := f.load(args)
	if err != nil {
		return err
	}
	in, err := open(storePath(f.store, cfg), cfg)
	if err != nil {
		return err
	}
	defer in.Close()
	work := func() (worker, error) {
		sessions := map[*assay.Reader]*assay.Session{}
		return func(w io.Writer, a *article.Article) error {
			session, err := in.session(c.Context(), sessions, a)
			if err != nil {
				return err
			}
			if trace {
				return traceOne(w, session, a)
			}
			return readOne(w, session, a)
		}, nil
	}
	b, err := newBatch(c, f, in, args, "", "jsonl")
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	if err := b.run(c.Context(), work); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	return nil
}

// session is the one that reads an article with the names that its configuration gives.
func (in base) session(ctx context.Context, open map[*assay.Reader]*assay.Session, a *article.Article) (*assay.Session, error) {
	names, err := in.who.of(ctx, in.cfg.For(fileOf(a.Source)).Names)
	if err != nil {
		return nil, err
	}
	r, err := in.reader.With(names)
	if err != nil {
		return nil, err
	}
	if s, ok := open[r]; ok {
		return s, nil
	}
	s, err := r.Session(ctx, in.store)
	if err == nil {
		open[r] = s
	}
	return s, err
}

func readOne(w io.Writer, session *assay.Session, a *article.Article) error {
	claims, unread, err := session.Read(a)
	if err != nil {
		return err
	}
	return report.Line(w, claims, unread, a)
}

func traceOne(w io.Writer, session *assay.Session, a *article.Article) error {
	t, err := session.Trace(a)
	if err != nil {
		return err
	}
	return report.Trace(w, a, t)
}
