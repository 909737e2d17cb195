package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// annual gives the last full year to a figure whose measure stands beside "annual" and
// whose sentence names no period: "La facturación anual creció un 15 %".
func (r *Reader) annual(d *draft) {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || st.otherClause(m.at, d.fig.First) || !st.yearly(m.at-1) && !st.yearly(m.last+1) && !st.ofTheYear(m) {
			continue
		}
		y := lang.When{Unit: lang.YearUnit, Whole: true, Start: m.start, End: m.end}
		if b, ok := r.bind(&y, d.id(), false); ok && (r.pub == 0 || b.r.End < r.pub) {
			if d.kind == Change && r.disc.whenRange.known() {
				b.alt = append(b.alt, r.rebind(&r.disc.whenRange, d.id()).r)
			}
			d.bound, d.whenSaid = b, true
		}
		return
	}
}

// yearly reports whether atom i is an adjective of a year's length.
func (st *sentence) yearly(i int) bool {
	return st.freeYear(i) && st.atoms[i].In(lexicon.Plain)
}

// ofTheYear reports whether the measure is the year's: a noun of its own behind it ("i ricavi
// dell'anno", "die Erlöse des Jahres"), or the first half of its compound ("Jahresgewinn").
func (st *sentence) ofTheYear(m *mention) bool {
	if i := m.at - 1; st.freeYear(i) && st.atoms[i].End == m.start {
		return true
	}
	i := m.last + 1
	for i < len(st.atoms) && i <= m.last+2 && (st.scan.Closed(&st.atoms[i], lexicon.Article) || st.is(i, linkOf)) {
		i++
	}
	return i > m.last+1 && st.freeYear(i)
}

// freeYear reports whether atom i is a word for a year that no period took.
func (st *sentence) freeYear(i int) bool {
	return i >= 0 && i < len(st.atoms) && !st.used[i] && st.atoms[i].In(lexicon.Period) && st.scan.Is(&st.atoms[i], lexicon.Period, "year")
}
