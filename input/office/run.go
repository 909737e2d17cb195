package office

import (
	"encoding/xml"
	"strings"
	"unicode"

	"assay/input/container"
)

// paragraph is one on its way to a block.
type paragraph struct {
	text  strings.Builder
	style string  // its id
	joins bool    // its end is deleted
	boxes []block // of text boxes in it
}

// run is how a run of text is set.
type run struct {
	hidden  bool
	counted bool // as a hidden passage
	lang    lang
	font    string
}

// paragraph reads a paragraph, which goes on in the next where its end is deleted.
func (d *docx) paragraph(to *[]block) error {
	p := d.open
	if p == nil {
		p = &paragraph{}
	}
	d.open, p.joins = nil, false
	if err := d.x.Children(func(e xml.StartElement) error { return d.inline(e, p) }); err != nil {
		return err
	}
	if p.joins {
		d.counts.deleted++
		d.open = p
		return nil
	}
	return d.end(p, to)
}

// inline reads one element among the runs of a paragraph.
func (d *docx) inline(e xml.StartElement, p *paragraph) error {
	within := func(e xml.StartElement) error { return d.inline(e, p) }
	switch name(e) {
	case "pPr":
		return d.paragraphProperties(p)
	case "r":
		return d.run(p)
	case "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", mathElement:
		return d.x.Children(within)
	case "ins", "moveTo":
		d.counts.inserted++
		return d.x.Children(within)
	case "del", "moveFrom":
		d.counts.deleted++
	case mathText:
		return d.text(p, &run{})
	case alternatives:
		return d.alternative(within)
	}
	return d.x.Skip()
}

func (d *docx) paragraphProperties(p *paragraph) error {
	return d.x.Children(func(e xml.StartElement) error {
		switch name(e) {
		case "pStyle":
			p.style = container.Attr(e, "val")
		case "rPr": // of the paragraph's end
			return d.x.Children(func(e xml.StartElement) error {
				if n := name(e); n == "del" || n == "moveFrom" {
					p.joins = true
				}
				return d.x.Skip()
			})
		}
		return d.x.Skip()
	})
}

// run reads a run.
func (d *docx) run(p *paragraph) error {
	r := &run{lang: d.styles.lang, hidden: d.styles.hides(p.style)}
	return d.x.Children(func(e xml.StartElement) error { return d.inRun(e, p, r) })
}

// inRun reads one element in a run.
func (d *docx) inRun(e xml.StartElement, p *paragraph, r *run) error {
	switch name(e) {
	case "rPr":
		return d.runProperties(r)
	case "t":
		return d.text(p, r)
	case "tab", "ptab":
		d.put(p, r, "\t")
	case "br", "cr":
		d.put(p, r, "\n")
	case "noBreakHyphen":
		d.put(p, r, "-")
	case "sym":
		d.symbol(p, r, container.Attr(e, "font"), container.Attr(e, "char"))
	case "fldChar":
		d.fields.turn(container.Attr(e, "fldCharType"))
	case "footnoteReference", "endnoteReference":
		if !r.hidden && !d.fields.inCode() {
			d.refs = append(d.refs, strings.TrimSuffix(e.Name.Local, "Reference")+"s "+container.Attr(e, "id"))
		}
	case "ruby": // the reading of Chinese letters is told in small ones above them
		return d.x.Children(func(e xml.StartElement) error {
			if name(e) != "rubyBase" {
				return d.x.Skip()
			}
			return d.x.Children(func(e xml.StartElement) error { return d.inline(e, p) })
		})
	case alternatives:
		return d.alternative(func(e xml.StartElement) error { return d.inRun(e, p, r) })
	case "drawing", "pict", "object":
		return d.shape(p)
	}
	return d.x.Skip()
}

func (d *docx) runProperties(r *run) error {
	return d.x.Children(func(e xml.StartElement) error {
		switch name(e) {
		case "vanish":
			r.hidden = isOn(e)
		case "rStyle":
			r.hidden = r.hidden || d.styles.hides(container.Attr(e, "val"))
		case "rFonts":
			r.font = container.Attr(e, "ascii")
		case "lang":
			own := langOf(e)
			if own.text != "" {
				r.lang.text = own.text
			}
			if own.eastAsian != "" {
				r.lang.eastAsian = own.eastAsian
			}
		}
		return d.x.Skip()
	})
}

// shape looks for text boxes in a drawing, whatever it is made of.
func (d *docx) shape(p *paragraph) error {
	return d.x.Children(func(e xml.StartElement) error {
		switch name(e) {
		case "txbxContent":
			open, fields := d.open, d.fields
			d.open, d.fields = nil, nil
			err := d.all(&p.boxes)
			d.open, d.fields = open, fields
			return err
		case alternatives:
			return d.alternative(func(xml.StartElement) error { return d.shape(p) })
		}
		return d.shape(p)
	})
}

// text reads the text of a run.
func (d *docx) text(p *paragraph, r *run) error {
	s, err := d.x.Text()
	if err != nil {
		return err
	}
	s = strings.Map(func(c rune) rune {
		if !isSymbol(c) {
			return c
		}
		return d.known(r.font, c)
	}, s)
	d.put(p, r, s)
	return nil
}

// symbol reads a sign that is given by its number in a font.
func (d *docx) symbol(p *paragraph, r *run, font, hex string) {
	if c := d.known(font, numbered(hex)); c >= 0 {
		d.put(p, r, string(c))
	}
}

// known is the letter that a font of symbols shows, or -1, counted, for one unknown.
func (d *docx) known(font string, c rune) rune {
	c, ok := symbolOf(font, c)
	if !ok {
		d.counts.symbols++
		return -1
	}
	return c
}

// put adds text of a run, unless the run is hidden or the code of a field.
func (d *docx) put(p *paragraph, r *run, s string) {
	switch {
	case d.fields.inCode():
	case r.hidden:
		if !r.counted && strings.TrimSpace(s) != "" {
			r.counted = true
			d.counts.hidden++
		}
	default:
		p.text.WriteString(s)
		if tag := r.lang.of(s); tag != "" {
			d.langs[tag] += len(s)
		}
	}
}

// of is the language of text, by its first letter.
func (l lang) of(s string) string {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return l.eastAsian
		}
		if unicode.IsLetter(r) {
			return l.text
		}
	}
	return ""
}

// fields are the fields that a place stands in, the innermost last: true in the code
// that makes one ("PAGEREF x"), false in what it shows.
type fields []bool

// maxFields bounds how deep fields nest; deeper ones are taken for text.
const maxFields = 64

func (f *fields) turn(to string) {
	n := len(*f)
	switch {
	case to == "begin" && n < maxFields:
		*f = append(*f, true)
	case to == "separate" && n > 0:
		(*f)[n-1] = false
	case to == "end" && n > 0:
		*f = (*f)[:n-1]
	}
}

func (f fields) inCode() bool {
	for _, code := range f {
		if code {
			return true
		}
	}
	return false
}
