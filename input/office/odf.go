package office

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"assay/article"
	"assay/input/container"
)

// Namespaces of OpenDocument 1.2 and later (part 1, section 22.1 of 1.2), up to their
// last word.
const odfSpace = "urn:oasis:names:tc:opendocument:xmlns:"

// odfName is an element's name with the word of its namespace: "text p"; "" for
// elements of other namespaces.
func odfName(e xml.StartElement) string {
	rest, ok := strings.CutPrefix(e.Name.Space, odfSpace)
	if !ok {
		return ""
	}
	space, _, _ := strings.Cut(rest, ":")
	return space + " " + e.Name.Local
}

// odf reads an OpenDocument text.
type odf struct {
	story
	x      *container.XML
	styles map[string]odfStyle
	notes  []block
}

// odfStyle is what a style says that matters here.
type odfStyle struct {
	name  string // as the user sees it, in lower case
	base  string
	lang  string
	hides bool
}

func readODF(a *container.Archive) (c article.Content, err error) {
	if err = odfKind(a); err != nil {
		return c, err
	}
	d := &odf{story: story{langs: map[string]int{}}, styles: map[string]odfStyle{}}
	if a.Has("styles.xml") {
		if err = d.readStyles(a); err != nil {
			return c, err
		}
	}
	if d.x, err = a.XML("content.xml"); err != nil {
		return c, err
	}
	if err = d.x.Children(func(e xml.StartElement) error { return d.block(e, &d.blocks) }); err != nil {
		return c, err
	}
	d.blocks = append(d.blocks, d.notes...)
	title, declared := properties(a, "meta.xml")
	if len(d.langs) == 0 && declared != "" {
		d.langs[declared] = 1
	}
	return d.write(title), nil
}

// odfKind refuses what is protected or no text.
func odfKind(a *container.Archive) error {
	manifest, err := a.Read("META-INF/manifest.xml")
	if err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
		return fmt.Errorf("office: %w", container.ErrPassword)
	}
	kind, err := a.Read("mimetype")
	switch {
	case err != nil, bytes.Contains(kind, []byte("opendocument.text")):
		return nil
	case bytes.Contains(kind, []byte("spreadsheet")):
		return ErrSheet
	case bytes.Contains(kind, []byte("presentation")):
		return ErrSlide
	}
	return ErrOther
}

func (d *odf) readStyles(a *container.Archive) (err error) {
	if d.x, err = a.XML("styles.xml"); err != nil {
		return err
	}
	return d.x.Children(d.style)
}

// style reads the styles in an element, wherever they stand.
func (d *odf) style(e xml.StartElement) error {
	if n := odfName(e); n != "style style" && n != "style default-style" {
		return d.x.Children(d.style)
	}
	id := container.Attr(e, "name")
	s := odfStyle{name: strings.ToLower(container.Attr(e, "display-name")), base: container.Attr(e, "parent-style-name")}
	if s.name == "" {
		s.name = strings.ToLower(id)
	}
	err := d.x.Children(func(e xml.StartElement) error {
		if odfName(e) == "style text-properties" {
			s.hides = container.Attr(e, "display") == "none"
			if s.lang = container.Attr(e, "language"); s.lang == "none" {
				s.lang = ""
			}
		}
		return d.x.Skip()
	})
	if id != "" || container.Attr(e, "family") == "paragraph" { // "": what holds where no style says otherwise
		d.styles[id] = s
	}
	return err
}

// resolve is a style with what it takes over from those that it builds on.
func (d *odf) resolve(id string) odfStyle {
	out := odfStyle{}
	for n := 0; n < longestBase; n++ {
		s, ok := d.styles[id]
		if out.name == "" || s.name == "title" {
			out.name = s.name
		}
		if out.lang == "" {
			out.lang = s.lang
		}
		out.hides = out.hides || s.hides
		if !ok || id == "" {
			break
		}
		id = s.base
	}
	return out
}

// block reads one element among paragraphs and tables.
func (d *odf) block(e xml.StartElement, to *[]block) error {
	within := func(e xml.StartElement) error { return d.block(e, to) }
	switch n := odfName(e); n {
	case "office automatic-styles":
		return d.x.Children(d.style)
	case "text p", "text h":
		return d.paragraph(e, to)
	case "table table":
		return d.table(to)
	case "text tracked-changes":
		return d.changes()
	case "text section":
		if container.Attr(e, "display") == "none" {
			d.counts.hidden++
			return d.x.Skip()
		}
		return d.x.Children(within)
	case "office document-content", "office body", "office text", "text list", "text list-item", "text list-header",
		"text index-body", "text numbered-paragraph", "drawing frame", "drawing text-box", "drawing a", "drawing g":
		return d.x.Children(within)
	case "text table-of-content", "text table-index", "text illustration-index":
		var lines []block
		err := d.x.Children(func(e xml.StartElement) error { return d.block(e, &lines) })
		for i := range lines {
			lines[i].style = "toc 1"
		}
		*to = append(*to, lines...)
		return err
	}
	return d.x.Skip()
}

// changes counts the tracked changes. What was deleted stands here alone.
func (d *odf) changes() error {
	return d.x.Children(func(region xml.StartElement) error {
		return d.x.Children(func(e xml.StartElement) error {
			switch odfName(e) {
			case "text deletion":
				d.counts.deleted++
			case "text insertion":
				d.counts.inserted++
			}
			return d.x.Skip()
		})
	})
}

// odfParagraph is a paragraph on its way to a block.
type odfParagraph struct {
	text   strings.Builder
	boxes  []block
	hidden bool
	space  bool // the text ends in space, so that more of it is none
}

// put adds text, in which any run of white space is one space.
func (p *odfParagraph) put(s string) {
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			if !p.space {
				p.text.WriteByte(' ')
			}
			p.space = true
			continue
		}
		p.text.WriteRune(r)
		p.space = false
	}
}

func (d *odf) paragraph(e xml.StartElement, to *[]block) error {
	s := d.resolve(container.Attr(e, "style-name"))
	if odfName(e) == "text h" && s.name != "title" {
		s.name = "heading " + container.Attr(e, "outline-level")
	}
	p := &odfParagraph{hidden: s.hides}
	if err := d.runs(p, s); err != nil {
		return err
	}
	if p.hidden {
		d.counts.hidden++
	} else if err := d.add(to, p.text.String(), s.name); err != nil {
		return err
	}
	*to = append(*to, p.boxes...)
	return nil
}

// runs reads the text and the elements in a paragraph or a part of it.
func (d *odf) runs(p *odfParagraph, s odfStyle) error {
	return d.x.Mixed(func(text string) {
		p.put(text)
		if s.lang != "" {
			d.langs[s.lang] += len(text)
		}
	}, func(e xml.StartElement) error { return d.inline(e, p, s) })
}

// inline reads one element in a paragraph.
func (d *odf) inline(e xml.StartElement, p *odfParagraph, s odfStyle) error {
	switch odfName(e) {
	case "text span":
		own := d.resolve(container.Attr(e, "style-name"))
		if own.hides {
			d.counts.hidden++
			break
		}
		if own.lang == "" {
			own.lang = s.lang
		}
		return d.runs(p, own)
	case "text s":
		n, _ := strconv.Atoi(container.Attr(e, "c"))
		p.text.WriteString(strings.Repeat(" ", min(max(n, 1), maxColumns)))
	case "text tab":
		p.text.WriteByte('\t')
		p.space = true
	case "text line-break":
		p.text.WriteByte('\n')
		p.space = true
	case "text note":
		return d.x.Children(func(e xml.StartElement) error {
			if odfName(e) != "text note-body" {
				return d.x.Skip()
			}
			return d.x.Children(func(e xml.StartElement) error { return d.block(e, &d.notes) })
		})
	case "text hidden-paragraph":
		p.hidden = p.hidden || container.Attr(e, "is-hidden") == "true"
	case "text hidden-text":
		d.counts.hidden++
	case "office annotation", "text ruby-text", "text note-citation":
	case "drawing frame", "drawing text-box", "drawing g", "drawing custom-shape":
		return d.x.Children(func(e xml.StartElement) error { return d.block(e, &p.boxes) })
	default:
		return d.runs(p, s)
	}
	return d.x.Skip()
}
