package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// secondOfPair reports whether "and" joins the figure to one that is compared with:
// "against $26.3 billion and $2.12 last year".
func (st *sentence) secondOfPair(g *lang.Figure) bool {
	return some(st.figs, func(x *lang.Figure) bool {
		return g.First > x.Last && g.First-x.Last <= 4 && st.andOnly(x.Last, g.First) && st.marked(x, linkFrom|linkAfter|linkVersus|linkThan)
	})
}

// basedBefore reports whether a period in front of the figure is only what its
// clause compares with: "compared with the fourth quarter it was down 12.5 %". The
// amount of 「比2024年的623.6亿美元少3%」 is that period's own.
func (st *sentence) basedBefore(f *lang.Figure, w *lang.When) bool {
	return !(st.scan.V.CJK() && isMoney(f) && f.First-w.Last <= 2) && !st.rateOwned(f) && w.Last < f.First && st.linkBefore(w.First, linkVersus) && (st.figuresBetween(w.Last, f.First) == 0 || st.pairBehind(w, f) != nil || w.First-st.strongStart(w.First) <= 5 && !st.marked(f, linkFrom) && !st.inBracketBehind(f, w)) && st.at[w.Last].strong == st.at[f.First].strong
}

// ofMove reports whether the preposition before a percentage only joins it to the noun of a move: "ein
// Zuwachs von 10 Prozent", "un aumento del 10%".
func (st *sentence) ofMove(f *lang.Figure) bool {
	return isPercent(f) && f.First > 1 && st.linkBefore(f.First, linkOf|linkFrom) && !st.used[f.First-1] && st.someOf(lexicon.Direction, func(m *mention) bool { return m.last == f.First-2 })
}

// strongStart is the first atom of the part of the sentence, between its strong breaks, that atom i
// stands in: "…: Gegenüber dem ersten Halbjahr 2023 …".
func (st *sentence) strongStart(i int) int {
	for i > 0 && st.at[i-1].strong == st.at[i].strong {
		i--
	}
	return i
}

// pairBehind is the level that something went from, right behind the period, where the figure
// is the one it went to: "ging gegenüber dem zweiten Quartal von 395 auf 266 Millionen zurück".
func (st *sentence) pairBehind(w *lang.When, f *lang.Figure) *lang.Figure {
	for i := range st.figs {
		if g := &st.figs[i]; g.First > w.Last && g.Last < f.First && st.marked(g, linkFrom) && st.marked(f, linkTo) && st.figuresBetween(w.Last, g.First) == 0 && st.figuresBetween(g.Last, f.First) == 0 {
			return g
		}
	}
	return nil
}

// pairBase is the period that a comparison gives the level that the figure came from, or nil.
func (st *sentence) pairBase(f *lang.Figure) *lang.When {
	for i := range st.whens {
		if w := &st.whens[i]; st.linkBefore(w.First, linkVersus) && st.pairBehind(w, f) != nil {
			return w
		}
	}
	return nil
}

// fromPeriod reports whether words that compare stand before the period.
func (st *sentence) fromPeriod(w *lang.When) bool {
	if st.scan.V.CJK() && st.linkAfter(w.Last, linkVersus|linkThan) || st.comparedBehind(w) {
		return true
	}
	if st.thatOf(w) {
		return false
	}
	return w.From || st.linkBefore(w.First, linkFrom|linkVersus|linkThan) || (w.Year != 0 || w.Rel == "last" && w.N > 0) && st.linkBefore(w.First, linkOver) || w.Year != 0 && st.moreOfYear(w)
}

// comparedBehind reports whether a postposition that compares stands behind the period, and so
// nothing that would be compared with it: "2,3-kertainen vuoteen 2021 verrattuna".
func (st *sentence) comparedBehind(w *lang.When) bool {
	i := w.Last + 1
	if i >= len(st.atoms) || st.scan.V.CJK() || !st.is(i, linkVersus) || st.is(i, linkOver|linkBy) {
		return false
	}
	return i+1 >= len(st.atoms) || st.atoms[i+1].Kind == lang.Punct || !st.used[i+1] && !st.figureSoon(i) && st.grammar().Genitive
}

// thatOf reports whether an article before a word for both "of" and "from" makes the period
// that of a noun left out: "subió al 75 % en el de 2025", "contre 57 % dans celui de 2023".
func (st *sentence) thatOf(w *lang.When) bool {
	of := w.First - 1
	if w.From {
		of = w.First
	}
	return of > 0 && st.is(of, linkOf) && st.is(of, linkFrom) && st.scan.Closed(&st.atoms[of-1], lexicon.Article)
}

// baseOfChange reports whether a period is what the change right before it is
// measured from, and so no figure's own: "14% higher than in 2023".
func (st *sentence) baseOfChange(w *lang.When) bool {
	for i := range st.figs {
		f := &st.figs[i]
		if st.outdone(f, w) {
			return true
		}
		if f.Last >= w.First {
			continue
		}
		if !st.fromPeriod(w) && !st.thanUpTo(f, w) && !(f.Unit == "times" && (st.asIn(f.Num-1, w.First) || st.figureOf(f, w) || st.multipleOfMeasure(f, w) || st.multipleOfPeriod(f, w))) {
			continue
		}
		if (f.Unit == "percent" || f.Unit == "times" || f.Unit == "pp" || isMoney(f) && (st.classBetween(lexicon.Direction, f.Last, f.Last+2) || st.movesAt(f.Last+1) && st.difference(f))) && st.at[f.Last].weak == st.at[w.First].weak && st.at[f.Last].strong == st.at[w.First].strong && st.figuresBetween(f.Last, w.First) == 0 {
			return true
		}
	}
	return false
}

// mostOfWords is how many words may stand between a multiple and the period that owns what it
// is a multiple of.
const mostOfWords = 3

// baseWith reports whether the words of the base begin with one of such a sense: "im dritten Quartal
// gegenüber dem Vorjahresquartal".
func (st *sentence) baseWith(base *mention, want senses) bool {
	short := st.atoms[base.at].Short
	if short == nil || st.scan.V.CJK() {
		return false
	}
	for _, term := range short.Senses() {
		if senseOf(term)&want != 0 {
			return true
		}
	}
	return false
}

// sameRateAnew reports whether "and" gives the rate of the figure before once more, measured from
// another time: "com expansão de 23% sobre o trimestre anterior e de 427% sobre um ano antes".
func (st *sentence) sameRateAnew(f *lang.Figure, base *mention, prev *draft) bool {
	if prev == nil || base == nil || base.at != f.Last+1 || !st.anyIs(max(f.First-2, 0), f.First, linkAnd) || !st.baseWith(base, linkVersus|linkOver|linkThan) && !st.comparing(base) {
		return false
	}
	return st.classBetween(lexicon.Base, prev.fig.Last, f.First)
}

// multipleOfPeriod reports whether "of" or "than" and no noun stand between a multiple and
// the period that owns what it is a multiple of: "five times that of 2019", "cinque volte
// quelli del 2019", "cinq fois plus qu'en 2019".
func (st *sentence) multipleOfPeriod(f *lang.Figure, w *lang.When) bool {
	if st.scan.V.CJK() || w.First <= f.Last || w.First-f.Last > mostOfWords+1 || w.Year == 0 {
		return false
	}
	of := st.is(f.Last, linkOf|linkThan) || w.From // "trois fois et demie celui de 2022"
	for j := f.Last + 1; j < w.First; j++ {
		a := &st.atoms[j]
		if a.Kind != lang.Word || st.used[j] || a.InAny(1<<lexicon.Measure|1<<lexicon.Entity|1<<lexicon.Segment) || a.Terms == nil && !st.function(a) {
			return false
		}
		of = of || st.is(j, linkOf|linkThan)
	}
	return of
}

// ofMultiple reports whether the period only owns what a multiple beside the figure is one of:
// "Net income, $14.9 billion, was seven times that of 2023; per share it was $5.98".
func (st *sentence) ofMultiple(f *lang.Figure, w *lang.When) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First != f.First && g.Form == lang.Times && st.multipleOfPeriod(g, w) && !st.figureNext(w.Last+1)
	})
}

// multipleOfMeasure reports whether a multiple is one of a measure that the period owns: "more
// than twice the profit of the first quarter", "el doble del beneficio del primer trimestre".
func (st *sentence) multipleOfMeasure(f *lang.Figure, w *lang.When) bool {
	return !st.scan.V.CJK() && w.First-f.Last <= 7 && st.linkBefore(w.First, linkOf) && !st.classBetween(lexicon.Direction, f.First-1, f.Last+1) && !st.otherClause(f.Last, w.First) && st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.at > f.Last && m.at-f.Last <= 3 && w.First > m.last && w.First-m.last <= 3
	})
}

// multipleOfAmount reports whether the period stands right behind the amount that a multiple
// is one of: "more than double the $28.1 billion of 2023".
func (st *sentence) multipleOfAmount(f *lang.Figure, w *lang.When) bool {
	return f.Form == lang.Times && !st.scan.V.CJK() && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.First > f.Last && g.First-f.Last <= mostOfWords+1 && w.First > g.Last && w.First-g.Last <= mostOfWords && st.figuresBetween(f.Last, w.First) == 1 && !st.otherClause(f.Last, w.First)
	})
}

// asIn reports whether words that set something equal stand between two atoms:
// "twice what it was in 2020", "doppelt so viel wie 2020".
func (st *sentence) asIn(a, b int) bool {
	for j := a + 1; j < b; j++ {
		word := string(st.folded(&st.atoms[j]))
		switch word[strings.LastIndexByte(word, ' ')+1:] {
		case "what", "as", "wie":
			return true
		}
	}
	return false
}

// isBasePeriod reports whether a period behind a change is what it is measured
// from: "up 59% from 2023", "gegenüber dem zweiten Quartal 2023".
func (st *sentence) isBasePeriod(f *lang.Figure, w *lang.When) bool {
	if !flowUnit(w.Unit) || w.Unit == lang.YearRange {
		return false
	}
	if st.outdone(f, w) {
		return true
	}
	if w.First < f.Last {
		return st.comparedInFront(f, w)
	}
	if w.Unit == lang.MonthRange {
		return false
	}
	return st.fromPeriod(w) || st.thanUpTo(f, w)
}

// baseOfLater reports whether the period behind the figure is only what a later one is measured from:
// "sales rose 10 % to $187.8bn, or 18 % more than in the third quarter".
func (st *sentence) baseOfLater(f *lang.Figure, w *lang.When) bool {
	return w.First > f.Last && len(st.figs) > 1 && (w.Unit == lang.QuarterUnit || w.Unit == lang.HalfUnit) && some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && (isPercent(g) || g.Unit == "times") && !isPercent(f) == isMoney(f) && st.figuresTo(g, w) == 0 && st.isBasePeriod(g, w)
	})
}

// outdone reports whether the period is that of what a verb of exceeding has for its object,
// by the percentage beside: "на 42% превысив уровень 2020 года", "übertraf den Wert von 2023
// um 62 Prozent".
func (st *sentence) outdone(f *lang.Figure, w *lang.When) bool {
	if st.scan.V.CJK() || !isPercent(f) || w.Year == 0 || st.otherClause(w.Last, f.First) || st.figuresTo(f, w) > 0 {
		return false
	}
	if j := w.First - 1; j >= 0 && (f.Last == j-1 || w.Last < f.First && (st.is(f.Last, linkBy) || st.linkBefore(f.First, linkBy))) && st.scan.Outdoes(&st.atoms[j]) {
		return true // "18% lebih tinggi daripada kuartal III 2023"
	}
	for j := w.First - 1; j >= 0 && j >= w.First-5 && st.atoms[j].Kind == lang.Word && !(j >= f.First-1 && j <= f.Last); j-- {
		if a := &st.atoms[j]; j < w.First-1 && (st.scan.Is(a, lexicon.Cue, "exceeds") || st.scan.Is(a, lexicon.Cue, "falls short") && !a.In(lexicon.Direction) || st.scan.Is(a, lexicon.HedgeBefore, "over")) {
			return true
		}
	}
	return false
}

// comparedInFront reports whether a particle or postposition that compares stands behind a
// period in front of the figure: 「지난해 상반기보다 76% 늘었다」, 「1〜3月期からは3%増えた」,
// "ensimmäiseen neljännekseen verrattuna se kasvoi 3 prosenttia".
func (st *sentence) comparedInFront(f *lang.Figure, w *lang.When) bool {
	if st.scan.V.CJK() {
		if st.rateOwned(f) {
			return false // 「増収率は4〜6月期（33%）から鈍化した」
		}
		at := st.pastBracket(w.Last)
		return st.linkAfter(at, linkVersus|linkThan) || st.surpassed(f, w) || isPercent(f) && !w.AtEnd && (w.Unit == lang.QuarterUnit || w.Unit == lang.MonthRange) && (st.scan.Is(&st.atoms[w.Last], lexicon.Period, "from") || st.linkAfter(at, linkFrom)) && st.figuresBetween(w.Last, f.First) == 0
	}
	return st.thanWhen(f, w) || st.grammar().Genitive && w.Last+1 < f.First && st.is(w.Last+1, linkVersus) && !st.is(w.Last+1, linkOver|linkBy) && !isMoney(f) && st.figuresBetween(w.Last, f.First) == 0 && !st.otherClause(w.Last, f.First)
}

// thanWhen reports whether the period's case says "than" and the figure behind it by how much:
// "२०२३-वर्षात् ५२ प्रतिशतम् अधिकानि".
func (st *sentence) thanWhen(f *lang.Figure, w *lang.When) bool {
	g := st.grammar()
	if !g.PostTo || w.Last >= f.First || st.figuresBetween(w.Last, f.First) > 0 || st.otherClause(w.Last, f.First) || !st.directionBeside(f) || isMoney(f) && !st.inflected(f, linkBy) {
		return false
	}
	word := st.folded(&st.atoms[w.Last])
	return lang.Ends(word, g.AmountFrom) || strings.HasSuffix(string(word), "तः")
}

// surpassed reports whether the period is the object of the move that the figure tells:
// 「第3四半期を12%上回った」.
func (st *sentence) surpassed(f *lang.Figure, w *lang.When) bool {
	return st.grammar().Kana && !isMoney(f) && strings.HasPrefix(st.scan.Text[w.End:], "を") && st.figuresBetween(w.Last, f.First) == 0 && f.First-w.Last <= 3 && f.Last+1 < len(st.atoms) && st.atoms[f.Last+1].In(lexicon.Direction)
}

// comparedBetween reports whether an amount that this one is compared with stands between
// it and the period: "$16.6 billion, compared with $12.4 billion, or $4.71 a share, in the
// same period of 2024".
func (st *sentence) comparedBetween(f *lang.Figure, w *lang.When) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && g.Last < w.First && isMoney(g) && st.marked(g, linkFrom|linkAfter|linkVersus|linkThan)
	})
}

// comparedOwns reports whether the period stands right behind an amount that a multiple
// of this figure is told from: "16,7 milliards, moitié plus que les 11 milliards du
// premier trimestre 2024".
func (st *sentence) comparedOwns(f *lang.Figure, w *lang.When) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && isMoney(g) && w.First > g.Last && w.First-g.Last <= 2 && st.multipleOf(g)
	})
}

// multipleOf reports whether a multiple stands right before the amount.
func (st *sentence) multipleOf(g *lang.Figure) bool {
	return some(st.figs, func(h *lang.Figure) bool { return h.Form == lang.Times && h.Last < g.First && g.First-h.Last <= 2 })
}

// thanUpTo reports whether "than" stands behind a change and only the words of one
// noun between it and the period: "62 % de plus que sur les mêmes mois de l'an passé".
func (st *sentence) thanUpTo(f *lang.Figure, w *lang.When) bool {
	if st.scan.V.CJK() || w.First <= f.Last || w.First-f.Last > 9 || st.otherClause(f.Last, w.First) {
		return false
	}
	than := -1
	for j := f.Last + 1; j < w.First; j++ {
		a := &st.atoms[j]
		switch {
		case st.used[j] || a.Kind == lang.Punct || st.is(j, linkAnd|linkBut):
			return false
		case than < 0 && j <= f.Last+2 && st.is(j, linkThan) && (!st.is(j, linkFrom) || st.atoms[j-1].In(lexicon.Direction)):
			than = j
		case than >= 0 && (a.In(lexicon.Measure) || a.In(lexicon.Entity)):
			return false
		}
	}
	return than >= 0
}

// partOfBase reports whether "last year" only completes a comparison: "par
// rapport à la même période | de l'an dernier".
func (st *sentence) partOfBase(w *lang.When) bool {
	if w.Unit != lang.YearUnit || w.Year != 0 || w.Rel != "last" {
		return false
	}
	return st.someOf(lexicon.Base, func(m *mention) bool {
		return m.id == "yoy" && m.last < w.First && w.First-m.last <= 2
	})
}

// moreOfYear reports whether a percentage and "more" stand before "of" and the year, which
// is then what the change is measured from: "il 15 per cento in più del 2024".
func (st *sentence) moreOfYear(w *lang.When) bool {
	if st.scan.V.CJK() || !st.linkBefore(w.First, linkOf) {
		return false
	}
	return st.someOf(lexicon.Direction, func(m *mention) bool {
		return m.last == w.First-2 && some(st.figs, func(g *lang.Figure) bool { return isPercent(g) && g.Last == m.at-1 })
	})
}

// sinceStart reports whether a stretch up to now begins at the base, which is then no past
// time at which an earlier level stood.
func sinceStart(id string) bool {
	switch id {
	case "start of year", "wow", "mom":
		return true
	}
	return false
}

// instant reports whether a measure holds at an instant.
func instant(id string) bool {
	switch id {
	case "cash", "debt", "total assets", "inventory", "long-term debt", "marketable securities", "remaining performance obligation":
		return true
	}
	return false
}

// ofBalances reports whether a share is one of a balance in another.
func ofBalances(id string) bool {
	part, whole, ok := strings.Cut(id, " / ")
	return ok && instant(part) && instant(whole)
}

// multipleOfWhen reports whether the multiple is one of the period's own figure:
// 「為去年首季的兩倍」.
func (st *sentence) multipleOfWhen(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && f.Unit == "times" && f.First == w.Last+2 && st.is(w.Last+1, linkOf)
}

// whichThen is the past time that opens the relative clause whose only figure this is:
// "the margin, which a year earlier had stood at 38 %, climbed to 41 %".
func (st *sentence) whichThen(f *lang.Figure) *mention {
	if st.anywhere&cueWhich == 0 || st.scan.V.CJK() {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Base && (yearsBackBase(m.id) || m.id == "qoq") && m.at > 0 && st.is(m.at-1, cueWhich) && m.last < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0 {
			return m
		}
	}
	return nil
}

// comparedFirst is the past time, with an amount of its own right behind, that the sentence
// begins with to compare what follows: "Dibandingkan dengan kuartal sebelumnya yang sebesar
// US$6,05 miliar, pendapatan tumbuh 19 persen"; nil if there is none.
func (st *sentence) comparedFirst() *mention {
	if st.scan.V.CJK() || st.classes&(1<<lexicon.Base) == 0 {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.at > 4 || m.class == figureMention || m.class == whenMention {
			return nil
		}
		if m.class == lexicon.Base && (st.comparing(m) || !st.is(m.at, linkAgo)) && !sinceStart(m.id) && st.nothingSaid(m.at) {
			if some(st.figs, func(g *lang.Figure) bool {
				return isMoney(g) && g.First > m.last && g.First-m.last <= 3 && !st.otherClause(m.last, g.First)
			}) {
				return m
			}
			return nil
		}
	}
	return nil
}

// nothingSaid reports whether no measure, company or move stands before atom i.
func (st *sentence) nothingSaid(i int) bool {
	return !some(st.atoms[:i], func(a *lang.Atom) bool {
		return a.InAny(1<<lexicon.Measure | 1<<lexicon.Entity | 1<<lexicon.Segment | 1<<lexicon.Direction)
	})
}

// heldAgainstBefore reports whether the period is of an amount in a clause before the figure's that
// another is measured against, behind the period that both clauses are of: 「2024年の営業利益は398億
// ドルと、2023年の246億ドルから62%増え、営業利益率は…」.
func (st *sentence) heldAgainstBefore(f *lang.Figure, w *lang.When) bool {
	if !st.scan.V.CJK() || w.Last >= f.First || !st.otherClause(w.Last, f.First) || !some(st.whens, func(x *lang.When) bool { return x.Last < w.First && flowUnit(x.Unit) }) {
		return false
	}
	than := st.linkBefore(w.First, linkThan|linkVersus)
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > w.Last && g.First-w.Last <= 3 && g.Last < f.First && st.otherClause(g.Last, f.First) && (than || st.marked(g, linkFrom|linkThan))
	})
}
