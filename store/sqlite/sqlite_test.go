package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/evidence/evtest"
	"assay/forecast/logtest"
	"assay/period"
	"assay/quantity"
)

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStore(t *testing.T) {
	evtest.TestStore(t, func(t *testing.T, batches []*evidence.Batch) evidence.Reader {
		return evtest.Fill(t, open(t, filepath.Join(t.TempDir(), "x.db")), batches)
	})
}

// TestReopened runs the suite on a file that was closed in between.
func TestReopened(t *testing.T) {
	evtest.TestStore(t, func(t *testing.T, batches []*evidence.Batch) evidence.Reader {
		path := filepath.Join(t.TempDir(), "sub", "x.db")
		s := open(t, path)
		evtest.Fill(t, s, batches)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := Open(path, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		return r
	})
}

func TestAbout(t *testing.T) {
	evtest.TestAbout(t, func() evtest.Store { return open(t, filepath.Join(t.TempDir(), "x.db")) })
}

func TestChains(t *testing.T) { evtest.TestChains(t, open(t, filepath.Join(t.TempDir(), "x.db"))) }

// TestVersion1 opens a file that was laid out before there were chains: read, it
// has none; written, it takes them.
func TestVersion1(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	s := open(t, path)
	for _, q := range []string{"DROP TABLE chain", "DROP TABLE ledger", "DROP TABLE origin", "ALTER TABLE block DROP COLUMN sum", "PRAGMA user_version = 1"} {
		if _, err := s.db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if times, err := r.ChainTimes(context.Background(), evtest.Chain().Entity); err != nil || len(times) != 0 {
		t.Errorf("times %v, %v", times, err)
	}
	if _, err := r.Chain(context.Background(), evtest.Chain().Entity, evtest.Chain().Quoted); !errors.Is(err, evidence.ErrNotFound) {
		t.Errorf("chain: %v", err)
	}
	if list, err := r.Origins(context.Background(), ""); err != nil || len(list) != 0 {
		t.Errorf("origins %v, %v", list, err)
	}
	w := open(t, path)
	evtest.TestOrigins(t, w)
	evtest.TestChains(t, w)
	logtest.Test(t, w)
}

func TestOrigins(t *testing.T) { evtest.TestOrigins(t, open(t, filepath.Join(t.TempDir(), "x.db"))) }

func TestLedger(t *testing.T) { logtest.Test(t, open(t, filepath.Join(t.TempDir(), "x.db"))) }

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte("this is no database, but it is long enough to be looked at by SQLite as one, or so it seems to be......"), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.db")
	s := open(t, newer)
	if _, err := s.db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	for _, c := range []struct {
		path string
		want error
	}{{foreign, ErrForeign}, {text, ErrForeign}, {newer, ErrNewer}, {filepath.Join(dir, "none.db"), ErrMissing}} {
		if _, err := Open(c.path, Options{ReadOnly: true}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.path, err, c.want)
		}
	}
	if _, err := Open(dir, Options{}); err == nil {
		t.Error("a folder was opened as a store")
	}
}

func TestCorrupt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	s := open(t, path)
	if _, err := s.Import(context.Background(), numbered(1)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec("UPDATE block SET data = x'ff01'"); err != nil {
		t.Fatal(err)
	}
	s.forget()
	if _, err := s.Facts(context.Background(), entity.CIK(1), "us-gaap:C"); !errors.Is(err, ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt", err)
	}
}

const perBatch = 50

// numbered is a batch of facts that all carry its number.
func numbered(n int) *evidence.Batch {
	b := &evidence.Batch{
		Source: fmt.Sprint("batch ", n), Filings: []evidence.Filing{{Accession: fmt.Sprintf("0000000001-24-%06d", n), CIK: 1, Form: "10-Q", Filed: period.MustDate("2024-07-24")}},
		Tables: evidence.Tables{Entities: []entity.ID{entity.CIK(1)}, Concepts: []string{"us-gaap:C"}, Dims: []evidence.Dims{""}, Units: []string{"USD"}},
	}
	for i := range perBatch {
		b.Facts = append(b.Facts, evidence.PackedFact{Period: period.Day(period.Date(700000 + i)), Value: quantity.NewDecimal(int64(n), 0)})
	}
	return b
}

// TestKilled kills imports at random moments: the store then opens with whole
// batches only.
func TestKilled(t *testing.T) {
	if path := os.Getenv("ASSAY_KILL_STORE"); path != "" {
		s, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; ; n++ {
			if _, err := s.Import(context.Background(), numbered(n)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if testing.Short() {
		t.Skip("kills child processes")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "x.db")
	for range 6 {
		c := exec.Command(os.Args[0], "-test.run", "^TestKilled$")
		c.Env = append(os.Environ(), "ASSAY_KILL_STORE="+path)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+rng.IntN(200)) * time.Millisecond)
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		c.Wait()
		s, err := Open(path, Options{})
		if err != nil {
			t.Fatalf("after the kill: %v", err)
		}
		facts, err := s.Facts(context.Background(), entity.CIK(1), "us-gaap:C")
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, f := range facts {
			count[f.Filing.Accession]++
		}
		for a, n := range count {
			if n != perBatch {
				t.Errorf("%s: %d of %d facts", a, n, perBatch)
			}
		}
		s.Close()
	}
}

func BenchmarkFacts(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "x.db"))
	if _, err := s.Import(context.Background(), numbered(1)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.groups = map[groupKey][]evidence.Fact{}
		if fs, err := s.Facts(context.Background(), entity.CIK(1), "us-gaap:C"); err != nil || len(fs) != perBatch {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "x.db")
	open(b, path).Close()
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(path, Options{ReadOnly: true})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
