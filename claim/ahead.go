package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
)

// looksAhead reports whether words of forecasting govern the figure: they
// stand before it, or behind it in the same clause, and no words say that the
// expectation is a past one.
func (st *sentence) looksAhead(f *lang.Figure) bool {
	if st.anywhere&(cueForecast|cueGuidance) == 0 {
		return false
	}
	found := false
	for i := range st.ms {
		m := &st.ms[i]
		switch m.sense {
		case cueMissed:
			if st.cost(m.at, f.First) < 14 {
				return false
			}
		case cueForecast, cueGuidance:
			if m.last < f.First && st.subordinate(m.last, f.First) || st.scan.V.CJK() && isPercent(f) && st.measureAt(m.last+1) && st.linkBefore(f.First, linkOf) && f.First-m.last <= 4 {
				continue // 「Alphabet将营收的14.0%用于研发」
			}
			if st.beaten(m) && (m.at > f.Last || f.First-m.last > 4 || st.otherClause(m.last, f.First)) {
				continue
			}
			if m.last < f.First && st.at[m.last].strong == st.at[f.First].strong || m.last < f.First && st.figuresBetween(m.last, f.First) == 0 && !st.semicolonBetween(m.last, f.First) ||
				m.at > f.Last && (st.at[m.at].weak == st.at[f.Last].weak && st.figuresBetween(f.Last, m.at) == 0 || st.verbFinal() && !st.contrasted(f.Last, m.at)) && st.at[m.at].strong == st.at[f.Last].strong {
				found = true
			}
		}
	}
	return found
}

// becoming takes the sense of a forecast from an auxiliary that has no infinitive in its
// clause and so only tells what becomes: "Noch deutlicher wird der Abstand: …".
func (st *sentence) becoming() {
	g := st.grammar()
	if len(g.Future) == 0 || st.anywhere&cueForecast == 0 {
		return
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.sense == cueForecast && m.at == m.last && slices.Contains(g.Future, string(st.folded(&st.atoms[m.at]))) && !st.infinitiveNear(m.at) {
			m.sense = 0
			st.senses[m.at] &^= cueForecast
		}
	}
}

// infinitiveNear reports whether a word that may be an infinitive stands in the clauses
// around atom i up to a stronger break.
func (st *sentence) infinitiveNear(i int) bool {
	for j := range st.atoms {
		a := &st.atoms[j]
		if j != i && a.Kind == lang.Word && !a.Capital && !a.InAny(1<<lexicon.Measure|1<<lexicon.Segment|1<<lexicon.Entity|1<<lexicon.Base) && st.at[j].strong == st.at[i].strong && a.End-a.Start > 4 && !st.glue(a) && lang.Ends(st.folded(a), st.grammar().Infinitives) {
			return true
		}
	}
	return false
}

// beaten reports whether a forecast is only what the results are held against, which
// are therefore known: "did better than forecast: revenue rose 13%", "superó las
// previsiones".
func (st *sentence) beaten(cue *mention) bool {
	if st.scan.V.CJK() {
		return false
	}
	for j := cue.at - 1; j >= 0 && j >= cue.at-4; j-- {
		a := &st.atoms[j]
		if a.Kind != lang.Word || st.used[j] || st.is(j, cueForecast|cueGuidance) {
			return false
		}
		if st.scan.Is(a, lexicon.HedgeBefore, "over") || st.scan.Is(a, lexicon.HedgeBefore, "under") || st.is(j, linkThan) && !st.is(j, linkOf|linkFrom) {
			return !st.aheadBefore(j, cue)
		}
	}
	return false
}

// aheadBefore reports whether another word of forecasting stands before atom j: "expects
// to exceed its own forecast".
func (st *sentence) aheadBefore(j int, cue *mention) bool {
	return st.signalled(cueForecast|cueGuidance, func(m *mention) bool {
		return m.at < j && m.at != cue.at && st.at[m.at].strong == st.at[j].strong
	})
}

// semicolonBetween reports whether a semicolon parts two atoms.
func (st *sentence) semicolonBetween(a, b int) bool {
	return slices.ContainsFunc(st.atoms[a:b], func(x lang.Atom) bool {
		return x.Kind == lang.Punct && (st.mark(&x) == ";" || st.mark(&x) == "；")
	})
}

// verbFinal reports whether the language puts the verb of all its clauses at
// the end of the sentence.
func (st *sentence) verbFinal() bool { return st.scan.V.CJK() && len(st.grammar().Topics) > 0 }

// subordinate reports whether a conjunction that opens a clause of its own
// stands between two atoms: "raised its forecast as revenue rose 5%".
func (st *sentence) subordinate(a, b int) bool {
	return st.anyIs(a+1, b, linkSub)
}

// outdoesExpected reports whether the percentage says by how much what was expected is exceeded.
func (st *sentence) outdoesExpected(f *lang.Figure, m *mention) bool {
	if !isPercent(f) || st.exceedsBy(f) == 0 {
		return false
	}
	behind := m.at > f.Last && m.at-f.Last <= 4 && !st.otherClause(f.Last, m.at)
	return (behind || m.last < f.First && f.First-m.last <= 4 && !st.otherClause(m.last, f.First)) && st.figuresBetween(min(m.last, f.Last), max(m.at, f.First)) == 0
}

// estimate reports whether the figure is what analysts had expected, which no
// filing states: "had expected revenue of $84.2 billion", "above the 84.2
// billion that analysts had expected".
func (st *sentence) estimate(f *lang.Figure) bool {
	if st.anywhere&(cueForecast|cueGuidance|cueMissed) == 0 && st.classes&(1<<lexicon.Other) == 0 {
		return false
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.sense == cueForecast && m.at == f.Last+1 && !st.scan.V.CJK() && !st.grammar().Genitive && st.earlierFigure(f) && !st.figureAfter(m.last) {
			return true // "$3.23 vs. $3.11 expected"
		}
		if m.class == lexicon.Other && m.id == "estimate" && m.last < f.First && st.marked(f, linkVersus) && st.figuresBetween(m.last, f.First) == 1 && !st.scan.V.CJK() && !st.whenSoon(f.Last+1) && st.colonBetween(m.last, f.First) {
			return true // "beat analysts' expectations: $7.14 a share versus $5.90"
		}
		if (m.class == lexicon.Other && m.id == "estimate" || m.sense&(cueForecast|cueGuidance|cueMissed) != 0) && st.outdoesExpected(f, m) {
			return true // "ultrapassou em 3% as previsões para o segundo trimestre"
		}
		if m.class == lexicon.Other && m.id == "estimate" && m.at <= 1 && m.last < f.First && st.joinedEstimate(f, m) {
			return true // "Analyytikot odottivat 187 miljardin liikevaihtoa ja 1,49 dollarin tulosta"
		}
		if (m.class == lexicon.Other && m.id == "estimate" || m.sense&(cueForecast|cueMissed) != 0) && m.last == f.First-2 && st.at[f.First].depth > st.at[m.last].depth && st.earlierFigure(f) {
			return true // "70,1 miljardiin dollariin, mikä päihitti ennusteet (68,4 miljardia)"
		}
		if m.sense != cueMissed || m.at > f.Last && st.figureSoon(m.last) {
			continue // also "came to $90.2bn against a forecast of $89.1bn"
		}
		if m.last < f.First && st.figuresBetween(m.last, f.First) == 0 && st.at[m.last].strong == st.at[f.First].strong && st.cost(m.last, f.First) <= 16 {
			return true
		}
		if st.joinedEstimate(f, m) {
			return true
		}
		if m.at > f.Last && (st.cost(f.Last, m.at) <= 8 && !st.scan.V.CJK() || m.at-f.Last <= 2) && st.figuresBetween(f.Last, m.at) == 0 && st.earlierFigure(f) {
			return true
		}
	}
	return false
}

// joinedEstimate reports whether "and" alone joins the figure to another one that
// the expectation is told of: "hatten 187 Milliarden Umsatz und 1,49 Dollar je
// Aktie erwartet".
func (st *sentence) joinedEstimate(f *lang.Figure, cue *mention) bool {
	if st.scan.V.CJK() || st.at[f.Last].strong != st.at[cue.at].strong || st.figuresBetween(f.First, cue.at) != 1 {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		switch {
		case g.First > f.Last && g.Last < cue.at:
			return cue.at-g.Last <= 6 && st.andBetween(f.Last, g.First) && !st.classBetween(lexicon.Base, f.Last, g.First)
		case g.Last < f.First && g.First > cue.last:
			return st.andBetween(g.Last, f.First) || st.andOnly(g.Last, f.First)
		}
		return false
	})
}

// andOnly reports whether two atoms not far from each other have "and" between them and
// no comma or word that moves: "закладывали $2,18 на акцию и выручку в $94 млрд".
func (st *sentence) andOnly(a, b int) bool {
	and := false
	for j := a + 1; j < b; j++ {
		x := &st.atoms[j]
		if x.Kind == lang.Punct && st.mark(x) != "$" && st.mark(x) != "€" || x.In(lexicon.Direction) {
			return false
		}
		and = and || st.is(j, linkAnd)
	}
	return and && b-a <= 8
}

// andBetween reports whether "and" stands between two atoms close to each other.
func (st *sentence) andBetween(a, b int) bool {
	return b-a <= 4 && st.anyIs(a+1, b, linkAnd)
}

// earlierForecast reports whether the amount is what a forecast before it was raised
// or cut from, and so was never the last word: "raised its capex guidance to $91-93
// billion, from $85 billion".
func (st *sentence) earlierForecast(f *lang.Figure, d *draft) bool {
	if !st.marked(f, linkFrom|linkVersus|linkAfter) || d.base != "" || some(st.whens, func(w *lang.When) bool {
		return w.First > f.Last && w.First-f.Last <= 4
	}) {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Last < f.First && isMoney(g) && st.figuresBetween(g.Last, f.First) == 0 && st.at[g.First].strong == st.at[f.First].strong &&
			(g.IsRange || st.marked(g, linkTo)) && !st.classBetween(lexicon.Measure, g.Last, f.First)
	})
}

// analystsExpected reports whether analysts are said to have expected, in the
// past tense.
func (st *sentence) analystsExpected() bool {
	c := st.signal(cueForecast)
	if c == nil || st.signal(cueAnalyst) == nil {
		return false
	}
	return lang.Ends(st.folded(&st.atoms[c.at]), st.grammar().Past)
}

// figureAfter reports whether a figure stands within the clause behind atom i.
func (st *sentence) figureAfter(i int) bool {
	for k := range st.figs {
		if g := &st.figs[k]; g.First > i && st.at[g.First].weak == st.at[i].weak && st.at[g.First].strong == st.at[i].strong {
			return true
		}
	}
	return false
}

// earlierFigure reports whether a figure of the same unit stands before.
func (st *sentence) earlierFigure(f *lang.Figure) bool {
	for i := range st.figs {
		if g := &st.figs[i]; g.Last < f.First && (g.Unit == f.Unit || isMoney(g) && isMoney(f)) {
			return true
		}
	}
	return false
}

// unreal reports whether the verb before the figure in its clause tells what would have
// been: "ilman sitä osakekohtainen tulos olisi ollut 7,25 dollaria".
func (st *sentence) unreal(f *lang.Figure) bool {
	return st.signalled(cueUnreal, func(m *mention) bool {
		return m.last < f.First && f.First-m.last <= 8 && !st.otherClause(m.at, f.First)
	})
}

// supposed reports whether the figure says again, behind "or", what another one would have
// been: "l'utile sarebbe stato di 18,64 miliardi, pari a 7,25 dollari per azione".
func (st *sentence) supposed(f *lang.Figure) bool {
	return st.linkBefore(f.First, linkOr|linkTo) && st.someOf(lexicon.Other, func(m *mention) bool {
		return m.id == "hypothetical" && m.last < f.First && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(m.last, f.First) == 1
	})
}

// estimatesListed reports whether the amount is one of a list of estimates, which a word in
// front or at the end of it says of all: 「애널리스트 예상치는 매출 448억달러, 주당순이익 5.92달러였다」,
// 「売上高448億ドル、1株利益5.92ドルが見込まれていた」.
func (st *sentence) estimatesListed(f *lang.Figure, prev *draft) bool {
	if !isMoney(f) {
		return false
	}
	if prev != nil && prev.other == "estimate" && isMoney(prev.fig) && st.listedBehind(prev.fig, f) {
		return true
	}
	return st.scan.V.CJK() && some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && isMoney(g) && st.listedBehind(f, g) && st.estimate(g)
	})
}

// mostListed is how many atoms at most part two amounts of a list, each with its measure.
const mostListed = 5

// listedBehind reports whether a comma or "and" and the words of a measure alone part an amount
// from the next.
func (st *sentence) listedBehind(f, g *lang.Figure) bool {
	if g.First <= f.Last+1 || g.First-f.Last > mostListed || st.at[g.First].strong != st.at[f.First].strong || st.figuresBetween(f.Last, g.First) > 0 || !st.joins(f.Last+1) {
		return false
	}
	return !some(st.atoms[f.Last+2:g.First], func(a *lang.Atom) bool {
		return a.InAny(1<<lexicon.Direction | 1<<lexicon.Base | 1<<lexicon.Entity | 1<<lexicon.Period)
	})
}
