// Package epub reads electronic books in the EPUB format, 2 and 3: the pages of the
// spine, in its order, as one article.
//
// It unpacks the book and joins its pages; how a page is read it is told by the caller,
// so that it knows no HTML. A book whose pages are encrypted is refused. Read package
// html next.
package epub

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"assay/article"
	"assay/input/charset"
	"assay/input/container"
	"assay/message"
	"assay/period"
	"assay/span"
)

// Errors of Read, beside those of package container; each is wrapped with the file's
// name.
var (
	ErrDRM    = errors.New("epub: the book is encrypted by its seller (DRM); copy its text into a file")
	ErrNoBook = errors.New("epub: the file names no pages to read; convert it again, or copy its text into a file")
	ErrEmpty  = errors.New("epub: no page of the book has text; a scanned book needs text recognition (OCR) first")
)

// maxPages bounds the pages of a book.
const maxPages = 5000

// Page makes the content of a page of HTML in UTF-8, as html.Read does.
type Page func(name string, b []byte) (article.Content, error)

// Read makes the content of a book. The name stands in errors only. A page that cannot
// be read is noted; the error is returned where none can.
func Read(name string, b []byte, page Page) (article.Content, error) {
	c, err := read(b, page)
	if err != nil {
		return article.Content{}, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// book is a book on its way to an article.
type book struct {
	a     *container.Archive
	meta  metadata
	pages []string // names in the archive, in order
	text  strings.Builder
	c     article.Content
	bad   int   // pages that could not be read
	err   error // of the first of them
}

func read(b []byte, page Page) (article.Content, error) {
	a, err := container.Open(b)
	if err != nil {
		return article.Content{}, err
	}
	if err := checkRights(a); err != nil {
		return article.Content{}, err
	}
	root, err := rootOf(a)
	if err != nil {
		return article.Content{}, err
	}
	k := &book{a: a}
	if err := k.open(root); err != nil {
		return article.Content{}, err
	}
	for _, name := range k.pages {
		if err := k.add(name, page); err != nil {
			return article.Content{}, err
		}
	}
	return k.finish()
}

// rootOf is the package document that META-INF/container.xml names.
func rootOf(a *container.Archive) (string, error) {
	x, err := a.XML("META-INF/container.xml")
	if errors.Is(err, container.ErrAbsent) {
		return "", fmt.Errorf("%w (%v)", ErrNoBook, err)
	}
	if err != nil {
		return "", err
	}
	for {
		t, err := x.Next()
		if err == io.EOF {
			return "", fmt.Errorf("%w (container.xml names no package)", ErrNoBook)
		}
		if err != nil {
			return "", err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "rootfile" {
			return path.Clean(container.Attr(e, "full-path")), nil
		}
	}
}

// add reads a page and joins it to the book.
func (k *book) add(name string, page Page) error {
	b, err := k.a.Read(name)
	if errors.Is(err, container.ErrTooLarge) {
		return err
	}
	var c article.Content
	if err == nil {
		b, _, err = charset.Decode(b, charset.Declared(b))
	}
	if err == nil {
		c, err = page(name, b)
	}
	switch {
	case errors.Is(err, article.ErrEmpty): // a page with a picture
		return nil
	case err != nil:
		if k.bad++; k.err == nil {
			k.err = err
		}
		return nil
	case strings.TrimSpace(c.Text) == "":
		return nil
	case k.text.Len()+len(c.Text) > article.MaxBytes:
		return fmt.Errorf("%w (more than %d bytes)", article.ErrTooLong, article.MaxBytes)
	}
	k.join(c)
	return nil
}

// finish is the whole book.
func (k *book) finish() (article.Content, error) {
	k.c.Text = k.text.String()
	switch {
	case k.c.Text == "" && k.err != nil:
		return article.Content{}, k.err
	case k.c.Text == "":
		return article.Content{}, ErrEmpty
	}
	if k.bad > 0 {
		k.c.Notes = append(k.c.Notes, span.Note{Code: "unread pages", Message: message.Say("%d pages of the book could not be read; the first: %s", message.Number(k.bad), message.Text(k.err.Error()))})
	}
	if k.meta.lang != "" {
		k.c.Lang = k.meta.lang
	}
	k.c.Published = k.meta.date
	for _, p := range k.c.Paragraphs[:min(len(k.c.Paragraphs), titleLines)] {
		if k.meta.title != "" && strings.EqualFold(p.Of(k.c.Text), k.meta.title) {
			k.c.Title = p
			break
		}
	}
	return k.c, nil
}

// titleLines is how many paragraphs at the beginning may hold the title.
const titleLines = 10

// hrefOf is the name in the archive that a reference from a file means.
func hrefOf(from, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return strings.TrimPrefix(path.Join(path.Dir(from), href), "/")
}

// dateOf is the day of a date in the metadata; a year or a month alone is no day.
func dateOf(s string) period.Date {
	if len(s) < len("2006-01-02") {
		return 0
	}
	d, err := period.ParseDate(s[:len("2006-01-02")])
	if err != nil {
		return 0
	}
	return d
}
