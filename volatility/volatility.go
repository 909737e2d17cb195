// Package volatility turns an option chain into a volatility of 30 days: it
// chooses the two expiries, counts the time to their settlement, finds their
// forwards, and has package vol do the mathematics.
//
// It knows exchanges and their contracts (style, settlement), and no prose, no
// store and no network. Read Compute first, then expiries.go (what a chain
// lists) and methods.go (what each method does with it).
package volatility

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"assay/evidence"
	"assay/period"
	"assay/vol"
)

// Method is a way to make one figure of a chain.
type Method string

// The methods. Version says what each follows.
const (
	// VIX is the Cboe method on the quotes as they stand; on American options
	// too, as Cboe's own indices on single stocks did.
	VIX Method = "vix"
	// ModelFree is the same sum over European prices of the same volatilities,
	// so that what early exercise is worth does not count as variance.
	ModelFree Method = "model-free"
	// IV30 is the implied volatility at the money: the strike is the forward,
	// total variance is interpolated to 30 days.
	IV30 Method = "iv30"
	// DVOLLike is the Cboe method on Deribit's quotes. It is no DVOL: that is
	// what Deribit publishes, by rules of which not all are public.
	DVOLLike Method = "dvol-like"
)

// methods are all methods in their order.
var methods = []Method{VIX, ModelFree, IV30, DVOLLike}

// ParseMethod reads a method's name.
func ParseMethod(s string) (Method, error) {
	if m := Method(s); slices.Contains(methods, m) {
		return m, nil
	}
	return "", fmt.Errorf("volatility: there is no method %q; want vix, model-free, iv30 or dvol-like", s)
}

// Version is what the method follows.
func (m Method) Version() string {
	switch m {
	case VIX, ModelFree:
		return "Cboe Volatility Index Mathematics Methodology 5.0"
	case DVOLLike:
		return "Cboe Volatility Index Mathematics Methodology 5.0 on inverse quotes, 365 days"
	}
	return "Black 1976 at the forward, total variance linear in time, 365 days"
}

// Name is the method in words.
func (m Method) Name() string {
	switch m {
	case VIX:
		return "30-day volatility index, Cboe method"
	case ModelFree:
		return "30-day volatility index, Cboe method, de-Americanised"
	case DVOLLike:
		return "30-day volatility index, DVOL-like"
	}
	return "30-day implied volatility at the money"
}

// Rules are what the method's paper leaves open, or what is done beside it.
func (m Method) Rules() []string {
	strip := []string{
		"Strikes: a listed strike without a bid counts as a zero bid, since 2025-02-10 one without an ask too; two such in a row end the side; a strike at which the side lists no option is passed over.",
		"Forward: of strikes whose call and put lie equally close, the lowest.",
		"Band: the same strikes and forward at all bids, and at all asks.",
	}
	switch m {
	case VIX:
		return strip
	case ModelFree:
		return append([]string{"Prices: each bid and ask replaced by the European price of the same volatility."}, strip...)
	case DVOLLike:
		return append([]string{"Prices: quotes in coins times the expiry's forward as Deribit states it; rate 0; settlement 08:00 UTC; 365 days. This is no DVOL, which Deribit alone publishes."}, strip...)
	}
	return []string{
		"At the money: the strike is the forward; total variance is linear in log-moneyness between the two nearest quoted strikes, each the mean of its call's and its put's volatility at the middle of bid and ask.",
		"American options: volatilities of the American price; the forward from pairs near the money, de-Americanised, to a fixed point.",
		"Band: the volatilities at the bids and at the asks.",
	}
}

// Options are what a chain does not say. The zero value is a method's default.
type Options struct {
	Method Method // "" is IV30
	// Rates are continuously compounded and yearly, of the near and the next
	// expiry; one serves both. Without them Curve is asked.
	Rates []float64
	Curve *vol.Curve // of the day's Treasury yields; nil if unknown
	// Dividends are cash dividends with known days; without them what the
	// options imply is used, and flagged.
	Dividends []Dividend
	// Earnings is the day on which results are expected; 0 unknown.
	Earnings period.Date
	// Expiries are the near and the next expiry to use; 0 leaves the choice to
	// the method.
	Expiries [2]period.Date
}

// Dividend is a cash dividend of a share.
type Dividend struct {
	ExDay  period.Date
	Amount float64 // in the chain's currency
}

// Flags beside package vol's.
const (
	FlagStale       vol.Flag = "stale"              // quoted outside of the exchange's hours
	FlagWindow      vol.Flag = "outside the window" // an expiry lies nearer than 23 or farther than 37 days
	FlagEarnings    vol.Flag = "earnings inside"    // results are expected within the 30 days
	FlagNoRate      vol.Flag = "rate 0 assumed"     // neither a rate nor yields nor parity gave one
	FlagRateImplied vol.Flag = "rate from parity"
	FlagArbitrage   vol.Flag = "arbitrage" // European options whose bids and asks contradict each other, see vol.Arbitrage
)

// Term is one expiry's part of a value.
type Term struct {
	Expiry     period.Date
	Root       string
	Settlement time.Time
	vol.Variance
	Sigma    float64 // IV30: the volatility at the money as a fraction; Variance.Variance is its square
	Discount float64
}

// Result is a volatility of 30 days in points: 20 is 20 % a year.
type Result struct {
	Method    Method
	Value     float64
	Low, High float64 // what bids alone and asks alone would give
	Quoted    time.Time
	Spot      float64
	Near      Term
	Next      Term
	Flags     []vol.Flag // sorted, each once
}

// ErrNoValue is what every error of Compute wraps: the chain gives no value.
var ErrNoValue = errors.New("no volatility of 30 days")

// Compute makes the method's value of a chain.
func Compute(c evidence.Chain, o Options) (Result, error) {
	if o.Method == "" {
		o.Method = IV30
	}
	if o.Method == DVOLLike && c.Vendor != "Deribit" {
		return Result{}, fmt.Errorf("volatility: %w: dvol-like is made of Deribit's quotes, these are of %s; use vix", ErrNoValue, orUnknown(c.Vendor))
	}
	all, err := expiries(c)
	if err != nil {
		return Result{}, err
	}
	near, next, err := choose(all, o)
	if err != nil {
		return Result{}, err
	}
	r := Result{Method: o.Method, Quoted: c.Quoted, Spot: c.Spot.Rat().Float()}
	m := measure{chain: &c, options: &o, result: &r}
	if r.Near, err = m.term(near, 0); err != nil {
		return Result{}, err
	}
	if r.Next, err = m.term(next, 1); err != nil {
		return Result{}, err
	}
	index := vol.ConstantMaturityIndex(r.Near.Variance, r.Next.Variance, vol.Thirty)
	r.Value, r.Low, r.High = index.Value, index.Low, index.High
	if !(r.Value > 0) {
		return Result{}, fmt.Errorf("volatility: %w: the expiries %s and %s give no positive variance at 30 days", ErrNoValue, near.Expiry, next.Expiry)
	}
	m.flags(near, next)
	return r, nil
}

func orUnknown(vendor string) string {
	if vendor == "" {
		return "an unknown source"
	}
	return vendor
}

// Admissible are the methods that a word like "implied volatility" may mean of
// such a chain, the most usual first.
func Admissible(c evidence.Chain) []Method {
	switch {
	case c.Vendor == "Deribit":
		return []Method{IV30, DVOLLike}
	case len(c.Options) > 0 && European(c.Options[0].Root):
		return []Method{IV30, VIX}
	}
	return []Method{IV30, ModelFree, VIX}
}
