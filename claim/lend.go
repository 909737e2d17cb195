package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
)

// lendScale gives a bare number the scale and unit of the amount before it where the
// text says that it counts the same: "incassato 96,5 miliardi e ne ha guadagnati
// 26,5", "quasi il doppio dei 19,8 di un anno prima".
func (r *Reader) lendScale(i int) {
	st, f := &r.st, &r.st.figs[i]
	if f.Unit == "" && f.Scaled || lang.Currency(f.Unit) && f.Scaled {
		r.disc.amount = *f
	}
	if f.Unit != "" || f.Scaled || !f.Digits || f.Form != lang.Plain || f.Odd || f.Year || r.disc.amount.Last == 0 {
		return
	}
	of := st.linkRun(f, "of it")
	base := i > 0 && f.Last+1 < len(st.atoms) && st.linkBefore(f.First, "of", "from", "versus") && slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Base && m.at > f.Last && m.at-f.Last <= 2 && st.scan.Is(&st.atoms[m.at], lexicon.Link, "ago")
	}) && st.figs[i-1].Unit == "times"
	listed := i > 0 && st.figs[i-1].Scaled && st.figs[i-1].Lent && slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Entity && m.at < f.First && m.at > st.figs[i-1].Last && !st.otherClause(m.at, f.First)
	})
	if of || base || listed {
		f.Lend(&r.disc.amount)
	}
}

// linkRun reports whether a link of the id stands before the figure in its clause, no
// other figure between.
func (st *sentence) linkRun(f *lang.Figure, id string) bool {
	return slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Link && m.id == id && m.last < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0
	})
}
