package lang

import (
	"bytes"
	"strings"
	"unicode"

	"assay/lexicon"
)

// detectBytes is how much of a text is looked at.
const detectBytes = 20000

// Detect tells a text's language: by its script where that decides, else by a
// vote of the packs' own frequent words. It is "en" for a text without any.
func Detect(text string) string {
	if len(text) > detectBytes {
		text = text[:detectBytes]
	}
	kana, han, latin := 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	if (kana+han)*3 > latin && kana+han > 0 {
		return "ja"
	}
	best, bestVotes := "en", 0
	words := strings.Fields(lexicon.FoldString(text))
	for _, code := range Codes() {
		stop := stopWords(code)
		votes := 0
		for _, w := range words {
			if stop[strings.Trim(w, ".,;:!?\"'()")] {
				votes++
			}
		}
		if votes > bestVotes {
			best, bestVotes = code, votes
		}
	}
	return best
}

// stopWords reads only the list of frequent words from a pack's file, so that
// telling the language costs no whole parse of every pack.
func stopWords(code string) map[string]bool {
	b, err := packFiles.ReadFile("packs/" + code + ".toml")
	if err != nil {
		return nil
	}
	i := bytes.Index(b, []byte("\nstop = ["))
	if i < 0 {
		return nil
	}
	b = b[i+len("\nstop = ["):]
	if j := bytes.IndexByte(b, ']'); j >= 0 {
		b = b[:j]
	}
	words := map[string]bool{}
	for _, w := range strings.Split(string(b), ",") {
		words[lexicon.FoldString(strings.Trim(w, " \n\t\""))] = true
	}
	return words
}
