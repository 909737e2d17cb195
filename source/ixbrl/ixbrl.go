// Package ixbrl reads inline XBRL: the 10-Q and 10-K documents of the SEC,
// HTML with filed facts marked in it, with every dimension and with the
// decimals that companyfacts lacks.
//
// Parse is a pure function of a document's name and bytes. The package does
// not validate against taxonomies, resolve external entities or read
// presentation; it opens no files. Read parse.go next, the walk over the
// document; transform.go holds the number formats, facts.go what becomes of
// the facts found.
package ixbrl

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"assay/evidence"
	"assay/message"
	"assay/span"
)

// ErrNoXBRL means that a document is HTML or XML without inline XBRL.
var ErrNoXBRL = errors.New("no inline XBRL in this document")

// Parse reads one document. The name is the file's; it tells the accession
// number if it, or the folder above it, is one as EDGAR writes them.
//
// What cannot be read as a number for certain (an unknown transformation, a
// unit or context that is missing) becomes a note with the place of its
// element and no fact. A document that ends in its middle is an error.
func Parse(name string, data []byte) (*evidence.Batch, error) {
	d, err := walk(data, nil)
	if err != nil {
		return nil, badDocument(name, err)
	}
	if missing := d.missingContinuations(); len(missing) > 0 {
		// A continuation may stand before what it continues: walk again,
		// knowing which ones matter. Real filings never need this.
		if d, err = walk(data, missing); err != nil {
			return nil, badDocument(name, err)
		}
	}
	b, err := d.batch(name, data)
	if err != nil {
		return nil, badDocument(name, err)
	}
	return b, nil
}

func badDocument(name string, err error) error {
	remedy := "fetch the document again"
	if errors.Is(err, ErrNoXBRL) {
		remedy = "import the filing's primary 10-Q or 10-K document"
	}
	return fmt.Errorf("ixbrl: %s: %w; %s", name, err, remedy)
}

// place is an error's position in words.
func place(data []byte, off int) string {
	off = max(0, min(off, len(data)))
	return fmt.Sprintf("line %d (byte %d)", 1+bytes.Count(data[:off], []byte{'\n'}), off)
}

// maxNotes bounds what a hostile document can make us remember.
const maxNotes = 1000

// notes collects oddities.
type notes []span.Note

func (n *notes) add(at span.Span, code, format string, args ...any) {
	if len(*n) < maxNotes {
		*n = append(*n, span.Note{Span: at, Code: code, Message: message.Plain(fmt.Sprintf(format, args...))})
	}
}

var (
	accessionDigits = regexp.MustCompile(`^(\d{10})(\d{2})(\d{6})$`)
	accessionDashes = regexp.MustCompile(`^\d{10}-\d{2}-\d{6}$`)
)

// accessionOf finds an accession number in the file's name or a folder above
// it; document is the file's own name if that is not the number.
func accessionOf(name string) (accession, document string) {
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' || r == ':' })
	for i := len(parts) - 1; i >= 0; i-- {
		stem := parts[i]
		if i == len(parts)-1 {
			stem, _, _ = strings.Cut(stem, ".")
		}
		if m := accessionDigits.FindStringSubmatch(stem); m != nil {
			stem = m[1] + "-" + m[2] + "-" + m[3]
		}
		if !accessionDashes.MatchString(stem) {
			continue
		}
		if i < len(parts)-1 {
			document = strings.TrimSuffix(parts[len(parts)-1], ".gz")
		}
		return stem, document
	}
	return "", ""
}
