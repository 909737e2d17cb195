package lexicon

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Filler stands in folded text for bytes that carry nothing of their own: the
// rest of a wide character whose narrow form is shorter.
const Filler = 0x01

// Fold writes the comparable form of text into dst, which it grows as needed:
// lower case, narrow digits and letters, plain spaces, hyphens and
// apostrophes. The result has the same length, and byte i of it belongs to
// the character at byte i of the text, so offsets need no translation. A NUL
// or an invalid byte becomes a space.
func Fold(dst []byte, text string) []byte {
	dst = append(dst[:0], text...)
	for i := 0; i < len(dst); {
		from := i
		switch c := dst[i]; { // whole runs of the characters that most texts consist of
		case c < utf8.RuneSelf:
			i += foldASCII(dst[i:])
		case c < 0xE0:
			i += foldPairs(dst[i:])
		default:
			i += plainRun(dst[i:])
		}
		if i == from {
			r, n := utf8.DecodeRuneInString(text[i:])
			foldRune(dst[i:i+n], r, text[i:i+n])
			i += n
		}
	}
	return dst
}

// each repeats a byte in all eight of a word.
const each = 0x0101010101010101

// foldASCII folds ASCII at the start of b and gives how many bytes of it, most of them
// eight at a time.
func foldASCII(b []byte) int {
	n := 0
	for ; len(b)-n >= 8; n += 8 {
		w := binary.LittleEndian.Uint64(b[n:])
		wide := w & (0x80 * each)
		low := w &^ wide
		// The high bit of a sum tells whether its byte is not below the one that 0x80 is
		// reduced by; no sum carries into the next byte.
		if ((low+(0x80-' ')*each)|w)&(0x80*each) != 0x80*each {
			break // a control character
		}
		capital := (low + (0x80-'A')*each) &^ (low + (0x80-'Z'-1)*each) &^ w & (0x80 * each)
		binary.LittleEndian.PutUint64(b[n:], w|capital>>2) // 0x20 is what parts the cases
		if wide != 0 {
			return n + bits.TrailingZeros64(wide)/8
		}
	}
	for last := min(n+8, len(b)); n < last && b[n] < utf8.RuneSelf; n++ {
		b[n] = asciiFold[b[n]]
	}
	return n
}

// foldPairs folds the letters of two bytes at the start of b whose form has two bytes as
// well, and gives how many bytes they are.
func foldPairs(b []byte) int {
	n := 0 // an index, as to slice costs more than a letter
	for ; n < len(b)-1; n += 2 {
		w := uint(b[n]) | uint(b[n+1])<<8
		if w&0xC0E0 != 0x80C0 { // 110xxxxx 10xxxxxx, the first byte lowest
			break
		}
		two := twoFold[w&0x1F<<6|w>>8&0x3F]
		if two == 0 {
			break
		}
		b[n], b[n+1] = byte(two), byte(two>>8)
	}
	return n
}

// twoFold is the folded form of each character of two bytes whose form has two bytes as
// well, 0 for the others: European letters are most of a text, and a table is faster
// than their rules.
var twoFold = func() (t [0x800]uint16) {
	for r := rune(utf8.RuneSelf); r < 0x800; r++ {
		var raw, folded [2]byte
		utf8.EncodeRune(raw[:], r)
		foldRune(folded[:], r, string(raw[:]))
		if folded[1] != Filler && folded[0] >= utf8.RuneSelf {
			t[r] = binary.LittleEndian.Uint16(folded[:])
		}
	}
	return t
}()

// plainRun gives how many bytes at the start of b are characters that plainWide passes.
func plainRun(b []byte) int {
	n := 0
	for ; n < len(b)-2; n += 3 {
		if !plainWide(uint32(b[n]) | uint32(b[n+1])<<8 | uint32(b[n+2])<<16) {
			break
		}
	}
	return n
}

// plainWide reports whether three bytes, the first lowest, are a letter or mark of a
// script without case that folds to itself: kana, most ideographs, Hangul, Devanagari
// but its digits.
func plainWide(w uint32) bool {
	return w&0xC0C0F0 == 0x8080E0 && plainThird[w&0xF<<6|w>>8&0x3F]>>(w>>16&0x3F)&1 != 0
}

// plainThird is a bit for each third byte that makes such a character with the first two.
var plainThird = func() (t [16 << 6]uint64) {
	const all = 1<<64 - 1
	for i := range t {
		switch a, b := 0xE0|i>>6, 0x80|i&0x3F; {
		case a >= 0xE5 && a <= 0xE9, a == 0xEB, a == 0xEC,
			a == 0xE4 && b >= 0xB8, a == 0xEA && b >= 0xB0, a == 0xED && b < 0x9E:
			t[i] = all
		case a == 0xE0 && b == 0xA4:
			t[i] = all &^ (1<<0x01 | 1<<0x11 | 1<<0x3C) // candrabindu, open o, dot below
		case a == 0xE3 && b == 0x81:
			t[i] = all &^ 1
		case a == 0xE3 && b == 0x82:
			t[i] = all &^ (1<<0x21 - 1<<0x17) // voicing marks, double hyphen
		case a == 0xE3 && b == 0x83:
			t[i] = all &^ (1 << 0x3B) // middle dot
		case a == 0xE0 && b == 0xA5:
			t[i] = (1<<0x24 - 1) &^ (1<<0x09 | 0xFF<<0x18) // up to the danda, but its open o and letters with a dot
		}
	}
	return t
}()

var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for i := range t {
		t[i] = byte(i)
	}
	for c := 'A'; c <= 'Z'; c++ {
		t[c] = byte(c) + 'a' - 'A'
	}
	t[0], t[1], t['\t'], t['\r'] = ' ', ' ', ' ', ' '
	return
}()

func foldRune(dst []byte, r rune, raw string) {
	narrow := byte(0)
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		narrow = ' '
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		narrow = asciiFold[r-0xFF01+'!']
	case r >= 0x0966 && r <= 0x096F: // Devanagari digits
		narrow = byte(r-0x0966) + '0'
	case r == 0xA0 || r == 0x3000 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0xFEFF || r == 0x200B:
		for i := range dst {
			dst[i] = ' '
		}
		return
	case r == 0xAD || r == 0x200C || r == 0x200D || r == 0x093C: // soft hyphen, joiners, the dot below a Devanagari letter
		narrow = Filler
	case r >= 0x0900 && r < 0x0966:
		utf8.EncodeRune(dst, plainDevanagari(r))
		return
	case r == 0x2010 || r == 0x2011:
		narrow = '-'
	case r == 0x2018 || r == 0x2019 || r == 0x02BC:
		narrow = '\''
	case r == 0x2212: // minus sign
		narrow = '-'
	case r == 0x301C || r == 0x223C || r == 0xFF5E: // wave dashes
		narrow = '~'
	}
	if narrow != 0 {
		dst[0] = narrow
		for i := 1; i < len(dst); i++ {
			dst[i] = Filler
		}
		return
	}
	if r < 0x2E80 || r > 0xA4CF { // no script of East Asia between has case
		if l := bare(unicode.ToLower(r)); l != r && utf8.RuneLen(l) == len(dst) {
			utf8.EncodeRune(dst, l)
			return
		}
	}
	copy(dst, raw)
}

// plainDevanagari is a letter or sign without what only foreign words have and writers leave
// out: the open o (डॉलर, डालर), the candrabindu, the dot below (अमेज़न, अमेजन).
func plainDevanagari(r rune) rune {
	switch r {
	case 'ँ':
		return 'ं'
	case 'ऑ':
		return 'आ'
	case 'ॉ':
		return 'ा'
	}
	if r >= 0x0958 && r <= 0x095F {
		return [...]rune{'क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'}[r-0x0958]
	}
	return r
}

// bare is a lower-case letter without what writers leave out: the Greek accent,
// absent from capitals, the final form of sigma, the dots of the Russian yo.
func bare(r rune) rune {
	switch r {
	case 'ς':
		return 'σ'
	case 'ά':
		return 'α'
	case 'έ':
		return 'ε'
	case 'ή':
		return 'η'
	case 'ί', 'ϊ', 'ΐ':
		return 'ι'
	case 'ό':
		return 'ο'
	case 'ύ', 'ϋ', 'ΰ':
		return 'υ'
	case 'ώ':
		return 'ω'
	case 'ё':
		return 'е'
	}
	return r
}

// FoldString is Fold for terms: the same form, fillers left out.
func FoldString(s string) string {
	f := Fold(nil, s)
	out := f[:0]
	for _, c := range f {
		if c != Filler {
			out = append(out, c)
		}
	}
	return string(out)
}

// IsWordByte reports whether a byte of folded text belongs to a word: ASCII
// letters and digits, and every byte of a non-ASCII letter. Non-ASCII
// punctuation counts as well here; WordEnd decides it by character.
func IsWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf || c == Filler
}

// Letters tells by a character's first byte in folded text how many bytes it has if
// it is surely part of a word; else NoLetter, or MayBePunct where IsPunct must say.
var Letters = func() (t [256]byte) {
	for i := range t {
		switch c := byte(i); {
		case c >= 0xC4 && c <= 0xCA, c >= 0xCF && c <= 0xD1: // as IsPunct has them
			t[i] = 2
		case c >= 0xE5 && c <= 0xE9, c == 0xEB, c == 0xEC:
			t[i] = 3
		case c >= utf8.RuneSelf:
			t[i] = MayBePunct
		case IsWordByte(c):
			t[i] = 1
		}
	}
	return t
}()

// The values of Letters that are no lengths.
const (
	NoLetter   = 0
	MayBePunct = 255
)

// EndsInPunct is IsPunct for the last character of b.
func EndsInPunct(b []byte) bool {
	if n := len(b); n > 1 && Letters[b[n-2]] == 2 {
		return false
	}
	_, n := utf8.DecodeLastRune(b)
	return IsPunct(b[len(b)-n:])
}

// IsPunct reports whether the non-ASCII character at the start of b is no
// letter, digit or mark.
func IsPunct(b []byte) bool {
	switch c := b[0]; { // what most texts have, without decoding it
	case Letters[c] != MayBePunct:
		return false
	case c == 0xC3 && len(b) > 1:
		return b[1] == 0x97 || b[1] == 0xB7 // × and ÷
	case c == 0xCE && len(b) > 1 && b[1] >= 0x88:
		return false
	case c >= 0xE0 && len(b) > 2:
		if plainWide(uint32(c) | uint32(b[1])<<8 | uint32(b[2])<<16) {
			return false
		}
		// Dashes and quotes; 。 and brackets.
		if c == 0xE2 && b[1] == 0x80 || c == 0xE3 && b[1] == 0x80 && (b[2] <= 0x83 || b[2] >= 0x88 && b[2] <= 0xA0) {
			return true
		}
	}
	r, _ := utf8.DecodeRune(b)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != 'ー'
}
