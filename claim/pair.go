package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
)

// "The former" and "the latter" mean two companies or two measures that stand right
// before: "Alphabet ja Meta sijoittivat eniten: edellinen 24 ja jälkimmäinen 18,8
// miljardia", "Продажи составили 281,7 млрд, прибыль — 101,8 млрд. В последнем квартале
// первая увеличилась на 18%, вторая — на 24%".

// pairWord is which of the two the figure's words speak of, 0 or 1, and where the first
// of the two words stands; -1 where the sentence does not have both.
func (st *sentence) pairWord(f *lang.Figure) (which, first int) {
	former, latter := st.pair.former, st.pair.latter
	switch {
	case former < 0 || former > f.First || latter < 0:
		return -1, 0
	case latter < f.First:
		return 1, former
	}
	return 0, former
}

// pairWords are the atoms of the two words, each -1 where the sentence has none.
type pairWords struct{ former, latter int }

// findPair looks for the two words, once a sentence.
func (st *sentence) findPair() {
	st.pair = pairWords{-1, -1}
	if len(st.figs) == 0 || st.scan.V.CJK() {
		return
	}
	if st.pair.former = st.pairAt(wordFormer, ordFirst, 0); st.pair.former >= 0 {
		st.pair.latter = st.pairAt(wordLatter, ordSecond, st.pair.former+1)
	}
}

// pairAt is the first atom from one on that is a word for the former or the latter, or
// an ordinal without a noun: a verb, a dash or a figure stands right behind it.
func (st *sentence) pairAt(anaphor, ordinal senses, from int) int {
	if st.anywhere&(anaphor|ordinal) == 0 {
		return -1
	}
	for i := from; i+1 < len(st.atoms); i++ {
		if !st.is(i, anaphor|ordinal) || st.used[i] && !st.endsPeriod(i) {
			continue
		}
		if st.is(i, anaphor) {
			return i
		}
		if next := &st.atoms[i+1]; st.is(i, ordinal) && (next.In(lexicon.Direction) || st.scan.Closed(next, lexicon.Auxiliary) || st.mark(next) == "—" || st.mark(next) == "–" || st.figureNext(i+1) || st.is(i+1, linkTo) || st.behindPairWord(i)) {
			return i
		}
	}
	return -1
}

// behindPairWord reports whether a preposition and a period stand right behind the ordinal: "a receita
// da primeira no quarto trimestre de 2024 foi 21% maior".
func (st *sentence) behindPairWord(i int) bool {
	return st.scan.Closed(&st.atoms[i+1], lexicon.Preposition) && some(st.whens, func(w *lang.When) bool { return w.First == i+2 && flowUnit(w.Unit) })
}

// companyOfPair is the company that the former or the latter is: of two that the
// sentence names before, or that the one before did. named tells that there are two.
func (r *Reader) companyOfPair(f *lang.Figure, ps []placed) (p Party, named bool) {
	which, first := r.st.pairWord(f)
	if which < 0 {
		return r.aloneOfPair(f, ps)
	}
	var two []Party
	for i := range ps {
		if q := &ps[i]; q.at < first && q.price <= 1 && !q.unsure && q.party.files() {
			two = latest(two, q.party)
		}
	}
	if len(two) == 0 && len(r.disc.others) != 2 {
		two = slices.Clone(r.disc.here[max(0, len(r.disc.here)-2):])
	}
	if len(two) != 2 {
		return Party{}, false
	}
	return two[which], true
}

// aloneOfPair is the company that the former or the latter is, where only one of the two words stands
// before the figure and the sentence before named two companies: "la marge opérationnelle du premier
// atteint 47,6 %, contre 27,8 % pour la maison mère de Google".
func (r *Reader) aloneOfPair(f *lang.Figure, ps []placed) (p Party, named bool) {
	st := &r.st
	if st.scan.V.CJK() || len(st.figs) == 0 || len(r.disc.here) != 2 {
		return Party{}, false
	}
	for which, word := range [...]senses{wordFormer | ordFirst, wordLatter | ordSecond} {
		at := st.pairAt(word&(wordFormer|wordLatter), word&(ordFirst|ordSecond), 0)
		if at < 1 || at > f.First || st.is(at, ordFirst|ordSecond) && !st.scan.Closed(&st.atoms[at-1], lexicon.Article) && !st.scan.Closed(&st.atoms[at-1], lexicon.Preposition) {
			continue
		}
		if r.namedBetween(ps, -1, f.First) || st.figuresBetween(at, f.First) > 0 {
			return Party{}, false
		}
		return r.disc.here[which], true
	}
	return Party{}, false
}

// measureOfPair is the measure that the former or the latter is, of the two that the
// sentence before stated.
func (r *Reader) measureOfPair(d *draft) (m measureOf, said bool) {
	which, first := r.st.pairWord(d.fig)
	if which < 0 || r.st.someOf(lexicon.Measure, func(m *mention) bool { return m.at < d.fig.First && m.at > first }) {
		return measureOf{}, false
	}
	if r.st.classBetween(lexicon.Measure, -1, first) {
		return measureOf{}, false // of two companies, and the measure of both is named
	}
	var each []measureOf
	for _, m := range r.disc.others {
		if !slices.Contains(each, m) {
			each = append(each, m)
		}
	}
	if len(each) != 2 || !fits(d.fig, each[which].metric) {
		return measureOf{}, true
	}
	return each[which], true
}

// endsPeriod reports whether atom i was taken for the end of a period that has a number
// of its own already: "в четвертом квартале | первая увеличилась".
func (st *sentence) endsPeriod(i int) bool {
	return some(st.whens, func(w *lang.When) bool { return w.Last == i && w.First+1 < i && w.N != 0 })
}

// oneAndOther reports whether the sentence tells two companies apart as the first and the
// second: "elle procure au second 98 % de ses recettes, au premier 73 %".
func (st *sentence) oneAndOther() bool {
	if st.anywhere&ordFirst == 0 || st.anywhere&ordSecond == 0 {
		return false
	}
	found := 0
	for i := 1; i < len(st.atoms); i++ {
		found |= st.ordinalAt(i)
	}
	return found == 1|2
}

// ofPair is the company that "the former" or "the latter" means. Where a sentence says
// both, they are the two named before the first of them.
func (r *Reader) ofPair(named []placed, m *mention) Party {
	st := &r.st
	if m.id != "former" && m.id != "latter" {
		return Party{}
	}
	first := slices.IndexFunc(st.ms, func(x mention) bool { return x.class == lexicon.Anaphor && x.id == "former" })
	if first < 0 {
		return r.latter(named, m.at)
	}
	pair := slices.Clone(r.disc.here)
	for i := range named {
		if n := &named[i]; n.at < st.ms[first].at && n.party.files() && n.price <= 1 {
			pair = latest(pair, n.party)
		}
	}
	at := &st.atoms[min(m.last+1, len(st.atoms)-1)]
	if n := len(pair); n >= 2 && (m.id == "former" && at.Kind == lang.Word && at.Terms == nil && at.Capital || !pair[n-2].files()) {
		return Party{} // "the former Facebook executive"
	} else if n >= 2 && m.id == "former" {
		return pair[n-2]
	} else if n >= 2 {
		return pair[n-1]
	}
	return Party{}
}

// latter is the company named last before a pronoun that can mean no other: "Meta
// chiude a 51,2 miliardi. Quest'ultima …".
func (r *Reader) latter(named []placed, at int) Party {
	for i := len(named) - 1; i >= 0; i-- {
		if n := &named[i]; n.at < at && n.party.files() && n.price <= 1 {
			return n.party
		}
	}
	for _, seen := range [][]Party{r.disc.here, r.disc.recent} {
		for i := len(seen) - 1; i >= 0; i-- {
			if seen[i].files() {
				return seen[i]
			}
		}
	}
	return Party{}
}

// ordinals adds the companies that "the first" and "the second" before a verb mean:
// the last two that were named, the earlier one first: "La primera ganó 26.301
// millones, y la segunda, 15.328 millones".
func (r *Reader) ordinals(out []placed) []placed {
	st, n := &r.st, len(r.disc.here)
	if n < 2 || len(st.figs) == 0 || st.scan.V.CJK() || st.anywhere&(ordFirst|ordSecond) == 0 {
		return out
	}
	both := st.bothOrdinals()
	for i := 1; i+1 < len(st.atoms); i++ {
		which := st.ordinalAt(i)
		if next := &st.atoms[i+1]; which == 0 || !next.In(lexicon.Measure) && !st.scan.Closed(next, lexicon.Auxiliary) && !(st.mark(next) == "," && (both || st.figureNext(i+2))) && !(both && next.In(lexicon.Direction)) ||
			next.In(lexicon.Measure) && !st.measuringVerb(next) {
			continue
		}
		if p := r.disc.here[n-3+which]; p.files() {
			out = append(out, placed{party: p, at: i})
		}
	}
	return out
}

// bothOrdinals reports whether "the first" and "the second" stand in the sentence, neither
// of them before a noun: "La primera creció un 9,5% y la segunda, un 18,9%".
func (st *sentence) bothOrdinals() bool {
	found := 0
	for i := 1; i+1 < len(st.atoms); i++ {
		if next := &st.atoms[i+1]; st.mark(next) == "," || next.In(lexicon.Direction) || next.In(lexicon.Measure) && st.measuringVerb(next) || st.scan.Closed(next, lexicon.Auxiliary) {
			found |= st.ordinalAt(i)
		}
	}
	return found == 1|2
}

// ordinalAt is 1 or 2 for "the first" or "the second" whose ordinal is atom i and belongs
// to no period, else 0.
func (st *sentence) ordinalAt(i int) int {
	switch {
	case !st.is(i, ordFirst|ordSecond) || st.used[i] || !st.scan.Closed(&st.atoms[i-1], lexicon.Article):
		return 0
	case st.is(i, ordFirst):
		return 1
	}
	return 2
}

// pitted is the company of one of two figures that a colon sets against each other behind
// the names of two: "Meta beat Amazon: $20.8bn against $20bn".
func (r *Reader) pitted(f *lang.Figure, ps []placed) (p *placed, second bool) {
	st := &r.st
	for i := 0; i+1 < len(st.figs); i++ {
		a, b := &st.figs[i], &st.figs[i+1]
		if a != f && b != f || isMoney(a) != isMoney(b) || isPercent(a) != isPercent(b) || a.First == 0 || b.First-a.Last > 3 || !st.linkBefore(b.First, linkVersus) || !lang.Begins(st.mark(&st.atoms[a.First-1]), []string{":", "："}) {
			continue
		}
		var first, last *placed
		for k := range ps {
			switch x := &ps[k]; {
			case x.at > a.First || !x.party.files() || x.price > 1:
			case first == nil:
				first = x
			case x.party.ID != first.party.ID && last != nil && last.party.ID != x.party.ID:
				return nil, false // of three
			case x.party.ID != first.party.ID:
				last = x
			}
		}
		if first == nil || last == nil {
			return nil, false
		}
		if b == f {
			return last, true
		}
		return first, false
	}
	return nil, false
}
