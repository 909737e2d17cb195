package rule

import (
	"strings"

	"assay/claim"
	"assay/verdict"
)

// PerShare checks an amount a share: earnings, dividends. Package evidence
// adjusts older figures for splits and computes a fourth quarter's earnings,
// marked about.
var PerShare = verdict.Rule{
	Name:    "per share",
	Doc:     "An amount a share as filed; older ones with the splits since, a fourth quarter's as net income over diluted shares.",
	Applies: func(c *claim.Claim) bool { return c.Kind == claim.Level && strings.HasSuffix(c.Unit, "/share") },
	Values: func(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
		return values(p, r, func(v verdict.Value, n int) verdict.Value {
			v.Mixed = v.Mixed && n > 1
			return v
		})
	},
}
