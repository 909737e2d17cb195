package edgar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/sharedtest"
)

const (
	nvda  = "data/sec/companyfacts/CIK0001045810.json.gz"
	googl = "data/sec/companyfacts/CIK0001652044.json.gz"
	msft  = "data/sec/companyfacts/CIK0000789019.json.gz"
	meta  = "data/sec/companyfacts/CIK0001326801.json.gz"
)

// oracle is the answer as encoding/json sees it.
type oracle struct {
	CIK        json.Number `json:"cik"`
	EntityName string      `json:"entityName"`
	Facts      map[string]map[string]struct {
		Units map[string][]struct {
			Start, End, Accn, Form, Filed string
			Val                           *json.Number
		}
	}
}

// line is one fact in words, without its grain.
func line(concept, unit, start, end, val, accn, form, filed string) string {
	return strings.Join([]string{concept, unit, start, end, val, accn, form, filed}, " ")
}

func oracleLines(t testing.TB, data []byte) map[string]int {
	t.Helper()
	var o oracle
	if err := json.Unmarshal(data, &o); err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for tax, concepts := range o.Facts {
		for c, units := range concepts {
			for u, rows := range units.Units {
				for _, r := range rows {
					if r.Val != nil {
						v := quantity.MustDecimal(r.Val.String())
						lines[line(tax+":"+c, u, r.Start, r.End, v.String(), r.Accn, r.Form, r.Filed)]++
					}
				}
			}
		}
	}
	return lines
}

func batchLines(b *evidence.Batch) map[string]int {
	lines := map[string]int{}
	for _, f := range b.Facts {
		g := b.Filings[f.Filing]
		lines[line(b.Tables.Concepts[f.Concept], b.Tables.Units[f.Unit], f.Period.Start.String(), f.Period.End.String(), f.Value.String(), g.Accession, g.Form, g.Filed.String())]++
	}
	return lines
}

func TestCompanyFactsAgreesWithEncodingJSON(t *testing.T) {
	for _, tc := range []struct {
		file  string
		name  string
		facts int
	}{{nvda, "NVIDIA CORP", 26903}, {googl, "ALPHABET INC.", 20324}, {msft, "MICROSOFT CORPORATION", 0}, {meta, "Meta Platforms, Inc.", 0}} {
		data := sharedtest.Read(t, tc.file)
		b, err := CompanyFacts(tc.file, data)
		if err != nil {
			t.Fatal(err)
		}
		if tc.facts > 0 && len(b.Facts) != tc.facts {
			t.Errorf("%s: %d facts, want %d", tc.file, len(b.Facts), tc.facts)
		}
		if len(b.Notes) > 0 {
			t.Errorf("%s: notes: %v", tc.file, b.Notes[0])
		}
		if got := b.Filers[0].Name; got != tc.name {
			t.Errorf("%s: name %q, want %q", tc.file, got, tc.name)
		}
		compareLines(t, tc.file, batchLines(b), oracleLines(t, data))
	}
}

func compareLines(t testing.TB, file string, got, want map[string]int) {
	t.Helper()
	for l, n := range want {
		if got[l] != n {
			t.Errorf("%s: %d times, want %d: %s", file, got[l], n, l)
		}
	}
	for l, n := range got {
		if want[l] == 0 {
			t.Errorf("%s: %d times, want none: %s", file, n, l)
		}
	}
}

// Alphabet's 10-Q for the second quarter of 2024 (0001652044-24-000079),
// consolidated statement of cash flows: purchases of property and equipment
// of the half-year, 25,198 million.
func TestCompanyFactsKnownFact(t *testing.T) {
	b, err := CompanyFacts(googl, sharedtest.Read(t, googl))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range b.Facts {
		g := b.Filings[f.Filing]
		if b.Tables.Concepts[f.Concept] != "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment" || g.Accession != "0001652044-24-000079" {
			continue
		}
		if f.Period != (period.Range{Start: period.MustDate("2024-01-01"), End: period.MustDate("2024-06-30")}) {
			continue
		}
		if f.Value.String() != "25198000000" || !f.Grain.Inferred || g.Form != "10-Q" || g.Filed != period.MustDate("2024-07-24") || g.CIK != 1652044 {
			t.Errorf("got %v, grain %+v, filing %+v", f.Value, f.Grain, g)
		}
		return
	}
	t.Error("the fact is missing")
}

const small = `{"facts":{"us-gaap":{"Revenues":{"units":{"USD":[
 {"val":12000000,"end":"2024-03-31","start":"2024-01-01","accn":"0000000001-24-000001","fy":2024,"fp":"Q1","form":"10-Q","filed":"2024-05-01","frame":"CY2024Q1"},
 {"end":"2024-06-30","val":-0.5e3,"accn":"0000000001-24-000002","fy":null,"fp":null,"form":"10-Q","filed":"2024-08-01","new":{"a":[1,true,false,null,"x\"y"]}},
 {"end":"2024-06-30","val":null,"accn":"0000000001-24-000002","form":"10-Q","filed":"2024-08-01"},
 {"end":"2024-06-30","val":1234567890123456789,"accn":"0000000001-24-000002","form":"10-Q","filed":"2024-08-01"},
 {"end":"2024-06-30","val":1,"accn":null,"form":"10-Q","filed":"2024-08-01"}
]},"label":null,"description":"a \"quoted\" word"}}},"entityName":"A\u00e9 Corp","cik":"0000000001"}`

func TestCompanyFactsShapes(t *testing.T) {
	b, err := CompanyFacts("x", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	if b.Filers[0].Name != "Aé Corp" || b.Filers[0].ID != "cik:0000000001" {
		t.Errorf("filer %+v", b.Filers[0])
	}
	if len(b.Facts) != 2 || b.Facts[0].Value.String() != "12000000" || b.Facts[1].Value.String() != "-500" || b.Facts[1].Period.Start != 0 {
		t.Errorf("facts %+v", b.Facts)
	}
	if b.Facts[0].Grain != (evidence.Grain{Exp: 6, Inferred: true}) || b.Facts[1].Grain != (evidence.Grain{Exp: 2, Inferred: true}) {
		t.Errorf("grains %+v %+v", b.Facts[0].Grain, b.Facts[1].Grain)
	}
	if len(b.Notes) != 2 || b.Notes[0].Code != "number out of range" || b.Notes[1].Code != "no accession" {
		t.Errorf("notes %+v", b.Notes)
	}
	if at := b.Notes[0].Of(small); !strings.HasPrefix(at, `{"end"`) || !strings.Contains(at, "1234567890123456789") {
		t.Errorf("the note points at %q", at)
	}
}

// A period that runs backwards is no period, and blocks cannot tell it from a day.
func TestCompanyFactsBackwards(t *testing.T) {
	b, err := CompanyFacts("f", []byte(`{"cik":7,"entityName":"X","facts":{"us-gaap":{"Revenues":{"units":{"USD":[
		{"start":"2024-12-31","end":"2024-01-01","val":5,"accn":"0000000007-24-000001","form":"10-K","filed":"2024-02-01"},
		{"start":"2024-01-01","end":"2024-01-01","val":6,"accn":"0000000007-24-000001","form":"10-K","filed":"2024-02-01"}]}}}}}`))
	if err != nil || len(b.Facts) != 1 || len(b.Notes) != 1 || b.Notes[0].Code != "backwards" {
		t.Errorf("%+v, %v; want one fact and a note", b, err)
	}
}

func TestCompanyFactsBadInput(t *testing.T) {
	deep := `{"cik":1,"facts":{},"x":` + strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000) + "}"
	for _, tc := range []struct{ name, data, want string }{
		{"empty", "", "line 1 (byte 0)"},
		{"digits", strings.Repeat("7", 1<<20), "want {"},
		{"NUL", "\x00\x00", "want {"},
		{"cut short", small[:strings.Index(small, "2024-08-01")], "cut short"},
		{"cut in a number", small[:strings.Index(small, "12000000")+3], "cut short"},
		{"no cik", `{"facts":{}}`, "no cik"},
		{"no facts", `{"cik":1}`, "no facts"},
		{"bad cik", `{"cik":99999999999,"facts":{}}`, "no Central Index Key"},
		{"bad date", strings.Replace(small, "2024-03-31", "2024-02-31", 1), "line 2"},
		{"bad number", strings.Replace(small, "12000000", "12-34", 1), "line 2"},
		{"text after", small + "x", "after the end"},
		{"deep", deep, "too deep"},
		{"escape", strings.Replace(small, `\u00e9`, `\u00zz`, 1), "bad escape"},
	} {
		_, err := CompanyFacts("f.json", []byte(tc.data))
		if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.HasPrefix(err.Error(), "edgar: companyfacts: f.json: ") {
			t.Errorf("%s: error %v, want %q", tc.name, err, tc.want)
		}
	}
	var syn *SyntaxError
	if _, err := CompanyFacts("x", []byte("{\n\n  9")); !errors.As(err, &syn) || syn.Line != 3 || syn.Offset != 5 {
		t.Errorf("place %+v", syn)
	}
}

// Every prefix of a file is an error, and none panics.
func TestCompanyFactsEveryPrefix(t *testing.T) {
	for i := range len(small) {
		if _, err := CompanyFacts("x", []byte(small[:i])); err == nil {
			t.Fatalf("the first %d bytes are taken for a whole file", i)
		}
	}
}

func FuzzCompanyFacts(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"cik":1,"facts":{"a":{"b":{"units":{"c":null}}}}}`))
	f.Add([]byte(`{"cik":1,"facts":{"a":{"b":{"units":{"c":[{"end":"2024-01-01","val":1e80,"accn":"x"}]}}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := CompanyFacts("x", data)
		if err != nil {
			return
		}
		for _, p := range b.Facts {
			if int(p.Filing) >= len(b.Filings) || int(p.Concept) >= len(b.Tables.Concepts) || int(p.Unit) >= len(b.Tables.Units) || p.Dims != 0 || p.Entity != 0 {
				t.Fatalf("index out of its table: %+v", p)
			}
			if p.Period.End == 0 || !p.Grain.Inferred || p.Grain.Exp > 6 {
				t.Fatalf("bad fact %+v", p)
			}
		}
		for _, n := range b.Notes {
			if n.Start < 0 || n.End > len(data) || n.Start > n.End {
				t.Fatalf("note outside the file: %+v", n)
			}
		}
	})
}

func BenchmarkCompanyFacts(b *testing.B) {
	for _, file := range []string{nvda, googl} {
		data := sharedtest.Read(b, file)
		b.Run(fmt.Sprint(file[len(file)-18:len(file)-8]), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := CompanyFacts(file, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The indented form must not be much slower to be worth one scanner.
func BenchmarkCompanyFactsIndented(b *testing.B) {
	var buf bytes.Buffer
	if err := json.Indent(&buf, sharedtest.Read(b, nvda), "", " "); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(buf.Len()))
	for b.Loop() {
		if _, err := CompanyFacts("x", buf.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}
