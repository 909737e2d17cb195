package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// Figures that one company is held against another by: what it has more, how many times as
// much, and the other's own behind "against". A difference or a multiple of two companies
// is no claim of either.

// setsAgainst reports whether the figure has a unit that a comparison of any two amounts has.
func setsAgainst(f *lang.Figure) bool {
	return relative(f) || f.Unit == "pp"
}

// besideCompany is the atom of the company that a multiple or percentage sets another
// against, -1 for none: "1.5 times Meta's $18.3bn", "doppelt so viel wie Microsoft". told is the
// level told before the figure, or nil.
func (r *Reader) besideCompany(f *lang.Figure, ps []placed, told *draft) int {
	st := &r.st
	if !setsAgainst(f) {
		return -1
	}
	if at := r.overRival(f, ps); at >= 0 {
		return at
	}
	if st.scan.V.CJK() {
		if at := st.timesCompany(f); at >= 0 {
			return at // 「AWSの3分の1にとどまる」
		}
		return r.rivalInFront(f, ps, told)
	}
	if at := st.timesAmountOf(f); at >= 0 {
		return at
	}
	for i := range ps {
		p := &ps[i]
		if p.at <= f.Last || p.at > f.Last+5 || !p.party.files() && p.party.ID.Kind() != "index" || p.price > 1 || st.at[p.at].strong != st.at[f.Last].strong || st.at[p.at].weak != st.at[f.Last].weak {
			continue
		}
		if f.Unit == "times" && (p.at <= f.Last+2 || st.asIn(f.Last, p.at) || st.thanBetween(f.Last, p.at-1)) || st.linkBefore(p.at, linkThan) && !st.linkBefore(p.at, linkOf) && (f.Unit == "times" || st.directionBeside(f)) {
			return p.at
		}
	}
	return r.rivalBehind(f, ps, told)
}

// overCompany is the atom of the company than which, as the figure says, another has so much
// more, -1 for none: "$7.4bn more than Microsoft", 「比微软多74亿美元」, 「マイクロソフトより74億ドル多い」.
func (st *sentence) overCompany(f *lang.Figure) int {
	if !st.scan.V.CJK() && (f.Last+2 >= len(st.atoms) || st.atoms[f.Last+1].Kind == lang.Punct) {
		return -1 // "earned $7.4bn, more than Microsoft"
	}
	return st.companyThat(func(m *mention) bool {
		switch {
		case m.note != "name":
			return false
		case st.overByCase(f, m):
			return true
		case st.scan.V.CJK() && f.Unit == "pp" && m.last < f.First && st.inBracketUpTo(m.last, f.First):
			return true // 「알파벳(32.3%)을 10%포인트 넘게 앞섰다」
		case st.scan.V.CJK():
			return m.last < f.First && f.First-m.last <= 3 && st.figuresBetween(m.last, f.First) == 0 && (st.linkAfter(m.last, linkThan) || st.linkBefore(m.at, linkThan) && !st.linkAfter(m.last, linkOf) || st.outdoesBy(m, f))
		}
		dir, _ := st.directionFor(f)
		return dir != nil && dir.last >= f.First-1 && m.at > f.Last && m.at-f.Last <= 5 && st.figuresBetween(f.Last, m.at) == 0 && st.comparesAt(f.Last+1, m.at)
	})
}

// outdoesBy reports whether the figure says by how much what stands before it is surpassed or
// missed: 「マイクロソフトを87億ドル上回った」, 「超出微软87亿美元」, 「较微软多87亿美元」.
func (st *sentence) outdoesBy(m *mention, f *lang.Figure) bool {
	switch {
	case !st.scan.V.CJK() || m.last >= f.First || f.Hedge == quantity.Over || f.Hedge == quantity.Under:
		return false
	case st.verbFinal():
		return f.First-m.last <= 2 && (st.movesAt(f.Last+1) || st.movesAt(f.Last+2) && !st.atoms[f.Last+1].In(lexicon.Measure)) && lang.Begins(st.scan.Text[st.atoms[m.last].End:], st.grammar().Objects) || f.First == m.last+1 && st.movesAt(f.Last+1) && st.endsIn(m.last, st.grammar().Objects)
	case f.First == m.last+1:
		return m.at > 0 && st.atoms[m.at-1].In(lexicon.HedgeBefore) && st.movesAt(m.at-1)
	}
	return f.First == m.last+2 && st.linkBefore(m.at, linkVersus) && st.movesAt(m.last+1)
}

// endsIn reports whether the text of atom i ends with one of the words.
func (st *sentence) endsIn(i int, words []string) bool {
	text := st.scan.Text[st.atoms[i].Start:st.atoms[i].End]
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(text, w) })
}

// overByCase reports whether a case or a postposition behind the company compares, and the
// figure says by how much: "मेटायाः लाभात् ६४ प्रतिशतम् अधिकः".
func (st *sentence) overByCase(f *lang.Figure, m *mention) bool {
	g := st.grammar()
	if len(g.AmountFrom) == 0 || m.last >= f.First || f.First-m.last > 4 || st.otherClause(m.last, f.First) || f.Unit != "times" && !st.directionBehind(f) {
		return false
	}
	for j := m.at; j < f.First; j++ {
		a := &st.atoms[j]
		if st.is(j, linkVersus|linkThan) || (j == m.at || a.In(lexicon.Measure)) && lang.Ends(st.folded(a), g.AmountFrom) {
			return true
		}
		if j > m.last && (st.used[j] || a.In(lexicon.Base)) {
			return false
		}
	}
	return false
}

// comparesAt reports whether a word that compares stands in [a, b), "than" or, right at a,
// "more than"; no comma parts them but one before "than": "больше, чем у Microsoft".
func (st *sentence) comparesAt(a, b int) bool {
	for j := a; j < b; j++ {
		if st.atoms[j].Kind == lang.Punct && !st.linkAfter(j, linkThan) {
			return false
		}
	}
	over := func(j int) bool {
		return st.scan.Is(&st.atoms[j], lexicon.HedgeBefore, "over") || st.scan.Is(&st.atoms[j], lexicon.HedgeBefore, "under")
	}
	return st.anyIs(a, b, linkThan) || over(a) || a+1 < b && over(a+1)
}

// inBracketUpTo reports whether a bracket stands right behind atom a and little between it
// and atom b.
func (st *sentence) inBracketUpTo(a, b int) bool {
	end := st.pastBracket(a)
	return end > a && end < b && b-end <= 3
}

// companyThat is the atom of the first company of which it holds, or -1.
func (st *sentence) companyThat(holds func(*mention) bool) int {
	at := -1
	st.someOf(lexicon.Entity, func(m *mention) bool {
		if holds(m) {
			at = m.at
		}
		return at >= 0
	})
	return at
}

// timesCompany is the atom of the company of whose own figure it is a multiple, -1 for none:
// 「メタの1.6倍」, 「是Meta的1.6倍」.
func (st *sentence) timesCompany(f *lang.Figure) int {
	return st.companyThat(func(m *mention) bool {
		return (m.note == "name" || strings.HasPrefix(m.note, comparedPart) || unitSegment(m) != "") && st.timesOf(f, m)
	})
}

// timesOf reports whether the name owns what the multiple or part right behind it is one of:
// 「グーグルクラウド（136億2400万ドル）の2.3倍」, 「AWSの3分の1」.
func (st *sentence) timesOf(f *lang.Figure, m *mention) bool {
	if f.First < 2 || m.last >= f.First || !st.is(f.First-1, linkOf) {
		return false
	}
	end := st.pastBracket(m.last)
	if end == f.First-3 && (st.atoms[end+1].In(lexicon.Base) || st.atoms[end+1].In(lexicon.Period)) {
		end++ // 「微软同期的2.7倍」
	}
	return end == f.First-2 &&
		(f.Unit == "times" || f.Form == lang.Part && !st.anyIs(f.Last+1, min(f.Last+5, len(st.atoms)), linkShare))
}

// comparedPart notes, before its segment, the name of a part of a business that another is only
// held against.
const comparedPart = "compared:"

// comparedParts drops the parts of a business that a figure is only held against as a multiple:
// 「売上高は68億ドルとAWSの3分の1にとどまり、7億ドルの赤字だった」.
func (st *sentence) comparedParts() {
	if !st.parts || !st.scan.V.CJK() {
		return
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Entity && unitSegment(m) != "" && some(st.figs, func(f *lang.Figure) bool { return st.timesOf(f, m) }) {
			m.note = comparedPart + unitSegment(m)
		}
	}
	st.parts = some(st.ms, (*mention).isPart)
}

// heldAgainstAt reports whether the company at atom i is only held against another by a multiple
// beside the figure: 「净利润183.68亿美元，是亚马逊（67.50亿美元）的2.7倍；营业利润率达29.3%」.
func (st *sentence) heldAgainstAt(i int, f *lang.Figure) bool {
	return st.scan.V.CJK() && some(st.ms, func(m *mention) bool {
		return m.class == lexicon.Entity && m.at == i && some(st.figs, func(g *lang.Figure) bool {
			return g != f && !(m.last < f.First && f.Last < g.First) && (st.timesOf(g, m) || isMoney(g) && st.outdoesBy(m, g)) // 「メタを87億ドル上回る345億ドル」
		})
	})
}

// timesAmountOf is the atom of the company that owns the amount of which it is a multiple, -1 for
// none: "more than double the $6.8 billion of Alphabet".
func (st *sentence) timesAmountOf(f *lang.Figure) int {
	if f.Unit != "times" {
		return -1
	}
	for i := range st.figs {
		g := &st.figs[i]
		if !isMoney(g) || g.First <= f.Last || g.First-f.Last > mostOfWords+1 || st.otherClause(f.Last, g.First) {
			continue
		}
		if owner := st.behindOwner(g); owner > 0 && some(st.ms, func(m *mention) bool { return m.at == owner && m.class == lexicon.Entity && m.note != "product" }) {
			return owner
		}
	}
	return -1
}

// thanCompany reports whether the amount stands behind a comparison with a company, so
// that it may be that company's own: "lebih besar ketimbang Alphabet yang sebesar US$31,2
// miliar".
func (st *sentence) thanCompany(f *lang.Figure) bool {
	return st.someOf(lexicon.Entity, func(m *mention) bool {
		return m.note == "name" && m.last < f.First && f.First-m.last <= 4 && st.linkBefore(m.at, linkThan) && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0
	})
}

// companiesCompared reports whether "against" sets the figures of two companies
// side by side that the words before compare: "Alphabet earns more than Meta: $26.3
// billion against $15.7 billion".
func (st *sentence) companiesCompared(f *lang.Figure) bool {
	return st.marked(f, linkVersus) && (st.versusOwner(f) > 0 || st.rivalsOwn(f) || st.someOf(lexicon.Entity, func(m *mention) bool {
		return m.note == "name" && m.at > 0 && m.last < f.First && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(-1, m.at) == 0 && st.linkBefore(m.at, linkThan) && st.companyBetween(-1, m.at)
	}))
}

// rivalsOwn reports whether "against" sets the figure against that of a company that is
// outdone: "Microsoft päihitti kilpailijansa: 38,0 miljardia vastaan 31,2 miljardia".
func (st *sentence) rivalsOwn(f *lang.Figure) bool {
	return st.marked(f, linkVersus) && st.someOf(lexicon.Anaphor, func(m *mention) bool {
		return m.id == "rival" && m.last < f.First && !st.classBetween(lexicon.Base, m.last, len(st.atoms))
	})
}

// versusOwner is the atom of the company right behind the figure and an owner's
// preposition, where "against" sets it against another company's: "$35 billion against
// $27.7 billion at Microsoft"; else 0.
func (st *sentence) versusOwner(f *lang.Figure) int {
	i := st.behindOwner(f)
	if i == 0 || st.scan.V.CJK() || !st.marked(f, linkVersus) || !some(st.ms, func(m *mention) bool { return m.at == i && m.class == lexicon.Entity && m.note == "name" }) {
		return 0
	}
	return i
}

// behindOwner is the atom right behind the figure and an owner's preposition, an article
// passed over: "19,8% για την Amazon"; 0 where no such preposition stands there.
func (st *sentence) behindOwner(f *lang.Figure) int {
	i := f.Last + 2
	if i >= len(st.atoms) || !st.scan.Closed(&st.atoms[i-1], lexicon.Owner) && !st.is(i-1, linkOf) {
		return 0
	}
	if i+1 < len(st.atoms) && st.scan.Closed(&st.atoms[i], lexicon.Article) {
		i++
	}
	return i
}

// ownerAfter is the atom behind an owner's preposition that a bracket or a form of "to be" parts from
// the figure: "25,2 Milliarden waren es bei Alphabet und 24,8 Milliarden (ohne Leasing) bei Microsoft";
// 0 where none stands there.
func (st *sentence) ownerAfter(f *lang.Figure) int {
	i := st.pastBracket(f.Last) + 1
	for n := 0; n < 2 && i < len(st.atoms) && (st.scan.Closed(&st.atoms[i], lexicon.Auxiliary) || st.scan.Closed(&st.atoms[i], lexicon.Pronoun)); n++ {
		i++
	}
	if i == f.Last+1 || i+1 >= len(st.atoms) || !st.scan.Closed(&st.atoms[i], lexicon.Owner) {
		return 0
	}
	return i + 1
}

// versusOwns reports whether the company at atom i is the owner of another figure behind
// this one, which is set against it.
func (st *sentence) versusOwns(f *lang.Figure, i int) bool {
	return i > f.Last && st.anywhere&linkVersus != 0 && some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && i-g.Last <= 3 && st.versusOwner(g) == i
	})
}

// onlyMeasuredAgainst reports whether a particle that marks no subject stands behind a company behind
// the figure of a measure, so that the figure is only held against it:
// 「広告収入は469億ドルと、ディズニーに迫る規模になった」.
func (st *sentence) onlyMeasuredAgainst(f *lang.Figure, measure *mention, at int) bool {
	if !st.scan.V.CJK() || measure == nil || measure.last > f.First || at <= f.Last || at+1 >= len(st.atoms) {
		return false
	}
	return lang.Begins(st.scan.Text[st.atoms[at].End:], []string{"に", "や", "と", "を", "へ", "など", "에", "와", "과", "를", "을"})
}

// ofRival reports whether the name at atom i is that of a rival in another clause behind the
// figure: "43 Cent – eine Marge, von der man beim Rivalen SAP nur träumen kann".
func (st *sentence) ofRival(f *lang.Figure, i int) bool {
	return i > f.Last && i > 0 && st.otherClause(f.Last, i) && (st.scan.Is(&st.atoms[i-1], lexicon.Anaphor, "rival") || st.scan.Is(&st.atoms[i-1], lexicon.Anaphor, "rivals"))
}
