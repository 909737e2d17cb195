package pdf

import (
	"fmt"
	"strings"
	"unicode"

	"assay/message"
)

// fault is why a page cannot be read.
type fault uint8

const (
	fine    fault = iota
	drawn         // pictures or outlines, and no text
	garbled       // glyphs of which nobody says what they are
)

func (f fault) code() string {
	if f == drawn {
		return "scanned page"
	}
	return "unreadable page"
}

func (f fault) says(page int) message.Message {
	if f == drawn {
		return message.Say("page %d is a picture without text and was not read; run OCR first", message.Number(page))
	}
	return message.Say("page %d does not say which characters its glyphs are and was not read; run OCR first", message.Number(page))
}

// When a page is not to be trusted.
const (
	fewGlyphs   = 40 // below, a page's glyphs say nothing about it
	oneInGlyphs = 8  // glyphs without a character: one in so many is too many
	markGlyphs  = 3  // at most, of a mark on a page that is a picture
)

// verdict is what can be read of a document.
type verdict struct {
	faults   []fault
	readable []bool // it has text, and the text can be read
	replaced int    // characters of readable pages that are none
	texts    int    // pages that are readable
	pictures int    // pages that are pictures with hardly any text
	bad      [garbled + 1]int
	first    [garbled + 1]int // the first such page, from 1
}

// judge looks for pages whose text is missing or cannot be what one sees.
func judge(pages []page) verdict {
	v := verdict{faults: make([]fault, len(pages)), readable: make([]bool, len(pages))}
	for i, p := range pages {
		f := judgePage(p)
		v.faults[i] = f
		if v.bad[f] == 0 {
			v.first[f] = i + 1
		}
		v.bad[f]++
		if p.Drawn {
			v.pictures++
		}
		if f == fine && p.Glyphs > 0 {
			v.readable[i] = true
			v.texts++
			v.replaced += p.Unmapped
		}
	}
	return v
}

func judgePage(p page) fault {
	switch {
	case p.Glyphs <= markGlyphs && p.Drawn:
		return drawn
	case p.Glyphs >= fewGlyphs && (p.Unmapped*oneInGlyphs >= p.Glyphs || isNoise(p.Words)), p.Glyphs > 0 && p.Unmapped*2 > p.Glyphs:
		return garbled
	}
	return fine
}

// isNoise reports whether hardly a letter or digit is among the characters.
func isNoise(ws []word) bool {
	letters, all := 0, 0
	for _, w := range ws {
		for _, r := range w.Text {
			all++
			if isLetter(r) || unicode.IsDigit(r) {
				letters++
			}
		}
	}
	return letters*4 < all
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// err is the error of a document that is for the most part not to be read.
func (v verdict) err() error {
	pages := len(v.faults)
	switch {
	case v.bad[garbled] > 0 && v.bad[garbled] >= max(v.texts, v.bad[drawn]):
		return fmt.Errorf("%w (%d of %d pages, first page %d)", ErrGarbled, v.bad[garbled], pages, v.first[garbled])
	case v.pictures > 0 && v.pictures*2 > v.texts+v.bad[garbled]+v.bad[drawn]:
		return fmt.Errorf("%w (%d of %d pages)", ErrScanned, v.pictures, pages)
	case v.texts == 0:
		return ErrNoText
	}
	return nil
}

// squeeze is a text without spaces and case, to compare titles.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
