package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/vol"
)

// wholeStore is a store with something of each kind.
func wholeStore(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "s.db")
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	id, day := entity.CIK(1045810), period.MustDate("2024-08-28")
	one := quantity.MustDecimal("1.5")
	b := &evidence.Batch{
		Source:  "test",
		Filers:  []evidence.Filer{{ID: id, Name: "NVIDIA CORP", Tickers: []string{"NVDA"}, FiscalYearEnd: "0125"}},
		Filings: []evidence.Filing{{Accession: "0001045810-24-000264", CIK: 1045810, Form: "10-Q", Filed: day}},
		Tables: evidence.Tables{
			Entities: []entity.ID{id}, Concepts: []string{"us-gaap:Revenues", "us-gaap:NetIncomeLoss"},
			Dims: []evidence.Dims{"", "us-gaap:Axis=nvda:Member"}, Units: []string{"USD"},
		},
		Series:  []evidence.Series{{Entity: "index:VIX", Unit: "points", Bars: []evidence.Bar{{Day: day, Open: one, High: one, Low: one, Close: one, OnlyClose: true}, {Day: day + 1, Open: one, High: one, Low: one, Close: one, OnlyClose: true}}}},
		Chains:  []evidence.Chain{{Entity: id, Quoted: time.Date(2024, 8, 28, 15, 0, 0, 0, time.UTC), Public: day, Options: []evidence.Option{{Root: "NVDA", Expiry: day + 30, Kind: vol.Call, Strike: one, Bid: one, Ask: one}}}},
		Origins: []evidence.Origin{{Name: "x.json", Kind: "companyfacts", Checked: time.Date(2024, 8, 29, 0, 0, 0, 0, time.UTC), Changed: time.Date(2024, 8, 29, 0, 0, 0, 0, time.UTC)}},
	}
	for c := range uint32(2) {
		for d := range uint32(2) {
			b.Facts = append(b.Facts, evidence.PackedFact{Concept: c, Dims: d, Period: period.Quarter(2024, 2), Value: quantity.MustDecimal("30040000000")})
		}
	}
	if _, err := s.Import(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func verified(t *testing.T, path string, full bool) *Verified {
	t.Helper()
	s, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	steps, all := int64(0), int64(0)
	v, err := s.Verify(context.Background(), VerifyOptions{Full: full, Workers: 1, Step: func(done, of int64) {
		if done < steps {
			t.Errorf("from step %d back to %d", steps, done)
		}
		steps, all = done, of
	}})
	if err != nil {
		t.Fatal(err)
	}
	if steps != all {
		t.Errorf("ended at step %d of %d", steps, all)
	}
	return v
}

func TestVerify(t *testing.T) {
	path := wholeStore(t)
	for _, full := range []bool{false, true} {
		v := verified(t, path, full)
		if v.Damaged != 0 || v.Unsummed != 0 || v.Filers != 1 || v.Blocks != 2 || v.Facts != 4 || v.Filings != 1 || v.Concepts != 2 || v.Origins != 1 || v.Version != Layout || v.Application != ApplicationID {
			t.Errorf("%+v", *v)
		}
		if len(v.Series) != 1 || v.Series[0].Bars != 2 || v.Series[0].Last.String() != "2024-08-29" || len(v.Chains) != 1 || v.Chains[0].Quotes != 1 || v.LastFiled.String() != "2024-08-28" {
			t.Errorf("spans: %+v", *v)
		}
	}
}

// TestVerifyDamage: one thing at a time is broken, and that is what is found.
func TestVerifyDamage(t *testing.T) {
	for _, c := range []struct{ name, do, kind, says string }{
		{"a byte of a block", "UPDATE block SET data = CAST(substr(data, 1, length(data) - 1) || x'02' AS BLOB) WHERE key = (SELECT min(key) FROM block)", "checksum", "cik:0001045810, concept 1"},
		{"a block cut short", "UPDATE block SET data = CAST(substr(data, 1, 5) AS BLOB), sum = NULL", "block", "damaged block"},
		{"a filing", "DELETE FROM filing", "missing number", "names filing 1, which is not there"},
		{"a unit", "DELETE FROM unit", "missing number", "unit 1"},
		{"dimensions", "DELETE FROM dims", "missing number", "dims 1"},
		{"a concept", "DELETE FROM concept WHERE id = 2", "missing number", "concept 2"},
		{"a series", "UPDATE series SET data = x'ff'", "series", "index:VIX"},
		{"a chain", "UPDATE chain SET data = x'00'", "chain", "cik:0001045810 of 2024-08-28T15:00:00Z"},
		{"a chain's moment", "UPDATE chain SET quoted = quoted + 60", "chain", "its quotes are of 2024-08-28T15:00:00Z"},
	} {
		path := wholeStore(t)
		broken(t, path, c.do)
		v := verified(t, path, false)
		found := false
		for _, d := range v.Damage {
			found = found || d.Kind == c.kind && strings.Contains(d.Says, c.says)
		}
		if !found || v.Damaged == 0 {
			t.Errorf("%s: %+v", c.name, v.Damage)
		}
	}
}

func broken(t *testing.T, path, statement string) {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestVerifyMany: of more damage than is listed, all is counted.
func TestVerifyMany(t *testing.T) {
	path := wholeStore(t)
	broken(t, path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO block SELECT (7 << 24) + i, x'ff', 1 FROM n")
	v := verified(t, path, false)
	if len(v.Damage) != maxDamage || v.Damaged < 400 || v.Nameless != 1 {
		t.Errorf("%d of %d listed, %d nameless", len(v.Damage), v.Damaged, v.Nameless)
	}
}

// TestAddSums: blocks of an older version get their checksums, and one that cannot be
// decoded gets none.
func TestAddSums(t *testing.T) {
	path := wholeStore(t)
	broken(t, path, "UPDATE block SET sum = NULL; INSERT INTO block VALUES (9, x'ff', NULL)")
	if v := verified(t, path, false); v.Unsummed != 3 {
		t.Fatalf("%d without", v.Unsummed)
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	n, err := s.AddSums(context.Background(), func(done, all int64) { last = fmt.Sprint(done, " of ", all) })
	if cerr := s.Close(); err != nil || cerr != nil || n != 2 || last != "2 of 3" {
		t.Fatalf("%d added, %v, %v, %s", n, err, cerr, last)
	}
	v := verified(t, path, false)
	if v.Unsummed != 1 || v.Damaged != 1 {
		t.Errorf("%d without, %+v", v.Unsummed, v.Damage)
	}
}

// TestVerifyTorn: pages that hold something else are found, and the rest is still read.
func TestVerifyTorn(t *testing.T) {
	path := wholeStore(t)
	broken(t, path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO block SELECT ((7 + i) << 24) + 1, (SELECT data FROM block LIMIT 1), (SELECT sum FROM block LIMIT 1) FROM n")
	before := verified(t, path, false)
	if before.Damaged != 0 {
		t.Fatalf("%+v", before.Damage)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	at := len(b) / 2 / page * page
	copy(b[at:at+page], strings.Repeat("torn", page/4))
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	v := verified(t, path, false)
	if v.Damaged == 0 || v.Blocks == 0 || v.Blocks >= before.Blocks || !slices.ContainsFunc(v.Damage, func(d Damage) bool { return d.Kind == "sqlite" }) {
		t.Errorf("%d blocks of %d, %+v", v.Blocks, before.Blocks, v.Damage)
	}
	if err := os.Truncate(path, int64(at)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{ReadOnly: true})
	if err == nil {
		defer s.Close()
		v, err = s.Verify(context.Background(), VerifyOptions{})
		if err == nil && v.Damaged == 0 {
			t.Error("half a file is said to be sound")
		}
	}
}
