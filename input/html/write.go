package html

import (
	"strings"

	"assay/article"
	"assay/message"
	"assay/span"
)

// writer sets the blocks one under the other: paragraphs with a blank line between, a
// table as a line a row.
type writer struct {
	b strings.Builder
	c article.Content
}

// write makes the text and its spans. The title goes first, once.
func (p *page) write() article.Content {
	w := &writer{}
	if p.title.text != "" {
		w.paragraph(p.title.text)
		w.c.Title = w.c.Paragraphs[0]
	}
	at := make([]span.Span, len(p.blocks))
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case b.table != nil:
			w.table(b.table, p.captionBefore(i), at)
			at[i] = w.c.Tables[len(w.c.Tables)-1].Span
		case i == p.title.block:
			at[i] = w.c.Title
		default:
			at[i] = w.paragraph(b.text)
		}
	}
	w.c.Text = w.b.String()
	p.notes(w, at)
	return w.c
}

// gap parts what follows from what stands before.
func (w *writer) gap() {
	if w.b.Len() > 0 {
		w.b.WriteString("\n\n")
	}
}

func (w *writer) paragraph(text string) span.Span {
	w.gap()
	at := w.put(text)
	w.c.Paragraphs = append(w.c.Paragraphs, at)
	return at
}

func (w *writer) put(text string) span.Span {
	start := w.b.Len()
	w.b.WriteString(text)
	return span.Span{Start: start, End: w.b.Len()}
}

// table writes a table. Its caption is its own, or the block before it, or the row inside
// it that gives the unit.
func (w *writer) table(t *table, before int, at []span.Span) {
	w.gap()
	out := article.Table{Span: span.Span{Start: w.b.Len()}}
	if t.caption != "" {
		out.Caption = w.put(t.caption)
		w.b.WriteByte('\n')
	}
	for r, row := range t.rows {
		if r > 0 {
			w.b.WriteByte('\n')
		}
		out.Rows = append(out.Rows, w.row(row))
	}
	out.End = w.b.Len()
	switch r := t.unitRow(); {
	case t.caption != "" && (before < 0 || unit().MatchString(t.caption)):
	case r >= 0:
		out.Caption = out.Rows[r][firstFilled(t.rows[r])].Span
	case before >= 0:
		out.Caption = at[before]
	}
	w.c.Tables = append(w.c.Tables, out)
}

func (w *writer) row(row []cell) []article.Cell {
	cells := make([]article.Cell, len(row))
	for i, c := range row {
		if i > 0 {
			w.b.WriteString(" | ")
		}
		cells[i] = article.Cell{Span: w.put(c.text), Head: c.head, Cols: c.cols}
	}
	return cells
}

// unitRow is the row at the table's top whose only text gives a unit, -1 without one.
func (t *table) unitRow() int {
	for r, row := range t.rows[:min(len(t.rows), 3)] {
		i := firstFilled(row)
		if i >= 0 && row[i].head && givesUnit(row[i].text) {
			return r
		}
	}
	return -1
}

func firstFilled(row []cell) int { return nextFilled(row, -1) }

// captionBefore is the paragraph right before a table if it gives the table's unit or is
// its heading, else -1.
func (p *page) captionBefore(i int) int {
	if i--; i < 0 || i == p.title.block || !p.isCaption(i) {
		return -1
	}
	return i
}

// notes places what there is to tell. The title is no matter for the extractors.
func (p *page) notes(w *writer, at []span.Span) {
	for _, t := range p.told {
		var s span.Span
		if t.first == p.title.block && t.first >= 0 {
			if t.first++; t.first > t.last {
				continue
			}
		}
		if t.first >= 0 {
			s = at[t.first].Join(at[t.last])
		}
		w.c.Notes = append(w.c.Notes, note(s, t.code, t.message))
	}
	h := p.hidden
	if h.pieces == 0 {
		return
	}
	place := len(w.c.Text)
	if h.first < len(at) {
		place = at[h.first].Start
	}
	m := message.Say("text that readers of the page do not see was left out: pieces %d, characters %d", message.Number(h.pieces), message.Number(h.runes))
	w.c.Notes = append(w.c.Notes, note(span.Span{Start: place, End: place}, "hidden text", m))
}
