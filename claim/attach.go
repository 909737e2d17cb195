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

// relative reports whether the figure tells a change without a unit of its own: a
// percentage or a multiple.
func relative(f *lang.Figure) bool { return f.Unit == "percent" || f.Unit == "times" }

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
	return strings.Contains(metric, " / ") || metric == "effective tax rate"
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
		case "index level", "implied volatility", "realized volatility", "headcount", "effective tax rate":
			return false
		case "shares":
			return f.Unit == ""
		}
		return !plainRatio(metric)
	case f.Unit == "pp":
		return plainRatio(metric) || isVolatility(metric) || metric == "index level"
	case f.Unit == "points":
		return metric == "index level" || isVolatility(metric) || plainRatio(metric)
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
		if m.class == lexicon.Measure && (!fits(f, m.id) || st.looseVerb(m) || m.id == "price" && st.ofVolatility(m) || relative(f) && st.closedAtTotal(m)) {
			continue
		}
		if m.class == lexicon.Other && m.id == "estimate" && m.at > f.Last && (st.linkBefore(m.at, linkVersus|linkWith|linkAt) || st.is(m.at, cueMissed)) && (st.figureSoon(m.last) || st.figureSoon(m.last+1)) {
			continue // "came to $90.2bn against analysts' forecast of $89.1bn"
		}
		if m.class == lexicon.Other && m.id == "rate" && isPercent(f) && st.atoms[m.at].In(lexicon.Base) {
			continue // "stieg an einem einzigen Tag um 9,5 Prozent"
		}
		if m.class == lexicon.Other && (m.id == "market value" || m.id == "price tag") && st.sharesCost(m) {
			continue
		}
		if m.at > f.Last && st.behindReason(f, m.at) {
			continue // "fell 3 percent to $60.5 billion because of a tax charge"
		}
		if m.class == lexicon.Other && m.at < f.First && st.linkBefore(m.at, linkExcept) || st.inConversion(m, f) {
			continue // "ses investissements, hors contrats de location, ont grimpé de 30 %"
		}
		if st.scan.V.CJK() && f.Form == lang.Times && m.class == lexicon.Measure && m.at > f.Last && st.wholeOfNext(m) {
			continue // "전년의 3.5배이자 잉여현금흐름의 56%"
		}
		if c := st.measureCost(f, m); c < bestCost {
			best, bestCost = m, c
		}
	}
	if best != nil && best.id == "eps diluted" {
		for i := range st.ms { // "a dividend of 26 cents a share"
			if m := &st.ms[i]; (m.id == "dividends" || m.id == "dividend per share") && m.class == lexicon.Measure && st.scan.V.CJK() && m.at > f.Last && m.at-f.Last <= 3 { // 「每股0.21美元的股息」
				d := *m
				d.id = "dividend per share"
				return &d, bestCost
			} else if (m.id == "dividends" || m.id == "dividend per share") && m.class == lexicon.Measure && m.at < f.First && best.at > m.last && st.figuresBetween(m.last, best.at-1) == 0 && st.cost(m.last, f.First) <= 10 {
				d := *m
				d.id = "dividend per share"
				return &d, bestCost
			}
		}
	}
	return best, bestCost
}

// wholeBehind reports whether "of" joins the measure to a percentage right behind it.
func (st *sentence) wholeBehind(m *mention) bool {
	return st.linkAfter(m.last, linkOf) && some(st.figs, func(g *lang.Figure) bool { return g.First == m.last+2 && isPercent(g) })
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
		if m.class == lexicon.Measure && st.otherClause(m.at, f.First) && st.earlierWhole(m, f) { // "ads, which make up 98 % of revenue, grew by 21 %"
			c += 2 * otherClause
		}
		if m.class == lexicon.Measure && st.otherClause(m.at, f.First) && st.measureAt(f.Last+1) && st.ofWhich(f) && !st.scan.V.CJK() {
			c += otherClause // "56,3 miliarda redegit, e quibus 26,8 miliarda lucri puri manserunt"
		}
		if m.class == lexicon.Other && st.figuresBetween(m.last, f.First) > 0 && st.otherClause(m.at, f.First) && !st.scan.V.CJK() {
			c += otherClause // "profit, burdened by a fine of $3.5 billion, came to $31.2 billion"
		}
		if m.class == lexicon.Measure && st.saidAside(m, f) {
			c += 2 * otherClause
		}
		if m.class == lexicon.Measure && st.partMovedApart(f, m) {
			return farMeasure + 1
		}
		if (m.class == lexicon.Measure || f.First-m.last > 2) && st.linkBefore(m.at, linkFrom) && !st.scan.V.CJK() && !(f.First == m.last+1 && st.earnedFrom(nil, m)) { // "vom Umsatz blieben 22 Milliarden als Gewinn"
			c += otherClause
		}
	} else {
		c = st.cost(f.Last, m.at) + 3*figurePrice*st.figuresBetween(f.Last, m.at)
		if st.takenBehind(f, m) {
			return farMeasure + 1
		}
		if st.linkBefore(m.at, linkWith|linkVersus) && st.figureSoon(m.last) { // "brought in $12bn, with operating income of $2.1bn"
			return farMeasure + 1
		}
		if st.verbFinal() && isMoney(f) && st.wholeBehind(m) && st.segmentBefore(f.First) != nil {
			return farMeasure + 1 // 「광고가 501억달러로 전체 매출의 98%를 차지했다」
		}
		if st.verbFinal() && isMoney(f) && m.class == lexicon.Measure && st.otherClause(f.Last, m.at) && st.figureSoon(m.last) {
			return farMeasure + 1 // 「クラウドは34%増の151億ドル、部門営業利益は36億ドル」
		}
		if (isMoney(f) || isPercent(f) && st.measureFits(f)) && m.class == lexicon.Measure && st.contrasted(f.Last, m.at) && st.figureBehind(m) {
			return farMeasure + 1 // "put $12.9bn into it, but as sales rose to $130.5bn its share fell"
		}
		if st.nextVerb(f, m) || st.nextMeasure(f, m) {
			return farMeasure + 1
		}
		if st.ownFigure(m) { // "lost $3.9bn on sales of $440m"
			c += otherClause
		}
		if st.scan.V.CJK() && relative(f) && st.otherClause(f.Last, m.at) && st.figureSoon(m.last) && st.measureFits(f) {
			return farMeasure + 1 // 「營收來到200億美元，年成長率高達63%，營業利益為66億美元」
		}
		if st.at[m.at].strong != st.at[f.Last].strong && st.segmentBefore(f.First) != nil {
			c += otherClause
		}
		if isPercent(f) && st.otherClause(m.at, f.Last) && (st.partMoved(f) || st.directionBehind(f) && !st.scan.V.CJK()) {
			return farMeasure + 1 // "AWS grew 17 %, and the unit earned …"
		}
		if isPercent(f) && !st.scan.V.CJK() && st.semicolonBetween(f.Last, m.at) {
			return farMeasure + 1 // "took in $281.7bn, 15 % more than in 2024; net profit was $101.8bn"
		}
		if relative(f) && st.at[f.First].depth > st.at[m.at].depth && st.besideAmount(f) {
			return farMeasure + 1
		}
		if st.movedBefore(f) && st.otherClause(m.at, f.Last) && (st.figureInClause(m.at) || st.figureBehind(m)) {
			return farMeasure + 1
		}
		if isPercent(f) && m.class == lexicon.Measure && !st.scan.V.CJK() && st.otherClause(m.at, f.Last) && st.growsAlone(f) && st.movesOwn(m) {
			return farMeasure + 1 // "growth slowed to 19 %, and operating income rose by 74 %"
		}
		if st.at[m.at].weak != st.at[f.Last].weak || st.at[m.at].strong != st.at[f.Last].strong {
			c += otherClause
		}
		switch {
		case st.scan.V.CJK():
			c += afterPriceCJK
		case st.linkAfter(f.Last, linkOf|linkIn|linkFor|linkShare) && m.at-f.Last <= 5 && !st.earnedFrom(f, m):
			c -= linkedBonus
		default:
			c += afterPrice
		}
	}
	if m.at > f.Last && m.at-f.Last <= 2 && st.qualifies(f) && !st.otherClause(m.at, f.Last) && (m.class == lexicon.Other || !st.estimateBefore(f)) {
		return -1 // also beside a verb that measures: "takoi 57 miljardin dollarin liikevaihdon"; "187,3 miljardin dollarin konsensusennusteen"
	}
	if m.class == lexicon.Measure && m.at == f.Last+1 && isMoney(f) && st.verbBefore(f, m) {
		return -1
	}
	if m.class == lexicon.Measure && m.at == f.Last+2 && isMoney(f) && st.scan.V.CJK() && st.is(f.Last+1, linkOf) && st.takenBefore(f) {
		return 0 // 「4억달러 매출에 40억달러의 영업손실」
	}
	if f.Form == lang.Times && m.at > f.Last && m.at-f.Last <= 4 && !st.scan.V.CJK() && !(st.scan.V.Pack.Grammar.Genitive && st.otherClause(f.Last, m.at)) { // "doubled its dividend"
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
	if m.last < f.First && m.class == lexicon.Measure && st.atoms[m.at].In(lexicon.Direction) && (isPercent(f) || st.percentNext(m)) { // "les actions ont gagné 6 %": nothing was earned
		if st.partGains(f, m) {
			return farMeasure + 1
		}
		c += otherClause
	}
	return c
}

// nextVerb reports whether "and" goes on behind the figure to a measure with an amount of its
// own: "faturaram 221,2 mil milhões e lucraram 42,6 mil milhões", "grew 16.9 % and contributed
// operating income of $11.5 billion". What grows without a noun grows in revenue: "creció un
// 31,7 % y facturó 13.624 millones".
func (st *sentence) nextVerb(f *lang.Figure, m *mention) bool {
	return m.class == lexicon.Measure && !(isPercent(f) && m.id == "revenue") && m.at > f.Last+1 && m.at-f.Last <= mostListed && !st.scan.V.CJK() && st.is(f.Last+1, linkAnd) && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.First > m.last && g.First-m.last <= 3 && st.at[g.First].strong == st.at[m.at].strong
	})
}

// nextMeasure reports whether the measure behind the figure has an amount of its own right behind
// it, and one in front is the figure's: "net income rose 18 % to $25.8 billion on revenue of
// $70.1 billion".
func (st *sentence) nextMeasure(f *lang.Figure, m *mention) bool {
	return isMoney(f) && f.Scaled && m.class == lexicon.Measure && !st.scan.V.CJK() && !st.linkAfter(f.Last, linkOf) && !st.measuringVerb(&st.atoms[m.at]) && some(st.figs, func(g *lang.Figure) bool {
		return g.First > m.last && g.First-m.last <= 3 && isMoney(g) && g.Scaled && !st.otherClause(m.last, g.First)
	}) && st.someOf(lexicon.Measure, func(x *mention) bool {
		return x.last < f.First && st.at[x.at].strong == st.at[f.First].strong && x.id != m.id && fits(f, x.id)
	})
}

// takenBefore reports whether each measure before the figure that it could state has
// an amount right before it for its own: 「4억달러 매출에」.
func (st *sentence) takenBefore(f *lang.Figure) bool {
	return !st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.last < f.First && !st.otherClause(m.at, f.First) && fits(f, m.id) && !some(st.figs, func(g *lang.Figure) bool {
			return isMoney(g) && m.at > g.Last && m.at-g.Last <= 2
		})
	})
}

// measureFits reports whether a measure stands before the figure with an amount that
// the figure may be the change of.
func (st *sentence) measureFits(f *lang.Figure) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.last < f.First && st.figuresBetween(m.last, f.First) > 0 && fits(f, m.id)
	})
}

// besideAmount reports whether the figure shares its bracket with an amount before it:
// "revenue of more than $400bn ($402.8bn, +15 %) and a profit of $132.2bn".
func (st *sentence) besideAmount(f *lang.Figure) bool {
	return !st.scan.V.CJK() && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.Last < f.First && f.First-g.Last <= 4 && st.at[f.First].depth-st.at[g.First].depth <= 1 // also right before it: "franchit 38 milliards (+ 20 %), si bien que la marge"
	})
}

// estimateBefore reports whether an expectation stands before the figure in its
// sentence: "Analyytikot odottivat 187 miljardin dollarin liikevaihtoa".
func (st *sentence) estimateBefore(f *lang.Figure) bool {
	return st.someOf(lexicon.Other, func(m *mention) bool {
		return m.id == "estimate" && m.last < f.First && st.at[m.at].strong == st.at[f.First].strong
	})
}

// qualifies reports whether the amount stands in the case of an owner, so that it
// qualifies the noun behind it.
func (st *sentence) qualifies(f *lang.Figure) bool {
	g := st.grammar()
	return g.Genitive && isMoney(f) && f.Last > f.Num && lang.Ends(st.folded(&st.atoms[f.Last]), g.AmountOwner)
}

// directionFor is the word that says whether the figure is a rise or a fall.
func (st *sentence) directionFor(f *lang.Figure) (best *mention, cost int) {
	behind := 0
	if st.scan.V.CJK() {
		behind = -1 // 「10%増」
	}
	best, cost = st.nearest(f, lexicon.Direction, figurePrice, behind, farDirection)
	if another := st.another(f, best); another != nil {
		best = another
	}
	return best, cost
}

// baseFor is the comparison that the figure is measured against.
func (st *sentence) baseFor(f *lang.Figure) (best *mention, cost int) {
	if m := st.comparedFirst(); m != nil && relative(f) && m.last < f.First && st.otherClause(m.last, f.First) && st.figuresBetween(m.last, f.First) == 1 && st.at[m.at].strong == st.at[f.First].strong {
		return m, 0
	}
	if best, cost = st.nearest(f, lexicon.Base, 2*figurePrice, 0, 2*farBase); best != nil && cost > farBase {
		// A stretch begins at what the sentence said before, however far.
		if !sinceStart(best.id) || best.at > f.First || st.figuresBetween(best.last, f.First) > 0 || st.at[best.at].strong != st.at[f.First].strong {
			return nil, cost
		}
	}
	return best, cost
}

// nearest is the mention of a class at the least cost from the figure, and the
// cost, or nil beyond far. before is the price of a figure between a mention
// in front and its own; behind is added to a mention behind.
func (st *sentence) nearest(f *lang.Figure, class lexicon.Class, before, behind, far int) (best *mention, cost int) {
	if cost = far + 1; st.classes&(1<<class) == 0 {
		return nil, cost
	}
	st.each(class, func(m *mention) {
		if class == lexicon.Base && (st.ofNext(f, m) || st.ownsBase(f, m)) || class == lexicon.Direction && (st.movesNext(f, m) || st.movesOther(f, m) || st.degree(m)) {
			return
		}
		var c int
		if m.at < f.First {
			c = st.cost(m.last, f.First) + before*st.figuresBetween(m.last, f.First)
		} else {
			c = st.cost(f.Last, m.at) + 2*figurePrice*st.figuresBetween(f.Last, m.at) + behind
		}
		if c < cost {
			best, cost = m, c
		}
	})
	return best, cost
}

// ofNext reports whether a base behind the figure begins the clause of another
// percentage: "fell 8 %, since the start of the year 25 %".
func (st *sentence) ofNext(f *lang.Figure, m *mention) bool {
	if m.at > f.Last && isPercent(f) {
		for i := range st.figs { // "grew 32 %, up from 28 % in the previous quarter"
			if g := &st.figs[i]; g.First > f.Last && g.Last < m.at && g.Unit == f.Unit && st.marked(g, linkFrom|linkAfter|linkVersus) {
				return true
			}
		}
		if st.at[m.at].strong != st.at[f.Last].strong && some(st.figs, func(g *lang.Figure) bool {
			return g.First > f.Last && g.Unit == f.Unit && st.at[g.First].strong == st.at[m.at].strong
		}) {
			return true
		}
		if st.leadsDashed(f, m) {
			return true
		}
	}
	if m.at < f.Last || st.at[m.at].weak == st.at[f.Last].weak {
		return false
	}
	for i := range st.figs { // "…, although whoever bought at New Year was up 150 %"
		if g := &st.figs[i]; g.First > m.last && relative(g) && relative(f) && st.at[g.First].strong == st.at[m.at].strong && sinceStart(m.id) && st.figuresBetween(m.last, g.First) == 0 {
			return true
		}
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.First > m.last && g.Unit == f.Unit && st.at[g.First].weak == st.at[m.at].weak && st.at[g.First].strong == st.at[m.at].strong {
			return true
		}
	}
	return false
}

// leadsDashed reports whether the base opens a clause behind the figure in which a dash stands
// for the verb before a figure of the same kind: "прибавила 3,2%, с начала года — более 55%".
func (st *sentence) leadsDashed(f *lang.Figure, m *mention) bool {
	if m.last+1 >= len(st.atoms) || st.at[m.at].weak == st.at[f.Last].weak || st.at[m.at].strong != st.at[f.Last].strong {
		return false
	}
	mark := st.mark(&st.atoms[m.last+1])
	return (mark == "—" || mark == "–") && some(st.figs, func(g *lang.Figure) bool {
		return g.First > m.last && g.First-m.last <= 4 && g.Unit == f.Unit && st.figuresBetween(m.last, g.First) == 0
	})
}

// classBetween reports whether a mention of the class lies between two atoms.
func (st *sentence) classBetween(c lexicon.Class, a, b int) bool {
	if st.classes&(1<<c) == 0 {
		return false
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == c && m.at > a && m.last < b {
			return true
		}
	}
	return false
}

// marked reports whether a preposition of one of the ids governs the figure: it
// stands before it, or behind it where a language has postpositions.
func (st *sentence) marked(f *lang.Figure, want senses) bool {
	if st.verbFinal() {
		return st.linkAfter(f.Last, want)
	}
	if st.scan.V.CJK() && st.linkAfter(f.Last, want&^linkFrom) { // 「其中94亿美元由AWS贡献」
		return true
	}
	return st.linkBefore(f.First, want) || st.inflected(f, want)
}

// inflected reports whether the case of the figure's own words says what a
// preposition says elsewhere: "26,9 miljardista", "२०.८ बिलियन-डॉलर-पर्यन्तम्".
func (st *sentence) inflected(f *lang.Figure, want senses) bool {
	if !st.grammar().Genitive {
		return false
	}
	return st.anyIs(f.Num, f.Last+1, want) || st.grammar().PostTo && (want&(linkTo|linkFrom) != 0 && st.linkAfter(f.Last, want&(linkTo|linkFrom)) || want&linkTo != 0 && st.rightBehindFrom(f))
}

// ownFigure reports whether the measure is followed by a figure of its own:
// "sales of just $440 million".
func (st *sentence) ownFigure(m *mention) bool {
	for i := range st.figs {
		if g := &st.figs[i]; g.First > m.last && g.Num-m.last <= 4 && st.linkAfter(m.last, linkOf) {
			return true
		}
	}
	return false
}

// figureSoon reports whether a figure follows atom i, words that only join it
// between.
func (st *sentence) figureSoon(i int) bool {
	for j := i + 1; j < len(st.atoms) && j <= i+3; j++ {
		if st.figureNext(j) {
			return true
		}
		if st.atoms[j].Kind == lang.Punct {
			return false
		}
	}
	return false
}

// takenBehind reports whether a figure between f and the measure has it for
// its own: "returned $24bn, including $20bn of buybacks".
func (st *sentence) takenBehind(f *lang.Figure, m *mention) bool {
	for i := range st.figs {
		g := &st.figs[i]
		if g.First > f.Last && g.Last < m.at && (m.at == g.Last+1 || m.at-g.Last <= 3 && st.linkAfter(g.Last, linkOf)) &&
			(st.at[f.Last].weak != st.at[g.First].weak || st.at[f.Last].strong != st.at[g.First].strong) {
			return true
		}
	}
	return false
}
