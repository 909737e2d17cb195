package period

import "time"

// Sessions of the American exchanges, 1990 to 2030: the New York Stock
// Exchange's by its Rule 7.2 and the notices of each year, which Nasdaq keeps as
// well (Equity 1, Section 1; no day of these years is known on which one of the
// two was open for a whole day and the other closed). A year outside is
// reckoned by the nearest year's rules.
//
// Holidays: New Year, Martin Luther King (from 1998), Washington's Birthday, Good
// Friday, Memorial Day, Juneteenth (from 2022), Independence Day, Labor Day,
// Thanksgiving, Christmas. One on a Sunday is kept on Monday; one on a Saturday
// on Friday, unless that Friday ends a month or a year (Rule 7.2), as it does
// for New Year's Day alone. Election days are sessions since 1984.
//
// What no rule foresees stands in sessions_odd.go.

// Minutes of New York's day between which shares are traded.
const (
	usualOpen  = 9*60 + 30
	usualClose = 16 * 60
	noonClose  = 13 * 60 // of shortened sessions since 1993
	twoClose   = 14 * 60 // before
)

// The first years of rules that were made since 1990.
const (
	kingSince         = 1998
	juneteenthSince   = 2022
	fridayShortSince  = 1992 // the day after Thanksgiving
	oneOClockSince    = 1993
	julyShortSince    = 1995 // the day before Independence Day
	wednesdayJulyFrom = 2013 // before: the Friday after a Thursday's Independence Day
)

// Hours are those of a session in minutes of New York's day: 570 and 960 of most.
type Hours struct{ Open, Close int }

// Early reports whether the session closed before four o'clock.
func (h Hours) Early() bool { return h.Close != 0 && h.Close < usualClose }

// Session is the day's hours; ok is false where the exchange does not trade.
func Session(d Date) (h Hours, ok bool) {
	if !IsSession(d) {
		return Hours{}, false
	}
	h = Hours{usualOpen, usualClose}
	if c := shortened(d); c != 0 {
		h.Close = c
	}
	if o, odd := oddHours[d]; odd {
		if o.Open != 0 {
			h.Open = o.Open
		}
		if o.Close != 0 {
			h.Close = o.Close
		}
	}
	return h, true
}

// IsSession reports whether the exchange trades on the day.
func IsSession(d Date) bool {
	wd := d.Weekday()
	if wd == time.Saturday || wd == time.Sunday || isHoliday(d) {
		return false
	}
	_, closed := oddClosings[d]
	return !closed
}

// LastSession is the day itself if the exchange trades, else the session
// before.
func LastSession(d Date) Date {
	for !IsSession(d) {
		d--
	}
	return d
}

// NextSession is the day itself if the exchange trades, else the session after.
func NextSession(d Date) Date {
	for !IsSession(d) {
		d++
	}
	return d
}

// Sessions is how many sessions a range has, both ends counted; 0 where an end
// is unknown or the range runs backwards.
func Sessions(r Range) int {
	n := 0
	if r.Start == 0 {
		return 0
	}
	for d := r.Start; d <= r.End; d++ {
		if IsSession(d) {
			n++
		}
	}
	return n
}

// Close is the moment of a session's closing bell in UTC, the zero time of a day
// without a session.
func Close(d Date) time.Time {
	h, ok := Session(d)
	if !ok {
		return time.Time{}
	}
	return InNewYork(d, h.Close)
}

// InNewYork is a minute of New York's day as a moment in UTC.
func InNewYork(d Date, minute int) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, time.Month(m), day, 0, minute, 0, 0, NewYork()).UTC()
}

func isHoliday(d Date) bool {
	y, m, _ := d.Civil()
	switch m {
	case 1:
		return d == observed(y, 1, 1, false) || y >= kingSince && d == nthWeekday(y, 1, time.Monday, 3)
	case 2:
		return d == nthWeekday(y, 2, time.Monday, 3)
	case 3, 4:
		return d == easter(y)-2
	case 5:
		return d.Weekday() == time.Monday && int(d) > int(fromCivil(y, 5, 31))-7
	case 6:
		return y >= juneteenthSince && d == observed(y, 6, 19, true)
	case 7:
		return d == observed(y, 7, 4, true)
	case 9:
		return d == nthWeekday(y, 9, time.Monday, 1)
	case 11:
		return d == thanksgiving(y)
	case 12:
		return d == observed(y, 12, 25, true)
	}
	return false
}

func thanksgiving(y int) Date { return nthWeekday(y, 11, time.Thursday, 4) }

// shortened is the minute at which a session closes by the rules for the days
// beside a holiday, 0 where it is none of them: the day after Thanksgiving,
// Christmas Eve before a weekday's Christmas, and the day before a weekday's
// Independence Day. Until 2012 a Thursday's Independence Day shortened the
// Friday after it, and a Wednesday before it was whole. Shortened sessions
// closed at two o'clock through 1992.
func shortened(d Date) int {
	y, m, day := d.Civil()
	short := false
	switch wd := d.Weekday(); {
	case m == 11:
		short = y >= fridayShortSince && d == thanksgiving(y)+1
	case m == 12 && day == 24:
		short = true // a session only where Christmas is kept on the day after it, or later
	case m == 7 && day == 3:
		short = y >= julyShortSince && wd != time.Friday && (wd != time.Wednesday || y >= wednesdayJulyFrom)
	case m == 7 && day == 5:
		short = y >= julyShortSince && y < wednesdayJulyFrom && wd == time.Friday
	}
	switch {
	case !short:
		return 0
	case y < oneOClockSince:
		return twoClose
	}
	return noonClose
}

// observed is the weekday on which a holiday of that date is kept.
func observed(y, m, day int, saturday bool) Date {
	d := fromCivil(y, m, day)
	switch d.Weekday() {
	case time.Sunday:
		return d + 1
	case time.Saturday:
		if saturday {
			return d - 1
		}
	}
	return d
}

// nthWeekday is the nth given weekday of a month.
func nthWeekday(y, m int, wd time.Weekday, n int) Date {
	d := fromCivil(y, m, 1)
	for d.Weekday() != wd {
		d++
	}
	return d + Date(7*(n-1))
}

// easter is Easter Sunday, by the anonymous Gregorian algorithm (Nature,
// 20 April 1876).
func easter(y int) Date {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return fromCivil(y, n/31, n%31+1)
}
