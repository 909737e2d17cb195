package release

import (
	"slices"

	"assay/period"
)

// findEnds gathers the days on which fiscal periods ended: those of the statements'
// headings and those known before.
func (d *document) findEnds() {
	d.ends = slices.Clone(d.filing.Ends)
	d.monthly = true
	var headed []period.Date
	for _, st := range d.statements {
		for i := range st.columns {
			if c := &st.columns[i]; c.said {
				headed = append(headed, c.end)
				d.monthly = d.monthly && endsMonth(c.end)
			}
		}
	}
	d.ends = append(d.ends, headed...)
	slices.Sort(d.ends)
	d.ends = slices.Compact(d.ends)
	slices.Sort(headed)
	// Years of weeks differ by 364 or 371 days, so that two ends a year apart
	// that both end months are no such years' ends. One end alone proves nothing.
	d.monthly = d.monthly && len(slices.Compact(headed)) > 1
}

func endsMonth(d period.Date) bool {
	_, _, day := (d + 1).Civil()
	return day == 1
}

// slack is by how many days a fiscal period may miss its count of months: a quarter has
// 84 to 98 days where years have 52 or 53 weeks.
const slack = 9

// periods gives each column its exact days; one whose first day nothing fixes has none.
// Columns of a year's part are fixed before its quarters, whose weeks follow from them.
func (d *document) periods(st *statement) {
	for _, quarters := range [2]bool{false, true} {
		for i := range st.columns {
			c := &st.columns[i]
			if !c.said || (c.months == 3) != quarters {
				continue
			}
			if c.instant() {
				c.when = period.Range{End: c.end}
				continue
			}
			if start := d.start(c.stretch); start != 0 {
				c.when = period.Range{Start: start, End: c.end}
			}
		}
	}
	for i := range st.columns {
		if c := &st.columns[i]; c.said && c.when.End == 0 {
			d.note("period of weeks", "a column of %q was left out: nothing fixes on what day its %d months to %s began", clip(st.sheet.Title[0]), c.months, c.end)
		}
	}
}

// start is the first day of a period, 0 if nothing fixes it.
func (d *document) start(s stretch) period.Date {
	switch {
	case s.weeks > 0:
		return s.end + 1 - period.Date(7*s.weeks)
	case d.monthly && endsMonth(s.end):
		return (s.end + 1).AddMonths(-s.months)
	}
	if e := d.endBefore(s); e != 0 {
		return e + 1
	}
	return d.byWeeks(s)
}

// endBefore is the one known end that lies the period's months before its own.
func (d *document) endBefore(s stretch) period.Date {
	found := period.Date(0)
	days := int(s.end - s.end.AddMonths(-s.months))
	for _, e := range d.ends {
		if e >= s.end {
			break
		}
		if off := int(s.end-e) - days; off >= -slack && off <= slack {
			if found != 0 {
				return 0
			}
			found = e
		}
	}
	return found
}

// byWeeks fixes a quarter, or several, by the weeks of a longer stretch to the same day
// whose beginning is known: 26 weeks are two quarters of 13, of 27 one has 14.
func (d *document) byWeeks(s stretch) period.Date {
	for _, months := range [3]int{6, 9, 12} {
		if months <= s.months {
			continue
		}
		e := d.endBefore(stretch{end: s.end, months: months})
		if e == 0 {
			continue
		}
		if days := int(s.end - e); days == 91*months/3 {
			return s.end + 1 - period.Date(91*s.months/3)
		}
	}
	return 0
}
