package period

import (
	"slices"
	"testing"
)

// TestDaysInQuarters walks the days of a calendar of 52 and 53 weeks and of the plain
// one: each lies in the quarter that is given for it.
func TestDaysInQuarters(t *testing.T) {
	var years []Range
	for end := MustDate("2015-09-26"); end < MustDate("2024-12-31"); {
		next := end + 364
		if _, m, day := next.Civil(); m == 9 && day < 24 {
			next += 7
		}
		years = append(years, Range{end + 1, next})
		end = next
	}
	weeks, ok := NewCalendar(years, nil, nil)
	if !ok {
		t.Fatal("no calendar")
	}
	for _, c := range []Calendar{weeks, CalendarYear()} {
		for d := MustDate("2014-01-01"); d < MustDate("2027-01-01"); d++ {
			fy, q, ok := c.QuarterAt(d)
			r, known := c.Quarter(fy, q)
			if !ok || !known || !r.Contains(d) {
				t.Fatalf("%v: quarter %d of %d is %v (%v, %v)", d, q, fy, r, ok, known)
			}
			if around := c.Around(d); !slices.Contains(around, r) {
				t.Fatalf("%v: %v is not among %v", d, r, around)
			}
			if near, ok := c.Near(Range{r.Start + 3, r.End - 3}, 5); !ok || near != r {
				t.Fatalf("%v: near it %v, want %v", d, near, r)
			}
		}
	}
	if _, _, ok := (Calendar{}).QuarterAt(MustDate("2024-01-01")); ok || (Calendar{}).Known() {
		t.Fatal("a calendar of nothing knows a day")
	}
}
