package chart

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Histogram is how an output of a scenario that has no steps is distributed.
type Histogram struct {
	ID          string // of the element and the prefix of its parts' ids; "" is "histogram"
	Title       string
	Description string // what the chart shows, in a sentence; the quantiles are added
	Unit        string // "USD"; "percent" is written %
	Values      []float64
	Quantiles   // of all values, the infinite ones too
}

// WriteHistogram writes the chart as an SVG element: bars from the 1st to the 99th
// percentile, even ones or, where the 5th and the 95th lie more than fortyfold apart, of
// even ratios; a bar for each value where these are few. Above them stand the quantiles. left is how many
// values are left out, because they are undefined, infinite or beyond 1e100; the chart
// says so too. It fails with ErrNoPoint if no value is left, and on an ID that is none,
// or the writer's error.
func WriteHistogram(w io.Writer, h Histogram) (left int, err error) {
	id, err := checkedID(h.ID, "histogram")
	if err != nil {
		return 0, err
	}
	values := make([]float64, 0, len(h.Values))
	for _, x := range h.Values {
		switch {
		case math.Abs(x) <= 1/maxValue:
			values = append(values, 0)
		case drawable(x):
			values = append(values, x)
		}
	}
	left = len(h.Values) - len(values)
	if len(values) == 0 {
		return left, fmt.Errorf("chart: histogram %s: %w", id, ErrNoPoint)
	}
	slices.Sort(values)
	b := binned(values)
	m := measureOf(b.extent, h.Unit)
	c := &canvas{id: id, rules: valueRules}
	c.title(h.Title)
	told := h.inWords(m)
	c.paragraph(told)
	h.draw(c, b, m)
	notes := b.notes(len(h.Values))
	notes = append(notes, h.absent()...)
	for _, n := range notes {
		c.row("l", n)
	}
	_, err = w.Write(c.element(h.Title, h.Description+" "+strings.Join(append([]string{told}, notes...), "; ")+".", nil))
	return left, err
}

// bar is a stretch of values, and how many lie in it.
type bar struct {
	from, to float64
	count    int
}

// bins are the bars of a histogram.
type bins struct {
	extent // of the axis
	bars   []bar
	log    bool // bars are of even ratios
	beyond int  // values outside of the bars
}

// fewValues is up to how many different values each has a bar of its own.
const fewValues = 24

// binned makes the bars of sorted values.
func binned(values []float64) bins {
	if b, ok := single(values); ok {
		return b
	}
	rank := func(p float64) float64 { return values[int(math.Round(p*float64(len(values)-1)))] }
	low, high := rank(0.01), rank(0.99)
	if low == high { // nearly all are one value
		low, high = values[0], values[len(values)-1]
	}
	b := bins{log: low > 0 && rank(0.95)/rank(0.05) > 40} // uniform ones from 0 lie 19 apart, exponential ones 58
	if b.log {
		low = max(low, high*1e-9) // as far as labels have digits
	}
	edges := b.edges(low, high, len(values))
	for i, from := range edges[:len(edges)-1] {
		b.bars = append(b.bars, bar{from: from, to: edges[i+1]})
	}
	b.extent = extent{edges[0], edges[len(edges)-1]}
	at := 0
	for _, x := range values {
		if x < low || x > high {
			b.beyond++
			continue
		}
		for at < len(b.bars)-1 && x >= b.bars[at].to {
			at++
		}
		b.bars[at].count++
	}
	return b
}

// single has a bar for each value; ok is false where there are too many, two too near
// each other, or hardly one that occurs twice.
func single(values []float64) (b bins, ok bool) {
	for i, x := range values {
		if i > 0 && x == values[i-1] {
			b.bars[len(b.bars)-1].count++
			continue
		}
		if len(b.bars) == fewValues {
			return bins{}, false
		}
		b.bars = append(b.bars, bar{x, x, 1})
	}
	if n := len(b.bars); n > 1 && len(values) < 2*n {
		return bins{}, false
	}
	first, last := b.bars[0].from, b.bars[len(b.bars)-1].from
	gap := math.Inf(1)
	for i := 1; i < len(b.bars); i++ {
		gap = min(gap, b.bars[i].from-b.bars[i-1].from)
	}
	if len(b.bars) == 1 {
		gap = max(math.Abs(first)/2, 1/maxValue)
	}
	if gap < (last-first)/200 { // too narrow to be seen
		return bins{}, false
	}
	for i := range b.bars {
		b.bars[i].from -= float64(0.4 * gap)
		b.bars[i].to += float64(0.4 * gap)
	}
	b.extent = extent{first - gap, last + gap}
	return b, true
}

// edges are the ends of the bars: about twice the cube root of the number of values
// (Rice's rule), but 30 at most.
func (b bins) edges(low, high float64, n int) []float64 {
	bars := min(max(math.Ceil(float64(2*math.Cbrt(float64(n)))-1e-9), 4), 30)
	var out []float64
	if b.log {
		for i := 0.0; i <= bars; i++ {
			out = append(out, low*math.Pow(high/low, i/bars))
		}
		return out
	}
	if size := max(math.Abs(low), math.Abs(high)); high-low <= 1e-9*size { // hardly any digits to tell them apart
		return []float64{low - size/100, high + size/100}
	}
	step := niceStep((high - low) / bars)
	first := math.Floor(low/step + 1e-9)
	for i := first; len(out) < 2 || out[len(out)-1] < high-float64(1e-9*step) && len(out) < 100; i++ {
		out = append(out, i*step)
	}
	return out
}

func (b bins) notes(n int) []string {
	var out []string
	if b.log {
		out = append(out, "logarithmic axis")
	}
	if b.beyond > 0 {
		out = append(out, percent(float64(b.beyond)/float64(n))+" of samples beyond the ends")
	}
	return out
}

func (h Histogram) draw(c *canvas, b bins, m measure) {
	most := 0
	for _, x := range b.bars {
		most = max(most, x.count)
	}
	share := func(n int) float64 { return float64(n) / float64(len(h.Values)) }
	c.row("l", "share of samples")
	strip := c.y + 12
	top := strip + 14
	y := volatilityAxis(extent{0, share(most)}, top+plotHeight, top)
	e := b.by(m)
	x := axis{from: leftOf(y), to: width - 2*pad, low: e.low, high: e.high, log: b.log}
	if b.log {
		x.logarithmic(number, besides)
	} else {
		x.linear(7, number, besides)
	}
	c.axes(x, y, m.name)
	for _, r := range b.bars {
		c.rect("r", x.inside(r.from/m.size), y.at(0), x.inside(r.to/m.size), y.at(share(r.count)), percent(share(r.count)))
	}
	h.strip(c, strip, x, m)
}

// absent tells of the values that have no bar.
func (h Histogram) absent() []string {
	undefined, infinite, large := 0, 0, 0
	for _, x := range h.Values {
		switch {
		case x != x:
			undefined++
		case math.IsInf(x, 0):
			infinite++
		case !drawable(x):
			large++
		}
	}
	var out []string
	for _, k := range []struct {
		n    int
		what string
	}{{infinite, "infinite"}, {undefined, "undefined"}, {large, "beyond 1e100"}} {
		if k.n > 0 {
			out = append(out, fmt.Sprintf("%s in %s of samples, which no bar shows", k.what, percent(float64(k.n)/float64(len(h.Values)))))
		}
	}
	return out
}

// strip draws the quantiles in a row above the bars.
func (h Histogram) strip(c *canvas, y float64, x axis, m measure) {
	at := func(v float64) float64 { return x.inside(v / m.size) }
	if drawable(h.P5) && drawable(h.P95) {
		c.rect("w", at(h.P5), y-7, at(h.P95), y+7, outer)
	}
	if drawable(h.P25) && drawable(h.P75) {
		c.rect("m", at(h.P25), y-7, at(h.P75), y+7, inner)
	}
	if drawable(h.Median) {
		c.line("c s0", at(h.Median), y-9, at(h.Median), y+9)
	}
}
