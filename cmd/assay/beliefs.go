package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/forecast"
	"assay/period"
	"assay/report"
	"assay/store/sqlite"
)

func beliefsCommand() *cobra.Command {
	var f ledgerFlags
	c := &cobra.Command{
		Use:   "beliefs [WORD…]",
		Short: "Show who believes what of the same question",
		Long: `Beliefs puts the forecasts of the ledger that speak of one question side by side:
the same measure of the same subject over the same period. The two camps, bulls
and bears by the words of the texts, stand beside one another. It shows what each
holder said and when, how far they lie apart and how that changed, who changed his
mind, and what settles it on which day. Words narrow the questions to those that
hold all of them.`,
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
	case x.Due != 0 && (x.Measure == "price" || x.Measure == "index level"):
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
