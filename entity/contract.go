package entity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// contractions are, by language, what prepositions make of an article in front of a noun
// phrase, so that an epithet need stand in a file with its plain article alone: "el fabricante
// de chips" is met in "los ingresos del fabricante de chips" too.
var contractions = map[string][]struct {
	article string
	with    []string
}{
	"es": {{"el ", []string{"del ", "al "}}},
	"fr": {{"le ", []string{"du ", "au "}}},
	"it": {
		{"il ", []string{"del ", "al ", "dal ", "nel ", "sul ", "col "}},
		{"lo ", []string{"dello ", "allo ", "dallo ", "nello ", "sullo "}},
		{"la ", []string{"della ", "alla ", "dalla ", "nella ", "sulla "}},
		{"l'", []string{"dell'", "all'", "dall'", "nell'", "sull'"}},
	},
	"pt": {
		{"o ", []string{"do ", "ao ", "no ", "pelo "}},
		{"a ", []string{"da ", "à ", "na ", "pela "}},
	},
}

// withContractions are the words and, behind them, those of their forms behind a preposition
// that the list does not hold.
func withContractions(lang string, words []string) []string {
	if contractions[lang] == nil {
		return words
	}
	out := slices.Clone(words)
	for _, w := range words {
		for _, c := range contractions[lang] {
			noun, ok := strings.CutPrefix(w, c.article)
			if !ok {
				continue
			}
			for _, article := range c.with {
				if form := article + noun; !slices.Contains(words, form) {
					out = append(out, form)
				}
			}
		}
	}
	return out
}

// withCountry are the words and, behind them, the Japanese ones with the letter that the press
// writes before American companies: 「米メタ・プラットフォームズ」, which 「米メタ」 alone would
// cut in two.
func withCountry(lang string, words []string) []string {
	if lang != "ja" {
		return words
	}
	out := slices.Clone(words)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.Is(unicode.Katakana, r) && !slices.Contains(words, "米"+w) {
			out = append(out, "米"+w)
		}
	}
	return out
}
