// Package rule holds the kinds of claims that assay can decide, one file each.
//
// A rule is a value with its documentation, the claims it applies to, and the
// arithmetic of one reading; outcomes, clocks and near misses are package
// verdict's. Read this list, then level.go for the simplest rule.
package rule

import (
	"assay/claim"
	"assay/verdict"
)

// All lists the rules in the order in which they are asked; the first that
// applies decides.
var All = []*verdict.Rule{&Price, &Index, &Volatile, &Volatility, &Realised, &Rivals, &Sum, &PerShare, &Ratio, &Points, &Multiple, &Change, &Level}

// For is the rule that applies to a claim, or nil.
func For(c *claim.Claim) *verdict.Rule {
	for _, r := range All {
		if r.Applies(c) {
			return r
		}
	}
	return nil
}
