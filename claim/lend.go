package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// hasDecimals reports whether the figure is told more exactly than to the unit.
func hasDecimals(f *lang.Figure) bool { return f.Value.Unit.Cmp(quantity.Int(1)) < 0 }

// ratioTold reports whether a bare number with decimals is what a margin before it comes to:
// "Liikevoittoprosentti oli 32,3.", "the operating margin was 32.3, after 27.5 a year before".
func (st *sentence) ratioTold(f *lang.Figure) bool {
	if st.classes&(1<<lexicon.Measure) == 0 || f.IsRange || !hasDecimals(f) || f.Value.Value.Cmp(quantity.Int(100)) >= 0 || st.scan.V.CJK() {
		return false
	}
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return plainRatio(m.id) && m.last < f.First && f.First-m.last <= 6 && !st.otherClause(m.at, f.First) && !st.classBetween(lexicon.Measure, m.last, f.First) && !some(st.figs, func(g *lang.Figure) bool {
			return g.First > m.last && g.Last < f.First && !isPercent(g)
		})
	})
}

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
	if st.ratioTold(f) {
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
	if of || base || listed || i > 0 && st.nextOwners(f, &st.figs[i-1]) {
		f.Lend(&r.disc.amount)
	}
}

// nextOwners reports whether a bare number with decimals ends the item of another company in a
// list that an amount begins: "l'utile operativo di Alphabet ammonta a 21,3 miliardi, quello di
// Amazon a 11,2 e quello di Meta a 13,7".
func (st *sentence) nextOwners(f, before *lang.Figure) bool {
	if !isMoney(before) || !before.Scaled || before.Form != lang.Plain || f.IsRange || !hasDecimals(f) || st.scan.V.CJK() || st.semicolonBetween(before.Last, f.First) || st.classBetween(lexicon.Measure, before.Last, f.First) {
		return false
	}
	if j := f.Last + 1; j < len(st.atoms) && st.atoms[j].Kind != lang.Punct && !st.is(j, linkAnd|linkBut) {
		return false
	}
	return st.someOf(lexicon.Entity, func(m *mention) bool {
		return m.at > before.Last && m.last < f.First && f.First-m.last <= 2 && (!st.otherClause(m.at, f.First) || st.dashBehind(m.last)) && unitSegment(m) == ""
	})
}
