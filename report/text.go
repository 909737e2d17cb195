package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"
	"golang.org/x/text/width"

	"assay/message"
)

// Width is the column at which text reports wrap.
const Width = 80

// style is how an outcome looks: a mark that also reads without colour.
type style struct {
	mark string
	attr []color.Attribute
}

var styles = map[string]style{
	"supported":     {"✓", []color.Attribute{color.FgGreen}},
	"ambiguous":     {"~", []color.Attribute{color.FgYellow}},
	"contradicted":  {"✗", []color.Attribute{color.FgRed, color.Bold}},
	"pending":       {"…", []color.Attribute{color.FgBlue}},
	"no evidence":   {"?", []color.Attribute{color.FgMagenta}},
	"not checkable": {"–", []color.Attribute{color.Faint}},
}

// Text writes the report for a terminal, wrapped at Width columns.
func Text(w io.Writer, d Document, o Options) error {
	p := &printer{w: w, coloured: o.Colour, words: words{o.locale()}}
	title := d.Article.Title
	if title == "" {
		title = d.Article.Source
	}
	p.para("", "", title)
	p.line(p.paint([]color.Attribute{color.Faint}, p.words.head(d)))
	last := ""
	for i := range d.Claims {
		p.claim(&d.Claims[i], &last)
	}
	p.summary(d)
	return p.err
}

type printer struct {
	w        io.Writer
	coloured bool
	words    words
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
	p.line(p.paint(st.attr, fmt.Sprintf("  %s %s  %s", st.mark, c.Text, p.words.verdict(c))))
	p.para("      ", "      ", p.words.subject(c))
	for _, l := range p.words.detail(c) {
		p.para("      ", "        ", l)
	}
}

// detail are the lines under a claim: the value found, its arithmetic, the
// near miss, the filing.
func (w words) detail(c *Claim) []string {
	var out []string
	if c.Now == nil {
		return nil
	}
	if c.Now.Missing != "" && (c.Outcome == "no evidence" || c.Outcome == "pending") {
		out = append(out, w.labelled(message.Say("missing"), w.Say(c.Now.Missing)))
		for _, r := range c.Now.Remedy {
			out = append(out, w.command(r))
		}
	}
	if r := deciding(c.Now); r != nil && c.Now.Actual != nil {
		out = append(out, w.labelled(message.Say("filed"), w.reading(r, c.Now.Unit)))
	}
	if m := c.Now.NearMiss; m != nil {
		out = append(out, w.labelled(message.Say("near miss"), w.miss(m)))
	}
	if c.Correction != nil && c.Correction.Text != "" {
		out = append(out, w.labelled(message.Say("would be right"), c.Correction.Text))
	}
	for _, n := range c.Now.Notes {
		out = append(out, w.labelled(message.Say("note"), w.Say(n)))
	}
	if f := w.filings(c.Facts); f != nil {
		out = append(out, w.labelled(message.Say("source"), strings.Join(f, "; ")))
	}
	return out
}

func (p *printer) summary(d Document) {
	var parts []string
	for _, c := range counts(d) {
		parts = append(parts, p.paint(styles[c.outcome].attr, p.words.tally(c)))
	}
	p.line("")
	if parts == nil {
		p.line(p.words.Say(message.Say("No figure that could be checked.")))
	} else {
		p.line(p.words.figures(len(d.Claims)) + ": " + strings.Join(parts, ", "))
	}
	if len(d.Unread) > 0 {
		var un []string
		for _, u := range d.Unread {
			un = append(un, fmt.Sprintf("%s (%s)", clip(strings.Join(strings.Fields(u.Text), " ")), p.words.Say(u.Reason)))
		}
		p.para("", "  ", p.words.Say(message.Say("%d unread", message.Number(len(d.Unread))))+": "+strings.Join(un, ", "))
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
	line, col := first, Columns(first)
	indent := first
	fresh := true
	emit := func() {
		p.line(line)
		indent = rest
		line, col, fresh = indent, Columns(indent), true
	}
	for _, word := range strings.Fields(text) {
		for word != "" {
			w := Columns(word)
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
	return runeWidth(r) == 2 || Columns(s) > len([]rune(s))
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

// Columns is how many columns of a terminal a text takes: two for a wide letter.
func Columns(s string) int {
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
