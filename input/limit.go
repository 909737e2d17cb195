package input

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"assay/article"
	"assay/input/office"
)

// MaxFile bounds files that hold more than text: pictures, fonts, layout. Files of text
// are bounded by article.MaxBytes.
const MaxFile = 128 << 20

// Errors of Open and ReadAll.
var (
	ErrFolder   = errors.New("input: this is a folder; give the files in it")
	ErrTooLarge = errors.New("input: the file is larger than any article; give its text alone")
)

// Open reads a file within the bounds of its kind. A file that is refused for its kind
// or its size is not read to its end.
func Open(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	fi, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case fi.IsDir():
		return nil, fmt.Errorf("%s: %w", name, ErrFolder)
	}
	return readAll(name, f, int(min(fi.Size(), MaxFile)))
}

// ReadAll is Open for what is open already: standard input, a file of an archive. The
// name stands in errors only.
func ReadAll(name string, r io.Reader) ([]byte, error) { return readAll(name, r, 0) }

// firstRead is how much is read before the kind is told.
const firstRead = 4 << 10

// readAll reads within the bounds; size is how much is to be expected, 0 for unknown.
func readAll(name string, r io.Reader, size int) ([]byte, error) {
	in := bufio.NewReaderSize(r, firstRead)
	head, err := in.Peek(firstRead)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	limit, err := limitOf(head)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var b bytes.Buffer
	b.Grow(min(size, limit) + bytes.MinRead)
	n, err := b.ReadFrom(io.LimitReader(in, int64(limit)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case n > int64(limit):
		return nil, fmt.Errorf("%s: %w (more than %d MB)", name, ErrTooLarge, limit>>20)
	}
	return b.Bytes(), nil
}

// limitOf is how many bytes a file may have that begins so.
func limitOf(head []byte) (int, error) {
	zip := bytes.HasPrefix(head, []byte("PK"))
	if zip || office.IsCompound(head) || bytes.Contains(head[:min(len(head), pdfHead)], []byte("%PDF-")) {
		return MaxFile, nil
	}
	return article.MaxBytes, refused(head)
}
