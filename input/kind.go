package input

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/input/container"
	"assay/input/office"
	"assay/message"
)

// Kind is a kind of file that articles come in.
type Kind string

// The kinds that are read.
const (
	Text     Kind = "plain text"
	Markdown Kind = "Markdown"
	HTML     Kind = "HTML"
	PDF      Kind = "PDF"
	Word     Kind = "Word document"
	ODT      Kind = "OpenDocument text"
	EPUB     Kind = "EPUB"
)

// About is what to know of a kind.
type About struct {
	Kind       Kind
	Extensions []string // that its files have
	Told       string   // how it is told from the content
	Read       string   // what is read of it
}

// Kinds are the kinds that are read, in the order in which they are looked for.
func Kinds() []About {
	return []About{
		{PDF, []string{".pdf"}, `"%PDF-" at the beginning, or in the first kilobyte behind other bytes`, "text, tables of figures, title, language; scanned pages are refused"},
		{EPUB, []string{".epub"}, "a ZIP archive with META-INF/container.xml", "the pages of the spine as one article, title, language, date; encrypted books are refused"},
		{Word, []string{".docx", ".docm", ".dotx"}, "a ZIP archive with a Word document", "text with tracked changes accepted, tables, footnotes at the end, text boxes, title, language"},
		{ODT, []string{".odt", ".ott"}, "a ZIP archive with content.xml", "as of Word documents"},
		{HTML, []string{".html", ".htm", ".xhtml"}, "a doctype or an element of HTML at the beginning; with such an extension, any tag", "the article's text without what surrounds it, tables, title, language, date"},
		{Markdown, []string{".md", ".markdown", ".mdown", ".mkd"}, "the extension; without a known extension, headings, bold words, links or tables as Markdown writes them", "the text as it would be shown, tables, title"},
		{Text, []string{".txt", ".text"}, "any other text, in any usual encoding", "paragraphs, title, date, speakers of a transcript"},
	}
}

// extension is a name's, of an address that of its path.
func extension(name string) string {
	if u, err := url.Parse(name); err == nil && u.Host != "" {
		name = u.Path
	}
	return strings.ToLower(path.Ext(name))
}

// extensionKind is the kind that a name's extension stands for, or "".
func extensionKind(name string) Kind {
	ext := extension(name)
	for _, k := range Kinds() {
		if slices.Contains(k.Extensions, ext) {
			return k.Kind
		}
	}
	return ""
}

// expected is the kind that a server told, or the name's extension stands for, or "".
func (f *file) expected() Kind {
	switch f.told.Type {
	case "text/html", "application/xhtml+xml":
		return HTML
	case "text/markdown":
		return Markdown
	}
	return extensionKind(f.name)
}

// noteExtension says where a name speaks against the content.
func (f *file) noteExtension() {
	if want := extensionKind(f.name); want != "" && want != f.kind {
		f.note("wrong extension", message.Say("the name ends in %s, but this is no %s; it was read as what it is: %s",
			message.Text(extension(f.name)), message.Text(string(want)), message.Text(string(f.kind))))
	}
}

// pdfHead is where a PDF file's mark may stand (ISO 32000-2, annex I).
const pdfHead = 1024

// kindOf tells the kind of a file from its bytes; what is neither a container nor
// refused is Text.
func kindOf(b []byte) (Kind, error) {
	head := b[:min(len(b), pdfHead)]
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"), []byte("%PDF-")), bytes.Contains(head, []byte("%PDF-")) && !utf8.Valid(cutRune(head)):
		return PDF, nil
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return zipKind(b)
	case office.IsCompound(b):
		return Word, nil // package office tells what it is, and why it is not read
	}
	return Text, refused(b)
}

// cutRune takes off a letter that is cut at the end.
func cutRune(b []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if tail := b[len(b)-n:]; utf8.RuneStart(tail[0]) && !utf8.FullRune(tail) {
			return b[:len(b)-n]
		}
	}
	return b
}

// zipKind tells what is packed in a ZIP archive.
func zipKind(b []byte) (Kind, error) {
	a, err := container.Open(b)
	switch {
	case err != nil:
		return "", err
	case a.Has("META-INF/container.xml"), hasType(a, "application/epub+zip"):
		return EPUB, nil
	case a.HasUnder("word"), a.HasUnder("xl"), a.HasUnder("ppt"):
		return Word, nil
	case a.Has("content.xml"):
		return ODT, nil
	case a.Has("[Content_Types].xml"):
		return Word, nil
	}
	return "", fmt.Errorf("%w (ZIP)", ErrArchive)
}

func hasType(a *container.Archive, want string) bool {
	b, err := a.Read("mimetype")
	return err == nil && strings.TrimSpace(string(b)) == want
}
