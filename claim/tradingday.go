package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/period"
)

// Which of the days that a sentence names a move of a price is of.

// dayBefore reads "the day before" at the head of a sentence or behind a semicolon as
// the session before the day that was named last: "Na véspera, tinham subido 1,7%".
func (r *Reader) dayBefore(d *draft) bool {
	st, f := &r.st, d.fig
	day := r.anchor
	if day == 0 {
		day = r.disc.day
	}
	if day != 0 && d.kind == Change && st.afterDayBefore(f) {
		d.aside = true
		d.bound = bound{r: period.Day(period.LastSession(day - 1))}
		return true
	}
	if day == 0 || d.kind != Change || d.base != "previous close" {
		return false
	}
	start, inserted := st.strongStart(f.First), false
	if !some(st.ms, func(m *mention) bool {
		if m.class != lexicon.Base || m.id != "previous close" || st.linkBefore(m.at, linkVersus|linkFrom|linkOf) || st.comparing(m) ||
			st.scan.V.CJK() && !st.is(m.at, linkAgo) || // 「전 거래일보다」 holds the word for "than"
			st.linkBefore(m.at, linkThan) && !(m.at > 1 && m.last < f.First && st.mark(&st.atoms[m.at-2]) == ",") {
			return false
		}
		opens := m.at >= start && m.at <= start+2
		inserted = !opens && m.last < f.First // "o da Meta, que na véspera havia saltado 11,3%, devolveu 3%"
		return m.last < f.First && st.figuresBetween(m.last, f.First) == 0 && (opens || r.anchor != 0 && !st.otherClause(m.at, f.First)) ||
			m.at == f.Last+1 && r.anchor != 0 && st.at[start].strong == st.at[f.First].strong && start > 0 // "on August 1st; Meta had leapt by 11% the day before"
	}) {
		return false
	}
	d.bound, d.aside = bound{r: period.Day(period.LastSession(day - 1))}, inserted
	return true
}

// isDayBefore reports whether a time is "the day before", no weekday named.
func isDayBefore(w *lang.When) bool {
	return w.Unit == lang.DayUnit && w.Rel == "prior" && w.Weekday == 0
}

// asideBefore reports whether "the day before" in front of the figure is when something else was, in
// a clause of its own or with a figure of its own: "Microsoft, which had also reported the evening
// before, fell 6 %", "rose to 19.70 from the 14.85 of the day before".
func (st *sentence) asideBefore(f *lang.Figure, w *lang.When) bool {
	if !isDayBefore(w) || w.Last > f.First {
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
	return isDayBefore(w) && r.current != nil && w.Last < f.First && w.First > 2
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
	return st.companyBetween(w.Last, next.First) && (st.otherClause(f.Last, w.First) || lang.Begins(st.mark(&st.atoms[f.Last+1]), commas))
}

// commas part the members of a list.
var commas = []string{",", "，", "、", ";", "；"}

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

// ownsNextMove reports whether a time behind a move is that of the next one, right before it: "за день
// просел на 3,6%, за месяц — на 8,8%".
func (st *sentence) ownsNextMove(f *lang.Figure, w *lang.When) bool {
	if w.First <= f.Last || !isPercent(f) || !st.otherClause(f.Last, w.First) {
		return false
	}
	g := st.nextFigure(f)
	return g != nil && isPercent(g) && g.First > w.Last && g.First-w.Last <= farBehind+1
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

// onDay reports whether a day of trading is named in the figure's clause, or between an atom and the
// figure, or the stock exchange is.
func (st *sentence) onDay(f *lang.Figure, from int) bool {
	return some(st.whens, func(w *lang.When) bool {
		return (w.Unit == lang.DayUnit || w.Unit == lang.Date && !w.AtEnd) && !w.Since && (!st.otherClause(w.First, f.First) || from >= 0 && w.First > from && w.Last < f.First)
	}) || from >= 0 && st.someOf(lexicon.Cue, func(m *mention) bool { return m.id == "stock exchange" && m.at > from && m.last < f.First })
}

// dateBeside reports whether a day stands close beside the figure, in its clause.
func (st *sentence) dateBeside(f *lang.Figure) bool {
	return some(st.whens, func(w *lang.When) bool {
		return (w.Unit == lang.Date || w.Unit == lang.DayUnit && w.Weekday != 0) && max(w.First-f.Last, f.First-w.Last) <= farBehind+1 && !st.otherClause(w.First, f.First)
	})
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
		st.figuresBetween(w.Last, prev.fig.First) == 0 && st.figuresTo(d.fig, w) > 0 && !st.marked(d.fig, linkFrom|linkTo|linkVersus)
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
			told = period.NextSession(told + 1)
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
