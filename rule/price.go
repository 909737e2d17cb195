package rule

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/lang"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
)

// Price checks moves and levels of share and coin prices, close to close on
// the exchange's trading days; a coin's days are those of its series.
var Price = verdict.Rule{
	Name:    "price",
	Doc:     "A price move: the close of the last day over the close before the first, less one, times 100; in money, the difference of the two. A level: any close of the stretch.",
	Applies: func(c *claim.Claim) bool { return c.Metric == "price" },
	Values:  func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) { return seriesValues(p, r, "price") },
}

// Index checks levels and moves of an index the same way.
var Index = verdict.Rule{
	Name:    "index",
	Doc:     "An index level: any close of the stretch named. A move: close over close; in points, their difference.",
	Applies: func(c *claim.Claim) bool { return c.Metric == "index level" },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		return seriesValues(p, r, "index level")
	},
}

func seriesValues(p *verdict.Pass, r claim.Reading, what string) ([]verdict.Value, error) {
	s, ok, err := seriesOf(p, r)
	if !ok {
		return nil, err
	}
	if p.Claim.Kind == claim.Change {
		return moves(p, r, s, what), nil
	}
	return levels(p, r, s, what)
}

// seriesOf is the daily series of a reading's one entity; ok is false, and
// p.Missing says why, where there is none to check against.
func seriesOf(p *verdict.Pass, r claim.Reading) (s evidence.Series, ok bool, err error) {
	if len(r.Entities) != 1 || !r.Period.Known() {
		return s, false, nil
	}
	s, err = p.Store.Series(p.Ctx, r.Entities[0])
	if errors.Is(err, evidence.ErrNotFound) {
		p.Missing = message.Say("no daily series of %s is loaded", message.Text(nameOf(p.Claim, r.Entities[0])))
		p.Need(seriesKind(r.Entities[0]), r.Entities[0], r.Period)
		return s, false, nil
	}
	return s, err == nil, err
}

// seriesKind is what a daily series is: prices, of shares and coins, or an index.
func seriesKind(id entity.ID) evidence.NeedKind {
	if id.Kind() == "index" {
		return evidence.NeedSeries
	}
	return evidence.NeedPrices
}

// bars are the series' days inside a stretch that were known at the clock.
func bars(p *verdict.Pass, s evidence.Series, r period.Range) []evidence.Bar {
	var out []evidence.Bar
	for _, b := range s.Bars {
		if b.Day >= r.Start && b.Day <= r.End && (p.AsOf == 0 || b.Day <= p.AsOf) {
			out = append(out, b)
		}
	}
	return out
}

// lastDay is the last day of the stretch up to the clock.
func lastDay(p *verdict.Pass, r claim.Reading) period.Date {
	if p.AsOf != 0 && r.Period.End > p.AsOf {
		return p.AsOf
	}
	return r.Period.End
}

// moves is the change over the stretch: one session against the close before
// it, a longer one from the close at its start.
func moves(p *verdict.Pass, r claim.Reading, s evidence.Series, what string) []verdict.Value {
	end := lastDay(p, r)
	last, ok := s.At(end)
	local := claim.NewYork(s.Entity)
	if local && p.Claim.OnDay && holiday(r.Period.End) && last.Day != r.Period.End {
		p.Missing = message.Say("the exchange was closed on %s", message.Date(r.Period.End))
		return nil
	}
	if day := absent(s.Entity, end, last.Day, p.Claim.OnDay); !ok || day != 0 {
		p.Missing = message.Say("no price of %s", message.Date(cmp.Or(day, end)))
		p.Need(seriesKind(s.Entity), s.Entity, period.Day(cmp.Or(day, end)))
		return nil
	}
	base := baseDay(r, last.Day)
	from, ok := s.At(base)
	if !ok || from.Day == last.Day {
		p.Missing = message.Say("no price before %s", message.Date(r.Period.Start))
		p.Need(seriesKind(s.Entity), s.Entity, period.Day(base))
		return nil
	}
	if day := period.LastSession(base); local && from.Day < day { // a hole: the move would be that of several sessions
		p.Missing = message.Say("no price of %s", message.Date(day))
		p.Need(seriesKind(s.Entity), s.Entity, period.Day(day))
		return nil
	}
	v := move(p.Claim, what, last.Close, from, last)
	out := []verdict.Value{v}
	if days := int64(last.Day - from.Day); s.Adjusted && days > 4 && v.Unit == "percent" { // quoted prices leave out the dividends of the stretch
		wide := v
		wide.Definition, wide.Primary = what+": without the dividends of the stretch", false
		wide.Interval = quantity.Interval{Low: v.Actual.Sub(quantity.Frac(dividendShare*days, 365).Mul(factor(v.Actual))), High: v.Actual}
		out = append(out, wide)
	}
	if p.Claim.Session == "intraday" {
		lo, hi := move(p.Claim, what, last.Low, from, last), move(p.Claim, what, last.High, from, last)
		day := lo
		day.Definition, day.Interval = what+": within the day", lo.Interval.Hull(hi.Interval)
		out = append(out, day)
	}
	return ofClosedDay(p, r, s.Entity, ofLastClose(p, r, s.Entity, end, last.Day, out))
}

// ofLastClose leaves values that end with a close before the session meant, since the
// series has none of that session, only where one of them holds: the text may well have
// been written before it, and where that does not fit the close is missing.
func ofLastClose(p *verdict.Pass, r claim.Reading, id entity.ID, end, last period.Date, values []verdict.Value) []verdict.Value {
	day := absent(id, end, last, true)
	if day == 0 || anyHolds(r, values) {
		return values
	}
	p.Missing = message.Say("no price of %s", message.Date(day))
	p.Need(seriesKind(id), id, period.Day(day))
	return nil
}

// anyHolds reports whether one of the values lies within what the text admits.
func anyHolds(r claim.Reading, values []verdict.Value) bool {
	return slices.ContainsFunc(values, func(v verdict.Value) bool { return r.Interval.Overlaps(v.Interval) })
}

// ofClosedDay leaves values that speak of a day on which the exchange was closed only
// where one of them holds: the text may well mean the session before, and where that
// does not fit nobody can say what it means.
func ofClosedDay(p *verdict.Pass, r claim.Reading, id entity.ID, values []verdict.Value) []verdict.Value {
	if !claim.NewYork(id) || !p.Claim.OnDay || period.IsSession(r.Period.End) || anyHolds(r, values) {
		return values
	}
	p.Missing = message.Say("the exchange was closed on %s", message.Date(r.Period.End))
	return nil
}

// usualGap is how many days may pass between two closes: a long weekend.
const usualGap = 4

// absent is the day whose close the series lacks to speak of a day: the exchange's
// last session up to it, if the day was named or lies further back than a long weekend.
// Zero is none. Coins have a close every day. A series of another market is taken to
// have closes at its end until a long weekend has passed.
func absent(id entity.ID, day, last period.Date, named bool) period.Date {
	session := day
	if claim.NewYork(id) {
		session = period.LastSession(day)
	}
	if last >= session || day-last <= usualGap && !(named && (claim.NewYork(id) || id.Kind() == "asset")) {
		return 0
	}
	return session
}

// holiday reports whether the New York exchanges are closed on a day of the week.
func holiday(d period.Date) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !period.IsSession(d)
}

// factor is what a percentage multiplies by: the factor of change.
func factor(percent quantity.Rat) quantity.Rat {
	return percent.Mul(quantity.Frac(1, 100)).Add(quantity.Int(1))
}

// baseDay is the day whose close the move is measured from.
func baseDay(r claim.Reading, last period.Date) period.Date {
	switch {
	case r.Period.Start == r.Period.End, r.Base == "previous close" && last <= r.Period.Start:
		return last - 1
	case len(r.Base) > 7 && r.Base[:7] == "end of ":
		if y, err := period.ParseDate(r.Base[7:11] + "-12-31"); err == nil && y < r.Period.End {
			return y
		}
	case r.Base == "previous close":
		return r.Period.Start - 1
	}
	return r.Period.Start
}

// move is the percentage from one close to another, their quotient where the claim is a
// multiple, or their difference where it is told in points or in money.
func move(c *claim.Claim, what string, to quantity.Decimal, from, last evidence.Bar) verdict.Value {
	q, _ := to.Rat().Quo(from.Close.Rat())
	a, unit, op := q.Sub(quantity.Int(1)).Mul(quantity.Int(100)), "percent", "÷ −1 ×100"
	switch {
	case c.Unit == "times":
		a, unit, op = q, "times", "÷"
	case c.Unit == "points" || lang.Currency(c.Unit):
		a, unit, op = to.Rat().Sub(from.Close.Rat()), c.Unit, "-"
	}
	return verdict.Value{
		Definition: what + ": close to close", Primary: true, Period: period.Range{Start: from.Day, End: last.Day},
		Actual: a, Interval: quantity.Point(a), Unit: unit,
		Steps: []verdict.Step{
			{Op: "close", In: []string{last.Day.String()}, Out: to.Rat().Significant(8)},
			{Op: "close", In: []string{from.Day.String()}, Out: from.Close.Rat().Significant(8)},
			{Op: op, Out: a.Significant(6)},
		},
	}
}

// levels are the closes of the stretch; a day without a session stands for
// the one before, see ofClosedDay, a session whose close is not there for none.
func levels(p *verdict.Pass, r claim.Reading, s evidence.Series, what string) ([]verdict.Value, error) {
	bs := bars(p, s, r.Period)
	if len(bs) == 0 {
		end := r.Period.End
		b, ok := s.At(end)
		if ok && end-b.Day <= usualGap && (p.AsOf == 0 || b.Day <= p.AsOf) && absent(s.Entity, end, b.Day, p.Claim.OnDay) == 0 {
			bs = []evidence.Bar{b}
		}
	}
	if len(bs) == 0 {
		p.Missing = message.Say("no close within %s", message.Date(r.Period))
		p.Need(seriesKind(s.Entity), s.Entity, r.Period)
		return nil, nil
	}
	var out []verdict.Value
	for i := len(bs) - 1; i >= 0; i-- {
		b := bs[i]
		v := verdict.Value{
			Definition: what + ": close", Primary: true, Period: period.Day(b.Day), Actual: b.Close.Rat(),
			Interval: quantity.Point(b.Close.Rat()), Unit: p.Claim.Unit,
			Steps: []verdict.Step{{Op: "close", In: []string{b.Day.String()}, Out: b.Close.Rat().Significant(8)}},
		}
		if p.Claim.Hedge == quantity.AtMost || p.Claim.Hedge == quantity.AtLeast || p.Claim.Hedge == quantity.Over || p.Claim.Hedge == quantity.Under || p.Claim.Session == "intraday" {
			v.Interval = quantity.Interval{Low: b.Low.Rat(), High: b.High.Rat()}
		}
		out = append(out, v)
	}
	vendors := out[0] // sources of closes differ in the last cent
	vendors.Definition, vendors.Primary = what+": close, to a cent", false
	vendors.Interval = vendors.Interval.Widen(quantity.Frac(1, 100))
	out = append(out, vendors)
	if s.Adjusted { // what later splits and dividends could explain
		quoted, err := unadjusted(p, r, out[0])
		if err != nil {
			return nil, err
		}
		out = append(out, quoted...)
	}
	return ofClosedDay(p, r, s.Entity, ofLastClose(p, r, s.Entity, lastDay(p, r), bs[len(bs)-1].Day, out)), nil
}
