// Package article turns bytes into one immutable text with its language,
// title, publication date and paragraphs.
//
// Offsets are UTF-8 bytes of that text, for ever. It reads plain text so far;
// it finds no figures. Read package lang next.
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
	SHA256     string
	Notes      []span.Note
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
	a := &Article{Source: source}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return nil, fmt.Errorf("%s: %w (NUL at byte %d)", source, ErrBinary, i)
	}
	if !utf8.Valid(b) {
		if err := a.repair(&b); err != nil {
			return nil, err
		}
	}
	a.Text = string(b)
	if strings.TrimSpace(a.Text) == "" {
		return nil, fmt.Errorf("%s: %w", source, ErrEmpty)
	}
	sum := sha256.Sum256(b)
	a.SHA256 = hex.EncodeToString(sum[:])
	a.Paragraphs = paragraphs(a.Text)
	a.Lang = h.Lang
	if a.Lang == "" {
		d, err := compiled.Detector()
		if err != nil {
			return nil, err
		}
		a.Lang, _ = d.Detect(a.Text)
		a.Langs = a.paragraphLangs(d)
	}
	a.Published = h.Published
	a.head(h)
	return a, nil
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
	a.Notes = append(a.Notes, span.Note{Span: span.Span{Start: first, End: first + 3}, Code: "invalid utf-8", Message: fmt.Sprintf("%d invalid bytes were replaced", bad)})
	return nil
}

// wrapped is the length from which a line that ends without a stop is taken
// to go on in the next.
const wrapped = 60

// paragraphs splits at blank lines, and at single line breaks unless the text
// is wrapped at a fixed width.
func paragraphs(text string) []span.Span {
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

// isWrapped reports whether most line breaks stand inside sentences: lines of
// at most 100 bytes whose successor begins in lower case.
func isWrapped(text string) bool {
	lines := strings.Split(text, "\n")
	inside, long, total := 0, 0, 0
	for i := 0; i+1 < len(lines); i++ {
		l, next := strings.TrimSpace(lines[i]), strings.TrimSpace(lines[i+1])
		if l == "" || next == "" {
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
