// Package input reads files of any kind that articles come in: it tells the kind from
// the content, and hands the bytes to that kind's reader, a package below this one.
//
// What a reader finds is an article.Content: the text that all offsets refer to, its
// paragraphs and tables, and what the file says of title, language and date. What is no
// article is refused with a word on what to do instead. Nothing here looks for figures.
//
// Read is the way through; kind.go tells what a file is, refuse.go what is refused,
// text.go what a text is, limit.go reads files within bounds. Read package article next.
package input

import (
	"bytes"
	"cmp"
	"context"
	"fmt"

	"assay/article"
	"assay/input/charset"
	"assay/input/epub"
	"assay/input/html"
	"assay/input/markdown"
	"assay/input/office"
	"assay/input/pdf"
	"assay/input/transcript"
	"assay/message"
	"assay/span"
)

// Options says how files are read.
type Options struct {
	PDF pdf.Options
}

// Read makes an article of a file's bytes. The name decides only what the content leaves
// open, and stands in errors; where it speaks against the content, a note says so.
func Read(ctx context.Context, name string, b []byte, h article.Hints, opt Options) (*article.Article, error) {
	return ReadTold(ctx, name, Told{}, b, h, opt)
}

// Told is what the server says that sent the bytes. The zero value says nothing.
type Told struct {
	Type    string // "text/html"; it goes before the name's extension
	Charset string // "iso-8859-1"; it goes before what the content declares
}

// ReadTold is Read for bytes that a server sent.
func ReadTold(ctx context.Context, name string, told Told, b []byte, h article.Hints, opt Options) (*article.Article, error) {
	kind, err := kindOf(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f := file{name: name, told: told, b: b, kind: kind}
	if kind == Text {
		if err := f.decode(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return f.article(ctx, h, opt)
}

// file is a file on its way to an article.
type file struct {
	name     string
	told     Told
	b        []byte // in UTF-8 where the kind is of text
	kind     Kind
	encoding string // that the text came in
	asItIs   bool   // plain text in UTF-8, whose own bytes are the article's
	notes    []span.Note
}

func (f *file) note(code string, m message.Message) {
	f.notes = append(f.notes, span.Note{Code: code, Message: m})
}

// decode turns a text into UTF-8 and tells its kind.
func (f *file) decode() error {
	declared := cmp.Or(f.told.Charset, charset.Declared(f.b))
	text, encoding, err := charset.Decode(f.b, declared)
	if err != nil {
		return err
	}
	f.encoding = encoding
	if f.kind, err = textKind(f.expected(), text); err != nil {
		return err
	}
	f.noteEncoding(declared, text)
	oldMac := f.kind == Text && bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') >= 0
	switch f.asItIs = f.kind == Text && encoding == charset.UTF8 && !oldMac; {
	case oldMac: // lines end as they did there
		f.b = bytes.ToValidUTF8(bytes.ReplaceAll(text, []byte("\r"), []byte("\n")), []byte("\uFFFD"))
	case !f.asItIs:
		f.b = text
	}
	return nil
}

// noteEncoding says how a text was read that is not in UTF-8, or not in what it declares.
func (f *file) noteEncoding(declared string, text []byte) {
	switch {
	case f.kind == HTML && !charset.Agree(declared, f.encoding):
		f.note("charset", message.Say("declared as %s, read as %s", message.Text(declared), message.Text(f.encoding)))
	case f.kind != HTML && f.encoding != charset.UTF8:
		f.note("charset", message.Say("read as %s", message.Text(f.encoding)))
	}
	if f.encoding == charset.UTF8 {
		return
	}
	if n := bytes.Count(text, []byte("\uFFFD")); n > 0 {
		f.note("invalid bytes", message.Say("%d invalid bytes were replaced", message.Number(n)))
	}
}

// article reads the file as what it is, and finds who speaks in it.
func (f *file) article(ctx context.Context, h article.Hints, opt Options) (*article.Article, error) {
	f.noteExtension()
	a, err := f.written(ctx, h, opt)
	if err != nil || f.kind == EPUB { // a book is no call
		return a, err
	}
	return a.Transcribed(transcript.Turns(a.Text, a.Paragraphs)), nil
}

// written is the article without its speakers.
func (f *file) written(ctx context.Context, h article.Hints, opt Options) (*article.Article, error) {
	switch {
	case f.asItIs:
		a, err := article.Parse(f.name, f.b, h)
		if err != nil {
			return nil, err
		}
		a.Notes = append(a.Notes, f.notes...)
		return a, nil
	case f.kind == Text:
		return article.New(f.name, article.Content{Text: string(f.b), Notes: f.notes}, h)
	}
	c, err := f.content(ctx, opt)
	if err != nil {
		return nil, err
	}
	c.Notes = append(f.notes, c.Notes...)
	return article.New(f.name, c, h)
}

func (f *file) content(ctx context.Context, opt Options) (article.Content, error) {
	switch f.kind {
	case HTML:
		return html.Read(f.name, f.b)
	case Markdown:
		return markdown.Read(f.name, f.b)
	case PDF:
		return pdf.Read(ctx, f.name, f.b, opt.PDF)
	case EPUB:
		return epub.Read(f.name, f.b, html.Read)
	default:
		return office.Read(f.name, f.b)
	}
}
