package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/forecast"
	"assay/period"
	"assay/store/sqlite"
)

func beliefsCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:   "beliefs [WORD…]",
		Short: "Show who believes what of the same question",
		Long: `Beliefs puts the forecasts of the ledger that speak of one question side by side:
the same measure of the same subject over the same period. It shows what each
holder said and when, how far they lie apart, who changed his mind, and the day
that settles it. Words narrow the questions to those that hold all of them.`,
		Example: "  assay beliefs\n  assay beliefs meta capex 2025",
		RunE: func(c *cobra.Command, words []string) error {
			if f.format != "text" && f.format != "json" {
				return fmt.Errorf("beliefs: --format %q: want text or json", f.format)
			}
			return f.on(c, func(_ *sqlite.Store, l *forecast.Ledger, _ period.Date) error {
				return f.beliefs(c.OutOrStdout(), l, words)
			})
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f.storeFlag(c)
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
	return c
}

// beliefs writes the questions that hold all the words.
func (f *ledgerFlags) beliefs(w io.Writer, l *forecast.Ledger, words []string) error {
	found := []forecast.Contest{}
	for _, x := range forecast.Contests(l.Items()) {
		if asksFor(x, words) {
			found = append(found, x)
		}
	}
	if f.format == "json" {
		return writeJSON(w, found)
	}
	for i, x := range found {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprint(w, contestText(x))
	}
	return nil
}

// question names a contest in a line.
func question(x forecast.Contest) string {
	return fmt.Sprintf("%s, %s, %s", subjectOf(forecast.Entry{Subject: x.Subject}), x.Measure, periodOf(x.Period))
}

// asksFor reports whether a contest's line holds all the words.
func asksFor(x forecast.Contest, words []string) bool {
	line := strings.ToLower(question(x))
	for _, w := range words {
		if !strings.Contains(line, strings.ToLower(w)) {
			return false
		}
	}
	return true
}

func contestText(x forecast.Contest) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", wrap(question(x), 80, 2))
	if x.Low != nil && x.High != nil && *x.Low != *x.High {
		fmt.Fprintf(&b, "  between %s and %s %s\n", grouped(*x.Low), grouped(*x.High), x.Unit)
	}
	for _, y := range x.Beliefs {
		holder := cmp.Or(y.Holder.String(), "nobody named")
		fmt.Fprintf(&b, "  %s  %-17s  %s\n    %s  %s\n", dayOr(y.Said, "no day    "), y.Outcome, y.Text, y.ID, holder)
	}
	for _, ch := range x.Changes {
		fmt.Fprintf(&b, "  changed on %s: %s, from %s to %s\n", ch.Day, ch.Holder.Name, ch.From, ch.To)
	}
	switch {
	case x.Actual != "":
		fmt.Fprintf(&b, "  it came to %s %s\n", grouped(x.Actual), x.Unit)
	case x.Due != 0:
		fmt.Fprintf(&b, "  settled by %s\n", x.Due)
	}
	return b.String()
}
