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
		inserted := st.at[f.First].weak - st.at[m.at].weak                          // two commas around an insertion: "de los que AWS, la filial, puso 5.365 millones"
		told := inserted == 1 && st.scan.V.CJK() && st.partBetween(m.last, f.First) // 「其中大部分来自数据中心业务，达308亿美元」
		return m.last < f.First && (inserted == 0 || inserted == 2 || told) && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(m.last, f.First) == 0
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

// partAsSubject is the part of a business that stands as the subject behind its amount, where a
// topic-marking language takes that out of the whole told just before, and the whole's measure:
// 「営業利益369億ドルのうち246億ドルをAWSが稼いだ」, "이 가운데 94억 달러가 AWS에서 나왔다".
func (r *Reader) partAsSubject(d, prev *draft) (part *mention, whole string) {
	st, f := &r.st, d.fig
	if !st.verbFinal() || !st.parts || !isMoney(f) || d.measure != nil && d.measure.at > f.Last {
		return nil, ""
	}
	switch {
	case prev != nil && prev.kind == Level && prev.segment == "" && prev.other == "" && canHaveSegment(prev.baseMetric) && !st.measuredAnew(d, prev):
		whole = prev.baseMetric
	case prev == nil && d.measure == nil && r.disc.claimed && r.disc.segment == "" && canHaveSegment(r.disc.metric):
		whole = r.disc.metric
	default:
		return nil, ""
	}
	for i := range st.ms {
		m := &st.ms[i]
		switch {
		case m.at <= f.Last:
			continue
		case !m.isPart() || part == nil && m.at-f.Last > farPart, part != nil && m.at-part.last > 2:
		case st.otherClause(f.Last, m.at) && !st.shareInserted(f, m.at), some(st.figs, func(g *lang.Figure) bool { return isMoney(g) && g.First > f.Last && g.Last < m.at }), st.classBetween(lexicon.Measure, f.Last, m.at):
		default:
			part = m
			continue
		}
		if m.isPart() || m.class == lexicon.Measure || m.class == figureMention && part != nil {
			break
		}
	}
	if part == nil || st.measureAt(part.last+1) || st.measureAt(part.last+2) {
		return nil, ""
	}
	rest := strings.TrimLeft(st.scan.Text[part.end:], closers)
	taken := st.ofWhich(f) || st.linkBefore(f.First, linkOf) || f.First > 1 && st.atoms[f.First-1].Kind == lang.Punct && st.is(f.First-2, linkOf)
	if !lang.Begins(rest, st.grammar().PartTails) || !taken && !st.shareBetween(part.last, min(part.last+5, len(st.atoms))) {
		return nil, ""
	}
	return part, whole
}

// outOfAmount reports whether the amount is taken out of the one right before it and no part or
// measure behind says which: 「売上高406億ドルのうち、399億ドルは広告主が支払ったものだ」.
func (st *sentence) outOfAmount(d, prev *draft) bool {
	return st.verbFinal() && prev != nil && isMoney(d.fig) && prev.kind == Level && prev.other == "" && prev.segment == "" && canHaveSegment(prev.baseMetric) &&
		st.is(prev.fig.Last+1, linkOf) && d.fig.First-prev.fig.Last <= 3 && (d.measure == nil || d.measure == prev.measure || d.measure.last < prev.fig.First) &&
		st.mark(&st.atoms[prev.fig.Last+1]) != st.grammar().Possessive
}

// farPart is how many atoms behind its amount a part may stand as the subject.
const farPart = 9

// shareInserted reports whether nothing but a share told between commas parts the amount from
// atom i: 「246億ドル、つまり3分の2をAWSが稼ぎ出した」.
func (st *sentence) shareInserted(f *lang.Figure, i int) bool {
	return st.at[i].strong == st.at[f.Last].strong && st.at[i].weak-st.at[f.Last].weak <= 2 && some(st.figs, func(g *lang.Figure) bool {
		return relative(g) && g.First > f.Last && g.First-f.Last <= 4 && g.Last < i && i-g.Last <= farPart
	})
}

// shareOfTaken reads a bare share that stands with an amount taken out of a whole: 「このうち
// 308億ドル（88%）をデータセンターが占めた」, 「246億ドル、つまり3分の2をAWSが稼いだ」.
func (r *Reader) shareOfTaken(d, prev *draft, dir, base *mention) bool {
	if prev == nil || prev.outOf == nil || base != nil || d.fig.Sign != 0 || d.fig.Last > prev.outOf.at || dir != nil && dir.at < prev.outOf.at {
		return false
	}
	d.kind, d.sign, d.segment, d.measure = Ratio, 0, prev.segment, nil
	if d.baseMetric = prev.baseMetric; swings(d.baseMetric) {
		d.baseMetric = "operating income"
	}
	d.metric = joinSegment(d.segment, d.baseMetric) + " / " + d.baseMetric
	return true
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
		if m.id != "non-gaap" && m.id != "adjusted" || st.at[m.at].strong != st.at[f.First].strong {
			return
		}
		found = found || m.at < f.First && st.cost(m.last, f.First) <= 16 && st.figuresBetween(-1, f.First) == 0 ||
			m.at > f.Last && m.at-f.Last <= 4 && st.at[m.at].weak == st.at[f.Last].weak
	})
	return found
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

// sharesCost reports whether a word for a value or a sale is said of shares named before it, as
// the amount between only one of them can cost: "una actio 249,34 dollariis aestimata est".
func (st *sentence) sharesCost(m *mention) bool {
	return st.someOf(lexicon.Measure, func(p *mention) bool {
		return p.id == "price" && p.last < m.at && !st.otherClause(p.at, m.at) && some(st.figs, func(f *lang.Figure) bool {
			return f.First > p.last && f.Last < m.at && isMoney(f) && !f.Scaled && small(f)
		})
	})
}

// earnedNoun is the measure right behind an amount, in the genitive or behind "of", that says what a
// verb of earning before it earned: "заработало 13,6 млрд долларов выручки", "earned $14bn of revenue".
func (st *sentence) earnedNoun(f *lang.Figure, measure *mention) *mention {
	if st.scan.V.CJK() || measure == nil || measure.id != "net income" || measure.last > f.First || !isMoney(f) || !st.measuringVerb(&st.atoms[measure.at]) {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Measure && (m.at == f.Last+1 && st.grammar().Genitive || m.at == f.Last+2 && st.linkAfter(f.Last, linkOf)) && fits(f, m.id) && !st.measuringVerb(&st.atoms[m.at]) && !st.figureSoon(m.last) {
			return m
		}
	}
	return nil
}

// earnedThen reports whether a verb of earning only tells what the operating profit before it was at
// another time: "lucrum operativum triginta miliardorum fecit, cum priore anno eodem spatio 12,5
// miliarda lucrata esset".
func (st *sentence) earnedThen(d, prev *draft) bool {
	if st.scan.V.CJK() || prev == nil || prev.kind != Level || prev.other != "" || prev.baseMetric != "operating income" || d.measure.id != "net income" || !isMoney(d.fig) || !st.measuringVerb(&st.atoms[d.measure.at]) ||
		st.at[prev.fig.First].strong != st.at[d.fig.First].strong || st.figuresBetween(prev.fig.Last, d.fig.First) > 0 || st.companyBetween(prev.fig.Last, d.fig.First) || st.partBetween(prev.fig.Last, d.fig.First) {
		return false
	}
	return st.classBetween(lexicon.Base, prev.fig.Last, d.fig.First) || some(st.whens, func(w *lang.When) bool {
		return w.First > prev.fig.Last && w.Last < d.fig.First && (w.Rel != "" || w.Year != 0)
	})
}
