package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
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
		a := &st.atoms[base.last+1]
		return st.scan.Is(a, lexicon.Link, "of") || st.mark(a) == "(" || st.mark(a) == "（"
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
