package release

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// FuzzParse: whatever the bytes, Parse ends without a panic, and what it states has a
// form that a store takes: known indices, days before the filing, no fact twice.
func FuzzParse(f *testing.F) {
	paths, err := filepath.Glob("testdata/releases/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for i, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		text, _, _ := strings.Cut(string(raw), "-- facts --\n")
		_, spec, _ := strings.Cut(text, "\n")
		all := styles()
		f.Add([]byte(all[i%len(all)].render(spec)))
	}
	f.Add([]byte("<table><tr><td colspan=99999>June 30, 2024</td></tr><tr><td>Total assets<td>$1"))
	filing := aFiling(period.MustDate("2024-08-29"))
	filing.Concepts = []string{"us-gaap:Revenues"}
	filing.Parts = []Part{{"us-gaap:Revenues", "us-gaap:StatementBusinessSegmentsAxis=x:AMember", period.Quarter(2023, 2), quantity.MustDecimal("305100000")}}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		b, err := Parse("ex99.htm", data, filing)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for i := range b.Facts {
			x := &b.Facts[i]
			if k := keyOf(b, x); seen[k] {
				t.Errorf("%s stands twice", k)
			} else {
				seen[k] = true
			}
			if x.Period.End >= filing.Filed || x.Period.Start > x.Period.End || x.Period.End == 0 {
				t.Errorf("period %s", x.Period)
			}
			if x.Filing != 0 || x.Entity != 0 || evidence.Dims("") != b.Tables.Dims[0] {
				t.Errorf("fact %+v", x)
			}
		}
	})
}
