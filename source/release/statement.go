package release

import (
	"regexp"

	"assay/period"
)

// statement is one of the three statements, its rows read.
type statement struct {
	sheet   *Sheet
	units   units
	columns []column
	lines   []line
	failed  string // why its arithmetic does not hold
}

// column is a column with what is said of its time.
type column struct {
	stretch
	said  bool // the heading says it
	when  period.Range
	holds bool // the statement's arithmetic was checked in it
}

// line is a row: what it is called, what that means, and its figures.
type line struct {
	text  string // the label as Label gives it
	class Class
	rule  rule
	known bool // there is a rule
	cells []cell
	scale int // of shares: in what power of ten they are counted
	sign  int // of a rule whose sign is found by arithmetic: 1 or -1; 0 unknown
	drop  bool
}

// cell is a figure, or that there is none: nil where a dash stands.
type cell struct {
	amount
	filled bool // a figure
	dash   bool
}

var (
	// otherBasis are words of figures by no generally accepted principles.
	otherBasis = regexp.MustCompile(`\b(?:non gaap|adjusted|ebitda|ebit|free cash flow|pro forma|excluding|exclude[ds]?|constant currency|core|normalized|comparable|organic)\b`)
	// beyond are the headings behind which a statement goes on with something else.
	beyond = regexp.MustCompile(`\b(?:reconciliation|supplement\w*|non gaap|selected|other data|key metrics|operating data|segment|(?:stock|share) based compensation)\b`)
	// ahead are words of what is yet to come.
	ahead = regexp.MustCompile(`\b(?:outlook|guidance|forecasts?|expected|expectations?|estimates?d?|projected|targets?)\b`)
	// taxesPaid are the rows that count behind such a heading.
	taxesPaid = regexp.MustCompile(`\btax(?:es)?\b.*\bpaid\b|\bpaid\b.*\btax`)
)

// statement reads a sheet's rows and headings; why says what stands against it.
func (d *document) statement(s *Sheet) (st *statement, why string) {
	st = &statement{sheet: s}
	var ok bool
	if st.units, ok = unitsOf(s); !ok {
		return nil, "it does not say that it counts in thousands, millions or billions of dollars"
	}
	said := false
	for i := range s.Columns {
		x, ok := d.stretchOf(s, &s.Columns[i])
		st.columns = append(st.columns, column{stretch: x, said: ok})
		said = said || ok
	}
	if !said {
		return nil, "no heading of a column gives a day and how many months or weeks end on it"
	}
	past := false
	for i := range s.Rows {
		r := &s.Rows[i]
		section := Label(r.Section)
		past = past || beyond.MatchString(section) || s.Kind != Cash && beyond.MatchString(Label(r.Label))
		l := line{text: Label(r.Label), scale: st.units.shares}
		if otherBasis.MatchString(l.text) || otherBasis.MatchString(section) || past && !taxesPaid.MatchString(l.text) {
			continue
		}
		l.class = classOf(l.text, section)
		l.rule, l.known = d.ruleOf(place{s.Kind, l.class, l.text})
		l.cells = d.cells(r, len(s.Columns))
		st.lines = append(st.lines, l)
	}
	return st, ""
}

// cells reads a row's figures.
func (d *document) cells(r *Row, n int) []cell {
	out := make([]cell, n)
	for i, text := range r.Cells {
		if isDash(text) {
			out[i].dash = true
			continue
		}
		out[i].amount, out[i].filled = d.figure(text)
	}
	return out
}

// state makes facts of a statement's lines.
func (d *document) state(st *statement) {
	if st.failed != "" {
		d.note("arithmetic", "%q was left out: %s", clip(st.sheet.Title[0]), st.failed)
		return
	}
	for i := range st.lines {
		l := &st.lines[i]
		if !l.known || l.drop || l.rule.Check {
			continue
		}
		for k := range st.columns {
			if c := &st.columns[k]; c.holds && c.when.Known() && l.cells[k].filled {
				d.fact(st, l, c, l.cells[k].amount)
			}
		}
	}
}

// fact makes one fact, if the figure has the form that its kind has.
func (d *document) fact(st *statement, l *line, c *column, a amount) {
	f := fact{concept: d.concept(l.rule), unit: "USD", when: c.when, amount: a}
	switch l.class {
	case PerShare:
		if a.decimals < 2 {
			return
		}
		f.unit, f.exp = "USD/shares", -a.decimals
	case Shares:
		if a.money {
			return
		}
		f.unit, f.exp = "shares", l.scale-a.decimals
		f.value = f.value.Shift(l.scale)
	default:
		f.exp = st.units.money - a.decimals
		f.value = f.value.Shift(st.units.money)
	}
	switch l.rule.Sign {
	case "turned":
		f.value = f.value.Neg()
	case "positive":
		if f.value.Sign() < 0 {
			f.value = f.value.Neg()
		}
	case "arithmetic":
		switch l.sign {
		case 0:
			return
		case -1:
			f.value = f.value.Neg()
		}
	}
	if l.rule.Never && f.value.Sign() < 0 {
		return
	}
	d.facts = append(d.facts, f)
}
