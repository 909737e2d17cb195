package claim

import (
	"strconv"
	"strings"

	"assay/message"
	"assay/period"
)

// Shift is the period that a change is measured from: a year earlier (n years for "yoyN"), or for
// "qoq" the period of the same length before.
func Shift(cal period.Calendar, x period.Range, base string) period.Range {
	if x.End == 0 {
		return x
	}
	switch base {
	case "qoq", "mom", "wow":
		if x.Days() > 0 && x.Days() <= 100 {
			qs := cal.Around(x.Start)
			for i, q := range qs {
				if q.Near(x, snapDays) && i > 0 {
					return qs[i-1]
				}
			}
		}
		n := max(1, (x.Days()+15)/30)
		return spanning(cal, period.Range{Start: x.Start.AddMonths(-n), End: x.Start - 1})
	}
	back := -12 * yearsAgo(base)
	if x.Start == 0 {
		return x.AddMonths(back)
	}
	return snapTo(cal, spanning(cal, x.AddMonths(back)))
}

// yearsAgo is the number of years that a base goes back: one for "yoy", two
// for "yoy2".
func yearsAgo(base string) int {
	if n, ok := strings.CutPrefix(base, "yoy"); ok && n != "" {
		years, err := strconv.Atoi(n)
		if err == nil {
			return years
		}
	}
	return 1
}

// Near is a period that prose mistakes for another, in words.
type Near struct {
	Period period.Range
	Says   message.Message
}

// Neighbours are the periods that prose mistakes for x, the likeliest first:
// the half for the quarter, the quarter for the half, the year, the quarter
// before, the year before.
func Neighbours(cal period.Calendar, x period.Range) []Near {
	qs := cal.Around(x.End)
	last := -1
	for i, q := range qs {
		if d := q.End - x.End; d <= snapDays && d >= -snapDays {
			last = i
		}
	}
	if last < 4 {
		return nil
	}
	back := func(n int) period.Range { // n quarters up to the same end
		if last-n+1 < 0 {
			return period.Range{}
		}
		return period.Range{Start: qs[last-n+1].Start, End: qs[last].End}
	}
	n := (x.Days() + 45) / 91
	var out []Near
	add := func(p period.Range, says message.Message) {
		if p.End == 0 || p.Near(x, snapDays) {
			return
		}
		for _, o := range out {
			if o.Period.Near(p, snapDays) {
				return
			}
		}
		out = append(out, Near{p, says})
	}
	length := map[int]message.Message{1: message.Say("the quarter"), 2: message.Say("the half-year"), 3: message.Say("nine months"), 4: message.Say("the year")}
	at := func(n int) message.Message {
		p := back(n)
		return message.Say("this is %s to %s, not %s", message.Sub(length[n]), message.Date(p.End), message.Sub(length[min(n0(x), 4)]))
	}
	order := map[int][]int{1: {2, 4, 3}, 2: {1, 4, 3}, 3: {1, 2, 4}, 4: {1, 2, 3}}[min(max(n, 1), 4)]
	if n == 1 { // the year to date is the likeliest longer stretch
		if _, q, ok := cal.QuarterAt(qs[last].End); ok && q > 1 {
			order = append([]int{2}, q, 4)
		}
	}
	add(back(order[0]), at(order[0]))
	add(x.AddMonths(-12), message.Say("this is the figure of a year before"))
	for i := range out {
		if i > 0 {
			out[i].Period = snapTo(cal, spanning(cal, out[i].Period))
		}
	}
	if n == 1 && last > 0 {
		add(qs[last-1], message.Say("this is the quarter before"))
	}
	for _, k := range order[1:] {
		add(back(k), at(k))
	}
	if n > 1 && last-n >= 0 {
		add(qs[last-n+1], message.Say("this is the first quarter of the stretch alone"))
	}
	if n == 1 && last+1 < len(qs) {
		add(qs[last+1], message.Say("this is the quarter after"))
	}
	return out
}

// n0 is the number of quarters that a stretch covers.
func n0(x period.Range) int { return max(1, (x.Days()+45)/91) }
