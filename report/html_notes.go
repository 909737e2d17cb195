package report

import (
	"fmt"
	"reflect"
	"strings"

	"assay/span"
)

// htmlFigure is a figure in the article's text: a link to its note.
type htmlFigure struct {
	Number int
	Note   string // id of the note
	Mark   string // id of this mark
	Class  string
	Label  string // for those who hear the page
	at     span.Span
	index  int // of the claim
}

// htmlNote is what stands in the margin beside a figure.
type htmlNote struct {
	Number     int
	ID, Mark   string
	Class      string
	Verdict    string
	Back       string
	Figure     string
	Subject    string
	Clocks     []htmlClock // where the outcomes differ
	Value      string
	Definition string
	Why        string
	Arithmetic string
	Missing    string
	Remedy     []string
	Miss       string
	Remarks    []string
	Correction string
	Sources    []htmlSource
	Facts      []htmlFiled
	Readings   []htmlReadings
	Apart      string // facts and readings as lines of text, which a long page has at its end
	More       bool
	Lang       string // of the article
	Words      *htmlLabels
}

// htmlClock is the outcome at one of the two clocks.
type htmlClock struct{ Name, Day, Class, Outcome, Value, Missing string }

// htmlSource names a filing.
type htmlSource struct{ URL, Name string }

// htmlFiled is a fact as it was filed: by whom, over which period, in which value.
type htmlFiled struct {
	Concept, Filing, Where, Dimensions, Value string
}

// htmlFact is a label with what it labels.
type htmlFact struct {
	Label, Text string
	Code        bool
}

// htmlReadings are the readings under one clock, or under both where they agree.
type htmlReadings struct {
	Title    string
	Readings []htmlReading
	Tried    string // of the near miss, with its steps
	Steps    string
}

// htmlReading is one interpretation: its value, what it says of it, and its steps, a
// line each.
type htmlReading struct{ Class, Holds, Value, Says, Steps string }

func noteID(i int) string { return fmt.Sprintf("c%02d", i+1) }
func markID(i int) string { return fmt.Sprintf("m%02d", i+1) }

// htmlClass is the class of an outcome in the style.
func htmlClass(outcome string) string { return strings.ReplaceAll(outcome, " ", "-") }

func (w words) htmlFigure(i int, c *Claim) htmlFigure {
	return htmlFigure{
		Number: i + 1, Note: noteID(i), Mark: markID(i), Class: htmlClass(c.Outcome),
		Label: w.markLabel(oneLine(c.Text), w.verdict(c), i+1),
		at:    span.Span{Start: c.Start, End: c.End}, index: i,
	}
}

// htmlNote is the note of the i-th claim.
func (w words) htmlNote(d *Document, i int, l *htmlLabels) htmlNote {
	c := &d.Claims[i]
	n := htmlNote{
		Number: i + 1, ID: noteID(i), Mark: markID(i), Class: htmlClass(c.Outcome), Lang: d.Article.Lang, Words: l,
		Verdict: w.outcomeNow(c), Back: w.back(i + 1), Figure: oneLine(c.Text), Subject: w.subject(c),
	}
	if x := c.Correction; x != nil {
		n.Correction = x.Text
	}
	for _, f := range c.Facts {
		n.Facts = append(n.Facts, w.htmlFiled(c, &f))
	}
	n.Sources = w.htmlSources(c.Facts)
	if c.Now != nil {
		w.current(&n, c)
	}
	n.Clocks = w.clocks(d, c)
	n.Readings = w.htmlReadings(c)
	n.More = len(n.Facts) > 0 || len(n.Readings) > 0
	if isLong(d) && n.More {
		n.Apart = apart(&n)
	}
	return n
}

// EvidenceID is where a long page has the note's evidence.
func (n *htmlNote) EvidenceID() string { return fmt.Sprintf("e%02d", n.Number) }

// apart is the evidence of a note as lines of one text. On a page of two thousand figures
// it stands at the end: unfolding elements in each note, which nobody sees before asking,
// took more than half of the time that the page needs to open.
func apart(n *htmlNote) string {
	var b strings.Builder
	line := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
		b.WriteByte('\n')
	}
	for _, f := range n.Facts {
		line(f.Concept)
		where := f.Where
		if f.Dimensions != "" {
			where += ", " + f.Dimensions
		}
		line(f.Filing, ", ", where, ": ", f.Value)
	}
	for _, rs := range n.Readings {
		line(rs.Title)
		for _, r := range rs.Readings {
			line(r.Holds, ": ", r.Value, " ", r.Says)
			if r.Steps != "" {
				line(r.Steps)
			}
		}
		if rs.Tried != "" {
			line(rs.Tried)
			line(rs.Steps)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// current fills in what is known now.
func (w words) current(n *htmlNote, c *Claim) {
	if c.Now.Missing != "" && (c.Outcome == "no evidence" || c.Outcome == "pending") {
		n.Missing, n.Remedy = w.Say(c.Now.Missing), c.Now.Remedy
	}
	if r := deciding(c.Now); r != nil && c.Now.Actual != nil {
		n.Value = w.Amount(shown(r.Actual), c.Now.Unit)
		if def := w.Definition(r.Definition); def != w.Measure(c.Metric) {
			n.Definition = def
		}
		if r.Why != "" {
			n.Why = w.Say(r.Why)
		}
		n.Arithmetic = w.arithmetic(r)
	}
	if m := c.Now.NearMiss; m != nil {
		n.Miss = w.miss(m)
	}
	for _, x := range c.Now.Notes {
		n.Remarks = append(n.Remarks, w.Say(x))
	}
}

// clocks are the outcomes of both clocks, where they differ in outcome or value.
func (w words) clocks(d *Document, c *Claim) []htmlClock {
	if c.AtPublication == nil || c.Now == nil || c.AtPublication.Outcome == c.Now.Outcome && reflect.DeepEqual(c.AtPublication.Actual, c.Now.Actual) {
		return nil
	}
	one := func(name, day string, a *At) htmlClock {
		k := htmlClock{Name: name, Class: htmlClass(a.Outcome), Outcome: w.outcome(a.Outcome)}
		if day != "" {
			k.Day = w.Date(day)
		}
		if a.Actual != nil {
			k.Value = w.Amount(shown(*a.Actual), a.Unit)
		}
		if a == c.AtPublication && a.Missing != "" {
			k.Missing = w.Say(a.Missing)
		}
		return k
	}
	return []htmlClock{one(w.atPublication(), d.AsOf.Published, c.AtPublication), one(w.now(), d.AsOf.Now, c.Now)}
}

// htmlSources are the filings of some facts, each once.
func (w words) htmlSources(fs []Fact) []htmlSource {
	var out []htmlSource
	seen := map[string]bool{}
	for i := range fs {
		if !seen[fs[i].Accession] {
			seen[fs[i].Accession] = true
			out = append(out, w.htmlSource(&fs[i]))
		}
	}
	return out
}

// sec is where filings are; a page links to nothing else.
const sec = "https://www.sec.gov/"

func (w words) htmlSource(f *Fact) htmlSource {
	s := htmlSource{Name: w.filing(f)}
	if strings.HasPrefix(f.URL, sec) {
		s.URL = f.URL
	}
	return s
}

func (w words) htmlFiled(c *Claim, f *Fact) htmlFiled {
	entity := f.Entity
	for _, e := range c.Entities {
		if e.ID == f.Entity {
			entity = e.Name
		}
	}
	return htmlFiled{
		Concept: f.Concept, Where: joined(", ", entity, w.Period(f.Start, f.End)), Dimensions: f.Dimensions,
		Value: joined(" ", w.Number(f.Value), f.Unit), Filing: w.filing(f),
	}
}

// htmlReadings are all readings with their steps, once where both clocks have the same.
func (w words) htmlReadings(c *Claim) []htmlReadings {
	var out []htmlReadings
	add := func(title string, a *At) {
		if a == nil || len(a.Readings) == 0 {
			return
		}
		rs := htmlReadings{Title: title}
		for i := range a.Readings {
			rs.Readings = append(rs.Readings, w.htmlReading(&a.Readings[i], a.Unit))
		}
		if m := a.NearMiss; m != nil {
			rs.Tried, rs.Steps = w.tried(m.Tried), lines(m.Steps)
		}
		out = append(out, rs)
	}
	if c.AtPublication != nil && c.Now != nil && reflect.DeepEqual(c.AtPublication.Readings, c.Now.Readings) {
		add(w.bothClocks(), c.Now)
		return out
	}
	add(w.atPublication(), c.AtPublication)
	add(w.now(), c.Now)
	return out
}

func (w words) htmlReading(r *Reading, unit string) htmlReading {
	x := htmlReading{Class: "contradicted", Holds: w.holds(r.Holds), Value: w.Amount(shown(r.Actual), unit)}
	if r.Holds {
		x.Class = "supported"
	}
	why := ""
	if r.Why != "" {
		why = w.Say(r.Why)
	}
	x.Says = joined("; ", w.Definition(r.Definition), w.wanted(r, unit), why)
	x.Steps = lines(r.Steps)
	return x
}

// lines are steps, a line each.
func lines(steps []Step) string {
	out := make([]string, len(steps))
	for i, s := range steps {
		out[i] = step(s)
	}
	return strings.Join(out, "\n")
}

// step is a line of arithmetic as the contract has it.
func step(s Step) string {
	if s.Fact != "" {
		return s.Op + " " + s.Out + "  " + s.Fact
	}
	l := s.Op + " " + strings.Join(s.In, ", ")
	if s.Out != "" {
		l += " → " + s.Out
	}
	return l
}

// oneLine is text without its line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
