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
	case former < 0 || former > f.First:
		return -1, 0
	case latter < 0:
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
	if st.pair.former = st.pairAt("former", "ord:1", 0); st.pair.former >= 0 {
		st.pair.latter = st.pairAt("latter", "ord:2", st.pair.former+1)
	}
}

// pairAt is the first atom from one on that is a word for the former or the latter, or
// an ordinal without a noun: a verb, a dash or a figure stands right behind it.
func (st *sentence) pairAt(anaphor, ordinal string, from int) int {
	for i := from; i+1 < len(st.atoms); i++ {
		a, next := &st.atoms[i], &st.atoms[i+1]
		if !a.InAny(1<<lexicon.Anaphor|1<<lexicon.Period) || st.used[i] && !st.endsPeriod(i) {
			continue
		}
		if st.scan.Is(a, lexicon.Anaphor, anaphor) {
			return i
		}
		if st.scan.Is(a, lexicon.Period, ordinal) && (st.has(next, lexicon.Direction) || st.scan.Closed(next, lexicon.Auxiliary) || st.mark(next) == "—" || st.mark(next) == "–" || st.figureNext(i+1)) {
			return i
		}
	}
	return -1
}

// companyOfPair is the company that the former or the latter is: of two that the
// sentence names before, or that the one before did. named tells that there are two.
func (r *Reader) companyOfPair(f *lang.Figure, ps []placed) (p Party, named bool) {
	which, first := r.st.pairWord(f)
	if which < 0 {
		return Party{}, false
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

// measureOfPair is the measure that the former or the latter is, of the two that the
// sentence before stated.
func (r *Reader) measureOfPair(d *draft) (m measureOf, said bool) {
	which, first := r.st.pairWord(d.fig)
	if which < 0 || slices.ContainsFunc(r.st.ms, func(m mention) bool { return m.class == lexicon.Measure && m.at < d.fig.First && m.at > first }) {
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
	return slices.ContainsFunc(st.whens, func(w lang.When) bool { return w.Last == i && w.First+1 < i && w.N != 0 })
}
