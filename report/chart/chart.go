// Package chart draws charts as SVG. Two are of option volatility: Smile, a
// volatility for each strike, and TermStructure, one for each expiry. Three are of
// the outputs of scenarios: Fan, their quantiles step by step, Histogram, the
// distribution of one that has no steps, and Tornado, how far each input moves it.
// Panels are of amounts by quarter or year, one panel a company, Contest of what
// the two camps believe of one question.
//
// A chart is one self-contained element: no script, no font, nothing remote. It
// carries a title and a description for who does not see it, follows the
// reader's light or dark scheme and prints in black; series differ by marker and
// line as well as by colour. It is laid out for a screen of 390 pixels and grows
// with its frame. The same chart gives the same bytes. Its style rules begin with
// the chart's ID, so that several stand in one page.
//
// Values that are no numbers, or none that a market has, are left out and
// counted, never drawn at a border.
//
// Read canvas.go and axis.go for what all charts are made of, value.go for what
// those of scenarios share.
package chart

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Point is a volatility at a place of the horizontal axis, with those of the bid
// and the ask. Low and High 0 is a point without a bar.
type Point struct {
	X           float64
	SigmaAnnual float64 // per year as a fraction: 0.3 is drawn as 30 %
	Low, High   float64
}

// Words are the words in a chart. An empty one is the English of its comment.
type Words struct {
	Volatility string // "implied volatility, % a year"
	Strike     string // "strike"
	Moneyness  string // "ln(strike / forward)"
	Forward    string // "forward"
	Days       string // "days to expiry"
	Day        string // "days", after a number
	Note       string // of a smile: "bar: bid to ask · line: fitted smile"; of a term structure: "bar: bid to ask · line: total variance linear in time"
	LeftOut    string // "points left out"
}

func (w Words) orEnglish(note string) Words {
	for _, x := range []struct {
		word    *string
		english string
	}{
		{&w.Volatility, "implied volatility, % a year"}, {&w.Strike, "strike"}, {&w.Moneyness, "ln(strike / forward)"},
		{&w.Forward, "forward"}, {&w.Days, "days to expiry"}, {&w.Day, "days"}, {&w.Note, note}, {&w.LeftOut, "points left out"},
	} {
		if *x.word == "" {
			*x.word = x.english
		}
	}
	return w
}

// MaxSeries is how many series a chart tells apart.
const MaxSeries = 4

// What a market has: beyond these a point is left out.
const (
	maxPlace, leastPlace = 1e9, 1e-6 // strikes, days
	maxMoneyness         = 20
	maxSigma, leastSigma = 50, 1e-5
)

// usable reports whether the point can be drawn. A bar that cannot is dropped.
func (p *Point) usable(place func(float64) bool) bool {
	if !place(p.X) || !plausibleSigma(p.SigmaAnnual) {
		return false
	}
	if !(p.Low >= 0 && p.Low <= p.SigmaAnnual && p.High >= p.SigmaAnnual && p.High <= maxSigma) {
		p.Low, p.High = 0, 0
	}
	return true
}

func (p Point) hasBar() bool { return p.High > 0 }

func plausibleSigma(x float64) bool     { return x >= leastSigma && x <= maxSigma }
func plausiblePlace(x float64) bool     { return x >= leastPlace && x <= maxPlace }
func plausibleMoneyness(x float64) bool { return math.Abs(x) <= maxMoneyness }

// kept are the usable points, by X, and how many were not usable.
func kept(points []Point, place func(float64) bool) (out []Point, left int) {
	for _, p := range points {
		if p.usable(place) {
			out = append(out, p)
		} else {
			left++
		}
	}
	slices.SortStableFunc(out, func(a, b Point) int { return cmp.Compare(a.X, b.X) })
	return out, left
}

var idForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,63}$`)

// checkedID is the chart's id, or the usual one if it has none.
func checkedID(id, usual string) (string, error) {
	if id == "" {
		return usual, nil
	}
	if !idForm.MatchString(id) {
		return "", fmt.Errorf("chart: id %q: give a letter followed by letters, digits and hyphens, at most 64 in all", id)
	}
	return id, nil
}

func checkedSeries(n int) error {
	if n > MaxSeries {
		return fmt.Errorf("chart: %d series: at most %d can be told apart", n, MaxSeries)
	}
	return nil
}

// number is x with no more than the digits asked for, and a true minus sign.
func number(x float64, digits int) string {
	s := strconv.FormatFloat(x, 'f', digits, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// percent is a volatility as it is written: "71.2 %".
func percent(sigma float64) string { return number(100*sigma, 1) + "\u00a0%" }

// significant is x to five significant digits or the integer.
func significant(x float64) string {
	digits := 4 - int(math.Floor(math.Log10(max(math.Abs(x), 1e-9))))
	return number(x, min(max(digits, 0), 9))
}

// told is a point in words.
func (p Point) told(place string) string {
	s := place + ": " + percent(p.SigmaAnnual)
	if p.hasBar() {
		s += " (" + percent(p.Low) + " – " + percent(p.High) + ")"
	}
	return s
}
