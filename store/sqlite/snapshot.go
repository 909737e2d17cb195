package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"

	"assay/evidence"
	"assay/period"
)

// snapshot is a connection inside one read transaction: what it reads is one state
// of the file, whatever is written meanwhile, and each query is spared the locks.
type snapshot struct {
	*sql.Conn
	stmts map[string]driver.Stmt
}

// The queries that all others are few beside: of a block, of one in a file without
// checksums, and of the filings whose numbers lie close together.
const (
	readBlock    = "SELECT data, sum FROM block WHERE key = ?"
	readUnsummed = "SELECT data, NULL FROM block WHERE key = ?"
	readFilings  = "SELECT " + filingColumns + " FROM filing WHERE id BETWEEN ? AND ?"
)

func openSnapshot(ctx context.Context, db *sql.DB) (*snapshot, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return &snapshot{c, map[string]driver.Stmt{}}, nil
}

// end ends the transaction and gives the connection back.
func (s *snapshot) end(ctx context.Context) error {
	var errs []error
	for _, st := range s.stmts {
		errs = append(errs, st.Close())
	}
	_, err := s.ExecContext(ctx, "ROLLBACK")
	return errors.Join(append(errs, err, s.Close())...)
}

// each gives the rows of a query with whole numbers as arguments. It asks the driver
// itself: database/sql takes as long about such queries as SQLite does. A row's values
// are int64, string or []byte, and row is used again for the next.
func (s *snapshot) each(ctx context.Context, query string, args []int64, row []driver.Value, f func() error) error {
	return s.Raw(func(conn any) (err error) {
		st := s.stmts[query]
		if st == nil {
			if st, err = conn.(driver.Conn).Prepare(query); err != nil {
				return err
			}
			s.stmts[query] = st
		}
		named := make([]driver.NamedValue, len(args))
		for i, a := range args {
			named[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
		}
		rows, err := st.(driver.StmtQueryContext).QueryContext(ctx, named)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rows.Close()) }()
		for {
			switch err := rows.Next(row); {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return err
			}
			if err := f(); err != nil {
				return err
			}
		}
	})
}

// data is the block that a query of its bytes and their checksum finds.
func (s *snapshot) data(ctx context.Context, query string, key int64) (b block, err error) {
	var row [2]driver.Value
	err = s.each(ctx, query, []int64{key}, row[:], func() error {
		b.data, _ = row[0].([]byte)
		b.sum.Int64, b.sum.Valid = row[1].(int64)
		return nil
	})
	return b, err
}

// filings gives the filings of the numbers in [lo, hi].
func (s *snapshot) filings(ctx context.Context, lo, hi uint32, f func(n uint32, x *evidence.Filing)) error {
	var row [9]driver.Value // filingColumns
	return s.each(ctx, readFilings, []int64{int64(lo), int64(hi)}, row[:], func() error {
		n, cik, filed, about, report := whole(row[0]), whole(row[2]), whole(row[4]), whole(row[5]), whole(row[6])
		x := &evidence.Filing{CIK: uint32(cik), Filed: period.Date(filed), About: about != 0, Report: period.Date(report)}
		x.Accession, _ = row[1].(string)
		x.Form, _ = row[3].(string)
		x.Items, _ = row[7].(string)
		x.Document, _ = row[8].(string)
		f(uint32(n), x)
		return nil
	})
}

func whole(v driver.Value) int64 {
	n, _ := v.(int64)
	return n
}
