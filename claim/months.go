package claim

import (
	"cmp"

	"assay/lang"
	"assay/period"
)

// lastMonths is N months up to an end: "the three months to 28 April", "the
// past twelve months".
func (r *Reader) lastMonths(w *lang.When, cal period.Calendar) (period.Range, bool) {
	if w.M2 != 0 {
		return r.ending(w, w.N, cal, false)
	}
	if r.pub == 0 {
		return period.Range{}, false
	}
	if w.Rel == "next" {
		return period.Range{Start: r.pub, End: r.pub.AddMonths(w.N)}, true
	}
	end, ok := r.relQuarter(&lang.When{Rel: "reported"}, cal, false)
	if !ok {
		return period.Range{}, false
	}
	x := period.Range{Start: (end.End + 1).AddMonths(-w.N), End: end.End}
	return spanning(cal, x), true
}

// spanning snaps both ends of a range of whole quarters to fiscal quarters.
func spanning(cal period.Calendar, x period.Range) period.Range {
	s := x
	for _, q := range cal.Around(x.End) {
		if d := q.Start - x.Start; d <= snapDays && d >= -snapDays {
			s.Start = q.Start
		}
		if d := q.End - x.End; d <= snapDays && d >= -snapDays {
			s.End = q.End
		}
	}
	for _, q := range cal.Around(x.Start) {
		if d := q.Start - x.Start; d <= snapDays && d >= -snapDays {
			s.Start = q.Start
		}
	}
	return s
}

// ending is n months that end in month M2 (on day D2): of the year said, else
// the latest that had begun to be reported.
func (r *Reader) ending(w *lang.When, n int, cal period.Calendar, forecast bool) (period.Range, bool) {
	at := func(y int) period.Range {
		end := period.Months(y, w.M2, w.M2).End
		if w.D2 > 0 && w.D2 < period.DaysIn(y, w.M2) {
			end += period.Date(w.D2 - period.DaysIn(y, w.M2))
		}
		x := period.Range{Start: (end + 1).AddMonths(-n), End: end}
		if w.D2 > 0 { // a day within the month: the fiscal period that ends near it
			return spanning(cal, x)
		}
		for _, q := range cal.Around(end) { // only the month is said: any fiscal end inside it
			if _, m, _ := q.End.Civil(); m == w.M2 && q.End.Year() == y {
				if y2, m2, _ := q.End.Civil(); y2 == y && m2 == w.M2 {
					x.End = q.End
					x.Start = (q.End + 1).AddMonths(-n)
				}
			}
		}
		return spanning(cal, x)
	}
	if w.Year != 0 {
		return at(w.Year), true
	}
	if r.pub == 0 {
		return period.Range{}, false
	}
	y := r.pub.Year()
	if forecast || w.Rel == "next" {
		for k := y; k <= y+2; k++ {
			if x := at(k); x.End > r.pub && !(w.Rel == "next" && k == y) {
				return x, true
			}
		}
	}
	known := r.pub
	if n == 12 && w.Rel != "current" && w.Rel != "this" {
		known -= reportLag
	}
	for k := y + 1; k >= y-1; k-- {
		if x := at(k); x.End < known {
			return x, true
		}
	}
	return period.Range{}, false
}

// monthRange is "April to June", the year said or the latest that has ended.
func (r *Reader) monthRange(w *lang.When, snap func(period.Range) period.Range) (period.Range, bool) {
	at := func(y int) period.Range {
		m2 := w.M2
		if m2 < w.M1 {
			y--
			m2 += 12
		}
		x := period.Months(y, w.M1, m2)
		if w.D1 > 0 && w.D2 > 0 {
			x = period.Range{Start: x.Start + period.Date(w.D1-1), End: period.Months(y, m2, m2).Start + period.Date(w.D2-1)}
		}
		return snap(x)
	}
	if w.Year != 0 {
		return at(w.Year), true
	}
	if r.pub == 0 {
		return period.Range{}, false
	}
	back := r.pub.Year()
	if w.Rel == "last" {
		back--
	}
	for k := back - 1; r.forecasting && k <= back+1; k++ { // the earliest that may not have been reported yet
		if x := at(k); x.End > r.pub-notReported && x.Start < r.pub.AddMonths(9) {
			return x, true
		}
	}
	for k := back + 1; k >= back-1; k-- {
		x := at(k)
		if !r.forecasting && x.End < r.pub && !(w.Rel == "last" && k > back) {
			return x, true
		}
	}
	return period.Range{}, false
}

// month is a calendar month.
func (r *Reader) month(w *lang.When, forecast bool) (period.Range, bool) {
	if w.M1 == 0 {
		if r.pub == 0 {
			return period.Range{}, false
		}
		y, m, _ := r.pub.Civil()
		switch w.Rel {
		case "last", "prior":
			m--
		case "reported": // "for the month": the one that has just ended
			if _, _, day := r.pub.Civil(); day <= 7 {
				m--
			}
		case "next":
			m++
		}
		return period.Months(y, m, m), true
	}
	if w.Year != 0 {
		return period.Months(w.Year, w.M1, w.M1), true
	}
	if r.pub == 0 {
		return period.Range{}, false
	}
	x := period.Months(r.pub.Year(), w.M1, w.M1)
	if x.Start > r.pub && !forecast {
		x = period.Months(r.pub.Year()-1, w.M1, w.M1)
	}
	return x, true
}

// days are the periods of prices: a weekday, a date, a week, since a day.
func (r *Reader) days(w *lang.When) (period.Range, bool) {
	if r.pub == 0 && w.Year == 0 {
		return period.Range{}, false
	}
	d := r.pub
	switch w.Unit {
	case lang.YearToDate:
		return period.Range{Start: period.Year(d.Year()).Start, End: d}, true
	case lang.WeekUnit:
		mon := d.Monday()
		if w.Rel == "last" || w.Rel == "prior" || w.Rel == "reported" && mon == d {
			mon -= 7
		}
		return period.Range{Start: mon, End: mon + 4}, true
	case lang.Date:
		y, m, _ := d.Civil()
		if w.Year != 0 {
			y = w.Year
		}
		switch {
		case w.M1 != 0:
			m = w.M1
		case w.Rel == "last":
			y, m, _ = d.AddMonths(-1).Civil()
		case w.Rel == "next":
			if day := r.dayNamed(w); day != 0 { // 「26日の米株式市場では…。翌27日には…」
				for k := day + 1; k <= day+stageDays; k++ {
					if _, _, n := k.Civil(); n == w.D1 {
						return period.Day(k), true
					}
				}
			}
			y, m, _ = d.AddMonths(1).Civil()
		case w.Rel == "" && w.Year == 0 && w.D1 > period.DaysIn(y, m): // "on the 31st", on 1 November
			y, m, _ = (period.Months(y, m, m).Start - 1).Civil()
		}
		if w.D1 < 1 || w.D1 > period.DaysIn(y, m) {
			return period.Range{}, false
		}
		x := period.Months(y, m, m).Start + period.Date(w.D1-1)
		if w.Year == 0 && x > d && w.Rel != "next" {
			if w.M1 == 0 {
				x = period.Months(y, m-1, m-1).Start + period.Date(w.D1-1)
			} else {
				x = x.AddMonths(-12)
			}
		}
		return period.Day(x), true
	}
	switch {
	case w.Rel == "next" && w.Weekday == 0: // "in the next session": after the day named last
		day := r.dayNamed(w)
		if day == 0 || r.st.linkAfter(w.Last, linkOf|linkAfter) {
			return period.Range{}, false // "the day after the results"
		}
		if r.sameDayAgain(w) {
			return period.Day(day), true
		}
		for day++; !period.IsSession(day); day++ {
		}
		return period.Day(day), r.forecasting || r.pub == 0 || day <= r.pub
	case w.Rel == "same" && w.Weekday == 0: // "… had fallen 6 % on Thursday. On the same day the VIX …"
		day := r.dayNamed(w)
		return period.Day(day), day != 0
	case w.Rel == "prior" && w.Weekday == 0:
		day := r.dayNamed(w)
		return period.Day(period.LastSession(day - 1)), day != 0
	case w.Rel == "yesterday":
		return period.Day(d - 1), true
	case w.Rel == "today":
		return period.Day(d), true
	case w.Weekday != 0 && w.Rel == "that": // "on that Monday": the day said last
		day := r.disc.day
		return period.Day(day), day != 0 && (int(day.Weekday())+6)%7+1 == w.Weekday
	case w.Weekday != 0:
		x := d
		if w.Rel == "prior" && r.anchor != 0 {
			x = r.anchor - 1
		}
		for i := 0; i < 7; i++ {
			if (int(x.Weekday())+6)%7+1 == w.Weekday {
				break
			}
			x--
		}
		if (w.Rel == "last" || w.Rel == "prior") && x == d {
			x -= 7
		}
		return period.Day(x), true
	case w.Session == "intraday" && cmp.Or(r.disc.stage, r.disc.market) != 0: // 「7月31日の米株式市場では…。メタは一時784ドル台まで買われた」, "Wall Street celebrated yesterday. … during the session"
		return period.Day(cmp.Or(r.disc.stage, r.disc.market)), true
	}
	return period.Day(d), true
}

// sameDayAgain reports whether the day after something is told of a day named right before, a
// comma between: "Die Mercurii, postridie comitiorum, …", "On Wednesday, the day after, …".
func (r *Reader) sameDayAgain(w *lang.When) bool {
	return some(r.st.whens, func(q *lang.When) bool {
		return q.Unit == lang.DayUnit && q.Weekday != 0 && q.Last < w.First && w.First-q.Last <= 3 && r.st.mark(&r.st.atoms[q.Last+1]) == ","
	})
}

// dayNamed is the last day that the sentence names before a period: 0 for none.
func (r *Reader) dayNamed(w *lang.When) period.Date {
	for i := len(r.st.whens) - 1; i >= 0; i-- {
		q := &r.st.whens[i]
		if q.Last >= w.First || q.Unit != lang.Date && !(q.Unit == lang.DayUnit && (q.Rel != "next" || w.Rel == "same")) {
			continue
		}
		if x, ok := r.days(q); ok {
			return x.End
		}
	}
	if r.anchor != 0 {
		return r.anchor
	}
	return r.disc.day
}
