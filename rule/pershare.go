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
		if len(r.Entities) != 1 {
			return nil, nil
		}
		cs, err := measure(p, r.Entities[0], r.Metric, r.Period)
		if err != nil {
			return nil, err
		}
		out := make([]verdict.Value, 0, len(cs))
		for i := range cs {
			v := valueOf(&cs[i], cs[0].Definition)
			if v.Mixed && len(cs) == 1 {
				v.Mixed = false
			}
			out = append(out, v)
		}
		return out, nil
	},
}
