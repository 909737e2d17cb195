package assay_test

import "testing"

// TestFound checks what a figure that nothing decides is found to be of. The last claims of each
// text are those asked for; what is found is ambiguous, for it only fits.
func TestFound(t *testing.T) {
	r, store := ready(t)
	meta := "Meta's revenue was $164.5 billion in 2024. "
	year := "2024-01-01..2024-12-31"
	for _, c := range []struct {
		name, text string
		want       [4]string // outcome, company, measure, period
	}{
		{"an amount of no measure", meta + "Concrete and chips swallowed $37.3 billion.", [4]string{"ambiguous", "Meta Platforms", "capex", year}},
		{"an amount of nothing", meta + "Concrete and chips swallowed $39.3 billion.", [4]string{"not checkable", "Meta Platforms", "amount", year}},
		{"the price of a thing", meta + "A pair of the glasses sells for $299.", [4]string{"not checkable", "Meta Platforms", "price tag", year}},
		{"a loss that no word calls so", meta + "Its glasses cost it $17.7 billion.", [4]string{"ambiguous", "Meta Platforms", "reality labs operating income", year}},
		{"one figure of another company", "Meta's revenue was $164.5 billion in 2024.\n\nZorvanta reported revenue of $165 billion in 2024.", [4]string{"not checkable", "Zorvanta", "revenue", year}},
		{"the slip of a period", "In the first half of 2024 Amazon's net income was $23.9 billion. In the second quarter of 2024 Amazon's net income was $10.4 billion.", [4]string{"contradicted", "Amazon", "net income", "2024-04-01..2024-06-30"}},
		{"a day without trading", "Nvidia's shares fell 1.2 percent on Thanksgiving, November 28, 2024.", [4]string{"no evidence", "Nvidia", "price", "2024-11-28"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := lastOf(t, r, store, c.text)
			if got := [4]string{string(v.Outcome), v.Claim.Entities[0].Name, v.Claim.Metric, v.Claim.Period.String()}; got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}
