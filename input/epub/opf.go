package epub

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"assay/input/container"
	"assay/period"
)

// metadata is what a book says of itself.
type metadata struct {
	title, lang string
	date        period.Date // of publication
}

// item is a file of a book's manifest.
type item struct {
	name  string // in the archive
	media string
	nav   bool // it holds the table of contents
}

const dublinCore = "http://purl.org/dc/elements/1.1/"

// open reads the package document: metadata, manifest and spine.
func (k *book) open(root string) error {
	x, err := k.a.XML(root)
	if errors.Is(err, container.ErrAbsent) {
		return fmt.Errorf("%w (%v)", ErrNoBook, err)
	}
	if err != nil {
		return err
	}
	items := map[string]item{}
	spine := 0
	for {
		t, err := x.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Space == dublinCore:
			if err := k.meta.read(x, e); err != nil {
				return err
			}
		case e.Name.Local == "item":
			items[container.Attr(e, "id")] = item{
				hrefOf(root, container.Attr(e, "href")), container.Attr(e, "media-type"),
				strings.Contains(container.Attr(e, "properties"), "nav"),
			}
		case e.Name.Local == "itemref":
			spine++
			it := items[container.Attr(e, "idref")]
			if it.isPage() && len(k.pages) < maxPages {
				k.pages = append(k.pages, it.name)
			}
		}
	}
	if len(k.pages) == 0 {
		return fmt.Errorf("%w (%s: %d entries in the spine, none a page)", ErrNoBook, root, spine)
	}
	return nil
}

func (it item) isPage() bool {
	return !it.nav && (it.media == "application/xhtml+xml" || it.media == "text/html" || it.media == "application/x-dtbook+xml")
}

// read takes one element of the metadata. Of several titles and languages the first
// counts; a date must be that of publication, where the book says what its dates are.
func (m *metadata) read(x *container.XML, e xml.StartElement) error {
	text, err := x.Text()
	if err != nil {
		return err
	}
	text = strings.Join(strings.Fields(text), " ")
	switch e.Name.Local {
	case "title":
		if m.title == "" {
			m.title = text
		}
	case "language":
		if m.lang == "" {
			m.lang = text
		}
	case "date":
		if event := container.Attr(e, "event"); m.date == 0 && (event == "" || event == "publication") {
			m.date = dateOf(text)
		}
	}
	return nil
}

// Encryptions that only keep fonts from being copied: EPUB OCF 3.3, section 4.3, and
// Adobe's.
var fontEncryptions = []string{"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}

// checkRights refuses a book whose files are encrypted otherwise.
func checkRights(a *container.Archive) error {
	if !a.Has("META-INF/encryption.xml") {
		if a.Has("META-INF/license.lcpl") || a.Has("META-INF/sinf.xml") {
			return ErrDRM
		}
		return nil
	}
	x, err := a.XML("META-INF/encryption.xml")
	if err != nil {
		return fmt.Errorf("%w (%v)", ErrDRM, err)
	}
	for {
		t, err := x.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w (%v)", ErrDRM, err)
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "EncryptionMethod" {
			continue
		}
		if how := container.Attr(e, "Algorithm"); how != fontEncryptions[0] && how != fontEncryptions[1] {
			return fmt.Errorf("%w (%s)", ErrDRM, how)
		}
	}
}
