package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/evidence"
	"assay/export"
	"assay/metric"
	"assay/period"
)

// exportFlags are what the command line says.
type exportFlags struct {
	store, format, output   string
	measures, concepts      []string
	period, asOf            string
	derived, series, filing bool
}

func exportCommand() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export [TICKER…] [--measure MEASURE | --concept CONCEPT] [-o FILE]",
		Short: "Write facts, filings and prices as Parquet, CSV or JSON Lines",
		Long: `Export writes what the store holds as a table: every filed fact, or those of
some filers, of a measure's tags, of a tag, of a period, or public by a day. With
--derived it writes values of a measure by each of its definitions, for every
fiscal year and quarter; with --series daily prices and levels; with --filings
the list of filings.

Of a period are the durations that lie within it, either end up to ten days
beyond, and the instants on its days: of 2024 the year, its halves and quarters.
FY2024 and FQ2 2025 are the filer's own.

Numbers are exact decimals; Parquet has the nearest float beside them. The
columns are documented in docs/export.md. A file is written as a whole or not
at all, and equal evidence gives equal bytes.`,
		Example: `  assay export -o facts.parquet
  assay export NVDA GOOGL --measure capex --period FY2024
  assay export NVDA --measure revenue --derived --format jsonl
  assay export --series VIX --format csv`,
		RunE: func(c *cobra.Command, args []string) error {
			return runExport(c.Context(), c.OutOrStdout(), c.ErrOrStderr(), f, args)
		},
		ValidArgsFunction: func(c *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return tickers(c.Context()), cobra.ShellCompDirectiveNoFileComp
		},
	}
	fs := c.Flags()
	fs.StringVar(&f.store, "store", "", "evidence store")
	fs.StringVar(&f.format, "format", "", "parquet, csv or jsonl (default: by the ending of --output, else csv)")
	fs.StringVarP(&f.output, "output", "o", "", "`FILE` to write (default: standard output)")
	fs.StringSliceVar(&f.measures, "measure", nil, "`MEASURE` whose tags are wanted, or whose values with --derived")
	fs.StringSliceVar(&f.concepts, "concept", nil, "`CONCEPT` that is wanted: us-gaap:Revenues")
	fs.StringVar(&f.period, "period", "", "`PERIOD` that is wanted: 2024, FY2024, 2024Q2, 2024-01-01..2024-06-30")
	fs.StringVar(&f.asOf, "as-of", "", "only what was public by the end of that `DAY`")
	fs.BoolVar(&f.derived, "derived", false, "values of the measures, by definition and period")
	fs.BoolVar(&f.series, "series", false, "daily prices and index levels")
	fs.BoolVar(&f.filing, "filings", false, "the list of filings")
	c.MarkFlagsMutuallyExclusive("derived", "series", "filings")
	complete(c, "format", func() []string { return []string{"parquet", "csv", "jsonl"} })
	complete(c, "measure", measures)
	return c
}

func runExport(ctx context.Context, out, errs io.Writer, f exportFlags, names []string) error {
	format, err := f.formatOf()
	if err != nil {
		return err
	}
	if f.output == "" && format.Binary() && isTerminal(out) {
		return fmt.Errorf("export: --format %s is no text for a terminal; use --output FILE", format)
	}
	cat, err := metric.Load()
	if err != nil {
		return err
	}
	q, err := f.query(cat)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	reader, closer, err := openNamed(f.store)
	if err != nil {
		return err
	}
	defer closer.Close()
	store, ok := reader.(export.Store)
	if !ok {
		return errors.New("export: this store cannot be read as a whole; name another with --store")
	}
	if q.Filers, err = f.filers(ctx, store, names); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	bar := newProgress(out, errs, "%d filers", 2*time.Second)
	if f.output != "" {
		bar = newProgress(nil, errs, "%d filers", 2*time.Second)
	}
	q.Progress = func(done, total int) { bar.step(int64(done), int64(total)) }
	err = f.into(out, func(w io.Writer) error { return f.write(ctx, w, format, store, cat, q) })
	bar.end()
	return err
}

// into writes to the file named, as a whole or not at all, or else to standard output.
func (f *exportFlags) into(out io.Writer, write func(io.Writer) error) error {
	if f.output != "" && f.output != "-" {
		return saved("--output", f.output, write)
	}
	b := bufio.NewWriterSize(out, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// write writes the table that is wanted.
func (f *exportFlags) write(ctx context.Context, w io.Writer, format export.Format, s export.Store, cat *metric.Catalog, q export.Query) error {
	var err error
	switch {
	case f.derived:
		_, err = export.Values(ctx, w, format, s, cat, f.measures, q)
	case f.series:
		_, err = export.Series(ctx, w, format, s, q)
	case f.filing:
		_, err = export.Filings(ctx, w, format, s, q)
	default:
		_, err = export.Facts(ctx, w, format, s, q)
	}
	return err
}

// formatOf is the format that is named, or that the file's ending tells.
func (f *exportFlags) formatOf() (export.Format, error) {
	name := f.format
	if name == "" {
		name = strings.TrimPrefix(strings.ToLower(filepath.Ext(f.output)), ".")
		if !slices.Contains(export.Formats(), export.Format(name)) {
			name = string(export.CSV)
		}
	}
	if !slices.Contains(export.Formats(), export.Format(name)) {
		return "", fmt.Errorf("export: --format %q: want parquet, csv or jsonl", name)
	}
	return export.Format(name), nil
}

// query is what the flags ask for, but for the filers.
func (f *exportFlags) query(cat *metric.Catalog) (q export.Query, err error) {
	if q.AsOf, err = day(f.asOf, "--as-of"); err != nil {
		return q, err
	}
	if f.period != "" {
		asked, err := period.ParseAsked(f.period)
		if err != nil {
			return q, fmt.Errorf("--period: %w", err)
		}
		q.Period = &asked
	}
	switch {
	case f.derived && len(f.measures) == 0:
		return q, fmt.Errorf("--derived needs --measure; there are %s", strings.Join(measures(), ", "))
	case (f.derived || f.series || f.filing) && len(f.concepts) > 0:
		return q, errors.New("--concept is for facts; leave out --derived, --series and --filings")
	case (f.series || f.filing) && len(f.measures) > 0:
		return q, errors.New("--measure is for facts and derived values; leave out --series and --filings")
	}
	q.Concepts = slices.Clone(f.concepts)
	for _, id := range f.measures {
		if err := knownMeasure(cat, id); err != nil {
			return q, err
		}
		if f.derived {
			continue // the definitions know their tags
		}
		m, ok := cat.Lookup(id)
		if !ok {
			return q, fmt.Errorf("--measure %q: a ratio has no facts; ask for it with --derived", id)
		}
		for _, d := range m.Definitions {
			for _, t := range d.Terms {
				q.Concepts = append(q.Concepts, t.Chain...)
			}
		}
	}
	return q, nil
}

// filers are whom the arguments name; nil for none, which means all. Of series they may be
// indices and assets.
func (f *exportFlags) filers(ctx context.Context, store export.Store, names []string) ([]entity.ID, error) {
	var out []entity.ID
	for _, name := range names {
		if f.series {
			id, err := seriesNamed(ctx, store, name)
			if err != nil {
				return nil, err
			}
			if id != "" {
				out = append(out, id)
				continue
			}
		}
		filer, err := filerNamed(ctx, store, name)
		if err != nil {
			return nil, err
		}
		out = append(out, filer.ID)
	}
	return out, nil
}

// seriesNamed is the series of that name, which may leave out the kind (VIX, BTC); "" if
// there is none.
func seriesNamed(ctx context.Context, store evidence.Scanner, name string) (entity.ID, error) {
	ids, err := store.SeriesIDs(ctx)
	if err != nil {
		return "", err
	}
	for _, id := range ids {
		if _, local, _ := strings.Cut(string(id), ":"); string(id) == name || id.Kind() != "cik" && strings.EqualFold(local, name) {
			return id, nil
		}
	}
	return "", nil
}
