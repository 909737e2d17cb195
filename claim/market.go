package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
)

// What the press tells of a market where it names no shares: moves told of companies alone, by days
// that only the text around tells.

// lastSessions are the days at which sessions that are only counted may end: the day that the text
// told last, or so many sessions after it; the session before the article's own day, that day itself,
// and those shortly before.
func (r *Reader) lastSessions(w *lang.When) []period.Date {
	if r.pub == 0 {
		return nil
	}
	var days []period.Date
	if told := r.dayNamed(w); told != 0 && told <= r.pub {
		days = append(days, told)
		for range w.N {
			for told++; !period.IsSession(told); told++ {
			}
		}
		if told <= r.pub {
			days = append(days, told)
		}
	}
	days = append(days, period.LastSession(r.pub-1), period.LastSession(r.pub))
	for d := r.pub - 2; d >= r.pub-stageDays; d-- {
		if period.IsSession(d) {
			days = append(days, d)
		}
	}
	return days
}

// endsUntold reports whether no day near the article's own or in the sentence tells when the sessions
// that are counted ended.
func (r *Reader) endsUntold(w *lang.When) bool {
	day := r.dayNamed(w)
	return day != 0 && r.pub-day > stageDays && !some(r.st.whens, func(x *lang.When) bool {
		return x.Last < w.First && (x.Unit == lang.Date || x.Unit == lang.DayUnit)
	})
}

// sessionsTo are the n sessions up to a day, from the close before the first.
func sessionsTo(end period.Date, n int) period.Range {
	start := end
	for range n {
		start = period.LastSession(start - 1)
	}
	return period.Range{Start: start, End: end}
}

// asideBefore reports whether "the day before" in front of the figure is when something else was, in
// a clause of its own or with a figure of its own: "Microsoft, which had also reported the evening
// before, fell 6 %", "rose to 19.70 from the 14.85 of the day before".
func (st *sentence) asideBefore(f *lang.Figure, w *lang.When) bool {
	if w.Unit != lang.DayUnit || w.Rel != "prior" || w.Weekday != 0 || w.Last > f.First {
		return false
	}
	if st.figuresBetween(w.Last, f.First) > 0 {
		return true
	}
	return st.otherClause(w.Last, f.First) && st.signalled(cueWhich|cueSaid, func(m *mention) bool { return !st.otherClause(m.at, w.First) })
}

// dayAside reports whether the move of the day before only stands inside that of a later day:
// "shares of Alphabet, which the day before had leapt by 2.8 %, lost 1.9 %".
func (r *Reader) dayAside(f *lang.Figure, w *lang.When) bool {
	return w.Unit == lang.DayUnit && w.Rel == "prior" && w.Weekday == 0 && r.current != nil && w.Last < f.First && w.First > 2
}

// dayOfOther reports whether a day behind a price is that of the next company in a list whose days
// stand in front: "On Wednesday Alphabet rose 5 % and Microsoft 4.2 %, on Friday Amazon fell 2.2 %".
func (st *sentence) dayOfOther(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || w.Unit != lang.DayUnit && w.Unit != lang.Date || !isPercent(f) {
		return false
	}
	next := st.nextFigure(f)
	if next == nil || !isPercent(next) || w.First > next.Last+farBehind || !some(st.whens, func(x *lang.When) bool {
		return x.Last < f.First && (x.Unit == lang.DayUnit || x.Unit == lang.Date)
	}) {
		return false
	}
	if st.companyBetween(f.Last, min(w.First, next.First)) {
		return true
	}
	return st.companyBetween(w.Last, next.First) && (st.otherClause(f.Last, w.First) || begins(st.mark(&st.atoms[f.Last+1]), commas))
}

// commas part the members of a list.
var commas = []string{",", "，", "、", ";", "；"}

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
		return w.Unit == lang.Sessions && st.at[w.First].strong == st.at[f.First].strong && st.figuresBetween(min(w.Last, f.Last), max(w.First, f.First)) == 0
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

// dateBeside reports whether a day stands close beside the figure, in its clause.
func (st *sentence) dateBeside(f *lang.Figure) bool {
	return some(st.whens, func(w *lang.When) bool {
		return (w.Unit == lang.Date || w.Unit == lang.DayUnit && w.Weekday != 0) && max(w.First-f.Last, f.First-w.Last) <= farBehind+1 && !st.otherClause(w.First, f.First)
	})
}

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

// inWeek reports whether the figure is told over a week and of a company alone: "Nvidia, which has
// regained 15 % over the week". Reports are of no weeks.
func (r *Reader) inWeek(d *draft, ps []placed) bool {
	st, f := &r.st, d.fig
	week := d.base == "wow" || some(st.whens, func(w *lang.When) bool {
		return w.Unit == lang.WeekUnit && w.Rel != "next" && st.at[w.First].strong == st.at[f.First].strong && st.figuresBetween(min(w.Last, f.Last), max(w.First, f.First)) == 0
	})
	if !week || !r.namedBetween(ps, -1, f.First) || st.partBetween(-1, f.First) {
		return false
	}
	r.signUnsaid(d)
	return true
}

// signUnsaid leaves open whether a figure rose or fell where no word says so.
func (r *Reader) signUnsaid(d *draft) {
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
	r.signUnsaid(d)
	return true
}

// cueBefore reports whether a cue of that name stands before the figure.
func (st *sentence) cueBefore(id string, f *lang.Figure) bool {
	return st.someOf(lexicon.Cue, func(m *mention) bool {
		return m.id == id && m.last < f.First
	})
}

// fromClose reports whether the end of a year in front of a figure is what a price is held against:
// "compared with the end of 2022 the shares are worth 8.2 times as much", 「昨年末に比べるとなお14%低い」.
func (st *sentence) fromClose(f *lang.Figure, w *lang.When) bool {
	if w.First > f.Last {
		return !isMoney(f) && st.figuresBetween(f.Last, w.First) == 0 && !st.otherClause(f.Last, w.First) && w.First-f.Last <= 2*farBehind
	}
	if w.Last > f.First || st.figuresBetween(w.Last, f.First) > 0 || st.at[w.First].strong != st.at[f.First].strong {
		return false
	}
	if st.scan.V.CJK() && !st.linkAfter(w.Last, linkIn|linkAt) && st.comparedAfter(w.Last, f.First) {
		return true
	}
	return f.Unit == "times" || st.linkBefore(w.First, linkVersus|linkThan|linkFrom) || st.linkAfter(w.Last, linkVersus|linkThan|linkFrom) || st.cueBefore("bought", f) || st.someOf(lexicon.Other, func(m *mention) bool { return m.id == "investment" && m.last < w.First })
}

// timesClose reads a multiple as that of a share price since the end of a year, where the text
// speaks of prices.
func (r *Reader) timesClose(d *draft) bool {
	st, f := &r.st, d.fig
	if r.boughtThen(d) {
		return true
	}
	if d.measure != nil && d.measure.id != "price" && d.measure.id != "market value" || !r.disc.price && !st.quotedNamed() || st.measuresElse(-1, len(st.atoms)) || st.priceBase(f) == nil {
		return false
	}
	d.metric, d.baseMetric, d.measure, d.other = "price", "price", nil, ""
	return true
}

// boughtThen reads a multiple or percentage as what shares that somebody bought on a day have become
// worth: "Anyone who bought Nvidia shares at the end of 2022 has tripled his money".
func (r *Reader) boughtThen(d *draft) bool {
	st, f := &r.st, d.fig
	if f.Form == lang.Part || !st.bought(d) || !r.disc.price && !st.quotedNamed() || st.partBetween(-1, f.First) {
		return false
	}
	if m := d.measure; m != nil && m.class == lexicon.Measure && m.id != "price" && m.id != "buybacks" && m.id != "capex" && m.id != "cash" && !st.atoms[m.at].In(lexicon.Direction) {
		return false
	}
	then := some(st.whens, func(w *lang.When) bool {
		return w.Last < f.First && (w.Unit == lang.Date || (w.Unit == lang.YearUnit || w.Unit == lang.MonthUnit) && (w.AtEnd || w.AtStart))
	})
	if !then {
		return false
	}
	d.kind, d.metric, d.baseMetric, d.segment, d.measure, d.other = Change, "price", "price", "", nil, ""
	r.signUnsaid(d)
	if f.Unit == "times" {
		d.sign, d.signUnsaid = 0, false
	}
	return true
}

// bought reports whether somebody bought before the figure, a company's own shares or an investor.
func (st *sentence) bought(d *draft) bool {
	m := d.measure
	return st.cueBefore("bought", d.fig) || m != nil && m.last < d.fig.First && (m.id == "investment" || m.id == "buybacks" && d.fig.Unit == "times")
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

// onDay reports whether a day of trading is named in the figure's clause, or between an atom and the
// figure, or the stock exchange is.
func (st *sentence) onDay(f *lang.Figure, from int) bool {
	return some(st.whens, func(w *lang.When) bool {
		return (w.Unit == lang.DayUnit || w.Unit == lang.Date && !w.AtEnd) && !w.Since && (!st.otherClause(w.First, f.First) || from >= 0 && w.First > from && w.Last < f.First)
	}) || from >= 0 && st.someOf(lexicon.Cue, func(m *mention) bool { return m.id == "stock exchange" && m.at > from && m.last < f.First })
}

// shareReached reports whether an amount that only a share can cost stands behind the percentage as
// where the move led: "rose 6.2 % to $197.93".
func (st *sentence) shareReached(f *lang.Figure) bool {
	g := st.nextFigure(f)
	return g != nil && g.First-f.Last <= 4 && lang.Currency(g.Unit) && g.Digits && small(g) && !g.Scaled && st.marked(g, linkTo|linkAt) && g.Value.Value.Cmp(quantity.Int(leastPrice)) > 0
}

// measuresIn reports whether a word in the figure's clause measures anything but prices.
func (st *sentence) measuresIn(f *lang.Figure) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return !onMarket(m.id) && !st.atoms[m.at].In(lexicon.Direction) && !st.otherClause(m.at, f.First)
	})
}

// dayOfAside reports whether a day behind a price is that of an earlier move of the same share, or of
// its report: "plunged 14.7 %, giving back more than Friday's rise of 14.2 %", "worse for Amazon
// (-8.4 %), which had also reported on Thursday".
func (st *sentence) dayOfAside(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || w.Unit != lang.DayUnit && w.Unit != lang.Date || w.Since || !st.otherClause(f.Last, w.First) {
		return false
	}
	if g := st.nextFigure(f); isPercent(f) && g != nil && isPercent(g) && g.Last < w.First && w.First-g.Last <= farBehind && !st.companyBetween(f.Last, w.First) && !st.otherClause(g.First, w.First) {
		return st.classBetween(lexicon.Direction, f.Last, w.First)
	}
	return st.figuresBetween(f.Last, len(st.atoms)) == 0 && st.signalled(cueWhich, func(m *mention) bool {
		return m.at > f.Last && m.at < w.First && !st.otherClause(m.at, w.First)
	}) && st.someOf(lexicon.Cue, func(m *mention) bool { return m.sense == cueSaid && m.at > f.Last })
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
	return d.fig.Sign != 0 && d.measure == nil && (prev == nil || prev.metric == "price") && st.quotedNamed() && !st.measuresElse(-1, len(st.atoms)) &&
		!st.classBetween(lexicon.Other, -1, len(st.atoms)) && !st.partBetween(-1, len(st.atoms)) && !some(st.ms, func(m *mention) bool { return m.class == lexicon.Entity && strings.HasPrefix(m.id, "index:") })
}

// comparedAfter reports whether a word that compares, in Chinese, Japanese or Korean, stands between
// two atoms: 「昨年末の水準を」, 「2日 종가보다」.
func (st *sentence) comparedAfter(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if lang.Ends(st.folded(&st.atoms[j]), st.grammar().Comparing) {
			return true
		}
	}
	return false
}

// heldAgainstDay reports whether the close of a day is what a price is held against: "16 % below its
// close of January 6", 「1月6日の終値をなお16%下回る」, "from the end of July".
func (st *sentence) heldAgainstDay(f *lang.Figure, w *lang.When) bool {
	if st.at[w.First].strong != st.at[f.First].strong || isMoney(f) {
		return false
	}
	if w.Unit == lang.MonthUnit {
		return w.AtEnd && (w.From || st.linkBefore(w.First, linkFrom)) && st.figuresBetween(min(w.Last, f.Last), max(w.First, f.First)) == 0
	}
	if w.Unit != lang.Date && (w.Unit != lang.DayUnit || w.Weekday == 0) || st.figuresBetween(min(w.Last, f.Last), max(w.First, f.First)) > 0 {
		return false
	}
	if st.closeSide(w) != 0 || st.ownsClose(w) {
		return true
	}
	return w.Last < f.First && st.scan.V.CJK() && st.figuresBetween(w.Last, f.First) == 0 && st.someOf(lexicon.Measure, func(m *mention) bool {
		return onMarket(m.id) && m.at > w.Last && m.at-w.Last <= 2 && (st.comparedAfter(m.at-1, f.First) || st.linkAfter(m.last, linkThan|linkVersus))
	})
}

// closeSide tells whether a price stands above (1) or below (-1) the close of the day, 0 if no words
// say so.
func (st *sentence) closeSide(w *lang.When) (side int) {
	st.each(lexicon.Cue, func(m *mention) {
		if m.last >= w.First || w.First-m.last > farBehind {
			return
		}
		switch m.id {
		case "below close":
			side = -1
		case "above close":
			side = 1
		}
	})
	return side
}

// ownsClose reports whether a word that holds a price against a close stands around the day: "9.6 %
// below Friday's close", "perjantain päätöskurssista".
func (st *sentence) ownsClose(w *lang.When) bool {
	if !st.someOf(lexicon.Cue, func(m *mention) bool { return m.id == "closing" && m.at == w.Last+1 }) {
		return false
	}
	return st.linkAfter(w.Last, linkFrom) || w.First > 0 && (st.linkBefore(w.First, linkFrom|linkThan|linkVersus) || st.atoms[w.First-1].In(lexicon.Direction) || st.someOf(lexicon.Cue, func(m *mention) bool {
		return m.last == w.First-1 && (m.id == "falls short" || m.id == "exceeds")
	}))
}

// againstClose gives a move of a price that is held against the close of a day its sign.
func (st *sentence) againstClose(d *draft) {
	for i := range st.whens {
		if w := &st.whens[i]; st.heldAgainstDay(d.fig, w) {
			if side := st.closeSide(w); side != 0 {
				d.sign, d.signUnsaid = side, false
			}
		}
	}
}

// ownsNextMove reports whether a time behind a move is that of the next one, right before it: "за день
// просел на 3,6%, за месяц — на 8,8%".
func (st *sentence) ownsNextMove(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || !isPercent(f) || !st.otherClause(f.Last, w.First) {
		return false
	}
	g := st.nextFigure(f)
	return g != nil && isPercent(g) && g.First > w.Last && g.First-w.Last <= farBehind+1
}

// openingYear reports whether the year is the one that has just begun, named for its first sessions:
// "On Tuesday, in the first session of 2023, Tesla slid by 12.2 %".
func (r *Reader) openingYear(w *lang.When) bool {
	if w.Unit != lang.YearUnit || w.Year == 0 || r.pub == 0 || w.Year != r.pub.Year() || w.Since {
		return false
	}
	return r.pub-period.Year(w.Year).Start < lookBack
}

// yearOfOther reports whether a year before both is that of the company's first move alone: 「22年に64%
// 安となったメタは3.7%高」.
func (st *sentence) yearOfOther(d, prev *draft, w *lang.When) bool {
	return w.Unit == lang.YearUnit && !w.Since && prev.metric == d.metric && prev.kind == Change && prev.id() == d.id() && isPercent(prev.fig) && isPercent(d.fig) &&
		st.figuresBetween(w.Last, prev.fig.First) == 0 && st.figuresBetween(min(w.Last, d.fig.Last), max(w.First, d.fig.First)) > 0 && !st.marked(d.fig, linkFrom|linkTo|linkVersus)
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
	if d.measure != nil || prev != nil && prev.metric != "price" || f.Form == lang.Part || st.linkAfter(f.Last, linkOf|linkShare) || st.partBetween(-1, len(st.atoms)) || st.classBetween(lexicon.Other, -1, len(st.atoms)) || st.measuresElse(-1, len(st.atoms)) {
		return false
	}
	if !r.namedBetween(ps, max(f.First-5, -1), f.First) || !some(st.whens, func(w *lang.When) bool {
		return w.Unit == lang.DayUnit && w.Weekday != 0 && !st.otherClause(w.First, f.First)
	}) {
		return false
	}
	r.signUnsaid(d)
	return true
}

// countOfOther reports whether sessions that are counted behind a figure are those of another one
// nearer to them: "lost 3.0 %, and its losses of three sessions reached 6.1 %".
func (st *sentence) countOfOther(f *lang.Figure, w *lang.When) bool {
	if w.Unit != lang.Sessions || w.First <= f.Last {
		return false
	}
	g := st.nextFigure(f)
	return g != nil && isPercent(g) && (g.Last < w.First || st.otherClause(f.Last, w.First) && g.First > w.Last && !st.otherClause(g.First, w.First))
}

// afterEvent gives a move that the next one follows the session before it: "au lendemain d'un plongeon de
// 17 %, Nvidia a repris 8,9 % mardi".
func (r *Reader) afterEvent(d *draft) bool {
	st, f := &r.st, d.fig
	if d.kind != Change || !isPercent(f) || r.pub == 0 {
		return false
	}
	if !st.signalled(cueEventDay, func(m *mention) bool {
		return m.last < f.First && f.First-m.last <= farBehind+2 && !st.otherClause(m.last, f.First) && st.figuresBetween(m.last, f.First) == 0
	}) || st.nextFigure(f) == nil {
		return false
	}
	day := r.priceDay(d).r.End
	for i := range st.whens {
		if w := &st.whens[i]; w.Unit == lang.DayUnit && w.First > f.Last {
			if x, ok := r.days(w); ok {
				day = x.End
			}
			break
		}
	}
	d.bound, d.aside = bound{r: period.Day(period.LastSession(day - 1))}, true
	return true
}

// spentBefore reports whether a measure before the figure has an amount of its own, so that it is not
// that of what follows: "the year, which ended with a profit of 30.4 billion, brought shares 81 %".
func (st *sentence) spentBefore(m *mention, f *lang.Figure) bool {
	return m != nil && m.last < f.First && st.figuresBetween(m.last, f.First) > 0
}

// yearsOfDate are the years that a date may be of, the likeliest first: its own, else that of a date
// behind it in a list ("on February 3 and October 27, 2022"), the latest one, that of which the
// passage speaks.
func (r *Reader) yearsOfDate(w *lang.When) []int {
	if w.Unit != lang.Date || w.Year != 0 || w.M1 == 0 || w.Rel != "" || r.forecasting {
		return []int{w.Year}
	}
	var years []int
	for i := range r.st.whens {
		if x := &r.st.whens[i]; x.Unit == lang.Date && x.First > w.Last && x.Year != 0 && r.st.at[x.First].strong == r.st.at[w.First].strong {
			years = append(years, x.Year)
			break
		}
	}
	years = append(years, 0)
	if y := r.disc.year; y != 0 && y < r.pub.Year() && len(years) == 1 {
		years = append(years, y)
	}
	return years
}
