// Package live brings a store up to date from the network: it asks the SEC,
// price and index vendors for what is new, hands each answer to package source
// to be parsed and stored, and records where it came from and when in the same
// transaction.
//
// A source is one file here: it knows addresses and how answers hang together,
// nothing of what is in them beyond that. Nothing is asked unless Update is
// called, and everything through package fetch. Read this file, then ask.go,
// update.go, and one source, companyfacts.go.
package live

import (
	"context"
	"iter"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/source"
)

// Source is a place that evidence comes from.
type Source interface {
	// Name is what its lines begin with and --only takes: "submissions".
	Name() string
	// Files asks for what is new of a thing, and gives file after file; each
	// has been stored when the next is asked for. What could not be asked for
	// is an error beside the file's About, and the rest goes on. Of a thing
	// that is none of the source's it gives nothing.
	Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error]
}

// Want is a thing to bring up to date: a filer, an index or a coin; the zero
// value is the list of all filers' tickers.
type Want struct {
	Filer   evidence.Filer
	Index   string // "VIX", "BTC-DVOL"
	Address string // where the index's levels are, "" for the vendor that makes it
	Coin    string // whose options are asked for: "BTC"
	// Since is the first day of filing of documents; 0 leaves it to the source.
	Since period.Date
}

// String is the thing as people call it.
func (w Want) String() string {
	switch {
	case len(w.Filer.Tickers) > 0:
		return w.Filer.Tickers[0]
	case w.Filer.ID != "":
		return string(w.Filer.ID)
	case w.Index != "":
		return w.Index
	}
	return w.Coin
}

// File is an answer to be stored.
type File struct {
	source.Named
	// About says what it is in a few words: "10-Q 0001045810-26-000052".
	About string
	// Unchanged: the content is what the store has; only that it was asked for
	// is recorded.
	Unchanged bool
	// Skipped says why there is nothing to store, and that this is no fault.
	Skipped string
	// Batch is the content where the source's own reader has parsed it.
	Batch *evidence.Batch
}

// Store is what an update reads and writes.
type Store interface {
	source.Store
	evidence.Origins
	Filer(ctx context.Context, id entity.ID) (evidence.Filer, error)
	Reports(ctx context.Context, id entity.ID) ([]evidence.Filing, error)
	Series(ctx context.Context, id entity.ID) (evidence.Series, error)
}

// Places are the addresses that sources begin with, without a slash at the end.
// A mirror has the same paths below its own.
type Places struct {
	Data     string // the SEC's interfaces
	Archives string // the SEC's documents and lists
	Stooq    string
	Cboe     string
	Deribit  string
}

// Public are the sources' own addresses.
func Public() Places {
	return Places{
		Data:     "https://data.sec.gov",
		Archives: "https://www.sec.gov",
		Stooq:    "https://stooq.com",
		Cboe:     "https://cdn.cboe.com",
		Deribit:  "https://www.deribit.com",
	}
}
