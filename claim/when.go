package claim

import (
	"slices"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/period"
)

// bound is a period with its words, as days of one filer's calendar, and the
// other readings of the same words.
type bound struct {
	r     period.Range
	label string
	alt   []period.Range
	far   []period.Range // spoken of in other paragraphs
	unit  lang.Unit
	when  lang.When
}

func (b *bound) known() bool { return b.r.End != 0 }

const (
	snapDays    = 10 // how far a period in calendar words may miss the fiscal one
	reportLag   = 12 // days after a period's end before anybody reports on it
	yearsBack   = 15 // the SEC has facts since 2009
	yearsAhead  = 12
	notReported = 45  // days in which a stretch that has ended may still be forecast
	justEnded   = 125 // days in which a quarter is the latest that was reported
)

// calendar is the filer's, or the calendar year.
func (r *Reader) calendar(id entity.ID) period.Calendar {
	if r.calOf != id || !r.calKnown {
		c, ok := r.opt.Calendars.Calendar(id)
		if !ok {
			c = period.CalendarYear()
		}
		r.cal, r.calOf, r.calKnown = c, id, true
	}
	return r.cal
}

// bind gives the days of a period in words for a filer, most plausible
// reading first. forecast says that the sentence looks ahead.
func (r *Reader) bind(w *lang.When, id entity.ID, forecast bool) (bound, bool) {
	b := bound{label: r.text[w.Start:w.End], unit: w.Unit, when: *w}
	var few [8]period.Range
	for _, x := range r.ranges(few[:0], w, r.calendar(id), forecast) {
		if x.End == 0 || r.pub != 0 && !(r.plausible.Start <= x.End && x.End <= r.plausible.End) {
			continue
		}
		if !b.known() {
			b.r = x
		} else if !x.Near(b.r, 3) || w.Unit == lang.Sessions && x != b.r && !slices.Contains(b.alt, x) {
			b.alt = append(b.alt, x)
		}
	}
	return b, b.known()
}

// ranges appends the readings of a period in words.
func (r *Reader) ranges(out []period.Range, w *lang.When, cal period.Calendar, forecast bool) []period.Range {
	if n, ok := yearsLater(w.Rel); ok && w.Unit == lang.YearUnit && strings.HasPrefix(w.Rel, "later") {
		if ref := r.lastFlow(); ref.Days() > 80 && (ref.Days() < 300 || ref.End != period.Year(ref.End.Year()).End) { // "8bn in the third quarter, a year later 10bn"
			return append(out, snapTo(cal, spanning(cal, ref.AddMonths(12*n))))
		}
	}
	if ref := r.lastFlow(); (w.Unit == lang.YearUnit || w.Unit == lang.QuarterUnit && w.N == 0) && w.Rel == "same" && w.Year != 0 && ref.End != 0 { // "the same period of 2024"
		return append(out, snapTo(cal, spanning(cal, ref.AddMonths(12*(w.Year-ref.End.Year())))))
	}
	if w.Rel == "just" { // "$4.8 billion in the first quarter of 2023, $15.3 billion in the one just ended"
		just := *w
		if just.Rel = "reported"; r.lastFlow().Days() > 300 {
			just.Unit, just.Rel, just.Whole = lang.YearUnit, "", true
		}
		return r.ranges(out, &just, cal, false)
	}
	if said, ok := r.inYearSaid(w); ok && !forecast {
		w = &said
	}
	pub := r.pub
	add := func(x period.Range, ok bool) {
		if ok && x.End != 0 {
			out = append(out, x)
		}
	}
	snap := func(x period.Range) period.Range { return snapTo(cal, x) }
	switch w.Unit {
	case lang.QuarterUnit:
		if w.N == 0 && w.Year != 0 && w.Rel == "last" { // "the last quarter of 2024"
			q := *w
			q.N, q.Rel = 4, ""
			return r.ranges(out, &q, cal, forecast)
		}
		if w.N == 0 {
			add(r.relQuarter(w, cal, forecast))
			break
		}
		if m := r.disc.mainWhen; w.Rel == "last" && w.Year == 0 && m.unit == lang.QuarterUnit && m.when.N == w.N && keeps(cal, m.r) { // "last year's third quarter", in an article on the third
			add(Shift(cal, m.r, "yoy"), true)
		}
		if running, ok := r.running(w, cal); ok && !forecast {
			add(running, true)
		}
		fiscal := func() { add(r.nth(w, forecast, func(y int) (period.Range, bool) { return cal.Quarter(y, w.N) })) }
		calendar := func() {
			add(r.nth(w, forecast, func(y int) (period.Range, bool) { return snap(period.Quarter(y, w.N)), true }))
		}
		switch {
		case w.Calendar:
			calendar()
		case w.Fiscal || cal.IsCalendar():
			fiscal()
		default:
			if r.calendarFirst(w, cal) {
				calendar()
			}
			fiscal()
			calendar()
		}
	case lang.HalfUnit:
		switch {
		case w.N == 0 && w.M2 == 0:
			add(r.latest(forecast, func(y int) []period.Range {
				a, _ := cal.Half(y, 1)
				b, _ := cal.Half(y, 2)
				return []period.Range{a, b}
			}))
		case w.N > 0:
			calendar := func() {
				add(r.nth(w, forecast, func(y int) (period.Range, bool) { return snap(period.Half(y, w.N)), true }))
			}
			fiscal := func() { add(r.nth(w, forecast, func(y int) (period.Range, bool) { return cal.Half(y, w.N) })) }
			if w.Fiscal || w.Year == 0 && w.Rel == "" && !w.Calendar {
				fiscal()
				if !w.Fiscal && !cal.IsCalendar() {
					calendar()
				}
			} else {
				calendar()
				if !w.Calendar && !cal.IsCalendar() {
					fiscal()
				}
			}
		}
	case lang.YearUnit:
		out = r.years(out, w, cal, forecast)
	case lang.FirstMonths:
		q := (w.N + 2) / 3
		fiscal := func(y int) (period.Range, bool) {
			if w.N%3 == 0 {
				return cal.YTD(y, q)
			}
			return period.Range{}, false
		}
		calendar := func(y int) (period.Range, bool) { return snap(period.Months(y, 1, w.N)), true }
		if w.Year != 0 && !w.Fiscal || w.Calendar || w.Rel == "this" {
			add(r.nth(w, forecast, calendar))
			add(r.nth(w, forecast, fiscal))
		} else {
			add(r.nth(w, forecast, fiscal))
			if !cal.IsCalendar() && !w.Fiscal {
				add(r.nth(w, forecast, calendar))
			}
		}
	case lang.LastMonths:
		if said, ok := r.nextTwelve(w); ok {
			return r.years(out, &said, cal, forecast)
		}
		add(r.lastMonths(w, cal))
	case lang.MonthRange:
		add(r.monthRange(w, snap))
	case lang.QuarterEnding, lang.YearEnding:
		n := 3
		if w.Unit == lang.YearEnding {
			n = 12
		}
		add(r.ending(w, n, cal, forecast))
	case lang.MonthUnit:
		add(r.month(w, forecast))
	case lang.YearRange:
		add(period.Range{Start: period.Year(w.Y1).Start, End: period.Year(w.Y2).End}, true)
	case lang.Horizon:
		if pub != 0 && w.Rel == "next" {
			add(period.Range{Start: pub, End: pub.AddMonths(12 * w.N)}, true)
		} else if pub != 0 {
			add(period.Range{Start: pub.AddMonths(-12 * w.N), End: pub}, true)
		}
	case lang.Sessions:
		for _, end := range r.lastSessions(w) {
			add(sessionsTo(end, w.N), true)
		}
	case lang.DayUnit, lang.Date, lang.WeekUnit, lang.YearToDate:
		for _, y := range r.yearsOfDate(w) {
			dated := *w
			dated.Year = y
			add(r.days(&dated))
		}
		if isDayBefore(w) && r.disc.dayGuessed {
			add(period.Day(period.LastSession(pub-1)), pub != 0) // before the article's own day
		}
	}
	return out
}

// lastFlow is the period that was stated last, in the sentence or before it.
func (r *Reader) lastFlow() period.Range {
	if c := r.current; c != nil && c.bound.known() && flowUnit(c.bound.unit) {
		return c.bound.r
	}
	return r.disc.whenRange.r
}

// running is the quarter that runs when the article appears, if that is the
// one numbered and no year is said: an article on the second quarter that
// speaks of the third looks ahead, not back a year.
func (r *Reader) running(w *lang.When, cal period.Calendar) (period.Range, bool) {
	if r.pub == 0 || !cal.Known() || w.Year != 0 || w.Rel != "" && w.Rel != "this" && w.Rel != "current" {
		return period.Range{}, false
	}
	for _, q := range cal.Around(r.pub) {
		if q.Start > r.pub || q.End < r.pub {
			continue
		}
		if _, n, ok := cal.QuarterAt(q.End); ok && n == w.N {
			return q, true
		}
	}
	return period.Range{}, false
}

// calendarFirst reports whether a numbered quarter is rather the calendar's than
// the filer's: the calendar's has just ended, and its own is long past.
func (r *Reader) calendarFirst(w *lang.When, cal period.Calendar) bool {
	c, ok1 := r.nth(w, false, func(y int) (period.Range, bool) { return snapTo(cal, period.Quarter(y, w.N)), true })
	f, ok2 := r.nth(w, false, func(y int) (period.Range, bool) { return cal.Quarter(y, w.N) })
	return ok1 && ok2 && r.pub != 0 && c.End < r.pub && c.End >= r.pub-justEnded && f.End < r.pub-justEnded
}

// nth finds the year of a numbered period: the one said, else the latest that
// had ended when the article appeared, or the next to end in a forecast.
func (r *Reader) nth(w *lang.When, forecast bool, of func(year int) (period.Range, bool)) (period.Range, bool) {
	if w.Year != 0 {
		return of(w.Year)
	}
	if r.pub == 0 {
		return period.Range{}, false
	}
	y := r.pub.Year()
	switch w.Rel {
	case "last":
		if x, ok := of(y - 1); ok {
			return x, true
		}
	case "next":
		return of(y + 1)
	case "prior":
		return of(y - 1)
	}
	lag := period.Date(reportLag)
	if w.Unit == lang.QuarterUnit {
		lag = notReported // "For the first quarter analysts expect", in April
	}
	best, found := period.Range{}, false
	for k := y + 2; k >= y-2; k-- {
		x, ok := of(k)
		if !ok {
			continue
		}
		if forecast {
			if x.End > r.pub-lag {
				best, found = x, true // the earliest that nobody has reported on
			}
		} else if x.End < r.pub {
			return x, true
		}
	}
	return best, found
}

// latest picks the latest of several periods a year that has ended.
func (r *Reader) latest(forecast bool, of func(year int) []period.Range) (period.Range, bool) {
	if r.pub == 0 {
		return period.Range{}, false
	}
	best := period.Range{}
	for y := r.pub.Year() - 1; y <= r.pub.Year()+1; y++ {
		for _, x := range of(y) {
			if x.End == 0 {
				continue
			}
			if !forecast && x.End < r.pub-reportLag && x.End > best.End {
				best = x
			}
			if forecast && x.End > r.pub && (best.End == 0 || x.End < best.End) {
				best = x
			}
		}
	}
	return best, best.End != 0
}

// relQuarter is a quarter without its number: the reported one, the next, the
// one that runs, the one before.
func (r *Reader) relQuarter(w *lang.When, cal period.Calendar, forecast bool) (period.Range, bool) {
	if r.pub == 0 {
		return period.Range{}, false
	}
	qs := cal.Around(r.pub)
	last := -1
	for i, q := range qs {
		if q.End < r.pub-reportLag {
			last = i
		}
	}
	pick := func(i int) (period.Range, bool) {
		if i < 0 || i >= len(qs) {
			return period.Range{}, false
		}
		return qs[i], true
	}
	if w.Year != 0 || last < 0 {
		return period.Range{}, false
	}
	reported := last
	if m := r.disc.mainWhen; m.known() && (m.unit == lang.QuarterUnit || m.r.Days() > 80 && m.r.Days() <= 100) && w.Rel != "last" { // the article has said which one it reports on
		for i, q := range qs {
			if q.Near(m.r, snapDays) {
				reported = i
			}
		}
	}
	if m := r.disc.mainWhen; w.Rel == "current" && m.known() && m.unit != lang.QuarterUnit && m.r.Days() > 100 { // of an article on a year: the one that runs
		for _, q := range qs {
			if q.Start <= r.pub && r.pub <= q.End {
				return q, true
			}
		}
	}
	if x := r.disc.whenRange.r; r.disc.whenHere && reported == last && last > 0 && qs[last].End > r.pub-notReported && qs[last-1].Near(x, snapDays) {
		reported-- // the text speaks of the one before: the last has not been reported yet
	}
	switch w.Rel {
	case "next", "new", "current":
		return pick(reported + 1)
	case "prior":
		return pick(reported - 1)
	case "last":
		return pick(last)
	}
	if forecast && w.Rel == "" || w.Rel == "this" && forecast {
		return pick(reported + 1)
	}
	return pick(reported)
}

// years appends the readings of a year: the calendar's, and the fiscal one.
func (r *Reader) years(out []period.Range, w *lang.When, cal period.Calendar, forecast bool) []period.Range {
	if told, ok := r.toldYear(w); ok {
		if n, _ := yearsLater(w.Rel); n == 0 {
			if last := r.lastFlow(); last.Days() > 300 && last.End.Year() == told.Year && keeps(cal, last) {
				out = append(out, last) // "In the fiscal year to June 30, 2024, …; revenue that year was"
			}
		}
		return r.years(out, &told, cal, forecast)
	}
	y := w.Year
	if _, counted := yearsLater(w.Rel); y == 0 && r.pub == 0 || counted && w.Rel != "after" {
		return out
	}
	if w.Year != 0 {
		f, ok := cal.Year(y)
		if q, isQ := cal.Quarter(y, 1); w.AtStart && !w.Since && isQ && r.pub != 0 && q.End < r.pub && f.End > r.pub {
			return append(out, q) // "began fiscal 2026 with sales of"
		}
		if w.Fiscal && ok {
			return append(out, f)
		}
		c := snapTo(cal, period.Year(y))
		if r.disc.fiscal && ok && !w.Calendar && !cal.IsCalendar() {
			return append(out, f, c) // "in fiscal 2024 …; in 2025 it did so again"
		}
		if w.Until {
			return append(out, c)
		}
		out = append(out, c)
		if !cal.IsCalendar() {
			if ok && !w.Calendar {
				out = append(out, f)
			}
			if m, ok := overlapping(cal, c); ok {
				out = append(out, m)
			}
		}
		return out
	}
	py := r.pub.Year()
	ended := func(lag period.Date) (period.Range, int) { // the last fiscal year that has ended
		for k := py + 1; k >= py-2; k-- {
			if f, ok := cal.Year(k); ok && f.End < r.pub-lag {
				return f, k
			}
		}
		return period.Range{}, 0
	}
	if ref := r.disc.whenRange.r; w.Rel == "next" && !forecast && ref.Days() > 300 && ref.End < r.pub-longAgo {
		return append(out, snapTo(cal, spanning(cal, ref.AddMonths(12)))) // of a text that looks back: "El ejercicio siguiente fue una decepción"
	}
	if shift, ok := yearShift(w.Rel); ok {
		_, k := ended(0)
		c := snapTo(cal, period.Year(py+shift))
		f, ok := cal.Year(k + 1 + shift)
		switch {
		case ok && w.Fiscal:
			return append(out, f)
		case ok && !cal.IsCalendar():
			return append(out, c, f)
		}
		return append(out, c)
	}
	if w.Rel == "prior" {
		f, k := ended(0)
		if p, ok := cal.Year(k - 1); ok {
			return append(out, p, f)
		}
	}
	// "the full year": the one that the article reports on, or the one that runs.
	f, k := ended(reportLag)
	next, ok := cal.Year(k + 1)
	if forecast && ok {
		return append(out, next)
	}
	if m := r.disc.mainWhen; m.known() && f.End != 0 && m.r.End != f.End && ok && m.r.Start >= next.Start {
		return append(out, f, next)
	}
	return append(out, f)
}

// yearShift is how many years from the article's own "last year", "this year" and
// "next year" are.
func yearShift(rel string) (n int, ok bool) {
	switch rel {
	case "last":
		return -1, true
	case "this", "current":
		return 0, true
	case "next", "after":
		return 1, true
	}
	return 0, false
}

// overlapping is the fiscal year that shares most days with a calendar year,
// where their ends are at most some five weeks apart.
func overlapping(cal period.Calendar, c period.Range) (period.Range, bool) {
	for y := c.End.Year() - 1; y <= c.End.Year()+1; y++ {
		if f, ok := cal.Year(y); ok && f.Near(c, 35) {
			return f, true
		}
	}
	return period.Range{}, false
}

// derivable reports whether both ends of a period meet the filer's fiscal
// quarters, so that its filings can give the value.
func derivable(cal period.Calendar, x period.Range) bool {
	if cal.IsCalendar() || !cal.Known() {
		return true
	}
	start, end := false, false
	for _, d := range [...]period.Date{x.End, x.Start} {
		for _, q := range cal.Around(d) {
			start = start || q.Near(period.Range{Start: x.Start, End: q.End}, snapDays)
			end = end || q.Near(period.Range{Start: q.Start, End: x.End}, snapDays)
		}
	}
	return start && end
}

// snapTo moves a calendar range to the fiscal one that it misses by days.
func snapTo(cal period.Calendar, x period.Range) period.Range {
	if cal.IsCalendar() {
		return x
	}
	if f, ok := cal.Near(x, snapDays); ok {
		return f
	}
	return x
}

// keeps reports whether the days are a fiscal period of the calendar.
func keeps(cal period.Calendar, x period.Range) bool {
	_, ok := cal.Near(x, snapDays)
	return ok
}
