package claim

import (
	"cmp"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// nearestWhen is the period phrase that the figure most plausibly speaks of.
// For a price it is a day, a week or a start; for a flow a quarter or longer.
func (r *Reader) nearestWhen(f *lang.Figure, measure *mention, price bool) *lang.When {
	st := &r.st
	var best *lang.When
	bestCost := 1 << 20
	instant := !price && measure != nil && len(st.whens) > 0 && instant(measure.id)
	for i := range st.whens {
		w := &st.whens[i]
		if !price && (st.trendFrom(f, w) || st.fromOwns(f, w) || st.nowBehind(f, w)) {
			continue
		}
		if !price && st.pastGrowth(f, w) {
			return w
		}
		if !price && some(st.figs, func(g *lang.Figure) bool { return st.pastGrowth(g, w) }) {
			continue
		}
		if !price && st.ownsRate(f, w) {
			return w // 「2022年2.4%から2023年6.4%に上昇した」
		}
		if st.season(w) || st.yearOfBase(w) || !price && st.baseOfExcess(w) || st.multipleOfWhen(f, w) || !price && st.ofMultiple(f, w) || st.nextOwns(f, w) || st.rateMoved(f, w) || r.describes(f, w) || !price && (st.wholeOfNamed(w) || st.ofInserted(f, w)) {
			continue
		}
		if !price && (r.longBefore(f, w) || st.heldAgainstBefore(f, w) || st.baseOfLater(f, w)) {
			continue
		}
		if price && w.Unit == lang.Sessions && isPercent(f) && st.inSessions(f) && !st.dateBeside(f) && !st.countOfOther(f, w) {
			return w // "En deux séances, vendredi compris, …"
		}
		if price && !flowUnit(w.Unit) && w.First > f.Last && w.First-f.Last <= 2 && st.marked(f, linkFrom|linkAfter) {
			return w // "to 17.9 on Monday from 14.9 the previous Friday"
		}
		if st.changedFrom(f, w) || price && !r.forecasting && w.Rel == "next" && w.Unit == lang.WeekUnit {
			continue // "Alphabet, which reports next week, lost 2.5%"
		}
		if st.insideFraction(w) || price && (st.dayOfReason(f, w) || st.weekOfNext(f, w)) || !price && (r.disc.whenRange.known() || st.whenBefore(f)) && st.ofReason(f, w) {
			continue
		}
		if w.Unit == lang.DayUnit && w.Rel == "prior" && st.scan.V.CJK() && st.linkAfter(w.Last, linkVersus|linkThan) {
			continue // 「전 거래일보다 11.25% 폭등한 773.44달러」
		}
		if st.inBracketBehind(f, w) && price != flowUnit(w.Unit) {
			return w
		}
		if !price && w.First > f.Last && isMoney(f) && st.linkBefore(w.First, linkVersus) && !st.marked(f, linkFrom|linkAfter|linkVersus) {
			continue // "rose 68 % to $25.0 billion versus the first quarter of 2024"
		}
		if instant && st.baseOfChange(w) {
			continue // "inventories stood at $6.7bn, a billion more than at the end of January"
		}
		if price && w.First > f.Last && (w.Since && st.anyIs(f.Last+1, w.First, cueWhich) || st.contrasted(f.Last, w.First) && st.figureInClause(w.First)) {
			continue // "soared 9.5 %, after a pause in the tariffs that had sunk the markets since April 2"
		}
		if instant && st.ownedByOther(f, w) {
			continue // "inventories rose to $15bn from the $11.3bn of the end of April"
		}
		if instant && (w.Unit == lang.MonthUnit || w.Unit == lang.Date) {
			if w.First > f.Last && w.First-f.Last <= 2 && st.marked(f, linkFrom|linkTo) && !st.otherClause(f.Last, w.First) {
				return w // "dari 10,1 miliar pada akhir Januari menjadi 19,8 miliar pada akhir Oktober"
			}
			if c := st.whenCost(f, w); c < bestCost {
				best, bestCost = w, c
			}
			continue
		}
		if price == flowUnit(w.Unit) && !(price && (w.Since || w.Unit == lang.YearUnit || w.Unit == lang.LastMonths && w.M2 == 0 || st.halfOwn(f, w))) {
			continue
		}
		if !price && r.forecasting && w.Last < f.First && w.Unit == lang.YearUnit && r.yearOver(w) && some(st.whens, func(x *lang.When) bool {
			return x.First > w.Last && x.Last < f.First && x.Unit == lang.YearUnit && !r.yearOver(x)
		}) {
			continue // "in 2024 it spent 52.5bn; for this year analysts bet on more than 85bn"
		}
		if price && flowUnit(w.Unit) && w.Last < f.First && !st.figureInClause(w.First) && st.someOf(lexicon.Entity, func(m *mention) bool { return st.inserted(m.last, w.First, f.First) }) {
			continue // "Der VIX, im März noch in aller Munde, sank auf 12,5 Punkte"
		}
		if price && (w.AtEnd && w.Unit == lang.YearUnit && w.First > f.Last && isMoney(f) && st.otherClause(f.Last, w.First) || r.openingYear(w) || st.asideBefore(f, w) || st.dayOfOther(f, w) || st.dayOfAside(f, w) || st.ownsNextMove(f, w) || st.countOfOther(f, w) || st.dayBeforeSpan(f, w) || st.dayOfReport(f, w) || st.dayOfPart(f, w) || st.dayOfNext(f, w)) {
			continue
		}
		if st.scan.V.CJK() && (isMoney(f) || isPercent(f)) && w.First > f.Last && st.linkAfter(st.pastBracket(w.Last), linkVersus|linkThan) {
			continue // 「572억달러로 지난해 상반기보다 76% 늘었다」
		}
		if !price && (!flowUnit(w.Unit) || w.Since) { // "the fastest growth since 2022"
			continue
		}
		if !price && !instant && w.AtEnd && !w.Fiscal && w.Unit != lang.YearEnding && st.otherClause(w.First, f.First) {
			continue // "the staff, which at the end of 2022 was 86,000, shrank, and profit rose to $39.1bn"
		}
		if price && (w.Unit == lang.YearUnit || !flowUnit(w.Unit)) && st.dashed(f, w) {
			return w // "за 2024-й — ещё на 171%", "Amazon в пятницу — 4,1%"
		}
		if price && st.at[w.First].strong != st.at[f.First].strong && st.percentBeside(w) && !st.dashed(f, w) && !(w.Last < f.First && st.dashBehind(w.Last)) {
			continue
		}
		if !price && st.opensLater(f, w) || !price && w.First > f.Last && st.at[w.First].strong != st.at[f.Last].strong && st.figureInClause(w.First) && (r.disc.whenHere || st.whenBefore(f)) {
			continue // "the margin fell to 72.4 %; in the first quarter it had been 60.5 %"
		}
		if price && w.Unit == lang.DayUnit && w.Session != "" && w.Rel == "" && w.Weekday == 0 && st.otherDay(w) {
			continue // "in early trading on Thursday"
		}
		if w.Unit == lang.LastMonths && (!price && (w.N > 12 || st.streak(w)) || st.superlative(w)) {
			continue // "the slowest pace in five quarters", "down for three quarters"
		}
		if (w.Since || (w.Unit == lang.YearUnit && w.Year != 0 || w.Unit == lang.MonthUnit) && (w.From || st.linkBefore(w.First, linkFrom))) && st.superlative(w) || !price && st.ownedBefore(f, w) {
			continue
		}
		if price && w.Unit == lang.YearUnit && !w.Since && st.otherClause(w.First, f.First) && st.figureInClause(w.First) {
			continue // "the shares are up 22 % since January, though it burnt 17.7bn in 2024"
		}
		if !price && st.basedBefore(f, w) && (st.ofMove(f) || !st.marked(f, linkFrom|linkAfter)) {
			continue // "Compared with the first quarter of 2024, spending rose by two thirds"
		}
		if w.Rel == "same" && w.Year != 0 && w.First > f.Last && (!isMoney(f) || st.comparedBetween(f, w)) {
			continue // "half as much again as in the same period of 2023"
		}
		if !price && st.scan.V.CJK() && w.First > f.Last && st.otherClause(f.Last, w.First) && st.whenBefore(f) {
			continue // 「2022年，Google Cloud还亏损19.2亿美元，次年即转亏为盈」
		}
		if st.scan.V.CJK() && w.First > f.Last && st.otherClause(f.Last, w.First) && some(st.figs, func(g *lang.Figure) bool { return g.First > w.Last && g.First-w.Last <= 2 }) {
			continue // 「营收911.7亿美元，超过上一财年全年的690.2亿美元」
		}
		if !price && st.dashed(f, w) {
			return w // "в 2023-м — 211,9 млрд, в 2024-м — 245,1 млрд"
		}
		if !price && (st.insertedWhen(f, w, measure) || st.grewFromAside(f, w, measure) || st.leadsOther(f, w) || st.eachOwns(f, w) || st.contrastOwns(f, w) || st.bracketOwns(f, w) || st.comparedOwns(f, w)) || st.partOfBase(w) || st.ownedByOther(f, w) || st.baseOfChange(w) || st.ofPlans(f, w) {
			continue
		}
		if (f.Unit == "percent" || f.Unit == "times" || f.Unit == "pp" || (st.scan.V.CJK() || st.grammar().PostTo) && w.Last < f.First) && st.isBasePeriod(f, w) {
			continue
		}
		if w.Unit == lang.YearUnit && w.Year != 0 && r.pub != 0 && (w.Year < r.pub.Year()-yearsBack || w.Year > r.pub.Year()+yearsAhead) {
			continue // a founding year
		}
		c := st.whenCost(f, w)
		if measure != nil && !price && !st.whenSince(f, measure) {
			at := &lang.Figure{First: measure.at, Last: measure.last}
			c = min(c, st.whenCost(at, w)+2+figurePrice*st.figuresBetween(min(measure.at, f.First), max(measure.last, f.Last))/2)
		}
		if c < bestCost {
			best, bestCost = w, c
		}
	}
	return best
}

// trendFrom reports whether the period behind the figure is only where a trend without a figure
// begins: 「19%増の262億ドルで、1〜3月期から一段と加速した」.
func (st *sentence) trendFrom(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && w.First > f.Last && flowUnit(w.Unit) && w.Unit != lang.YearRange && (st.is(w.Last, linkFrom) || st.linkAfter(w.Last, linkFrom|linkVersus|linkThan)) && st.figuresBetween(w.Last, len(st.atoms)) == 0
}

// ofPlans reports whether a period behind the figure stands in a clause of its
// own that looks ahead: "jumped to $17.2 billion, and the group plans to spend
// $75 billion this year".
func (st *sentence) ofPlans(f *lang.Figure, w *lang.When) bool {
	if w.First < f.Last || st.at[w.First].weak == st.at[f.Last].weak && st.at[w.First].strong == st.at[f.Last].strong {
		return false
	}
	return st.signalled(cueForecast|cueGuidance, func(m *mention) bool {
		return m.at > f.Last && (m.at < w.First || st.at[m.at].weak == st.at[w.First].weak) &&
			st.at[m.at].strong <= st.at[w.First].strong && (st.at[m.at].weak != st.at[f.Last].weak || st.at[m.at].strong != st.at[f.Last].strong)
	})
}

// otherDay reports whether the clause of a session names its day elsewhere.
func (st *sentence) otherDay(s *lang.When) bool {
	return some(st.whens, func(w *lang.When) bool {
		return w.First != s.First && (w.Unit == lang.Date || w.Unit == lang.DayUnit && (w.Weekday != 0 || w.Rel != "")) && st.at[w.First].strong == st.at[s.First].strong
	})
}

// opensLater reports whether a period opens a clause behind the figure's that has
// a figure of its own: "fell to 73 %, and for the whole year income was 72.9bn".
func (st *sentence) opensLater(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || !st.otherClause(f.Last, w.First) {
		return false
	}
	opened := false
	for j := w.First - 1; j > f.Last && j >= w.First-5 && !opened; j-- {
		if st.used[j] {
			return false
		}
		opened = st.atoms[j].Kind == lang.Punct || st.is(j, linkAnd|linkBut|linkSub)
	}
	if !opened {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > w.Last && st.at[g.First].strong == st.at[w.Last].strong && (st.at[g.First].weak == st.at[w.Last].weak || st.at[w.First].strong != st.at[f.Last].strong)
	})
}

// whenBefore reports whether a period that can carry a flow stands before the
// figure.
func (st *sentence) whenBefore(f *lang.Figure) bool {
	return some(st.whens, func(w *lang.When) bool { return w.Last < f.First && flowUnit(w.Unit) && !w.Since })
}

// otherClause reports whether two atoms stand in different clauses.
func (st *sentence) otherClause(a, b int) bool {
	return st.at[a].weak != st.at[b].weak || st.at[a].strong != st.at[b].strong
}

// figureInClause reports whether a figure stands in the clause of atom i.
func (st *sentence) figureInClause(i int) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return st.at[g.First].weak == st.at[i].weak && st.at[g.First].strong == st.at[i].strong
	})
}

// percentBeside reports whether a percentage stands in the clause of a period.
func (st *sentence) percentBeside(w *lang.When) bool {
	return some(st.figs, func(g *lang.Figure) bool { return isPercent(g) && st.at[g.First].strong == st.at[w.First].strong })
}

// inBracketBehind reports whether the figure stands alone in a bracket right
// behind the period: "Q4 2023 ($86.3 billion)".
func (st *sentence) inBracketBehind(f *lang.Figure, w *lang.When) bool {
	return !isPercent(f) && f.First == w.Last+2 && st.at[f.First].depth > st.at[w.Last].depth
}

func (st *sentence) whenCost(f *lang.Figure, w *lang.When) int {
	if w.Last < f.First {
		return st.cost(w.Last, f.First) + figurePrice*st.figuresBetween(w.Last, f.First)
	}
	return st.cost(f.Last, w.First) + 2 + 2*figurePrice*st.figuresBetween(f.Last, w.First)
}

// id is the first party's, for whose calendar counts.
func (d *draft) id() entity.ID {
	if len(d.parties) == 0 {
		return ""
	}
	return d.parties[0].ID
}

// calendarOf is the filer whose calendar a figure's period is told by: nobody's,
// and so the calendar year, where only some of several keep that one.
func (r *Reader) calendarOf(d *draft) entity.ID {
	for _, p := range d.parties[min(1, len(d.parties)):] {
		if r.calendar(p.ID).IsCalendar() != r.calendar(d.id()).IsCalendar() {
			return ""
		}
	}
	return d.id()
}

// whenFor settles the period: said in the sentence, carried over from the
// figure before, or from the discourse.
func (r *Reader) whenFor(d *draft, prev *draft) {
	st, f := &r.st, d.fig
	price := onMarket(d.metric)
	d.modality = Reported
	w := cmp.Or(st.yearByRank(d), r.nearestWhen(f, d.measure, price))
	if season := st.inSeason(f); season != nil && w == nil && d.kind != Change {
		r.ofSeason(d, prev, season) // "operating profit, $499mn in the summer of 2022, hit $6.2bn"
	}
	if w != nil && !price && prev != nil && prev.bound.known() && (st.opensNext(f, w) || st.sameByShare(d, prev)) {
		w = nil
	}
	if w != nil && !price && prev != nil && prev.when != nil && prev.whenSaid && prev.bound.known() && prev.when.Last < prev.fig.First && w.First < prev.when.First && w.Last < f.First && !st.scan.V.CJK() && st.at[prev.fig.First].strong == st.at[f.First].strong {
		w = nil // "in 2023 to $134.9 billion and in 2024 to $164.5 billion, an increase of 22 percent"
	}
	if y := st.swungFrom(d, prev); y != nil && (w == nil || w == y) {
		next := *y
		next.Year++
		if b, ok := r.bind(&next, d.id(), false); ok && (r.pub == 0 || b.r.End < r.pub) {
			w, d.bound, d.when, d.whenSaid = nil, b, y, true
		}
	}
	if !price && prev != nil && (w == nil || w == prev.when && w.Last < prev.fig.First) && r.grownSince(d, prev) {
		w = nil
	}
	if d.ranked && prev != nil && prev.ranked && prev.bound.known() { // "in 2024 it was $83bn, $52.5bn and $37.3bn respectively"
		w, d.bound, d.when, d.whenSaid = nil, r.rebind(&prev.bound, d.id()), prev.when, prev.whenSaid
	}
	if price && d.kind == Change {
		w = cmp.Or(st.priceBase(f), st.priceSpan(f), w)
		st.againstClose(d)
	}
	if w != nil && d.kind == Change && w.Whole && w.Year == 0 && st.baseInside(w) {
		w = nil // "wuchs auf Jahressicht um 12,3 Prozent": since a year before
	}
	if w != nil && w.First > f.Last && !price && d.kind != Ratio && (r.toDate(d) || d.kind == Change && st.contrasted(f.Last, w.First) && st.figuresBetween(f.Last, w.First) > 0) { // "until September it spent 38bn and in the quarter …"
		w = nil
	}
	if w != nil && !price && w.Unit == lang.Horizon && yearsAgo(d.base) > 1 {
		w = nil // "over the past three years": no period but the base
	}
	grew := w != nil && !price && prev != nil && st.grewFrom(f, prev.fig, w)
	if grew {
		w = nil
	}
	if base, _ := st.baseFor(f); w != nil && !price && d.kind == Level && base != nil && base.id == "start of year" && st.otherClause(w.First, f.First) && !st.otherClause(base.at, f.First) {
		w = nil // "22.6bn between July and September; since January it comes to 55.2bn"
	}
	if w != nil && price && d.kind == Change && prev != nil && prev.when != nil && prev.when.First == w.First && st.yearOfOther(d, prev, w) {
		w, d.bound, d.whenGuessed = nil, r.priceDay(d), true // "Meta, which had lost 64 % in 2022, gained 3.7 %"
	}
	if w != nil && price && d.kind == Change && st.afterDayBefore(f) {
		if b, ok := r.bind(w, "", false); ok && b.r.Start == b.r.End {
			r.anchor, w = b.r.End, nil
		}
	}
	if w != nil && prev == nil && r.ownLastYear(d, w) {
		d.prior, d.base = false, ""
	}
	if w != nil && r.isBase(d, prev, w) || !price && d.kind == Change && (r.yearAfter(d) || w != nil && st.multipleOfThen(f, w)) {
		w = nil
	}
	if w != nil && price && (w.Unit == lang.YearUnit && w.Year != 0 || w.Unit == lang.HalfUnit || w.Unit == lang.QuarterUnit) && !w.Fiscal && !w.Calendar {
		ofPrices := *w // told by the calendar also where the text counts fiscal years
		ofPrices.Calendar = true
		w = &ofPrices
	}
	if w != nil {
		w = st.sameInYear(w)
		if b, ok := r.bind(w, r.calendarOf(d), r.forecasting); ok && !(price && (w.Since || w.Unit == lang.Sessions) && d.kind == Level) {
			if _, counted := yearsLater(w.Rel); counted && prev != nil && prev.when == w && prev.bound.known() {
				b = prev.bound // counted once: "another year later 26.9bn, up 61 %"
			}
			if own, ok := r.sameQuarter(d, w); ok {
				b = own
			}
			if own, ok := r.endInBracket(d, w); ok {
				b = own
			}
			if end, ok := r.endOfRange(d, w); ok {
				b = end
			}
			if prev != nil && prev.when == w && prev.id() != d.id() && prev.bound.known() && !r.forecasting && prev.bound.r.End < r.pub && (b.r.End > r.pub || w.Unit == lang.HalfUnit && !w.Fiscal) {
				b = r.rebind(&prev.bound, d.id()) // "Meta earned $16.6bn in the first quarter; Microsoft took in $70.1bn"
			}
			if y, ok := ownYear(r.calendar(d.id()), b.r); ok && prev != nil && prev.when == w && prev.id() != d.id() {
				b.r = y
			}
			d.when, d.whenSaid, d.bound = w, true, b
			d.whenGuessed = r.title && st.at[w.First].strong != st.at[f.First].strong || w.Unit == lang.Sessions && r.endsUntold(w)
			d.inserted = st.betweenCommas(f, w) && r.beforeCurrent(d)
			if d.aside = d.inserted || r.setAside(d, prev) || prev == nil && st.comparedYear(f) != nil || st.bracketCompared(f, w) || st.bracketBase(f, w) || st.pastGrowth(f, w) || price && r.dayAside(f, w); d.aside && st.heldAgainst(f) {
				f.Hedge = quantity.Exact
			}
			if m := &r.disc.mainWhen; w.Rel == "same" && w.Year == 0 && m.known() && !m.r.Near(d.bound.r, snapDays) {
				d.bound.alt = append(d.bound.alt, r.rebind(m, d.id()).r) // "Microsoft spent $34.9bn in the same period": as the text's own, or as what was told last?
			}
			r.otherYear(d, w)
			r.orReported(d, w)
			r.orYearReported(d, w)
			r.sameLastYear(d, w, prev)
			if prev != nil && (prev.kind == d.kind || prev.kind == Change && d.kind == Level) && prev.metric == d.metric && prev.bound.known() && (r.st.marked(f, linkVersus|linkAfter|linkFrom) || st.at[f.First].depth > st.at[prev.fig.First].depth) {
				same, ok := r.sameOfYear(d, w, prev.bound.r)
				if ok && (st.at[f.First].depth > st.at[prev.fig.First].depth || prev.kind != d.kind) {
					same, d.bound.r = d.bound.r, same // "$84.7bn (2023: $74.6bn)", "rose ninefold, from 656 million in 2022"
				}
				if ok {
					d.bound.alt = append(d.bound.alt, same)
				}
			}
		}
	}
	if price && w == nil && st.stretchGoesOn(d, prev) {
		d.base = prev.base
	}
	if !d.bound.known() && !price {
		r.yearAfterBase(d)
	}
	if w == nil && !d.bound.known() && !price && !d.prior && !r.forecasting {
		r.annual(d)
	}
	switch {
	case d.bound.known():
	case !price && d.kind != Ratio && r.toDate(d):
	case !price && st.today(f) && (!r.disc.whenRange.known() || r.pub-r.disc.whenRange.r.End > longAgo):
		d.bound, d.formerly = r.defaultWhen(d), true // "today it brings in $194 billion": in which year or quarter?
	case price && w == nil && (r.dayBefore(d) || r.afterEvent(d) || d.base == "start of year" && prev != nil && st.at[prev.fig.First].strong != st.at[f.First].strong && r.upToNow(d)):
	case prev != nil && prev.bound.known() && (prev.metric == "price") == price && !grew && !r.cameFrom(prev, f) && !(prev.prior && prev.whenSaid && r.current == nil && st.ownWhen(prev)) && !st.hadStood(prev, d) && !(prev.prior && st.pairBase(f) != nil) && !((prev.prior || prev.aside) && r.current == nil && (d.kind == Change || prev.inserted) && !d.prior && r.disc.whenRange.known()):
		if (prev.prior || prev.aside) && r.current != nil && (r.current.metric == "price") == price {
			prev = r.current // the year before was only compared with
		}
		d.bound = prev.bound
		if y, ok := ownYear(r.calendar(d.id()), prev.bound.r); ok && !price && prev.id() != d.id() {
			d.bound.r = y
		}
		if prev.id() != d.id() && len(prev.bound.far) > 0 {
			r.otherPeriods(d) // each by its own calendar
		}
		d.when = prev.when
		r.backToFirst(d, prev)
		d.whenGuessed = price && prev.whenGuessed || r.title && st.at[prev.fig.Last].strong != st.at[f.First].strong
	case r.forecasting && r.disc.ahead.known() && !price:
		d.bound = r.disc.ahead
		d.whenGuessed = true
		r.dueResults(d)
	case price:
		d.bound = r.priceDay(d)
		d.whenGuessed = true
	case r.forecasting && r.pub != 0 && !st.analystsExpected() && r.disc.whenRange.known() && r.disc.whenRange.r.End < r.pub && r.disc.whenRange.unit != lang.YearUnit:
		d.bound = r.comingWhen(d)
		d.whenGuessed = true
		r.dueResults(d)
	case r.disc.whenRange.known():
		d.bound = r.rebind(r.carried(d.id()), d.id())
		r.otherPeriods(d)
		d.whenGuessed = !r.disc.claimed
	default:
		d.bound = r.defaultWhen(d)
		r.otherPeriods(d)
		d.whenGuessed = true
	}
	if rw := st.reasonWhen(f); rw != nil && w == nil && !price {
		if b, ok := r.bind(rw, r.calendarOf(d), r.forecasting); ok && b.r != d.bound.r {
			d.bound.alt = append(d.bound.alt, b.r)
		}
	}
	if r.forecasting && r.pub != 0 && !price && d.other == "" && d.bound.known() && d.bound.r.End < r.pub && d.kind == Level && st.analystsExpected() {
		d.other = "estimate" // what analysts had expected of a period that was over
	}
	past := d.when != nil && d.when.Unit == lang.YearUnit && (d.when.Rel == "last" || d.when.Rel == "prior") && d.bound.r.End <= r.pub // "Teuer wird der Ausbau: im vergangenen Jahr …"
	if r.forecasting && !past && (d.bound.known() && (r.pub == 0 || d.bound.r.End > r.pub-60) || !d.bound.known()) {
		d.modality = Forecast
	}
	if price && r.pub != 0 && d.bound.known() && d.bound.r.End <= r.pub {
		d.modality = Reported
	}
	if !price && r.pub != 0 && d.bound.known() && d.bound.r.End > r.pub && !d.prior {
		d.modality = Forecast
	}
	if price && d.bound.known() && !(w != nil && w.Rel == "next") { // "The day after, Meta lost 4 % and Nvidia 2 %": one day
		r.anchor = d.bound.r.End
	}
	for i := range st.whens {
		if s := st.whens[i].Session; price && s != "" && (d.session == "" || s != "intraday") && !st.otherSession(f, &st.whens[i]) {
			d.session = s
		}
	}
	if price && d.kind == Level && d.session == "" && st.atPeak(f) {
		d.session = "intraday"
	}
}

// toDate gives a flow the part of the year that has been reported where the
// clause says so: "so far this year", "until September".
func (r *Reader) toDate(d *draft) bool {
	st, f := &r.st, d.fig
	if r.pub == 0 || r.forecasting || instant(d.baseMetric) || d.baseMetric == "" {
		return false
	}
	cal := r.calendar(d.id())
	if base, c := st.baseFor(f); base != nil && base.id == "start of year" && c <= farBase && d.kind == Level && !(st.otherClause(base.at, f.First) && st.figureInClause(base.at)) {
		q, ok := r.relQuarter(&lang.When{Rel: "reported"}, cal, false)
		if !ok {
			return false
		}
		y, n, _ := cal.QuarterAt(q.End)
		x, ok := cal.YTD(y, n)
		if ok {
			d.bound, d.whenSaid = bound{r: x, label: r.text[base.start:base.end], unit: lang.FirstMonths, when: lang.When{Unit: lang.FirstMonths, N: 3 * n}}, true
		}
		return ok
	}
	for i := range st.whens {
		w := &st.whens[i]
		if w.Unit != lang.MonthUnit || !w.Until || w.M1%3 != 0 || w.M1 == 12 || st.at[w.First].strong != st.at[f.First].strong || st.figuresBetween(w.Last, f.First) > 0 {
			continue
		}
		months := lang.When{Unit: lang.FirstMonths, N: w.M1, Year: w.Year, Calendar: true, Start: w.Start, End: w.End}
		if b, ok := r.bind(&months, d.id(), false); ok {
			d.bound, d.whenSaid = b, true
			return true
		}
	}
	return false
}
