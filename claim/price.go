package claim

import (
	"strconv"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/period"
)

// priceMove reports whether a percentage is a move of a share price: a word
// for shares is its measure, or a company simply rose or fell on a day.
func (r *Reader) priceMove(d *draft, dir *mention, ps []placed, prev *draft) bool {
	st, f := &r.st, d.fig
	if f.Sign != 0 && d.measure != nil && d.measure.id == "index level" && st.at[f.First].depth > 0 && f.First > 1 && r.namedBetween(ps, f.First-3, f.First) {
		return true // "La chute de Microsoft (-6,1 %) a pesé sur l'indice"
	}
	if d.measure == nil && st.flatBefore(f) {
		return true
	}
	if f.Sign != 0 && d.measure != nil && d.measure.id == "price" && prev == nil && (dir == nil || dir.at > f.Last) {
		return true // "Μείον 17% για τη μετοχή της Nvidia"
	}
	if r.goesOnMoving(d, dir, ps, prev) || d.measure == nil && r.inWeek(d, ps) || r.onExchange(d, ps, prev) || st.signedAmongPrices(d, prev) || st.signedOnDay(f) || dir == nil && r.costOnDay(d, prev, ps) {
		return true
	}
	if dir == nil {
		if w := r.nearestWhen(f, nil, true); f.Sign != 0 && d.measure == nil && prev == nil && w != nil && w.Unit == lang.DayUnit && !st.scan.V.CJK() && !st.otherClause(w.First, f.First) {
			return true // "The market was thrilled: +7.3% on Wednesday"
		}
		return f.Sign != 0 && d.measure == nil && st.at[f.First].depth > 0 && f.First > 1 && r.namedBetween(ps, f.First-3, f.First) && (r.disc.price || r.disc.market != 0 || r.nearestWhen(f, nil, true) != nil) // "Meta (-3,0 %)"
	}
	if st.scan.V.CJK() && d.measure == nil && dir.at == f.Last+1 && len(ps) > 0 && (strings.HasPrefix(st.mark(&st.atoms[dir.at]), "高") || strings.HasPrefix(st.mark(&st.atoms[dir.at]), "安")) {
		return true // 「エヌビディア4%高」 is said of shares alone
	}
	if st.sharesFell(f, dir) && d.measure == nil && !d.baseSaid && (prev == nil || prev.metric == "price") && !st.partBetween(-1, f.First) && r.namedBetween(ps, -1, dir.at) {
		return true // 「英伟达一夜暴跌17%」
	}
	if r.movedOnMarket(d, dir, ps) {
		return true
	}
	if d.measure == nil && st.inSessions(f) || r.movedBeside(d, dir, ps) {
		return true
	}
	if seg := st.segmentBefore(f.First); d.measure == nil && seg != nil && st.at[seg.at].weak == st.at[f.First].weak && st.at[seg.at].strong == st.at[f.First].strong {
		return false // parts of a business have no shares
	}
	if part := st.subjectPart(f); d.measure == nil && part != nil && part.isPart() {
		return false // "Azure, das Herzstück, wuchs um 26 Prozent"
	}
	if d.measure == nil && (st.partRightBehind(f) || st.whichPart(f) != nil) {
		return false // "ein Plus von 30 Prozent in der Cloud"
	}
	if prev == nil && (d.measure == nil || lossOf(d.measure)) && st.priceReached(f) {
		return true
	}
	if prev != nil && (d.measure == nil || lossOf(d.measure)) && r.backToPrice(prev, f, ps) {
		return true
	}
	if len(ps) > 0 && (d.measure == nil || st.atoms[d.measure.at].In(lexicon.Direction)) && (prev == nil || prev.metric == "price") && (d.base == "previous close" || st.inSession(f) || some(ps, func(p *placed) bool { return p.party.ID.Kind() == "index" && p.party.ID != "index:VIX" })) {
		return true
	}
	if d.measure == nil && prev == nil && st.dayBeforeCompany(f, ps) {
		return true
	}
	if w := r.nearestWhen(f, nil, true); st.afterWhose(f) && !st.otherClause(dir.at, f.First) && (w != nil && (w.Unit == lang.DayUnit || w.Unit == lang.Date) && (w.Last < f.First || !st.otherClause(w.First, f.Last)) || w == nil && r.disc.market != 0 && !st.scan.V.CJK()) {
		return true // "Microsoft, whose profit rose 10 %, fell 6.2 % on Tuesday", "On Friday Meta, whose revenue rose 25 %, gained 20.3 %"
	}
	if d.measure != nil {
		if d.measure.id == "price" {
			return true
		}
		if d.measure.at > f.Last && dir.at < f.First && (st.subordinate(f.Last, d.measure.at) || st.contrasted(f.Last, d.measure.at) || st.resultsAfter(f, d.measure) || st.colonBetween(f.Last, d.measure.at)) && (prev == nil || prev.metric == "price") && (r.nearestWhen(f, nil, true) != nil || r.disc.stage != 0 || r.disc.price || st.movesOwn(d.measure) || st.resultsAfter(f, d.measure)) {
			return true // "fell 6.1 % on Thursday despite revenue of $65.6bn"
		}
		if st.atoms[d.measure.at].In(lexicon.Direction) && (prev == nil || prev.metric == "price") && (d.base == "start of year" || prev != nil && (d.measure.last < prev.fig.First || prev.base == "start of year" && st.opensWithStretch()) || r.disc.price && prev == nil && len(st.whens) == 0 || r.nearestWhen(f, nil, true) != nil) {
			return true // "venerdì ha guadagnato il 6 per cento": nothing was earned
		}
		if (d.measureCost <= 12 || st.at[min(d.measure.at, f.First)].weak == st.at[max(d.measure.at, f.First)].weak) && !(prev != nil && prev.metric == "price" && prev.kind == Change && st.spentBefore(d.measure, prev.fig)) {
			return false
		}
	}
	if d.measure == nil && d.base == "start of year" && (prev == nil || prev.metric == "price") {
		return true
	}
	if d.measure == nil && r.disc.price && prev == nil && !some(st.whens, func(w *lang.When) bool {
		return !(w.Rel == "next" && w.Unit == lang.WeekUnit) && !(w.Since && st.superlative(w)) && w.Unit != lang.Sessions
	}) {
		return true
	}
	day := r.nearestWhen(f, nil, true)
	if prev != nil && prev.metric == "price" && (d.measure == nil || d.measureCost > 14 || st.spentBefore(d.measure, prev.fig)) {
		return true
	}
	if day == nil || d.measure != nil && (d.measureCost < 20 || d.measure.at < f.First) {
		return false
	}
	if prev != nil && prev.metric != "price" {
		return false
	}
	if day.Fiscal {
		return false // no exchange counts fiscal years: "the best year was fiscal 2024, when growth was 16 %"
	}
	if len(ps) == 0 && !r.disc.price && day.Unit == lang.YearUnit && (st.ownTopic(f.First) != "" || r.disc.claimed) {
		return false // "the sector grew by 7 % in 2024", "The biggest increase, 41 %, came in 2021"
	}
	return len(ps) > 0 || r.disc.price || r.disc.main.Name != ""
}

// dayBeforeCompany reports whether the day before stands in front of a company that rose or fell,
// an insertion between: "the day before, Meta, owner of Facebook, had plunged 26.4%".
func (st *sentence) dayBeforeCompany(f *lang.Figure, ps []placed) bool {
	return st.someOf(lexicon.Base, func(m *mention) bool {
		return m.id == "previous close" && m.last < f.First && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(m.last, f.First) == 0 &&
			some(ps, func(p *placed) bool {
				return p.at > m.last && p.at-m.last <= 3 && p.at < f.First && p.party.files() && p.price == 0
			})
	})
}

// movedOnMarket reports whether a company moved by a percentage from the last close, or
// in a report on a day of trading whose clause names no measure:
// 「谷歌母企Alphabet跌2.4%，其上季收入964億美元」, 「前日を11%上回る水準で取引を終えた」.
func (r *Reader) movedOnMarket(d *draft, dir *mention, ps []placed) bool {
	st, f := &r.st, d.fig
	if !st.scan.V.CJK() {
		return false
	}
	if d.measure == nil && d.base == "previous close" {
		return true
	}
	return r.disc.market != 0 && d.measure != nil && d.measure.at > f.Last && st.otherClause(f.Last, d.measure.at) && dir.last == f.First-1 && r.namedBetween(ps, f.First-4, f.First)
}

// priceDay is the day of a price move that names none: that of the last one
// in the discourse, else the session before the article's own day.
func (r *Reader) priceDay(d *draft) bound {
	if d.kind == Level && r.disc.week.known() {
		return r.disc.week
	}
	if r.disc.stage != 0 {
		return r.sessionOr(r.disc.stage)
	}
	for i := len(r.claims) - 1; i >= 0; i-- {
		if c := &r.claims[i]; c.Session == "" && !(r.disc.market != 0 && c.Period.End < r.disc.market-stageDays) && (c.Metric == d.metric || c.Kind == Change && (c.Metric == "price" || c.Metric == "index level")) && c.Period.End != 0 && c.Sentence.End <= r.st.span.Start {
			if c.Sentence.End > r.st.span.Start-600 && c.Period.Start == c.Period.End {
				for k := i - 1; k >= 0 && r.claims[k].Sentence == c.Sentence; k-- { // "lost 6 %, after 4.8 % the day before"
					if p := &r.claims[k]; p.Period.Start == p.Period.End && p.Period.End > c.Period.End && (p.Metric == "price" || p.Metric == "index level") {
						c = p
					}
				}
				b := bound{r: c.Period, label: c.Label}
				if r.pub != 0 { // the article's own day may be meant
					b.alt = r.sessionOr(c.Period.End).alt
				}
				return b
			}
			break
		}
	}
	switch {
	case r.pub == 0:
		return bound{}
	case r.disc.market != 0: // 「7月31日の米株式市場では明暗が分かれた。…」, paragraphs before
		return r.sessionOr(r.disc.market)
	}
	last := r.pub
	if d.id().Kind() != "asset" { // coins are traded every day
		last = period.LastSession(last)
	}
	before := period.LastSession(r.pub - 1)
	if isVolatility(d.metric) || d.metric == "volatility" || d.id() != "" && !NewYork(d.id()) || before == last {
		return bound{r: period.Day(last), alt: []period.Range{period.Day(period.LastSession(last - 1))}}
	}
	return bound{r: period.Day(before), alt: []period.Range{period.Day(last)}} // a paper of that day has gone to press before the close
}

// pricePeriod gives a price's claim its stretch and base: one session, a
// week, or since a day.
func (r *Reader) pricePeriod(d *draft, c *Claim) {
	w := d.when
	r.closingYear(w, c)
	if c.Kind != Change {
		r.closeAtEnd(d, c)
		c.Base = ""
		return
	}
	startYear := d.base == "start of year"
	switch {
	case r.betweenLevels(d, c), r.sameStretch(d, c):
	case startYear || w != nil && w.Unit == lang.YearToDate || w != nil && w.Unit == lang.YearUnit && r.pub != 0 && c.Period.End > r.pub && c.Period.Start <= r.pub || w != nil && w.Since && w.Unit == lang.YearUnit && (w.Year == 0 || w.AtStart) || w != nil && w.AtStart && w.Unit == lang.YearUnit:
		y := r.pub.Year()
		if w != nil && w.Year != 0 && !(w.Last < d.fig.First && r.st.otherClause(w.Last, d.fig.First) && r.st.figureInClause(w.First)) { // but not "après avoir perdu 39 % en 2022, l'action regagne 19 % depuis le 1er janvier"
			y = w.Year
		}
		end := period.LastSession(r.pub - 1) // the last close that an article can know
		switch {
		case w != nil && (w.Unit == lang.DayUnit || w.Unit == lang.Date) && !w.Since && c.Period.End <= r.pub && !r.st.contrasted(w.Last, d.fig.First): // but not "jumped on Wednesday, but is still down a third this year"
			end = c.Period.End
		case r.disc.day != 0 && r.disc.day <= r.pub && r.pub-r.disc.day < 7: // the day whose closing prices the paragraph gives
			end = r.disc.day
		}
		if end <= period.LastSession(period.Year(y-1).End) { // on the year's last day, told in the new one
			y = end.Year()
		}
		c.Period = period.Range{Start: period.LastSession(period.Year(y - 1).End), End: end}
		c.Base = "end of " + strconv.Itoa(y-1)
	case w != nil && w.Unit == lang.YearRange:
		c.Base = "end of " + strconv.Itoa(w.Y1)
		c.Period = period.Range{Start: period.LastSession(period.Year(w.Y1).End), End: period.LastSession(period.Year(w.Y2).End)}
	case w != nil && w.Since && w.AtEnd && w.Unit == lang.YearUnit && c.Period.Known():
		c.Base = "end of " + strconv.Itoa(c.Period.End.Year())
		c.Period = period.Range{Start: period.LastSession(c.Period.End), End: r.sinceEnd(c.Period.End)}
	case w != nil && w.Since && c.Period.Known():
		start := c.Period.Start
		switch {
		case w.AtEnd && w.Unit == lang.MonthUnit:
			start = period.LastSession(c.Period.End)
		case w.Unit == lang.YearUnit || w.Unit == lang.MonthUnit:
			start = period.LastSession(start - 1)
		}
		c.Period = period.Range{Start: start, End: r.sinceEnd(start)}
		c.Base = start.String()
	case w != nil && w.Unit == lang.Sessions:
		c.Base = c.Period.Start.String()
	case r.inYearBefore(d, c):
	case w != nil && w.Unit == lang.LastMonths:
		end := r.lastClose(d)
		c.Period = period.Range{Start: end.AddMonths(-w.N), End: end}
		c.Base = c.Period.Start.String()
	case w != nil && (w.Unit == lang.HalfUnit || w.Unit == lang.QuarterUnit) && c.Period.Known():
		r.overHalf(w, c)
	case w != nil && w.Unit == lang.YearUnit:
		c.Base = "end of " + strconv.Itoa(c.Period.Start.Year()-1)
	case w != nil && w.Unit == lang.WeekUnit, w != nil && w.Unit == lang.MonthUnit:
		c.Base = "previous close"
	case d.base == "mom" && r.pub != 0 && (w == nil || !flowUnit(w.Unit)):
		c.Period = period.Range{Start: r.pub.AddMonths(-1), End: r.pub}
		c.Base = c.Period.Start.String()
	case d.base == "wow" && r.pub != 0 && w == nil:
		c.Period = period.Range{Start: r.pub - 7, End: r.pub}
		c.Base = c.Period.Start.String()
	case d.base == "yoy" && !r.st.ownSession(d) && c.Period.End != 0 && c.Period.End == period.LastSession(period.Year(c.Period.End.Year()).End):
		y := c.Period.End.Year() // on the year's last day: "Amazon's decline on the year: 49.6%"
		c.Period, c.Base = period.Range{Start: period.LastSession(period.Year(y - 1).End), End: c.Period.End}, "end of "+strconv.Itoa(y-1)
	case d.base == "yoy" && !r.st.ownSession(d):
		c.Period = period.Range{Start: c.Period.End.AddMonths(-12), End: c.Period.End}
		c.Base = "a year earlier"
	default:
		c.Base = "previous close"
	}
}

// inYearBefore gives a price's move "in twelve months" the past year that the paragraph
// speaks of: "The year ended with a loss of 2.7 billion. In twelve months the shares have lost
// half of their value."
func (r *Reader) inYearBefore(d *draft, c *Claim) bool {
	told := &r.disc.whenRange
	of := d.when != nil && d.when.Unit == lang.LastMonths && d.when.N == 12 || d.when == nil && d.base == "yoy"
	if !of || !r.disc.whenHere || told.r.Days() < 300 || told.r.End > r.pub-reportLag {
		return false
	}
	y := told.r.End.Year()
	if told.r.End != period.Year(y).End {
		d.formerly = true // a fiscal year, or the calendar's?
		return false
	}
	c.Period, c.Base = period.Year(y), "end of "+strconv.Itoa(y-1)
	return true
}

// dayOfReason reports whether a day behind the figure stands in a clause of its own that
// tells why the price moved: "shares sank 8.3 %, although the retailer had announced on
// Thursday that …".
func (st *sentence) dayOfReason(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || w.Unit != lang.DayUnit && w.Unit != lang.Date || st.scan.V.CJK() {
		return false
	}
	for j := f.Last + 1; j+3 <= w.First; j++ {
		if st.is(j, linkSub) && !st.used[j] {
			return !some(st.figs, func(g *lang.Figure) bool { return g.First > j && g.First < w.First })
		}
	}
	return false
}

// priceBase is the day or the end of a year that a price's move is told from behind "than": "ainda
// valem mais do dobro do que no fim de 2023".
func (st *sentence) priceBase(f *lang.Figure) *lang.When {
	for i := range st.whens {
		w := st.whens[i]
		if st.heldAgainstDay(f, &w) {
			w.Since = true
			return &w
		}
		behind := w.First > f.Last && st.figuresBetween(f.Last, w.First) == 0 && (st.baseOfChange(&w) || f.Unit == "times" && w.First-f.Last <= mostOfWords && !st.otherClause(f.Last, w.First))
		if w.AtEnd && w.Unit == lang.YearUnit && (behind || st.fromClose(f, &w) || st.scan.V.CJK() && w.Last < f.First && st.linkAfter(w.Last, linkFrom) && !st.otherClause(w.Last, f.First)) { // 「21年末からの下落率は4割」
			w.Since = true
			return &w
		}
	}
	return nil
}

// priceSpan is the span from the end of one year to that of another which a price's move is
// told over: "from the end of 2022 to the end of 2024"; nil if there is none.
func (st *sentence) priceSpan(f *lang.Figure) *lang.When {
	for i := range st.whens {
		if w := &st.whens[i]; w.Unit == lang.YearRange && w.AtEnd && st.at[w.First].strong == st.at[f.First].strong {
			return w
		}
	}
	return nil
}

// sameStretch gives a price's move over "the same period" the stretch of the move told
// before it: "Since New Year it is up 34 per cent. In the same period the index gained ten".
func (r *Reader) sameStretch(d *draft, c *Claim) bool {
	if d.whenSaid || d.base != "" {
		return false
	}
	if y := r.disc.traded.r; y.Known() && d.kind == Change && d.whenGuessed {
		c.Period, c.Base = y, "end of "+strconv.Itoa(y.End.Year()-1)
		return true
	}
	if b := r.afterStretch(d); b != nil && beyondSession(d.fig) {
		c.Period, c.Base = b.Period, b.Base // "Für 2023 steht ein Plus von 24 Prozent. Meta hat sich verdreifacht."
		return true
	}
	b := r.stretchHere(d)
	if b == nil && (r.st.sameAgain() || d.unit == "times" && d.whenGuessed) {
		b = r.stretchBefore()
	}
	if b != nil {
		c.Period, c.Base = b.Period, b.Base
		if d.id().Kind() == "asset" && b.Base == b.Period.Start.String() {
			c.Period = period.Range{Start: yearEnd(b.Period.Start), End: yearEnd(b.Period.End)}
			c.Base = c.Period.Start.String()
		}
		return true
	}
	return false
}

// sameAgain reports whether the sentence speaks of the same stretch.
func (st *sentence) sameAgain() bool {
	for i := range st.atoms {
		if st.sameAt(i) {
			return true
		}
	}
	return false
}

// sameAt reports whether atom i speaks of the same stretch: in a phrase of its own ("the
// same period") or before a word for one, not of anything else that is the same ("eodem
// die").
func (st *sentence) sameAt(i int) bool {
	a := &st.atoms[i]
	return st.scan.Is(a, lexicon.Period, "rel:same") && (strings.Contains(st.mark(a), " ") || st.scan.V.CJK() ||
		i+1 < len(st.atoms) && st.atoms[i+1].In(lexicon.Period) && !st.scan.Is(&st.atoms[i+1], lexicon.Period, "day"))
}

// stretchBefore is the last move of a price in the paragraph, if it was told since a day.
func (r *Reader) stretchBefore() *Claim {
	for i := len(r.claims) - 1; i >= r.disc.firstClaim && i >= 0; i-- {
		c := &r.claims[i]
		if c.Kind == Change && (c.Metric == "price" || c.Metric == "index level") {
			if c.Period.Start < c.Period.End && c.Base != "previous close" {
				return c
			}
			return nil
		}
	}
	return nil
}

// afterDayBefore reports whether the move came the day before the one that the clause in
// front tells of: "ha lasciato sul terreno il 5,97%, dopo il -4,84% della vigilia",
// "tergelincir 3% setelah sehari sebelumnya melonjak 11,3%".
func (st *sentence) afterDayBefore(f *lang.Figure) bool {
	if st.scan.V.CJK() || !some(st.figs, func(g *lang.Figure) bool { return isPercent(g) && g.Last < f.First }) {
		return false
	}
	return some(st.ms, func(m *mention) bool {
		if m.class != lexicon.Base || m.id != "previous close" || st.otherClause(m.at, f.First) {
			return false
		}
		if m.at > f.Last {
			return m.at-f.Last <= 2 && st.marked(f, linkAfter)
		}
		return st.figuresBetween(m.last, f.First) == 0 && m.at > 0 && (st.is(m.at-1, linkAfter) || st.is(m.at-1, linkSub))
	})
}

// upToNow leaves a stretch since the start of the year behind a semicolon without the
// day before it: "on Thursday it rose 1 %; since January it is up 2 %".
func (r *Reader) upToNow(d *draft) bool {
	if r.pub != 0 {
		d.bound = bound{r: period.Day(r.pub)}
	}
	return r.pub != 0
}

// dayOfReport reports whether a time behind a price is when the company reported, after
// which the price moved: "a regagné 3,7% après avoir publié fin avril un bénéfice net
// en hausse de 46%".
func (st *sentence) dayOfReport(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || st.scan.V.CJK() {
		return false
	}
	after := false
	for j := f.Last + 1; j < w.First; j++ {
		switch {
		case st.used[j]:
			return false
		case st.is(j, linkAfter|linkSub):
			after = true
		case after && st.is(j, cueSaid):
			return true
		}
	}
	return false
}

// dayOfPart reports whether a day behind a price belongs to another percentage that "of
// which" takes out of this one: "Alphabet 26,8%, dont plus de 9% sur la seule journée du 3
// septembre".
func (st *sentence) dayOfPart(f *lang.Figure, w *lang.When) bool {
	return w.First > f.Last && some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && g.First > f.Last && g.Last < w.First && st.ofWhich(g)
	})
}

// opensWithStretch reports whether the sentence opens with the start of a stretch that all
// its moves are told over: "Depuis le 1er janvier, Nvidia a pris 32% et Meta 28,6%".
func (st *sentence) opensWithStretch() bool {
	return st.someOf(lexicon.Base, func(m *mention) bool {
		return m.id == "start of year" && m.at <= 2 && st.figuresBetween(-1, m.at) == 0
	})
}

// severalMoved reports whether the sentence before told of several companies, where one
// that names nobody goes on with a price: "Tesla recule de 14%, et Apple de 9%. Mercredi,
// l'action à la pomme a perdu 3,2%."
func (r *Reader) severalMoved(d *draft) bool {
	if d.metric != "price" || !d.entityOfDiscourse || len(r.claims) == 0 {
		return false
	}
	last := &r.claims[len(r.claims)-1]
	if last.Sentence.Start < r.para.Start || last.Sentence == r.st.span || len(last.Entities) != 1 {
		return false
	}
	for i := len(r.claims) - 2; i >= 0 && r.claims[i].Sentence == last.Sentence; i-- {
		if c := &r.claims[i]; len(c.Entities) == 1 && c.Entities[0].ID != last.Entities[0].ID {
			return true
		}
	}
	return false
}

// traded are the parties that can have a share price: a private company cannot, it is named
// for another reason. "le traumatisme DeepSeek et ses 17 % évaporés", "fell 17 % on the
// debut of DeepSeek".
func (r *Reader) traded(ps []placed) []placed {
	if !some(ps, func(p *placed) bool { return p.party.private() }) {
		return ps
	}
	r.onTape = r.onTape[:0]
	for i := range ps {
		if !ps[i].party.private() {
			r.onTape = append(r.onTape, ps[i])
		}
	}
	return r.onTape
}
