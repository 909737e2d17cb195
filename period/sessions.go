package period

import "time"

// Sessions of the New York Stock Exchange, by its rules (Rule 7.2 and the
// yearly holiday notices): New Year, Martin Luther King, Washington, Good
// Friday, Memorial Day, Juneteenth (from 2022), Independence Day, Labor Day,
// Thanksgiving, Christmas; a Sunday holiday moves to Monday, a Saturday one to
// Friday, except New Year's. Closings without a rule stand in closedDays.

// closedDays are the exchange's unscheduled closings since 2000, and days of
// mourning.
var closedDays = map[Date]bool{
	NewDate(2001, 9, 11): true, NewDate(2001, 9, 12): true, NewDate(2001, 9, 13): true, NewDate(2001, 9, 14): true, // attacks of September 11
	NewDate(2004, 6, 11):  true,                              // mourning for Ronald Reagan
	NewDate(2007, 1, 2):   true,                              // mourning for Gerald Ford
	NewDate(2012, 10, 29): true, NewDate(2012, 10, 30): true, // hurricane Sandy
	NewDate(2018, 12, 5): true, // mourning for George H. W. Bush
	NewDate(2025, 1, 9):  true, // mourning for Jimmy Carter
}

// IsSession reports whether the exchange trades on the day.
func IsSession(d Date) bool {
	wd := d.Weekday()
	if wd == time.Saturday || wd == time.Sunday || closedDays[d] {
		return false
	}
	return !isHoliday(d)
}

// LastSession is the day itself if the exchange trades, else the session
// before.
func LastSession(d Date) Date {
	for !IsSession(d) {
		d--
	}
	return d
}

func isHoliday(d Date) bool {
	y, m, _ := d.Civil()
	switch m {
	case 1:
		return d == observed(y, 1, 1, false) || d == nthWeekday(y, 1, time.Monday, 3)
	case 2:
		return d == nthWeekday(y, 2, time.Monday, 3)
	case 3, 4:
		return d == easter(y)-2
	case 5:
		return d.Weekday() == time.Monday && int(d) > int(fromCivil(y, 5, 31))-7
	case 6:
		return y >= 2022 && d == observed(y, 6, 19, true)
	case 7:
		return d == observed(y, 7, 4, true)
	case 9:
		return d == nthWeekday(y, 9, time.Monday, 1)
	case 11:
		return d == nthWeekday(y, 11, time.Thursday, 4)
	case 12:
		return d == observed(y, 12, 25, true)
	}
	return false
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
