package sqlite

import (
	"context"
	"fmt"

	"assay/evidence"
)

// sumsAtOnce is how many blocks get their checksum in one transaction.
const sumsAtOnce = 20_000

// AddSums writes the checksum of each block that has none, as blocks have that a
// version before the checksums wrote, and gives how many. A block that cannot be
// decoded gets none: a checksum would make it look whole. step is told how many
// blocks are done, of how many; it may be nil.
func (s *Store) AddSums(ctx context.Context, step func(done, all int64)) (added int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all int64
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM block WHERE sum IS NULL").Scan(&all); err != nil {
		return 0, s.explain(err)
	}
	for after, more := int64(-1), true; more; {
		if err := ctx.Err(); err != nil {
			return added, err
		}
		var n int64
		if after, n, more, err = s.addSums(ctx, after); err != nil {
			return added, err
		}
		added += n
		if step != nil && all > 0 {
			step(min(added, all), all)
		}
	}
	return added, nil
}

// addSums is one transaction, of blocks behind a key.
func (s *Store) addSums(ctx context.Context, after int64) (last, added int64, more bool, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return after, 0, false, s.explain(err)
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT key, data FROM block WHERE key > ? AND sum IS NULL ORDER BY key LIMIT ?", after, sumsAtOnce)
	if err != nil {
		return after, 0, false, s.explain(err)
	}
	type summed struct{ key, sum int64 }
	var sums []summed
	n := 0
	for last = after; rows.Next(); n++ {
		var data []byte
		if err := rows.Scan(&last, &data); err != nil {
			rows.Close()
			return after, 0, false, s.explain(err)
		}
		if _, err := evidence.DecodeBlock(data); err == nil {
			sums = append(sums, summed{last, blockSum(data)})
		}
	}
	if err := rows.Err(); err != nil {
		return after, 0, false, s.explain(err)
	}
	rows.Close()
	update, err := tx.PrepareContext(ctx, "UPDATE block SET sum = ? WHERE key = ?")
	if err != nil {
		return after, 0, false, s.explain(err)
	}
	for _, x := range sums {
		if _, err := update.ExecContext(ctx, x.sum, x.key); err != nil {
			return after, 0, false, s.explain(fmt.Errorf("block %d: %w", x.key, err))
		}
	}
	return last, int64(len(sums)), n == sumsAtOnce, s.explain(tx.Commit())
}
