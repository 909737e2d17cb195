package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// stated is a batch with one fact of one filer.
func stated(cik uint32, year int, value string) *evidence.Batch {
	return &evidence.Batch{
		Source:  "test",
		Filings: []evidence.Filing{{Accession: "0000000001-24-000001", CIK: cik, Form: "10-K", Filed: period.MustDate("2024-02-01")}},
		Tables:  evidence.Tables{Entities: []entity.ID{entity.CIK(cik)}, Concepts: []string{"us-gaap:Revenues"}, Dims: []evidence.Dims{""}, Units: []string{"USD"}},
		Facts:   []evidence.PackedFact{{Period: period.Range{Start: period.NewDate(year, 1, 1), End: period.NewDate(year, 12, 31)}, Value: quantity.MustDecimal(value)}},
	}
}

func imported(t *testing.T, path string, batches ...*evidence.Batch) error {
	t.Helper()
	s := open(t, path)
	defer s.Close()
	for _, b := range batches {
		if _, err := s.Import(context.Background(), b); err != nil {
			return err
		}
	}
	return nil
}

// altered runs a statement on a store that is closed.
func altered(t *testing.T, path, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

// The filer with the highest number has no number behind it.
func TestHighestFiler(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	if err := imported(t, path, stated(math.MaxUint32, 2022, "1e9"), stated(math.MaxUint32, 2023, "2e9")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // where it went on for ever
	defer cancel()
	s, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	id := entity.CIK(math.MaxUint32)
	if facts, err := s.Facts(ctx, id, "us-gaap:Revenues"); err != nil || len(facts) != 2 {
		t.Errorf("facts: %d, %v; want both", len(facts), err)
	}
	if names, err := s.Concepts(ctx, id); err != nil || len(names) != 1 {
		t.Errorf("concepts: %v, %v", names, err)
	}
	if ids, err := s.Holders(ctx); err != nil || len(ids) != 1 {
		t.Errorf("holders: %v, %v", ids, err)
	}
	if v, err := s.Verify(ctx, VerifyOptions{Workers: 1}); err != nil || v.Facts != 2 || v.Damaged != 0 {
		t.Errorf("verify: %+v, %v", v, err)
	}
}

// A key beyond all filers is a damage, not a place to begin again from.
func TestKeyOfNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	if err := imported(t, path, stated(7, 2022, "1e9")); err != nil {
		t.Fatal(err)
	}
	altered(t, path, "INSERT INTO block (key, data) SELECT (1 << 60) | key, data FROM block")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if ids, err := s.Holders(ctx); !errors.Is(err, ErrCorrupt) {
		t.Errorf("holders: %v, %v; want %v", ids, err, ErrCorrupt)
	}
	if v, err := s.Verify(ctx, VerifyOptions{Workers: 1}); err != nil || v.Damaged == 0 {
		t.Errorf("verify: %+v, %v; want a damage", v, err)
	}
}

// A block whose bytes changed on the disk is neither read nor stored anew, with a
// checksum that fits.
func TestChangedBlock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	if err := imported(t, path, stated(7, 2022, "123e7")); err != nil {
		t.Fatal(err)
	}
	b := stated(7, 2022, "987e7").Facts[0] // as a flipped bit might leave it
	altered(t, path, "UPDATE block SET data = ?", evidence.AppendBlock(nil, []evidence.BlockRow{{Unit: 1, Filing: 1, Period: b.Period, Value: b.Value}}))
	s, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if facts, err := s.Facts(context.Background(), entity.CIK(7), "us-gaap:Revenues"); !errors.Is(err, ErrCorrupt) {
		t.Errorf("facts: %v, %v; want %v", facts, err, ErrCorrupt)
	}
	if err := imported(t, path, stated(7, 2023, "2e9")); !errors.Is(err, ErrCorrupt) {
		t.Errorf("import: %v; want %v", err, ErrCorrupt)
	}
}

// A pipe or a device is no store: reading one would wait for a writer.
func TestNoFile(t *testing.T) {
	for _, readOnly := range []bool{true, false} {
		s, err := Open(os.DevNull, Options{ReadOnly: readOnly})
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "is no file") {
			t.Errorf("read-only %v: %v", readOnly, err)
		}
	}
}
