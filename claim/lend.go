package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// hasDecimals reports whether the figure is told more exactly than to the unit.
func hasDecimals(f *lang.Figure) bool { return f.Value.Unit.Cmp(quantity.Int(1)) < 0 }

// ratioTold reports whether a bare number with decimals is what a margin before it comes to:
// "Liikevoittoprosentti oli 32,3.", "the operating margin was 32.3, after 27.5 a year before".
func (st *sentence) ratioTold(f *lang.Figure) bool {
	if st.classes&(1<<lexicon.Measure) == 0 || f.IsRange || !hasDecimals(f) && !st.toldAlone(f) || f.Value.Value.Cmp(quantity.Int(100)) >= 0 || st.scan.V.CJK() {
		return false
	}
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return plainRatio(m.id) && m.last < f.First && f.First-m.last <= 6 && !st.otherClause(m.at, f.First) && !st.classBetween(lexicon.Measure, m.last, f.First) && !some(st.figs, func(g *lang.Figure) bool {
			return g.First > m.last && g.Last < f.First && !isPercent(g)
		})
	})
}

// toldAlone reports whether a bare number stands between a copula and a mark: "liikevoittoprosentti
// oli 43, Googlen emoyhtiön 32,4".
func (st *sentence) toldAlone(f *lang.Figure) bool {
	return f.First > 0 && f.Last+1 < len(st.atoms) && f.Hedge == quantity.Exact && st.scan.Closed(&st.atoms[f.First-1], lexicon.Auxiliary) && st.atoms[f.Last+1].Kind == lang.Punct
}

// percentGoesOn reports whether a bare number with decimals goes on with the percentages before it:
// another company's, or that of another time. "liikevoittoprosentti oli edellisellä 44,9 ja
// jälkimmäisellä 43,0", "78,4 centesimas redituum aequavit, cum anno ante 64,6 aequasset".
func (st *sentence) percentGoesOn(f, before *lang.Figure) bool {
	if !isPercent(before) || before.Form != lang.Plain || f.IsRange || !hasDecimals(f) || f.Value.Value.Cmp(quantity.Int(100)) >= 0 || st.scan.V.CJK() ||
		st.at[f.First].strong != st.at[before.First].strong || st.marked(f, linkTo) || st.classBetween(lexicon.Measure, before.Last, f.First) || f.First-before.Last > farMargin {
		return false
	}
	if j := f.Last + 1; j < len(st.atoms) && st.atoms[j].Kind != lang.Punct && !st.is(j, linkAnd|linkBut|linkAgo) && !(st.verbal(&st.atoms[j]) && (j+1 == len(st.atoms) || st.atoms[j+1].Kind == lang.Punct)) {
		return false
	}
	return before.Lent && st.pair.latter > before.Last && st.pair.latter < f.First || st.someOf(lexicon.Base, func(m *mention) bool {
		return st.is(m.at, linkAgo) && m.at > before.Last && m.at < f.First
	}) || st.someOf(lexicon.Entity, func(m *mention) bool {
		return m.at > before.Last && m.last < f.First && f.First-m.last <= 2 && unitSegment(m) == "" && !strings.HasPrefix(m.id, "index:")
	})
}

// farMargin is within how many atoms of a percentage a bare number may go on with it.
const farMargin = 10

// lendScale gives a bare number the scale and unit of the amount before it where the
// text says that it counts the same: "incassato 96,5 miliardi e ne ha guadagnati
// 26,5", "quasi il doppio dei 19,8 di un anno prima".
func (r *Reader) lendScale(i int) {
	st, f := &r.st, &r.st.figs[i]
	if f.Unit == "" && f.Scaled || lang.Currency(f.Unit) && f.Scaled {
		r.disc.amount = *f
	}
	if f.Unit != "" || f.Scaled || !f.Digits || f.Form != lang.Plain || f.Odd || f.Year {
		return
	}
	if st.ratioTold(f) || i > 0 && st.percentGoesOn(f, &st.figs[i-1]) {
		f.CountIn("percent", 0)
		return
	}
	if whole := st.moneySoon(f); whole != nil && whole.Scaled && !st.scan.V.CJK() && (st.linkAfter(f.Last, linkOf) || st.scan.Closed(&st.atoms[f.Last+1], lexicon.Article)) {
		f.Lend(whole) // "contributed 11.5 of the $18.4 billion"
		return
	}
	if r.disc.amount.Last == 0 {
		return
	}
	of := st.signalled(linkOfIt, func(m *mention) bool {
		return m.last < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0
	})
	base := i > 0 && f.Last+1 < len(st.atoms) && st.linkBefore(f.First, linkOf|linkFrom|linkVersus) && st.someOf(lexicon.Base, func(m *mention) bool {
		return m.at > f.Last && m.at-f.Last <= 2 && st.is(m.at, linkAgo)
	}) && st.figs[i-1].Unit == "times"
	listed := i > 0 && st.figs[i-1].Scaled && st.figs[i-1].Lent && st.someOf(lexicon.Entity, func(m *mention) bool {
		return m.at < f.First && m.at > st.figs[i-1].Last && !st.otherClause(m.at, f.First)
	})
	if of || base || listed || i > 0 && (st.nextOwners(f, &st.figs[i-1]) || st.countsAlike(f, &st.figs[i-1])) || st.formerAmount(f, &r.disc.amount) {
		f.Lend(&r.disc.amount)
	}
}

// countsAlike reports whether a bare number goes on from the amount before it by a word that
// leaves nothing else for it to count: a part of it ("40,6 miliardi, di cui 39,9 dagli
// inserzionisti"), the next year ("35 milliards en 2022, 38 en 2023"), the other of two ("la
// seconda 62,4"), what was earlier ("e i 18,4 di un anno prima"), what is instead ("bensì 32,2"),
// whose it is ("62,2 il gruppo di Zuckerberg"), what became of it ("19,3 sono rimasti").
func (st *sentence) countsAlike(f, before *lang.Figure) bool {
	next := f.Last + 1
	if !isMoney(before) || !before.Scaled || before.Form != lang.Plain || st.scan.V.CJK() || f.First < 1 || st.at[f.First].depth < st.at[before.Last].depth {
		return false
	}
	if next < len(st.atoms) && (st.atoms[next].Kind == lang.Numeral || st.atoms[next].In(lexicon.Unit)) {
		return false
	}
	joined := st.joins(f.First-1) || f.First >= 2 && st.glue(&st.atoms[f.First-1]) && st.joins(f.First-2)
	if joined && st.nextYear(f, before) {
		return true
	}
	switch {
	case st.linkBefore(f.First, linkOfWhich), joined && before.Lent && st.anyIs(max(before.First-3, 0), before.First, linkOfWhich):
		return st.exactly(f)
	case !st.exactly(f):
		return false
	case st.pair.latter >= 0 && st.pair.latter < f.First && f.First-st.pair.latter <= 2, st.is(f.First-1, linkBut) && st.mark(&st.atoms[max(f.First-2, 0)]) == ",":
		return true
	case joined && st.someOf(lexicon.Base, func(m *mention) bool { return m.at > f.Last && m.at-f.Last <= 2 }):
		return true
	case joined && next < len(st.atoms) && st.is(next, linkOf|linkFor|linkFrom|linkAt) && st.someOf(lexicon.Entity, func(m *mention) bool { return m.at > next && m.at-next <= 2 }):
		return true
	case st.atoms[f.First-1].Kind != lang.Punct && !joined || next >= len(st.atoms):
		return false
	}
	return st.scan.Closed(&st.atoms[next], lexicon.Auxiliary) || !st.classBetween(lexicon.Measure, before.Last, f.First) && st.someOf(lexicon.Entity, func(m *mention) bool { return m.at == next || m.at == next+1 && st.function(&st.atoms[next]) })
}

// exactly reports whether a bare number has decimals, or as many digits where billions are told
// in thousands of millions: "39.100".
func (st *sentence) exactly(f *lang.Figure) bool {
	return hasDecimals(f) || st.grammar().ThousandMillions && f.Value.Value.Cmp(quantity.Int(1000)) >= 0
}

// nextYear reports whether a period of one kind stands right behind the amount and the bare
// number each, nothing else between them.
func (st *sentence) nextYear(f, before *lang.Figure) bool {
	behind := func(g *lang.Figure) *lang.When {
		for i := range st.whens {
			if w := &st.whens[i]; w.First > g.Last && w.First-g.Last <= 3 {
				return w
			}
		}
		return nil
	}
	a, b := behind(before), behind(f)
	return a != nil && b != nil && a != b && a.Unit == b.Unit && flowUnit(a.Unit) && a.Last < f.First && f.First-a.Last <= 3
}

// formerAmount reports whether a bare number is the only one of a sentence that goes back a
// year and ends with it: "Un anno prima erano stati poco più di 8."
func (st *sentence) formerAmount(f, amount *lang.Figure) bool {
	was := *f
	if was.Lend(amount); was.Value.Value.Cmp(amount.Value.Value.Mul(quantity.Int(2))) > 0 || was.Value.Value.Mul(quantity.Int(10)).Cmp(amount.Value.Value) < 0 {
		return false // it counts something else
	}
	if len(st.figs) != 1 || st.scan.V.CJK() || f.First < 2 || f.IsRange || st.classes&(1<<lexicon.Measure|1<<lexicon.Entity) != 0 {
		return false
	}
	if next := f.Last + 1; next < len(st.atoms) && (next+1 < len(st.atoms) || st.atoms[next].Kind != lang.Punct) || !st.exactly(f) && f.Hedge == quantity.Exact {
		return false
	}
	return st.atoms[0].Kind == lang.Word && st.someOf(lexicon.Base, func(m *mention) bool { return m.at <= 2 && st.is(m.at, linkAgo) })
}

// nextOwners reports whether a bare number with decimals ends the item of another company in a
// list that an amount begins: "l'utile operativo di Alphabet ammonta a 21,3 miliardi, quello di
// Amazon a 11,2 e quello di Meta a 13,7".
func (st *sentence) nextOwners(f, before *lang.Figure) bool {
	if !isMoney(before) || !before.Scaled || before.Form != lang.Plain || f.IsRange || !st.exactly(f) || st.scan.V.CJK() {
		return false
	}
	if !st.linkBefore(f.First, linkWith) && (st.semicolonBetween(before.Last, f.First) || st.classBetween(lexicon.Measure, before.Last, f.First)) {
		return false
	}
	if j := f.Last + 1; j < len(st.atoms) && st.atoms[j].Kind != lang.Punct && !st.is(j, linkAnd|linkBut) {
		return false
	}
	return st.someOf(lexicon.Entity, func(m *mention) bool {
		with := st.linkBefore(f.First, linkWith) && f.First-m.last <= 3 && st.at[m.at].strong == st.at[f.First].strong // "davanti ad Alphabet, con 52,5"
		return m.at > before.Last && m.last < f.First && (with || f.First-m.last <= 2 && (!st.otherClause(m.at, f.First) || st.dashBehind(m.last))) && unitSegment(m) == ""
	})
}
