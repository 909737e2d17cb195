package main

import (
	"bytes"
	"os"
	"testing"
	"time"
)

// TestProgress holds that a bar shows after the wait and not before, and never where
// there is no terminal.
func TestProgress(t *testing.T) {
	for _, tc := range []struct {
		name     string
		terminal bool
		wait     time.Duration
		bar      bool
	}{
		{"long", true, 0, true},
		{"short", true, time.Hour, false},
		{"no terminal", false, 0, false},
	} {
		var out bytes.Buffer
		p := newProgress(os.Stdout, &out, "%d articles", tc.wait)
		p.on = tc.terminal
		p.step(5, 10)
		p.step(10, 10)
		if (p.bar != nil) != tc.bar {
			t.Errorf("%s: bar %v", tc.name, p.bar != nil)
		}
		p.end()
		if !tc.bar && out.Len() > 0 {
			t.Errorf("%s: %q", tc.name, out.String())
		}
	}
}
