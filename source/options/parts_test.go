package options

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assay/period"
	"assay/quantity"
	"assay/vol"
)

func TestParseOCC(t *testing.T) {
	for in, want := range map[string]string{
		"NVDA260211C00120000":        "NVDA 2026-02-11 120 C",
		"SPXW  260211P06900500":      "SPXW 2026-02-11 6900.5 P",
		"SPX 190621C02500000":        "SPX 2019-06-21 2500 C",
		"^SPX260211C00000001":        "SPX 2026-02-11 0.001 C",
		"O:nvda1260211c00120000":     "NVDA1 2026-02-11 120 C",
		"BRK.B260211C00120000":       "BRK.B 2026-02-11 120 C",
		"260211C00120000":            "",
		"NVDA260229C00120000":        "",
		"NVDA260211X00120000":        "",
		"NVDA260211C00000000":        "",
		"NVDA260211C0012000":         "",
		"NVDA260211C001200000000000": "",
		"NV DA260211C00120000":       "",
		"":                           "",
	} {
		c, ok := parseOCC(in)
		if got := c.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q, %v; want %q", in, got, ok, want)
		}
	}
}

// TestOCCRoundTrip writes contracts by the rule and reads them again.
func TestOCCRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := contract{
			root:   rapid.StringMatching(`[A-Z]{1,5}[0-9]?`).Draw(t, "root"),
			expiry: period.MustDate("2000-01-01") + period.Date(rapid.IntRange(0, 36000).Draw(t, "day")),
			kind:   rapid.SampledFrom([]vol.Kind{vol.Call, vol.Put}).Draw(t, "kind"),
		}
		thousandths := rapid.Int64Range(1, 99_999_999).Draw(t, "strike")
		want.strike = quantity.NewDecimal(thousandths, -3)
		y, m, d := want.expiry.Civil()
		letter := map[vol.Kind]string{vol.Call: "C", vol.Put: "P"}[want.kind]
		s := fmt.Sprintf("%-6s%02d%02d%02d%s%08d", want.root, y%100, m, d, letter, thousandths)
		if got, ok := parseOCC(s); !ok || got != want {
			t.Fatalf("%q: got %v, %v; want %v", s, got, ok, want)
		}
	})
}

func TestAdjusted(t *testing.T) {
	for _, tc := range []struct {
		root, symbol string
		want         bool
	}{{"NVDA1", "NVDA", true}, {"NVDA", "NVDA", false}, {"SPXW", "SPX", false}, {"BRKB", "BRK-B", false}, {"X7", "X7", false}, {"2SPX", "SPX", false}} {
		if got := adjusted(tc.root, tc.symbol); got != tc.want {
			t.Errorf("%s of %s: %v", tc.root, tc.symbol, got)
		}
	}
}

func TestPrice(t *testing.T) {
	for in, want := range map[string]string{
		"69.55": "69.55", "190.7899932861328": "190.7899932861328", "5,973.10": "5973.1", "1,444": "1444", "$1,234,567.5": "1234567.5",
		"": "0", "null": "0", "NaN": "0", "-": "0", " 0.00 ": "0", "1e-3": "0.001",
		"190.78999328613281250": "190.789993286", "0.00012345678901234567890": "0.000123456789012", "99999.999999999999999999": "100000",
		"-1": "error", "1e11": "error", "1,44": "error", ",144": "error", "1,2,3": "error", "x": "error", "1 2": "error", "1e400": "error",
		"1234567890123456789012345": "error",
	} {
		d, err := price(in)
		got := d.String()
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: got %s, %v; want %s", in, got, err, want)
		}
	}
	for in, want := range map[string]int64{"1,444": 1444, "7.0": 7, "135.94": 136, "0.45": 0, "229.5": 230, "": 0, "1e3": 1000} {
		if got, err := count(in); got != want || err != nil {
			t.Errorf("count %q: got %d, %v; want %d", in, got, err, want)
		}
	}
}

// TestShorten checks that rounding moves a number by no more than half a unit of
// its twelfth digit.
func TestShorten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole, frac := rapid.Int64Range(0, 1e9).Draw(t, "whole"), rapid.StringMatching(`[0-9]{18,30}`).Draw(t, "frac")
		d, err := quantity.ParseDecimal(shorten(fmt.Sprintf("%d.%s", whole, frac)))
		if err != nil {
			t.Fatal(err)
		}
		low := quantity.Int(whole)
		if off := d.Rat().Sub(low); off.Sign() < 0 || off.Cmp(quantity.Int(1)) > 0 {
			t.Fatalf("%v of %d.%s", d, whole, frac)
		}
	})
}

func TestParseMoment(t *testing.T) {
	for in, want := range map[string]string{
		"2026-02-11T11:30":          "2026-02-11T16:30:00Z",
		"2026-07-01 11:30":          "2026-07-01T15:30:00Z", // summer
		"2026-02-11 9:30":           "2026-02-11T14:30:00Z",
		"2026-02-11T9:30:05.5":      "2026-02-11T14:30:05Z",
		"2026-02-11T16:30Z":         "2026-02-11T16:30:00Z",
		"2026-02-11 16:30:00 UTC":   "2026-02-11T16:30:00Z",
		"2026-02-09 16:14:42+00:00": "2026-02-09T16:14:42Z",
		"2026-02-09 11:14:42-0500":  "2026-02-09T16:14:42Z",
		"2/11/2026 4:15 PM":         "2026-02-11T21:15:00Z",
		"02/11/2026 12:15:30 am":    "2026-02-11T05:15:30Z",
		"1704712781414":             "2024-01-08T11:19:41Z",
		"1770827400":                "2026-02-11T16:30:00Z",
		"1770827400.0":              "2026-02-11T16:30:00Z",
		"1770827400000000000":       "2026-02-11T16:30:00Z",
		"20260211":                  "day 2026-02-11",
		"Feb 11 2026":               "day 2026-02-11",
		"Fri Jan 10 2025":           "day 2025-01-10",
		"26JAN24":                   "day 2024-01-26",
		"2026-02-30 11:30":          "error",
		"2026-02-11T25:30":          "error",
		"2026-02-11T13:30 PM":       "error",
		"2026-02-11T11:30 CET":      "error",
		"2026-02-11T11:":            "error",
		"":                          "error",
		"12345":                     "error",
		"9999999999999999999":       "error",
	} {
		m, day, err := parseMoment(in, period.NewYork())
		got := m.Format(time.RFC3339)
		switch {
		case err != nil:
			got = "error"
		case m.IsZero():
			got = "day " + day.String()
		}
		if got != want {
			t.Errorf("%q: got %s, %v; want %s", in, got, err, want)
		}
	}
}

func TestParseStamp(t *testing.T) {
	for in, want := range map[string]string{
		"Date: January 6, 2025 at 9:30 PM EST":   "2025-01-07T02:30:00Z",
		`"Date: August 29, 2026 at 3:19 PM EDT"`: "2026-08-29T19:19:00Z",
		"Date: August 29, 2026 at 3:19 PM ET":    "2026-08-29T19:19:00Z",
		"Jul 21 2026 @ 16:00 ET":                 "2026-07-21T20:00:00Z",
		"6 de janeiro de 2025 às 21:30 EST":      "",
		"":                                       "",
	} {
		m, ok := parseStamp(in, period.NewYork())
		if got := m.Format(time.RFC3339); ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %s, %v; want %s", in, got, ok, want)
		}
	}
}

func TestReadName(t *testing.T) {
	for in, want := range map[string]string{
		"a/b/NVDA_2026-02-11T1130.csv.gz":             "NVDA 2026-02-11T16:30:00Z 2026-02-11 ",
		`c:\NVDA_exp2026-02-20_wide.csv`:              "NVDA 0001-01-01T00:00:00Z  2026-02-20",
		"x.zip:_SPX-2026-07-01_09-31.json":            "SPX 2026-07-01T13:31:00Z 2026-07-01 ",
		"BTC_2026-07-01T0931Z.json":                   "BTC 2026-07-01T09:31:00Z 2026-07-01 ",
		"NVDA_2025-01-06.csv":                         "NVDA 0001-01-01T00:00:00Z 2025-01-06 ",
		"NVDA_2025-13-06T1130.csv":                    "NVDA 0001-01-01T00:00:00Z  ",
		"NVDA_2025-01-06T9930.csv":                    "NVDA 0001-01-01T00:00:00Z 2025-01-06 ",
		"options.csv":                                 " 0001-01-01T00:00:00Z  ",
		"SPY_exp20260220_2026-02-11T11-30-05_all.csv": "SPY 2026-02-11T16:30:00Z 2026-02-11 2026-02-20",
	} {
		s := readName(in, period.NewYork())
		if got := fmt.Sprintf("%s %s %v %v", s.symbol, s.quoted.Format(time.RFC3339), s.day, s.expiry); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCboeSpot(t *testing.T) {
	for in, want := range map[string]string{
		"NVIDIA Corporation,Last: 150.2802,Change:  4.96": "150.2802",
		"S&P 500 INDEX,Last: 5,973.10,Change: 12":         "5973.1",
		`S&P 500 INDEX,"Last: 5,973.10",Change: 12`:       "5973.1",
		"A,Last: 150,Change: 12":                          "150",
		"AAPL (Apple Inc),327.06,1":                       "327.06",
		`^SPX (S&P 500 INDEX),"5,973.10",12.3`:            "5973.1",
		"nothing":                                         "0",
	} {
		if got := cboeSpot(in).String(); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}
