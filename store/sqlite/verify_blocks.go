package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"

	"assay/entity"
	"assay/evidence"
)

// smallCache bounds what a connection keeps of the pages that it has read, in KiB.
const smallCache = "PRAGMA cache_size = -4096"

// perTask is how many filers a worker takes at a time.
const perTask = 32

// structureAndBlocks has SQLite look at its pages while blocks are read.
func (v *verifier) structureAndBlocks(ctx context.Context) error {
	ciks, err := v.ciks(ctx)
	if err != nil {
		return err
	}
	for _, cik := range ciks {
		if !v.named[cik] {
			v.found.Nameless++
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	tasks := make(chan func(context.Context, *sql.Conn) error)
	v.wanted = int64(len(ciks)) * 5 / 4 // SQLite's own check takes a fifth of the time
	var work sync.WaitGroup
	for range max(1, v.o.Workers) {
		work.Go(func() {
			conn, err := v.s.db.Conn(ctx)
			if err != nil {
				cancel(v.s.explain(err))
				return
			}
			defer conn.Close()
			if _, err := conn.ExecContext(ctx, smallCache); err != nil { // each page is read once
				cancel(v.s.explain(err))
				return
			}
			for task := range tasks {
				if err := task(ctx, conn); err != nil && ctx.Err() == nil {
					if d := corrupt(err); d != "" {
						v.damage("sqlite", d)
						continue
					}
					cancel(err)
				}
			}
		})
	}
	give := func(task func(context.Context, *sql.Conn) error) bool {
		select {
		case tasks <- task:
			return true
		case <-ctx.Done():
			return false
		}
	}
	more := give(v.structure)
	for part := range slices.Chunk(ciks, perTask) {
		if !more {
			break
		}
		more = give(func(ctx context.Context, conn *sql.Conn) error {
			err := v.blocks(ctx, conn, part[0], part[len(part)-1])
			v.step(int64(len(part)))
			if corrupt(err) == "" {
				return err
			}
			v.damage("sqlite", fmt.Sprintf("not all blocks of the filers %s to %s can be read", entity.CIK(part[0]), entity.CIK(part[len(part)-1])))
			return nil
		})
	}
	close(tasks)
	work.Wait()
	return context.Cause(ctx)
}

func (v *verifier) step(n int64) {
	v.mu.Lock()
	v.done += n
	done, all := v.done, v.wanted
	v.mu.Unlock()
	if v.o.Step != nil {
		v.o.Step(min(done, all), all)
	}
}

// structure is SQLite's own check of pages, rows and, in full, indices.
func (v *verifier) structure(ctx context.Context, conn *sql.Conn) error {
	pragma := "PRAGMA quick_check(20)"
	if v.o.Full {
		pragma = "PRAGMA integrity_check(20)"
	}
	err := v.eachOf(ctx, conn, func(rows *sql.Rows) error {
		var says string
		if err := rows.Scan(&says); err != nil {
			return err
		}
		for line := range strings.Lines(says) { // "*** in database main ***" and a line for each page
			if line = strings.TrimSpace(line); line != "ok" && !strings.HasPrefix(line, "***") {
				v.damage("sqlite", line)
			}
		}
		return nil
	}, pragma)
	v.step(v.wanted / 5)
	return err
}

// blocks verifies the blocks of the filers from one to another.
func (v *verifier) blocks(ctx context.Context, conn *sql.Conn, from, to uint32) error {
	query := "SELECT key, data, sum FROM block WHERE key >= ? AND key < ?"
	if v.s.version < originsVersion {
		query = "SELECT key, data, NULL FROM block WHERE key >= ? AND key < ?"
	}
	var rows []evidence.BlockRow
	var data sql.RawBytes
	var key int64
	var sum sql.NullInt64
	var blocks, facts, unsummed int64
	lacks := map[lack]int64{}
	first, _ := blockKeys(from)
	_, behind := blockKeys(to)
	err := v.eachOf(ctx, conn, func(r *sql.Rows) (err error) {
		if err := r.Scan(&key, &data, &sum); err != nil {
			return err
		}
		blocks++
		if !sum.Valid {
			unsummed++
		} else if got := blockSum(data); got != sum.Int64 {
			v.damage("checksum", fmt.Sprintf("%s: %08x, stored as %08x", v.place(key), got, sum.Int64))
		}
		if rows, err = evidence.DecodeBlockInto(rows, data); err != nil {
			v.damage("block", fmt.Sprintf("%s: %v", v.place(key), err))
			return nil
		}
		facts += int64(len(rows))
		v.namedBy(key, rows, lacks)
		return nil
	}, query, first, behind)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.found.Blocks += blocks
	v.found.Facts += facts
	v.found.Unsummed += unsummed
	if v.lacks == nil {
		v.lacks = map[lack]int64{}
	}
	for l, key := range lacks {
		if len(v.lacks) < maxLacks {
			v.lacks[l] = key
		}
	}
	return err
}

// maxLacks bounds the missing numbers that are remembered.
const maxLacks = 100_000

// namedBy collects the numbers that a block names and no table has.
func (v *verifier) namedBy(key int64, rows []evidence.BlockRow, lacks map[lack]int64) {
	note := func(table string, n uint32) {
		if len(lacks) < maxLacks {
			lacks[lack{table, n}] = key
		}
	}
	if c := uint32(key & (1<<conceptBits - 1)); !v.concepts.has(c) {
		note("concept", c)
	}
	for i := range rows {
		r := &rows[i]
		if r.Dims != 0 && !v.dims.has(r.Dims) {
			note("dims", r.Dims)
		}
		if !v.units.has(r.Unit) {
			note("unit", r.Unit)
		}
		if !v.filings.has(r.Filing) {
			note("filing", r.Filing)
		}
	}
}

// place names a block for people.
func (v *verifier) place(key int64) string {
	return fmt.Sprintf("%s, concept %d", entity.CIK(uint32(key>>conceptBits)), key&(1<<conceptBits-1))
}

// dangling looks once more for the numbers that were missing: another program may
// have stored them since.
func (v *verifier) dangling(ctx context.Context) error {
	for l, key := range v.lacks {
		var there int64
		if err := v.s.db.QueryRowContext(ctx, "SELECT count(*) FROM "+l.table+" WHERE id = ?", l.n).Scan(&there); err != nil {
			return v.s.explain(err)
		}
		if there == 0 {
			v.damage("missing number", fmt.Sprintf("%s names %s %d, which is not there", v.place(key), l.table, l.n))
		}
	}
	return nil
}
