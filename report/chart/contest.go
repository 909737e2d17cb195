package chart

import (
	"fmt"
	"io"
	"math"
)

// Contest is what holders believed of one question, by the day on which they said
// it, the two camps apart.
type Contest struct {
	ID          string // of the element and the prefix of its parts' ids; "" is "contest"
	Title       string
	Description string // what the chart shows, in a sentence; the beliefs are added
	Unit        string // "USD"; "percent" is written %
	Beliefs     []ContestBelief
	Actual      float64 // what it came to; NaN while it is open
	Due         int     // the day on which it is settled; 0 if unknown
	// Date writes a day: "2025-08-01".
	Date func(day int) string
}

// ContestBelief is one forecast. A point is both its ends; an end that the holder
// leaves open is NaN.
type ContestBelief struct {
	Camp      string // "bull", "bear" or "" for neither
	Day       int
	Low, High float64
	Told      string // who said what, for who points at it
}

// camps are the series of a contest.
var camps = []struct{ camp, name string }{{"bull", "bulls"}, {"bear", "bears"}, {"", "neither"}}

func seriesOf(camp string) int {
	for i, c := range camps {
		if c.camp == camp {
			return i
		}
	}
	return len(camps) - 1
}

// WriteContest writes the chart as an SVG element. left is how many beliefs are left
// out, because neither end is a number that can be drawn. It fails with ErrNoPoint if
// no belief is left, and on an ID that is none, or the writer's error.
func WriteContest(w io.Writer, k Contest) (left int, err error) {
	id, err := checkedID(k.ID, "contest")
	if err != nil {
		return 0, err
	}
	var drawn []ContestBelief
	e := noExtent()
	for _, b := range k.Beliefs {
		if !drawable(b.Low) && !drawable(b.High) {
			left++
			continue
		}
		drawn = append(drawn, b)
		for _, x := range []float64{b.Low, b.High} {
			if drawable(x) {
				e.add(x)
			}
		}
	}
	if len(drawn) == 0 {
		return left, fmt.Errorf("chart: contest %s: %w", id, ErrNoPoint)
	}
	if drawable(k.Actual) {
		e.add(k.Actual)
	}
	k.Beliefs = drawn
	m := measureOf(e, k.Unit)
	c := &canvas{id: id, rules: valueRules}
	c.title(k.Title)
	names := make([]string, len(camps))
	for i := range camps {
		names[i] = camps[i].name
	}
	c.legend(names, false)
	if m.name != "" {
		c.row("l", m.name+" · bar: the range; dotted: open to that side")
	}
	k.draw(c, e, m)
	if left > 0 {
		c.row("l", fmt.Sprintf("beliefs left out, not to be drawn: %d", left))
	}
	_, err = w.Write(c.element(k.Title, k.told(m, left), k.counts()))
	return left, err
}

// counts are the beliefs of each series.
func (k Contest) counts() []int {
	n := make([]int, len(camps))
	for _, b := range k.Beliefs {
		n[seriesOf(b.Camp)]++
	}
	return n
}

func (k Contest) draw(c *canvas, e extent, m measure) {
	top := c.y + 8
	y := risingAxis(e.by(m).widened(0.06), top+plotHeight, top)
	x := k.days(leftOf(y))
	c.axes(x, y, "said on")
	if drawable(k.Actual) {
		at := y.at(k.Actual / m.size)
		c.line("a", x.from, at, x.to, at)
		c.text("l", "end", x.to, at-4, "came to "+m.told(k.Actual))
	}
	for i, b := range k.Beliefs {
		k.belief(c, x.inside(float64(b.Day)+k.aside(i)), y, m, b)
	}
}

// belief draws one: its range as a bar, an open side dotted to the edge, and its
// marker at the middle or at the one end that it has.
func (k Contest) belief(c *canvas, x float64, y axis, m measure, b ContestBelief) {
	s := seriesOf(b.Camp)
	low, high := b.Low/m.size, b.High/m.size
	mid := (low + high) / 2
	switch {
	case !drawable(b.Low):
		mid = high
		c.line(fmt.Sprintf("b f s%d", s), x, y.at(high), x, y.from)
	case !drawable(b.High):
		mid = low
		c.line(fmt.Sprintf("b f s%d", s), x, y.at(low), x, y.to)
	case low < high:
		c.line(fmt.Sprintf("b s%d", s), x, y.at(low), x, y.at(high))
	}
	c.mark(s, x, y.at(mid), b.Told)
}

// span is the days of the first and the last belief.
func (k Contest) span() (first, last int) {
	first, last = k.Beliefs[0].Day, k.Beliefs[0].Day
	for _, b := range k.Beliefs {
		first, last = min(first, b.Day), max(last, b.Day)
	}
	return first, last
}

// days is the axis from the first belief to the day that settles the question, with
// ticks at the days that matter as far as they keep apart.
func (k Contest) days(left float64) axis {
	first, last := k.span()
	end := max(last, k.Due)
	room := max(float64(0.05*float64(end-first)), 1)
	x := axis{low: float64(first) - room, high: float64(end) + room, from: left, to: width - 2*pad - float64(textWidth(k.Date(end), tickSize)/2)}
	for _, day := range []int{first, k.Due, last} {
		t := tick{float64(day), k.Date(day)}
		if half := float64(textWidth(t.label, tickSize) / 2); day < first || x.at(t.value)-half < 0 || x.at(t.value)+half > width {
			continue
		}
		x.ticks = append(x.ticks, t)
		if !k.apart(x) {
			x.ticks = x.ticks[:len(x.ticks)-1]
		}
	}
	return x
}

// apart reports whether no two labels of the axis touch; they are in no order.
func (k Contest) apart(x axis) bool {
	for i, a := range x.ticks {
		for _, b := range x.ticks[i+1:] {
			if math.Abs(x.at(a.value)-x.at(b.value)) < float64((textWidth(a.label, tickSize)+textWidth(b.label, tickSize))/2)+10 {
				return false
			}
		}
	}
	return true
}

// aside moves the ith belief a little from those of the same day before it, in days.
func (k Contest) aside(i int) float64 {
	n := 0
	for _, b := range k.Beliefs[:i] {
		if b.Day == k.Beliefs[i].Day {
			n++
		}
	}
	first, last := k.span()
	step := max(float64(max(last, k.Due)-first), 10) / 40
	return float64(step * float64((n+1)/2*(1-2*(n%2)))) // 0, −1, 1, −2, 2 … steps
}

// told is the chart in words.
func (k Contest) told(m measure, left int) string {
	s := k.Description
	for _, b := range k.Beliefs {
		s += " " + k.Date(b.Day) + ": " + b.Told + "."
	}
	if drawable(k.Actual) {
		s += " It came to " + m.told(k.Actual) + "."
	}
	if left > 0 {
		s += fmt.Sprintf(" %d beliefs cannot be drawn.", left)
	}
	return s
}
