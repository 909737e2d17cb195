package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// What the press tells of a market where it names no shares: moves told of companies alone, by the
// stock exchange, a day or the moves told before.

// nextFigure is the next figure of the sentence, or nil.
func (st *sentence) nextFigure(f *lang.Figure) *lang.Figure {
	for i := range st.figs {
		if g := &st.figs[i]; g.First > f.Last {
			return g
		}
	}
	return nil
}

// inSessions reports whether the figure's part of the sentence counts the sessions in which
// something moved: "Amazon has lost 12.5 % in two sessions".
func (st *sentence) inSessions(f *lang.Figure) bool {
	return some(st.whens, func(w *lang.When) bool {
		return w.Unit == lang.Sessions && st.at[w.First].strong == st.at[f.First].strong && st.figuresTo(f, w) == 0
	})
}

// backAt reports whether an amount that only a share can cost is where a company stands on the
// market: the text tells of its move in the same breath, or of prices just before. "Amazon, back at
// $161.02, has lost 12.5 % in two sessions".
func (r *Reader) backAt(d, prev *draft) bool {
	st, f := &r.st, d.fig
	if d.measure != nil || prev != nil || !small(f) || f.Scaled || !f.Digits || !lang.Currency(f.Unit) || f.Value.Value.Cmp(quantity.Int(leastPrice)) <= 0 || st.linkAfter(f.Last, linkPer|linkOf) {
		return false
	}
	if st.measuresElse(-1, len(st.atoms)) {
		return false
	}
	next := st.nextFigure(f)
	if f.Value.Digits >= closeDigits && st.dateBeside(f) && (r.disc.price || st.quotedNamed()) {
		return true // "compared with $221.86 at the close of April 8"
	}
	if !r.namedBetween(r.placed, -1, f.First) {
		return false
	}
	return (st.marked(f, linkTo|linkAt) || st.scan.V.CJK()) && (r.disc.price || next != nil && isPercent(next) && st.inSessions(next))
}

// closeDigits are those of a price that only a close has.
const closeDigits = 4

// goesOnMoving reports whether a percentage of a company goes on with the moves of prices that the
// sentence or the one before told of others, where its own words measure nothing: "Nvidia's share
// price rose 239 % in 2023. Amazon took 81 % and Alphabet 58 %." Its sign is that of the last one.
func (r *Reader) goesOnMoving(d *draft, dir *mention, ps []placed, prev *draft) bool {
	st, f := &r.st, d.fig
	if f.Form == lang.Part && st.linkAfter(f.Last, linkOf) {
		return false
	}
	if prev != nil {
		if prev.metric != "price" || prev.kind != Change || dir != nil || st.classBetween(lexicon.Measure, prev.fig.Last, f.First) || !r.namedBetween(ps, prev.fig.Last, f.First) && !st.anotherYear(prev.fig, f) {
			return false
		}
		if m := d.measure; m != nil && !(m.last < prev.fig.First && (st.atoms[m.at].In(lexicon.Direction) || st.spentBefore(m, prev.fig))) {
			return false
		}
		if f.Sign == 0 {
			d.sign, d.signUnsaid = prev.sign, prev.signUnsaid
		}
		return true
	}
	last := r.movedBefore()
	if last == nil || !r.namedBetween(ps, -1, f.First) || d.measure != nil || dir != nil || len(st.whens) > 0 || st.classBetween(lexicon.Measure, -1, len(st.atoms)) || st.classBetween(lexicon.Other, -1, len(st.atoms)) || st.classBetween(lexicon.Segment, -1, len(st.atoms)) {
		return false
	}
	if f.Sign == 0 {
		d.sign, d.signUnsaid = last.Sign, true
	}
	return true
}

// anotherYear reports whether the figure behind another is told of a year of its own: "81 % in 2023 and
// another 44 % in 2024".
func (st *sentence) anotherYear(prev, f *lang.Figure) bool {
	return isPercent(f) && some(st.whens, func(w *lang.When) bool {
		return w.Unit == lang.YearUnit && !w.Fiscal && w.First > prev.Last && w.First-f.Last <= farBehind && f.First-w.Last <= farBehind+2
	})
}

// movedBefore is the move of a price that the sentence right before told last, or nil.
func (r *Reader) movedBefore() *Claim {
	n := len(r.claims)
	if !r.disc.price || n == 0 {
		return nil
	}
	for i := n - 1; i >= 0 && r.claims[i].Sentence == r.claims[n-1].Sentence && r.claims[i].Sentence.Start >= r.para.Start; i-- {
		if c := &r.claims[i]; (c.Metric == "price" || c.Metric == "index level") && c.Kind == Change && len(c.Entities) == 1 {
			return c
		}
	}
	return nil
}

// measuresElse reports whether a word between two atoms measures anything but prices, or a gain or loss
// that a verb of moving says.
func (st *sentence) measuresElse(a, b int) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.at > a && m.last < b && !onMarket(m.id) && !st.atoms[m.at].In(lexicon.Direction)
	})
}

// pricesAlone reports whether the sentence measures nothing but prices and speaks of no part of a business.
func (st *sentence) pricesAlone() bool {
	return !st.measuresElse(-1, len(st.atoms)) && !st.classBetween(lexicon.Other, -1, len(st.atoms)) && !st.partBetween(-1, len(st.atoms))
}

// inWeek reports whether the figure is told over a week and of a company alone: "Nvidia, which has
// regained 15 % over the week". Reports are of no weeks. Like the next ones it leaves the sign open
// where no word says it.
func (r *Reader) inWeek(d *draft, ps []placed) bool {
	st, f := &r.st, d.fig
	week := d.base == "wow" || some(st.whens, func(w *lang.When) bool {
		return w.Unit == lang.WeekUnit && w.Rel != "next" && st.at[w.First].strong == st.at[f.First].strong && st.figuresTo(f, w) == 0
	})
	if !week || !r.namedBetween(ps, -1, f.First) || st.partBetween(-1, f.First) {
		return false
	}
	d.leaveSign()
	return true
}

// leaveSign leaves open whether a figure rose or fell where no word says so.
func (d *draft) leaveSign() {
	if d.sign == 0 {
		d.sign, d.signUnsaid = 1, true
	}
}

// onExchange reports whether words of the stock exchange stand before a percentage in a sentence that
// measures nothing else: "On the stock market Meta gained 66 % last year", "In Borsa il 2023 ha dato
// il 58 per cento".
func (r *Reader) onExchange(d *draft, ps []placed, prev *draft) bool {
	st, f := &r.st, d.fig
	if prev != nil && prev.metric != "price" || d.measure != nil && !st.atoms[d.measure.at].In(lexicon.Direction) || f.Form == lang.Part && st.linkAfter(f.Last, linkOf) {
		return false
	}
	if !st.cueBefore("stock exchange", f) || st.measuresElse(-1, len(st.atoms)) || st.partBetween(-1, f.First) || st.classBetween(lexicon.Other, -1, len(st.atoms)) {
		return false
	}
	if !r.namedBetween(ps, -1, f.First) && r.nearestWhen(f, nil, true) == nil {
		return false
	}
	d.leaveSign()
	return true
}

// cueBefore reports whether a cue of that name stands before the figure.
func (st *sentence) cueBefore(id string, f *lang.Figure) bool {
	return st.someOf(lexicon.Cue, func(m *mention) bool {
		return m.id == id && m.last < f.First
	})
}

// movedBeside reports whether a company moved on a day, where the measure has a figure of its own, in
// a clause about it or before its name: "Apple, which buys back shares for $110 billion, gained 6 % on
// Friday", "Nach einem Betriebsgewinn von 17,4 Milliarden Dollar rückte Amazon am Freitag um 6,2 Prozent vor".
func (r *Reader) movedBeside(d *draft, dir *mention, ps []placed) bool {
	st, f, m := &r.st, d.fig, d.measure
	if m == nil || m.class != lexicon.Measure || perShare(m.id) || st.otherClause(dir.at, f.First) || st.partRightBehind(f) {
		return false
	}
	var own *lang.Figure // the last one that may be the measure's
	for i := range st.figs {
		if g := &st.figs[i]; m.last < f.First && g.First > m.last && g.Last < f.First || m.at > f.Last && g.First > f.Last && own == nil {
			own = g
		}
	}
	if own == nil {
		return false
	}
	if m.at > f.Last {
		return !st.measuresIn(f) && st.otherClause(m.at, f.First) && r.namedBetween(ps, -1, f.First) && st.onDay(f, -1)
	}
	if !st.measuresIn(f) && st.otherClause(m.at, f.First) && r.namedBetween(ps, -1, f.First) && (st.shareReached(f) || st.onDay(f, -1)) {
		return true
	}
	return r.namedBetween(ps, own.Last, f.First) && !st.classBetween(lexicon.Measure, own.Last, f.First) && !st.partBetween(own.Last, f.First) && !st.signalled(cueSaid, func(x *mention) bool { return x.at > own.Last && x.last < f.First }) &&
		(st.shareReached(f) || st.onDay(f, own.Last))
}

// shareReached reports whether an amount that only a share can cost stands behind the percentage as
// where the move led: "rose 6.2 % to $197.93".
func (st *sentence) shareReached(f *lang.Figure) bool {
	g := st.ledTo(f)
	return g != nil && !g.Scaled && g.Value.Value.Cmp(quantity.Int(leastPrice)) > 0
}

// measuresIn reports whether a word in the figure's clause measures anything but prices.
func (st *sentence) measuresIn(f *lang.Figure) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return !onMarket(m.id) && !st.atoms[m.at].In(lexicon.Direction) && !st.otherClause(m.at, f.First)
	})
}

// setOnExchange takes a sentence without figures that speaks of the stock exchange for what the next
// ones are told of, over the year that it names: 「株式市場では昨年、明暗が分かれた。メタは66%高、…」.
func (r *Reader) setOnExchange() {
	st := &r.st
	if !st.someOf(lexicon.Cue, func(m *mention) bool { return m.id == "stock exchange" }) {
		return
	}
	r.disc.price = true
	for i := range st.whens {
		if w := &st.whens[i]; w.Unit == lang.YearUnit && !w.Since && !w.Fiscal {
			if b, ok := r.bind(w, "", false); ok && r.pub != 0 && b.r.End < r.pub {
				r.disc.traded = b
			}
		}
	}
}

// listBeforeVerb reports whether the word for up or down behind the figure is that of another one after
// a list which this figure ends: "Nach Kursgewinnen von 239 Prozent 2023 und 171 Prozent 2024 stürzte
// die Aktie um 17 Prozent ab".
func (st *sentence) listBeforeVerb(prev, f *lang.Figure, dir *mention) bool {
	next := st.nextFigure(f)
	return next != nil && isPercent(next) && dir.at < next.First && st.andBetween(prev.Last, f.First)
}

// signedAmongPrices reports whether a percentage with a sign stands in a sentence that measures prices
// alone: "Après + 239 % en 2023 et + 171 % en 2024, l'action a plongé".
func (st *sentence) signedAmongPrices(d, prev *draft) bool {
	return d.fig.Sign != 0 && d.measure == nil && (prev == nil || prev.metric == "price") && st.quotedNamed() && st.pricesAlone() &&
		!some(st.ms, func(m *mention) bool { return m.class == lexicon.Entity && strings.HasPrefix(m.id, "index:") })
}

// signedOnDay reports whether a percentage with a sign stands right beside a day or a week of trading:
// "a bad week: -8.5 % on Thursday, +4.0 % on Friday".
func (st *sentence) signedOnDay(f *lang.Figure) bool {
	return f.Sign != 0 && some(st.whens, func(w *lang.When) bool {
		return (w.Unit == lang.DayUnit || w.Unit == lang.WeekUnit) && !w.Since && (w.First > f.Last && w.First-f.Last <= 2 || w.Last < f.First && f.First-w.Last <= 2)
	})
}

// costOnDay reports whether a percentage is told of a company and a day alone, no word measuring
// anything: "Wednesday cost Alphabet 9.1 % and Microsoft 7.7 %".
func (r *Reader) costOnDay(d, prev *draft, ps []placed) bool {
	st, f := &r.st, d.fig
	if d.measure != nil || prev != nil && prev.metric != "price" || f.Form == lang.Part || st.linkAfter(f.Last, linkOf|linkShare) || !st.pricesAlone() {
		return false
	}
	if !r.namedBetween(ps, max(f.First-5, -1), f.First) || !some(st.whens, func(w *lang.When) bool {
		return w.Unit == lang.DayUnit && w.Weekday != 0 && !st.otherClause(w.First, f.First)
	}) {
		return false
	}
	d.leaveSign()
	return true
}

// spentBefore reports whether a measure before the figure has an amount of its own, so that it is not
// that of what follows: "the year, which ended with a profit of 30.4 billion, brought shares 81 %".
func (st *sentence) spentBefore(m *mention, f *lang.Figure) bool {
	return m != nil && m.last < f.First && st.figuresBetween(m.last, f.First) > 0
}
