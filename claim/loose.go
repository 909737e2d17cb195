package claim

import (
	"slices"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
)

// Loose is what does not stand close beside a figure, so that it may have been read
// wrongly: a set of bits. The zero Loose is a figure that its words hold fast.
//
// A reader errs where a sentence is long, an author anywhere; so what contradicts a loosely
// read figure must be an author's error (verdict.Check). The questions are of a
// sentence's build alone and know no language. Of 1,288 figures in sixty articles of 15
// languages that no rule had been made for, those read loosely held two thirds of the
// false alarms.
type Loose uint8

const (
	LoosePeriod  Loose = 1 << iota // the sentence names one and the figure took none, or not surely its own
	LooseCompany                   // the sentence names another, or its own stands far
	LooseMeasure                   // it stands behind
	LooseClause                    // they stand far in front, or much stands between
	LooseSign                      // no word says whether it rose or fell
	LoosePart                      // the part of the business stands in another clause, or a figure between
	LooseTense                     // its period had not ended, and no word looks ahead
	LooseBase                      // an earlier level, and how much earlier is not said: "from 41.6 to 44.6 %"
)

// How many atoms apart a figure and what stands behind it are no longer beside each
// other, how many it may be behind what stands in front, and how many figures make a list.
const (
	farBehind  = 3
	farInFront = 16
	manyFigs   = 3
)

// loose tells what of the claim does not stand close beside the figure.
func (r *Reader) loose(d *draft) Loose {
	var l Loose
	if r.loosePeriod(d) {
		l |= LoosePeriod
	}
	if r.looseCompany(d) {
		l |= LooseCompany
	}
	if m := d.measure; m != nil && m.at-d.fig.Last > farBehind || r.marginOpen(d) {
		l |= LooseMeasure
	}
	if r.looseClause(d) {
		l |= LooseClause
	}
	if d.signUnsaid || d.kind == Level && d.fig.Sign < 0 || r.st.signElsewhere(d) || r.st.resultElsewhere(d) {
		l |= LooseSign
	}
	if d.kind == Level && d.segment != "" && !r.partBeside(d) {
		l |= LoosePart
	}
	if d.modality == Forecast && r.st.anywhere&(cueForecast|cueGuidance) == 0 && !r.forecasting && !d.fig.IsRange && (d.kind != Level || d.whenGuessed) {
		l |= LooseTense
	}
	if d.prior && !d.baseSaid && d.kind != Change {
		l |= LooseBase
	}
	return l
}

// marginOpen reports whether a margin, or the points by which one changed, may be that of another result,
// which the text has told before: "an operating margin of 24.8%. In 2024 it earned 62.4 billion at a
// margin of 42.2%".
func (r *Reader) marginOpen(d *draft) bool {
	return d.marginOpen || d.unit == "pp" && some(r.drafts, func(o *draft) bool { return o.marginOpen && o.baseMetric == d.baseMetric })
}

// partBeside reports whether the part of a business that the figure was given stands in its clause,
// no other figure between.
func (r *Reader) partBeside(d *draft) bool {
	st, f := &r.st, d.fig
	return some(st.ms, func(m *mention) bool {
		return m.isPart() && r.segmentID(m) == d.segment && !st.otherClause(m.at, f.First) && st.figuresBetween(min(m.last, f.Last), max(m.at, f.First)) == 0
	})
}

// signElsewhere reports whether the word that says whether a percentage rose or fell stands in
// another clause, or another figure between: "die Titel zogen um 4,8 Prozent an, während der
// S&P 500 1,4 Prozent einbüßte", "rising 8.9 % after Monday's 17 % rout"; or not right beside it,
// in a sentence that has a word for the opposite, too.
func (st *sentence) signElsewhere(d *draft) bool {
	f := d.fig
	if d.kind != Change || !isPercent(f) && d.unit != "points" && d.unit != "pp" || len(st.figs) < 2 || f.Sign != 0 {
		return false
	}
	dir, _ := st.directionFor(f)
	if dir == nil {
		return onMarket(d.metric) && d.sign != 0
	}
	beside := f.First-dir.last <= besideSign && dir.at-f.Last <= besideSign
	return st.figuresBetween(dir.at, f.First) > 0 || st.otherClause(dir.at, f.First) || st.someOf(lexicon.Direction, func(m *mention) bool {
		return signOf(m)*signOf(dir) < 0 && (!beside && st.at[m.at].strong == st.at[f.First].strong || onMarket(d.metric) && m.at > f.Last && !st.otherClause(m.at, f.First) && st.figuresBetween(f.Last, m.at) == 0)
	})
}

// resultElsewhere reports whether the word for the result that an amount states stands in another
// clause or before another figure, so that a word for a loss at its own may be unknown.
func (st *sentence) resultElsewhere(d *draft) bool {
	m, f := d.measure, d.fig
	if d.kind != Level || !swings(d.baseMetric) {
		return d.kind == Level && d.baseMetric == "free cash flow" // said to be negative, burnt, drained away
	}
	return m == nil || st.figuresBetween(min(m.last, f.Last), max(m.at, f.First)) > 0 || st.otherClause(m.at, f.First)
}

// wentTo reports whether a fall in percent stands where something went to, and nothing else in its
// sentence moved, so that it may be a share or a margin: "gaming shrank to 9 %".
func (st *sentence) wentTo(d *draft) bool {
	f := d.fig
	if d.kind != Change || d.sign >= 0 || !isPercent(f) || onMarket(d.metric) || !st.marked(f, linkTo) || st.marked(f, linkBy) {
		return false
	}
	return st.moves(f) == 1
}

// moves counts the words for up and down in the figure's part of the sentence.
func (st *sentence) moves(f *lang.Figure) (n int) {
	st.each(lexicon.Direction, func(m *mention) {
		if st.at[m.at].strong == st.at[f.First].strong {
			n++
		}
	})
	return n
}

// besideSign is how many atoms apart a figure and a word for up or down stand beside each other.
const besideSign = 2

// loosePeriod reports whether the sentence names a period that the figure did not take, or
// an earlier level is told without saying how much earlier.
func (r *Reader) loosePeriod(d *draft) bool {
	if d.prior && !d.baseSaid || d.whenGuessed && len(r.disc.told) > 0 {
		return true
	}
	w := r.st.whenHere(d)
	if w == nil {
		return some(r.st.whens, func(w *lang.When) bool { return flowUnit(w.Unit) && !r.st.onlyCompared(w) })
	}
	return r.st.periodBehind(d.fig, w)
}

// onlyCompared reports whether something is only compared with a period.
func (st *sentence) onlyCompared(w *lang.When) bool {
	return st.baseOfChange(w) || st.linkBefore(w.First, linkThan|linkVersus) || st.comparedBehind(w) || some(st.figs, func(g *lang.Figure) bool { return st.thanWhen(g, w) }) || st.scan.V.CJK() && (st.linkAfter(w.Last, linkThan|linkVersus|linkFrom) || some(st.figs, func(g *lang.Figure) bool { return st.multipleOfWhen(g, w) }))
}

// periodBehind reports whether the period stands behind another figure or in a clause of
// its own that it does not fill: "$17.4bn, from July to September" is no such.
func (st *sentence) periodBehind(f *lang.Figure, w *lang.When) bool {
	return w.First >= f.Last && (st.figuresBetween(f.Last, w.First) > 0 || st.otherClause(w.First, f.First) && (w.First-f.Last > farBehind || st.figureInClause(w.First)))
}

// inArrows reports whether the figure is one of a row that arrows join, each of another
// period: 「2022年から2024年にかけて26.5%→27.4%→32.1%と上昇した」.
func (st *sentence) inArrows(f *lang.Figure) bool {
	arrow := func(i int) bool { return i >= 0 && i < len(st.atoms) && st.mark(&st.atoms[i]) == "→" }
	return (arrow(f.First-1) || arrow(f.Last+1)) && !some(st.whens, func(w *lang.When) bool { return w.Last < f.First && f.First-w.Last <= 2 })
}

// bareYear reports whether the word "year" stands behind or right before the figure, and no period
// of the sentence took it.
func (st *sentence) bareYear(f *lang.Figure) bool {
	year := func(j int) bool {
		return st.freeYear(j) && !st.otherClause(j, f.First)
	}
	for k := 1; k <= 3; k++ {
		if year(f.Last + k) {
			return !st.is(f.Last+1, linkFrom|linkThan)
		}
	}
	return year(f.First - 1)
}

// whenHere is the period that the sentence says for the figure.
func (st *sentence) whenHere(d *draft) *lang.When {
	for i := range st.whens {
		if w := &st.whens[i]; w == d.when && d.whenSaid {
			return w
		}
	}
	return nil
}

// looseCompany reports whether the clause does not name the claim's company, but the
// sentence another or one that may be none, or the claim's own only behind the figure or in
// a part that a semicolon ended.
func (r *Reader) looseCompany(d *draft) bool {
	st, f := &r.st, d.fig
	own, other, close := false, false, false
	for i := range r.placed {
		switch p := &r.placed[i]; {
		case p.unsure || p.party.files() && !d.speaksOf(p.party.ID):
			other = other || st.at[p.at].strong == st.at[f.First].strong
		case p.party.ID != d.id():
		case p.at < f.First && !st.otherClause(p.at, f.First) && !r.namedBetween(r.placed, p.at, f.First):
			return false
		default:
			own = true
			close = close || st.at[p.at].strong == st.at[f.First].strong && (p.at < f.First || !st.otherClause(p.at, f.First))
		}
	}
	return other || own && !close || !own && len(r.disc.here) > 1
}

// speaksOf reports whether the company is one of the claim's.
func (d *draft) speaksOf(id entity.ID) bool {
	return some(d.parties, func(p *Party) bool { return p.ID == id })
}

// namedHere are the companies that the sentence names, told once for all of its claims.
func (r *Reader) namedHere() []Party {
	var few [4]Party
	out := few[:0]
	for i := range r.placed {
		if p := &r.placed[i]; p.party.files() && !slices.ContainsFunc(out, func(o Party) bool { return o.ID == p.party.ID }) {
			out = append(out, p.party)
		}
	}
	return r.partyArena.keep(out...)
}

// looseClause reports whether the measure or the period stands far in front of the
// figure, what it is compared with is not said, or the sentence is one of many parts.
func (r *Reader) looseClause(d *draft) bool {
	st, f := &r.st, d.fig
	if st.wentTo(d) || d.unit == "times" && !d.baseSaid || d.whenGuessed || len(d.bound.alt) > 0 && d.bound.unit != lang.Sessions && !(onMarket(d.metric) && d.bound.unit == lang.Date) || len(r.disc.told) > 1 && len(st.figs) > manyFigs || st.anyIs(0, f.First, cueWhich|linkSub|linkBut) || d.kind == Change && onMarket(d.metric) && st.signal(cuePeak) != nil {
		return true
	}
	if m := d.measure; m != nil && (st.at[m.at].strong != st.at[f.First].strong || f.First-m.at > farInFront || st.figuresBetween(m.at, f.First) > 2) {
		return true
	}
	w := st.whenHere(d)
	return w != nil && (w.First-f.Last > farBehind || f.First-w.First > farInFront || st.figuresBetween(w.First, f.First) > 1)
}
