package quantity

import "slices"

// Hedge is what the words around a number make of it.
type Hedge uint8

const (
	Exact      Hedge = iota
	About            // rund, roughly, 約
	Nearly           // knapp, almost, 近く: at most the value
	Over             // mehr als, more than, 超: above the value
	LittleOver       // gut, a little over, 強: above, and below one grain more
	Under            // weniger als, less than, 未満
	AtLeast          // mindestens, at least, 以上
	AtMost           // bis zu, up to, 最大
	Between          // two ends
)

var hedgeNames = [...]string{"exact", "about", "nearly", "over", "over", "under", "atleast", "atmost", "between"}

// String is the hedge's name in reports; a little over is an "over" there.
func (h Hedge) String() string { return hedgeNames[h] }

// HedgeNamed is the first hedge of a name that String gives; Exact if none has it.
func HedgeNamed(name string) Hedge { return Hedge(max(slices.Index(hedgeNames[:], name), 0)) }

// Mirror is the hedge of a factor that tells a shrinking: what "more than halved"
// has left is less than half.
func (h Hedge) Mirror() Hedge {
	switch h {
	case Nearly:
		return LittleOver
	case Over:
		return Under
	case LittleOver:
		return Nearly
	case Under:
		return Over
	case AtLeast:
		return AtMost
	case AtMost:
		return AtLeast
	}
	return h
}

// Written is a number as prose states it: its value with the scale word
// applied and the two steps that its digits show.
type Written struct {
	Value Rat
	Unit  Rat // u: the unit of the last written digit
	Grain Rat // g: that of the last digit which is no integer's trailing zero
	// Digits is the number of significant digits as written, trailing
	// zeros counted; 0 for a fraction or multiple in words.
	Digits int
	// Words tells how far fractions and multiples reach ("a third",
	// "doubled"): half-way to the next simple one. Others have none.
	Words *Reach
}

// Reach is between which simple values a fraction or multiple in words lies.
type Reach struct{ Below, Above Rat }

// Plus is the number moved by r, with the steps and ends that it has.
func (w Written) Plus(r Rat) Written {
	w.Value = w.Value.Add(r)
	if w.Words != nil {
		w.Words = &Reach{w.Words.Below.Add(r), w.Words.Above.Add(r)}
	}
	return w
}

// Outside reports whether a value lies beyond the simple ones next to a fraction or
// multiple in words. Every value but 0 lies outside a number without such ends.
func (w *Written) Outside(r Rat) bool {
	if w.Words == nil {
		return r.Sign() != 0
	}
	return r.Cmp(w.Words.Above) > 0 || r.Cmp(w.Words.Below) < 0
}

// Truncated is the interval that an unhedged number admits whose digits were cut off and not
// rounded, as newspapers do; ok is false for one of fewer than three digits, and for words.
func (w Written) Truncated() (iv Interval, ok bool) {
	if w.Words != nil || w.Digits < 3 {
		return iv, false
	}
	return Interval{Low: w.Value, High: w.Value.Add(w.Unit), OpenHigh: true}, true
}

// Interval is a set of values between two ends. A missing end is open to
// infinity. The zero value holds nothing but what Contains says: 0.
type Interval struct {
	Low, High         Rat
	NoLow, NoHigh     bool // the end is infinite
	OpenLow, OpenHigh bool // the end itself is outside
}

// Point is the interval of one value.
func Point(r Rat) Interval { return Interval{Low: r, High: r} }

// Admits is the interval of true values that the written number under the
// hedge admits. The rule (design: "Precision is part of a number") has no
// fitted constant: with unit u and grain g an unhedged w is [w−u/2, w+u/2),
// "about" is [w−g/2, w+g/2), "nearly" [w−g/2, w), "over" lies above w, "a
// little over" between w and w+g, "at most" up to w+g/2, "at least" from
// w−g/2. A negative number mirrors: nearness is read toward zero.
func (w Written) Admits(h Hedge) Interval {
	if w.Value.Sign() < 0 {
		m := w
		m.Value = w.Value.Neg()
		if w.Words != nil {
			m.Words = &Reach{w.Words.Above.Neg(), w.Words.Below.Neg()}
		}
		return m.Admits(h).Neg()
	}
	// low and high are the ends of what rounding to a step reaches.
	low := func(step Rat) Rat { return w.Value.Sub(step.half()) }
	high := func(step Rat) Rat { return w.Value.Add(step.half()) }
	if w.Words != nil {
		low = func(Rat) Rat { return w.Value.Add(w.Words.Below).half() }
		high = func(Rat) Rat { return w.Value.Add(w.Words.Above).half() }
	}
	switch h {
	case About:
		return Interval{Low: low(w.Grain), High: high(w.Grain), OpenHigh: true}
	case Nearly:
		return Interval{Low: low(w.Grain), High: w.Value, OpenHigh: true}
	case Over:
		return Interval{Low: w.Value, NoHigh: true, OpenLow: true}
	case LittleOver:
		next := w.Value.Add(w.Grain)
		if w.Words != nil {
			next = w.Words.Above
		}
		return Interval{Low: w.Value, High: next, OpenLow: true, OpenHigh: true}
	case Under:
		return Interval{NoLow: true, High: w.Value, OpenHigh: true}
	case AtLeast:
		return Interval{Low: low(w.Grain), NoHigh: true}
	case AtMost:
		return Interval{NoLow: true, High: high(w.Grain)}
	}
	return Interval{Low: low(w.Unit), High: high(w.Unit), OpenHigh: true}
}

// Neg is the interval of the negated values.
func (i Interval) Neg() Interval {
	return Interval{Low: i.High.Neg(), High: i.Low.Neg(), NoLow: i.NoHigh, NoHigh: i.NoLow, OpenLow: i.OpenHigh, OpenHigh: i.OpenLow}
}

// Contains reports whether r lies in the interval.
func (i Interval) Contains(r Rat) bool {
	if !i.NoLow {
		if c := r.Cmp(i.Low); c < 0 || c == 0 && i.OpenLow {
			return false
		}
	}
	if !i.NoHigh {
		if c := r.Cmp(i.High); c > 0 || c == 0 && i.OpenHigh {
			return false
		}
	}
	return true
}

// Overlaps reports whether the two intervals share a value.
func (i Interval) Overlaps(j Interval) bool {
	if !i.NoHigh && !j.NoLow {
		if c := i.High.Cmp(j.Low); c < 0 || c == 0 && (i.OpenHigh || j.OpenLow) {
			return false
		}
	}
	if !j.NoHigh && !i.NoLow {
		if c := j.High.Cmp(i.Low); c < 0 || c == 0 && (j.OpenHigh || i.OpenLow) {
			return false
		}
	}
	return true
}

// Hull is the smallest interval that holds both.
func (i Interval) Hull(j Interval) Interval {
	h := i
	if h.NoLow = i.NoLow || j.NoLow; !h.NoLow {
		if c := j.Low.Cmp(i.Low); c < 0 || c == 0 && i.OpenLow {
			h.Low, h.OpenLow = j.Low, j.OpenLow
		}
	}
	if h.NoHigh = i.NoHigh || j.NoHigh; !h.NoHigh {
		if c := j.High.Cmp(i.High); c > 0 || c == 0 && i.OpenHigh {
			h.High, h.OpenHigh = j.High, j.OpenHigh
		}
	}
	return h
}

// Width is the distance of the ends; ok is false for an infinite interval.
func (i Interval) Width() (w Rat, ok bool) {
	if i.NoLow || i.NoHigh {
		return Rat{}, false
	}
	return i.High.Sub(i.Low), true
}

// Widen moves both ends outward by r.
func (i Interval) Widen(r Rat) Interval {
	i.Low, i.High = i.Low.Sub(r), i.High.Add(r)
	return i
}

// Add is interval addition.
func (i Interval) Add(j Interval) Interval {
	return Interval{
		Low: i.Low.Add(j.Low), High: i.High.Add(j.High),
		NoLow: i.NoLow || j.NoLow, NoHigh: i.NoHigh || j.NoHigh,
		OpenLow: i.OpenLow || j.OpenLow, OpenHigh: i.OpenHigh || j.OpenHigh,
	}
}

// Sub is interval subtraction.
func (i Interval) Sub(j Interval) Interval { return i.Add(j.Neg()) }

// Scale multiplies both ends by r.
func (i Interval) Scale(r Rat) Interval {
	if r.Sign() < 0 {
		return i.Neg().Scale(r.Neg())
	}
	i.Low, i.High = i.Low.Mul(r), i.High.Mul(r)
	return i
}

// Quo is interval division of finite intervals; ok is false where the divisor
// touches zero or an end is infinite.
func (i Interval) Quo(j Interval) (q Interval, ok bool) {
	if i.NoLow || i.NoHigh || j.NoLow || j.NoHigh || j.Low.Sign()*j.High.Sign() <= 0 {
		return Interval{}, false
	}
	first := true
	for _, a := range []Rat{i.Low, i.High} {
		for _, b := range []Rat{j.Low, j.High} {
			r, _ := a.Quo(b)
			if first || r.Cmp(q.Low) < 0 {
				q.Low = r
			}
			if first || r.Cmp(q.High) > 0 {
				q.High = r
			}
			first = false
		}
	}
	return q, true
}
