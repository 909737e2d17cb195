package claim

import (
	"cmp"
	"slices"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/span"
)

// Trace is a reading with the words that it rests on. It is derived after the
// reading from a scan of its own: for each thing that a claim holds it names the
// nearest word that says so. It says which words a claim agrees with, not by which
// steps it came about.
type Trace struct {
	Claims  []ClaimTrace
	Unread  []UnreadTrace
	Periods []PeriodTrace // the period phrases that no claim took
}

// ClaimTrace is a claim with its words.
type ClaimTrace struct {
	Claim  Claim
	Terms  []TraceTerm
	Period PeriodTrace // no span: the claim took none
}

// UnreadTrace is an unread figure with the words that made it so, if words did.
type UnreadTrace struct {
	Unread Unread
	Terms  []TraceTerm
}

// PeriodTrace is a period phrase with its tokens and the days it was bound to,
// most plausible first.
type PeriodTrace struct {
	Span   span.Span
	Tokens []TraceTerm
	Days   []period.Range
}

// TraceTerm is a term of the scan at a place of the text. Class is the table of
// the pack that it stands in, or "digits", "code", "name" and "when" (a period
// phrase) for what no table lists.
type TraceTerm struct {
	Class  string
	ID     string
	Span   span.Span
	Before bool // it stands in an earlier sentence than its claim
}

// tables are the packs' tables by the class of their words.
var tables = map[lexicon.Class]string{
	lexicon.Measure: "measure", lexicon.Segment: "segment", lexicon.Other: "other", lexicon.Entity: "entity", lexicon.Anaphor: "anaphor",
	lexicon.Direction: "direction", lexicon.Multiple: "multiple", lexicon.Base: "base", lexicon.HedgeBefore: "hedge_before",
	lexicon.HedgeAfter: "hedge_after", lexicon.Period: "period", lexicon.Number: "number", lexicon.Fraction: "fraction",
	lexicon.Scale: "scale", lexicon.Unit: "unit", lexicon.Cue: "cue", lexicon.Link: "link", lexicon.Unread: "unread", lexicon.Plain: "plain",
}

// tracer traces one article that its Reader has read.
type tracer struct {
	Reader
	trace  Trace
	claims []Claim
	unread []Unread
	seen   []TraceTerm // measures, segments and names of the sentences before
	notes  []string    // of seen
}

// Explain reads a text as Reader.Read does and traces what it read.
func Explain(text string, opt Options) Trace {
	var t tracer
	t.claims, t.unread = t.Read(text, opt)
	t.disc, t.current = discourse{main: t.disc.main}, nil
	for i, p := range opt.Paragraphs {
		t.language(i)
		if t.skipped(p) {
			t.rest(p, nil)
			continue
		}
		for _, s := range t.scan.Sentences(nil, p.Start, p.End) {
			t.scan.Atomize(s.Start, s.End)
			t.st.load(&t.scan, s)
			t.sentence(s)
		}
	}
	return t.trace
}

// Move gives every place of the trace by a function, such as from one form of the
// text to another.
func (t *Trace) Move(to func(span.Span) span.Span) {
	terms := func(list []TraceTerm) {
		for i := range list {
			list[i].Span = to(list[i].Span)
		}
	}
	phrase := func(p *PeriodTrace) {
		if p.Span != (span.Span{}) {
			p.Span = to(p.Span)
		}
		terms(p.Tokens)
	}
	for i := range t.Claims {
		c := &t.Claims[i]
		c.Claim.Span, c.Claim.Sentence = to(c.Claim.Span), to(c.Claim.Sentence)
		terms(c.Terms)
		phrase(&c.Period)
	}
	for i := range t.Unread {
		t.Unread[i].Unread.Span = to(t.Unread[i].Unread.Span)
		terms(t.Unread[i].Terms)
	}
	for i := range t.Periods {
		phrase(&t.Periods[i])
	}
}

// sentence traces the sentence that is loaded.
func (t *tracer) sentence(s span.Span) {
	st := &t.st
	taken := make([]bool, len(st.whens))
	for i := range t.claims {
		if c := &t.claims[i]; s.Start <= c.Span.Start && c.Span.Start < s.End {
			t.trace.Claims = append(t.trace.Claims, t.claim(c, taken))
		}
	}
	t.rest(s, st.whens)
	for i := range st.whens {
		if taken[i] {
			continue
		}
		p := t.phrase(&st.whens[i])
		if b, ok := t.bind(&st.whens[i], t.disc.main.ID, false); ok {
			p.Days = append([]period.Range{b.r}, b.alt...)
		}
		t.trace.Periods = append(t.trace.Periods, p)
	}
	for i := range st.ms {
		switch m := &st.ms[i]; m.class {
		case lexicon.Measure, lexicon.Segment, lexicon.Entity:
			t.seen, t.notes = append(t.seen, t.mention(m)), append(t.notes, m.note)
		}
	}
}

// rest traces the unread figures of a place.
func (t *tracer) rest(s span.Span, whens []lang.When) {
	for _, u := range t.unread {
		if u.Span.Start < s.Start || u.Span.Start >= s.End {
			continue
		}
		x := UnreadTrace{Unread: u}
		for i := range whens {
			if w := &whens[i]; u.Reason == "date" && int(w.Start) <= u.Span.Start && u.Span.End <= int(w.End) {
				x.Terms = []TraceTerm{{"when", "", span.Span{Start: int(w.Start), End: int(w.End)}, false}}
			}
		}
		if whens != nil || u.Reason != "date" {
			x.Terms = append(x.Terms, t.reasons(u)...)
		}
		t.trace.Unread = append(t.trace.Unread, x)
	}
}

// besideUnreadBytes is how far from a figure a word stands that makes it unread.
const besideUnreadBytes = 40

// reasons are the words in and beside an unread figure whose id is its reason.
func (t *tracer) reasons(u Unread) (out []TraceTerm) {
	for i := range t.st.atoms {
		a := &t.st.atoms[i]
		if int(a.End) < u.Span.Start-besideUnreadBytes || int(a.Start) > u.Span.End+besideUnreadBytes {
			continue
		}
		for _, term := range a.Terms.Senses() {
			if term.Class == lexicon.Unread && term.ID == u.Reason || term.Class == lexicon.Unit && term.ID == "x:"+u.Reason {
				out = append(out, t.term(a, term))
			}
		}
	}
	return out
}

// phrase is a period phrase by its tokens.
func (t *tracer) phrase(w *lang.When) PeriodTrace {
	p := PeriodTrace{Span: span.Span{Start: int(w.Start), End: int(w.End)}}
	for i := w.First; i <= w.Last; i++ {
		a := &t.st.atoms[i]
		p.Tokens = append(p.Tokens, t.terms(a, lexicon.Period, lexicon.Number)...)
		switch {
		case a.Kind == lang.Numeral:
			p.Tokens = append(p.Tokens, t.plain(a, "digits"))
		case a.Kind == lang.Word && a.Terms == nil && hasDigit(t.text[a.Start:a.End]):
			p.Tokens = append(p.Tokens, t.plain(a, "code"))
		}
	}
	return p
}

// claim traces one claim of the sentence that is loaded, and marks the phrase
// that it took.
func (t *tracer) claim(c *Claim, taken []bool) ClaimTrace {
	st := &t.st
	x := ClaimTrace{Claim: *c}
	at, last := t.figure(c, &x)
	if m := t.nearest(at, func(m *mention) bool {
		return m.class == lexicon.Link && m.last < at && at-m.last <= 2 && st.linkBefore(at, m.sense)
	}); m != nil {
		x.Terms = append(x.Terms, t.mention(m))
	}
	t.measure(c, at, &x)
	t.moves(c, at, last, &x)
	for _, p := range c.Entities {
		t.party(p, at, &x)
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Cue && (c.Modality == Forecast && (m.id == "forecast" || m.id == "guidance" || m.id == "condition") || c.With != "" && m.id == "with:"+c.With) {
			x.Terms = append(x.Terms, t.mention(m))
		}
	}
	best := -1
	for i := range st.whens {
		w := &st.whens[i]
		if t.text[w.Start:w.End] == c.Label && (best < 0 || st.cost(w.First, at) < st.cost(st.whens[best].First, at)) {
			best = i
		}
	}
	if best >= 0 {
		taken[best] = true
		x.Period = t.phrase(&st.whens[best])
	}
	if c.Period.Known() {
		x.Period.Days = []period.Range{c.Period}
	}
	for i := range c.Readings {
		if p := c.Readings[i].Period; p.Known() && !slices.Contains(x.Period.Days, p) {
			x.Period.Days = append(x.Period.Days, p)
		}
	}
	return x
}

// figure adds the words of the claim's figure, and gives its atoms; those of an
// equality are all its words.
func (t *tracer) figure(c *Claim, x *ClaimTrace) (first, last int) {
	st := &t.st
	first = -1
	for i := range st.atoms {
		a := &st.atoms[i]
		if int(a.End) <= c.Span.Start || int(a.Start) >= c.Span.End {
			continue
		}
		if last = i; first < 0 {
			first = i
		}
		terms := t.terms(a, lexicon.HedgeBefore, lexicon.HedgeAfter, lexicon.Number, lexicon.Fraction, lexicon.Multiple, lexicon.Scale, lexicon.Unit)
		switch {
		case c.Kind == Equality:
		case a.Kind == lang.Numeral:
			x.Terms = append(x.Terms, t.plain(a, "digits"))
		case len(terms) == 0 && a.Kind == lang.Word && a.Terms == nil && !st.glue(a):
			x.Terms = append(x.Terms, t.plain(a, "number"))
		default:
			x.Terms = append(x.Terms, terms...)
		}
	}
	return max(first, 0), last
}

// measure adds the words for the measure and the part of the business: of both
// measures for a ratio.
func (t *tracer) measure(c *Claim, at int, x *ClaimTrace) {
	sides := []string{c.Metric}
	if whole := func(m *mention) bool { return m.class == lexicon.Measure && m.id == c.Metric }; t.nearest(at, whole) == nil {
		sides = strings.Split(c.Metric, " / ")
	}
	for _, side := range sides {
		segment := ""
		fits := func(class, id string) bool {
			if class == "other" {
				return c.Open && id == side
			}
			id = cmp.Or(map[string]string{"loss": "net income", "operating loss": "operating income"}[id], id)
			return class == "measure" && (id == side || strings.HasSuffix(side, " "+id) || id == "net income" && strings.HasSuffix(side, " operating income") || id == anyMargin && len(sides) == 2)
		}
		if m := t.found(at, x, func(class, id, _ string) bool { return fits(class, id) }); m != "" {
			segment = strings.TrimSuffix(side, " "+m)
		}
		for _, base := range []string{" revenue", " operating income"} {
			segment = strings.TrimSuffix(segment, base)
		}
		if segment == "" {
			for _, base := range []string{" revenue", " operating income"} {
				if s, ok := strings.CutSuffix(side, base); ok {
					segment = s
				}
			}
		}
		if segment == "" || segment == side {
			continue
		}
		t.found(at, x, func(class, id, note string) bool {
			if class == "entity" {
				return note == "unit:"+segment
			}
			return class == "segment" && (id == segment || len(c.Entities) > 0 && t.names.Alias(c.Entities[0].ID, id) == segment)
		})
	}
}

// found adds the nearest term that fits, in the sentence or before it, and gives
// its id.
func (t *tracer) found(at int, x *ClaimTrace, fits func(class, id, note string) bool) string {
	if m := t.nearest(at, func(m *mention) bool { return fits(tables[m.class], m.id, m.note) }); m != nil {
		if m := t.mention(m); !slices.Contains(x.Terms, m) {
			x.Terms = append(x.Terms, m)
		}
		return m.id
	}
	for i := len(t.seen) - 1; i >= 0; i-- {
		if s := t.seen[i]; fits(s.Class, s.ID, t.notes[i]) {
			if s.Before = true; !slices.Contains(x.Terms, s) {
				x.Terms = append(x.Terms, s)
			}
			return s.ID
		}
	}
	return ""
}

// nearBase is how far behind a level the words are that say it is an earlier one.
const nearBase = 6

// moves adds the words for the direction of a change and for what it is measured
// from; an earlier level has such words too.
func (t *tracer) moves(c *Claim, at, last int, x *ClaimTrace) {
	st := &t.st
	if c.Kind == Change {
		down := c.Sign < 0
		if m := t.nearest(at, func(m *mention) bool {
			return m.class == lexicon.Direction && st.at[m.at].strong == st.at[at].strong && (m.id == "down" || m.id == "worse") == down
		}); m != nil {
			x.Terms = append(x.Terms, t.mention(m))
		}
	}
	earlier := st.linkBefore(at, linkFrom|linkVersus|linkAfter) // "to $15.3bn, from $9.9bn a year earlier"
	if m := t.nearest(at, func(m *mention) bool {
		if m.class != lexicon.Base {
			return false
		}
		if c.Base != "" {
			return m.id == c.Base
		}
		return c.Kind == Level && m.at > last && (earlier || st.figuresBetween(last, m.at) == 0 && st.cost(last, m.at) <= nearBase)
	}); m != nil {
		x.Terms = append(x.Terms, t.mention(m))
	}
}

// party adds the word that names whom the claim speaks of, and the word of the
// sentence that points back at it.
func (t *tracer) party(p Party, at int, x *ClaimTrace) {
	st := &t.st
	named := func(m *mention) bool {
		return m.class == lexicon.Entity && entity.ID(m.id) == p.ID && !strings.HasPrefix(m.note, "unit:") && m.note != "person"
	}
	if m := t.nearest(at, named); m != nil && p.ID != "" {
		x.Terms = append(x.Terms, t.mention(m))
		return
	}
	if m := t.nearest(at, func(m *mention) bool { return m.class == lexicon.Entity && m.id != "" && entity.ID(m.id) == p.ID }); m != nil {
		x.Terms = append(x.Terms, t.mention(m))
		return
	}
	if in := st.span.Of(t.text); p.Name != "" && strings.Contains(in, p.Name) { // a name that no lexicon has
		start := st.span.Start + strings.Index(in, p.Name)
		x.Terms = append(x.Terms, TraceTerm{"name", string(p.ID), span.Span{Start: start, End: start + len(p.Name)}, false})
		return
	}
	if m := t.nearest(at, func(m *mention) bool { return m.class == lexicon.Anaphor && m.id == "company" }); m != nil {
		x.Terms = append(x.Terms, t.mention(m))
	}
	for i := len(t.seen) - 1; i >= 0; i-- {
		if s := t.seen[i]; s.Class == "entity" && entity.ID(s.ID) == p.ID {
			s.Before = true
			x.Terms = append(x.Terms, s)
			return
		}
	}
}

// nearest is the mention that fits and is nearest to an atom, or nil.
func (t *tracer) nearest(at int, fits func(m *mention) bool) *mention {
	var best *mention
	for i := range t.st.ms {
		if m := &t.st.ms[i]; m.class < figureMention && fits(m) && (best == nil || t.st.cost(m.at, at) < t.st.cost(best.at, at)) {
			best = m
		}
	}
	return best
}

func (t *tracer) mention(m *mention) TraceTerm {
	return TraceTerm{tables[m.class], m.id, span.Span{Start: int(m.start), End: int(m.end)}, false}
}

// terms are the terms of an atom that are of one of the classes.
func (t *tracer) terms(a *lang.Atom, classes ...lexicon.Class) (out []TraceTerm) {
	for _, term := range a.Terms.Senses() {
		if slices.Contains(classes, term.Class) {
			out = append(out, t.term(a, term))
		}
	}
	return out
}

func (t *tracer) term(a *lang.Atom, s *lexicon.Sense) TraceTerm {
	return TraceTerm{tables[s.Class], s.ID, span.Span{Start: int(a.Start), End: int(a.End)}, false}
}

func (t *tracer) plain(a *lang.Atom, class string) TraceTerm {
	return TraceTerm{class, "", span.Span{Start: int(a.Start), End: int(a.End)}, false}
}
