// Package pdf reads the text of PDF files: paragraphs and tables of figures in the
// order one reads them, title and language.
//
// The file is opened by PDFium, compiled to WebAssembly, in a process of its own: the
// program starts itself again with Options.Command, which calls Serve, and takes back
// words with their places (frame.go). The engine sees no file system, no font of the
// machine, no clock and no chance, so a file gives the same bytes everywhere. Whatever
// a hostile file does to it ends with that process.
//
// What the words mean as a page is told here from geometry alone: rows (row.go),
// columns (column.go), running heads (running.go), tables (table.go) and paragraphs
// (paragraph.go). It reads no pictures: a scanned page is named, not guessed at. It
// runs no script and reads no attached file and no form field.
// Read Read first, package input next.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"time"

	"assay/article"
)

// Bounds of a file.
const (
	MaxPages = 2000
	MaxBytes = 128 << 20

	maxText = article.MaxBytes
)

// What can be wrong with a file. Each error of Read that the file itself is to blame
// for wraps one of them.
var (
	ErrPassword = errors.New("pdf: the file is locked by a password; save it without one first, e.g. qpdf --decrypt --password=… in.pdf out.pdf")
	ErrCorrupt  = errors.New("pdf: the file is damaged or cut off; fetch it again, or repair it first, e.g. qpdf in.pdf out.pdf")
	ErrTooLarge = errors.New("pdf: the file is too large; split it first, e.g. qpdf in.pdf --pages . 1-100 -- out.pdf")
	ErrScanned  = errors.New("pdf: the pages are pictures without text; run OCR first, e.g. ocrmypdf in.pdf out.pdf")
	ErrGarbled  = errors.New("pdf: the file does not say which characters its glyphs are; run OCR over it first, e.g. ocrmypdf --force-ocr in.pdf out.pdf")
	ErrNoText   = errors.New("pdf: the file holds no text")
	ErrTimeout  = errors.New("pdf: reading took too long; split the file first, or allow it more time")
	ErrEngine   = errors.New("pdf: the reading process failed; the file may be damaged, repair it first, e.g. qpdf in.pdf out.pdf")
)

// Options says how a file is read.
type Options struct {
	// Command starts the child: a program and its arguments, which must do nothing
	// but call Serve with standard input and output.
	Command []string
	// Idle is the longest that the child may say nothing: the time to compile the
	// engine, which happens once for each user, or to read a page. Zero is a minute.
	Idle time.Duration
	// Timeout bounds the whole. Zero is five minutes.
	Timeout time.Duration
	// Progress, if set, is called as the reading goes on.
	Progress func(Progress)
}

// Progress is how far a reading is.
type Progress struct {
	Compiling   bool // the engine is made ready, which takes seconds once for each user
	Page, Pages int  // pages read, of how many
}

const (
	defaultIdle    = time.Minute
	defaultTimeout = 5 * time.Minute
)

// Read makes a file's content from its bytes. The name is for errors. The child's
// work is bounded by ctx, by the options' times, and by MaxPages and MaxBytes.
func Read(ctx context.Context, name string, b []byte, opt Options) (article.Content, error) {
	if err := precheck(b); err != nil {
		return article.Content{}, fmt.Errorf("%s: %w", name, err)
	}
	d, err := extract(ctx, b, opt)
	if err != nil {
		return article.Content{}, fmt.Errorf("%s: %w", name, err)
	}
	c, err := d.content()
	if err != nil {
		return article.Content{}, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// document is what the child told of a file.
type document struct {
	header
	pages []page
}
