package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// A stranger is a proper name that the lexicon does not have, at a place where
// whom a figure speaks of can stand: the owner of a measure ("Fabrinet's
// revenue"), the subject of a verb, the object of "at" or "shares of". Its
// figures are nobody else's: they go to the filer that the directory finds
// under the name, or to a party without an ID.

// strangers adds the sentence's unknown names to its parties. In a headline
// whose every word is capitalised, as English does it, none is looked for.
func (r *Reader) strangers(out []placed) []placed {
	st := &r.st
	if len(st.figs) == 0 {
		return out
	}
	if st.scan.V.CJK() {
		return r.cjkStrangers(out)
	}
	if r.title && st.grammar().TitleCase && st.titleCased() {
		return out
	}
	for i := 0; i < len(st.atoms); i++ {
		if a := &st.atoms[i]; a.Terms != nil || a.Kind != lang.Word || i == 0 && st.scan.Closed(a, lexicon.Preposition) {
			continue
		}
		if j := i + 2; j < len(st.atoms) && st.companyNoun(j) {
			out = append(out, placed{party: r.resolve(st.mark(&st.atoms[i]), ""), at: i}) // "रामन्-संस्थायाः"
			i = j
			continue
		}
		last := st.nameRun(i)
		if last < i {
			continue
		}
		if p, ok := r.stranger(i, last); ok {
			out = append(out, p)
		}
		i = st.formBehind(last)
	}
	return out
}

// titleCased reports whether most words behind the first are capitalised, but for
// those of closed classes: "Kestrix Posts Revenue of $1.2 Billion" is, the one
// sentence of an answer is not.
func (st *sentence) titleCased() bool {
	capital, lower := 0, 0
	for i := 1; i < len(st.atoms); i++ {
		switch a := &st.atoms[i]; {
		case a.Kind != lang.Word || st.function(a) || st.scan.Closed(a, lexicon.Preposition|lexicon.Article):
		case a.Capital:
			capital++
		default:
			lower++
		}
	}
	return lower < 2 || lower <= capital
}

// nameRun is the last atom of the run of unknown capitalised words that begins
// at atom i, or i-1 for none.
func (st *sentence) nameRun(i int) int {
	last := i - 1
	for j := i; j < len(st.atoms); j++ {
		a := &st.atoms[j]
		if a.Kind == lang.Word && a.Terms == nil && a.Capital && !st.used[j] && a.End-a.Start > 1 && !st.function(a) {
			last = j
			continue
		}
		if mark := st.mark(a); last == j-1 && j > i && a.Kind == lang.Punct && (mark == "&" || mark == "-" && a.Joined) {
			continue
		}
		break
	}
	return last
}

// function reports whether the atom is a word of the language's closed
// classes: an article, a preposition, an auxiliary.
func (st *sentence) function(a *lang.Atom) bool {
	return st.scan.Closed(a, lexicon.Function)
}

// stranger decides what the run of atoms [i, last] is. The zero placed and
// false mean that it is no subject of a figure: a person, a place, a noun.
func (r *Reader) stranger(i, last int) (placed, bool) {
	st := &r.st
	from, to := i, last // with the quotes around the name
	if i > 0 && last+1 < len(st.atoms) && st.quotes[i-1] && st.quotes[last+1] {
		from, to = i-1, last+1
	}
	to = st.formBehind(to)
	if from > 0 && st.scan.Closed(&st.atoms[from-1], lexicon.Article|lexicon.Preposition) && !st.ownerBefore(from) && !st.namedWithArticle(to) {
		return placed{}, false
	}
	if st.legalForm(i, last) || st.places(i, last) {
		return placed{}, false
	}
	if st.house(from) {
		return placed{}, false
	}
	if p, ok := r.person(i, last); ok {
		return placed{party: p, at: i, price: personPrice}, p.Name != ""
	}
	if i > 1 && st.atoms[i-1].Capital && st.atoms[i-1].Terms != nil && !st.atoms[i-1].In(lexicon.Entity) && !st.grammar().CapitalNouns {
		return placed{}, false // the rest of a name that begins with a known word: New York
	}
	if to+1 < len(st.atoms) && st.is(to+1, cueAnalyst) {
		return placed{}, false // whose analyst speaks
	}
	next, ticker := st.afterTicker(to + 1)
	next, name, owner := st.genitive(i, last, next)
	if !st.subjectPlace(from, next) && !owner {
		opens := i == 0 && last > i && !st.grammar().CapitalNouns // "Немецкая Varta в среду потеряла 12%"
		return placed{party: Party{Name: name}, at: i, unsure: true}, opens
	}
	if r.productOf(name) {
		st.insert(mention{start: st.atoms[i].Start, end: st.atoms[last].End, at: i, last: last, class: lexicon.Segment, id: strings.ToLower(name)})
		return placed{}, false
	}
	p := placed{party: r.resolve(name, ticker), at: i}
	if p.party.ID == "" && (st.isAmount(next) || i == last && len(name) <= 6 && strings.ToUpper(name) == name) { // "TAC was $13.4bn"
		st.insert(mention{start: st.atoms[i].Start, end: st.atoms[last].End, at: i, last: last, class: lexicon.Other, id: "unknown"})
		return placed{}, false
	}
	var ok bool
	if p.unsure, ok = r.stands(from, last, next, owner, p.party); !ok {
		return placed{}, false
	}
	if !p.unsure {
		if r.companies == nil {
			r.companies = map[string]bool{}
		}
		r.companies[name] = true
	}
	return p, true
}

// namedWithArticle reports whether the language puts an article before a company's
// name, and what follows the name at atom last is what companies do: "A Kelmoor
// faturou".
func (st *sentence) namedWithArticle(last int) bool {
	next := last + 1
	return st.grammar().NameArticles && next < len(st.atoms) && (st.measureAt(next) && (st.verbAt(next) || st.figureNext(next+1)) || st.reports(next))
}

// places reports whether the run is one of places or their people alone: "Louisiana",
// "Americans", but not "American Tower".
func (st *sentence) places(i, last int) bool {
	for ; i <= last; i++ {
		if a := &st.atoms[i]; a.Kind == lang.Word && !st.scan.Closed(a, lexicon.Place) {
			return false
		}
	}
	return true
}

// legalForms are words behind a company's name that belong to it.
var legalForms = map[string]bool{
	"inc": true, "corp": true, "co": true, "ltd": true, "plc": true, "llc": true, "nv": true, "sa": true, "ag": true, "se": true,
	"group": true, "holdings": true, "platforms": true, "incorporated": true, "corporation": true, "company": true, "limited": true,
}

// legalForm reports whether the run right behind a company's name only completes
// it: "Amazon.com Inc".
func (st *sentence) legalForm(i, last int) bool {
	return i == last && legalForms[string(st.folded(&st.atoms[i]))] && st.someOf(lexicon.Entity, func(m *mention) bool {
		return m.note == "name" && m.last == i-1
	})
}

// formBehind is the last atom of the legal form that completes the name which ends at
// atom i, with its comma and its full stop: "Kestrix Corp.", "Kestrix, Inc.".
func (st *sentence) formBehind(i int) int {
	form := func(j int) bool {
		return j < len(st.atoms) && st.atoms[j].Kind == lang.Word && legalForms[string(st.folded(&st.atoms[j]))]
	}
	mark := func(j int, s string) bool { return j < len(st.atoms) && st.mark(&st.atoms[j]) == s }
	if mark(i+1, ",") && form(i+2) {
		i += 2
	}
	if form(i) && mark(i+1, ".") && st.atoms[i+1].Joined && i+2 < len(st.atoms) {
		i++
	}
	return i
}

// genitive gives the name of the run of atoms [i, last] without the mark of a
// possessive, what follows it, and whether it was one.
func (st *sentence) genitive(i, last, next int) (after int, name string, owner bool) {
	name = st.scan.Text[st.atoms[i].Start:st.atoms[last].End]
	if next >= len(st.atoms) {
		return next, name, false
	}
	if mark := st.mark(&st.atoms[next]); (mark == "'" || mark == "’") && st.atoms[next].Joined {
		next++
		if next < len(st.atoms) && st.atoms[next].Joined && st.mark(&st.atoms[next]) == "s" {
			next++
		}
		return next, name, true
	}
	if i == last && len(name) > 4 && st.measureAt(next) {
		for _, e := range st.grammar().Genitives {
			if owner, ok := strings.CutSuffix(name, e); ok {
				return next, owner, true
			}
		}
	}
	return next, name, false
}

// stands reports whether the run stands where whom a figure speaks of does, and
// whether something else may stand there too.
func (r *Reader) stands(i, last, next int, owner bool, party Party) (unsure, ok bool) {
	st := &r.st
	german := st.grammar().CapitalNouns
	known := party.ID != ""
	switch {
	case owner: // "Fabrinet's revenue"; of anything else it may be a place or a person
		return !st.measureSoon(next), true
	case i > 0 && st.epithet(i-1): // "chipmaker Coherent"
		return false, true
	case st.explained(i): // "the supplier Fabrinet"
		return !known, true
	case next < len(st.atoms) && !german && st.measureAt(next) && (i > 0 || i < last || st.isPrice(next)): // "Fabrinet revenue", "Etsy shares"
		return false, true
	case german && next+1 < len(st.atoms) && st.mark(&st.atoms[next]) == "-" && st.isPrice(next+1): // "Etsy-Aktie"
		return false, true
	case st.ownerBefore(i) && (!german || !st.plural(party.Name)): // "Shares of Etsy", "bei Coherent", "At Celestica, revenue"
		return german && !known && !st.priceBefore(i) && !r.companies[party.Name], true
	case i == 0 && i == last && next < len(st.atoms) && st.used[next] && st.grammar().Genitive && st.periodAt(next): // the verb stands at the end
		return false, true
	case next >= len(st.atoms) || !st.verbAt(next):
		return false, false
	case i == 0 && !known && st.predicate(next):
		return false, false
	case st.cueAt(next) && !st.reports(next): // a speaker, who may speak of another
		return true, true
	case german && i > 0 && !known: // a noun behind its article and adjective
		return false, false
	case i == 0 && i == last && !known && (st.plural(party.Name) && (german || st.reports(next)) || !st.surelyVerb(next) && !st.reports(next)):
		return false, false
	case i == 0 && i == last && !known && !st.reports(next) && !st.measureAt(next): // any word begins a sentence with a capital
		return true, true
	}
	return false, true
}

// predicate reports whether the verb at atom i joins what stands before it to a part of a
// business or a company right behind it, so that it is said of that and no name:
// "Wichtigster Ertragsbringer bleibt die Cloud-Sparte".
func (st *sentence) predicate(i int) bool {
	j := i + 1
	if st.measureAt(i) || st.cueAt(i) || j >= len(st.atoms) || !st.scan.Closed(&st.atoms[j], lexicon.Article) {
		return false
	}
	return some(st.ms, func(m *mention) bool {
		return m.at > j && m.at <= j+2 && (m.isPart() || m.class == lexicon.Entity) && st.figuresBetween(i, m.at) == 0
	})
}

// subjectPlace reports whether the run stands where whom a figure speaks of can
// stand; it is the cheap test before anything is looked up.
func (st *sentence) subjectPlace(i, next int) bool {
	if next >= len(st.atoms) {
		return st.ownerBefore(i)
	}
	return st.grammar().Genitive && i == 0 && st.periodAt(next) || i > 0 && st.epithet(i-1) || st.explained(i) || st.ownerBefore(i) || st.measureAt(next) || st.verbAt(next) || st.mark(&st.atoms[next]) == "-" && st.isPrice(next+1)
}

// periodAt reports whether a period begins at atom i.
func (st *sentence) periodAt(i int) bool {
	return some(st.whens, func(w *lang.When) bool { return w.First == i })
}

// epithet reports whether atom i is a noun that stands for a company, and so
// introduces the name behind it.
func (st *sentence) epithet(i int) bool {
	return some(st.ms, func(m *mention) bool { return m.at == i && m.class == lexicon.Entity && m.note == "epithet" })
}

// explained reports whether an unknown noun under an article or a measure stands
// before the name at atom i and says what it is: "el proveedor Fabrinet",
// "выручка поставщика Fabrinet".
func (st *sentence) explained(i int) bool {
	if i < 2 || st.grammar().CapitalNouns {
		return false
	}
	noun, before := &st.atoms[i-1], &st.atoms[i-2]
	return noun.Kind == lang.Word && noun.Terms == nil && !noun.Capital && !st.used[i-1] && !st.function(noun) && !st.verbal(noun) &&
		(st.scan.Closed(before, lexicon.Article) || before.In(lexicon.Measure))
}

// house reports whether the run at atom i is the house of a person who speaks:
// "Vossen, Analystin beim Bankhaus Lindau".
func (st *sentence) house(i int) bool {
	j := i - 1
	if j > 0 && st.epithet(j) {
		j--
	}
	if j < 1 || !st.atoms[j].In(lexicon.Link) && !st.scan.Closed(&st.atoms[j], lexicon.Preposition) {
		return false
	}
	return st.titleAt(j-1) || st.nameRun(j-1) == j-1
}

// insert adds a mention at its place.
func (st *sentence) insert(m mention) {
	i, _ := slices.BinarySearchFunc(st.ms, m, func(a, b mention) int { return a.at - b.at })
	st.ms = slices.Insert(st.ms, i, m)
	st.classes |= 1 << m.class
	st.parts = st.parts || m.isPart()
}

// isAmount reports whether an auxiliary at atom i links the name before it to
// an amount, so that the name is a measure and no company.
func (st *sentence) isAmount(i int) bool {
	if i >= len(st.atoms) || !st.scan.Closed(&st.atoms[i], lexicon.Auxiliary) {
		return false
	}
	for k := range st.figs {
		if f := &st.figs[k]; f.First > i && f.First <= i+2 && isMoney(f) {
			return true
		}
	}
	return false
}

// afterTicker passes over a bracket with the ticker of the name before it,
// "(NYSE: D)", and gives what follows.
func (st *sentence) afterTicker(i int) (next int, ticker string) {
	if i+2 >= len(st.atoms) || st.mark(&st.atoms[i]) != "(" {
		return i, ""
	}
	for j := i + 1; j < len(st.atoms) && j <= i+5; j++ {
		w := st.mark(&st.atoms[j])
		switch {
		case w == ")":
			return j + 1, ticker
		case st.atoms[j].Kind == lang.Word && len(w) <= 5 && strings.ToUpper(w) == w:
			ticker = w
		}
	}
	return i, ""
}

// reports reports whether the verb at atom i has a measure as its object:
// "posted sales of", "meldete einen Gewinn von".
func (st *sentence) reports(i int) bool {
	if !st.is(i, cueSaid) {
		return false
	}
	for j, seen := i+1, 0; j < len(st.atoms) && seen < 5; j++ {
		a := &st.atoms[j]
		if st.used[j] {
			continue // "registered in the third quarter revenue of"
		}
		seen++
		if st.measureAt(j) {
			return true
		}
		if a.Kind == lang.Punct && st.mark(a) != "-" || a.In(lexicon.Entity) {
			return false
		}
	}
	return false
}

// resolve is the party of an unknown name: the filer that the directory has
// under it or under the ticker behind it, or the name alone.
func (r *Reader) resolve(name, ticker string) Party {
	if p, ok := r.named[name]; ok {
		return p
	}
	p := Party{Name: name}
	if r.opt.Directory != nil {
		if f, ok := r.opt.Directory.Filer(name, ticker); ok {
			p = f
		}
	}
	if r.named == nil {
		r.named = map[string]Party{}
	}
	r.named[name] = p
	return p
}

// measureAt reports whether atom i is a measure.
func (st *sentence) measureAt(i int) bool {
	return i < len(st.atoms) && st.atoms[i].In(lexicon.Measure)
}

// measureSoon reports whether a measure follows within a noun phrase.
func (st *sentence) measureSoon(i int) bool {
	for j := i; j < len(st.atoms) && j <= i+4; j++ {
		if st.atoms[j].Kind == lang.Punct && st.mark(&st.atoms[j]) != "-" {
			return false
		}
		if st.measureAt(j) {
			return true
		}
	}
	return false
}

func (st *sentence) isPrice(i int) bool {
	return i < len(st.atoms) && st.scan.Is(&st.atoms[i], lexicon.Measure, "price")
}

// ownerBefore reports whether a preposition that names the owner of a
// measure stands before atom i: "revenue at X", "At X, revenue".
func (st *sentence) ownerBefore(i int) bool {
	if i > 0 && st.grammar().Genitive && st.measureAt(i-1) {
		return true // "Выручка Zorvantis"
	}
	if i == 0 || !st.scan.Closed(&st.atoms[i-1], lexicon.Owner) && !st.isPrice(i-1) {
		return false
	}
	return i == 1 || st.isPrice(i-1) || st.measureAt(i-2) || st.atoms[i-2].Kind == lang.Punct
}

// priceBefore reports whether a word for a share stands before the
// preposition before atom i: "die Aktie von Etsy".
func (st *sentence) priceBefore(i int) bool { return st.isPrice(i-1) || i > 1 && st.isPrice(i-2) }

// verbAt reports whether atom i can be the verb of the name before it: a
// direction, a cue, an auxiliary, an unknown word in lower case.
func (st *sentence) verbAt(i int) bool {
	a := &st.atoms[i]
	if a.Kind != lang.Word || a.Capital || st.used[i] {
		return false
	}
	if a.In(lexicon.Measure) {
		return st.measuringVerb(a)
	}
	if a.In(lexicon.Direction) || a.In(lexicon.Cue) || a.In(lexicon.Multiple) {
		return true
	}
	if st.scan.Closed(a, lexicon.Function) {
		return st.scan.Closed(a, lexicon.Auxiliary)
	}
	g := st.grammar() // English and German words do not show whether they are verbs
	return a.Terms == nil && a.End-a.Start > 2 && (g.TitleCase || g.CapitalNouns || lang.Ends(st.folded(a), g.FiniteVerbs))
}

// surelyVerb reports whether atom i can be nothing but a verb: "Coherent
// posted", but not "Commercial remaining obligations".
func (st *sentence) surelyVerb(i int) bool {
	a := &st.atoms[i]
	if a.Terms != nil {
		return !a.In(lexicon.Plain)
	}
	return st.verbal(a) || st.scan.Closed(a, lexicon.Auxiliary) || lang.Ends(st.folded(a), st.grammar().FiniteVerbs)
}

// cueAt reports whether atom i is a verb of saying or expecting.
func (st *sentence) cueAt(i int) bool {
	a := &st.atoms[i]
	return a.In(lexicon.Cue)
}

// plural reports whether a noun has a plural's ending, which a name without an
// article seldom has.
func (st *sentence) plural(name string) bool { return lang.Ends(name, st.grammar().Plurals) }

// grammar is what the language does its own way.
func (st *sentence) grammar() *lang.Grammar { return &st.scan.V.Pack.Grammar }
