package edgar

import (
	"strings"
	"testing"

	"assay/evidence"
	"assay/period"
	"assay/sharedtest"
)

func TestSubmissionsReal(t *testing.T) {
	const name = "data/sec/submissions/CIK0001652044.json.gz"
	b, err := Submissions(name, sharedtest.Read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	f := b.Filers[0]
	if f.ID != "cik:0001652044" || f.Name != "Alphabet Inc." || strings.Join(f.Tickers, " ") != "GOOGL GOOG" || f.FiscalYearEnd != "1231" {
		t.Errorf("filer %+v", f)
	}
	if len(b.Filings) < 900 || len(b.Notes) > 0 {
		t.Errorf("%d filings, notes %v", len(b.Filings), b.Notes)
	}
	// The 10-Q signed on 2024-07-23 was filed the day after.
	for _, g := range b.Filings {
		if g.Accession == "0001652044-24-000079" {
			want := evidence.Filing{Accession: g.Accession, CIK: 1652044, Form: "10-Q", Filed: period.MustDate("2024-07-24"), Report: period.MustDate("2024-06-30"), Document: "goog-20240630.htm"}
			if g != want {
				t.Errorf("got %+v, want %+v", g, want)
			}
			return
		}
	}
	t.Error("0001652044-24-000079 is missing")
}

func TestSubmissionsFormerNames(t *testing.T) {
	const name = "data/sec/submissions/CIK0000320193.json.gz"
	b, err := Submissions(name, sharedtest.Read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(b.Filers[0].FormerNames, "|"); got != "APPLE INC|APPLE COMPUTER INC|APPLE COMPUTER INC/ FA" {
		t.Errorf("former names %q", got)
	}
	items := 0
	for _, g := range b.Filings {
		if g.Form == "8-K" && strings.Contains(g.Items, "2.02") {
			items++
		}
	}
	if items == 0 {
		t.Error("no 8-K with item 2.02")
	}
}

const older = `{"accessionNumber":["0000000007-10-000001"],"filingDate":["2010-02-03"],"reportDate":[""],"form":["8-K"],"items":["2.02,9.01"],"primaryDocument":["a.htm"]}`

func TestSubmissionsOlderPart(t *testing.T) {
	for _, name := range []string{"/x/CIK0000000007-submissions-001.json.gz", `C:\x\CIK0000000007-submissions-001.json`, "/x/submissions.zip:CIK0000000007-submissions-001.json"} {
		b, err := Submissions(name, []byte(older))
		if err != nil {
			t.Fatal(err)
		}
		want := evidence.Filing{Accession: "0000000007-10-000001", CIK: 7, Form: "8-K", Filed: period.MustDate("2010-02-03"), Items: "2.02,9.01", Document: "a.htm"}
		if len(b.Filers) != 0 || len(b.Filings) != 1 || b.Filings[0] != want {
			t.Errorf("%s: got %+v", name, b)
		}
	}
	if _, err := Submissions("older.json", []byte(older)); err == nil || !strings.Contains(err.Error(), "name it as the SEC does") {
		t.Errorf("error %v", err)
	}
}

func TestSubmissionsBadInput(t *testing.T) {
	for _, tc := range []struct{ data, want string }{
		{"", "unexpected end"},
		{older[:40], "unexpected end"},
		{"{}", "not an answer of submissions"},
		{`{"cik":"0","filings":{"recent":{}}}`, "Central Index Key"},
		{`{"cik":"7","filings":{"recent":{"accessionNumber":["a","b"],"filingDate":["2010-02-03"],"form":["8-K","8-K"]}}}`, "column filingDate has 1 entries"},
		{"{\n\"filings\": 7}", "line 2"},
	} {
		_, err := Submissions("f.json", []byte(tc.data))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%.30q: error %v, want %q", tc.data, err, tc.want)
		}
	}
}

func TestTickers(t *testing.T) {
	const name = "data/sec/ref/company_tickers.json.gz"
	b, err := Tickers(name, sharedtest.Read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range b.Filers {
		got[string(f.ID)] = f.Name + ": " + strings.Join(f.Tickers, " ")
	}
	if len(b.Filers) < 7000 || got["cik:0001652044"] != "Alphabet Inc.: GOOGL GOOG" && !strings.HasPrefix(got["cik:0001652044"], "Alphabet Inc.: GOOGL GOOG ") {
		t.Errorf("%d filers, Alphabet is %q", len(b.Filers), got["cik:0001652044"])
	}
}

func TestTickersExchange(t *testing.T) {
	b, err := Tickers("x", []byte(`{"fields":["cik","name","ticker","exchange"],"data":[[1045810,"NVIDIA CORP","NVDA","Nasdaq"],[7,"X",null,null],[1652044,"Alphabet Inc.","GOOGL","Nasdaq"],[1652044,"Alphabet Inc.","GOOG","Nasdaq"]]}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Filers) != 2 || b.Filers[1].ID != "cik:0001652044" || strings.Join(b.Filers[1].Tickers, " ") != "GOOGL GOOG" {
		t.Errorf("filers %+v", b.Filers)
	}
	for _, bad := range []string{"", "[]", "{}", `{"a":{}}`, `{"0":{"ticker":"X"}}`, `{"fields":["cik"],"data":[]}`, `{"fields":["cik","name","ticker"],"data":[[1]]}`, `{"fields":["cik","name","ticker"],"data":[[99999999999,"a","b"]]}`} {
		if _, err := Tickers("f", []byte(bad)); err == nil || !strings.HasPrefix(err.Error(), "edgar: tickers: f: ") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

func FuzzSubmissions(f *testing.F) {
	f.Add([]byte(older))
	f.Add([]byte(`{"cik":"7","name":"A","tickers":["A"],"fiscalYearEnd":"1231","formerNames":[{"name":"B"}],"filings":{"recent":` + older + `}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Submissions("CIK0000000007-submissions-001.json", data)
		if err != nil {
			return
		}
		for _, g := range b.Filings {
			if g.Accession == "" || g.Filed == 0 || g.CIK == 0 {
				t.Fatalf("bad filing %+v", g)
			}
		}
	})
}

func BenchmarkSubmissions(b *testing.B) {
	const name = "data/sec/submissions/CIK0000320193.json.gz"
	data := sharedtest.Read(b, name)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Submissions(name, data); err != nil {
			b.Fatal(err)
		}
	}
}

// TestKeepResults: of a bulk archive's filers those with results or a ticker stay,
// with the filings that tell of results.
func TestKeepResults(t *testing.T) {
	batch := func(tickers []string, forms ...string) *evidence.Batch {
		b := &evidence.Batch{Filers: []evidence.Filer{{Name: "X", Tickers: tickers}}}
		for _, f := range forms {
			b.Filings = append(b.Filings, evidence.Filing{Form: f})
		}
		return b
	}
	for _, c := range []struct {
		b       *evidence.Batch
		keep    bool
		filings int
	}{
		{batch(nil, "4", "10-Q", "144", "8-K/A"), true, 2},
		{batch(nil, "3", "4", "5", "13F-HR"), false, 0},
		{batch([]string{"X"}, "S-1"), true, 0},
	} {
		if keep := KeepResults(c.b); keep != c.keep || len(c.b.Filings) != c.filings {
			t.Errorf("%+v: %v, %d filings, want %v and %d", c.b, keep, len(c.b.Filings), c.keep, c.filings)
		}
	}
}
