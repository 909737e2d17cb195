package period

import (
	"slices"
	"time"
)

// Calendar is a filer's fiscal years and quarters: those it filed, exactly,
// and for some years around them those its pattern of year ends gives. The
// zero value knows no year; CalendarYear is the plain calendar.
type Calendar struct{ t *table }

// table is what a calendar knows, behind a pointer: calendars are handed about and
// asked a lot.
type table struct {
	first int // fiscal year of years[0]
	years []fiscalYear
	plain bool    // calendar years, all of them; years are some of them
	near  bool    // the last filed year is the calendar year but for days
	spans []Range // the years, in order
	flat  []Range // the quarters of all years, in order
}

// table is what the calendar knows.
func (c Calendar) table() *table {
	if c.t == nil {
		return emptyTable
	}
	return c.t
}

var emptyTable = new(table)

type fiscalYear struct {
	Range
	ends     [4]Date // of the quarters; ends[3] is the year's
	extended bool    // by the pattern, not as filed
}

// extendYears is how far a calendar goes beyond what was filed.
const extendYears = 3

// CalendarYear is the plain calendar: a fiscal year is the calendar year.
func CalendarYear() Calendar { return Calendar{plainTable} }

// NewCalendar fits fiscal years to filed durations: years of 350–380 days,
// and quarters, halves and nine months that begin a year or end one. name
// gives the fiscal year of a filed year, nil or 0 the usual rule: the
// calendar year in which the year ends, one that ends in early January being
// the year before. Without a single year, ok is false.
func NewCalendar(years, parts []Range, name func(Range) int) (c Calendar, ok bool) {
	years = distinctYears(years)
	if len(years) == 0 {
		return Calendar{}, false
	}
	shift := 0
	for _, y := range years {
		if name != nil && name(y) != 0 {
			shift = name(y) - endYear(y.End)
		}
	}
	rule := fitEnds(years)
	first, last := endYear(years[0].End), endYear(years[len(years)-1].End)
	t := &table{first: first - extendYears + shift, years: make([]fiscalYear, last-first+1+2*extendYears)}
	for i := range t.years {
		t.years[i].End = rule.end(first - extendYears + i)
		t.years[i].extended = true
	}
	for _, y := range years {
		f := &t.years[endYear(y.End)-first+extendYears]
		f.Range, f.extended = y, false
	}
	for i := range t.years {
		f := &t.years[i]
		if f.Start == 0 {
			if i > 0 {
				f.Start = t.years[i-1].End + 1
			} else {
				f.Start = rule.end(first-extendYears-1) + 1
			}
		}
		if f.extended && i+1 < len(t.years) && !t.years[i+1].extended {
			f.End = t.years[i+1].Start - 1
		}
		f.quarters(parts, rule.weekly)
	}
	t.flatten()
	t.near = t.nearCalendar()
	return Calendar{t}, true
}

// endYear is the calendar year that names a year ending on d.
func endYear(d Date) int { return (d - 10).Year() }

// distinctYears sorts the years by end and keeps one of those that end within
// a month of each other; of changed year ends the latest pattern wins.
func distinctYears(years []Range) []Range {
	s := slices.Clone(years)
	slices.SortFunc(s, func(a, b Range) int {
		if a.End != b.End {
			return int(a.End) - int(b.End)
		}
		return int(a.Start) - int(b.Start)
	})
	var out []Range
	for _, y := range s {
		if y.Days() < 350 || y.Days() > 380 {
			continue
		}
		if n := len(out); n > 0 && endYear(out[n-1].End) == endYear(y.End) {
			out[n-1] = y
			continue
		}
		out = append(out, y)
	}
	return out
}

// endRule is the pattern of a filer's year ends.
type endRule struct {
	month, day int // day 0: the month's last
	weekly     bool
	weekday    time.Weekday
	nearest    bool // to the month's end; else the last of the month
}

// fitEnds takes the simplest rule that gives every filed end: a month's end,
// a fixed day, the last such weekday of a month, or the one nearest to the
// month's end. Where none does, the last end's month and day.
func fitEnds(years []Range) endRule {
	last := years[len(years)-1].End
	_, m, d := last.Civil()
	rules := []endRule{{month: m}, {month: m, day: d}}
	for _, month := range []int{m, (m+10)%12 + 1} {
		rules = append(rules, endRule{month: month, weekly: true, weekday: last.Weekday()},
			endRule{month: month, weekly: true, weekday: last.Weekday(), nearest: true})
	}
	best, hits := rules[1], -1
	for i, r := range rules {
		n := 0
		for _, y := range years {
			if r.end(endYear(y.End)) == y.End {
				n++
			}
		}
		// A fixed day that is no month's end is a week's pattern seen once.
		if i == 1 && n == len(years) && n == 1 && d > 0 {
			n = 0
		}
		if n > hits {
			best, hits = r, n
		}
	}
	return best
}

// end is the rule's year end that names year y.
func (r endRule) end(y int) Date {
	monthEnd := fromCivil(y, r.month, DaysIn(y, r.month))
	switch {
	case r.weekly && r.nearest:
		back := Date((int(monthEnd.Weekday()) - int(r.weekday) + 7) % 7)
		if back > 3 {
			back -= 7
		}
		return monthEnd - back
	case r.weekly:
		return monthEnd - Date((int(monthEnd.Weekday())-int(r.weekday)+7)%7)
	case r.day != 0:
		return fromCivil(y, r.month, min(r.day, DaysIn(y, r.month)))
	}
	return monthEnd
}

// quarters finds the ends of the year's quarters among the filed parts, else
// by thirteen weeks or three months.
func (f *fiscalYear) quarters(parts []Range, weekly bool) {
	f.ends[3] = f.End
	for _, p := range parts {
		days := p.Days()
		if p.End > f.End || p.Start < f.Start || days == 0 {
			continue
		}
		if p.Start == f.Start {
			switch {
			case quarterly(days):
				f.ends[0] = p.End
			case days >= 170 && days <= 195:
				f.ends[1] = p.End
			case days >= 260 && days <= 285:
				f.ends[2] = p.End
			}
		} else if quarterly(days) && p.End == f.End {
			f.ends[2] = p.Start - 1
		}
	}
	for q := range 3 {
		if f.ends[q] != 0 {
			continue
		}
		if weekly {
			f.ends[q] = f.Start + Date(91*(q+1)) - 1
			continue
		}
		f.ends[q] = (f.End + 1).AddMonths(3*(q-3)) - 1
	}
}

func quarterly(days int) bool { return days >= 80 && days <= 100 }

// year is fiscal year fy, or nil where the calendar does not know it.
func (c Calendar) year(fy int) *fiscalYear {
	t := c.table()
	if i := fy - t.first; i >= 0 && i < len(t.years) {
		return &t.years[i]
	}
	if t.plain {
		y := plainYear(fy)
		return &y
	}
	return nil
}

// Known reports whether the calendar knows any year.
func (c Calendar) Known() bool { return len(c.table().years) > 0 }

// Year is fiscal year fy, named by the filer's custom.
func (c Calendar) Year(fy int) (Range, bool) {
	y := c.year(fy)
	if y == nil {
		return Range{}, false
	}
	return y.Range, true
}

// Quarter is quarter q (1–4) of fiscal year fy.
func (c Calendar) Quarter(fy, q int) (Range, bool) {
	y := c.year(fy)
	if y == nil || q < 1 || q > 4 {
		return Range{}, false
	}
	return Range{y.start(q), y.ends[q-1]}, true
}

// start is the first day of quarter q.
func (f *fiscalYear) start(q int) Date {
	if q == 1 {
		return f.Start
	}
	return f.ends[q-2] + 1
}

// Half is half h (1–2) of fiscal year fy.
func (c Calendar) Half(fy, h int) (Range, bool) {
	y := c.year(fy)
	if y == nil || h < 1 || h > 2 {
		return Range{}, false
	}
	return Range{y.start(2*h - 1), y.ends[2*h-1]}, true
}

// YTD is fiscal year fy from its first day to the end of quarter q.
func (c Calendar) YTD(fy, q int) (Range, bool) {
	y := c.year(fy)
	if y == nil || q < 1 || q > 4 {
		return Range{}, false
	}
	return Range{y.Start, y.ends[q-1]}, true
}

// YearAt is the fiscal year that contains the day.
func (c Calendar) YearAt(d Date) (fy int, ok bool) {
	t := c.table()
	i := endingFrom(t.spans, d, 366)
	found := i < len(t.spans) && t.spans[i].Start <= d
	if t.plain && !found {
		return d.Year(), d != 0
	}
	return t.first + i, found
}

// endingFrom is the first of some ranges, in order and about so many days long each,
// that does not end before the day. It is near where it were if all were as long: a
// step or two, where a binary search among the quarters takes nine.
func endingFrom(ranges []Range, d Date, days int) int {
	if len(ranges) == 0 {
		return 0
	}
	i := min(max(int(d-ranges[0].Start)/days, 0), len(ranges)-1)
	for i > 0 && ranges[i-1].End >= d {
		i--
	}
	for i < len(ranges) && ranges[i].End < d {
		i++
	}
	return i
}

// QuarterAt is the fiscal quarter that contains the day.
func (c Calendar) QuarterAt(d Date) (fy, q int, ok bool) {
	fy, ok = c.YearAt(d)
	if !ok {
		return 0, 0, false
	}
	return fy, c.year(fy).quarterAt(d), true
}

// quarterAt is the quarter of the year that contains the day.
func (f *fiscalYear) quarterAt(d Date) int {
	q := 1
	for q < 4 && d > f.ends[q-1] {
		q++
	}
	return q
}

// Near is the fiscal year, quarter or year to date that x misses by n days at most at
// either end.
func (c Calendar) Near(x Range, n int) (Range, bool) {
	for _, d := range [...]Date{x.End - Date(n), x.End, x.End + Date(n)} {
		fy, ok := c.YearAt(d)
		if !ok {
			continue
		}
		y := c.year(fy)
		q := y.quarterAt(d)
		end := y.ends[q-1]
		switch {
		case diff(end, x.End) > n:
		case diff(y.Start, x.Start) <= n:
			return Range{y.Start, end}, true
		case diff(y.start(q), x.Start) <= n:
			return Range{y.start(q), end}, true
		}
	}
	return Range{}, false
}

// QuarterEnding is the fiscal quarter whose end is nearest to the day, if
// that is within 45 days: the quarter that a writer means by its month.
func (c Calendar) QuarterEnding(d Date) (fy, q int, ok bool) {
	best := 46
	for off := -100; off <= 100; off += 50 {
		y, n, found := c.QuarterAt(d + Date(off))
		if !found {
			continue
		}
		r, _ := c.Quarter(y, n)
		if miss := diff(r.End, d); miss < best {
			best, fy, q, ok = miss, y, n, true
		}
	}
	return fy, q, ok
}

// Span is the first and the last fiscal year that the calendar knows.
func (c Calendar) Span() (first, last int, ok bool) {
	t := c.table()
	if t.plain {
		return 0, -1, false // every year
	}
	return t.first, t.first + len(t.years) - 1, len(t.years) > 0
}

// Filed reports whether fiscal year fy stands in a filing, rather than being
// taken from the pattern of year ends.
func (c Calendar) Filed(fy int) bool {
	y := c.year(fy)
	return y != nil && !c.t.plain && !y.extended
}

// IsCalendar reports whether the fiscal year is the calendar year, give or
// take the days of a 52- or 53-week year.
func (c Calendar) IsCalendar() bool { return c.table().near }

// nearCalendar is IsCalendar for a calendar made of filed years.
func (t *table) nearCalendar() bool {
	for i := len(t.years) - 1; i >= 0; i-- {
		if y := &t.years[i]; !y.extended {
			return y.Near(Year(endYear(y.End)), 10)
		}
	}
	return false
}

// plainTable is the plain calendar, with the years that filings and prose are about.
var plainTable = func() *table {
	t := &table{first: 1985, plain: true, near: true}
	for y := t.first; y <= 2060; y++ {
		t.years = append(t.years, plainYear(y))
	}
	t.flatten()
	return t
}()

// plainYear is a calendar year.
func plainYear(y int) fiscalYear {
	f := fiscalYear{Range: Year(y)}
	for q := range f.ends {
		f.ends[q] = Quarter(y, q+1).End
	}
	return f
}

// aroundBefore and aroundAfter bound Around, in quarters.
const aroundBefore, aroundAfter = 9, 14

// Around are the quarters from some two years before the day to three years
// after it, in order. The caller must not change them.
func (c Calendar) Around(d Date) []Range {
	flat := c.table().flat
	i := endingFrom(flat, d, 92)
	lo, hi := max(0, i-aroundBefore), min(len(flat), i+aroundAfter)
	return flat[lo:hi:hi] // no room to append into the shared list
}

// flatten lists the years, and the quarters of all of them.
func (t *table) flatten() {
	for i := range t.years {
		y := &t.years[i]
		t.spans = append(t.spans, y.Range)
		for q := 1; q <= 4; q++ {
			if r := (Range{y.start(q), y.ends[q-1]}); r.Start != 0 && r.End != 0 {
				t.flat = append(t.flat, r)
			}
		}
	}
}
