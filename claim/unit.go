package claim

import (
	"strings"

	"cmp"

	"assay/lang"
	"assay/lexicon"
)

// unitSegment is the segment that an entity's unit or product stands for.
func unitSegment(m *mention) string {
	if len(m.note) > 5 && m.note[:5] == "unit:" {
		return m.note[5:]
	}
	return ""
}

// isPart reports whether the mention is a part of a business, by its kind or by the name
// of a unit.
func (m *mention) isPart() bool {
	return m.class == lexicon.Segment || m.class == lexicon.Entity && unitSegment(m) != ""
}

// subjectBehind reports whether the part of a business is the subject behind a verb of which the
// figure's measure is the object in front: "Έσοδα 27,5 δισ. δολαρίων εμφάνισε το τρίμηνο η AWS",
// "Операционную прибыль в $10,4 млрд получила в третьем квартале AWS".
func (st *sentence) subjectBehind(f *lang.Figure, measure, m *mention) bool {
	verb := f.Last + 1
	if !st.grammar().Genitive || st.scan.V.CJK() || measure.last >= f.First || f.First-measure.last > 3 || m.at-f.Last > farSubject || verb >= m.at || st.otherClause(measure.at, m.at) {
		return false
	}
	a := &st.atoms[verb]
	if a.Kind != lang.Word || a.Capital || st.function(a) && !st.scan.Closed(a, lexicon.Auxiliary) || a.InAny(1<<lexicon.Link|1<<lexicon.Period|1<<lexicon.Direction) || !st.verbal(a) && !lang.Ends(st.folded(a), st.grammar().FiniteVerbs) && !st.scan.Closed(a, lexicon.Auxiliary) && !st.measuringVerb(a) {
		return false
	}
	return !st.linkBefore(m.at, linkOf|linkIn|linkFrom|linkFor|linkWith|linkTo|linkVersus|linkThan|linkAfter|linkAnd|linkExcept) && st.figuresBetween(f.Last, m.at) == 0 &&
		!st.someOf(lexicon.Entity, func(x *mention) bool { return x.at < m.at && !st.otherClause(x.at, m.at) })
}

// heldPair is the figure's own of two parts that are held against each other before a colon, as their
// two amounts are behind it: "игровой бизнес приносил больше, чем дата-центры: 12,5 млрд против 10,6".
func (st *sentence) heldPair(f *lang.Figure) *mention {
	if st.anywhere&linkThan == 0 || st.anywhere&linkVersus == 0 || st.scan.V.CJK() || len(st.figs) != 2 || !isMoney(f) {
		return nil
	}
	a, b := &st.figs[0], &st.figs[1]
	if a.First == 0 || st.mark(&st.atoms[a.First-1]) != ":" || !st.anyIs(a.Last+1, b.First, linkVersus) || b.First-a.Last > 3 {
		return nil
	}
	var parts []*mention
	for i := range st.ms {
		if m := &st.ms[i]; m.isPart() && m.last < a.First && (len(parts) == 0 || m.at > parts[len(parts)-1].last) {
			parts = append(parts, m)
		}
	}
	switch {
	case len(parts) != 2 || !st.anyIs(parts[0].last+1, parts[1].at, linkThan):
		return nil
	case f == a:
		return parts[0]
	}
	return parts[1]
}

// farSubject is within how many atoms of a figure its subject can stand behind the verb.
const farSubject = 10

// apposition reports whether "the unit" only explains a segment named right
// before it: "Reality Labs, the unit that makes headsets".
func (st *sentence) apposition(m *mention) bool {
	for i := range st.ms {
		x := &st.ms[i]
		if x.isPart() && x.last < m.at && m.at-x.last <= 2 {
			return true
		}
	}
	return false
}

// namedBehind reports whether the part's own name stands right behind "the unit", quotes passed
// over: "der Umsatz der Sparte Reality Labs", "выручка подразделения «Intelligent Cloud»".
func (st *sentence) namedBehind(m *mention) bool {
	return some(st.ms, func(x *mention) bool {
		return x.isPart() && (x.at == m.last+1 || x.at == m.last+2 && st.quotes[m.last+1])
	})
}

// described reports whether words of its own say which unit is meant, and so not the one
// spoken of before: "die Sparte mit Büroprogrammen", "the division for game consoles".
func (st *sentence) described(m *mention) bool {
	j := m.last + 1
	if m.class != lexicon.Anaphor || m.id != "unit" || st.scan.V.CJK() || j >= len(st.atoms) ||
		!st.scan.Closed(&st.atoms[j], lexicon.Preposition|lexicon.Parting) && !st.linkAfter(m.last, linkWith|linkFor|linkOf) {
		return false
	}
	for j++; j < len(st.atoms) && st.scan.Closed(&st.atoms[j], lexicon.Article); j++ {
	}
	return j < len(st.atoms) && !st.used[j] && st.atoms[j].Kind == lang.Word && st.atoms[j].Terms == nil && !st.scan.Closed(&st.atoms[j], lexicon.Function)
}

// describedUnit is the word for a unit that the figure's clause describes before it, or
// "".
func (st *sentence) describedUnit(f *lang.Figure) string {
	for i := range st.ms {
		if m := &st.ms[i]; m.last < f.First && st.described(m) && !st.otherClause(m.at, f.First) {
			return st.scan.Text[m.start:m.end]
		}
	}
	return ""
}

// ownedByUnit reports whether a kind of business is that of the unit right before
// "whose".
func (st *sentence) ownedByUnit(m *mention) bool {
	if m.at < 2 || !st.scan.Is(&st.atoms[m.at-1], lexicon.Anaphor, "whose") {
		return false
	}
	s := st.segmentBefore(m.at)
	return s != nil && m.at-s.last <= 3
}

// whose is the part of a business that a relative clause's measure belongs to:
// "AWS, whose margin reached 39.5%".
func (st *sentence) whose(measure *mention) *mention {
	if measure == nil || measure.at < 3 || !st.scan.Is(&st.atoms[measure.at-1], lexicon.Anaphor, "whose") {
		return nil
	}
	if s := st.segmentBefore(measure.at); s != nil && measure.at-s.last <= 4 {
		return s
	}
	return nil
}

// ownedParts takes a part of a business inside a phrase that names the company by it for no
// part of its own: "the owner of Google and YouTube", "YouTube's parent", 「YouTubeの親会社」.
func (st *sentence) ownedParts() {
	if !st.parts || st.anywhere&(cueOwner|cueOwnerBehind) == 0 && st.classes&(1<<lexicon.Anaphor) == 0 && !st.someOf(lexicon.Entity, func(m *mention) bool { return m.note == "epithet" }) {
		return
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.isPart() && (st.behindOwnerNoun(m.at) || st.beforeOwnerNoun(m.last) || st.ofCompanyNoun(m.at)) {
			if m.class == lexicon.Entity {
				m.note = "product"
			} else {
				m.class = lexicon.None
			}
		}
	}
	st.parts = some(st.ms, (*mention).isPart)
}

// heldParts drops a part of a business that an insertion behind another part only names as
// what belongs to it: "Intelligent Cloud, which includes Azure, took in $16.9 billion", "el
// segmento Intelligent Cloud, donde se encuentra Azure, facturó". An insertion that states a
// figure or lists parts is none.
func (st *sentence) heldParts() {
	if !st.parts || st.scan.V.CJK() {
		return
	}
	for i := range st.ms {
		m := &st.ms[i]
		if !m.isPart() || !some(st.ms[:i], func(x *mention) bool { return x.isPart() && !broad(x) && st.holds(x, m) }) {
			continue
		}
		if m.class == lexicon.Entity {
			m.note = "product"
		} else {
			m.class = lexicon.None
		}
	}
	st.parts = some(st.ms, (*mention).isPart)
}

// holds reports whether the part in names stands inside the insertion right behind the part x,
// with words before it that say how it belongs there.
func (st *sentence) holds(x, in *mention) bool {
	open := x.last + 1
	if in.at-open < 2 || st.mark(&st.atoms[open]) != "," || st.at[in.at].strong != st.at[x.at].strong || st.at[in.at].weak <= st.at[x.at].weak {
		return false
	}
	if first := &st.atoms[open+1]; st.is(open+1, linkAnd|linkOr|linkBut) || first.InAny(1<<lexicon.Entity|1<<lexicon.Segment|1<<lexicon.Measure) || st.scan.Closed(first, lexicon.Article) {
		return false
	}
	end := in.last + 1
	for end < len(st.atoms) && st.mark(&st.atoms[end]) != "," {
		end++
	}
	return end+1 < len(st.atoms) && st.at[end].strong == st.at[x.at].strong && !some(st.figs, func(f *lang.Figure) bool { return f.First > open && f.First < end }) &&
		some(st.figs, func(f *lang.Figure) bool { return f.First > end }) && !st.companyBetween(open, end)
}

// mostOwned is how many atoms behind "the owner of" a product still belongs to the phrase.
const mostOwned = 5

// behindOwnerNoun reports whether "the owner of" stands before atom i, with only articles,
// "and" and names between, or "and" joins it to an epithet that holds such a noun.
func (st *sentence) behindOwnerNoun(i int) bool {
	joined := false
	for j := i - 1; j >= 0 && i-j <= mostOwned; j-- {
		a := &st.atoms[j]
		joined = joined || st.is(j, linkAnd)
		switch {
		case st.is(j, cueOwner), joined && st.someOf(lexicon.Entity, func(m *mention) bool { return m.note == "epithet" && m.last == j }):
			return true
		case a.In(lexicon.Entity), st.is(j, linkAnd|linkOf), a.Kind == lang.Word && st.glue(a), a.In(lexicon.Segment), st.mark(a) == "," && i-j > 1:
		default:
			return false
		}
	}
	return false
}

// ofCompanyNoun reports whether "of" joins what begins at atom i to a noun for the company, maybe
// with an adjective between: "il produttore californiano di schede grafiche".
func (st *sentence) ofCompanyNoun(i int) bool {
	if i < 2 || st.scan.V.CJK() || !st.is(i-1, linkOf) {
		return false
	}
	noun := i - 2
	if a := &st.atoms[noun]; noun > 0 && a.Kind == lang.Word && a.Terms == nil && !a.Capital && !st.function(a) {
		noun--
	}
	return st.someOf(lexicon.Anaphor, func(m *mention) bool {
		return m.last == noun && m.id == "company" && !st.scan.Closed(&st.atoms[m.at], lexicon.Pronoun)
	})
}

// beforeOwnerNoun reports whether "parent" or "owner" stands right behind atom i, a possessive
// passed over.
func (st *sentence) beforeOwnerNoun(i int) bool {
	for j := i + 1; j < len(st.atoms) && j-i <= 3; j++ {
		switch {
		case st.is(j, cueOwnerBehind):
			return true
		case st.atoms[j].Joined || st.is(j, linkOf):
		default:
			return false
		}
	}
	return false
}

// burningParts makes what a part of a business burns its operating loss, the only one that
// filers state of parts: "Reality Labs burned through $4.5 billion".
func (st *sentence) burningParts() {
	if st.classes&(1<<lexicon.Other) == 0 && st.anywhere&cueDevours == 0 || !st.parts && st.classes&(1<<lexicon.Anaphor) == 0 {
		return
	}
	for i := range st.ms {
		m := &st.ms[i]
		if !(m.class == lexicon.Other && m.id == "burn" || m.sense == cueDevours) || i == 0 || !st.burns(m) {
			continue
		}
		m.class, m.id = lexicon.Measure, "operating loss"
		st.classes |= 1 << lexicon.Measure
	}
}

// burns reports whether the last that is named before the verb in its clause is a part of a
// business that filers state a profit of, or a word for one.
func (st *sentence) burns(verb *mention) bool {
	part := false
	for i := range st.ms {
		m := &st.ms[i]
		if m.last >= verb.at || st.at[m.at].strong != st.at[verb.at].strong {
			continue
		}
		switch {
		case m.isPart():
			part = !revenueOnly(cmp.Or(unitSegment(m), m.id))
		case m.class == lexicon.Entity, m.class == lexicon.Anaphor && m.id == "company":
			part = false
		case m.class == lexicon.Anaphor && m.id == "unit":
			part = true
		}
	}
	return part
}

// partAtLoss is the part of a business that stands as the subject behind the amount of its
// loss: "Resta in rosso, per 0,9 miliardi, la divisione internazionale".
func (st *sentence) partAtLoss(f *lang.Figure, measure *mention) *mention {
	if !st.parts || st.scan.V.CJK() || measure != nil && !lossOf(measure) {
		return nil
	}
	from := -1
	if measure != nil && measure.last < f.First {
		from = measure.last
	}
	st.each(lexicon.Cue, func(m *mention) {
		if m.sense&cueNegative != 0 && m.last < f.First {
			from = m.last
		}
	})
	if from < 0 || f.First-from > 6 || st.figuresBetween(from, f.First) > 0 || st.at[from].strong != st.at[f.First].strong || st.partBetween(-1, f.First) || st.companyBetween(-1, from) {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.at <= f.Last || !m.isPart() {
			continue
		}
		if m.at-f.Last > 4 || st.at[m.at].strong != st.at[f.Last].strong || st.figuresBetween(f.Last, m.at) > 0 || st.anyIs(f.Last+1, m.at, linkIn|linkFrom|linkWith|linkOf|linkFor|linkAnd|linkVersus) {
			return nil
		}
		return m
	}
	return nil
}

// unitNamed reports whether a part of a business stands between two atoms by its own name.
func (st *sentence) unitNamed(a, b int) bool {
	return some(st.ms, func(m *mention) bool {
		return m.at > a && m.at < b && m.class == lexicon.Entity && unitSegment(m) != ""
	})
}

// lostLast is the part of a business of whose loss the sentence before told last: "…, while
// Reality Labs lost $3.7 billion. Over three quarters, the hole comes to $11.5 billion".
func (r *Reader) lostLast() string {
	if r.lossBefore() != nil && r.disc.metric == "operating income" {
		return r.disc.segment
	}
	return ""
}

// lossBefore is the last claim before the sentence if it is the level of a loss, or nil.
func (r *Reader) lossBefore() *Claim {
	if n := len(r.claims); n > 0 && r.claims[n-1].Kind == Level && r.claims[n-1].Sign < 0 {
		return &r.claims[n-1]
	}
	return nil
}

// gaveOfProfit reports whether a part of a business gave an amount in a text that has just told
// of profit: "Operating profit was $5.8 billion. North America contributed $2.1 billion".
func (st *sentence) gaveOfProfit(seg *mention, f *lang.Figure, told string) bool {
	told = strings.TrimSuffix(told, " / revenue")
	return isMoney(f) && !revenueOnly(unitSegment(seg)) && !revenueOnly(seg.id) && swings(told) && seg.last < f.First && st.shareBetween(seg.last, f.First)
}

// wares reports whether a broad word for services is only what the unit named before sells for
// the figure: "Google Cloud, run by Thomas Kurian, sold $5.8 billion of services".
func (st *sentence) wares(f *lang.Figure, m *mention) bool {
	if m.class != lexicon.Segment || m.id != "services" || st.scan.V.CJK() {
		return false
	}
	behind := m.at > f.Last && m.at-f.Last <= 3 && st.linkAfter(f.Last, linkOf|linkIn)
	sold := m.last < f.First && m.at > 0 && st.atoms[m.at-1].In(lexicon.Measure) && st.measuringVerb(&st.atoms[m.at-1])
	return (behind || sold) && some(st.ms, func(x *mention) bool {
		gap := st.at[m.at].weak - st.at[x.at].weak
		return x.class == lexicon.Entity && unitSegment(x) != "" && unitSegment(x) != m.id && x.last < m.at && st.at[x.at].strong == st.at[m.at].strong && (gap == 0 || gap == 2) && !st.companyBetween(x.last, f.First)
	})
}

// onSales reports whether the sales that a part of a business made its profit or loss on stand
// right behind that: "Reality Labs lost $4.97 billion in the fourth quarter on sales of $1.1 billion".
func (st *sentence) onSales(d, prev *draft) bool {
	m := d.measure
	return !st.scan.V.CJK() && d.baseMetric == "revenue" && swings(prev.baseMetric) && d.kind == Level && prev.kind == Level && m.at > prev.fig.Last && m.last < d.fig.First && m.at-prev.fig.Last <= farSales &&
		st.at[prev.fig.First].strong == st.at[d.fig.First].strong && st.figuresBetween(prev.fig.Last, d.fig.First) == 0 &&
		!st.measuringVerb(&st.atoms[m.at]) && !st.companyBetween(prev.fig.Last, d.fig.First) && !st.anyIs(prev.fig.Last+1, m.at, linkBut|linkSub) && !st.ofTheWhole(m)
}

// farSales is how many words behind a profit the sales that it was made on may stand.
const farSales = 9

// besideLoss reports whether the profit is that of the part of which a relative clause has just
// told the profit or loss of before: "the international operations, which had lost $95mn a year
// ago, turned a profit of $1.3bn".
func (st *sentence) besideLoss(d, prev *draft) bool {
	return d.baseMetric == "net income" && swings(prev.baseMetric) && isMoney(d.fig) && isMoney(prev.fig) && st.besides(prev.fig) &&
		d.measure.at > prev.fig.Last && d.measure.last < d.fig.First && st.at[d.measure.at].weak == st.at[prev.fig.First].weak+1 && !st.companyBetween(prev.fig.Last, d.fig.First) && !st.ofTheWhole(d.measure)
}

// verbLast reports whether atom i may be a verb of a language that puts it last, an unknown word or
// one that says where a share comes from.
func (st *sentence) verbLast(i int) bool {
	if i >= len(st.atoms) || !st.grammar().Genitive {
		return false
	}
	a := &st.atoms[i]
	return a.Kind == lang.Word && !st.used[i] && !a.Capital && (a.Terms == nil || st.is(i, linkShare))
}

// closers are marks that may close what a part's name stands in: 「「アマゾン・ウェブ・サービス(AWS)」の」.
const closers = "」』）)\"”’'》〉】］]»"

// comesFrom reports whether the case of a part of a business, or of the noun that it is joined
// to, and the verb behind say that an amount came from it: "एडब्ल्यूएस्-विभागात् आगतौ".
func (st *sentence) comesFrom(m *mention) bool {
	g := st.grammar()
	for j := m.last; len(g.AmountFrom) > 0 && j <= m.last+2 && j+1 < len(st.atoms); j++ {
		if lang.Ends(st.folded(&st.atoms[j]), g.AmountFrom) {
			return st.is(j+1, linkShare)
		}
	}
	return false
}
