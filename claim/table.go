package claim

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"assay/article"
	"assay/lang"
	"assay/message"
	"assay/span"
)

// A table says in its headings what a sentence says in its words: a cell's row, its
// column, the section that it stands in, and the table's caption each give some of
// company, measure, period and unit. What none of them gives, the text before does;
// what two of them give differently, nobody can tell, and the cell is unread.

// table reads the claims of the cells of a table, which stands behind a paragraph.
func (r *Reader) table(t *article.Table, behind span.Span) {
	g := newGrid(t)
	if g.caption.Len() == 0 {
		g.caption = r.captionOf(behind)
	}
	h := r.headings(g)
	for i := range g.rows {
		row := &g.rows[i]
		for k := range row.cells {
			c := &row.cells[k]
			switch {
			case c.Len() == 0:
			case c.heads:
				r.skip(c.Span, "table heading")
			default:
				r.cell(row, c, h)
			}
		}
	}
}

// captionRunes is the longest paragraph before a table that can be its caption.
const captionRunes = 120

// captionOf is the paragraph right before a table, if it is short and no sentence.
func (r *Reader) captionOf(before span.Span) span.Span {
	text := strings.TrimSpace(before.Of(r.text))
	if c, _ := utf8.DecodeLastRuneInString(text); utf8.RuneCountInString(text) > captionRunes || strings.ContainsRune(".。!?！？।", c) || before == r.opt.Title {
		return span.Span{}
	}
	return before
}

// cell reads one cell that may hold a figure.
func (r *Reader) cell(row *gridRow, c *gridCell, h *headings) {
	r.scan.Atomize(c.Start, c.End)
	r.st.title = false
	r.st.load(&r.scan, c.Span)
	for i := range r.st.whens { // a day in a cell
		w := &r.st.whens[i]
		r.drop(int(w.Start), int(w.End), "date")
	}
	for i := range r.st.figs {
		f := &r.st.figs[i]
		if i > 0 {
			r.drop(int(f.Start), int(f.End), "second figure of a table's cell")
			continue
		}
		r.drafts = append(r.drafts[:0], draft{fig: f})
		d := &r.drafts[0]
		all := h.of(row, c)
		if reason := r.cellDraft(d, &all, h); reason != "" {
			r.drop(int(f.Start), int(f.End), reason)
			continue
		}
		r.finishCell(d, row, all.others)
	}
	r.namesWithDigits()
}

// finishCell makes the claim of a cell. Its sentence is its row.
func (r *Reader) finishCell(d *draft, row *gridRow, others []string) {
	r.placed = r.placed[:0]
	c := r.finish(d, Spoken{})
	c.Cell = true
	c.Sentence = row.Span
	if len(c.Readings) == 0 {
		return
	}
	first := c.Readings[0]
	for _, m := range others {
		x := first
		x.Metric, x.Why = m, message.Say("the heading does not say of which measure")
		c.Readings = append(c.Readings[:len(c.Readings):len(c.Readings)], x)
	}
}

// cellDraft decides what a cell's figure states, from all that stands over and beside it.
func (r *Reader) cellDraft(d *draft, all *heading, h *headings) (reason string) {
	if all.clash != "" {
		return all.clash
	}
	f := d.fig
	if r.inBrackets(f) {
		f.Sign = -1
		if rest := r.text[f.End:r.st.span.End]; f.Unit == "" && strings.ContainsAny(rest, "%％") { // "(15)%"
			f.CountIn("percent", 0)
		}
	}
	if reason := countCell(f, all); reason != "" {
		return reason
	}
	d.parties = all.parties
	if len(d.parties) == 0 && r.disc.main.Name != "" {
		d.parties, d.entityOfDiscourse = r.partyArena.keep(r.disc.main), true
		d.entityGuessed = len(r.disc.recent) > 1
	}
	d.segment, d.baseMetric, d.other, d.part = all.segment, all.measure, all.other, all.unknown
	if d.baseMetric == "" && d.segment != "" && d.other == "" {
		d.baseMetric, d.metricGuessed = "revenue", true // "| Cloud | 12.3 |" in a table of a company's business
	}
	if d.other == "" && all.unknown != "" && d.baseMetric == "" {
		d.other = all.unknown
	}
	switch {
	case f.Unit == "percent" || f.Unit == "pp":
		reason = d.cellPercent(all)
	case isMoney(f):
		reason = d.cellAmount(all)
	case d.other != "":
		d.kind, d.unit = Count, "count"
	default:
		reason = "number without a unit"
	}
	if reason != "" {
		return reason
	}
	r.compose(d)
	h.period(r, d, all)
	if !d.bound.known() && d.other == "" {
		return "no period is said"
	}
	return ""
}

// inBrackets reports whether accounting's brackets make the figure negative: "(1,234)",
// "$(1.2)"; nothing else stands in the cell.
func (r *Reader) inBrackets(f *lang.Figure) bool {
	before := r.text[r.st.span.Start:f.Start]
	after := strings.TrimSpace(r.text[f.End:r.st.span.End])
	open := strings.TrimLeft(strings.TrimSpace(before), "$€£¥ ")
	return (open == "(" || open == "（") && (strings.HasPrefix(after, ")") || strings.HasPrefix(after, "）")) ||
		strings.HasPrefix(strings.TrimSpace(before), "△") || strings.HasPrefix(strings.TrimSpace(before), "▲")
}

// countCell gives a bare number the unit of its headings.
func countCell(f *lang.Figure, all *heading) string {
	switch {
	case f.Odd, strings.HasPrefix(f.Unit, "x:"):
		return "number of no known form"
	case f.Unit == "percent" || f.Unit == "pp" || f.Unit == "times":
		return ""
	case perShare(all.measure):
		if f.Unit == "" {
			f.Unit = cmp.Or(all.currency, "USD")
		}
		return ""
	case f.Scaled || isMoney(f) && f.Unit != "" && all.scale == 0:
		return ""
	case all.percent && (all.change || plainRatio(all.measure) || all.whole != ""):
		f.CountIn("percent", 0)
		return ""
	case all.points:
		f.CountIn("pp", 0)
		return ""
	case all.scaled:
		f.CountIn(cmp.Or(currencyOf(f), all.currency, "USD"), all.scale)
		return ""
	}
	return ""
}

func currencyOf(f *lang.Figure) string {
	if lang.Currency(f.Unit) {
		return f.Unit
	}
	return ""
}

// cellPercent reads a percentage: a margin, a share of a whole, or a change.
func (d *draft) cellPercent(all *heading) string {
	d.unit = d.fig.Unit
	if d.fig.Sign < 0 {
		d.sign = -1
	}
	switch {
	case all.whole != "" && d.baseMetric != "" && !plainRatio(d.baseMetric):
		d.kind, d.metric = Ratio, joinSegment(d.segment, d.baseMetric)+" / "+all.whole
	case plainRatio(d.baseMetric) && !all.change:
		d.kind = Ratio
	case all.change && (d.baseMetric != "" || d.other != ""):
		d.kind, d.base, d.baseSaid = Change, cmp.Or(all.base, "yoy"), all.base != ""
	default:
		return "percentage of no known kind"
	}
	return ""
}

// cellAmount reads an amount: a level, or where the headings say so a change.
func (d *draft) cellAmount(all *heading) string {
	f := d.fig
	d.kind, d.unit = Level, cmp.Or(f.Unit, "USD")
	if f.Sign < 0 || all.loss {
		d.sign = -1
	}
	if d.baseMetric == "" && d.other == "" {
		return "no measure is said"
	}
	if perShare(d.baseMetric) {
		d.unit += "/share"
	} else if !f.Scaled && small(f) && d.other == "" && d.baseMetric != "price" {
		return "number without a unit"
	}
	if all.change {
		d.kind, d.base, d.baseSaid = Change, cmp.Or(all.base, "yoy"), all.base != ""
	}
	return ""
}

// grid is a table with the columns that its cells stand in.
type grid struct {
	caption span.Span
	rows    []gridRow
	columns int
}

type gridRow struct {
	span.Span
	cells   []gridCell
	heads   bool // it holds nothing but headings of columns
	section bool // its only words head the rows below
}

type gridCell struct {
	article.Cell
	column int
	heads  bool // it names its row, its column, or the rows below
}

// newGrid tells headings from figures: the rows at the top whose cells all are heads, the
// words in front of a row's first figure, and the rows that hold nothing else.
func newGrid(t *article.Table) *grid {
	g := &grid{caption: t.Caption}
	top := true
	for _, cells := range t.Rows {
		row := gridRow{}
		column, filled, heads := 0, 0, 0
		for _, c := range cells {
			row.cells = append(row.cells, gridCell{Cell: c, column: column})
			column += max(c.Cols, 1)
			if c.Len() > 0 {
				if filled++; c.Head {
					heads++
				}
				if row.End == 0 {
					row.Span = c.Span
				}
				row.Span = row.Span.Join(c.Span)
			}
		}
		g.columns = max(g.columns, column)
		g.rows = append(g.rows, row)
		last := &g.rows[len(g.rows)-1]
		switch {
		case filled == 0:
		case top && heads == filled && filled > 1, top && heads == filled && len(g.rows) == 1:
			last.heads = true
			last.markHeads(len(last.cells))
		default:
			top = false
			last.section = filled == 1 && last.cells[0].Len() > 0 && column > 1
			last.markHeads(1)
		}
	}
	return g
}

// markHeads makes headings of the first n cells and of all that are marked as such.
func (row *gridRow) markHeads(n int) {
	for i := range row.cells {
		c := &row.cells[i]
		c.heads = i < n || c.Head
	}
}
