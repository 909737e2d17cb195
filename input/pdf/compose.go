package pdf

import (
	"bytes"
	"fmt"
	"strings"

	"assay/article"
	"assay/message"
	"assay/span"
)

// content is the document as one text.
func (d *document) content() (article.Content, error) {
	v := judge(d.pages)
	if err := v.err(); err != nil {
		return article.Content{}, err
	}
	main, turned, slanting := d.rows(v)
	running := dropRunning(main)
	var all []block
	for i := range d.pages {
		for _, r := range regions(main[i], 0) {
			all = append(all, blocks(r, i)...)
		}
		for _, r := range turned[i] {
			all = append(all, blocks(r, i)...)
		}
	}
	c := composer{}
	c.write(flow(all))
	if c.text.Len() == 0 {
		return article.Content{}, ErrNoText
	}
	c.unreadable(v)
	c.note(running, "running heads", message.Say("heads, feet and page numbers on %d pages were left out", message.Number(running)))
	c.note(slanting, "slanted text", message.Say("%d slanted words, such as a watermark's, were left out", message.Number(slanting)))
	c.leftOut(d.header)
	return article.Content{Text: c.text.String(), Title: c.title(d.Title), Lang: d.Lang, Paragraphs: c.paragraphs, Tables: c.tables, Notes: c.notes}, nil
}

// rows are the rows of each page that can be read, those in the direction of most of
// its text apart from those that are turned, and how many words are slanted.
func (d *document) rows(v verdict) (main [][]row, turned [][][]row, slanting int) {
	main, turned = make([][]row, len(d.pages)), make([][][]row, len(d.pages))
	for i, p := range d.pages {
		if !v.readable[i] {
			continue
		}
		byDir := directions(p.Words)
		slanting += len(byDir[slanted])
		most := mainDirection(byDir)
		for dir, ws := range byDir[:slanted] {
			switch {
			case len(ws) == 0:
			case direction(dir) == most:
				main[i] = rows(ws)
			default:
				turned[i] = append(turned[i], rows(ws))
			}
		}
	}
	return main, turned, slanting
}

// directions parts a page's words by how they are turned.
func directions(ws []word) [slanted + 1][]word {
	var out [slanted + 1][]word
	for _, w := range ws {
		out[w.Dir] = append(out[w.Dir], w)
	}
	return out
}

// mainDirection is that of most of the page's text.
func mainDirection(byDir [slanted + 1][]word) direction {
	best, most := upright, 0
	for dir, ws := range byDir[:slanted] {
		n := 0
		for _, w := range ws {
			n += len(w.Text)
		}
		if n > most {
			best, most = direction(dir), n
		}
	}
	return best
}

// composer writes blocks one after the other and keeps where they stand.
type composer struct {
	text       strings.Builder
	paragraphs []span.Span
	sizes      []float64 // of the paragraphs' letters
	pageOf     []int     // of the paragraphs
	pageStart  []int     // where the pages begin in the text, one without text where the next does
	tables     []article.Table
	notes      []span.Note
}

func (c *composer) write(all []block) {
	for _, b := range all {
		if b.table == nil && len(bytes.TrimSpace(b.text)) == 0 {
			continue
		}
		if c.text.Len() > 0 {
			c.text.WriteString("\n\n")
		}
		for len(c.pageStart) <= b.page {
			c.pageStart = append(c.pageStart, c.text.Len())
		}
		if b.table != nil {
			c.tables = append(c.tables, c.table(b.table))
			continue
		}
		start := c.text.Len()
		c.text.Write(b.text)
		c.paragraphs = append(c.paragraphs, span.Span{Start: start, End: c.text.Len()})
		c.sizes = append(c.sizes, b.size)
		c.pageOf = append(c.pageOf, b.page)
	}
}

// captionBytes is the longest paragraph that can be a table's title.
const captionBytes = 160

// table writes a table, a line a row. Its caption is the short paragraph before it.
func (c *composer) table(g *grid) article.Table {
	t := article.Table{Span: span.Span{Start: c.text.Len()}}
	if n := len(c.paragraphs); n > 0 {
		p := c.paragraphs[n-1]
		if p.End+2 == t.Start && p.Len() <= captionBytes && !strings.HasSuffix(c.text.String()[p.Start:p.End], ".") {
			t.Caption = p
		}
	}
	for i, r := range g.rows {
		if i > 0 {
			c.text.WriteByte('\n')
		}
		cells := make([]article.Cell, len(r))
		for k, cell := range r {
			if k > 0 {
				c.text.WriteString(" | ")
			}
			start := c.text.Len()
			c.text.WriteString(cell.text)
			cells[k] = article.Cell{Span: span.Span{Start: start, End: c.text.Len()}, Head: cell.head, Cols: cell.cols}
		}
		t.Rows = append(t.Rows, cells)
	}
	t.End = c.text.Len()
	return t
}

// note adds a note on the whole text if there is something to count.
func (c *composer) note(n int, code string, m message.Message) {
	if n > 0 {
		c.notes = append(c.notes, span.Note{Code: code, Message: m})
	}
}

// unreadable notes each page that could not be read, where it would stand.
func (c *composer) unreadable(v verdict) {
	for i, p := range v.faults {
		if p == fine {
			continue
		}
		at := c.text.Len()
		if i < len(c.pageStart) {
			at = c.pageStart[i]
		}
		c.notes = append(c.notes, span.Note{Span: span.Span{Start: at, End: at}, Code: p.code(), Message: p.says(i + 1)})
	}
	if v.replaced > 0 {
		c.notes = append(c.notes, span.Note{Code: "unmapped characters", Message: message.Say("%d characters that the PDF does not name were replaced", message.Number(v.replaced))})
	}
}

// leftOut notes what the file holds beside its pages.
func (c *composer) leftOut(h header) {
	c.note(h.Attached, "attached files", message.Say("%d files attached to the PDF were not read", message.Number(h.Attached)))
	if h.Form {
		c.note(1, "form fields", message.Say("the PDF has form fields; what is filled in was not read"))
	}
	if h.Repaired {
		c.note(1, "repaired", message.Say("the PDF's table of contents was damaged and built anew; pages may be missing"))
	}
}

// Where a title is looked for.
const (
	titleBytes = 400  // the longest
	titleSize  = 1.15 // how much larger than most text it is set, at least
)

// title is the file's own title where the first page shows it, else the largest line
// of the first page, else nothing.
func (c *composer) title(declared string) span.Span {
	text := c.text.String()
	want := squeeze(declared)
	var best span.Span
	largest := c.bodySize() * titleSize
	for i, p := range c.paragraphs {
		if c.pageOf[i] > 0 {
			break
		}
		line := text[p.Start:p.End]
		if got := squeeze(line); len(want) > 3 && len(line) <= titleBytes && got == want {
			return p
		}
		if c.sizes[i] > largest && p.Len() <= titleBytes && strings.IndexFunc(line, isLetter) >= 0 {
			best, largest = p, c.sizes[i]*1.001
		}
	}
	return best
}

// bodySize is the size in which most of the text is set.
func (c *composer) bodySize() float64 {
	most, size := 0, 0.0
	sum := map[string]int{}
	for i, p := range c.paragraphs {
		k := fmt.Sprintf("%.0f", c.sizes[i])
		if sum[k] += p.Len(); sum[k] > most {
			most, size = sum[k], c.sizes[i]
		}
	}
	return size
}
