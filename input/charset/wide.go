package charset

import (
	"bytes"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The encodings of two and four bytes a letter.
var (
	utf16LE = coding{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), allLetters}
	utf16BE = coding{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), allLetters}
	utf32LE = coding{"UTF-32LE", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), allLetters}
	utf32BE = coding{"UTF-32BE", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), allLetters}
)

// wide is an encoding of several bytes a letter, and its byte order mark in a file.
type wide struct {
	*coding
	mark int // bytes
}

func (w *wide) decode(b []byte) ([]byte, string, error) { return w.coding.decode(b[w.mark:]) }

// marks in this order: that of UTF-32 begins as that of UTF-16 does.
var marks = []struct {
	mark string
	coding
}{
	{"\xff\xfe\x00\x00", utf32LE}, {"\x00\x00\xfe\xff", utf32BE}, {"\xff\xfe", utf16LE}, {"\xfe\xff", utf16BE},
}

// wideOf tells UTF-32 and UTF-16 by their mark or by their zeros; nil: neither.
func wideOf(b []byte) *wide {
	for i := range marks {
		if bytes.HasPrefix(b, []byte(marks[i].mark)) {
			return &wide{&marks[i].coding, len(marks[i].mark)}
		}
	}
	if !hasControls(b) {
		return nil
	}
	switch {
	case isUTF32(b, 0):
		return &wide{&utf32BE, 0}
	case isUTF32(b, 3):
		return &wide{&utf32LE, 0}
	}
	return unmarkedUTF16(b)
}

// hasControls reports whether there are bytes that no text of one byte a letter has.
func hasControls(b []byte) bool {
	for _, c := range b[:min(len(b), sampleBytes)] {
		if c < '\t' || c > '\r' && c < ' ' && c != escape {
			return true
		}
	}
	return false
}

// isUTF32 reports whether every fourth byte from first on is zero, and the one that
// comes next in significance is at most 0x10, the last plane.
func isUTF32(b []byte, first int) bool {
	next := 1
	if first == 3 {
		next = 2
	}
	n := min(len(b), sampleBytes) &^ 3
	for i := 0; i < n; i += 4 {
		if b[i+first] != 0 || b[i+next] > 0x10 {
			return false
		}
	}
	return n > 0
}

// leastWide is how like writing UTF-16 without a mark must be: more than the letters of
// one byte that chance to stand beside a zero.
const leastWide = 0.5

// unmarkedUTF16 tells UTF-16 without a mark by its text: in the wrong order Latin
// letters become rare Chinese ones, and spaces letters that no text has.
func unmarkedUTF16(b []byte) *wide {
	sample := b[:min(len(b), sampleBytes)&^1]
	best, at := leastWide, (*coding)(nil)
	for _, c := range []*coding{&utf16LE, &utf16BE} {
		text, err := c.enc.NewDecoder().Bytes(sample)
		if err != nil || bytes.IndexByte(text, 0) >= 0 {
			continue
		}
		if l := allLetters().likeness(text, true); l > best {
			best, at = l, c
		}
	}
	if at == nil {
		return nil
	}
	return &wide{at, 0}
}
