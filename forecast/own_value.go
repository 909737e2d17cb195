package forecast

import "assay/quantity"

// Interval is the set of values that make the row true: a point is rounded to
// its last written digit.
func (o Own) Interval() quantity.Interval {
	switch o.Kind {
	case Range, AtLeast, AtMost, ByDate, Probability, Distribution:
		iv := quantity.Interval{NoLow: o.Low == nil, NoHigh: o.High == nil}
		if o.Low != nil {
			iv.Low = o.Low.Rat()
		}
		if o.High != nil {
			iv.High = o.High.Rat()
		}
		return iv
	case Direction:
		if o.Falls {
			return quantity.Interval{NoLow: true, OpenHigh: true}
		}
		return quantity.Interval{NoHigh: true, OpenLow: true}
	}
	half := quantity.Pow10(o.Step).Mul(quantity.Frac(1, 2))
	v := o.Low.Rat()
	return quantity.Interval{Low: v.Sub(half), High: v.Add(half), OpenHigh: true}
}

// Value is the row's figure as an entry holds it.
func (o Own) Value() Value {
	v := Value{Unit: o.Unit, Hedge: "exact"}
	iv := o.Interval()
	switch {
	case iv.NoHigh:
		v.Hedge = "atleast"
	case iv.NoLow:
		v.Hedge = "atmost"
	case o.Kind == Range || o.Kind == Probability || o.Kind == Distribution:
		v.Hedge = "between"
	}
	if v.Hedge == "exact" {
		s := o.Low.String()
		v.Written = &s
	}
	if !iv.NoLow {
		s := iv.Low.String()
		v.Low = &s
	}
	if !iv.NoHigh {
		s := iv.High.String()
		v.High = &s
	}
	return v
}

// Written is the row's figure in words.
func (o Own) Written() string {
	switch {
	case o.Kind == Direction && o.Falls:
		return "falls"
	case o.Kind == Direction:
		return "rises"
	case o.Kind == Probability:
		return "a chance of " + o.Chance + " of " + o.bounds()
	case o.Kind == ByDate:
		return "reaches " + o.Low.String() + " " + o.Unit
	}
	return o.bounds()
}

func (o Own) bounds() string {
	switch {
	case o.Low != nil && o.High != nil:
		return o.Low.String() + " to " + o.High.String() + " " + o.Unit
	case o.High != nil:
		return "at most " + o.High.String() + " " + o.Unit
	case o.Kind == AtLeast || o.Kind == Probability:
		return "at least " + o.Low.String() + " " + o.Unit
	}
	return o.Low.String() + " " + o.Unit
}
