package volatility

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"assay/evidence"
	"assay/period"
	"assay/vol"
)

// style is how the options of a root are exercised and settled.
type style struct {
	european bool
	morning  bool // settled by the opening prices of the last day
}

// styles are the index options of American exchanges, by the root of their
// symbols (Cboe and Nasdaq product specifications). All other roots are
// American and are settled at the close.
var styles = map[string]style{
	"SPX": {true, true}, "SPXW": {true, false}, "XSP": {true, false}, "XEO": {true, false}, "NANOS": {true, false},
	"NDX": {true, true}, "NDXP": {true, false}, "XND": {true, false},
	"RUT": {true, true}, "RUTW": {true, false}, "MRUT": {true, false},
	"DJX": {true, true}, "VIX": {true, true}, "VIXW": {true, true},
}

const (
	opening   = 9*60 + 30 // minutes of New York's day
	closing   = 16 * 60
	deribitAt = 8 * 60 // minutes of the day in UTC at which Deribit settles
)

// listed is one expiry of a chain.
type listed struct {
	Expiry     period.Date
	Root       string
	European   bool
	Settlement time.Time
	Minutes    float64 // from the quotes to the settlement, whole ones
	Forward    float64 // as the source states it; 0 if it does not
	Pairs      []vol.Pair
}

// expiries are the chain's expiries that are not settled yet, by settlement.
func expiries(c evidence.Chain) ([]listed, error) {
	if c.Quoted.IsZero() {
		return nil, fmt.Errorf("volatility: %w: the chain does not say when it was quoted", ErrNoValue)
	}
	forwards := map[period.Date]float64{}
	for _, f := range c.Forwards {
		forwards[f.Expiry] = f.Price.Rat().Float()
	}
	var out []listed
	for i := 0; i < len(c.Options); {
		j := i + 1
		for j < len(c.Options) && c.Options[j].Expiry == c.Options[i].Expiry && c.Options[j].Root == c.Options[i].Root {
			j++
		}
		l := newListed(c, c.Options[i])
		if l.Minutes > 0 {
			l.Pairs = pairs(c.Options[i:j])
			l.Forward = forwards[l.Expiry]
			out = append(out, l)
		}
		i = j
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("volatility: %w: the chain of %s lists no option that has not expired", ErrNoValue, c.Quoted.Format(time.DateTime))
	}
	slices.SortStableFunc(out, func(a, b listed) int { return cmp.Compare(a.Minutes, b.Minutes) })
	return out, nil
}

func newListed(c evidence.Chain, o evidence.Option) listed {
	l := listed{Expiry: o.Expiry, Root: o.Root}
	y, m, d := o.Expiry.Civil()
	if c.Vendor == "Deribit" {
		l.European = true
		l.Settlement = time.Date(y, time.Month(m), d, 0, deribitAt, 0, 0, time.UTC)
		l.Minutes = wholeMinutes(c.Quoted, l.Settlement, time.UTC)
		return l
	}
	s := styles[strings.ToUpper(o.Root)]
	l.European = s.european
	l.Settlement = period.InNewYork(o.Expiry, settlementMinute(o.Expiry, s.morning))
	l.Minutes = wholeMinutes(c.Quoted, l.Settlement, period.NewYork())
	return l
}

// settlementMinute is the minute of New York's day at which options are settled: at
// the opening, or at the close, which comes early on a shortened session (the Cboe
// method writes 4:00 p.m., of the usual ones). Until 2015 some expired on a Saturday,
// which has no session of its own.
func settlementMinute(expiry period.Date, morning bool) int {
	hours, ok := period.Session(expiry)
	switch {
	case morning:
		return opening
	case ok:
		return hours.Close
	}
	return closing
}

// wholeMinutes counts as the Cboe method does: what is left of the day of the
// quotes, the days between of 1,440 minutes each, and the minutes of the last
// day; a change of the clocks in between does not count.
func wholeMinutes(from, to time.Time, zone *time.Location) float64 {
	from, to = from.In(zone), to.In(zone)
	days := int(period.FromTime(to) - period.FromTime(from))
	seconds := days*24*60*60 + secondOfDay(to) - secondOfDay(from)
	if seconds < 0 {
		return 0
	}
	return float64(seconds / 60)
}

func secondOfDay(t time.Time) int { return (t.Hour()*60+t.Minute())*60 + t.Second() }

// pairs puts the options of one expiry side by side; the last of two quotes of
// one option counts.
func pairs(options []evidence.Option) []vol.Pair {
	var out []vol.Pair
	for _, o := range options {
		k := o.Strike.Rat().Float()
		if n := len(out); n == 0 || out[n-1].Strike != k {
			out = append(out, vol.Pair{Strike: k})
		}
		q := vol.Quote{Bid: o.Bid.Rat().Float(), Ask: o.Ask.Rat().Float(), Listed: true}
		if p := &out[len(out)-1]; o.Kind == vol.Call {
			p.Call = q
		} else {
			p.Put = q
		}
	}
	return out
}

// The window of the VIX: more than 23 and less than 37 days.
const (
	windowFrom = 23 * 24 * 60
	windowTo   = 37 * 24 * 60
)

// choose picks the near and the next expiry: the last that is settled within 30
// days and the first after (Mathematics Methodology 5.0, section 1(a), the
// bracket method). The VIX takes those of Fridays alone, of the third Friday
// those settled in the morning. Where one side of the 30 days lists none, the
// two nearest serve.
func choose(all []listed, o Options) (near, next listed, err error) {
	if o.Expiries != [2]period.Date{} {
		return named(all, o.Expiries)
	}
	candidates := all
	if o.Method == VIX {
		candidates = fridays(all)
	}
	candidates = onePerDay(candidates)
	if len(candidates) < 2 {
		return near, next, fmt.Errorf("volatility: %w: it needs two expiries, and the chain lists %d (%s)", ErrNoValue, len(candidates), days(all))
	}
	i, _ := slices.BinarySearchFunc(candidates, vol.Thirty+1, func(l listed, t int) int { return cmp.Compare(l.Minutes, float64(t)) })
	i = min(max(i, 1), len(candidates)-1)
	return candidates[i-1], candidates[i], nil
}

// named are the expiries that the user chose.
func named(all []listed, days [2]period.Date) (near, next listed, err error) {
	find := func(d period.Date) (listed, error) {
		for _, l := range onePerDay(all) {
			if l.Expiry == d {
				return l, nil
			}
		}
		return listed{}, fmt.Errorf("volatility: %w: the chain lists no expiry of %s", ErrNoValue, d)
	}
	if near, err = find(days[0]); err != nil {
		return near, next, err
	}
	if next, err = find(days[1]); err != nil {
		return near, next, err
	}
	if near.Minutes >= next.Minutes {
		return near, next, fmt.Errorf("volatility: %w: the near expiry %s does not come before the next %s", ErrNoValue, days[0], days[1])
	}
	return near, next, nil
}

// fridays are the expiries of which the VIX is made, where the chain is the
// S&P 500's; of other underlyings, for which Cboe names none, all.
func fridays(all []listed) []listed {
	var out []listed
	for _, l := range all {
		if l.Root != "SPX" && l.Root != "SPXW" {
			return all
		}
		if l.Expiry == period.LastSession(fridayOf(l.Expiry)) {
			out = append(out, l)
		}
	}
	return out
}

// fridayOf is the Friday of the day's week.
func fridayOf(d period.Date) period.Date { return d + period.Date(time.Friday-d.Weekday()) }

// onePerDay keeps one root an expiry day: that settled in the morning, else the
// one with the most strikes.
func onePerDay(all []listed) []listed {
	var out []listed
	for _, l := range all {
		n := len(out)
		switch {
		case n == 0 || out[n-1].Expiry != l.Expiry:
			out = append(out, l)
		case out[n-1].Minutes == l.Minutes && len(l.Pairs) > len(out[n-1].Pairs):
			out[n-1] = l
		}
	}
	return out
}

// days names the expiries in a message.
func days(all []listed) string {
	var names []string
	for _, l := range all {
		names = append(names, l.Expiry.String())
	}
	return strings.Join(slices.Compact(names), ", ")
}

// European reports whether the options of a root are exercised at their expiry
// alone.
func European(root string) bool { return styles[strings.ToUpper(root)].european }
