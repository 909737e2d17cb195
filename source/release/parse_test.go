package release

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/evidence"
	"assay/period"
)

var update = flag.Bool("update", false, "rewrite the facts of testdata/releases")

// filedOn is the day of filing that a release's first line gives: "# filed 2024-07-25".
func filedOn(t *testing.T, spec string) (period.Date, string) {
	t.Helper()
	line, rest, _ := strings.Cut(spec, "\n")
	d, err := period.ParseDate(strings.TrimPrefix(line, "# filed "))
	if err != nil {
		t.Fatal(err)
	}
	return d, rest
}

func aFiling(filed period.Date) Filing {
	return Filing{Filing: evidence.Filing{Accession: "0009990001-24-000031", CIK: 9990001, Filed: filed}}
}

// show lists facts and the codes of notes, sorted.
func show(b *evidence.Batch) string {
	var lines []string
	for i := range b.Facts {
		f := &b.Facts[i]
		lines = append(lines, fmt.Sprintf("%s %s ±%d", keyOf(b, f), f.Value, f.Grain.Exp))
	}
	slices.Sort(lines)
	for _, n := range b.Notes {
		lines = append(lines, "note "+n.Code+": "+n.Message.String())
	}
	return strings.Join(lines, "\n") + "\n"
}

// Releases of fictional companies as three houses set them: each gives the same facts
// in every style.
func TestReleases(t *testing.T) {
	paths, err := filepath.Glob("testdata/releases/*.txt")
	if err != nil || len(paths) < 12 {
		t.Fatalf("%d releases: %v", len(paths), err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, want, _ := strings.Cut(string(raw), "-- facts --\n")
		filed, spec := filedOn(t, text)
		for i, st := range styles() {
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txt")+"/"+st.name, func(t *testing.T) {
				b, err := Parse(path, []byte(st.render(spec)), aFiling(filed))
				if err != nil {
					t.Fatal(err)
				}
				got := show(b)
				if *update && i == 0 {
					want = got
					if err := os.WriteFile(path, []byte(text+"-- facts --\n"+got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
				if f := b.Filings[0]; f.Form != "8-K" || f.Items != "2.02" || f.Filed != filed || !f.Preliminary() || f.CIK != 9990001 {
					t.Errorf("filing %+v", f)
				}
			})
		}
	}
}
