package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"

	"assay/entity"
	"assay/evidence"
)

// ids are the numbers of strings that imports have used, kept over batches and
// dropped when a transaction is rolled back.
type ids struct {
	concepts, dims, units, accessions map[string]uint32
}

func newIDs() *ids {
	return &ids{map[string]uint32{}, map[string]uint32{}, map[string]uint32{}, map[string]uint32{}}
}

func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, evidence.ErrNotFound
	}
	return err == nil, err
}

// Import implements evidence.Writer: all of the batch in one transaction.
func (s *Store) Import(ctx context.Context, b *evidence.Batch) (evidence.Result, error) {
	results, err := s.ImportAll(ctx, []*evidence.Batch{b})
	if err != nil {
		return evidence.Result{}, err
	}
	return results[0], nil
}

// ImportAll implements evidence.BulkWriter.
func (s *Store) ImportAll(ctx context.Context, batches []*evidence.Batch) ([]evidence.Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, s.explain(err)
	}
	if s.ids == nil {
		s.ids = newIDs()
	}
	// A context that can end costs a goroutine each statement; the transaction
	// itself ends with ctx.
	im := &importing{ctx: context.WithoutCancel(ctx), tx: tx, ids: s.ids, stmts: map[string]*sql.Stmt{}}
	results := make([]evidence.Result, len(batches))
	source := ""
	for i, b := range batches {
		source = b.Source
		im.result = evidence.Result{}
		if err = errors.Join(ctx.Err(), im.run(b)); err != nil {
			break
		}
		results[i] = im.result
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		tx.Rollback()
		s.ids = nil
		return nil, fmt.Errorf("%w (%s)", s.explain(err), source)
	}
	s.forget()
	return results, nil
}

// importing is one transaction at work.
type importing struct {
	ctx    context.Context
	tx     *sql.Tx
	ids    *ids
	stmts  map[string]*sql.Stmt
	result evidence.Result
	data   []byte // a block's bytes, kept for the next
}

func (im *importing) run(b *evidence.Batch) error {
	for i := range b.Filers {
		if err := im.filer(b.Filers[i]); err != nil {
			return err
		}
	}
	numbers, err := im.filings(b)
	if err != nil {
		return err
	}
	if err := im.facts(b, numbers); err != nil {
		return err
	}
	for i := range b.Series {
		if err := im.series(b.Series[i]); err != nil {
			return err
		}
	}
	for i := range b.Chains {
		if err := im.chain(b.Chains[i]); err != nil {
			return err
		}
	}
	for i := range b.Origins {
		if err := im.origin(b.Origins[i]); err != nil {
			return err
		}
	}
	return nil
}

// stmt prepares a statement once a transaction.
func (im *importing) stmt(q string) (*sql.Stmt, error) {
	if st, ok := im.stmts[q]; ok {
		return st, nil
	}
	st, err := im.tx.PrepareContext(im.ctx, q)
	if err == nil {
		im.stmts[q] = st
	}
	return st, err
}

func (im *importing) exec(q string, args ...any) (sql.Result, error) {
	st, err := im.stmt(q)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(im.ctx, args...)
}

func (im *importing) row(q string, arg any, dest ...any) (bool, error) {
	st, err := im.stmt(q)
	if err != nil {
		return false, err
	}
	ok, err := found(st.QueryRowContext(im.ctx, arg).Scan(dest...))
	if errors.Is(err, evidence.ErrNotFound) {
		err = nil
	}
	return ok, err
}

// number is the number of a string in a table of two columns, made if new.
func (im *importing) number(known map[string]uint32, table, column, text string) (uint32, error) {
	if n, ok := known[text]; ok {
		return n, nil
	}
	var n uint32
	ok, err := im.row("SELECT id FROM "+table+" WHERE "+column+" = ?", text, &n)
	if err != nil {
		return 0, err
	}
	if !ok {
		r, err := im.exec("INSERT INTO "+table+" ("+column+") VALUES (?)", text)
		if err != nil {
			return 0, err
		}
		id, err := r.LastInsertId()
		if err != nil {
			return 0, err
		}
		if table == "concept" && id >= 1<<conceptBits {
			return 0, fmt.Errorf("sqlite: %d names of concepts: more than a store can hold; move extension tags to a store of their own", id)
		}
		n = uint32(id)
	}
	known[text] = n
	return n, nil
}

func (im *importing) filer(f evidence.Filer) error {
	cik, ok := f.ID.CIK()
	if !ok {
		return fmt.Errorf("sqlite: filer %q is none of the SEC's", f.ID)
	}
	old := evidence.Filer{ID: f.ID}
	var tickers, former string
	ok, err := im.row("SELECT name, tickers, former, fiscal_year_end FROM filer WHERE cik = ?", cik, &old.Name, &tickers, &former, &old.FiscalYearEnd)
	if err != nil {
		return err
	}
	old.Tickers, old.FormerNames = split(tickers), split(former)
	merged := old
	evidence.MergeFiler(&merged, f)
	if ok && merged.Name == old.Name && slices.Equal(merged.Tickers, old.Tickers) && slices.Equal(merged.FormerNames, old.FormerNames) && merged.FiscalYearEnd == old.FiscalYearEnd {
		return nil
	}
	if _, err := im.exec("INSERT OR REPLACE INTO filer VALUES (?, ?, ?, ?, ?)", cik, merged.Name, join(merged.Tickers), join(merged.FormerNames), merged.FiscalYearEnd); err != nil {
		return err
	}
	if _, err := im.exec("INSERT OR IGNORE INTO filer_name VALUES (?, ?)", evidence.FoldName(merged.Name), cik); err != nil {
		return err
	}
	for _, n := range merged.FormerNames {
		if _, err := im.exec("INSERT OR IGNORE INTO filer_name VALUES (?, ?)", evidence.FoldName(n), cik); err != nil {
			return err
		}
	}
	for _, t := range merged.Tickers {
		if _, err := im.exec("INSERT OR IGNORE INTO ticker VALUES (?, ?)", foldTicker(t), cik); err != nil {
			return err
		}
	}
	return nil
}

// manyFilings is from how many filings of a batch on its filers' are read all at
// once instead of one by one.
const manyFilings = 16

// stored is a filing that the store has.
type stored struct {
	n      uint32
	filing *evidence.Filing
}

// filings stores or merges a batch's filings and gives their numbers.
func (im *importing) filings(b *evidence.Batch) ([]uint32, error) {
	known := map[string]stored{}
	if len(b.Filings) >= manyFilings {
		read := map[uint32]bool{}
		for i := range b.Filings {
			cik := b.Filings[i].CIK
			if read[cik] {
				continue
			}
			read[cik] = true
			if err := im.filingsOf(cik, known); err != nil {
				return nil, err
			}
		}
	}
	numbers := make([]uint32, len(b.Filings))
	for i := range b.Filings {
		n, err := im.filing(b.Filings[i], known)
		if err != nil {
			return nil, err
		}
		numbers[i] = n
	}
	return numbers, nil
}

// filingsOf reads the filings of one filer.
func (im *importing) filingsOf(cik uint32, known map[string]stored) error {
	st, err := im.stmt("SELECT " + filingColumns + " FROM filing WHERE cik = ?")
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(im.ctx, cik)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		n, f, err := scanFiling(rows)
		if err != nil {
			return err
		}
		known[f.Accession] = stored{n, f}
	}
	return rows.Err()
}

// filing stores or merges one filing and gives its number.
func (im *importing) filing(f evidence.Filing, known map[string]stored) (uint32, error) {
	old, ok := known[f.Accession]
	if !ok {
		r, err := im.exec("INSERT INTO filing (accession, cik, form, filed, about, report, items, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (accession) DO NOTHING",
			f.Accession, f.CIK, f.Form, int64(f.Filed), f.About, int64(f.Report), f.Items, f.Document)
		if err != nil {
			return 0, err
		}
		if made, err := r.RowsAffected(); err != nil || made > 0 {
			im.result.NewFilings++
			id, err2 := r.LastInsertId()
			return uint32(id), errors.Join(err, err2)
		}
		st, err := im.stmt("SELECT " + filingColumns + " FROM filing WHERE accession = ?")
		if err != nil {
			return 0, err
		}
		if old.n, old.filing, err = scanFiling(st.QueryRowContext(im.ctx, f.Accession)); err != nil {
			return 0, err
		}
	}
	if !evidence.MergeFiling(old.filing, f) {
		return old.n, nil
	}
	m := old.filing
	_, err := im.exec("UPDATE filing SET cik = ?, form = ?, filed = ?, about = ?, report = ?, items = ?, document = ? WHERE id = ?",
		m.CIK, m.Form, int64(m.Filed), m.About, int64(m.Report), m.Items, m.Document, old.n)
	return old.n, err
}

// facts groups the batch by filer and concept and rewrites each block once.
func (im *importing) facts(b *evidence.Batch, filings []uint32) error {
	t, err := im.tables(b)
	if err != nil {
		return err
	}
	order := make([]int32, len(b.Facts))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(x, y int32) int {
		a, c := &b.Facts[x], &b.Facts[y]
		if a.Entity != c.Entity {
			return int(a.Entity) - int(c.Entity)
		}
		return int(a.Concept) - int(c.Concept)
	})
	held, err := im.blocksOf(t)
	if err != nil {
		return err
	}
	var rows []evidence.BlockRow
	for lo := 0; lo < len(order); {
		first := &b.Facts[order[lo]]
		rows = rows[:0]
		hi := lo
		for ; hi < len(order); hi++ {
			f := &b.Facts[order[hi]]
			if f.Entity != first.Entity || f.Concept != first.Concept {
				break
			}
			rows = append(rows, evidence.BlockRow{Dims: t.dims[f.Dims], Unit: t.units[f.Unit], Filing: filings[f.Filing], Period: f.Period, Value: f.Value, Grain: f.Grain, About: f.About})
		}
		key := blockKey(t.ciks[first.Entity], int64(t.concepts[first.Concept]))
		if err := im.block(key, held[key], rows); err != nil {
			return err
		}
		lo = hi
	}
	return nil
}

// tables are the store's numbers of a batch's strings.
type tables struct{ ciks, concepts, dims, units []uint32 }

func (im *importing) tables(b *evidence.Batch) (t tables, err error) {
	for _, id := range b.Tables.Entities {
		cik, ok := id.CIK()
		if !ok {
			return t, fmt.Errorf("sqlite: facts of %q: only filers have facts", id)
		}
		t.ciks = append(t.ciks, cik)
	}
	add := func(to *[]uint32, known map[string]uint32, table, column, text string) {
		if err == nil {
			var n uint32
			n, err = im.number(known, table, column, text)
			*to = append(*to, n)
		}
	}
	for _, c := range b.Tables.Concepts {
		add(&t.concepts, im.ids.concepts, "concept", "name", c)
	}
	for _, u := range b.Tables.Units {
		add(&t.units, im.ids.units, "unit", "name", u)
	}
	for _, d := range b.Tables.Dims {
		if d == "" {
			t.dims = append(t.dims, 0)
			continue
		}
		add(&t.dims, im.ids.dims, "dims", "text", string(d))
	}
	return t, err
}

// blocksOf reads the blocks that the store has of a batch's filers and concepts:
// one by one where there are few, else all of the filer's at once.
func (im *importing) blocksOf(t tables) (map[int64][]byte, error) {
	held := map[int64][]byte{}
	for _, cik := range t.ciks {
		lo, hi := blockKeys(cik)
		q := "SELECT key, data, sum FROM block WHERE key >= ? AND key < ?"
		if len(t.concepts) < manyConcepts {
			numbers := make([]string, len(t.concepts))
			for i, c := range t.concepts {
				numbers[i] = strconv.FormatInt(blockKey(cik, int64(c)), 10)
			}
			q += " AND key IN (" + strings.Join(numbers, ",") + ")"
		}
		if err := im.blocks(q, lo, hi, held); err != nil {
			return nil, err
		}
	}
	return held, nil
}

// manyConcepts is from how many concepts of a batch on all of a filer's blocks
// are read.
const manyConcepts = 64

func (im *importing) blocks(query string, lo, hi int64, held map[int64][]byte) error {
	rows, err := im.tx.QueryContext(im.ctx, query, lo, hi)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var data []byte
		var sum sql.NullInt64
		if err := rows.Scan(&key, &data, &sum); err != nil {
			return err
		}
		if !wholeBlock(data, sum) { // stored anew, it would have a checksum that fits
			return fmt.Errorf("a block of %s: its checksum differs: %w", entity.CIK(uint32(key>>conceptBits)), ErrCorrupt)
		}
		held[key] = data
	}
	return rows.Err()
}

// block merges rows into the block that the store holds under the key, if any.
func (im *importing) block(key int64, held []byte, rows []evidence.BlockRow) error {
	fresh := evidence.MergeRows(rows)
	all := fresh
	if held != nil {
		old, err := evidence.DecodeBlock(held)
		if err != nil {
			return err
		}
		exact, about := countRows(old)
		all = evidence.MergeRows(append(old, fresh...))
		nowExact, nowAbout := countRows(all)
		added := nowExact - exact + max(0, nowAbout-about) // exact rows put approximate ones away
		im.result.NewFacts += added
		im.result.KnownFacts += len(fresh) - added
	} else {
		im.result.NewFacts += len(fresh)
	}
	im.data = evidence.AppendBlock(im.data[:0], all)
	if bytes.Equal(im.data, held) {
		return nil
	}
	_, err := im.exec("INSERT OR REPLACE INTO block (key, data, sum) VALUES (?, ?, ?)", key, im.data, blockSum(im.data))
	return err
}

// countRows counts the rows with exact periods and the others.
func countRows(rows []evidence.BlockRow) (exact, about int) {
	for i := range rows {
		if rows[i].About {
			about++
		}
	}
	return len(rows) - about, about
}

// castagnoli is CRC-32C's, which processors compute.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// blockSum is the checksum of a block's bytes as the column sum holds it.
func blockSum(data []byte) int64 { return int64(crc32.Checksum(data, castagnoli)) }

// wholeBlock reports whether a block's bytes are those that were stored, as far as
// its checksum tells: older versions wrote none.
func wholeBlock(data []byte, sum sql.NullInt64) bool {
	return !sum.Valid || sum.Int64 == blockSum(data)
}

// series merges a daily series; a day imported again takes the newer bar.
func (im *importing) series(v evidence.Series) error {
	var unit, sources string
	var adjusted bool
	var data []byte
	ok, err := im.row("SELECT unit, adjusted, sources, data FROM series WHERE entity = ?", string(v.Entity), &unit, &adjusted, &sources, &data)
	if err != nil {
		return err
	}
	var old evidence.Series
	if ok {
		old = evidence.Series{Entity: v.Entity, Unit: unit, Adjusted: adjusted, Sources: split(sources)}
		if old.Bars, err = evidence.DecodeBars(data); err != nil {
			return err
		}
	}
	merged, fresh := evidence.MergeSeries(old, v)
	im.result.NewBars += fresh
	im.result.KnownBars += len(v.Bars) - fresh
	_, err = im.exec("INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?)", string(v.Entity), merged.Unit, merged.Adjusted, join(merged.Sources), evidence.AppendBars(nil, merged.Bars))
	return err
}
