// Package vol is option mathematics: prices and implied volatilities, forwards
// from put–call parity, American exercise, smiles, and the volatility indices
// made of whole chains.
//
// It holds pure functions over float64 and knows no file, no ticker and no
// calendar: package evidence keeps chains as quoted, rule and cmd/assay turn
// them into the values here. Volatilities are per year as a fraction (0.3 is
// 30 %), times in years of 365 days, rates continuously compounded per year,
// each named so: sigmaAnnual, tYears, rateAnnual. Nothing here panics on any
// float64, and a value that cannot be given comes with a Status or a Flag that
// says why, never as a silent NaN; only prices and greeks asked for outside
// their stated domain are NaN.
//
// Read this file, then black.go and implied.go (one option), parity.go and
// american.go (one expiry), vix.go (an index of two expiries).
package vol

// Kind is a call or a put. The zero value is neither.
type Kind int8

// The kinds of option; their values are the θ of the formulas.
const (
	Call Kind = 1
	Put  Kind = -1
)

// Quote is the market in one option. A quote that is not Listed stands for a
// strike at which no such option is traded; one that is listed without a bid
// has Bid 0.
type Quote struct {
	Bid, Ask float64
	Listed   bool
}

// Mid is the middle of bid and ask.
func (q Quote) Mid() float64 { return (q.Bid + q.Ask) / 2 }

// TwoSided reports whether the quote has a bid, and an ask that does not lie
// below it.
func (q Quote) TwoSided() bool { return q.Listed && q.Bid > 0 && q.Ask >= q.Bid }

// Crossed reports whether the ask lies below the bid.
func (q Quote) Crossed() bool { return q.Listed && q.Bid > 0 && q.Ask > 0 && q.Ask < q.Bid }

// Pair is the call and the put of one strike.
type Pair struct {
	Strike    float64
	Call, Put Quote
}

// Expiry is the options that are settled at one moment.
type Expiry struct {
	Pairs      []Pair  // strikes ascending, each once
	Minutes    float64 // from the quotes to the settlement
	RateAnnual float64 // continuously compounded, to the settlement
}

// MinutesPerYear is the year of the volatility indices: 365 days.
const MinutesPerYear = 365 * 24 * 60

// TYears is the time to the settlement in years of 365 days.
func (e Expiry) TYears() float64 { return e.Minutes / MinutesPerYear }

// Flag says what is doubtful about a value made of quotes.
type Flag string
