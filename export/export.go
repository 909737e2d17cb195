// Package export writes what a store holds as tables for other programs: CSV, JSON Lines
// and Parquet, row by row, so that a store of any size takes the same memory.
//
// Equal evidence and an equal query give equal bytes, however the store was filled. The
// columns of a table are named for ever; new ones come at the end. Read fact.go for the
// facts as filed, measure.go for values that are derived from them, series.go and
// filing.go for the rest; then csv.go, jsonl.go and parquet.go.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// Format is how a table is written.
type Format string

// The formats: RFC 4180 with a head, a JSON object a line, and Apache Parquet.
const (
	CSV     Format = "csv"
	JSONL   Format = "jsonl"
	Parquet Format = "parquet"
)

// Formats are all of them.
func Formats() []Format { return []Format{CSV, JSONL, Parquet} }

// Binary reports whether the format is no text.
func (f Format) Binary() bool { return f == Parquet }

// Store is what is exported.
type Store interface {
	evidence.Reader
	evidence.Scanner
}

// Query says which rows a table gets. The zero value is all of them.
type Query struct {
	// Filers are whose rows; nil: of all. Of series, the entities of any kind.
	Filers []entity.ID
	// Concepts are the tags of facts; nil: all.
	Concepts []string
	// Period are the days asked for; nil: all. Facts and filings keep the rules of
	// Within; a series its days.
	Period *period.Asked
	// AsOf leaves out what became public after that day; 0: nothing.
	AsOf period.Date
	// Progress is told how many filers of all are done, if it is there.
	Progress func(done, total int)
}

// batchRows is how many rows go to a format at a time.
const batchRows = 1024

// table is how rows of a type are named and written as text.
type table[T any] struct {
	name  string
	order []string // the columns by which rows are sorted
	cells func(r *T, c cells)
}

// cells takes the cells of a row in the order of the columns. An unknown one is an empty
// text, or a nil day.
type cells interface {
	text(column, s string)
	decimal(column, s string) // exact
	integer(column string, n int64)
	day(column string, d *int32) // days since 1970
	flag(column string, b bool)
}

// sink takes rows; nothing is whole before close.
type sink[T any] interface {
	write(rows []T) error
	close() error
}

func open[T any](w io.Writer, f Format, t table[T]) (sink[T], error) {
	switch f {
	case CSV:
		return openText(w, t, new(csvLine)), nil
	case JSONL:
		return openText(w, t, new(jsonLine)), nil
	case Parquet:
		return openParquet(w, t)
	}
	return nil, fmt.Errorf("export: format %q: want one of %v", f, Formats())
}

// batch gathers rows for a sink. The rows of a batch are used again, so that a table of
// any length allocates one.
type batch[T any] struct {
	sink sink[T]
	rows []T
	all  int64
}

func begin[T any](w io.Writer, f Format, t table[T]) (*batch[T], error) {
	s, err := open(w, f, t)
	if err != nil {
		return nil, err
	}
	return &batch[T]{sink: s, rows: make([]T, 0, batchRows)}, nil
}

// next is a cleared row to be filled, after the ones before were written if they fill a
// batch.
func (b *batch[T]) next() (*T, error) {
	if len(b.rows) == cap(b.rows) {
		if err := b.flush(); err != nil {
			return nil, err
		}
	}
	b.rows = append(b.rows, *new(T))
	b.all++
	return &b.rows[len(b.rows)-1], nil
}

func (b *batch[T]) flush() error {
	err := b.sink.write(b.rows)
	b.rows = b.rows[:0]
	if err != nil {
		return fmt.Errorf("export: writing: %w", err)
	}
	return nil
}

// close writes what is left and ends the table, or gives up after an error.
func (b *batch[T]) close(err error) (int64, error) {
	if err == nil {
		err = b.flush()
	}
	if err != nil {
		return 0, err
	}
	if err := b.sink.close(); err != nil {
		return 0, fmt.Errorf("export: writing: %w", err)
	}
	return b.all, nil
}

// holder is a filer as rows name it.
type holder struct {
	cik          uint32
	name, ticker string
}

// holderOf looks a filer up; one without a name in the store has none in a row.
func holderOf(ctx context.Context, r evidence.Filers, id entity.ID) (holder, error) {
	h := holder{}
	h.cik, _ = id.CIK()
	f, err := r.Filer(ctx, id)
	if errors.Is(err, evidence.ErrNotFound) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("export: %s: %w", id, err)
	}
	h.name = f.Name
	if len(f.Tickers) > 0 {
		h.ticker = f.Tickers[0]
	}
	return h, nil
}

// filers are those of the query that have facts, or all that have.
func (q *Query) filers(ctx context.Context, s evidence.Scanner) ([]entity.ID, error) {
	if q.Filers != nil {
		return evidence.SortedIDs(q.Filers), nil
	}
	all, err := s.Holders(ctx)
	if err != nil {
		return nil, fmt.Errorf("export: filers: %w", err)
	}
	return all, nil
}

func (q *Query) progress(done, total int) {
	if q.Progress != nil {
		q.Progress(done, total)
	}
}

// unixDay is a day as tables have it, counted from 1970-01-01 into the place given; nil
// where the day is unknown.
func unixDay(d period.Date, place *int32) *int32 {
	if d == 0 {
		return nil
	}
	*place = int32(d - period.FromUnix(0))
	return place
}
