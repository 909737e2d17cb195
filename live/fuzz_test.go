package live

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// FuzzParseDVOL: rows are what the series' parser takes, and a next page is
// never led forward or round in circles.
func FuzzParseDVOL(f *testing.F) {
	for _, s := range []string{
		`{"result":{"data":[[1785283200000,50.1,52.0,49.5,51.25]],"continuation":1785196800000}}`,
		`{"result":{"data":[],"continuation":null}}`, `{"result":{"data":[[1,2,3,4,null]],"continuation":"none"}}`,
		`{"error":{"message":"x","code":1}}`, `{"result":{"data":[[1e3,-2,3.5,4,5]],"continuation":"99"}}`, `{}`, `[`,
	} {
		f.Add([]byte(s), int64(1000))
	}
	f.Fuzz(func(t *testing.T, data []byte, end int64) {
		rows, next, err := parseDVOL(data)
		if err != nil {
			if rows != nil || next != 0 {
				t.Errorf("an error with %d rows and %d", len(rows), next)
			}
			return
		}
		for _, r := range rows {
			var numbers []*json.Number
			if json.Unmarshal(r, &numbers) != nil || len(numbers) != 5 {
				t.Errorf("row %s", r)
			}
		}
		p := pages{from: 10, to: end}
		if p.turn(next) == nil && !p.done && (p.to >= end || p.to < p.from) {
			t.Errorf("from %d on to %d", end, p.to)
		}
	})
}

// FuzzListings: no listing of documents leads out of the filing's folder, and
// none is a crash.
func FuzzListings(f *testing.F) {
	page, err := os.ReadFile("testdata/site/Archives/edgar/data/42/000000004226000006/0000000042-26-000006-index-headers.html")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(page)
	for _, s := range []string{
		`{"directory":{"item":[{"name":"a8-kex991q2.htm"},{"name":"ex99_2.htm"}]}}`, `{"directory":{"item":{"name":"exhibit99.htm"}}}`,
		`{"directory":{"item":"x"}}`, `{"directory":{}}`, `{"directory":null}`, "&lt;TYPE&gt;EX-99.1\n&lt;FILENAME&gt;../../x.htm\n", "<TYPE>EX-99\n<FILENAME><a href=\"x\">a.htm</a>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs := parseHeaders(data)
		if more, err := parseIndex(data); err == nil {
			docs = append(docs, more...)
		}
		for _, d := range only99(docs) {
			if strings.ContainsAny(d.name, "/\\?#%: \x00") || strings.HasPrefix(d.name, ".") || !strings.HasPrefix(d.kind, "EX-99") {
				t.Errorf("%+v", d)
			}
		}
	})
}

// FuzzOlderParts: no list of filings leads anywhere but to the filer's own parts.
func FuzzOlderParts(f *testing.F) {
	list, err := os.ReadFile("testdata/site/submissions/CIK0000000042.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(list)
	f.Add([]byte(`{"filings":{"files":[{"name":"../../x.json"}]}}`))
	f.Add([]byte(`{"filings":{"files":[{"name":"CIK0000000043-submissions-001.json"}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		names, err := olderParts(data, 42)
		if err != nil {
			return
		}
		for _, n := range names {
			if !strings.HasPrefix(n, "CIK0000000042-submissions-") || strings.ContainsAny(n, "/\\?#%") {
				t.Errorf("%q", n)
			}
		}
	})
}
