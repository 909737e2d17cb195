package assay_test

import (
	"testing"

	"assay"
	"assay/article"
	"assay/period"
)

// TestCohere checks what several figures tell that the text leaves out: a period or a part of
// the business that each alone would leave ambiguous.
func TestCohere(t *testing.T) {
	r, store := ready(t)
	quarterOf := period.Range{Start: period.MustDate("2023-10-01"), End: period.MustDate("2023-12-31")}
	yearOf := period.Range{Start: period.MustDate("2023-01-01"), End: period.MustDate("2023-12-31")}
	quarter := "For the whole of 2023 Alphabet's revenue was $307.4 billion. In the fourth quarter it was $86.3 billion. "
	alone := "In the fourth quarter of 2023 Alphabet's net income was $20.7 billion. "
	for _, c := range []struct {
		name, text string
		outcomes   []string // of the last claims
		days       period.Range
	}{
		{"one figure of the year", quarter + "Research cost $45.4 billion.", []string{"ambiguous"}, yearOf}, // that it is right for
		{"two figures of the year", quarter + "Research cost $45.4 billion. Capital expenditures were $32.3 billion.", []string{"supported", "supported"}, yearOf},
		{"a wrong one between them", quarter + "Research cost $45.4 billion. Operating cash flow was $110.7 billion. Capital expenditures were $32.3 billion.", []string{"supported", "contradicted", "supported"}, yearOf},
		{"one of each", quarter + "Research cost $45.4 billion. Capital expenditures were $11.0 billion.", []string{"ambiguous", "supported"}, period.Range{}}, // of the year and of the quarter
		{"one that no other reading holds for", alone + "Research cost $45.4 billion.", []string{"contradicted"}, quarterOf},
		{"two of them", alone + "Research cost $45.4 billion. Capital expenditures were $32.3 billion.", []string{"ambiguous", "ambiguous"}, yearOf}, // whose figures they are
		{"two of the quarter before", alone + "Research cost $11.3 billion. Capital expenditures were $8.1 billion.", []string{"contradicted", "contradicted"}, quarterOf},
		{"the period said", quarter + "Research cost $45.4 billion in the fourth quarter. Capital expenditures were $32.3 billion in the fourth quarter.", []string{"contradicted", "contradicted"}, quarterOf},
	} {
		t.Run(c.name, func(t *testing.T) {
			published := period.MustDate("2024-02-05")
			res := checkWith(t, r, "Alphabet's year\n\n"+c.text, article.Hints{Lang: "en", Published: published}, assay.Options{Store: store, Now: period.MustDate("2026-07-31")})
			last := res.Verdicts[len(res.Verdicts)-len(c.outcomes):]
			for i, want := range c.outcomes {
				if v := &last[i]; string(v.Outcome) != want || c.days.Known() && v.Claim.Period != c.days {
					t.Errorf("%s of %s: %s, want %s of %s", v.Claim.Metric, v.Claim.Period, v.Outcome, want, c.days)
				}
			}
		})
	}
}
