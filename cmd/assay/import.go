package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/evidence"
	"assay/period"
	"assay/source"
	"assay/source/fsds"
	"assay/source/options"
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
	store, as  string
	at, expiry string
	notes      bool
	again      bool
}

func importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import [--store FILE] [--as KIND[:NAME]] PATH…",
		Short: "Read filings and prices into the evidence store",
		Long: `Import reads files and folders, plain, .gz or .zip, into the evidence store.
The kind of each file is told from its content: companyfacts, submissions and
company_tickers JSON of the SEC, inline XBRL documents (10-Q and 10-K HTML),
daily prices as CSV (Yahoo, Stooq, Cboe, or ds,ticker,open,…), JSON series
[[ms, value], …] or [[ms, open, high, low, close, volume], …], option chains
(Yahoo and Cboe as JSON and CSV, Deribit's book summary, or CSV with the columns
symbol,quoted,expiration,strike,type,bid,ask), and the Treasury's par yields as
CSV. A vendor's volatilities of 30 days are read --as iv30:VENDOR:TICKER.

The SEC's Financial Statement Data Sets (2010q2.zip) and Financial Statement and
Notes Data Sets (2024_05_notes.zip) are one file each, packed or as a folder of
tables. They round periods to months: a row that companyfacts or a document state
exactly is known, one of the same filing takes its exact days where these are
certain, and the rest is kept as only about right, which answers where nothing
else does and contradicts nothing. Rows of other entities than the filer are left
out, and counted. Their filings are stored some at a time, each whole.

An earnings release (the HTML of exhibit 99 of an 8-K with item 2.02) does not say
which filing it belongs to; --as release:TICKER:ACCESSION:DAY does. Its income
statement, balance sheet and cash flow statement become facts where their sums
hold; they count until the 10-Q or 10-K states the same. --notes says what was
left out, and why.

All of a file is stored or nothing. A file imported twice changes nothing. A bad
file is reported and the rest goes on.

The SEC's nightly bulk files, companyfacts.zip and submissions.zip, are read as
they are. An archive's entries that were imported before and have not changed
since are passed over, so that an interrupted import goes on where it was, and
tonight's archive costs only what is new in it.

Standard output has a line for each file, or for each bulk archive, standard
error one for each failure.
The exit status is 0 if every file was imported or skipped, 1 if one failed,
2 if the command was wrong.`,
		Example: `  assay import company_tickers.json CIK0001045810.json
  assay import 2024q1.zip 2024_05_notes.zip
  assay import --as prices:BTC btc.json
  assay import --as series:VIX VIX_History.csv
  assay import --as release:NVDA:0001045810-24-000113:2024-05-22 ex99-1.htm
  assay import --as options:NVDA --at 2026-02-11T11:30 chain.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			as, err := source.ParseAs(f.as)
			if err != nil {
				return err
			}
			settings := source.Settings{As: as, Now: time.Now().UTC(), Again: f.again}
			if settings.Hints, err = f.hints(); err != nil {
				return err
			}
			c.SilenceUsage = true // from here on it is no matter of usage
			return f.run(c.Context(), settings, paths, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&f.store, "store", "", "path of the evidence store (default $ASSAY_STORE, else assay.db in the user's data directory)")
	c.Flags().StringVar(&f.as, "as", "", "what the files are, KIND or KIND:NAME: prices:BTC, prices:NVDA, series:SPX, options:NVDA, release:NVDA:ACCESSION:DAY")
	c.Flags().StringVar(&f.at, "at", "", "when option quotes stood, where their file does not say: 2026-02-11T11:30 in New York, or with a zone")
	c.Flags().StringVar(&f.expiry, "expiry", "", "the expiry of option quotes, where their file does not say: 2026-02-20")
	c.Flags().BoolVar(&f.notes, "notes", false, "list what was odd in each file")
	c.Flags().BoolVar(&f.again, "again", false, "read also what has not changed in an archive since it was last imported")
	return c
}

// hints are what the flags say of option quotes.
func (f *importFlags) hints() (h options.Hints, err error) {
	if f.at != "" {
		if h.Quoted, err = parseMoment(f.at); err != nil {
			return h, fmt.Errorf("import: --at: %w", err)
		}
	}
	if f.expiry != "" {
		if h.Expiry, err = period.ParseDate(f.expiry); err != nil {
			return h, fmt.Errorf("import: --expiry: %w", err)
		}
	}
	return h, nil
}

// parseMoment reads a moment of New York's time, or of the zone that it names.
func parseMoment(s string) (time.Time, error) {
	for _, form := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if t, err := time.ParseInLocation(form, s, period.NewYork()); err == nil {
			return t.UTC(), nil
		}
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment; want 2026-02-11T11:30 (New York) or 2026-02-11T16:30Z", s)
}

func (f *importFlags) run(ctx context.Context, settings source.Settings, paths []string, out, errs io.Writer) (err error) {
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
	return importInto(ctx, store, settings, paths, f.notes, out, errs)
}

// importInto runs the import and prints what became of each file.
func importInto(ctx context.Context, store source.Store, settings source.Settings, paths []string, notes bool, out, errs io.Writer) error {
	bar := newProgress(out, errs, "%d files", 0)
	var sum tally
	settings.Progress = func(done, total int, o source.Outcome) {
		bar.step(int64(done)*fileSteps, int64(total)*fileSteps)
		if !sum.add(o) {
			sum.print(out)
			sum.add(o)
		}
		if !o.Bulk || o.Err != nil {
			printOutcome(o, notes, out, bar.over(errs))
		}
	}
	settings.Step = func(done, total int, read, size int64) {
		bar.move(int64(done)*fileSteps+fileSteps*read/size, int64(total)*fileSteps)
	}
	report, err := source.Import(ctx, settings, store, paths)
	bar.end()
	sum.print(out)
	if err != nil {
		return fmt.Errorf("import: stopped after %d files: %w", report.Files, err)
	}
	if n := report.Settled; n > 0 {
		fmt.Fprintf(out, "%-12s  %8d exact                     periods of data sets, by files imported after them\n", source.FSDS, n)
	}
	if report.Failed > 0 {
		return importFailed{report.Failed, report.Files}
	}
	return nil
}

// fileSteps is how finely the bar shows the way through one file.
const fileSteps = 1000

// tally is what became of the entries of one bulk archive.
type tally struct {
	archive               string
	kinds                 []source.Kind
	results               map[source.Kind]evidence.Result
	entries               map[source.Kind]int
	skipped, same, failed int
}

// add counts an entry of a bulk archive; it is false for anything else, and for
// the first entry of another archive, which is counted once the tally was printed.
func (t *tally) add(o source.Outcome) bool {
	if !o.Bulk {
		return false
	}
	if t.archive != "" && t.archive != o.Archive {
		return false
	}
	if t.archive == "" {
		*t = tally{archive: o.Archive, results: map[source.Kind]evidence.Result{}, entries: map[source.Kind]int{}}
	}
	switch {
	case o.Err != nil:
		t.failed++
	case o.Same:
		t.same++
	case o.Skipped != "":
		t.skipped++
	default:
		if t.entries[o.Kind]++; t.entries[o.Kind] == 1 {
			t.kinds = append(t.kinds, o.Kind)
		}
		t.results[o.Kind] = t.results[o.Kind].Plus(o.Result)
	}
	return true
}

// print prints a line for each kind of file in the archive, and starts anew.
func (t *tally) print(out io.Writer) {
	if t.archive == "" {
		return
	}
	line := func(kind, counts string, entries int, what string) {
		if entries > 0 {
			fmt.Fprintf(out, "%-12s  %-33s  %s: %d %s%s\n", kind, counts, inline(t.archive), entries, plural(entries, "file", "files"), what)
		}
	}
	for _, k := range t.kinds {
		line(string(k), counts(source.Outcome{Kind: k, Result: t.results[k]}), t.entries[k], "")
	}
	line("unchanged", "", t.same, ", imported before")
	line("skipped", "", t.skipped, "")
	line("failed", "", t.failed, "")
	*t = tally{}
}

// printOutcome prints a file's line, and its notes if they are wanted.
func printOutcome(o source.Outcome, notes bool, out, errs io.Writer) {
	name := inline(o.Path)
	switch {
	case o.Err != nil:
		fmt.Fprintln(errs, "assay:", printable(o.Err.Error()))
		return
	case o.Same:
		fmt.Fprintf(out, "%-12s  %-33s  %s, imported before\n", "unchanged", "", name)
		return
	case o.Skipped != "":
		fmt.Fprintf(out, "%-12s  %-33s  %s: %s\n", "skipped", "", name, o.Skipped)
		return
	}
	if n := len(o.Notes); n > 0 {
		name += " (" + strconv.Itoa(n) + plural(n, " note", " notes") + ")"
	}
	fmt.Fprintf(out, "%-12s  %-33s  %s\n", o.Kind, counts(o), name)
	for _, s := range rows(o.Rows) {
		fmt.Fprintf(out, "%-12s  %s\n", "", s)
	}
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

// rows says what became of a data set's rows that are no exact facts, a line each.
func rows(c fsds.Counts) []string {
	var out []string
	add := func(n int, what string) {
		if n > 0 {
			out = append(out, fmt.Sprintf("%8d %s", n, what))
		}
	}
	add(c.About, "of a period that is only about right")
	add(c.Registered, "of co-registrants")
	add(c.Entities, "left out: of another entity than the filer")
	add(c.Empty, "left out: without a value")
	add(c.Short, "left out: of less than half a quarter")
	add(c.Unread, "left out: not readable, see --notes")
	return out
}

// counts says what a file brought, in the unit of its kind.
func counts(o source.Outcome) string {
	r := o.Result
	switch o.Kind {
	case source.Tickers:
		return fmt.Sprintf("%8s", "names")
	case source.Submissions:
		return fmt.Sprintf("%8d new filings", r.NewFilings)
	case source.Options:
		return fmt.Sprintf("%8d new %8d known quotes", r.NewQuotes, r.KnownQuotes)
	case source.Prices, source.Series, source.Yields, source.IV30:
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

// inline is printable for what stands within a line: a name that goes on in the next
// one would read as another message.
func inline(s string) string { return strings.ReplaceAll(printable(s), "\n", "\uFFFD") }

// printable keeps what files say from steering the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) || r == '\n' {
			return r
		}
		return '\uFFFD'
	}, s)
}
