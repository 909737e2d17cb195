package source

import (
	"archive/zip"
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/store/sqlite"
)

// Filers and facts of each in the archives below.
const (
	bulkFilers = 240
	bulkFacts  = 36
)

// bulkArchive is an archive of companyfacts of filers first, first+1, …
func bulkArchive(t *testing.T, name string, first int) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for cik := first; cik < first+bulkFilers; cik++ {
		w, err := z.Create(fmt.Sprintf("CIK%010d.json", cik))
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for i := range bulkFacts {
			rows = append(rows, fmt.Sprintf(`{"end":"20%02d-%02d-28","val":%d,"accn":"%010d-24-%06d","form":"10-Q","filed":"2024-07-24"}`, 10+i/12, 1+i%12, 1000*i, cik, i%40))
		}
		fmt.Fprintf(w, `{"cik":%d,"entityName":"Filer %d","facts":{"us-gaap":{"Assets":{"units":{"USD":[%s]}}}}}`, cik, cik, strings.Join(rows, ","))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return write(t, t.TempDir(), name, b.Bytes())
}

// TestMain lets a test run an import in a process of its own, to kill it.
func TestMain(m *testing.M) {
	if path := os.Getenv("ASSAY_TEST_IMPORT"); path != "" {
		if err := importHere(path, os.Getenv("ASSAY_TEST_ARCHIVE")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func importHere(path, archive string) error {
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := Import(context.Background(), Settings{group: 5 * bulkFacts}, s, []string{archive})
	if err == nil && r.Failed > 0 {
		err = r.Outcomes[0].Err
	}
	return err
}

// importing starts an import in a process of its own.
func importing(t *testing.T, path, archive string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "ASSAY_TEST_IMPORT="+path, "ASSAY_TEST_ARCHIVE="+archive)
	var errs bytes.Buffer
	c.Stderr = &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, &errs
}

// whole counts the filers of an archive that a store holds whole, and fails for one
// that it holds in part, or without its origin.
func whole(t *testing.T, path, archive string, first int) int {
	t.Helper()
	s, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	for cik := first; cik < first+bulkFilers; cik++ {
		facts, err := s.Facts(t.Context(), entity.CIK(uint32(cik)), "us-gaap:Assets")
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Origin(t.Context(), fmt.Sprintf("%s:CIK%010d.json", filepath.Base(archive), cik))
		switch {
		case len(facts) == bulkFacts && err == nil:
			n++
		case len(facts) != 0 || err == nil:
			t.Errorf("filer %d: %d of %d facts, origin: %v", cik, len(facts), bulkFacts, err)
		}
	}
	return n
}

// killed is how often TestImportKilled kills an import.
var killed = flag.Int("kills", 25, "how many imports are killed")

// TestImportKilled kills imports of an archive at random moments: the store then
// holds whole filers only, none is lost, and the import goes on from there.
func TestImportKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	kills := *killed
	archive := bulkArchive(t, "companyfacts.zip", 1)
	start := time.Now()
	c, errs := importing(t, filepath.Join(t.TempDir(), "whole.db"), archive)
	if err := c.Wait(); err != nil {
		t.Fatal(err, errs)
	}
	took := time.Since(start)
	rng := rand.New(rand.NewPCG(8, 200))
	path, before, ends := "", 0, 0
	halfway := 0 // kills that left some filers and not all
	for i := range kills {
		if path == "" {
			path, before = filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", i)), 0
			if err := importHere(path, write(t, t.TempDir(), "x.json", []byte(facts))); err != nil { // lays it out
				t.Fatal(err)
			}
		}
		c, _ := importing(t, path, archive)
		time.Sleep(time.Duration(rng.Int64N(int64(took))))
		_ = c.Process.Kill() // unless it has ended
		_ = c.Wait()
		n := whole(t, path, archive, 1)
		if n < before {
			t.Fatalf("kill %d: %d filers where there were %d", i, n, before)
		}
		if before = n; n == bulkFilers {
			path, ends = "", ends+1
		} else if n > 0 {
			halfway++
		}
	}
	if path != "" {
		if err := importHere(path, archive); err != nil {
			t.Fatal(err)
		}
		if n := whole(t, path, archive, 1); n != bulkFilers {
			t.Errorf("at last %d of %d filers", n, bulkFilers)
		}
	}
	t.Logf("an import takes %s; of %d kills %d came halfway, %d imports came to their end in spite of them", took, kills, halfway, ends)
	if halfway == 0 {
		t.Error("no kill came halfway")
	}
}

// TestTwoImports runs two imports into one store at once: both end well, and all is
// there.
func TestTwoImports(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	a, b := bulkArchive(t, "a.zip", 1), bulkArchive(t, "b.zip", 1+bulkFilers)
	first, errsA := importing(t, path, a)
	second, errsB := importing(t, path, b)
	if err := first.Wait(); err != nil {
		t.Error(err, errsA)
	}
	if err := second.Wait(); err != nil {
		t.Error(err, errsB)
	}
	if n, m := whole(t, path, a, 1), whole(t, path, b, 1+bulkFilers); n != bulkFilers || m != bulkFilers {
		t.Errorf("%d and %d of %d filers", n, m, bulkFilers)
	}
}

// TestUnwritable: an import into a store that takes nothing stops at once, and says
// so once.
func TestUnwritable(t *testing.T) {
	m := &failing{failWith: fmt.Errorf("full: %w", evidence.ErrUnwritable)}
	r, err := Import(t.Context(), Settings{}, m, []string{bulkArchive(t, "a.zip", 1)})
	if err == nil || !strings.Contains(err.Error(), "full") || r.Files != 0 || m.calls != 1 {
		t.Errorf("%v after %d files and %d tries", err, r.Files, m.calls)
	}
}

// failing is a store that takes nothing.
type failing struct {
	noTickers
	failWith error
	calls    int
}

func (f *failing) Import(context.Context, *evidence.Batch) (evidence.Result, error) {
	f.calls++
	return evidence.Result{}, f.failWith
}

type noTickers struct{}

func (noTickers) Named(context.Context, string) ([]evidence.Filer, error) { return nil, nil }

// TestPassedOver: what an archive holds unchanged is not read again, what changed in
// it is, and all of it where that is asked for.
func TestPassedOver(t *testing.T) {
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "x.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	dir := t.TempDir()
	count := func(archive []byte, again bool) (read, same int) {
		t.Helper()
		path := write(t, dir, "x.zip", archive)
		r, err := Import(t.Context(), Settings{Again: again}, s, []string{path})
		if err != nil || r.Failed > 0 {
			t.Fatal(err, r)
		}
		for _, o := range r.Outcomes {
			if o.Same {
				same++
			} else {
				read++
			}
		}
		return read, same
	}
	old := zipped("a.json", facts, "b.json", strings.Replace(facts, ":7,", ":8,", 1))
	renewed := zipped("a.json", strings.Replace(facts, `"val":5`, `"val":6`, 1), "b.json", strings.Replace(facts, ":7,", ":8,", 1))
	for i, c := range []struct {
		archive    []byte
		again      bool
		read, same int
	}{{old, false, 2, 0}, {old, false, 0, 2}, {renewed, false, 1, 1}, {renewed, true, 2, 0}} {
		if read, same := count(c.archive, c.again); read != c.read || same != c.same {
			t.Errorf("import %d: read %d, passed over %d, want %d and %d", i, read, same, c.read, c.same)
		}
	}
}
