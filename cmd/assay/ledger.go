package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"assay"
	"assay/article"
	"assay/forecast"
	"assay/period"
	"assay/store/sqlite"
)

// ledgerFlags are what the command line says.
type ledgerFlags struct {
	articleFlags
	now, format, reason, outcome, supersedes string
	from                                     string
}

func ledgerCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "ledger",
		Short: "Record forecasts and see what became of them",
		Long: `Ledger keeps the forecasts that articles hold: who said what would happen, with
the place in the text, the day on which it falls due, and the check that will
decide it. It only grows: each record carries the hash of the one before, a
correction is a new entry (add --supersedes), a withdrawal a record of its own
(void). It stands in the evidence store.`,
	}
	c.AddCommand(ledgerAddCommand(), ledgerShowCommand(), ledgerDueCommand(), ledgerResolveCommand(), ledgerVoidCommand(), ledgerOverruleCommand(), ledgerBasketCommand(), ledgerScoreCommand(), ledgerVerifyCommand(), ledgerExportCommand())
	return c
}

func ledgerAddCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:   "add FILE|FOLDER|ADDRESS|-…",
		Short: "Record every forecast of some articles",
		Long: `Add records every forecast that a check finds in the articles, with the rule that
will decide it. A forecast that the ledger has already is not recorded again. One
whose outcome is public on the day of capture is marked late, and never scored.`,
		Example: "  assay ledger add note.txt\n  assay ledger add --supersedes 3f9c1a articles/corrected.md\n  assay ledger add --from own.csv",
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case f.from != "" && len(args) > 0:
				return errors.New("ledger: --from reads a table of forecasts; leave out the articles")
			case f.from != "":
				return f.addOwn(c)
			case len(args) == 0:
				return errors.New("ledger: name articles, or a table of forecasts with --from")
			}
			return f.addAll(c, args)
		},
	}
	f.add(c, "evidence store `FILE`, with the ledger")
	f.nowFlag(c)
	c.Flags().StringVar(&f.from, "from", "", "a CSV `FILE` of one's own forecasts: holder,subject,measure,kind,low,high,unit,period,said")
	c.Flags().StringVar(&f.supersedes, "supersedes", "", "`ID` of the entry that the article's one forecast corrects")
	return c
}

func (f *ledgerFlags) nowFlag(c *cobra.Command) {
	c.Flags().StringVar(&f.now, "now", "", "`DAY` taken for today (default: today)")
}

func (f *ledgerFlags) storeFlag(c *cobra.Command) {
	c.Flags().StringVar(&f.store, "store", "", "evidence store `FILE`, with the ledger")
}

// openLog opens the store that holds the ledger.
func (f *ledgerFlags) openLog() (s *sqlite.Store, path string, err error) {
	cfg, err := (&articleFlags{}).load(nil)
	if err != nil {
		return nil, "", err
	}
	if path = storePath(f.store, cfg); path == "" {
		if path, err = defaultStore(); err != nil {
			return nil, "", err
		}
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, "", fmt.Errorf("ledger: there is no store %s; fill one with assay import, or name one with --store", path)
	}
	s, err = sqlite.Open(path, sqlite.Options{})
	return s, path, err
}

// openLedger opens the store and reads its ledger.
func (f *ledgerFlags) openLedger(ctx context.Context) (*sqlite.Store, *forecast.Ledger, error) {
	s, path, err := f.openLog()
	if err != nil {
		return nil, nil, err
	}
	l, err := forecast.Load(ctx, s)
	if err != nil {
		s.Close()
		return nil, nil, fmt.Errorf("ledger: %s: %w", path, err)
	}
	return s, l, nil
}

// on works on the ledger with the day taken for today.
func (f *ledgerFlags) on(c *cobra.Command, work func(store *sqlite.Store, l *forecast.Ledger, now period.Date) error) error {
	now, err := today(f.now)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	store, l, err := f.openLedger(c.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	if f.now == "" {
		if err := warnClock(c.Context(), store, time.Now(), c.ErrOrStderr()); err != nil {
			return err
		}
	}
	return work(store, l, now)
}

// resolver decides entries from the store, with what was public by the day and
// whom the ledger's baskets hold.
func resolver(ctx context.Context, store *sqlite.Store, l *forecast.Ledger, now period.Date) (*assay.Resolver, error) {
	reader, err := assay.NewReader()
	if err != nil {
		return nil, err
	}
	return reader.Resolver(ctx, assay.Options{Store: store, Now: now, Baskets: l.Baskets()})
}

// captured gathers the entries of a run, in the order of the articles.
type captured struct{ entries []forecast.Entry }

// put implements sink.
func (s *captured) put(_ *item, text *bytes.Buffer) error {
	d := json.NewDecoder(text)
	for {
		var e forecast.Entry
		switch err := d.Decode(&e); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		s.entries = append(s.entries, e)
	}
}

// close implements sink.
func (s *captured) close(bool) error { return nil }

func (f *ledgerFlags) addAll(c *cobra.Command, args []string) error {
	return f.on(c, func(_ *sqlite.Store, l *forecast.Ledger, now period.Date) error { return f.addFrom(c, l, now, args) })
}

// addFrom records the forecasts of articles.
func (f *ledgerFlags) addFrom(c *cobra.Command, l *forecast.Ledger, now period.Date, args []string) error {
	cfg, err := f.load(args)
	if err != nil {
		return err
	}
	in, err := open(storePath(f.store, cfg), cfg)
	if err != nil {
		return err
	}
	defer in.Close()
	b, err := newBatch(c, &f.articleFlags, in, args, "", "jsonl")
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	found := &captured{}
	b.sink = found
	work := func(w io.Writer, a *article.Article) error { return capture(c.Context(), w, in, a, now) }
	if err := b.run(c.Context(), func() (worker, error) { return work, nil }); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return f.record(c, l, found.entries)
}

// record adds entries to the ledger and says what was added.
func (f *ledgerFlags) record(c *cobra.Command, l *forecast.Ledger, entries []forecast.Entry) error {
	if f.supersedes != "" {
		if len(entries) != 1 {
			return fmt.Errorf("ledger: --supersedes corrects one entry, and there are %d forecasts; give an article with the one", len(entries))
		}
		entries[0].Supersedes = f.supersedes
	}
	added, err := l.Add(c.Context(), entries)
	if err != nil {
		return err
	}
	if err := writeEach(c.OutOrStdout(), added, ledgerLine); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "assay: %d forecasts found, %d recorded\n", len(entries), len(added))
	return nil
}

// capture writes an article's forecasts as JSON, one behind the other.
func capture(ctx context.Context, w io.Writer, in base, a *article.Article, now period.Date) error {
	says := in.cfg.For(fileOf(a.Source))
	names, err := in.who.of(ctx, says.Names)
	if err != nil {
		return err
	}
	entries, err := in.reader.Forecasts(ctx, a, assay.Options{Store: in.store, Now: now, Names: names, Definitions: says.Definitions})
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	for i := range entries {
		if err := e.Encode(entries[i]); err != nil {
			return err
		}
	}
	return nil
}

func ledgerShowCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:     "show [ID]",
		Short:   "List the entries, or show one with all that was recorded of it",
		Example: "  assay ledger show\n  assay ledger show 3f9c1a",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return f.on(c, func(_ *sqlite.Store, l *forecast.Ledger, _ period.Date) error {
				if len(args) == 1 {
					it, err := l.Find(args[0])
					if err == nil {
						fmt.Fprint(c.OutOrStdout(), ledgerItem(it))
					}
					return err
				}
				return writeEach(c.OutOrStdout(), l.Items(), ledgerLine)
			})
		},
	}
	f.storeFlag(c)
	return c
}

func ledgerDueCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:   "due",
		Short: "List what is still open, by the day on which it falls due",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return f.on(c, func(_ *sqlite.Store, l *forecast.Ledger, now period.Date) error {
				fmt.Fprint(c.OutOrStdout(), ledgerDue(l.Items(), now))
				return nil
			})
		},
	}
	f.storeFlag(c)
	f.nowFlag(c)
	return c
}

func ledgerResolveCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:   "resolve",
		Short: "Decide from evidence what can be decided",
		Long: `Resolve decides every entry that can be decided with what was public by the end
of the day: first as first filed, then, where a later filing says otherwise, as
restated; both are kept. What stays open names what it waits for.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return f.on(c, func(store *sqlite.Store, l *forecast.Ledger, now period.Date) error {
				r, err := resolver(c.Context(), store, l, now)
				if err != nil {
					return err
				}
				standings, err := l.Resolve(c.Context(), r, now)
				if err != nil {
					return err
				}
				return writeEach(c.OutOrStdout(), standings, ledgerStanding)
			})
		},
	}
	f.storeFlag(c)
	f.nowFlag(c)
	return c
}

func ledgerVoidCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:     "void ID --reason TEXT",
		Short:   "Withdraw an entry; it stays, with the reason",
		Example: `  assay ledger void 3f9c1a --reason "the article was corrected the same day"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return f.decide(c, args[0], (*forecast.Ledger).Void)
		},
	}
	f.decisionFlags(c)
	return c
}

func ledgerOverruleCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:     "overrule ID --outcome OUTCOME --reason TEXT",
		Short:   "Record a person's decision beside the rule's",
		Example: `  assay ledger overrule 3f9c1a --outcome "came true" --reason "the 10-K/A of March says so"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return f.decide(c, args[0], (*forecast.Ledger).Overrule)
		},
	}
	f.decisionFlags(c)
	c.Flags().StringVar(&f.outcome, "outcome", "", "came true, did not come true or undecided")
	return c
}

func (f *ledgerFlags) decisionFlags(c *cobra.Command) {
	f.storeFlag(c)
	f.nowFlag(c)
	c.Flags().StringVar(&f.reason, "reason", "", "why; it is recorded")
}

func (f *ledgerFlags) decide(c *cobra.Command, id string, record func(*forecast.Ledger, context.Context, forecast.Decision) error) error {
	return f.on(c, func(_ *sqlite.Store, l *forecast.Ledger, now period.Date) error {
		if err := record(l, c.Context(), forecast.Decision{Entry: id, Day: now, Outcome: forecast.Outcome(f.outcome), Reason: f.reason}); err != nil {
			return err
		}
		it, err := l.Find(id)
		if err == nil {
			fmt.Fprint(c.OutOrStdout(), ledgerLine(it))
		}
		return err
	})
}

func ledgerVerifyCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:   "verify",
		Short: "Read the whole chain and find any change to it",
		Long: `Verify reads the whole chain and finds any change to it. Keep the last hash that
it prints elsewhere: a chain that was cut, or made anew, has another.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			store, path, err := f.openLog()
			if err != nil {
				return err
			}
			defer store.Close()
			n, head, err := forecast.Verify(c.Context(), store)
			if err != nil {
				return fmt.Errorf("ledger: %s: %w", path, err)
			}
			fmt.Fprintf(c.OutOrStdout(), "%d records, unchanged\nlast hash %s\n", n, head)
			return nil
		},
	}
	f.storeFlag(c)
	return c
}

func ledgerExportCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the ledger as JSON Lines or CSV",
		Long: `Export writes the ledger: as JSON Lines the records with their hashes, which any
program can verify, as CSV a line an entry with its outcome.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return f.on(c, func(store *sqlite.Store, l *forecast.Ledger, _ period.Date) error {
				switch f.format {
				case "jsonl":
					return exportRecords(c.Context(), c.OutOrStdout(), store)
				case "csv":
					return exportItems(c.OutOrStdout(), l.Items())
				}
				return fmt.Errorf("ledger: --format %q: want jsonl or csv", f.format)
			})
		},
	}
	f.storeFlag(c)
	c.Flags().StringVar(&f.format, "format", "jsonl", "jsonl or csv")
	return c
}

// writeEach writes a text for each of some things, many of them at a time.
func writeEach[T any](w io.Writer, things []T, text func(T) string) error {
	b := bufio.NewWriter(w)
	for _, x := range things {
		_, _ = b.WriteString(text(x)) // an error stays until Flush
	}
	return b.Flush()
}

func exportRecords(ctx context.Context, w io.Writer, log forecast.Log) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	for r, err := range log.Records(ctx, 1) {
		if err != nil {
			return err
		}
		if err := e.Encode(r); err != nil {
			return err
		}
	}
	return b.Flush()
}
