package charset

import (
	"bytes"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// legacy are the encodings that are told from letters. Where the text is the same in
// two of them, the first is taken.
var legacy = []coding{
	{"GB18030", simplifiedchinese.GB18030, easternLetters},
	{"Shift_JIS", japanese.ShiftJIS, easternLetters},
	{"EUC-JP", japanese.EUCJP, easternLetters},
	{"EUC-KR", korean.EUCKR, easternLetters},
	{"Big5", traditionalchinese.Big5, easternLetters},
	{"Windows-1252", charmap.Windows1252, westernLetters}, // ISO-8859-1 is a part of it
	{"ISO-8859-15", charmap.ISO8859_15, westernLetters},
	{"Windows-1251", charmap.Windows1251, cyrillicLetters},
	{"KOI8-R", charmap.KOI8R, cyrillicLetters},
	{"Windows-1253", charmap.Windows1253, greekLetters},
	{"ISO-8859-7", charmap.ISO8859_7, greekLetters},
	{"Mac Roman", charmap.Macintosh, westernLetters},
	{"Windows-1250", charmap.Windows1250, centralLetters},
}

var iso2022JP = coding{"ISO-2022-JP", japanese.ISO2022JP, nil}

const escape = 0x1b

// isStateful reports whether escapes switch to Japanese letters, as in mail.
func isStateful(b []byte) bool {
	for _, seq := range []string{"\x1b$B", "\x1b$@"} {
		if bytes.Contains(b[:min(len(b), sampleBytes)], []byte(seq)) {
			return true
		}
	}
	return false
}

// sampleBytes is how much of a file the letters are counted in.
const sampleBytes = 8 << 10

// Bounds for the choice, from 1 (all letters are frequent ones) down to -1.
const (
	leastLikeness = 0.25 // less is no text
	overrule      = 0.4  // what another encoding must be more like writing than the declared one
)

// choose tries the encodings on the lines that hold more than ASCII.
func choose(b []byte, declared string) (*coding, bool) {
	lines := sample(b)
	best, at := leastLikeness, (*coding)(nil)
	for i := range legacy {
		if l := legacy[i].likeness(lines); l > best {
			best, at = l, &legacy[i]
		}
	}
	if d := named(declared); d != nil {
		if l := d.likeness(lines); l > -1 && l+overrule >= best {
			at = d
		}
	}
	return at, at != nil
}

// sample gathers lines that hold more than ASCII, up to sampleBytes: much of a page
// is markup, which tells nothing.
func sample(b []byte) []byte {
	var out []byte
	for len(b) > 0 && len(out) < sampleBytes {
		end := bytes.IndexByte(b, '\n') + 1
		if end == 0 {
			end = len(b)
		}
		line := b[:end]
		b = b[end:]
		if bytes.IndexFunc(line, func(r rune) bool { return r >= 0x80 }) >= 0 {
			out = append(out, line[:min(len(line), sampleBytes)]...)
		}
	}
	return out
}

// likeness is how like writing the bytes are in the encoding; -1 where they are invalid.
func (c *coding) likeness(b []byte) float64 {
	text, err := c.enc.NewDecoder().Bytes(b)
	if err != nil {
		return -1
	}
	return c.letters().likeness(text, false)
}
