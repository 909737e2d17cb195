package verdict

import (
	"strings"

	"assay/claim"
	"assay/quantity"
)

// hollow is the slip behind a bound that holds by a factor of a thousand and by
// chance keeps its digits: nobody says "more than 190 million" of 190.9 billion.
// A single digit ("over a million") may be meant as it stands.
func hollow(t *Tried, c *claim.Claim) *NearMiss {
	bound, actual := c.Value.Value.Abs(), t.Actual.Abs()
	if c.Kind != claim.Level || c.IsRange || !money(c.Unit) || strings.HasSuffix(c.Unit, "/share") || c.Value.Digits < 2 {
		return nil
	}
	exps := []int{3, 6}
	if myriads(c.Lang) {
		exps = []int{4, 8}
	}
	// What is bounded may itself be a rounded figure: "more than 72.9 million" of 72.88 billion.
	low, high := bound.Mul(quantity.Frac(99, 100)), bound.Mul(quantity.Frac(5, 4))
	switch c.Hedge {
	case quantity.Over, quantity.AtLeast:
	case quantity.Under, quantity.AtMost:
		low, high = bound.Mul(quantity.Frac(4, 5)), bound.Mul(quantity.Frac(101, 100))
		for i := range exps {
			exps[i] = -exps[i]
		}
	default:
		return nil
	}
	for i, e := range exps {
		if meant := actual.Mul(quantity.Pow10(-e)); meant.Cmp(low) >= 0 && meant.Cmp(high) <= 0 {
			return &NearMiss{Kind: "scale", Says: scaleSlip(c.Lang, c.Value.Value, e), Actual: t.Actual.String() + " " + t.Unit, Steps: t.Steps, Tries: i + 1}
		}
	}
	return nil
}
