// Package article turns bytes into one immutable text with its language,
// title, publication date and paragraphs.
//
// Offsets are UTF-8 bytes of that text, for ever. It reads plain text; the readers
// of other formats stand in package input and hand it a Content. It finds no
// figures. Read package lang next.
package article

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/compiled"
	"assay/lang"
	"assay/message"
	"assay/period"
	"assay/span"
)

// MaxBytes bounds a text: far above any article, far below what would take
// minutes.
const MaxBytes = 64 << 20

// Errors of Parse.
var (
	ErrEmpty   = errors.New("article: the text is empty; give a file with an article's text")
	ErrTooLong = errors.New("article: the text is too long; split it into articles")
	ErrBinary  = errors.New("article: this is no text; save it as UTF-8 plain text first")
)

// Article is a text and what its first lines say of it. It is never changed.
type Article struct {
	Source     string // file name, or "-"
	Text       string
	Title      span.Span
	Lang       string
	Published  period.Date // 0 unknown
	Paragraphs []span.Span
	Langs      []string    // of each paragraph, where one of another language was found
	Skip       []span.Span // lines that only date, sign or place the article
	Tables     []Table     // in order; no paragraph overlaps one
	Turns      []Turn      // of a transcript, in order
	Plain      bool        // the text is the file's own, so that its hash names it
	SHA256     string
	Notes      []span.Note
}

// Content is what the reader of a format makes of a file: its text, and what the
// format itself says of it. Package input holds the readers.
type Content struct {
	Text       string
	Title      span.Span   // zero: looked for in the first lines
	Lang       string      // of the whole, where the file says it: a BCP 47 tag
	Published  period.Date // 0: looked for in the first lines
	Paragraphs []span.Span // nil: told from line breaks
	Skip       []span.Span // date lines, bylines, speakers' names: read for nothing
	Tables     []Table
	Notes      []span.Note
}

// Table is a table of figures as it stands in the text: a line a row.
type Table struct {
	span.Span
	Caption span.Span // its title or the line that gives its unit; zero: none. Inside the table's span or a paragraph before it.
	Rows    [][]Cell
}

// Cell is one cell; an empty one has an empty span where it would stand.
type Cell struct {
	span.Span
	Head bool // it names a row or a column
	Cols int  // how many columns it spans, at least 1
}

// Turn is what one person says in a transcript.
type Turn struct {
	span.Span
	Speaker string // "Satya Nadella"
	Role    string // "Chief Executive Officer", "analyst, Goldman Sachs"; "" unknown
	Outside bool   // no officer of the company: an analyst, the operator
}

// Hints are what the caller knows better than the text.
type Hints struct {
	Lang      string
	Published period.Date
	Title     string
}

// Parse reads an article from UTF-8 text. Invalid bytes are replaced and
// noted; a text with many of them, or with NUL bytes in it, is refused.
func Parse(source string, b []byte, h Hints) (*Article, error) {
	if len(b) > MaxBytes {
		return nil, fmt.Errorf("%s: %w (%d bytes, at most %d)", source, ErrTooLong, len(b), MaxBytes)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	a := &Article{Source: source, Plain: true}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return nil, fmt.Errorf("%s: %w (NUL at byte %d)", source, ErrBinary, i)
	}
	if !utf8.Valid(b) {
		if err := a.repair(&b); err != nil {
			return nil, err
		}
	}
	return a.fill(Content{Text: string(b)}, h)
}

// New makes an article of what a format's reader found in a file.
func New(source string, c Content, h Hints) (*Article, error) {
	a := &Article{Source: source}
	if len(c.Text) > MaxBytes {
		return nil, fmt.Errorf("%s: %w (%d bytes, at most %d)", source, ErrTooLong, len(c.Text), MaxBytes)
	}
	return a.fill(c, h)
}

// fill takes over the content, and finds in the text what neither the format nor the
// caller says. The caller's word goes before the file's, the file's before the text's.
func (a *Article) fill(c Content, h Hints) (*Article, error) {
	a.Text = c.Text
	if strings.TrimSpace(a.Text) == "" {
		return nil, fmt.Errorf("%s: %w", a.Source, ErrEmpty)
	}
	sum := sha256.Sum256([]byte(a.Text))
	a.SHA256 = hex.EncodeToString(sum[:])
	a.Title, a.Skip, a.Tables = c.Title, c.Skip, c.Tables
	a.Notes = append(a.Notes, c.Notes...)
	if a.Paragraphs = c.Paragraphs; a.Paragraphs == nil {
		a.Paragraphs = Paragraphs(a.Text)
	}
	if lines := datelines(a.Text, a.Paragraphs); lines != nil {
		a.Skip = inOrder(a.Skip, lines)
	}
	a.Paragraphs = cutLabels(a.Text, a.Paragraphs, a.Skip)
	if a.Lang = h.Lang; a.Lang == "" {
		d, err := compiled.Detector()
		if err != nil {
			return nil, err
		}
		a.Lang = tell(d, a.Text, c.Lang)
		a.Langs = a.paragraphLangs(d)
	}
	if a.Published = h.Published; a.Published == 0 {
		a.Published = c.Published
	}
	a.head(h)
	return a, nil
}

// Transcribed is the article with what each person in it says; the labels are what names
// the speakers.
func (a *Article) Transcribed(turns []Turn, labels []span.Span) *Article {
	if turns == nil {
		return a
	}
	b := *a
	b.Turns, b.Skip = turns, inOrder(a.Skip, labels)
	b.Paragraphs = cutLabels(a.Text, a.Paragraphs, b.Skip)
	if b.Langs != nil {
		b.Langs = sameLangs(a, b.Paragraphs)
	}
	return &b
}

// sameLangs are the languages of paragraphs that parts of the article's own are.
func sameLangs(a *Article, parts []span.Span) []string {
	out := make([]string, len(parts))
	k := 0
	for i, p := range parts {
		for k+1 < len(a.Paragraphs) && a.Paragraphs[k].End < p.End {
			k++
		}
		out[i] = a.Langs[k]
	}
	return out
}

// inOrder are the spans of both, by their place.
func inOrder(a, b []span.Span) []span.Span {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y span.Span) int { return x.Start - y.Start })
	return all
}

// cutLabels makes paragraphs of their own of the labels that paragraphs begin with, so that
// what is said behind "Amy Hood, CFO:" is read without it.
func cutLabels(text string, paragraphs, skip []span.Span) []span.Span {
	var out []span.Span
	k := 0
	for i, p := range paragraphs {
		for k < len(skip) && skip[k].End <= p.Start {
			k++
		}
		if k == len(skip) || skip[k].Start != p.Start || skip[k].End >= p.End {
			if out != nil {
				out = append(out, p)
			}
			continue
		}
		if out == nil {
			out = slices.Clone(paragraphs[:i])
		}
		rest := text[skip[k].End:p.End]
		out = append(out, skip[k], span.Span{Start: p.End - len(strings.TrimLeft(rest, " \u00a0\u3000\t\r\n")), End: p.End})
	}
	if out == nil {
		return paragraphs
	}
	return out
}

// tell is the text's language: the one that the file declares, unless the words are
// surely another's; many sites declare the language of their menus.
func tell(d *lang.Detector, text, declared string) string {
	base, _, _ := strings.Cut(strings.ToLower(declared), "-")
	if !slices.Contains(lang.Codes(), base) {
		code, _ := d.Detect(text)
		return code
	}
	if code, sure := d.DetectAmong(text, base); sure {
		return code
	}
	return base
}

// paragraphLangs are the languages of the paragraphs, or nil where all are of the
// article's: a quotation stands in its own.
func (a *Article) paragraphLangs(d *lang.Detector) []string {
	var langs []string
	for i, p := range a.Paragraphs {
		code, sure := d.DetectAmong(a.Text[p.Start:p.End], a.Lang)
		if !sure || code == a.Lang {
			continue
		}
		if langs == nil {
			langs = slices.Repeat([]string{a.Lang}, len(a.Paragraphs))
		}
		langs[i] = code
	}
	return langs
}

// repair replaces invalid bytes and notes the first; more than one in a
// hundred means that the file is no UTF-8 at all.
func (a *Article) repair(b *[]byte) error {
	bad, first := 0, -1
	for i := 0; i < len(*b); {
		r, n := utf8.DecodeRune((*b)[i:])
		if r == utf8.RuneError && n == 1 {
			if bad++; first < 0 {
				first = i
			}
		}
		i += n
	}
	if bad*100 > len(*b) {
		return fmt.Errorf("%s: %w (byte %d is no UTF-8)", a.Source, ErrBinary, first)
	}
	*b = bytes.ToValidUTF8(*b, []byte("\uFFFD"))
	a.Notes = append(a.Notes, span.Note{Span: span.Span{Start: first, End: first + 3}, Code: "invalid utf-8", Message: message.Say("%d invalid bytes were replaced", message.Number(bad))})
	return nil
}

// wrapped is the length from which a line that ends without a stop is taken
// to go on in the next.
const wrapped = 60

// Paragraphs splits a text at blank lines, and at single line breaks unless the text
// is wrapped at a fixed width.
func Paragraphs(text string) []span.Span {
	var out []span.Span
	wrap := isWrapped(text)
	start := -1
	flush := func(end int) {
		if start >= 0 {
			for end > start && (text[end-1] == ' ' || text[end-1] == '\n' || text[end-1] == '\r' || text[end-1] == '\t') {
				end--
			}
			if end > start {
				out = append(out, span.Span{Start: start, End: end})
			}
			start = -1
		}
	}
	for i := 0; i < len(text); {
		end := strings.IndexByte(text[i:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += i
		}
		line := strings.TrimSpace(text[i:end])
		switch {
		case line == "":
			flush(i)
		default:
			if mark := listMark(line); start >= 0 && mark != "" && mark == listMark(text[start:]) {
				flush(i)
			}
			if start < 0 {
				start = i + strings.Index(text[i:end], line[:1])
			}
			if !wrap || len(line) < wrapped {
				flush(end)
			}
		}
		i = end + 1
	}
	flush(len(text))
	return out
}

// listMark is what opens a line of a list: "– Betriebsergebnis: 14,8 Mrd. Dollar".
func listMark(line string) string {
	for _, mark := range []string{"– ", "— ", "- ", "• ", "* ", "▪ ", "● ", "■ "} {
		if strings.HasPrefix(line, mark) {
			return mark
		}
	}
	return ""
}

// isWrapped reports whether most line breaks stand inside sentences: lines of
// at most 100 bytes whose successor begins in lower case.
func isWrapped(text string) bool {
	lines := strings.Split(text, "\n")
	inside, long, total := 0, 0, 0
	for i := 0; i+1 < len(lines); i++ {
		l, next := strings.TrimSpace(lines[i]), strings.TrimSpace(lines[i+1])
		if l == "" || next == "" || listMark(next) != "" && listMark(next) == listMark(l) {
			continue
		}
		total++
		if len(l) > 110 {
			long++
		}
		if len(l) >= wrapped && !strings.HasSuffix(l, ".") && !strings.HasSuffix(l, "。") {
			inside++
		}
	}
	return total > 3 && long*4 < total && inside*2 > total
}
