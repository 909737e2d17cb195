package options

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"assay/sharedtest"
)

// cboeSample is a file of Cboe's JSON with n options, made up.
func cboeSample(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"timestamp":"2024-11-21 01:52:50","data":{"options":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"option":"SPXW2412%02dC%08d","bid":%d.1,"bid_size":2.0,"ask":%d.4,"ask_size":2.0,"iv":0.1223,"open_interest":5288.0,"volume":1.0,"delta":1.0,"gamma":0.0,"vega":0.0009,"theta":0.0,"rho":0.1767,"theo":5694.189,"change":-19.38,"open":5689.92,"high":5689.92,"low":5689.92,"tick":"up","last_trade_price":5689.92,"last_trade_time":"2024-11-20T12:06:25","percent_change":-0.339447,"prev_day_close":5709.30004882812}`,
			1+i%20, 1000*(1000+i), i, i)
	}
	b.WriteString(`],"symbol":"^SPX","current_price":5917.1099,"last_trade_time":"2024-11-20T16:14:59"},"symbol":"_SPX"}`)
	return []byte(b.String())
}

// deribitJSON is Deribit's table as the answer it was made from.
func deribitJSON(table []byte) []byte {
	var rows []string
	lines := bytes.Split(bytes.TrimSpace(table), []byte("\n"))
	names := strings.Split(string(lines[0]), ",")
	for _, l := range lines[1:] {
		var members []string
		for i, f := range strings.Split(string(l), ",") {
			switch {
			case names[i] == "":
				continue
			case f == "":
				f = "null"
			case strings.Trim(f, "-0123456789.") != "" || names[i] == "expire_date":
				f = `"` + f + `"`
			}
			members = append(members, `"`+names[i]+`":`+f)
		}
		rows = append(rows, "{"+strings.Join(members, ",")+"}")
	}
	return []byte(`{"jsonrpc":"2.0","result":[` + strings.Join(rows, ",\n") + `],"usIn":1704712781414000}`)
}

func BenchmarkParse(b *testing.B) {
	yahoo := sharedtest.Read(b, "data/options/yahoo/NVDA_2026-02-11T1130.csv.gz")
	deribit := sharedtest.Read(b, "data/options/deribit/definer_deribit_options.csv")
	for _, bb := range []struct {
		name string
		file string
		data []byte
	}{
		{"YahooCSV3802", "NVDA_2026-02-11T1130.csv", yahoo},
		{"CboeCSV1086", "c.csv", sharedtest.Read(b, "data/options/cboe_quotes/NVDA_2025-01-06.csv.gz")},
		{"CboeJSON3800", "c.json", cboeSample(3800)},
		{"DeribitJSON684", "d.json", deribitJSON(deribit)},
		{"DeribitCSV684", "d.csv", deribit},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(bb.file, bb.data, Hints{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
