package claim

import (
	"bytes"
	"slices"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// How volatile one asset is against another: "Nvidia's stock has become more volatile than
// bitcoin", "1.5 times as volatile as the S&P 500", „Die Volatilität des Kurses übertraf
// sogar die von Bitcoin“. Every word between the two names, and what is joined to either,
// must be known to belong to such a comparison; one that is not may turn what it says.

// anyVolatility is the measure where the words say neither implied nor realised.
const anyVolatility = "volatility"

// The packs' cues of a comparison.
const (
	moreVolatile     = "more volatile"      // needs a word that compares beside the second name
	lessVolatile     = "less volatile"      //
	moreVolatileThan = "more volatile than" // holds that word, or a case stands for it
	lessVolatileThan = "less volatile than" //
	asVolatile       = "as volatile as"     // behind a multiple
	volatileWord     = "volatile"           // behind a multiple that says "more" or "as" itself
	volatilityNoun   = "volatility"         // a noun that says neither implied nor realised
	exceeds          = "exceeds"            // behind a volatility: is higher than
	fallsShort       = "falls short"        // is lower than
)

// said is what words of a comparison say, a set of bits.
type said uint16

const (
	saidMore said = 1 << iota
	saidLess
	saidAs      // or only "volatile"
	saidExceeds // of a volatility, more
	saidShort   // of a volatility, less
	saidThan
	saidAny // a volatility, of no kind
	saidImplied
	saidRealized
	saidFigure
	saidTime
	saidVerb
	saidPrice
	saidComma
	saidNothing // a word that belongs there
)

const (
	saidAdjective  = saidMore | saidLess | saidAs
	saidVolatility = saidAny | saidImplied | saidRealized
	saidPredicate  = saidAdjective | saidExceeds | saidShort
)

// questioned reports whether the sentence asks.
func (st *sentence) questioned() bool {
	for i := len(st.atoms) - 1; i >= 0 && st.atoms[i].Kind == lang.Punct; i-- {
		switch st.mark(&st.atoms[i]) {
		case "?", "？", "\u037e":
			return true
		case ";":
			return st.scan.V.Pack.Lang == "el"
		}
	}
	return false
}

// denied reports whether a word that denies or doubts stands before atom stop in its part of
// the sentence, or one that makes a condition before the first name, -1 for none.
func (st *sentence) denied(first, stop int) bool {
	for k := stop - 1; k >= 0 && st.at[k].strong == st.at[stop-1].strong; k-- {
		a := &st.atoms[k]
		if st.scan.Is(a, lexicon.Cue, "negation") || oneWithin(st.folded(a), st.scan.V.Doubts) || (k < first || first < 0) && st.scan.Is(a, lexicon.Cue, "conditional") {
			return true
		}
	}
	return false
}

// oneOf reports whether a folded word is one of some.
func oneOf(w []byte, words []string) bool {
	return slices.ContainsFunc(words, func(s string) bool { return string(w) == s })
}

// oneWithin reports whether one of some words is a folded term, or stands in it.
func oneWithin(term []byte, words []string) bool {
	for w := range bytes.SplitSeq(term, []byte(" ")) {
		if oneOf(w, words) {
			return true
		}
	}
	return oneOf(term, words)
}

// versusAt reads the comparison of what atom first names, -1 for what the sentence before
// spoke of, with what atom second does.
func (st *sentence) versusAt(first, second int) (versus, bool) {
	var v versus
	if first >= 0 && st.at[first].strong != st.at[second].strong || first < 0 && st.at[0].strong != st.at[second].strong {
		return v, false
	}
	between, ok := st.saidIn(first+1, second, second)
	if !ok {
		return v, false
	}
	before := said(0)
	if first >= 0 {
		if before, ok = st.saidBefore(first); !ok {
			return v, false
		}
	} else if between&saidPrice == 0 {
		return v, false // whose volatility is not said
	}
	behind, stop, ok := st.saidBehind(second)
	if !ok || !st.comparedHere(second, between, behind) || st.turned(first, second) || st.denied(first, stop) {
		return v, false
	}
	all := before | between | behind
	if v.less, ok = all.direction((before | between) & saidVolatility); !ok {
		return v, false
	}
	v.metric = all.volatility()
	v.phrase = st.comparingWords(first+1, second, stop, v.less)
	if all&saidFigure != 0 {
		v.fig = st.onlyFigure(first+1, stop)
		return v, v.fig != nil && st.multiplies(v.fig, all, first+1, stop)
	}
	return v, all&saidAs == 0
}

// direction reports whether what is said is less; own is the volatility that is said of the
// first. ok is false where it is no comparison, or two at once.
func (s said) direction(own said) (less, ok bool) {
	switch {
	case s&saidAdjective != 0:
		return s&saidLess != 0, s&(saidExceeds|saidShort) == 0 && (s&saidMore == 0 || s&saidLess == 0)
	case own == 0 || s&saidImplied != 0 && s&saidRealized != 0:
		return false, false
	}
	return s&saidShort != 0, (s&saidExceeds != 0) != (s&saidShort != 0) || s&(saidExceeds|saidShort|saidFigure) == saidFigure
}

// volatility is the measure that is meant.
func (s said) volatility() string {
	switch {
	case s&saidAny != 0 || s&saidVolatility == 0:
		return anyVolatility
	case s&saidImplied != 0:
		return "implied volatility"
	}
	return "realized volatility"
}

// saidIn is what atoms [from, to) say together; brackets that atom outside does not stand in
// are passed over. ok is false where a word does not belong to a comparison.
func (st *sentence) saidIn(from, to, outside int) (all said, ok bool) {
	for i := from; i < to; i++ {
		if st.at[i].depth > st.at[outside].depth || st.closesBracket(i) {
			continue
		}
		s, ok := st.saidAt(i)
		if !ok {
			return all, false
		}
		all |= s
	}
	return all, true
}

func (st *sentence) closesBracket(i int) bool {
	return lang.Begins(st.mark(&st.atoms[i]), []string{"(", ")", "（", "）"})
}

// saidAt is what atom i says in a comparison; ok is false where it belongs to none.
func (st *sentence) saidAt(i int) (s said, ok bool) {
	a := &st.atoms[i]
	switch {
	case st.used[i]:
		return st.figureSays(i)
	case st.is(i, linkAnd|linkBut):
		return 0, false
	}
	if s = st.termsSay(a); s != 0 {
		return s, true
	}
	switch {
	case st.is(i, linkThan|linkVersus):
		return saidThan, true
	case a.Kind == lang.Punct:
		return st.markSays(i)
	case st.scan.Closed(a, lexicon.Auxiliary):
		return saidVerb, true
	case st.scan.Closed(a, lexicon.Glue|lexicon.Article|lexicon.Owner), st.is(i, linkOf|linkIn|linkBy), oneOf(st.folded(a), st.scan.V.Degrees), a.Joined && string(st.folded(a)) == "s":
		return saidNothing, true
	case st.scan.V.CJK() && (oneOf(st.folded(a), st.grammar().Topics) || string(st.folded(a)) == st.grammar().Possessive):
		return saidNothing, true
	case st.scan.Is(a, lexicon.Anaphor, "company"):
		return saidPrice, true // "it is more volatile than bitcoin"
	}
	return 0, false
}

// thirty are the days of a volatility that a text may name beside it.
var thirty = quantity.Int(30)

// figureSays is saidAt for an atom of a figure or a period.
func (st *sentence) figureSays(i int) (said, bool) {
	for k := range st.figs {
		switch f := &st.figs[k]; {
		case f.First > i || i > f.Last:
		case f.Unit == "x:day" || f.Unit == "":
			return saidNothing, f.Value.Value.Cmp(thirty) == 0 // "30-day realized volatility"
		default:
			return saidFigure | st.termsSay(&st.atoms[i]), true // „mal so volatil wie“
		}
	}
	return saidTime, true
}

// termsSay is what the terms of an atom say, 0 for nothing of a comparison.
func (st *sentence) termsSay(a *lang.Atom) (s said) {
	if a.Terms == nil {
		return 0
	}
	for _, term := range a.Terms.Senses() {
		switch {
		case term.Tail != "":
		case term.Class == lexicon.Measure:
			switch term.ID {
			case "price", "shares":
				s |= saidPrice
			case "implied volatility":
				s |= saidImplied
			case "realized volatility":
				s |= saidRealized
			}
		case term.Class == lexicon.Cue:
			s |= cueSays(term.ID)
		}
	}
	if s&saidAny != 0 {
		s &^= saidImplied | saidRealized
	}
	return s
}

// cueSays is what a cue of a comparison says.
func cueSays(id string) said {
	switch id {
	case moreVolatile:
		return saidMore
	case lessVolatile:
		return saidLess
	case moreVolatileThan:
		return saidMore | saidThan
	case lessVolatileThan:
		return saidLess | saidThan
	case asVolatile, volatileWord:
		return saidAs
	case volatilityNoun:
		return saidAny
	case exceeds:
		return saidExceeds | saidThan
	case fallsShort:
		return saidShort | saidThan
	}
	return 0
}

// markSays is saidAt for a mark.
func (st *sentence) markSays(i int) (said, bool) {
	switch st.mark(&st.atoms[i]) {
	case ",", "、", "，":
		return saidComma, true
	case "'", "’", "‘", "\"", "“", "”", "„", "「", "」", "《", "》":
		return saidNothing, true
	case "-":
		return saidNothing, st.atoms[i].Joined
	}
	return 0, false
}

// saidBefore is what is said before the first name that belongs to it: "the implied
// volatility of". ok is false where the name belongs to something else: "suppliers of".
func (st *sentence) saidBefore(first int) (all said, ok bool) {
	bound := false // a preposition joins what follows to what stands before it
	for k := first - 1; k >= 0 && st.at[k].strong == st.at[first].strong; k-- {
		a := &st.atoms[k]
		s, ok := st.saidAt(k)
		if s == saidThan && st.is(k, linkOf) {
			s = saidNothing // "la volatilità di Nvidia"
		}
		switch {
		case st.is(k, linkVersus):
			return all, false // "compared with bitcoin, Nvidia is …"
		case st.is(k, linkSub), s == saidComma:
			return all, !bound
		case !ok || s&(saidPredicate|saidThan|saidFigure|saidVerb) != 0:
			return all, !bound && (a.Kind == lang.Punct || st.is(k, linkAnd|linkBut|cueSaid) || st.function(a) && !st.scan.Closed(a, lexicon.Preposition))
		case s == saidTime:
			return all, true
		}
		if s&(saidPrice|saidVolatility) != 0 {
			bound = false
		} else if all != 0 && st.scan.Closed(a, lexicon.Article) {
			continue // "a ação da Nvidia"
		} else if st.scan.Closed(a, lexicon.Preposition|lexicon.Owner) || st.is(k, linkOf|linkIn|linkFor) {
			bound = !st.measureBefore(k)
		}
		all |= s & (saidPrice | saidVolatility)
	}
	return all, !bound || all == 0
}

// measureBefore reports whether a word for shares or for a volatility stands right before
// atom i, an article or another preposition passed over.
func (st *sentence) measureBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if s, ok := st.saidAt(k); !ok || s != saidNothing {
			return ok && s&(saidPrice|saidVolatility) != 0
		}
	}
	return false
}

// saidBehind is what is said behind the second name, up to the atom where that ends. ok is
// false where the name belongs to what follows: "bitcoin futures".
func (st *sentence) saidBehind(second int) (all said, stop int, ok bool) {
	last := st.lastPlace()
	for stop = second + 1; stop < len(st.atoms); stop++ {
		if st.at[stop].depth > st.at[second].depth || st.closesBracket(stop) {
			continue
		}
		s, ok := st.saidAt(stop)
		if !ok || s == saidComma || s&saidFigure != 0 && !last || st.at[stop].strong != st.at[second].strong {
			break
		}
		all |= s
	}
	if stop == len(st.atoms) {
		return all, stop, !all.pastThen()
	}
	a := &st.atoms[stop]
	switch {
	case a.Kind == lang.Punct:
		ok = !(a.Joined && string(st.folded(a)) == "-")
	case all&saidPredicate != 0:
		ok = false // 「変動が大きい」 may go on with "is not so"
	default:
		ok = st.is(stop, linkAnd|linkBut|linkSub) || st.function(a)
	}
	return all, stop, ok && !all.pastThen()
}

// pastThen reports whether the second is told of another time: "than bitcoin was last year".
func (s said) pastThen() bool { return s&saidVerb != 0 && s&saidTime != 0 && s&saidPredicate == 0 }

// lastPlace reports whether the language says last what it says of a subject.
func (st *sentence) lastPlace() bool { return st.scan.V.CJK() || st.scan.V.Pack.Lang == "sa" }

// comparedHere reports whether what compares stands beside the second name, articles and
// words for shares and for volatility passed over.
func (st *sentence) comparedHere(second int, between, behind said) bool {
	if behind&saidThan != 0 || st.lastPlace() && behind&saidFigure != 0 {
		return between&saidComma == 0 || st.thanBehind()
	}
	for k := second - 1; k >= 0; k-- {
		s, ok := st.saidAt(k)
		switch {
		case !ok:
			return false
		case s&(saidThan|saidAs|saidFigure) != 0:
			return true
		case s&(saidComma|saidTime|saidVerb|saidMore|saidLess) != 0:
			return false
		}
	}
	return false
}

// thanBehind reports whether the language says behind a name that it is compared with.
func (st *sentence) thanBehind() bool { return st.lastPlace() && st.scan.V.Pack.Lang != "zh" }

// turned reports whether it is the first name that the other is compared with: 「ビットコイン
// より、エヌビディア株は変動が大きい」, 「与比特币相比，英伟达股价波动更大」, "Bitcoiniin verrattuna
// Nvidia on volatiilimpi".
func (st *sentence) turned(first, second int) bool {
	for k := first + 1; k < second; k++ {
		switch s, _ := st.saidAt(k); {
		case s == saidThan:
			if st.thanBehind() || st.is(k, linkVersus) && !st.lastPlace() {
				return true
			}
			all, _ := st.saidIn(k, second, second)
			return all&saidComma != 0
		case s&^(saidNothing|saidPrice) != 0:
			return false
		}
	}
	return false
}

// onlyFigure is the only figure among atoms [from, to) outside brackets, or nil.
func (st *sentence) onlyFigure(from, to int) (only *lang.Figure) {
	for i := range st.figs {
		f := &st.figs[i]
		switch {
		case f.First < from || f.Last >= to || st.at[f.First].depth > 0 || f.Unit == "x:day" || f.Unit == "":
		case only != nil:
			return nil
		default:
			only = f
		}
	}
	return only
}

// nearPredicate is how many atoms may stand between a percentage and what it compares.
const nearPredicate = 2

// multiplies reports whether the figure says by how much the one is more volatile than the
// other: a multiple, or a percentage right beside the words of more or less.
func (st *sentence) multiplies(f *lang.Figure, all said, from, to int) bool {
	switch {
	case f.IsRange || f.Value.Value.Sign() <= 0:
		return false
	case f.Unit == "times", f.Form == lang.Part && all&saidAs != 0:
		return true
	case f.Unit != "percent" || f.Form != lang.Plain || all&(saidMore|saidLess|saidExceeds|saidShort) == 0:
		return false
	}
	for i := from; i < to; i++ {
		if s, _ := st.saidAt(i); s&saidPredicate != 0 && (i > f.Last && i-f.Last <= nearPredicate || st.lastPlace() && i < f.First && f.First-i <= nearPredicate) {
			return true
		}
	}
	return false
}
