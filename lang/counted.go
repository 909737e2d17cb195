package lang

import (
	"strconv"
	"strings"

	"assay/lexicon"
)

// A phrase may count years or sessions: "three years earlier", "in 2 Sitzungen", 「3年前」. A pack states it once,
// with a slot where the number stands, under an id whose N stands for the number ("yoyN").
const (
	slot        = "{}"
	mostCounted = 10
)

// filled are the phrase and its id with the slot filled by each number from two to ten, in digits
// and in every form of its word; a phrase without a slot is a term as it stands.
func (p *Pack) filled(class lexicon.Class, id, phrase string) []lexicon.Term {
	if !strings.Contains(phrase, slot) {
		return []lexicon.Term{{Text: phrase, ID: id, Class: class}}
	}
	var terms []lexicon.Term
	for n := 2; n <= mostCounted; n++ {
		digits := strconv.Itoa(n)
		for _, word := range append([]string{digits}, p.Number[digits]...) {
			text := strings.Replace(phrase, slot, strings.TrimSuffix(word, "~"), 1)
			terms = append(terms, lexicon.Term{Text: text, ID: strings.Replace(id, "N", digits, 1), Class: class})
		}
	}
	return terms
}
