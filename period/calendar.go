package period

import (
	"slices"
	"time"
)

// Calendar is a filer's fiscal years and quarters: those it filed, exactly,
// and for some years around them those its pattern of year ends gives. The
// zero value knows no year; CalendarYear is the plain calendar.
type Calendar struct {
	first int // fiscal year of years[0]
	years []fiscalYear
	plain bool    // calendar years, all of them
	near  bool    // the last filed year is the calendar year but for days
	flat  []Range // the quarters of all years, in order
}

type fiscalYear struct {
	Range
	ends     [4]Date // of the quarters; ends[3] is the year's
	extended bool    // by the pattern, not as filed
}

// extendYears is how far a calendar goes beyond what was filed.
const extendYears = 3

// CalendarYear is the plain calendar: a fiscal year is the calendar year.
func CalendarYear() Calendar { return Calendar{plain: true, flat: plainQuarters} }

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
	c.first = first - extendYears + shift
	c.years = make([]fiscalYear, last-first+1+2*extendYears)
	for i := range c.years {
		c.years[i].End = rule.end(first - extendYears + i)
		c.years[i].extended = true
	}
	for _, y := range years {
		f := &c.years[endYear(y.End)-first+extendYears]
		f.Range, f.extended = y, false
	}
	for i := range c.years {
		f := &c.years[i]
		if f.Start == 0 {
			if i > 0 {
				f.Start = c.years[i-1].End + 1
			} else {
				f.Start = rule.end(first-extendYears-1) + 1
			}
		}
		if f.extended && i+1 < len(c.years) && !c.years[i+1].extended {
			f.End = c.years[i+1].Start - 1
		}
		f.quarters(parts, rule.weekly)
	}
	c.flatten()
	c.near = c.nearCalendar()
	return c, true
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

func (c Calendar) year(fy int) (fiscalYear, bool) {
	if c.plain {
		y := fiscalYear{Range: Year(fy)}
		for q := range 4 {
			y.ends[q] = Quarter(fy, q+1).End
		}
		return y, true
	}
	if fy < c.first || fy >= c.first+len(c.years) {
		return fiscalYear{}, false
	}
	return c.years[fy-c.first], true
}

// Known reports whether the calendar knows any year.
func (c Calendar) Known() bool { return c.plain || len(c.years) > 0 }

// Year is fiscal year fy, named by the filer's custom.
func (c Calendar) Year(fy int) (Range, bool) {
	y, ok := c.year(fy)
	return y.Range, ok
}

// Quarter is quarter q (1–4) of fiscal year fy.
func (c Calendar) Quarter(fy, q int) (Range, bool) {
	y, ok := c.year(fy)
	if !ok || q < 1 || q > 4 {
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
	y, ok := c.year(fy)
	if !ok || h < 1 || h > 2 {
		return Range{}, false
	}
	return Range{y.start(2*h - 1), y.ends[2*h-1]}, true
}

// YTD is fiscal year fy from its first day to the end of quarter q.
func (c Calendar) YTD(fy, q int) (Range, bool) {
	y, ok := c.year(fy)
	if !ok || q < 1 || q > 4 {
		return Range{}, false
	}
	return Range{y.Start, y.ends[q-1]}, true
}

// YearAt is the fiscal year that contains the day.
func (c Calendar) YearAt(d Date) (fy int, ok bool) {
	if c.plain {
		return d.Year(), d != 0
	}
	i, found := slices.BinarySearchFunc(c.years, d, func(y fiscalYear, d Date) int {
		switch {
		case y.End < d:
			return -1
		case y.Start > d:
			return 1
		}
		return 0
	})
	return c.first + i, found
}

// QuarterAt is the fiscal quarter that contains the day.
func (c Calendar) QuarterAt(d Date) (fy, q int, ok bool) {
	fy, ok = c.YearAt(d)
	if !ok {
		return 0, 0, false
	}
	y, _ := c.year(fy)
	for q = 1; q < 4 && d > y.ends[q-1]; q++ {
	}
	return fy, q, true
}

// Near is the fiscal year, quarter or year to date that x misses by n days at most at
// either end.
func (c Calendar) Near(x Range, n int) (Range, bool) {
	for _, d := range [...]Date{x.End - Date(n), x.End, x.End + Date(n)} {
		fy, q, ok := c.QuarterAt(d)
		if !ok {
			continue
		}
		y, _ := c.year(fy)
		for _, start := range [...]Date{y.Start, y.start(q)} {
			if f := (Range{start, y.ends[q-1]}); f.Near(x, n) {
				return f, true
			}
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
	return c.first, c.first + len(c.years) - 1, len(c.years) > 0
}

// Filed reports whether fiscal year fy stands in a filing, rather than being
// taken from the pattern of year ends.
func (c Calendar) Filed(fy int) bool {
	y, ok := c.year(fy)
	return ok && !c.plain && !y.extended
}

// IsCalendar reports whether the fiscal year is the calendar year, give or
// take the days of a 52- or 53-week year.
func (c Calendar) IsCalendar() bool { return c.plain || c.near }

// nearCalendar is IsCalendar for a calendar made of filed years.
func (c Calendar) nearCalendar() bool {
	for fy := c.first + len(c.years) - 1; fy >= c.first; fy-- {
		if c.Filed(fy) {
			y, _ := c.Year(fy)
			return y.Near(Year(endYear(y.End)), 10)
		}
	}
	return false
}

// plainQuarters are the calendar's own, for the years that filings and prose
// are about.
var plainQuarters = func() []Range {
	var qs []Range
	for y := 1985; y <= 2060; y++ {
		for q := 1; q <= 4; q++ {
			qs = append(qs, Quarter(y, q))
		}
	}
	return qs
}()

// aroundBefore and aroundAfter bound Around, in quarters.
const aroundBefore, aroundAfter = 9, 14

// Around are the quarters from some two years before the day to three years
// after it, in order. The caller must not change them.
func (c Calendar) Around(d Date) []Range {
	i, _ := slices.BinarySearchFunc(c.flat, d, func(r Range, d Date) int { return int(r.End) - int(d) })
	lo, hi := max(0, i-aroundBefore), min(len(c.flat), i+aroundAfter)
	return c.flat[lo:hi:hi] // no room to append into the shared list
}

// flatten lists the quarters of all years.
func (c *Calendar) flatten() {
	for fy := c.first; fy < c.first+len(c.years); fy++ {
		for q := 1; q <= 4; q++ {
			if r, ok := c.Quarter(fy, q); ok && r.Start != 0 && r.End != 0 {
				c.flat = append(c.flat, r)
			}
		}
	}
}
