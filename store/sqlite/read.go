package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// Facts implements evidence.Facts.
func (s *Store) Facts(ctx context.Context, id entity.ID, concept string) ([]evidence.Fact, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := groupKey{id, concept}
	if g, ok := s.groups[key]; ok {
		return g, nil
	}
	cik, ok := id.CIK()
	if !ok {
		return nil, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx) // one that can end costs a goroutine each query of some microseconds
	n, err := s.conceptNumber(ctx, concept)
	if err != nil {
		return nil, err
	}
	var facts []evidence.Fact
	if n > 0 {
		if facts, err = s.group(ctx, cik, id, concept, n); err != nil {
			return nil, err
		}
	}
	if len(s.groups) >= maxGroups {
		s.groups = map[groupKey][]evidence.Fact{}
	}
	s.groups[key] = facts
	return facts, nil
}

// conceptNumber is the number of a concept, 0 for one that no fact has.
func (s *Store) conceptNumber(ctx context.Context, name string) (int64, error) {
	if n, ok := s.concepts[name]; ok {
		return n, nil
	}
	st, err := s.stmt(ctx, "SELECT id FROM concept WHERE name = ?")
	if err != nil {
		return 0, err
	}
	var n int64
	if err := st.QueryRowContext(ctx, name).Scan(&n); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, s.explain(err)
	}
	s.concepts[name] = n
	return n, nil
}

func (s *Store) group(ctx context.Context, cik uint32, id entity.ID, concept string, n int64) ([]evidence.Fact, error) {
	b, err := s.block(ctx, blockKey(cik, n))
	if err != nil || b.data == nil {
		return nil, err
	}
	b.concept = concept
	return s.tested(ctx, id, b)
}

// block is the block under a key, without its concept; one without data is none.
func (s *Store) block(ctx context.Context, key int64) (b block, err error) {
	query := readBlock
	if s.version < sumsVersion {
		query = readUnsummed
	}
	if s.snapshot != nil {
		b, err = s.snapshot.data(ctx, query, key)
		return b, s.explain(err)
	}
	st, err := s.stmt(ctx, query)
	if err != nil {
		return b, err
	}
	if err := st.QueryRowContext(ctx, key).Scan(&b.data, &b.sum); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return b, s.explain(err)
	}
	return b, nil
}

// decoded are the facts of a block.
func (s *Store) decoded(ctx context.Context, id entity.ID, concept string, data []byte) ([]evidence.Fact, error) {
	rows, err := evidence.DecodeBlock(data)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %s: %s of %s: %w: %w", s.path, concept, id, ErrCorrupt, err)
	}
	if err := s.filingsOf(ctx, rows); err != nil {
		return nil, err
	}
	facts := make([]evidence.Fact, len(rows))
	for i := range rows {
		r := &rows[i]
		f, err := s.filing(ctx, r.Filing)
		if err != nil {
			return nil, err
		}
		dims, err := s.dimsText(ctx, r.Dims)
		if err != nil {
			return nil, err
		}
		unit, err := s.unitName(ctx, r.Unit)
		if err != nil {
			return nil, err
		}
		facts[i] = evidence.Fact{Entity: id, Concept: concept, Dims: dims, Unit: unit, Period: r.Period, Value: r.Value, Grain: r.Grain, About: r.About, Filing: f}
	}
	evidence.SortFacts(facts)
	return facts, nil
}

func (s *Store) dimsText(ctx context.Context, n uint32) (evidence.Dims, error) {
	if n == 0 {
		return "", nil
	}
	if d, ok := s.dims[n]; ok {
		return d, nil
	}
	var text string
	if ok, err := s.one(ctx, "SELECT text FROM dims WHERE id = ?", n, &text); err != nil || !ok {
		return "", errors.Join(err, s.hole("dims", n, ok))
	}
	s.dims[n] = evidence.Dims(text)
	return s.dims[n], nil
}

func (s *Store) unitName(ctx context.Context, n uint32) (string, error) {
	if u, ok := s.units[n]; ok {
		return u, nil
	}
	var name string
	if ok, err := s.one(ctx, "SELECT name FROM unit WHERE id = ?", n, &name); err != nil || !ok {
		return "", errors.Join(err, s.hole("unit", n, ok))
	}
	s.units[n] = name
	return name, nil
}

// hole is the error of a number that a block names and its table lacks.
func (s *Store) hole(table string, n uint32, ok bool) error {
	if ok {
		return nil
	}
	return fmt.Errorf("sqlite: %s: %s %d is missing: %w", s.path, table, n, ErrCorrupt)
}

// usualReports is about how many a filer of long standing has.
const usualReports = 128

const filingColumns = "id, accession, cik, form, filed, about, report, items, document"

type scanner interface{ Scan(...any) error }

func scanFiling(r scanner) (n uint32, f *evidence.Filing, err error) {
	f = new(evidence.Filing)
	var filed, report int64
	err = r.Scan(&n, &f.Accession, &f.CIK, &f.Form, &filed, &f.About, &report, &f.Items, &f.Document)
	f.Filed, f.Report = period.Date(filed), period.Date(report)
	return n, f, err
}

// filing is the filing of that number, one value for all facts that share it.
// A filer has thousands of filings and facts in some sixty, so each is read
// when it is first met.
func (s *Store) filing(ctx context.Context, n uint32) (*evidence.Filing, error) {
	if f, ok := s.filings[n]; ok {
		return f, nil
	}
	st, err := s.stmt(ctx, "SELECT "+filingColumns+" FROM filing WHERE id = ?")
	if err != nil {
		return nil, err
	}
	_, f, err := scanFiling(st.QueryRowContext(ctx, n))
	if err != nil {
		return nil, errors.Join(s.hole("filing", n, false), s.explain(err))
	}
	s.filings[n] = f
	return f, nil
}

// filingsOf reads the filings of rows that were not met before: at once where
// their numbers are close together, as those of one import are.
func (s *Store) filingsOf(ctx context.Context, rows []evidence.BlockRow) error {
	var lo, hi uint32
	missing := 0
	for i := range rows {
		n := rows[i].Filing
		if s.filings[n] != nil {
			continue
		}
		if missing == 0 {
			lo, hi = n, n
		}
		lo, hi = min(lo, n), max(hi, n)
		missing++
	}
	if missing < 4 || uint64(hi-lo) > 8*uint64(missing) {
		return nil // filing reads each
	}
	if s.snapshot != nil {
		return s.explain(s.snapshot.filings(ctx, lo, hi, s.met))
	}
	st, err := s.stmt(ctx, readFilings)
	if err != nil {
		return err
	}
	found, err := st.QueryContext(ctx, lo, hi)
	if err != nil {
		return s.explain(err)
	}
	defer found.Close()
	for found.Next() {
		n, f, err := scanFiling(found)
		if err != nil {
			return s.explain(err)
		}
		s.met(n, f)
	}
	return s.explain(found.Err())
}

// met remembers a filing; one that was met before stays, since facts point to it.
func (s *Store) met(n uint32, f *evidence.Filing) {
	if s.filings[n] == nil {
		s.filings[n] = f
	}
}

// stmt prepares a statement once.
func (s *Store) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := s.stmts[query]; ok {
		return st, nil
	}
	st, err := s.view.PrepareContext(ctx, query)
	if err != nil {
		return nil, s.explain(err)
	}
	s.stmts[query] = st
	return st, nil
}

// Concepts implements evidence.Facts.
func (s *Store) Concepts(ctx context.Context, id entity.ID) ([]string, error) {
	cik, ok := id.CIK()
	if !ok {
		return nil, nil
	}
	lo, hi := blockKeys(cik)
	rows, err := s.view.QueryContext(ctx, "SELECT c.name FROM block b JOIN concept c ON c.id = b.key & ? WHERE b.key >= ? AND b.key < ? ORDER BY c.name",
		1<<conceptBits-1, lo, hi)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, n)
	}
	return out, s.explain(rows.Err())
}

const separator = "\x1f" // between the names and tickers of a filer

func join(ss []string) string { return strings.Join(ss, separator) }

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, separator)
}

// Filer implements evidence.Filers.
func (s *Store) Filer(ctx context.Context, id entity.ID) (evidence.Filer, error) {
	cik, ok := id.CIK()
	f := evidence.Filer{ID: id}
	if !ok {
		return f, evidence.ErrNotFound
	}
	var tickers, former string
	ok, err := s.one(ctx, "SELECT name, tickers, former, fiscal_year_end FROM filer WHERE cik = ?", cik, &f.Name, &tickers, &former, &f.FiscalYearEnd)
	if err != nil {
		return f, err
	}
	if !ok {
		return f, evidence.ErrNotFound
	}
	f.Tickers, f.FormerNames = split(tickers), split(former)
	return f, nil
}

// Reports implements evidence.Filers.
func (s *Store) Reports(ctx context.Context, id entity.ID) ([]evidence.Filing, error) {
	cik, ok := id.CIK()
	if !ok {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if list, ok := s.lists[cik]; ok {
		return list, nil
	}
	rows, err := s.view.QueryContext(ctx, "SELECT "+filingColumns+" FROM filing WHERE cik = ? AND form GLOB '[1-8]*-[KQF]*'", cik)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	out := make([]evidence.Filing, 0, usualReports)
	for rows.Next() {
		_, f, err := scanFiling(rows)
		if err != nil {
			return nil, s.explain(err)
		}
		if evidence.IsReport(f.Form) {
			out = append(out, *f)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(err)
	}
	evidence.SortFilings(out)
	s.lists[cik] = out
	return out, nil
}

// Named implements evidence.Filers.
func (s *Store) Named(ctx context.Context, name string) ([]evidence.Filer, error) {
	folded := evidence.FoldName(name)
	s.mu.Lock()
	st, err := s.stmt(ctx, `
		SELECT cik FROM (
			SELECT cik, 0 AS rank FROM ticker WHERE ticker = ?1
			UNION ALL SELECT cik, 1 FROM filer_name WHERE folded = ?2 AND ?2 <> ''
			UNION ALL SELECT cik, 2 FROM filer_name WHERE folded > ?2 || ' ' AND folded < ?2 || '!' AND ?2 <> '')
		GROUP BY cik ORDER BY min(rank), cik LIMIT ?3`)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(ctx, foldTicker(name), folded, evidence.MaxNamed)
	if err != nil {
		return nil, s.explain(err)
	}
	var ciks []uint32
	for rows.Next() {
		var cik uint32
		if err := rows.Scan(&cik); err != nil {
			rows.Close()
			return nil, s.explain(err)
		}
		ciks = append(ciks, cik)
	}
	rows.Close()
	var out []evidence.Filer
	for _, cik := range ciks {
		f, err := s.Filer(ctx, entity.CIK(cik))
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, s.explain(rows.Err())
}

// Series implements evidence.Prices.
func (s *Store) Series(ctx context.Context, id entity.ID) (evidence.Series, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.series[id]; ok {
		return v, nil
	}
	v := evidence.Series{Entity: id}
	var sources string
	var data []byte
	err := s.view.QueryRowContext(ctx, "SELECT unit, adjusted, sources, data FROM series WHERE entity = ?", string(id)).Scan(&v.Unit, &v.Adjusted, &sources, &data)
	if ok, err := found(err); !ok {
		return v, s.explain(err)
	}
	v.Sources = split(sources)
	if v.Bars, err = evidence.DecodeBars(data); err != nil {
		return v, fmt.Errorf("sqlite: %s: series %s: %w: %w", s.path, id, ErrCorrupt, err)
	}
	s.series[id] = v
	return v, nil
}

// Filers lists every filer with a name, by Central Index Key.
func (s *Store) Filers(ctx context.Context) ([]evidence.Filer, error) {
	rows, err := s.view.QueryContext(ctx, "SELECT cik, name, tickers, former, fiscal_year_end FROM filer ORDER BY cik")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []evidence.Filer
	for rows.Next() {
		var cik uint32
		var f evidence.Filer
		var tickers, former string
		if err := rows.Scan(&cik, &f.Name, &tickers, &former, &f.FiscalYearEnd); err != nil {
			return nil, s.explain(err)
		}
		f.ID, f.Tickers, f.FormerNames = entity.CIK(cik), split(tickers), split(former)
		out = append(out, f)
	}
	return out, s.explain(rows.Err())
}
