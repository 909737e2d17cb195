package claim

import (
	"cmp"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// percent reads a percentage: a price move, a share of a whole, a margin, or
// a change.
func (r *Reader) percent(d *draft, ps []placed, prev *draft) {
	st, f := &r.st, d.fig
	d.unit = "percent"
	dir, dirCost := st.directionFor(f)
	if m := d.measure; m != nil && m.id == "price" && m.last < f.First && (dir == nil || dir.last < m.at && st.otherClause(dir.at, f.First)) && !st.scan.V.CJK() {
		if last := st.listDirection(f); last != nil { // "pretium Amazoniae 7,9 centesimis, Metae 20,3 centesimis ascendit"
			dir, dirCost = last, 0
		}
	}
	if dir == nil && st.verbFinal() {
		dir, dirCost = st.listDirection(f), 0
	} else if dir == nil {
		dir, dirCost = cmp.Or(st.movedLast(f), st.movedSince(f)), 0
	}
	if dir == nil {
		dir, dirCost = st.growthAside(f), 0
	}
	base, _ := st.baseFor(f)
	if base != nil && st.paceThen(f, base.at) {
		base = nil
	}
	said := base
	rate, pace := st.rateThen(f)
	switch {
	case rate == nil:
		rate, pace = st.rateTo(f)
	case base == nil:
		said = st.timeSaid(f)
	}
	if rate != nil {
		dir, dirCost = rate, 0
	}
	if base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if f.Sign != 0 {
		d.sign = f.Sign
	} else if dir != nil {
		d.sign = signOf(dir)
		if first := st.firstDirection(f); first != nil && st.marked(f, linkTo) {
			d.sign = signOf(first) // "Das Umsatzplus schrumpfte auf 12 Prozent"
		}
		if c := prev; c != nil && c.kind == Change && c.unit == "percent" && dir.at > f.Last && (st.otherClause(f.Last, dir.at) || st.listBeforeVerb(c.fig, f, dir)) && st.at[c.fig.Last].strong == st.at[f.First].strong && !st.classBetween(lexicon.Direction, c.fig.Last, f.First) && !st.companyBetween(c.fig.Last, f.First) {
			d.sign = c.sign // "Tras subir un 239 % en 2023 y un 171 % en 2024, la acción cae"
		}
	}
	if rate != nil {
		d.sign = pace
	}
	if l := r.last; l != nil && l.other == "amount" && (d.measure == nil || d.measure.last < l.fig.First && st.otherClause(d.measure.at, f.First)) && f.First-l.fig.Last <= 8 && !st.scan.V.CJK() && !st.companyBetween(l.fig.Last, f.First) && !st.classBetween(lexicon.Measure, l.fig.Last, f.First) {
		d.kind, d.other = Change, "percentage" // "71.611 millones limpios, un 3,3% menos"
		return
	}
	pastRate := base != nil && r.changeBefore != nil && st.rateOf(f, base, r.changeBefore.fig)
	if other := st.otherRate(f, d.measure, pastRate); other != "" {
		d.kind, d.other = Change, other
		return
	}
	if r.boughtThen(d) {
		return
	}
	if m := st.gainOfShares(f, d.measure); m != nil {
		if d.sign = 1; lossOf(d.measure) {
			d.sign = -1 // "L'action Meta a essuyé une perte de 3 %"
		}
		d.measure, d.measureCost = m, 0
	}
	if sign := cmp.Or(r.gainOnMarket(d, prev), r.gainOver(d, prev)); sign != 0 {
		d.kind, d.metric, d.baseMetric, d.segment, d.sign, d.measure = Change, "price", "price", "", sign, nil
		return
	}
	if st.hundredths(f) {
		r.ofDollar(d)
		return
	}
	if d.measure == nil && prev == nil && r.disc.askedRatio != "" && (dir == nil || dir.at > f.Last) && f.Sign == 0 {
		d.kind, d.sign, d.metric, d.baseMetric = Ratio, 0, r.disc.askedRatio, r.disc.askedRatio // "Die Rohmarge? 71,2 Prozent."
		if d.prior = st.isPrior(f, d); !d.prior {
			d.base, d.baseSaid = "", false
		}
		return
	}
	if r.shareOfTaken(d, prev, dir, base) || r.outOfAmount(d, prev, dir) || r.ofThat(d, dir) || r.ofWhichShare(d, prev, dir) || r.bareAfterRatio(d, prev, dir, base) {
		return
	}
	whole := r.wholeOf(f)
	if whole == nil && r.ratioAgain(d, dir) {
		return
	}
	if whole == nil && r.disc.ratio == "" && !(prev != nil && prev.kind == Ratio && prev.other == "") && st.fromTo(f) && st.anaphorBefore(f, "ratio") {
		d.kind, d.other = Ratio, "percentage" // "their share fell from 20 % to 10 %"
		return
	}
	if whole != nil && !(prev != nil && prev.segment != "" && canHaveSegment(prev.baseMetric) && whole.at > f.Last && st.otherClause(f.Last, whole.at) && st.ofTotal(f)) {
		if m := st.marginOf(f, whole); m != nil {
			d.kind, d.sign, d.measure, d.baseMetric, d.metric = Ratio, 0, m, m.id, m.id
			if m.id == anyMargin { // "operating income doubled, with a margin of 5.7 % of sales"
				if d.metric = ""; !r.margin(d, prev) {
					d.other = "margin"
				}
			}
			d.prior = st.isPrior(f, d)
			return
		}
		r.ratio(d, whole, prev)
		if d.other == "" && (st.fromTo(f) || st.leadingBase(f) != nil) { // "Three years earlier it had 13.2 % of revenue"
			d.prior = st.isPrior(f, d)
		}
		return
	}
	if prev != nil && prev.kind == Ratio && prev.other != "" && (st.marked(f, linkVersus|linkAfter) || st.ratioGoesOn(f, base) || st.fromToPair(prev.fig, f)) {
		d.kind, d.sign, d.other = Ratio, 0, prev.other
		return
	}
	if prev != nil && prev.kind == Ratio && prev.other == "" && (st.marked(f, linkVersus|linkAfter) || st.ratioGoesOn(f, base) || st.slippedTo(f, dir, prev) || st.fromToPair(prev.fig, f)) && !r.namedBetween(ps, f.Last, f.Last+4) {
		d.kind, d.sign = Ratio, 0 // "more than a third of its sales, against a quarter a year earlier"
		d.metric, d.baseMetric, d.segment, d.measure = prev.metric, prev.baseMetric, prev.segment, prev.measure
		d.prior = st.isPrior(f, d)
		return
	}
	if held := r.ratioHeld(f); held != nil {
		d.kind, d.sign = Ratio, 0 // "75.1 % of sales, a slip from the 78.4 % of the first quarter"
		d.metric, d.baseMetric, d.segment, d.measure = held.metric, held.baseMetric, held.segment, held.measure
		d.prior = st.isPrior(f, d)
		return
	}
	if prev != nil && prev.unit == "pp" && prev.other == "" && plainRatio(prev.metric) && st.marked(f, linkTo|linkAt) && (d.measure == nil || !plainRatio(d.measure.id)) {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false // "improving by 6.7 percentage points, to 31.6 %"
		d.metric, d.baseMetric, d.segment, d.measure = prev.metric, prev.baseMetric, prev.segment, prev.measure
		return
	}
	if dir := st.changeAgain(f, prev); dir != nil {
		d.kind, d.sign = Change, signOf(dir)
		d.measuredAs(prev)
		return
	}
	if whole := r.anaphoricWhole(d, prev); whole != "" {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		seg := st.segmentInClause(f)
		if seg == nil {
			seg = st.onlySegment(f)
		}
		switch {
		case d.measure != nil && d.measure.class == lexicon.Measure && d.measure.last < f.First && d.measure.id != whole && !plainRatio(d.measure.id) && !st.otherClause(d.measure.at, f.First):
			d.baseMetric, d.metric = d.measure.id, d.measure.id+" / "+whole // "research ate up a quarter of that"
		case seg != nil && canHaveSegment(whole):
			d.baseMetric, d.segment = whole, r.segmentID(seg)
			d.metric = joinSegment(d.segment, whole) + " / " + whole
		default:
			d.other = "percentage"
		}
		return
	}
	if prev != nil && prev.segment == "" && prev.kind != Ratio && canHaveSegment(prev.baseMetric) && (d.measure == nil || d.measure.at < prev.fig.First) && r.sharePhrase(f) && !st.directionBehind(f) {
		if seg := st.segmentBefore(f.First); seg != nil && seg.at > prev.fig.Last { // "… operating income of $21bn, of which AWS made up half"
			d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
			d.measure, d.baseMetric, d.segment = prev.measure, prev.baseMetric, r.segmentID(seg)
			d.metric = joinSegment(d.segment, d.baseMetric) + " / " + d.baseMetric
			return
		}
	}
	if prev != nil && prev.segment != "" && canHaveSegment(prev.baseMetric) && (st.ofTotal(f) || st.nounOfShare(f, prev) || f.Form == lang.Part && st.shareRightBefore(f) || f.Form == lang.Part && prev.kind == Level && f.First-prev.fig.Last <= 2 && st.ofWhich(prev.fig)) {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		d.measure, d.baseMetric, d.segment = prev.measure, prev.baseMetric, prev.segment
		d.metric = joinSegment(prev.segment, prev.baseMetric) + " / " + prev.baseMetric
		return
	}
	if m := d.measure; prev == nil && m != nil && m.last < f.First && canHaveSegment(m.id) && st.ofTotal(f) && r.sharePhrase(f) {
		if seg := st.segmentFor(f, m); seg != nil && seg.last < f.First {
			d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false // "iPhone sales, which make up nearly half of the total, rose by 2 %"
			d.baseMetric, d.segment = m.id, r.segmentID(seg)
			d.metric = joinSegment(d.segment, m.id) + " / " + m.id
			return
		}
	}
	if prev == nil && d.measure == nil && len(ps) == 0 && r.disc.claimed && r.disc.segment != "" && canHaveSegment(r.disc.metric) && st.ofTotal(f) && st.firstDirection(f) == nil {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false // "That was nearly nine-tenths of the total"
		d.baseMetric, d.segment = r.disc.metric, r.disc.segment
		d.metric = joinSegment(d.segment, d.baseMetric) + " / " + d.baseMetric
		return
	}
	if d.measure != nil && d.measure.class == lexicon.Other && (d.measureCost < 20 || d.measure.at < f.First) {
		d.kind, d.other = Change, d.measure.id
		if dir == nil && base == nil {
			d.kind = Level
		}
		return
	}
	grew := r.businessGrew(d, dir, prev)
	if !grew && r.priceMove(d, dir, ps, prev) {
		d.kind, d.metric, d.baseMetric, d.segment = Change, "price", "price", ""
		if m := d.measure; lossOf(m) && m.last < f.First && st.figuresBetween(m.last, f.First) == 0 && (dir == nil || dir.last < m.at) {
			d.sign, d.signUnsaid = -1, false // "this year's loss, which still stands at 39.5%"
		}
		if base == nil && prev != nil && prev.metric == "price" && prev.base == "start of year" && st.opensWithStretch() && r.nearestWhen(f, nil, true) == nil {
			d.base, d.baseSaid = prev.base, true
		}
		return
	}
	if d.measure == nil && r.disc.ratio != "" && (dir == nil || st.marked(f, linkTo) || st.ratioSince(f, dir.last)) && st.anaphorBefore(f, "ratio") {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		d.metric, d.baseMetric = r.disc.ratio, r.disc.ratio
		d.prior = st.isPrior(f, d)
		return
	}
	if d.measure == nil && dir == nil && base == nil && r.sameWhole(d, prev) {
		return
	}
	if r.ofSameWhole(d, prev, dir, base) {
		return
	}
	if d.measure == nil && prev == nil && r.disc.ratio != "" && r.lastIsRatio() && st.fromTo(f) {
		d.kind, d.other = Ratio, "percentage" // "Quello di Google Cloud è balzato al 23,7% dal 17,1%", of a margin
		return
	}
	r.measureOf(d, prev)
	r.othersByRank(d)
	if r.shareMoved(d) {
		return
	}
	if d.baseMetric == anyMargin && !r.margin(d, prev) {
		d.kind, d.other = Ratio, "margin"
		return
	}
	if plainRatio(d.baseMetric) {
		d.kind, d.prior = Ratio, st.isPrior(f, d)
		if !d.prior && !(dir != nil && st.marked(f, linkTo|linkAt)) {
			d.base, d.baseSaid = "", false
		}
		d.sign = 0
		return
	}
	if isVolatility(d.baseMetric) {
		st.volatility(d, dir)
		return
	}
	if d.baseMetric == "" && (grew || dir != nil && dir.at < f.First && st.amountReached(f) && prev == nil) {
		d.baseMetric, d.metricGuessed = "revenue", true // "Alphabet grew 13 %, to $86.3bn"
	}
	if d.baseMetric == "" {
		d.other = "percentage"
	}
	switch {
	case dir != nil && dirCost <= farDirection, f.Sign != 0, base != nil, st.marked(f, linkBy) && f.Form != lang.Part: // but not "em 9 de cada 10 celulares"
		d.kind = Change
	case prev != nil && prev.kind == Change && prev.unit == "percent":
		d.kind, d.sign = Change, prev.sign
	case r.changeBefore != nil: // "iPhone sales rose 6% to $49bn, Mac sales 13% to $9bn"
		d.kind, d.sign = Change, r.changeBefore.sign
	default:
		d.kind, d.other = Ratio, "percentage"
	}
	if d.sign == 0 && d.kind == Change && r.changeBefore != nil { // "plunged by 6.1 %, Meta by 4.1 %"
		d.sign = r.changeBefore.sign
	}
	if d.sign == 0 {
		d.sign, d.signUnsaid = 1, true
	}
	then := st.growthThen(f, said)
	if pastRate {
		then = said
	}
	if then != nil && (st.levelThen(f, then) || st.sameRateAnew(f, then, prev)) {
		then = nil
	}
	if then != nil && d.kind == Change {
		d.prior, d.base, d.baseSaid, d.shift = true, r.growthsBase(), true, then.id // "A year earlier, sales had grown by 122 %"
		if pastRate {
			f.Hedge = quantity.Exact // "meno del 30% del trimestre precedente"
		}
		if c := r.changeBefore; then == said && c != nil && f.Sign == 0 {
			d.sign = c.sign // 「伸び率は30%と前四半期の35%から鈍化した」
		}
	} else if d.kind == Change && d.other == "" {
		r.earlierGrowth(d, said, prev)
	}
}

// levelThen reports whether the past time that the sentence names has an amount of its own
// before the percentage, which is then measured from it: 「前年同期が389億ドルでしたので、率にして2%の減収です」.
func (st *sentence) levelThen(f *lang.Figure, then *mention) bool {
	return st.scan.V.CJK() && then.last < f.First && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.First > then.last && g.First-then.last <= 2 && g.Last < f.First
	})
}

// gainOfShares is the shares whose gain or loss the percentage is, where the noun for it
// measures a profit elsewhere: "los títulos de Nvidia cerraron con una ganancia de 3,2 %".
func (st *sentence) gainOfShares(f *lang.Figure, measure *mention) *mention {
	if measure == nil || measure.id != "net income" && !lossOf(measure) || f.First-measure.last > 3 || measure.last >= f.First || !st.linkBefore(f.First, linkOf) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.id == "price" && m.last < measure.at && !st.otherClause(m.at, f.First) {
			return m
		}
	}
	return nil
}

// gainOnMarket is the sign of a gain or loss of shares that a percentage right behind its noun
// tells, where the noun measures a profit elsewhere and shares or a day of trading are named: "κέρδη
// 7,9% κατέγραψε την Παρασκευή η Amazon"; else 0.
func (r *Reader) gainOnMarket(d, prev *draft) int {
	st, f, m := &r.st, d.fig, d.measure
	if !gainOrLoss(m) || m.last != f.First-1 && !(m.last == f.First-2 && st.linkBefore(f.First, linkOf|linkBy)) || f.Sign != 0 || st.scan.V.CJK() || st.measuringVerb(&st.atoms[m.at]) || strings.ContainsRune(st.scan.Text[m.start:m.end], ' ') || st.linkAfter(f.Last, linkOf|linkShare) {
		return 0
	}
	day := r.nearestWhen(f, nil, true)
	onMarket := prev != nil && (prev.metric == "price" || prev.metric == "index level") && prev.kind == Change || day != nil && (day.Unit == lang.DayUnit || day.Unit == lang.Date && day.Session == "" && !day.AtEnd) || st.someOf(lexicon.Measure, func(x *mention) bool {
		return x.id == "price" && !st.otherClause(x.at, f.First)
	})
	switch {
	case !onMarket || st.someOf(lexicon.Segment, func(x *mention) bool { return !st.otherClause(x.at, f.First) }):
		return 0
	case lossOf(m):
		return -1
	}
	return 1
}

// paceBefore reports whether the figure is the growth of something else that a pace is set
// against: "grew by 32 %, almost twice as fast as its rival from Seattle with 17.5 %".
func (st *sentence) paceBefore(f *lang.Figure) bool {
	return st.signalled(cuePace, func(m *mention) bool {
		return m.last < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0
	})
}

// earlierGrowth reads a growth that another is set against as that of the quarter
// before, or of the time that is said: "grew 78 %, after 94 % in the quarter
// before", "slowed from 94 to 78 per cent".
func (r *Reader) earlierGrowth(d *draft, base *mention, prev *draft) {
	st, f := &r.st, d.fig
	if base != nil && base.last < f.First && f.First-base.last <= 3 {
		return // "ja edellisneljännekseen nähden 12 prosenttia"
	}
	if st.sameRateAnew(f, base, prev) {
		return
	}
	linked := prev != nil && prev.kind == Change && prev.unit == "percent" && prev.baseMetric == d.baseMetric && st.marked(f, linkAfter|linkFrom|linkVersus) && st.figuresBetween(prev.fig.Last, f.First) == 0
	if !linked && !st.startOfChange(f) || st.versusOwner(f) > 0 {
		return
	}
	d.prior, d.shift, d.sign = true, "qoq", 1
	if linked {
		d.sign = prev.sign
	}
	if base != nil && base.at > f.Last {
		d.shift = base.id
	}
	d.base, d.baseSaid = r.growthsBase(), true
}

// growthsBase is what an earlier growth is measured from, as the one that it is set against:
// "From one quarter to the next growth is only 6 %, against 12 % three months earlier".
func (r *Reader) growthsBase() string {
	if c := r.changeBefore; c != nil && c.base == "qoq" && c.baseSaid {
		return "qoq"
	}
	return "yoy"
}

// yearsBackBase reports whether a base is a number of whole years before.
func yearsBackBase(base string) bool { return strings.HasPrefix(base, "yoy") }

// listDirection is the direction that a verb-final language tells at the end of a
// list of percentages: 「アップルは2.5%、エヌビディアは2.3%下落した」.
func (st *sentence) listDirection(f *lang.Figure) *mention {
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= f.Last || !isPercent(g) || st.at[g.First].strong != st.at[f.Last].strong {
			continue
		}
		if dir, c := st.directionFor(g); dir != nil && dir.at > g.Last && c <= 4 {
			return dir
		}
	}
	return nil
}

// firstDirection is the first direction before the figure in its clause.
func (st *sentence) firstDirection(f *lang.Figure) *mention {
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Direction && m.at < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.at, f.First) == 0 {
			return m
		}
	}
	return nil
}

// partRightBehind reports whether "in" and a part of a business stand right
// behind the figure.
func (st *sentence) partRightBehind(f *lang.Figure) bool {
	return st.linkAfter(f.Last, linkIn) && some(st.ms, func(m *mention) bool {
		return m.isPart() && m.at > f.Last && m.at-f.Last <= 4 && !st.otherClause(f.Last, m.at)
	})
}

// points reads percentage points: the change of a margin.
func (r *Reader) points(d *draft, prev *draft) {
	d.kind, d.unit = Change, "pp"
	dir, _ := r.st.directionFor(d.fig)
	d.sign = signOf(dir)
	if d.fig.Sign != 0 {
		d.sign = d.fig.Sign
	}
	if base, _ := r.st.baseFor(d.fig); base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if d.measure != nil && d.measure.class == lexicon.Other {
		d.other = d.measure.id
		return
	}
	r.measureOf(d, prev)
	if d.baseMetric == anyMargin && !r.margin(d, prev) {
		d.other = "margin"
		return
	}
	if isVolatility(d.baseMetric) {
		if (dir == nil || !r.st.movesBy(d.fig, dir)) && r.st.marked(d.fig, linkTo|linkAt) && !r.st.marked(d.fig, linkBy) {
			d.kind, d.unit, d.sign = Level, "percent", 0 // "implied volatility rose to 46 points"
		}
		return
	}
	if !plainRatio(d.baseMetric) {
		if prev != nil && prev.kind == Ratio {
			d.metric, d.baseMetric = prev.metric, prev.baseMetric
			return
		}
		d.other = "points"
	}
}

// times reads a multiple: doubled, 1.9倍, five times.
func (r *Reader) times(d *draft, prev *draft) {
	st, f := &r.st, d.fig
	d.kind, d.unit, d.sign = Change, "times", 0
	if st.paceAt(f.Last + 1) { // "Облачный бизнес растёт втрое быстрее"
		d.other = "comparison"
		return
	}
	if dir, _ := st.directionFor(f); st.scan.V.CJK() && !st.grammar().Kana && f.Digits && dir != nil && signOf(dir) > 0 && dir.at < f.First && f.First-dir.last <= 2 && !st.linkBefore(f.First, linkTo) && !st.is(dir.at, linkTo) {
		f.More = true // 「增长1.5倍」, 「增逾1.4倍，至535亿美元」
	}
	if dir, c := st.directionFor(f); dir != nil && signOf(dir) < 0 && c <= farDirection && !st.otherClause(dir.at, f.First) && f.Value.Value.Cmp(quantity.Int(1)) > 0 && !f.More {
		f.Invert() // "сократилась более чем вдвое"
	}
	if base, _ := st.baseFor(f); base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if r.timesClose(d) {
		return
	}
	if d.measure != nil && d.measure.class == lexicon.Other && d.measureCost < 20 {
		d.other = d.measure.id
		return
	}
	if st.timesPeak(f) {
		d.other = "comparison"
		return
	}
	if st.paceAt(f.Last + 2) { // a word between
		r.measureOf(d, prev)
		d.other = "multiple"
		return
	}
	if dir, _ := st.directionFor(f); f.Digits && !st.scan.V.CJK() && dir == nil && d.measure == nil && !d.baseSaid && !st.linkAfter(f.Last, linkThan|linkOf|linkTo) && !st.asIn(f.Last, min(f.Last+4, len(st.atoms))) && prev == nil {
		d.kind, d.unit, d.other = Count, "count", "count" // "was quoted 17 times"
		return
	}
	if f.Digits && !st.scan.V.CJK() && (d.measure == nil || d.measure.at > f.Last) && st.measureSoon(f.Last+1) && !st.classBetween(lexicon.Direction, 0, f.First) { // "trades at 22x 2025 earnings"
		d.other = "valuation"
		return
	}
	if w := r.nearestWhen(f, nil, true); d.measure != nil && d.measure.id == "price" || prev == nil && d.measure == nil && r.amongMoves(f) || d.measure == nil && r.disc.price && (d.base == "start of year" || w != nil && (w.Since || w.Unit == lang.YearUnit)) {
		d.metric, d.baseMetric = "price", "price"
		return
	}
	r.measureOf(d, prev)
	if d.baseMetric == "" {
		d.other = "multiple"
	}
}
