package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// money reads an amount: a level, a change by an amount, per share, a price.
func (r *Reader) money(d *draft, prev *draft) {
	st, f := &r.st, d.fig
	d.unit = f.Unit
	if d.unit == "" {
		d.unit = r.currency(prev)
	}
	d.kind = Level
	if f.Sign < 0 {
		d.sign = -1
	}
	if d.measure != nil && d.measure.class == lexicon.Other {
		d.other = d.measure.id
		if f.Unit == "" && isCount(d.other) {
			d.kind, d.unit = Count, "count"
		}
		return
	}
	if st.ownHead(f) || st.deducted(d) {
		d.other = "amount"
		return
	}
	if (d.measure == nil || d.measure.at > f.Last && perShare(d.measure.id)) && small(f) && st.dividendBefore(f) {
		d.metric, d.unit = "dividend per share", d.unit+"/share"
		return
	}
	if small(f) && (d.measure == nil && st.linkAfter(f.Last, linkPer) && !st.verbFinal() || st.perBehindNext(f)) {
		d.metric, d.unit = "eps diluted", d.unit+"/share"
		return
	}
	if small(f) && prev != nil && prev.kind == Level && prev.baseMetric == "net income" && f.Last+1 < len(st.atoms) && st.is(f.Last+1, cueApiece) {
		d.metric, d.baseMetric, d.measure, d.unit = "eps diluted", "eps diluted", nil, d.unit+"/share" // "23,7 δισ. δολάρια, δηλαδή 1,89 δολάρια τη μετοχή"
		return
	}
	if f.Unit == "" && st.countsThings(f) {
		d.kind, d.unit, d.other = Count, "count", "count"
		return
	}
	if prev != nil && prev.other != "" && prev.kind == Level && d.measure == nil && st.ofWhich(f) { // "έκαψε 16,1 δισ., εκ των οποίων 4,6 δισ. στο τελευταίο τρίμηνο"
		d.other = prev.other
		return
	}
	if r.title && st.partAlone(f, d.measure) {
		d.other = "amount"
		return
	}
	if plant := st.intoPlant(d); plant != nil {
		d.baseMetric, d.measure, d.part = "capex", nil, st.scan.Text[plant.start:plant.end]
	} else if m := st.partAtLoss(f, d.measure); m != nil {
		d.baseMetric, d.segment, d.measure, d.sign = "operating income", r.segmentID(m), nil, -1
	} else if r.pricedAt(d, prev) || r.backAt(d, prev) {
		d.metric, d.baseMetric, d.measure = "price", "price", nil
	} else {
		if st.outOf(f) || st.spends(f) && d.measure == nil && !r.outlaySpoken(prev) || st.spentOn(d) && (prev == nil || d.measure != nil) {
			d.other = "amount" // on what, the text does not say
			return
		}
		if !r.quotedMove(d, prev) {
			r.measureOf(d, prev)
		}
	}
	if d.measure == nil && st.spends(f) && !isOutlay(d.baseMetric) {
		d.other = "amount" // "You reported revenue of $39.1 billion. Amazon spent $17.6 billion."
		return
	}
	if d.baseMetric == "" && f.Unit == "" && st.at[f.First].depth > 0 && f.First > 1 && st.atoms[f.First-2].In(lexicon.Entity) {
		return // "Amazon (83 milliards), … et Meta (37,3 milliards) ont investi": settle finds the measure
	}
	if d.baseMetric == "" && f.Unit == "" {
		d.kind, d.unit, d.other = Count, "count", "count"
		return
	}
	if d.baseMetric == "capex" && st.intoCompany(f) {
		d.other = "takeover"
		return
	}
	if st.rated(f) {
		d.other = "rate"
		return
	}
	if d.baseMetric == "price" && (f.Scaled || d.measure != nil && d.measure.at > f.Last && st.linkAfter(f.Last, linkIn)) { // "put 1000 dollars into shares"
		d.other = "amount"
		return
	}
	if d.baseMetric == "price" && prev != nil && prev.other == "amount" { // "put 1000 dollars into shares, now owns 28,000"
		d.other = "amount"
		return
	}
	if d.baseMetric == "price" && st.priceStep(f) {
		dir, _ := st.directionFor(f)
		d.kind, d.sign = Change, signOf(dir)
		return
	}
	if d.baseMetric != "price" && !perShare(d.baseMetric) && small(f) { // "of every 100 dollars of sales"
		d.other = "amount"
		return
	}
	if perShare(d.baseMetric) {
		d.unit += "/share"
		if d.sign == 0 && st.lossPerShare(f) {
			d.sign = -1
		}
	}
	if st.excess(d) {
		return
	}
	d.prior = !f.IsRange && (!st.difference(f) || st.minusBefore(f)) && !st.moreThanBase(f) && st.isPrior(f, d)
	if r.forecasting && st.earlierForecast(f, d) {
		d.other = "estimate"
		return
	}
	if !d.prior && prev != nil && prev.prior && (st.linkBefore(f.First, linkOr) || f.First-prev.fig.Last <= 2 && st.atoms[f.First-1].Kind == lang.Punct) && perShare(d.baseMetric) != perShare(prev.baseMetric) { // "from $5.71bn, or $2.20 a share, a year earlier"
		d.prior, d.base = true, prev.base
	}
	if l := r.last; st.scan.V.CJK() && l != nil && l.fig.Form == lang.Part && l.other != "" && (f.First == l.fig.Last+1 || f.First == l.fig.Last+2 && st.is(f.First-1, linkOf)) {
		d.other = "share" // 「その半分強の102億ドルを稼いだ」
		return
	}
	if st.rivalsOwn(f) || r.ofEach(d) {
		d.other = "comparison"
		return
	}
	if d.prior {
		if st.scan.V.CJK() && f.Last > f.Num && (f.Hedge == quantity.Under || f.Hedge == quantity.Over) {
			f.Hedge = quantity.Exact // 「前年同期の218億ドルを下回った」 compares
		}
		d.baseSaid = d.base != ""
		if lossOf(d.measure) || st.lossOut(f) != nil || st.lossBehind(f) || d.measure != nil && st.negative(f) || r.lossGoesOn(d, prev) {
			d.sign = -1
		}
		return
	}
	if st.boundByCase(f) {
		return
	}
	if f.Last > f.Num && st.approached(f, d.measure) {
		f.Hedge = quantity.Exact
	}
	if dir, c := st.directionFor(f); dir != nil && c <= 8 && st.lossRightBefore(f) == nil && !st.negative(f) && (d.measure == nil || d.measure.at != dir.at) && !st.minusBefore(f) && !st.ownLevel(f) && !st.movesPercent(f, dir) && (st.marked(f, linkBy) && dir.last < f.First && !st.otherClause(dir.at, f.First) && !st.indefinite(f, d.measure) || st.linkAfter(f.Last, linkThan) && !st.linkAfter(f.Last, linkOf|linkFrom) && !st.otherClause(dir.at, f.First) || st.moreThanBase(f) || r.moreThan(f, dir) && !st.ofMeasure(f) && !st.figureNext(dir.last+1) || st.addedTo(f, dir, d.measure) || st.movesAt(f.Last+1) && st.difference(f)) {
		d.kind, d.sign = Change, signOf(dir)
		if r.forecasting && d.base == "" && st.signal(cueGuidance) != nil {
			d.other = "estimate" // "investointiarviotaan Alphabet nosti 10 miljardilla dollarilla 85 miljardiin"
			return
		}
	}
	if dir := st.movedAlike(f); dir != nil && d.kind == Level {
		d.kind, d.sign = Change, signOf(dir)
	}
	if d.kind == Change && (st.thanPlanned(f) || st.thanCompany(f) || st.overOthersLevel(d, prev)) || (d.kind == Change || st.scan.V.CJK()) && (st.overCompany(f) >= 0 || r.overNamed(f, r.placed) >= 0) {
		d.other = "comparison"
		return
	}
	if d.kind == Level && d.sign == 0 && d.measure != nil && (st.negative(f) || st.negativeToo(d, prev)) {
		d.sign = -1
	}
	if d.kind == Level && !st.profitBehind(f) && (lossOf(d.measure) && !st.nextLost(f, d.measure) || st.lossBehind(f) && !(d.measure != nil && d.measure.id == "revenue") || perShare(d.baseMetric) && prev != nil && lossOf(prev.measure) && (st.linkBefore(f.First, linkOr) || f.First == prev.fig.Last+2 && st.at[f.First].depth > st.at[prev.fig.Last].depth)) {
		d.sign = -1
	}
	if d.kind == Level && d.sign == 0 && r.lossGoesOn(d, prev) {
		d.sign = -1
	}
}

// lossGoesOn reports whether an amount without a measure goes on with the loss that the sentence
// before told of: 「通期の赤字は161億ドルに膨らんだ。22年は137億ドルだった」.
func (r *Reader) lossGoesOn(d, prev *draft) bool {
	if prev != nil || d.measure != nil || d.hasOwnSubject(r) || !swings(d.baseMetric) || d.baseMetric != r.disc.metric || d.segment != r.disc.segment {
		return false
	}
	loss := r.lossBefore()
	return loss != nil && loss.Metric == joinSegment(d.segment, d.baseMetric)
}

// addedTo reports whether an amount of a measure was added to that of a past time: "added
// almost $15 billion of revenue compared with the first half of last year".
func (st *sentence) addedTo(f *lang.Figure, dir, measure *mention) bool {
	return !st.scan.V.CJK() && dir.last == f.First-1 && dir.at == dir.last && !st.is(dir.at, linkTo) && !st.atoms[dir.at].In(lexicon.Measure) &&
		measure != nil && measure.at > f.Last && st.linkAfter(f.Last, linkOf|linkIn) && (st.classes&(1<<lexicon.Base) != 0 || st.anywhere&(linkVersus|linkThan) != 0)
}

// dividendBefore reports whether a dividend stands before an amount a share in its
// clause: "raised the dividend by 5 percent to 21 cents a share".
func (st *sentence) dividendBefore(f *lang.Figure) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return (m.id == "dividends" || m.id == "dividend per share") && m.last < f.First && !st.otherClause(m.at, f.First)
	})
}

// intoCompany reports whether the name of a company stands behind "in" right
// behind the amount, so that it was put into that company: "invested $13bn in
// OpenAI".
func (st *sentence) intoCompany(f *lang.Figure) bool {
	j := f.Last + 1
	if j+1 >= len(st.atoms) || !st.linkAfter(f.Last, linkIn) {
		return false
	}
	if st.nameRun(j+1) > j && !st.grammar().CapitalNouns {
		return true
	}
	return st.someOf(lexicon.Entity, func(m *mention) bool {
		return m.at == j+1 && m.note == "name"
	})
}

// rated reports whether the figure's clause tells a rate: "per hour", "pro Tag".
func (st *sentence) rated(f *lang.Figure) bool {
	return st.someOf(lexicon.Other, func(m *mention) bool {
		return m.id == "rate" && !st.otherClause(m.at, f.First)
	})
}

// thanPlanned reports whether a difference is one from what was planned or expected:
// "$10 billion more than it had flagged in February".
func (st *sentence) thanPlanned(f *lang.Figure) bool {
	return st.signalled(cueForecast|cueGuidance|cueMissed, func(m *mention) bool {
		return m.at > f.Last+1 && m.at-f.Last <= 6 && !st.otherClause(f.Last, m.at) && st.figuresBetween(f.Last, m.at) == 0 && st.thanBetween(f.Last, m.at)
	})
}

// ofEach reports whether "respectively" gives each of the companies, which the text before
// named, its amount of one measure: "Годом ранее компании заработали $26,3 млрд и $24,7 млрд
// соответственно".
func (r *Reader) ofEach(d *draft) bool {
	st := &r.st
	if st.scan.V.CJK() || !st.respectively || d.measure == nil || len(st.whens) > 1 {
		return false
	}
	named, group := 0, false
	for i := range st.ms {
		switch m := &st.ms[i]; m.class {
		case lexicon.Entity, lexicon.Segment, lexicon.Measure:
			named++
		case lexicon.Anaphor:
			group = group || m.at < d.fig.First
		}
	}
	return group && named == 1
}

// deducted reports whether the amount is what is left when another is taken off, so that
// no measure says what it is: "descontadas las inversiones, le quedaron 71.611 millones".
func (st *sentence) deducted(d *draft) bool {
	f := d.fig
	return !st.scan.V.CJK() && st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.last < f.First && st.otherClause(m.at, f.First) && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(m.last, f.First) == 0 &&
			st.linkBefore(m.at, linkExcept) && (d.measure == nil || d.measure.at == m.at)
	})
}

// negative reports whether a word for less than nothing stands in the figure's clause, no
// other figure between: "free cash flow was in the red to the tune of $6.1bn".
func (st *sentence) negative(f *lang.Figure) bool {
	return st.signalled(cueNegative, func(m *mention) bool {
		if some(st.figs, func(g *lang.Figure) bool { return g.First == m.last+1 && g.First != f.First }) {
			return false // "36.8 billion, compared with minus 11.6 billion"
		}
		return st.figuresBetween(m.at, f.First) == 0 && (!st.otherClause(m.at, f.First) ||
			m.last < f.First && f.First-m.last <= 3 && st.mark(&st.atoms[m.last+1]) == ":") // "em terreno negativo: menos 7,2 mil milhões"
	})
}

// minusBefore reports whether a word for less than nothing stands right before the amount.
func (st *sentence) minusBefore(f *lang.Figure) bool {
	return f.First > 0 && st.is(f.First-1, cueNegative)
}

// negativeToo reports whether the amount goes on from one that was told as less than nothing,
// by the same measure and the same word for "by": "the result was negative by 412 million at
// home, by nearly 2.5 billion abroad".
func (st *sentence) negativeToo(d, prev *draft) bool {
	return prev != nil && prev.kind == Level && prev.sign < 0 && prev.measure == d.measure && !lossOf(d.measure) && st.lossOut(prev.fig) == nil &&
		st.marked(prev.fig, linkBy) && st.marked(d.fig, linkBy) && !st.classBetween(lexicon.Direction, prev.fig.Last, d.fig.First)
}

// partAlone reports whether a part of a business stands before the amount in its part of a
// headline, and the measure only in another: 「純利益8割増　クラウド初の200億ドル台」.
func (st *sentence) partAlone(f *lang.Figure, measure *mention) bool {
	m := st.segmentBefore(f.First)
	return st.scan.V.CJK() && m != nil && st.at[m.at].strong == st.at[f.First].strong && measure != nil && st.at[measure.at].strong != st.at[f.First].strong
}

// approached reports whether words behind the level of a measure say what another amount
// did to it, and do not bound it: 「設備投資は298億ドルで、純利益の384億ドルに迫った」, 「237億ドルで、
// 22年の同じ四半期の182億ドルを上回った」.
func (st *sentence) approached(f *lang.Figure, measure *mention) bool {
	if !st.scan.V.CJK() || !st.linkBefore(f.First, linkOf) && !st.ownedThen(f) {
		return false
	}
	owner := f.First - 2
	of := measure != nil && measure.last == owner || some(st.whens, func(w *lang.When) bool { return w.Last == owner || w.Last == owner+1 }) ||
		st.someOf(lexicon.Entity, func(m *mention) bool { return m.last == owner || m.last == owner+1 })
	return of && some(st.figs, func(g *lang.Figure) bool {
		return g.Last < owner && isMoney(g) && st.at[g.Last].strong == st.at[f.First].strong
	})
}

// ownedThen reports whether what stands right before the amount ends with the possessive
// particle, as part of its word: "2022년 4분기의 182억 달러를 웃돌았다".
func (st *sentence) ownedThen(f *lang.Figure) bool {
	own := st.grammar().Possessive
	return own != "" && f.First > 0 && strings.HasSuffix(strings.TrimRight(st.scan.Text[:st.atoms[f.First].Start], " "), own)
}

// boundByCase reads "more than" and "less than" where a case says "than" and the
// word for more or less stands behind: "४० बिलियन-डॉलरेभ्यः अधिकम्".
func (st *sentence) boundByCase(f *lang.Figure) bool {
	if !st.inflected(f, linkFrom|linkThan) || f.Last+1 >= len(st.atoms) || f.Hedge != quantity.Exact {
		return false
	}
	id, ok := st.scan.Has(&st.atoms[f.Last+1], lexicon.Direction)
	if !ok {
		return false
	}
	f.Hedge = quantity.Over
	if id == "down" {
		f.Hedge = quantity.Under
	}
	return true
}

// isCount reports whether a not checkable noun counts things that are no money.
func isCount(id string) bool {
	switch id {
	case "users", "headcount":
		return true
	}
	return false
}

// moreThan reports whether "more" or "less" right behind an amount makes it a
// difference: "$3bn more".
func (r *Reader) moreThan(f *lang.Figure, dir *mention) bool {
	return dir.at == f.Last+1 && !r.st.marked(f, linkTo)
}

// perBehindNext reports whether "and" alone joins the amount to one whose "per share" is that of
// both: "$8.04 and $23.86 a share".
func (st *sentence) perBehindNext(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && g.First-f.Last == 2 && st.is(f.Last+1, linkAnd|linkRespectively) && isMoney(g) && small(g) && (st.linkAfter(g.Last, linkPer) || st.someOf(lexicon.Measure, func(m *mention) bool { return m.at == g.Last+1 && m.id == "eps diluted" }))
	})
}

// ownLevel reports whether a German "mit" makes the amount what one has that has more or less
// than another: "gab mit 85,6 Milliarden Dollar mehr aus als Alphabet".
func (st *sentence) ownLevel(f *lang.Figure) bool {
	if !st.grammar().CapitalNouns || !st.linkBefore(f.First, linkAt) || f.Last+1 >= len(st.atoms) || !st.atoms[f.Last+1].InAny(1<<lexicon.Direction|1<<lexicon.Link) {
		return false
	}
	return st.anyIs(f.Last+1, min(f.Last+4, len(st.atoms)), linkThan)
}

func lossOf(m *mention) bool { return m != nil && (m.id == "loss" || m.id == "operating loss") }

// lossPerShare reports whether a word for a loss stands before the amount, with nothing
// else between: "lost 20 cents a share", "a loss per share of 20 cents".
func (st *sentence) lossPerShare(f *lang.Figure) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return lossOf(m) && m.last < f.First && f.First-m.last <= 4 && !st.otherClause(m.last, f.First) && st.figuresBetween(m.last, f.First) == 0
	})
}

// currency is the one that amounts without their own take: that of the last
// amount, else the dollar in which the filers report.
func (r *Reader) currency(prev *draft) string {
	for ; prev != nil; prev = prev.paired {
		if lang.Currency(prev.unit) {
			return prev.unit
		}
	}
	return "USD"
}

// indefinite reports whether "of" joins the amount to a measure with the article "a",
// which is then stated and did not move: "ha portato a casa un utile operativo di 32
// miliardi".
func (st *sentence) indefinite(f *lang.Figure, measure *mention) bool {
	return measure != nil && measure.at > 0 && measure.last < f.First && f.First-measure.last <= 2 && st.linkBefore(f.First, linkOf) && st.scan.Is(&st.atoms[measure.at-1], lexicon.Number, "1")
}

// ownHead reports whether the amount only describes a noun that is no measure:
// "a $180 million release of inventory".
func (st *sentence) ownHead(f *lang.Figure) bool {
	j := f.Last + 1
	if j+1 >= len(st.atoms) || !st.grammar().NounAfter || st.used[j] {
		return false
	}
	a := &st.atoms[j]
	return a.Kind == lang.Word && a.Terms == nil && !a.Capital && !st.function(a) && !st.verbal(a) && st.is(j+1, linkOf) && string(st.folded(a)) != "worth"
}

// isOutlay reports whether a verb of spending without an object may go on to the measure.
func isOutlay(id string) bool {
	switch id {
	case "capex", "r&d", "buybacks", "dividends", "sales and marketing", "costs and expenses", "operating expenses", "acquisitions":
		return true
	}
	return false
}

// spends reports whether a verb of spending stands before the amount, with no measure
// that says on what: "В этом году Alphabet намерена потратить 75 млрд долларов".
func (st *sentence) spends(f *lang.Figure) bool {
	return !st.scan.V.CJK() && st.signalled(cueSpends|cueDevours, func(m *mention) bool {
		return m.last < f.First && !st.classBetween(lexicon.Measure, -1, len(st.atoms)) && !st.semicolonBetween(m.last, f.First)
	})
}

// intoPlant is what filers buy with their capital expenditures, where the amount went into it
// and no measure is named: "Alphabet put $9.8bn into data centres and offices", "На
// дата-центры за эти три месяца ушло 30,7 млрд". That it is all of the expenditures, the text
// does not say.
func (st *sentence) intoPlant(d *draft) *mention {
	f := d.fig
	if st.scan.V.CJK() || !isMoney(f) || !f.Scaled || d.measure != nil && !st.otherClause(d.measure.at, f.First) {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		plant := m.class == lexicon.Cue && m.sense == cuePlant || m.class == lexicon.Segment && m.id == "data center" && !st.shareInClause(f)
		if plant && st.at[m.at].strong == st.at[f.First].strong && max(m.at-f.Last, f.First-m.last) <= 8 && st.figuresBetween(min(m.last, f.Last), max(m.at, f.First)) == 0 &&
			(st.linkBefore(m.at, linkFor|linkIn|linkTo|linkOver|linkBy) || st.signal(cueSpends) != nil || st.devoured(m, f)) {
			return m
		}
	}
	return nil
}

// devoured reports whether the amount is what a thing named before it costs: "Entrepôts,
// camionnettes et serveurs ont absorbé 15,7 milliards".
func (st *sentence) devoured(m *mention, f *lang.Figure) bool {
	return st.signalled(cueDevours, func(x *mention) bool {
		return x.at > m.last && x.last < f.First && !st.otherClause(x.at, f.First)
	})
}

// outlaySpoken reports whether the text speaks of an outlay where the sentence itself
// names no measure.
func (r *Reader) outlaySpoken(prev *draft) bool {
	if prev != nil {
		return isOutlay(prev.baseMetric)
	}
	return r.disc.claimed && isOutlay(r.disc.metric)
}

// outOf reports whether the amount is what a bare number right before it is a part of:
// "39,8 из 68,6 млрд долларов обеспечило облако".
func (st *sentence) outOf(f *lang.Figure) bool {
	g := st.grammar()
	return !st.scan.V.CJK() && f.First >= 2 && slices.Contains(g.OutOf, string(st.folded(&st.atoms[f.First-1]))) && some(st.figs, func(g *lang.Figure) bool {
		return g.Last == f.First-2 && g.Unit == "" && !g.Scaled
	})
}

// movesPercent reports whether a direction behind an amount has a percentage of its own:
// "il cloud, che con 17,7 miliardi cresce del 48 per cento".
func (st *sentence) movesPercent(f *lang.Figure, dir *mention) bool {
	return dir.at > f.Last && !st.scan.V.CJK() && some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && g.First > dir.last && g.First-dir.last <= 2
	})
}
