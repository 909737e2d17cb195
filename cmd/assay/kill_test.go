package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/store/sqlite"
)

// Facts of a filer, and the report that decides forecasts of it.
const (
	factsBefore = `{"cik":1045810,"entityName":"NVIDIA CORP","facts":{"us-gaap":{"Revenues":{"label":"Revenues","description":"","units":{"USD":[{"start":"2024-01-29","end":"2025-01-26","val":130497000000,"accn":"0001045810-25-000023","fy":2025,"fp":"FY","form":"10-K","filed":"2025-02-26"},{"start":"2023-01-30","end":"2024-01-28","val":60922000000,"accn":"0001045810-24-000029","fy":2024,"fp":"FY","form":"10-K","filed":"2024-02-21"}]}}}}}`
	factsFiled  = `{"cik":1045810,"entityName":"NVIDIA CORP","facts":{"us-gaap":{"Revenues":{"label":"Revenues","description":"","units":{"USD":[{"start":"2025-01-27","end":"2026-01-25","val":215938000000,"accn":"0001045810-26-000021","fy":2026,"fp":"FY","form":"10-K","filed":"2026-02-25"}]}}}}}`
)

// TestKilled: a run of add or resolve that is killed at any moment leaves a ledger
// that verifies and holds all of the run or nothing of it; the same command again
// makes of it what an undisturbed run makes, with nothing twice and nothing lost.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills some thirty processes")
	}
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	table := strings.Builder{}
	table.WriteString("holder,subject,measure,kind,low,high,unit,period,said\n")
	for i := range 1000 {
		fmt.Fprintf(&table, "Analyst %d,NVDA,revenue,at least,%d.5bn,,USD,FY2026,2025-07-31\n", i, 150+i%100)
	}
	empty, filled := filepath.Join(dir, "empty.db"), filepath.Join(dir, "filled.db")
	add := killed{empty, []string{"ledger", "add", "--now", "2025-08-01", "--from", file("own.csv", table.String())}}
	assayed(t, "import", "--store", empty, file("facts.json", factsBefore))
	copyFile(t, empty, filled)
	assayed(t, add.on(filled)...)
	assayed(t, "import", "--store", filled, file("filed.json", factsFiled))
	t.Run("add", add.test)
	t.Run("resolve", killed{filled, []string{"ledger", "resolve", "--now", "2026-03-28"}}.test)
}

// killed is a command to kill, and the store that it begins with.
type killed struct {
	store   string
	command []string
}

// on is the command on a store.
func (k killed) on(store string) []string {
	return append(k.command[:len(k.command):len(k.command)], "--store", store)
}

func (k killed) test(t *testing.T) {
	before := exported(t, k.store)
	p, grown := k.start(t), int64(0)
	took := p.until(func(time.Duration) bool { grown = max(grown, p.log()); return false })
	want := exported(t, p.store)
	if p.err != nil || len(want) <= len(before) || grown == 0 {
		t.Fatalf("undisturbed: %v; %d bytes of records before, %d after, through a log of %d", p.err, len(before), len(want), grown)
	}
	nothing := 0
	try := func(reached func(*process, time.Duration) bool) {
		p := k.start(t)
		after := p.until(func(since time.Duration) bool { return reached(p, since) })
		_ = p.cmd.Process.Kill() // unless it has ended
		<-p.done
		assayed(t, "ledger", "verify", "--store", p.store)
		left := exported(t, p.store)
		if bytes.Equal(left, before) {
			nothing++
		} else if !bytes.Equal(left, want) {
			t.Errorf("killed after %s: %d bytes of records, neither the %d before nor the %d after the run", after, len(left), len(before), len(want))
		}
		assayed(t, k.on(p.store)...)
		if !bytes.Equal(exported(t, p.store), want) {
			t.Errorf("killed after %s and run again: not what an undisturbed run makes", after)
		}
	}
	const moments, sizes = 7, 5
	for i := range moments { // throughout the run
		try(func(_ *process, since time.Duration) bool { return since >= took*time.Duration(i)/(moments-1) })
	}
	for i := range sizes { // while it writes
		try(func(p *process, _ time.Duration) bool { return p.log() > grown*int64(i)/sizes })
	}
	t.Logf("a run takes %s; killed %d times, of which %d before all was written", took, moments+sizes, nothing)
	if nothing == 0 {
		t.Error("no run was killed before all was written")
	}
}

// process is a run of the command at work.
type process struct {
	cmd   *exec.Cmd
	store string
	done  chan struct{} // closed when it has ended
	err   error         // then, how
}

// start runs the command on a copy of its store.
func (k killed) start(t *testing.T) *process {
	t.Helper()
	p := &process{store: filepath.Join(t.TempDir(), "s.db"), done: make(chan struct{})}
	copyFile(t, k.store, p.store)
	p.cmd = exec.Command("assay", k.on(p.store)...)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	return p
}

// until waits for what is asked over and over, or the end of the process.
func (p *process) until(reached func(since time.Duration) bool) time.Duration {
	for began := time.Now(); ; {
		select {
		case <-p.done:
			return time.Since(began)
		default:
			if since := time.Since(began); reached(since) {
				return since
			}
		}
	}
}

// log is the size of the store's write-ahead log, into which a transaction goes
// first.
func (p *process) log() int64 {
	if info, err := os.Stat(p.store + "-wal"); err == nil {
		return info.Size()
	}
	return 0
}

// assayed runs the program to its end.
func assayed(t *testing.T, args ...string) {
	t.Helper()
	if says, err := exec.Command("assay", args...).CombinedOutput(); err != nil {
		t.Fatalf("assay %s: %v\n%s", strings.Join(args, " "), err, says)
	}
}

// exported are the records of a store's ledger.
func exported(t *testing.T, path string) []byte {
	t.Helper()
	store, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var out bytes.Buffer
	if err := exportRecords(t.Context(), &out, store); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}
