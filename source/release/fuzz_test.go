package release

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/period"
	"assay/quantity"
)

// FuzzParse: whatever the bytes, Parse ends without a panic, and what it states has a
// form that a store takes: known indices, days before the filing, no fact twice.
func FuzzParse(f *testing.F) {
	for _, b := range seeds(f) {
		f.Add(b)
	}
	f.Add([]byte("<table><tr><td colspan=99999>June 30, 2024</td></tr><tr><td>Total assets<td>$1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		sound(t, data)
	})
}

// seeds are the test's releases, each in one of the styles.
func seeds(t testing.TB) (out [][]byte) {
	t.Helper()
	paths, err := filepath.Glob("testdata/releases/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := styles()
	for i, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(string(raw), "-- facts --\n")
		_, spec, _ := strings.Cut(text, "\n")
		out = append(out, []byte(all[i%len(all)].render(spec)))
	}
	return out
}

// sound parses and holds the batch against what is true of every one.
func sound(t *testing.T, data []byte) {
	t.Helper()
	filing := aFiling(period.MustDate("2024-08-29"))
	filing.Concepts = []string{"us-gaap:Revenues"}
	filing.Parts = []Part{{"us-gaap:Revenues", "us-gaap:StatementBusinessSegmentsAxis=x:AMember", period.Quarter(2023, 2), quantity.MustDecimal("305100000")}}
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
		if x.Filing != 0 || x.Entity != 0 || b.Tables.Dims[0] != "" || x.About {
			t.Errorf("fact %+v", x)
		}
	}
}

// Releases with parts taken out, doubled and overwritten, the same ones each time: no
// panic, nothing that is not sound.
func TestBroken(t *testing.T) {
	r := rand.New(rand.NewPCG(99, 1))
	all := seeds(t)
	for range 400 {
		b := slices.Clone(all[r.IntN(len(all))])
		for range 1 + r.IntN(6) {
			i := r.IntN(len(b))
			j := min(len(b), i+r.IntN(400))
			switch r.IntN(3) {
			case 0:
				b[i] = byte(r.IntN(256))
			case 1:
				b = append(slices.Clone(b[:i]), b[j:]...)
			case 2:
				b = append(slices.Clone(b[:j]), b[i:]...)
			}
			if len(b) == 0 {
				b = []byte("x")
			}
		}
		sound(t, b)
	}
}
