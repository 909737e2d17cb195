package transcript

import (
	"strings"
	"testing"
)

// TestHostile reads a megabyte of what looks like labels everywhere.
func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"questions": strings.Repeat("Q: a? A: b. ", 8e4),
		"turns":     strings.Repeat("Q: Who are you?\nA: We are.\n", 4e4),
		"names":     strings.Repeat("Ann Lee: We are.\nBob Ray: You are?\n", 3e4),
		"colons":    strings.Repeat(":", 1e6),
		"lists":     strings.Repeat("Company Participants\nAnn Lee - CEO\nOperator\nWe.\n", 2e4),
		"dashes":    strings.Repeat("――a\nb\n", 1e5),
		"stops":     "Q: " + strings.Repeat(". ", 5e5),
	} {
		t.Run(name, func(t *testing.T) {
			turns, skip := Turns(text, paragraphs(text))
			check(t, text, turns, skip)
		})
	}
}
