package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// Growth rates of different times stand side by side: "grew 32 %, up from 28 % in
// the quarter before". What follows tells whose time a word for a past one is.

// ownsBase reports whether a figure other than f has the base for its own time,
// joined by the particle of an owner or by a bracket: 「上一季的28%」, "전 분기(18.9%)보다".
func (st *sentence) ownsBase(f *lang.Figure, base *mention) bool {
	if !st.scan.V.CJK() || base.last+2 >= len(st.atoms) {
		return false
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.First > base.last && g.First != f.First && g.Unit == f.Unit && isPercent(g) && st.timeOf(g, base) {
			return true
		}
	}
	return false
}

// timeOf reports whether the past time right before a figure owns it.
func (st *sentence) timeOf(f *lang.Figure, base *mention) bool {
	switch f.First - base.last {
	case 1: // 「前四半期の28%」 in one term
		g := st.grammar()
		return g.Possessive != "" && strings.HasSuffix(st.scan.Text[base.start:base.end], g.Possessive)
	case 2:
		mark := st.mark(&st.atoms[base.last+1])
		return st.is(base.last+1, linkOf) || mark == "(" || mark == "（"
	}
	return false
}

// growthThen is the past time that a growth rate is told of, and no base of it:
// 「上一季的28%」, "Im Vorquartal hatte das Plus 94 Prozent betragen".
func (st *sentence) growthThen(f *lang.Figure, base *mention) *mention {
	if base != nil && st.scan.V.CJK() && isPercent(f) && f.Form == lang.Plain && (base.id == "qoq" || yearsBackBase(base.id)) && st.timeOf(f, base) {
		return base
	}
	if lead := st.leadingBase(f); lead != nil && (lead.id == "qoq" || yearsBackBase(lead.id)) {
		return lead
	}
	return nil
}

// rateThen is the word for a pace in whose clause the percentage is that of a past time right
// before it, and the sign of the growth: 「伸び率は4〜6月期の33%から鈍化した」, 「增速低于二季度的33%」,
// "2분기의 33%에 비하면 크게 둔화했다"; nil if it is none.
func (st *sentence) rateThen(f *lang.Figure) (*mention, int) {
	if !st.scan.V.CJK() || !isPercent(f) || f.Form != lang.Plain || f.Sign != 0 || !st.timeRightBefore(f) {
		return nil, 0
	}
	return st.rateOver(f)
}

// rateOwned reports whether the percentage is a pace of the past time right before it.
func (st *sentence) rateOwned(f *lang.Figure) bool {
	m, _ := st.rateThen(f)
	return m != nil
}

// rateOver is the word for a pace that a percentage is told of, other percentages of past times
// passed over, and the sign of the growth.
func (st *sentence) rateOver(f *lang.Figure) (*mention, int) {
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Direction || st.at[m.at].strong != st.at[f.First].strong {
			continue
		}
		word := st.scan.Text[m.start:m.end]
		noun := lang.Ends(word, []string{"率", "速", "幅", "률", "율", "폭"})
		switch {
		case noun && m.last < f.First && !some(st.figs, func(g *lang.Figure) bool {
			return g.First > m.last && g.Last < f.First && !(isPercent(g) && (st.timeRightBefore(g) || st.marked(g, linkFrom)))
		}), noun && m.at > f.Last && (m.at == f.Last+1 || m.at == f.Last+2 && st.is(f.Last+1, linkOf)):
			return m, signOf(m)
		case m.at > f.Last && lang.Ends(word, []string{"鈍化", "減速", "加速", "둔화", "放缓", "放緩"}) && st.figuresBetween(f.Last, m.at) == 0 && !st.otherClause(f.Last, m.at) && st.marked(f, linkFrom|linkVersus|linkThan):
			return m, 1
		}
	}
	return nil, 0
}

// rateTo is the word for a pace that has moved from another percentage to this one:
// 「伸び率は33%から27%に鈍化した」.
func (st *sentence) rateTo(f *lang.Figure) (*mention, int) {
	to := func() bool {
		return st.marked(f, linkTo) || f.First > 0 && lang.Ends(st.mark(&st.atoms[f.First-1]), []string{"至", "到", "为", "為"})
	}
	if !st.scan.V.CJK() || !isPercent(f) || f.Form != lang.Plain || f.Sign != 0 || !to() || !some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && g.Last < f.First && (st.marked(g, linkFrom) || st.timeRightBefore(g)) && st.figuresBetween(g.Last, f.First) == 0
	}) {
		return nil, 0
	}
	return st.rateOver(f)
}

// rateMoved reports whether the period is that of the pace which has moved to the figure:
// 「增速由二季度的33%回落至27%」.
func (st *sentence) rateMoved(f *lang.Figure, w *lang.When) bool {
	if to, _ := st.rateTo(f); to == nil {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > w.Last && g.First-w.Last <= 2 && g.Last < f.First && st.rateOwned(g)
	})
}

// timeRightBefore reports whether a period or a past time owns the figure right behind it.
func (st *sentence) timeRightBefore(f *lang.Figure) bool {
	owns := func(last int) bool {
		if last+2 == f.First {
			mark := st.mark(&st.atoms[last+1])
			return st.is(last+1, linkOf) || mark == "(" || mark == "（"
		}
		return last+1 == f.First
	}
	return some(st.whens, func(w *lang.When) bool { return flowUnit(w.Unit) && !w.Since && owns(w.Last) }) ||
		st.timeSaid(f) != nil
}

// timeSaid is the past time that owns the figure right behind it, or nil.
func (st *sentence) timeSaid(f *lang.Figure) *mention {
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Base && (m.id == "qoq" || yearsBackBase(m.id)) && st.timeOf(f, m) {
			return m
		}
	}
	return nil
}

// rateOf reports whether a growth rate that another one in front is set against is that of a past
// time: "slower than the 30 % of the previous quarter", "langsamer als im Vorquartal (30 Prozent)",
// "kun edellisellä neljänneksellä kasvu oli 30 prosenttia".
func (st *sentence) rateOf(f *lang.Figure, base *mention, before *lang.Figure) bool {
	if f.Form != lang.Plain || st.scan.V.CJK() || base.id != "qoq" && !yearsBackBase(base.id) {
		return false
	}
	if base.at > f.Last { // "than the 30 % of …"
		return base.at-f.Last <= 3 && !st.otherClause(f.Last, base.at) && (st.marked(f, linkThan|linkVersus|linkFrom|linkAfter) || f.Hedge == quantity.Under || f.Hedge == quantity.Over) && (!st.linkBefore(base.at, linkThan|linkVersus|linkOver) || st.scan.Closed(&st.atoms[base.at-1], lexicon.Owner))
	}
	if st.at[f.First].depth > st.at[base.last].depth {
		return f.First-base.last <= 2
	}
	clause := base.at > before.Last && st.otherClause(before.Last, base.at) && !st.otherClause(base.last, f.First) && f.First-base.last <= 4
	return clause && base.at > 0 && st.is(base.at-1, linkSub) && !st.marked(f, linkBy) && !st.comparing(base)
}

// comparedAmount is the amount that a percentage right before it compares with: "35 %
// above the $13.5 billion reported a year earlier".
func (st *sentence) comparedAmount(f *lang.Figure) *lang.Figure {
	if !isPercent(f) || st.scan.V.CJK() {
		return nil
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.First > f.Last && g.Num-f.Last <= 4 && isMoney(g) && g.Scaled && st.figuresBetween(f.Last, g.First) == 0 && st.thanBetween(f.Last, g.Num) {
			return g
		}
	}
	return nil
}

// comparedWith reports whether the amount is what a percentage right before it compares
// with.
func (st *sentence) comparedWith(g *lang.Figure) bool {
	return some(st.figs, func(f *lang.Figure) bool {
		return f.Last < g.First && st.figuresBetween(f.Last, g.First) == 0 && st.comparedAmount(f) == g
	})
}

// difference reports whether an amount is what a level lies above or below another
// by: "was $11.6bn higher than a year before".
func (st *sentence) difference(f *lang.Figure) bool {
	if st.scan.V.CJK() {
		return st.differsFromThen(f)
	}
	j := st.withRate(f) + 1
	if st.is(f.First-1, linkBy) && f.First > 1 && st.movesAt(f.First-2) && j < len(st.atoms) && st.atoms[j].In(lexicon.Base) {
		return true // "com queda de US$ 8,2 bilhões em relação ao mesmo período", "μειωμένες κατά 8,2 δισ. σε σχέση με πέρυσι"
	}
	if j >= len(st.atoms) || !st.movesAt(j) {
		return false
	}
	if st.thatOfThen(j) { // "sono stati di 12,5 miliardi superiori a"
		return !st.marked(f, linkFrom|linkVersus|linkThan)
	}
	return !st.marked(f, linkTo|linkFrom|linkVersus|linkThan) && (st.linkAfter(j, linkThan) || st.is(j, linkThan) || st.grammar().PostTo && st.baseBefore(f))
}

// baseBefore reports whether a past time stands before the amount in its clause, and no other figure
// between: "गतवर्षस्य तस्मिन् त्रैमासिके जातात् व्ययात् १२.५ बिलियन-डॉलर् अधिकः".
func (st *sentence) baseBefore(f *lang.Figure) bool {
	return st.someOf(lexicon.Base, func(m *mention) bool {
		return m.last < f.First && !st.otherClause(m.last, f.First) && st.figuresBetween(m.last, f.First) == 0
	})
}

// movedAlike is the direction of an amount by which something moved where a percentage between the two
// says the same; else nil.
func (st *sentence) movedAlike(f *lang.Figure) *mention {
	last := st.withRate(f)
	if last == f.Last || !st.difference(f) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Direction && m.at == last+1 {
			return m
		}
	}
	return nil
}

// withRate is the last atom of the amount, or of a percentage behind it that says the same: "that is $21.9
// billion or 59% more than a year earlier", 「219億ドル、率にして59%上回った」.
func (st *sentence) withRate(f *lang.Figure) int {
	if !isMoney(f) {
		return f.Last
	}
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= f.Last {
			continue
		}
		or := st.anyIs(f.Last+1, min(f.Last+3, g.First), linkOr)
		if !isPercent(g) || g.Form != lang.Plain || g.First-f.Last > 5 || !or && !st.scan.V.CJK() || !st.earlierFigure(f) {
			return f.Last // "revenue was $88.3 billion, 15% more than a year earlier"
		}
		if last := g.Last; last+1 < len(st.atoms) && st.atoms[last+1].Kind == lang.Punct && !st.scan.V.CJK() {
			return last + 1 // "на 21,9 млрд, или на 59%, больше, чем годом ранее"
		}
		return g.Last
	}
	return f.Last
}

// thatOfThen reports whether a past time stands behind the direction at atom i, with nothing between but
// what stands for the measure then: "superiori a quelli di un anno prima".
func (st *sentence) thatOfThen(i int) bool {
	for k := i + 1; k < len(st.atoms) && k <= i+5; k++ {
		switch a := &st.atoms[k]; {
		case a.In(lexicon.Base):
			return true
		case !st.scan.Closed(a, lexicon.Glue|lexicon.Article|lexicon.Owner|lexicon.Preposition|lexicon.Pronoun) && !st.is(k, linkTo|linkOf|linkThan):
			return false
		}
	}
	return false
}

// differsFromThen reports whether the amount is by how much a level differs from that of a past
// time: 「前年同期より108億ドル多い」, 「前年同期比108億ドル増」, 「比上年同期多108亿美元」.
func (st *sentence) differsFromThen(f *lang.Figure) bool {
	if !isMoney(f) || f.IsRange || !st.verbFinal() && st.linkBefore(f.First, linkTo) {
		return false
	}
	return st.someOf(lexicon.Base, func(m *mention) bool {
		gap := f.First - m.last
		if m.last >= f.First || gap > 4 || !yearsBackBase(m.id) && m.id != "qoq" || st.otherClause(m.last, f.First) || st.figuresBetween(m.last, f.First) > 0 || st.classBetween(lexicon.Measure, m.last, f.First) {
			return false
		}
		if !st.verbFinal() {
			return st.movesAt(f.First-1) && !st.is(f.First-1, linkTo) && (gap == 2 || gap == 3 && (st.comparing(m) || st.linkBefore(m.at, linkThan))) && !st.is(m.last+1, linkOf)
		}
		j := st.withRate(f) + 1
		moves := st.movesAt(j) || st.is(j, linkOf) && st.movesAt(j+1)
		return moves && (st.comparing(m) || st.linkAfter(m.last, linkThan|linkVersus) || st.is(m.last, linkThan|linkVersus) || st.outdoesBy(m, f))
	})
}

// moreThanBase reports whether a word for more or less stands right before the amount
// and "than" right behind it, so that it is no level: "43.229 milhões, mais 10.141
// milhões do que no ano anterior". A verb that also means earning is none: "avait gagné 6,7
// milliards un an plus tôt".
func (st *sentence) moreThanBase(f *lang.Figure) bool {
	if st.scan.V.CJK() {
		return st.difference(f)
	}
	if f.First < 1 || !st.movesAt(f.First-1) || st.atoms[f.First-1].In(lexicon.Measure) || st.marked(f, linkFrom|linkVersus|linkTo) || st.comparedWith(f) {
		return false
	}
	return st.linkAfter(f.Last, linkThan) || st.someOf(lexicon.Base, func(m *mention) bool { return m.at == f.Last+1 })
}

// movesAt reports whether a direction stands at atom i, also as the first word of a
// comparison: "higher than".
func (st *sentence) movesAt(i int) bool {
	return st.someOf(lexicon.Direction, func(m *mention) bool { return m.at == i })
}

// amountReached reports whether the amount that a change leads to stands right behind
// it.
func (st *sentence) amountReached(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && g.First-f.Last <= 6 && isMoney(g) && g.Scaled && st.marked(g, linkTo) && st.figuresBetween(f.Last, g.First) == 0
	})
}

// percentNext reports whether a percentage stands right behind a measure's word, which
// then only moves: "le résultat d'exploitation gagne 18 %, à 20,5 milliards".
func (st *sentence) percentNext(m *mention) bool {
	return some(st.figs, func(g *lang.Figure) bool { return isPercent(g) && g.First == m.last+1 })
}

// changeAgain is the direction of a move between two levels that a percentage behind "or"
// tells once more: "romahti 15,7 miljardista 2,7 miljardiin dollariin eli 83 prosenttia".
func (st *sentence) changeAgain(f *lang.Figure, prev *draft) *mention {
	if prev == nil || prev.kind != Level || prev.other != "" || prev.baseMetric == "" || plainRatio(prev.baseMetric) || st.scan.V.CJK() || f.Form != lang.Plain ||
		f.First-prev.fig.Last > 2 || !st.linkBefore(f.First, linkOr) || !st.marked(prev.fig, linkTo) || !some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.Last < prev.fig.First && prev.fig.First-g.Last <= 2 && st.marked(g, linkFrom)
	}) {
		return nil
	}
	dir, _ := st.directionFor(prev.fig)
	return dir
}

// multipleOfRate reports whether a multiple is one of a percentage beside it, growth that is
// held against growth, or of the amount of a year that stands with it: "more than
// twice the 28 % of AWS", 「AWS의 28%를 두 배 이상 앞섰다」.
func (st *sentence) multipleOfRate(f *lang.Figure) bool {
	return f.Unit == "times" && some(st.figs, func(g *lang.Figure) bool {
		if st.scan.V.CJK() && isMoney(g) { // 「是2019年343億美元的2.9倍」
			return f.First == g.Last+2 && st.is(g.Last+1, linkOf) && some(st.whens, func(w *lang.When) bool { return w.Year != 0 && g.First-w.Last <= 2 && w.Last < g.First })
		}
		if !isPercent(g) || !g.Digits {
			return false
		}
		if st.scan.V.CJK() {
			return g.Last < f.First && f.First-g.Last <= 2 && !st.otherClause(g.Last, f.First)
		}
		return g.First > f.Last && g.First-f.Last <= 3 && !st.otherClause(f.Last, g.First) && !st.anyIs(f.Last+1, g.First, linkAnd|linkBut|linkBy)
	})
}

// ownsRate reports whether a period stands right before a percentage that something moved
// from or to, in a language whose words for that stand behind: 「2022年2.4%から」.
func (st *sentence) ownsRate(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && isPercent(f) && f.Form == lang.Plain && flowUnit(w.Unit) && w.Last < f.First && f.First-w.Last <= 2 && (st.linkAfter(f.Last, linkFrom|linkTo) && (f.First == w.Last+1 || st.is(w.Last+1, linkOf)) || st.inRow(f))
}

// inRow reports whether another percentage with a period right before it stands beside
// the figure: 「2022年の26.5%、2023年の27.4%から2024年は32.1%に上昇した」.
func (st *sentence) inRow(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g != f && isPercent(g) && st.figuresBetween(min(f.Last, g.Last), max(f.First, g.First)) == 0 && some(st.whens, func(w *lang.When) bool {
			return flowUnit(w.Unit) && w.Last < g.First && g.First-w.Last <= 2
		})
	})
}

// nextOwns reports whether a period behind the figure stands right before another one, which
// is of it: 「増収率は28%と、24年10〜12月期の30%から鈍った」.
func (st *sentence) nextOwns(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && w.First > f.Last && some(st.figs, func(g *lang.Figure) bool {
		return g.First > w.Last && (g.First == w.Last+1 || g.First == w.Last+2 && st.is(w.Last+1, linkOf))
	})
}

// degree reports whether the direction only tells how fast the one right before it went on:
// "creció bastante menos, un 12 %", "Sales grew rather less, by 3 %".
func (st *sentence) degree(m *mention) bool {
	adverb := func(j int) bool {
		return st.function(&st.atoms[j]) || st.atoms[j].InAny(1<<lexicon.Plain|1<<lexicon.HedgeBefore)
	}
	if st.scan.V.CJK() || m.id != "down" || !adverb(m.at) {
		return false
	}
	return st.someOf(lexicon.Direction, func(x *mention) bool {
		return x.last < m.at && m.at-x.last <= 3 && x.id == "up" && !adverb(x.at) && !some(st.atoms[x.last+1:m.at], func(a *lang.Atom) bool {
			return a.Kind != lang.Word || a.Capital || a.InAny(wanted)
		})
	})
}

// movesOther reports whether a direction behind the figure is told of another company, which
// "but" or "while" contrasts with the figure's: "Meta added 11.3 %, but Amazon fell by 8.3 %".
func (st *sentence) movesOther(f *lang.Figure, m *mention) bool {
	return st.verbOfNext(f, m) || m.at > f.Last && !st.scan.V.CJK() && st.otherClause(f.Last, m.at) && st.contrasted(f.Last, m.at) && st.companyBetween(f.Last, m.at)
}

// verbOfNext reports whether the verb right behind the figure, which a phrase in front of it tells,
// moves another thing by an amount of its own, where the verb stands second: "Trotz eines
// Umsatzsprungs von 69 Prozent schrumpfte die Marge um 17,8 Prozentpunkte".
func (st *sentence) verbOfNext(f *lang.Figure, m *mention) bool {
	return st.grammar().CapitalNouns && m.at == f.Last+1 && st.linkBefore(f.First, linkOf|linkFrom) && st.someOf(lexicon.Measure, func(x *mention) bool { return x.last < f.First && f.First-x.last <= 3 }) && some(st.figs, func(g *lang.Figure) bool {
		return g.First > m.last && !isMoney(g) && st.marked(g, linkBy) && !st.otherClause(m.last, g.First)
	})
}

// movesNext reports whether a direction behind the figure opens the clause of
// another percentage, and one in front serves the figure: "Microsoft rose 7.6 %,
// Meta 4.2 %, while Apple fell 0.4 %".
func (st *sentence) movesNext(f *lang.Figure, m *mention) bool {
	if m.at < f.Last || !isPercent(f) || st.scan.V.CJK() || !st.otherClause(f.Last, m.at) {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > m.last && isPercent(g) && !st.otherClause(g.First, m.at)
	}) && st.someOf(lexicon.Direction, func(x *mention) bool {
		return x.last < f.First && st.at[x.at].strong == st.at[f.First].strong
	})
}

// moreThanBefore reports whether a percentage behind another figure of a verb of contributing says
// how much more that is than before, and no share: "LinkedIn 3,1 miliarda attulit, 42
// centesimis plus quam anno ante".
func (st *sentence) moreThanBefore(f *lang.Figure, share *mention) bool {
	return isPercent(f) && st.figuresBetween(-1, share.at) > 0 && st.otherClause(share.at, f.First) && st.linkAfter(f.Last, linkThan)
}

// growthAside is the growth that opens the percentage's sentence, an insertion between commas that
// explains whose behind it, nothing else moving and no figure between: "La croissance d'AWS, le
// cloud d'Amazon, a ralenti à 12 %". A percentage that such a growth came from stands between, too.
func (st *sentence) growthAside(f *lang.Figure) *mention {
	if st.scan.V.CJK() || st.classes&(1<<lexicon.Direction) == 0 {
		return nil
	}
	var first *mention
	moves := 0
	st.each(lexicon.Direction, func(m *mention) {
		if m.last < f.First && st.at[m.at].strong == st.at[f.First].strong {
			moves++
			if first == nil {
				first = m
			}
		}
	})
	if first == nil || moves > 1 || signOf(first) <= 0 || first.at > mostOpening || some(st.figs, func(g *lang.Figure) bool {
		return g.Last < f.First && !(isPercent(g) && f.First-g.Last <= farBehind*2)
	}) {
		return nil
	}
	commas := 0
	for j := first.last + 1; j < f.First; j++ {
		if st.mark(&st.atoms[j]) == "," {
			commas++
		}
	}
	if commas != 2 {
		return nil
	}
	return first
}

// mostOpening is how many atoms a sentence opens with.
const mostOpening = 3

// grewBesideRatio is the one measure other than ratios that the sentence before told of, where its last
// was a ratio and a percentage that grew against a year before cannot be of that: "Meta raised its revenue
// by 21%, with a margin of 48.3%. Microsoft's grew 12% year on year".
func (r *Reader) grewBesideRatio(d, prev *draft) (m measureOf, ok bool) {
	dir, _ := r.st.directionFor(d.fig)
	if prev != nil || d.measure != nil || !isPercent(d.fig) || !r.disc.claimed || !plainRatio(r.disc.metric) || dir == nil || !d.baseSaid || r.st.marked(d.fig, linkTo|linkAt) {
		return m, false
	}
	for _, other := range r.disc.others {
		if m.metric != "" && other != m {
			return m, false
		}
		m = other
	}
	return m, m.metric != ""
}

// paceAt reports whether a word for speed stands at atom i; behind a multiple it compares
// paces and tells no growth: "растёт втрое быстрее", "kasvaa kolme kertaa nopeammin".
func (st *sentence) paceAt(i int) bool {
	return i < len(st.atoms) && st.is(i, cuePace)
}

// paceThen reports whether a past time at atom i is what the pace of a change is compared
// with, in a clause of its own: "growing 22.5%, slower than in the previous quarter".
func (st *sentence) paceThen(f *lang.Figure, i int) bool {
	if !isPercent(f) || i < f.Last+3 || !st.otherClause(f.Last, i) || st.classBetween(lexicon.Measure, f.Last, i) {
		return false
	}
	word := &st.atoms[i-1]
	return st.linkBefore(i, linkThan) || word.Terms == nil && word.Kind == lang.Word && !word.Capital && st.mark(&st.atoms[i-2]) == ","
}
