package office

import (
	"encoding/xml"
	"io"
	"strconv"

	"assay/article"
	"assay/input/container"
)

// Namespaces of Word's XML: ECMA-376 part 4 (transitional) and part 1 (strict).
const (
	wordSpace    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordStrict   = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	mathSpace    = "http://schemas.openxmlformats.org/officeDocument/2006/math"
	mathStrict   = "http://purl.oclc.org/ooxml/officeDocument/math"
	compatSpace  = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	mathElement  = "m" // any element of a formula but its text
	mathText     = "m:t"
	alternatives = "AlternateContent"
)

// name is the name of one of Word's elements, or of the few of others that matter; ""
// for the rest.
func name(e xml.StartElement) string {
	switch e.Name.Space {
	case wordSpace, wordStrict:
		return e.Name.Local
	case mathSpace, mathStrict:
		if e.Name.Local == "t" {
			return mathText
		}
		return mathElement
	case compatSpace:
		if e.Name.Local == alternatives {
			return alternatives
		}
	}
	return ""
}

// docx reads the parts of a Word document.
type docx struct {
	story
	x      *container.XML
	styles styles
	open   *paragraph // one whose end is deleted: the next goes on in it
	fields fields
	refs   []string // of footnotes and endnotes, in order: "footnotes 2"
}

func readDocx(a *container.Archive, main string) (c article.Content, err error) {
	d := &docx{story: story{langs: map[string]int{}}}
	parts := relations(a, main)
	if d.styles, err = readStyles(a, parts["styles"]); err != nil {
		return c, err
	}
	if d.x, err = a.XML(main); err != nil {
		return c, err
	}
	if err = d.all(&d.blocks); err != nil {
		return c, err
	}
	notes := map[string][]block{}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if err = d.readNotes(a, kind, parts[kind], notes); err != nil {
			return c, err
		}
	}
	for _, ref := range d.refs {
		d.blocks = append(d.blocks, notes[ref]...)
		delete(notes, ref)
	}
	title, _ := properties(a, relations(a, "")["core-properties"])
	return d.write(title), nil
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// all reads the blocks up to the end of the element just started, and ends a paragraph
// that would go on behind it.
func (d *docx) all(to *[]block) error {
	if err := d.x.Children(func(e xml.StartElement) error { return d.block(e, to) }); err != nil {
		return err
	}
	return d.close(to)
}

func (d *docx) close(to *[]block) error {
	p := d.open
	if d.open = nil; p == nil {
		return nil
	}
	return d.end(p, to)
}

// end appends a paragraph and the text boxes in it.
func (d *docx) end(p *paragraph, to *[]block) error {
	if err := d.add(to, p.text.String(), d.styles.name(p.style)); err != nil {
		return err
	}
	*to = append(*to, p.boxes...)
	return nil
}

// block reads one element among paragraphs and tables.
func (d *docx) block(e xml.StartElement, to *[]block) error {
	within := func(e xml.StartElement) error { return d.block(e, to) }
	switch name(e) {
	case "p":
		return d.paragraph(to)
	case "tbl":
		return d.table(to)
	case "document", "body", "sdt", "sdtContent", "customXml":
		return d.x.Children(within)
	case "ins", "moveTo":
		d.counts.inserted++
		return d.x.Children(within)
	case "del", "moveFrom":
		d.counts.deleted++
		return d.x.Skip()
	case alternatives:
		return d.alternative(within)
	case "altChunk":
		d.counts.embedded++
	}
	return d.x.Skip()
}

// alternative reads the first of several ways in which the same is told to programs of
// different ages.
func (d *docx) alternative(f func(xml.StartElement) error) error {
	done := false
	return d.x.Children(func(e xml.StartElement) error {
		if done || e.Name.Local != "Choice" && e.Name.Local != "Fallback" {
			return d.x.Skip()
		}
		done = true
		return d.x.Children(f)
	})
}

// table reads a table.
func (d *docx) table(to *[]block) error {
	rows := [][]cell{}
	var part func(e xml.StartElement) error
	part = func(e xml.StartElement) error {
		switch name(e) {
		case "tr":
			row, err := d.row()
			if row != nil {
				rows = append(rows, row)
			}
			return err
		case "sdt", "sdtContent", "customXml":
			return d.x.Children(part)
		}
		return d.x.Skip()
	}
	if err := d.x.Children(part); err != nil {
		return err
	}
	if len(rows) > 0 {
		*to = append(*to, block{rows: rows})
	}
	return nil
}

// row reads a row; nil for one that is deleted or hidden.
func (d *docx) row() ([]cell, error) {
	row := []cell{}
	var is rowKind
	var part func(e xml.StartElement) error
	part = func(e xml.StartElement) error {
		switch name(e) {
		case "trPr":
			return d.rowProperties(&is)
		case "tc":
			c, err := d.readCell()
			c.head = is.head
			row = append(row, c)
			return err
		case "sdt", "sdtContent", "customXml":
			return d.x.Children(part)
		}
		return d.x.Skip()
	}
	err := d.x.Children(part)
	switch {
	case is.deleted:
		d.counts.deleted++
		return nil, err
	case is.hidden:
		d.counts.hidden++
		return nil, err
	case is.before > 0:
		row = append([]cell{{cols: is.before}}, row...)
	}
	return row, err
}

// rowKind is what a row's properties say.
type rowKind struct {
	head, deleted, hidden bool
	before                int // columns that stay free before it
}

func (d *docx) rowProperties(is *rowKind) error {
	return d.x.Children(func(e xml.StartElement) error {
		switch name(e) {
		case "tblHeader":
			is.head = isOn(e)
		case "hidden":
			is.hidden = isOn(e)
		case "gridBefore":
			is.before = columns(e)
		case "del":
			is.deleted = true
		case "ins":
			d.counts.inserted++
		}
		return d.x.Skip()
	})
}

// readCell reads a cell. One that goes on from the row above is empty.
func (d *docx) readCell() (cell, error) {
	c := cell{cols: 1}
	empty := false
	err := d.x.Children(func(e xml.StartElement) error {
		if name(e) != "tcPr" {
			return d.block(e, &c.blocks)
		}
		return d.x.Children(func(e xml.StartElement) error {
			switch name(e) {
			case "gridSpan":
				c.cols = max(1, columns(e))
			case "vMerge", "hMerge":
				empty = container.Attr(e, "val") != "restart"
			case "cellDel":
				d.counts.deleted++
				empty = true
			}
			return d.x.Skip()
		})
	})
	if err != nil {
		return c, err
	}
	if err := d.close(&c.blocks); err != nil {
		return c, err
	}
	if empty {
		c.blocks = nil
	}
	return c, d.cell(1, 0)
}

// maxColumns bounds how many columns a cell may span.
const maxColumns = 256

func columns(e xml.StartElement) int {
	n, err := strconv.Atoi(container.Attr(e, "val"))
	if err != nil {
		return 0
	}
	return min(max(n, 0), maxColumns)
}

// readNotes reads footnotes or endnotes into notes, by kind and id.
func (d *docx) readNotes(a *container.Archive, kind, part string, notes map[string][]block) (err error) {
	if !a.Has(part) || len(d.refs) == 0 {
		return nil
	}
	if d.x, err = a.XML(part); err != nil {
		return err
	}
	return d.x.Children(func(xml.StartElement) error {
		return d.x.Children(func(e xml.StartElement) error {
			if t := container.Attr(e, "type"); t != "" && t != "normal" {
				return d.x.Skip() // the line above the notes
			}
			d.fields = nil
			var blocks []block
			err := d.all(&blocks)
			notes[kind+" "+container.Attr(e, "id")] = blocks
			return err
		})
	})
}
