package assay_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"assay/article"
	"assay/report"
)

// TestTrace traces the labelled articles: the trace holds what Read finds, in the
// same order, each word where it says, and the lines fit a terminal.
func TestTrace(t *testing.T) {
	r, store := ready(t)
	names, err := filepath.Glob("testdata/labelled/*-a.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(err, "no labelled articles")
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "fr-a.txt") {
			b = norm.NFD.Bytes(b) // places are those of the text as it is
		}
		a, err := article.Parse(name, b, article.Hints{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := r.Session(context.Background(), store)
		if err != nil {
			t.Fatal(err)
		}
		claims, unread, err := s.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := s.Trace(a)
		if err != nil {
			t.Fatal(err)
		}
		if len(trace.Claims) != len(claims) || len(trace.Unread) != len(unread) {
			t.Errorf("%s: %d claims and %d unread, Read finds %d and %d", name, len(trace.Claims), len(trace.Unread), len(claims), len(unread))
			continue
		}
		for i := range claims {
			x := &trace.Claims[i]
			if x.Claim.ID != claims[i].ID || x.Claim.Span != claims[i].Span {
				t.Errorf("%s: %s stands where Read has %s", name, x.Claim.ID, claims[i].ID)
			}
			for _, term := range append(x.Terms, x.Period.Tokens...) {
				if words := term.Span.Of(a.Text); strings.TrimSpace(words) == "" || !utf8.ValidString(words) {
					t.Errorf("%s: %s: %s %q is at %v, %q", name, x.Claim.ID, term.Class, term.ID, term.Span, words)
				}
			}
		}
		var out bytes.Buffer
		if err := report.Trace(&out, a, trace); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if columns(strings.TrimSuffix(line, "\n")) > report.Width {
				t.Errorf("%s: too long a line: %s", name, line)
			}
		}
	}
}

func columns(s string) (n int) {
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
