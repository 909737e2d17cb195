package rule

import (
	"strconv"

	"assay/claim"
	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/verdict"
	"assay/volatility"
)

// Realised checks how volatile a series was: the yearly standard deviation of
// its daily changes, over the stretch named, or, of a day, over the windows
// that the field uses up to it.
var Realised = verdict.Rule{
	Name:    "realised volatility",
	Doc:     "A realised volatility: the standard deviation of the logarithms of close over close before, times the root of 252 sessions, or of 365 days where trading never stops; over the stretch named, or the 30 days, 20, 21 or 30 closes up to the day.",
	Applies: func(c *claim.Claim) bool { return c.Metric == "realized volatility" },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		s, ok, err := seriesOf(p, r)
		if !ok {
			return nil, err
		}
		return realised(p, r, s), nil
	},
}

// window is a stretch of closes over which a volatility is measured.
type window struct {
	name string
	bars []evidence.Bar
}

// shortStretch is the longest stretch, in days, that is no window of its own: of
// a day or a week the field means the 30 days up to its end.
const shortStretch = 10

func realised(p *verdict.Pass, r claim.Reading, s evidence.Series) []verdict.Value {
	known := knownBars(p, r.Period, s)
	if len(known) == 0 {
		return nil
	}
	perYear := volatility.PerYear(r.Entities[0])
	var out []verdict.Value
	for i, w := range windows(known, r.Period) {
		for _, mean := range []bool{true, false} {
			if v, ok := realisedOver(w, perYear, mean); ok {
				v.Primary = i == 0 && mean
				out = append(out, v)
			}
		}
	}
	if len(out) == 0 {
		p.Missing = message.Say("no close within %s", message.Date(r.Period))
		p.Need(seriesKind(s.Entity), s.Entity, r.Period)
	}
	return out
}

// knownBars are a series' days up to the end of a stretch, or to the clock before it; none,
// and why, where they do not reach it.
func knownBars(p *verdict.Pass, stretch period.Range, s evidence.Series) []evidence.Bar {
	end := stretch.End
	if p.AsOf != 0 && end > p.AsOf {
		end = p.AsOf
	}
	known := bars(p, s, period.Range{Start: 1, End: end})
	if len(known) == 0 || end-known[len(known)-1].Day > maxGap {
		p.Missing = message.Say("no close within %s", message.Date(stretch))
		p.Need(seriesKind(s.Entity), s.Entity, stretch)
		return nil
	}
	return known
}

// windows are the stretch itself with the close before it, where it is long
// enough; else the 30 days up to its end, then 20, 21 and 30 changes.
func windows(known []evidence.Bar, stretch period.Range) []window {
	if int(stretch.End-stretch.Start) > shortStretch {
		return []window{{"the stretch named", volatility.Since(known, stretch.Start)}}
	}
	last := known[len(known)-1].Day
	out := []window{{"30 days", volatility.Since(known, last-29)}}
	for _, n := range []int{20, 21, 30} {
		if len(known) > n {
			out = append(out, window{strconv.Itoa(n) + " closes", known[len(known)-n-1:]})
		}
	}
	return out
}

func realisedOver(w window, perYear float64, mean bool) (verdict.Value, bool) {
	value, ok := volatility.Realised(w.bars, perYear, mean)
	if !ok {
		return verdict.Value{}, false
	}
	about := "about the mean"
	if !mean {
		about = "about zero"
	}
	a := points(value)
	first, last := w.bars[0].Day, w.bars[len(w.bars)-1].Day
	return verdict.Value{
		Definition: "realized volatility: " + w.name + ", " + about, Period: period.Range{Start: first, End: last},
		Actual: a, Interval: quantity.Point(a), Unit: "percent",
		Steps: []verdict.Step{
			{Op: "changes of closes", In: []string{first.String() + ".." + last.String()}, Out: strconv.Itoa(len(w.bars) - 1)},
			{Op: "σ × √" + strconv.Itoa(int(perYear)), Out: a.Significant(6)},
		},
	}, true
}
