package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"assay/period"
	"assay/volatility"
)

// volFlags are what the command line says.
type volFlags struct {
	store, on, chain, at, yields, method, format string
	rates, expiries, dividends                   []string
	smile, term                                  string
	strikes                                      bool
}

func volCommand() *cobra.Command {
	var f volFlags
	c := &cobra.Command{
		Use:   "vol NAME",
		Short: "Make a volatility of 30 days from an option chain",
		Long: `Vol makes a volatility of 30 days from the quotes of an option chain and shows
the two expiries it rests on, the strikes used, and what is doubtful about the
quotes. The chain is that of the store, the last one quoted or that of --on or
--at, or that of a file.

  vix         the Cboe method on the quotes as they stand: what the VIX is for
              the S&P 500. On American options what early exercise is worth
              counts as variance.
  model-free  the same sum over European prices of the same volatilities.
  iv30        the implied volatility where the strike is the forward, total
              variance interpolated to 30 days.
  dvol-like   the Cboe method on Deribit's quotes, 365 days. It is no DVOL: that
              is what Deribit publishes.

Without --method an index has vix, a coin of Deribit dvol-like, all else iv30.
Rates are continuously compounded and yearly, as fractions or with a percent
sign; without any the Treasury's yields of the day serve, from --yields or the
store, then what the parity of European options implies, then 0, flagged.`,
		Example: `  assay vol NVDA --chain NVDA_2026-02-11T1130.csv --rate 3.6%
  assay vol SPX --on 2025-01-06 --method vix --format json
  assay vol compare NVDA BTC`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return f.run(c.Context(), args[0], c.OutOrStdout())
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f.shared(c)
	c.Flags().StringSliceVar(&f.expiries, "expiries", nil, "the near and the next expiry to use: 2026-03-06,2026-03-13")
	c.Flags().StringArrayVar(&f.dividends, "dividend", nil, "a cash dividend with its ex-day: 2026-03-04:0.01; may be given again")
	c.Flags().StringVar(&f.smile, "smile", "", "write the smile of both expiries to that SVG file")
	c.Flags().StringVar(&f.term, "term", "", "write the term structure to that SVG file")
	c.Flags().BoolVar(&f.strikes, "strikes", false, "list the strikes used")
	c.AddCommand(volCompareCommand())
	return c
}

// shared are the flags that comparing has too.
func (f *volFlags) shared(c *cobra.Command) {
	c.Flags().StringVar(&f.store, "store", "", "evidence store")
	c.Flags().StringVar(&f.on, "on", "", "the last chain of that day")
	c.Flags().StringVar(&f.at, "at", "", "the last chain by that moment; of a file that does not say it, its moment (2026-02-11T11:30 is New York's time)")
	c.Flags().StringVar(&f.chain, "chain", "", "a file of option quotes instead of the store")
	c.Flags().StringSliceVar(&f.rates, "rate", nil, "rate of both expiries, or of the near and the next: 0.036 or 3.6%,3.7%")
	c.Flags().StringVar(&f.yields, "yields", "", "a file of the Treasury's par yields")
	c.Flags().StringVar(&f.method, "method", "", "vix, model-free, iv30 or dvol-like")
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
}

func (f *volFlags) run(ctx context.Context, name string, w io.Writer) error {
	if f.format != "text" && f.format != "json" {
		return fmt.Errorf("vol: --format %q: want text or json", f.format)
	}
	q, err := f.quotes(ctx, name)
	if err != nil {
		return fmt.Errorf("vol: %w", err)
	}
	defer q.Close()
	r, err := volatility.Compute(q.chain, q.options)
	if err != nil {
		return volFailure{err}
	}
	if err := f.charts(q, r); err != nil {
		return fmt.Errorf("vol: %w", err)
	}
	if f.format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(volAnswerOf(q, r))
	}
	_, err = io.WriteString(w, volText(q, r, f.strikes))
	return err
}

// volFailure says that a chain gives no value: status 1, as where a check finds
// fault, since the command was right.
type volFailure struct{ error }

// ExitCode is the status with which the program ends.
func (volFailure) ExitCode() int { return 1 }

func (e volFailure) Unwrap() error { return e.error }

// parseRates reads one rate or two, as fractions or percentages.
func parseRates(texts []string) ([]float64, error) {
	if len(texts) > 2 {
		return nil, fmt.Errorf("--rate: want one rate or two, not %d", len(texts))
	}
	var out []float64
	for _, s := range texts {
		number, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
		r, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if percent {
			r /= 100
		}
		switch {
		case err != nil:
			return nil, fmt.Errorf("--rate: %q is no rate; want 0.036 or 3.6%%", s)
		case !(r > -0.5 && r < 0.5):
			return nil, fmt.Errorf("--rate: %q is more than half a year's worth; want a fraction, as 0.036, or a percentage, as 3.6%%", s)
		}
		out = append(out, r)
	}
	return out, nil
}

// parseExpiries reads the near and the next expiry.
func parseExpiries(texts []string) (out [2]period.Date, err error) {
	switch len(texts) {
	case 0:
		return out, nil
	case 2:
	default:
		return out, fmt.Errorf("--expiries: want the near and the next one, as in 2026-03-06,2026-03-13")
	}
	for i, s := range texts {
		if out[i], err = period.ParseDate(strings.TrimSpace(s)); err != nil {
			return out, fmt.Errorf("--expiries: %w", err)
		}
	}
	return out, nil
}

// parseDividends reads days and amounts.
func parseDividends(texts []string) ([]volatility.Dividend, error) {
	var out []volatility.Dividend
	for _, s := range texts {
		day, amount, ok := strings.Cut(s, ":")
		d, err := period.ParseDate(day)
		a, err2 := strconv.ParseFloat(amount, 64)
		if !ok || errors.Join(err, err2) != nil || !(a > 0 && a < 1e6) {
			return nil, fmt.Errorf("--dividend: %q is no dividend; want its ex-day and amount, as in 2026-03-04:0.01", s)
		}
		out = append(out, volatility.Dividend{ExDay: d, Amount: a})
	}
	return out, nil
}
