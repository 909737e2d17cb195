package assay_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"assay"
	"assay/article"
	"assay/period"
	"assay/store/starter"
)

// TestNearMissByChance draws random figures of written precisions against real
// filers: at most one in ten may get a near miss, for then chance would
// explain it.
func TestNearMissByChance(t *testing.T) {
	draws := 10000
	if testing.Short() {
		draws = 1000
	}
	r, store := ready(t)
	rng := rand.New(rand.NewPCG(3, 7))
	pick := func(s []string) string { return s[rng.IntN(len(s))] }
	missed, wrong := 0, 0
	for range draws {
		figure := fmt.Sprintf("was $%.*fbn", rng.IntN(2)+1, math.Pow(10, rng.Float64()*2.2))
		if rng.IntN(2) == 0 {
			figure = fmt.Sprintf("%s %.*f per cent", pick([]string{"rose", "fell"}), rng.IntN(2), math.Pow(10, rng.Float64()*1.9))
		}
		text := fmt.Sprintf("2025-06-01\n\n%s's %s %s in the %s quarter of %s.", pick([]string{"Alphabet", "Nvidia", "Meta", "Amazon"}),
			pick([]string{"revenue", "net income", "operating income", "capital expenditure", "operating cash flow"}), figure, pick([]string{"first", "second", "third"}), pick([]string{"2023", "2024"}))
		a, err := article.Parse("draw", []byte(text), article.Hints{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31")})
		if err != nil {
			t.Fatal(err)
		}
		for i := range res.Verdicts {
			if v := &res.Verdicts[i]; v.Outcome == "contradicted" {
				wrong++
				if v.Now.NearMiss != nil {
					missed++
				}
			}
		}
	}
	t.Logf("%d of %d contradicted random figures got a near miss", missed, wrong)
	if wrong < draws/2 || missed*10 > wrong {
		t.Errorf("%d near misses of %d, want at most one in ten", missed, wrong)
	}
}

// TestLoose: a figure that is joined loosely is contradicted where it lies near the true
// value or a slip explains it; one that is nowhere near is more likely misread.
func TestLoose(t *testing.T) {
	r, store := ready(t)
	for _, c := range []struct{ text, outcome string }{ // Alphabet, 2024: revenue 350.018 billion, 2023: 307.394 (10-K 0001652044-26-000018)
		{"Alphabet's revenue was $120 billion in 2024.", "contradicted"},
		{"Alphabet's revenue in 2024, which pleased its owners although the year had begun badly, was $120 billion.", "ambiguous"},
		{"Alphabet's revenue in 2024, which pleased its owners although the year had begun badly, was $340 billion.", "contradicted"},
		{"Alphabet's revenue in 2024, which pleased its owners although the year had begun badly, was $350 million.", "contradicted"},
		{"Alphabet's revenue came to $120 billion, and in 2024 its shares rose.", "ambiguous"},
	} {
		res := checkText(t, r, store, "en", c.text)
		if len(res.Verdicts) != 1 || string(res.Verdicts[0].Outcome) != c.outcome {
			t.Errorf("%s: %d verdicts, want one, %s", c.text, len(res.Verdicts), c.outcome)
			for i := range res.Verdicts {
				t.Logf("%s %s", res.Verdicts[i].Claim.Metric, res.Verdicts[i].Outcome)
			}
		}
	}
}

// checkText checks a text of 2025-06-01.
func checkText(t *testing.T, r *assay.Reader, store *starter.Store, code, text string) *assay.Result {
	t.Helper()
	return checkWith(t, r, text, article.Hints{Lang: code, Published: period.MustDate("2025-06-01")}, assay.Options{Store: store, Now: period.MustDate("2026-07-31")})
}

// TestHollowBound: a bound that holds by a factor of a thousand is a slip where it
// keeps the digits of the figure, and else what it says.
func TestHollowBound(t *testing.T) {
	r, store := ready(t)
	for _, c := range []struct {
		lang, text string
		slip       bool
	}{ // Alphabet, 2024: revenue 350.018 billion (10-K 0001652044-26-000018)
		{"en", "Alphabet's revenue was more than $350 million in 2024.", true},
		{"en", "Alphabet's revenue was less than $351 trillion in 2024.", true},
		{"de", "Der Umsatz von Alphabet betrug 2024 über 350 Millionen Dollar.", true},
		{"ja", "アルファベットの2024年の売上高は3500万ドルを超えた。", true},
		{"en", "Alphabet's revenue was more than $350 billion in 2024.", false},
		{"en", "Alphabet's revenue was more than $200 million in 2024.", false},
		{"en", "Alphabet's revenue was more than $1 million in 2024.", false},
		{"en", "Alphabet's revenue was less than $400 billion in 2024.", false},
	} {
		res := checkText(t, r, store, c.lang, c.text)
		if len(res.Verdicts) != 1 {
			t.Errorf("%s: %d verdicts, want 1", c.text, len(res.Verdicts))
			continue
		}
		v := &res.Verdicts[0]
		slip := v.Outcome == "contradicted" && v.Now.NearMiss != nil && v.Now.NearMiss.Kind == "scale"
		if slip != c.slip || !slip && v.Outcome != "supported" {
			t.Errorf("%s: %s, near miss %v; want a slip: %v", c.text, v.Outcome, v.Now.NearMiss, c.slip)
		}
	}
}
