package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// VerifyOptions say how thoroughly a store is verified.
type VerifyOptions struct {
	// Full has SQLite compare its indices with their tables too.
	Full bool
	// Workers is how many blocks are read beside one another; 0 is one.
	Workers int
	// Step is told how far the work is; it may be nil, and is called by several
	// goroutines.
	Step func(done, all int64)
}

// Verified is what a verification found. It is wrong where Damage says so.
type Verified struct {
	Application, Version int64 // the file's marks: what it is, and its layout
	Filers, Concepts     int64
	Dims, Units          int64
	Filings              int64
	Blocks, Facts        int64
	Origins              int64
	Unsummed             int64 // blocks without a checksum, of older versions
	Nameless             int64 // filers with facts and no name
	FirstFiled           period.Date
	LastFiled            period.Date
	Series               []SeriesSpan
	Chains               []ChainSpan
	Damage               []Damage // the first of them, see Damaged
	Damaged              int64    // how many there are
}

// SeriesSpan is a series' first and last day.
type SeriesSpan struct {
	Entity      entity.ID
	First, Last period.Date
	Bars        int
}

// ChainSpan is what a store has of an entity's option chains.
type ChainSpan struct {
	Entity      entity.ID
	First, Last time.Time
	Chains      int
	Quotes      int
}

// Damage is one thing that is wrong with a store.
type Damage struct {
	// Kind is sqlite, checksum, block, missing number, series or chain.
	Kind string
	Says string // where, and what
}

// maxDamage bounds what is listed: a file whose disk failed has it everywhere.
const maxDamage = 50

// ApplicationID is the mark by which a SQLite file is known as a store of assay.
const ApplicationID = applicationID

// Layout is the layout that this version of assay writes.
const Layout = schemaVersion

// Verify reads all of a store that is open for reading: SQLite's own structure,
// the checksum of each block, whether each block, series and chain can be decoded,
// and whether the strings and filings that blocks name are there. What is wrong is
// no error; an error means that the verification could not be ended.
func (s *Store) Verify(ctx context.Context, o VerifyOptions) (*Verified, error) {
	if !s.readOnly {
		return nil, fmt.Errorf("sqlite: %s: a store is verified open for reading", s.path)
	}
	v := &verifier{s: s, o: o, found: &Verified{Version: s.version}}
	if err := s.db.QueryRowContext(ctx, "SELECT application_id FROM pragma_application_id").Scan(&v.found.Application); err != nil {
		return nil, s.explain(err)
	}
	for _, step := range []func(context.Context) error{v.numbers, v.filers, v.structureAndBlocks, v.series, v.chains, v.dangling} {
		if err := step(ctx); err != nil {
			if d := corrupt(err); d != "" { // SQLite itself gave up
				v.damage("sqlite", d)
				continue
			}
			return nil, err
		}
	}
	slices.SortFunc(v.found.Damage, func(a, b Damage) int { return strings.Compare(a.Kind+a.Says, b.Kind+b.Says) })
	return v.found, nil
}

// corrupt is what an error says if it is of a damaged file.
func corrupt(err error) string {
	if errors.Is(err, ErrCorrupt) {
		return err.Error()
	}
	return ""
}

// verifier is a verification at work.
type verifier struct {
	s *Store
	o VerifyOptions

	concepts, dims, units, filings bitset

	mu     sync.Mutex // guards what follows
	found  *Verified
	lacks  map[lack]int64 // numbers that blocks name and tables lack, with a key of one such block
	named  map[uint32]bool
	order  []uint32 // the same in order, where it is needed
	done   int64
	wanted int64
}

// lack is a number that a table does not have.
type lack struct {
	table string
	n     uint32
}

func (v *verifier) damage(kind, says string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.found.Damaged++
	if len(v.found.Damage) < maxDamage {
		v.found.Damage = append(v.found.Damage, Damage{kind, says})
	}
}

// bitset is a set of small numbers.
type bitset []uint64

func (b *bitset) add(n uint32) {
	for int(n>>6) >= len(*b) {
		*b = append(*b, make([]uint64, max(1, len(*b)))...)
	}
	(*b)[n>>6] |= 1 << (n & 63)
}

func (b bitset) has(n uint32) bool { return int(n>>6) < len(b) && b[n>>6]&(1<<(n&63)) != 0 }

// each runs a query and calls row for each of its rows.
func (v *verifier) each(ctx context.Context, row func(*sql.Rows) error, query string, args ...any) error {
	return v.eachOf(ctx, v.s.view, row, query, args...)
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (v *verifier) eachOf(ctx context.Context, q querier, row func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return v.s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return v.s.explain(err)
		}
	}
	return v.s.explain(rows.Err())
}

// numbers reads which numbers of strings and filings there are.
func (v *verifier) numbers(ctx context.Context) error {
	for _, t := range []struct {
		table string
		set   *bitset
		count *int64
	}{{"concept", &v.concepts, &v.found.Concepts}, {"dims", &v.dims, &v.found.Dims}, {"unit", &v.units, &v.found.Units}} {
		err := v.each(ctx, func(rows *sql.Rows) error {
			var n uint32
			if err := rows.Scan(&n); err != nil {
				return err
			}
			t.set.add(n)
			*t.count++
			return nil
		}, "SELECT id FROM "+t.table)
		if err != nil {
			return err
		}
	}
	return v.each(ctx, func(rows *sql.Rows) error {
		var n uint32
		var filed int64
		if err := rows.Scan(&n, &filed); err != nil {
			return err
		}
		v.filings.add(n)
		v.found.Filings++
		if d := period.Date(filed); d != 0 {
			if v.found.FirstFiled == 0 || d < v.found.FirstFiled {
				v.found.FirstFiled = d
			}
			v.found.LastFiled = max(v.found.LastFiled, d)
		}
		return nil
	}, "SELECT id, filed FROM filing")
}

// filers reads who has a name.
func (v *verifier) filers(ctx context.Context) error {
	v.named = map[uint32]bool{}
	err := v.each(ctx, func(rows *sql.Rows) error {
		var cik uint32
		err := rows.Scan(&cik)
		v.named[cik] = true
		return err
	}, "SELECT cik FROM filer")
	v.found.Filers = int64(len(v.named))
	if err != nil || v.s.version < originsVersion {
		return err
	}
	_, err = v.s.one(ctx, "SELECT count(*) FROM origin WHERE name <> ?", "", &v.found.Origins)
	return err
}

// ciks are the filers that have blocks: one seek each.
func (v *verifier) ciks(ctx context.Context) ([]uint32, error) {
	st, err := v.s.view.PrepareContext(ctx, "SELECT key FROM block WHERE key >= ? ORDER BY key LIMIT 1")
	if err != nil {
		return nil, v.s.explain(err)
	}
	defer st.Close()
	var out []uint32
	for from := int64(0); ; {
		var key int64
		err := st.QueryRowContext(ctx, from).Scan(&key)
		if errors.Is(err, sql.ErrNoRows) {
			return out, nil
		}
		if err = v.s.explain(err); corrupt(err) != "" { // a page is torn: on to the next filer with a name
			v.damage("sqlite", err.Error())
			if from>>conceptBits >= math.MaxUint32 {
				return out, nil
			}
			next, ok := v.namedFrom(uint32(from>>conceptBits) + 1)
			if !ok {
				return out, nil
			}
			out = append(out, next)
			_, from = blockKeys(next)
			continue
		}
		if err != nil {
			return nil, err
		}
		cik, ok := filerOf(key)
		if !ok { // and so are all behind it
			v.damage("block", fmt.Sprintf("the key %d of a block is no filer's", key))
			return out, nil
		}
		out = append(out, cik)
		_, from = blockKeys(cik)
	}
}

// namedFrom is the first filer with a name whose key is not below one.
func (v *verifier) namedFrom(cik uint32) (next uint32, ok bool) {
	if v.order == nil {
		v.order = slices.Sorted(maps.Keys(v.named))
	}
	i, _ := slices.BinarySearch(v.order, cik)
	if i == len(v.order) {
		return 0, false
	}
	return v.order[i], true
}

// series verifies the daily series.
func (v *verifier) series(ctx context.Context) error {
	return v.each(ctx, func(rows *sql.Rows) error {
		var id string
		var data []byte
		if err := rows.Scan(&id, &data); err != nil {
			return err
		}
		bars, err := evidence.DecodeBars(data)
		if err != nil {
			v.damage("series", fmt.Sprintf("%s: %v", id, err))
			return nil
		}
		span := SeriesSpan{Entity: entity.ID(id), Bars: len(bars)}
		if len(bars) > 0 {
			span.First, span.Last = bars[0].Day, bars[len(bars)-1].Day
		}
		if !slices.IsSortedFunc(bars, func(a, b evidence.Bar) int { return int(a.Day) - int(b.Day) }) {
			v.damage("series", id+": its days do not ascend")
		}
		v.found.Series = append(v.found.Series, span)
		return nil
	}, "SELECT entity, data FROM series ORDER BY entity")
}

// chains verifies the option chains.
func (v *verifier) chains(ctx context.Context) error {
	if v.s.version < chainsVersion {
		return nil
	}
	return v.each(ctx, func(rows *sql.Rows) error {
		var id string
		var quoted int64
		var data []byte
		if err := rows.Scan(&id, &quoted, &data); err != nil {
			return err
		}
		at := time.Unix(quoted, 0).UTC()
		c, err := evidence.DecodeChain(data)
		if err == nil && !c.Quoted.Equal(at) {
			err = fmt.Errorf("its quotes are of %s", c.Quoted.Format(time.RFC3339))
		}
		if err != nil {
			v.damage("chain", fmt.Sprintf("%s of %s: %v", id, at.Format(time.RFC3339), err))
			return nil
		}
		n := len(v.found.Chains)
		if n == 0 || v.found.Chains[n-1].Entity != entity.ID(id) {
			v.found.Chains = append(v.found.Chains, ChainSpan{Entity: entity.ID(id), First: at})
			n++
		}
		span := &v.found.Chains[n-1]
		span.Last = at
		span.Chains++
		span.Quotes += len(c.Options)
		return nil
	}, "SELECT entity, quoted, data FROM chain ORDER BY entity, quoted")
}
