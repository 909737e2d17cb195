package claim

import (
	"assay/entity"
	"assay/lang"
	"assay/lexicon"
)

// voice is whom the sentence names as speaking, in a script that has capitals: the
// person whose title stands beside the name or who stands beside a verb of
// saying or forecasting, with the house behind "at"; else a house, or unnamed
// analysts.
func (r *Reader) voice() Holder {
	st := &r.st
	names := r.nameSpans()
	best, bestRank := Holder{}, 0
	for i := range names {
		if h, rank := r.personHeard(names, i); rank > bestRank {
			best, bestRank = h, rank
		}
	}
	if bestRank > 0 {
		return best
	}
	for i := range st.atoms {
		if st.is(i, cueAnalyst) {
			if h := r.analystsAt(names, i); h != (Holder{}) {
				return h
			}
		}
	}
	for _, n := range names {
		if n.known != nil && n.known.note == "name" && r.names.House(entity.ID(n.known.id)) {
			return Holder{Org: r.nameText(n)}
		}
	}
	return Holder{}
}

// How surely a name is that of who speaks.
const (
	besideVerb    = 1 + iota // of saying
	besideOutlook            // of forecasting
	besideTitle
	wellKnown
)

// personHeard is the ith name as somebody who speaks, with a rank; 0 for nobody.
func (r *Reader) personHeard(names []nameSpan, i int) (h Holder, rank int) {
	st, n := &r.st, names[i]
	if n.known != nil && n.known.note != "person" || st.inQuotes(n) {
		return h, 0
	}
	name := r.nameText(n)
	title, before, behind := st.titleOf(n)
	titled, beside := before || behind, st.besideVerb(n)
	switch met := r.voices.known[surname(name)]; {
	case n.known != nil && (titled || beside > 0) && !st.placed(n.first):
		return r.insider(n.known, name), wellKnown
	case n.known != nil:
		return h, 0
	case (titled || beside > 0) && met.Name != "" && (n.words == 1 || met.Name == name):
		rank = wellKnown
	case titled:
		rank = besideTitle
	default:
		if house, ok := r.quotedHouse(n); ok {
			return Holder{Name: name, Org: house}, besideTitle
		}
		if n.words < 2 || beside == 0 || st.placed(n.first) {
			return h, 0
		}
		if rank = beside; houseName(name) {
			return Holder{Org: name}, rank
		}
	}
	return Holder{Name: name, Org: r.houseOf(names, i, title, behind)}, rank
}

// insider is a company's own person.
func (r *Reader) insider(m *mention, name string) Holder {
	id := entity.ID(m.id)
	if full := r.names.Person(id, name); full != "" {
		name = full
	}
	return Holder{Name: name, Org: r.names.Name(id)}
}

// titleOf finds a title beside a name: right before it, or behind its comma or
// bracket within the insertion. It gives the title's atom.
func (st *sentence) titleOf(n nameSpan) (at int, before, behind bool) {
	if i := st.backOver(n.first-1, lexicon.Article); i >= 0 && (st.titleAt(i) || i > 0 && st.mark(&st.atoms[i]) == "," && st.titleAt(i-1)) {
		if !st.titleAt(i) {
			i-- // "la directrice financière, Anat Ashkenazi, prévoit"
		}
		return i, true, false
	}
	j := n.last + 1
	if j+2 < len(st.atoms) && st.mark(&st.atoms[j]) == "(" && st.mark(&st.atoms[j+2]) == ")" {
		j += 3 // his age
	}
	if j >= len(st.atoms) || !isOpening(st.mark(&st.atoms[j])) {
		return 0, false, false
	}
	for k := j + 1; k < len(st.atoms) && k <= j+6; k++ {
		if isOpening(st.mark(&st.atoms[k])) {
			break
		}
		if st.titleAt(k) {
			return k, false, true
		}
	}
	return 0, false, false
}

func isOpening(mark string) bool { return mark == "," || mark == "(" || mark == "–" || mark == "—" }

// backOver is the first atom at or before i that is of none of the closed classes.
func (st *sentence) backOver(i int, c lexicon.Closed) int {
	for i >= 0 && st.atoms[i].Kind == lang.Word && !st.atoms[i].Capital && st.scan.Closed(&st.atoms[i], c) {
		i--
	}
	return i
}

// placed reports whether a preposition stands before atom i, so that the name there
// is no subject.
func (st *sentence) placed(i int) bool {
	return i > 0 && !st.anyIs(i-2, i, voicing) && st.scan.Closed(&st.atoms[i-1], lexicon.Preposition|lexicon.Owner) && !st.scan.Closed(&st.atoms[i-1], lexicon.Article)
}

// besideVerb is how a name stands beside a verb of saying or forecasting: as its
// subject behind an insertion or within two words, or right behind it.
func (st *sentence) besideVerb(n nameSpan) int {
	rank := 0
	see := func(i int) {
		switch {
		case i < 0 || i >= len(st.atoms):
		case st.is(i, cueForecast|cueGuidance):
			rank = besideOutlook
		case st.is(i, cueSaid):
			rank = max(rank, besideVerb)
		}
	}
	see(st.backOver(n.first-1, lexicon.Article))
	j := st.behindInsertion(n.last + 1)
	for k := j; k < len(st.atoms) && k < j+3 && st.atoms[k].Kind != lang.Punct; k++ {
		see(k)
	}
	return rank
}

// behindInsertion is where a sentence goes on behind a comma's or bracket's insertion
// that begins at atom i.
func (st *sentence) behindInsertion(i int) int {
	if i >= len(st.atoms) || !isOpening(st.mark(&st.atoms[i])) {
		return i
	}
	close := st.mark(&st.atoms[i])
	if close == "(" {
		close = ")"
	}
	for k := i + 1; k < len(st.atoms) && k <= i+insertionAtoms; k++ {
		if st.mark(&st.atoms[k]) == close {
			return k + 1
		}
	}
	return i
}

// insertionAtoms is the longest insertion behind a name that is passed over.
const insertionAtoms = 14

// analystsAt are the unnamed analysts of the cue at atom i, of a house if one is
// named: "Analysten der Dell'Oro Group", "Goldman Sachs analysts".
func (r *Reader) analystsAt(names []nameSpan, i int) Holder {
	st := &r.st
	if house := r.houseBefore(names, i); house != "" {
		return Holder{Org: house}
	}
	if j := i + 1; j < len(st.atoms) && st.atoms[j].Kind == lang.Word {
		if h := r.nameAfter(names, j, 3); h != nil {
			return Holder{Org: r.nameText(*h)}
		}
	}
	if st.anywhere&(cueForecast|cueMissed) == 0 {
		return Holder{}
	}
	return Holder{Name: st.mark(&st.atoms[i]), Unnamed: true}
}
