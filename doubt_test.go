package assay_test

import "testing"

// TestDoubt checks what turns a figure that no reading bears out from contradicted into
// ambiguous: a sign that the reader, not the author, may have erred. The last claim of each
// text is the one asked for.
func TestDoubt(t *testing.T) {
	r, store := ready(t)
	others := "Alphabet's revenue was $282.8 billion in 2022. Meta's net income came to $39.1 billion in 2023. "
	for _, c := range []struct{ name, text, outcome string }{
		{"alone", "Amazon's operating income in 2022 was $134.9 billion.", "contradicted"},
		{"another's figure of another year", others + "Amazon's operating income in 2022 was $134.9 billion.", "ambiguous"}, // Meta's revenue of 2023
		{"nobody's figure", others + "Amazon's operating income in 2022 was $136.9 billion.", "contradicted"},
		{"printed twice", others + "Meta's revenue was $134.9 billion. Amazon's operating income in 2022 was $134.9 billion.", "contradicted"},
		{"fraction in words", "Meta's research and development spending was a third of its revenue in 2024.", "ambiguous"}, // 26.7 %
		{"the same in digits", "Meta's research and development spending was 33% of its revenue in 2024.", "contradicted"},
		{"a growth rate beside its level", "Amazon's net income and that of Meta rose in 2024: Amazon's to $59.2 billion, up 62%.", "contradicted"}, // 94.7 %
		{"a growth rate beside a level that is none of the company", "Meta's revenue in 2024 was $211.4 billion, up 44%.", "ambiguous"},
		{"two levels of one measure", "In 2024 Meta paid dividends of $9.1 billion, ending it with $58.1 billion.", "ambiguous"},
		{"a forecast by another measure", "Meta expects revenue of $39.1 billion for 2025.", "ambiguous"},
		{"a forecast that was missed", "Meta expects revenue of $139.1 billion for 2025.", "contradicted"},
		{"an amount in loose words, alone", "Amazon's revenue was $638.0 billion in 2024. Its operating profit came to $134.9 billion.", "ambiguous"}, // 68.6 billion
		{"the same beside a figure that is right", "Amazon's revenue was $638.0 billion in 2024. Its net income was $59.2 billion and its operating profit $134.9 billion.", "contradicted"},
		{"a sum of rounded figures", "Together, Amazon, Alphabet and Meta took in $287.8 billion in the third quarter of 2024.", "supported"}, // 287.734 billion; 158.9 + 88.3 + 40.6
		{"a wrong sum", "Together, Amazon, Alphabet and Meta took in $288.0 billion in the third quarter of 2024.", "contradicted"},
		{"a part's sales or profit", "Amazon's operating income was $17.4 billion in the third quarter of 2024, a margin of 11%.\n\nAWS contributed $10.4 billion.", "ambiguous"},
		{"bound of a rounded figure", "Nvidia's net income topped $72.9 million in fiscal 2025.", "contradicted"}, // 72.88 billion
	} {
		t.Run(c.name, func(t *testing.T) {
			v := lastOf(t, r, store, c.text)
			if string(v.Outcome) != c.outcome {
				t.Errorf("%s: %s %s: %s, want %s; %v", v.Claim.Metric, v.Claim.Period, v.Claim.Unit, v.Outcome, c.outcome, v.Notes)
			}
		})
	}
}
