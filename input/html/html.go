// Package html reads the article on a web page: its main text in paragraphs, its tables
// of figures cell by cell, and what the page says of title, language and date.
//
// Two extractors, which err in different ways, tell the article from what stands around
// it: readability by the names and the nesting of elements, and density (density.go) by
// words and links alone. The text holds what both kept, and what one of them alone kept
// as far as choose.go tells, once and in the page's order; a note points at each figure
// that only one of them kept. Text that no reader of the page sees is left out and
// counted. The package decodes no charsets (the bytes are UTF-8 already), runs no script,
// loads nothing and finds no figures. Read walk.go next, then choose.go.
package html

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"assay/article"
	"assay/message"
	"assay/span"

	"golang.org/x/net/html"
)

// Errors of Read; each is wrapped with the file's name and, where there is one, the
// place.
var (
	ErrDeep   = errors.New("html: tags are nested too deep for an article; save the page's text alone")
	ErrTangle = errors.New("html: the markup is broken beyond reading; save the page's text alone")
)

// Read makes the content of an article of a page's bytes, which are UTF-8. The name
// stands in errors only. A page without any visible text gives a content without text.
func Read(name string, b []byte) (article.Content, error) {
	if len(b) > article.MaxBytes {
		return article.Content{}, fmt.Errorf("%s: %w (%d bytes, at most %d)", name, article.ErrTooLong, len(b), article.MaxBytes)
	}
	p := &page{}
	b = p.unwrap(p.repair(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))))
	doc, err := parse(b)
	if err != nil {
		return article.Content{}, fmt.Errorf("%s: %w", name, err)
	}
	p.scan(doc)
	p.walk(doc)
	p.extract()
	p.title = p.findTitle()
	p.choose()
	c := p.write()
	c.Lang, c.Published = p.findLang(), p.findDate()
	return c, nil
}

// page is a page on its way to an article.
type page struct {
	meta   metadata
	styles styles
	blocks []block
	hidden hidden

	copy   *html.Node // the visible part, marked, for readability; nil: too large for it
	works  int        // how large the copy is: see tooLarge
	copied int

	filing bool // a document of the SEC, all of which is the article

	title heading

	main *html.Node // the smallest element that holds nearly all of the article
	told []told     // what there is to say of the page
}

// told is a note whose place in the text is not known before the text is written.
type told struct {
	first, last int // blocks; -1: the whole
	code        string
	message     message.Message
}

func (p *page) tell(first, last int, code string, m message.Message) {
	p.told = append(p.told, told{first, last, code, m})
}

// repair replaces invalid bytes, which would make text that is no UTF-8.
func (p *page) repair(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	p.tell(-1, -1, "invalid utf-8", message.Say("bytes that are no UTF-8 were replaced"))
	return bytes.ToValidUTF8(b, []byte("\uFFFD"))
}

// wrapper is the longest head, in bytes, that the SEC sets before a document of a filing.
const wrapper = 4096

// unwrap takes off the head in which the SEC tells a document's type and number.
func (p *page) unwrap(b []byte) []byte {
	head := b[:min(len(b), wrapper)]
	if !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<DOCUMENT>")) {
		return b
	}
	p.filing = true
	if _, rest, ok := bytes.Cut(head, []byte("<TEXT>")); ok {
		return b[len(head)-len(rest):]
	}
	return b
}

// parse makes the page's tree.
func parse(b []byte) (*html.Node, error) {
	b, err := tame(closeEmpty(b))
	if err != nil {
		return nil, err
	}
	doc, err := html.ParseWithOptions(bytes.NewReader(b), html.ParseOptionEnableScripting(false))
	switch {
	case err == nil:
		return doc, nil
	case strings.Contains(err.Error(), "open stack"):
		return nil, fmt.Errorf("%w (more than 512 tags are open at once)", ErrDeep)
	default:
		return nil, fmt.Errorf("%w (%v)", ErrTangle, err)
	}
}

// note makes a note of what is told to people.
func note(at span.Span, code string, m message.Message) span.Note {
	return span.Note{Span: at, Code: code, Message: m}
}
