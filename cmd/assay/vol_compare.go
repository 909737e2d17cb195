package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/vol"
	"assay/volatility"
)

func volCompareCommand() *cobra.Command {
	var f volFlags
	c := &cobra.Command{
		Use:   "compare NAME NAME",
		Short: "Compare the volatilities of two underlyings by one method",
		Long: `Compare makes the 30-day volatilities of two underlyings by one method (iv30
unless --method says otherwise) from the chains of the store, and shows beside
them what each realised over the 30 days up to the quotes, and the index that is
published of it (VIX, DVOL), where the store has the series.`,
		Example: "  assay vol compare NVDA BTC\n  assay vol compare NVDA BTC --on 2026-02-11 --format json",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if f.chain != "" {
				return errors.New("vol compare: --chain names one chain; import both")
			}
			return f.compare(c.Context(), args, c.OutOrStdout())
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f.shared(c)
	return c
}

// compared is one underlying's volatilities, in points of a percent a year.
type compared struct {
	Name      string      `json:"name"`
	Implied   float64     `json:"implied"`
	Band      [2]float64  `json:"band"`
	Quoted    string      `json:"quoted"`
	Flags     []vol.Flag  `json:"flags"`
	Realised  *float64    `json:"realised"`  // over 30 days about the mean; null without a series
	Published *publishing `json:"published"` // null if none is
	day       period.Date
}

// publishing is an index as published.
type publishing struct {
	Index string `json:"index"`
	Day   string `json:"day"`
	Value string `json:"value"`
}

// comparison is the command's JSON. The quotients are of the first to the
// second.
type comparison struct {
	Method        string      `json:"method"`
	Version       string      `json:"version"`
	Of            [2]compared `json:"of"`
	DaysApart     int         `json:"days_apart"` // between the two chains
	ImpliedRatio  float64     `json:"implied_ratio"`
	RealisedRatio *float64    `json:"realised_ratio"`
}

func (f *volFlags) compare(ctx context.Context, names []string, w io.Writer) error {
	if f.format != "text" && f.format != "json" {
		return fmt.Errorf("vol compare: --format %q: want text or json", f.format)
	}
	if f.method == "" {
		f.method = string(volatility.IV30)
	}
	c := comparison{Method: f.method, Version: volatility.Method(f.method).Version()}
	for i, name := range names {
		var err error
		if c.Of[i], err = f.oneOf(ctx, name); err != nil {
			return err
		}
	}
	c.DaysApart = int(c.Of[0].day - c.Of[1].day)
	if c.DaysApart < 0 {
		c.DaysApart = -c.DaysApart
	}
	c.ImpliedRatio = c.Of[0].Implied / c.Of[1].Implied
	if a, b := c.Of[0].Realised, c.Of[1].Realised; a != nil && b != nil && *b > 0 {
		q := *a / *b
		c.RealisedRatio = &q
	}
	if f.format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(c)
	}
	_, err := io.WriteString(w, comparisonText(c))
	return err
}

// oneOf is the volatilities of one underlying.
func (f *volFlags) oneOf(ctx context.Context, name string) (compared, error) {
	q, err := f.quotes(ctx, name)
	if err != nil {
		return compared{}, fmt.Errorf("vol compare: %w", err)
	}
	defer q.Close()
	r, err := volatility.Compute(q.chain, q.options)
	if err != nil {
		return compared{}, volFailure{fmt.Errorf("%s: %w", name, err)}
	}
	c := compared{Name: q.name, Implied: r.Value, Band: [2]float64{r.Low, r.High}, Quoted: newYorkTime(r.Quoted), Flags: append([]vol.Flag{}, r.Flags...)}
	c.day = period.FromTime(r.Quoted.In(period.NewYork()))
	if c.Realised, err = realisedTo(ctx, q.store, q.chain.Entity, c.day); err != nil {
		return c, err
	}
	c.Published, err = publishedOn(ctx, q.store, q.chain.Entity, c.day)
	return c, err
}

// realisedTo is what a series realised over the 30 days up to a day; nil where
// the store has no series that reaches it.
func realisedTo(ctx context.Context, store evidence.Reader, id entity.ID, day period.Date) (*float64, error) {
	s, err := store.Series(ctx, id)
	if errors.Is(err, evidence.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	bars := s.Bars
	for len(bars) > 0 && bars[len(bars)-1].Day > day {
		bars = bars[:len(bars)-1]
	}
	if len(bars) == 0 || day-bars[len(bars)-1].Day > 4 {
		return nil, nil
	}
	v, ok := volatility.Realised(volatility.Since(bars, day-29), volatility.PerYear(id), true)
	if !ok {
		return nil, nil
	}
	return &v, nil
}

func publishedOn(ctx context.Context, store evidence.Reader, id entity.ID, day period.Date) (*publishing, error) {
	index, ok := volatility.Published(id)
	if !ok {
		return nil, nil
	}
	s, err := store.Series(ctx, index)
	if errors.Is(err, evidence.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	bar, ok := s.At(day)
	if !ok || day-bar.Day > 4 {
		return nil, nil
	}
	return &publishing{strings.TrimPrefix(string(index), "index:"), bar.Day.String(), bar.Close.String()}, nil
}

func comparisonText(c comparison) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n", volatility.Method(c.Method).Name(), c.Method)
	row := func(name string, of func(compared) string) {
		fmt.Fprintf(&b, "  %-10s %28s %28s\n", name, of(c.Of[0]), of(c.Of[1]))
	}
	row("", func(x compared) string { return x.Name })
	row("implied", func(x compared) string { return fmt.Sprintf("%.2f %%", x.Implied) })
	row("band", func(x compared) string { return fmt.Sprintf("%.2f to %.2f", x.Band[0], x.Band[1]) })
	row("quoted", func(x compared) string { return x.Quoted })
	row("realised", func(x compared) string {
		if x.Realised == nil {
			return "no series"
		}
		return fmt.Sprintf("%.2f %%", *x.Realised)
	})
	row("published", func(x compared) string {
		if x.Published == nil {
			return "–"
		}
		return x.Published.Index + " " + x.Published.Value
	})
	for _, x := range c.Of {
		if len(x.Flags) > 0 {
			names := make([]string, len(x.Flags))
			for i, flag := range x.Flags {
				names[i] = string(flag)
			}
			fmt.Fprintf(&b, "\n  %s: %s", x.Name, wrap(strings.Join(names, ", "), 80, 2))
		}
	}
	fmt.Fprintf(&b, "\n\n%s is %.2f times as volatile as %s by what options imply", c.Of[0].Name, c.ImpliedRatio, c.Of[1].Name)
	if c.RealisedRatio != nil {
		fmt.Fprintf(&b, ",\n%.2f times by what was realised over 30 days", *c.RealisedRatio)
	}
	b.WriteString(".\n")
	if c.DaysApart > 0 {
		fmt.Fprintf(&b, "The quotes lie %d days apart; choose a day that both have with --on.\n", c.DaysApart)
	}
	return b.String()
}
