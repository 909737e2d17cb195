package report

import (
	"strconv"
	"strings"

	"assay/message"
)

// column is what a table of claims has of each.
type column struct {
	name  string          // in CSV; never changed
	head  message.Message // above the column of a workbook
	kind  cellKind
	width int // in a workbook, in characters; 0 is for what it shows elsewhere
	of    func(words, *Claim) string
}

// cellKind tells how a cell is written.
type cellKind int

const (
	textCell    cellKind = iota
	wrapCell             // text over several lines
	measureCell          // the id of a measure
	numberCell           // a decimal, or nothing
	dateCell             // 2024-08-03, or nothing
	outcomeCell          // in the colour of the outcome
	filingCell           // an accession number, which leads to the filing
)

// claimColumns are the columns of a claim, in their order: what was written, what it was
// read as, what it is, and the filings. Ids, measures, units and outcomes are named as
// the contract names them, so that a program may ask for them; sentences are in the
// report's language, corrections in the article's.
func claimColumns() []column {
	var out []column
	for _, part := range [...][]column{writtenColumns(), readColumns(), foundColumns(), filedColumns()} {
		out = append(out, part...)
	}
	return out
}

func writtenColumns() []column {
	return []column{
		{"id", message.Say("id"), textCell, 7, func(_ words, c *Claim) string { return c.ID }},
		{"start", "", numberCell, 0, func(_ words, c *Claim) string { return strconv.Itoa(c.Start) }},
		{"end", "", numberCell, 0, func(_ words, c *Claim) string { return strconv.Itoa(c.End) }},
		{"outcome", message.Say("outcome"), outcomeCell, 16, func(_ words, c *Claim) string { return c.Outcome }},
		{"outcome_at_publication", message.Say("at publication"), outcomeCell, 16, func(_ words, c *Claim) string { return earlier(c).Outcome }},
		{"text", message.Say("figure"), wrapCell, 20, func(_ words, c *Claim) string { return c.Text }},
		{"sentence", message.Say("sentence"), wrapCell, 60, func(_ words, c *Claim) string { return c.Sentence }},
	}
}

func readColumns() []column {
	return []column{
		{"entity_ids", "", textCell, 0, func(_ words, c *Claim) string { return list(c.Entities, func(p Party) string { return p.ID }) }},
		{"entities", message.Say("company or index"), wrapCell, 20, func(_ words, c *Claim) string { return list(c.Entities, func(p Party) string { return p.Name }) }},
		{"metric", message.Say("measure"), measureCell, 20, func(_ words, c *Claim) string { return c.Metric }},
		{"kind", message.Say("kind"), textCell, 10, func(_ words, c *Claim) string { return c.Kind }},
		{"low", message.Say("at least"), numberCell, 18, func(_ words, c *Claim) string { return said(c.Value.Low) }},
		{"high", message.Say("at most"), numberCell, 18, func(_ words, c *Claim) string { return said(c.Value.High) }},
		{"written", message.Say("as written"), numberCell, 18, func(_ words, c *Claim) string { return said(c.Value.Written) }},
		{"unit", message.Say("unit"), textCell, 11, func(_ words, c *Claim) string { return c.Value.Unit }},
		{"hedge", message.Say("hedge"), textCell, 9, func(_ words, c *Claim) string { return c.Value.Hedge }},
		{"period_start", message.Say("period from"), dateCell, 12, func(_ words, c *Claim) string { return periodOf(c).Start }},
		{"period_end", message.Say("period to"), dateCell, 12, func(_ words, c *Claim) string { return periodOf(c).End }},
		{"base", message.Say("measured against"), textCell, 14, func(_ words, c *Claim) string { return said(c.Base) }},
		{"modality", message.Say("modality"), textCell, 10, func(_ words, c *Claim) string { return c.Modality }},
		{"holder", message.Say("forecast by"), wrapCell, 20, func(_ words, c *Claim) string { return holderOf(c) }},
	}
}

func foundColumns() []column {
	return []column{
		{"actual", message.Say("true value"), numberCell, 18, func(_ words, c *Claim) string { return said(nowOf(c).Actual) }},
		{"actual_unit", message.Say("unit of the true value"), textCell, 11, func(_ words, c *Claim) string { return actualUnit(c) }},
		{"arithmetic", message.Say("arithmetic"), wrapCell, 45, func(w words, c *Claim) string { return w.shownReading(c) }},
		{"near_miss", message.Say("kind of near miss"), textCell, 11, func(_ words, c *Claim) string { return missOf(c).Kind }},
		{"near_miss_says", message.Say("near miss"), wrapCell, 35, func(w words, c *Claim) string { return w.Say(missOf(c).Says) }},
		{"near_miss_actual", "", textCell, 0, func(_ words, c *Claim) string { return missOf(c).Actual }},
		{"correction", message.Say("would be right"), wrapCell, 60, func(_ words, c *Claim) string { return correctionOf(c).Text }},
		{"correction_value", message.Say("true value, as precise as written"), numberCell, 18, func(_ words, c *Claim) string { return correctionOf(c).Value }},
		{"correction_unit", "", textCell, 0, func(_ words, c *Claim) string { return correctionOf(c).Unit }},
		{"due", message.Say("due"), dateCell, 12, func(_ words, c *Claim) string { return nowOf(c).Due }},
		{"missing", message.Say("missing"), wrapCell, 35, func(w words, c *Claim) string { return w.missing(nowOf(c)) }},
		{"notes", message.Say("note"), wrapCell, 35, func(w words, c *Claim) string { return list(nowOf(c).Notes, w.Say) }},
	}
}

func filedColumns() []column {
	return []column{
		{"accession", message.Say("accession number"), filingCell, 22, func(_ words, c *Claim) string { return ofFilings(c, func(f Fact) string { return f.Accession }) }},
		{"form", message.Say("form"), textCell, 8, func(_ words, c *Claim) string { return ofFilings(c, func(f Fact) string { return f.Form }) }},
		{"filed", message.Say("filed on"), textCell, 12, func(_ words, c *Claim) string { return ofFilings(c, func(f Fact) string { return f.Filed }) }},
		{"url", "", textCell, 0, func(_ words, c *Claim) string { return ofFilings(c, func(f Fact) string { return f.URL }) }},
		{"concept", message.Say("concept"), wrapCell, 30, func(_ words, c *Claim) string { return list(c.Facts, func(f Fact) string { return f.Concept }) }},
	}
}

// list joins what several items say: each once, those that say nothing left out.
func list[T any](items []T, says func(T) string) string {
	var out []string
	seen := map[string]bool{}
	for _, it := range items {
		if s := says(it); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

// ofFilings says something of each filing of a claim: one item a filing in all columns that
// speak of them, even if two say the same.
func ofFilings(c *Claim, says func(Fact) string) string {
	var out []string
	some := false
	for _, f := range filed(c) {
		s := says(f)
		out = append(out, s)
		some = some || s != ""
	}
	if !some {
		return ""
	}
	return strings.Join(out, "; ")
}

// filed are the facts of a claim, one a filing.
func filed(c *Claim) []Fact {
	var out []Fact
	seen := map[string]bool{}
	for _, f := range c.Facts {
		if !seen[f.Accession] {
			seen[f.Accession] = true
			out = append(out, f)
		}
	}
	return out
}

// The parts of a claim that may be absent are zero values then.

func said(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func nowOf(c *Claim) At        { return orZero(c.Now) }
func earlier(c *Claim) At      { return orZero(c.AtPublication) }
func periodOf(c *Claim) Period { return orZero(c.Period) }
func correctionOf(c *Claim) Correction {
	return orZero(c.Correction)
}

func missOf(c *Claim) Miss { return orZero(nowOf(c).NearMiss) }

func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func actualUnit(c *Claim) string {
	if nowOf(c).Actual == nil {
		return ""
	}
	return c.Now.Unit
}

// holderOf is who holds a forecast: "Jane Roe, Example Bank".
func holderOf(c *Claim) string {
	h := orZero(c.Holder)
	if h.Name == "" || h.Org == "" {
		return h.Name + h.Org
	}
	return h.Name + ", " + h.Org
}

// shownReading is how the value that a verdict shows was made, or "".
func (w words) shownReading(c *Claim) string {
	if c.Now == nil || c.Now.Actual == nil {
		return ""
	}
	r := deciding(c.Now)
	if r == nil {
		return ""
	}
	return w.reading(r, c.Now.Unit)
}
