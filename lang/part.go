package lang

import (
	"slices"
	"strings"

	"assay/lexicon"
)

// numberPart is a part of a number in one word that is no number alone. In a
// pack it stands with what it means: a number ("vent 20"), "&" for a joint that
// puts the smaller before the larger ("und &"; "द्वा 2&" is number and joint), "." for a decimal point, "+1/2"
// or "+10" for what is added to what stands before it ("toista +10").
type numberPart struct{ text, id string }

// partList are the parts of a pack, the longest first, by the last six bits of their
// first character: most words are refused by those.
type partList [64][]numberPart

// numberParts are the parts as a pack lists them.
func numberParts(list []string) *partList {
	if len(list) == 0 {
		return nil
	}
	l := new(partList)
	for _, p := range list {
		text, id, _ := strings.Cut(p, " ")
		text = lexicon.FoldString(text)
		of := &l[lastBits(text)]
		*of = append(*of, numberPart{text, id})
	}
	for _, of := range l {
		slices.SortStableFunc(of, func(a, b numberPart) int { return len(b.text) - len(a.text) })
	}
	return l
}

// lastBits are the last six bits of the first character of w.
func lastBits[T string | []byte](w T) byte {
	k := 0
	switch c := w[0]; {
	case c >= 0xE0:
		k = 2
	case c >= 0xC0:
		k = 1
	}
	return w[min(k, len(w)-1)] & 63
}

// from are the parts that may begin w, which is not empty.
func (l *partList) from(w []byte) []numberPart {
	if l == nil {
		return nil
	}
	return l[lastBits(w)]
}

// begins reports whether a part begins w.
func (l *partList) begins(w []byte) bool {
	for _, p := range l.from(w) {
		if len(p.text) <= len(w) && string(w[:len(p.text)]) == p.text {
			return true
		}
	}
	return false
}

// id is the meaning of w if it is a part, or "".
func (l *partList) id(w []byte) string {
	for _, p := range l.from(w) {
		if p.text == string(w) {
			return p.id
		}
	}
	return ""
}

// partOf takes a part of a number in one word.
func (t *tally) partOf(id string) bool {
	switch id {
	case "&":
		ok := t.took && !t.join && t.fine == 1
		t.join = true
		return ok
	case ".":
		ok := t.took && !t.point && t.fine == 1 && t.scales == 0
		t.point = true
		return ok
	}
	if first, ok := strings.CutSuffix(id, "&"); ok { // द्वाविंशति
		ok = t.number(first) && !t.join
		t.join = true
		return ok
	}
	return t.number(id)
}
