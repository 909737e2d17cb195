// Package period is calendar arithmetic for filings and prose: days, intervals
// of days, fiscal calendars and the exchange's trading days.
//
// It reads no language; package lang finds dates in prose. Read calendar.go
// for fiscal years next.
package period

import (
	"fmt"
	"time"
)

// Date is a day, counted from 0001-01-01 = 1. The zero value means unknown.
type Date int32

const epoch = 719163 // 1970-01-01 as a Date

// NewDate is the given day; out-of-range months and days carry over as in
// package time.
func NewDate(year int, month time.Month, day int) Date {
	return FromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// FromTime is the day of t in t's own location.
func FromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400 + epoch)
}

// FromUnix is the UTC day of a time in seconds since 1970.
func FromUnix(sec int64) Date { return Date(floorDiv(sec, 86400) + epoch) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// ParseDate reads "2024-07-30".
func ParseDate(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, ok1 := atoi(s[:4])
		m, ok2 := atoi(s[5:7])
		d, ok3 := atoi(s[8:])
		if ok1 && ok2 && ok3 && y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= DaysIn(y, m) {
			return fromCivil(y, m, d), nil
		}
	}
	return 0, fmt.Errorf("period: %q is not a date (want 2024-07-30)", s)
}

// MarshalText writes the day as String does, the unknown one as nothing.
func (d Date) MarshalText() ([]byte, error) {
	if d == 0 {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if *d = 0; len(b) > 0 {
		*d, err = ParseDate(string(b))
	}
	return err
}

// MustDate is ParseDate for constants; it panics on bad input.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func atoi(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// fromCivil and civil are the proleptic Gregorian algorithms of Cassio Neri and Lorenz
// Schneider, "Euclidean affine functions and their application to calendar algorithms"
// (2022): no allocation, and far cheaper than package time inside the importers. Years
// begin in March, and what others divide by, they multiply by and shift. A cycle of 400
// years before the first one keeps all unsigned.
func fromCivil(y, m, d int) Date {
	if m <= 2 { // of the year before
		y, m = y-1, m+12
	}
	years := uint64(y + 400)
	centuries := years / 100
	days := 1461*years/4 - centuries + centuries/4 + (979*uint64(m)-2919)/32
	return Date(int(days) + d - 306 - daysOfCycle)
}

// daysOfCycle are the days of 400 years.
const daysOfCycle = 146097

func civil(d Date) (year, month, day int) {
	n := 4*uint64(int(d)+305+daysOfCycle) + 3
	century, n := n/daysOfCycle, n%daysOfCycle|3
	p := 2939745 * n // 2939745 is 2^32/1461: four years have 1461 days
	years, dayOfYear := p>>32, p&(1<<32-1)/2939745/4
	m := 2141*dayOfYear + 197913
	year, month, day = int(100*century+years)-400, int(m>>16), int(m&(1<<16-1)/2141)+1
	if month > 12 { // January or February
		year, month = year+1, month-12
	}
	return year, month, day
}

// DaysIn is the number of days of a month.
func DaysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Civil is the day's year, month (1–12) and day of the month.
func (d Date) Civil() (year, month, day int) { return civil(d) }

// Year is the calendar year.
func (d Date) Year() int { y, _, _ := civil(d); return y }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(int(d) % 7) }

// Monday is the first day of the date's week, as ISO 8601 counts weeks.
func (d Date) Monday() Date { return d - Date((int(d.Weekday())+6)%7) }

// AddMonths moves by whole months; a day past the end becomes the last one.
func (d Date) AddMonths(n int) Date {
	y, m, day := civil(d)
	y, m = monthOf(y, m+n)
	return fromCivil(y, m, min(day, DaysIn(y, m)))
}

// monthOf is month m of year y, where m may lie in a later year or an earlier one.
func monthOf(y, m int) (year, month int) {
	years := int(floorDiv(int64(m-1), 12))
	return y + years, m - 12*years
}

// String is "2024-07-30", or "" for the unknown day.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := civil(d)
	if y < 0 || y > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
	}
	digit := func(n int) byte { return byte('0' + n%10) }
	return string([]byte{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-', digit(m / 10), digit(m), '-', digit(day / 10), digit(day)})
}

// Range is an interval of days, both ends inclusive. An unknown Start with a
// known End is an instant, as for a balance.
type Range struct{ Start, End Date }

// Year is the calendar year y.
func Year(y int) Range { return Range{fromCivil(y, 1, 1), fromCivil(y, 12, 31)} }

// Quarter is the calendar quarter q (1–4) of year y.
func Quarter(y, q int) Range { return Months(y, 3*q-2, 3*q) }

// Half is the calendar half h (1–2) of year y.
func Half(y, h int) Range { return Months(y, 6*h-5, 6*h) }

// Months is the range from the first day of month a to the last of month b of
// year y. Months beyond 12 fall into later years, a month below 1 into earlier.
func Months(y, a, b int) Range {
	return Range{firstOf(y, a), firstOf(y, b+1) - 1}
}

// firstOf is the first day of month m of year y, which may lie in another year.
func firstOf(y, m int) Date {
	y, m = monthOf(y, m)
	return fromCivil(y, m, 1)
}

// Day is the range of one day.
func Day(d Date) Range { return Range{d, d} }

// Known reports whether the end is known.
func (r Range) Known() bool { return r.End != 0 }

// Instant reports whether r is a moment: an end without a start.
func (r Range) Instant() bool { return r.Start == 0 && r.End != 0 }

// Days is the number of days, both ends counted; 0 for an instant.
func (r Range) Days() int {
	if r.Start == 0 || r.End < r.Start {
		return 0
	}
	return int(r.End-r.Start) + 1
}

// Near reports whether both ends agree within n days.
func (r Range) Near(s Range, n int) bool {
	return diff(r.Start, s.Start) <= n && diff(r.End, s.End) <= n
}

func diff(a, b Date) int {
	if a < b {
		a, b = b, a
	}
	return int(a - b)
}

// Contains reports whether the day lies inside.
func (r Range) Contains(d Date) bool { return r.Start <= d && d <= r.End }

// AddMonths moves both ends; a range that ends on a month's last day still
// does so afterwards.
func (r Range) AddMonths(n int) Range {
	y, m, d := civil(r.End)
	last := d == DaysIn(y, m)
	y, m = monthOf(y, m+n)
	if days := DaysIn(y, m); last || d > days {
		d = days
	}
	start, end := r.Start, fromCivil(y, m, d)
	if start != 0 {
		start = start.AddMonths(n)
	}
	return Range{start, end}
}

func (r Range) String() string {
	if r.Start == r.End || r.Start == 0 {
		return r.End.String()
	}
	return r.Start.String() + ".." + r.End.String()
}
