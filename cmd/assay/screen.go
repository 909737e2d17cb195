package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/report"
)

// screenFlags are what the command line says.
type screenFlags struct {
	store, period, asOf, format string
	top                         int
}

func screenCommand() *cobra.Command {
	var f screenFlags
	c := &cobra.Command{
		Use:   "screen MEASURE --period PERIOD",
		Short: "Rank all filers by a measure",
		Long: `Screen computes a measure for every filer of the store and ranks them: by the
most plausible definition that each one's facts give, on the latest basis.

Periods are those of assay facts; a fiscal one (FY2024) is each filer's own.
Filers that report in another currency than the measure's are listed in json and
csv, unranked; in text they are counted.`,
		Example: "  assay screen capex --period 2024\n  assay screen \"operating income / revenue\" --period FY2024 --top 100 --format csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return runScreen(c.Context(), c.OutOrStdout(), c.ErrOrStderr(), f, args[0])
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return measures(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.Flags().StringVar(&f.store, "store", "", "evidence store")
	c.Flags().StringVar(&f.period, "period", "", "period asked for: 2024, FY2024, 2024Q2, 2024-01-01..2024-06-30")
	c.Flags().StringVar(&f.asOf, "as-of", "", "with what was public by the end of that day (default: all)")
	c.Flags().StringVar(&f.format, "format", "text", "text, csv or json")
	c.Flags().IntVar(&f.top, "top", 25, "how many to list, 0 for all")
	_ = c.MarkFlagRequired("period") // the flag stands above
	return c
}

// screened is a line of the answer, and the command's JSON.
type screened struct {
	Rank       int         `json:"rank,omitempty"` // 0: in another unit
	Entity     string      `json:"entity"`
	Name       string      `json:"name"`
	Ticker     string      `json:"ticker,omitempty"`
	Start      string      `json:"start,omitempty"`
	End        string      `json:"end"`
	Value      string      `json:"value"`
	Unit       string      `json:"unit"`
	Definition string      `json:"definition"`
	Derived    bool        `json:"derived"`
	Last       report.Fact `json:"fact"` // the fact filed last of those that make the value
}

func runScreen(ctx context.Context, out, errs io.Writer, f screenFlags, measure string) error {
	if !slices.Contains([]string{"text", "csv", "json"}, f.format) {
		return fmt.Errorf("screen: --format %q: want text, csv or json", f.format)
	}
	asked, err := period.ParseAsked(f.period)
	if err != nil {
		return fmt.Errorf("screen: --period: %w", err)
	}
	asOf, err := day(f.asOf, "--as-of")
	if err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	cat, err := metric.Load()
	if err != nil {
		return err
	}
	if err := knownMeasure(cat, measure); err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	s, err := openScreen(f.store)
	if err != nil {
		return err
	}
	defer s.close()
	filers, err := s.filers(ctx)
	if err != nil {
		return err
	}
	ids := make([]entity.ID, len(filers))
	for i := range filers {
		ids[i] = filers[i].ID
	}
	bar := newProgress(out, errs, "%d filers", showAfter)
	var mu sync.Mutex
	done := int64(0)
	answers, err := evidence.Screen(ctx, s.readers, cat, ids, evidence.Screened{
		Measure: measure, AsOf: asOf,
		Period: func(ctx context.Context, r evidence.Reader, id entity.ID) (period.Range, error) {
			want, err := filersPeriod(ctx, r, id, asked, asOf)
			return balanceAt(cat, measure, want), err
		},
		Step: func() {
			mu.Lock()
			defer mu.Unlock()
			done++
			bar.step(done, int64(len(ids)))
		},
	})
	bar.end()
	if err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	list, others := ranked(filers, answers, unitOf(cat, measure))
	switch f.format {
	case "json":
		return writeJSON(out, list[:shown(f.top, len(list))])
	case "csv":
		return screenCSV(out, list[:shown(f.top, len(list))])
	}
	return screenText(out, measure, f.period, list, others, len(filers), f.top)
}

func shown(top, n int) int {
	if top <= 0 {
		return n
	}
	return min(top, n)
}

// knownMeasure is nil for what can be asked of filings.
func knownMeasure(cat *metric.Catalog, measure string) error {
	parts := []string{measure}
	if a, b, ok := metric.Ratio(measure); ok {
		parts = []string{a, b}
	}
	for _, p := range parts {
		if m, ok := cat.Lookup(p); !ok || !m.Kind.Filed() {
			return fmt.Errorf("no measure %q; there are %s, and ratios of two, A / B", p, strings.Join(cat.IDs(), ", "))
		}
	}
	return nil
}

// unitOf is the unit in which a measure is ranked.
func unitOf(cat *metric.Catalog, measure string) string {
	if m, ok := cat.Lookup(measure); ok {
		return m.Unit
	}
	return "pure"
}

// screening is a store opened once for each goroutine that reads it.
type screening struct {
	readers []evidence.Reader
	closers []io.Closer
}

func openScreen(path string) (s screening, err error) {
	for range runtime.GOMAXPROCS(0) {
		r, c, err := openNamed(path)
		if err != nil {
			s.close()
			return s, err
		}
		s.readers, s.closers = append(s.readers, r), append(s.closers, c)
	}
	return s, nil
}

func (s screening) close() {
	for _, c := range s.closers {
		c.Close() // opened for reading only
	}
}

// filers are all of the store's.
func (s screening) filers(ctx context.Context) ([]evidence.Filer, error) {
	all, ok := s.readers[0].(interface {
		Filers(context.Context) ([]evidence.Filer, error)
	})
	if !ok {
		return nil, errors.New("screen: this store does not list its filers; import facts into one of your own with assay import")
	}
	return all.Filers(ctx)
}

// filersPeriod is the period of one filer, none where its calendar has no such. The
// calendar is read only where it matters.
func filersPeriod(ctx context.Context, r evidence.Reader, id entity.ID, asked period.Asked, asOf period.Date) (want period.Range, err error) {
	cal, last := period.CalendarYear(), period.Date(0)
	if asked.Fiscal || asked.Part == 'T' {
		cal, err = evidence.CalendarOf(ctx, r, id)
		if errors.Is(err, evidence.ErrNotFound) {
			return want, nil
		}
	}
	if err == nil && asked.Part == 'T' {
		last, err = evidence.LastReported(ctx, r, id, asOf)
	}
	if err == nil {
		want, _ = asked.On(cal, last)
	}
	return want, err
}

// ranked orders the answers by value, those in another unit behind; others is how
// many these are.
func ranked(filers []evidence.Filer, answers []evidence.Answer, unit string) (list []screened, others int) {
	order := make([]int, 0, len(answers))
	for i := range answers {
		if answers[i].OK {
			order = append(order, i)
		}
	}
	foreign := func(i int) int {
		if answers[i].Unit != unit {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(foreign(a)-foreign(b), strings.Compare(answers[a].Unit, answers[b].Unit), answers[b].Value.Cmp(answers[a].Value))
	})
	for n, i := range order {
		v := lineOf(filers[i], &answers[i].Computed)
		if foreign(i) == 0 {
			v.Rank = n + 1
		} else {
			others++
		}
		list = append(list, v)
	}
	return list, others
}

func lineOf(f evidence.Filer, c *evidence.Computed) screened {
	v := screened{Entity: string(f.ID), Name: f.Name, End: c.Period.End.String(), Value: c.Value.String(), Unit: c.Unit, Definition: c.Definition, Derived: c.Derived}
	if c.Op == "quotient" {
		v.Value = c.Value.Significant(significant)
	}
	if c.Period.Start != 0 {
		v.Start = c.Period.Start.String()
	}
	if len(f.Tickers) > 0 {
		v.Ticker = f.Tickers[0]
	}
	last := &c.Terms[0].Fact
	for i := range c.Terms {
		if t := &c.Terms[i].Fact; t.Filing.Filed > last.Filing.Filed {
			last = t
		}
	}
	v.Last = report.FactOf(last)
	return v
}

// significant is how many digits of a ratio are shown.
const significant = 6

func screenCSV(w io.Writer, list []screened) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"rank", "entity", "name", "ticker", "start", "end", "value", "unit", "definition", "derived", "accession", "form", "filed"}) // Flush keeps the error
	for _, v := range list {
		rank := ""
		if v.Rank > 0 {
			rank = fmt.Sprint(v.Rank)
		}
		_ = c.Write([]string{rank, v.Entity, report.Cell(v.Name), report.Cell(v.Ticker), v.Start, v.End, v.Value, v.Unit, v.Definition, fmt.Sprint(v.Derived), v.Last.Accession, v.Last.Form, v.Last.Filed})
	}
	c.Flush()
	return c.Error()
}

func screenText(w io.Writer, measure, asked string, list []screened, others, filers, top int) error {
	var b strings.Builder
	ranked := len(list) - others
	fmt.Fprintf(&b, "%s, %s: %d of %d filers\n\n", measure, asked, ranked, filers)
	width := 0
	lines := list[:shown(top, ranked)]
	for _, v := range lines {
		width = max(width, len(grouped(v.Value)))
	}
	for _, v := range lines {
		mark := " "
		if v.Derived {
			mark = "*"
		}
		fmt.Fprintf(&b, "%5d  %*s %-10s %-6s %s\n", v.Rank, width, grouped(v.Value), v.Unit+mark, inline(v.Ticker), short(inline(v.Name), max(12, 54-width)))
	}
	if slices.ContainsFunc(lines, func(v screened) bool { return v.Derived }) {
		b.WriteString("\n* derived from several facts: assay facts TICKER shows them\n")
	}
	if others > 0 {
		fmt.Fprintf(&b, "\n%d more report in another currency: --format json lists them\n", others)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// short cuts a name to n letters.
func short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
