package main

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"assay/report"
)

// TestShapes holds that it was decided for every format whether the reports of several
// articles may stand in one file.
func TestShapes(t *testing.T) {
	joins := []string{"text", "json", "jsonl", "md", "csv"}
	alone := []string{"html", "xlsx", "claimreview"}
	for _, f := range report.Formats() {
		if s := shapeOf(f.Name); s.joins != slices.Contains(joins, f.Name) || s.joins == slices.Contains(alone, f.Name) || s.ending == "" {
			t.Errorf("%s: %+v", f.Name, s)
		}
	}
}

// TestJoined holds what stands between the reports of several articles.
func TestJoined(t *testing.T) {
	for format, want := range map[string]string{
		"text":  "==> a <==\ncol\n1\n\n==> b <==\ncol\n2\n",
		"csv":   "col\n1\n2\n",
		"jsonl": "col\n1\ncol\n2\n",
	} {
		var out bytes.Buffer
		s, err := openSink("", format, true, &out)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []struct{ place, text string }{{"a", "col\n1\n"}, {"b", "col\n2\n"}} {
			if err := s.put(&item{place: a.place}, bytes.NewBufferString(a.text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.close(true); err != nil || out.String() != want {
			t.Errorf("%s: %q, %v; want %q", format, out.String(), err, want)
		}
	}
	for _, format := range []string{"html", "xlsx", "claimreview"} {
		if _, err := openSink("", format, true, new(bytes.Buffer)); err == nil {
			t.Errorf("%s: several articles in one file", format)
		}
		if _, err := openSink(t.TempDir(), format, true, new(bytes.Buffer)); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// TestWholeOrNothing holds that a file that is given up leaves nothing behind.
func TestWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	for _, done := range []bool{false, true} {
		s, err := openSink(dir+"/out.txt", "text", false, new(bytes.Buffer))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.put(&item{}, bytes.NewBufferString("whole")); err != nil {
			t.Fatal(err)
		}
		if err := s.close(done); err != nil {
			t.Fatal(err)
		}
		if got := names(t, dir); slices.Contains(got, "out.txt") != done || len(got) > 1 {
			t.Errorf("done %v: %q", done, got)
		}
	}
}

// names are those of a folder's files.
func names(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range files {
		all = append(all, f.Name())
	}
	return all
}
