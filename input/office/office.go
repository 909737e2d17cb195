// Package office reads documents of word processors: Office Open XML (.docx) and
// OpenDocument (.odt).
//
// It gives the text that the document shows when all tracked changes are accepted:
// paragraphs, tables cell by cell, text boxes behind the paragraph that holds them, and
// footnotes at the end. Deletions, hidden text, comments, headers and footers are left
// out; the first two are counted in notes. A document's own dates say when it was saved,
// not when the article was published, and are not read. It lays out no page and finds no
// figures. Read block.go next, then docx.go.
package office

import (
	"bytes"
	"errors"
	"fmt"

	"assay/article"
	"assay/input/container"
)

// Errors of Read, beside those of package container; each is wrapped with the file's
// name.
var (
	ErrOld   = errors.New("office: this is a document of Word 97 to 2003 (.doc); save it as .docx")
	ErrSheet = errors.New("office: this is a spreadsheet; copy the cells of the article into a .docx or .html file")
	ErrSlide = errors.New("office: these are slides; copy their text into a .docx or .txt file")
	ErrOther = errors.New("office: this is no text document; save it as .docx, .odt or plain text")
)

// Read makes the content of a .docx or .odt file. The name stands in errors only.
func Read(name string, b []byte) (article.Content, error) {
	c, err := read(b)
	if err != nil {
		return article.Content{}, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

func read(b []byte) (article.Content, error) {
	if IsCompound(b) {
		return article.Content{}, compoundError(b)
	}
	a, err := container.Open(b)
	if err != nil {
		return article.Content{}, err
	}
	main := mainPart(a)
	switch {
	case main != "":
		return readDocx(a, main)
	case a.HasUnder("xl"):
		err = ErrSheet
	case a.HasUnder("ppt"):
		err = ErrSlide
	case a.Has("content.xml"):
		return readODF(a)
	default:
		err = ErrOther
	}
	return article.Content{}, err
}

// IsCompound reports whether a file is of the format of Office 97 to 2003, which also
// holds newer documents that are protected by a password.
func IsCompound(b []byte) bool { return bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) }

// compoundError tells what a compound file holds by the names in its directory.
func compoundError(b []byte) error {
	for _, kind := range []struct {
		stream string
		err    error
	}{
		{"EncryptedPackage", fmt.Errorf("office: %w", container.ErrPassword)},
		{"WordDocument", ErrOld}, {"Workbook", ErrSheet}, {"PowerPoint Document", ErrSlide},
	} {
		if bytes.Contains(b, utf16Of(kind.stream)) {
			return kind.err
		}
	}
	return ErrOther
}

// utf16Of is an ASCII name as a compound file's directory writes it.
func utf16Of(ascii string) []byte {
	out := make([]byte, 0, 2*len(ascii))
	for i := range len(ascii) {
		out = append(out, ascii[i], 0)
	}
	return out
}
