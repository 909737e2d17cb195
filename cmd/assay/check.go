package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"assay"
	"assay/article"
	"assay/evidence"
	"assay/locale"
	"assay/period"
	"assay/report"
)

// contradicted ends the program with status 1: a reported figure is wrong.
type contradicted struct{}

func (contradicted) Error() string { return "" }

// ExitCode is the status with which the program ends.
func (contradicted) ExitCode() int { return 1 }

// collectRarely sets the garbage collector for commands that mostly end within
// milliseconds: it leaves a small heap alone, and collects as usual once that has
// grown or an article is long.
func collectRarely() {
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(smallHeap)
}

// collectAsUsual undoes it: a heap that must stay larger than the limit would be
// collected without end.
func collectAsUsual() {
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(math.MaxInt64)
}

const (
	smallHeap   = 28 << 20
	longArticle = 1 << 20 // takes some 25 bytes a byte while it is read
)

// checkFlags are what the command line says.
type checkFlags struct {
	store, format, lang, reportLang, published, now, explain string
	jobs                                                     int
}

func checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check [flags] FILE|-…",
		Short: "Check every figure of an article",
		Long: `Check reads articles, finds every checkable figure, and checks each against
filings and prices: with what was public when the article appeared, and with
what is public now. A file that ends in .jsonl holds one article a line, as
"assay read" takes it.

The exit status is 0 if no reported figure is contradicted, 1 if one is, 2 if
the command was wrong or failed.`,
		Example: `  assay check article.txt
  assay check --format json --published 2024-08-03 article.txt
  assay check --explain c07 article.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return runCheck(c, f, args)
		},
	}
	c.Flags().StringVar(&f.store, "store", "", "evidence store (default: $ASSAY_STORE, the user's store, else the embedded evidence)")
	c.Flags().StringVar(&f.format, "format", "text", "how to show the report: "+formatNames())
	c.Flags().StringVar(&f.reportLang, "report-lang", "", "language of the report (default: the article's; json is always English)")
	c.Flags().StringVar(&f.lang, "lang", "", "language of the text (default: told from it)")
	c.Flags().StringVar(&f.published, "published", "", "day of publication, 2024-08-03 (default: found in the text)")
	c.Flags().StringVar(&f.now, "now", "", "the day taken for today (default: today)")
	jobsFlag(c, &f)
	c.Flags().StringVar(&f.explain, "explain", "", "print every reading and step of the claim with this id")
	return c
}

// formatNames lists the formats for the help.
func formatNames() string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

func runCheck(c *cobra.Command, f checkFlags, args []string) error {
	collectRarely()
	format, ok := report.FormatNamed(f.format)
	if !ok {
		return fmt.Errorf("check: --format %q: want one of %s", f.format, formatNames())
	}
	show := report.Options{Colour: isTerminal(c.OutOrStdout()) && os.Getenv("NO_COLOR") == ""}
	if f.reportLang != "" {
		l, err := locale.For(f.reportLang)
		if err != nil {
			return fmt.Errorf("check: --report-lang: %w", err)
		}
		show.Locale = l
	}
	in, err := f.open()
	if err != nil {
		return err
	}
	defer in.Close()
	var wrong atomic.Bool
	check := func(w io.Writer, a *article.Article) error {
		res, err := in.reader.Check(c.Context(), a, assay.Options{Store: in.store, Now: in.now})
		if err != nil {
			return err
		}
		d := report.Make(res)
		for i := range d.Claims {
			if d.Claims[i].Outcome == "contradicted" && d.Claims[i].Modality == "reported" {
				wrong.Store(true)
			}
		}
		return f.report(w, d, format, show)
	}
	work := func() (worker, error) { return check, nil }
	if err := inOrder(c.OutOrStdout(), f.jobs, work, articlesOf(c.InOrStdin(), args, in.hints)); err != nil {
		return err
	}
	if wrong.Load() {
		return contradicted{}
	}
	return nil
}

func (f checkFlags) report(w io.Writer, d report.Document, format report.Format, o report.Options) error {
	if o.Locale == nil {
		l, err := locale.For(d.Article.Lang)
		if err != nil {
			return err
		}
		o.Locale = l
	}
	if f.explain != "" {
		return report.Explain(w, d, f.explain, o)
	}
	return format.Write(w, d, o)
}

// input is what the commands that read articles start from.
type input struct {
	io.Closer
	hints  article.Hints
	now    period.Date
	store  evidence.Reader
	reader *assay.Reader
}

// open reads the flags and loads the data, while the store is being opened
// beside it: most of a small check is this. The caller closes the input.
func (f checkFlags) open() (input, error) {
	hints, now, err := f.hints()
	if err != nil {
		return input{}, err
	}
	in := input{hints: hints, now: now}
	var storeErr error
	var opening sync.WaitGroup
	opening.Go(func() { in.store, in.Closer, storeErr = openReader(f.store) })
	in.reader, err = assay.NewReader()
	opening.Wait()
	if storeErr != nil {
		return input{}, storeErr
	}
	if err != nil {
		in.Close()
		return input{}, err
	}
	return in, nil
}

// hints are the dates and the language that the flags give.
func (f checkFlags) hints() (article.Hints, period.Date, error) {
	h := article.Hints{Lang: f.lang}
	var err error
	if f.published != "" {
		if h.Published, err = period.ParseDate(f.published); err != nil {
			return h, 0, fmt.Errorf("check: --published: %w", err)
		}
	}
	now := period.FromTime(time.Now())
	if f.now != "" {
		if now, err = period.ParseDate(f.now); err != nil {
			return h, 0, fmt.Errorf("check: --now: %w", err)
		}
	}
	return h, now, nil
}

// readArticle reads a file, or standard input for "-".
func readArticle(stdin io.Reader, name string, h article.Hints) (*article.Article, error) {
	in := stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("check: %w", err)
		}
		defer file.Close()
		if fi, err := file.Stat(); err == nil && fi.IsDir() {
			return nil, fmt.Errorf("check: %s is a folder; name the files in it", name)
		}
		in = file
	}
	b, err := io.ReadAll(io.LimitReader(in, article.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("check: %s: %w", name, err)
	}
	if len(b) > longArticle {
		collectAsUsual()
	}
	a, err := article.Parse(name, b, h)
	if err != nil && !errors.Is(err, article.ErrEmpty) {
		return nil, fmt.Errorf("check: %w", err)
	}
	return a, err
}
