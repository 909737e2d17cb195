package chart

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Fan is how an output of a scenario is distributed, step by step.
type Fan struct {
	ID          string // of the element and the prefix of its parts' ids; "" is "fan"
	Title       string
	Description string // what the chart shows, in a sentence; the steps are added
	Unit        string // "USD/year"; "percent" is written %
	StepName    string // what a step is: "year"
	Chance      bool   // the medians are the chances of a condition, which has no bands
	Steps       []FanStep
}

// FanStep is one step.
type FanStep struct {
	Label string // "2026", "2026Q1"
	Quantiles
}

// WriteFan writes the chart as an SVG element. left is how many quantiles are left
// out, because they are no numbers or beyond 1e100; the chart says so too. It fails
// with ErrNoPoint if no median is left, and on an ID that is none, or the writer's
// error.
func WriteFan(w io.Writer, f Fan) (left int, err error) {
	id, err := checkedID(f.ID, "fan")
	if err != nil {
		return 0, err
	}
	if !slices.ContainsFunc(f.Steps, func(s FanStep) bool { return drawable(s.Median) }) {
		return 0, fmt.Errorf("chart: fan %s: %w", id, ErrNoPoint)
	}
	e, left := f.extent()
	m := measureOf(e, f.Unit)
	c := &canvas{id: id, rules: valueRules}
	c.title(f.Title)
	if f.Chance {
		c.keys(key{"", "chance"})
	} else {
		c.keys(key{"", "median"}, key{"m", inner}, key{"w", outer})
	}
	if m.name != "" {
		c.row("l", m.name)
	}
	f.draw(c, e, m)
	if s := missing(left, "quantiles"); s != "" {
		c.row("l", s)
	}
	_, err = w.Write(c.element(f.Title, f.told(m, left), []int{len(f.Steps)}))
	return left, err
}

// levels are the quantiles of a step that are to be drawn.
func (f Fan) levels(s FanStep) []float64 {
	if f.Chance {
		return []float64{s.Median}
	}
	all := s.list()
	return all[:]
}

// extent is the range of all quantiles that can be drawn, and how many cannot.
func (f Fan) extent() (e extent, left int) {
	e = noExtent()
	for _, s := range f.Steps {
		for _, x := range f.levels(s) {
			if drawable(x) {
				e.add(x)
			} else {
				left++
			}
		}
	}
	return e, left
}

func (f Fan) draw(c *canvas, e extent, m measure) {
	top := c.y + 6
	y := risingAxis(e.by(m), top+plotHeight, top)
	x := axis{from: leftOf(y), to: width - 2*pad, low: -stepMargin, high: float64(len(f.Steps)-1) + stepMargin}
	f.label(&x)
	c.axes(x, y, f.StepName)
	if y.low < 0 && y.high > 0 {
		c.line("a", x.from, y.at(0), x.to, y.at(0))
	}
	at := func(i int, v float64) [2]float64 { return [2]float64{x.at(float64(i)), y.at(v / m.size)} }
	if !f.Chance {
		f.band(c, "w", x, at, func(s FanStep) (float64, float64) { return s.P5, s.P95 })
		f.band(c, "m", x, at, func(s FanStep) (float64, float64) { return s.P25, s.P75 })
	}
	medians := func(s FanStep) (float64, float64) { return s.Median, s.Median }
	for from, to := range f.runs(medians) {
		var line [][2]float64
		for i := from; i < to; i++ {
			line = append(line, at(i, f.Steps[i].Median))
		}
		c.path("c s0", line)
	}
	for i, s := range f.Steps {
		if drawable(s.Median) {
			p := at(i, s.Median)
			c.mark(0, p[0], p[1], f.step(s, m))
		}
	}
}

// stepMargin is the room beside the first and the last step, and half the width of
// a band of one step, in steps.
const stepMargin = 0.25

// runs are the stretches of steps in which both ends of a band can be drawn.
func (f Fan) runs(ends func(FanStep) (low, high float64)) func(yield func(from, to int) bool) {
	good := func(i int) bool {
		low, high := ends(f.Steps[i])
		return drawable(low) && drawable(high)
	}
	return func(yield func(from, to int) bool) {
		for from := 0; from < len(f.Steps); from++ {
			to := from
			for to < len(f.Steps) && good(to) {
				to++
			}
			if to > from && !yield(from, to) {
				return
			}
			from = to
		}
	}
}

// band draws the areas between two quantiles. One of a single step is as wide as
// the margin.
func (f Fan) band(c *canvas, class string, x axis, at func(int, float64) [2]float64, ends func(FanStep) (low, high float64)) {
	for from, to := range f.runs(ends) {
		var lower, upper [][2]float64
		for i := from; i < to; i++ {
			low, high := ends(f.Steps[i])
			lower, upper = append(lower, at(i, low)), append(upper, at(i, high))
		}
		if to-from == 1 {
			half := float64((x.at(1) - x.at(0)) * stepMargin)
			c.rect(class, lower[0][0]-half, lower[0][1], lower[0][0]+half, upper[0][1], "")
			continue
		}
		slices.Reverse(upper)
		c.path(class, append(lower, upper...))
	}
}

// label sets the ticks of the steps: all, or every second, fourth … that keep apart;
// whole years where steps are quarters.
func (f Fan) label(x *axis) {
	for _, every := range []int{1, 2, 4, 8, 12, 20, 40, 80, 200, 400} {
		x.ticks = nil
		for i := 0; i < len(f.Steps); i += every {
			x.ticks = append(x.ticks, tick{float64(i), shortened(f.Steps[i].Label, 80, tickSize)})
		}
		if x.ticks = x.fitting(x.ticks); besides(*x) {
			return
		}
	}
	x.ticks = nil
}

// step is a step in words.
func (f Fan) step(s FanStep, m measure) string {
	if f.Chance {
		return s.Label + ": " + m.told(s.Median)
	}
	return s.Label + ": " + s.inWords(m)
}

func (f Fan) told(m measure, left int) string {
	var b strings.Builder
	b.WriteString(f.Description)
	for _, s := range f.Steps {
		b.WriteString(" " + f.step(s, m) + ".")
	}
	if s := missing(left, "quantiles"); s != "" {
		b.WriteString(" " + s + ".")
	}
	return b.String()
}
