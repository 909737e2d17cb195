package vol

import (
	"math"
	"slices"
)

// Parity is the forward and the discount factor that the quotes of one expiry
// state between them: a call less a put of one strike is D (F − K).
// H. Stoll, "The relationship between put and call option prices", Journal of
// Finance 24 (1969), 801; European exercise only.
type Parity struct {
	Forward float64 // price of the underlying at the settlement, in the strikes' currency
	// Low and High bound the forward at which nobody gains by a conversion or a
	// reversal at bid and ask, over the strikes whose own bounds hold Forward.
	Low, High  float64
	Discount   float64 // price today of 1 at the settlement
	RateAnnual float64 // −ln(Discount) per year, continuously compounded
	RateError  float64 // standard error of the fitted rate per year; 0 where the rate was given
	Strikes    int     // pairs used
	Outside    int     // of them, those whose quotes do not admit Forward
	Spread     float64 // median distance of the strikes' own forwards from Forward
	Flags      []Flag
}

// Flags of a forward.
const (
	FlagFewPairs    Flag = "too few pairs"          // fewer than fewPairs strikes with a call and a put quoted on both sides
	FlagGivenRate   Flag = "rate as given"          // the quotes do not determine the discount: see ParityForward
	FlagParity      Flag = "parity broken"          // more than a quarter of the strikes do not admit the forward
	FlagNoForward   Flag = "no forward"             // no pair, or no finite forward
	FlagUnusualRate Flag = "implied rate unusual"   // the fitted discount is outside what rates are: see ParityForward
	FlagVagueRate   Flag = "implied rate too vague" // its standard error is above maxRateError
)

const (
	fewPairs = 5
	// A fitted rate is believed between these, and with this standard error. The
	// month of quotes of the VIX methodology's example has one of 0.0015.
	minParityRate, maxParityRate, maxRateError = -0.05, 0.25, 0.01
	// nearStraddles is how far from the money pairs count, in straddles: 4 are
	// some 3.2 standard deviations.
	nearStraddles = 4
	// maxPairs is as many as the densest chains have that near.
	maxPairs = 400
)

// ParityForward fits forward and discount to the pairs near the money: those
// quoted on both sides within nearStraddles prices of the straddle. The line
// D (F − K) is fitted to the mids by an MM-estimate, weighted by the spreads
// (see fitParity), so that nearly half of the pairs may be stale.
//
// The discount is believed if there are fewPairs strikes, its rate lies between
// −5 % and 25 % a year, and the rate's standard error is at most one point;
// otherwise the forward is that of e.RateAnnual, and flagged so. ok is false,
// with a flag, if there is no forward at all.
func ParityForward(e Expiry) (p Parity, ok bool) {
	t := e.TYears()
	points := parityPoints(e.Pairs)
	if len(points) < fewPairs || !(t > 0) {
		return parityAtRate(points, e, FlagGivenRate)
	}
	line := fitParity(points)
	rate, rateError := -math.Log(line.slope)/t, line.slopeError/line.slope/t
	switch {
	case !(rate >= minParityRate && rate <= maxParityRate):
		return parityAtRate(points, e, FlagGivenRate, FlagUnusualRate)
	case !(rateError <= maxRateError):
		return parityAtRate(points, e, FlagGivenRate, FlagVagueRate)
	}
	p = Parity{Forward: line.zero, Discount: line.slope, RateAnnual: rate, RateError: rateError}
	return p.judged(points)
}

// ForwardAtRate fits the forward alone, at the discount of e.RateAnnual. ok is
// false, with a flag, if there is none.
func ForwardAtRate(e Expiry) (p Parity, ok bool) { return parityAtRate(parityPoints(e.Pairs), e) }

// InverseForward is the forward of options that are quoted in their underlying,
// as Deribit's are: in coins a call less a put is 1 − K/F, and the discount is 1
// (Deribit's price of a coin at the settlement is that of the expiry's future).
// ok is false, with a flag, if there is none.
func InverseForward(e Expiry) (p Parity, ok bool) {
	points := inversePoints(e.Pairs)
	p = Parity{Forward: fitForward(points, 1), Discount: 1}
	return p.judged(points)
}

func parityAtRate(points []parityPoint, e Expiry, flags ...Flag) (Parity, bool) {
	discount := math.Exp(-e.RateAnnual * e.TYears())
	p := Parity{Discount: discount, RateAnnual: e.RateAnnual, Flags: flags}
	if !(discount > 0) || math.IsInf(discount, 0) {
		return Parity{Flags: append(flags, FlagNoForward)}, false
	}
	p.Forward = fitForward(points, discount)
	return p.judged(points)
}

// parityPoint is what one strike says: call less put, and half the distance
// between its bounds at bid and ask.
type parityPoint struct {
	strike, difference, half float64
}

// parityPoints are the pairs near the money that are quoted on both sides, by
// strike.
func parityPoints(pairs []Pair) []parityPoint {
	quoted := quotedPairs(pairs)
	return pointsNear(quoted, centre(quoted), func(p Pair) parityPoint {
		return parityPoint{p.Strike, p.Call.Mid() - p.Put.Mid(), (p.Call.Ask - p.Call.Bid + p.Put.Ask - p.Put.Bid) / 2}
	})
}

// inversePoints does the same for prices in the underlying, turned into
// currency at each strike's own forward K/(1 − c + p): then every strike's
// point lies on F − K.
func inversePoints(pairs []Pair) []parityPoint {
	quoted := quotedPairs(pairs)
	at := centre(quoted)
	at.straddle *= at.strike
	points := pointsNear(quoted, at, func(p Pair) parityPoint {
		low, mid, high := inverseForwards(p)
		return parityPoint{p.Strike, mid - p.Strike, (high - low) / 2}
	})
	return slices.DeleteFunc(points, func(p parityPoint) bool { return !(p.half >= 0) || math.IsInf(p.half, 0) })
}

// inverseForwards are the forwards of one inverse pair, at its bids and asks;
// infinite or negative ones where the difference reaches a whole coin.
func inverseForwards(p Pair) (low, mid, high float64) {
	of := func(difference float64) float64 {
		if difference >= 1 {
			return math.Inf(1)
		}
		return p.Strike / (1 - difference)
	}
	return of(p.Call.Bid - p.Put.Ask), of(p.Call.Mid() - p.Put.Mid()), of(p.Call.Ask - p.Put.Bid)
}

// quotedPairs are the pairs with a finite strike and two-sided, finite quotes.
func quotedPairs(pairs []Pair) []Pair {
	var out []Pair
	for _, p := range pairs {
		if p.Strike > 0 && !math.IsInf(p.Strike, 1) && finiteQuote(p.Call) && finiteQuote(p.Put) {
			out = append(out, p)
		}
	}
	return out
}

func finiteQuote(q Quote) bool { return q.TwoSided() && q.Ask <= math.MaxFloat64/4 }

// moneyCentre is where the money is: the strike whose call and put differ
// least, and the price of its straddle.
type moneyCentre struct{ strike, straddle float64 }

func centre(quoted []Pair) moneyCentre {
	best, at := math.Inf(1), moneyCentre{}
	for _, p := range quoted {
		call, put := p.Call.Mid(), p.Put.Mid()
		if d := math.Abs(call - put); d < best {
			best, at = d, moneyCentre{p.Strike, call + put}
		}
	}
	return at
}

// pointsNear are the points of the pairs near the centre: all within
// nearStraddles, at least fewPairs, at most maxPairs, the nearest first to be
// chosen.
func pointsNear(quoted []Pair, at moneyCentre, point func(Pair) parityPoint) []parityPoint {
	if len(quoted) == 0 {
		return nil
	}
	lo, _ := slices.BinarySearchFunc(quoted, at.strike, func(p Pair, k float64) int {
		if p.Strike < k {
			return -1
		}
		return 1
	})
	lo = min(lo, len(quoted)-1)
	hi := lo + 1
	for hi-lo < maxPairs && (lo > 0 || hi < len(quoted)) {
		left := lo > 0 && (hi == len(quoted) || at.strike-quoted[lo-1].Strike <= quoted[hi].Strike-at.strike)
		next := hi
		if left {
			next = lo - 1
		}
		if hi-lo >= fewPairs && math.Abs(quoted[next].Strike-at.strike) > nearStraddles*at.straddle {
			break
		}
		if left {
			lo--
		} else {
			hi++
		}
	}
	points := make([]parityPoint, 0, hi-lo)
	for _, p := range quoted[lo:hi] {
		points = append(points, point(p))
	}
	return points
}

// judged adds what the points say about a forward: its bounds, how many strikes
// do not admit it, and how far their own forwards scatter.
func (p Parity) judged(points []parityPoint) (Parity, bool) {
	if !(p.Forward > 0) || math.IsInf(p.Forward, 1) {
		return Parity{Flags: append(p.Flags, FlagNoForward)}, false
	}
	p.Strikes = len(points)
	p.Low, p.High = math.Inf(-1), math.Inf(1)
	distances := make([]float64, 0, len(points))
	for _, q := range points {
		own, half := q.strike+q.difference/p.Discount, q.half/p.Discount
		distances = append(distances, math.Abs(own-p.Forward))
		if math.Abs(own-p.Forward) > half*(1+1e-9)+1e-12*p.Forward {
			p.Outside++
			continue
		}
		p.Low, p.High = max(p.Low, own-half), min(p.High, own+half)
	}
	// Where no strike admits the forward, the strikes' own forwards bound it.
	if p.Outside == p.Strikes {
		p.Low, p.High = p.Forward-slices.Max(distances), p.Forward+slices.Max(distances)
	}
	p.Low, p.High = min(p.Low, p.Forward), max(p.High, p.Forward)
	p.Spread = medianOf(distances)
	if d := p.High - p.Low + p.Spread; math.IsNaN(d) || math.IsInf(d, 0) { // quotes beyond all prices, discounted beyond all numbers
		return Parity{Flags: append(p.Flags, FlagNoForward)}, false
	}
	if p.Strikes < fewPairs {
		p.Flags = append(p.Flags, FlagFewPairs)
	}
	if 4*p.Outside > p.Strikes {
		p.Flags = append(p.Flags, FlagParity)
	}
	return p, true
}
