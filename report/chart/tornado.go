package chart

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Tornado is how far each input of a scenario alone moves an output.
type Tornado struct {
	ID          string // of the element and the prefix of its parts' ids; "" is "tornado"
	Title       string
	Description string  // what the chart shows, in a sentence; the bars are added
	Unit        string  // of the output; "percent" is written %
	Base        float64 // the output with every input at its median
	Bars        []TornadoBar
}

// TornadoBar is one input.
type TornadoBar struct {
	Input     string
	Unit      string  // of the input's values; "" is of plain numbers
	AtLow     string  // the input's low value, as it is written at the bar's end: "60m"
	AtHigh    string  // its high value
	Low, High float64 // the output at those
}

// name is the input with its unit.
func (b TornadoBar) name() string {
	if b.Unit == "" {
		return b.Input
	}
	return b.Input + ", " + b.Unit
}

// moves is the length of the bar.
func (b TornadoBar) moves() float64 { return math.Abs(b.High - b.Low) }

// MaxBars is how many bars a tornado shows.
const MaxBars = 20

// WriteTornado writes the chart as an SVG element, the longest bar first, MaxBars of
// them at most. Inputs that move nothing have no bar but a line that names them. left
// is how many bars are left out, because an end is undefined, infinite or beyond 1e100;
// the chart names them too. It fails with ErrNoPoint if no bar is left, and on an ID
// that is none, or the writer's error.
func WriteTornado(w io.Writer, t Tornado) (left int, err error) {
	id, err := checkedID(t.ID, "tornado")
	if err != nil {
		return 0, err
	}
	bars, notes, left := t.kept()
	if len(bars) == 0 {
		return left, fmt.Errorf("chart: tornado %s: %w", id, ErrNoPoint)
	}
	e := noExtent()
	for _, b := range bars {
		e.add(b.Low)
		e.add(b.High)
	}
	if drawable(t.Base) {
		e.add(t.Base)
	}
	m := measureOf(e, t.Unit)
	c := &canvas{id: id, rules: valueRules}
	c.title(t.Title)
	c.keys(key{"m", "input at its low value"}, key{"r", "at its high value"})
	c.row("l", "all inputs at their medians: "+m.told(t.Base))
	t.draw(c, bars, e, m)
	for _, n := range notes {
		c.paragraph(n)
	}
	_, err = w.Write(c.element(t.Title, t.told(bars, m, notes), nil))
	return left, err
}

// kept are the bars to draw, notes on the others, and how many cannot be drawn.
func (t Tornado) kept() (bars []TornadoBar, notes []string, left int) {
	var lost, still []string
	for _, b := range t.Bars {
		switch {
		case !drawable(b.Low) || !drawable(b.High):
			lost = append(lost, b.Input)
		case b.Low == b.High:
			still = append(still, b.Input)
		default:
			bars = append(bars, b)
		}
	}
	slices.SortStableFunc(bars, func(a, b TornadoBar) int { return cmp.Compare(b.moves(), a.moves()) })
	if len(bars) > MaxBars {
		notes = append(notes, fmt.Sprintf("smaller bars: %d", len(bars)-MaxBars))
		bars = bars[:MaxBars]
	}
	if len(still) > 0 {
		notes = append(notes, "without effect: "+strings.Join(still, ", "))
	}
	if len(lost) > 0 {
		notes = append(notes, "left out, undefined or infinite: "+strings.Join(lost, ", "))
	}
	return bars, notes, len(lost)
}

// Each bar has a row for the input's name and one for itself, with the input's values
// beside its ends.
const (
	barHeight = 14.0
	endRoom   = 92.0 // the most that a value at an end takes
)

func (t Tornado) draw(c *canvas, bars []TornadoBar, e extent, m measure) {
	bars = slices.Clone(bars)
	var before, after float64 // room for the values at the ends
	for i := range bars {
		b := &bars[i]
		b.AtLow, b.AtHigh = shortened(b.AtLow, endRoom, tickSize), shortened(b.AtHigh, endRoom, tickSize)
		low, high := b.ends()
		before, after = max(before, textWidth(low, tickSize)), max(after, textWidth(high, tickSize))
	}
	e = e.by(m).widened(0)
	x := axis{from: pad + before + 6, to: width - pad - after - 6, low: e.low, high: e.high}
	x.linear(6, number, besides)
	top := c.y + 4
	bottom := c.y + float64(float64(len(bars))*(rowHeight+barHeight+6)) + 4
	for _, k := range x.ticks {
		c.line("g", x.at(k.value), top, x.at(k.value), bottom)
	}
	c.line("g", x.from, top, x.to, top)
	for _, b := range bars {
		c.row("n", b.name())
		t.bar(c, b, x, m)
	}
	c.y = bottom
	c.axes(x, axis{from: bottom}, m.name)
}

// ends are what stands at the left and at the right end of the bar.
func (b TornadoBar) ends() (left, right string) {
	if b.Low < b.High {
		return b.AtLow, b.AtHigh
	}
	return b.AtHigh, b.AtLow
}

// bar draws one bar: of two pieces, which meet where all inputs are at their medians,
// or half-way where that is not between the ends.
func (t Tornado) bar(c *canvas, b TornadoBar, x axis, m measure) {
	low, high, base := x.at(b.Low/m.size), x.at(b.High/m.size), x.at(t.Base/m.size)
	y := c.y + barHeight
	between := drawable(t.Base) && (low <= base) == (base <= high)
	meet := base
	if !between {
		meet = (low + high) / 2
	}
	c.rect("m", low, c.y, meet, y, b.AtLow+": "+m.told(b.Low))
	c.rect("r", meet, c.y, high, y, b.AtHigh+": "+m.told(b.High))
	if between {
		c.line("a", base, c.y-2, base, y+2)
	}
	left, right := b.ends()
	c.text("k", "end", min(low, high)-4, y-2.5, left)
	c.text("k", "start", max(low, high)+4, y-2.5, right)
	c.y = y + 6
}

func (t Tornado) told(bars []TornadoBar, m measure, notes []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s All inputs at their medians: %s.", t.Description, m.told(t.Base))
	for _, x := range bars {
		fmt.Fprintf(&b, " %s: %s at %s, %s at %s.", x.name(), m.told(x.Low), x.AtLow, m.told(x.High), x.AtHigh)
	}
	for _, n := range notes {
		b.WriteString(" " + n + ".")
	}
	return b.String()
}
