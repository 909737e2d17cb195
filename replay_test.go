package assay_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"assay"
	"assay/article"
	"assay/period"
	"assay/verdict"
)

// TestVerdictsReplay computes every value that a check held against a reading
// again from the steps it shows.
func TestVerdictsReplay(t *testing.T) {
	shared, r, store := setup(t)
	files, err := filepath.Glob("examples/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"000_ae1e6401304e98e5", "de-1", "en-1", "ja-1"} {
		files = append(files, filepath.Join(shared, "articles", name+".txt"))
	}
	replayed := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := article.Parse(name, text, article.Hints{})
		if err != nil {
			t.Fatal(err)
		}
		res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31")})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range res.Verdicts {
			for _, at := range []verdict.At{v.AtPublication, v.Now} {
				for i := range at.Tried {
					tried := &at.Tried[i]
					if len(tried.Facts) == 0 || tried.Note != "" {
						continue // a close of a series, or a figure marked about
					}
					replayed++
					if err := verdict.Replay(tried.Value); err != nil {
						t.Errorf("%s: %s (%s, %s): %v", filepath.Base(name), v.Claim.ID, v.Claim.Metric, tried.Definition, err)
					}
				}
			}
		}
	}
	if replayed < 200 {
		t.Errorf("only %d values were replayed", replayed)
	}
}
