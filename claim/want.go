package claim

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Want is a claim as the packs' examples write it:
//
//	GOOGL | revenue | change | 13.6 percent | 2024-04-01..2024-06-30 | yoy | exact | reported
//
// Base, hedge and modality may be left out at the end. Several tickers are
// joined by "+"; a range's ends are written "48e9..53e9 USD". A comparison without a figure
// is "1 times", over or under it.
type Want struct {
	Tickers        []string
	Metric, Kind   string
	Low, High      float64
	Unit           string
	Start, End     string
	Base, Modality string
	Hedge          string
}

// ParseWant reads one line of an example.
func ParseWant(line string) (Want, error) {
	f := strings.Split(line, "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	if len(f) < 5 {
		return Want{}, fmt.Errorf("claim: %q: want at least five fields", line)
	}
	for len(f) < 8 {
		f = append(f, "")
	}
	w := Want{Tickers: strings.Split(f[0], "+"), Metric: f[1], Kind: f[2], Base: f[5], Hedge: f[6], Modality: f[7]}
	if w.Base == "null" || w.Base == "-" {
		w.Base = ""
	}
	val, unit, _ := strings.Cut(f[3], " ")
	w.Unit = unit
	low, high, isRange := strings.Cut(val, "..")
	var err error
	if w.Low, err = strconv.ParseFloat(low, 64); err != nil {
		return w, fmt.Errorf("claim: %q: value: %w", line, err)
	}
	w.High = w.Low
	if isRange {
		if w.High, err = strconv.ParseFloat(high, 64); err != nil {
			return w, fmt.Errorf("claim: %q: value: %w", line, err)
		}
	}
	w.Start, w.End, _ = strings.Cut(f[4], "..")
	if w.End == "" {
		w.End = w.Start
	}
	return w, nil
}

// ordered reports whether the order of the companies says something: a sum has none.
func (c *Claim) ordered() bool {
	return c.Base == AgainstCompany || c.Kind == Ratio && c.Unit == "times"
}

// Matches reports whether the claim says what is wanted; ticker gives a
// party's ticker. A wanted base, hedge or modality counts where it is given.
func (w Want) Matches(c *Claim, ticker func(Party) string) bool {
	if len(c.Entities) != len(w.Tickers) || c.Metric != w.Metric || string(c.Kind) != w.Kind {
		return false
	}
	for i, p := range c.Entities {
		if c.ordered() && ticker(p) != w.Tickers[i] || !slices.Contains(w.Tickers, ticker(p)) {
			return false
		}
	}
	near := func(a, b float64) bool { return math.Abs(math.Abs(a)-math.Abs(b)) <= 1e-3*math.Max(1, math.Abs(b)) }
	high := c.Value.Value
	if c.IsRange {
		high = c.High.Value
	}
	if !near(c.Value.Value.Float(), w.Low) || !near(high.Float(), w.High) {
		return false
	}
	if w.Start != "" && (c.Period.Start.String() != w.Start && c.Period.Start != 0 || c.Period.End.String() != w.End) {
		return false
	}
	if c.Figureless() && w.Hedge != c.Hedge.String() {
		return false
	}
	return (w.Modality == "" || w.Modality == string(c.Modality)) && (w.Base == "" || w.Base == c.Base || w.Kind != "change")
}
