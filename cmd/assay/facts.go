package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/evidence"
	"assay/message"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/report"
)

// factsFlags are what the command line says.
type factsFlags struct {
	store, period, asOf, format string
	history                     bool
}

func factsCommand() *cobra.Command {
	var f factsFlags
	c := &cobra.Command{
		Use:   "facts TICKER MEASURE --period PERIOD",
		Short: "Show a measure's value with its filings",
		Long: `Facts shows the value of a measure for a period: by every definition of the
measure, the most plausible first, with the filed facts and how they make it.

Periods: FY2024, 2024, 2024Q2, FQ2 2025, 2024H1, FH1 2025, TTM, or
2024-01-01..2024-06-30. A range that misses the fiscal period by a few days
finds it. --history shows every vintage.`,
		Example: "  assay facts GOOGL capex --period 2024H1 --as-of 2024-08-03\n  assay facts GOOGL \"cloud revenue\" --period 2024Q2 --history",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			return runFacts(c.Context(), c.OutOrStdout(), f, args[0], args[1])
		},
		ValidArgsFunction: completeFacts,
	}
	c.Flags().StringVar(&f.store, "store", "", "evidence store")
	c.Flags().StringVar(&f.period, "period", "TTM", "period asked for")
	c.Flags().StringVar(&f.asOf, "as-of", "", "with what was public by the end of that day (default: all)")
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
	c.Flags().BoolVar(&f.history, "history", false, "show every vintage and what was restated")
	return c
}

// factsAnswer is the command's JSON.
type factsAnswer struct {
	Entity string       `json:"entity"`
	Metric string       `json:"metric"`
	Period factsPeriod  `json:"period"`
	Values []factsValue `json:"values"`
}

type factsPeriod struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type factsValue struct {
	Definition string            `json:"definition"`
	Value      string            `json:"value"`
	Unit       string            `json:"unit"`
	Derived    bool              `json:"derived"`
	Basis      string            `json:"basis,omitempty"`
	Notes      []message.Message `json:"notes,omitempty"`
	Facts      []report.Fact     `json:"facts"`
	signs      []int
}

func runFacts(ctx context.Context, w io.Writer, f factsFlags, name, measure string) error {
	if f.format != "text" && f.format != "json" {
		return fmt.Errorf("facts: --format %q: want text or json", f.format)
	}
	asOf, err := day(f.asOf, "--as-of")
	if err != nil {
		return fmt.Errorf("facts: %w", err)
	}
	store, closer, err := openNamed(f.store)
	if err != nil {
		return err
	}
	defer closer.Close()
	filer, err := filerNamed(ctx, store, name)
	if err != nil {
		return fmt.Errorf("facts: %w", err)
	}
	cat, err := metric.Load()
	if err != nil {
		return err
	}
	cs, err := measured(ctx, store, cat, asking{filer.ID, measure, f.period, asOf})
	var missing *evidence.Missing
	if errors.As(err, &missing) && missing.Unknown {
		return fmt.Errorf("facts: no measure %q; there are %s, and any part of a business before revenue or operating income", measure, strings.Join(cat.IDs(), ", "))
	}
	if err != nil {
		return fmt.Errorf("facts: %w", err)
	}
	a := answer(filer, measure, cs, f.history)
	if f.format == "json" {
		return writeJSON(w, a)
	}
	return printFacts(w, filer, a)
}

// balanceAt asks a balance at the period's end.
func balanceAt(cat *metric.Catalog, measure string, r period.Range) period.Range {
	if m, ok := cat.Lookup(measure); ok && m.Kind == metric.Balance {
		r.Start = 0
	}
	return r
}

// filerNamed finds the filer by ticker, name or CIK.
func filerNamed(ctx context.Context, store evidence.Reader, name string) (evidence.Filer, error) {
	if id := entity.ID(name); id.Kind() == "cik" {
		return store.Filer(ctx, id)
	}
	fs, err := store.Named(ctx, name)
	if err != nil {
		return evidence.Filer{}, err
	}
	if len(fs) > 0 {
		return fs[0], nil
	}
	known, err := entity.Load()
	if err != nil {
		return evidence.Filer{}, err
	}
	if id, ok := known.ByTicker(name); ok { // the store lacks the SEC's list of tickers
		return evidence.Filer{ID: id, Name: known.Name(id)}, nil
	}
	return evidence.Filer{}, fmt.Errorf("no filer is known as %q; import company_tickers.json, or give its ticker", name)
}

// asking is for a measure of a filer over a period in words.
type asking struct {
	id              entity.ID
	measure, period string
	asOf            period.Date
}

// measured answers what is asked. The trailing period ends with the last quarter of which
// the measure is known.
func measured(ctx context.Context, store evidence.Reader, cat *metric.Catalog, q asking) ([]evidence.Computed, error) {
	asked, err := period.ParseAsked(q.period)
	if err != nil {
		return nil, fmt.Errorf("--period: %w", err)
	}
	cal, err := evidence.CalendarOrYear(ctx, store, q.id)
	if err != nil {
		return nil, err
	}
	last, err := evidence.LastReported(ctx, store, q.id, q.asOf)
	if err != nil {
		return nil, err
	}
	var first error // of the last quarter, which says what is missing
	var before period.Range
	for range quartersBack {
		r, ok := asked.On(cal, last)
		if !ok && first == nil {
			return nil, fmt.Errorf("--period %s: the filer's calendar has no such period", q.period)
		}
		if !ok || r == before {
			return nil, first
		}
		cs, err := evidence.Measure(ctx, store, cat, q.id, q.measure, balanceAt(cat, q.measure, r), q.asOf)
		if err == nil || !errors.Is(err, evidence.ErrNotFound) {
			return cs, err
		}
		if first == nil {
			about, err := evidence.NewEvaluator(store, cat).About(ctx, q.id, q.measure, balanceAt(cat, q.measure, r), q.asOf)
			if err != nil || len(about) > 0 {
				return about, err
			}
		}
		first, before = cmp.Or(first, err), r
		last -= 91
		if fy, quarter, ok := cal.QuarterAt(last); ok {
			if r, ok := cal.Quarter(fy, quarter); ok {
				last = r.End
			}
		}
	}
	return nil, first
}

// quartersBack is how many quarters a filing may lack a measure that others have.
const quartersBack = 4

// answer lists the values; without history the latest basis of each
// definition.
func answer(filer evidence.Filer, measure string, cs []evidence.Computed, history bool) factsAnswer {
	a := factsAnswer{Entity: string(filer.ID), Metric: measure}
	for i := range cs {
		c := &cs[i]
		if i > 0 && !history && c.Definition == cs[i-1].Definition {
			continue
		}
		if a.Period.End == "" {
			a.Period = factsPeriod{c.Period.Start.String(), c.Period.End.String()}
		}
		v := factsValue{Definition: c.Definition, Value: c.Value.String(), Unit: c.Unit, Derived: c.Derived, Basis: c.Basis.String(), Notes: c.Notes}
		for k := range c.Terms {
			v.Facts = append(v.Facts, report.FactOf(&c.Terms[k].Fact))
			v.signs = append(v.signs, c.Terms[k].Sign)
		}
		a.Values = append(a.Values, v)
	}
	return a
}

func printFacts(w io.Writer, filer evidence.Filer, a factsAnswer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, %s to %s\n", inline(filer.Name), a.Metric, a.Period.Start, a.Period.End)
	for _, v := range a.Values {
		fmt.Fprintf(&b, "\n%s\n  %s %s", v.Definition, grouped(v.Value), v.Unit)
		if v.Basis != "" {
			fmt.Fprintf(&b, "  (%s)", v.Basis)
		}
		b.WriteByte('\n')
		for i, f := range v.Facts {
			sign := "+"
			if v.signs[i] < 0 {
				sign = "-"
			}
			fmt.Fprintf(&b, "  %s %20s  %s..%s\n    %s  %s %s filed %s\n", sign, grouped(f.Value), f.Start, f.End, inline(f.Concept), inline(f.Form), f.Accession, f.Filed)
			if f.Dimensions != "" {
				fmt.Fprintf(&b, "    %s\n", inline(f.Dimensions))
			}
		}
		for _, n := range v.Notes {
			fmt.Fprintf(&b, "  note: %s\n", n)
		}
	}
	_, err := io.WriteString(w, printable(b.String()))
	return err
}

// grouped writes thousands apart: 25,198,000,000.
func grouped(s string) string {
	d, err := quantity.ParseDecimal(s)
	if err != nil {
		return s
	}
	s = d.String()
	whole, frac, hasFrac := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasFrac {
		whole += "." + frac
	}
	if strings.HasPrefix(s, "-") {
		whole = "-" + whole
	}
	return whole
}
