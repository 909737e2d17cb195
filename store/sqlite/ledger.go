package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"assay/forecast"
)

// ledgerVersion is the first version of the layout with a ledger.
const ledgerVersion = 3

// Records implements forecast.Log.
func (s *Store) Records(ctx context.Context, from int) iter.Seq2[forecast.Record, error] {
	return func(yield func(forecast.Record, error) bool) {
		if s.version < ledgerVersion {
			return
		}
		rows, err := s.view.QueryContext(ctx, "SELECT seq, kind, prev, hash, body FROM ledger WHERE seq >= ? ORDER BY seq", from)
		if err != nil {
			yield(forecast.Record{}, s.explain(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			r, err := scanRecord(rows)
			if !yield(r, s.explain(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(forecast.Record{}, s.explain(err))
		}
	}
}

func scanRecord(row scanner) (r forecast.Record, err error) {
	var body []byte
	err = row.Scan(&r.Seq, &r.Kind, &r.Prev, &r.Hash, &body)
	r.Body = body
	return r, err
}

// Head implements forecast.Log.
func (s *Store) Head(ctx context.Context) (forecast.Record, error) {
	if s.version < ledgerVersion {
		return forecast.Record{}, nil
	}
	return s.head(s.view.QueryRowContext(ctx, lastRecord))
}

const lastRecord = "SELECT seq, kind, prev, hash, body FROM ledger ORDER BY seq DESC LIMIT 1"

func (s *Store) head(row scanner) (forecast.Record, error) {
	r, err := scanRecord(row)
	if errors.Is(err, sql.ErrNoRows) {
		return forecast.Record{}, nil
	}
	return r, s.explain(err)
}

// Append implements forecast.Log.
func (s *Store) Append(ctx context.Context, records []forecast.Record) error {
	if len(records) == 0 {
		return nil
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(err)
	}
	defer tx.Rollback()
	head, err := s.head(tx.QueryRowContext(ctx, lastRecord))
	if err != nil {
		return err
	}
	if head.Hash != records[0].Prev || head.Seq+1 != records[0].Seq {
		return forecast.ErrMoved
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO ledger VALUES (?, ?, ?, ?, ?)")
	if err != nil {
		return s.explain(err)
	}
	for _, r := range records {
		if _, err := insert.ExecContext(ctx, r.Seq, string(r.Kind), r.Prev, r.Hash, []byte(r.Body)); err != nil {
			return s.explain(err)
		}
	}
	return s.explain(tx.Commit())
}
