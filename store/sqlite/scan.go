package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"

	"assay/entity"
	"assay/evidence"
)

// sumsVersion is the first version of the layout with checksums.
const sumsVersion = 4

// Scan implements evidence.Scanner. It tests checksums, where the store has them.
func (s *Store) Scan(ctx context.Context, sel evidence.Selection) iter.Seq2[*evidence.Fact, error] {
	return func(yield func(*evidence.Fact, error) bool) {
		sc := scan{&Store{db: s.db, view: s.view, path: s.path, version: s.version, stmts: map[string]*sql.Stmt{}}}
		if !s.readOnly { // else the view is a snapshot already
			tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
			if err != nil {
				yield(nil, s.explain(err))
				return
			}
			defer tx.Rollback()
			sc.view = tx
		}
		defer sc.close()
		if err := sc.run(ctx, sel, func(f *evidence.Fact) bool { return yield(f, nil) }); err != nil {
			yield(nil, err)
		}
	}
}

// scan is one reading of many facts from one state of the file: a store beside the one
// that is scanned, which keeps what it looks up for one filer only. So it needs as much
// memory for all filers as for the largest.
type scan struct{ *Store }

func (sc scan) close() {
	for _, st := range sc.stmts {
		st.Close()
	}
}

// block is what is stored of one filer and concept.
type block struct {
	concept string
	data    []byte
	sum     sql.NullInt64 // none: written before there were checksums
}

func (sc scan) run(ctx context.Context, sel evidence.Selection, yield func(*evidence.Fact) bool) error {
	filers := evidence.SortedIDs(sel.Filers)
	if sel.Filers == nil {
		var err error
		if filers, err = holders(ctx, sc.view); err != nil {
			return sc.explain(err)
		}
	}
	concepts := slices.Clone(sel.Concepts)
	slices.Sort(concepts)
	concepts = slices.Compact(concepts)
	quiet := context.WithoutCancel(ctx) // one that can end costs a goroutine each query
	for _, id := range filers {
		cik, ok := id.CIK()
		if !ok {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		sc.forget()
		blocks := sc.all(quiet, cik)
		if sel.Concepts != nil {
			blocks = sc.some(quiet, cik, concepts)
		}
		for b, err := range blocks {
			if err != nil {
				return sc.explain(err)
			}
			facts, err := sc.tested(quiet, id, b)
			if err != nil {
				return err
			}
			for i := range facts {
				if !yield(&facts[i]) {
					return nil
				}
			}
		}
	}
	return nil
}

// tested are the block's facts, if its bytes are those that were stored.
func (s *Store) tested(ctx context.Context, id entity.ID, b block) ([]evidence.Fact, error) {
	if !wholeBlock(b.data, b.sum) {
		return nil, fmt.Errorf("sqlite: %s: %s of %s: its checksum differs: %w", s.path, b.concept, id, ErrCorrupt)
	}
	return s.decoded(ctx, id, b.concept, b.data)
}

// sumColumn is the column of checksums, which older files lack.
func (s *Store) sumColumn() string {
	if s.version < sumsVersion {
		return "NULL"
	}
	return "b.sum"
}

// all are the blocks of a filer, by the concept's name.
func (sc scan) all(ctx context.Context, cik uint32) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		st, err := sc.stmt(ctx, "SELECT c.name, b.data, "+sc.sumColumn()+" FROM block b JOIN concept c ON c.id = b.key & ? WHERE b.key >= ? AND b.key < ? ORDER BY c.name")
		if err != nil {
			yield(block{}, err)
			return
		}
		lo, hi := blockKeys(cik)
		rows, err := st.QueryContext(ctx, 1<<conceptBits-1, lo, hi)
		if err != nil {
			yield(block{}, err)
			return
		}
		defer rows.Close()
		var raw sql.RawBytes // the bytes of the row, until the next
		for rows.Next() {
			var b block
			if err := rows.Scan(&b.concept, &raw, &b.sum); err != nil {
				yield(b, err)
				return
			}
			if b.data = raw; !yield(b, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(block{}, err)
		}
	}
}

// some are a filer's blocks of the concepts, in their order.
func (sc scan) some(ctx context.Context, cik uint32, concepts []string) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		st, err := sc.stmt(ctx, "SELECT b.data, "+sc.sumColumn()+" FROM concept c JOIN block b ON b.key = ? | c.id WHERE c.name = ?")
		if err != nil {
			yield(block{}, err)
			return
		}
		for _, concept := range concepts {
			b := block{concept: concept}
			switch err := st.QueryRowContext(ctx, blockKey(cik, 0), concept).Scan(&b.data, &b.sum); {
			case errors.Is(err, sql.ErrNoRows):
				continue
			case err != nil:
				yield(b, err)
				return
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

// holders steps from one filer's blocks to the next one's, without reading those between.
func holders(ctx context.Context, q view) ([]entity.ID, error) {
	st, err := q.PrepareContext(ctx, "SELECT key FROM block WHERE key >= ? ORDER BY key LIMIT 1")
	if err != nil {
		return nil, err
	}
	defer st.Close()
	var out []entity.ID
	for next := int64(0); ; {
		var key int64
		err := st.QueryRowContext(ctx, next).Scan(&key)
		if errors.Is(err, sql.ErrNoRows) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		cik, ok := filerOf(key)
		if !ok {
			return nil, fmt.Errorf("the key %d of a block is no filer's: %w", key, ErrCorrupt)
		}
		out = append(out, entity.CIK(cik))
		_, next = blockKeys(cik)
	}
}

// Holders implements evidence.Scanner.
func (s *Store) Holders(ctx context.Context) ([]entity.ID, error) {
	out, err := holders(ctx, s.view)
	return out, s.explain(err)
}

// Filings implements evidence.Scanner.
func (s *Store) Filings(ctx context.Context, filers []entity.ID) iter.Seq2[evidence.Filing, error] {
	return func(yield func(evidence.Filing, error) bool) {
		const columns = "SELECT " + filingColumns + " FROM filing "
		if filers == nil {
			s.listFilings(ctx, yield, columns+"ORDER BY cik, filed, accession")
			return
		}
		for _, id := range evidence.SortedIDs(filers) {
			if cik, ok := id.CIK(); ok && !s.listFilings(ctx, yield, columns+"WHERE cik = ? ORDER BY filed, accession", cik) {
				return
			}
		}
	}
}

// listFilings yields the filings of a query, and reports whether to go on.
func (s *Store) listFilings(ctx context.Context, yield func(evidence.Filing, error) bool, query string, args ...any) bool {
	rows, err := s.view.QueryContext(ctx, query, args...)
	if err != nil {
		yield(evidence.Filing{}, s.explain(err))
		return false
	}
	defer rows.Close()
	for rows.Next() {
		_, f, err := scanFiling(rows)
		if err != nil {
			yield(*f, s.explain(err))
			return false
		}
		if !yield(*f, nil) {
			return false
		}
	}
	if err := rows.Err(); err != nil {
		yield(evidence.Filing{}, s.explain(err))
		return false
	}
	return true
}

// SeriesIDs implements evidence.Scanner.
func (s *Store) SeriesIDs(ctx context.Context) ([]entity.ID, error) {
	rows, err := s.view.QueryContext(ctx, "SELECT entity FROM series ORDER BY entity")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []entity.ID
	for rows.Next() {
		var id entity.ID
		if err := rows.Scan(&id); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, id)
	}
	return out, s.explain(rows.Err())
}
