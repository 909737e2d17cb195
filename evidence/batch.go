package evidence

import (
	"context"
	"errors"

	"assay/entity"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// Batch is what one file yields, and what a store takes in one transaction:
// all of it or nothing. Facts refer to the batch's own tables by index, so
// that a file with a hundred thousand facts makes no hundred thousand strings.
type Batch struct {
	Source string // the file's name, for messages
	Filers []Filer
	// Filings that the batch states in full or in part. A store merges:
	// a known field is never overwritten by an unknown one, and an exact
	// Filed replaces an About one, never the other way round.
	Filings []Filing
	Tables  Tables
	Facts   []PackedFact
	Series  []Series
	Chains  []Chain
	Origins []Origin // replace what the store knew of the same names
	Notes   []span.Note
}

// Tables are the strings that packed facts refer to by index.
type Tables struct {
	Entities []entity.ID
	Concepts []string
	Dims     []Dims // index 0 is always the empty one
	Units    []string
}

// PackedFact is a Fact with its strings as indices into a Batch's tables.
type PackedFact struct {
	Entity, Concept, Dims, Unit uint32
	Filing                      uint32 // index into Batch.Filings
	Period                      period.Range
	Value                       quantity.Decimal
	Grain                       Grain
	About                       bool // see Fact.About
}

// Result counts what an import changed: a repeated import changes nothing.
type Result struct {
	NewFacts, KnownFacts   int
	NewBars, KnownBars     int
	NewQuotes, KnownQuotes int // options of chains
	NewFilings             int
}

// ErrUnwritable means that a store takes nothing at all: its disk is full, or it
// may only be read.
var ErrUnwritable = errors.New("evidence: the store cannot be written")

// Writer is a store that takes batches.
type Writer interface {
	// Import stores the batch in one transaction. Facts that the store
	// already has (same key, filing and value) are merged: a stated grain
	// replaces an inferred one, nothing else changes.
	Import(ctx context.Context, b *Batch) (Result, error)
}

// Plus is the sum of two counts.
func (r Result) Plus(o Result) Result {
	return Result{
		NewFacts: r.NewFacts + o.NewFacts, KnownFacts: r.KnownFacts + o.KnownFacts,
		NewBars: r.NewBars + o.NewBars, KnownBars: r.KnownBars + o.KnownBars,
		NewQuotes: r.NewQuotes + o.NewQuotes, KnownQuotes: r.KnownQuotes + o.KnownQuotes,
		NewFilings: r.NewFilings + o.NewFilings,
	}
}

// BulkWriter is a Writer that also takes many batches in one transaction, all
// of them or none, with a result for each.
type BulkWriter interface {
	Writer
	ImportAll(ctx context.Context, batches []*Batch) ([]Result, error)
}
