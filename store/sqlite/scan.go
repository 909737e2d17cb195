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

// scan is one reading of many facts in one transaction. What it looks up it keeps for
// one filer only, so that it needs as much memory for all filers as for the largest.
type scan struct {
	*Store
	ctx     context.Context
	tx      *sql.Tx
	stmts   map[string]*sql.Stmt
	id      entity.ID
	filings map[uint32]*evidence.Filing
	dims    map[uint32]evidence.Dims
	units   map[uint32]string
	facts   []evidence.Fact
}

// block is what is stored of one filer and concept.
type block struct {
	concept string
	data    []byte
	sum     sql.NullInt64 // none: written before there were checksums
}

// Scan implements evidence.Scanner. It tests checksums, where the store has them.
func (s *Store) Scan(ctx context.Context, sel evidence.Selection) iter.Seq2[*evidence.Fact, error] {
	return func(yield func(*evidence.Fact, error) bool) {
		tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			yield(nil, s.explain(err))
			return
		}
		defer tx.Rollback()
		sc := &scan{Store: s, ctx: ctx, tx: tx, stmts: map[string]*sql.Stmt{}}
		if err := sc.run(sel, func(f *evidence.Fact) bool { return yield(f, nil) }); err != nil {
			yield(nil, err)
		}
	}
}

func (sc *scan) run(sel evidence.Selection, yield func(*evidence.Fact) bool) error {
	filers := evidence.SortedIDs(sel.Filers)
	if sel.Filers == nil {
		var err error
		if filers, err = holders(sc.ctx, sc.tx); err != nil {
			return sc.explain(err)
		}
	}
	concepts := sel.Concepts
	if concepts != nil {
		concepts = slices.Clone(concepts)
		slices.Sort(concepts)
		concepts = slices.Compact(concepts)
	}
	for _, id := range filers {
		cik, ok := id.CIK()
		if !ok {
			continue
		}
		if err := sc.ctx.Err(); err != nil {
			return err
		}
		sc.id, sc.filings, sc.dims, sc.units = id, map[uint32]*evidence.Filing{}, map[uint32]evidence.Dims{0: ""}, map[uint32]string{}
		blocks := sc.all(cik)
		if concepts != nil {
			blocks = sc.some(cik, concepts)
		}
		for b, err := range blocks {
			if err != nil {
				return sc.explain(err)
			}
			if err := sc.decode(b); err != nil {
				return err
			}
			for i := range sc.facts {
				if !yield(&sc.facts[i]) {
					return nil
				}
			}
		}
	}
	return nil
}

// stmt prepares a statement once.
func (sc *scan) stmt(query string) (*sql.Stmt, error) {
	if st, ok := sc.stmts[query]; ok {
		return st, nil
	}
	st, err := sc.tx.PrepareContext(sc.ctx, query)
	if err == nil {
		sc.stmts[query] = st
	}
	return st, err
}

// sumColumn is the column of checksums, which older files lack.
func (s *Store) sumColumn() string {
	if s.version < sumsVersion {
		return "NULL"
	}
	return "b.sum"
}

// all are the blocks of a filer, by the concept's name.
func (sc *scan) all(cik uint32) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		st, err := sc.stmt("SELECT c.name, b.data, " + sc.sumColumn() + " FROM block b JOIN concept c ON c.id = b.key & ? WHERE b.key >= ? AND b.key < ? ORDER BY c.name")
		if err != nil {
			yield(block{}, err)
			return
		}
		rows, err := st.QueryContext(sc.ctx, 1<<conceptBits-1, blockKey(cik, 0), blockKey(cik+1, 0))
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
func (sc *scan) some(cik uint32, concepts []string) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		st, err := sc.stmt("SELECT b.data, " + sc.sumColumn() + " FROM concept c JOIN block b ON b.key = ? | c.id WHERE c.name = ?")
		if err != nil {
			yield(block{}, err)
			return
		}
		for _, concept := range concepts {
			b := block{concept: concept}
			switch err := st.QueryRowContext(sc.ctx, blockKey(cik, 0), concept).Scan(&b.data, &b.sum); {
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

// decode makes the block's facts, in their order, in place of those before.
func (sc *scan) decode(b block) error {
	damaged := func(err error) error {
		return fmt.Errorf("sqlite: %s: %s of %s: %w: %w", sc.path, b.concept, sc.id, ErrCorrupt, err)
	}
	if b.sum.Valid && b.sum.Int64 != blockSum(b.data) {
		return damaged(errors.New("its checksum differs"))
	}
	rows, err := evidence.DecodeBlock(b.data)
	if err != nil {
		return damaged(err)
	}
	sc.facts = slices.Grow(sc.facts[:0], len(rows))[:len(rows)]
	for i := range rows {
		r := &rows[i]
		filing, err := lookUp(sc.filings, r.Filing, sc.readFiling)
		if err != nil {
			return err
		}
		dims, err := lookUp(sc.dims, r.Dims, func(n uint32) (evidence.Dims, error) { return readText[evidence.Dims](sc, "dims", "text", n) })
		if err != nil {
			return err
		}
		unit, err := lookUp(sc.units, r.Unit, func(n uint32) (string, error) { return readText[string](sc, "unit", "name", n) })
		if err != nil {
			return err
		}
		sc.facts[i] = evidence.Fact{Entity: sc.id, Concept: b.concept, Dims: dims, Unit: unit, Period: r.Period, Value: r.Value, Grain: r.Grain, About: r.About, Filing: filing}
	}
	evidence.SortFacts(sc.facts)
	return nil
}

// lookUp reads what a number stands for once.
func lookUp[T any](known map[uint32]T, n uint32, read func(uint32) (T, error)) (T, error) {
	if v, ok := known[n]; ok {
		return v, nil
	}
	v, err := read(n)
	if err == nil {
		known[n] = v
	}
	return v, err
}

func (sc *scan) readFiling(n uint32) (*evidence.Filing, error) {
	st, err := sc.stmt("SELECT " + filingColumns + " FROM filing WHERE id = ?")
	if err != nil {
		return nil, sc.explain(err)
	}
	_, f, err := scanFiling(st.QueryRowContext(sc.ctx, n))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, sc.hole("filing", n, false)
	}
	return f, sc.explain(err)
}

func readText[T ~string](sc *scan, table, column string, n uint32) (text T, err error) {
	st, err := sc.stmt("SELECT " + column + " FROM " + table + " WHERE id = ?")
	if err != nil {
		return "", sc.explain(err)
	}
	if err = st.QueryRowContext(sc.ctx, n).Scan(&text); errors.Is(err, sql.ErrNoRows) {
		return "", sc.hole(table, n, false)
	}
	return text, sc.explain(err)
}

// querier is a database or a transaction.
type querier interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// holders steps from one filer's blocks to the next one's, without reading those between.
func holders(ctx context.Context, q querier) ([]entity.ID, error) {
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
		cik := uint32(key >> conceptBits)
		out = append(out, entity.CIK(cik))
		next = blockKey(cik, 0) + 1<<conceptBits
	}
}

// Holders implements evidence.Scanner.
func (s *Store) Holders(ctx context.Context) ([]entity.ID, error) {
	out, err := holders(ctx, s.db)
	return out, s.explain(err)
}

// Filings implements evidence.Scanner.
func (s *Store) Filings(ctx context.Context, filers []entity.ID) iter.Seq2[evidence.Filing, error] {
	return func(yield func(evidence.Filing, error) bool) {
		const columns = "SELECT " + filingColumns + " FROM filing "
		if filers == nil {
			s.filingsOf(ctx, yield, columns+"ORDER BY cik, filed, accession")
			return
		}
		for _, id := range evidence.SortedIDs(filers) {
			if cik, ok := id.CIK(); ok && !s.filingsOf(ctx, yield, columns+"WHERE cik = ? ORDER BY filed, accession", cik) {
				return
			}
		}
	}
}

// filingsOf yields the filings of a query, and reports whether to go on.
func (s *Store) filingsOf(ctx context.Context, yield func(evidence.Filing, error) bool, query string, args ...any) bool {
	rows, err := s.db.QueryContext(ctx, query, args...)
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
	rows, err := s.db.QueryContext(ctx, "SELECT entity FROM series ORDER BY entity")
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
