package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/outlook"
	"assay/period"
)

// outlookFlags are what returns and runway have in common.
type outlookFlags struct {
	store, asOf, format, capex, chart string
}

func (f *outlookFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.store, "store", "", "evidence store")
	c.Flags().StringVar(&f.asOf, "as-of", "", "with what was public by the end of that `DAY` (default: all)")
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
	c.Flags().StringVar(&f.chart, "chart", "", "write the chart to that SVG `FILE` too")
	c.Flags().StringVar(&f.capex, "capex", "", "definition of capex: cash, cash net of proceeds, cash + finance-lease principal, …")
}

// table is what both commands make.
type table interface{ WriteText(w io.Writer) error }

// outlookOn finds the filers, makes the table and writes it, and draws its chart
// where one is asked for.
func outlookOn[T table](f *outlookFlags, c *cobra.Command, names []string,
	of func(context.Context, evidence.Reader, *metric.Catalog, []entity.ID, period.Date) (T, error), draw func(io.Writer, T) error) error {
	if f.format != "text" && f.format != "json" {
		return fmt.Errorf("--format %q: want text or json", f.format)
	}
	asOf, err := day(f.asOf, "--as-of")
	if err != nil {
		return err
	}
	store, closer, err := openNamed(f.store)
	if err != nil {
		return err
	}
	defer closer.Close()
	ids := make([]entity.ID, len(names))
	for i, name := range names {
		filer, err := filerNamed(c.Context(), store, name)
		if err != nil {
			return err
		}
		ids[i] = filer.ID
	}
	cat, err := metric.Load()
	if err != nil {
		return err
	}
	t, err := of(c.Context(), store, cat, ids, asOf)
	if err != nil {
		return err
	}
	if f.chart != "" {
		if err := saved("--chart", f.chart, func(w io.Writer) error { return draw(w, t) }); err != nil {
			return err
		}
	}
	if f.format == "json" {
		return writeJSON(c.OutOrStdout(), t)
	}
	var b strings.Builder
	if err := t.WriteText(&b); err != nil {
		return err
	}
	_, err = io.WriteString(c.OutOrStdout(), printable(b.String()))
	return err
}

func returnsCommand() *cobra.Command {
	var f outlookFlags
	o, by := outlook.ReturnsOptions{}, ""
	c := &cobra.Command{
		Use:   "returns TICKER…",
		Short: "Hold capex against what it returned",
		Long: `Returns shows capex beside revenue, operating income, operating cash flow and
depreciation, and the incremental return: the change of operating income of four
quarters over the capex of the four quarters that ended some quarters earlier,
before and after depreciation, before tax. Where fiscal years differ a calendar
quarter shows the fiscal quarter whose middle day lies in it. Each figure names
its filings in JSON.`,
		Example: "  assay returns MSFT GOOGL AMZN META --chart returns.svg\n  assay returns NVDA --by year --lag 2",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, names []string) error {
			return outlookOn(&f, c, names, func(ctx context.Context, store evidence.Reader, cat *metric.Catalog, ids []entity.ID, asOf period.Date) (outlook.ReturnsTable, error) {
				o.AsOf, o.Capex.All, o.By = asOf, f.capex, outlook.Step(by)
				return outlook.Returns(ctx, store, cat, ids, o)
			}, drawReturns)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f.add(c)
	c.Flags().StringVar(&by, "by", "quarter", "quarter, year or fiscal year")
	c.Flags().IntVar(&o.Rows, "rows", 0, "how many of them (default 8 quarters or 4 years)")
	c.Flags().IntVar(&o.Lag, "lag", outlook.DefaultLag, "quarters from the end of the capex to the end of the income")
	return c
}

func runwayCommand() *cobra.Command {
	var f outlookFlags
	var capexGrowth, cashGrowth, payoutGrowth string
	o := outlook.RunwayOptions{}
	c := &cobra.Command{
		Use:   "runway TICKER…",
		Short: "Ask how long spending can go on",
		Long: `Runway continues capex, operating cash flow, dividends and buybacks from the last
filed quarters at stated growth, and counts the quarters until free cash flow is
negative, until net cash is gone and until debt passes a multiple of trailing
operating income plus depreciation, each with and without buybacks: as a range,
with the assumption that moves it most.`,
		Example: "  assay runway NVDA --chart runway.svg\n  assay runway META --capex-growth 10%..40% --cash-growth 5%",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, names []string) error {
			for _, g := range []struct {
				flag, text string
				to         **outlook.Rates
			}{{"--capex-growth", capexGrowth, &o.CapexGrowth}, {"--cash-growth", cashGrowth, &o.CashGrowth}, {"--payout-growth", payoutGrowth, &o.PayoutGrowth}} {
				if strings.TrimSpace(g.text) == "" {
					continue
				}
				var err error
				if *g.to, err = outlook.ParseRates(g.text); err != nil {
					return fmt.Errorf("%s: %w", g.flag, err)
				}
			}
			return outlookOn(&f, c, names, func(ctx context.Context, store evidence.Reader, cat *metric.Catalog, ids []entity.ID, asOf period.Date) (outlook.RunwayTable, error) {
				o.AsOf, o.Capex.All = asOf, f.capex
				return outlook.Runway(ctx, store, cat, ids, o)
			}, drawRunway)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f.add(c)
	c.Flags().StringVar(&capexGrowth, "capex-growth", "", "yearly growth of capex: 12%, -5%..20% or own (default: own)")
	c.Flags().StringVar(&cashGrowth, "cash-growth", "", "yearly growth of operating cash flow (default: own)")
	c.Flags().StringVar(&payoutGrowth, "payout-growth", "", "yearly growth of dividends and buybacks (default: held)")
	c.Flags().IntVar(&o.Horizon, "horizon", 0, "quarters to look ahead (default 20)")
	return c
}
