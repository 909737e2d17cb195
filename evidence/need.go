package evidence

import (
	"assay/entity"
	"assay/period"
)

// NeedKind is what kind of evidence a store lacks.
type NeedKind string

// The kinds of evidence that a check may lack.
const (
	NeedFacts    NeedKind = "facts"     // a filer's facts, as companyfacts gives them
	NeedDocument NeedKind = "documents" // its reports and releases themselves: parts of a business stand there alone
	NeedPrices   NeedKind = "prices"    // daily closes of a filer's shares, or of a coin
	NeedSeries   NeedKind = "series"    // an index's daily levels
	NeedChain    NeedKind = "options"   // an option chain of a day
)

// Need is evidence that a store lacks: what would have to be fetched to decide a figure.
// Package report says by which command.
type Need struct {
	Kind   NeedKind
	Entity entity.ID
	Ticker string       // of a filer, "" unknown
	Name   string       // of the entity, for people
	Period period.Range // the days that were spoken of
}
