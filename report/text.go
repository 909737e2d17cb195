package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"
	"golang.org/x/text/width"
)

// Width is the column at which text reports wrap.
const Width = 80

// style is how an outcome looks: a mark that also reads without colour.
type style struct {
	mark string
	say  string
	attr []color.Attribute
}

var styles = map[string]style{
	"supported":     {"✓", "supported", []color.Attribute{color.FgGreen}},
	"ambiguous":     {"~", "ambiguous", []color.Attribute{color.FgYellow}},
	"contradicted":  {"✗", "contradicted", []color.Attribute{color.FgRed, color.Bold}},
	"pending":       {"…", "pending", []color.Attribute{color.FgBlue}},
	"no evidence":   {"?", "no evidence", []color.Attribute{color.FgMagenta}},
	"not checkable": {"–", "not checkable", []color.Attribute{color.Faint}},
}

// order of outcomes in the summary.
var order = []string{"contradicted", "ambiguous", "supported", "pending", "no evidence", "not checkable"}

// Text writes the report for a terminal, wrapped at Width columns; colour only
// if asked for.
func Text(w io.Writer, d Document, coloured bool) error {
	p := &printer{w: w, coloured: coloured}
	title := d.Article.Title
	if title == "" {
		title = d.Article.Source
	}
	p.para("", "", title)
	p.line(p.paint([]color.Attribute{color.Faint}, head(d)))
	last := ""
	for i := range d.Claims {
		p.claim(&d.Claims[i], &last)
	}
	p.summary(d)
	return p.err
}

func head(d Document) string {
	s := d.Article.Lang
	if d.Article.Published != "" {
		s += ", published " + d.Article.Published
	} else {
		s += ", no date found (--published D)"
	}
	return s + ", checked as of " + d.AsOf.Now
}

type printer struct {
	w        io.Writer
	coloured bool
	err      error
}

func (p *printer) line(s string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, s)
	}
}

func (p *printer) paint(attr []color.Attribute, s string) string {
	if !p.coloured || s == "" {
		return s
	}
	c := color.New(attr...)
	c.EnableColor()
	return c.Sprint(s)
}

// claim prints the figure in its sentence, the outcome, the arithmetic and
// the source.
func (p *printer) claim(c *Claim, last *string) {
	if c.Sentence != *last {
		*last = c.Sentence
		p.line("")
		p.para("", "", strings.Join(strings.Fields(c.Sentence), " "))
	}
	st := styles[c.Outcome]
	head := fmt.Sprintf("  %s %s", st.mark, c.Text)
	p.line(p.paint(st.attr, fmt.Sprintf("%s  %s", head, outcomeWords(c))))
	p.para("      ", "      ", subject(c))
	for _, l := range detail(c) {
		p.para("      ", "        ", l)
	}
}

// outcomeWords tells a forecast that came true from a supported report.
func outcomeWords(c *Claim) string {
	say := styles[c.Outcome].say
	if c.Modality == "forecast" {
		switch c.Outcome {
		case "supported":
			say = "came true"
		case "contradicted":
			say = "did not come true"
		case "pending":
			if c.Now != nil && c.Now.Due != "" {
				say += " until " + c.Now.Due
			}
		}
	}
	if c.AtPublication != nil && c.AtPublication.Outcome != c.Outcome {
		say += " (at publication: " + c.AtPublication.Outcome + ")"
	}
	return say
}

// subject is what the claim was read as.
func subject(c *Claim) string {
	var names []string
	for _, e := range c.Entities {
		names = append(names, e.Name)
	}
	s := strings.Join(names, " + ")
	if s != "" {
		s += ", "
	}
	s += c.Metric
	if c.Kind == "change" && c.Base != nil {
		s += ", change " + *c.Base
	}
	if c.Period != nil {
		if c.Period.Start == c.Period.End || c.Period.Start == "" {
			s += ", " + c.Period.End
		} else {
			s += ", " + c.Period.Start + " to " + c.Period.End
		}
	}
	return s
}

// detail are the lines under a claim: the value found, its arithmetic, the
// near miss, the filing.
func detail(c *Claim) []string {
	var out []string
	if c.Now == nil {
		return nil
	}
	if c.Now.Missing != "" && (c.Outcome == "no evidence" || c.Outcome == "pending") {
		out = append(out, "missing: "+c.Now.Missing)
	}
	if r := deciding(c.Now); r != nil && c.Now.Actual != nil {
		out = append(out, "filed: "+arithmetic(r, c.Now.Unit))
	}
	if m := c.Now.NearMiss; m != nil {
		out = append(out, "near miss ("+m.Kind+"): "+m.Says+" ["+human(m.Actual)+"]")
	}
	for _, n := range c.Now.Notes {
		out = append(out, "note: "+n)
	}
	if f := sources(c.Facts); f != "" {
		out = append(out, "source: "+f)
	}
	return out
}

func deciding(a *At) *Reading {
	for i := range a.Readings {
		if a.Readings[i].Holds {
			return &a.Readings[i]
		}
	}
	if len(a.Readings) > 0 {
		return &a.Readings[0]
	}
	return nil
}

// arithmetic writes a reading's value and how it was made.
func arithmetic(r *Reading, unit string) string {
	s := human(r.Actual) + unitWords(unit) + " (" + r.Definition
	if r.Why != "" {
		s += "; " + r.Why
	}
	s += ")"
	if len(r.Steps) <= 1 {
		return s
	}
	if last := r.Steps[len(r.Steps)-1]; len(last.In) == 2 && last.Op != "close" { // two values compared
		return s + ": " + human(last.In[0]) + " " + opWords(last.Op, human(last.In[1]))
	}
	var parts []string
	for _, st := range r.Steps {
		switch {
		case st.Fact != "" && st.Op == "+" && len(parts) == 0:
			parts = append(parts, human(st.Out))
		case st.Fact != "":
			parts = append(parts, st.Op+" "+human(st.Out))
		case st.Op == "close":
			parts = append(parts, human(st.Out)+" on "+strings.Join(st.In, ""))
		}
	}
	if len(parts) == 0 {
		return s
	}
	return s + ": " + strings.Join(parts, " ")
}

// opWords writes an operation with its second operand.
func opWords(op, b string) string {
	if head, tail, ok := strings.Cut(op, " "); ok {
		return head + " " + b + " " + tail
	}
	return op + " " + b
}

func unitWords(unit string) string {
	switch unit {
	case "percent":
		return " %"
	case "pp":
		return " points"
	case "times":
		return " times"
	case "":
		return ""
	}
	return " " + unit
}

// human shortens a decimal string: 25198000000 as 25.198bn.
func human(s string) string {
	num, unit, _ := strings.Cut(s, " ")
	if unit != "" {
		unit = unitWords(unit)
	}
	neg := strings.HasPrefix(num, "-")
	num = strings.TrimPrefix(num, "-")
	whole, frac, _ := strings.Cut(num, ".")
	out := num
	for _, scale := range []struct {
		digits int
		word   string
	}{{12, "tn"}, {9, "bn"}, {6, "m"}} {
		if len(whole) > scale.digits && frac == "" {
			out = strings.TrimRight(strings.TrimRight(whole[:len(whole)-scale.digits]+"."+whole[len(whole)-scale.digits:], "0"), ".") + scale.word
			break
		}
	}
	if len(frac) > 4 {
		out = whole + "." + frac[:4]
	}
	if neg {
		out = "−" + out
	}
	return out + unit
}

// sources names the filings, each once.
func sources(fs []Fact) string {
	var out []string
	seen := map[string]bool{}
	for _, f := range fs {
		if !seen[f.Accession] {
			seen[f.Accession] = true
			out = append(out, fmt.Sprintf("%s %s filed %s", f.Form, f.Accession, f.Filed))
		}
	}
	return strings.Join(out, "; ")
}

func (p *printer) summary(d Document) {
	n := map[string]int{}
	for i := range d.Claims {
		n[d.Claims[i].Outcome]++
	}
	var parts []string
	for _, o := range order {
		if n[o] > 0 {
			parts = append(parts, p.paint(styles[o].attr, fmt.Sprintf("%d %s", n[o], styles[o].say)))
		}
	}
	p.line("")
	if len(d.Claims) == 0 {
		p.line("No figure that could be checked.")
	} else {
		p.line(fmt.Sprintf("%s: %s", figures(len(d.Claims)), strings.Join(parts, ", ")))
	}
	if len(d.Unread) > 0 {
		var un []string
		for _, u := range d.Unread {
			un = append(un, fmt.Sprintf("%s (%s)", clip(strings.Join(strings.Fields(u.Text), " ")), u.Reason))
		}
		p.para("", "  ", fmt.Sprintf("%d unread: %s", len(d.Unread), strings.Join(un, ", ")))
	}
}

// clipRunes is how much of an unread figure is shown.
const clipRunes = 40

func clip(s string) string {
	r := []rune(s)
	if len(r) <= clipRunes {
		return s
	}
	return string(r[:clipRunes]) + "…"
}

// para writes text wrapped at Width columns; wide characters count two, and
// text without spaces breaks between characters.
func (p *printer) para(first, rest, text string) {
	line, col := first, columns(first)
	indent := first
	fresh := true
	emit := func() {
		p.line(line)
		indent = rest
		line, col, fresh = indent, columns(indent), true
	}
	for _, word := range strings.Fields(text) {
		for word != "" {
			w := columns(word)
			sp := 1
			if fresh {
				sp = 0
			}
			if col+sp+w <= Width {
				if !fresh {
					line += " "
					col++
				}
				line, col, fresh, word = line+word, col+w, false, ""
				continue
			}
			if wide(word) && col+sp+4 <= Width { // break inside a run of wide characters
				head := fitting(word, Width-col-sp)
				if !fresh {
					line += " "
				}
				line += head
				word = word[len(head):]
				emit()
				continue
			}
			if fresh {
				line, word = line+word, ""
				fresh = false
				continue
			}
			emit()
		}
	}
	if !fresh {
		p.line(line)
	}
}

func wide(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return runeWidth(r) == 2 || columns(s) > len([]rune(s))
}

func fitting(s string, room int) string {
	n := 0
	for i, r := range s {
		if n += runeWidth(r); n > room {
			return s[:i]
		}
	}
	return s
}

func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// figures counts figures in words.
func figures(n int) string {
	if n == 1 {
		return "1 figure"
	}
	return strconv.Itoa(n) + " figures"
}
