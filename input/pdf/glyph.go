package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// glyph is one character of a page as the engine tells it, y growing upwards.
type glyph struct {
	r        rune
	x0, x1   float64 // of its box
	y0, y1   float64
	ox, oy   float64 // where it stands on its base line
	angle    float64 // radians, against the clock
	unmapped bool    // r is a guess: the font does not say
	down     bool    // it stands in vertical writing
}

// Where words end, in parts of the letters' height.
const (
	wordGap  = 0.25 // the white that parts two words
	baseStep = 0.12 // the step of the base line that parts a raised mark from its word
)

// words makes words of a page's glyphs, in the order in which they came, and counts
// glyphs and those of no known character.
func words(glyphs []glyph) (out []word, all, unmapped int) {
	var run strings.Builder
	var w word
	markVertical(glyphs)
	space := false
	flush := func() {
		if run.Len() > 0 {
			w.Text = run.String()
			out = append(out, w)
		}
		run.Reset()
	}
	for _, g := range glyphs {
		r, known := g.reads()
		if r == ' ' {
			flush()
			space = true
			continue
		}
		all++
		if !known {
			unmapped++
		}
		next := g.placed()
		if run.Len() == 0 || !next.follows(w) {
			flush()
			w, w.Space = next, space
		} else {
			w.X[1] = max(w.X[1], next.X[1])
			w.Y[0], w.Y[2] = min(w.Y[0], next.Y[0]), max(w.Y[2], next.Y[2])
		}
		run.WriteRune(r)
		space = false
	}
	flush()
	return out, all, unmapped
}

// hyphenAtEnd is how PDFium marks a hyphen that ends a line.
const hyphenAtEnd = 2

// reads is the character that a glyph stands for, a space for all that shows nothing,
// and whether the font says so.
func (g glyph) reads() (r rune, known bool) {
	switch r = g.r; {
	case r == hyphenAtEnd:
		return '-', true
	case r == 0xF0B7 || r == 0xF0A7 || r == 0xF0D8 || r == 0xF076: // bullets of Symbol and Wingdings
		return '•', true
	case g.unmapped, r == 0, r == unicode.ReplacementChar, unicode.Is(unicode.Co, r), r > unicode.MaxRune, r >= 0xD800 && r <= 0xDFFF, r == 0xFFFE, r == 0xFFFF:
		return unicode.ReplacementChar, false
	case unicode.IsSpace(r), r == 0x200B, r == 0xFEFF:
		return ' ', true
	case unicode.IsControl(r):
		return unicode.ReplacementChar, false
	case r >= 0xFE10 && r <= 0xFE48: // the vertical forms of marks
		r, _ = utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
		return r, true
	}
	return r, true
}

// placed is the glyph's place along its own direction of writing.
func (g glyph) placed() word {
	dir := g.direction()
	x, y := turn(dir, g.ox, g.oy)
	if g.down {
		x, y = turn(dir, (g.x0+g.x1)/2-lowBase*(g.x1-g.x0), g.y1)
	}
	xa, ya := turn(dir, g.x0, g.y0)
	xb, yb := turn(dir, g.x1, g.y1)
	return word{
		X:   [2]float64{round(min(xa, xb)), round(max(xa, xb, x))},
		Y:   [3]float64{round(min(ya, yb)), round(y), round(max(ya, yb))},
		Dir: dir,
	}
}

// slant is how far from a right angle is slanted: ten degrees.
const slant = math.Pi / 18

func (g glyph) direction() direction {
	if g.down {
		return turnedRight
	}
	q := math.Round(g.angle / (math.Pi / 2))
	if !(math.Abs(g.angle-q*math.Pi/2) <= slant) {
		return slanted
	}
	return direction((int(math.Mod(q, 4)) + 4) % 4)
}

// Where vertical writing is seen.
const (
	inColumn = 0.25 // letters' widths between the middles of characters below each other
	nextDown = 2.2  // letters' widths from one to the next, at most
	lowBase  = 0.36 // letters' widths from their middle to the base line of turned digits
)

// markVertical finds characters of scripts that are also written downwards and that
// stand below the one before, or above the next.
func markVertical(glyphs []glyph) {
	last := -1
	for i, g := range glyphs {
		if r, _ := g.reads(); r == ' ' {
			continue
		}
		if last >= 0 && glyphs[last].above(g) {
			glyphs[last].down, glyphs[i].down = glyphs[last].angle == 0, g.angle == 0
		}
		last = i
	}
}

// above reports whether the next character stands straight below: two of such a
// script, or one beside a figure that is turned to fit.
func (g glyph) above(next glyph) bool {
	if g.isDown() && next.isDown() && g.angle != 0 && next.angle != 0 || !g.isDown() || !next.isDown() {
		return false
	}
	wide := max(g.x1-g.x0, next.x1-next.x0)
	step := g.y1 - next.y1
	return math.Abs(g.x0+g.x1-next.x0-next.x1) <= 2*inColumn*wide && step > wide/4 && step <= nextDown*wide
}

// isDown reports whether a character can be part of vertical writing.
func (g glyph) isDown() bool {
	r, _ := g.reads()
	return unspaced(r) && g.angle == 0 || g.direction() == turnedRight
}

// turn is a point of the page in the axes of a direction: x as one reads on, y from
// line to line.
func turn(d direction, x, y float64) (float64, float64) {
	switch d {
	case turnedLeft:
		return y, x
	case upsideDown:
		return -x, y
	case turnedRight:
		return -y, -x
	}
	return x, -y
}

// round keeps places as fine as a hundredth of a point, and far-off ones within the
// frames' bounds.
func round(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Round(max(-maxAt, min(maxAt, v))*100) / 100
}

// follows reports whether a glyph goes on a word.
func (w word) follows(prev word) bool {
	h := max(w.height(), prev.height())
	gap := w.X[0] - prev.X[1]
	return w.Dir == prev.Dir && math.Abs(w.Y[1]-prev.Y[1]) <= baseStep*h && gap <= wordGap*h && gap > -h
}
