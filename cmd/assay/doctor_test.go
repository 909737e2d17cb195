package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/report"
	"assay/store/sqlite"
)

// sickStore is a store with a block, a series and an origin, after a statement of SQL.
func sickStore(t *testing.T, statement string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.db")
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	id, day, one := entity.CIK(1045810), period.MustDate("2024-08-28"), quantity.MustDecimal("1.5")
	asked := time.Date(2024, 8, 29, 12, 0, 0, 0, time.UTC)
	_, err = s.Import(context.Background(), &evidence.Batch{
		Source:  "test",
		Filers:  []evidence.Filer{{ID: id, Name: "NVIDIA CORP", Tickers: []string{"NVDA"}, FiscalYearEnd: "0125"}},
		Filings: []evidence.Filing{{Accession: "0001045810-24-000264", CIK: 1045810, Form: "10-Q", Filed: day}},
		Tables:  evidence.Tables{Entities: []entity.ID{id}, Concepts: []string{"us-gaap:Revenues"}, Dims: []evidence.Dims{""}, Units: []string{"USD"}},
		Facts:   []evidence.PackedFact{{Period: period.Quarter(2024, 2), Value: quantity.MustDecimal("30040000000")}},
		Series:  []evidence.Series{{Entity: id, Unit: "USD", Bars: []evidence.Bar{{Day: day, Open: one, High: one, Low: one, Close: one, OnlyClose: true}}}},
		Origins: []evidence.Origin{{Name: "CIK0001045810.json", Kind: "companyfacts", Checked: asked, Changed: asked}},
	})
	if cerr := s.Close(); err != nil || cerr != nil {
		t.Fatal(err, cerr)
	}
	if statement != "" {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// TestDoctor: what is wrong with a store is said, with what to do, and nothing else.
func TestDoctor(t *testing.T) {
	for _, c := range []struct{ name, sql, now, status, check, says string }{
		{"sound", "", "2024-09-01", fineStatus, "", ""},
		{"old", "", "2024-12-01", noteStatus, "age", "2024-08-29, 94 days ago"},
		{"a clock set back", "", "2024-08-01", noteStatus, "clock", "3 things are dated later"},
		{"a clock a day back", "", "2024-08-28", fineStatus, "", ""}, // a zone's
		{"older layout", "UPDATE block SET sum = NULL; PRAGMA user_version = 3", "2024-09-01", noteStatus, "layout", "3; this version of assay writes 4"},
		{"no checksums", "UPDATE block SET sum = NULL", "2024-09-01", noteStatus, "checksums", "none for 1 of 1 block"},
		{"a wrong checksum", "UPDATE block SET sum = 7", "2024-09-01", wrongStatus, "checksums", "1 place is damaged"},
		{"a lost filing", "DELETE FROM filing", "2024-09-01", wrongStatus, "references", "1 place is damaged"},
		{"a broken series", "UPDATE series SET data = x'ff'", "2024-09-01", wrongStatus, "series", "1 place is damaged"},
		{"a changed ledger", "INSERT INTO ledger VALUES (1, 'entry', '', 'x', '{}')", "2024-09-01", wrongStatus, "ledger", "the ledger was changed"},
		{"no names", "DELETE FROM filer", "2024-09-01", noteStatus, "names", "1 filer has facts and no name"},
	} {
		path := sickStore(t, c.sql)
		d := &doctor{out: io.Discard, errs: io.Discard, flags: &doctorFlags{}, now: period.MustDate(c.now)}
		r, err := d.store(context.Background(), path)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if r.Status != c.status {
			t.Errorf("%s: %s, want %s", c.name, r.Status, c.status)
		}
		found := c.check == ""
		for _, x := range r.Checks {
			if x.Status == fineStatus || x.Name == "space" {
				continue
			}
			if x.Name == c.check && strings.Contains(x.Says, c.says) && x.Remedy != "" {
				found = true
			} else if x.Name != c.check && !(c.name == "older layout" && x.Name == "checksums" || c.name == "older layout" && x.Name == "age") {
				t.Errorf("%s: %s %s: %s", c.name, x.Status, x.Name, x.Says)
			}
		}
		var b bytes.Buffer
		if err := r.print(&b, false); err != nil || !found {
			t.Errorf("%s: %v\n%s", c.name, err, b.String())
		}
		for line := range strings.Lines(b.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > report.Width && !strings.Contains(line, path) {
				t.Errorf("%s: a line of %d columns: %s", c.name, n, line)
			}
		}
	}
}

// TestDoctorAddsSums: afterwards all blocks have one.
func TestDoctorAddsSums(t *testing.T) {
	path := sickStore(t, "UPDATE block SET sum = NULL")
	d := &doctor{out: io.Discard, errs: io.Discard, flags: &doctorFlags{addSums: true}, now: period.MustDate("2024-09-01")}
	r, err := d.store(context.Background(), path)
	if err != nil || r.Status != fineStatus {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestDoctorNames: where the store has no list of all filers, what it cannot name is said.
func TestDoctorNames(t *testing.T) {
	dir := t.TempDir()
	article := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(article, []byte("2024-11-29\n\nZendrix's revenue rose 5% to $1.2 billion in the third quarter of 2024.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	c := rootCommand()
	var out bytes.Buffer
	c.SetOut(&out)
	c.SetErr(&out)
	c.SetArgs([]string{"doctor", "--store", sickStore(t, ""), "--now", "2025-01-01", "--no-config", article})
	if err := c.Execute(); !errors.As(err, new(wrong)) || !strings.Contains(out.String(), "by which these may be known: Zendrix") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// TestRemediesAreCommands: every command that a report names is one of this program.
func TestRemediesAreCommands(t *testing.T) {
	day := period.Day(period.MustDate("2020-05-01"))
	nvidia := evidence.Need{Entity: entity.CIK(1045810), Ticker: "NVDA", Period: day}
	kinds := []evidence.NeedKind{evidence.NeedFacts, evidence.NeedDocument, evidence.NeedPrices, evidence.NeedChain}
	var needs []evidence.Need
	for _, k := range kinds {
		nvidia.Kind = k
		needs = append(needs, nvidia)
	}
	needs = append(needs,
		evidence.Need{Kind: evidence.NeedFacts, Entity: entity.CIK(7)},
		evidence.Need{Kind: evidence.NeedSeries, Entity: "index:VIX", Period: day}, evidence.Need{Kind: evidence.NeedSeries, Entity: "index:SPX", Period: day},
		evidence.Need{Kind: evidence.NeedPrices, Entity: "asset:BTC", Period: day}, evidence.Need{Kind: evidence.NeedChain, Entity: "asset:BTC", Period: day})
	commands := report.Remedies(needs, period.MustDate("2024-09-01"))
	if len(commands) != len(needs) {
		t.Fatalf("%d commands for %d needs: %q", len(commands), len(needs), commands)
	}
	for _, line := range commands {
		words := strings.Fields(line)
		c, rest, err := rootCommand().Find(words[1:])
		if err != nil || c.Name() == "assay" {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if err := c.ParseFlags(rest); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}
