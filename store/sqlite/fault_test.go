package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"assay/entity"
	"assay/evidence"
)

// TestFull fills the disk, by SQLite's own bound on the file's pages: the batch
// that does not fit leaves nothing, what was there stays, and when there is room
// again the same batch goes in.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	s := open(t, path)
	s.db.SetMaxOpenConns(1) // the bound is the connection's
	ctx := context.Background()
	if _, err := s.Import(ctx, numbered(1)); err != nil {
		t.Fatal(err)
	}
	bound := func(pages string) {
		t.Helper()
		if _, err := s.db.Exec("PRAGMA max_page_count = " + pages); err != nil {
			t.Fatal(err)
		}
	}
	bound("1") // SQLite makes of it the pages that the file has
	large := numbered(2)
	for i := range 5000 {
		large.Filings = append(large.Filings, evidence.Filing{Accession: fmt.Sprintf("0000000002-24-%06d", i), CIK: 1})
	}
	_, err := s.Import(ctx, large)
	if !errors.Is(err, evidence.ErrUnwritable) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "make room and repeat") {
		t.Errorf("error %v", err)
	}
	if n := accessions(t, s); n[1] != perBatch || n[2] != 0 {
		t.Errorf("facts of batches 1 and 2: %v", n)
	}
	bound("1000000")
	if _, err := s.Import(ctx, large); err != nil {
		t.Fatal(err)
	}
	if n := accessions(t, s); n[1] != perBatch || n[2] != perBatch {
		t.Errorf("facts of batches 1 and 2: %v", n)
	}
}

// accessions counts the facts of numbered batches by their numbers.
func accessions(t *testing.T, s *Store) map[int]int {
	t.Helper()
	facts, err := s.Facts(context.Background(), entity.CIK(1), "us-gaap:C")
	if err != nil {
		t.Fatal(err)
	}
	n := map[int]int{}
	for _, f := range facts {
		var batch int
		if _, err := fmt.Sscanf(f.Filing.Accession, "0000000001-24-%d", &batch); err != nil {
			t.Fatal(err)
		}
		n[batch]++
	}
	return n
}

// TestMayOnlyBeRead: a file that may not be written says so, and stays as it is.
func TestMayOnlyBeRead(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "x.db"))
	s.db.SetMaxOpenConns(1)
	if _, err := s.db.Exec("PRAGMA query_only = 1"); err != nil { // SQLite's answer is that to a file without the right to write
		t.Fatal(err)
	}
	_, err := s.Import(context.Background(), numbered(1))
	if !errors.Is(err, evidence.ErrUnwritable) || !strings.Contains(err.Error(), "may only be read") {
		t.Errorf("error %v", err)
	}
}

// TestStill reads a file of which nothing else may be written, as on a disk that
// may only be read.
func TestStill(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.db")
	s := open(t, path)
	if _, err := s.Import(context.Background(), numbered(1)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := openFile(path, Options{ReadOnly: true}, true)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n := accessions(t, r); n[1] != perBatch {
		t.Errorf("facts: %v", n)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("beside the file: %v, %v", entries, err)
	}
}

// TestSnapshot: a store open for reading shows one state of the file while another
// writes, all of a batch or nothing, and the newest after Refresh.
func TestSnapshot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	w := open(t, path)
	ctx := context.Background()
	if _, err := w.Import(ctx, numbered(1)); err != nil {
		t.Fatal(err)
	}
	const batches, readers = 30, 4
	var wg sync.WaitGroup
	for range readers {
		r, err := Open(path, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		wg.Go(func() {
			seen := 0
			for seen < batches {
				n := accessions(t, r)
				for b, facts := range n {
					if facts != perBatch {
						t.Errorf("batch %d: %d of %d facts", b, facts, perBatch)
						return
					}
				}
				if len(n) < seen {
					t.Errorf("%d batches where there were %d", len(n), seen)
					return
				}
				if origin, err := r.Origins(ctx, ""); err != nil || len(origin) != len(n)-1 {
					t.Errorf("%d batches and %d origins, %v: not one state", len(n), len(origin), err)
					return
				}
				seen = len(n)
				if err := r.Refresh(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := 2; i <= batches; i++ {
		b := numbered(i)
		b.Origins = []evidence.Origin{{Name: b.Source}}
		if _, err := w.Import(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
}
