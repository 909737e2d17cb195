package vol

import (
	"cmp"
	"math"
	"slices"
)

// earlyOption is an American option.
type earlyOption struct {
	kind                   Kind
	spot                   float64 // less the present value of the dividends
	strike, rate, yield, t float64
	dividends              []Dividend     // those before expiry, by time
	least                  float64        // the price at zero volatility
	boundaries             *boundaryTable // nil: each is solved anew
	near                   *boundary      // the last one that was solved
}

// maxDividends is how many may count for one option: more are a mistake.
const maxDividends = 400

// newEarlyOption is an option of these terms; ok is false if they have no price.
func newEarlyOption(kind Kind, spot, strike, rate, yield, t float64, dividends []Dividend) (o earlyOption, ok bool) {
	o = earlyOption{kind: kind, spot: spot, strike: strike, rate: rate, yield: yield, t: t}
	for _, d := range dividends {
		if math.IsNaN(d.TYears) || !(d.Amount >= 0) || math.IsInf(d.Amount, 1) {
			return o, false
		}
		if d.TYears > 0 && d.TYears <= t && d.Amount > 0 {
			o.dividends = append(o.dividends, d)
		}
	}
	slices.SortStableFunc(o.dividends, func(a, b Dividend) int { return cmp.Compare(a.TYears, b.TYears) })
	o.spot -= PVDividends(o.dividends, rate, t)
	if !o.valid() {
		return o, false
	}
	o.least = o.certain()
	return o, !math.IsNaN(o.least)
}

func (o *earlyOption) valid() bool {
	return len(o.dividends) <= maxDividends && blackDomain(o.kind, o.spot, o.strike) && o.spot > 0 && o.t >= 0 && !math.IsInf(o.t, 1) &&
		!math.IsNaN(o.rate+o.yield) && !math.IsInf(o.rate, 0) && !math.IsInf(o.yield, 0)
}

// forward is that of the spot without dividends.
func (o *earlyOption) forward(t float64) float64 { return o.spot * math.Exp((o.rate-o.yield)*t) }

func (o *earlyOption) discount() float64 { return math.Exp(-o.rate * o.t) }

// european is the price without early exercise, discounted.
func (o *earlyOption) european(sigma float64) float64 {
	return o.discount() * Black(o.kind, o.forward(o.t), o.strike, sigma, o.t)
}

// price is the American price at a volatility.
func (o *earlyOption) price(sigma float64) float64 {
	return o.priceBy(sigma, func(european float64) float64 {
		switch {
		case len(o.dividends) == 0:
			return o.boundaryPrice(sigma, european)
		case o.heldToExpiry():
			return european
		case o.twoBoundaries():
			return european + o.latticePremium(sigma, latticeSteps)
		}
		return newAmericanGrid(o, sigma, gridPerDeviation).price(gridSteps)
	})
}

func (o *earlyOption) twoBoundaries() bool {
	terms, _, _ := o.asPut(0)
	return terms.regime() == twoBoundary
}

// priceBy is what method gives, between the bounds of any American price.
func (o *earlyOption) priceBy(sigma float64, method func(european float64) float64) float64 {
	european := o.european(sigma)
	floor := max(european, o.least)
	switch total := sigma * math.Sqrt(o.t); {
	case total < certainVolatility:
		return floor
	case total >= maxTotalVolatility:
		return o.most()
	}
	return min(max(floor, method(european)), o.most())
}

// Total volatilities below and above which the price is that of none and of an
// infinite one, to less than rounding.
const (
	certainVolatility  = 1e-9
	maxTotalVolatility = 17
)

// heldToExpiry reports whether a call on a spot with dividends is held to expiry
// at any volatility: there is no yield, and no payment is worth the interest on
// the strike until the next one (R. C. Merton, "Theory of rational option
// pricing", Bell Journal of Economics 4, 1973).
func (o *earlyOption) heldToExpiry() bool {
	if o.kind != Call || o.yield > 0 || o.rate < 0 {
		return false
	}
	for i, d := range o.dividends {
		next := o.t
		if i+1 < len(o.dividends) {
			next = o.dividends[i+1].TYears
		}
		if d.Amount > o.strike*-math.Expm1(-o.rate*(next-d.TYears)) {
			return false
		}
	}
	return true
}

// certain is the price at zero volatility: that of the best time to exercise
// when the spot is sure to follow its forward. Besides the ends and the payments
// that is where interest on the strike equals yield on the spot.
func (o *earlyOption) certain() float64 {
	best := max(0, o.exerciseAt(0, false), o.exerciseAt(o.t, true))
	for _, d := range o.dividends {
		best = max(best, o.exerciseAt(d.TYears, false), o.exerciseAt(d.TYears, true))
	}
	still := math.Log(o.rate*o.strike/(o.yield*o.spot)) / (o.rate - o.yield)
	if still > 0 && still < o.t {
		best = max(best, o.exerciseAt(still, true))
	}
	return best
}

// most is the price at infinite volatility: of the strike (a put) or the whole
// spot (a call) at the time when it is worth most today.
func (o *earlyOption) most() float64 {
	if o.kind == Put {
		return o.strike * max(1, o.discount())
	}
	paid := PVDividends(o.dividends, o.rate, o.t)
	return max(o.spot+paid, o.spot*math.Exp(-o.yield*o.t)+paid)
}

// exerciseAt is today's value of the decision to exercise at t, before or after
// a payment at that time.
func (o *earlyOption) exerciseAt(t float64, after bool) float64 {
	l := o.payoff(0, t, after)
	return l.slope*o.spot + l.cash
}

// payoffLine is slope·x + cash.
type payoffLine struct{ slope, cash float64 }

// payoff is the value at a time of the decision to exercise at a later one, as
// a line in what the spot without dividends is worth at the first.
func (o *earlyOption) payoff(at, exercise float64, after bool) payoffLine {
	wait := exercise - at
	cash := -o.strike * math.Exp(-o.rate*wait)
	for _, d := range o.dividends {
		if d.TYears > exercise || d.TYears == exercise && !after {
			cash += d.Amount * math.Exp(-o.rate*(d.TYears-at))
		}
	}
	theta := float64(o.kind)
	return payoffLine{theta * math.Exp(-o.yield*wait), theta * cash}
}
