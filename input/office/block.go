package office

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/article"
	"assay/input/container"
	"assay/message"
	"assay/span"
)

// block is a paragraph, or a table where rows is not nil.
type block struct {
	text  string
	style string // its name in lower case, the same in all languages: "heading 1"
	rows  [][]cell
}

// cell is a cell of a table: what stands in it, and the columns that it spans.
type cell struct {
	blocks []block
	text   string // in one line, once the table proves to be one of figures
	head   bool
	cols   int
}

// story collects what a document shows, in its order.
type story struct {
	blocks []block
	size   int            // bytes of text
	cells  int            // of tables
	langs  map[string]int // bytes of text in each language that the document declares
	counts struct{ deleted, inserted, hidden, embedded, symbols int }
}

// maxCells bounds the cells of all tables in a document.
const maxCells = 1 << 20

// cell counts a cell that stands n times with its text of so many bytes.
func (s *story) cell(n, bytes int) error {
	s.size += (n - 1) * bytes
	if s.cells += n; s.cells > maxCells || s.size > article.MaxBytes {
		return fmt.Errorf("%w (more than %d cells, or %d bytes in them)", container.ErrTooLarge, maxCells, article.MaxBytes)
	}
	return nil
}

// add appends a paragraph, if anything stands in it.
func (s *story) add(to *[]block, text, style string) error {
	if text = clean(text); text == "" {
		return nil
	}
	if s.size += len(text); s.size > article.MaxBytes {
		return fmt.Errorf("%w (more than %d bytes)", article.ErrTooLong, article.MaxBytes)
	}
	*to = append(*to, block{text: text, style: style})
	return nil
}

// clean takes out marks that only say where a line may break, and space at the ends.
func clean(text string) string {
	const breaks = "\u00ad\u200b\u2060\ufeff"
	if strings.ContainsAny(text, breaks) {
		text = strings.Map(func(r rune) rune {
			if strings.ContainsRune(breaks, r) {
				return -1
			}
			return r
		}, text)
	}
	return strings.TrimSpace(text)
}

// lang is the language of most of the text, "" where none is declared.
func (s *story) lang() string {
	best := ""
	for tag, n := range s.langs {
		if n > s.langs[best] || n == s.langs[best] && tag < best {
			best = tag
		}
	}
	return best
}

// notes say what was left out.
func (s *story) notes() []span.Note {
	var out []span.Note
	say := func(n int, code string, says message.Message) {
		if n > 0 {
			out = append(out, span.Note{Code: code, Message: says})
		}
	}
	c := &s.counts
	if c.deleted+c.inserted > 0 {
		out = append(out, span.Note{Code: "tracked changes", Message: message.Say("the document has tracked changes; it was read as if they were accepted: %d deletions left out, %d insertions kept", message.Number(c.deleted), message.Number(c.inserted))})
	}
	say(c.hidden, "hidden text", message.Say("%d hidden passages were left out", message.Number(c.hidden)))
	say(c.embedded, "embedded documents", message.Say("%d embedded documents were not read", message.Number(c.embedded)))
	say(c.symbols, "unknown symbols", message.Say("%d signs of symbol fonts are not known and were left out", message.Number(c.symbols)))
	return out
}

// writer sets the blocks one under the other: paragraphs with a blank line between, a
// table as a line a row.
type writer struct {
	b strings.Builder
	c article.Content
}

// write makes the content. title is what the document's properties say, "" for nothing.
func (s *story) write(title string) article.Content {
	w := &writer{c: article.Content{Paragraphs: []span.Span{}, Lang: s.lang(), Notes: s.notes()}}
	blocks := flatten(s.blocks)
	at := titleOf(blocks, title)
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.rows != nil:
			w.table(b.rows, i > 0 && i-1 != at && isCaption(&blocks[i-1]))
		case i == at:
			w.c.Title = w.paragraph(b.text)
		case strings.HasPrefix(b.style, "toc "):
			w.c.Skip = append(w.c.Skip, w.paragraph(b.text))
		default:
			w.paragraph(b.text)
		}
	}
	w.c.Text = w.b.String()
	return w.c
}

// titleLines is how many blocks at the top may hold the title.
const titleLines = 10

// titleOf is the block of the title: of the style for titles, what the properties name,
// or a first heading; -1: none.
func titleOf(blocks []block, title string) int {
	top := blocks[:min(len(blocks), titleLines)]
	is := func(want func(*block) bool) int {
		return slices.IndexFunc(top, func(b block) bool { return b.rows == nil && want(&b) })
	}
	if i := is(func(b *block) bool { return b.style == "title" }); i >= 0 {
		return i
	}
	if i := is(func(b *block) bool { return title != "" && b.text == title }); i >= 0 {
		return i
	}
	return is(func(b *block) bool { return b.style == "heading 1" })
}

// captionRunes is the longest line before a table that can be its title.
const captionRunes = 120

// isCaption reports whether a paragraph before a table is its title: of the style for
// captions, or short and no sentence.
func isCaption(b *block) bool {
	if b.rows != nil || b.style == "caption" {
		return b.rows == nil
	}
	last, _ := utf8.DecodeLastRuneInString(b.text)
	return utf8.RuneCountInString(b.text) <= captionRunes && !strings.ContainsRune(".!?。", last) && !strings.Contains(b.text, "\n")
}

func (w *writer) gap() {
	if w.b.Len() > 0 {
		w.b.WriteString("\n\n")
	}
}

func (w *writer) put(text string) span.Span {
	start := w.b.Len()
	w.b.WriteString(text)
	return span.Span{Start: start, End: w.b.Len()}
}

func (w *writer) paragraph(text string) span.Span {
	w.gap()
	at := w.put(text)
	w.c.Paragraphs = append(w.c.Paragraphs, at)
	return at
}

// table writes a table. Its caption is a first row that holds nothing else, or the
// paragraph before it where captioned is set.
func (w *writer) table(rows [][]cell, captioned bool) {
	t := article.Table{}
	if captioned {
		t.Caption = w.c.Paragraphs[len(w.c.Paragraphs)-1]
	}
	w.gap()
	t.Start = w.b.Len()
	for r, row := range rows {
		if r > 0 {
			w.b.WriteByte('\n')
		}
		cells := make([]article.Cell, len(row))
		for i := range row {
			if i > 0 {
				w.b.WriteString(" | ")
			}
			cells[i] = article.Cell{Span: w.put(row[i].text), Head: row[i].head, Cols: row[i].cols}
		}
		t.Rows = append(t.Rows, cells)
	}
	t.End = w.b.Len()
	if isTitleRow(rows[0]) {
		t.Caption = t.Rows[0][0].Span
	}
	w.c.Tables = append(w.c.Tables, t)
}
