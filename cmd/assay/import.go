package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"assay/source"
)

// importFailed says that some files could not be imported; each was reported
// where it failed. The program ends with status 1.
type importFailed struct{ failed, files int }

func (e importFailed) Error() string {
	return fmt.Sprintf("import: %d of %d files failed", e.failed, e.files)
}

// ExitCode is the status with which the program ends.
func (e importFailed) ExitCode() int { return 1 }

// importFlags are what the command line says.
type importFlags struct {
	store, as string
	notes     bool
}

func importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import [--store FILE] [--as KIND[:NAME]] PATH…",
		Short: "Read filings and prices into the evidence store",
		Long: `Import reads files and folders, plain, .gz or .zip, into the evidence store.
The kind of each file is told from its content: companyfacts, submissions and
company_tickers JSON of the SEC, inline XBRL documents (10-Q and 10-K HTML),
daily prices as CSV (Yahoo, Stooq, Cboe, or ds,ticker,open,…), and JSON series
[[ms, value], …] or [[ms, open, high, low, close, volume], …].

Each file is one transaction: all of it is stored or nothing. A file imported
twice changes nothing. A bad file is reported and the rest goes on.

Standard output has a line for each file, standard error one for each failure.
The exit status is 0 if every file was imported or skipped, 1 if one failed,
2 if the command was wrong.`,
		Example: `  assay import company_tickers.json CIK0001045810.json
  assay import --as prices:BTC btc.json
  assay import --as series:VIX VIX_History.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			as, err := source.ParseAs(f.as)
			if err != nil {
				return err
			}
			c.SilenceUsage = true // from here on it is no matter of usage
			return f.run(c.Context(), as, paths, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&f.store, "store", "", "path of the evidence store (default $ASSAY_STORE, else assay.db in the user's data directory)")
	c.Flags().StringVar(&f.as, "as", "", "what the files are, KIND or KIND:NAME: prices:BTC, prices:NVDA, series:SPX")
	c.Flags().BoolVar(&f.notes, "notes", false, "list what was odd in each file")
	return c
}

func (f *importFlags) run(ctx context.Context, as source.As, paths []string, out, errs io.Writer) (err error) {
	path := f.store
	if path == "" {
		if path, err = defaultStore(); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return fmt.Errorf("import: making the store's folder: %w", err)
		}
	}
	store, err := openStore(path)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := store.Close(); err == nil {
			err = cerr
		}
	}()
	return importInto(ctx, store, as, paths, f.notes, out, errs)
}

// importInto runs the import and prints what became of each file.
func importInto(ctx context.Context, store source.Store, as source.As, paths []string, notes bool, out, errs io.Writer) error {
	bar := newProgress(out, errs, "%d files", 0)
	report, err := source.Import(ctx, source.Options{As: as, Progress: func(done, total int, o source.Outcome) {
		bar.step(int64(done), int64(total))
		printOutcome(o, notes, out, bar.over(errs))
	}}, store, paths)
	bar.end()
	if err != nil {
		return fmt.Errorf("import: stopped after %d files: %w", len(report.Outcomes), err)
	}
	if n := report.Failed(); n > 0 {
		return importFailed{n, len(report.Outcomes)}
	}
	return nil
}

// printOutcome prints a file's line, and its notes if they are wanted.
func printOutcome(o source.Outcome, notes bool, out, errs io.Writer) {
	name := printable(o.Path)
	switch {
	case o.Err != nil:
		fmt.Fprintln(errs, "assay:", printable(o.Err.Error()))
		return
	case o.Skipped != "":
		fmt.Fprintf(out, "%-12s  %-32s  %s: %s\n", "skipped", "", name, o.Skipped)
		return
	}
	if n := len(o.Notes); n > 0 {
		name += " (" + strconv.Itoa(n) + plural(n, " note", " notes") + ")"
	}
	fmt.Fprintf(out, "%-12s  %-32s  %s\n", o.Kind, counts(o), name)
	if !notes {
		return
	}
	for _, n := range o.Notes {
		at := ""
		if n.End > 0 {
			at = " at byte " + strconv.Itoa(n.Start)
		}
		fmt.Fprintf(out, "%-12s  %s%s: %s\n", "", n.Code, at, printable(n.Message.String()))
	}
}

// counts says what a file brought, in the unit of its kind.
func counts(o source.Outcome) string {
	r := o.Result
	switch o.Kind {
	case source.Tickers:
		return fmt.Sprintf("%8s", "names")
	case source.Submissions:
		return fmt.Sprintf("%8d new filings", r.NewFilings)
	case source.Prices, source.Series:
		return fmt.Sprintf("%8d new %8d known bars", r.NewBars, r.KnownBars)
	}
	return fmt.Sprintf("%8d new %8d known facts", r.NewFacts, r.KnownFacts)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// printable keeps names from archives from steering the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) || r == '\n' {
			return r
		}
		return '\uFFFD'
	}, s)
}
