package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/evidence"
	"assay/store/sqlite"
)

// TestWarnClock: a clock that stands before the last import is named, once, with
// what to do; one that is some hours behind is not.
func TestWarnClock(t *testing.T) {
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "x.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	imported := time.Date(2026, 7, 31, 12, 0, 0, 0, time.UTC)
	warned := func(now time.Time) string {
		var errs bytes.Buffer
		if err := warnClock(t.Context(), s, now, &errs); err != nil {
			t.Fatal(err)
		}
		return errs.String()
	}
	if got := warned(imported.AddDate(-6, 0, 0)); got != "" {
		t.Errorf("an empty store: %q", got)
	}
	if _, err := s.Import(t.Context(), &evidence.Batch{Source: "x", Origins: []evidence.Origin{{Name: "x", Checked: imported}}}); err != nil {
		t.Fatal(err)
	}
	for _, now := range []time.Time{imported, imported.Add(-20 * time.Hour), imported.AddDate(1, 0, 0)} {
		if got := warned(now); got != "" {
			t.Errorf("%s: %q", now, got)
		}
	}
	if got := warned(imported.AddDate(-6, 0, 0)); !strings.Contains(got, "says 2020-07-31") || !strings.Contains(got, "imported on 2026-07-31") || !strings.Contains(got, "--now") {
		t.Errorf("a clock set back: %q", got)
	}
}
