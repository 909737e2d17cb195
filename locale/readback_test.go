package locale

import (
	"strings"
	"testing"

	"assay/compiled"
	"assay/lang"
	"assay/quantity"
)

// TestReadBack: what a locale writes, assay reads in that language as the same amount,
// so that a sentence of a report can be checked in its turn.
func TestReadBack(t *testing.T) {
	units := []struct{ unit, decimals string }{
		{"USD", "25198000000 3500000 1200000000000 532000 25198123456 8.02"},
		{"EUR", "25198000000 3500000"},
		{"percent", "12.5 100 0.35"},
		{"pp", "1.2 3 1"},
	}
	for _, code := range codes {
		words, ok := compiled.Vocabulary(code)
		if !ok { // the pack is newer
			pack, err := lang.Load(code)
			if err != nil {
				t.Fatal(err)
			}
			words = lang.Compile(pack, nil)
		}
		scan := &lang.Scan{V: words}
		l := locale(t, code)
		for _, u := range units {
			for _, decimal := range strings.Fields(u.decimals) {
				text := l.Amount(decimal, u.unit)
				scan.Reset(text)
				scan.Atomize(0, len(text))
				got := scan.Figures(nil, make([]bool, len(scan.Atoms)))
				want, err := quantity.ParseDecimal(decimal)
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case len(got) != 1:
					t.Errorf("%s: %q: %d figures read", code, text, len(got))
				case got[0].Unit != u.unit || got[0].Value.Value.Cmp(want.Rat()) != 0:
					t.Errorf("%s: %q: read %s %s, want %s %s", code, text, got[0].Value.Value, got[0].Unit, decimal, u.unit)
				}
			}
		}
	}
}
