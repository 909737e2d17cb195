package prices

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/sharedtest"
)

func TestCSVLayouts(t *testing.T) {
	for _, tc := range []struct{ name, data, want string }{
		{"Yahoo", "Date,Open,High,Low,Close,Adj Close,Volume\n2024-07-30,10,12,9,11,10.5,100\n", " raw 2024-07-30 10 12 9 11"},
		{"Stooq", "Date,Open,High,Low,Close,Volume\r\n2024-07-30,10,12,9,11,100\r\n", " 2024-07-30 10 12 9 11"},
		{"Stooq bulk", "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\nNVDA.US,D,20240730,000000,10,12,9,11,100,0\n", "NVDA.US 2024-07-30 10 12 9 11"},
		{"Cboe", "DATE,OPEN,HIGH,LOW,CLOSE\n07/30/2024,17.240000,17.5,17,17.3\n", " 2024-07-30 17.24 17.5 17 17.3"},
		{"data frame", "ds,ticker,open,high,low,close,volume\n2024-07-30,aapl,10,12,9,11,100\n", "AAPL 2024-07-30 10 12 9 11"},
		{"pandas", "\xef\xbb\xbfDate,Close\n2024-07-30 00:00:00-04:00,11\n", " 2024-07-30 11"},
		{"adjusted alone", "Date,Open,High,Low,Adj Close\n2024-07-30,10,12,9,11\n", " 2024-07-30 11"},
		{"newest first, one twice", "Date,Close\n2024-07-31,2\n2024-07-30,1\n2024-07-30,1\n", " 2024-07-30 1 2024-07-31 2"},
		{"two tickers", "Date,Symbol,Close\n2024-07-30,A,1\n2024-07-30,B,2\n", "A 2024-07-30 1;B 2024-07-30 2"},
	} {
		ds, err := CSV("f.csv", []byte(tc.data))
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := show(ds...); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func show(ds ...Daily) string {
	var all []string
	for _, d := range ds {
		s := d.Ticker
		if d.RawClose {
			s += " raw"
		}
		for _, b := range d.Bars {
			s += " " + b.Day.String()
			if !b.OnlyClose {
				s += fmt.Sprintf(" %v %v %v", b.Open, b.High, b.Low)
			}
			s += " " + b.Close.String()
		}
		all = append(all, s)
	}
	return strings.Join(all, ";")
}

func TestCSVNotes(t *testing.T) {
	ds, err := CSV("f.csv", []byte("Date,Open,High,Low,Close\n2024-07-29,null,null,null,null\n2024-07-30,1,1,1,1\n2024-07-30,1,1,1,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := show(ds...); got != " 2024-07-30 1 1 1 2" || len(ds[0].Notes) != 2 || ds[0].Notes[0].Code != "no close" || ds[0].Notes[1].Code != "day twice" {
		t.Errorf("got %q, notes %v", got, ds[0].Notes)
	}
}

func TestCSVBadInput(t *testing.T) {
	for _, tc := range []struct{ name, data, want string }{
		{"empty", "", "the answer is empty"},
		{"blank", " \n\n", "the answer is empty"},
		{"header alone", "Date,Close\n", "the answer is empty"},
		{"web page", "<!DOCTYPE html><html><body>key", "Stooq sends one when it wants a key"},
		{"wrong columns", "a,b,c\n1,2,3\n", "want Date and Close"},
		{"no close", "Date,Open\n2024-07-30,1\n", "want Date and Close"},
		{"bad date", "Date,Close\n30.07.2024,1\n", "line 2: \"30.07.2024\" is no date"},
		{"bad price", "Date,Close\n2024-07-30,1\n2024-07-31,x\n", "line 3"},
		{"negative", "Date,Close\n2024-07-30,-1\n", "below zero"},
		{"short line", "Date,Close\n2024-07-30,1\n2024-07-31\n", "record on line 3: wrong number of fields"},
		{"NUL", "Date,Close\n2024-07-30,1\x00\n", "NUL byte"},
		{"open quote", "Date,Close\n\"2024-07-30,1\n", "line"},
		{"digits", strings.Repeat("7", 1<<20), "want Date and Close"},
	} {
		_, err := CSV("f.csv", []byte(tc.data))
		if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.HasPrefix(err.Error(), "prices: f.csv: ") {
			t.Errorf("%s: error %v, want %q", tc.name, err, tc.want)
		}
	}
	if _, err := CSV("f", []byte("<html>")); !errors.Is(err, ErrWebPage) {
		t.Errorf("web page: %v", err)
	}
}

func TestRoundFraction(t *testing.T) {
	for in, want := range map[string]string{
		"71.5458973217052":          "71.5458973217",
		"5.942537349164542":         "5.9425373492",
		"1.00000000005":             "1.0000000000", // half to even
		"1.00000000015":             "1.0000000002",
		"1.000000000050001":         "1.0000000001",
		"9.99999999999":             "10.0000000000",
		"-9.99999999999":            "-10.0000000000",
		"0.0000012345678901234":     "0.000001234567890",
		"0.99999999999":             "1.0000000000",
		"17.240000":                 "17.240000",
		"1.2e-20":                   "1.2e-20",
		"1.23456789012345e3":        "1.23456789012345e3",
		".123456789012":             ".1234567890",
		"12":                        "12",
		"":                          "",
		"29.290109999999994":        "29.2901100000",
		"1.9999999999999999999999e": "1.9999999999999999999999e",
	} {
		if got := roundFraction(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	for in, want := range map[string]string{
		`[[1722297600000, 5.5], [1722211200000, 5]]`:          " 2024-07-29 5 2024-07-30 5.5",
		`[[1722297600000, 1, 3, 0.5, 2, 18038.72217]]`:        " 2024-07-30 1 3 0.5 2",
		`[[1722297600000, 1, 3, 0.5, 2]]`:                     " 2024-07-30 1 3 0.5 2",
		`[[1722297600000, null], [1.7222112e12, 40079.1234]]`: " 2024-07-29 40079.1234",
		`[[-86400000, 2]]`:                                    " 1969-12-31 2",
		`[[1722297600000, null, 3, 0.5, 2, 1]]`:               " 2024-07-30 2",
	} {
		d, err := JSON("f", []byte(in))
		if err != nil || show(d) != want {
			t.Errorf("%s: got %q, %v; want %q", in, show(d), err, want)
		}
	}
	for in, want := range map[string]string{
		``:                             "empty",
		`[]`:                           "empty",
		`{}`:                           "want an array of rows",
		`[[1722297600000, "x"]]`:       "line 1",
		`[[1722297600000, 1`:           "unexpected",
		"[\n[1722297600000, 1],\n[1 2": "line 3",
		`[[1722297600000, 1]] 7`:       "after the end",
		`[[1722297600, 1]]`:            "seconds, not milliseconds",
		`[[1722297600000000, 1]]`:      "no time in milliseconds",
		`[[1722297600000.5, 1]]`:       "no time in milliseconds",
		`[[null, 1]]`:                  "row 1: no time",
		`[[1722297600000, 1, 2]]`:      "3 numbers",
		`[[1722297600000, -1]]`:        "below zero",
		`<html>`:                       "web page",
	} {
		if _, err := JSON("f", []byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", in, err, want)
		}
	}
}

func TestTickerOf(t *testing.T) {
	for in, want := range map[string]string{
		"x/AAPL_ohlcv_adj_2020.csv.gz": "AAPL", "nvda.us.txt": "NVDA", "nvda_us_d.csv": "NVDA", "BRK-B.csv": "BRK-B",
		"BTC-USD.csv": "BTC", "^VIX.csv": "VIX", `c:\prices\msft.csv`: "MSFT", "vix-daily.csv.gz": "VIX", "a.zip:MSFT 2024.csv": "MSFT",
	} {
		if got := TickerOf(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestRealPrices(t *testing.T) {
	day, err := CSV("NVDA", sharedtest.Read(t, "data/prices/NVDA_ohlcv_adj_2020-01-02_2025-10-15.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if len(day) != 1 || day[0].Ticker != "NVDA" || len(day[0].Bars) != 1455 || day[0].RawClose {
		t.Fatalf("%d series, %d bars", len(day), len(day[0].Bars))
	}
	want := evidence.Bar{Day: period.MustDate("2020-01-02"), Open: quantity.MustDecimal("5.9425373492"), High: quantity.MustDecimal("5.9714097977"), Low: quantity.MustDecimal("5.8920104456"), Close: quantity.MustDecimal("5.9714097977")}
	if day[0].Bars[0] != want {
		t.Errorf("first bar %v, want %v", day[0].Bars[0], want)
	}
	vix, err := CSV("VIX", sharedtest.Read(t, "data/vol/vix-daily.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	s := evidence.Series{Bars: vix[0].Bars}
	// The close of the day of the Lehman Brothers' TARP vote, 2008-09-29: 46.72 (Cboe).
	if b, ok := s.At(period.MustDate("2008-09-29")); !ok || b.Close.String() != "46.72" {
		t.Errorf("VIX of 2008-09-29: %v", b.Close)
	}
	for name, want := range map[string]int{"data/prices/SPX_close_daily_fmp.json": 0, "data/prices/BTC_ohlcv_daily_2022-02_2025-11.json": 0, "data/vol/deribit_dvol_btc_daily_2022-11_2025-11.json": 1102} {
		d, err := JSON(name, sharedtest.Read(t, name))
		if err != nil || len(d.Bars) < 1000 || want > 0 && len(d.Bars) != want {
			t.Errorf("%s: %d bars, notes %v, %v", name, len(d.Bars), d.Notes, err)
		}
	}
}

func checkBars(t *testing.T, ds ...Daily) {
	for _, d := range ds {
		for i, b := range d.Bars {
			if b.Day == 0 || b.Close.Sign() < 0 || i > 0 && d.Bars[i-1].Day >= b.Day {
				t.Fatalf("bad bar %d: %+v", i, b)
			}
		}
	}
}

func FuzzPriceCSV(f *testing.F) {
	f.Add([]byte("Date,Open,High,Low,Close,Adj Close,Volume\n2024-07-30,10,12,9,11.12345678901234,10.5,100\n2024-07-29,null,null,null,null,null,null\n"))
	f.Add([]byte("<TICKER>,<DATE>,<CLOSE>\nNVDA.US,20240730,0.00000000000123456789\n"))
	f.Add([]byte("DATE,CLOSE\n07/30/2024,9.99999999999\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if ds, err := CSV("x", data); err == nil {
			checkBars(t, ds...)
		}
	})
}

func FuzzSeriesJSON(f *testing.F) {
	f.Add([]byte(`[[1722297600000, 1, 3, 0.5, 2, 18038.72217]]`))
	f.Add([]byte(`[[-86400001, 2e3],[1.7222112e12, null]]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := JSON("x", data); err == nil {
			checkBars(t, d)
		}
	})
}

func BenchmarkCSV(b *testing.B) {
	data := sharedtest.Read(b, "data/vol/vix-daily.csv.gz")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := CSV("x", data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	data := sharedtest.Read(b, "data/prices/BTC_ohlcv_daily_2022-02_2025-11.json")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := JSON("x", data); err != nil {
			b.Fatal(err)
		}
	}
}
