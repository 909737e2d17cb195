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

// partList are the parts of a pack, the longest first.
type partList struct {
	all []numberPart
	// begin has a bit for the last six bits of each byte that parts have first, second
	// and third: it refuses most words at once.
	begin [3]uint64
}

// numberParts are the parts as a pack lists them.
func numberParts(list []string) (l partList) {
	for _, p := range list {
		text, id, _ := strings.Cut(p, " ")
		l.all = append(l.all, numberPart{lexicon.FoldString(text), id})
	}
	slices.SortStableFunc(l.all, func(a, b numberPart) int { return len(b.text) - len(a.text) })
	for _, p := range l.all {
		for i := range l.begin {
			if i < len(p.text) {
				l.begin[i] |= 1 << (p.text[i] & 63)
			} else {
				l.begin[i] = ^uint64(0)
			}
		}
	}
	return l
}

// from are the parts that may begin w: all or, mostly, none.
func (l *partList) from(w []byte) []numberPart {
	for i := min(len(w), len(l.begin)) - 1; i >= 0; i-- { // the last byte of a character tells most
		if l.begin[i]&(1<<(w[i]&63)) == 0 {
			return nil
		}
	}
	return l.all
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
