package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"assay/forecast"
	"assay/period"
	"assay/report"
	"assay/report/chart"
	"assay/store/sqlite"
)

func beliefsCommand() *cobra.Command {
	var f ledgerFlags
	var drawing string
	c := &cobra.Command{
		Use:   "beliefs [WORD…]",
		Short: "Show who believes what of the same question",
		Long: `Beliefs puts the forecasts of the ledger that speak of one question side by side:
the same measure of the same subject over the same period. The two camps, bulls
and bears by the words of the texts, stand beside one another. It shows what each
holder said and when, how far they lie apart and how that changed, who changed his
mind, and what settles it on which day. Words narrow the questions to those that
hold all of them.`,
		Example: "  assay beliefs\n  assay beliefs meta capex 2025\n  assay beliefs meta capex 2025 --chart contest.svg",
		RunE: func(c *cobra.Command, words []string) error {
			if f.format != "text" && f.format != "json" {
				return fmt.Errorf("beliefs: --format %q: want text or json", f.format)
			}
			return f.on(c, func(_ *sqlite.Store, l *forecast.Ledger, _ period.Date) error {
				return f.beliefs(c.OutOrStdout(), l, words, drawing)
			})
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f.storeFlag(c)
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
	c.Flags().StringVar(&drawing, "chart", "", "write the chart of the one question that the words name to that SVG file")
	return c
}

// beliefs writes the questions that hold all the words.
func (f *ledgerFlags) beliefs(w io.Writer, l *forecast.Ledger, words []string, drawing string) error {
	found := []forecast.Contest{}
	for _, x := range forecast.Contests(l.Items()) {
		if asksFor(x, words) {
			found = append(found, x)
		}
	}
	if drawing != "" {
		if err := drawContest(drawing, found); err != nil {
			return fmt.Errorf("beliefs: %w", err)
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

// drawContest writes the chart of one contest.
func drawContest(path string, found []forecast.Contest) error {
	if len(found) != 1 {
		return fmt.Errorf("--chart draws one question, and the words fit %d; give those of one", len(found))
	}
	x := found[0]
	k := chart.Contest{
		Title: question(x), Description: "What holders expected, by the day on which they said it.", Unit: x.Unit,
		Actual: drawn(x.Actual), Due: int(x.Due), Date: func(day int) string { return period.Date(day).String() },
	}
	for _, y := range x.Beliefs {
		told := y.Text
		if who := y.Holder.String(); who != "" {
			told = who + ": " + told
		}
		low, high := y.Value.Ends()
		k.Beliefs = append(k.Beliefs, chart.ContestBelief{Camp: y.Camp, Day: int(y.Said), Low: drawn(low), High: drawn(high), Told: told})
	}
	return saved("--chart", path, func(w io.Writer) error {
		_, err := chart.WriteContest(w, k)
		return err
	})
}

// drawn is a stored number as a float to draw, NaN where there is none.
func drawn(text string) float64 {
	r, err := forecast.ParseFraction(text)
	if err != nil {
		return math.NaN()
	}
	return r.Float()
}

// question names a contest in a line.
func question(x forecast.Contest) string {
	return fmt.Sprintf("%s, %s, %s", forecast.Entry{Subject: x.Subject}.Topic(), x.Measure, periodOf(x.Period))
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
	fmt.Fprintf(&b, "%s\n%s", wrap(question(x), 80, 2), spreadText(x))
	b.WriteString(campColumns(x))
	for _, y := range x.Beliefs {
		if y.Camp == "" {
			for _, line := range beliefLines(y, 76) {
				b.WriteString("  " + line + "\n")
			}
		}
	}
	for _, ch := range x.Changes {
		fmt.Fprintf(&b, "  changed on %s: %s, from %s to %s\n", ch.Day, ch.Holder, ch.From, ch.To)
	}
	switch {
	case x.Actual != "":
		fmt.Fprintf(&b, "  it came to %s %s\n", grouped(x.Actual), x.Unit)
	case x.Due != 0 && forecast.OnMarket(x.Measure):
		fmt.Fprintf(&b, "  settled by the close of %s\n", x.Due)
	case x.Due != 0:
		fmt.Fprintf(&b, "  settled by the report on the period to %s, likely by %s\n", x.Period.End, x.Due)
	}
	return b.String()
}

// spreadText says how far beliefs lie apart, and how far they did at first.
func spreadText(x forecast.Contest) string {
	text := func(s forecast.Spread) string {
		if s.Low == nil || s.High == nil || *s.Low == *s.High {
			return ""
		}
		return fmt.Sprintf("between %s and %s %s", grouped(*s.Low), grouped(*s.High), x.Unit)
	}
	now := text(forecast.Spread{Low: x.Low, High: x.High})
	if now == "" {
		return ""
	}
	out := "  " + now + "\n"
	for _, s := range x.Spreads {
		if first := text(s); first != "" {
			if first != now {
				out += fmt.Sprintf("  on %s %s\n", s.Day, first)
			}
			break
		}
	}
	return out
}

// campColumns are the two camps side by side, each belief in some lines.
func campColumns(x forecast.Contest) string {
	const width = 37
	var sides [2][]string
	for i, camp := range []string{"bull", "bear"} {
		for _, y := range x.Beliefs {
			if y.Camp == camp {
				sides[i] = append(sides[i], beliefLines(y, width)...)
			}
		}
	}
	if len(sides[0])+len(sides[1]) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  %-*s  %s\n", width, "bulls", "bears")
	for i := range max(len(sides[0]), len(sides[1])) {
		var cell [2]string
		for k := range sides {
			if i < len(sides[k]) {
				cell[k] = sides[k][i]
			}
		}
		pad := strings.Repeat(" ", max(0, width-report.Columns(cell[0])))
		b.WriteString(strings.TrimRight("  "+cell[0]+pad+"  "+cell[1], " ") + "\n")
	}
	return b.String()
}

// beliefLines is a belief in lines of a width.
func beliefLines(y forecast.Belief, width int) []string {
	head := dayOr(y.Said, "no day    ") + "  " + string(y.Outcome)
	said := y.Text
	if y.Chance != "" && !strings.Contains(said, y.Chance) {
		said += ", with a chance of " + y.Chance
	}
	lines := []string{head}
	for _, text := range []string{said, cmp.Or(y.Holder.String(), "nobody named"), y.ID} {
		for _, l := range strings.Split(wrap(text, width, 2), "\n") {
			lines = append(lines, "  "+strings.TrimSpace(l))
		}
	}
	return lines
}
