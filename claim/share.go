package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// wholeOf is the measure that a percentage is a share of: "45 Prozent des
// operativen Mittelzuflusses", "87 per cent of group turnover", "売上高の87%".
func (r *Reader) wholeOf(f *lang.Figure) *mention {
	st := &r.st
	if st.scan.V.CJK() {
		var whole *mention
		for i := range st.ms {
			m := &st.ms[i]
			if m.class == lexicon.Measure && m.last < f.First && st.wholeOfOther(m, f) {
				continue
			}
			if m.class == lexicon.Measure && m.last < f.First && (f.First-m.last <= 6 || f.First-m.last <= 9 && st.shareOf(f, m)) && !plainRatio(m.id) && (st.linkBefore(f.First, linkOf) && (r.sharePhrase(f) || st.bareShare(f, m)) || st.shareOf(f, m) || st.fractionOf(f, m)) {
				whole = m // the nearest
			}
			if m.class == lexicon.Measure && m.at > f.Last && m.at-f.Last <= 4 && whole == nil && !plainRatio(m.id) && (st.linkAfter(f.Last, linkOf) && m.at > f.Last+1 || m.at == f.Last+1 && st.anyIs(f.First-3, f.First, linkShare)) && r.sharePhrase(f) {
				return m // 「贡献了约一半的营业利润」, 「贡献了六成营业利润」
			}
		}
		return whole
	}
	if st.verbBehind(f) {
		return nil
	}
	for i := range st.ms { // "der Anteil der Cloud am Umsatz lag bei 12 Prozent"
		if s := &st.ms[i]; (s.sense == linkShare || s.class == lexicon.Anaphor && s.id == "ratio" && st.linkAfter(s.last, linkOf)) && s.last < f.First && (st.at[s.at].strong == st.at[f.First].strong || st.dashIs(s.at, f)) && !st.moreThanBefore(f, s) {
			for k := range st.ms {
				m := &st.ms[k]
				if m.class == lexicon.Measure && (m.at > s.last || m.at >= s.at && st.is(m.at, linkShare)) && m.last < f.First && m.id != "price" && !plainRatio(m.id) && st.figuresBetween(s.last, f.First) == 0 && !st.colonBetween(s.last, m.at) && !(st.otherClause(s.last, m.at) && st.classBetween(lexicon.Direction, m.last, f.First)) && (st.linkBefore(m.at, linkIn|linkOf) || s.last == m.at-1 && strings.ContainsRune(st.scan.Text[s.start:s.end], ' ') || st.is(m.at, linkShare) || st.grammar().Genitive || st.ownedWhole(s, m)) {
					return st.wholeIn(m, f)
				}
			}
		}
	}
	if st.grammar().Genitive {
		if m := r.genitiveWhole(f); m != nil {
			return m
		}
	}
	if st.growthFrom(f) {
		return nil
	}
	if f.Last+2 < len(st.atoms) && st.atoms[f.Last+2].In(lexicon.Direction) && !st.atoms[f.Last+2].In(lexicon.Measure) {
		return nil // "62 % de plus"
	}
	if f.Last+1 < len(st.atoms) && st.atoms[f.Last+1].In(lexicon.Base) && st.firstDirection(f) != nil {
		return nil // "encolheu 33% na comparação anual e levou o faturamento total a US$ 6,7 bilhões"
	}
	if !st.linkAfter(f.Last, linkOf|linkShare) {
		if !(r.sharePhrase(f) && st.linkAfter(f.Last, linkIn|linkTo) && !st.marked(f, linkBy) && st.firstDirection(f) == nil) {
			return nil
		}
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.at <= f.Last {
			continue
		}
		if m.class == lexicon.Measure && m.at-f.Last <= 7 && st.at[m.at].strong == st.at[f.Last].strong && m.id != "price" && !(lossOf(m) && st.movesAt(m.at)) { // but "drei Viertel ihres Wertes verloren"
			return m
		}
		if m.class == figureMention && m.at-f.Last <= 7 && st.at[m.at].weak == st.at[f.Last].weak && isMoney(&st.figs[m.idx]) { // "a seventh of the $2.7bn that went on research"
			w, _ := st.measureFor(&st.figs[m.idx])
			if w != nil && w.class == lexicon.Measure {
				return w
			}
			return nil
		}
		if m.class == lexicon.Other && m.at-f.Last <= 5 {
			return m
		}
	}
	return nil
}

// shareOf reports whether a word for a share stands right before a measure or
// between it and the figure: 「占总营收的比重升至87.7%」.
func (st *sentence) shareOf(f *lang.Figure, m *mention) bool {
	share := st.shareBetween(m.last, f.First) && !st.takesShare(m.last, f.First) || st.anyIs(m.at-2, m.at, linkShare) // 「매출에서 차지하는 비중은 6분의 1」
	from := m.last
	if st.scan.V.CJK() && st.linkAfter(m.last, linkBut) {
		from += 2 // 「營業利益卻貢獻了近六成」: an adverb there
	}
	return share && f.Unit == "percent" && st.figuresBetween(m.last, f.First) == 0 && !st.otherClause(from, f.First)
}

// bareShare reports whether a percentage right behind "of" a measure is a share of
// it without a word for sharing: nothing moves in its clause, and another measure
// or a part stands before: 「営業利益は売上高の3分の2だった」, or right behind:
// 「売上高の98%を広告で稼いだ」, or the whole is said to be the company's:
// 「営業利益は104億ドルで、全社の営業利益の6割を稼いだ」.
func (st *sentence) bareShare(f *lang.Figure, whole *mention) bool {
	if dir, _ := st.directionFor(f); dir != nil && !st.otherClause(dir.at, f.First) {
		return false
	}
	return some(st.ms, func(m *mention) bool {
		part := m.class == lexicon.Measure && (m.id != whole.id || m.last < whole.at && st.wholesOwn(whole)) || m.isPart()
		if m.isPart() && m.at == f.Last+2 && st.linkAfter(m.last, linkFrom|linkWith) {
			return true
		}
		return part && m.last < whole.at && st.at[m.at].strong == st.at[f.First].strong && (st.figuresBetween(m.last, whole.at) <= 1 || st.at[whole.at].depth > st.at[m.at].depth)
	})
}

// genitiveWhole is the measure of which a percentage is a share where a case says
// so and no preposition: right behind the figure ("87 % выручки"), or between
// another measure and the figure ("परिचालनलाभः राजस्वस्य ४८ प्रतिशतम्").
func (r *Reader) genitiveWhole(f *lang.Figure) *mention {
	st := &r.st
	if (st.marked(f, linkBy) || st.marked(f, linkTo)) && !st.linkBefore(f.First, linkShare) { // but "составила 8,8% выручки"
		return nil
	}
	var first *mention
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || m.id == "price" || plainRatio(m.id) || perShare(m.id) {
			continue
		}
		if m.at > f.Last {
			if m.at-f.Last <= 2 && st.at[m.at].weak == st.at[f.Last].weak && st.at[m.at].strong == st.at[f.Last].strong && !st.used[f.Last+1] && !st.measuringVerb(&st.atoms[m.at]) && (len(st.grammar().Genitives) == 0 || st.takenOf(m)) {
				return m
			}
			if !lang.Ends(st.folded(&st.atoms[m.last]), st.grammar().Wholes) || !st.ownersOnly(f.Last, m.at) {
				return nil
			}
			return m
		}
		if st.rightBefore(m, f) && st.takenOf(m) && (f.Form == lang.Part || st.wentInto(f, m) != nil || first == nil && (st.partBehind(f) || r.sharePhrase(f)) || first != nil && st.figuresBetween(first.last, m.at) > 0 && (st.partBehind(f) || st.appendedShare(f, m))) {
			return m // "परिचालनलाभस्य ६० प्रतिशतं भागः AWS-विभागस्य", "यत् राजस्वस्य चतुर्थांशात् अधिकम्"
		}
		if m.last == f.First-1 && (first != nil && first.id != m.id && st.takenOf(m) && st.boundShare(f) || st.partOfWhole(f, m)) {
			return m
		}
		if f.First-m.last <= 5 && lang.Ends(st.folded(&st.atoms[m.last]), st.grammar().Wholes) && !st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) == 0 && st.shareBetween(m.last, f.First) {
			return m // "liikevaihdosta se toi vain vajaan viidenneksen"
		}
		if m.last == f.First-1 && first != nil && (first.id != m.id || st.segmentBefore(first.at+1) != nil) && st.cost(first.last, m.at) <= 4 {
			if len(st.grammar().Wholes) > 0 && st.takenOf(first) && !st.takenOf(m) {
				return first // "liikevaihdosta jäi viivan alle 29 prosenttia"
			}
			return m
		}
		first = m
	}
	return nil
}

// takenOf reports whether a measure's case says that a share is taken of it.
func (st *sentence) takenOf(m *mention) bool {
	g, word := st.grammar(), string(st.folded(&st.atoms[m.last]))
	return lang.Ends(word, g.Genitives) || lang.Ends(word, g.Wholes)
}

// appendedShare reports whether a share and its whole make a clause of their own
// that ends with it: "मेघविभागस्य राजस्वं १०.३ बिलियन-डॉलर-परिमितम्, समग्रराजस्वस्य अष्टमांशः".
func (st *sentence) appendedShare(f *lang.Figure, whole *mention) bool {
	return f.Last+1 < len(st.atoms) && st.atoms[f.Last+1].Kind == lang.Punct && st.at[whole.at].weak == st.at[f.First].weak &&
		whole.at > 1 && (st.atoms[whole.at-1].Kind == lang.Punct || st.atoms[whole.at-2].Kind == lang.Punct)
}

// boundShare reads "more than" in the case of a percentage that no growth is told by:
// "परिचालनलाभः … सञ्जातः, स च राजस्वस्य ४५ प्रतिशतात् अधिकः".
func (st *sentence) boundShare(f *lang.Figure) bool {
	return isPercent(f) && !(f.Last+2 < len(st.atoms) && st.atoms[f.Last+2].In(lexicon.Direction)) && st.boundByCase(f)
}

// toldOfWhole reports whether the amount stands in a clause behind the whole of
// a share that names nothing else: "half of operating income, which came to 18.2bn".
func (st *sentence) toldOfWhole(d, prev *draft) bool {
	return d.measure.at > prev.fig.Last && d.measure.last < d.fig.First && st.atoms[d.fig.First-1].Kind != lang.Punct && st.at[d.fig.First].weak-st.at[d.measure.at].weak == 1 &&
		st.at[d.fig.First].strong == st.at[d.measure.at].strong && !st.apposed(d) && !st.linkBefore(d.fig.First, linkOr|linkWith) && !st.joinedBetween(d.measure.last, d.fig.First) && !st.classBetween(lexicon.Entity, d.measure.last, d.fig.First) && d.baseMetric != "revenue"
}

// joinedBetween reports whether "and", "but" or a direction stands between two atoms.
func (st *sentence) joinedBetween(a, b int) bool {
	return st.anyIs(a+1, b, linkAnd|linkBut) || some(st.atoms[a+1:b], func(x *lang.Atom) bool { return x.In(lexicon.Direction) })
}

// partBehind reports whether a part of a business stands behind the figure in its
// clause, by name or as "this division".
func (st *sentence) partBehind(f *lang.Figure) bool {
	return some(st.ms, func(m *mention) bool {
		part := m.isPart() || m.class == lexicon.Anaphor && m.id == "unit"
		return part && m.at > f.Last && st.at[m.at].weak == st.at[f.Last].weak && st.at[m.at].strong == st.at[f.Last].strong
	})
}

// growthFrom reports whether the amount behind a percentage is what it is
// measured from, or a time, in a language whose word for "from" means "of" too: "tumbuh
// 10 persen dari US$134 miliar", "bertambah 24% dari periode serupa tahun lalu".
func (st *sentence) growthFrom(f *lang.Figure) bool {
	return st.linkAfter(f.Last, linkOf) && st.linkAfter(f.Last, linkFrom) && st.classBetween(lexicon.Direction, f.First-3, f.First) && (st.figureNext(f.Last+2) || st.someOf(lexicon.Base, func(m *mention) bool {
		return m.at > f.Last && m.at-f.Last <= 2
	}))
}

// figureNext reports whether a figure begins at atom i.
func (st *sentence) figureNext(i int) bool {
	for k := range st.figs {
		if st.figs[k].First == i {
			return true
		}
	}
	return false
}

// ofTotal reports whether the figure is a share of "the total", which is the
// whole of the part that the figure before stands for.
func (st *sentence) ofTotal(f *lang.Figure) bool {
	if st.scan.V.CJK() { // 「全体の88%」
		return f.First > 1 && (st.scan.Is(&st.atoms[f.First-2], lexicon.Anaphor, "total") && st.linkBefore(f.First, linkOf) || st.scan.Is(&st.atoms[f.First-1], lexicon.Anaphor, "total"))
	}
	for j := f.Last + 1; j < len(st.atoms) && j <= f.Last+6; j++ {
		if st.scan.Is(&st.atoms[j], lexicon.Anaphor, "total") {
			return !st.measureAt(j + 1)
		}
		if st.used[j] || st.atoms[j].Kind == lang.Punct && !st.atoms[j].Joined {
			return false
		}
	}
	return false
}

// anaphorBefore reports whether an anaphor of that id stands before the figure
// in its clause.
func (st *sentence) anaphorBefore(f *lang.Figure, id string) bool {
	found := false
	st.each(lexicon.Anaphor, func(m *mention) {
		found = found || m.id == id && m.last < f.First && st.at[m.at].strong == st.at[f.First].strong
	})
	return found
}

// sharePhrase reports whether words for a share stand in the figure's clause.
func (r *Reader) sharePhrase(f *lang.Figure) bool {
	st := &r.st
	return !st.verbBehind(f) && st.signalled(linkShare, func(m *mention) bool { return st.cost(m.at, f.First) <= 14 })
}

// earlierWhole reports whether a measure is the whole of a share that stands
// before the figure: the profits of "60 % of profits, but only a sixth of sales".
func (st *sentence) earlierWhole(m *mention, f *lang.Figure) bool {
	if st.scan.V.CJK() {
		return m.last < f.First && st.figuresBetween(m.last, f.First) > 0 && st.wholeOfNext(m)
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && g.Last < m.at && m.last < f.First && (m.at-g.Last <= 7 && st.linkAfter(g.Last, linkOf|linkShare) || m.at == g.Last+1 && st.grammar().Genitive) && st.figuresBetween(g.Last, m.at) == 0
	})
}

// anaphoricWhole is the measure that "of which" before a percentage, or "of that"
// behind it, takes for its whole: the level before.
func (r *Reader) anaphoricWhole(d *draft, prev *draft) string {
	st, f := &r.st, d.fig
	if !st.ofWhich(f) && !st.linkAfter(f.Last, linkOfWhich) || st.verbBehind(f) {
		return ""
	}
	switch {
	case prev != nil && (prev.kind == Level || prev.kind == Change && canHaveSegment(prev.baseMetric)) && prev.segment == "" && prev.other == "" && !plainRatio(prev.baseMetric):
		return prev.baseMetric
	case prev == nil && r.disc.claimed && r.disc.segment == "":
		return r.disc.metric
	}
	return ""
}

// sameWhole reads a share that names no whole where a share of one was stated
// before: "Data centers make up 87 % of revenue, games less than a tenth".
func (r *Reader) sameWhole(d *draft, prev *draft) bool {
	st, f := &r.st, d.fig
	stated := r.disc.ratio
	if prev != nil && prev.kind == Ratio && prev.other == "" {
		stated = prev.metric
	}
	part, whole, ok := strings.Cut(stated, " / ")
	if swings(part) {
		whole = "operating income" // behind a margin, a part's share is of the profit: "a margin of 11 %. AWS contributed 60 %"
	}
	ok = ok && canHaveSegment(whole) && part != "gross profit"
	if !ok && prev != nil && prev.kind == Level && prev.segment == "" {
		whole = prev.baseMetric
	} else if !ok && prev == nil && r.disc.claimed && r.disc.segment == "" {
		whole = r.disc.metric // "Revenue doubled to 130.5bn. Data centers now make up 88 %."
	}
	if !canHaveSegment(whole) || !r.sharePhrase(f) && !st.ofWhich(f) && !r.shareBehind(f) || st.sharesNext(f) && !st.ofWhich(f) {
		return false
	}
	d.metricGuessed = !ok
	seg := st.segmentBefore(f.First)
	if seg == nil || st.at[seg.at].strong != st.at[f.First].strong && !st.dashIs(seg.at, f) || st.amountsBetween(seg.last, f.First) > 0 {
		switch only := st.onlySegment(f); {
		case st.segmentInClause(f) != nil && st.ofWhich(f):
			seg = st.segmentInClause(f)
		case only != nil && !ok && (prev == nil || st.linkBefore(prev.fig.First, linkOf)) && (f.Form == lang.Part || st.cameFrom(f, only)) && !st.classBetween(lexicon.Measure, -1, only.at):
			seg = only // "Operating income was $19.2bn. More than half, $10.2bn, came from AWS."
		default:
			return false
		}
	}
	d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
	if d.segment = r.segmentID(seg); swings(part) && revenueOnly(d.segment) {
		whole = "revenue"
	}
	d.baseMetric, d.metric = whole, joinSegment(d.segment, whole)+" / "+whole
	return true
}

// farNumerator is how far before its share a subject may stand: "La recherche,
// malgré …, n'a pas été sacrifiée : elle absorbe 28,5 % des facturations".
const farNumerator = 60

// nearShare is within how many atoms a figure can be what a share verb behind it is told of.
const nearShare = 6

// ratio reads a share of a whole: its numerator is the measure before it or
// the one spoken of.
func (r *Reader) ratio(d *draft, whole *mention, prev *draft) {
	st, f := &r.st, d.fig
	d.kind, d.sign = Ratio, 0
	if whole.class == lexicon.Other {
		d.other = whole.id
		return
	}
	num, seg := "", ""
	apposed := prev != nil && prev.kind == Level && prev.segment != "" && prev.measure != nil && prev.unit != "" && f.First-prev.fig.Last <= 4
	var m *mention
	cost := farNumerator
	for i := range st.ms {
		x := &st.ms[i]
		if x == whole || x.class != lexicon.Measure || x.id == "price" || plainRatio(x.id) || st.earlierWhole(x, f) {
			continue
		}
		c := 0
		switch {
		case x.at < f.First:
			c = st.cost(x.last, f.First) + 2*st.figuresBetween(x.last, f.First)
		case x.at > whole.last && !st.scan.V.CJK() && st.at[x.at].strong == st.at[whole.at].strong && !(st.otherClause(whole.last, x.at) && st.figureInClause(x.at)):
			c = st.cost(whole.last, x.at) + 12
		default:
			continue
		}
		if c < cost && (x.at < f.First || c < farMeasure) {
			m, cost = x, c
		}
	}
	var into *mention
	if x := st.objectOf(m, f); x != nil {
		m = x
	} else if into = st.wentInto(f, whole); into != nil {
		m = into
	} else if m == nil {
		m = st.amountBehindShare(f)
	}
	segM := st.segmentFor(f, m)
	if segM == nil && (m != nil && st.figuresBetween(m.last, f.First) > 0 && r.sharePhrase(f) || st.dashIs(whole.at, f)) {
		segM = st.segmentBefore(f.First) // the measure before is another figure's
	}
	if behind := st.segmentBehind(whole); m == nil && behind != nil {
		segM = behind
	}
	switch {
	case prev != nil && st.orItsMargin(f, whole, prev):
		num, seg = prev.baseMetric, prev.segment
	case segM != nil && m != nil && !canHaveSegment(m.id) && segM.last < m.at && st.otherClause(segM.at, m.at) && st.figuresBetween(segM.last, m.at) > 0:
		num = m.id // 「游戏收入下降46%，研发开支却增至19.5亿美元，占到营收的32%」
	case segM != nil && m != nil && into == nil && m.id != whole.id && canHaveSegment(whole.id) && (st.figuresBetween(m.last, f.First) > 0 || r.sharePhrase(f)):
		num, seg = whole.id, r.segmentID(segM) // the measure before is another figure's
	case into != nil && canHaveSegment(m.id):
		if num, seg = m.id, r.segmentID(segM); seg == "" && prev != nil && prev.baseMetric == whole.id && !st.ownerBetween(prev.fig.Last, f.First) {
			seg = prev.segment
		}
	case m != nil && canHaveSegment(m.id):
		num, seg = m.id, r.segmentID(segM)
	case m != nil:
		num = m.id
	case segM != nil:
		num, seg = whole.id, r.segmentID(segM)
	case r.sharePhrase(f) && st.segmentBefore(f.First) != nil: // "AWS …, obwohl auf sie nur 18 Prozent entfallen"
		num, seg = whole.id, r.segmentID(st.segmentBefore(f.First))
	case prev != nil && prev.segment == "" && r.sharePhrase(f) && f.First-prev.fig.Last > nearShare && !st.scan.V.CJK():
		d.other = "share" // "… of the profit of 15.3bn comes from a unit that makes up but 17 % of sales"
		return
	case prev != nil && prev.kind == Ratio && prev.segment != "" && strings.HasSuffix(prev.metric, " / "+prev.baseMetric) && canHaveSegment(whole.id):
		num, seg = whole.id, prev.segment // the same part of another whole
	case prev != nil && prev.baseMetric != "" && !plainRatio(prev.baseMetric):
		num, seg = prev.baseMetric, prev.segment
	case r.disc.claimed && r.disc.segment != "" && canHaveSegment(whole.id) && whole.id != "revenue":
		num, seg, d.metricGuessed = whole.id, r.disc.segment, true // "it is responsible for more than half of Amazon's operating income"
	case st.scan.V.CJK() && r.disc.claimed && r.disc.segment == "" && swings(r.disc.metric) != swings(whole.id):
		// a profit's share of sales is a margin, not told so: "매출 비중은 17%다"
	case r.disc.claimed:
		num, seg, d.metricGuessed = r.disc.metric, r.disc.segment, true
	case r.disc.topicSeg != "":
		num, seg, d.metricGuessed = whole.id, r.disc.topicSeg, true
	}
	if apposed && m == prev.measure && seg == "" {
		seg = prev.segment // "its operating income, $39.8bn, is three fifths of the group's profit"
	}
	if m == nil && seg != "" && num != whole.id && canHaveSegment(whole.id) && !(prev != nil && st.orItsMargin(f, whole, prev)) {
		num = whole.id // of a profit, a part's sales are no share: "made up 18 % of sales, but 53 % of the profit"
	}
	if num == whole.id && seg == "" {
		if segM = st.segmentFor(f, nil); segM != nil {
			seg = r.segmentID(segM)
		} else if r.disc.segment != "" {
			seg = r.disc.segment
		}
	}
	if num == "" || num == whole.id && seg == "" || num == "price" || plainRatio(num) || instant(whole.id) && !instant(num) {
		d.other = "share"
		return
	}
	if seg != "" && prev != nil && prev.kind == Level && prev.other == "" && prev.segment == "" && prev.baseMetric == whole.id && isMoney(prev.fig) && !st.scan.V.CJK() && (f.First-prev.fig.Last <= 2 && r.sharePhrase(f) && !st.ofMeasure(prev.fig) || prev.measure == whole && whole.at > f.Last && st.figuresBetween(prev.fig.Last, f.First) == 0) {
		prev.segment, prev.metric = seg, joinSegment(seg, whole.id) // "Sie steuerte mit 7,0 Milliarden Dollar gut 62 Prozent zum operativen Ergebnis bei", "The $24.6bn of AWS was two thirds of operating income"
	}
	d.measure, d.baseMetric, d.segment = m, num, seg
	of := whole.id
	switch {
	case seg == "":
	case of == "net income":
		of = "operating income" // what filers state of their parts
	case num == "operating income" && of == "revenue" && !st.ofTheWhole(whole) && !st.ownerBetween(f.Last, whole.last+4) && !revenueOnly(seg):
		of = joinSegment(seg, "revenue") // a margin: "AWS teki 10,2 miljardin liikevoiton, mikä on 32,9 prosenttia liikevaihdosta"
	}
	d.metric = joinSegment(seg, num) + " / " + of
}

// orItsMargin reports whether "or" joins the share in the sales to the operating profit of a part of
// a business, whose margin it is: "Google Cloudin liikevoitto oli 2,8 miljardia eli 20,7 prosenttia
// liikevaihdosta".
func (st *sentence) orItsMargin(f *lang.Figure, whole *mention, prev *draft) bool {
	return whole.id == "revenue" && prev.kind == Level && prev.other == "" && prev.segment != "" && prev.baseMetric == "operating income" && isMoney(prev.fig) &&
		prev.fig.Last < f.First && (f.First-prev.fig.Last <= 4 && st.anyIs(prev.fig.Last+1, f.First, linkOr) || f.First-prev.fig.Last <= 6 && st.grammar().Genitive && st.anyIs(prev.fig.Last+1, f.First, cueWhich) && st.scan.Closed(&st.atoms[f.First-1], lexicon.Auxiliary))
}

// marginOf is the margin in front of a share that says once more what it is a share
// of: "the gross margin was 73.4 % of sales", "Bruttokate, 73 prosenttia liikevaihdosta, …".
func (st *sentence) marginOf(f *lang.Figure, whole *mention) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Measure && strings.HasSuffix(m.id, " / "+whole.id) && m.last < f.First && st.figuresBetween(m.last, f.First) == 0 &&
			(!st.otherClause(m.at, f.First) || !st.scan.V.CJK() && st.at[m.at].strong == st.at[f.First].strong && !st.classBetween(lexicon.Measure, m.last, f.First) && !st.classBetween(lexicon.Segment, m.last, f.First)) {
			return m
		}
	}
	return nil
}

// whichWhole reports whether a relative pronoun right behind the whole of a share makes it
// what the figure tells of: "приходится 17% выручки, которая выросла на 11%".
func (st *sentence) whichWhole(d, prev *draft) bool {
	if prev == nil || prev.kind != Ratio || prev.other != "" || st.scan.V.CJK() {
		return false
	}
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return strings.HasSuffix(prev.metric, " / "+m.id) && m.at > prev.fig.Last && m.last+2 < d.fig.First && st.figuresBetween(m.last, d.fig.First) == 0 &&
			(st.whichAt(m.last+1) || st.plainWhich(m.last+1) || st.whichBehindOwner(m.last+1)) && !st.classBetween(lexicon.Measure, m.last, d.fig.First)
	})
}

// whichAt reports whether a comma at atom i opens a relative clause. Where nouns are written
// with capitals, an article without one is a pronoun: "zum Umsatz beiträgt, der 180
// Milliarden erreichte".
func (st *sentence) whichAt(i int) bool {
	if i+2 >= len(st.atoms) || st.mark(&st.atoms[i]) != "," {
		return false
	}
	return st.is(i+1, cueWhich) || st.grammar().CapitalNouns && st.scan.Closed(&st.atoms[i+1], lexicon.Article) && !st.atoms[i+2].Capital
}

// plainWhich is whichAt behind an adjective or verb at atom i that adds nothing: "sul giro
// d'affari complessivo, che ha raggiunto".
func (st *sentence) plainWhich(i int) bool {
	return i < len(st.atoms) && st.atoms[i].Kind == lang.Word && !st.used[i] && !st.atoms[i].InAny(1<<lexicon.Entity|1<<lexicon.Segment) && st.whichAt(i+1)
}

// whichBehindOwner reports whether a company's name, an article before it or not, stands
// at atom i and opens a relative clause: "τα κέρδη της Amazon, τα οποία έφτασαν".
func (st *sentence) whichBehindOwner(i int) bool {
	if i+1 < len(st.atoms) && (st.scan.Closed(&st.atoms[i], lexicon.Article) || st.glue(&st.atoms[i])) {
		i++
	}
	return i+1 < len(st.atoms) && st.atoms[i].In(lexicon.Entity) && st.whichAt(i+1)
}
