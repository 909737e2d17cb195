package claim

import (
	"cmp"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// Ratios that go on: what the share or margin before was at another time, or is at another
// company.

// nextRatio gives a bare percentage of another company the ratio that was stated right
// before it: "Meta turned 43 % of its revenue into operating income. Alphabet managed
// 32.4 %, Amazon 11.4 %."
func (r *Reader) nextRatio(d, prev *draft) {
	st, f := &r.st, d.fig
	if d.kind != Ratio || d.other != "percentage" || len(d.parties) != 1 || d.entityGuessed || !d.parties[0].files() || !st.ratioEnds(f) {
		return
	}
	switch last := r.lastRatio(prev); {
	case last.of == "" || last.of == d.id():
	case !st.measuredByRatio(f, last):
	default:
		d.other, d.metric, d.baseMetric, d.segment, d.measure = "", last.metric, last.baseMetric, last.segment, nil
		d.entityOfDiscourse = false
	}
}

// statedRatio is a ratio that figures may go on with.
type statedRatio struct {
	of                          entity.ID
	metric, baseMetric, segment string
	at                          int // the last atom of its figure, -1 where the sentence before stated it
}

// lastRatio is the ratio that the figure before stated, in this sentence or as the last of
// the paragraph.
func (r *Reader) lastRatio(prev *draft) statedRatio {
	if prev != nil {
		if prev.kind != Ratio || prev.other != "" || len(prev.parties) != 1 {
			return statedRatio{}
		}
		return statedRatio{prev.id(), prev.metric, prev.baseMetric, prev.segment, prev.fig.Last}
	}
	n := len(r.claims)
	if !r.lastIsRatio() || r.claims[n-1].Metric != r.disc.ratio || len(r.claims[n-1].Entities) != 1 {
		return statedRatio{}
	}
	return statedRatio{r.claims[n-1].Entities[0].ID, r.disc.ratio, r.disc.ratio, "", -1}
}

// ofSameWhole reads a percentage that nothing moves as a share of revenue, where the one before
// is such a share of another measure: "Operating income came to 44.6 percent of revenue, gross
// profit to about 70 percent".
func (r *Reader) ofSameWhole(d, prev *draft, dir, base *mention) bool {
	st, f, m := &r.st, d.fig, d.measure
	if prev == nil || prev != r.ratioBefore || prev.segment != "" || prev.measure == nil || m == nil || m.class != lexicon.Measure || base != nil || f.Sign != 0 || st.marked(f, linkBy) {
		return false
	}
	if dir != nil && !st.otherClause(dir.at, f.First) {
		return false
	}
	part, whole, _ := strings.Cut(prev.metric, " / ")
	switch m.id {
	case "net income", "operating income", "gross profit", "pretax income", "r&d", "capex", "operating cash flow", "free cash flow", "sales and marketing", "cost of revenue":
	default:
		return false
	}
	if whole != "revenue" || part == m.id || m.at < prev.fig.Last || m.last > f.First || f.First-m.last > 4 || st.at[m.at].strong != st.at[prev.fig.First].strong || st.otherClause(m.at, f.First) || st.figuresBetween(m.last, f.First) > 0 || st.segmentBefore(f.First) != nil {
		return false
	}
	d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
	d.baseMetric, d.metric = m.id, m.id+" / "+whole
	return true
}

// measuredByRatio reports whether nothing measured stands before the figure but what belongs
// to the ratio before, with the figure's own company behind it.
func (st *sentence) measuredByRatio(f *lang.Figure, last statedRatio) bool {
	owner := st.behindOwner(f)
	owned := owner > 0 && st.atoms[owner].In(lexicon.Entity)
	return !some(st.ms, func(m *mention) bool {
		if m.at <= last.at || m.last >= f.First {
			return false
		}
		switch m.class {
		case lexicon.Other:
			return true
		case lexicon.Measure, lexicon.Segment:
			return last.at < 0 || !strings.Contains(last.metric, m.id) || !owned && !st.companyNamed(m.last, f.First)
		}
		return false
	})
}

// ratioEnds reports whether nothing behind the figure says what it is a percentage of: the
// item ends there, or the company's name follows.
func (st *sentence) ratioEnds(f *lang.Figure) bool {
	if st.scan.V.CJK() {
		return !st.linkBefore(f.First, linkOf)
	}
	i := f.Last + 1
	switch at := st.behindOwner(f); {
	case at > 0:
		return st.atoms[at].In(lexicon.Entity)
	case i >= len(st.atoms):
		return true
	}
	a := &st.atoms[i]
	return a.Kind == lang.Punct || st.is(i, linkAnd|linkBut) || a.In(lexicon.Entity) || st.function(a) || st.verbal(a)
}

// ratioHeld is the ratio before the figure in its clause that is held against it, no
// measure between.
func (r *Reader) ratioHeld(f *lang.Figure) *draft {
	st := &r.st
	d := r.ratioBefore
	if d == nil || st.scan.V.CJK() || !st.marked(f, linkFrom) && !st.heldAgainst(f) || st.at[d.fig.First].strong != st.at[f.First].strong {
		return nil
	}
	if some(st.ms, func(m *mention) bool { // but not the whole of the share itself
		return m.class == lexicon.Measure && m.at > d.fig.Last+3 && m.last < f.First
	}) {
		return nil
	}
	return d
}

// ratioGoesOn reports whether a percentage tells what the ratio before it was at
// another time, and no rise or fall: "…; a year earlier it was 20 %".
func (st *sentence) ratioGoesOn(f *lang.Figure, base *mention) bool {
	dir, _ := st.directionFor(f)
	if dir != nil && st.at[dir.at].weak == st.at[f.First].weak && st.at[dir.at].strong == st.at[f.First].strong {
		return false
	}
	if m, _ := st.measureFor(f); st.marked(f, linkAt) && (m == nil || st.otherClause(m.at, f.First)) {
		return true // "…; in the first quarter it had stood at 60.5 %"
	}
	return st.anaphorBefore(f, "ratio") || base != nil && st.at[base.at].strong == st.at[f.First].strong && st.is(base.at, linkAgo)
}

// lastIsRatio reports whether the claim before, in this paragraph, was a ratio.
func (r *Reader) lastIsRatio() bool {
	n := len(r.claims)
	return n > r.disc.firstClaim && r.claims[n-1].Kind == Ratio && r.claims[n-1].Unit != "times"
}

// fromTo reports whether the percentage is one of two that something went between.
func (st *sentence) fromTo(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g != f && isPercent(g) && (st.marked(f, linkTo) && st.marked(g, linkFrom) || st.marked(f, linkFrom) && st.marked(g, linkTo))
	})
}

// fromToPair reports whether two percentages are where one thing went from and to, nothing
// measured between.
func (st *sentence) fromToPair(f, g *lang.Figure) bool {
	return isPercent(f) && (st.marked(f, linkFrom) && st.marked(g, linkTo|linkAt) || st.marked(f, linkTo) && st.marked(g, linkFrom)) && st.figuresBetween(f.Last, g.First) == 0 &&
		!st.classBetween(lexicon.Measure, f.Last, g.First) && st.at[f.First].strong == st.at[g.First].strong
}

// anyMargin is the measure of "a margin" without the word for whose: that of
// the profit that the text speaks of.
const anyMargin = "? / revenue"

// margin settles which margin is meant: that of the profit of the figure
// before, else of the discourse.
func (r *Reader) margin(d *draft, prev *draft) bool {
	profit := ""
	if prev != nil && prev.other == "" {
		profit = prev.baseMetric
	} else if r.disc.claimed {
		profit, d.segment = r.disc.metric, r.disc.segment
	}
	if seg := r.st.segmentFor(d.fig, d.measure); prev == nil && canHaveSegment(r.disc.margin) && seg != nil && d.measure != nil && max(d.measure.at-seg.last, seg.at-d.measure.last) <= 2 {
		d.baseMetric, d.segment = r.disc.margin, r.segmentID(seg) // "Margin AWS pun menyentuh 38 persen": as that of the company was
		return true
	}
	if prev == nil && r.disc.margin != "" && r.st.whose(d.measure) == nil { // "an operating margin of 25 %. … Net income was …. The margin exceeds 42 %."
		d.baseMetric, d.segment = r.disc.margin, ""
		return true
	}
	if strings.HasSuffix(profit, " / revenue") && profit != anyMargin && prev != nil && prev.kind == Ratio { // "the operating margin of A …, the margin of B"
		d.baseMetric, d.segment = profit, r.segmentID(cmp.Or(r.st.whose(d.measure), r.st.segmentFor(d.fig, d.measure)))
		return true
	}
	if part := r.segmentID(r.st.besideMargin(d)); part != "" && part != "services" && !revenueOnly(part) {
		d.baseMetric, d.segment = "operating income / revenue", part // "die Marge von AWS": the profit that filers state of a part
		return true
	}
	switch profit {
	case "net income", "operating income", "gross profit":
		d.baseMetric = profit + " / revenue"
		d.marginOpen = prev != nil && r.disc.margin != "" && r.disc.margin != d.baseMetric
		if whose := r.segmentID(r.st.whose(d.measure)); whose != "" {
			d.segment = whose
		} else if prev != nil {
			d.segment = prev.segment
		}
		return true
	}
	return false
}

// slippedTo reports whether a fraction with a bound right behind a direction tells
// where a share went: "has slipped below a tenth"; or a percentage right beside one: "quod
// ante annum 76 centesimas redituum aequabat, ad 73 deminutum est".
func (st *sentence) slippedTo(f *lang.Figure, dir *mention, prev *draft) bool {
	if dir != nil && f.Form == lang.Plain && st.marked(f, linkTo) && !st.marked(f, linkBy) && (dir.last < f.First && f.First-dir.last <= 2 || dir.at == f.Last+1) && !st.scan.V.CJK() {
		return st.at[f.First].strong == st.at[prev.fig.First].strong && !st.classBetween(lexicon.Measure, prev.fig.Last+2, f.First) && !st.classBetween(lexicon.Segment, prev.fig.Last, f.First)
	}
	return f.Form == lang.Part && dir != nil && dir.last == f.First-1 && (f.Hedge == quantity.Under || f.Hedge == quantity.Over) && !st.scan.V.CJK()
}

// besideMargin is the part of a business that stands right beside a margin as its owner: "die
// Marge von AWS", "рентабельность AWS", "AWS, whose margin".
func (st *sentence) besideMargin(d *draft) *mention {
	m := d.measure
	if m == nil {
		return nil
	}
	s := cmp.Or(st.whose(m), st.segmentFor(d.fig, m))
	if s == nil || s.class == lexicon.Anaphor || st.otherClause(m.at, s.at) && st.whose(m) == nil || s.at-m.last > 3 || m.at-s.last > 2 && st.whose(m) == nil {
		return nil
	}
	return s
}

// endOfChange reports whether the figure is the second of two that a change goes between.
func (st *sentence) endOfChange(f *lang.Figure) bool {
	return st.marked(f, linkTo) && some(st.figs, func(g *lang.Figure) bool {
		return g.Last < f.First && f.First-g.Last <= 3 && isPercent(g) && st.startOfChange(g)
	})
}

// shareMoved reads two percentages that go from one to the other, in a sentence whose one measure is
// a whole, as the shares in it of what the text spoke of before: "R&D spending rose by 49 %. In
// relation to revenue it fell from 14.2 % to 9.9 %".
func (r *Reader) shareMoved(d *draft) bool {
	st, f := &r.st, d.fig
	if !isPercent(f) || !st.fromTo(f) && !st.startOfChange(f) && !st.endOfChange(f) || d.measure == nil || d.baseMetric != "revenue" || d.segment != "" || !r.disc.claimed || r.disc.metric == "" || r.disc.metric == d.baseMetric || instant(r.disc.metric) || perShare(r.disc.metric) || plainRatio(r.disc.metric) {
		return false
	}
	if st.moves(f) != 1 {
		return false // "the growth of revenue slowed from 20 % to 10 %"
	}
	d.kind, d.sign, d.base, d.baseSaid, d.metricGuessed = Ratio, 0, "", false, true
	d.prior = st.isPrior(f, d)
	d.segment, d.baseMetric, d.measure = r.disc.segment, r.disc.metric, nil
	d.metric = joinSegment(d.segment, d.baseMetric) + " / revenue"
	return true
}

// shareRightBefore reports whether words for a share stand right before a fraction that
// names no whole: "accounted for seven of every eight dollars".
func (st *sentence) shareRightBefore(f *lang.Figure) bool {
	return !st.scan.V.CJK() && f.First > 0 && st.is(f.First-1, linkShare) && !st.linkAfter(f.Last, linkOf)
}

// ratioAgain gives a percentage that a word for the ratio announces the last one of the sentence,
// though a change was told in between, else the last one of the text, though another measure stands in
// front: "menghabiskan 28 persen pendapatannya untuk riset setelah menaikkan pos itu 21 persen; di
// Alphabet porsinya 15 persen", "operating cash flow recovered to $84.9bn; the ratio is now 62%". Of a
// ratio that the text has not told it is no growth either.
func (r *Reader) ratioAgain(d *draft, dir *mention) bool {
	st, f, last := &r.st, d.fig, r.ratioSaid
	if last != nil && last.segment != "" || f.Sign != 0 || dir != nil && !st.marked(f, linkTo) && !st.otherClause(dir.at, f.First) || st.marked(f, linkBy) || !st.ratioWord(f) {
		return false
	}
	if last == nil && (d.measure == nil || st.segmentBefore(f.First) != nil) {
		return false // percent asks the text for the last one; "数据中心业务收入307.71亿美元，占比78%" tells its own
	}
	d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
	switch {
	case last != nil:
		d.metric, d.baseMetric, d.measure = last.metric, last.baseMetric, nil
	case r.disc.ratio != "":
		d.metric, d.baseMetric, d.measure = r.disc.ratio, r.disc.ratio, nil
	default:
		d.other = "percentage"
		return true
	}
	d.prior = st.isPrior(f, d)
	return true
}

// ratioWord reports whether a word for a ratio told before stands before the figure in its
// clause, nothing measured between.
func (st *sentence) ratioWord(f *lang.Figure) bool {
	return st.someOf(lexicon.Anaphor, func(m *mention) bool {
		return m.id == "ratio" && m.last < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0 && !st.classBetween(lexicon.Measure, m.last, f.First) && !st.classBetween(lexicon.Segment, m.last, f.First)
	})
}

// ratioSince reports whether a word for a ratio told before stands between an atom and the figure,
// no other figure between: 「525억 달러로 늘어 그 비율이 42%가 됐다」.
func (st *sentence) ratioSince(f *lang.Figure, i int) bool {
	return st.someOf(lexicon.Anaphor, func(m *mention) bool {
		return m.id == "ratio" && m.at > i && m.last < f.First && st.figuresBetween(i, f.First) == 0
	})
}

// objectOf is the outlay that a verb of spending names as its object, behind the figure or in front
// of the verb: "spent 28.7 percent of its revenue on research", "menghabiskan US$61,5 miliar, setara
// 83,3% laba bersihnya, untuk membeli kembali saham", "Untuk riset, Meta merogoh US$43,9 miliar".
func (st *sentence) objectOf(verb *mention, f *lang.Figure) *mention {
	if verb == nil || verb.id != "capex" || verb.at > f.First || !st.measuringVerb(&st.atoms[verb.at]) {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || m.id == "capex" || !isOutlay(m.id) || st.at[m.at].strong != st.at[verb.at].strong || !st.linkBefore(m.at, linkFor|linkIn|linkOver) && !st.is(m.at, linkFor) {
			continue
		}
		behind := m.at > f.Last && !some(st.figs, func(g *lang.Figure) bool { return isMoney(g) && g.First > f.Last && g.Last < m.at }) && !st.companyNamed(verb.last, m.at)
		front := m.last < verb.at && verb.at-m.last <= mostOfWords && st.figuresBetween(m.last, verb.at) == 0
		if behind || front {
			return m
		}
	}
	return nil
}

// spendsOn reports whether a verb of spending that names no object goes on with the outlay that the
// text speaks of: "spent $85.6 billion on research. Google's parent spent $45.4 billion".
func (r *Reader) spendsOn(d *draft) bool {
	m := d.measure
	if !isMoney(d.fig) || m.id != "capex" || m.last >= d.fig.First || !r.st.is(m.at, cueSpends) || !r.disc.claimed || !isOutlay(r.disc.metric) || r.disc.metric == "capex" {
		return false
	}
	d.baseMetric, d.measure, d.metricGuessed = r.disc.metric, nil, true
	return true
}

// fractionOf reports whether a particle makes the measure right before a fraction its whole, and
// nothing moves to it: 「営業キャッシュフローの3分の1近くに当たる」, "영업활동현금흐름의 절반 가까이를".
func (st *sentence) fractionOf(f *lang.Figure, m *mention) bool {
	return f.Form == lang.Part && m.class == lexicon.Measure && !perShare(m.id) && m.id != "price" && f.First-m.last <= 2 && (st.linkBefore(f.First, linkOf) || st.ownedThen(f)) && !st.classBetween(lexicon.Direction, f.Last, f.Last+4)
}

// amountBehindShare is the measure of the amount right behind a fraction, which is what has the
// share: 「営業キャッシュフローの3分の1近くに当たる323億ドルを設備投資に回した」.
func (st *sentence) amountBehindShare(f *lang.Figure) *mention {
	if !st.verbFinal() {
		return nil
	}
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= f.Last || g.First-f.Last > mostOfWords || !isMoney(g) || st.otherClause(f.Last, g.First) || st.figuresBetween(f.Last, g.First) > 0 || f.Form != lang.Part && !st.anyIs(f.Last+1, g.First, linkShare|linkEquals) {
			continue
		}
		for k := range st.ms {
			if m := &st.ms[k]; m.class == lexicon.Measure && m.at > g.Last && m.at-g.Last <= mostOfWords && !st.otherClause(g.Last, m.at) && fits(g, m.id) {
				return m
			}
		}
	}
	return nil
}

// rightBefore reports whether a measure stands right before the figure, but for an "and" that its
// language puts behind the first word of a clause: "आयस्य च १७.१ प्रतिशतं … अवशिष्टम्".
func (st *sentence) rightBefore(m *mention, f *lang.Figure) bool {
	return m.last == f.First-1 || m.last == f.First-2 && st.grammar().PostTo && st.is(f.First-1, linkAnd)
}

// wentInto is the measure right behind a share that says what was made of it, where nothing moves
// in its clause: "आयस्य २८.७ प्रतिशतम् अनुसन्धाने विकासे च व्ययितवती", "आयस्य १७.१ प्रतिशतं परिचालनलाभरूपेण".
func (st *sentence) wentInto(f *lang.Figure, whole *mention) *mention {
	if !st.grammar().PostTo || !isPercent(f) || whole.id != "revenue" || whole.last > f.First || st.someOf(lexicon.Direction, func(m *mention) bool { return !st.otherClause(m.at, f.First) }) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.id != whole.id && m.at > f.Last && m.at-f.Last <= 2 && !st.otherClause(f.Last, m.at) && (isOutlay(m.id) || swings(m.id)) && st.figuresBetween(f.Last, m.at) == 0 {
			return m
		}
	}
	return nil
}

// movedSince is the direction that the next percentage tells for the figure as well, where only
// what that one is measured from stands between: "गतवर्षस्य समानत्रिमासात् ५१ प्रतिशतम्,
// पूर्वत्रिमासात् च २३ प्रतिशतं न्यूनम्".
func (st *sentence) movedSince(f *lang.Figure) *mention {
	if !st.grammar().PostTo {
		return nil
	}
	if g := st.nextFigure(f); g != nil && isPercent(g) && st.onlyTimes(f.Last, g.First) {
		return st.listDirection(f)
	}
	return nil
}

// onlyTimes reports whether nothing but times, companies and small words stands between two atoms.
func (st *sentence) onlyTimes(a, b int) bool {
	for j := a + 1; j < b; j++ {
		x := &st.atoms[j]
		if x.Kind != lang.Punct && !st.used[j] && !x.InAny(1<<lexicon.Base|1<<lexicon.Period|1<<lexicon.Link|1<<lexicon.Entity) && !st.glue(x) {
			return false
		}
	}
	return true
}

// sharesNext reports whether the only words for a share in the sentence stand behind the
// figure and have a figure of their own: "έτρεξε με 34% και απέφερε 15,2 δισ.".
func (st *sentence) sharesNext(f *lang.Figure) bool {
	next := false
	for i := range st.ms {
		m := &st.ms[i]
		if m.sense != linkShare || st.cost(m.at, f.First) > 14 {
			continue
		}
		if m.at < f.Last || !st.figureSoon(m.last) {
			return false
		}
		next = true
	}
	return next
}
