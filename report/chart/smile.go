package chart

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Smile is the volatilities of one or more expiries by strike, or by
// log-moneyness, with the line of a fitted smile.
type Smile struct {
	ID          string // of the element and the prefix of its parts' ids; "" is "smile"
	Title       string
	Description string // what the chart shows, in a sentence; the series are added
	Moneyness   bool   // X is ln(strike / forward); else the strike
	Series      []SmileSeries
	Words       Words
}

// SmileSeries is one expiry: the near one first.
type SmileSeries struct {
	Name    string // "20 March 2026, 23 days"
	Forward float64
	Points  []Point // by X
	Curve   []Point // of the fitted smile, by X; only X and SigmaAnnual count
}

// ErrNoPoint means that a chart has nothing to draw.
var ErrNoPoint = errors.New("no point with a place and a volatility that are numbers within a market's range")

// WriteSmile writes the chart as an SVG element. left is how many of the points
// are left out, because they are no numbers or none that a market has; the chart
// says so too. It fails with ErrNoPoint if no point is left, and on more than
// MaxSeries series, an ID that is none, or the writer's error.
func WriteSmile(w io.Writer, s Smile) (left int, err error) {
	id, err := checkedID(s.ID, "smile")
	if err != nil {
		return 0, err
	}
	if err := checkedSeries(len(s.Series)); err != nil {
		return 0, err
	}
	s, left = s.kept()
	if !slices.ContainsFunc(s.Series, func(t SmileSeries) bool { return len(t.Points) > 0 }) {
		return left, fmt.Errorf("chart: smile %s: %w", id, ErrNoPoint)
	}
	words := s.Words.orEnglish("bar: bid to ask · line: fitted smile")
	c := &canvas{id: id}
	c.title(s.Title)
	names, counts := make([]string, len(s.Series)), make([]int, len(s.Series))
	curves := false
	for i, t := range s.Series {
		names[i], counts[i] = t.Name, len(t.Points)
		curves = curves || len(t.Curve) > 1
	}
	c.legend(names, curves)
	c.row("l", words.Volatility)
	s.draw(c, words)
	c.row("l", words.Note)
	if left > 0 {
		c.row("l", fmt.Sprintf("%s: %d", words.LeftOut, left))
	}
	_, err = w.Write(c.element(s.Title, s.told(words, left), counts))
	return left, err
}

// place is what X can be.
func (s Smile) place() func(float64) bool {
	if s.Moneyness {
		return plausibleMoneyness
	}
	return plausiblePlace
}

// kept is the chart without what cannot be drawn; points of a curve do not count.
func (s Smile) kept() (Smile, int) {
	total := 0
	s.Series = slices.Clone(s.Series)
	for i := range s.Series {
		t := &s.Series[i]
		var left int
		t.Points, left = kept(t.Points, s.place())
		t.Curve, _ = kept(t.Curve, s.place())
		total += left
		if !plausiblePlace(t.Forward) {
			t.Forward = 0
		}
	}
	return s, total
}

func (s Smile) draw(c *canvas, words Words) {
	xs, ys := s.extents()
	forwards := s.forwards()
	flags := c.y
	c.y += float64(rowHeight * float64(len(forwards)))
	top := c.y + 6
	y := volatilityAxis(ys, top+plotHeight, top)
	x := axis{from: leftOf(y), to: width - 2*pad}
	xs = xs.widened(0.03)
	x.low, x.high = xs.low, xs.high
	x.linear(7, number, besides)
	name := words.Strike
	if s.Moneyness {
		name = words.Moneyness
	}
	for row, f := range forwards {
		c.line(fmt.Sprintf("f s%d", max(f.series, 0)), x.at(f.x), top-4, x.at(f.x), y.from)
		label := words.Forward
		if f.series >= 0 {
			label += " " + significant(f.x)
		}
		c.flag(f.series, x.at(f.x), flags+float64(rowHeight*float64(row+1))-4, label)
	}
	c.axes(x, y, name)
	for i, t := range s.Series {
		t.draw(c, i, x, y)
	}
}

// leftOf is where a plot begins, right of the vertical axis's labels.
func leftOf(y axis) float64 {
	widest := 0.0
	for _, t := range y.ticks {
		widest = max(widest, textWidth(t.label, tickSize))
	}
	return pad + widest + 7
}

// extents are what the axes must hold: every point and forward, and of the bars
// and curves what lies near.
func (s Smile) extents() (xs, ys extent) {
	xs, ys = noExtent(), noExtent()
	for _, t := range s.Series {
		for _, p := range t.Points {
			xs.add(p.X)
			ys.add(p.SigmaAnnual)
		}
	}
	for _, f := range s.forwards() {
		xs.add(f.x)
	}
	room := ys.widened(0.3)
	for _, t := range s.Series {
		for _, p := range t.Points {
			addBar(&ys, room, p)
		}
		for _, p := range t.Curve {
			ys.add(min(max(p.SigmaAnnual, room.low), room.high))
		}
	}
	return xs, ys
}

// addBar adds a bar as far as it lies within the room.
func addBar(ys *extent, room extent, p Point) {
	if p.hasBar() {
		ys.add(max(p.Low, room.low))
		ys.add(min(p.High, room.high))
	}
}

// forwardMark is where a series' forward stands; series −1 is all of them.
type forwardMark struct {
	series int
	x      float64
}

// forwards are the series' forwards; in moneyness there is one, at 0.
func (s Smile) forwards() []forwardMark {
	if s.Moneyness {
		return []forwardMark{{-1, 0}}
	}
	var fs []forwardMark
	for i, t := range s.Series {
		if t.Forward > 0 && len(t.Points) > 0 {
			fs = append(fs, forwardMark{i, t.Forward})
		}
	}
	return fs
}

func (t SmileSeries) draw(c *canvas, series int, x, y axis) {
	var curve [][2]float64
	for _, p := range t.Curve {
		if p.X >= x.low && p.X <= x.high {
			curve = append(curve, [2]float64{x.at(p.X), y.inside(p.SigmaAnnual)})
		}
	}
	c.path(fmt.Sprintf("c s%d", series), curve)
	drawPoints(c, series, t.Points, x, y, significant)
}

// drawPoints draws the bars and then, above them, the markers.
func drawPoints(c *canvas, series int, points []Point, x, y axis, place func(float64) string) {
	for _, p := range points {
		if p.hasBar() {
			c.line(fmt.Sprintf("b s%d", series), x.at(p.X), y.inside(p.Low), x.at(p.X), y.inside(p.High))
		}
	}
	for _, p := range points {
		c.mark(series, x.at(p.X), y.at(p.SigmaAnnual), p.told(place(p.X)))
	}
}

// told is the description: what the caller says, and each series in numbers.
func (s Smile) told(words Words, left int) string {
	var b strings.Builder
	b.WriteString(s.Description)
	for _, t := range s.Series {
		if len(t.Points) == 0 {
			continue
		}
		first, last := t.Points[0], t.Points[len(t.Points)-1]
		fmt.Fprintf(&b, " %s: %s … %s", t.Name, first.told(significant(first.X)), last.told(significant(last.X)))
		if t.Forward > 0 {
			fmt.Fprintf(&b, "; %s %s", words.Forward, significant(t.Forward))
		}
		b.WriteString(".")
	}
	if left > 0 {
		fmt.Fprintf(&b, " %s: %d.", words.LeftOut, left)
	}
	return b.String()
}
