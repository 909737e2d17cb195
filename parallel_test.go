package assay_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"assay/claim"
	"assay/lang"
)

// same is a statement with its text in every language.
type same struct {
	ID        string            `toml:"id"`
	Published string            `toml:"published"`
	Read      []string          `toml:"read"`
	Loose     bool              `toml:"loose"` // whom it speaks of decides, by whatever name
	Text      map[string]string `toml:"text"`
}

// TestParallel reads the same statements in every language: translation
// changes no claim. The share that agrees may only be raised.
func TestParallel(t *testing.T) {
	var file struct {
		Same []same `toml:"same"`
	}
	loadTOML(t, filepath.Join("testdata", "parallel.toml"), &file)
	r, store := ready(t)
	atLeast := map[string]float64{"sa": 85}
	for _, code := range lang.Codes() {
		good := 0
		for _, s := range file.Same {
			text, ok := s.Text[code]
			if !ok {
				t.Errorf("%s: %q has no text", code, s.ID)
				continue
			}
			e := lang.Example{Text: text, Published: s.Published, Read: s.Read}
			got := readExample(t, r, store, code, e)
			why := ""
			if s.Loose {
				why = compareLoose(got)
			} else {
				why = compare(e, got)
			}
			if why == "" {
				good++
			} else if os.Getenv("EXAMPLES") != "" {
				t.Logf("%s: %s: %s\n   %s", code, s.ID, text, why)
			}
		}
		share := 100 * float64(good) / float64(len(file.Same))
		t.Logf("%s: %d of %d agree", code, good, len(file.Same))
		want := 100.0
		if w, ok := atLeast[code]; ok {
			want = w
		}
		if share < want {
			t.Errorf("%s: %.0f %% of the statements give the same claims, want %.0f", code, share, want)
		}
	}
}

// compareLoose asks of a company that no lexicon has only that its figure is
// given to nobody else.
func compareLoose(got []claim.Claim) string {
	if slices.ContainsFunc(got, func(c claim.Claim) bool { return len(c.Entities) > 0 && tickers[c.Entities[0].ID] != "" }) {
		return "given to another company"
	}
	return ""
}
