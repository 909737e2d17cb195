package report_test

import (
	"slices"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/report"
)

func TestRemedies(t *testing.T) {
	now := period.MustDate("2025-01-15")
	nvidia := entity.CIK(1045810)
	day := func(s string) period.Range { return period.Day(period.MustDate(s)) }
	for _, c := range []struct {
		need evidence.Need
		want string
	}{
		{evidence.Need{Kind: evidence.NeedFacts, Entity: nvidia, Ticker: "NVDA"}, "assay update NVDA"},
		{evidence.Need{Kind: evidence.NeedFacts, Entity: nvidia}, "assay import CIK0001045810.json"},
		{evidence.Need{Kind: evidence.NeedDocument, Entity: nvidia, Ticker: "NVDA", Period: day("2024-10-27")}, "assay update --documents NVDA"},
		{evidence.Need{Kind: evidence.NeedDocument, Entity: nvidia, Ticker: "NVDA", Period: day("2021-10-31")}, "assay update --documents --since 2021-10-31 NVDA"},
		{evidence.Need{Kind: evidence.NeedPrices, Entity: nvidia, Ticker: "NVDA"}, "assay update --only prices --prices stooq NVDA"},
		{evidence.Need{Kind: evidence.NeedPrices, Entity: "asset:BTC"}, "assay import --as prices:BTC FILE"},
		{evidence.Need{Kind: evidence.NeedSeries, Entity: "index:VIX"}, "assay update --only indices --indices VIX"},
		{evidence.Need{Kind: evidence.NeedSeries, Entity: "index:SPX"}, "assay import --as series:SPX FILE"},
		{evidence.Need{Kind: evidence.NeedChain, Entity: nvidia, Ticker: "NVDA"}, "assay import --as options:NVDA FILE"},
		{evidence.Need{Kind: evidence.NeedChain, Entity: "asset:BTC"}, "assay import --as options:BTC FILE"},
		{evidence.Need{Kind: evidence.NeedFacts, Entity: nvidia, Ticker: "X; rm -rf ~"}, "assay import CIK0001045810.json"},
		{evidence.Need{Kind: evidence.NeedPrices, Entity: nvidia, Ticker: "--config=x"}, ""},
		{evidence.Need{Kind: evidence.NeedPrices, Entity: nvidia, Ticker: "BRK-B"}, "assay update --only prices --prices stooq BRK-B"},
		{evidence.Need{Kind: evidence.NeedSeries, Entity: "index:a$(b)"}, ""},
		{evidence.Need{Kind: evidence.NeedPrices, Entity: nvidia}, ""}, // no command takes a filer by its number
		{evidence.Need{}, ""},
	} {
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if got := report.Remedies([]evidence.Need{c.need, c.need}, now); !slices.Equal(got, want) {
			t.Errorf("%+v: %q, want %q", c.need, got, c.want)
		}
	}
}
