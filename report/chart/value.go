package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Quantiles are those of a distribution that a chart shows. One may be infinite,
// such as a date that mostly never comes, or undefined; it is then not drawn.
type Quantiles struct{ P5, P25, Median, P75, P95 float64 }

func (q Quantiles) list() [5]float64 { return [5]float64{q.P5, q.P25, q.Median, q.P75, q.P95} }

// inner and outer name the two bands.
const (
	inner = "25\u00a0–\u00a075\u00a0%"
	outer = "5\u00a0–\u00a095\u00a0%"
)

// valueRules are the style of the charts of scenarios: bands and bars.
const valueRules = `#$ .w{fill:var(--s0);fill-opacity:.16}
#$ .m{fill:var(--s0);fill-opacity:.32}
#$ .r{fill:var(--s0);fill-opacity:.8}
`

// maxValue bounds what is drawn: beyond it no figure means anything, and
// differences would overflow.
const maxValue = 1e100

func drawable(x float64) bool { return math.Abs(x) <= maxValue }

// measure is how the figures of an axis are written: divided by a power of ten,
// which the name tells with the unit.
type measure struct {
	size float64
	name string // "bn USD", "%", "" of plain numbers
}

// measureOf is the measure in which the largest figure has one to six digits before
// the point.
func measureOf(e extent, unit string) measure {
	if unit == "percent" {
		unit = "%"
	}
	m := measure{size: 1, name: unit}
	largest := max(math.Abs(e.low), math.Abs(e.high))
	if largest <= 1/maxValue || largest >= 1e-3 && largest < 1e6 {
		return m
	}
	power := 3 * int(math.Floor(math.Log10(largest)/3+1e-12))
	word, ok := map[int]string{6: "m", 9: "bn", 12: "tn"}[power]
	if !ok {
		word = "1e" + strconv.Itoa(power)
	}
	m.size, m.name = math.Pow(10, float64(power)), strings.TrimSpace(word+" "+unit)
	return m
}

// unwieldy is the size of a figure, in its measure, from which on it is written without
// one, with an exponent.
const unwieldy = 1e15

// told is a value to three digits or the integer, with what it is measured in.
func (m measure) told(x float64) string {
	if m.name == "" || math.Abs(x/m.size) >= unwieldy || x != x {
		return m.short(x)
	}
	return m.short(x) + "\u00a0" + m.name
}

// short is a value to three significant digits or the integer.
func (m measure) short(x float64) string {
	switch {
	case x != x:
		return "undefined"
	case math.IsInf(x, 1):
		return "infinite"
	case math.IsInf(x, -1):
		return "−infinite"
	}
	if math.Abs(x/m.size) >= unwieldy {
		return strconv.FormatFloat(x, 'g', 3, 64)
	}
	x /= m.size
	digits := 2 - int(math.Floor(math.Log10(max(math.Abs(x), 1e-9))))
	return number(x, min(max(digits, 0), 9))
}

// by is the values of an extent in the measure.
func (e extent) by(m measure) extent { return extent{e.low / m.size, e.high / m.size} }

// spread is what an axis of values shows of an extent: from zero where that is near,
// else a little more.
func (e extent) spread() extent {
	switch {
	case max(math.Abs(e.low), math.Abs(e.high)) <= 1/maxValue:
		return extent{-1, 1}
	case e.low >= 0 && e.low <= e.high/3:
		return extent{0, e.high}
	case e.high <= 0 && e.high >= e.low/3:
		return extent{e.low, 0}
	}
	return e.widened(0.03)
}

// risingAxis is a vertical axis of values, from the bottom to the top coordinate, in
// whole steps.
func risingAxis(e extent, bottom, top float64) axis {
	e = e.spread()
	step := niceStep((e.high - e.low) / 5)
	a := axis{low: math.Floor(e.low/step+1e-9) * step, high: math.Ceil(e.high/step-1e-9) * step, from: bottom, to: top}
	a.ticks = a.stepTicks(step, number)
	return a
}

// inWords is the quantiles as a text.
func (q Quantiles) inWords(m measure) string {
	return fmt.Sprintf("median %s, %s: %s to %s, %s: %s to %s", m.told(q.Median), inner, m.short(q.P25), m.told(q.P75), outer, m.short(q.P5), m.told(q.P95))
}

// rect draws a bar between two corners; told are words for who points at it.
func (c *canvas) rect(class string, x1, y1, x2, y2 float64, told string) {
	for _, v := range []*float64{&x1, &y1, &x2, &y2} { // first, so that corners stay where they are
		*v = math.Round(*v*10) / 10
	}
	x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
	c.printf("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"", class, coordinate(x1), coordinate(y1), coordinate(x2-x1), coordinate(y2-y1))
	if told == "" {
		c.printf("/>\n")
		return
	}
	c.printf("><title>%s</title></rect>\n", escaped(told))
}

// key is a sample of a style beside the words for it; class "" is a line.
type key struct{ class, word string }

// keys writes a legend in one row.
func (c *canvas) keys(keys ...key) {
	c.y += rowHeight
	x := pad
	for _, k := range keys {
		if k.class == "" {
			c.line("c s0", x, c.y-8.5, x+20, c.y-8.5)
		} else {
			c.rect(k.class, x, c.y-14, x+20, c.y-4, "")
		}
		c.text("n", "start", x+26, c.y-4, k.word)
		x += 26 + textWidth(k.word, textSize) + 16
	}
}

// paragraph writes a text in as many rows as it needs, up to three.
func (c *canvas) paragraph(s string) {
	for _, line := range lines(s, width-2*pad, textSize, 3) {
		c.row("l", line)
	}
}

// missing tells how many values are left out, "" for none.
func missing(n int, what string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s left out, undefined or infinite: %d", what, n)
}
