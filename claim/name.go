package claim

import (
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
)

// nameSpan is a run of atoms [first, last] that can be a name.
type nameSpan struct {
	first, last int
	words       int
	known       *mention // an entity or one of its people; nil for an unknown name
}

// nameSpans are the sentence's names, in order.
func (r *Reader) nameSpans() []nameSpan {
	st, out := &r.st, r.spans[:0]
	for i := 0; i < len(st.atoms); {
		n, ok := r.nameFrom(i)
		if !ok {
			i++
			continue
		}
		out = append(out, n)
		i = n.last + 1
	}
	r.spans = out
	return out
}

// nameFrom is the name that begins at atom i.
func (r *Reader) nameFrom(i int) (n nameSpan, ok bool) {
	st := &r.st
	for k := range st.ms {
		if m := &st.ms[k]; m.at == i && m.class == lexicon.Entity && (m.note == "name" || m.note == "person") && !(m.note == "name" && st.apostropheNext(m.last)) {
			return nameSpan{first: m.at, last: m.last, words: 2, known: m}, true
		}
	}
	n = nameSpan{first: i, last: i - 1}
	for j := i; j < len(st.atoms); j++ {
		a := &st.atoms[j]
		switch mark := st.mark(a); {
		case r.nameWord(j, j > i):
			n.last = j
			if j == i || !a.Joined {
				n.words++ // "Jean-Pierre" is one
			}
		case j > i && n.last == j-1 && (mark == "&" || (mark == "-" || mark == "'" || mark == "’" || mark == ".") && a.Joined):
			if mark == "." && st.atoms[j-1].End-st.atoms[j-1].Start > 2 {
				return n, n.words > 0 // the end of a sentence, no initial
			}
			continue
		case j > i && nameParticle[mark]:
			continue
		default:
			return n, n.words > 0
		}
	}
	return n, n.words > 0
}

// apostropheNext reports whether an apostrophe and a capital go on with the word at
// atom i: the first part of "Dell'Oro".
func (st *sentence) apostropheNext(i int) bool {
	return i+2 < len(st.atoms) && st.possessive(i+2) && st.atoms[i+1].Joined && st.atoms[i+2].Capital
}

// nameParticle are small words inside a person's name, none of which says "of" of a
// house in a language that has it.
var nameParticle = map[string]bool{"van": true, "bin": true, "ibn": true, "al": true, "ter": true}

// nameWord reports whether atom j can be a word of a name.
func (r *Reader) nameWord(j int, inside bool) bool {
	st := &r.st
	a := &st.atoms[j]
	if a.Kind != lang.Word || !a.Capital || st.used[j] || st.function(a) {
		return false
	}
	other := uint32(1<<lexicon.Cue | 1<<lexicon.Entity | 1<<lexicon.Anaphor)
	if st.grammar().CapitalNouns {
		other |= 1 << lexicon.Measure
	}
	if a.Terms == nil || inside && !a.InAny(other) || st.hyphenNext(j) || st.firstName(j) {
		return inside || a.End-a.Start > 1 && !strings.HasSuffix(st.mark(a), "'") && !strings.HasSuffix(st.mark(a), "’")
	}
	return !inside && st.apostropheNext(j)
}

// firstName reports whether atom j, within the sentence, is a word that has another
// sense too, with an unknown name behind it: "Том Рид", whose first is a volume.
func (st *sentence) firstName(j int) bool {
	const plain = 1<<lexicon.Other | 1<<lexicon.Unread | 1<<lexicon.Plain | 1<<lexicon.Unit
	a := &st.atoms[j]
	return j > 0 && j+1 < len(st.atoms) && !st.grammar().CapitalNouns && a.InAny(plain) && !a.InAny(wanted&^plain) &&
		st.atoms[j+1].Capital && st.atoms[j+1].Terms == nil && !st.atoms[j+1].Joined
}

// hyphenNext reports whether atom j is the first part of a double name: "Jean-Pierre".
func (st *sentence) hyphenNext(j int) bool {
	return j+2 < len(st.atoms) && st.mark(&st.atoms[j+1]) == "-" && st.atoms[j+1].Joined && st.atoms[j+2].Joined && st.atoms[j+2].Capital && st.atoms[j+2].Terms == nil && !st.atoms[j].InAny(1<<lexicon.Cue|1<<lexicon.Measure)
}

// nameText is a name as written; a known entity has its own in any language.
func (r *Reader) nameText(n nameSpan) string {
	if n.known != nil && n.known.note == "name" {
		return r.names.Name(entity.ID(n.known.id))
	}
	a, b := &r.st.atoms[n.first], &r.st.atoms[n.last]
	return r.text[a.Start:b.End]
}
