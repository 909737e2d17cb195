package main

import (
	"io"

	"github.com/spf13/cobra"

	"assay"
	"assay/article"
	"assay/report"
)

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
	jobsFlag(c, &f)
	c.Flags().BoolVar(&trace, "trace", false, "show the words that each claim rests on, instead of JSON")
	return c
}

func runRead(c *cobra.Command, f checkFlags, trace bool, args []string) error {
	collectRarely()
	in, err := f.open()
	if err != nil {
		return err
	}
	defer in.Close()
	work := func() (worker, error) {
		session, err := in.reader.Session(c.Context(), in.store)
		if err != nil {
			return nil, err
		}
		if trace {
			return func(w io.Writer, a *article.Article) error { return traceOne(w, session, a) }, nil
		}
		return func(w io.Writer, a *article.Article) error { return readOne(w, session, a) }, nil
	}
	return inOrder(c.OutOrStdout(), f.jobs, work, articlesOf(c.InOrStdin(), args, in.hints))
}

func readOne(w io.Writer, session *assay.Session, a *article.Article) error {
	claims, unread, err := session.Read(a)
	if err != nil {
		return err
	}
	return report.Line(w, claims, unread, a.Text)
}

func traceOne(w io.Writer, session *assay.Session, a *article.Article) error {
	t, err := session.Trace(a)
	if err != nil {
		return err
	}
	return report.Trace(w, a, t)
}
