package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// The layout, in units of the view box; at 390 pixels' width one is 0.89 of a
// pixel. Sizes of text are the largest that the style gives.
const (
	width, pad                    = 440.0, 8.0
	titleSize, textSize, tickSize = 15.0, 13.0, 12.5
	rowHeight, plotHeight         = 18.0, 210.0
)

// canvas collects the elements of one chart from top to bottom.
type canvas struct {
	id  string
	y   float64 // the bottom of what stands so far
	buf bytes.Buffer
	// style is what the chart needs beside the common style, with $ for the id.
	style string
}

// coordinate is written to a tenth of a unit.
func coordinate(x float64) string {
	s := strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func (c *canvas) printf(format string, args ...any) { fmt.Fprintf(&c.buf, format, args...) }

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.printf("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n", class, coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2))
}

// text writes a text whose baseline is at y; anchor is start, middle or end.
func (c *canvas) text(class, anchor string, x, y float64, s string) {
	c.printf("<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n", class, anchor, coordinate(x), coordinate(y), escaped(s))
}

// centred writes a text as near to being centred on x as the width allows.
func (c *canvas) centred(class string, x, y float64, s string, size float64) {
	s = shortened(s, width-2*pad, size)
	half := textWidth(s, size) / 2
	c.text(class, "middle", min(max(x, pad+half), width-pad-half), y, s)
}

// flag writes words about a series above the plot, near to x: its marker, then
// the text. A series below 0 has no marker.
func (c *canvas) flag(series int, x, y float64, s string) {
	if series < 0 {
		c.centred("n", x, y, s, textSize)
		return
	}
	const marker = 14
	s = shortened(s, width-2*pad-marker, textSize)
	whole := marker + textWidth(s, textSize)
	left := min(max(x-whole/2, pad), width-pad-whole)
	c.mark(series, left+marker/2-2, y-4.5, "")
	c.text("n", "start", left+marker, y, s)
}

// title writes the visible title, on two lines at most.
func (c *canvas) title(s string) {
	for _, line := range lines(s, width-2*pad, titleSize, 2) {
		c.y += 19
		c.text("h", "start", pad, c.y, line)
	}
	c.y += 4
}

// row is a line of text from the left; it gives its baseline.
func (c *canvas) row(class, s string) float64 {
	c.y += rowHeight
	c.text(class, "start", pad, c.y-4, shortened(s, width-2*pad, textSize))
	return c.y - 4
}

// legend writes a row with marker, line and name for each series.
func (c *canvas) legend(names []string, withLine bool) {
	for i, name := range names {
		c.y += rowHeight
		y := c.y - 8.5
		if withLine {
			c.line(fmt.Sprintf("c s%d", i), pad, y, pad+30, y)
		}
		c.mark(i, pad+15, y, "")
		c.text("n", "start", pad+38, c.y-4, shortened(name, width-2*pad-38, textSize))
	}
}

// mark writes a series' marker, with words for who points at it.
func (c *canvas) mark(series int, x, y float64, told string) {
	c.printf("<use class=\"s%d\" href=\"#%s-m%d\" x=\"%s\" y=\"%s\"", series, c.id, series, coordinate(x), coordinate(y))
	if told == "" {
		c.printf("/>\n")
		return
	}
	c.printf("><title>%s</title></use>\n", escaped(told))
}

// path writes a line through points in order.
func (c *canvas) path(class string, xy [][2]float64) {
	if len(xy) < 2 {
		return
	}
	c.printf("<path class=\"%s\" d=\"", class)
	for i, p := range xy {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		c.printf("%s%s %s", letter, coordinate(p[0]), coordinate(p[1]))
	}
	c.printf("\"/>\n")
}

// axes draws the grid, ticks and labels of a plot.
func (c *canvas) axes(x, y axis, xName string) {
	for _, t := range y.ticks {
		at := y.at(t.value)
		c.line("g", x.from, at, x.to, at)
		c.text("k", "end", x.from-7, at+4.2, t.label)
	}
	c.line("a", x.from, y.from, x.to, y.from)
	for _, t := range x.ticks {
		at := x.at(t.value)
		c.line("a", at, y.from, at, y.from+5)
		c.text("k", "middle", at, y.from+18, t.label)
	}
	c.y = y.from + 20
	c.y += rowHeight
	c.centred("l", (x.from+x.to)/2, c.y-3, xName, textSize)
}

// markers are the shapes of the series, about the origin.
var markers = [MaxSeries]string{
	`<circle r="3.2"/>`,
	`<path d="M0-4.6 4.6 0 0 4.6-4.6 0Z"/>`,
	`<path d="M-3.2-3.2h6.4v6.4h-6.4Z"/>`,
	`<path d="M0-4.4 4.4 3.4h-8.8Z"/>`,
}

// style has the id in place of $. Of the markers the first and third are filled,
// the others hollow.
const style = `
#${--paper:#fcfbf7;--ink:#1f1d1a;--soft:#5c574f;--rule:#d9d3c6;--s0:#1b5e9e;--s1:#9a4a00;--s2:#1d6b3c;--s3:#74409a;max-width:36rem;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif}
@media (prefers-color-scheme:dark){#${--paper:#171614;--ink:#e8e4db;--soft:#aca598;--rule:#3b3832;--s0:#8fbff5;--s1:#f0a860;--s2:#7fcb9a;--s3:#cfa5ec}}
@media print{#${--paper:#fff;--ink:#000;--soft:#333;--rule:#bbb;--s0:#000;--s1:#000;--s2:#000;--s3:#000}}
#$ .bg{fill:var(--paper)}
#$ text{fill:var(--ink);font-size:13px;font-variant-numeric:tabular-nums lining-nums}
#$ .h{font-size:15px;font-weight:600}
#$ .k{font-size:12.5px}
#$ .k,#$ .l{fill:var(--soft)}
#$ line,#$ path{fill:none;stroke-width:1}
#$ .g{stroke:var(--rule)}
#$ .a{stroke:var(--soft)}
#$ .f{stroke-dasharray:2 3}
#$ .o{fill:none;stroke-width:2}
#$ .b{stroke-width:1.4;opacity:.55}
#$ .c{stroke-width:1.8}
#$ .c.s1{stroke-dasharray:7 4}
#$ .c.s2{stroke-dasharray:2 3}
#$ .c.s3{stroke-dasharray:9 3 2 3}
#$ .s0{--s:var(--s0);stroke:var(--s0)}
#$ .s1{--s:var(--s1);stroke:var(--s1)}
#$ .s2{--s:var(--s2);stroke:var(--s2)}
#$ .s3{--s:var(--s3);stroke:var(--s3)}
#$ use{fill:var(--s);stroke-width:1.4}
#$ use.s1,#$ use.s3{fill:var(--paper)}
#$ defs path{fill:inherit;stroke-width:inherit}
@media (min-width:520px){#$ text,#$ .k{font-size:11px}#$ .h{font-size:13px}}
`

// markerScale makes the markers of many points small, so that they do not cover
// the bars and the line.
func markerScale(points int) string {
	return coordinate(min(max(40/float64(points+1), 0.4), 1))
}

// element is the whole SVG; points are how many each series has.
func (c *canvas) element(title, description string, points []int) []byte {
	var out bytes.Buffer
	height := coordinate(c.y + pad)
	fmt.Fprintf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\" role=\"img\" aria-labelledby=\"%[1]s-title %[1]s-desc\" viewBox=\"0 0 %s %s\" width=\"100%%\">\n",
		c.id, coordinate(width), height)
	fmt.Fprintf(&out, "<title id=\"%s-title\">%s</title>\n<desc id=\"%[1]s-desc\">%[3]s</desc>\n", c.id, escaped(title), escaped(description))
	fmt.Fprintf(&out, "<style>%s</style>\n<defs>", strings.ReplaceAll(style+c.style, "$", c.id))
	for i, n := range points {
		fmt.Fprintf(&out, "<g id=\"%s-m%d\" transform=\"scale(%s)\">%s</g>", c.id, i, markerScale(n), markers[i])
	}
	fmt.Fprintf(&out, "</defs>\n<rect class=\"bg\" width=\"%s\" height=\"%s\"/>\n", coordinate(width), height)
	out.Write(c.buf.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// escaped is a text for XML, its white space single.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(singleSpaced(s))) // a strings.Builder does not fail
	return b.String()
}

// singleSpaced joins the words of a text; a no-break space is not between words.
func singleSpaced(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r != '\u00a0' && r != '\u202f' && (unicode.IsSpace(r) || unicode.IsControl(r))
	}), " ")
}

// textWidth estimates a text's width, a little above that of the wider of the
// usual sans-serif fonts.
func textWidth(s string, size float64) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune("iljtfrI.,:;'|!()[]/ \u00a0·", r):
			em += 0.37
		case strings.ContainsRune("mwMW%—…", r):
			em += 0.98
		case unicode.IsUpper(r):
			em += 0.75
		case unicode.Is(unicode.Mn, r):
		case r >= 0x1100:
			em++ // Hangul, kana, ideographs and what may be as wide
		default:
			em += 0.64
		}
	}
	return em * size
}

// shortened is a text that fits into a width, cut with an ellipsis if need be.
func shortened(s string, room, size float64) string {
	s = singleSpaced(s)
	if textWidth(s, size) <= room {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && textWidth(string(runes)+"…", size) > room {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// lines breaks a text at its spaces into at most n lines.
func lines(s string, room, size float64, n int) []string {
	var out []string
	for s = singleSpaced(s); s != "" && len(out) < n-1 && textWidth(s, size) > room; {
		cut := len(s)
		for cut > 0 && textWidth(s[:cut], size) > room {
			cut = strings.LastIndexByte(s[:cut], ' ')
		}
		if cut <= 0 { // one long word: the last line cuts it
			break
		}
		out, s = append(out, s[:cut]), s[cut+1:]
	}
	if s != "" {
		out = append(out, shortened(s, room, size))
	}
	return out
}
