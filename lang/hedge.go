package lang

import (
	"bytes"
	"slices"
	"strings"

	"assay/lexicon"
	"assay/quantity"
)

// hedgeOf is the hedge that a pack's id names.
func hedgeOf(id string) quantity.Hedge {
	switch id {
	case "about":
		return quantity.About
	case "nearly":
		return quantity.Nearly
	case "over":
		return quantity.Over
	case "little over":
		return quantity.LittleOver
	case "under":
		return quantity.Under
	case "atleast":
		return quantity.AtLeast
	case "atmost":
		return quantity.AtMost
	}
	return quantity.Exact
}

// hedgeAfter takes a hedge that follows the figure ("前後", "or more").
func (s *Scan) hedgeAfter(f *Figure, used []bool) {
	j := f.Last + 1
	if j >= len(s.Atoms) || used[j] || f.IsRange {
		return
	}
	if s.V.Pack.Grammar.PercentFront && s.Is(&s.Atoms[f.Num], lexicon.Unit, "percent") && f.Last > f.Num && !s.V.Pack.Grammar.Uncased {
		return // by how much: "summam prioris anni centesimis 84 superat"
	}
	if id, ok := s.Has(&s.Atoms[j], lexicon.HedgeAfter); ok {
		if s.Is(&s.Atoms[f.Last], lexicon.Link, "by") && s.Outdoes(&s.Atoms[j]) {
			return // "9,7 miliardis superant"
		}
		f.Hedge = hedgeOf(id)
		f.Last = j
		return
	}
	if f.Form == Times && f.Hedge == quantity.Exact { // "verdoppelten sich fast"
		if string(s.fold(&s.Atoms[j])) == "sich" {
			j++
		}
		if j+1 >= len(s.Atoms) || used[j] || s.figureFrom(j+1) == j+1 && s.Atoms[j+1].Kind != Punct {
			return
		}
		if id, ok := s.Has(&s.Atoms[j], lexicon.HedgeBefore); ok {
			f.Hedge, f.Last = hedgeOf(id), j
		}
	}
}

// negated turns a bound around where a negation stands shortly before it: "will
// not exceed 120 billion". A bound that denies by itself only agrees with it: "non erano
// nemmeno 11 miliardi".
func (s *Scan) negated(h quantity.Hedge, at int) quantity.Hedge {
	if s.Is(&s.Atoms[at], lexicon.Cue, "negation") {
		return h
	}
	for j := at - 1; j >= 0 && j >= at-3 && s.Atoms[j].Kind == Word; j-- {
		if !s.Is(&s.Atoms[j], lexicon.Cue, "negation") {
			continue
		}
		switch h {
		case quantity.Over:
			return quantity.AtMost
		case quantity.Under:
			return quantity.AtLeast
		}
		break
	}
	return h
}

// notReached makes a bound of a level that was not reached: "ei yltänyt 100
// miljardiin", "did not reach $100bn".
func (s *Scan) notReached(f *Figure) {
	if f.Hedge != quantity.Exact || f.IsRange || f.First == 0 || s.V.cjk {
		return
	}
	to := f.First - 1
	if s.V.Pack.Grammar.Genitive && s.Is(&s.Atoms[f.Last], lexicon.Link, "to") {
		to = f.First // "ei yltänyt 100 miljardiin dollariin"
	} else if !s.Is(&s.Atoms[to], lexicon.Link, "to") {
		return
	}
	if s.moved(to) {
		return
	}
	for j := to - 1; j >= 0 && j >= to-2 && s.Atoms[j].Kind == Word; j-- {
		if s.Is(&s.Atoms[j], lexicon.Cue, "negation") {
			f.Hedge = quantity.Under
			return
		}
	}
}

// moved reports whether a direction stands before atom i.
func (s *Scan) moved(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if s.Atoms[j].InAny(1<<lexicon.Direction | 1<<lexicon.Multiple) {
			return true
		}
	}
	return false
}

// boundingVerb takes the bound of a verb that stands further before the number,
// with nothing but periods, function words and adverbs between them: "exceeded
// last year for the first time $100bn".
func (s *Scan) boundingVerb(f *Figure, used []bool) {
	if s.V.cjk || f.IsRange || f.Hedge != quantity.Exact {
		return
	}
	for j := f.First - 1; j >= 0 && j >= f.First-8; j-- {
		a := &s.Atoms[j]
		if used[j] {
			continue
		}
		if a.Kind != Word {
			return
		}
		if id, ok := s.Has(a, lexicon.HedgeBefore); ok {
			if (s.Is(&s.Atoms[f.First-1], lexicon.Link, "by") || s.Is(&s.Atoms[f.Last], lexicon.Link, "by")) && s.Outdoes(a) {
				return // "превысила на 40,9 млрд прибыль Amazon"
			}
			if s.negatedVerb(a) {
				f.Hedge = hedgeOf(id) // "δεν ξεπέρασαν"
				return
			}
			if (id == "over" || id == "under") && !s.Closed(a, lexicon.Function) && !strings.Contains(s.Str(a), " ") && !a.In(lexicon.Direction) && a.classes&(1<<lexicon.Link) == 0 {
				f.Hedge = s.negated(hedgeOf(id), j)
			}
			return
		}
		if used[j] || s.Closed(a, lexicon.Function) || a.Terms == nil && !a.Capital || a.classes&^(1<<lexicon.Period|1<<lexicon.Plain|1<<lexicon.Multiple|1<<lexicon.Base) == 0 {
			continue
		}
		return
	}
}

// negatedVerb reports whether a hedge of several words begins with a negation.
func (s *Scan) negatedVerb(a *Atom) bool {
	first, _, several := bytes.Cut(s.fold(a), []byte(" "))
	return several && slices.ContainsFunc(s.V.trie.Find(first).Senses(), func(sense *lexicon.Sense) bool {
		return sense.Class == lexicon.Cue && sense.ID == "negation"
	})
}

// hedgeBefore takes a hedge that stands before the number, an article or a
// currency between them allowed.
func (s *Scan) hedgeBefore(f *Figure, used []bool) {
	for back, j := 0, f.First-1; j >= 0 && back < 3; back, j = back+1, j-1 {
		a := &s.Atoms[j]
		if used[j] {
			return
		}
		if id, ok := s.Has(a, lexicon.HedgeBefore); ok {
			if j > 0 && j-1 == s.compares {
				return // "35 % above the $13.5bn of a year before"
			}
			if back == 1 && s.Is(&s.Atoms[j+1], lexicon.Link, "by") && s.Outdoes(a) {
				return // by how much: "ha superato di 12,9 miliardi la rivale"
			}
			if s.Is(a, lexicon.Link, "to") && s.moved(j) {
				return // "rose to", in a word that means "up to" as well
			}
			if s.Is(a, lexicon.Link, "to") && s.cameFrom(j, used) {
				return
			}
			if f.Hedge == quantity.Exact || f.Hedge == quantity.About {
				f.Hedge = s.negated(hedgeOf(id), j)
			}
			f.First = j
			return
		}
		if back == 0 && (s.Is(a, lexicon.Number, "1") || s.Is(a, lexicon.Link, "to") || s.Is(a, lexicon.Link, "by")) || s.Closed(a, lexicon.Glue) {
			continue
		}
		return
	}
}

// Outdoes reports whether a word says that something exceeds another or falls short of it, so that what
// a preposition joins to it is by how much: "ha superato di 12,9 miliardi la rivale".
func (s *Scan) Outdoes(a *Atom) bool {
	return s.Is(a, lexicon.Cue, "exceeds") || s.Is(a, lexicon.Cue, "falls short")
}

// cameFrom reports whether a number behind "from" stands right before atom i: "a 29,8
// miliardis usque ad 72,9 miliarda evectum est" has an end and no bound.
func (s *Scan) cameFrom(i int, used []bool) bool {
	j := i - 1
	for j >= 0 && used[j] {
		j--
	}
	return j >= 0 && j < i-1 && s.Is(&s.Atoms[j], lexicon.Link, "from")
}
