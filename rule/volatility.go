package rule

import (
	"errors"
	"slices"
	"strings"
	"time"

	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
	"assay/vol"
	"assay/volatility"
)

// Volatility checks implied volatilities of 30 days against option chains, by
// every admissible method, and against what vendors publish. The methods are
// readings of one word: where only some of them hold, the figure is ambiguous.
// Vendors differ by 5 to 15 % for the same stock and day, so that a figure
// within that of a value is not contradicted by it.
var Volatility = verdict.Rule{
	Name:    "volatility",
	Doc:     "An implied volatility: at the money, and by the Cboe method from quotes as they stand and from European prices, of a chain of the day, interpolated to 30 days; or a vendor's series. It holds if all methods hold.",
	Applies: func(c *claim.Claim) bool { return c.Metric == "implied volatility" },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		if len(r.Entities) != 1 || !r.Period.Known() {
			return nil, nil
		}
		if p.Claim.Kind == claim.Change {
			return impliedMoves(p, r)
		}
		return impliedLevels(p, r)
	},
}

// maxDays bounds the days of a stretch whose chains are tried.
const maxDays = 31

// impliedLevels are the values of each day of the stretch that has a chain or a
// vendor's value, the last day first.
func impliedLevels(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	var out []verdict.Value
	for day, n := r.Period.End, 0; day >= r.Period.Start && n < maxDays; day, n = day-1, n+1 {
		vals, err := impliedOn(p, r.Entities[0], day)
		if err != nil {
			return nil, err
		}
		out = append(out, agreed(vals, r.Interval)...)
	}
	if len(out) == 0 {
		p.Missing = message.Say("an option chain of %s is needed", message.Date(r.Period))
		p.Need(evidence.NeedChain, r.Entities[0], r.Period)
		return nil, nil
	}
	return append(out, asVendorsDiffer(out)), nil
}

// agreed makes the values the most plausible ones where all of them hold.
func agreed(vals []verdict.Value, wanted quantity.Interval) []verdict.Value {
	all := !slices.ContainsFunc(vals, func(v verdict.Value) bool { return !wanted.Overlaps(v.Interval) })
	for i := range vals {
		vals[i].Primary = all
	}
	return vals
}

// vendorsDiffer is by how much vendors differ at most, as a factor.
var vendorsDiffer = quantity.Frac(115, 100)

// asVendorsDiffer is the first value with the interval in which other vendors'
// values would lie.
func asVendorsDiffer(vals []verdict.Value) verdict.Value {
	v := vals[0]
	for _, x := range vals[1:] {
		v.Interval = v.Interval.Hull(x.Interval)
	}
	v.Definition, v.Primary, v.Note = "implied volatility: as vendors differ", false, ""
	if v.Unit == "percent" || v.Unit == "points" {
		low, ok := v.Interval.Low.Quo(vendorsDiffer)
		if ok && v.Interval.Low.Sign() > 0 {
			v.Interval.Low = low
		}
		v.Interval.High = v.Interval.High.Mul(vendorsDiffer)
	}
	return v
}

// impliedOn are the values of one day: of the last chain quoted during it, by
// each method, then the vendors'.
func impliedOn(p *verdict.Pass, id entity.ID, day period.Date) ([]verdict.Value, error) {
	if p.AsOf != 0 && day > p.AsOf {
		return nil, nil
	}
	out, err := chainValues(p, id, day)
	if err != nil {
		return nil, err
	}
	vendors, err := p.Store.Vendors(p.Ctx, id)
	if err != nil {
		return nil, err
	}
	for _, vendor := range vendors {
		s, err := p.Store.Series(p.Ctx, evidence.IV30ID(vendor, id))
		if err != nil {
			return nil, err
		}
		if b, ok := s.At(day); ok && b.Day == day {
			out = append(out, verdict.Value{
				Definition: "implied volatility: " + vendor, Period: period.Day(day), Actual: b.Close.Rat(), Interval: quantity.Point(b.Close.Rat()), Unit: "percent",
				Steps: []verdict.Step{{Op: "close", In: []string{day.String()}, Out: b.Close.Rat().Significant(8)}},
			})
		}
	}
	return out, nil
}

// chainValues are the values of the day's last chain.
func chainValues(p *verdict.Pass, id entity.ID, day period.Date) ([]verdict.Value, error) {
	quoted, err := lastQuoted(p, id, day)
	if err != nil || quoted.IsZero() {
		return nil, err
	}
	chain, err := p.Store.Chain(p.Ctx, id, quoted)
	if err != nil || p.AsOf != 0 && chain.Public > p.AsOf {
		return nil, err
	}
	curve, _, err := evidence.Yields(p.Ctx, p.Store, day)
	if err != nil && !errors.Is(err, evidence.ErrNotFound) {
		return nil, err
	}
	o := volatility.Options{}
	if err == nil {
		o.Curve = &curve
	}
	if o.Earnings, err = evidence.ExpectedResults(p.Ctx, p.Store, id, day); err != nil {
		return nil, err
	}
	var out []verdict.Value
	for _, m := range volatility.Admissible(chain) {
		o.Method = m
		if r, err := volatility.Compute(chain, o); err == nil {
			out = append(out, impliedValue(r, day))
		}
	}
	return out, nil
}

// lastQuoted is the moment of the day's last chain; of a share or an index the
// last during the session, if there is one.
func lastQuoted(p *verdict.Pass, id entity.ID, day period.Date) (last time.Time, err error) {
	times, err := p.Store.ChainTimes(p.Ctx, id)
	if err != nil {
		return last, err
	}
	zone := period.NewYork()
	if id.Kind() == "asset" {
		zone = time.UTC
	}
	bell := period.Close(day)
	inSession := func(t time.Time) bool { return t.Before(bell) || id.Kind() == "asset" }
	for _, t := range times {
		if period.FromTime(t.In(zone)) == day && (last.IsZero() || inSession(t) || !inSession(last)) {
			last = t
		}
	}
	return last, nil
}

// pointDigits is how many digits after the point a volatility keeps: quotes
// say no more.
const pointDigits = 4

func points(x float64) quantity.Rat {
	return quantity.Scaled(int64(x*1e4+0.5), -pointDigits)
}

func impliedValue(r volatility.Result, day period.Date) verdict.Value {
	v := verdict.Value{
		Definition: "implied volatility: " + string(r.Method), Period: period.Day(day), Unit: "percent",
		Actual: points(r.Value), Interval: quantity.Interval{Low: points(r.Low), High: points(r.High)},
	}
	v.Steps = append(v.Steps, termSteps(r.Near)...)
	v.Steps = append(v.Steps, termSteps(r.Next)...)
	v.Steps = append(v.Steps, verdict.Step{Op: string(r.Method), In: []string{r.Quoted.In(period.NewYork()).Format("2006-01-02 15:04 MST")}, Out: v.Actual.Significant(6)})
	if serious := seriousFlags(r.Flags); serious != "" {
		v.Note = message.Say("the option quotes are doubtful: %s", message.Text(serious))
	}
	return v
}

func termSteps(t volatility.Term) []verdict.Step {
	return []verdict.Step{{Op: "variance", In: []string{t.Expiry.String()}, Out: quantity.Scaled(int64(t.Variance.Variance*1e9+0.5), -9).Significant(6)}}
}

// serious are the flags that make a value doubtful; the others say how it was
// made.
var serious = []vol.Flag{
	vol.FlagCrossed, vol.FlagWide, vol.FlagFewStrikes, vol.FlagGap, vol.FlagExtrapolated,
	volatility.FlagStale, volatility.FlagWindow,
}

func seriousFlags(flags []vol.Flag) string {
	var out []string
	for _, f := range flags {
		if slices.Contains(serious, f) {
			out = append(out, string(f))
		}
	}
	return strings.Join(out, ", ")
}

// impliedMoves are the changes from one chain to a later one, each method
// against itself.
func impliedMoves(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	id := r.Entities[0]
	last, err := impliedOn(p, id, r.Period.End)
	if err != nil {
		return nil, err
	}
	from := baseDay(r, r.Period.End)
	var first []verdict.Value
	for day := from; day > from-maxGap && len(first) == 0; day-- {
		if first, err = impliedOn(p, id, day); err != nil {
			return nil, err
		}
	}
	var out []verdict.Value
	for _, a := range last {
		for _, b := range first {
			if a.Definition == b.Definition {
				if v, ok := impliedMove(p.Claim.Unit, b, a); ok {
					out = append(out, v)
				}
			}
		}
	}
	if len(out) == 0 {
		p.Missing = message.Say("an option chain of %s is needed", message.Date(period.Range{Start: from, End: r.Period.End}))
		p.Need(evidence.NeedChain, id, period.Range{Start: from, End: r.Period.End})
		return nil, nil
	}
	out = agreed(out, r.Interval)
	return append(out, asVendorsMove(out[0], last, first, p.Claim.Unit)), nil
}

// asVendorsMove is a move with the interval in which other vendors' moves would
// lie: from any value within the bands of one day to any of the other's, and
// as much larger or smaller as vendors differ.
func asVendorsMove(v verdict.Value, to, from []verdict.Value, unit string) verdict.Value {
	for _, a := range to {
		for _, b := range from {
			crossed := b
			crossed.Interval = quantity.Interval{Low: b.Interval.High, High: b.Interval.Low}
			if x, ok := impliedMove(unit, crossed, a); ok {
				v.Interval = v.Interval.Hull(x.Interval)
			}
		}
	}
	v.Definition, v.Primary, v.Note = "implied volatility: as vendors differ", false, ""
	v.Interval = v.Interval.Hull(v.Interval.Scale(vendorsDiffer))
	return v
}

// maxGap is how many days before the base day its chain may lie: a long weekend.
const maxGap = 5

// impliedMove is the change between two values of one method: in points, or in
// percent of the first.
func impliedMove(unit string, from, to verdict.Value) (verdict.Value, bool) {
	v := to
	v.Period = period.Range{Start: from.Period.End, End: to.Period.End}
	change := func(a, b quantity.Rat) (quantity.Rat, bool) {
		if unit != "percent" {
			return b.Sub(a), true
		}
		q, ok := b.Quo(a)
		return q.Sub(quantity.Int(1)).Mul(quantity.Int(100)), ok
	}
	actual, ok1 := change(from.Actual, to.Actual)
	low, ok2 := change(from.Interval.Low, to.Interval.Low)
	high, ok3 := change(from.Interval.High, to.Interval.High)
	if !ok1 || !ok2 || !ok3 {
		return v, false
	}
	v.Actual, v.Unit = actual, unit
	v.Interval = quantity.Point(actual).Hull(quantity.Point(low)).Hull(quantity.Point(high))
	op := "-"
	if unit == "percent" {
		op = "÷ −1 ×100"
	}
	v.Steps = append(slices.Clone(from.Steps), to.Steps...)
	v.Steps = append(v.Steps, verdict.Step{Op: op, Out: actual.Significant(6)})
	return v, true
}
