package lang

import (
	"unicode/utf8"

	"assay/lexicon"
)

// Kind is what an atom is.
type Kind uint8

// The kinds of atoms.
const (
	Word    Kind = iota // a known or unknown word
	Numeral             // a run of digits with its separators
	Punct               // one mark of punctuation
)

// Atom is the smallest thing a sentence is read in: a word or phrase of the
// lexicon, an unknown word, a numeral, a mark.
type Atom struct {
	Start, End int32
	Head       int32          // where the head begins whose terms a compound has; Start elsewhere
	num        int32          // index into Scan.nums for a numeral
	Terms      *lexicon.Entry // nil for an unknown word
	Short      *lexicon.Entry // that of the longest shorter match, "more" in "more than"
	classes    uint32         // a bit for each class among Terms
	closed     lexicon.Closed
	Kind       Kind
	Capital    bool // begins with an upper-case letter
	Joined     bool // no space between this atom and the one before
	counts     bool // goes on behind a number or a scale: "zweieinhalbmal"
}

// In reports whether the atom has a term of the class.
func (a *Atom) In(c lexicon.Class) bool { return a.classes&(1<<c) != 0 }

// InAny reports whether the atom has a term of one of the classes, a bit each.
func (a *Atom) InAny(classes uint32) bool { return a.classes&classes != 0 }

// Has reports whether the atom has a term of the class, and gives its id.
func (s *Scan) Has(a *Atom, c lexicon.Class) (id string, ok bool) {
	if a.classes&(1<<c) == 0 {
		return "", false
	}
	for _, term := range a.Terms.Senses() {
		if term.Class == c {
			return term.ID, true
		}
	}
	return "", false
}

// Is reports whether the atom has the term of that class and id.
func (s *Scan) Is(a *Atom, c lexicon.Class, id string) bool {
	if a.classes&(1<<c) == 0 {
		return false
	}
	for _, term := range a.Terms.Senses() {
		if term.Class == c && term.ID == id {
			return true
		}
	}
	return false
}

// isLink reports whether the atom can be one of the links.
func (s *Scan) isLink(a *Atom, ids ...string) bool {
	for _, id := range ids {
		if s.Is(a, lexicon.Link, id) {
			return true
		}
	}
	return false
}

// Str is the atom as the text has it.
func (s *Scan) Str(a *Atom) string { return s.Text[a.Start:a.End] }

// fold is the atom's folded bytes.
func (s *Scan) fold(a *Atom) []byte { return s.Folded[a.Start:a.End] }

// punct is the mark of a punctuation atom as a rune, or 0.
func (s *Scan) punct(a *Atom) rune {
	if a.Kind != Punct {
		return 0
	}
	if c := s.Folded[a.Start]; c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeRune(s.Folded[a.Start:])
	return r
}

// Closed reports whether the atom is a word of one of the closed classes.
func (s *Scan) Closed(a *Atom, c lexicon.Closed) bool { return a.closed&c != 0 }
