package rule

import (
	"errors"
	"slices"

	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
	"assay/volatility"
)

// Volatile checks how volatile one asset is against another: the quotient of what options
// imply of both, by one method on one day, and of what both realised over the same days.
// Where the words name no kind of volatility, neither decides alone.
var Volatile = verdict.Rule{
	Name: "volatile",
	Doc:  "How volatile one asset is against another: the first's volatility over the second's. Implied, by the same method of chains of the same day, or as it is published of a coin or an index; realised, over the same days. Where the words say neither, it holds if both do.",
	Applies: func(c *claim.Claim) bool {
		return c.Kind == claim.Ratio && c.Unit == "times" && (c.Metric == "volatility" || c.Metric == "implied volatility" || c.Metric == "realized volatility")
	},
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		if len(r.Entities) != 2 || !r.Period.Known() {
			return nil, nil
		}
		switch r.Metric {
		case "implied volatility":
			return impliedVersus(p, r)
		case "realized volatility":
			return realisedVersus(p, r)
		}
		return bothVersus(p, r)
	},
}

// bothVersus are the quotients of implied and of realised volatilities, none where either
// lacks: what is missing then says what the other gives.
func bothVersus(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	implied, err := impliedVersus(p, r)
	if err != nil {
		return nil, err
	}
	noChains := p.Missing
	realised, err := realisedVersus(p, r)
	if err != nil {
		return nil, err
	}
	day := message.Date(r.Period)
	low, high := spread(slices.Concat(implied, realised))
	switch {
	case len(implied) == 0 && len(realised) == 0:
		p.Missing = noChains
		return nil, nil
	case len(implied) == 0:
		p.Missing = message.Say("no option chains of both for %s; by what was realised alone the first is between %s and %s as volatile", day, low, high)
		return nil, nil
	case len(realised) == 0:
		p.Missing = message.Say("no closes of both up to %s; by what options imply alone the first is between %s and %s as volatile", day, low, high)
		return nil, nil
	}
	last := len(implied) - 1 // as vendors differ
	out := agreed(slices.Concat(implied[:last], realised), r.Interval)
	return append(out, implied[last]), nil
}

// spread is what some values lie between, shown with three digits.
func spread(vals []verdict.Value) (low, high message.Arg) {
	if len(vals) == 0 {
		return "", ""
	}
	hull := vals[0].Interval
	for _, v := range vals[1:] {
		hull = hull.Hull(v.Interval)
	}
	return message.Amount(hull.Low.Significant(3), "times"), message.Amount(hull.High.Significant(3), "times")
}

// impliedVersus are the quotients of each day of the stretch on which both have a value, the
// last day first, and behind them the first with the interval in which those of other
// vendors would lie.
func impliedVersus(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	var out, as, bs []verdict.Value
	for day, n := r.Period.End, 0; day >= r.Period.Start && n < maxDays; day, n = day-1, n+1 {
		a, err := decisiveOn(p, r.Entities[0], day)
		if err != nil {
			return nil, err
		}
		b, err := decisiveOn(p, r.Entities[1], day)
		if err != nil {
			return nil, err
		}
		if q := quotients(r.Entities, a, b); len(q) > 0 {
			out, as, bs = append(out, q...), append(as, a...), append(bs, b...)
		}
	}
	if len(out) == 0 {
		p.Missing = message.Say("an option chain of %s is needed", message.Date(r.Period))
		for _, id := range r.Entities {
			p.Need(chainOrIndex(id), needed(id), r.Period)
		}
		return nil, nil
	}
	band := out[0]
	band.Definition, band.Primary, band.Note = "implied volatility: as vendors differ", false, ""
	if q, ok := vendorsBand(as).Quo(vendorsBand(bs)); ok {
		band.Interval = band.Interval.Hull(q)
	}
	return append(agreed(out, r.Interval), band), nil
}

// vendorsBand is the interval in which vendors' values would lie; of a published index it is
// what was published.
func vendorsBand(vals []verdict.Value) quantity.Interval {
	band := asVendorsDiffer(vals).Interval
	if slices.ContainsFunc(vals, func(v verdict.Value) bool { return v.Definition != publishedVolatility }) {
		return band
	}
	band = vals[0].Interval
	for _, v := range vals[1:] {
		band = band.Hull(v.Interval)
	}
	return band
}

// publishedVolatility is the definition of a volatility that its index publishes.
const publishedVolatility = "implied volatility: as published"

// decisiveOn are the implied volatilities of an asset that decide on a day: a coin's as
// published, else those of the day's chain or of vendors, else as published.
func decisiveOn(p *verdict.Pass, id entity.ID, day period.Date) ([]verdict.Value, error) {
	published, err := publishedOn(p, id, day)
	if err != nil || len(published) > 0 && id.Kind() == "asset" {
		return published, err
	}
	if vals, err := impliedOn(p, id, day); err != nil || len(vals) > 0 {
		return vals, err
	}
	return published, nil
}

// publishedOn is the close of the volatility index that is published of an asset.
func publishedOn(p *verdict.Pass, id entity.ID, day period.Date) ([]verdict.Value, error) {
	index, ok := volatility.Published(id)
	if !ok || p.AsOf != 0 && day > p.AsOf {
		return nil, nil
	}
	s, err := p.Store.Series(p.Ctx, index)
	if errors.Is(err, evidence.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b, ok := s.At(day)
	if !ok || b.Day != day {
		return nil, nil
	}
	x := b.Close.Rat()
	return []verdict.Value{{
		Definition: publishedVolatility, Period: period.Day(day), Actual: x, Interval: quantity.Point(x), Unit: "percent",
		Steps: []verdict.Step{{Op: "close", In: []string{string(index) + " " + day.String()}, Out: x.Significant(8)}},
	}}, nil
}

// quotients are those of the values of one definition; where the two have none in common,
// of each with each.
func quotients(ids []entity.ID, as, bs []verdict.Value) (out []verdict.Value) {
	common := slices.ContainsFunc(as, func(a verdict.Value) bool {
		return slices.ContainsFunc(bs, func(b verdict.Value) bool { return a.Definition == b.Definition })
	})
	for _, a := range as {
		for _, b := range bs {
			if common && a.Definition != b.Definition {
				continue
			}
			if v, ok := over(ids, a, b); ok {
				out = append(out, v)
			}
		}
	}
	return out
}

// over is how many times as volatile the first is, by one value of each.
func over(ids []entity.ID, a, b verdict.Value) (verdict.Value, bool) {
	v := a
	q, ok := a.Actual.Quo(b.Actual)
	iv, known := a.Interval.Quo(b.Interval)
	if !ok || !known {
		return v, false
	}
	if a.Definition != b.Definition {
		v.Definition = a.Definition + " / " + b.Definition
	}
	v.Actual, v.Interval, v.Unit = q, iv, "times"
	if v.Note == "" {
		v.Note = b.Note
	}
	v.Steps = slices.Concat(a.Steps, of(ids[0], a), b.Steps, of(ids[1], b))
	v.Steps = append(v.Steps, verdict.Step{Op: "÷", In: []string{a.Actual.String(), b.Actual.String()}, Out: q.Significant(6)})
	return v, true
}

// of is the step that says whose volatility the steps before it made.
func of(id entity.ID, v verdict.Value) []verdict.Step {
	return []verdict.Step{{Op: "volatility", In: []string{string(id)}, Out: v.Actual.Significant(8)}}
}

// realisedVersus are the quotients over the windows of rule Realised: those of the asset
// that trades on fewer days, and the other's closes of the same days.
func realisedVersus(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	var known [2][]evidence.Bar
	for i, id := range r.Entities {
		one := r
		one.Entities = []entity.ID{id}
		s, ok, err := seriesOf(p, one)
		if !ok {
			return nil, err
		}
		if known[i] = knownBars(p, r.Period, s); len(known[i]) == 0 {
			return nil, nil
		}
	}
	rare := 0
	if volatility.PerYear(r.Entities[1]) < volatility.PerYear(r.Entities[0]) {
		rare = 1
	}
	last := min(known[0][len(known[0])-1].Day, known[1][len(known[1])-1].Day)
	for i := range known {
		known[i] = upTo(known[i], last)
	}
	var out []verdict.Value
	for i, w := range windows(known[rare], r.Period) {
		var of [2]window
		of[rare], of[1-rare] = w, sameDays(w, known[1-rare])
		for _, mean := range []bool{true, false} {
			a, ok := realisedOver(of[0], volatility.PerYear(r.Entities[0]), mean)
			b, known := realisedOver(of[1], volatility.PerYear(r.Entities[1]), mean)
			if !ok || !known {
				continue
			}
			if v, ok := over(r.Entities, a, b); ok {
				v.Primary = i == 0 && mean
				out = append(out, v)
			}
		}
	}
	if len(out) == 0 {
		p.Missing = message.Say("no close within %s", message.Date(r.Period))
		for _, id := range r.Entities {
			p.Need(seriesKind(id), id, r.Period)
		}
	}
	return out, nil
}

// upTo are the bars up to a day, which has one of them or lies behind one.
func upTo(bars []evidence.Bar, day period.Date) []evidence.Bar {
	for len(bars) > 0 && bars[len(bars)-1].Day > day {
		bars = bars[:len(bars)-1]
	}
	return bars
}

// sameDays is a window with another asset's closes of its days, empty where they begin later.
func sameDays(w window, bars []evidence.Bar) window {
	same := window{name: w.name}
	if n := len(w.bars); n > 0 {
		same.bars = volatility.Since(upTo(bars, w.bars[n-1].Day), w.bars[0].Day+1)
	}
	if len(same.bars) > 0 && same.bars[0].Day > w.bars[0].Day {
		same.bars = nil
	}
	return same
}

// chainOrIndex is what gives an asset's implied volatility: the index that is published of
// it, else a chain.
func chainOrIndex(id entity.ID) evidence.NeedKind {
	if _, ok := volatility.Published(id); ok {
		return evidence.NeedSeries
	}
	return evidence.NeedChain
}

// needed is whose evidence that is.
func needed(id entity.ID) entity.ID {
	if index, ok := volatility.Published(id); ok {
		return index
	}
	return id
}
