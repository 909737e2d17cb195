package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// Attachment is by cost: the distance in atoms with a price on every boundary
// crossed. The prices order the constructions of news prose and hold for all
// languages; what a language does differently is only on which side of its
// figure a noun stands.
const (
	afterPrice     = 3  // a measure behind its figure, where languages put it in front
	afterPriceCJK  = 14 // head-final languages hardly ever do
	figurePrice    = 5  // another figure lies between
	perShareBonus  = 9  // an unscaled amount beside "per share"
	smallPenalty   = 12 // an unscaled small amount beside a company's total
	otherClause    = 10 // a measure behind the figure in another clause
	linkedBonus    = 4  // "$15bn in revenue": the link binds
	farMeasure     = 34 // beyond this a measure is no longer meant
	farDirection   = 15
	farBase        = 18
	tightPrior     = 5
	personPrice    = 6
	productPrice   = 9
	anaphorPrice   = 3
	farEntityPrice = 40
)

// isMoney reports whether the figure is an amount of money: a currency, or a
// scale word without any unit.
func isMoney(f *lang.Figure) bool {
	return lang.Currency(f.Unit) || f.Unit == "" && f.Scaled
}

func isPercent(f *lang.Figure) bool { return f.Unit == "percent" }

// small reports whether an amount could be per share: no scale word, under
// ten thousand.
func small(f *lang.Figure) bool {
	return !f.Scaled && f.Value.Value.Abs().Cmp(quantity.Int(10000)) < 0
}

// perShare reports whether a measure is stated per share.
func perShare(metric string) bool {
	return metric == "eps diluted" || metric == "eps basic" || metric == "dividend per share"
}

// plainRatio reports whether a measure is itself a ratio, as a margin is.
func plainRatio(metric string) bool {
	for i := 0; i+3 <= len(metric); i++ {
		if metric[i:i+3] == " / " {
			return true
		}
	}
	return metric == "effective tax rate"
}

// fits reports whether a figure's unit can state the measure at all.
func fits(f *lang.Figure, metric string) bool {
	switch {
	case metric == "loss", metric == "operating loss":
		return isMoney(f) && !small(f)
	case isMoney(f):
		if perShare(metric) {
			return small(f)
		}
		switch metric {
		case "price":
			return small(f) || lang.Currency(f.Unit) && f.Digits && f.Value.Value.Cmp(quantity.Int(2000000)) < 0
		case "index level", "implied volatility", "headcount", "effective tax rate":
			return false
		case "shares":
			return f.Unit == ""
		}
		return !plainRatio(metric)
	case f.Unit == "pp":
		return plainRatio(metric) || metric == "implied volatility" || metric == "index level"
	case f.Unit == "points":
		return metric == "index level" || plainRatio(metric)
	case f.Unit == "shares":
		return metric == "shares"
	case f.Unit == "":
		return metric == "index level" || metric == "price"
	}
	return true
}

// measureFor is the measure or not checkable noun that the figure belongs to.
func (st *sentence) measureFor(f *lang.Figure) (best *mention, bestCost int) {
	bestCost = farMeasure + 1
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure && m.class != lexicon.Other {
			continue
		}
		if m.class == lexicon.Measure && (!fits(f, m.id) || st.looseVerb(m)) {
			continue
		}
		if c := st.measureCost(f, m); c < bestCost {
			best, bestCost = m, c
		}
	}
	if best != nil && best.id == "eps diluted" {
		for i := range st.ms { // "a dividend of 26 cents a share"
			if m := &st.ms[i]; (m.id == "dividends" || m.id == "dividend per share") && m.class == lexicon.Measure && m.at < f.First && best.at > m.last && st.figuresBetween(m.last, best.at-1) == 0 && st.cost(m.last, f.First) <= 10 {
				d := *m
				d.id = "dividend per share"
				return &d, bestCost
			}
		}
	}
	return best, bestCost
}

// looseVerb reports whether a measuring verb with a preposition has no amount
// behind it: "took in" of "the charge it took in its first quarter".
func (st *sentence) looseVerb(m *mention) bool {
	if !strings.HasSuffix(st.scan.Text[m.start:m.end], " in") {
		return false
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.First > m.last && g.First <= m.last+4 {
			return false
		}
	}
	return true
}

func (st *sentence) measureCost(f *lang.Figure, m *mention) int {
	var c int
	if m.at < f.First {
		c = st.cost(m.last, f.First) + figurePrice*st.figuresBetween(m.last, f.First)
		if st.linkBefore(m.at, "from") && !st.scan.V.CJK() { // "vom Umsatz blieben 22 Milliarden als Gewinn"
			c += otherClause
		}
	} else {
		c = st.cost(f.Last, m.at) + 3*figurePrice*st.figuresBetween(f.Last, m.at)
		if st.takenBehind(f, m) {
			return farMeasure + 1
		}
		if st.ownFigure(m) { // "lost $3.9bn on sales of $440m"
			c += otherClause
		}
		if st.strong[m.at] != st.strong[f.Last] && st.segmentBefore(f.First) != nil {
			c += otherClause
		}
		if st.weak[m.at] != st.weak[f.Last] || st.strong[m.at] != st.strong[f.Last] {
			c += otherClause
		}
		switch {
		case st.scan.V.CJK():
			c += afterPriceCJK
		case st.linkAfter(f.Last, "of", "in", "for", "share") && m.at-f.Last <= 5:
			c -= linkedBonus
		default:
			c += afterPrice
		}
	}
	if f.Form == lang.Times && m.at > f.Last && m.at-f.Last <= 4 && !st.scan.V.CJK() { // "doubled its dividend"
		c -= linkedBonus + afterPrice
	}
	if isMoney(f) && m.class == lexicon.Measure {
		switch {
		case perShare(m.id):
			c -= perShareBonus
		case small(f) && m.id != "price" && lang.Currency(f.Unit):
			c += smallPenalty
		}
	}
	if (f.Unit == "pp" || isPercent(f)) && plainRatio(m.id) {
		c -= 2
	}
	return c
}

// directionFor is the word that says whether the figure is a rise or a fall.
func (st *sentence) directionFor(f *lang.Figure) (best *mention, bestCost int) {
	bestCost = farDirection + 1
	st.each(lexicon.Direction, func(m *mention) {
		var c int
		if m.at < f.First {
			c = st.cost(m.last, f.First) + figurePrice*st.figuresBetween(m.last, f.First)
		} else {
			c = st.cost(f.Last, m.at) + 2*figurePrice*st.figuresBetween(f.Last, m.at)
			if st.scan.V.CJK() {
				c--
			}
		}
		if c < bestCost {
			best, bestCost = m, c
		}
	})
	return best, bestCost
}

// baseFor is the comparison that the figure is measured against.
func (st *sentence) baseFor(f *lang.Figure) (best *mention, bestCost int) {
	bestCost = farBase + 1
	st.each(lexicon.Base, func(m *mention) {
		var c int
		if m.at < f.First {
			c = st.cost(m.last, f.First) + 2*figurePrice*st.figuresBetween(m.last, f.First)
		} else {
			c = st.cost(f.Last, m.at) + 2*figurePrice*st.figuresBetween(f.Last, m.at)
		}
		if c < bestCost {
			best, bestCost = m, c
		}
	})
	return best, bestCost
}

// segmentFor is the segment that narrows a measure: beside the measure's noun
// ("cloud revenue", "revenue of the cloud unit"), or the subject before a verb
// that means it.
func (st *sentence) segmentFor(f *lang.Figure, measure *mention) *mention {
	if m := st.whose(measure); m != nil {
		return m
	}
	var best *mention
	bestCost := 1 << 20
	consider := func(m *mention) {
		c := st.segmentCost(f, measure, m)
		if c >= 0 && m.class == lexicon.Entity && best != nil && best.class == lexicon.Segment && broadSegment[best.id] && m.last < f.First && st.weak[m.at] == st.weak[f.First] && st.strong[m.at] == st.strong[f.First] {
			best, bestCost = m, c // a unit's own name says more than a kind of business: "YouTube's ad revenue"
			return
		}
		if c >= 0 && c < bestCost && !(m.class == lexicon.Segment && broadSegment[m.id] && best != nil && best.class == lexicon.Entity && st.weak[best.at] == st.weak[m.at] && st.strong[best.at] == st.strong[m.at]) {
			best, bestCost = m, c
		}
	}
	for i := range st.ms {
		m := &st.ms[i]
		switch {
		case m.class == lexicon.Segment, m.class == lexicon.Entity && unitSegment(m) != "":
			consider(m)
		case m.class == lexicon.Anaphor && m.id == "unit" && !st.apposition(m):
			consider(m)
		}
	}
	return best
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

// segmentCost is the price of a segment for a figure's measure, or -1.
func (st *sentence) segmentCost(f *lang.Figure, measure, m *mention) int {
	anchor := f.First
	if measure != nil {
		anchor = measure.at
	}
	switch {
	case st.linkBefore(m.at, "except"): // "sales to a customer outside of China"
		return -1
	case measure != nil && m.at > measure.last: // revenue of the cloud unit
		if d := m.at - measure.last; d <= 5 && st.weak[m.at] == st.weak[measure.last] && st.strong[m.at] == st.strong[measure.last] && st.figuresBetween(measure.last, m.at) == 0 && !(m.at > f.First && measure.at < f.First) {
			return d + 2
		}
		if m.at < f.First && m.at-measure.last <= 12 && st.weak[m.at] == st.weak[measure.last] && st.strong[m.at] == st.strong[measure.last] && st.linkBefore(m.at, "in", "from", "with") {
			return m.at - measure.last + 4 // "erlöste im ersten Quartal mit Rechenzentren …"
		}
		if measure.at < f.First && m.at > f.First && m.at-f.Last <= 5 && st.linkAfter(f.Last, "of", "in", "from", "for", "with") && st.weak[m.at] == st.weak[f.Last] {
			return m.at - f.Last + 6 // "revenue of $10bn in its cloud unit"
		}
		return -1
	case m.at > f.Last:
		return -1
	}
	c := anchor - m.last
	if c < 0 {
		c = -c
	}
	if st.strong[anchor] != st.strong[m.last] {
		return -1
	}
	if fb := st.figuresBetween(m.last, anchor); fb > 0 {
		c += 6 * fb
	}
	c += 3 * int(st.weak[anchor]-st.weak[m.last])
	if c > 22 && (m.at > 3 || c > 40) {
		return -1
	}
	if st.scan.V.CJK() && anchor-m.last > 3 && !st.topic(m) {
		return -1
	}
	return c
}

// broadSegment are the kinds of business that a unit's own name narrows.
var broadSegment = map[string]bool{"advertising": true, "cloud": true, "services": true, "subscriptions": true}

// unitSegment is the segment that an entity's unit or product stands for.
func unitSegment(m *mention) string {
	if len(m.note) > 5 && m.note[:5] == "unit:" {
		return m.note[5:]
	}
	return ""
}

// isPrior reports whether a level is the earlier one of a comparison: "nach
// 8,0 Milliarden im Vorjahr", "from $8bn a year earlier", "前年同期の218億".
func (st *sentence) isPrior(f *lang.Figure, d *draft) bool {
	if base := st.leadingBase(f); base != nil {
		d.base = base.id
		return true
	}
	base, c := st.baseFor(f)
	linked := st.marked(f, "from", "after", "versus", "than")
	if base != nil && base.at > f.Last && c <= tightPrior && !st.scan.V.CJK() && st.nextIs(f.Last, base.at) {
		if st.marked(f, "to") && !linked {
			return false
		}
		d.base = base.id
		return true
	}
	if base != nil && base.last < f.First && f.First-base.last <= tightPrior && st.figuresBetween(base.last, f.First) == 0 && st.weak[base.last] == st.weak[f.First] {
		// "im Vorjahr waren es 8", "前年同期の218億": nothing that compares stands between.
		if !st.marked(f, "to", "by") && !st.classBetween(lexicon.Direction, base.last, f.First) && !st.classBetween(lexicon.Measure, base.last, f.First) && !st.comparing(base) {
			d.base = base.id
			return true
		}
	}
	if base != nil && base.last < f.First && f.First-base.last <= tightPrior && st.figuresBetween(base.last, f.First) == 0 && base.last+2 < len(st.atoms) &&
		st.mark(&st.atoms[base.last+1]) == "," && st.scan.Is(&st.atoms[base.last+2], lexicon.Link, "sub") {
		d.base = base.id // "als im Vorjahr, als es 6,75 Milliarden waren"
		return true
	}
	if d.measure != nil && st.ofMeasure(f) && st.linkBefore(d.measure.at, "versus") && st.earlierFigure(f) {
		return true // "compared with a profit of $297 million"
	}
	if !linked {
		return false
	}
	// "from X to Y": the second level stands behind; "nach X im zweiten Quartal 2023": its own period.
	for i := range st.figs {
		g := &st.figs[i]
		if g.First > f.Last && isMoney(g) == isMoney(f) && g.Unit != "pp" && st.marked(g, "to") && st.figuresBetween(f.Last, g.First) == 0 && !st.companyBetween(f.Last, g.First) && !st.ofMeasure(f) {
			return true
		}
	}
	// "10,3 Milliarden nach 8,0 Milliarden": an earlier figure of the kind, and a
	// preposition that cannot mean "of".
	for i := range st.figs {
		g := &st.figs[i]
		if g.Last < f.First && isMoney(g) == isMoney(f) && (!st.marked(f, "than", "of") || f.First-g.Last <= 2 && st.marked(g, "to")) {
			return true // also "auf 38 von 25 Prozent"
		}
	}
	return false
}

// ofMeasure reports whether the preposition before the figure only joins it to
// its measure: "Umsatz von 7,7 Milliarden".
func (st *sentence) ofMeasure(f *lang.Figure) bool {
	return f.First > 1 && st.measureAt(f.First-2) && st.linkBefore(f.First, "of")
}

// leadingBase is a past time that the sentence begins with and that its
// levels therefore hold at: "A year earlier, it had earned $5bn".
func (st *sentence) leadingBase(f *lang.Figure) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == figureMention || m.class == whenMention || st.strong[m.at] != st.strong[0] {
			return nil
		}
		if m.class == lexicon.Base && st.scan.Is(&st.atoms[m.at], lexicon.Link, "ago") && !st.linkBefore(m.at, "versus", "than", "from") {
			if m.at <= 2 && st.strong[f.First] == st.strong[m.at] {
				return m
			}
			return nil
		}
	}
	return nil
}

// comparing reports whether a base phrase compares rather than names a time:
// "gegenüber dem Vorjahr", "前年同期比".
func (st *sentence) comparing(base *mention) bool {
	return st.linkBefore(base.at, "versus") || st.atoms[base.at].Terms != nil && st.scan.Is(&st.atoms[base.at], lexicon.Link, "versus")
}

// nextIs reports whether only glue, brackets and links lie between two atoms.
func (st *sentence) nextIs(a, b int) bool {
	for j := a + 1; j < b; j++ {
		x := &st.atoms[j]
		if st.used[j] || st.has(x, lexicon.Direction) || st.has(x, lexicon.Measure) || x.Kind == lang.Punct && st.mark(x) == "," {
			return false
		}
	}
	return true
}

// classBetween reports whether a mention of the class lies between two atoms.
func (st *sentence) classBetween(c lexicon.Class, a, b int) bool {
	for i := range st.ms {
		if m := &st.ms[i]; m.class == c && m.at > a && m.last < b {
			return true
		}
	}
	return false
}

// marked reports whether a preposition of one of the ids governs the figure: it
// stands before it, or behind it where a language has postpositions.
func (st *sentence) marked(f *lang.Figure, ids ...string) bool {
	if st.scan.V.CJK() {
		return st.linkAfter(f.Last, ids...)
	}
	return st.linkBefore(f.First, ids...)
}

// cue is the sentence's first cue of the id, or nil.
func (st *sentence) cue(id string) *mention {
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Cue && m.id == id {
			return m
		}
	}
	return nil
}

// looksAhead reports whether words of forecasting govern the figure: they
// stand before it, or behind it in the same clause, and no words say that the
// expectation is a past one.
func (st *sentence) looksAhead(f *lang.Figure) bool {
	found := false
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Cue {
			continue
		}
		switch m.id {
		case "missed":
			if st.cost(m.at, f.First) < 14 {
				return false
			}
		case "forecast", "guidance":
			if m.last < f.First && st.subordinate(m.last, f.First) {
				continue
			}
			if m.last < f.First && st.strong[m.last] == st.strong[f.First] || m.last < f.First && st.figuresBetween(m.last, f.First) == 0 ||
				m.at > f.Last && (st.weak[m.at] == st.weak[f.Last] && st.figuresBetween(f.Last, m.at) == 0 || st.scan.V.CJK()) && st.strong[m.at] == st.strong[f.Last] {
				found = true
			}
		}
	}
	return found
}

// subordinate reports whether a conjunction that opens a clause of its own
// stands between two atoms: "raised its forecast as revenue rose 5%".
func (st *sentence) subordinate(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if st.scan.Is(&st.atoms[j], lexicon.Link, "sub") {
			return true
		}
	}
	return false
}

// estimate reports whether the figure is what analysts had expected, which no
// filing states: "had expected revenue of $84.2 billion", "above the 84.2
// billion that analysts had expected".
func (st *sentence) estimate(f *lang.Figure) bool {
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Cue && m.id == "forecast" && m.at == f.Last+1 && st.earlierFigure(f) && !st.figureAfter(m.last) {
			return true // "$3.23 vs. $3.11 expected"
		}
		if m.class != lexicon.Cue || m.id != "missed" {
			continue
		}
		if m.last < f.First && st.figuresBetween(m.last, f.First) == 0 && st.strong[m.last] == st.strong[f.First] && st.cost(m.last, f.First) <= 16 {
			return true
		}
		if m.at > f.Last && (st.cost(f.Last, m.at) <= 8 && !st.scan.V.CJK() || m.at-f.Last <= 2) && st.figuresBetween(f.Last, m.at) == 0 && st.earlierFigure(f) {
			return true
		}
	}
	return false
}

// analystsExpected reports whether analysts are said to have expected, in the
// past tense.
func (st *sentence) analystsExpected() bool {
	c := st.cue("forecast")
	if c == nil || st.cue("analyst") == nil {
		return false
	}
	w := string(st.folded(&st.atoms[c.at]))
	switch st.scan.V.Pack.Lang {
	case "en":
		return strings.HasSuffix(w, "ed")
	case "de":
		return strings.HasSuffix(w, "ete") || strings.HasSuffix(w, "eten")
	}
	return false
}

// figureAfter reports whether a figure stands within the clause behind atom i.
func (st *sentence) figureAfter(i int) bool {
	for k := range st.figs {
		if g := &st.figs[k]; g.First > i && st.weak[g.First] == st.weak[i] && st.strong[g.First] == st.strong[i] {
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

// topic reports whether a particle or a word for a business follows the
// mention directly, so that it stands as a topic and is no mere word of a
// headline: 「クラウド事業は」.
func (st *sentence) topic(m *mention) bool {
	rest := strings.TrimLeft(st.scan.Text[m.end:], "」』）\"")
	for _, p := range []string{"は", "が", "も", "の", "で", "部門", "事業", "向け", "関連", "を", "サービス"} {
		if strings.HasPrefix(rest, p) {
			return true
		}
	}
	return false
}

// ownFigure reports whether the measure is followed by a figure of its own:
// "sales of just $440 million".
func (st *sentence) ownFigure(m *mention) bool {
	for i := range st.figs {
		if g := &st.figs[i]; g.First > m.last && g.Num-m.last <= 4 && st.linkAfter(m.last, "of") {
			return true
		}
	}
	return false
}

// takenBehind reports whether a figure between f and the measure has it for
// its own: "returned $24bn, including $20bn of buybacks".
func (st *sentence) takenBehind(f *lang.Figure, m *mention) bool {
	for i := range st.figs {
		g := &st.figs[i]
		if g.First > f.Last && g.Last < m.at && (m.at == g.Last+1 || m.at-g.Last <= 3 && st.linkAfter(g.Last, "of")) &&
			(st.weak[f.Last] != st.weak[g.First] || st.strong[f.Last] != st.strong[g.First]) {
			return true
		}
	}
	return false
}

// apposition reports whether "the unit" only explains a segment named right
// before it: "Reality Labs, the unit that makes headsets".
func (st *sentence) apposition(m *mention) bool {
	for i := range st.ms {
		x := &st.ms[i]
		if (x.class == lexicon.Segment || x.class == lexicon.Entity && unitSegment(x) != "") && x.last < m.at && m.at-x.last <= 2 {
			return true
		}
	}
	return false
}
