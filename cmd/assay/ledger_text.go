package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"assay/forecast"
	"assay/period"
	"assay/report"
)

// ledgerLine is an entry in two lines.
func ledgerLine(it forecast.Item) string {
	e := it.Entry
	return fmt.Sprintf("%s  %-18s due %s  %s\n  %s, %s, %s\n", it.ID, it.Outcome(), dayOr(e.Due(), "–"), e.Quote.Text, e.Topic(), e.Measure, periodOf(e.Period))
}

func dayOr(d period.Date, none string) string {
	if d == 0 {
		return none
	}
	return d.String()
}

func periodOf(p forecast.Period) string {
	switch {
	case p.End == 0:
		return "no period"
	case p.Start == 0 || p.Start == p.End:
		return p.End.String()
	}
	return p.Start.String() + " to " + p.End.String()
}

// ledgerItem is an entry with all that was recorded of it.
func ledgerItem(it forecast.Item) string {
	var b strings.Builder
	e := it.Entry
	b.WriteString(ledgerLine(it))
	row := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "  %-10s %s\n", name, wrap(text, 80, 13))
		}
	}
	row("said", strings.Join(strings.Fields(e.Quote.Sentence), " "))
	row("holder", e.Holder.String())
	row("in", fmt.Sprintf("%s, bytes %d to %d, published %s", e.Article.Source, e.Quote.Start, e.Quote.End, dayOr(e.Article.Published, "on an unknown day")))
	row("kind", string(e.Kind)+", "+e.Rule.Form+", "+e.Rule.Unit)
	if e.Camp != "" {
		row("camp", fmt.Sprintf("%s, by the words %q", e.Camp, e.CampWords))
	}
	row("chance", e.Chance)
	row("level", e.Level)
	row("quantiles", quantilesOf(e))
	row("condition", e.Condition)
	row("captured", e.Captured.String())
	if e.Late {
		row("late", "the outcome was public when it was captured: it is not scored")
	}
	said := ""
	for _, q := range e.Rule.Questions {
		if by := fmt.Sprintf("%s of %s, due %s", q.Measure, periodOf(q.Period), dayOr(q.Due, "on an unknown day")); by != said && !q.Weak && !q.Nominal {
			row("decided by", by)
			said = by
		}
	}
	row("rule", e.RuleHash)
	for _, r := range it.Resolutions {
		row("resolved", fmt.Sprintf("%s %s: %s %s %s", r.Now, r.Basis, r.Outcome, r.Actual, r.Unit))
		for _, s := range r.Sources {
			row("", fmt.Sprintf("%s %s, %s %s filed %s", s.Concept, s.Value, s.Form, s.Accession, s.Filed))
		}
	}
	if d := it.Overruled; d != nil {
		row("overruled", fmt.Sprintf("%s: %s (%s)", d.Day, d.Outcome, d.Reason))
	}
	if d := it.Voided; d != nil {
		row("void", fmt.Sprintf("%s: %s", d.Day, d.Reason))
	}
	row("corrects", e.Supersedes)
	row("corrected", it.Superseded)
	return b.String()
}

// quantilesOf are the quantiles of a distribution: "0.1: 180000000000, …".
func quantilesOf(e forecast.Entry) string {
	parts := make([]string, len(e.Quantiles))
	for i, q := range e.Quantiles {
		parts[i] = q.Level + ": " + q.Value
	}
	return strings.Join(parts, ", ")
}

// ledgerDue lists what is open by its due day.
func ledgerDue(items []forecast.Item, now period.Date) string {
	var open []forecast.Item
	for _, it := range items {
		if it.Live() && it.Outcome() == forecast.Open {
			open = append(open, it)
		}
	}
	slices.SortStableFunc(open, func(a, b forecast.Item) int { return cmp.Compare(a.Entry.Due(), b.Entry.Due()) })
	var b strings.Builder
	for _, it := range open {
		days := ""
		if due := it.Entry.Due(); due != 0 {
			days = " (in " + strconv.Itoa(int(due-now)) + " days)"
			if due <= now {
				days = " (fallen due: assay ledger resolve)"
			}
		}
		e := it.Entry
		fmt.Fprintf(&b, "%s%s  %s\n  %s, %s, %s  %s\n", dayOr(e.Due(), "no day known"), days, e.Quote.Text, e.Topic(), e.Measure, periodOf(e.Period), it.ID)
	}
	return b.String()
}

// ledgerStanding is what a run of resolve says of an entry.
func ledgerStanding(s forecast.Standing) string {
	line := ledgerLine(s.Item)
	if s.Answer.Outcome != forecast.Open {
		return line + fmt.Sprintf("  actual: %s %s\n", s.Answer.Actual, s.Answer.Unit)
	}
	if s.Answer.Awaits != "" {
		line += "  awaits: " + wrap(s.Answer.Awaits, 80, 10) + "\n"
	}
	if s.Answer.SoFar != "" {
		line += fmt.Sprintf("  so far: %s %s, to %s\n", grouped(s.Answer.SoFar), s.Answer.Unit, s.Answer.SoFarEnd)
	}
	if s.Answer.Due != 0 {
		line += "  likely decided on " + s.Answer.Due.String() + "\n"
	}
	return line
}

// exportItems writes a line an entry; the guard against formulas is that of a
// report.
func exportItems(w io.Writer, items []forecast.Item) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"id", "captured", "published", "source", "holder", "org", "subject", "measure", "kind", "value", "low", "high", "unit", "period_start", "period_end", "due", "late", "outcome", "actual", "basis", "superseded_by", "rule_hash", "quote", "camp", "chance", "condition"}}
	number := func(s *string) string {
		if s == nil {
			return ""
		}
		return report.NumberCell(*s)
	}
	for _, it := range items {
		e, actual, basis := it.Entry, "", ""
		if n := len(it.Resolutions); n > 0 {
			actual, basis = it.Resolutions[n-1].Actual, it.Resolutions[n-1].Basis
		}
		rows = append(rows, []string{
			it.ID, e.Captured.String(), dayOr(e.Article.Published, ""), report.Cell(e.Article.Source), report.Cell(e.Holder.Name), report.Cell(e.Holder.Org), report.Cell(e.Topic()), report.Cell(e.Measure),
			report.Cell(string(e.Kind)), number(e.Value.Written), number(e.Value.Low), number(e.Value.High), report.Cell(e.Value.Unit), dayOr(e.Period.Start, ""), dayOr(e.Period.End, ""), dayOr(e.Due(), ""),
			strconv.FormatBool(e.Late), report.Cell(string(it.Outcome())), report.NumberCell(actual), report.Cell(basis), it.Superseded, report.Cell(e.RuleHash), report.Cell(e.Quote.Sentence), report.Cell(e.Camp), report.NumberCell(e.Chance), report.Cell(e.Condition),
		})
	}
	for _, r := range rows {
		if err := c.Write(r); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}
