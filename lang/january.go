package lang

import (
	"strings"

	"assay/lexicon"
)

// sinceJanuary is what "since January" says where it only opens a span of months.
var sinceJanuary = only(&lexicon.Sense{Class: lexicon.Period, ID: "from+month:1"})

// spanFromJanuary makes "since January", the start of the year to measure from, the first
// month of a span where a later month ends it: "с января по март", «tammikuusta maaliskuuhun».
func (s *Scan) spanFromJanuary() {
	for i := range s.Atoms {
		a := &s.Atoms[i]
		if a.classes&(1<<lexicon.Base) != 0 && s.Is(a, lexicon.Base, "start of year") && s.endsInMonth(i+1) && s.namesJanuary(a) {
			a.Terms, a.Short, a.classes = sinceJanuary, nil, sinceJanuary.Classes
		}
	}
}

// endsInMonth reports whether the atoms from i on are a month after January, words for
// "until" and glue aside.
func (s *Scan) endsInMonth(i int) bool {
	until := false
	for j := i; j < len(s.Atoms) && j < i+4; j++ {
		a := &s.Atoms[j]
		id, ok := s.Has(a, lexicon.Period)
		until = until || s.Is(a, lexicon.Period, "until") || s.Is(a, lexicon.Period, "end")
		switch {
		case ok && strings.HasPrefix(id, "month:"):
			return (until || j == i) && id != "month:1" && !s.lowerMonth(a, id)
		case ok && (id == "until" || id == "end" || id == "month"), a.Kind == Word && s.Closed(a, lexicon.Glue), a.Kind == Numeral && s.Is(&s.Atoms[j-1], lexicon.Period, "until"):
		default:
			return false
		}
	}
	return false
}

// namesJanuary reports whether one of the atom's words is the first month's name.
func (s *Scan) namesJanuary(a *Atom) bool {
	f := s.Folded[:a.End]
	for i := int(a.Start); i < len(f); i++ {
		if i > int(a.Start) && f[i-1] != ' ' {
			continue
		}
		search := s.V.trie.Search(f, i)
		for e, entry := search.Next(); entry != nil; e, entry = search.Next() {
			for _, sense := range entry.Senses() {
				if e > i && sense.Class == lexicon.Period && sense.ID == "month:1" {
					return true
				}
			}
		}
	}
	return false
}
