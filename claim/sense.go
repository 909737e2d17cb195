package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// senses is a set of what the small words of a sentence mean, a bit for each: the links,
// cues and ordinals that the rules ask for at every figure.
type senses uint64

const (
	linkAdding senses = 1 << iota
	linkAfter
	linkAgo
	linkAnd
	linkAt
	linkBut
	linkBy
	linkEquals
	linkExcept
	linkFor
	linkFrom
	linkIn
	linkInstead
	linkOf
	linkOfIt
	linkOfWhich
	linkOr
	linkOver
	linkPer
	linkPlain
	linkRespectively
	linkShare
	linkSub
	linkThan
	linkTo
	linkTogether
	linkVersus
	linkWith
	cueAnalyst
	cueApiece
	cueByThen
	cueDevours
	cueDue
	cueEach
	cueEventDay
	cueForecast
	cueGuidance
	cueMissed
	cueNegative
	cueFromPeak
	cueOnce
	cueOwner
	cueOwnerBehind
	cuePace
	cuePeak
	cuePlant
	cueReason
	cueSaid
	cueSeason
	cueSpends
	cueStake
	cueSuperlative
	cueTitle
	cueUnreal
	cueVague
	cueVolatile
	cueWhich
	cueWith
	cueWithin

	wordFormer
	wordLatter
	ordFirst
	ordSecond

	lookedUp // of a place that was asked for before
)

// linkSense is the sense of a link that the packs give that name.
func linkSense(id string) senses {
	switch id {
	case "adding":
		return linkAdding
	case "after":
		return linkAfter
	case "ago":
		return linkAgo
	case "and":
		return linkAnd
	case "at":
		return linkAt
	case "but":
		return linkBut
	case "by":
		return linkBy
	case "equals":
		return linkEquals
	case "except":
		return linkExcept
	case "for":
		return linkFor
	case "from":
		return linkFrom
	case "in":
		return linkIn
	case "instead":
		return linkInstead
	case "of":
		return linkOf
	case "of it":
		return linkOfIt
	case "of which":
		return linkOfWhich
	case "or":
		return linkOr
	case "over":
		return linkOver
	case "per":
		return linkPer
	case "plain":
		return linkPlain
	case "respectively":
		return linkRespectively
	case "share":
		return linkShare
	case "sub":
		return linkSub
	case "than":
		return linkThan
	case "to":
		return linkTo
	case "together":
		return linkTogether
	case "versus":
		return linkVersus
	case "with":
		return linkWith
	}
	return 0
}

// cueSense is linkSense for cues.
func cueSense(id string) senses {
	switch id {
	case "analyst":
		return cueAnalyst
	case "by then":
		return cueByThen
	case "apiece":
		return cueApiece
	case "devours":
		return cueDevours
	case "due":
		return cueDue
	case "each":
		return cueEach
	case "event day":
		return cueEventDay
	case "forecast":
		return cueForecast
	case "guidance":
		return cueGuidance
	case "missed":
		return cueMissed
	case "negative":
		return cueNegative
	case "from peak":
		return cueFromPeak
	case "once":
		return cueOnce
	case "owner":
		return cueOwner
	case "owner behind":
		return cueOwnerBehind
	case "pace":
		return cuePace
	case "peak":
		return cuePeak
	case "reason":
		return cueReason
	case "said":
		return cueSaid
	case "season":
		return cueSeason
	case "plant":
		return cuePlant
	case "spends":
		return cueSpends
	case "stake":
		return cueStake
	case "superlative":
		return cueSuperlative
	case "title":
		return cueTitle
	case "unreal":
		return cueUnreal
	case "vague":
		return cueVague
	case moreVolatile, lessVolatile, asVolatile, moreVolatileThan, lessVolatileThan, volatileWord, volatilityNoun, exceeds, fallsShort:
		return cueVolatile
	case "which":
		return cueWhich
	case "within":
		return cueWithin
	case "with:finance-lease", "with:securities":
		return cueWith
	}
	return 0
}

// senseOf is the sense of a term.
func senseOf(term *lexicon.Sense) senses {
	switch term.Class {
	case lexicon.Link:
		return linkSense(term.ID)
	case lexicon.Cue:
		return cueSense(term.ID)
	}
	return pairSense(term)
}

// pairSense is the sense of a word that tells one of two from the other.
func pairSense(term *lexicon.Sense) senses {
	switch {
	case term.Class == lexicon.Anaphor && term.ID == "former":
		return wordFormer
	case term.Class == lexicon.Anaphor && term.ID == "latter":
		return wordLatter
	case term.Class == lexicon.Period && term.ID == "ord:1":
		return ordFirst
	case term.Class == lexicon.Period && term.ID == "ord:2":
		return ordSecond
	}
	return 0
}

// findSenses notes the senses of every atom. Those that periods and figures took have
// theirs too.
func (st *sentence) findSenses() {
	n := len(st.atoms)
	st.senses, st.before = resize(st.senses, n), resize(st.before, n+1)
	clear(st.senses)
	clear(st.before)
	st.anywhere, st.numbered = 0, false
	for i := range st.atoms {
		a := &st.atoms[i]
		st.numbered = st.numbered || a.In(lexicon.Number)
		if a.InAny(1<<lexicon.Link | 1<<lexicon.Cue | 1<<lexicon.Anaphor | 1<<lexicon.Period) {
			for _, term := range a.Terms.Senses() {
				st.senses[i] |= senseOf(term)
			}
		}
		if a.InAny(1<<lexicon.Unit|1<<lexicon.Scale) && st.senses[i]&(linkFrom|linkTo) == 0 {
			st.senses[i] |= st.caseSense(a)
		}
		st.anywhere |= st.senses[i]
	}
}

// caseSense is what the case of an amount's unit says where other languages have a
// preposition: "डालरेभ्यः" is from so many.
func (st *sentence) caseSense(a *lang.Atom) senses {
	switch g := st.grammar(); {
	case lang.Ends(st.folded(a), g.AmountFrom):
		return linkFrom
	case lang.Ends(st.folded(a), g.AmountTo):
		return linkTo
	}
	return 0
}

// is reports whether there is an atom i and it has one of the senses.
func (st *sentence) is(i int, want senses) bool {
	return uint(i) < uint(len(st.senses)) && st.senses[i]&want != 0
}

// anyIs reports whether an atom of [from, to) has one of the senses.
func (st *sentence) anyIs(from, to int, want senses) bool {
	if st.anywhere&want == 0 {
		return false
	}
	for i := max(from, 0); i < to; i++ {
		if st.senses[i]&want != 0 {
			return true
		}
	}
	return false
}

// linkBefore reports whether one of the links stands right before atom i, articles and
// glue passed over.
func (st *sentence) linkBefore(i int, want senses) bool {
	if st.before[i] == 0 {
		st.before[i] = lookedUp | st.sensesBefore(i)
	}
	return st.before[i]&want != 0
}

// sensesBefore are the senses of the words right before atom i.
func (st *sentence) sensesBefore(i int) (all senses) {
	for back, j := 0, i-1; j >= 0 && back < 3; back, j = back+1, j-1 {
		a := &st.atoms[j]
		if a.InAny(1<<lexicon.Scale|1<<lexicon.Unit|1<<lexicon.Fraction) || a.Kind == lang.Numeral {
			break // what its case says, it says of its own number: "27:stä 31,7 miljardiin"
		}
		if st.senses[j]&(linkFrom|linkTo) != 0 && st.grammar().PostTo && some(st.figs, func(g *lang.Figure) bool { return g.Last == j-1 }) {
			break // "२.९३ डॉलर् इत्यतः ३.२३ डॉलर्": it stands behind the amount that it governs
		}
		all |= st.senses[j]
		if st.used[j] || a.Kind != lang.Word || !st.glue(a) && !(j == i-1 && st.scaledAt(i) && a.In(lexicon.Plain)) { // "с рекордных 9,75 млрд"
			break
		}
	}
	return all
}

// scaledAt reports whether an amount with a word of scale begins at atom i.
func (st *sentence) scaledAt(i int) bool {
	return some(st.figs, func(g *lang.Figure) bool { return g.First == i && g.Scaled })
}

func (st *sentence) glue(a *lang.Atom) bool {
	return st.scan.Closed(a, lexicon.Glue) || st.scan.Is(a, lexicon.Number, "1")
}

// linkAfter is linkBefore for what follows atom i.
func (st *sentence) linkAfter(i int, want senses) bool {
	return i+1 < len(st.atoms) && st.senses[i+1]&want != 0
}

// signal is the sentence's first mention with one of the senses, or nil.
func (st *sentence) signal(want senses) *mention {
	if st.anywhere&want == 0 {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.sense&want != 0 {
			return m
		}
	}
	return nil
}

// lastSignal is signal for the last such mention.
func (st *sentence) lastSignal(want senses) *mention {
	if st.anywhere&want == 0 {
		return nil
	}
	for i := len(st.ms) - 1; i >= 0; i-- {
		if m := &st.ms[i]; m.sense&want != 0 {
			return m
		}
	}
	return nil
}

// signalled reports whether f holds for a mention with one of the senses.
func (st *sentence) signalled(want senses, f func(*mention) bool) bool {
	if st.anywhere&want == 0 {
		return false
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.sense&want != 0 && f(m) {
			return true
		}
	}
	return false
}
