package chart

import (
	"math"
	"slices"
)

// axis maps values to coordinates.
type axis struct {
	low, high float64 // values at the ends
	from, to  float64 // coordinates of the ends
	log       bool
	ticks     []tick
}

type tick struct {
	value float64
	label string
}

func (a axis) at(x float64) float64 {
	low, high := a.low, a.high
	if a.log {
		x, low, high = math.Log(x), math.Log(low), math.Log(high)
	}
	return a.from + float64((x-low)/(high-low)*(a.to-a.from))
}

// inside is the coordinate of a value, or of the nearer end.
func (a axis) inside(x float64) float64 { return a.at(min(max(x, a.low), a.high)) }

// extent is the range of some values; empty until one is added.
type extent struct{ low, high float64 }

func noExtent() extent { return extent{math.Inf(1), math.Inf(-1)} }

func (e *extent) add(x float64) { e.low, e.high = min(e.low, x), max(e.high, x) }

// widened is the extent with a share of itself on both sides. Values that are
// all but one get a twentieth of themselves.
func (e extent) widened(share float64) extent {
	by := share * (e.high - e.low)
	if size := max(math.Abs(e.low), math.Abs(e.high)); e.high-e.low <= 1e-3*size {
		by = max(size/20, 1e-4)
	}
	return extent{e.low - by, e.high + by}
}

// niceStep is the least of 1, 2, 5 times a power of ten that is not below x
// (P. Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990, 61).
func niceStep(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, n := range []float64{1, 2, 5, 10} {
		if n*power >= x*(1-1e-9) {
			return n * power
		}
	}
	return 10 * power
}

// digitsOf is how many decimals tell the multiples of a step apart.
func digitsOf(step float64) int {
	return min(max(int(math.Ceil(-float64(math.Log10(step))-1e-9)), 0), 9)
}

// stepTicks are the multiples of step within the axis; label writes one.
func (a axis) stepTicks(step float64, label func(x float64, digits int) string) []tick {
	var ts []tick
	for i := math.Ceil(a.low/step - 1e-9); i*step <= a.high+float64(1e-9*step) && len(ts) < 100; i++ {
		ts = append(ts, tick{i * step, label(i*step, digitsOf(step))})
	}
	return ts
}

// linear sets ticks at the finest step, of at most most ticks, whose labels keep
// apart.
func (a *axis) linear(most int, label func(float64, int) string, apart func(axis) bool) {
	step := niceStep((a.high - a.low) / float64(most))
	for range 12 {
		a.ticks = a.fitting(a.stepTicks(step, label))
		if apart(*a) {
			return
		}
		step = niceStep(step * 1.01)
	}
}

// logarithmic sets ticks at 1, 2, 5 of each power of ten, or as many of them as
// keep apart; less than two of them, and it takes even steps.
func (a *axis) logarithmic(label func(float64, int) string, apart func(axis) bool) {
	for _, digits := range [][]float64{{1, 2, 5}, {1, 3}, {1}} {
		a.ticks = nil
		for power := math.Floor(math.Log10(a.low)); power <= float64(math.Log10(a.high))+1e-9; power++ {
			for _, d := range digits {
				if x := d * math.Pow(10, power); x >= a.low && x <= a.high {
					a.ticks = append(a.ticks, tick{x, label(x, digitsOf(math.Pow(10, power)))})
				}
			}
		}
		if a.ticks = a.fitting(a.ticks); len(a.ticks) >= 2 && apart(*a) {
			return
		}
	}
	a.linear(6, label, apart)
}

// fitting are the ticks of a horizontal axis whose labels lie within the chart.
func (a axis) fitting(ticks []tick) []tick {
	return slices.DeleteFunc(ticks, func(t tick) bool {
		half := float64(textWidth(t.label, tickSize) / 2)
		return a.at(t.value)-half < pad || a.at(t.value)+half > width-pad
	})
}

// besides reports whether the labels of a horizontal axis keep apart.
func besides(a axis) bool {
	end := math.Inf(-1)
	for _, t := range a.ticks {
		half := float64(textWidth(t.label, tickSize) / 2)
		if a.at(t.value)-half < end+10 {
			return false
		}
		end = a.at(t.value) + half
	}
	return true
}

// volatilityAxis is the vertical axis of some volatilities, from the bottom to
// the top coordinate: whole steps, never below 0.
func volatilityAxis(e extent, bottom, top float64) axis {
	e = e.widened(0.02)
	e.low = max(e.low, 0)
	step := niceStep((e.high - e.low) / 5)
	a := axis{low: math.Floor(e.low/step+1e-9) * step, high: math.Ceil(e.high/step-1e-9) * step, from: bottom, to: top}
	a.ticks = a.stepTicks(step, func(x float64, _ int) string { return number(100*x, digitsOf(100*step)) + "\u00a0%" })
	return a
}
