package chart

import (
	"fmt"
	"math"
	"strings"
)

// panelView is a panel with its axes; those without a value have no ticks.
type panelView struct {
	panel           *Panel
	series          []PanelSeries
	scale           amountScale
	amounts, shares axis
}

// amountScale is in what amounts are written.
type amountScale struct {
	by   float64
	word string
}

var amountScales = []amountScale{{1e12, "tn"}, {1e9, "bn"}, {1e6, "m"}, {1e3, "k"}, {1, ""}}

// scaleFor is the largest scale in which the largest amount is not below 1.
func scaleFor(largest float64) amountScale {
	for _, s := range amountScales {
		if largest >= s.by {
			return s
		}
	}
	return amountScales[len(amountScales)-1]
}

func (p Panels) view(panel *Panel) panelView {
	v := panelView{panel: panel, series: p.Series, scale: amountScale{by: 1}}
	amounts, shares := p.extent(panel, false), p.extent(panel, true)
	if amounts.low <= amounts.high {
		v.scale = scaleFor(max(-amounts.low, amounts.high))
		v.amounts = zeroAxis(extent{amounts.low / v.scale.by, amounts.high / v.scale.by}, 4, number)
	}
	if shares.low <= shares.high {
		v.shares = zeroAxis(shares, 2, func(x float64, digits int) string { return number(100*x, max(digits-2, 0)) + "\u00a0%" })
	}
	return v
}

// extent is what the axis of the shares, or of the amounts, must hold: zero, every
// value, and of the ranges what lies near, so that a range that opens without
// measure does not make a line of all the rest.
func (p Panels) extent(panel *Panel, shares bool) extent {
	e := noExtent()
	all := func(do func(Value)) {
		for s, values := range panel.Values {
			for _, x := range values {
				if x.present() && (p.Series[s].Form == Share) == shares {
					do(x)
				}
			}
		}
	}
	all(func(x Value) { e.add(0); e.add(x.At) })
	room := e.widened(0.5)
	all(func(x Value) {
		e.add(max(x.Low, room.low))
		e.add(min(x.High, room.high))
	})
	return e
}

// zeroAxis is a vertical axis of whole steps, about as many as asked for, over an
// extent that holds zero. Its coordinates are set when it is placed.
func zeroAxis(e extent, steps float64, label func(float64, int) string) axis {
	if e.high-e.low < 1e-6 { // nothing but zeros, as far as anybody can see
		e = extent{0, 1}
	}
	step := niceStep((e.high - e.low) / steps)
	a := axis{low: math.Floor(e.low/step+1e-9) * step, high: math.Ceil(e.high/step-1e-9) * step}
	a.ticks = a.stepTicks(step, label)
	return a
}

// placed is the axis over some height below top.
func (a axis) placed(top, height float64) axis {
	a.from, a.to = top+height, top
	return a
}

// unit is what amounts are written in: "USD bn".
func (v *panelView) unit() string { return strings.TrimSpace(v.panel.Unit + " " + v.scale.word) }

// heading is the company with the unit.
func (v *panelView) heading() string {
	if v.unit() == "" {
		return v.panel.Name
	}
	return v.panel.Name + ", " + v.unit()
}

// figure is a value as it is written.
func (v *panelView) figure(series int, x Value) string {
	write := func(f float64) string {
		if v.series[series].Form == Share {
			return percent(f)
		}
		return significant(f / v.scale.by)
	}
	if x.Low < x.High {
		return fmt.Sprintf("%s (%s – %s)", write(x.At), write(x.Low), write(x.High))
	}
	return write(x.At)
}

// draw draws the panel below what stands, its plots from a coordinate to the
// right margin.
func (v *panelView) draw(c *canvas, from float64) {
	c.y += 6
	if len(v.amounts.ticks)+len(v.shares.ticks) == 0 {
		c.row("n", v.panel.Name+": no figures")
		return
	}
	c.row("n", v.heading())
	c.y += 6
	if len(v.amounts.ticks) > 0 {
		v.plot(c, from, v.amounts.placed(c.y, panelHeight), false)
		c.y += panelHeight
	}
	if len(v.shares.ticks) > 0 {
		c.y += stripGap
		v.plot(c, from, v.shares.placed(c.y, stripHeight), true)
		c.y += stripHeight
	}
	v.labels(c, from)
	for _, s := range v.series {
		if s.Form == Share && len(v.shares.ticks) == 0 {
			c.row("l", s.Name+": no figures")
		}
	}
}

// plot draws a grid and the series that are shares, or those that are not.
func (v *panelView) plot(c *canvas, from float64, y axis, shares bool) {
	for _, t := range y.ticks {
		at := y.at(t.value)
		c.line("g", from, at, width-2*pad, at)
		c.text("k", "end", from-7, at+4.2, t.label)
	}
	c.line("a", from, y.inside(0), width-2*pad, y.inside(0))
	by := v.scale.by
	if shares {
		by = 1
	}
	for _, bars := range []bool{true, false} { // bars lie behind lines
		for s := range v.series {
			if f := v.series[s].Form; (f == Share) == shares && (f == Bar) == bars {
				v.drawSeries(c, s, from, y, by)
			}
		}
	}
}

// drawSeries draws one series; by is what a unit of the axis is.
func (v *panelView) drawSeries(c *canvas, s int, from float64, y axis, by float64) {
	told := func(k int) string {
		said := fmt.Sprintf("%s, %s: %s", v.panel.Labels[k], v.series[s].Name, v.figure(s, v.panel.Values[s][k]))
		if v.series[s].Form != Share {
			said += " " + v.unit()
		}
		return said
	}
	var line [][2]float64
	flush := func() {
		c.path(fmt.Sprintf("c s%d", s), line)
		line = nil
	}
	for k, x := range v.panel.Values[s] {
		if !x.present() {
			flush()
			continue
		}
		at, height := v.column(from, k), y.inside(x.At/by)
		switch {
		case v.series[s].Form == Bar:
			wide, zero := min(0.6*v.band(from), 24), y.inside(0)
			half := float64(wide / 2)
			c.rect(fmt.Sprintf("p s%d", s), at-half, height, at+half, zero, told(k))
			continue
		case x.Low < x.High:
			c.line(fmt.Sprintf("b s%d", s), at, y.inside(x.Low/by), at, y.inside(x.High/by))
		}
		line = append(line, [2]float64{at, height})
	}
	flush()
	for k, x := range v.panel.Values[s] {
		if x.present() && v.series[s].Form != Bar {
			c.mark(s, v.column(from, k), y.inside(x.At/by), told(k))
		}
	}
}

// band is the width of a label's column, column the middle of the kth.
func (v *panelView) band(from float64) float64 {
	return (width - 2*pad - from) / float64(len(v.panel.Labels))
}

func (v *panelView) column(from float64, k int) float64 {
	return from + float64((float64(k)+0.5)*v.band(from))
}

// labels writes below the plots every label, or every second or third, so that
// they keep apart; the last, which is the latest, is always there.
func (v *panelView) labels(c *canvas, from float64) {
	c.y += rowHeight + 1
	for every := 1; every <= len(v.panel.Labels); every++ {
		texts, ok := v.spaced(from, every)
		if !ok {
			continue
		}
		for _, t := range texts {
			c.text("k", "middle", t.at, c.y-2, t.text)
		}
		return
	}
}

// spacedLabel is a label about its middle.
type spacedLabel struct {
	at   float64
	text string
}

// spaced are every so many of the labels, from the last back; ok is false where
// they do not keep apart.
func (v *panelView) spaced(from float64, every int) (out []spacedLabel, ok bool) {
	const longest, apart = 90, 9
	limit := width - pad
	for k := len(v.panel.Labels) - 1; k >= 0; k -= every {
		s := shortened(v.panel.Labels[k], longest, tickSize)
		half := float64(textWidth(s, tickSize) / 2)
		at := min(max(v.column(from, k), pad+half), width-pad-half)
		if at+half > limit {
			return nil, false
		}
		out = append(out, spacedLabel{at, s})
		limit = at - half - apart
	}
	return out, true
}
