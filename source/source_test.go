package source

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/quantity"
	"assay/sharedtest"
)

// memory is a store that counts, with just enough merging for these tests.
type memory struct {
	filers   map[entity.ID]evidence.Filer
	filings  map[string]bool
	facts    map[factKey]bool
	bars     map[string]quantity.Decimal
	series   map[entity.ID]evidence.Series
	batches  []string
	failWith error
}

type factKey struct {
	id            entity.ID
	concept, unit string
	dims          evidence.Dims
	filing        string
	period        string
	value         quantity.Decimal
}

func newMemory() *memory {
	return &memory{filers: map[entity.ID]evidence.Filer{}, filings: map[string]bool{}, facts: map[factKey]bool{}, bars: map[string]quantity.Decimal{}, series: map[entity.ID]evidence.Series{}}
}

// What data sets are held against: it knows nothing.
func (m *memory) Facts(context.Context, entity.ID, string) ([]evidence.Fact, error) { return nil, nil }
func (m *memory) Concepts(context.Context, entity.ID) ([]string, error)             { return nil, nil }
func (m *memory) Filer(_ context.Context, id entity.ID) (evidence.Filer, error) {
	if f, ok := m.filers[id]; ok {
		return f, nil
	}
	return evidence.Filer{}, evidence.ErrNotFound
}

func (m *memory) Import(_ context.Context, b *evidence.Batch) (r evidence.Result, err error) {
	if m.failWith != nil {
		return r, m.failWith
	}
	m.batches = append(m.batches, filepath.Base(b.Source))
	for _, f := range b.Filers {
		old := m.filers[f.ID]
		if len(f.Tickers) == 0 {
			f.Tickers = old.Tickers
		}
		m.filers[f.ID] = f
	}
	for _, f := range b.Filings {
		if !m.filings[f.Accession] {
			m.filings[f.Accession] = true
			r.NewFilings++
		}
	}
	for _, f := range b.Facts {
		k := factKey{b.Tables.Entities[f.Entity], b.Tables.Concepts[f.Concept], b.Tables.Units[f.Unit], b.Tables.Dims[f.Dims], b.Filings[f.Filing].Accession, f.Period.String(), f.Value}
		if m.facts[k] {
			r.KnownFacts++
		} else {
			r.NewFacts++
		}
		m.facts[k] = true
	}
	for _, s := range b.Series {
		m.series[s.Entity] = s
		for _, bar := range s.Bars {
			k := string(s.Entity) + bar.Day.String()
			if _, ok := m.bars[k]; ok {
				r.KnownBars++
			} else {
				r.NewBars++
			}
			m.bars[k] = bar.Close
		}
	}
	return r, nil
}

func (m *memory) Named(_ context.Context, name string) (fs []evidence.Filer, _ error) {
	for _, f := range m.filers {
		for _, t := range f.Tickers {
			if strings.EqualFold(t, name) {
				fs = append(fs, f)
			}
		}
	}
	return fs, nil
}

func show(r Report) string {
	var b strings.Builder
	for _, o := range r.Outcomes {
		fmt.Fprintf(&b, "%s %s %s %v %+v\n", filepath.Base(o.Path), o.Kind, o.Skipped, o.Err, o.Result)
	}
	return b.String()
}

// slow marks a test that the race detector makes too long: -short skips it.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("reads all shared documents; run without -short")
	}
}

// All of shared/data: what import.sh loads, and everything else named as
// skipped; in any order of workers the same; a second time nothing new.
func TestImportShared(t *testing.T) {
	slow(t)
	data := filepath.Join(sharedtest.Dir(t), "data")
	var first string
	for _, workers := range []int{1, 4} {
		m := newMemory()
		opts := Settings{Workers: workers}
		r, err := Import(t.Context(), opts, m, []string{data})
		if err != nil {
			t.Fatal(err)
		}
		var failed, kinds []string
		count := map[Kind]int{}
		for _, o := range r.Outcomes {
			if o.Err != nil {
				failed = append(failed, filepath.Base(o.Path))
			}
			if o.Err == nil && o.Skipped == "" {
				count[o.Kind]++
			}
		}
		for _, k := range []Kind{CompanyFacts, Submissions, Tickers, InlineXBRL, Prices, Options, Yields, FSDS} {
			kinds = append(kinds, fmt.Sprint(k, " ", count[k]))
		}
		// Nothing says in the file that vix-daily.csv is an index.
		if got := strings.Join(failed, " "); got != "vix-daily.csv.gz" {
			t.Errorf("failed: %s", got)
		}
		if got := strings.Join(kinds, ", "); got != "companyfacts 4, submissions 9, tickers 1, ixbrl 62, prices 8, options 3, yields 1, fsds 2" {
			t.Errorf("imported %s", got)
		}
		if first == "" {
			first = show(r)
		} else if show(r) != first {
			t.Error("the report depends on the number of workers")
		}
		again, err := Import(t.Context(), opts, m, []string{data})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range again.Outcomes {
			if o.Result.NewFacts+o.Result.NewBars+o.Result.NewFilings+o.Result.NewQuotes > 0 {
				t.Errorf("second import: %s brought %+v", o.Path, o.Result)
			}
		}
	}
}

// An inline document and companyfacts must state the same facts of a filing:
// two independent ways from the SEC's own data.
func TestInlineAgreesWithCompanyFacts(t *testing.T) {
	slow(t)
	sec := filepath.Join(sharedtest.Dir(t), "data", "sec")
	api := newMemory()
	r, err := Import(t.Context(), Settings{}, api, []string{filepath.Join(sec, "companyfacts", "CIK0001045810.json.gz"), filepath.Join(sec, "companyfacts", "CIK0001652044.json.gz")})
	if err != nil || r.Failed > 0 {
		t.Fatal(err, show(r))
	}
	inline := newMemory()
	r, err = Import(t.Context(), Settings{}, inline, []string{filepath.Join(sec, "ixbrl", "NVDA"), filepath.Join(sec, "ixbrl", "GOOGL")})
	if err != nil || r.Failed > 0 {
		t.Fatal(err, show(r))
	}
	both, missing := 0, 0
	for k := range inline.facts {
		prefix, _, _ := strings.Cut(k.concept, ":")
		if k.dims != "" || prefix != "us-gaap" || !api.filings[k.filing] {
			continue
		}
		if !api.facts[k] {
			if missing++; missing <= 5 {
				t.Logf("companyfacts lacks %+v", k)
			}
			continue
		}
		both++
	}
	if both < 9000 || missing > both/200 {
		t.Errorf("%d facts in both, %d in the documents alone", both, missing)
	}
	// And the other way round: every fact of these filings in the API.
	lost := 0
	for k := range api.facts {
		if inline.filings[k.filing] && !inline.facts[k] && strings.HasPrefix(k.concept, "us-gaap:") {
			if lost++; lost <= 5 {
				t.Logf("the documents lack %+v", k)
			}
		}
	}
	if lost > both/200 {
		t.Errorf("%d facts in companyfacts alone", lost)
	}
}

func write(t testing.TB, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func gz(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func zipped(entries ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		f, _ := w.Create(entries[i])
		f.Write([]byte(entries[i+1]))
	}
	w.Close()
	return b.Bytes()
}

const (
	facts   = `{"cik":7,"entityName":"Seven","facts":{"us-gaap":{"Revenues":{"units":{"USD":[{"end":"2024-03-31","val":5,"accn":"0000000007-24-000001","form":"10-Q","filed":"2024-05-01"}]}}}}}`
	tickers = `{"0":{"cik_str":7,"ticker":"SEV","title":"Seven"},"1":{"cik_str":8,"ticker":"BRK-B","title":"B"}}`
	csvFile = "Date,Close\n2024-07-30,11\n"
	jsonRow = `[[1722297600000, 5.5]]`
)

func TestImportOne(t *testing.T) {
	for _, tc := range []struct {
		name, file, as, data string
		want                 string // of show, after the path; prefix
	}{
		{"facts", "a.json", "", facts, "companyfacts  <nil> {NewFacts:1"},
		{"packed", "a.gz", "", string(gz([]byte(facts))), "companyfacts  <nil> {NewFacts:1"},
		{"ticker from the name", "SEV.csv", "", csvFile, "prices  <nil> {NewFacts:0 KnownFacts:0 NewBars:1"},
		{"class of shares", "x.csv", "prices:BRK.B", csvFile, "prices  <nil> {NewFacts:0 KnownFacts:0 NewBars:1"},
		{"by CIK", "x.csv", "prices:cik:0000000007", csvFile, "prices  <nil> {NewFacts:0 KnownFacts:0 NewBars:1"},
		{"crypto", "x.json", "prices:BTC", jsonRow, "prices  <nil> {NewFacts:0 KnownFacts:0 NewBars:1"},
		{"index", "x.csv", "series:VIX", csvFile, "series  <nil> {NewFacts:0 KnownFacts:0 NewBars:1"},
		{"unknown ticker", "ZZZ.csv", "", csvFile, `prices  source: F: no filer is known by the ticker "ZZZ": import company_tickers.json first`},
		{"other ticker", "x.csv", "prices:SEV", "Date,Symbol,Close\n2024-07-30,ZZZ,11\n", "prices  source: F: the file's own column says ZZZ"},
		{"many tickers", "x.csv", "prices:SEV", "Date,Symbol,Close\n2024-07-30,A,11\n2024-07-30,B,11\n", "prices  source: F: the file holds 2 tickers"},
		{"nameless series", "x.json", "", jsonRow, "series  source: F: no filer is known by the ticker \"X\""},
		{"empty", "x.json", "", "", "  source: F: the file is empty"},
		{"empty, packed", "x.json.gz", "", string(gz(nil)), "  source: F: the file is empty"},
		{"text", "x.txt", "", "hello", "  source: F: text of no kind that assay imports"},
		{"web page", "x.csv", "prices:SEV", "<html>key</html>", "prices  prices: F: a web page"},
		{"cut gzip", "x.gz", "", string(gz([]byte(facts)))[:60], "  source: F: the file is cut short"},
		{"cut zip", "x.zip", "", string(zipped("a", facts))[:60], "  source: F: zip:"},
		{"wrong kind", "x.json", "ixbrl", facts, "ixbrl  ixbrl: F: no inline XBRL"},
		{"NUL", "x", "", "\x00\x01", "  source: F: a binary file"},
		{"bomb", "x.gz", "", string(gz(make([]byte, 20<<20))), "  source: F: a binary file"},
		{"bomb of white space", "x.gz", "companyfacts", string(gz(bytes.Repeat([]byte(" "), 40<<20))), "companyfacts  source: F: unpacks to more than is allowed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := newMemory()
			dir := t.TempDir()
			as, err := ParseAs(tc.as)
			if err != nil {
				t.Fatal(err)
			}
			list := write(t, dir, "company_tickers.json", []byte(tickers))
			if r, err := Import(t.Context(), Settings{}, m, []string{list}); err != nil || r.Failed > 0 {
				t.Fatal(err, show(r))
			}
			path := write(t, dir, tc.file, []byte(tc.data))
			r, err := Import(t.Context(), Settings{As: as}, m, []string{path})
			if err != nil || len(r.Outcomes) != 1 {
				t.Fatal(err, show(r))
			}
			got := strings.ReplaceAll(strings.TrimPrefix(show(r), tc.file+" "), path, "F")
			if !strings.HasPrefix(got, tc.want) {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestWhoseSeries(t *testing.T) {
	m := newMemory()
	dir := t.TempDir()
	run := func(as string, path string) {
		a, err := ParseAs(as)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := Import(t.Context(), Settings{As: a}, m, []string{path}); err != nil || r.Failed > 0 {
			t.Fatal(err, show(r))
		}
	}
	run("", write(t, dir, "company_tickers.json", []byte(tickers)))
	run("prices:BTC", write(t, dir, "b.json", []byte(jsonRow)))
	run("series:btc-dvol", write(t, dir, "d.json", []byte(jsonRow)))
	run("", write(t, dir, "SEV.csv", []byte(csvFile)))
	run("", write(t, dir, "BRK-B.csv", []byte("Date,Close,Adj Close\n2024-07-30,11,10\n")))
	for id, want := range map[entity.ID]string{"asset:BTC": "USD false [b.json]", "index:BTC-DVOL": "points false [d.json]", "cik:0000000007": "USD true [SEV.csv]", "cik:0000000008": "USD false [BRK-B.csv]"} {
		s := m.series[id]
		if got := fmt.Sprint(s.Unit, " ", s.Adjusted, " ", s.Sources); got != want || s.Entity != id {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// Prices before the list of tickers in the walk are imported all the same; a
// bad file stops none; hidden and foreign files are named.
func TestImportFolder(t *testing.T) {
	m := newMemory()
	dir := t.TempDir()
	write(t, dir, "SEV.csv", []byte(csvFile))
	write(t, dir, "bad.json", []byte(facts[:100]))
	write(t, dir, "c.zip", zipped("z.json", facts, "a/", "", "readme.txt", "hello", "nested.json.gz", string(gz([]byte(facts)))))
	write(t, dir, "company_tickers.json", []byte(tickers))
	write(t, dir, "s.json", []byte(jsonRow))
	write(t, dir, ".hidden", nil)
	r, err := Import(t.Context(), Settings{}, m, []string{dir, filepath.Join(dir, "absent")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range r.Outcomes {
		s := strings.TrimPrefix(strings.TrimPrefix(o.Path, dir), string(filepath.Separator))
		switch {
		case o.Err != nil:
			s += " failed"
		case o.Skipped != "":
			s += " skipped"
		}
		got = append(got, s)
	}
	want := ".hidden skipped|bad.json failed|c.zip:nested.json.gz|c.zip:readme.txt skipped|c.zip:z.json|company_tickers.json|s.json skipped|absent failed|SEV.csv"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, "|"), want)
	}
	if r.Failed != 2 {
		t.Errorf("%d failed", r.Failed)
	}
	r, err = Import(t.Context(), Settings{As: As{Prices, "SEV"}}, m, []string{dir})
	if err != nil || r.Failed != 1 || !strings.Contains(r.Outcomes[0].Err.Error(), "a folder cannot all be SEV") {
		t.Errorf("folder with a name: %v %s", err, show(r))
	}
}

func TestArchiveLimits(t *testing.T) {
	path := write(t, t.TempDir(), "x.zip", zipped("a.json", facts, "b.json", strings.Replace(facts, ":7,", ":8,", 1), "big.json", facts+strings.Repeat(" ", 1000)))
	r, err := Import(t.Context(), Settings{Limits: Limits{Entry: 900, Archive: int64(len(facts)) + 10}}, newMemory(), []string{path})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Outcomes) != 3 || r.Outcomes[0].Err != nil || !errors.Is(r.Outcomes[1].Err, errTooLarge) || !errors.Is(r.Outcomes[2].Err, errTooLarge) {
		t.Error(show(r))
	}
}

func TestImportStops(t *testing.T) {
	dir := t.TempDir()
	for i := range 50 {
		write(t, dir, fmt.Sprintf("%02d.json", i), []byte(facts))
	}
	ctx, cancel := context.WithCancel(t.Context())
	before := runtime.NumGoroutine()
	r, err := Import(ctx, Settings{Workers: 4, Progress: func(done, total int, _ Outcome) {
		if total != 50 {
			t.Errorf("total %d", total)
		}
		if done == 3 {
			cancel()
		}
	}}, newMemory(), []string{dir})
	if !errors.Is(err, context.Canceled) || len(r.Outcomes) > 4 {
		t.Errorf("%v after %d files", err, len(r.Outcomes))
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestStoreFails(t *testing.T) {
	m := newMemory()
	m.failWith = errors.New("disk full")
	r, err := Import(t.Context(), Settings{}, m, []string{write(t, t.TempDir(), "a.json", []byte(facts))})
	if err != nil || r.Failed != 1 || !errors.Is(r.Outcomes[0].Err, m.failWith) {
		t.Errorf("%v %s", err, show(r))
	}
}

func TestParseAs(t *testing.T) {
	for in, want := range map[string]As{"": {}, "prices": {Kind: Prices}, "prices:BTC": {Prices, "BTC"}, "series:BTC-DVOL": {Series, "BTC-DVOL"}, "ixbrl": {Kind: InlineXBRL}} {
		if got, err := ParseAs(in); err != nil || got != want {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
	}
	for _, in := range []string{"x", "series", "series:", "prices:", "ixbrl:x", "prices:a b", ":x"} {
		if _, err := ParseAs(in); err == nil {
			t.Errorf("%q is accepted", in)
		}
	}
}

// Import of the shared data but for the store's own work.
func BenchmarkImportShared(b *testing.B) {
	data := filepath.Join(sharedtest.Dir(b), "data", "sec")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Import(b.Context(), Settings{}, newMemory(), []string{data}); err != nil {
			b.Fatal(err)
		}
	}
}
