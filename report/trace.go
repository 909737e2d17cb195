package report

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"assay/article"
	"assay/claim"
	"assay/period"
	"assay/span"
)

// Trace writes which words were read as what, a block a claim, for people who
// write packs: class, id, bytes, words.
func Trace(w io.Writer, a *article.Article, t claim.Trace) error {
	p := &printer{w: w, words: words{Options{}.locale()}}
	p.para("", "", cmp.Or(a.Title.Of(a.Text), a.Source))
	day := "no date found (--published D)"
	if a.Published != 0 {
		day = "published " + a.Published.String()
	}
	p.line(a.Lang + ", " + day)
	last := ""
	for i := range t.Claims {
		p.claimTrace(&t.Claims[i], a.Text, &last)
	}
	if len(t.Periods) > 0 {
		p.line("")
		p.line("periods that no claim took")
		for i := range t.Periods {
			p.rows(periodRows(&t.Periods[i], a.Text, true))
		}
	}
	if len(t.Unread) > 0 {
		p.line("")
		p.line("unread")
		for i := range t.Unread {
			u := &t.Unread[i]
			rows := []row{{"unread", "", u.Unread.Span, quoted(u.Unread.Span, a.Text) + ": " + u.Unread.Reason}}
			p.rows(append(rows, termRows(u.Terms, a.Text, "  ")...))
		}
	}
	return p.err
}

func (p *printer) claimTrace(t *claim.ClaimTrace, text string, last *string) {
	c := ClaimOf(&t.Claim, text)
	if c.Sentence != *last {
		*last = c.Sentence
		p.line("")
		p.para("", "", strings.Join(strings.Fields(c.Sentence), " "))
	}
	p.line("")
	p.para("  ", "       ", fmt.Sprintf("%s  %s  bytes %s", c.ID, strings.Join(strings.Fields(c.Text), " "), bytesOf(t.Claim.Span)))
	p.para("       ", "         ", tracedSubject(&c))
	says := []string{c.Kind, c.Value.Hedge, c.Modality}
	switch {
	case c.Value.Written != nil:
		says = append(says, *c.Value.Written+" "+c.Value.Unit)
	case c.Value.Low != nil && c.Value.High != nil:
		says = append(says, *c.Value.Low+" to "+*c.Value.High+" "+c.Value.Unit)
	}
	if len(t.Claim.Guessed) > 0 {
		says = append(says, "guessed: "+strings.Join(t.Claim.Guessed, ", "))
	}
	p.para("       ", "         ", strings.Join(says, ", "))
	p.rows(append(termRows(t.Terms, text, ""), periodRows(&t.Period, text, false)...))
}

// tracedSubject is what a claim was read as, by ids and days as packs and the contract have
// them.
func tracedSubject(c *Claim) string {
	var names []string
	for _, e := range c.Entities {
		names = append(names, e.Name)
	}
	parts := []string{c.Metric}
	if names != nil {
		parts = []string{strings.Join(names, " + "), c.Metric}
	}
	if c.Kind == "change" && c.Base != nil {
		parts = append(parts, "change "+*c.Base)
	}
	if p := c.Period; p != nil {
		if p.Start == p.End || p.Start == "" {
			parts = append(parts, p.End)
		} else {
			parts = append(parts, p.Start+" to "+p.End)
		}
	}
	return strings.Join(parts, ", ")
}

// row is a line of a trace.
type row struct {
	class, id string
	at        span.Span
	words     string
}

func termRows(terms []claim.TraceTerm, text, indent string) (rows []row) {
	for _, t := range terms {
		r := row{indent + t.Class, t.ID, t.Span, quoted(t.Span, text)}
		if t.Before {
			r.words += " (said before)"
		}
		rows = append(rows, r)
	}
	return rows
}

// periodRows are a phrase with the days it was bound to, its tokens below it.
func periodRows(t *claim.PeriodTrace, text string, alone bool) []row {
	days := "no days"
	if len(t.Days) > 0 {
		days = ""
		for i, d := range t.Days {
			if i > 0 {
				days += "; or "
			}
			days += daysOf(d)
		}
	}
	if t.Span == (span.Span{}) {
		if len(t.Days) == 0 || alone {
			return nil
		}
		return []row{{"when", "not said here", span.Span{}, "→ " + days}}
	}
	return append([]row{{"when", "", t.Span, quoted(t.Span, text) + " → " + days}}, termRows(t.Tokens, text, "  ")...)
}

func daysOf(d period.Range) string {
	if d.Start == 0 || d.Start == d.End {
		return d.End.String()
	}
	return d.Start.String() + " to " + d.End.String()
}

func quoted(s span.Span, text string) string {
	return strconv.Quote(strings.Join(strings.Fields(s.Of(text)), " "))
}

func bytesOf(s span.Span) string { return fmt.Sprintf("%d-%d", s.Start, s.End) }

// The columns of a trace. Words for which a line has no room go to the next.
const (
	traceIndent = "       "
	classColumn = 14
	idColumn    = 18
	bytesColumn = 13
)

func (p *printer) rows(rows []row) {
	for _, r := range rows {
		at := ""
		if r.at != (span.Span{}) {
			at = bytesOf(r.at)
		}
		head := traceIndent
		for _, col := range []struct {
			s    string
			wide int
		}{{r.class, classColumn}, {r.id, idColumn}, {at, bytesColumn}} {
			head += col.s + strings.Repeat(" ", max(1, col.wide-Columns(col.s)))
		}
		rest := strings.Repeat(" ", len(traceIndent)+classColumn+idColumn+bytesColumn)
		switch {
		case Columns(head)+longestWord(r.words) <= Width:
			p.para(head, rest, r.words)
		default: // below, as far to the right as there is room
			p.line(strings.TrimRight(head, " "))
			rest = rest[:max(0, min(len(rest), Width-longestWord(r.words)))]
			p.para(rest, rest, r.words)
		}
	}
}

// longestWord is how many columns the longest word takes that a line cannot break.
func longestWord(words string) int {
	n := 0
	for word := range strings.FieldsSeq(words) {
		if !wide(word) {
			n = max(n, Columns(word))
		}
	}
	return n
}
