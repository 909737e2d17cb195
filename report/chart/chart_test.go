package chart

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assay/sharedtest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sampleSmile is two expiries of a share at 190, quoted and fitted.
func sampleSmile() Smile {
	series := func(name string, forward, level, skew float64, step float64) SmileSeries {
		s := SmileSeries{Name: name, Forward: forward}
		at := func(strike float64) float64 {
			k := math.Log(strike / forward)
			return level + skew*k + 0.9*k*k
		}
		for strike := 140.0; strike <= 240; strike += step {
			v := at(strike) + 0.004*math.Sin(strike)
			half := 0.004 + 0.3*math.Pow(math.Log(strike/forward), 2)
			s.Points = append(s.Points, Point{strike, v, v - half, v + half})
		}
		for strike := 140.0; strike <= 240; strike += 2 {
			s.Curve = append(s.Curve, Point{X: strike, SigmaAnnual: at(strike)})
		}
		return s
	}
	return Smile{
		Title: "NVDA: implied volatility by strike, 11 February 2026", Description: "Implied volatilities of NVDA options by strike.",
		Series: []SmileSeries{
			series("6 March 2026, 23 days", 190.31, 0.42, -0.35, 2.5),
			series("20 March 2026, 37 days", 190.62, 0.47, -0.3, 5),
		},
	}
}

func sampleMoneyness() Smile {
	s := sampleSmile()
	s.ID, s.Moneyness, s.Title = "smile-k", true, "NVDA: implied volatility by moneyness"
	for i := range s.Series {
		t := &s.Series[i]
		for _, ps := range [][]Point{t.Points, t.Curve} {
			for j := range ps {
				ps[j].X = math.Log(ps[j].X / t.Forward)
			}
		}
	}
	s.Series[0].Points[3].SigmaAnnual = math.NaN()
	return s
}

func sampleTerm() TermStructure {
	points := func(level, slope float64) []Point {
		var ps []Point
		for _, days := range []float64{2, 9, 16, 23, 37, 65, 128, 220, 310, 492, 674} {
			v := level + slope*math.Exp(-days/40) + 0.01*math.Sin(days)
			ps = append(ps, Point{days, v, v - 0.01, v + 0.01})
		}
		return ps
	}
	// Thirty days lie between 23 and 37.
	constant := func(ps []Point) Point {
		a, b := ps[3], ps[4]
		v := math.Sqrt((a.SigmaAnnual*a.SigmaAnnual*a.X + b.SigmaAnnual*b.SigmaAnnual*b.X) / 2 / 30)
		return Point{30, v, v - 0.01, v + 0.01}
	}
	nvda, btc := points(0.44, 0.12), points(0.55, -0.1)
	return TermStructure{
		Title: "Volatility at the money by days to expiry: NVDA and BTC", Description: "Implied volatility at the money.", Log: true,
		Series: []TermSeries{
			{Name: "NVDA", Points: nvda, Constant: constant(nvda)},
			{Name: "BTC (Deribit, inverse)", Points: btc, Constant: constant(btc)},
		},
	}
}

func sampleLinear() TermStructure {
	t := sampleTerm()
	t.ID, t.Log, t.Title = "term-linear", false, "NVDA: volatility at the money by days to expiry"
	t.Series = t.Series[:1]
	t.Series[0].Points = t.Series[0].Points[:6]
	return t
}

// samples are the charts of the golden files.
func samples() map[string]func(io.Writer) (int, error) {
	return map[string]func(io.Writer) (int, error){
		"smile":       func(w io.Writer) (int, error) { return WriteSmile(w, sampleSmile()) },
		"moneyness":   func(w io.Writer) (int, error) { return WriteSmile(w, sampleMoneyness()) },
		"term":        func(w io.Writer) (int, error) { return WriteTermStructure(w, sampleTerm()) },
		"term-linear": func(w io.Writer) (int, error) { return WriteTermStructure(w, sampleLinear()) },
		"fan":         func(w io.Writer) (int, error) { return WriteFan(w, sampleFan()) },
		"chance":      func(w io.Writer) (int, error) { return WriteFan(w, sampleChance()) },
		"histogram":   func(w io.Writer) (int, error) { return WriteHistogram(w, sampleHistogram()) },
		"years":       func(w io.Writer) (int, error) { return WriteHistogram(w, sampleYears()) },
		"contest":     func(w io.Writer) (int, error) { return WriteContest(w, sampleContest()) },
		"tornado":     func(w io.Writer) (int, error) { return WriteTornado(w, sampleTornado()) },
		"returns":     func(w io.Writer) (int, error) { return WritePanels(w, sampleReturns(4)) },
		"returns-one": func(w io.Writer) (int, error) { return WritePanels(w, sampleReturns(1)) },
		"runway":      func(w io.Writer) (int, error) { return WritePanels(w, sampleRunway()) },
	}
}

func TestGolden(t *testing.T) {
	for name, write := range samples() {
		var got bytes.Buffer
		left, err := write(&got)
		if err != nil || left != map[string]int{"moneyness": 1, "fan": 2, "years": 60, "tornado": 1, "contest": 1}[name] {
			t.Errorf("%s: %d left out, %v", name, left, err)
		}
		checkSVG(t, got.Bytes())
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs; if that is right, run go test ./report/chart -update", file)
		}
	}
}

// TestNothingIsFused: a chart is the same bytes on every kind of processor.
func TestNothingIsFused(t *testing.T) { sharedtest.NothingFused(t) }

// TestDescribed: who does not see a chart is told what it shows, in figures.
func TestDescribed(t *testing.T) {
	for name, want := range map[string]string{
		"smile":     "Implied volatilities of NVDA options by strike. 6 March 2026, 23 days: 140: 61.6",
		"term":      "Implied volatility at the money. NVDA (days to expiry): 2: 56",
		"fan":       "Quantiles of what is left. 2026: median 400\u00a0bn USD",
		"histogram": "Distribution of the products needed. median 12",
		"tornado":   "Each input at its 10th and 90th percentile. All inputs at their medians: 12.1",
	} {
		var b bytes.Buffer
		if _, err := samples()[name](&b); err != nil {
			t.Error(err)
		}
		_, got, _ := strings.Cut(b.String(), "-desc\">")
		got, _, _ = strings.Cut(got, "</desc>")
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s is described by %q, want %q", name, got[:min(len(got), 120)], want)
		}
	}
}

// fataler is a test or a property.
type fataler interface {
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// box is what a text covers.
type box struct {
	left, top, right, bottom float64
	text                     string
}

// checkSVG reads a chart: well-formed, self-contained, every text inside and
// apart from every other, every point within the plot.
func checkSVG(t fataler, svg []byte) {
	d := xml.NewDecoder(bytes.NewReader(svg))
	d.Strict = true
	var texts []box
	var plot struct{ left, right, top, bottom float64 }
	plot.top, plot.left = math.Inf(1), math.Inf(1)
	type place struct {
		x, y   float64
		legend bool // a marker beside words
	}
	var marks []place
	var view [4]float64
	ids := map[string]bool{}
	var refs []string
	num := func(s string) float64 {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatalf("%q is no number", s)
		}
		return x
	}
	defs, drawing := 0, false // the grid begins the drawing
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "defs" {
			defs--
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		a := map[string]string{}
		for _, x := range e.Attr {
			a[x.Name.Local] = x.Value
		}
		if id := a["id"]; id != "" {
			if ids[id] {
				t.Errorf("id %q twice", id)
			}
			ids[id] = true
		}
		refs = append(refs, strings.Fields(a["aria-labelledby"])...)
		switch e.Name.Local {
		case "defs":
			defs++
		case "svg":
			for i, x := range strings.Fields(a["viewBox"]) {
				view[i] = num(x)
			}
			if a["role"] != "img" {
				t.Errorf("role %q", a["role"])
			}
		case "line":
			drawing = drawing || a["class"] == "g"
			if a["class"] == "g" {
				plot.left, plot.right = min(plot.left, num(a["x1"])), max(plot.right, num(a["x2"]))
				plot.top, plot.bottom = min(plot.top, num(a["y1"])), max(plot.bottom, num(a["y2"]))
			}
			if strings.HasPrefix(a["class"], "b ") {
				marks = append(marks, place{x: num(a["x1"]), y: num(a["y1"])}, place{x: num(a["x2"]), y: num(a["y2"])})
			}
		case "rect":
			if a["class"] == "r" || strings.HasPrefix(a["class"], "p ") {
				x, y := num(a["x"]), num(a["y"])
				marks = append(marks, place{x, y, !drawing}, place{x + num(a["width"]), y + num(a["height"]), !drawing})
			}
		case "use":
			refs = append(refs, strings.TrimPrefix(a["href"], "#"))
			marks = append(marks, place{num(a["x"]), num(a["y"]), !drawing})
		case "path":
			if defs == 0 {
				for _, p := range strings.FieldsFunc(a["d"], func(r rune) bool { return r == 'M' || r == 'L' }) {
					x, y, _ := strings.Cut(p, " ")
					marks = append(marks, place{x: num(x), y: num(y)})
				}
			}
		case "circle":
			if defs == 0 {
				marks = append(marks, place{x: num(a["cx"]), y: num(a["cy"])})
			}
		case "text":
			var s string
			if err := d.DecodeElement(&s, &e); err != nil {
				t.Fatalf("%v", err)
			}
			size := map[string]float64{"h": titleSize, "k": tickSize}[a["class"]]
			if size == 0 {
				size = textSize
			}
			w, x, y := textWidth(s, size), num(a["x"]), num(a["y"])
			left := x - map[string]float64{"middle": 0.5, "end": 1}[a["text-anchor"]]*w
			texts = append(texts, box{left, y - 0.78*size, left + w, y + 0.2*size, s})
		}
	}
	for _, r := range refs {
		if !ids[r] {
			t.Errorf("nothing has the id %q", r)
		}
	}
	for i, a := range texts {
		if a.left < -0.1 || a.right > view[2]+0.1 || a.top < 0 || a.bottom > view[3] {
			t.Errorf("%q is not within the chart: %+v of %v", a.text, a, view)
		}
		for _, b := range texts[:i] {
			if a.left < b.right-0.1 && b.left < a.right-0.1 && a.top < b.bottom-0.1 && b.top < a.bottom-0.1 {
				t.Errorf("%q lies over %q", a.text, b.text)
			}
		}
	}
	inPlot := 0
	for _, p := range marks {
		if p.legend {
			continue
		}
		inPlot++
		if p.x < plot.left-0.06 || p.x > plot.right+0.06 || p.y < plot.top-0.06 || p.y > plot.bottom+0.06 {
			t.Errorf("%+v lies outside of the plot %+v", p, plot)
		}
	}
	if inPlot == 0 {
		t.Errorf("no point drawn")
	}
	for _, bad := range []string{"NaN", "Inf", "http:", "https:", "<script", "url("} {
		if strings.Contains(strings.ReplaceAll(string(svg), `"http://www.w3.org/2000/svg"`, ""), bad) {
			t.Errorf("holds %q", bad)
		}
	}
}

// Whatever the numbers of a market, labels keep apart and points lie inside.
func TestChartsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := math.Pow(10, rapid.Float64Range(-4, 6).Draw(t, "log strike"))
		spread := rapid.Float64Range(0, 3).Draw(t, "spread")
		level := rapid.Float64Range(0.01, 4).Draw(t, "level")
		word := rapid.StringN(0, 120, 300)
		point := rapid.Custom(func(t *rapid.T) Point {
			v := level * (1 + rapid.Float64Range(-0.5, 1).Draw(t, "σ"))
			return Point{scale * math.Exp(spread*rapid.Float64Range(-1, 1).Draw(t, "x")), v, v * rapid.Float64Range(0, 1).Draw(t, "low"), v * rapid.Float64Range(1, 9).Draw(t, "high")}
		})
		points := rapid.SliceOfN(point, 1, 40)
		s := Smile{Title: word.Draw(t, "title"), Description: word.Draw(t, "description"), Words: Words{Strike: word.Draw(t, "strike"), Note: word.Draw(t, "note")}}
		term := TermStructure{Title: s.Title, Log: rapid.Bool().Draw(t, "log")}
		for range rapid.IntRange(1, MaxSeries).Draw(t, "series") {
			ps := points.Draw(t, "points")
			s.Series = append(s.Series, SmileSeries{Name: word.Draw(t, "name"), Forward: scale, Points: ps, Curve: points.Draw(t, "curve")})
			term.Series = append(term.Series, TermSeries{Name: word.Draw(t, "name"), Points: ps, Constant: ps[0]})
		}
		var a, b, c bytes.Buffer
		if _, err := WriteSmile(&a, s); err != nil {
			t.Fatalf("%v", err)
		}
		checkSVG(t, a.Bytes())
		if _, err := WriteTermStructure(&b, term); err != nil {
			t.Fatalf("%v", err)
		}
		checkSVG(t, b.Bytes())
		if _, err := WriteSmile(&c, s); err != nil || !bytes.Equal(a.Bytes(), c.Bytes()) {
			t.Fatalf("the same chart twice differs (%v)", err)
		}
	})
}

func TestRefused(t *testing.T) {
	if _, err := WriteSmile(io.Discard, Smile{}); !errors.Is(err, ErrNoPoint) {
		t.Errorf("an empty smile: %v", err)
	}
	nan := Point{X: math.NaN(), SigmaAnnual: 0.3}
	if left, err := WriteTermStructure(io.Discard, TermStructure{Series: []TermSeries{{Points: []Point{nan, {X: 3}}}}}); !errors.Is(err, ErrNoPoint) || left != 2 {
		t.Errorf("no usable point: %d, %v", left, err)
	}
	one := SmileSeries{Points: []Point{{X: 100, SigmaAnnual: 0.3}, nan, {X: 100, SigmaAnnual: math.Inf(1)}}}
	var b bytes.Buffer
	left, err := WriteSmile(&b, Smile{Series: []SmileSeries{one}})
	if err != nil || left != 2 || !strings.Contains(b.String(), ">points left out: 2<") {
		t.Errorf("%d left out, %v", left, err)
	}
	checkSVG(t, b.Bytes())
	if len(one.Points) != 3 {
		t.Error("the caller's points were changed")
	}
	if _, err := WriteSmile(io.Discard, Smile{ID: `a"b`, Series: []SmileSeries{one}}); err == nil {
		t.Error("an id that breaks out of its attribute")
	}
	if _, err := WriteSmile(io.Discard, Smile{Series: make([]SmileSeries, MaxSeries+1)}); err == nil {
		t.Error("too many series")
	}
}

func TestNiceStep(t *testing.T) {
	for x, want := range map[float64]float64{0.7: 1, 1: 1, 1.2: 2, 2.5: 5, 7: 10, 0.013: 0.02, 0.3: 0.5, 340: 500, 1e-7: 1e-7} {
		if got := niceStep(x); math.Abs(got/want-1) > 1e-12 {
			t.Errorf("niceStep(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"  one\n\ttwo ":             "one two",
		strings.Repeat("word ", 17): strings.Repeat(" word", 17)[1:],
		strings.Repeat("word ", 99): "word word word",
		strings.Repeat("x", 200):    "xxxxxxxxx",
	} {
		got := lines(in, 424, titleSize, 2)
		for _, l := range got {
			if textWidth(l, titleSize) > 424 {
				t.Errorf("%q is too wide", l)
			}
		}
		whole := strings.Join(got, " ")
		if len(got) > 2 || !strings.HasPrefix(whole, want) || len(in) < 150 && whole != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func FuzzCharts(f *testing.F) {
	f.Add([]byte("points of a smile, as eight bytes each"), "title", 190.0, false)
	f.Add(bytes.Repeat([]byte{0x40, 0x59, 0, 0, 0, 0, 0, 0, 0x3f, 0xd0, 0, 0, 0, 0, 0, 0}, 8), "<&>\x00\u202e", math.NaN(), true)
	f.Fuzz(func(t *testing.T, data []byte, words string, forward float64, flag bool) {
		var points []Point
		for len(data) >= 16 && len(points) < 50 {
			x, v := math.Float64frombits(binary.BigEndian.Uint64(data)), math.Float64frombits(binary.BigEndian.Uint64(data[8:]))
			points = append(points, Point{x, v, v * 0.9, v * 1.1})
			data = data[16:]
		}
		s := Smile{Title: words, Description: words, Moneyness: flag, Words: Words{Note: words}, Series: []SmileSeries{{Name: words, Forward: forward, Points: points, Curve: points}}}
		var b bytes.Buffer
		if _, err := WriteSmile(&b, s); err == nil {
			checkSVG(t, b.Bytes())
		} else if !errors.Is(err, ErrNoPoint) {
			t.Error(err)
		}
		b.Reset()
		term := TermStructure{Title: words, Log: flag, Series: []TermSeries{{Name: words, Points: points, Constant: Point{X: forward, SigmaAnnual: 0.3}}}}
		if _, err := WriteTermStructure(&b, term); err == nil {
			checkSVG(t, b.Bytes())
		} else if !errors.Is(err, ErrNoPoint) {
			t.Error(err)
		}
	})
}

func BenchmarkWriteSmile(b *testing.B) {
	s := sampleSmile()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := WriteSmile(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
