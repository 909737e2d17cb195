package chart

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sampleFan is money that runs out for some: at the last step the ends are not known.
func sampleFan() Fan {
	f := Fan{Title: "What is left of cash and securities", Description: "Quantiles of what is left.", Unit: "USD", StepName: "year"}
	for i := range 8 {
		mid, half := 400e9-60e9*float64(i), 50e9*float64(i+1)
		f.Steps = append(f.Steps, FanStep{strconv.Itoa(2026 + i), Quantiles{mid - 2*half, mid - half, mid, mid + 0.8*half, mid + 1.7*half}})
	}
	f.Steps[7].P5, f.Steps[7].P95 = math.Inf(-1), math.NaN()
	return f
}

// sampleChance is a chance over forty quarters.
func sampleChance() Fan {
	f := Fan{ID: "chance", Title: "Chance that the money is gone", Description: "Chance by quarter.", Unit: "percent", StepName: "quarter", Chance: true}
	for i := range 40 {
		label := strconv.Itoa(2026+i/4) + "Q" + strconv.Itoa(i%4+1)
		f.Steps = append(f.Steps, FanStep{label, Quantiles{Median: 100 * (1 - math.Exp(-float64(i*i)/400))}})
	}
	return f
}

// sampleHistogram is lognormal: products that must earn what is spent.
func sampleHistogram() Histogram {
	h := Histogram{Title: "products_needed", Description: "Distribution of the products needed.", Unit: "product", Quantiles: Quantiles{1.16, 4.7, 12, 31, 124}}
	for i := range 5000 {
		z := math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/5000-1)
		h.Values = append(h.Values, 12*math.Exp(1.42*z))
	}
	return h
}

// sampleYears is a date that mostly comes.
func sampleYears() Histogram {
	h := Histogram{ID: "years", Title: "payback", Description: "Years until it is paid.", Unit: "year", Quantiles: Quantiles{3, 4, 6, 8, math.Inf(1)}}
	for year, n := range []int{0, 10, 40, 90, 120, 100, 70, 50} {
		h.Values = append(h.Values, slices.Repeat([]float64{float64(year + 1)}, n)...)
	}
	h.Values = append(h.Values, slices.Repeat([]float64{math.Inf(1)}, 60)...)
	return h
}

func sampleTornado() Tornado {
	return Tornado{
		Title: "What moves products_needed", Description: "Each input at its 10th and 90th percentile.", Unit: "product", Base: 12.1,
		Bars: []TornadoBar{
			{"margin", "percent", "19.7", "60.6", 22.46, 7.883},
			{"users", "user", "77m", "467m", 29.48, 4.902},
			{"training", "", "0.244", "0.598", 15.52, 8.187},
			{"life", "year", "3.89", "6.11", 15.43, 9.844},
			{"churn, which is worst in the middle", "percent", "10", "20", 13, 14},
			{"colour of the logo", "", "red", "blue", 12.1, 12.1},
			{"tax", "percent", "0", "100", 12, math.Inf(1)},
		},
	}
}

func TestMeasure(t *testing.T) {
	for _, tt := range []struct {
		low, high  float64
		unit, want string // of the higher value
	}{
		{0, 0, "USD", "0\u00a0USD"},
		{0, 1e9, "USD", "1\u00a0bn USD"},
		{-2.5e12, 999.4e9, "USD/year", "0.999\u00a0tn USD/year"},
		{0, 999_999, "", "999999"},
		{1, 1e6, "user", "1\u00a0m user"},
		{0, 12.345, "percent", "12.3\u00a0%"},
		{0, 4.5e-6, "", "4.5\u00a01e-6"},
		{0, 3e17, "USD", "300\u00a01e15 USD"},
		{0, 1e-120, "USD", "0\u00a0USD"},
		{-3e-9, -2e-9, "USD", "−2\u00a01e-9 USD"},
	} {
		if got := measureOf(extent{tt.low, tt.high}, tt.unit).told(tt.high); got != tt.want {
			t.Errorf("%g to %g %s: %q, want %q", tt.low, tt.high, tt.unit, got, tt.want)
		}
	}
	plain := measureOf(extent{0, 1}, "year")
	for x, want := range map[float64]string{math.Inf(1): "infinite", math.Inf(-1): "−infinite"} {
		if got := plain.told(x); got != want {
			t.Errorf("%v: %q", x, got)
		}
	}
	if got := plain.told(math.NaN()); got != "undefined" {
		t.Errorf("NaN: %q", got)
	}
}

// Every value within the bars' ends is counted once, whatever the values.
func TestBinsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(hostile, 1, 300).Draw(t, "values")
		values = slices.DeleteFunc(values, func(x float64) bool { return !drawable(x) || x != 0 && math.Abs(x) <= 1/maxValue })
		if len(values) == 0 {
			t.Skip()
		}
		slices.Sort(values)
		b := binned(values)
		total := b.beyond
		for i, r := range b.bars {
			total += r.count
			if !(r.from < r.to) || i > 0 && r.from < b.bars[i-1].to-1e-9*math.Abs(r.from) {
				t.Fatalf("bar %d: %+v after %+v", i, r, b.bars[max(i-1, 0)])
			}
		}
		if total != len(values) || b.beyond > len(values)/25+2 && !b.log {
			t.Fatalf("%d of %d counted, %d beyond", total, len(values), b.beyond)
		}
	})
}

func TestBins(t *testing.T) {
	even := make([]float64, 1000)
	for i := range even {
		even[i] = float64(i) / 1000
	}
	b := binned(even)
	if len(b.bars) != 20 || b.log || b.bars[3].count < 49 || b.beyond != 20 {
		t.Errorf("even values: %d bars, %+v", len(b.bars), b.bars[3])
	}
	if b := binned(slices.Repeat([]float64{7}, 9)); len(b.bars) != 1 || b.bars[0].count != 9 {
		t.Errorf("one value: %+v", b)
	}
	if b := binned([]float64{1, 1, 2, 2, 2, 5}); len(b.bars) != 3 || b.bars[1].count != 3 {
		t.Errorf("three values: %+v", b)
	}
}

// hostile are numbers that a model may give: of any size, equal, undefined, infinite.
var hostile = rapid.OneOf(
	rapid.Float64(), rapid.Float64Range(-10, 10), rapid.Float64Range(1e9, 1e12), rapid.Float64Range(1, 1.0000001),
	rapid.SampledFrom([]float64{0, 1, 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 5e-324, 1e100}),
)

// Whatever the numbers and the words of a model, labels keep apart, bands and bars lie
// inside, and the same chart gives the same bytes.
func TestValueChartsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringN(0, 60, 150)
		value := hostile
		if rapid.Bool().Draw(t, "tame") {
			level, spread := rapid.Float64Range(-1e12, 1e12).Draw(t, "level"), math.Pow(10, rapid.Float64Range(-6, 12).Draw(t, "spread"))
			value = rapid.Map(rapid.Float64Range(-1, 1), func(x float64) float64 { return level + spread*x })
		}
		quantiles := rapid.Custom(func(t *rapid.T) Quantiles {
			qs := rapid.SliceOfN(value, 5, 5).Draw(t, "quantiles")
			return Quantiles{qs[0], qs[1], qs[2], qs[3], qs[4]}
		})
		title, unit := word.Draw(t, "title"), word.Draw(t, "unit")
		f := Fan{Title: title, Unit: unit, StepName: word.Draw(t, "step"), Chance: rapid.Bool().Draw(t, "chance")}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			f.Steps = append(f.Steps, FanStep{word.Draw(t, "label"), quantiles.Draw(t, "step")})
		}
		same(t, func(w io.Writer) (int, error) { return WriteFan(w, f) })
		h := Histogram{Title: title, Unit: unit, Values: rapid.SliceOfN(value, 0, 200).Draw(t, "values"), Quantiles: quantiles.Draw(t, "of all")}
		same(t, func(w io.Writer) (int, error) { return WriteHistogram(w, h) })
		o := Tornado{Title: title, Unit: unit, Base: value.Draw(t, "base")}
		for range rapid.IntRange(0, 30).Draw(t, "bars") {
			o.Bars = append(o.Bars, TornadoBar{word.Draw(t, "input"), word.Draw(t, "its unit"), word.Draw(t, "at low"), word.Draw(t, "at high"), value.Draw(t, "low"), value.Draw(t, "high")})
		}
		same(t, func(w io.Writer) (int, error) { return WriteTornado(w, o) })
	})
}

// same writes a chart twice and reads it.
func same(t *rapid.T, write func(io.Writer) (int, error)) {
	t.Helper()
	var a, b bytes.Buffer
	if _, err := write(&a); errors.Is(err, ErrNoPoint) {
		return
	} else if err != nil {
		t.Fatalf("%v", err)
	}
	checkSVG(t, a.Bytes())
	if _, err := write(&b); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatalf("the same chart twice differs (%v)", err)
	}
}

func TestValueChartsRefused(t *testing.T) {
	nan := math.NaN()
	for name, err := range map[string]error{
		"fan":       second(WriteFan(io.Discard, Fan{Steps: []FanStep{{"1", Quantiles{1, 2, nan, 3, 4}}}})),
		"histogram": second(WriteHistogram(io.Discard, Histogram{Values: []float64{nan, math.Inf(1)}})),
		"tornado":   second(WriteTornado(io.Discard, Tornado{Bars: []TornadoBar{{"a", "", "1", "2", 3, 3}, {"b", "", "1", "2", nan, 3}}})),
	} {
		if !errors.Is(err, ErrNoPoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"fan":       second(WriteFan(io.Discard, Fan{ID: "a b"})),
		"histogram": second(WriteHistogram(io.Discard, Histogram{ID: "<"})),
		"tornado":   second(WriteTornado(io.Discard, Tornado{ID: "1"})),
	} {
		if err == nil || !strings.Contains(err.Error(), "id") {
			t.Errorf("%s with an id that is none: %v", name, err)
		}
	}
}

func second(_ int, err error) error { return err }
