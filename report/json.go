// Package report shows a check's result: as JSON, the stable contract that
// every other output is made from, and as text for a terminal.
//
// It judges nothing. Read json.go for the contract, then text.go.
package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"assay"
	"assay/article"
	"assay/claim"
	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/span"
	"assay/verdict"
)

// Version is the version of assay and of the contract.
const Version = "0.1.0"

// Document is the report as the contract has it.
type Document struct {
	Assay   string   `json:"assay"`
	Article Article  `json:"article"`
	AsOf    AsOf     `json:"as_of"`
	Claims  []Claim  `json:"claims"`
	Unread  []Unread `json:"unread"`
	Notes   []Note   `json:"notes"`
}

// Article is what was checked.
type Article struct {
	Source    string `json:"source"`
	Title     string `json:"title"`
	Lang      string `json:"lang"`
	Published string `json:"published"`
	SHA256    string `json:"sha256"`
	Text      string `json:"text,omitempty"` // what all offsets refer to; JSON leaves it out where the hash names the file
	plain     bool

	// How the text is laid out, for reports that show it whole; offsets as elsewhere.
	paragraphs []span.Span
	tables     []article.Table
	title      span.Span
}

// AsOf are the two clocks.
type AsOf struct {
	Published string `json:"published"`
	Now       string `json:"now"`
}

// Party is an entity of a claim.
type Party struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Value is a claim's figure; of a comparison without one it is above or below once, and Written null.
type Value struct {
	Low     *string `json:"low"`
	High    *string `json:"high"`
	Written *string `json:"written"`
	Unit    string  `json:"unit"`
	Hedge   string  `json:"hedge"`
}

// Period is a claim's period, ends inclusive.
type Period struct {
	Start string `json:"start"`
	End   string `json:"end"`
	Label string `json:"label"`
}

// Holder is who holds a forecast.
type Holder struct {
	Name string `json:"name"`
	Org  string `json:"org"`
}

// Claim is one figure with its verdict. Outcome and what follows are absent
// in the output of "read".
type Claim struct {
	ID            string      `json:"id"`
	Start         int         `json:"start"`
	End           int         `json:"end"`
	Text          string      `json:"text"`
	Sentence      string      `json:"sentence"`
	Entities      []Party     `json:"entities"`
	Metric        string      `json:"metric"`
	Kind          string      `json:"kind"`
	Value         Value       `json:"value"`
	Period        *Period     `json:"period"`
	Base          *string     `json:"base"`
	Modality      string      `json:"modality"`
	Holder        *Holder     `json:"holder"`
	Outcome       string      `json:"outcome,omitempty"`
	AtPublication *At         `json:"at_publication,omitempty"`
	Now           *At         `json:"now,omitempty"`
	Facts         []Fact      `json:"facts,omitempty"`
	Correction    *Correction `json:"correction,omitempty"` // of a contradicted figure
}

// Correction is what a contradicted figure would be right as: a sentence in the article's
// language that may be copied, and the true value with the precision that the author used.
type Correction struct {
	Text  string `json:"text"`
	Value string `json:"value"`
	Unit  string `json:"unit"`
}

// At is the outcome under one clock.
type At struct {
	Outcome  string            `json:"outcome"`
	Actual   *string           `json:"actual"`
	Unit     string            `json:"unit"`
	Due      string            `json:"due,omitempty"`
	Missing  message.Message   `json:"missing,omitempty"`
	Remedy   []string          `json:"remedy,omitempty"` // the commands that would fetch it
	Readings []Reading         `json:"readings"`
	NearMiss *Miss             `json:"near_miss"`
	Notes    []message.Message `json:"notes,omitempty"`
}

// Reading is one interpretation with its arithmetic.
type Reading struct {
	Definition string          `json:"definition"`
	Period     *Period         `json:"period"`
	Holds      bool            `json:"holds"`
	Actual     string          `json:"actual"`
	Interval   [2]*string      `json:"interval"`
	Why        message.Message `json:"why,omitempty"`
	Steps      []Step          `json:"steps"`
}

// Step is one line of arithmetic.
type Step struct {
	Op   string   `json:"op"`
	In   []string `json:"in,omitempty"`
	Out  string   `json:"out"`
	Fact string   `json:"fact,omitempty"`
}

// Miss is a near miss.
type Miss struct {
	Kind   string          `json:"kind"`
	Says   message.Message `json:"says"`
	Actual string          `json:"actual"`
	Tried  int             `json:"tried"`
	Steps  []Step          `json:"steps"`
}

// Fact is a filed value with its source.
type Fact struct {
	Entity     string `json:"entity"`
	Concept    string `json:"concept"`
	Dimensions string `json:"dimensions"`
	Start      string `json:"start"`
	End        string `json:"end"`
	Value      string `json:"value"`
	Unit       string `json:"unit"`
	Decimals   *int   `json:"decimals"`
	Inferred   bool   `json:"inferred,omitempty"`
	About      bool   `json:"approximate,omitempty"` // the period is only about right
	Accession  string `json:"accession"`
	Form       string `json:"form"`
	Filed      string `json:"filed"`
	URL        string `json:"url"`
}

// Unread is a figure that is no claim.
type Unread struct {
	Start  int             `json:"start"`
	End    int             `json:"end"`
	Text   string          `json:"text"`
	Reason message.Message `json:"reason"`
}

// Note is a positioned note.
type Note struct {
	Start   int             `json:"start"`
	End     int             `json:"end"`
	Code    string          `json:"code"`
	Message message.Message `json:"message"`
}

// Make builds the document of a result.
func Make(r *assay.Result) Document {
	a := r.Article
	d := Document{
		Assay: Version,
		Article: Article{
			Source: a.Source, Title: a.Title.Of(a.Text), Lang: a.Lang, Published: a.Published.String(), SHA256: a.SHA256, Text: a.Text,
			plain: a.Plain, paragraphs: a.Paragraphs, tables: a.Tables, title: a.Title,
		},
		AsOf:   AsOf{a.Published.String(), r.Now.String()},
		Claims: []Claim{}, Unread: []Unread{}, Notes: notes(r.Notes),
	}
	for i := range r.Verdicts {
		v := &r.Verdicts[i]
		c := ClaimOf(&v.Claim, a.Text)
		c.Outcome = string(v.Outcome)
		pub, now := at(&v.AtPublication, r.Now), at(&v.Now, r.Now)
		c.AtPublication, c.Now = &pub, &now
		c.Facts = facts(v)
		c.Correction = correction(r, &c, v.Claim.ID)
		d.Claims = append(d.Claims, c)
		d.Notes = append(d.Notes, notes(v.Notes)...)
	}
	d.Unread = unread(r.Unread)
	return d
}

// JSON writes the document, indented, with a final newline: always in English, the
// stable contract. The text stands in it unless it is the file's own, byte for byte.
func JSON(w io.Writer, d Document, _ Options) error {
	if d.Article.plain {
		d.Article.Text = ""
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// Line writes one article of "read": its claims, without verdicts, and its unread
// figures, as one JSON line {"claims":[…],"unread":[…]}, and "text" where the article is
// not the file's own text. It encodes them one by one: a long article's line is several
// times as long as the article.
func Line(w io.Writer, claims []claim.Claim, un []claim.Unread, a *article.Article) error {
	l := lineWriter{w: w}
	l.enc = json.NewEncoder(&l.one)
	l.enc.SetEscapeHTML(false)
	l.text(`{"claims":[`)
	for i := range claims {
		l.item(i, ClaimOf(&claims[i], a.Text))
	}
	l.text(`],"unread":[`)
	for i, u := range unread(un) {
		l.item(i, u)
	}
	l.text("]")
	if !a.Plain {
		l.text(`,"text":`)
		l.item(0, a.Text)
	}
	l.text("}\n")
	return l.err
}

// lineWriter writes the items of a list in JSON and keeps the first error.
type lineWriter struct {
	w   io.Writer
	enc *json.Encoder
	one bytes.Buffer
	err error
}

func (l *lineWriter) text(s string) {
	if l.err == nil {
		_, l.err = io.WriteString(l.w, s)
	}
}

func (l *lineWriter) item(i int, v any) {
	if i > 0 {
		l.text(",")
	}
	l.one.Reset()
	if err := l.enc.Encode(v); err != nil && l.err == nil {
		l.err = err
	}
	l.text(strings.TrimSuffix(l.one.String(), "\n"))
}

// ClaimOf is a claim without its verdict.
func ClaimOf(c *claim.Claim, text string) Claim {
	out := Claim{
		ID: c.ID, Start: c.Span.Start, End: c.Span.End, Text: c.Span.Of(text), Sentence: c.Sentence.Of(text),
		Entities: []Party{}, Metric: c.Metric, Kind: string(c.Kind), Value: value(c), Modality: string(c.Modality),
	}
	for _, p := range c.Entities {
		id := string(p.ID)
		if p.ID.Kind() == "private" {
			id = ""
		}
		out.Entities = append(out.Entities, Party{id, p.Name})
	}
	if c.Period.Known() {
		out.Period = &Period{c.Period.Start.String(), c.Period.End.String(), c.Label}
	}
	if c.Base != "" {
		b := c.Base
		out.Base = &b
	}
	if c.Holder != nil {
		out.Holder = &Holder{c.Holder.Name, c.Holder.Org}
	}
	return out
}

func value(c *claim.Claim) Value {
	v := Value{Unit: c.Unit, Hedge: c.Hedge.String()}
	text := func(r quantity.Rat) *string {
		if c.Sign < 0 && r.Sign() > 0 {
			r = r.Neg()
		}
		s := r.String()
		return &s
	}
	if c.IsRange {
		v.Low, v.High = text(c.Value.Value), text(c.High.Value)
		if c.Sign < 0 {
			v.Low, v.High = v.High, v.Low
		}
		return v
	}
	if !c.Figureless() {
		v.Written = text(c.Value.Value)
	}
	iv := c.Value.Admits(c.Hedge)
	if c.Sign < 0 {
		iv = iv.Neg()
	}
	v.Low, v.High = ends(iv)
	return v
}

func ends(iv quantity.Interval) (low, high *string) {
	if !iv.NoLow {
		s := iv.Low.String()
		low = &s
	}
	if !iv.NoHigh {
		s := iv.High.String()
		high = &s
	}
	return low, high
}

func at(a *verdict.At, now period.Date) At {
	out := At{Outcome: string(a.Outcome), Unit: a.Unit, Due: a.Due.String(), Missing: a.Missing, Remedy: Remedies(a.Needs, now), Readings: []Reading{}, Notes: a.Notes}
	if a.Actual != nil {
		s := a.Actual.String()
		out.Actual = &s
	}
	for i := range a.Tried {
		t := &a.Tried[i]
		low, high := ends(t.Admitted)
		r := Reading{
			Definition: t.Definition, Holds: t.Holds, Actual: t.Actual.String(), Interval: [2]*string{low, high},
			Why: t.Reading.Why, Steps: steps(t.Steps),
		}
		if t.Period.Known() {
			r.Period = &Period{t.Period.Start.String(), t.Period.End.String(), ""}
		}
		out.Readings = append(out.Readings, r)
	}
	if m := a.NearMiss; m != nil {
		out.NearMiss = &Miss{m.Kind, m.Says, m.Actual, m.Tries, steps(m.Steps)}
	}
	return out
}

func steps(ss []verdict.Step) []Step {
	out := []Step{}
	for _, s := range ss {
		x := Step{Op: s.Op, In: s.In, Out: s.Out}
		if s.Fact != nil {
			x.Fact = s.Fact.Filing.Accession + " " + s.Fact.Concept
		}
		out = append(out, x)
	}
	return out
}

// facts are the distinct facts that the current outcome rests on: those of
// the reading that holds, else of the nearest.
func facts(v *verdict.Verdict) []Fact {
	out := []Fact{}
	t := Deciding(&v.Now)
	if t == nil {
		return out
	}
	seen := map[string]bool{}
	for i := range t.Facts {
		f := FactOf(&t.Facts[i])
		key := f.Accession + f.Entity + f.Concept + f.Dimensions + f.Start + f.End + f.Value
		if !seen[key] {
			seen[key] = true
			out = append(out, f)
		}
	}
	return out
}

// Deciding is what the outcome shows: the first value that holds, else the
// first tried.
func Deciding(a *verdict.At) *verdict.Tried {
	for i := range a.Tried {
		if a.Tried[i].Holds {
			return &a.Tried[i]
		}
	}
	for i := range a.Tried {
		if a.Tried[i].Primary {
			return &a.Tried[i]
		}
	}
	if len(a.Tried) > 0 {
		return &a.Tried[0]
	}
	return nil
}

// FactOf is a filed fact in the contract's form.
func FactOf(f *evidence.Fact) Fact {
	out := Fact{
		Entity: string(f.Entity), Concept: f.Concept, Dimensions: string(f.Dims), Start: f.Period.Start.String(), End: f.Period.End.String(),
		Value: f.Value.String(), Unit: f.Unit, Inferred: f.Grain.Inferred, About: f.About,
		Accession: f.Filing.Accession, Form: f.Filing.Form, Filed: f.Filing.Filed.String(), URL: f.Filing.URL(),
	}
	if !f.Grain.Exact {
		n := -int(f.Grain.Exp)
		out.Decimals = &n
	}
	return out
}

func unread(us []claim.Unread) []Unread {
	out := []Unread{}
	for _, u := range us {
		out = append(out, Unread{u.Span.Start, u.Span.End, u.Text, reason(u.Reason)})
	}
	return out
}

func notes(ns []span.Note) []Note {
	out := []Note{}
	for _, n := range ns {
		out = append(out, Note{n.Start, n.End, n.Code, n.Message})
	}
	return out
}
