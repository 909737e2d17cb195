// Package charset turns a file's bytes into UTF-8, whatever encoding they came in.
//
// What is sure goes first: a byte order mark, valid UTF-8, the pattern of zeros that
// UTF-16 and UTF-32 leave. After it comes what the file or the caller declares, as far
// as the bytes bear it out, and last what the letters tell: each encoding is tried on
// the text, and the one whose text is most like writing is taken (likeness.go). The
// package knows no formats but the declarations of HTML and XML. Read package input next.
package charset

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// UTF8 is the name that Decode gives to text that needed no decoding.
const UTF8 = "UTF-8"

// ErrUnknown is the error for bytes that are text in no encoding that is known.
var ErrUnknown = errors.New("charset: this is no text in any known encoding; open it in the program that made it and save it as UTF-8")

var bom = []byte("\xef\xbb\xbf")

// Decode gives the text in UTF-8, without a byte order mark, and the name of the
// encoding that it came in ("Shift_JIS"). declared is what the caller was told (by
// HTTP, or by Declared), "" for nothing; it is overruled where the bytes speak against
// it. UTF-8 comes back as it is, with the few invalid bytes that it may hold; bytes that
// another encoding does not know become U+FFFD.
func Decode(b []byte, declared string) (text []byte, name string, err error) {
	if rest, ok := bytes.CutPrefix(b, bom); ok {
		return rest, UTF8, nil
	}
	if w := wideOf(b); w != nil {
		return w.decode(b)
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return nil, "", fmt.Errorf("%w (NUL at byte %d)", ErrUnknown, i)
	}
	if isStateful(b) {
		return iso2022JP.decode(b)
	}
	if isUTF8(b) {
		return b, UTF8, nil
	}
	if c, ok := choose(b, declared); ok {
		return c.decode(b)
	}
	if invalid, _ := census(b); invalid*100 <= len(b) {
		return b, UTF8, nil
	}
	return nil, "", fmt.Errorf("%w (byte %d is no UTF-8)", ErrUnknown, firstInvalid(b))
}

// coding is an encoding, the name that people know it by, and the letters of the
// languages that are written in it.
type coding struct {
	name    string
	enc     encoding.Encoding
	letters func() *letters
}

func (c *coding) decode(b []byte) ([]byte, string, error) {
	text, err := c.enc.NewDecoder().Bytes(b)
	if err != nil {
		return nil, "", fmt.Errorf("read as %s: %w", c.name, err)
	}
	return text, c.name, nil
}

// declaredBytes is how far into a file a declaration is looked for: HTML wants it in
// the first kilobyte, pages put it later.
const declaredBytes = 8 << 10

// Declared is the encoding that an HTML page's meta element or an XML declaration
// names, or "".
func Declared(b []byte) string {
	b = b[:min(len(b), declaredBytes)]
	if head, ok := bytes.CutPrefix(bytes.TrimLeft(b, white), []byte("<?xml")); ok {
		if name := setting(inTag(head), "encoding"); name != "" {
			return name
		}
	}
	for {
		at := bytes.IndexByte(b, '<')
		if at < 0 {
			return ""
		}
		b = b[at+1:]
		if !hasWord(b, "meta") {
			continue
		}
		if name := setting(inTag(b[len("meta"):]), "charset"); name != "" {
			return name
		}
	}
}

const white = " \t\r\n\f\v"

// longestTag bounds the tags that are looked at, in bytes.
const longestTag = 512

// inTag is what stands before the end of a tag.
func inTag(b []byte) []byte {
	b = b[:min(len(b), longestTag)]
	if end := bytes.IndexByte(b, '>'); end >= 0 {
		return b[:end]
	}
	return b
}

// hasWord reports whether b begins with a word of ASCII, in letters of any case, and
// white space behind it.
func hasWord(b []byte, word string) bool {
	return len(b) > len(word) && strings.EqualFold(string(b[:len(word)]), word) && strings.IndexByte(white, b[len(word)]) >= 0
}

// setting is the name of an encoding that a tag gives to the key, be it an attribute or a
// part of one: charset="x", content="text/html; charset=x".
func setting(tag []byte, key string) string {
	for i := 0; i+len(key) < len(tag); i++ {
		if tag[i]|0x20 != key[0] || !strings.EqualFold(string(tag[i:i+len(key)]), key) {
			continue
		}
		rest, ok := bytes.CutPrefix(bytes.TrimLeft(tag[i+len(key):], white), []byte("="))
		if !ok {
			continue
		}
		rest = bytes.TrimLeft(rest, white+"\"'")
		end := 0
		for end < len(rest) && end <= longestName && isNameByte(rest[end]) {
			end++
		}
		if 0 < end && end <= longestName {
			return string(rest[:end])
		}
	}
	return ""
}

// longestName is the longest name of an encoding, in bytes.
const longestName = 40

func isNameByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("_.:-", c) >= 0
}

// Agree reports whether what a file declares is the encoding of a name that Decode gave,
// or nothing is declared.
func Agree(declared, name string) bool {
	if declared == "" {
		return true
	}
	enc, err := htmlindex.Get(declared)
	if err != nil {
		return false
	}
	if c := named(declared); c != nil {
		return c.name == name
	}
	label, err := htmlindex.Name(enc)
	return err == nil && strings.EqualFold(label, name)
}

// named is the coding of a declared label, or nil. Labels of encodings that are told
// without a declaration are of no use here.
func named(label string) *coding {
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	name, err := htmlindex.Name(enc)
	switch {
	case err != nil, name == "utf-8", name == "utf-16le", name == "utf-16be", name == "iso-2022-jp", name == "replacement", name == "x-user-defined":
		return nil
	case name == "gbk": // a part of GB18030
		enc = simplifiedchinese.GB18030
	}
	for i := range legacy {
		if legacy[i].enc == enc {
			return &legacy[i]
		}
	}
	return &coding{name, enc, allLetters}
}

// isUTF8 reports whether the bytes are UTF-8: valid, cut off inside a last letter, or
// with more letters beyond ASCII than invalid bytes.
func isUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	invalid, letters := census(b)
	tail := cutTail(b)
	return letters > 0 && letters >= invalid || tail > 0 && invalid == tail
}

// census counts the bytes that are no UTF-8 and the letters of several bytes.
func census(b []byte) (invalid, letters int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			invalid++
		} else {
			letters++
		}
		i += n
	}
	return invalid, letters
}

// cutTail is how many bytes at the end begin a letter that goes on behind it.
func cutTail(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		tail := b[len(b)-n:]
		if utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) || n == 1 {
				return 0 // a lone last byte is as well a letter of one byte
			}
			return n
		}
	}
	return 0
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}
