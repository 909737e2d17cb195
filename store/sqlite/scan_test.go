package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"assay/evidence"
)

// TestScanTests: a scan finds a block that is whole but not the one that was stored; in a
// file from before checksums it reads what is there.
func TestScanTests(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	s := open(t, path)
	if _, err := s.Import(context.Background(), numbered(1)); err != nil {
		t.Fatal(err)
	}
	scan := func() (n int, last error) {
		for _, err := range s.Scan(context.Background(), evidence.Selection{}) {
			if err != nil {
				return n, err
			}
			n++
		}
		return n, nil
	}
	if n, err := scan(); n != perBatch || err != nil {
		t.Errorf("%d facts, %v", n, err)
	}
	if _, err := s.db.Exec("UPDATE block SET data = x'00'"); err != nil { // no facts
		t.Fatal(err)
	}
	if n, err := scan(); n != 0 || !errors.Is(err, ErrCorrupt) {
		t.Errorf("damaged: %d facts, %v", n, err)
	}
	if _, err := s.db.Exec("UPDATE block SET sum = NULL"); err != nil {
		t.Fatal(err)
	}
	if n, err := scan(); n != 0 || err != nil {
		t.Errorf("without a checksum: %d facts, %v", n, err)
	}
	s.version = sumsVersion - 1 // as a file that lacks the column is read
	if n, err := scan(); n != 0 || err != nil {
		t.Errorf("an old file: %d facts, %v", n, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, err := range s.Scan(ctx, evidence.Selection{}) {
		if err == nil {
			t.Error("a stopped scan went on")
		}
	}
}
