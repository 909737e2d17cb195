package chart

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// TermStructure is the at-the-money volatility of each expiry, of one asset or
// of some beside each other.
type TermStructure struct {
	ID          string // of the element and the prefix of its parts' ids; "" is "term"
	Title       string
	Description string // what the chart shows, in a sentence; the series are added
	Log         bool   // days on a logarithmic axis
	Series      []TermSeries
	Words       Words
}

// TermSeries is one asset.
type TermSeries struct {
	Name   string
	Points []Point // X in days to the settlement, ascending
	// Constant is the volatility to a constant maturity, read off between the
	// expiries: X is 30 for thirty days. The zero value is none.
	Constant Point
}

// segments is how many straight pieces draw the line between two expiries.
const segments = 12

// WriteTermStructure writes the chart as an SVG element. Between expiries the
// line has total variance linear in time, so that a constant maturity made that
// way lies on it. left and err are as with WriteSmile.
func WriteTermStructure(w io.Writer, s TermStructure) (left int, err error) {
	id, err := checkedID(s.ID, "term")
	if err != nil {
		return 0, err
	}
	if err := checkedSeries(len(s.Series)); err != nil {
		return 0, err
	}
	s, left = s.kept()
	if !slices.ContainsFunc(s.Series, func(t TermSeries) bool { return len(t.Points) > 0 }) {
		return left, fmt.Errorf("chart: term structure %s: %w", id, ErrNoPoint)
	}
	words := s.Words.orEnglish("bar: bid to ask · line: total variance linear in time")
	c := &canvas{id: id}
	c.title(s.Title)
	names, counts := make([]string, len(s.Series)), make([]int, len(s.Series))
	for i, t := range s.Series {
		names[i], counts[i] = t.Name, len(t.Points)
	}
	c.legend(names, true)
	c.row("l", words.Volatility)
	s.draw(c, words)
	c.row("l", words.Note)
	if left > 0 {
		c.row("l", fmt.Sprintf("%s: %d", words.LeftOut, left))
	}
	_, err = w.Write(c.element(s.Title, s.told(words, left), counts))
	return left, err
}

func (s TermStructure) kept() (TermStructure, int) {
	total := 0
	s.Series = slices.Clone(s.Series)
	for i := range s.Series {
		t := &s.Series[i]
		var left int
		t.Points, left = kept(t.Points, plausiblePlace)
		total += left
		if t.Constant != (Point{}) && !t.Constant.usable(plausiblePlace) {
			t.Constant = Point{}
			total++
		}
	}
	return s, total
}

func (s TermStructure) draw(c *canvas, words Words) {
	constants := s.constants()
	flags := c.y
	c.y += float64(rowHeight * float64(len(constants)))
	top := c.y + 6
	xs, ys := s.extents()
	y := volatilityAxis(ys, top+plotHeight, top)
	x := s.daysAxis(xs, leftOf(y), width-2*pad)
	for row, i := range constants {
		p := s.Series[i].Constant
		c.line(fmt.Sprintf("f s%d", i), x.at(p.X), top-4, x.at(p.X), y.from)
		c.flag(i, x.at(p.X), flags+float64(rowHeight*float64(row+1))-4, significant(p.X)+" "+words.Day+": "+percent(p.SigmaAnnual))
	}
	c.axes(x, y, words.Days)
	for i, t := range s.Series {
		c.path(fmt.Sprintf("c s%d", i), t.curve(x, y))
		drawPoints(c, i, t.Points, x, y, significant)
	}
	for _, i := range constants {
		p := s.Series[i].Constant
		c.printf("<circle class=\"o s%d\" cx=\"%s\" cy=\"%s\" r=\"7\"><title>%s</title></circle>\n", i,
			coordinate(x.at(p.X)), coordinate(y.at(p.SigmaAnnual)), escaped(p.told(significant(p.X))))
	}
}

// constants are the series that have a constant maturity.
func (s TermStructure) constants() []int {
	var is []int
	for i, t := range s.Series {
		if t.Constant != (Point{}) {
			is = append(is, i)
		}
	}
	return is
}

func (s TermStructure) extents() (xs, ys extent) {
	xs, ys = noExtent(), noExtent()
	all := func(do func(Point)) {
		for _, t := range s.Series {
			for _, p := range t.Points {
				do(p)
			}
			if t.Constant != (Point{}) {
				do(t.Constant)
			}
		}
	}
	all(func(p Point) { xs.add(p.X); ys.add(p.SigmaAnnual) })
	room := ys.widened(0.3)
	all(func(p Point) { addBar(&ys, room, p) })
	return xs, ys
}

func (s TermStructure) daysAxis(xs extent, from, to float64) axis {
	a := axis{from: from, to: to, log: s.Log}
	if s.Log {
		margin := math.Pow(xs.high/xs.low, 0.04) * 1.02
		a.low, a.high = xs.low/margin, xs.high*margin
		a.logarithmic(number, besides)
		return a
	}
	a.high = xs.high * 1.04
	a.linear(7, number, besides)
	return a
}

// curve is the line through the expiries.
func (t TermSeries) curve(x, y axis) [][2]float64 {
	var xy [][2]float64
	for i, p := range t.Points {
		xy = append(xy, [2]float64{x.at(p.X), y.at(p.SigmaAnnual)})
		if i+1 == len(t.Points) {
			break
		}
		next := t.Points[i+1]
		for j := 1; j < segments; j++ {
			share := float64(j) / segments
			days := p.X + float64(share*(next.X-p.X))
			variance := float64((1-share)*p.SigmaAnnual*p.SigmaAnnual*p.X) + float64(share*next.SigmaAnnual*next.SigmaAnnual*next.X)
			xy = append(xy, [2]float64{x.at(days), y.inside(math.Sqrt(variance / days))})
		}
	}
	return xy
}

func (s TermStructure) told(words Words, left int) string {
	var b strings.Builder
	b.WriteString(s.Description)
	for _, t := range s.Series {
		fmt.Fprintf(&b, " %s (%s):", t.Name, words.Days)
		for i, p := range t.Points {
			if i > 0 {
				b.WriteString(";")
			}
			b.WriteString(" " + p.told(significant(p.X)))
		}
		b.WriteString(".")
	}
	if left > 0 {
		fmt.Fprintf(&b, " %s: %d.", words.LeftOut, left)
	}
	return b.String()
}
