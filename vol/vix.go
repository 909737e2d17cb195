package vol

import (
	"fmt"
	"math"
)

// IndexRules are the parts of the Cboe method that changed over the years.
type IndexRules struct {
	// ZeroAsk: a zero ask excludes a strike as a zero bid does; since
	// 2025-02-10 (VIX Methodology 6.0, revision history).
	ZeroAsk bool
}

// usable reports whether a quote takes part in the sum.
func (r IndexRules) usable(q Quote) bool { return q.Bid > 0 && (q.Ask > 0 || !r.ZeroAsk) }

// Strike is what one strike adds to the variance of its expiry.
type Strike struct {
	Strike       float64
	Kind         Kind    // the option that is used; 0 at K0, where it is the mean of both
	Bid, Ask     float64 // of that option; at K0 the means
	Mid          float64 // Q(K) of the method
	DeltaK       float64
	Contribution float64 // ΔK/K² · e^{RT} · Q(K)
}

// Variance is one expiry's part of a volatility index: the price of its
// variance from out-of-the-money options (Cboe Volatility Index Mathematics
// Methodology 5.0, section 3; after Demeterfi, Derman, Kamal and Zou, 1999).
type Variance struct {
	Minutes, TYears, RateAnnual float64
	Forward                     float64
	ParityStrike                float64 // at which call and put lie closest
	K0                          float64 // the first listed strike at or below the forward
	Strikes                     []Strike
	Sum                         float64 // of the contributions
	Variance                    float64 // per year
	Low, High                   float64 // the variance of all bids and of all asks
	Flags                       []Flag
}

// NoIndexError says why an expiry gives no value.
type NoIndexError struct {
	Reason string
	Strike float64 // where the trouble is; 0 if at no single one
}

func (e NoIndexError) Error() string {
	if e.Strike != 0 {
		return fmt.Sprintf("vol: no index value: %s (strike %g)", e.Reason, e.Strike)
	}
	return "vol: no index value: " + e.Reason
}

// What may be doubtful about the quotes of an index.
const (
	FlagCrossed    Flag = "crossed"         // an ask below its bid among the quotes used
	FlagWide       Flag = "wide"            // the quotes' spreads are large, see wideBand
	FlagFewStrikes Flag = "too few strikes" // fewer than fewStrikes on a side
	FlagTruncated  Flag = "truncated"       // a side ends before two strikes without a bid: its quotes, not the market, end there
)

const (
	// wideBand is the distance between the variances of bids and asks, as a
	// share of the variance, from which quotes are wide: a volatility known to
	// no better than about a twentieth on each side.
	wideBand = 0.2
	// fewStrikes is how many strikes a side needs. With five, spaced as they
	// are when two standard deviations are covered, the sum of a flat smile
	// misses its variance by about a hundredth.
	fewStrikes = 5
)

// IndexVariance is an expiry's variance by the Cboe method.
//
// The forward comes from the strike where the middles of call and put, both
// with a bid and an ask not below it, lie closest; of equals the lowest. K0 is
// the highest listed strike at or below the forward; there call and put must
// both have a bid and an ask not below it, else there is no value. From K0
// downwards puts and upwards calls take part: a listed strike without a bid
// (by later rules also without an ask) is left out, two such in a row end the
// side, and a strike at which the side lists no option is passed over without
// counting. A side without any strike gives no value. ΔK is measured between
// the strikes that take part.
func IndexVariance(e Expiry, rules IndexRules) (Variance, error) {
	t := e.TYears()
	if !(t > 0) || math.IsInf(t, 0) {
		return Variance{}, NoIndexError{Reason: "the options have expired"}
	}
	if math.IsNaN(e.RateAnnual) || math.Abs(e.RateAnnual) > maxRate {
		return Variance{}, NoIndexError{Reason: "the rate is not believable"}
	}
	v := Variance{Minutes: e.Minutes, TYears: t, RateAnnual: e.RateAnnual}
	grow := math.Exp(e.RateAnnual * t)
	if err := v.forward(e, grow); err != nil {
		return Variance{}, err
	}
	if err := v.choose(e, rules); err != nil {
		return Variance{}, err
	}
	v.weigh(grow)
	if !(v.Variance > 0) || math.IsInf(v.Variance, 0) {
		return Variance{}, NoIndexError{Reason: "the quotes give no positive variance"}
	}
	return v, nil
}

// maxRate is the largest yearly rate that is believed.
const maxRate = 2

// forward finds the strike at which call and put lie closest.
func (v *Variance) forward(e Expiry, grow float64) error {
	least := math.Inf(1)
	for _, p := range e.Pairs {
		if !p.Call.TwoSided() || !p.Put.TwoSided() {
			continue
		}
		if d := p.Call.Mid() - p.Put.Mid(); math.Abs(d) < least {
			least, v.ParityStrike, v.Forward = math.Abs(d), p.Strike, p.Strike+grow*d
		}
	}
	if !(v.Forward > 0) || math.IsInf(v.Forward, 0) {
		return NoIndexError{Reason: "no strike has quotes of a call and a put that give a forward"}
	}
	return nil
}

// choose picks K0 and the strikes that take part, in ascending order.
func (v *Variance) choose(e Expiry, rules IndexRules) error {
	at := -1
	for i, p := range e.Pairs {
		if p.Strike <= v.Forward && (p.Call.Listed || p.Put.Listed) {
			at = i
		}
	}
	if at < 0 {
		return NoIndexError{Reason: "no strike is listed at or below the forward"}
	}
	k0 := e.Pairs[at]
	v.K0 = k0.Strike
	for _, q := range []Quote{k0.Call, k0.Put} {
		switch {
		case !q.Listed || q.Bid <= 0 || q.Ask <= 0:
			return NoIndexError{"a quote is missing at K0", k0.Strike}
		case q.Crossed():
			return NoIndexError{"a quote is crossed at K0", k0.Strike}
		}
	}
	puts, putsEnd := side(e.Pairs, at-1, -1, Put, rules)
	calls, callsEnd := side(e.Pairs, at+1, 1, Call, rules)
	if len(puts) == 0 {
		return NoIndexError{Reason: "no put below K0 has a bid"}
	}
	if len(calls) == 0 {
		return NoIndexError{Reason: "no call above K0 has a bid"}
	}
	v.Strikes = make([]Strike, 0, len(puts)+1+len(calls))
	for i := len(puts) - 1; i >= 0; i-- {
		v.Strikes = append(v.Strikes, puts[i])
	}
	v.Strikes = append(v.Strikes, Strike{Strike: k0.Strike, Bid: (k0.Call.Bid + k0.Put.Bid) / 2, Ask: (k0.Call.Ask + k0.Put.Ask) / 2})
	v.Strikes = append(v.Strikes, calls...)
	if len(puts) < fewStrikes || len(calls) < fewStrikes {
		v.Flags = append(v.Flags, FlagFewStrikes)
	}
	if !putsEnd || !callsEnd {
		v.Flags = append(v.Flags, FlagTruncated)
	}
	return nil
}

// side walks from K0 outwards and gathers the strikes that take part; ended
// reports whether two strikes without a bid ended it.
func side(pairs []Pair, from, step int, kind Kind, rules IndexRules) (used []Strike, ended bool) {
	empty := 0
	for i := from; i >= 0 && i < len(pairs); i += step {
		q := pairs[i].Call
		if kind == Put {
			q = pairs[i].Put
		}
		switch {
		case !q.Listed:
		case !rules.usable(q):
			if empty++; empty == 2 {
				return used, true
			}
		default:
			empty = 0
			used = append(used, Strike{Strike: pairs[i].Strike, Kind: kind, Bid: q.Bid, Ask: q.Ask})
		}
	}
	return used, false
}

// weigh sums the strikes up.
func (v *Variance) weigh(grow float64) {
	s := v.Strikes
	low, high, crossed := 0.0, 0.0, false
	for i := range s {
		lo, hi := max(i-1, 0), min(i+1, len(s)-1)
		s[i].DeltaK = (s[hi].Strike - s[lo].Strike) / float64(hi-lo)
		weight := s[i].DeltaK / (s[i].Strike * s[i].Strike) * grow
		s[i].Mid = (s[i].Bid + s[i].Ask) / 2
		s[i].Contribution = weight * s[i].Mid
		v.Sum += s[i].Contribution
		low += weight * min(s[i].Bid, s[i].Ask)
		high += weight * max(s[i].Bid, s[i].Ask)
		crossed = crossed || s[i].Ask < s[i].Bid
	}
	gap := v.Forward/v.K0 - 1
	annual := func(sum float64) float64 { return (2*sum - gap*gap) / v.TYears }
	v.Variance, v.Low, v.High = annual(v.Sum), annual(low), annual(high)
	if crossed {
		v.Flags = append(v.Flags, FlagCrossed)
	}
	if v.High-v.Low > wideBand*v.Variance {
		v.Flags = append(v.Flags, FlagWide)
	}
}

// Index is a volatility of constant maturity from two expiries, in points: 20
// is 20 % a year.
type Index struct {
	Value     float64
	Low, High float64 // of all bids and of all asks, the forward and the strikes being kept
	Near      Variance
	Next      Variance
}

// ConstantMaturityIndex is the index at a maturity of so many minutes: the
// total variance is linear in time between the two expiries
// (Mathematics Methodology 5.0, section 3(b)).
func ConstantMaturityIndex(near, next Variance, minutes float64) Index {
	at := func(a, b float64) float64 {
		return 100 * math.Sqrt(max(0, interpolateVariance(near, next, a, b, minutes)))
	}
	return Index{
		Value: at(near.Variance, next.Variance), Low: at(near.Low, next.Low), High: at(near.High, next.High),
		Near: near, Next: next,
	}
}

// interpolateVariance is the yearly variance at a maturity; one expiry that has
// that maturity, or none other beside it, stands alone.
func interpolateVariance(near, next Variance, a, b, minutes float64) float64 {
	if span := next.Minutes - near.Minutes; span > 0 && minutes > 0 {
		return (near.TYears*a*(next.Minutes-minutes) + next.TYears*b*(minutes-near.Minutes)) / span * MinutesPerYear / minutes
	}
	return a
}

// Thirty is the maturity of the VIX, IV30 and DVOL: 30 days, in minutes.
const Thirty = 30 * 24 * 60
