// Package markdown reads Markdown: articles, notes, and the answers of AI assistants
// with their tables, bold figures and citations.
//
// Read gives the text as a reader of the rendered page sees it: marks, link targets,
// citation marks, comments and struck-out words are left out, escapes and formulas are
// resolved. Offsets refer to that text; nothing leads back to the Markdown source.
// Looks tells whether plain text is Markdown at all.
//
// Where it differs from a renderer of pages: pictures and their alternative texts are
// left out; indented lines are text, because articles indent paragraphs more often
// than they show code; rows parted by tabs or by bars without a delimiter line are a
// table; lines that end a sentence or begin with a bold label do not flow together.
//
// The way through: prepare.go makes the source regular line by line, guard.go bounds
// what goldmark may cost, walk.go writes the blocks, inline.go and cite.go the text
// inside one, table.go the tables, references.go finds what only names sources.
// Nothing here looks for figures. Read package article next.
package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"

	"assay/article"
	"assay/message"
	"assay/period"
	"assay/span"
)

// MaxBytes bounds a file: a book has one megabyte, and the syntax tree takes about
// twenty times the size of its source.
const MaxBytes = 16 << 20

// Errors of Read.
var (
	ErrTooLong = errors.New("markdown: the file is too long; split it into articles")
	ErrBinary  = errors.New("markdown: this is no text; save it as UTF-8 text first")
)

// Read makes the content of a Markdown file. Invalid bytes of UTF-8 are replaced and
// noted. Of hostile nesting only the text remains, with a note. The errors are
// ErrTooLong and ErrBinary, with the name and the place.
func Read(name string, b []byte) (article.Content, error) {
	if len(b) > MaxBytes {
		return article.Content{}, fmt.Errorf("%s: %w (%d bytes, at most %d)", name, ErrTooLong, len(b), MaxBytes)
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return article.Content{}, fmt.Errorf("%s: %w (NUL at byte %d)", name, ErrBinary, i)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	source, bad := string(b), invalid(b)
	if bad > 0 {
		source = strings.ToValidUTF8(source, "\uFFFD")
	}
	source = unwrap(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(source))
	head, source := cutFront(source)
	p := render(source, head)
	c := article.Content{
		Text: p.text.String(), Title: p.title, Lang: head.lang, Published: head.published,
		Paragraphs: p.paragraphs(), Skip: p.skip(), Tables: p.tables, Notes: p.notes,
	}
	if bad > 0 {
		c.Notes = append(c.Notes, span.Note{Code: "invalid utf-8", Message: message.Say("%d invalid bytes were replaced", message.Number(bad))})
	}
	return c, nil
}

// invalid counts the bytes that are no UTF-8.
func invalid(b []byte) int {
	if utf8.Valid(b) {
		return 0
	}
	n := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

// render parses the source and writes its text.
func render(source string, head front) *page {
	lines, deep := prepare(source)
	p := &page{want: head.title}
	if deep {
		p.note(span.Span{}, "markdown nesting", message.Say("nested deeper than any article; the deeper levels were flattened"))
	}
	if len(lines) > 0 && costsTooMuch(lines) {
		p.note(span.Span{}, "markdown marks", message.Say("more marks of Markdown in a line than any article has; read as plain text"))
		p.plain(string(lines))
	} else {
		w := walker{page: p, source: lines, guard: newGuard(len(lines))}
		w.walk(w.guard.parser().Parse(text.NewReader(lines)))
		w.finish()
	}
	p.entitle(head.title)
	p.markReferences()
	return p
}

// unwrap takes off a code fence around the whole file: assistants are asked for
// Markdown, and give it as code.
func unwrap(source string) string {
	s := strings.TrimSpace(source)
	first, rest, ok := strings.Cut(s, "\n")
	ticks := len(first) - len(strings.TrimLeft(first, "`"))
	if !ok || ticks < 3 {
		return source
	}
	switch strings.ToLower(strings.TrimSpace(first[ticks:])) {
	case "markdown", "md":
	default:
		return source
	}
	body, ok := strings.CutSuffix(rest, "\n"+first[:ticks])
	if !ok || strings.Contains(body, "\n"+first[:ticks]+"\n") {
		return source
	}
	return body
}

// front is what the front matter of a file says of it.
type front struct {
	title, lang string
	published   period.Date
}
