package outlook

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/quantity"
)

// Width is the widest line of the texts, in columns.
const Width = 80

// page is a text in the making: aligned tables whose empty cells point to
// numbered notes.
type page struct {
	b     strings.Builder
	notes []string
	scale scale
}

// line writes one line without spaces at its end.
func (p *page) line(format string, args ...any) {
	p.b.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " "))
	p.b.WriteByte('\n')
}

// text writes words, wrapped and indented.
func (p *page) text(indent int, s string) {
	for _, l := range wrap(s, Width-indent) {
		p.line("%s%s", strings.Repeat(" ", indent), l)
	}
}

// note is the mark of a note, the same for the same words.
func (p *page) note(why string) string {
	i := slices.Index(p.notes, why)
	if i < 0 {
		i = len(p.notes)
		p.notes = append(p.notes, why)
	}
	return fmt.Sprintf("[%d]", i+1)
}

// money is an amount in the page's scale, or the mark of the note why not.
func (p *page) money(f Figure) string {
	if !f.OK() {
		return p.note(f.Why)
	}
	s := p.scale.of(f.Amount)
	if f.Status == None {
		s = p.note(f.Why) + " " + s
	}
	return s
}

// share is a ratio in percent, or the mark of the note why not.
func (p *page) share(f Figure) string {
	if !f.OK() {
		return p.note(f.Why)
	}
	return percent(f.Amount, 1)
}

// end writes the notes and hands the text over.
func (p *page) end(w io.Writer) error {
	if len(p.notes) > 0 {
		p.line("")
	}
	for i, n := range p.notes {
		mark := fmt.Sprintf("[%d] ", i+1)
		for k, l := range wrap(n, Width-2-len(mark)) {
			if k > 0 {
				mark = strings.Repeat(" ", len(mark))
			}
			p.line("  %s%s", mark, l)
		}
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// wrap cuts words into lines; a longer word has a line of its own.
func wrap(s string, width int) []string {
	var lines []string
	at := ""
	for _, w := range strings.Fields(s) {
		switch {
		case at == "":
			at = w
		case len(at)+1+len(w) <= width:
			at += " " + w
		default:
			lines = append(lines, at)
			at = w
		}
	}
	return append(lines, at)
}

// scale is how amounts are shown.
type scale struct {
	power  int
	digits int
	name   string
}

// scaleFor keeps the largest amount at no more than seven characters.
func scaleFor(largest quantity.Rat) scale {
	switch {
	case largest.Cmp(quantity.Pow10(12)) >= 0:
		return scale{9, 1, "billions"}
	case largest.Cmp(quantity.Pow10(8)) >= 0:
		return scale{6, 0, "millions"}
	case largest.Cmp(quantity.Pow10(5)) >= 0:
		return scale{3, 0, "thousands"}
	}
	return scale{}
}

// in is the unit of amounts so shown: "millions of USD".
func (s scale) in(unit string) string {
	if s.name == "" {
		return unit
	}
	return s.name + " of " + unit
}

// of writes an amount with its thousands apart.
func (s scale) of(r quantity.Rat) string {
	t := fixed(r.Mul(quantity.Pow10(-s.power)), s.digits)
	sign := ""
	if strings.HasPrefix(t, "-") {
		sign, t = "-", t[1:]
	}
	whole, frac, has := strings.Cut(t, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if has {
		whole += "." + frac
	}
	return sign + whole
}

// larger is the larger of an amount so far and a figure's.
func larger(r quantity.Rat, f Figure) quantity.Rat {
	if a := f.Amount.Abs(); f.OK() && a.Cmp(r) > 0 {
		return a
	}
	return r
}

// filings lists the filings of facts in order of filing: "10-Q 0001652044-24-000053".
func filings(facts []Fact, of func(*Fact) bool) []string {
	var keys []string
	for i := range facts {
		if f := &facts[i]; of(f) {
			keys = append(keys, fmt.Sprintf("%s\x00%s %s", f.Filed, f.Form, f.Accession))
		}
	}
	slices.Sort(keys)
	var out []string
	for _, k := range slices.Compact(keys) {
		_, s, _ := strings.Cut(k, "\x00")
		out = append(out, s)
	}
	return out
}

// list writes words in as many columns as the width holds.
func (p *page) list(indent int, words []string) {
	width := 1
	for _, w := range words {
		width = max(width, len(w)+1)
	}
	columns := max((Width-indent+1)/width, 1)
	for row := range slices.Chunk(words, columns) {
		l := strings.Repeat(" ", indent)
		for _, w := range row {
			l += fmt.Sprintf("%-*s", width, w)
		}
		p.line("%s", l)
	}
}

func asOfWords(d fmt.Stringer) string {
	if d.String() == "" {
		return ""
	}
	return ", with what was public by " + d.String()
}
