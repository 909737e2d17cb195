package office

import (
	"strconv"
	"strings"
)

// Fonts of symbols show other signs than their numbers mean elsewhere; documents place
// those numbers at F000 and up.
const firstSymbol, lastSymbol = 0xf000, 0xf0ff

func isSymbol(r rune) bool { return r >= firstSymbol && r <= lastSymbol }

// symbolFont is Adobe's Symbol encoding from 0x20 on, as far as texts use it
// (unicode.org, VENDORS/ADOBE/symbol.txt); a space is a sign that is not known.
const symbolFont = " !∀#∃%&∋()∗+,−./0123456789:;<=>?" +
	"≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_" +
	" αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ "

// symbolHigh is the same from 0xA0 on.
const symbolHigh = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…   "

// wingdings are the signs of that font which stand in texts.
var wingdings = map[rune]rune{
	0x6c: '●', 0x6e: '■', 0x71: '❑', 0x75: '◆', 0x76: '❖', 0x9f: '•', 0xa7: '▪', 0xa8: '◻', 0xd8: '➢',
	0xdf: '←', 0xe0: '→', 0xe1: '↑', 0xe2: '↓', 0xe8: '➔', 0xfb: '✗', 0xfc: '✓',
}

// symbolOf is the letter that a sign of a font means; ok is false for one unknown.
func symbolOf(font string, r rune) (letter rune, ok bool) {
	if r < ' ' {
		return 0, false
	}
	if !isSymbol(r) && !strings.EqualFold(font, "symbol") && !strings.HasPrefix(strings.ToLower(font), "wingdings") {
		return r, true
	}
	if r = r & 0xff; strings.HasPrefix(strings.ToLower(font), "wingdings") {
		letter, ok = wingdings[r]
		return letter, ok
	}
	table, from := symbolFont, rune(0x20)
	if r >= 0xa0 {
		table, from = symbolHigh, 0xa0
	}
	for _, c := range table {
		if from == r {
			return c, c != ' ' || r == ' '
		}
		from++
	}
	return 0, false
}

// numbered is the letter of a hexadecimal number, 0 for what is none.
func numbered(hex string) rune {
	n, err := strconv.ParseUint(hex, 16, 16)
	if err != nil {
		return 0
	}
	return rune(n)
}
