package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// wholeOfPart reports whether the amount is the whole that the part before it is told
// to be of: "Advertising accounted for $66.9 billion of its $90.2 billion in revenue",
// "Google Cloud trug 12,3 Milliarden zu den Konzernerlösen von 90,2 Milliarden bei".
func (st *sentence) wholeOfPart(d, prev *draft) bool {
	f := d.fig
	if st.wholeAmount(f) {
		return true
	}
	if prev == nil || prev.kind != Level || prev.segment == "" || prev.other != "" || !isMoney(f) || st.scan.V.CJK() || prev.fig.Last > f.First || st.marked(prev.fig, linkTo) ||
		st.otherClause(prev.fig.Last, f.First) || !st.shareInClause(f) {
		return false
	}
	if st.linkBefore(f.First, linkOf) && f.First-prev.fig.Last <= 3 && st.linkAfter(prev.fig.Last, linkOf) {
		return d.measure == nil || d.measure.last < prev.fig.First || d.measure.at > f.Last
	}
	return d.measure != nil && d.measure.at > prev.fig.Last && d.measure.last < f.First && st.ofMeasure(f) && !st.linkBefore(d.measure.at, linkWith|linkAnd|linkVersus|linkFrom)
}

// partOfAmount is the measure behind the whole amount that this one is taken out of, which
// is the measure of both: "contributed $11.5bn of the $18.4bn of the group's operating
// profit", "11,5 der 18,4 Milliarden Dollar Betriebsgewinn".
func (st *sentence) partOfAmount(f *lang.Figure) *mention {
	if !isMoney(f) || st.scan.V.CJK() {
		return nil
	}
	whole := st.moneySoon(f)
	if whole == nil || !st.linkAfter(f.Last, linkOf|linkFrom) && !st.scan.Closed(&st.atoms[f.Last+1], lexicon.Article) || st.linkAfter(f.Last, linkFrom) && !st.shareInClause(f) || whole.Value.Value.Cmp(f.Value.Value) <= 0 {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.at > whole.Last && m.at-whole.Last <= 6 && canHaveSegment(m.id) && !st.otherClause(whole.Last, m.at) && st.figuresBetween(whole.Last, m.at) == 0 {
			return m
		}
	}
	return nil
}

// ownersOnly reports whether nothing but a company and a period stand between two atoms: "kaksi
// kolmasosaa Amazonin viime vuoden liikevoitosta".
func (st *sentence) ownersOnly(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if x := &st.atoms[j]; !x.In(lexicon.Entity) && !st.scan.Is(x, lexicon.Anaphor, "company") && !some(st.whens, func(w *lang.When) bool { return j >= w.First && j <= w.Last }) {
			return false
		}
	}
	return b-a <= mostOwners
}

// mostOwners is within how many atoms the whole of a share stands behind it.
const mostOwners = 6

// wholeAmount reports whether the amount is one that the amount right before is taken out of.
func (st *sentence) wholeAmount(f *lang.Figure) bool {
	return isMoney(f) && some(st.figs, func(g *lang.Figure) bool {
		return g.First < f.First && f.First-g.Last <= 3 && st.moneySoon(g) == f && st.partOfAmount(g) != nil
	})
}

// moneySoon is the amount within three atoms behind another, or nil.
func (st *sentence) moneySoon(f *lang.Figure) *lang.Figure {
	if g := st.nextFigure(f); g != nil && isMoney(g) && g.First-f.Last <= 3 {
		return g
	}
	return nil
}

// shareInClause reports whether a word for contributing a share stands in the figure's
// clause.
func (st *sentence) shareInClause(f *lang.Figure) bool {
	return st.signalled(linkShare, func(m *mention) bool { return !st.otherClause(m.at, f.First) })
}

// fallsToBehind reports whether words for contributing a share stand right before the amount
// that falls to a part behind it: "Davon entfielen 42,6 Milliarden Dollar auf die Suche".
func (st *sentence) fallsToBehind(f *lang.Figure) bool {
	return st.anyIs(f.First-2, f.First, linkShare)
}

// nextPart is the part that a list of parts and their amounts goes on to without the
// verb: "dos quais 264,6 bilhões vieram de anúncios e 43,2 bilhões da nuvem".
func (st *sentence) nextPart(f *lang.Figure, prev *draft) *mention {
	if prev == nil || prev.kind != Level || prev.segment == "" || prev.other != "" || !isMoney(f) || st.scan.V.CJK() ||
		!st.shareBetween(prev.fig.Last, f.First) && !st.fallsToBehind(prev.fig) {
		return nil
	}
	joined := st.linkAfter(f.Last, linkOf|linkFrom|linkTo|linkAt|linkFor)
	for i := range st.ms {
		m := &st.ms[i]
		if (joined || m.at == f.Last+1) && m.at > f.Last && m.at-f.Last <= 3 && m.isPart() && st.figuresBetween(f.Last, m.at) == 0 {
			return m
		}
	}
	return nil
}

// spentOn reports whether the amount went into something and nothing says what filers
// call it: "Für Rechenzentren und Technik gab der Konzern 52,5 Milliarden Dollar aus",
// "Amazon, mit einem Umsatz von 638 Milliarden, gab 83 Milliarden für Lager aus".
func (st *sentence) spentOn(d *draft) bool {
	f := d.fig
	if st.scan.V.CJK() || !st.linkAfter(f.Last, linkFor) || !isMoney(f) || st.ofWhich(f) || st.whenSoon(f.Last+2) || st.figureSoon(f.Last) || st.leadingBase(f) != nil {
		return false // "de 26,9 bilhões para 30,6 bilhões"
	}
	m := d.measure
	return m == nil || m.class == lexicon.Measure && m.last < f.First && st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) > 0
}

// whenSoon reports whether a period begins at atom i or right behind it.
func (st *sentence) whenSoon(i int) bool {
	for k := range st.whens {
		if w := &st.whens[k]; w.First == i || w.First == i+1 {
			return true
		}
	}
	return false
}

// sameMoved is the measure of the change right before an amount that it went to, where
// a noun that no filing states stands behind: "profits fell by more than half to $7.1
// billion as deliveries dropped 1 percent".
func (st *sentence) sameMoved(d, prev *draft) *mention {
	f, m := d.fig, d.measure
	if prev != nil && prev.metric == "price" && prev.kind == Change && m != nil && perShare(m.id) && m.at > f.Last && isMoney(f) && small(f) && st.marked(f, linkTo|linkAt) && f.First-prev.fig.Last <= 2 && !st.scan.V.CJK() {
		return &mention{class: lexicon.Measure, id: "price", at: prev.fig.First, last: prev.fig.Last, start: prev.fig.Start, end: prev.fig.End} // "saham Amazon jatuh 8,3% ke US$214,75 per saham"
	}
	if prev == nil || prev.kind != Change || prev.other != "" || prev.measure == nil || prev.measure.class != lexicon.Measure || m == nil || m.class != lexicon.Other || m.at < f.Last ||
		!isMoney(f) || !st.marked(f, linkTo) || f.First-prev.fig.Last > 3 || !fits(f, prev.measure.id) {
		return nil
	}
	return prev.measure
}

// ellipticMeasure is the measure of the sentence's first amount where the figure stands
// right behind a company whose noun and verb it leaves out: "La matriz de Google se
// embolsó 100.100 millones, con una facturación de 350.000; la de Facebook, 62.400".
func (st *sentence) ellipticMeasure(f *lang.Figure) *mention {
	i := f.First - 2
	if !isMoney(f) || i < 3 || st.mark(&st.atoms[i+1]) != "," || !st.elliptic(i) || !st.atoms[i].In(lexicon.Entity) {
		return nil
	}
	for k := range st.figs {
		if g := &st.figs[k]; isMoney(g) && g.First < f.First {
			m, _ := st.measureFor(g)
			if m == nil || m.class != lexicon.Measure || m.at > g.Last {
				return nil
			}
			return m
		}
	}
	return nil
}

// ownRelative reports whether a company right before "whose" owns what stands behind it
// up to the figure, so that words for a group before are not meant: "Both are dwarfed
// by Nvidia, whose revenue more than doubled to $60.9 billion".
func (r *Reader) ownRelative(at int, f *lang.Figure, ps []placed) bool {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Anaphor || m.id != "whose" || m.at < at || m.at > f.First || st.at[m.at].strong != st.at[f.First].strong {
			continue
		}
		for k := range ps {
			if p := &ps[k]; p.at > at && p.at < m.at && m.at-p.at <= 3 && p.party.files() {
				return true
			}
		}
	}
	return false
}

// ofWhichComma reports whether words that take a part stand right before the comma that
// opens the figure's insertion: "nearly all of which, $160.6 billion to be precise, was
// paid by advertisers".
func (st *sentence) ofWhichComma(f *lang.Figure) bool {
	return st.signalled(linkOfWhich, func(m *mention) bool {
		return f.First > m.last && f.First-m.last <= 4 && st.at[m.at].strong == st.at[f.First].strong && m.last+1 < len(st.atoms) && st.mark(&st.atoms[m.last+1]) == ","
	})
}

// takenFrom is the measure of the figure before that "of which" takes a part of, or "":
// a share between them only says how large the part is, "fast zwei Drittel davon,
// nämlich 39,8 Milliarden, steuerte operativ die Cloudsparte AWS bei".
func (r *Reader) takenFrom(d, prev *draft) string {
	st := &r.st
	comma := isMoney(d.fig) && st.ofWhichComma(d.fig)
	switch {
	case prev == nil || !st.ofWhich(d.fig) && !comma:
	case !st.scan.V.CJK() && d.measure != nil && d.measure.at > prev.fig.Last && d.measure.last < d.fig.First && d.measure.id == "net income" && st.measuringVerb(&st.atoms[d.measure.at]) && st.segmentBefore(d.fig.First) == nil:
		// "nahm 75,5 Milliarden ein und verdiente davon netto 25,8 Milliarden"
	case canHaveSegment(prev.baseMetric):
		return prev.baseMetric
	case comma && prev.kind == Ratio && prev.other == "percentage" && r.current != nil && canHaveSegment(r.current.baseMetric):
		return r.current.baseMetric
	case comma && prev.kind == Ratio && prev.other == "percentage" && r.current == nil && r.disc.claimed && r.disc.segment == "" && canHaveSegment(r.disc.metric):
		return r.disc.metric
	}
	return ""
}

// unknownPart is what an amount "of this" belongs to where the text says no part that
// filers state: "Davon entfielen 160,6 Milliarden auf Inserate".
func (st *sentence) unknownPart(f *lang.Figure) string {
	part := ""
	if isMoney(f) && (st.ofWhich(f) || st.ofWhichComma(f)) {
		st.each(lexicon.Link, func(m *mention) {
			if m.sense == linkOfWhich && m.last < f.First {
				part = st.scan.Text[m.start:m.end]
			}
		})
	}
	return part
}

// overLastYears reports whether "last year's" stands right before the level that
// another is set against: "16 percent above last year's $36.5 billion".
func (st *sentence) overLastYears(f *lang.Figure) bool {
	if f.First < 1 || st.scan.V.CJK() {
		return false
	}
	w := st.lastYear(f.First - 1)
	return w != nil && w.Last == f.First-1 && st.linkBefore(w.First, linkThan|linkVersus)
}

// apposed reports whether nothing but a mark and whose it is parts the amount from
// its measure, so that it explains what stands before: "a tenth of the group's
// sales, 3.4bn".
func (st *sentence) apposed(d *draft) bool {
	j := d.fig.First - 1
	if !isMoney(d.fig) || j <= d.measure.last || j-d.measure.last > 5 {
		return false
	}
	owned := st.linkAfter(d.measure.last, linkOf) && !st.scan.V.CJK() // "half of the operating income of the group, $7.2bn"
	for k := d.measure.last + 1; k < j; k++ {
		a := &st.atoms[k]
		if !st.glue(a) && !st.scan.Is(a, lexicon.Anaphor, "total") && !st.scan.Is(a, lexicon.Anaphor, "company") && !(owned && (a.In(lexicon.Anaphor) || a.In(lexicon.Entity) || st.is(k, linkOf))) {
			return false
		}
	}
	return st.atoms[j].Kind == lang.Punct && strings.Contains(",–—:(（、，", st.mark(&st.atoms[j]))
}

// ellipticNoun is the measure that an adjective stands for where its noun is left out: a
// verb, a link or a dash stands right behind it. "Операционная выросла на 23%."
func (st *sentence) ellipticNoun(i, last int) mention {
	a := &st.atoms[i]
	id, ok := "", false
	for _, term := range a.Terms.Senses() {
		if term.Class == lexicon.Cue {
			if id, ok = strings.CutPrefix(term.ID, "elliptic:"); ok {
				break
			}
		}
	}
	if !ok || last+1 >= len(st.atoms) {
		return mention{}
	}
	next := &st.atoms[last+1]
	if mark := st.mark(next); !next.In(lexicon.Direction) && !next.In(lexicon.Multiple) && !st.is(last+1, linkTo) && mark != "—" && mark != "–" {
		return mention{}
	}
	return mention{start: a.Start, end: a.End, at: i, last: last, class: lexicon.Measure, id: id}
}

// wholeOfShare is the metric of a total that a share in front of it is taken of:
// "more than half of the group's 68.6bn".
func (st *sentence) wholeOfShare(d *draft, prev *draft) (string, bool) {
	if prev == nil || prev.kind != Ratio || prev.segment == "" || !isMoney(d.fig) || d.fig.First-prev.fig.Last > 5 || st.otherClause(prev.fig.Last, d.fig.First) {
		return "", false
	}
	_, whole, ok := strings.Cut(prev.metric, " / ")
	if !ok || d.measure != nil && d.measure.at > prev.fig.Last && d.measure.id != whole {
		return "", false
	}
	for j := prev.fig.Last + 1; j < d.fig.First; j++ {
		if st.scan.Is(&st.atoms[j], lexicon.Anaphor, "total") || st.scan.Is(&st.atoms[j], lexicon.Anaphor, "company") {
			return whole, true
		}
	}
	return "", false
}

// ownsEarlier reports whether the only company between two figures owns the measure of
// the first: "η AWS εισέφερε 27,5 δισ. στα έσοδα της Amazon και 10,4 δισ. στα λειτουργικά
// κέρδη".
func (st *sentence) ownsEarlier(d, prev *draft) bool {
	m := prev.measure
	return m != nil && m.at > prev.fig.Last && m.last < d.fig.First && st.companyBetween(m.last, m.last+3) && st.otherClause(m.last, d.fig.First) && !st.companyBetween(m.last+2, d.measure.at)
}

// verbBefore reports whether a verb that measures stands before the amount and a case, no
// preposition, joins the measure behind it: "Google Cloud заработал 58,7 млрд выручки".
func (st *sentence) verbBefore(f *lang.Figure, behind *mention) bool {
	return st.grammar().Genitive && !st.scan.V.CJK() && !st.otherClause(f.Last, behind.at) && st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.id != behind.id && m.last < f.First && f.First-m.last <= 4 && !st.otherClause(m.at, f.First) && st.measuringVerb(&st.atoms[m.at]) && st.figuresBetween(m.last, f.First) == 0
	})
}

// grewBehind reports whether a part of a business is the subject of a growth behind the
// profit of the whole, which it has none of: "чистая прибыль удвоилась, достигнув 13,5
// млрд, а AWS выросла на 19%".
func (st *sentence) grewBehind(d, prev *draft) bool {
	if d.baseMetric != "net income" || d.segment == "" || lossOf(d.measure) || !isPercent(d.fig) || prev == nil || prev.measure != d.measure || prev.segment != "" || st.scan.V.CJK() {
		return false
	}
	seg := st.segmentBefore(d.fig.First)
	return seg != nil && seg.at > prev.fig.Last && !st.otherClause(seg.at, d.fig.First)
}

// earnedFrom reports whether a word for "from" that means "of" too parts the figure, which has
// a measure right before it, from another measure with an amount right behind: "meraih
// laba US$ 30,3 miliar dari penjualan US$ 181,5 miliar". Without a figure any one before
// the word will do.
func (st *sentence) earnedFrom(f *lang.Figure, m *mention) bool {
	if m.class != lexicon.Measure || st.scan.V.CJK() || !st.linkBefore(m.at, linkFrom) || !st.linkBefore(m.at, linkOf) || !st.figureNext(m.last+1) {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return (f == nil || g.First == f.First) && isMoney(g) && m.at-g.Last == 2 && g.First > 0 && st.measureAt(g.First-1)
	})
}

// leavesOut reports whether a clause behind a semicolon begins with another company and an
// amount without its noun, where the clause before states two measures: "Microsoft 77,7
// miliarda redegit et 27,7 miliarda lucri fecit; Alphabet 102,3 miliarda"; or whether its
// verb may mean what the one before states: "Laba bersih Meta melesat 36%, sedangkan
// Microsoft meraup US$ 27,2 miliar".
func (r *Reader) leavesOut(d *draft) bool {
	m, f := d.measure, d.fig
	return m != nil && m.last < f.First && isMoney(f) && !r.st.scan.V.CJK() && r.opened != nil && r.opened.metric != d.metric && r.opened.fig.First < m.last &&
		(r.st.semicolonBetween(m.last, f.First) && r.namedBetween(r.placed, m.last, f.First) ||
			r.st.measuringVerb(&r.st.atoms[m.at]) && r.st.contrasted(r.opened.fig.Last, m.at) && r.namedBetween(r.placed, r.opened.fig.Last, m.at))
}

// tellsWhole reports whether a relative clause right behind the whole of a share, which
// opens the sentence and is no insertion itself, says how much the whole is: "pas un
// dixième de ses ventes, qui frisent les 717 milliards".
func (st *sentence) tellsWhole(d, prev *draft) bool {
	m, start := d.measure, st.strongStart(prev.fig.First)
	return st.at[start].weak == st.at[prev.fig.First].weak && m.at > prev.fig.Last && d.fig.First-m.last <= 5 && !st.classBetween(lexicon.Direction, m.last, d.fig.First) && !st.companyBetween(m.last, d.fig.First)
}

// closedAtTotal reports whether a word for a price has an amount with a scale right behind
// it, and so speaks of no price: "nel 2025, chiuso a 402,8 miliardi di dollari".
func (st *sentence) closedAtTotal(m *mention) bool {
	return m.id == "price" && !st.scan.V.CJK() && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.Scaled && g.First > m.last && g.First-m.last <= 2
	})
}

// figureBehind reports whether a figure stands soon behind a measure, an insertion between
// commas at most between: "guadagna, a livello operativo, 5,3 miliardi".
func (st *sentence) figureBehind(m *mention) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.First > m.last && g.First-m.last <= 7 && st.at[g.First].strong == st.at[m.at].strong && st.figuresBetween(m.last, g.First) == 0
	})
}

// partOfWhole reports whether a measure in the case of an owner stands right before the percentage
// as what a part named before it is a share of, nothing in the clause having moved: "विज्ञापनानि
// समग्रराजस्वस्य प्रायः ९८ प्रतिशतं भवन्ति".
func (st *sentence) partOfWhole(f *lang.Figure, m *mention) bool {
	return isPercent(f) && st.grammar().PostTo && lang.Ends(st.folded(&st.atoms[m.last]), st.grammar().Genitives) && canHaveSegment(m.id) && st.segmentBefore(m.at) != nil && !st.someOf(lexicon.Direction, func(x *mention) bool {
		return x.at > m.at-3 && st.at[x.at].weak == st.at[m.at].weak && st.at[x.at].strong == st.at[m.at].strong
	})
}

// wholeIn is the whole of a share that a preposition names behind the measure which is the
// part, where that one needs none: "Доля чистой прибыли в выручке", "το μερίδιο των δαπανών στα
// έσοδα"; else the measure itself.
func (st *sentence) wholeIn(part *mention, f *lang.Figure) *mention {
	if !st.grammar().Genitive || st.linkBefore(part.at, linkIn) {
		return part
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Measure && m.at > part.last && m.last < f.First && m.id != part.id && m.id != "price" && !plainRatio(m.id) && st.linkBefore(m.at, linkIn) && st.figuresBetween(part.last, m.at) == 0 && st.at[m.at].strong == st.at[part.at].strong {
			return m
		}
	}
	return part
}

// ownedWhole reports whether nothing but the name of its company parts the measure from "in" or
// "of" behind the word for a share: "share of Alphabet's revenue".
func (st *sentence) ownedWhole(share, m *mention) bool {
	j, named := m.at-1, false
	for j > share.last && (st.atoms[j].In(lexicon.Entity) || st.atoms[j].Kind == lang.Punct || st.atoms[j].Joined) {
		named = named || st.atoms[j].In(lexicon.Entity)
		j--
	}
	return named && st.is(j, linkIn|linkOf|linkShare)
}

// shareBehind reports whether the figure begins the sentence and a word for a share follows the
// amount that explains it.
func (r *Reader) shareBehind(f *lang.Figure) bool {
	st := &r.st
	return f.Form == lang.Part && f.First <= 4 && st.signalled(linkShare, func(m *mention) bool {
		return m.at > f.Last && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(f.Last, m.at) <= 1
	})
}

// groupsOwn reports whether the measure's word, or the one before it, says that it is the whole
// company's: "meldete für Azure ein Plus von 29 Prozent und einen Konzernumsatz von 56,5
// Milliarden", "об общей выручке".
func (st *sentence) groupsOwn(measure *mention) bool {
	groups := st.grammar().Groups
	for j := max(measure.at-1, 0); j <= measure.last+1 && j < len(st.atoms) && len(groups) > 0; j++ {
		for word := range strings.FieldsSeq(string(st.folded(&st.atoms[j]))) {
			if slices.ContainsFunc(groups, func(w string) bool { return strings.HasPrefix(word, w) }) {
				return true
			}
		}
	}
	return false
}

// wholeOfOther reports whether "of" joins the measure to another share right before it:
// 「以17%的收入贡献了公司60%的营业利润」.
func (st *sentence) wholeOfOther(m *mention, f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && g.Last < f.First && m.at == g.Last+2 && st.linkAfter(g.Last, linkOf)
	})
}

// takesShare reports whether the word for a share between two atoms is a verb whose subject is
// the part: 「毛利约占70%」, and no noun behind what a part has a share of: 「AWS的营收占比17%」.
func (st *sentence) takesShare(a, b int) bool {
	return st.signalled(linkShare, func(m *mention) bool {
		word := st.scan.Text[m.start:m.end]
		noun := strings.HasPrefix(word, "占比") || strings.HasPrefix(word, "佔比")
		return m.at > a && m.at < b && !(noun && m.at == a+1 && st.segmentBefore(a) != nil) && (strings.HasPrefix(word, "占") || strings.HasPrefix(word, "佔"))
	})
}

// nounOfShare reports whether a word for a share right before the percentage says what the
// amount of a part before it makes of the whole: 「数据中心收入308亿美元，占比87.7%」.
func (st *sentence) nounOfShare(f *lang.Figure, prev *draft) bool {
	noun := st.anyIs(f.First-2, f.First, linkShare) || some(st.ms, func(m *mention) bool {
		return m.class == lexicon.Anaphor && m.id == "ratio" && m.last < f.First && f.First-m.last <= 2 // 「比率は87.7%に高まった」
	})
	return st.scan.V.CJK() && noun && prev.kind != Ratio && prev.fig.Last < f.First && st.figuresBetween(prev.fig.Last, f.First) == 0 &&
		st.at[prev.fig.First].strong == st.at[f.First].strong && !st.classBetween(lexicon.Measure, prev.fig.Last, f.First) && !st.partBetween(prev.fig.Last, f.First) && !st.companyBetween(prev.fig.Last, f.First)
}

// wholeInMoney reports whether the amount is the whole of the share right before it, told
// with no noun of its own: "two thirds of the $17.4 billion earned by the whole group".
func (st *sentence) wholeInMoney(d, prev *draft) bool {
	return prev != nil && prev.kind == Ratio && prev.other == "" && isMoney(d.fig) && d.fig.First > prev.fig.Last && d.fig.First-prev.fig.Last <= 3 && st.linkBefore(d.fig.First, linkOf) &&
		!st.scan.V.CJK() && (d.measure == nil || d.measure.class == lexicon.Measure && st.measuringVerb(&st.atoms[d.measure.at]))
}

// cameFrom reports whether a share is told to have come from the part behind it: "98% of it comes
// from advertising".
func (st *sentence) cameFrom(f *lang.Figure, part *mention) bool {
	return part.at-f.Last <= nearShare && st.shareBetween(f.Last, part.at) && st.figuresBetween(f.Last, part.at) == 0
}

// wholeOfNext reports whether a share of the measure stands right behind it: the operating cash
// flow of 「営業キャッシュフローの半分近くを充てた」.
func (st *sentence) wholeOfNext(m *mention) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && g.First > m.last && g.First-m.last <= 2 && (st.linkBefore(g.First, linkOf) || st.ownedThen(g))
	})
}
