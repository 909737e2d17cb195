package evidence

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"assay/entity"
	"assay/period"
	"assay/quantity"
	"assay/vol"
)

// Option is one series of a chain as it was quoted. A price that the source
// does not give is zero, as one that nobody bids is.
type Option struct {
	Root         string // of the contract's symbol: "SPX", "SPXW", "NVDA", "BTC"
	Expiry       period.Date
	Kind         vol.Kind
	Strike       quantity.Decimal
	Bid, Ask     quantity.Decimal
	Last         quantity.Decimal
	LastTrade    period.Date // 0 unknown
	OpenInterest int64       // contracts
}

// Chain is the options on one underlying as quoted at one moment.
type Chain struct {
	Entity   entity.ID
	Quoted   time.Time   // UTC, to the second: when the quotes stood, the first clock
	Public   period.Date // the second clock: the day of the exchange on which they could be seen
	Vendor   string      // who published them: "Yahoo", "Cboe", "Deribit"; "" unknown
	Currency string      // of the strikes: "USD"
	Inverse  bool        // bids and asks are in the underlying (Deribit's coins), not in Currency
	Spot     quantity.Decimal
	Forwards []Forward // of each expiry, ascending, where the source states them
	Options  []Option  // in the order of SortOptions
	Source   string    // the file's name
}

// Forward is the price of the underlying for an expiry, as the source states it.
type Forward struct {
	Expiry period.Date
	Price  quantity.Decimal
}

// Chains reads option chains.
type Chains interface {
	// ChainTimes are the moments for which the store holds a chain of the entity,
	// ascending. None is an empty list, not an error.
	ChainTimes(ctx context.Context, id entity.ID) ([]time.Time, error)
	// Chain is the chain quoted at that moment; ErrNotFound if the store has none.
	Chain(ctx context.Context, id entity.ID, quoted time.Time) (Chain, error)
	// Vendors are those of whom the store has a series of the entity's implied
	// volatilities (see IV30ID), sorted.
	Vendors(ctx context.Context, id entity.ID) ([]string, error)
}

// SortOptions puts options into the order that Chain promises: by expiry, root,
// strike, calls before puts.
func SortOptions(options []Option) {
	slices.SortFunc(options, func(a, b Option) int {
		return cmp.Or(cmp.Compare(a.Expiry, b.Expiry), strings.Compare(a.Root, b.Root),
			a.Strike.Rat().Cmp(b.Strike.Rat()), cmp.Compare(b.Kind, a.Kind))
	})
}

func sortForwards(fs []Forward) {
	slices.SortFunc(fs, func(a, b Forward) int { return cmp.Compare(a.Expiry, b.Expiry) })
}
