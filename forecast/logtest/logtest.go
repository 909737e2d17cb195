// Package logtest is the suite that every store of a ledger passes.
package logtest

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"assay/forecast"
	"assay/period"
)

// Entry is a forecast of a made-up company.
func Entry(text string) forecast.Entry {
	written, low, high := "66000000000", "64000000000", "72000000000"
	e := forecast.Entry{
		Captured: period.MustDate("2025-08-01"),
		Article:  forecast.Article{Source: "note.txt", Lang: "en", Published: period.MustDate("2025-07-31"), SHA256: strings.Repeat("ab", 32)},
		Quote:    forecast.Quote{Start: 10, End: 10 + len(text), Text: text, Sentence: "We expect " + text + "."},
		Holder:   forecast.Person{Name: "A. Analyst", Org: "Bank"}, Relayer: "note.txt",
		Subject: []forecast.Party{{ID: "cik:0001326801", Name: "Meta"}}, Measure: "capex", Kind: forecast.Point,
		Value:  forecast.Value{Low: &low, High: &high, Written: &written, Unit: "USD", Hedge: "exact"},
		Period: forecast.Period{Start: period.MustDate("2025-01-01"), End: period.MustDate("2025-12-31")}, Label: "2025",
		Rule: forecast.Rule{Form: "level", Unit: "USD", Hedge: "exact", Digits: 2, Questions: []forecast.Question{{Measure: "capex", Due: period.MustDate("2026-01-29")}}},
	}
	e.RuleHash, _ = forecast.HashRule(e.Rule) // plain data: it cannot fail
	return e
}

// Test runs the suite on an empty log.
func Test(t *testing.T, log forecast.Log) {
	ctx := context.Background()
	if head, err := log.Head(ctx); err != nil || head.Seq != 0 {
		t.Fatalf("an empty log has the head %+v, %v", head, err)
	}
	l := load(t, log)
	if added, err := l.Add(ctx, []forecast.Entry{Entry("one"), Entry("two three"), Entry("one")}); err != nil || len(added) != 2 {
		t.Fatalf("added %d, %v; want 2", len(added), err)
	}
	first := l.Items()[0]
	if err := l.Void(ctx, forecast.Decision{Entry: first.ID, Day: period.MustDate("2025-08-02"), Reason: "misquoted"}); err != nil {
		t.Fatal(err)
	}
	again := load(t, log)
	if !reflect.DeepEqual(again.Items(), l.Items()) || again.Head() != l.Head() {
		t.Errorf("loaded again:\n%+v, want\n%+v", again.Items(), l.Items())
	}
	if n, head, err := forecast.Verify(ctx, log); err != nil || n != 3 || head != l.Head() {
		t.Errorf("verified %d records to %s, %v", n, head, err)
	}
	stale(t, log)
	from(t, log)
}

func load(t *testing.T, log forecast.Log) *forecast.Ledger {
	t.Helper()
	l, err := forecast.Load(context.Background(), log)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// stale appends what follows another head than the log's: none of it is kept.
func stale(t *testing.T, log forecast.Log) {
	ctx := context.Background()
	old, fresh := load(t, log), load(t, log)
	if _, err := fresh.Add(ctx, []forecast.Entry{Entry("four")}); err != nil {
		t.Fatal(err)
	}
	if _, err := old.Add(ctx, []forecast.Entry{Entry("fifth")}); !errors.Is(err, forecast.ErrMoved) {
		t.Errorf("two writers: %v, want ErrMoved", err)
	}
	if n, _, err := forecast.Verify(ctx, log); err != nil || n != 4 {
		t.Errorf("%d records after two writers, %v; want 4", n, err)
	}
}

// from reads the end of a log; bodies are the bytes that were appended.
func from(t *testing.T, log forecast.Log) {
	n := 0
	for r, err := range log.Records(context.Background(), 3) {
		if err != nil || r.Seq != 3+n || !json.Valid(r.Body) {
			t.Errorf("record %+v, %v", r, err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d records from the third on, want 2", n)
	}
}
