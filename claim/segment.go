package claim

import (
	"cmp"
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// segmentID is the segment a mention stands for; "the division" is the one
// spoken of last.
func (r *Reader) segmentID(m *mention) string {
	switch {
	case m == nil:
		return ""
	case m.class == lexicon.Anaphor:
		if s := r.st.segmentBefore(m.at); s != nil && r.st.figuresBetween(s.last, m.at) > 0 {
			return r.segmentID(s)
		}
		if s := cmp.Or(r.disc.focus, r.disc.segment, r.disc.unit, r.disc.topicSeg); s != "" {
			return s
		}
		return r.segmentID(r.st.segmentBefore(m.at))
	case m.class == lexicon.Entity:
		return unitSegment(m)
	}
	return m.id
}

// measuredAnew reports whether a measure of its own stands between the figure and the
// one before: 「净利润1200亿美元；其中数据中心收入1937亿美元」.
func (st *sentence) measuredAnew(d, prev *draft) bool {
	return st.scan.V.CJK() && d.measure != nil && d.measure != prev.measure && d.measure.at > prev.fig.Last && d.measure.last < d.fig.First || st.asMeasure(d.fig) != nil
}

// partsLoss is the part of a business whose loss the figure is, where nothing names
// another owner and the part was spoken of just before: 「売上高は4億ドルにすぎず、
// 40億ドルの赤字」, 「前年同期の赤字は42億ドルだった」.
func (r *Reader) partsLoss(d, prev *draft) string {
	st := &r.st
	if d.measure.id != "loss" || d.segment != "" {
		return ""
	}
	if !st.scan.V.CJK() { // "made 903 million, after a loss of 1.2bn a year earlier"
		if prev != nil && prev.segment != "" && canHaveSegment(prev.baseMetric) && !revenueOnly(prev.segment) && d.measure.at > prev.fig.Last && !st.measuringVerb(&st.atoms[d.measure.at]) && !st.companyBetween(prev.fig.Last, d.measure.at) {
			return prev.segment
		}
		if prev != nil || !r.disc.claimed || d.hasOwnSubject(r) || st.measuringVerb(&st.atoms[d.measure.at]) {
			return ""
		}
		if part := cmp.Or(r.disc.focus, r.lostLast()); part != "" && !revenueOnly(part) {
			return part // "Reality Labs lost $4.97 billion. For the year, the hole was $17.7 billion."
		}
		if r.disc.metric == "operating income" && !revenueOnly(r.disc.segment) && !st.ofTheWhole(d.measure) && !st.wholesOwn(d.measure) && !st.groupsOwn(d.measure) {
			return r.disc.segment // "Reality Labs lost 4.6 billion. For the full year the loss swelled to 16.1 billion"
		}
		return ""
	}
	if prev != nil && prev.measure != d.measure && d.measure.at > d.fig.Last && !st.companyBetween(prev.fig.Last, d.measure.at) {
		return prev.segment
	}
	if seg := st.segmentBefore(d.fig.First); prev == nil && seg != nil && st.otherClause(seg.at, d.fig.First) && st.at[seg.at].strong == st.at[d.fig.First].strong && !st.companyBetween(seg.last, d.fig.First) && !st.amountBetween(seg.last, d.fig.First) && !revenueOnly(r.segmentID(seg)) && d.measure.end-d.measure.start <= bareLoss {
		return r.segmentID(seg) // 「“其他押注”仍在烧钱，一季度亏损12.26亿美元」
	}
	if prev == nil && r.disc.claimed && r.disc.metric == "operating income" && !d.hasOwnSubject(r) {
		return r.disc.segment
	}
	return ""
}

// unitBefore is the part of a business that a unit's name before the figure's measure stands
// for, where the measure's own is a broader one and no company is named between.
func (st *sentence) unitBefore(d *draft) string {
	if d.segment == "" || d.measure == nil || st.scan.V.CJK() {
		return ""
	}
	at, unit := min(d.measure.at, d.fig.First), ""
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Entity && m.last < at && unitSegment(m) != "" && !st.companyBetween(m.last, at) {
			unit = unitSegment(m)
		}
	}
	if unit == d.segment {
		return ""
	}
	return unit
}

// verbGoesOn reports whether a verb of taking in has for its subject the part that the
// figure before was of: "Reality Labs perdeu US$ 17,7 bilhões, embora tenha faturado US$ 1,1
// bilhão no trimestre", "quae 30 centesimis crevit et 16,9 miliarda percepit".
func (st *sentence) verbGoesOn(d, prev *draft) bool {
	return !st.scan.V.CJK() && d.baseMetric == "revenue" && isMoney(d.fig) && (prev.unit == d.unit || prev.kind == Change && prev.baseMetric == "revenue") && d.measure.at > prev.fig.Last && (d.measure.last < d.fig.First || d.measure.at == d.fig.Last+1) &&
		st.measuringVerb(&st.atoms[d.measure.at]) && st.at[prev.fig.First].strong == st.at[d.fig.First].strong && !st.companyBetween(prev.fig.Last, d.measure.at)
}

// earnedToo reports whether a verb of earning goes on with the part of a business whose sales were
// told before it: "AWS took in $17.8 billion, up 40%, and earned $5.3 billion". Only a unit that
// files its profit can have earned it.
func (st *sentence) earnedToo(d, prev *draft) bool {
	m := d.measure
	return !st.scan.V.CJK() && d.baseMetric == "net income" && !lossOf(m) && isMoney(d.fig) && prev.baseMetric == "revenue" && !revenueOnly(prev.segment) &&
		m.at > prev.fig.Last && m.last < d.fig.First && st.measuringVerb(&st.atoms[m.at]) && (st.is(m.at-1, linkAnd) || st.is(max(m.at-2, 0), linkAnd)) &&
		st.at[prev.fig.First].strong == st.at[d.fig.First].strong && !st.companyBetween(prev.fig.Last, d.fig.First)
}

// saysOfAmount reports whether a percentage behind the amount of a part of a business, with no
// measure or company between, says how that amount has grown: "88.3 billion, of which 11.4
// billion came from the cloud, 35 percent more than a year before".
func (st *sentence) saysOfAmount(d, prev *draft) bool {
	return isPercent(d.fig) && prev.kind == Level && prev.baseMetric == d.baseMetric && d.measure.last < prev.fig.First && st.figuresBetween(prev.fig.Last, d.fig.First) == 0 &&
		st.at[prev.fig.First].strong == st.at[d.fig.First].strong && !st.classBetween(lexicon.Measure, prev.fig.Last, d.fig.First) && !st.companyBetween(prev.fig.Last, d.fig.First)
}

// listHead reports whether the part is the first of a list that the measure as a topic
// with a comma heads: 「地域別の売上高は、北米が12％増の1041億ドル、…」.
func (st *sentence) listHead(f *lang.Figure, measure, part *mention) bool {
	return st.scan.V.CJK() && st.at[part.at].weak == st.at[measure.last].weak+1 && part.at-measure.last <= 4 && st.topic(part) &&
		!st.otherClause(part.at, f.First) && f.First-part.last <= 3
}

// nextSegment is the segment that a list goes on to behind the figures of the
// one before: "North American sales rose 10% to $116bn, international 8%".
func (st *sentence) nextSegment(f *lang.Figure, measure *mention) *mention {
	m := st.segmentBefore(f.First)
	if m != nil && m.at > measure.last && st.listHead(f, measure, m) {
		return m
	}
	if m == nil || m.at < measure.last || st.figuresBetween(measure.last, m.at) == 0 && !st.verbEnds(measure, m.at) || st.scan.V.CJK() && !st.topic(m) ||
		!st.verbFinal() && st.linkBefore(m.at, linkWith|linkFrom|linkOf|linkIn) && !st.listedPlace(measure, m) { // 「うちデータセンター向けが391億ドル」: particles stand behind
		return nil
	}
	return m
}

// listedPlace reports whether a part opens its clause as the first of a list did behind its
// measure: "Продажи в Северной Америке выросли на 8%, на международных рынках — на 5%".
func (st *sentence) listedPlace(measure, m *mention) bool {
	return m.at > 2 && st.mark(&st.atoms[m.at-2]) == "," && st.someOf(lexicon.Segment, func(s *mention) bool {
		return s.at > measure.last && s.at <= measure.last+4 && st.figuresBetween(measure.last, s.at) == 0 && s.last < m.at && s.id != m.id && st.linkBefore(s.at, linkIn)
	})
}

// segmentBefore is the last segment named before atom i, or nil.
func (st *sentence) segmentBefore(i int) *mention {
	if !st.parts {
		return nil
	}
	var last *mention
	for k := range st.ms {
		if m := &st.ms[k]; m.last < i && m.isPart() && (last == nil || m.at > last.last+1) {
			if last != nil && last.class == lexicon.Entity && broad(m) && !st.otherClause(last.at+1, m.at) && st.figuresBetween(last.last, m.at) == 0 && !st.joinedBetween(last.last, m.at) {
				continue // "AWS sold services worth $128.7bn"
			}
			last = m // of two words side by side the first says which: "cloud services"
		}
	}
	return last
}

// shareBetween reports whether words for contributing a share stand between two
// atoms.
func (st *sentence) shareBetween(a, b int) bool {
	return st.signalled(linkShare, func(m *mention) bool { return m.at > a && m.at < b })
}

// revenueOnly reports whether filers state nothing but revenue of the part of a business.
func revenueOnly(id string) bool {
	switch id {
	case "advertising", "search", "youtube", "iphone", "ipad", "mac", "wearables", "data center", "gaming", "subscriptions", "online stores", "physical stores", "third-party seller services":
		return true
	}
	return false
}

// canHaveSegment reports whether filers break the measure down by segment.
func canHaveSegment(metric string) bool {
	switch metric {
	case "revenue", "operating income", "operating income / revenue", "net income":
		return true
	}
	return false
}

// segmentBehind is the part that a whole's share comes from: "98 Prozent der
// Erlöse stammen aus der Werbung".
func (st *sentence) segmentBehind(whole *mention) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.at > whole.last && (m.at-whole.last <= 6 || m.at-whole.last <= 12 && st.shareBetween(whole.last, m.at) || st.scan.V.CJK() && m.at-whole.last <= 14 && st.shareBetween(m.last, min(m.last+5, len(st.atoms)))) && m.isPart() {
			if (st.linkBefore(m.at, linkFrom|linkIn|linkWith|linkFor|linkTo) || st.shareBetween(whole.last, m.at) || (st.grammar().Genitive || st.scan.V.CJK()) && st.shareBetween(m.last, min(m.last+5, len(st.atoms)))) && st.at[m.at].strong == st.at[whole.at].strong {
				return m
			}
			return nil
		}
	}
	return nil
}

// segmentFor is the segment that narrows a measure: beside the measure's noun
// ("cloud revenue", "revenue of the cloud unit"), or the subject before a verb
// that means it.
func (st *sentence) segmentFor(f *lang.Figure, measure *mention) *mention {
	if m := cmp.Or(st.whose(measure), st.heldPair(f)); m != nil {
		return m
	}
	if measure != nil && measure.at > 0 && st.scan.Is(&st.atoms[measure.at-1], lexicon.Anaphor, "total") {
		return nil // "group revenue"
	}
	if !st.parts && st.classes&(1<<lexicon.Anaphor) == 0 {
		return nil
	}
	if st.whichOfWhole(f, measure) || measure != nil && st.scan.V.CJK() && st.wholesOwn(measure) && !st.partBetween(measure.at-4, measure.at) {
		return nil
	}
	var best *mention
	bestCost := 1 << 20
	consider := func(m *mention) {
		c := st.segmentCost(f, measure, m)
		if c < 0 {
			return
		}
		// A unit's own name says more than a kind of business in its clause:
		// "YouTube's ad revenue".
		beside := best != nil && broad(best) != broad(m) && best.class != lexicon.Anaphor && m.class != lexicon.Anaphor && st.at[best.at].weak == st.at[m.at].weak && st.at[best.at].strong == st.at[m.at].strong
		if beside && broad(best) && m.last < f.First || c < bestCost && !(beside && broad(m)) {
			best, bestCost = m, c
		}
	}
	subject, whole := st.subjectPart(f), measure != nil && st.ofTheWhole(measure)
	for i := range st.ms {
		m := &st.ms[i]
		switch {
		case subject != nil && m != subject && m.last < f.First && st.at[m.at].weak > st.at[subject.at].weak && st.at[m.at].weak < st.at[f.First].weak: // inside the insertion
		case whole && st.otherClause(m.at, measure.at): // "Azure: i ricavi del gruppo …"
		case st.wares(f, m):
		case measure != nil && measure.last < f.First && m.last < measure.at && (st.figuresBetween(m.last, measure.at) > 0 || st.joinedBetween(m.last, measure.at)) && st.groupsOwn(measure):
		case best != nil && best.class != lexicon.Anaphor && m.isPart() && st.inRelative(m.at, f): // "die Werbung, die Händler auf den Suchseiten schalten, …"
		case broad(m) && st.ownedByUnit(m): // "YouTube, cuyos anuncios reportaron …"
		case m.isPart():
			consider(m)
		case m.class == lexicon.Anaphor && m.id == "unit" && !st.apposition(m) && !st.described(m) && !st.namedBehind(m):
			consider(m)
		}
	}
	return best
}

// whichOfWhole reports whether the figure stands in the relative clause of a measure of the
// whole company: "$11.5 billion of the group's operating income, which came to $18.4 billion".
func (st *sentence) whichOfWhole(f *lang.Figure, measure *mention) bool {
	if measure == nil || measure.last >= f.First || !st.ofTheWhole(measure) && !st.wholesOwn(measure) {
		return false
	}
	return st.whichAt(measure.last+1) || st.whichAt(measure.last+2) || st.whichAt(measure.last+3)
}

// partBetween reports whether a part of a business is named between two atoms.
func (st *sentence) partBetween(a, b int) bool {
	return some(st.ms, func(m *mention) bool { return m.at > a && m.at < b && m.isPart() })
}

// wholesOwn reports whether the whole company stands right before the measure as its owner:
// "the group's operating income".
func (st *sentence) wholesOwn(measure *mention) bool {
	for j := measure.at - 1; j >= 0 && j >= measure.at-3; j-- {
		if a := &st.atoms[j]; st.scan.Is(a, lexicon.Anaphor, "company") && !st.scan.Closed(a, lexicon.Pronoun) || st.scan.Is(a, lexicon.Anaphor, "total") {
			return true
		}
	}
	return false
}

// subjectPart is the part of a business that a sentence begins with and whose verb
// stands behind an insertion between commas: "A publicidade, cada vez mais
// presente no Prime Video, rendeu …", "The division, which sells chips to cloud groups, …".
func (st *sentence) subjectPart(f *lang.Figure) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.at > 2 || m.last+1 >= len(st.atoms) {
			return nil
		}
		if (m.isPart() || m.class == lexicon.Anaphor && m.id == "unit" && !st.unitNamed(m.last, f.First)) && st.mark(&st.atoms[m.last+1]) == "," && st.at[f.First].weak-st.at[m.at].weak >= 2 && st.noneInserted(m.last, f.First) {
			return m
		}
	}
	return nil
}

// noneInserted reports whether each figure between two atoms stands in the clause of the
// second: "Intelligent Cloud, zu der Azure gehört, wuchs um 26 Prozent auf 29,9 Milliarden".
func (st *sentence) noneInserted(a, b int) bool {
	return !some(st.figs, func(g *lang.Figure) bool {
		return g.First > a && g.Last < b && st.otherClause(g.First, b)
	})
}

// segmentCost is the price of a segment for a figure's measure, or -1.
func (st *sentence) segmentCost(f *lang.Figure, measure, m *mention) int {
	anchor := f.First
	if measure != nil {
		anchor = measure.at
	}
	switch {
	case st.linkBefore(m.at, linkExcept): // "sales to a customer outside of China"
		return -1
	case measure != nil && m.at > measure.last: // revenue of the cloud unit
		if d := m.at - measure.last; d <= 5 && st.at[m.at].weak == st.at[measure.last].weak && st.at[m.at].strong == st.at[measure.last].strong && st.figuresBetween(measure.last, m.at) == 0 && !(m.at > f.First && measure.at < f.First) {
			return d + 2
		}
		if m.at < f.First && m.at-measure.last <= 12 && st.at[m.at].weak == st.at[measure.last].weak && st.at[m.at].strong == st.at[measure.last].strong && st.linkBefore(m.at, linkIn|linkFrom|linkWith) {
			return m.at - measure.last + 4 // "erlöste im ersten Quartal mit Rechenzentren …"
		}
		if measure.at < f.First && m.at > f.First && ((st.linkAfter(f.Last, linkOf|linkIn|linkFrom|linkFor|linkWith|linkOfWhich) || slices.Contains(st.tails, m.last) || st.comesFrom(m) || st.fellTo(f)) && (m.at-f.Last <= 5 && st.at[m.at].weak == st.at[f.Last].weak || st.afterInsertion(f, m)) || st.subjectBehind(f, measure, m)) {
			return m.at - f.Last + 6 // "revenue of $10bn in its cloud unit"
		}
		return -1
	case measure != nil && measure.at > f.Last && m.at > f.Last && m.last < measure.at: // "hat 41 Milliarden mit Rechenzentren umgesetzt"
		if (st.scan.V.CJK() && m.last == measure.at-1 || st.linkBefore(m.at, linkWith|linkFrom|linkIn|linkOf)) && !st.otherClause(f.Last, measure.at) && st.figuresBetween(f.Last, measure.at) == 0 {
			return m.at - f.Last
		}
		return -1
	case m.at > f.Last:
		return -1
	}
	c := anchor - m.last
	if c < 0 {
		c = -c
	}
	if st.at[anchor].strong != st.at[m.last].strong {
		return -1
	}
	if st.quoteBetween(m.last, anchor) {
		return -1 // of what somebody said: "“We hoped for more of the cloud”, said X, who sees Amazon at …"
	}
	fb := st.figuresBetween(m.last, anchor)
	if measure != nil && measure.at > f.Last {
		fb-- // the figure itself
	}
	if st.title && fb > 0 && measure != nil && st.otherClause(m.at, measure.at) {
		return -1 // "Alphabet: Cloud jumps 32%, second-quarter profit at $28.2 billion"
	}
	if st.title && measure != nil && m.at < measure.at && st.liftsCompany(m, measure) {
		return -1
	}
	if fb > 0 && measure != nil && !st.scan.V.CJK() && st.otherClause(m.last, anchor) && st.someOf(lexicon.Entity, func(x *mention) bool {
		return x.note == "name" && x.at > m.last && x.last < anchor && st.figuresBetween(x.last, anchor) == 0
	}) {
		return -1 // "AWS setzte 20,5 Milliarden um, Alphabet verdiente 13,9 Milliarden"
	}
	c += 6 * max(fb, 0)
	c += 3 * int(st.at[anchor].weak-st.at[m.last].weak)
	if c > 22 && (m.at > 3 || c > 40) {
		return -1
	}
	if st.scan.V.CJK() && !st.topic(m) {
		apart := anchor - m.last - st.periodAtoms(m.last, anchor)
		if measure != nil && measure.at > f.Last {
			apart -= f.Last - f.First + 2 // 「ユーチューブだけで361億ドルを稼いだ」
		}
		if apart > 3 {
			return -1
		}
	}
	return c
}

// periodAtoms counts the atoms of periods between two atoms.
func (st *sentence) periodAtoms(a, b int) int {
	n := 0
	for i := range st.whens {
		if w := &st.whens[i]; w.First > a && w.Last < b {
			n += w.Last - w.First + 1
		}
	}
	return n
}

// broad reports whether a segment is a kind of business that a unit's own name
// narrows.
func broad(m *mention) bool { return m.class == lexicon.Segment && broadSegment(m.id) }

// broadSegment is broad by the id.
func broadSegment(id string) bool {
	switch id {
	case "advertising", "cloud", "services", "subscriptions":
		return true
	}
	return false
}

// topic reports whether a particle or a word for a business follows the
// mention directly, or the clause begins with it where a language has no such
// particles, so that it stands as a topic and is no mere word of a headline:
// 「クラウド事業は」.
func (st *sentence) topic(m *mention) bool {
	g := st.grammar()
	rest := strings.TrimLeft(st.scan.Text[m.end:], closers)
	if g.Possessive != "" && strings.HasPrefix(rest, g.Possessive) || lang.Begins(rest, g.Topics) || lang.Begins(rest, g.SegmentTails) {
		return true
	}
	return len(g.Topics) == 0 && (m.at == 0 || st.atoms[m.at-1].Kind == lang.Punct)
}

// segmentRightBefore is the part of a business right before an amount that
// stands behind another: "iPhone sales were 46.2bn, services 25.0bn".
func (st *sentence) segmentRightBefore(f *lang.Figure) *mention {
	if !isMoney(f) || st.scan.V.CJK() {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if !m.isPart() {
			continue
		}
		gap := f.First - m.last
		if (gap == 1 || gap == 2 && st.atoms[m.last+1].Kind == lang.Punct) && st.figuresBetween(-1, m.at) > 0 {
			return m
		}
	}
	return nil
}

// afterInsertion reports whether nothing but one insertion between commas parts the
// figure from the clause of what stands behind: "39,1 miliardi, quasi nove decimi,
// vengono dai data center".
func (st *sentence) afterInsertion(f *lang.Figure, m *mention) bool {
	if st.signalled(linkOfWhich, func(x *mention) bool {
		return x.at > f.Last && x.at < m.at
	}) {
		return false // "65,9 miljardiin, josta YouTuben osuus oli 8,9 miljardia"
	}
	gap := st.at[m.at].weak - st.at[f.Last].weak
	return st.at[m.at].strong == st.at[f.Last].strong && m.at-f.Last <= 12 && (gap == 2 && st.mark(&st.atoms[f.Last+1]) == "," && st.amountsBetween(f.Last, m.at) <= 1 ||
		gap == 1 && st.mark(&st.atoms[f.Last+1]) == "," && st.figuresBetween(f.Last, m.at) == 0)
}

// onlySegment is the one part of a business that stands behind the figure up to the
// next strong break, or nil.
func (st *sentence) onlySegment(f *lang.Figure) *mention {
	var only *mention
	for i := range st.ms {
		m := &st.ms[i]
		if m.at < f.Last || st.at[m.at].strong != st.at[f.First].strong || !m.isPart() {
			continue
		}
		if only != nil && m.at <= only.last+1 {
			continue // "die Cloudsparte AWS"
		}
		if only != nil {
			return nil
		}
		only = m
	}
	return only
}

// ellipticHead reports whether the sentence begins with an article and "of" before a
// company, whose noun the sentence before has said: "La de Google facturó …".
func (st *sentence) ellipticHead() bool {
	return len(st.atoms) > 3 && st.scan.Closed(&st.atoms[0], lexicon.Article) && st.is(1, linkOf) &&
		some(st.ms, func(m *mention) bool {
			return m.at == 2 && m.class == lexicon.Entity && unitSegment(m) == ""
		})
}

// ofTheWhole reports whether the company as a whole is said behind a measure to be its
// owner: "the revenue of the group".
func (st *sentence) ofTheWhole(measure *mention) bool {
	for j := measure.last + 1; j < len(st.atoms) && j <= measure.last+2; j++ {
		a := &st.atoms[j]
		if st.scan.Is(a, lexicon.Anaphor, "company") || st.scan.Is(a, lexicon.Anaphor, "total") {
			return st.linkBefore(j, linkOf) || j == measure.last+1 && a.End-a.Start > 3
		}
	}
	return false
}

// whichPart is the part of a business that a relative clause with the figure tells of: "most
// of it from data centers, which brought in $35.6 billion".
// A verb may stand between: "e praeconiis manant, quae 35,6 miliarda attulerunt".
func (st *sentence) whichPart(f *lang.Figure) *mention {
	if !st.parts || st.anywhere&cueWhich == 0 || st.scan.V.CJK() {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.isPart() && m.last < f.First && st.figuresBetween(m.last, f.First) == 0 && (st.whichAt(m.last+1) && !st.otherClause(m.last+2, f.First) || st.verbLast(m.last+1) && st.whichAt(m.last+2) && !st.otherClause(m.last+3, f.First)) {
			return m
		}
	}
	return nil
}
