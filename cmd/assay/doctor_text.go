package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"

	"assay/report"
)

// doctorMarks are the marks and colours of a check's states.
var doctorMarks = map[string]struct {
	mark string
	attr color.Attribute
}{
	fineStatus: {"✓", color.FgGreen}, noteStatus: {"!", color.FgYellow}, wrongStatus: {"✗", color.FgRed},
}

// labelWidth is the column behind the names of checks, counts and sources.
const labelWidth = 15

// shownSpans bounds the series and chains that are listed for people.
const shownSpans = 20

// print writes the report for people, 80 columns wide.
func (r *doctorReport) print(w io.Writer, coloured bool) error {
	b := bufio.NewWriter(w)
	if r.Store.Path != "" {
		indented(b, "", "  ", fmt.Sprintf("%s: %s", printable(r.Store.Path), size(r.Store.Size)))
		fmt.Fprintln(b)
	}
	for i := range r.Checks {
		r.Checks[i].print(b, coloured)
	}
	r.printCounts(b)
	for i, s := range r.Sources {
		if i == 0 {
			fmt.Fprint(b, "\nSources\n")
		}
		indented(b, label(s.Kind), label(""), fmt.Sprintf("%s, asked %s, new %s", thousands(int64(s.Count)), day10(s.Checked), day10(s.Changed)))
	}
	printSpans(b, "Series", r.Series, "close", "closes")
	printSpans(b, "Option chains", r.Chains, "chain", "chains")
	fmt.Fprintln(b)
	switch r.Status {
	case wrongStatus:
		fmt.Fprintln(b, "Something is wrong.")
	case noteStatus:
		fmt.Fprintln(b, "Nothing is wrong; see the lines marked !.")
	default:
		fmt.Fprintln(b, "Nothing is wrong.")
	}
	return b.Flush()
}

func (c *doctorCheck) print(b *bufio.Writer, coloured bool) {
	m := doctorMarks[c.Status]
	mark := m.mark
	if coloured {
		paint := color.New(m.attr)
		paint.EnableColor()
		mark = paint.Sprint(mark)
	}
	text := strings.Split(folded(printable(c.Says), report.Width-labelWidth), "\n")
	fmt.Fprintf(b, "%s %s%s\n", mark, label(c.Name)[2:], text[0])
	for _, line := range text[1:] {
		fmt.Fprintln(b, label("")+line)
	}
	for _, d := range c.Details {
		indented(b, label("")+"- ", label("")+"  ", printable(d))
	}
	if c.Remedy != "" {
		indented(b, label("")+"→ ", label("")+"  ", c.Remedy)
	}
}

func (r *doctorReport) printCounts(b *bufio.Writer) {
	c := &r.Counts
	if *c == (doctorCounts{}) {
		return
	}
	fmt.Fprint(b, "\nHolds\n")
	for _, x := range []struct {
		n         int64
		one, many string
	}{
		{c.Filers, "filer", "filers"}, {c.Filings, "filing", "filings"}, {c.Facts, "fact", "facts"}, {int64(c.Series), "series", "series"},
		{int64(c.Chains), "option chain", "option chains"}, {int64(c.Ledger), "ledger record", "ledger records"}, {c.Origins, "origin", "origins"},
	} {
		if x.n > 0 {
			noun := x.many
			if x.n == 1 {
				noun = x.one
			}
			fmt.Fprintf(b, "%13s  %s\n", thousands(x.n), noun)
		}
	}
}

// printSpans lists the days of series or chains.
func printSpans(b *bufio.Writer, title string, spans []doctorSpan, one, many string) {
	if len(spans) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	n := len(spans) - shownSpans
	spans = spans[:min(shownSpans, len(spans))]
	width := labelWidth - 2
	for _, s := range spans {
		width = max(width, utf8.RuneCountInString(cmp.Or(s.Ticker, s.Entity)))
	}
	for _, s := range spans {
		fmt.Fprintf(b, "  %-*s %s to %s, %s\n", width, cmp.Or(s.Ticker, s.Entity), day10(s.First), day10(s.Last), counted(s.Count, one, many))
	}
	if n > 0 {
		fmt.Fprintf(b, "  and %s more; --format json lists all\n", thousands(int64(n)))
	}
}

// day10 is the day of a moment.
func day10(s string) string {
	if s == "" {
		return "never"
	}
	return s[:min(10, len(s))]
}

// label is a name, indented, in its column.
func label(name string) string { return fmt.Sprintf("  %-*s", labelWidth-2, name) }

// indented writes a text within 80 columns, its first line and the others with what
// stands before them.
func indented(b *bufio.Writer, head, rest, text string) {
	width := report.Width - max(utf8.RuneCountInString(head), utf8.RuneCountInString(rest))
	for i, line := range strings.Split(folded(text, width), "\n") {
		if i > 0 {
			head = rest
		}
		fmt.Fprintln(b, head+line)
	}
}

// folded breaks a text into lines of a width, between words; a longer word has a line of
// its own.
func folded(text string, width int) string {
	var b strings.Builder
	col := 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case col == 0:
		case col+1+n > width:
			b.WriteByte('\n')
			col = 0
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += n
	}
	return b.String()
}
