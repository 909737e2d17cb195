package chart

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Panels are figures by quarter or year, a panel a company, all of the same
// series, below one another.
type Panels struct {
	ID          string // of the element and the prefix of its parts' ids; "" is "panels"
	Title       string
	Description string // what the chart shows, in a sentence; the figures are added
	Note        string // below the panels; "" is none
	Series      []PanelSeries
	Panels      []Panel
}

// PanelSeries is what one series shows in every panel.
type PanelSeries struct {
	Name string
	Form Form
}

// Form is how a series is drawn.
type Form int

// The forms. Amounts share one axis; shares have a strip of their own below it.
const (
	Line  Form = iota // an amount
	Bar               // an amount, from zero
	Share             // a fraction, as a line in percent
)

// Panel is one company.
type Panel struct {
	Name   string
	Unit   string // of the amounts: "USD"
	Labels []string
	Values [][]Value // by series, then as the labels; what is not there is absent
}

// Value is an amount in whole units or a fraction, with a range about it. Low and
// High are equal for a value without one.
type Value struct{ At, Low, High float64 }

// Absent is the value of what is not known.
func Absent() Value { return Value{At: math.NaN()} }

// MaxPanels is how many panels stand in one chart.
const MaxPanels = 16

// Beyond these a value is left out: a thousand times what the world earns in a
// year, and a hundred times what was spent.
const maxAmount, maxShare = 1e17, 100

// The heights of a panel's plot and of its strip of shares, and what lies between.
const panelHeight, stripHeight, stripGap = 112.0, 46.0, 17.0

// panelStyle draws bars lighter than the lines over them.
const panelStyle = "#$ .p{fill:var(--s);stroke:none;opacity:.4}\n"

// WritePanels writes the chart as an SVG element. left counts the values that were
// left out because no company has such; what is absent is only a gap. The error
// is that of the writer, or ErrNoPoint where no panel has a value.
func WritePanels(w io.Writer, p Panels) (left int, err error) {
	id, err := checkedID(p.ID, "panels")
	if err != nil {
		return 0, err
	}
	if err := checkedSeries(len(p.Series)); err != nil {
		return 0, err
	}
	if len(p.Panels) > MaxPanels {
		return 0, fmt.Errorf("chart: %d panels: at most %d stand in one chart", len(p.Panels), MaxPanels)
	}
	p, left = p.kept()
	most := p.counts()
	if len(most) == 0 || slices.Max(most) == 0 {
		return left, fmt.Errorf("chart: panels %s: %w", id, ErrNoPoint)
	}
	c := &canvas{id: id, rules: panelStyle}
	c.title(p.Title)
	p.legend(c)
	p.draw(c)
	if p.Note != "" {
		c.y += 4
		for _, line := range lines(p.Note, width-2*pad, textSize, 4) {
			c.row("l", line)
		}
	}
	if left > 0 {
		c.row("l", fmt.Sprintf("values left out: %d", left))
	}
	_, err = w.Write(c.element(p.Title, p.told(left), most))
	return left, err
}

// kept has a value, present or absent, for every series and label.
func (p Panels) kept() (Panels, int) {
	left := 0
	p.Panels = slices.Clone(p.Panels)
	for i := range p.Panels {
		panel := &p.Panels[i]
		values := make([][]Value, len(p.Series))
		for s := range values {
			values[s] = make([]Value, len(panel.Labels))
			for k := range values[s] {
				v := Absent()
				if s < len(panel.Values) && k < len(panel.Values[s]) {
					v = panel.Values[s][k]
				}
				if v.present() && !v.usable(p.Series[s].Form) {
					v, left = Absent(), left+1
				}
				values[s][k] = v
			}
		}
		panel.Values = values
	}
	return p, left
}

func (v Value) present() bool { return !math.IsNaN(v.At) }

// usable reports whether a value can be drawn; a range that cannot is dropped.
func (v *Value) usable(f Form) bool {
	most := maxAmount
	if f == Share {
		most = maxShare
	}
	if math.Abs(v.At) > most {
		return false
	}
	if !(v.Low <= v.At && v.At <= v.High && v.Low >= -most && v.High <= most) {
		v.Low, v.High = v.At, v.At
	}
	return true
}

// counts are how many values each series has in the panel with most of them.
func (p Panels) counts() []int {
	most := make([]int, len(p.Series))
	for _, panel := range p.Panels {
		for s, values := range panel.Values {
			n := 0
			for _, v := range values {
				if v.present() {
					n++
				}
			}
			most[s] = max(most[s], n)
		}
	}
	return most
}

// legend names each series beside how it is drawn.
func (p Panels) legend(c *canvas) {
	for i, s := range p.Series {
		c.y += rowHeight
		y := c.y - 8.5
		if s.Form == Bar {
			c.rect(fmt.Sprintf("p s%d", i), pad, y-4.5, pad+30, y+4.5, "")
		} else {
			c.line(fmt.Sprintf("c s%d", i), pad, y, pad+30, y)
			c.mark(i, pad+15, y, "")
		}
		c.text("n", "start", pad+38, c.y-4, shortened(s.Name, width-2*pad-38, textSize))
	}
}

// draw draws the panels with their plots in one line.
func (p Panels) draw(c *canvas) {
	views := make([]panelView, len(p.Panels))
	from := 0.0
	for i := range p.Panels {
		views[i] = p.view(&p.Panels[i])
		from = max(from, leftOf(views[i].amounts), leftOf(views[i].shares))
	}
	for i := range views {
		views[i].draw(c, from)
	}
}

// told is the description: what the caller says, and every figure.
func (p Panels) told(left int) string {
	var b strings.Builder
	b.WriteString(p.Description)
	for i := range p.Panels {
		v := p.view(&p.Panels[i])
		fmt.Fprintf(&b, " %s:", v.heading())
		for k, label := range v.panel.Labels {
			said := []string{}
			for s := range p.Series {
				if x := v.panel.Values[s][k]; x.present() {
					said = append(said, p.Series[s].Name+" "+v.figure(s, x))
				}
			}
			if len(said) > 0 {
				fmt.Fprintf(&b, " %s: %s;", label, strings.Join(said, ", "))
			}
		}
	}
	if left > 0 {
		fmt.Fprintf(&b, " Values left out: %d.", left)
	}
	return b.String()
}
