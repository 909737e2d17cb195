package live

import (
	"bytes"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"assay/evidence"
	"assay/fetch/fetchtest"
	"assay/sharedtest"
	"assay/store/sqlite"
)

// edition is the n-th state of a filer's facts: every concept has n facts, so
// that a reader who sees different numbers sees half of an update.
func edition(n int) string {
	concept := func(name string) string {
		s := `"` + name + `":{"units":{"USD":[`
		for i := range n {
			if i > 0 {
				s += ","
			}
			s += fmt.Sprintf(`{"start":"2026-01-01","end":"2026-03-31","val":%d000,"accn":"0000000042-26-%06d","form":"10-Q","filed":"2026-04-29"}`, i+1, i)
		}
		return s + `]}}`
	}
	return `{"cik":42,"entityName":"EXAMPLE CORP","facts":{"us-gaap":{` + concept("Revenues") + "," + concept("NetIncomeLoss") + "," + concept("Assets") + `}}}`
}

// Readers are never blocked by an update and never see half of it: what one
// opening of the store reads is of one state.
func TestReadersDuringUpdates(t *testing.T) {
	s := newSite(t)
	const editions = 15
	path := "/api/xbrl/companyfacts/CIK0000000042.json"
	answers := make([]fetchtest.Answer, editions)
	for i := range answers {
		answers[i] = fetchtest.Answer{Body: edition(i + 1)}
	}
	s.Say(path, answers...)
	s.update(t, []Want{example}, CompanyFacts{})
	file := s.file
	done := make(chan struct{})
	var readers sync.WaitGroup
	seen := make([]map[int]bool, 3)
	for i := range seen {
		seen[i] = map[int]bool{}
		readers.Go(func() {
			for {
				n, err := readOnce(t, file)
				if err != nil {
					t.Errorf("a reader failed during an update: %v", err)
					return
				}
				seen[i][n] = true
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for range editions - 1 {
		s.update(t, []Want{example}, CompanyFacts{})
	}
	close(done)
	readers.Wait()
	if n, err := readOnce(t, file); n != editions || err != nil {
		t.Errorf("%d facts of each concept at the end, %v", n, err)
	}
	for i := range seen {
		t.Logf("reader %d saw %d states", i, len(seen[i]))
	}
}

// readOnce opens the store as a check does and gives how many facts each
// concept has.
func readOnce(t *testing.T, file string) (n int, err error) {
	r, err := sqlite.Open(file, sqlite.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for i, concept := range []string{"us-gaap:Revenues", "us-gaap:NetIncomeLoss", "us-gaap:Assets"} {
		facts, err := r.Facts(t.Context(), "cik:0000000042", concept)
		if err != nil {
			return 0, err
		}
		if i > 0 && len(facts) != n {
			return 0, fmt.Errorf("%d facts of %s, %d of the concept before", len(facts), concept, n)
		}
		n = len(facts)
	}
	return n, nil
}

// BenchmarkUpdateFiler is what an update of one filer costs beside the network:
// the largest real list of filings and of facts at hand, of which the store has
// all but what is new.
func BenchmarkUpdateFiler(b *testing.B) {
	for _, size := range []struct {
		name      string
		unchanged bool
	}{{"new facts", false}, {"nothing new", true}} {
		b.Run(size.name, func(b *testing.B) { benchmarkUpdate(b, size.unchanged) })
	}
}

func benchmarkUpdate(b *testing.B, unchanged bool) {
	facts := sharedtest.Read(b, "data/sec/companyfacts/CIK0001045810.json.gz")
	list := sharedtest.Read(b, "data/sec/submissions/CIK0001045810.json.gz")
	server := fetchtest.New(b)
	store, err := sqlite.Open(filepath.Join(b.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	s := &site{Server: server, store: store, now: noon}
	server.Say("/submissions/CIK0001045810-submissions-001.json", fetchtest.Answer{Body: `{"accessionNumber":[],"filingDate":[],"form":[]}`, Header: map[string]string{"ETag": `"part"`}})
	update := func(i int) {
		etag := map[string]string{"ETag": `"steady"`}
		if !unchanged { // another filing, with a fact of its own
			etag = nil
			fresh := fmt.Sprintf(`{"start":"2026-01-26","end":"2026-04-26","val":%d,"accn":"0001045810-27-%06d","form":"10-Q","filed":"2026-05-20"},`, i, i)
			facts = insertFact(facts, fresh)
			list = bytes.Replace(list, []byte("NVIDIA CORP"), []byte("NVIDIA CORP "), 1)
		}
		server.Say("/submissions/CIK0001045810.json", fetchtest.Answer{Body: string(list), Header: etag})
		server.Say("/api/xbrl/companyfacts/CIK0001045810.json", fetchtest.Answer{Body: string(facts), Header: etag})
		b.StartTimer()
		if r, err := Update(b.Context(), s.options(Submissions{}, CompanyFacts{}), []Want{nvidia()}); err != nil || r.Failed > 0 {
			b.Fatal(err, s.shown())
		}
	}
	update(0)
	b.ResetTimer()
	for i := 1; b.Loop(); i++ {
		b.StopTimer()
		update(i)
	}
}

func nvidia() Want {
	return Want{Filer: evidence.Filer{ID: "cik:0001045810", Tickers: []string{"NVDA"}}}
}

// insertFact puts a fact in front of those of the first concept in dollars.
func insertFact(facts []byte, fact string) []byte {
	before, after, _ := bytes.Cut(facts, []byte(`"USD":[`))
	return bytes.Join([][]byte{before, []byte(`"USD":[` + fact), after}, nil)
}
