// Package release reads an earnings release: the exhibit 99 of a current report (8-K,
// item 2.02), whose three statements are public hours or weeks before the quarterly
// report that files them as XBRL.
//
// It makes facts of what stands in the income statement, the balance sheet and the cash
// flow statement, and in tables of the business's parts: where the title names the statement, the heading gives exact days, the label means one concept, and
// the statement's own arithmetic holds. Everything else makes no fact: figures by other
// principles than generally accepted ones, outlooks, percentages, what prose says. The
// HTML itself is read by package input/html, numbers and days by package lang. Read
// Parse, then sheet.go (tables), heading.go (periods and units), statement.go (rows) and
// check.go (arithmetic); labels.toml is made by cmd/mklabels.
package release

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"assay/compiled"
	"assay/entity"
	"assay/evidence"
	"assay/lang"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// Filing is what the current report itself says, which its exhibit does not, and what is
// known of the filer before.
type Filing struct {
	// Filing is the report: Accession, CIK and Filed must be known; Form is "8-K" if
	// empty, Items "2.02". Document is the name of the exhibit.
	evidence.Filing
	// Concepts are those of the filer's earlier reports, if known: of several names
	// for one row, the filer's own is taken.
	Concepts []string
	// Parts are figures of parts of the business that earlier reports state, if known:
	// a row that repeats those of last year is that part's. Without them no
	// segment is read.
	Parts []Part
	// Ends are the last days of fiscal quarters and years known before, in any
	// order: they fix where a quarter of a year of weeks begins.
	Ends []period.Date
}

// Part is a filed figure of a part of the business.
type Part struct {
	Concept string
	Dims    evidence.Dims
	Period  period.Range
	Value   quantity.Decimal
}

// SizeError means that a document is too large for a release.
type SizeError struct {
	Name string
	Size int
}

func (e *SizeError) Error() string {
	return fmt.Sprintf("release: %s: %d bytes, at most %d; give the exhibit alone, not the whole submission", e.Name, e.Size, maxBytes)
}

// errFiling means that the caller does not say which report the exhibit belongs to.
var errFiling = errors.New("the exhibit does not say which filing it belongs to; give its accession number, the filer's CIK and the day it was filed")

// Parse makes a batch of an exhibit's HTML: one filing and its facts, with notes on what
// was left out. A document without a statement gives a batch without facts. The name
// stands in errors and in Batch.Source.
func Parse(name string, data []byte, f Filing) (*evidence.Batch, error) {
	if f.Accession == "" || f.CIK == 0 || f.Filed == 0 {
		return nil, fmt.Errorf("release: %s: %w", name, errFiling)
	}
	if f.Form == "" {
		f.Form = "8-K"
	}
	if f.Items == "" {
		f.Items = "2.02"
	}
	if !f.Preliminary() {
		return nil, fmt.Errorf("release: %s: %s with items %q tells of no results (item 2.02)", name, f.Form, f.Items)
	}
	sheets, err := Sheets(name, data)
	if err != nil {
		return nil, fmt.Errorf("release: %w", err)
	}
	d, err := newDocument(sheets, f)
	if err != nil {
		return nil, err
	}
	d.read()
	b := &evidence.Batch{Source: name, Filings: []evidence.Filing{f.Filing}, Notes: d.notes}
	d.pack(b)
	return b, nil
}

// document is a release on its way to facts.
type document struct {
	reader
	filing        Filing
	sheets        []Sheet
	labels        map[place][]rule
	own           map[string]bool // the filer's concepts
	owners, parts bool            // see Composed
	statements    []*statement
	ends          []period.Date // on which fiscal periods ended, ascending
	monthly       bool          // all of them end months
	notes         []span.Note
	facts         []fact
}

// reader holds what reading headings and figures needs.
type reader struct {
	scan  lang.Scan
	used  []bool
	figs  []lang.Figure
	whens []lang.When
}

// english is the vocabulary of the language in which filers write to the SEC.
var english = sync.OnceValues(func() (*lang.Vocabulary, error) {
	if v, ok := compiled.Vocabulary("en"); ok {
		return v, nil
	}
	p, err := lang.Load("en")
	if err != nil {
		return nil, fmt.Errorf("release: %w", err)
	}
	return lang.Compile(p, nil), nil
})

func newDocument(sheets []Sheet, f Filing) (*document, error) {
	d := &document{filing: f, sheets: sheets, own: map[string]bool{}}
	var err error
	if d.labels, err = labels(); err != nil {
		return nil, err
	}
	v, err := english()
	if err != nil {
		return nil, err
	}
	d.scan.V = v
	for _, c := range f.Concepts {
		d.own[c] = true
	}
	d.owners, d.parts = Composed(sheets)
	return d, nil
}

func (d *document) note(code, format string, args ...any) {
	if len(d.notes) < maxNotes {
		d.notes = append(d.notes, span.Note{Code: code, Message: message.Plain(fmt.Sprintf(format, args...))})
	}
}

// maxStatements bounds how many tables are held against each other; a release has three,
// or six where quarter and half year stand apart.
const maxStatements = 24

// maxNotes bounds what is told of one document.
const maxNotes = 100

// read finds the statements, their periods, and the facts of those whose arithmetic holds.
func (d *document) read() {
	for i := range d.sheets {
		s := &d.sheets[i]
		if s.Kind == "" || len(d.statements) == maxStatements {
			continue
		}
		if s.barred != "" {
			d.note("no statement", "%q was left out: its title says %q", clip(s.Title[0]), s.barred)
			continue
		}
		if st, why := d.statement(s); st != nil {
			d.statements = append(d.statements, st)
		} else {
			d.note("unread statement", "%q was left out: %s", clip(s.Title[0]), why)
		}
	}
	d.findEnds()
	d.latest()
	for _, st := range d.statements {
		d.periods(st)
		d.check(st)
	}
	d.agree()
	for _, st := range d.statements {
		d.state(st)
	}
	d.segments()
	d.settle()
}

// latest drops what cannot be results at hand: periods that end after the day of filing,
// and statements whose last period is older than half a year.
func (d *document) latest() {
	d.statements = slices.DeleteFunc(d.statements, func(st *statement) bool {
		last := period.Date(0)
		for i := range st.columns {
			c := &st.columns[i]
			if c.said && c.end >= d.filing.Filed {
				c.said = false
				d.note("period ahead", "a column of %q was left out: its period ends on %s, after the day of filing", clip(st.sheet.Title[0]), c.end)
			}
			if c.said {
				last = max(last, c.end)
			}
		}
		if last == 0 || last+maxAge < d.filing.Filed {
			d.note("old statement", "%q was left out: it tells of no period that ended within %d days before the filing", clip(st.sheet.Title[0]), maxAge)
			return true
		}
		return false
	})
}

// maxAge is how many days after a period's end its results are news: a 10-K is due after
// 90 days at most (Form 10-K, general instruction A), late filers take twice that.
const maxAge = 200

// fact is a fact before it is packed.
type fact struct {
	concept string
	dims    evidence.Dims
	unit    string
	when    period.Range
	amount
	exp   int // of the last digit
	clash bool
}

// settle leaves each fact once, and none where two rows state different values.
func (d *document) settle() {
	type key struct {
		concept, unit string
		dims          evidence.Dims
		when          period.Range
	}
	at := map[key]int{}
	var out []fact
	for _, f := range d.facts {
		k := key{f.concept, f.unit, f.dims, f.when}
		i, seen := at[k]
		if !seen {
			at[k] = len(out)
			out = append(out, f)
			continue
		}
		if out[i].value != f.value {
			out[i].clash = true
		}
	}
	d.facts = slices.DeleteFunc(out, func(f fact) bool {
		if f.clash {
			d.note("two values", "%s of %s was left out: the release states two values", f.concept, f.when)
		}
		return f.clash
	})
}

// pack brings the facts into the batch's tables.
func (d *document) pack(b *evidence.Batch) {
	t := &b.Tables
	t.Entities = []entity.ID{entity.CIK(d.filing.CIK)}
	t.Dims = []evidence.Dims{""}
	for _, f := range d.facts {
		b.Facts = append(b.Facts, evidence.PackedFact{
			Concept: index(&t.Concepts, f.concept), Dims: index(&t.Dims, f.dims), Unit: index(&t.Units, f.unit),
			Period: f.when, Value: f.value, Grain: evidence.Grain{Exp: int8(f.exp)},
		})
	}
}

func index[T comparable](table *[]T, x T) uint32 {
	if i := slices.Index(*table, x); i >= 0 {
		return uint32(i)
	}
	*table = append(*table, x)
	return uint32(len(*table) - 1)
}

// clip shortens what a message quotes.
func clip(s string) string {
	if r := []rune(strings.TrimSpace(s)); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return strings.TrimSpace(s)
}
