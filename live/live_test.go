package live

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/fetch"
	"assay/fetch/fetchtest"
	"assay/period"
	"assay/store/sqlite"
)

// noon is after the close of 30 July 2026 in New York and before that of the 31st.
var noon = time.Date(2026, 7, 31, 16, 0, 0, 0, time.UTC)

// site is a server with the files of testdata/site, and an empty store.
type site struct {
	*fetchtest.Server
	file  string // the store's
	store *sqlite.Store
	now   time.Time
	lines []Line
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{Server: fetchtest.New(t), file: filepath.Join(t.TempDir(), "s.db"), now: noon}
	if err := s.Folder(filepath.Join("testdata", "site")); err != nil {
		t.Fatal(err)
	}
	var err error
	if s.store, err = sqlite.Open(s.file, sqlite.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.store.Close() })
	return s
}

func (s *site) places() Places { return Places{s.URL, s.URL, s.URL, s.URL, s.URL} }

func (s *site) options(sources ...Source) Options {
	s.lines = nil
	sleep := func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return Options{
		Client:  fetch.New(fetch.Options{Agent: "Desk desk@example.com", Trusted: []string{s.Host()}, Now: func() time.Time { return s.now }, Sleep: sleep}),
		Store:   s.store,
		Places:  s.places(),
		Sources: sources,
		Now:     s.now,
		Line:    func(l Line) { s.lines = append(s.lines, l) },
	}
}

// update runs the sources for the wants and shows what became of each answer.
func (s *site) update(t *testing.T, wants []Want, sources ...Source) string {
	t.Helper()
	if _, err := Update(t.Context(), s.options(sources...), wants); err != nil {
		t.Fatal(err)
	}
	return s.shown()
}

// shown are the lines, one answer each.
func (s *site) shown() string {
	var b strings.Builder
	for _, l := range s.lines {
		fmt.Fprintf(&b, "%s %s %s", l.Kind, l.Subject, l.About)
		r := l.Result
		switch {
		case l.Would != "":
			b.WriteString(" would ask " + strings.TrimPrefix(l.Would, s.URL))
		case l.Err != nil:
			b.WriteString(" failed: " + strings.ReplaceAll(l.Err.Error(), s.URL, ""))
		case l.Skipped != "":
			b.WriteString(" skipped: " + l.Skipped)
		case l.Unchanged:
			b.WriteString(" unchanged")
		default:
			fmt.Fprintf(&b, " +%d facts +%d filings +%d bars +%d quotes", r.NewFacts, r.NewFilings, r.NewBars, r.NewQuotes)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (s *site) want(t *testing.T, got, want string) {
	t.Helper()
	if got != strings.TrimLeft(want, "\n") {
		t.Errorf("got\n%swant%s\nasked %q", got, want, s.Asked())
	}
}

var example = Want{Filer: evidence.Filer{ID: "cik:0000000042", Tickers: []string{"EXMP"}}}

// noted is a reader of releases that notes what it was given.
func noted(seen *[]Exhibit) ReleaseReader {
	return func(_ context.Context, e Exhibit) (*evidence.Batch, error) {
		*seen = append(*seen, e)
		return &evidence.Batch{Source: e.Name, Filings: []evidence.Filing{e.Filing}}, nil
	}
}

// A filer from nothing, and the same again: all of it conditional, nothing new.
func TestFiler(t *testing.T) {
	s := newSite(t)
	var seen []Exhibit
	wants := []Want{{}, example}
	all := []Source{Tickers{}, Submissions{}, CompanyFacts{}, Documents{}, Releases{Read: noted(&seen)}, Stooq{}}
	s.Say("/Archives/edgar/data/42/000000004226000003/exmp-20260331.htm", fetchtest.Answer{Body: "<html><body>No inline XBRL here.</body></html>"})
	s.want(t, s.update(t, wants, all...), `
tickers  company_tickers.json +0 facts +0 filings +0 bars +0 quotes
submissions EXMP CIK0000000042-submissions-001.json +0 facts +1 filings +0 bars +0 quotes
submissions EXMP CIK0000000042.json +0 facts +3 filings +0 bars +0 quotes
companyfacts EXMP CIK0000000042.json +3 facts +0 filings +0 bars +0 quotes
documents EXMP 10-Q 0000000042-26-000007 +1 facts +0 filings +0 bars +0 quotes
documents EXMP 10-Q 0000000042-26-000003 skipped: a web page or XML without inline XBRL
releases EXMP 8-K 0000000042-26-000006 EX-99.1 +0 facts +0 filings +0 bars +0 quotes
releases EXMP 8-K 0000000042-26-000006 +0 facts +0 filings +0 bars +0 quotes
prices EXMP exmp.us +0 facts +0 filings +2 bars +0 quotes
`)
	if len(seen) != 1 || seen[0].Type != "EX-99.1" || seen[0].Filing.Filed != period.MustDate("2026-07-28") || seen[0].Filing.Report != period.MustDate("2026-06-30") || seen[0].Filing.CIK != 42 || !bytes.Contains(seen[0].Data, []byte("$1.25 billion")) {
		t.Errorf("the reader of releases saw %+v", seen)
	}
	before := s.origins(t)
	asked := len(s.Asked())
	s.now = noon.Add(time.Hour)
	s.want(t, s.update(t, wants, all...), `
tickers  company_tickers.json unchanged
submissions EXMP CIK0000000042.json unchanged
companyfacts EXMP CIK0000000042.json unchanged
prices EXMP exmp.us unchanged
`)
	for _, a := range s.Asked()[asked:] {
		if !strings.Contains(a, "If-None-Match") {
			t.Errorf("asked without a condition: %s", a)
		}
	}
	moved := 0
	for i, o := range s.origins(t) {
		if o.Checked != before[i].Checked {
			moved++
		}
		o.Checked = before[i].Checked
		if o != before[i] {
			t.Errorf("an unchanged answer changed its record:\n%+v\n%+v", before[i], o)
		}
	}
	if moved != 4 || len(before) != 9 {
		t.Errorf("%d of %d records say that they were asked for again", moved, len(before))
	}
}

func (s *site) origins(t *testing.T) []evidence.Origin {
	t.Helper()
	list, err := s.store.Origins(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A day whose session is not over has no close yet; a little later it has one.
func TestUnfinishedDay(t *testing.T) {
	s := newSite(t)
	s.update(t, []Want{example}, Stooq{})
	v, err := s.store.Series(t.Context(), "cik:0000000042")
	if err != nil || v.Bars[len(v.Bars)-1].Day != period.MustDate("2026-07-30") {
		t.Fatalf("%v, %v", v.Bars, err)
	}
	s.now = noon.Add(7 * time.Hour)
	s.Say("/q/d/l/?s=exmp.us&i=d", fetchtest.Answer{Body: "Date,Open,High,Low,Close,Volume\n2026-07-31,11.25,13,11,12.75,90\n"})
	s.update(t, []Want{example}, Stooq{})
	if v, err = s.store.Series(t.Context(), "cik:0000000042"); err != nil || len(v.Bars) != 3 || v.Bars[2].Close.String() != "12.75" {
		t.Errorf("%v, %v", v.Bars, err)
	}
}

// An update that ends between the parts of a list is taken up by the next one:
// the first answer is recorded last.
func TestInterruptedParts(t *testing.T) {
	s := newSite(t)
	part := "/submissions/CIK0000000042-submissions-001.json"
	s.Say(part, slices.Repeat([]fetchtest.Answer{{Status: 503}}, 4)...)
	got := s.update(t, []Want{example}, Submissions{}, CompanyFacts{})
	if !strings.Contains(got, "the server cannot answer now (503)") || !strings.Contains(got, "companyfacts EXMP CIK0000000042.json +3 facts") {
		t.Error(got)
	}
	if _, err := s.store.Origin(t.Context(), s.URL+"/submissions/CIK0000000042.json"); !errors.Is(err, evidence.ErrNotFound) {
		t.Errorf("the list is recorded without its part: %v", err)
	}
	s.want(t, s.update(t, []Want{example}, Submissions{}, CompanyFacts{}), `
submissions EXMP CIK0000000042-submissions-001.json +0 facts +1 filings +0 bars +0 quotes
submissions EXMP CIK0000000042.json +0 facts +1 filings +0 bars +0 quotes
companyfacts EXMP CIK0000000042.json unchanged
`)
}

// An update that ends after any of its answers leaves what it had; the next one makes
// of it what an undisturbed update makes, and asks for nothing that it had twice without
// a condition.
func TestInterrupted(t *testing.T) {
	wants := []Want{{}, example, {Index: "VIX"}}
	var seen []Exhibit
	sources := []Source{Tickers{}, Submissions{}, CompanyFacts{}, Documents{}, Releases{Read: noted(&seen)}, Stooq{}, Cboe{}}
	whole := newSite(t)
	whole.update(t, wants, sources...)
	all := len(whole.lines)
	for after := 1; after < all; after++ {
		s := newSite(t)
		ctx, cancel := context.WithCancel(t.Context())
		o := s.options(sources...)
		o.Workers = 1
		o.Line = func(l Line) {
			s.lines = append(s.lines, l)
			if len(s.lines) == after {
				cancel()
			}
		}
		if _, err := Update(ctx, o, wants); !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d: %v", after, err)
		}
		before := map[string]bool{}
		for _, o := range s.origins(t) {
			before[strings.TrimPrefix(o.Name, s.URL)] = true
		}
		asked := len(s.Asked())
		s.update(t, wants, sources...)
		for _, a := range s.Asked()[asked:] {
			if address, condition, _ := strings.Cut(a, " "); before[address] && condition == "" {
				t.Errorf("after %d: asked again for %s", after, a)
			}
		}
		if got, want := s.kept(t), whole.kept(t); got != want {
			t.Errorf("after %d:\n%swant\n%s", after, got, want)
		}
	}
}

// kept is what a store holds in the end: the records of its answers, and its facts.
func (s *site) kept(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, o := range s.origins(t) {
		fmt.Fprintln(&b, strings.TrimPrefix(o.Name, s.URL), o.Kind, o.Sum)
	}
	for _, concept := range []string{"us-gaap:Revenues", "us-gaap:NetIncomeLoss"} {
		facts, err := s.store.Facts(t.Context(), "cik:0000000042", concept)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facts {
			fmt.Fprintln(&b, f.Concept, f.Dims, f.Period, f.Value, f.Grain, *f.Filing)
		}
	}
	v, err := s.store.Series(t.Context(), "cik:0000000042")
	fmt.Fprintln(&b, len(v.Bars), err)
	return b.String()
}

// A list that changes while its parts are read is read again.
func TestChangedWhileReading(t *testing.T) {
	s := newSite(t)
	old, err := os.ReadFile("testdata/site/submissions/CIK0000000042.json")
	if err != nil {
		t.Fatal(err)
	}
	tag := func(body, etag string) fetchtest.Answer {
		return fetchtest.Answer{Body: body, Header: map[string]string{"ETag": etag}}
	}
	fresh := strings.Replace(string(old), "0000000042-26-000006", "0000000042-26-000009", 1)
	s.Say("/submissions/CIK0000000042.json", tag(string(old), `"a"`), tag(fresh, `"b"`), tag(fresh, `"b"`))
	s.want(t, s.update(t, []Want{example}, Submissions{}), `
submissions EXMP CIK0000000042-submissions-001.json +0 facts +1 filings +0 bars +0 quotes
submissions EXMP CIK0000000042-submissions-001.json unchanged
submissions EXMP CIK0000000042.json +0 facts +3 filings +0 bars +0 quotes
`)
	if list, err := s.store.Reports(t.Context(), "cik:0000000042"); err != nil || len(list) != 4 || list[2].Accession != "0000000042-26-000009" {
		t.Errorf("%+v, %v", list, err)
	}
}

// A bound on the number of documents leaves the rest to the next update.
func TestBoundedDocuments(t *testing.T) {
	s := newSite(t)
	s.update(t, []Want{example}, Submissions{})
	s.Say("/Archives/edgar/data/42/000000004226000003/exmp-20260331.htm", slices.Repeat([]fetchtest.Answer{{Status: 503}}, 4)...)
	w := example
	w.Since = period.MustDate("2026-01-01")
	s.want(t, s.update(t, []Want{w}, Documents{Most: 1}), `
documents EXMP 10-Q 0000000042-26-000007 +2 facts +0 filings +0 bars +0 quotes
documents EXMP filings skipped: 1 more; run it again, or with a later --since
`)
	if got := s.update(t, []Want{w}, Documents{Most: 1}); !strings.HasPrefix(got, "documents EXMP 10-Q 0000000042-26-000003 failed: fetch: /Archives/") || strings.Count(got, "\n") != 1 {
		t.Error(got)
	}
	w.Since = period.MustDate("2026-08-01")
	s.want(t, s.update(t, []Want{w}, Documents{}), "\n")
}

// Without the page of headers the names in the directory have to do.
func TestDirectory(t *testing.T) {
	s := newSite(t)
	s.update(t, []Want{example}, Submissions{})
	at := "/Archives/edgar/data/42/000000004226000006/"
	s.Say(at+"0000000042-26-000006-index-headers.html", fetchtest.Answer{Status: 404})
	s.Say(at+"index.json", fetchtest.Answer{Body: `{"directory":{"name":"x","item":[{"name":"../../../etc/passwd","type":"text.gif"},{"name":"exmp-ex99_1.htm","type":"text.gif","size":""},{"name":"exmp-20260728.htm"}]}}`})
	s.Say(at+"exmp-ex99_1.htm", fetchtest.Answer{Body: "<html>Results</html>"})
	var seen []Exhibit
	s.want(t, s.update(t, []Want{example}, Releases{Read: noted(&seen)}), `
releases EXMP 8-K 0000000042-26-000006 EX-99.1 +0 facts +0 filings +0 bars +0 quotes
releases EXMP 8-K 0000000042-26-000006 +0 facts +0 filings +0 bars +0 quotes
`)
	s.want(t, s.update(t, []Want{example}, Releases{Read: noted(&seen)}), "\n")
	if len(seen) != 1 || seen[0].Name != "exmp-ex99_1.htm" {
		t.Errorf("%+v", seen)
	}
}

// What a vendor of prices says in place of prices.
func TestStooqSays(t *testing.T) {
	for body, says := range map[string]string{
		"<html><title>Stooq</title>Get your apikey": "wants a key or a browser now",
		"<!DOCTYPE html><script>challenge</script>": "wants a key or a browser now",
		"No data":                       "no prices of exmp.us",
		"Exceeded the daily hits limit": "run it again tomorrow",
		"":                              "the answer is empty",
		"a,b\n1,2\n":                    "want Date and Close at least",
		"Date,Open,High,Low,Close,Volume\n2026-07-29,10,11,9,": "fetch the file again",
	} {
		s := newSite(t)
		s.Say("/q/d/l/?s=exmp.us&i=d", fetchtest.Answer{Body: body})
		if got := s.update(t, []Want{example}, Stooq{}); !strings.Contains(got, says) || len(s.origins(t)) > 0 {
			t.Errorf("%q: %s", body, got)
		}
	}
	if got := stooqSymbol("BRK.B"); got != "brk-b.us" {
		t.Error(got)
	}
}

// Prices at any address; a key in it is neither shown nor stored.
func TestCSV(t *testing.T) {
	s := newSite(t)
	src, err := NewCSV(s.URL + "/p/{cik}/{TICKER}/{ticker}.csv?apikey=geheim")
	if err != nil {
		t.Fatal(err)
	}
	s.Say("/p/0000000042/EXMP/exmp.csv?apikey=geheim", fetchtest.Answer{Body: "date,close\n20260730,11.25\n"})
	s.want(t, s.update(t, []Want{example}, src), "\nprices EXMP EXMP +0 facts +0 filings +1 bars +0 quotes\n")
	if o := s.origins(t); len(o) != 1 || strings.Contains(fmt.Sprint(o), "geheim") {
		t.Errorf("%+v", o)
	}
	for _, bad := range []string{"https://example.com/all.csv", "{ticker}.csv", "ftp://example.com/{ticker}"} {
		if _, err := NewCSV(bad); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// Indices of Cboe with and without open, high and low, and one at an address.
func TestIndices(t *testing.T) {
	s := newSite(t)
	s.Say("/spx.csv", fetchtest.Answer{Body: "Date,Close\n2026-07-30,6400.5\n"})
	wants := []Want{{Index: "VIX"}, {Index: "VVIX"}, {Index: "SPX", Address: s.URL + "/spx.csv"}, {Index: "GVZ"}}
	got := s.update(t, wants, Cboe{}, DVOL{}, Levels{})
	s.want(t, got, `
indices VIX VIX_History.csv +0 facts +0 filings +2 bars +0 quotes
indices VVIX VVIX_History.csv +0 facts +0 filings +2 bars +0 quotes
indices SPX SPX +0 facts +0 filings +1 bars +0 quotes
indices GVZ GVZ_History.csv failed: fetch: /api/global/us_indices/daily_prices/GVZ_History.csv: not there (404)
`)
	for id, want := range map[entity.ID]string{"index:VIX": "16.9", "index:VVIX": "92.5", "index:SPX": "6400.5"} {
		if v, err := s.store.Series(t.Context(), id); err != nil || v.Bars[len(v.Bars)-1].Close.String() != want || v.Unit != "points" {
			t.Errorf("%s: %+v, %v", id, v, err)
		}
	}
}

const dvolBase = "/api/v2/public/get_volatility_index_data?currency=BTC&resolution=1D"

// Deribit's index comes in pages, the newest first; the next update asks from
// the last day on.
func TestDVOL(t *testing.T) {
	s := newSite(t)
	page := func(rows, next string) fetchtest.Answer {
		return fetchtest.Answer{Body: `{"jsonrpc":"2.0","result":{"data":[` + rows + `],"continuation":` + next + `},"usIn":1,"testnet":false}`}
	}
	first := fmt.Sprintf("%s&start_timestamp=%d&end_timestamp=", dvolBase, time.Date(2021, 3, 24, 0, 0, 0, 0, time.UTC).UnixMilli())
	end := time.Date(2026, 7, 31, 0, 0, 0, 0, time.UTC).UnixMilli() - 1
	s.Say(fmt.Sprint(first, end), page(`[1785283200000,50.1,52.0,49.5,51.25],[1785369600000,51.25,53,50,52.125]`, "1785196800000"))
	s.Say(first+"1785196800000", page(`[1785196800000,49,51,48,50.1]`, "null"))
	s.want(t, s.update(t, []Want{{Index: "BTC-DVOL"}}, DVOL{}), "\nindices BTC-DVOL BTC-DVOL +0 facts +0 filings +3 bars +0 quotes\n")
	v, err := s.store.Series(t.Context(), "index:BTC-DVOL")
	if err != nil || len(v.Bars) != 3 || v.Bars[2].Day != period.MustDate("2026-07-30") || v.Bars[2].Close.String() != "52.125" || v.Bars[0].Day != period.MustDate("2026-07-28") {
		t.Fatalf("%+v, %v", v, err)
	}
	s.Say(fmt.Sprintf("%s&start_timestamp=1785369600000&end_timestamp=%d", dvolBase, end), page(`[1785369600000,51.25,53,50,52.125]`, "null"))
	s.want(t, s.update(t, []Want{{Index: "BTC-DVOL"}}, DVOL{}), "\nindices BTC-DVOL BTC-DVOL +0 facts +0 filings +0 bars +0 quotes\n")
	for body, says := range map[string]string{
		`{"error":{"message":"too_many_requests","code":10028}}`:                      "error 10028",
		`{"result":{"data":[[1785369600000,51]],"continuation":null}}`:                "row 1 is not",
		`{"result":{"data":[["1785369600000","1","1","1","1"]],"continuation":null}}`: "row 1 is not",
		`{"result":{"data":[],"continuation":9785369600000}}`:                         "after this one's",
		`{"result":{"data":[[1785369600000,51.25,53,50,52.125]],"continuation":"x"}}`: "is no moment",
		`{"jsonrpc":"2.0"}`: "no result",
	} {
		s.Say(fmt.Sprintf("%s&start_timestamp=1785369600000&end_timestamp=%d", dvolBase, end), fetchtest.Answer{Body: body})
		if got := s.update(t, []Want{{Index: "BTC-DVOL"}}, DVOL{}); !strings.Contains(got, says) {
			t.Errorf("%s: %s", body, got)
		}
	}
}

// Quotes of options, each answer a moment of its own.
func TestChains(t *testing.T) {
	s := newSite(t)
	quote := func(ms int) fetchtest.Answer {
		return fetchtest.Answer{Body: fmt.Sprintf(`{"jsonrpc":"2.0","result":[{"last":0.0145,"bid_price":0.018,"ask_price":0.019,"instrument_name":"BTC-28AUG26-92000-P","open_interest":135.94,"underlying_price":99067.37,"underlying_index":"BTC-28AUG26","base_currency":"BTC","creation_timestamp":%d,"estimated_delivery_price":100143.63,"quote_currency":"BTC"}]}`, ms)}
	}
	s.Say("/api/v2/public/get_book_summary_by_currency?currency=BTC&kind=option", quote(1785369600000), quote(1785373200000))
	want := "\noptions BTC BTC-options.json +0 facts +0 filings +0 bars +1 quotes\n"
	for range 2 {
		s.want(t, s.update(t, []Want{{Coin: "BTC"}}, Chains{}), want)
	}
	if times, err := s.store.ChainTimes(t.Context(), "asset:BTC"); err != nil || len(times) != 2 {
		t.Errorf("%v, %v", times, err)
	}
}

// A dry run asks nothing and stores nothing.
func TestDry(t *testing.T) {
	s := newSite(t)
	s.update(t, []Want{example}, Submissions{})
	asked, before := len(s.Asked()), s.origins(t)
	var seen []Exhibit
	o := s.options(Tickers{}, Submissions{}, CompanyFacts{}, Documents{}, Releases{Read: noted(&seen)}, Stooq{}, Cboe{}, DVOL{}, Chains{})
	o.Dry, o.Client = true, nil
	r, err := Update(t.Context(), o, []Want{{}, example, {Index: "VIX"}, {Index: "BTC-DVOL"}, {Coin: "BTC"}})
	if err != nil || r != (Report{}) {
		t.Fatal(r, err)
	}
	s.want(t, s.shown(), `
tickers   would ask /files/company_tickers.json
submissions EXMP  would ask /submissions/CIK0000000042.json
companyfacts EXMP  would ask /api/xbrl/companyfacts/CIK0000000042.json
documents EXMP  would ask /Archives/edgar/data/42/000000004226000007/exmp-20260630.htm
documents EXMP  would ask /Archives/edgar/data/42/000000004226000003/exmp-20260331.htm
releases EXMP  would ask /Archives/edgar/data/42/000000004226000006/0000000042-26-000006-index-headers.html
prices EXMP  would ask /q/d/l/?s=exmp.us&i=d
indices VIX  would ask /api/global/us_indices/daily_prices/VIX_History.csv
indices BTC-DVOL  would ask /api/v2/public/get_volatility_index_data?currency=BTC&resolution=1D
options BTC  would ask /api/v2/public/get_book_summary_by_currency?currency=BTC&kind=option
`)
	if len(s.Asked()) != asked || !slices.Equal(before, s.origins(t)) {
		t.Error("a dry run asked or stored")
	}
}

// A filer without facts is no failure; a refusal is told once, and the rest is
// not asked for.
func TestRefused(t *testing.T) {
	s := newSite(t)
	other := Want{Filer: evidence.Filer{ID: "cik:0000000043", Tickers: []string{"OTHR"}}}
	s.want(t, s.update(t, []Want{other}, CompanyFacts{}), "\ncompanyfacts OTHR CIK0000000043.json skipped: the SEC has no facts of it\n")
	s.Say("/api/xbrl/companyfacts/CIK0000000042.json", fetchtest.Answer{Status: 403, Body: "Request Rate Threshold Exceeded"})
	o := s.options(CompanyFacts{})
	o.Workers = 1
	r, err := Update(t.Context(), o, []Want{example, other, example, {Index: "VIX"}})
	if err != nil || r != (Report{Answers: 3, Failed: 1, NotAsked: 2}) || len(s.lines) != 1 {
		t.Errorf("%+v, %v\n%s", r, err, s.shown())
	}
}

// Lines come in the order of the wants, however slow the first is, and an end
// from outside ends all.
func TestOrder(t *testing.T) {
	s := newSite(t)
	s.Say("/files/company_tickers.json", fetchtest.Answer{Status: 503}, fetchtest.Answer{Status: 503}, fetchtest.Answer{Body: `{"0":{"cik_str":42,"ticker":"EXMP","title":"EXAMPLE CORP"}}`})
	got := s.update(t, []Want{{}, example, {Index: "VIX"}}, Tickers{}, CompanyFacts{}, Cboe{})
	if kinds := strings.Fields(got); kinds[0] != "tickers" || !strings.Contains(got, "companyfacts EXMP") || strings.Index(got, "companyfacts") > strings.Index(got, "indices") {
		t.Error(got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Update(ctx, s.options(CompanyFacts{}), []Want{example}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Followed are those that were asked for before and have a ticker, the one that
// waits longest first.
func TestFollowed(t *testing.T) {
	s := newSite(t)
	facts := func(cik int, checked time.Duration) evidence.Origin {
		return evidence.Origin{Name: fmt.Sprintf("%s/api/xbrl/companyfacts/CIK%010d.json", s.URL, cik), Checked: noon.Add(checked)}
	}
	b := &evidence.Batch{Source: "x", Origins: []evidence.Origin{facts(42, 0), facts(43, -time.Hour), facts(44, -2*time.Hour), {Name: "companyfacts.zip:CIK0000000045.json"}}}
	for cik := range 4 {
		b.Filers = append(b.Filers, evidence.Filer{ID: entity.CIK(uint32(42 + cik)), Name: "X", Tickers: []string{fmt.Sprint("T", cik)}[:min(1, 2-min(cik, 2))]})
	}
	if _, err := s.store.Import(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	list, err := Followed(t.Context(), s.places(), s.store)
	if err != nil || len(list) != 2 || list[0].Tickers[0] != "T1" || list[1].Tickers[0] != "T0" {
		t.Errorf("%+v, %v", list, err)
	}
}
