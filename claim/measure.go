package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// ofWhich reports whether words that take a part of what was just stated open
// the clause of the figure: "of which".
func (st *sentence) ofWhich(f *lang.Figure) bool {
	return st.signalled(linkOfWhich, func(m *mention) bool {
		inserted := st.at[f.First].weak - st.at[m.at].weak // two commas around an insertion: "de los que AWS, la filial, puso 5.365 millones"
		return m.last < f.First && (inserted == 0 || inserted == 2) && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(m.last, f.First) == 0
	})
}

// ofIt reports whether words right behind the amount take it out of what was told before:
// "$6.5 billion of it", "6,5 Milliarden Dollar davon".
func (st *sentence) ofIt(f *lang.Figure) bool {
	j := f.Last + 1
	return j < len(st.atoms) && (st.is(j, linkOfWhich) || j+1 < len(st.atoms) && st.is(j, linkOf) && st.scan.Closed(&st.atoms[j+1], lexicon.Pronoun))
}

// partThatGave is the part of a business that an amount is said to have come
// from, behind it in its clause.
func (st *sentence) partThatGave(d *draft) *mention {
	if !isMoney(d.fig) || st.scan.V.CJK() || d.measure != nil && (d.measure.at > d.fig.Last || st.figuresBetween(d.measure.at, d.fig.First) == 0 && !st.otherClause(d.measure.at, d.fig.First)) {
		return nil
	}
	if seg := st.segmentBefore(d.fig.First); seg != nil && !st.otherClause(seg.at, d.fig.First) && st.figuresBetween(seg.last, d.fig.First) == 0 && st.shareBetween(seg.last, d.fig.First) {
		return seg // "AWS aportó 10.160 millones"
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.at <= d.fig.Last || !m.isPart() {
			continue
		}
		near := !st.otherClause(d.fig.Last, m.at) && st.figuresBetween(d.fig.Last, m.at) == 0 && m.at-d.fig.Last <= 8
		if near && m.at-d.fig.Last <= 3 && st.fallsToBehind(d.fig) || (near || st.afterInsertion(d.fig, m)) && (st.shareBetween(d.fig.Last, m.at) || st.grammar().Genitive && st.shareBetween(m.last, min(m.last+3, len(st.atoms)))) {
			return m
		}
		return nil
	}
	return nil
}

// segmentInClause is the one part of a business in the figure's clause.
func (st *sentence) segmentInClause(f *lang.Figure) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.isPart() && st.at[m.at].weak == st.at[f.First].weak && st.at[m.at].strong == st.at[f.First].strong {
			return m
		}
	}
	return nil
}

// narrow settles the words that may narrow the measure to a part.
func (r *Reader) narrow(d *draft) {
	if d.measure == nil && d.metricGuessed && d.other == "" && d.part == "" {
		d.part = r.st.ownTopic(d.fig.First)
	}
	if d.measure == nil && d.segment != "" && d.other == "" && d.part == "" {
		d.part = r.st.segmentNoun(d.fig)
	}
	if d.measure == nil || d.measure.class != lexicon.Measure || d.other != "" || d.baseMetric == "price" {
		return
	}
	part, adjusted := r.st.partOf(d.measure)
	if part == "" {
		part = r.st.investedInto(d)
	}
	adjusted = adjusted || r.st.adjusted(d.fig) || r.st.supposed(d.fig)
	switch {
	case adjusted && !r.st.firstOfPair(d.fig, d.measure):
		d.other = "non-gaap"
	case part == "" || len(d.parties) != 1 || strings.HasPrefix(part, d.parties[0].Name):
	case d.segment == "" && canHaveSegment(d.baseMetric) && r.isSegment(d.id(), part):
		d.segment = strings.ToLower(part)
		if d.metric != "" {
			d.metric = joinSegment(d.segment, d.metric)
		}
	default:
		d.part = part
	}
	if d.part == "" {
		d.part = r.st.otherSubject(d)
	}
	if d.part == "" && d.segment == "" {
		d.part = r.st.describedUnit(d.fig)
	}
	if j := d.measure.last + 1; d.part == "" && d.segment == "" && j < len(r.st.atoms) && r.st.scan.Is(&r.st.atoms[j], lexicon.Anaphor, "unit") {
		d.part = r.st.mark(&r.st.atoms[j]) // "Убыток подразделения виртуальной реальности"
	}
}

// adjusted reports whether words near the figure make its measure one that no
// filing states: "Excluding one-time items, it earned $6.12 a share".
func (st *sentence) adjusted(f *lang.Figure) bool {
	found := false
	st.each(lexicon.Other, func(m *mention) {
		if m.id != "non-gaap" || st.at[m.at].strong != st.at[f.First].strong {
			return
		}
		found = found || m.at < f.First && st.cost(m.last, f.First) <= 16 && st.figuresBetween(-1, f.First) == 0 ||
			m.at > f.Last && m.at-f.Last <= 4 && st.at[m.at].weak == st.at[f.Last].weak
	})
	return found
}

// measureOf settles the measure: the one found, the segment's revenue, or the
// one that the discourse speaks of.
func (r *Reader) measureOf(d *draft, prev *draft) {
	st := &r.st
	if st.scan.V.CJK() && d.measure != nil && prev != nil && prev.kind == Ratio && prev.measure != nil && strings.HasSuffix(prev.metric, " / "+d.measure.id) && d.fig.First-prev.fig.Last <= 3 {
		d.measure = prev.measure // 「研究開発費は売上高の12%にあたる295億ドル」
	}
	if st.scan.V.CJK() && isMoney(d.fig) && d.measure != nil && prev != nil && prev.kind == Ratio && prev.measure == nil && prev.segment != "" && strings.HasSuffix(prev.metric, " / "+d.measure.id) && d.measure.last < prev.fig.First && d.fig.First-prev.fig.Last <= 2 {
		d.baseMetric, d.segment = prev.baseMetric, prev.segment // 「매출의 98%인 550억달러가 광고에서 나왔다」
		return
	}
	if d.measure != nil && d.measure.class == lexicon.Other {
		d.other = d.measure.id
		return
	}
	if special := st.earnedBy(d); special != nil {
		d.other = special.id
		return
	}
	if d.measure == nil && prev != nil && prev.kind == Ratio && prev.other == "" && prev.segment != "" && prev.fig.Form == lang.Part && isMoney(d.fig) && d.fig.First-prev.fig.Last <= 3 && strings.HasSuffix(prev.metric, " / "+prev.baseMetric) {
		d.baseMetric, d.segment = prev.baseMetric, prev.segment // "More than half, $10.2bn, came from AWS"
		return
	}
	if m, said := r.measureOfPair(d); said {
		if d.baseMetric, d.segment, d.measure = m.metric, m.segment, nil; m.metric == "" {
			d.other = "amount"
		}
		return
	}
	if st.wholeInMoney(d, prev) {
		_, d.baseMetric, _ = strings.Cut(prev.metric, " / ")
		d.segment, d.measure = "", nil
		return
	}
	if st.whichWhole(d, prev) {
		_, d.baseMetric, _ = strings.Cut(prev.metric, " / ")
		d.segment, d.measure = "", nil
		return
	}
	if prev == nil && (d.measure == nil || st.scan.V.CJK() && d.measure.at > d.fig.Last) && r.disc.claimed && r.disc.segment == "" && canHaveSegment(r.disc.metric) && isMoney(d.fig) && (st.ofWhich(d.fig) || st.ofIt(d.fig)) {
		seg := st.segmentBefore(d.fig.First) // "Operating income rose. North America contributed $6.5 billion of it."
		if seg == nil || !st.ofIt(d.fig) {
			seg = st.onlySegment(d.fig)
		}
		if seg != nil { // "Of this, 39.1bn came from data centers", 「このうちAWSが102億ドルを稼いだ」
			d.baseMetric, d.segment, d.measure = r.disc.metric, r.segmentID(seg), nil
			return
		}
	}
	if whole := r.takenFrom(d, prev); whole != "" && !st.measuredAnew(d, prev) {
		d.baseMetric, d.measure = whole, nil // "…, of which 30.9bn came from AWS"
		if seg := st.segmentInClause(d.fig); seg != nil {
			d.segment = r.segmentID(seg)
		} else if seg := st.onlySegment(d.fig); seg != nil && !st.ofWhich(d.fig) {
			d.segment = r.segmentID(seg)
		} else if seg := st.segmentBefore(d.fig.First); seg != nil && seg.at > prev.fig.Last {
			d.segment = r.segmentID(seg) // "of which AWS, the cloud unit, put $5.4 billion on the table"
		} else {
			d.part = st.mark(&st.atoms[d.fig.First-1])
		}
		return
	}
	if prev != nil && prev.kind == Level && prev.other == "" && d.measure != nil && (d.measure.last < prev.fig.First || d.measure.at > d.fig.Last && st.otherClause(d.fig.Last, d.measure.at)) && d.measure != prev.measure && prev.baseMetric != "" && prev.baseMetric != d.measure.id &&
		st.marked(d.fig, linkVersus|linkAfter|linkFrom) && prev.fig.Last < d.fig.First && fits(d.fig, prev.baseMetric) {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, prev.segment, prev.measure
		return // the earlier level of what the figure before states
	}
	if prev != nil && prev.kind == Level && prev.other == "" && prev.baseMetric != "" && relative(d.fig) && d.measure != nil && d.measure.last < prev.fig.First && d.fig.First-prev.fig.Last <= 3 &&
		st.at[d.measure.at].strong != st.at[d.fig.First].strong && st.at[prev.fig.First].strong == st.at[d.fig.First].strong && fits(d.fig, prev.baseMetric) {
		d.baseMetric, d.segment, d.measure, d.metricGuessed = prev.baseMetric, prev.segment, prev.measure, prev.metricGuessed
		return // "a fifth of its turnover; Microsoft, $16.7bn, half as much again"
	}
	if st.comparesLevel(d, prev) {
		d.baseMetric, d.segment, d.measure, d.metricGuessed = prev.baseMetric, prev.segment, prev.measure, prev.metricGuessed
		return
	}
	if prev != nil && prev.kind == Change && prev.unit == "percent" && prev.other == "" && prev.baseMetric != "" && isMoney(d.fig) && (st.marked(d.fig, linkTo) && d.fig.First-prev.fig.Last <= 6 || st.marked(d.fig, linkFrom) && d.fig.First-prev.fig.Last <= 2) &&
		fits(d.fig, prev.baseMetric) && !plainRatio(prev.baseMetric) && (d.measure == nil || d.measure.at > d.fig.Last && st.otherClause(d.measure.at, d.fig.Last)) {
		d.baseMetric, d.segment, d.measure, d.metricGuessed, d.part = prev.baseMetric, prev.segment, prev.measure, prev.metricGuessed, prev.part
		return // "AWS grew 20 %, to 33.0bn, and the group earned …"
	}
	if whole, ok := st.wholeOfShare(d, prev); ok {
		d.baseMetric, d.measure = whole, nil
		return
	}
	if st.wholeOfPart(d, prev) {
		d.baseMetric, d.segment, d.measure, d.whole = prev.baseMetric, "", nil, true
		return
	}
	if seg := st.nextPart(d.fig, prev); seg != nil {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, r.segmentID(seg), nil
		return
	}
	if seg := st.partThatGave(d); seg != nil { // "115.186 millones procedieron de los centros de datos"
		d.baseMetric, d.segment, d.measure = "revenue", r.segmentID(seg), nil
		if prev == nil && r.disc.claimed && st.gaveOfProfit(seg, d.fig, r.disc.metric) {
			d.baseMetric, d.metricGuessed = "operating income", true
		} else if prev != nil && prev.kind == Level && canHaveSegment(prev.baseMetric) {
			d.baseMetric, d.metricGuessed = prev.baseMetric, prev.metricGuessed
			if prev.baseMetric == "net income" && st.contrasted(prev.fig.Last, seg.at) {
				d.baseMetric, d.metricGuessed = "revenue", true
			}
		} else if prev == nil && st.linkAfter(d.fig.Last, linkOfWhich) && r.disc.claimed && canHaveSegment(r.disc.metric) {
			d.baseMetric = r.disc.metric // "AWS respondeu por US$ 11,5 bilhões desse total"
		}
		return
	}
	if seg := st.segmentRightBefore(d.fig); seg != nil && prev != nil && canHaveSegment(prev.baseMetric) && (d.measure == nil || d.measure.last < seg.at) {
		d.baseMetric, d.segment = prev.baseMetric, r.segmentID(seg) // "…, and services 25.0bn"
		if d.measure = nil; prev.measure != nil && lossOf(prev.measure) {
			d.measure = prev.measure // "North America lost $1.6bn and AWS $1.3bn"
		}
		return
	}
	if d.measure != nil && prev != nil && prev.kind == Ratio && prev.other == "" && (canHaveSegment(prev.baseMetric) && prev.segment != "" || st.apposed(d)) &&
		d.measure.at > prev.fig.Last && d.measure.last < d.fig.First && (st.linkBefore(d.fig.First, linkOr|linkWith) || st.apposed(d)) && fits(d.fig, prev.baseMetric) {
		d.baseMetric, d.segment = prev.baseMetric, prev.segment // "nearly half of sales, or 46.2bn", "a tenth of sales, 3.4bn"
		return
	}
	if d.measure != nil && prev != nil && prev.kind == Ratio && canHaveSegment(prev.baseMetric) && strings.HasSuffix(prev.metric, " / "+d.measure.id) && d.measure.last < d.fig.First {
		if seg := st.segmentBefore(d.fig.First); seg != nil && seg.at > d.measure.last { // "half of sales, while services brought in 25bn"
			d.baseMetric, d.segment = prev.baseMetric, r.segmentID(seg)
			return
		}
	}
	if d.measure != nil {
		d.baseMetric = d.measure.id
		switch d.baseMetric {
		case "loss":
			d.baseMetric = "net income"
		case "operating loss":
			d.baseMetric = "operating income"
		}
		if prev != nil && prev.kind == Ratio && isMoney(d.fig) && strings.HasSuffix(prev.metric, " / "+d.baseMetric) && st.toldOfWhole(d, prev) {
			d.segment, d.whole = "", true
			return
		}
		if prev != nil && prev.kind == Ratio && prev.other == "" && isMoney(d.fig) && st.otherClause(d.measure.at, d.fig.First) && !st.tellsWhole(d, prev) && strings.HasSuffix(prev.metric, " / "+d.baseMetric) && !plainRatio(prev.baseMetric) {
			d.baseMetric, d.segment, d.measure = prev.baseMetric, prev.segment, prev.measure
			return // "Meta's investment is a fifth of its revenue, Alphabet's reached 52.5bn"
		}
		if canHaveSegment(d.baseMetric) {
			seg := st.segmentFor(d.fig, d.measure)
			if next := st.nextSegment(d.fig, d.measure); next != nil {
				seg = next
			}
			if which := st.whichPart(d.fig); which != nil {
				seg = which
			}
			d.segment = r.segmentID(seg)
			if revenueOnly(d.segment) && d.baseMetric != "revenue" {
				if seg := st.segmentBefore(d.measure.at); d.baseMetric == "net income" && !lossOf(d.measure) && seg != nil && (!st.otherClause(seg.at, d.measure.at) || st.toldBehindColon(seg, d.measure)) && st.measuringVerb(&st.atoms[d.measure.at]) {
					d.baseMetric = "revenue" // "YouTube alone earned 36bn": no filer states the profit of it
				} else {
					d.segment = ""
				}
			}
		}
		if d.segment == "" && st.earnedOfRevenue(d) {
			d.baseMetric = "revenue"
		}
		if st.grewBehind(d, prev) {
			d.baseMetric, d.measure, d.metricGuessed = "revenue", nil, true
			return
		}
		if prev != nil && prev.kind == Ratio && isMoney(d.fig) && prev.segment != "" && d.baseMetric == "net income" && strings.HasSuffix(prev.metric, " / operating income") && d.measure.at > prev.fig.Last && d.measure.last < d.fig.First {
			d.baseMetric = "operating income" // the whole of what filers state of their parts
		}
		if prev != nil && prev.kind == Ratio && isMoney(d.fig) && strings.HasSuffix(prev.metric, " / "+d.baseMetric) &&
			(d.measure.at > prev.fig.Last && st.linkBefore(d.fig.First, linkOf) || st.linkAfter(prev.fig.Last, linkOf) && d.fig.First-prev.fig.Last <= 7) {
			d.segment = "" // the whole of a share: "60 % of the group's profit of 17 billion", "half of the group's $17bn"
			return
		}
		if prev != nil && d.segment == "" && prev.segment != "" && !st.whichOfWhole(d.fig, d.measure) {
			if prev.measure == d.measure {
				d.segment = prev.segment
			} else if st.earnedToo(d, prev) {
				d.baseMetric, d.segment, d.metricGuessed = "operating income", prev.segment, true
			} else if st.verbGoesOn(d, prev) || st.saysOfAmount(d, prev) || st.onSales(d, prev) || st.besideLoss(d, prev) {
				d.segment, d.metricGuessed = prev.segment, true
			} else if (d.baseMetric == "operating income" || d.baseMetric == "operating income / revenue") && (prev.kind != Ratio || plainRatio(d.baseMetric) && plainRatio(prev.baseMetric)) && !revenueOnly(prev.segment) && (!st.companyBetween(prev.fig.Last, d.measure.at) || st.ownsEarlier(d, prev)) {
				d.segment, d.metricGuessed = prev.segment, true // "AWS took in …, its operating profit …"
			}
		}
		if seg := r.partsLoss(d, prev); seg != "" {
			d.baseMetric, d.segment, d.metricGuessed = "operating income", seg, true
		}
		if d.segment == "" && canHaveSegment(d.baseMetric) {
			if d.segment = r.partInFocus(d, prev); d.segment != "" {
				d.metricGuessed = true
			}
		}
		if d.segment == "" && canHaveSegment(d.baseMetric) && prev == nil && r.disc.topicSeg != "" && !(revenueOnly(r.disc.topicSeg) && d.baseMetric != "revenue") && (!d.hasOwnSubject(r) || r.st.ellipticHead()) {
			d.segment = r.disc.topicSeg
			d.metricGuessed = true
		}
		switch {
		case prev != nil || d.segment != "" || !r.disc.claimed || !st.scan.V.CJK():
		case r.partGoesOn(d):
			d.segment, d.metricGuessed = r.disc.segment, true
		case cashFlow(r.disc.metric) && (d.baseMetric == "net income" || d.measure.id == "loss") && d.measure.at > d.fig.Last && d.measure.at-d.fig.Last <= 2 && !d.hasOwnSubject(r):
			d.baseMetric, d.metricGuessed = r.disc.metric, true // 「…现金流」 before, then "42억 달러 흑자였다"
		}
		return
	}
	if isPercent(d.fig) && st.partRightBehind(d.fig) { // "ein Plus von 30 Prozent in der Cloud"
		if seg := st.segmentInClause(d.fig); seg != nil && seg.at > d.fig.Last {
			d.baseMetric, d.segment, d.metricGuessed = "revenue", r.segmentID(seg), true
			return
		}
	}
	if seg := st.segmentFor(d.fig, nil); seg != nil && prev == nil && isMoney(d.fig) && !st.shareInClause(d.fig) && st.linkBefore(seg.at, linkFor) && !st.linkBefore(seg.at, linkIn|linkFrom|linkWith) && seg.last < d.fig.First {
		d.other = "amount" // "Für Rechenzentren gab der Konzern 52,5 Milliarden Dollar aus"
		return
	}
	if seg := st.segmentFor(d.fig, nil); seg != nil && (prev == nil || seg.at > prev.fig.Last || prev.segment != "" || prev.other == "comparison") {
		if d.segment = r.segmentID(seg); prev != nil && prev.segment != "" && seg.at-prev.fig.Last <= 2 && st.linkAfter(prev.fig.Last, linkOf) && st.figuresBetween(seg.last, d.fig.First) == 0 {
			d.segment = prev.segment // "YouTube a rapporté 40,4 milliards de publicité sur l'année et 11,4 milliards au quatrième trimestre"
		}
		d.baseMetric = "revenue"
		if prev != nil && seg.at < prev.fig.First && prev.baseMetric != "" && canHaveSegment(prev.baseMetric) {
			d.baseMetric = prev.baseMetric
		} else if r.disc.claimed && prev == nil && r.disc.segment != "" && canHaveSegment(r.disc.metric) && d.fig.Form != lang.Plain {
			d.baseMetric, d.metricGuessed = r.disc.metric, d.segment != r.disc.segment
		}
		return
	}
	if prev != nil && prev.kind == Ratio && prev.other == "" && isMoney(d.fig) && d.fig.First-prev.fig.Last <= 7 && st.ofTotal(prev.fig) {
		_, d.baseMetric, _ = strings.Cut(prev.metric, " / ") // "58 % of the group's result of $68.6bn"
		return
	}
	if isMoney(d.fig) && (st.ownNoun(d.fig) || d.fig.First > 0 && r.disc.metric == "revenue" && st.is(d.fig.First-1, cueVague)) { // "it made $27.2bn"
		d.other = "amount"
		return
	}
	if prev != nil && prev.other == "" && prev.baseMetric != "" && (prev.kind != Ratio || !isMoney(d.fig)) && fits(d.fig, prev.baseMetric) {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, prev.segment, prev.measure
		d.metricGuessed = prev.metricGuessed
		return
	}
	if whole := st.orShareOf(d.fig, linkOr); whole != "" && whole == r.disc.metric { // "made do with $32.5bn, or 11.5% of revenue"
		if num, ok := strings.CutSuffix(r.disc.ratio, " / "+whole); ok {
			d.baseMetric, d.metricGuessed = num, true
		} else {
			d.other = "amount"
		}
		return
	}
	if seg, metric := r.fallsTo(d, prev); seg != "" {
		d.baseMetric, d.segment, d.metricGuessed = metric, seg, true
		return
	}
	if r.disc.claimed && fits(d.fig, r.disc.metric) {
		d.baseMetric, d.segment, d.metricGuessed = r.disc.metric, r.disc.segment, true
		d.part = st.unknownPart(d.fig)
		return
	}
	if r.disc.topicSeg != "" {
		d.baseMetric, d.segment, d.metricGuessed = "revenue", r.disc.topicSeg, true
		return
	}
	if r.oneOfGroup(d, prev) {
		d.baseMetric, d.metricGuessed = r.disc.groupOf, true
	}
}

// earnedBy is the gain on a stake or the charge that a verb of earning is only told of: "pocketed
// $11.8 billion from the rise in value of its stake in Rivian".
func (st *sentence) earnedBy(d *draft) *mention {
	if d.measure == nil || d.measure.at > d.fig.First || st.scan.V.CJK() || !isMoney(d.fig) || !st.measuringVerb(&st.atoms[d.measure.at]) {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Other && (m.id == "stake" || m.id == "charge") && m.at > d.fig.Last && m.at-d.fig.Last <= farSales && !st.otherClause(d.fig.Last, m.at) && st.figuresBetween(d.fig.Last, m.at) == 0 {
			return m
		}
	}
	return nil
}

// comparesLevel reports whether a fraction or percentage with "more" right behind it compares the
// level before it, the measure in the clause behind being another's: "spent $8.2 billion on servers,
// a third more than a year before, and research swallowed $10.5 billion".
func (st *sentence) comparesLevel(d, prev *draft) bool {
	f, next := d.fig, d.fig.Last+1
	return prev != nil && prev.kind == Level && prev.other == "" && prev.baseMetric != "" && relative(f) && d.measure != nil && d.measure.at > f.Last && st.otherClause(f.Last, d.measure.at) &&
		st.someOf(lexicon.Direction, func(m *mention) bool { return m.at == next }) && st.otherClause(prev.fig.Last, f.First) && st.at[prev.fig.First].strong == st.at[f.First].strong &&
		!st.classBetween(lexicon.Measure, prev.fig.Last, f.First) && !st.companyBetween(prev.fig.Last, f.First)
}

// cashFlow reports whether the measure is a balance of payments.
func cashFlow(metric string) bool {
	return metric == "operating cash flow" || metric == "free cash flow"
}

// ownNoun reports whether an amount says itself what it is an amount of, in a
// word that no measure has: "$30 billion of goodwill".
func (st *sentence) ownNoun(f *lang.Figure) bool {
	j := f.Last + 1
	if !st.linkAfter(f.Last, linkOf|linkIn) || st.scan.V.CJK() {
		return false
	}
	for j++; j < len(st.atoms) && !st.used[j] && (st.glue(&st.atoms[j]) || st.atoms[j].In(lexicon.Plain)); j++ {
	}
	if j >= len(st.atoms) || st.used[j] {
		return false
	}
	a := &st.atoms[j]
	return a.Kind == lang.Word && a.Terms == nil && !st.function(a)
}

// ownMeasure is the cost up to which a measure before a number is surely the
// number's own.
const ownMeasure = 8

// countsThings reports whether a scaled number without a currency counts what
// stands right behind it: "28 billion transistors".
func (st *sentence) countsThings(f *lang.Figure) bool {
	j := f.Last + 1
	if j >= len(st.atoms) || st.used[j] || !st.grammar().CountedNoun {
		return false
	}
	if m, c := st.measureFor(f); m != nil && m.class == lexicon.Measure && m.last < f.First && c <= ownMeasure && !st.measuringVerb(&st.atoms[m.at]) {
		return false // "revenue reached 28 billion worldwide"
	}
	a := &st.atoms[j]
	return a.Kind == lang.Word && a.Terms == nil && a.Capital == st.grammar().CapitalNouns && !st.function(a) && !st.verbal(a)
}

// fitting is the last draft whose measure the figure's unit can state: "profit
// of $12bn, or $4.71 a share, from $5.71bn".
func (r *Reader) fitting(f *lang.Figure, ds []draft) *draft {
	for i := len(ds) - 1; i >= 0; i-- {
		if d := &ds[i]; d.other == "" && d.baseMetric != "" && fits(f, d.baseMetric) && !(i > 0 && r.st.converted(d.fig, ds[i-1].fig, f)) {
			return d
		}
	}
	if len(ds) > 0 {
		return &ds[len(ds)-1]
	}
	return nil
}

// hasOwnSubject reports whether the sentence names a company before the
// measure, so that a segment of the sentence before is not meant.
func (d *draft) hasOwnSubject(r *Reader) bool {
	found := false
	r.st.each(lexicon.Entity, func(m *mention) { found = found || m.note != "product" && unitSegment(m) == "" })
	r.st.each(lexicon.Anaphor, func(m *mention) { found = found || m.id == "company" })
	return found
}

func joinSegment(segment, metric string) string {
	if segment == "" {
		return metric
	}
	if metric == "net income" {
		metric = "operating income"
	}
	return segment + " " + metric
}

// compose puts segment and measure together and takes the entity's own name
// for the segment.
func (r *Reader) compose(d *draft) {
	if d.other != "" || d.metric != "" && d.kind != Ratio {
		if d.metric == "" {
			d.metric = d.other
		}
		if d.baseMetric == "" {
			d.baseMetric = d.metric
		}
		return
	}
	if len(d.parties) == 1 && d.segment != "" {
		if own := r.names.Alias(d.parties[0].ID, d.segment); own != d.segment {
			if d.metric != "" {
				d.metric = joinSegment(own, d.metric[len(d.segment)+1:])
			}
			d.segment = own
		}
	}
	if d.metric != "" {
		return
	}
	if d.segment != "" && d.baseMetric == "net income" { // a unit's profit is what segments report
		d.baseMetric = "operating income"
	}
	if d.segment != "" && plainRatio(d.baseMetric) && d.baseMetric == "operating income / revenue" {
		d.metric = d.segment + " operating income / " + d.segment + " revenue"
		return
	}
	d.metric = joinSegment(d.segment, d.baseMetric)
	if d.segment == "" {
		d.metric = d.baseMetric
	}
}
