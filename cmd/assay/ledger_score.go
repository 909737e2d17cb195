package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"assay/forecast"
	"assay/forecast/score"
	"assay/period"
	"assay/store/sqlite"
)

func ledgerScoreCommand() *cobra.Command {
	var f ledgerFlags
	var by string
	var o forecast.ScoreOptions
	c := &cobra.Command{
		Use:   "score",
		Short: "Judge the forecasts that were decided",
		Long: `Score judges the forecasts that were decided and not captured late: points by
their mean absolute error over that of two naive forecasts (the last value; the
same growth), ranges by how often they held the outcome and how wide they were,
bounds by how often they held, probabilities by the Brier and log scores. Of each
holder and question the last forecast before the horizon counts; n counts
questions. Below 10 questions nothing is a rank. The chance that luck alone did as
well stands beside each comparison. By camp, holders count by the words of the
text that show their side; by horizon, at 1, 30, 90, 180 and 365 days before.`,
		Example: "  assay ledger score\n  assay ledger score --by measure --horizon 90 --format json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if f.format != "text" && f.format != "json" {
				return fmt.Errorf("ledger: --format %q: want text or json", f.format)
			}
			o.By = forecast.Grouping(by)
			return f.on(c, func(store *sqlite.Store, l *forecast.Ledger, now period.Date) error {
				r, err := resolver(c.Context(), store, l, now)
				if err != nil {
					return err
				}
				scores, err := forecast.Score(l.Items(), func(e forecast.Entry) (forecast.Naive, error) { return r.Naive(c.Context(), e) }, o)
				if err != nil {
					return err
				}
				return writeScores(c.OutOrStdout(), scores, f.format)
			})
		},
	}
	f.storeFlag(c)
	f.nowFlag(c)
	c.Flags().StringVar(&by, "by", "holder", "holder, camp, measure, horizon or all")
	c.Flags().IntVar(&o.Horizon, "horizon", 1, "days before its outcome at which a forecast must have stood")
	c.Flags().BoolVar(&o.Restated, "restated", false, "outcomes as later filings restated them")
	c.Flags().Uint64Var(&o.Score.Seed, "seed", 0, "of the resampling")
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
	return c
}

// estimate is a score as it is written: no number where there is none.
type estimate struct {
	Name      string   `json:"name"`
	Value     *float64 `json:"value"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Questions int      `json:"n"`
	Forecasts int      `json:"forecasts"`
	Status    string   `json:"status"`
	Rankable  bool     `json:"rankable"`
	Luck      *float64 `json:"luck,omitempty"` // the chance that luck alone did as well
}

// scoredGroup is a group's scores as they are written.
type scoredGroup struct {
	Group     string     `json:"group"`
	Estimates []estimate `json:"scores"`
}

func estimateOf(name string, e score.Estimate, l score.Luck) estimate {
	x := estimate{Name: name, Questions: e.Questions, Forecasts: e.Forecasts, Status: e.Status.String(), Rankable: e.Rankable()}
	if e.Status == score.OK {
		x.Value = finite(e.Value)
	}
	if e.Interval.Method != score.NoInterval {
		x.Low, x.High = finite(e.Interval.Low), finite(e.Interval.High)
	}
	if l.Test != score.NoTest {
		x.Luck = finite(l.Chance)
	}
	return x
}

// part is a part of the Brier score, over the same forecasts.
func part(name string, of score.Estimate, value float64) estimate {
	x := estimateOf(name, of, score.Luck{})
	x.Value, x.Low, x.High = finite(value), nil, nil
	return x
}

// finite is a number as JSON can hold it.
func finite(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	return &x
}

// estimates are the scores of a group in their order.
func estimates(s forecast.Scores) []estimate {
	var out []estimate
	none := score.Luck{}
	if p := s.Points; p != nil {
		out = append(out, estimateOf("points: mean absolute error", p.MeanAbsoluteError, none),
			estimateOf("points: error against naive", p.Ratio, p.Luck))
	}
	if r := s.Ranges; r != nil {
		if r.Score.Questions > 0 {
			out = append(out, estimateOf("ranges: interval score", r.Score, r.Luck))
		}
		for _, l := range r.Levels {
			out = append(out, estimateOf("ranges: held the outcome", l.Covered, none), estimateOf("ranges: mean width", l.MeanSize, none))
		}
	}
	if b := s.Bounds; b != nil {
		out = append(out, estimateOf("bounds: held", b.HitRate, none))
		if b.Compared.Questions > 0 {
			out = append(out, estimateOf("  of those with a base rate", b.Compared, b.Luck), estimateOf("  base rate", b.BaseRate, none))
		}
		if b.Margin.N > 0 {
			out = append(out, part("  margin, median", b.HitRate, b.Margin.Median))
		}
	}
	if p := s.Probabilities; p != nil {
		out = append(out, estimateOf("probabilities: Brier score", p.Brier, p.Luck))
		if p.BrierSkill.Questions > 0 {
			out = append(out, estimateOf("  skill against base rate", p.BrierSkill, none))
		}
		out = append(out, estimateOf("probabilities: log score", p.Log, none),
			part("  reliability", p.Brier, p.Parts.Reliability), part("  resolution", p.Brier, p.Parts.Resolution),
			part("  uncertainty", p.Brier, p.Parts.Uncertainty), part("  within bins", p.Brier, p.Parts.WithinVariance-p.Parts.WithinCovariance))
	}
	if d := s.Distributions; d != nil {
		out = append(out, estimateOf("distributions: CRPS", d.CRPS, d.Luck))
	}
	return out
}

func writeScores(w io.Writer, scores []forecast.Scores, format string) error {
	groups := make([]scoredGroup, len(scores))
	for i, s := range scores {
		groups[i] = scoredGroup{s.Group, estimates(s)}
	}
	if format == "json" {
		return writeJSON(w, groups)
	}
	var b strings.Builder
	for i, g := range groups {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", g.Group)
		for _, e := range g.Estimates {
			b.WriteString(estimateLine(e))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func estimateLine(e estimate) string {
	value := e.Status
	if e.Value != nil {
		value = fmt.Sprintf("%.3f", *e.Value)
	}
	interval := ""
	if e.Low != nil && e.High != nil {
		interval = fmt.Sprintf("[%.3f, %.3f]", *e.Low, *e.High)
	}
	line := fmt.Sprintf("  %-28s %8s  %-18s n = %d", e.Name, value, interval, e.Questions)
	if !e.Rankable {
		line += ", no rank"
	}
	if e.Luck != nil {
		line += fmt.Sprintf("\n  %-28s %8.3f  that luck alone did as well", "", *e.Luck)
	}
	return line + "\n"
}
