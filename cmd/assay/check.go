package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"assay"
	"assay/article"
	"assay/config"
	"assay/locale"
	"assay/period"
	"assay/report"
)

// checkFlags are what the command line says.
type checkFlags struct {
	articleFlags
	format, reportLang, now, explain, output string
	page, publisher                          string
	fail                                     []string
	watch                                    bool
}

func checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check [flags] FILE|FOLDER|ADDRESS|-…",
		Short: "Check every figure of articles",
		Long: `Check reads articles, finds every checkable figure, and checks each against
filings and prices: with what was public when the article appeared, and with
what is public now.

The kind of a file is told from its content. A file that ends in .jsonl holds
one article a line, an object with "text" and, if known, "title", "lang" and
"published". Of a folder all files are read, by name, also those in folders
below; hidden ones and those that hold no text are passed over and counted at
the end. An article that cannot be read is reported, and the rest goes on.

An argument that begins with http:// or https:// is fetched, from public servers
only; nothing else is, and no link is followed.

Articles are answered in their order, however many are worked on at a time. One
report stands after another; --output DIR/ makes a file of each instead.

The exit status is 0 if no reported figure is contradicted, 1 if one is, 2 if
the command was wrong, or an article could not be read. --fail names other
outcomes that end with 1.`,
		Example: `  assay check article.txt
  assay check --format json --published 2024-08-03 article.txt
  assay check --format jsonl --output reports.jsonl drafts
  assay check --explain c07 article.txt
  assay check https://example.com/article.html
  assay check --watch draft.md`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runCheck(c, &f, args) },
	}
	f.add(c, "evidence store `FILE` (default: $ASSAY_STORE, the user's store, else the embedded evidence)")
	fs := c.Flags()
	fs.StringVar(&f.format, "format", "", "show the report as `FORMAT`: "+strings.Join(formatNames(), ", ")+" (default text)")
	fs.StringVar(&f.reportLang, "report-lang", "", "`LANGUAGE` of the report (default: the article's; json is always English)")
	fs.StringVarP(&f.output, "output", "o", "", "`FILE` to write, whole or not at all, or a folder for a file of each article")
	fs.StringVar(&f.page, "page", "", "for claimreview: the `ADDRESS` of the page that shows the report")
	fs.StringVar(&f.publisher, "publisher", "", "for claimreview: the `NAME` of who publishes it")
	fs.StringVar(&f.now, "now", "", "`DAY` taken for today (default: today)")
	fs.StringSliceVar(&f.fail, "fail", nil, "`OUTCOMES` of reported figures that end with status 1, or none (default contradicted)")
	fs.StringVar(&f.explain, "explain", "", "print every reading and step of the claim with this `ID`")
	fs.BoolVar(&f.watch, "watch", false, "check again whenever a file changes, until interrupted")
	complete(c, "format", formatNames)
	complete(c, "report-lang", languageNames)
	complete(c, "fail", func() []string { return append(config.Outcomes(), "none") })
	return c
}

// formatNames lists the formats.
func formatNames() []string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// checker checks articles as the flags, the environment and the configuration say.
type checker struct {
	base
	flags  *checkFlags
	format report.Format
	colour bool
	now    period.Date
	wrong  atomic.Bool // an outcome fails the run
}

func runCheck(c *cobra.Command, f *checkFlags, args []string) error {
	collectRarely()
	cfg, err := f.load(args)
	if err != nil {
		return err
	}
	k, err := newChecker(f, cfg)
	if err != nil {
		return err
	}
	if k.base, err = open(storePath(f.store, cfg), cfg); err != nil {
		return err
	}
	defer k.Close()
	if f.now == "" {
		if err := warnClock(c.Context(), k.store, time.Now(), c.ErrOrStderr()); err != nil {
			return err
		}
	}
	if f.watch {
		return k.watch(c, args)
	}
	return k.check(c, args)
}

// newChecker looks at what the flags say; the data are not yet there.
func newChecker(f *checkFlags, cfg *config.Config) (*checker, error) {
	k := &checker{flags: f}
	name := cmp.Or(f.format, os.Getenv("ASSAY_FORMAT"), cfg.Format, "text")
	var ok bool
	if k.format, ok = report.FormatNamed(name); !ok {
		return nil, fmt.Errorf("check: --format %q: want one of %s", name, strings.Join(formatNames(), ", "))
	}
	f.reportLang = cmp.Or(f.reportLang, os.Getenv("ASSAY_REPORT_LANG"))
	if f.reportLang != "" {
		if _, err := locale.For(f.reportLang); err != nil {
			return nil, fmt.Errorf("check: --report-lang: %w", err)
		}
	}
	if !slices.Equal(f.fail, []string{"none"}) {
		for _, o := range f.fail {
			if !slices.Contains(config.Outcomes(), o) {
				return nil, fmt.Errorf("check: --fail %q: want some of %s, or none", o, strings.Join(config.Outcomes(), ", "))
			}
		}
	}
	if f.watch && f.explain != "" {
		return nil, errors.New("check: --watch and --explain: give one; the ids of claims change as the text does")
	}
	var err error
	if k.now, err = today(f.now); err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	return k, nil
}

// check checks all articles once.
func (k *checker) check(c *cobra.Command, args []string) error {
	out := c.OutOrStdout()
	k.colour = k.flags.output == "" && isTerminal(out) && os.Getenv("NO_COLOR") == ""
	b, err := newBatch(c, &k.flags.articleFlags, k.base, args, k.flags.output, k.format.Name)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if k.flags.explain != "" && b.several {
		return errors.Join(errors.New("check: --explain shows a claim of one article; name one file"), b.sink.close(false))
	}
	k.wrong.Store(false)
	work := func(w io.Writer, a *article.Article) error { return k.article(c.Context(), w, a) }
	if err := b.run(c.Context(), func() (worker, error) { return work, nil }); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if k.wrong.Load() {
		return wrong{}
	}
	return nil
}

// article checks one article and writes its report.
func (k *checker) article(ctx context.Context, w io.Writer, a *article.Article) error {
	says := k.cfg.For(fileOf(a.Source))
	names, err := k.who.of(ctx, says.Names)
	if err != nil {
		return err
	}
	res, err := k.reader.Check(ctx, a, assay.Options{Store: k.store, Now: k.now, Names: names, Definitions: says.Definitions, Correct: true})
	if err != nil {
		return err
	}
	d := report.Make(res)
	if k.fails(&d, says) {
		k.wrong.Store(true)
	}
	l, err := locale.For(cmp.Or(k.flags.reportLang, says.ReportLang, d.Article.Lang))
	if err != nil {
		return err
	}
	o := report.Options{Locale: l, Colour: k.colour, Page: k.flags.page, Publisher: k.flags.publisher}
	if k.flags.explain != "" {
		return report.Explain(w, d, k.flags.explain, o)
	}
	return k.format.Write(w, d, o)
}

// fails reports whether an outcome fails the run: by the flag, else by the
// configuration. A forecast that did not come true is no fault of its article.
func (k *checker) fails(d *report.Document, says config.Settings) bool {
	fail := []string{"contradicted"}
	switch {
	case k.flags.fail != nil:
		fail = k.flags.fail
	case says.Fail != nil:
		fail = says.Fail
	}
	return slices.ContainsFunc(d.Claims, func(c report.Claim) bool {
		return c.Modality == "reported" && slices.Contains(fail, c.Outcome)
	})
}

// fileOf is the file of an article's source, which names its line in a .jsonl file;
// "-" where it came from elsewhere.
func fileOf(source string) string {
	if isAddress(source) {
		return "-" // no glob fits what comes from elsewhere
	}
	if i := strings.LastIndex(source, ".jsonl:"); i >= 0 {
		return source[:i+len(".jsonl")]
	}
	return source
}
