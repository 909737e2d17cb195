package claim

import (
	"slices"
	"strings"
	"unicode"

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
	if a.Terms == nil || inside && !a.InAny(other) || st.hyphenNext(j) {
		return inside || a.End-a.Start > 1 && !strings.HasSuffix(st.mark(a), "'") && !strings.HasSuffix(st.mark(a), "’")
	}
	return !inside && st.apostropheNext(j)
}

// hyphenNext reports whether atom j is the first part of a double name: "Jean-Pierre".
func (st *sentence) hyphenNext(j int) bool {
	return j+2 < len(st.atoms) && st.mark(&st.atoms[j+1]) == "-" && st.atoms[j+1].Joined && st.atoms[j+2].Joined && st.atoms[j+2].Capital && st.atoms[j+2].Terms == nil && !st.atoms[j].InAny(1<<lexicon.Cue|1<<lexicon.Measure)
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
	if n.known != nil && n.known.note != "person" {
		return h, 0
	}
	if st.inQuotes(n) {
		return h, 0
	}
	name := r.nameText(n)
	title, before, behind := st.titleOf(n)
	if !before && !behind {
		if house, ok := r.quotedHouse(n); ok {
			return Holder{Name: name, Org: house}, besideTitle
		}
	}
	switch _, met := r.voices.known[surname(name)]; {
	case n.known != nil || met && (n.words == 1 || r.voices.known[surname(name)].Name == name):
		rank = wellKnown
	case before || behind:
		rank = besideTitle
	case n.words < 2 || st.placed(n.first):
		return h, 0
	default:
		rank = st.besideVerb(n)
	}
	if rank == wellKnown && !before && !behind && st.besideVerb(n) == 0 {
		return h, 0
	}
	if rank == 0 {
		return h, 0
	}
	if n.known != nil {
		return r.insider(n.known, name), rank
	}
	if rank < besideTitle && houseName(name) {
		return Holder{Org: name}, rank
	}
	return Holder{Name: name, Org: r.houseOf(names, i, title, behind)}, rank
}

// inQuotes reports whether a name is that of a house in quotes, or a word before it.
func (st *sentence) inQuotes(n nameSpan) bool {
	marks := 0
	for i := range n.first {
		if st.quotes[i] {
			marks++
		}
	}
	return marks%2 == 1 || n.last+1 < len(st.atoms) && st.quotes[n.last+1]
}

// quotedHouse is the house in quotes between a title and a name: "аналитик ИК
// «Северный мыс» Тимур Заречный".
func (r *Reader) quotedHouse(n nameSpan) (house string, ok bool) {
	st := &r.st
	end := n.first - 1
	if end < 2 || !st.quotes[end] {
		return "", false
	}
	i := end - 1
	for i > 0 && !st.quotes[i] {
		i--
	}
	for i > 0 && st.atoms[i-1].Capital && !st.titleAt(i-1) {
		i--
	}
	if i == 0 || !st.titleAt(i-1) {
		return "", false
	}
	return r.text[st.atoms[i].Start:st.atoms[end].End], true
}

// insider is a company's own person.
func (r *Reader) insider(m *mention, name string) Holder {
	id := entity.ID(m.id)
	if full := r.names.Person(id, name); full != "" {
		name = full
	}
	return Holder{Name: name, Org: r.names.Name(id)}
}

// nameText is a name as written; a known entity has its own in any language.
func (r *Reader) nameText(n nameSpan) string {
	if n.known != nil && n.known.note == "name" {
		return r.names.Name(entity.ID(n.known.id))
	}
	a, b := &r.st.atoms[n.first], &r.st.atoms[n.last]
	return r.text[a.Start:b.End]
}

// titleOf finds a title beside a name: right before it, or behind its comma or
// bracket within the insertion. It gives the title's atom.
func (st *sentence) titleOf(n nameSpan) (at int, before, behind bool) {
	if i := st.backOver(n.first-1, lexicon.Article); i >= 0 && st.titleAt(i) {
		return i, true, false
	}
	j := n.last + 1
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

// houseOf is the house that the ith name speaks for: behind the title, or the
// preposition behind the name, or before the title that stands before the name.
func (r *Reader) houseOf(names []nameSpan, i, title int, titleBehind bool) string {
	st, n := &r.st, names[i]
	if titleBehind {
		if h := r.nameAfter(names, title+1, 4); h != nil {
			return r.nameText(*h)
		}
		return ""
	}
	if j := n.last + 1; j+1 < len(st.atoms) && (st.atoms[j].Kind == lang.Word && (st.is(j, linkOf|linkAt|linkFor|linkFrom) || st.scan.Closed(&st.atoms[j], lexicon.Owner|lexicon.Article|lexicon.Preposition)) || st.mark(&st.atoms[j]) == "(") {
		if h := r.nameAfter(names, j, 3); h != nil {
			return r.nameText(*h)
		}
	}
	if j := n.last + 2; j < len(st.atoms) && st.mark(&st.atoms[j-1]) == "," && st.atoms[j].Kind == lang.Word && st.is(j, linkOf|linkAt) {
		if h := r.nameAfter(names, j, 4); h != nil {
			return r.nameText(*h)
		}
	}
	if title > 0 && title < n.first {
		return r.houseBefore(names, title)
	}
	if n.first > 2 && st.possessive(n.first-1) {
		return r.houseBefore(names, n.first)
	}
	return ""
}

// nameAfter is the name that begins within so many atoms at or behind atom i, small
// words and quotes before it.
func (r *Reader) nameAfter(names []nameSpan, i, within int) *nameSpan {
	st := &r.st
	for k := range names {
		n := &names[k]
		for n.first-1 >= i && st.atoms[n.first-1].Capital && !st.function(&st.atoms[n.first-1]) {
			n.first-- // "beim Bankhaus Lindau"
		}
		if n.first < i || n.first >= i+within || n.known != nil && n.known.note == "person" {
			continue
		}
		for j := i; j < n.first; j++ {
			if a := &st.atoms[j]; a.Kind == lang.Word && !a.In(lexicon.Link) && !st.function(a) {
				return nil
			}
			if mark := st.mark(&st.atoms[j]); mark == "," || mark == ")" {
				return nil
			}
		}
		return n
	}
	return nil
}

// houseBefore is the house whose name ends right before a title: "Northwind
// Research analyst", "Goldman's economist".
func (r *Reader) houseBefore(names []nameSpan, title int) string {
	st := &r.st
	for k := range names {
		n := &names[k]
		if n.last >= title || n.known != nil && n.known.note == "person" {
			continue
		}
		gap := title - n.last - 1
		if gap == 0 || gap == 2 && st.possessive(title-1) || gap == 1 && st.mark(&st.atoms[title-1]) == "-" {
			return r.nameText(*n)
		}
	}
	return ""
}

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
	r.voices.unnamed = true
	return Holder{Name: st.mark(&st.atoms[i])}
}

// houseNames are last words of a house's name.
var houseNames = map[string]bool{
	"research": true, "capital": true, "securities": true, "bank": true, "partners": true, "group": true, "management": true,
	"advisors": true, "advisers": true, "investments": true, "asset": true, "markets": true, "associates": true, "sachs": true,
	"stanley": true, "co": true, "cie": true, "ventures": true, "consulting": true, "intelligence": true, "trust": true,
	"valores": true, "investimentos": true, "sekuritas": true, "holdings": true, "financial": true, "insights": true,
}

func houseName(name string) bool {
	return houseNames[strings.ToLower(strings.TrimRightFunc(surname(name), unicode.IsPunct))] || strings.Contains(name, "&")
}

// withoutHouse leaves out a house that only forecasts of the companies named behind
// it: "Según los analistas de Goldman Sachs, Meta invertirá …".
func (r *Reader) withoutHouse(ps []placed) []placed {
	st := &r.st
	if st.anywhere&(cueForecast|cueAnalyst) == 0 || len(ps) < 2 {
		return ps
	}
	return slices.DeleteFunc(ps, func(p placed) bool {
		if !r.names.House(p.party.ID) || !some(ps, func(q *placed) bool { return q.at > p.at && q.party.ID != p.party.ID && q.party.files() }) {
			return false
		}
		i := p.at - 1
		for i >= 0 && i > p.at-3 && (st.function(&st.atoms[i]) || st.atoms[i].In(lexicon.Link)) {
			i--
		}
		return i >= 0 && st.is(i, cueAnalyst) || st.expects(p.at) || st.verbFinal() && p.at <= 1
	})
}

// guides is the company that forecasts of itself: it stands as the subject right before
// a verb of forecasting whose object is a measure or a period.
func (r *Reader) guides() *placed {
	st := &r.st
	for i := range r.placed {
		p := &r.placed[i]
		if !p.party.files() || p.price > 0 || p.unsure || st.placed(p.at) || p.at > 0 && st.measureAt(p.at-1) {
			continue
		}
		for j := p.at + 1; j < len(st.atoms) && j <= p.at+3; j++ {
			if st.is(j, cueForecast|cueGuidance) {
				if st.objectNext(j) && !st.function(&st.atoms[j]) {
					return p
				}
				break
			}
			if st.atoms[j].Kind == lang.Punct {
				break
			}
		}
	}
	return nil
}

// objectNext reports whether a measure or a period follows atom i, small words
// passed over.
func (st *sentence) objectNext(i int) bool {
	for j := i + 1; j < len(st.atoms) && j <= i+3; j++ {
		if st.used[j] || st.measureAt(j) {
			return true
		}
		if !st.function(&st.atoms[j]) {
			return false
		}
	}
	return false
}

// meansLast reports whether a pronoun of the sentence means the person who spoke
// right before.
func (r *Reader) meansLast() bool {
	v := &r.voices
	return v.last.Name != "" && v.since > 0 && v.since <= 2 && r.meansPerson()
}

// goesOn reports whether the sentence goes on with what somebody said right before:
// it begins with a verb of forecasting, or forecasts too and names nobody.
func (r *Reader) goesOn() bool {
	v := &r.voices
	if v.last == (Holder{}) || v.since != 1 || some(r.placed, func(p *placed) bool { return p.party.ID != "" && p.party.files() }) {
		return false
	}
	return r.st.opensWith(cueForecast) || v.last.Name == "" || v.foresaw && (v.nobody || v.para == r.para)
}

// meansPerson reports whether a pronoun of the sentence means a person.
func (r *Reader) meansPerson() bool {
	st := &r.st
	for i := range st.atoms {
		a := &st.atoms[i]
		if a.Kind != lang.Word {
			continue
		}
		for word := range strings.FieldsSeq(strings.ToLower(st.mark(a))) { // also "по его прогнозу"
			if slices.ContainsFunc(st.grammar().Persons, func(w string) bool { return word == w || st.scan.V.CJK() && strings.HasPrefix(word, w) }) {
				return true
			}
		}
	}
	return false
}

// opensWith reports whether the first word of the sentence has one of the senses.
func (st *sentence) opensWith(want senses) bool {
	for i := range st.atoms {
		if st.atoms[i].Kind == lang.Word {
			return st.is(i, want)
		}
	}
	return false
}
