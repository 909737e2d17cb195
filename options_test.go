package assay_test

import (
	"context"
	"testing"

	"assay"
	"assay/article"
	"assay/entity"
	"assay/period"
	"assay/verdict"
)

// TestOptions checks that a user's own names and definitions reach reading and verdict.
func TestOptions(t *testing.T) {
	r, store := ready(t)
	now := period.NewDate(2025, 12, 1)
	check := func(text string, opt assay.Options) verdict.Verdict {
		t.Helper()
		a, err := article.Parse("x", []byte(text), article.Hints{Lang: "en", Published: period.NewDate(2024, 11, 5)})
		if err != nil {
			t.Fatal(err)
		}
		opt.Store, opt.Now = store, now
		res, err := r.Check(context.Background(), a, opt)
		if err != nil || len(res.Verdicts) != 1 {
			t.Fatalf("%d verdicts, %v", len(res.Verdicts), err)
		}
		return res.Verdicts[0]
	}
	const named = "Zuckworks reported revenue of $40.6 billion in the third quarter of 2024."
	if v := check(named, assay.Options{}); v.Outcome == verdict.Supported {
		t.Errorf("without the name: %s", v.Outcome)
	}
	if v := check(named, assay.Options{Names: map[string]entity.ID{"Zuckworks": "cik:0001326801"}}); v.Outcome != verdict.Supported {
		t.Errorf("with the name: %s of %+v", v.Outcome, v.Claim.Entities)
	}
	const defined = "Meta reported capital expenditures of $9.2 billion in the third quarter of 2024." // 8.258 in cash, 9.202 with leases
	if v := check(defined, assay.Options{}); v.Outcome == verdict.Contradicted {
		t.Errorf("any definition: %s", v.Outcome)
	}
	if v := check(defined, assay.Options{Definitions: map[string]string{"capex": "capex: cash"}}); v.Outcome != verdict.Contradicted {
		t.Errorf("capex in cash: %s, %v", v.Outcome, v.Now.Actual)
	}
}
