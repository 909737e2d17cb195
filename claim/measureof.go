package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// measureSteps are the ways to a figure's measure, the surest first. Each reports whether it settled
// the measure.
var measureSteps = [...]func(r *Reader, d, prev *draft) bool{
	(*Reader).measureEarned, (*Reader).measureAtHand, (*Reader).measureOfWhich, (*Reader).measureOfLevel, (*Reader).measureOfPart, (*Reader).measureOfShare,
	(*Reader).measureNamed, (*Reader).measureOfPartAlone, (*Reader).measureOfText,
}

// measureOf settles the measure: the one found, the segment's revenue, or the
// one that the discourse speaks of.
func (r *Reader) measureOf(d, prev *draft) {
	for _, settles := range measureSteps {
		if settles(r, d, prev) {
			return
		}
	}
}

// measuredAs gives the draft the measure of another, as sure as it is there.
func (d *draft) measuredAs(x *draft) {
	d.baseMetric, d.segment, d.measure, d.metricGuessed = x.baseMetric, x.segment, x.measure, x.metricGuessed
}

// measureEarned settles it where the sentence before has announced which profit its verbs of earning
// speak of: "In operating profit the order is reversed. Microsoft earned $27.0bn, Amazon $13.2bn".
func (r *Reader) measureEarned(d, _ *draft) bool {
	m := d.measure
	if r.disc.earned == "" || r.disc.earnedIn != r.para || !isMoney(d.fig) || m != nil && (m.id != "net income" || !r.st.measuringVerb(&r.st.atoms[m.at])) || m == nil && r.disc.metric != r.disc.earned {
		return false
	}
	d.baseMetric, d.measure, d.metricGuessed = r.disc.earned, nil, true
	return true
}

// measureAtHand settles it where the words at the figure do: what no filing states, a share right
// before an amount, the measures of a pair, the whole of a share.
func (r *Reader) measureAtHand(d, prev *draft) bool {
	st := &r.st
	if st.scan.V.CJK() && d.measure != nil && prev != nil && prev.kind == Ratio && prev.measure != nil && strings.HasSuffix(prev.metric, " / "+d.measure.id) && d.fig.First-prev.fig.Last <= 3 {
		d.measure = prev.measure // 「研究開発費は売上高の12%にあたる295億ドル」
	}
	if st.scan.V.CJK() && isMoney(d.fig) && d.measure != nil && prev != nil && prev.kind == Ratio && prev.measure == nil && prev.segment != "" && strings.HasSuffix(prev.metric, " / "+d.measure.id) && d.measure.last < prev.fig.First && d.fig.First-prev.fig.Last <= 2 {
		d.baseMetric, d.segment = prev.baseMetric, prev.segment // 「매출의 98%인 550억달러가 광고에서 나왔다」
		return true
	}
	if d.measure != nil && d.measure.class == lexicon.Other {
		d.other = d.measure.id
		return true
	}
	if special := st.earnedBy(d); special != nil {
		d.other = special.id
		return true
	}
	if d.measure == nil && prev != nil && prev.kind == Ratio && prev.other == "" && prev.segment != "" && prev.fig.Form == lang.Part && isMoney(d.fig) && d.fig.First-prev.fig.Last <= 3 && strings.HasSuffix(prev.metric, " / "+prev.baseMetric) {
		d.baseMetric, d.segment = prev.baseMetric, prev.segment // "More than half, $10.2bn, came from AWS"
		return true
	}
	if st.shareToldInMoney(d, prev) {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, prev.segment, nil
		return true
	}
	if m, said := r.measureOfPair(d); said {
		if d.baseMetric, d.segment, d.measure = m.metric, m.segment, nil; m.metric == "" {
			d.other = "amount"
		}
		return true
	}
	if st.wholeInMoney(d, prev) {
		_, d.baseMetric, _ = strings.Cut(prev.metric, " / ")
		d.segment, d.measure = "", nil
		return true
	}
	if st.whichWhole(d, prev) {
		_, d.baseMetric, _ = strings.Cut(prev.metric, " / ")
		d.segment, d.measure = "", nil
		return true
	}
	return false
}

// measureOfWhich settles it where "of which" takes a part out of what was told before.
func (r *Reader) measureOfWhich(d, prev *draft) bool {
	st := &r.st
	if part, whole := r.partAsSubject(d, prev); part != nil {
		d.baseMetric, d.segment, d.measure, d.outOf = whole, r.segmentID(part), nil, part
		return true
	}
	if st.outOfAmount(d, prev) {
		d.baseMetric, d.measure, d.part = prev.baseMetric, nil, st.mark(&st.atoms[prev.fig.Last+1])
		return true
	}
	if prev == nil && (d.measure == nil || st.scan.V.CJK() && d.measure.at > d.fig.Last) && r.disc.claimed && r.disc.segment == "" && canHaveSegment(r.disc.metric) && isMoney(d.fig) && (st.ofWhich(d.fig) || st.ofIt(d.fig)) {
		seg := st.segmentBefore(d.fig.First) // "Operating income rose. North America contributed $6.5 billion of it."
		if seg == nil || !st.ofIt(d.fig) {
			seg = st.onlySegment(d.fig)
		}
		if seg != nil { // "Of this, 39.1bn came from data centers", 「このうちAWSが102億ドルを稼いだ」
			d.baseMetric, d.segment, d.measure = r.disc.metric, r.segmentID(seg), nil
			return true
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
		return true
	}
	return false
}

// measureOfLevel settles it where the figure is told of the one before: its earlier level, by how much it
// is more, what a growth led to.
func (r *Reader) measureOfLevel(d, prev *draft) bool {
	st := &r.st
	if prev != nil && prev.kind == Level && prev.other == "" && d.measure != nil && (d.measure.last < prev.fig.First || d.measure.at > d.fig.Last && st.otherClause(d.fig.Last, d.measure.at)) && d.measure != prev.measure && prev.baseMetric != "" && prev.baseMetric != d.measure.id &&
		st.marked(d.fig, linkVersus|linkAfter|linkFrom) && prev.fig.Last < d.fig.First && fits(d.fig, prev.baseMetric) {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, prev.segment, prev.measure
		return true // the earlier level of what the figure before states
	}
	if prev != nil && prev.kind == Level && prev.other == "" && prev.baseMetric != "" && relative(d.fig) && d.measure != nil && d.measure.last < prev.fig.First && d.fig.First-prev.fig.Last <= 3 &&
		st.at[d.measure.at].strong != st.at[d.fig.First].strong && st.at[prev.fig.First].strong == st.at[d.fig.First].strong && fits(d.fig, prev.baseMetric) {
		d.measuredAs(prev)
		return true // "a fifth of its turnover; Microsoft, $16.7bn, half as much again"
	}
	if st.comparesLevel(d, prev) || st.overOwnLevel(d, prev) {
		d.measuredAs(prev)
		return true
	}
	if prev != nil && prev.kind == Change && prev.unit == "percent" && prev.other == "" && prev.baseMetric != "" && isMoney(d.fig) && (st.marked(d.fig, linkTo) && d.fig.First-prev.fig.Last <= 6 || st.marked(d.fig, linkFrom) && d.fig.First-prev.fig.Last <= 2) &&
		fits(d.fig, prev.baseMetric) && !plainRatio(prev.baseMetric) && (d.measure == nil || d.measure.at > d.fig.Last && st.otherClause(d.measure.at, d.fig.Last)) {
		d.measuredAs(prev)
		d.part = prev.part
		return true // "AWS grew 20 %, to 33.0bn, and the group earned …"
	}
	return false
}

// measureOfPart settles it where a part of a business stands with its amount, or the whole with that of a
// part.
func (r *Reader) measureOfPart(d, prev *draft) bool {
	st := &r.st
	if whole, ok := st.wholeOfShare(d, prev); ok {
		d.baseMetric, d.measure = whole, nil
		return true
	}
	if st.wholeOfPart(d, prev) {
		d.baseMetric, d.segment, d.measure, d.whole = prev.baseMetric, "", nil, true
		return true
	}
	if seg := st.nextPart(d.fig, prev); seg != nil {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, r.segmentID(seg), nil
		return true
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
		return true
	}
	if seg := st.segmentRightBefore(d.fig); seg != nil && prev != nil && canHaveSegment(prev.baseMetric) && (d.measure == nil || d.measure.last < seg.at) {
		d.baseMetric, d.segment = prev.baseMetric, r.segmentID(seg) // "…, and services 25.0bn"
		if d.measure = nil; prev.measure != nil && lossOf(prev.measure) {
			d.measure = prev.measure // "North America lost $1.6bn and AWS $1.3bn"
		}
		return true
	}
	return false
}

// measureOfShare settles it where the amount is that of the share before it.
func (r *Reader) measureOfShare(d, prev *draft) bool {
	st := &r.st
	if d.measure != nil && prev != nil && prev.kind == Ratio && prev.other == "" && (canHaveSegment(prev.baseMetric) && prev.segment != "" || st.apposed(d)) &&
		d.measure.at > prev.fig.Last && d.measure.last < d.fig.First && (st.linkBefore(d.fig.First, linkOr|linkWith) || st.apposed(d)) && fits(d.fig, prev.baseMetric) {
		d.baseMetric, d.segment = prev.baseMetric, prev.segment // "nearly half of sales, or 46.2bn", "a tenth of sales, 3.4bn"
		return true
	}
	if d.measure != nil && prev != nil && prev.kind == Ratio && canHaveSegment(prev.baseMetric) && strings.HasSuffix(prev.metric, " / "+d.measure.id) && d.measure.last < d.fig.First {
		if seg := st.segmentBefore(d.fig.First); seg != nil && seg.at > d.measure.last { // "half of sales, while services brought in 25bn"
			d.baseMetric, d.segment = prev.baseMetric, r.segmentID(seg)
			return true
		}
	}
	return false
}

// measureNamed settles it where the figure has a measure of its own, and of which part it is.
func (r *Reader) measureNamed(d, prev *draft) bool {
	st := &r.st
	if d.measure == nil {
		return false
	}
	if r.spendsOn(d) {
		return true
	}
	d.baseMetric = d.measure.id
	switch d.baseMetric {
	case "loss":
		d.baseMetric = "net income"
	case "operating loss":
		d.baseMetric = "operating income"
	}
	if prev != nil && prev.kind == Ratio && isMoney(d.fig) && strings.HasSuffix(prev.metric, " / "+d.baseMetric) && st.toldOfWhole(d, prev) {
		d.segment, d.whole = "", true
		return true
	}
	if prev != nil && prev.kind == Ratio && prev.other == "" && isMoney(d.fig) && st.otherClause(d.measure.at, d.fig.First) && !st.tellsWhole(d, prev) && strings.HasSuffix(prev.metric, " / "+d.baseMetric) && !plainRatio(prev.baseMetric) {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, prev.segment, prev.measure
		return true // "Meta's investment is a fifth of its revenue, Alphabet's reached 52.5bn"
	}
	if isMoney(d.fig) && d.measure.at == d.fig.Last+1 && lang.Ends(st.folded(&st.atoms[d.measure.last]), st.grammar().Wholes) {
		d.segment, d.whole = "", true // "39,1 miljardin dollarin liikevaihdosta mainonta toi 98 prosenttia"
		return true
	}
	if st.earnedThen(d, prev) {
		d.measuredAs(prev)
		return true
	}
	if canHaveSegment(d.baseMetric) {
		r.partOfNamed(d)
	}
	if d.segment == "" && st.earnedOfRevenue(d) {
		d.baseMetric = "revenue"
	}
	if st.grewBehind(d, prev) {
		d.baseMetric, d.measure, d.metricGuessed = "revenue", nil, true
		return true
	}
	if prev != nil && prev.kind == Ratio && isMoney(d.fig) && prev.segment != "" && d.baseMetric == "net income" && strings.HasSuffix(prev.metric, " / operating income") && d.measure.at > prev.fig.Last && d.measure.last < d.fig.First {
		d.baseMetric = "operating income" // the whole of what filers state of their parts
	}
	if prev != nil && prev.kind == Ratio && isMoney(d.fig) && strings.HasSuffix(prev.metric, " / "+d.baseMetric) &&
		(d.measure.at > prev.fig.Last && st.linkBefore(d.fig.First, linkOf) || st.linkAfter(prev.fig.Last, linkOf) && d.fig.First-prev.fig.Last <= 7) {
		d.segment = "" // the whole of a share: "60 % of the group's profit of 17 billion", "half of the group's $17bn"
		return true
	}
	r.partTakenOver(d, prev)
	return true
}

// partOfNamed is the part of a business that the words around a measure make it one of.
func (r *Reader) partOfNamed(d *draft) {
	st := &r.st
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

// partTakenOver is the part of a business that a measure without one takes over: from the figure
// before, from a pronoun, from what the text speaks of.
func (r *Reader) partTakenOver(d, prev *draft) {
	st := &r.st
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
}

// measureOfPartAlone settles it where a part of a business is named and no measure.
func (r *Reader) measureOfPartAlone(d, prev *draft) bool {
	st := &r.st
	if isPercent(d.fig) && st.partRightBehind(d.fig) { // "ein Plus von 30 Prozent in der Cloud"
		if seg := st.segmentInClause(d.fig); seg != nil && seg.at > d.fig.Last {
			d.baseMetric, d.segment, d.metricGuessed = "revenue", r.segmentID(seg), true
			return true
		}
	}
	if seg := st.segmentFor(d.fig, nil); seg != nil && prev == nil && isMoney(d.fig) && !st.shareInClause(d.fig) && st.linkBefore(seg.at, linkFor) && !st.linkBefore(seg.at, linkIn|linkFrom|linkWith) && seg.last < d.fig.First {
		d.other = "amount" // "Für Rechenzentren gab der Konzern 52,5 Milliarden Dollar aus"
		return true
	}
	if seg := st.segmentFor(d.fig, nil); seg != nil && (prev == nil || seg.at > prev.fig.Last || prev.segment != "" || prev.other == "comparison") {
		if d.segment = r.segmentID(seg); prev != nil && prev.segment != "" && seg.at-prev.fig.Last <= 2 && st.linkAfter(prev.fig.Last, linkOf) && st.figuresBetween(seg.last, d.fig.First) == 0 {
			d.segment = prev.segment // "YouTube a rapporté 40,4 milliards de publicité sur l'année et 11,4 milliards au quatrième trimestre"
		}
		d.baseMetric = "revenue"
		if prev != nil && seg.at < prev.fig.First && prev.baseMetric != "" && canHaveSegment(prev.baseMetric) {
			d.baseMetric = prev.baseMetric
		} else if r.disc.claimed && prev == nil && r.disc.segment != "" && canHaveSegment(r.disc.metric) && (d.fig.Form != lang.Plain || swings(r.disc.metric) && st.orShareOf(d.fig, linkOr) == "revenue") {
			d.baseMetric, d.metricGuessed = r.disc.metric, d.segment != r.disc.segment
		}
		return true
	}
	return false
}

// measureOfText settles it where the sentence names none: by the figure before, or by what the text
// speaks of.
func (r *Reader) measureOfText(d, prev *draft) bool {
	st := &r.st
	if prev != nil && prev.kind == Ratio && prev.other == "" && isMoney(d.fig) && d.fig.First-prev.fig.Last <= 7 && st.ofTotal(prev.fig) {
		_, d.baseMetric, _ = strings.Cut(prev.metric, " / ") // "58 % of the group's result of $68.6bn"
		return true
	}
	if isMoney(d.fig) && (st.ownNoun(d.fig) || d.fig.First > 0 && r.disc.metric == "revenue" && st.is(d.fig.First-1, cueVague)) { // "it made $27.2bn"
		d.other = "amount"
		return true
	}
	if prev != nil && prev.other == "" && prev.baseMetric != "" && (prev.kind != Ratio || !isMoney(d.fig)) && fits(d.fig, prev.baseMetric) {
		d.measuredAs(prev)
		return true
	}
	if whole := st.orShareOf(d.fig, linkOr); whole != "" && whole == r.disc.metric { // "made do with $32.5bn, or 11.5% of revenue"
		if num, ok := strings.CutSuffix(r.disc.ratio, " / "+whole); ok {
			d.baseMetric, d.metricGuessed = num, true
		} else {
			d.other = "amount"
		}
		return true
	}
	if seg, metric := r.fallsTo(d, prev); seg != "" {
		d.baseMetric, d.segment, d.metricGuessed = metric, seg, true
		return true
	}
	if m, ok := r.grewBesideRatio(d, prev); ok {
		d.baseMetric, d.segment, d.metricGuessed = m.metric, m.segment, true
		return true
	}
	if r.disc.claimed && fits(d.fig, r.disc.metric) {
		d.baseMetric, d.segment, d.metricGuessed = r.disc.metric, r.disc.segment, true
		d.part = st.unknownPart(d.fig)
		return true
	}
	if r.disc.topicSeg != "" {
		d.baseMetric, d.segment, d.metricGuessed = "revenue", r.disc.topicSeg, true
		return true
	}
	if r.oneOfGroup(d, prev) {
		d.baseMetric, d.metricGuessed = r.disc.groupOf, true
	}
	return false
}
