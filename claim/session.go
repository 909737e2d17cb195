package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
)

// Which session or stretch a move of a price is of, where the words leave it to the text around.

// sessionOr is a day of trading, and the article's own day and the session before it as
// the other readings.
func (r *Reader) sessionOr(day period.Date) bound {
	b := bound{r: period.Day(day)}
	for _, x := range []period.Date{r.pub, period.LastSession(r.pub - 1)} {
		if x != day {
			b.alt = append(b.alt, period.Day(x))
		}
	}
	return b
}

// inSession reports whether words before the figure put it on the day of trading behind an
// event: "All'indomani dei conti Microsoft ha perso il 7,7%", "The day after, Meta lost 4%".
func (st *sentence) inSession(f *lang.Figure) bool {
	return st.signalled(cueEventDay, func(m *mention) bool {
		return m.at < f.First && st.at[m.at].strong == st.at[f.First].strong
	})
}

// otherSession reports whether a session is that of another move than the figure's, which has a
// clause of its own: "The shares, which had dropped 3.3 % on Thursday, jumped after the bell",
// 「株価は3.3%安で引けたが、時間外取引では6%上昇した」.
func (st *sentence) otherSession(f *lang.Figure, w *lang.When) bool {
	if st.scan.V.CJK() {
		return st.at[w.First].depth == 0 && some(st.figs, func(g *lang.Figure) bool {
			if w.First > f.Last {
				return g.First > w.Last
			}
			return isPercent(f) && isPercent(g) && g.First > w.Last && g.Last < f.First && st.otherClause(g.Last, f.First) && !st.companyBetween(g.Last, f.First) // 「盘后上涨6%，此前收跌3.3%」
		})
	}
	return st.at[w.First].strong != st.at[f.First].strong || w.First > f.Last && st.otherClause(f.Last, w.First) && st.besides(f)
}

// stretchGoesOn reports whether a price's move without a verb of its own goes on with the stretch
// since the start of the year that the one before was told over: "Da inizio anno Microsoft
// perde il 31%, Alphabet oltre un terzo".
func (st *sentence) stretchGoesOn(d, prev *draft) bool {
	return prev != nil && d.kind == Change && d.base == "" && prev.metric == d.metric && prev.base == "start of year" &&
		(st.opensWithStretch() && len(st.whens) == 0 || !st.classBetween(lexicon.Direction, prev.fig.Last, d.fig.Last+3))
}

// usualStretches are those over which the press tells how prices moved where it tells no day: the
// year so far, and in January the year that has ended.
func (r *Reader) usualStretches() []period.Range {
	if r.pub == 0 {
		return nil
	}
	y := r.pub.Year()
	closes := func(y int) period.Date { return period.LastSession(period.Year(y).End) }
	out := []period.Range{{Start: closes(y - 1), End: period.LastSession(r.pub)}}
	if r.pub <= period.Months(y, 1, 1).End {
		out = append(out, period.Range{Start: closes(y - 2), End: closes(y - 1)})
	}
	return out
}

// lastWeek is how many days before its end the press looks back on a year of trading.
const lastWeek = 5

// closingYear gives a price that is told over "the year" in its last days the year that ends, not
// the one before: "Vendredi, pour la dernière séance de 2023, … Sur l'année, il gagne 24 %".
func (r *Reader) closingYear(w *lang.When, c *Claim) {
	if w == nil || w.Unit != lang.YearUnit || w.Year != 0 || w.Rel != "" || w.Since || w.Fiscal || r.pub == 0 {
		return
	}
	y := period.Year(r.pub.Year())
	if r.pub-y.Start < lookBack { // in the first days of the next
		y = period.Year(r.pub.Year() - 1)
	}
	if r.pub < y.End-lastWeek || c.Period.End >= y.End {
		return
	}
	c.Period = y
	if c.Kind == Level {
		c.Period = period.Day(period.LastSession(y.End)) // "a terminé l'année à 17,35 points"
	}
}

// amongMoves reports whether a multiple without a measure is of a price, as an amount that only a
// share can cost or the moves told before it show: "Meta s'adjuge 194 %. Tesla a doublé, à 248,48
// dollars".
func (r *Reader) amongMoves(f *lang.Figure) bool {
	if r.st.scan.V.CJK() || r.st.parts || r.st.classBetween(lexicon.Measure, -1, len(r.st.atoms)) {
		return false
	}
	return r.disc.price && !some(r.st.whens, func(w *lang.When) bool { return !r.st.otherClause(w.First, f.First) }) && (r.st.priceReached(f) || r.stretchBefore() != nil)
}

// backToPrice reports whether another company's move goes on with that of a price which opened the
// sentence, a part in a relative clause passed over: "Alphabet slumped 9.5 % on its cloud, which
// grew 22 %; Meta lost 4.2 %".
func (r *Reader) backToPrice(prev *draft, f *lang.Figure, ps []placed) bool {
	first := &r.drafts[:1][0] // there is one: prev
	return first.metric == "price" && prev != first && r.st.whichPart(prev.fig) != nil && r.st.otherClause(prev.fig.Last, f.First) && r.namedBetween(ps, prev.fig.Last, f.First)
}

// flatBefore reports whether a bracket holds the move of shares that hardly moved: "Il titolo, che
// venerdì aveva brindato alla notizia, mercoledì ha chiuso quasi invariato (+0,3%)".
func (st *sentence) flatBefore(f *lang.Figure) bool {
	return f.Sign != 0 && st.at[f.First].depth > 0 && st.someOf(lexicon.Direction, func(m *mention) bool {
		return m.id == "flat" && m.last < f.First && f.First-m.last <= 3
	}) && (st.someOf(lexicon.Measure, func(m *mention) bool { return m.id == "price" && m.last < f.First }) || some(st.whens, func(w *lang.When) bool { return w.Unit == lang.DayUnit && w.Last < f.First }))
}

// sharesFell reports whether the word right before the percentage is one that Chinese has for
// prices alone: 「英伟达一夜暴跌17%」, 「Meta收涨1.9%」.
func (st *sentence) sharesFell(f *lang.Figure, dir *mention) bool {
	if !st.scan.V.CJK() || dir.last != f.First-1 && dir.last != f.First-2 || some(st.whens, func(w *lang.When) bool { return flowUnit(w.Unit) && !w.Since }) {
		return false
	}
	return strings.ContainsAny(st.scan.Text[dir.start:dir.end], "跌涨漲挫")
}

// dayOfNext reports whether a day behind a price is that of a clause that goes on with a level
// or a move of its own: "VIX снизился до 22,5 пункта — в понедельник он превышал 24",
// "взлетел на 5,5%, и в пятницу ещё прибавил".
func (st *sentence) dayOfNext(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || flowUnit(w.Unit) || w.Since || st.scan.V.CJK() {
		return false
	}
	if st.at[w.First].strong != st.at[f.Last].strong {
		return st.at[w.First].depth == 0 && some(st.figs, func(g *lang.Figure) bool {
			return g.First > w.Last && st.at[g.First].strong == st.at[w.First].strong
		})
	}
	return (st.linkBefore(w.First, linkAnd) || w.First > 1 && st.linkBefore(w.First-1, linkAnd)) && st.someOf(lexicon.Direction, func(m *mention) bool {
		return m.at > w.Last && m.at-w.Last <= 3 && !st.otherClause(w.Last, m.at)
	}) && st.someOf(lexicon.Direction, func(m *mention) bool {
		return m.at < w.First && st.figuresBetween(m.last, w.First) > 0 && !st.otherClause(m.at, f.First)
	})
}

// largestMove is the percentage from which a move of a price is hardly one of a session.
const largestMove = 15

// beyondSession reports whether a move is too large for one session.
func beyondSession(f *lang.Figure) bool {
	return f.Unit == "times" || f.Value.Value.Abs().Cmp(quantity.Int(largestMove)) >= 0
}

// afterStretch is the move over a stretch of a price shortly before, which a move
// without a day may be told over too: "Depuis le 1er janvier, Nvidia a pris 32%.
// Microsoft affiche 19,4% de hausse".
func (r *Reader) afterStretch(d *draft) *Claim {
	if d.kind != Change || d.metric != "price" && d.metric != "index level" || !d.whenGuessed || d.baseSaid {
		return nil
	}
	for i := len(r.claims) - 1; i >= 0 && r.claims[i].Span.Start > r.st.span.Start-farStretch; i-- {
		if c := &r.claims[i]; strings.HasPrefix(c.Base, "end of ") {
			return c
		}
	}
	return nil
}

// stretchHere is the move of another price right before in the sentence, if it was told over more
// than a session and this one names no time of its own: "liegt Amazon seit Jahresbeginn 1,7 Prozent
// im Minus, während der S&P 500 um 13,4 Prozent zugelegt hat".
func (r *Reader) stretchHere(d *draft) *Claim {
	if len(r.claims) == 0 || !d.whenGuessed || d.baseSaid {
		return nil
	}
	c := &r.claims[len(r.claims)-1]
	if c.Sentence != r.st.span || c.Kind != Change || c.Metric != "price" && c.Metric != "index level" || c.Period.Start >= c.Period.End || len(c.Entities) != 1 || c.Entities[0].ID == d.id() {
		return nil
	}
	return c
}

// farStretch is how many bytes a stretch that prices moved over is meant for.
const farStretch = 800

// ownSession reports whether the move has a day of its own, where the words for a year before
// stand with another figure: "minus ein Viertel auf Jahressicht und am Dienstag noch einmal
// 3,7 Prozent".
func (st *sentence) ownSession(d *draft) bool {
	w := d.when
	if w == nil || w.Unit != lang.DayUnit && w.Unit != lang.Date || w.Since || st.scan.V.CJK() {
		return false
	}
	base, _ := st.baseFor(d.fig)
	if base != nil && base.last < d.fig.First && w.First > d.fig.Last && !st.otherClause(w.First, d.fig.First) && st.otherClause(base.at, d.fig.First) && st.figuresBetween(-1, base.at) > 0 {
		return true // "depois de lucrar 57% a mais que um ano antes, avançou 10,2% na sexta"
	}
	return base != nil && base.last < w.First && w.Last < d.fig.First && st.figuresBetween(w.Last, d.fig.First) == 0 && st.figuresBetween(-1, base.at) > 0
}

// pricedAt reports whether an amount that only a share can cost is what the share whose move was
// told just before came to: "Η Amazon κέρδισε την Παρασκευή 6,2%, στα 197,93 δολάρια".
func (r *Reader) pricedAt(d, prev *draft) bool {
	st, f := &r.st, d.fig
	if prev == nil || prev.metric != "price" || st.scan.V.CJK() || !small(f) || f.Scaled || !f.Digits || !lang.Currency(f.Unit) || st.linkAfter(f.Last, linkPer) || st.is(min(f.Last+1, len(st.atoms)-1), cueApiece) {
		return false
	}
	return st.marked(f, linkTo|linkAt) && !st.marked(f, linkOf|linkFrom) && st.at[prev.fig.First].strong == st.at[f.First].strong && f.First-prev.fig.Last <= 4 && !st.classBetween(lexicon.Measure, prev.fig.Last, f.First) && !st.companyBetween(prev.fig.Last, f.First)
}

// nounBefore reports whether atom i is a word that the reader does not know, whose price two
// amounts may be: "Netflix erhöhte das Basisabo von 7,99 auf 9,99 Euro".
func (st *sentence) nounBefore(i int) bool {
	return i >= 0 && st.atoms[i].Kind == lang.Word && st.atoms[i].Terms == nil && !st.used[i] && !st.function(&st.atoms[i])
}

// halfOwn reports whether a half or a quarter of a year stands alone with the move of a price in its clause: "In
// the first half the S&P 500 rose 14.5 %, although it slipped on Friday".
func (st *sentence) halfOwn(f *lang.Figure, w *lang.When) bool {
	if w.Unit != lang.HalfUnit && (w.Unit != lang.QuarterUnit || w.N == 0) || w.Fiscal || !isPercent(f) || !st.quotedNamed() {
		return false
	}
	alone := !st.otherClause(min(w.First, f.First), max(w.Last, f.Last)) && st.figuresTo(f, w) == 0
	return (alone || st.listedOver(f, w)) &&
		!some(st.whens, func(x *lang.When) bool { return x.First != w.First && !st.otherClause(x.First, f.First) }) &&
		!st.someOf(lexicon.Measure, func(m *mention) bool {
			return !onMarket(m.id) && !(lossOf(m) && st.movesAt(m.at)) && !st.otherClause(m.at, f.First)
		})
}

// listedOver reports whether only moves, in percent, stand between the period in front and the figure:
// "Die Aktie büßte im ersten Halbjahr 36 Prozent ein, der S&P 500 20,6 Prozent".
func (st *sentence) listedOver(f *lang.Figure, w *lang.When) bool {
	return w.Unit == lang.HalfUnit && w.Last < f.First && st.at[w.First].strong == st.at[f.First].strong && st.pricesAlone() &&
		!some(st.whens, func(x *lang.When) bool { return x.First > w.Last && x.First < f.First }) &&
		!some(st.figs, func(g *lang.Figure) bool { return g.First > w.Last && g.Last < f.First && !isPercent(g) })
}

// lastHalf is the half of a year that has ended last by that day.
func lastHalf(by period.Date) period.Range {
	switch y := by.Year(); {
	case by >= period.Half(y, 2).End:
		return period.Half(y, 2)
	case by >= period.Half(y, 1).End:
		return period.Half(y, 1)
	default:
		return period.Half(y-1, 2)
	}
}

// overHalf gives a move of a price over a half or a quarter of a year the closes between which it lies, those of
// the half that is just ending where the press looks back on its last days.
func (r *Reader) overHalf(w *lang.When, c *Claim) {
	x := c.Period
	if w.Year == 0 && w.Rel != "last" && w.Rel != "prior" && w.Rel != "lastyear" && r.pub != 0 {
		var now period.Range
		switch {
		case w.Unit == lang.QuarterUnit && w.N <= 4:
			now = period.Quarter(r.pub.Year(), w.N)
		case w.N == 1 || w.N == 2:
			now = period.Half(r.pub.Year(), w.N)
		case w.Unit == lang.HalfUnit:
			x = lastHalf(r.pub + lastWeek)
		}
		if now.Known() && r.pub >= now.End-lastWeek {
			x = now
		}
	}
	start, end := period.LastSession(x.Start-1), x.End
	if r.pub != 0 {
		end = min(end, r.pub-1)
	}
	c.Period, c.Base = period.Range{Start: start, End: period.LastSession(end)}, start.String()
}

// lastClose is the day up to which a move "in twelve months" runs: that of the close or of the move
// told before it, else the article's own.
func (r *Reader) lastClose(d *draft) period.Date {
	for i := len(r.claims) - 1; i >= 0 && i >= r.disc.firstClaim; i-- {
		if c := &r.claims[i]; c.Metric == d.metric && c.Period.Known() && c.Period.Start == c.Period.End && len(c.Entities) == 1 && c.Entities[0].ID == d.id() {
			if c.Period.End <= r.pub && r.pub-c.Period.End < 7 {
				return c.Period.End
			}
			break
		}
	}
	return r.stretchEnd(r.pub.AddMonths(-12))
}

// stretchEnd is the day up to which a move from a day on runs: the article's own, but the last session of
// the year where the press looks back on one that has just ended.
func (r *Reader) stretchEnd(start period.Date) period.Date {
	if r.pub == 0 {
		return 0
	}
	if end := period.Year(r.pub.Year() - 1).End; r.pub-end <= lookBack && end-start > 300 {
		return end
	}
	return r.pub
}

// sinceEnd is stretchEnd where the text gives the prices of a day shortly before its own.
func (r *Reader) sinceEnd(start period.Date) period.Date {
	end := r.stretchEnd(start)
	for _, day := range [...]period.Date{r.anchor, r.disc.day} {
		if end == r.pub && day > start && day <= end && end-day < 7 && !(day == r.disc.day && r.disc.dayGuessed) {
			return day
		}
	}
	return period.LastSession(end)
}

// lookBack is how many days after its end the press looks back on a year of trading.
const lookBack = 7

// gainOrLoss reports whether a measure's words say a gain or a loss, which may be that of shares.
func gainOrLoss(m *mention) bool { return m != nil && (m.id == "net income" || m.id == "loss") }

// gainElsewhere reports whether a gain or loss in another clause of a sentence that names indices
// alone is theirs: "pulled back, giving up part of Monday's gains, when it had soared by 64.9 %".
func (st *sentence) gainElsewhere(f *lang.Figure, m *mention, ps []placed) bool {
	return isPercent(f) && gainOrLoss(m) && st.otherClause(m.at, f.First) && !some(ps, func(p *placed) bool { return p.party.ID.Kind() != "index" })
}

// gainOver is the sign of a gain or loss of shares over a stretch, behind a move of theirs in the
// sentence: "ανέβηκε 0,8%, ενώ σε βάθος δωδεκαμήνου τα κέρδη της φτάνουν το 34%", "to 30.3 % its
// gains since the start of the year"; else 0.
func (r *Reader) gainOver(d, prev *draft) int {
	st, f, m := &r.st, d.fig, d.measure
	if prev == nil || prev.metric != "price" || !gainOrLoss(m) || f.Sign != 0 || st.scan.V.CJK() || st.measuringVerb(&st.atoms[m.at]) ||
		st.at[m.at].strong != st.at[f.First].strong || max(m.at-f.Last, f.First-m.last) > 4 || st.figuresBetween(min(m.last, f.Last), max(m.at, f.First)) > 0 {
		return 0
	}
	stretch := some(st.whens, func(w *lang.When) bool {
		return (w.Unit == lang.LastMonths || w.Unit == lang.WeekUnit) && w.First > prev.fig.Last && w.Last < m.at+8
	}) || st.someOf(lexicon.Base, func(b *mention) bool { return b.id == "start of year" && b.at > prev.fig.Last })
	switch {
	case !stretch || st.companyBetween(prev.fig.Last, f.First):
		return 0
	case lossOf(m):
		return -1
	}
	return 1
}

// weekOfNext reports whether a week in the clause behind a price is that of the move told there:
// "closed at $214.75, taking the losses of the week to 7.2 %".
func (st *sentence) weekOfNext(f *lang.Figure, w *lang.When) bool {
	return isMoney(f) && w.Unit == lang.WeekUnit && w.First > f.Last && st.otherClause(f.Last, w.First)
}

// yearEnd is the last day of the year where the day is its last session: coins are traded on every day.
func yearEnd(day period.Date) period.Date {
	if end := period.Year(day.Year()).End; period.LastSession(end) == day {
		return end
	}
	return day
}

// quotedNamed reports whether the sentence names shares or an index.
func (st *sentence) quotedNamed() bool {
	return some(st.ms, func(m *mention) bool {
		return m.class == lexicon.Measure && onMarket(m.id) || m.class == lexicon.Entity && strings.HasPrefix(m.id, "index:")
	})
}

// dayBeforeSpan reports whether the day is that of another move before, where months or a half-year
// stand right behind the figure: "Malgré un repli de 0,4 % vendredi, le S&P 500 engrange 14,5 % sur les
// six premiers mois de l'année".
func (st *sentence) dayBeforeSpan(f *lang.Figure, w *lang.When) bool {
	return !flowUnit(w.Unit) && w.Last < f.First && st.figuresBetween(-1, w.First) > 0 && some(st.whens, func(x *lang.When) bool {
		return (x.Unit == lang.FirstMonths || x.Unit == lang.HalfUnit) && x.First > f.Last && x.First-f.Last <= 3 && !st.otherClause(f.Last, x.First)
	})
}
