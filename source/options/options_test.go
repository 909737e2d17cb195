package options

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/evidence"
	"assay/period"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestFiles reads every file of testdata into what stands beside it.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		seen++
		qs, err := Parse(file, read(t, file), testHints(file))
		if err != nil {
			t.Error(err)
			continue
		}
		got := show(qs)
		if *update {
			if err := os.WriteFile(file+".want", []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if want := string(read(t, file+".want")); got != want {
			t.Errorf("%s: got\n%swant\n%s", file, got, want)
		}
	}
	if seen < 10 {
		t.Errorf("%d files", seen)
	}
}

// testHints are what the terms of the one file that has them mean.
func testHints(file string) (h Hints) {
	if strings.Contains(file, "terms") {
		h.Near, h.Next = period.MustDate("2013-01-18"), period.MustDate("2013-01-25")
	}
	return h
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func show(qs []Quotes) string {
	var b strings.Builder
	for _, q := range qs {
		c := q.Chain
		fmt.Fprintf(&b, "%s of %q: quoted %s, public %v, spot %v %s", q.Symbol, c.Vendor, c.Quoted.Format(time.RFC3339), c.Public, c.Spot, c.Currency)
		if c.Inverse {
			b.WriteString(", inverse")
		}
		b.WriteString("\n")
		for _, f := range c.Forwards {
			fmt.Fprintf(&b, "  forward %v %v\n", f.Expiry, f.Price)
		}
		for _, o := range c.Options {
			fmt.Fprintf(&b, "  %s\n", showOption(o))
		}
		for _, n := range q.Notes {
			fmt.Fprintf(&b, "  note %s: %s\n", n.Code, n.Message)
		}
	}
	return b.String()
}

func showOption(o evidence.Option) string {
	s := fmt.Sprintf("%v %v/%v", contractOf(&o), o.Bid, o.Ask)
	if o.Last.Sign() != 0 || o.LastTrade != 0 {
		s += strings.TrimRight(fmt.Sprintf(" last %v %v", o.Last, o.LastTrade), " ")
	}
	if o.OpenInterest != 0 {
		s += fmt.Sprintf(" open %d", o.OpenInterest)
	}
	return s
}

func TestIs(t *testing.T) {
	for in, want := range map[string]string{
		"\xef\xbb\xbf\n{\"optionChain\":{\"result\":[":                                  kindYahoo,
		`[{"optionChain":{}}]`:                                                          kindYahoo,
		`{"timestamp":"","data":{"options":[{"option":"X","bid":1,"ask":2`:              kindCboe,
		`{"result":[{"bid_price":null,"instrument_name":"BTC-PERPETUAL","mark_price":1`: kindDeribit,
		"contractSymbol,lastTradeDate,strike,lastPrice,bid,ask,impliedVolatility\n":     kindYahooCSV,
		"\n\nExpiration Date,Calls,Bid,Ask,Strike,Puts,Bid,Ask\n":                       kindCboeCSV,
		"instrument_name,bid_price,ask_price":                                           kindDeribitCSV,
		"Expiry,STRIKE,Put Call,Bid,Ask":                                                kindCSV,
		"Date,Expiration,Strike,Type,Bid,Ask,Close":                                     kindCSV,
		"":                         "",
		"{}":                       "",
		"<html>":                   "",
		"Date,Open,High,Low,Close": "",
		"a,b\nc,d\ne,f\ng,h\nexpiry,strike,type,bid,ask": "",
		"strike,bid,ask": "",
		`{"0":{"cik_str":1045810,"ticker":"NVDA","title":"NVIDIA CORP"}}`:                                "",
		`{"cik":1045810,"entityName":"NVIDIA CORP","facts":{"dei":{"strike":1}}}`:                        "",
		`{"fields":["cik","name","ticker","exchange"],"data":[[1045810,"NVIDIA CORP","NVDA","Nasdaq"]]}`: "",
	} {
		if kind, ok := Is([]byte(in)); kind != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v; want %q", in, kind, ok, want)
		}
	}
}

func TestBadInput(t *testing.T) {
	const pairs = "expiration,strike,call_bid,call_ask,put_bid,put_ask\n2026-02-20,100,1,2,1,2\n"
	const dated = "symbol,date,expiration,strike,type,bid,ask\nNVDA,2026-02-11,2026-02-20,100,C,1,2\n"
	for _, tc := range []struct{ name, data, want string }{
		{"f.csv", "", "the answer is empty"},
		{"f.csv", " \n", "the answer is empty"},
		{"f.csv", "<!DOCTYPE html>", "a web page"},
		{"f.csv", "Date,Close\n2024-01-02,1\n", "no option quotes that assay reads"},
		{"f.csv", "strike,type,bid,ask\x00", "NUL byte"},
		{"f.csv", "strike,type,bid,ask\n", "the answer is empty"},
		{"NVDA.csv", pairs, "line 2: nothing says when the quotes stood: give it, as in --at"},
		{"2026-02-11T1130.csv", pairs, "line 2: the underlying is not named"},
		{"NVDA_2026-02-11.csv", pairs, "the day of the quotes, 2026-02-11, but no time: say when they stood, as in --at 2026-02-11T16:00"},
		{"f.csv", dated, "the quotes have a day, 2026-02-11, but no time"},
		{"NVDA_2026-02-12T1130.csv", dated, "line 2: quoted on 2026-02-11, not on 2026-02-12"},
		{"NVDA_2026-02-11T1130.csv", "strike,type,bid,ask\n100,C,1,2\n", "line 2: no day of expiration"},
		{"NVDA_2026-02-11T1130.csv", "term,strike,type,bid,ask\nnear,100,C,1,2\n", "near and next"},
		{"NVDA_2026-02-11T1130.csv", "expiry,strike,type,bid,ask\n2026-02-20,\"100,C,1,2\n", "no option that can be read: line 2"},
		{"f.json", `{"optionChain":{"result":[],"error":{"code":"Not Found","description":"No data found"}}}`, "Yahoo answered with an error: No data found"},
		{"f.json", `{"optionChain":{"result":[],"error":null}}`, "the answer is empty"},
		{"f.json", "{\"optionChain\":{\n\"result\":[{", "line 2 (byte 28): the text ends here: it is cut short"},
		{"f.json", `{"optionChain":{"result":[{"quote":{"regularMarketTime":"x"}}]}}`, "regularMarketTime"},
		{"f.json", `[{"optionChain":{}}] 5`, "after the end"},
		{"f.json", `{"optionChain":` + strings.Repeat("[", 100_000), "nested too deep"},
		{"f.json", `{"optionChain" 1}`, "want a colon"},
		{"f.json", `{"optionChain":{"a":1 "b":2}}`, "want a comma"},
		{"f.csv", "Expiration Date,Calls,Bid,Ask,Strike,Puts,Bid,Ask\n", "no moment in the lines above the table"},
	} {
		_, err := Parse(tc.name, []byte(tc.data), Hints{})
		if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.HasPrefix(err.Error(), "options: "+tc.name+": ") {
			t.Errorf("%s %.60q: error %v, want %q", tc.name, tc.data, err, tc.want)
		}
	}
	var missing MissingError
	if _, err := Parse("NVDA.csv", []byte(pairs), Hints{}); !errors.As(err, &missing) || !strings.HasPrefix(missing.Error(), "nothing says when") {
		t.Errorf("no moment: %v", err)
	}
	if _, err := Parse("f", []byte("<html>"), Hints{}); !errors.Is(err, ErrWebPage) {
		t.Errorf("web page: %v", err)
	}
}

func TestHints(t *testing.T) {
	quoted := time.Date(2026, 2, 11, 21, 0, 0, 5, time.UTC)
	h := Hints{Symbol: "^spx", Quoted: quoted, Expiry: period.MustDate("2026-02-20")}
	qs, err := Parse("AAPL_2020-01-02T1000.csv", []byte("strike,type,bid,ask\n100,C,1,2\n"), h)
	if want := "SPX of \"\": quoted 2026-02-11T21:00:00Z, public 2026-02-11, spot 0 USD\n  SPX 2026-02-20 100 C 1/2\n"; err != nil || show(qs) != want {
		t.Errorf("got %s, %v", show(qs), err)
	}
	two := []byte("symbol,expiry,strike,type,bid,ask\nBRK.B,2026-02-20,100,C,1,2\nNVDA,2026-02-20,100,C,1,2\n")
	qs, err = Parse("f", two, Hints{Symbol: "BRK-B", Quoted: quoted})
	if err != nil || len(qs) != 1 || qs[0].Symbol != "BRK.B" || len(qs[0].Notes) != 1 || qs[0].Notes[0].Code != "other underlying" {
		t.Errorf("one of two: %s, %v", show(qs), err)
	}
	if _, err = Parse("f", two, Hints{Symbol: "AAPL", Quoted: quoted}); err == nil || !strings.Contains(err.Error(), "no option on AAPL") {
		t.Errorf("none: %v", err)
	}
	// What the file says goes before hints; of the day alone, they give the time.
	qs, err = Parse("f", []byte("symbol,date,expiry,strike,type,bid,ask\nNVDA,2026-02-11,2026-02-20,100,C,1,2\n"), Hints{Quoted: quoted})
	if err != nil || !qs[0].Chain.Quoted.Equal(quoted.Truncate(time.Second)) {
		t.Errorf("day: %s, %v", show(qs), err)
	}
}

// TestNotesBounded has 50 bad rows: 20 are told, the rest counted.
func TestNotesBounded(t *testing.T) {
	data := "symbol,quoted,expiry,strike,type,bid,ask\nNVDA,2026-02-11T11:30,2026-02-20,100,C,1,2\n" + strings.Repeat("NVDA,2026-02-11T11:30,2026-02-20,100,C,x,2\n", 50)
	qs, err := Parse("f", []byte(data), Hints{})
	if err != nil || len(qs[0].Notes) != maxNotes+1 {
		t.Fatalf("%d notes, %v", len(qs[0].Notes), err)
	}
	if got := qs[0].Notes[maxNotes].Message.String(); got != "and 30 more notes of this kind (bad row)" {
		t.Error(got)
	}
}

// TestBounds reaches the bound on rows without two million of them.
func TestBounds(t *testing.T) {
	s := &scanner{text: "[{}]"}
	if appendBounded(s, make([]struct{}, maxRows)); !errors.Is(s.err, errTooMany) {
		t.Errorf("list: %v", s.err)
	}
	g := newGatherer("x", Hints{})
	g.rows = maxRows
	if err := g.take(&quote{}, nil); !errors.Is(err, errTooMany) {
		t.Errorf("rows: %v", err)
	}
}

// TestMomentNotes has moments that cannot be those of the quotes.
func TestMomentNotes(t *testing.T) {
	const data = "contractSymbol,lastTradeDate,strike,bid,ask,impliedVolatility\nNVDA260220C00120000,2026-02-09 16:14:42+00:00,120,1,2,0\n"
	for name, want := range map[string]string{
		"2026-02-11T1130.csv": "",
		"2026-02-11T1700.csv": "outside hours", // after the close
		"2026-02-07T1200.csv": "outside hours later trade",
		"2026-02-06T1200.csv": "later trade",
	} {
		qs, err := Parse(name, []byte(data), Hints{})
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, n := range qs[0].Notes {
			codes = append(codes, n.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s: notes %q, want %q", name, got, want)
		}
	}
}

// TestColumnsDocumented looks for every column's name in the package comment.
func TestColumnsDocumented(t *testing.T) {
	comment, _, _ := strings.Cut(string(read(t, "options.go")), "\npackage options")
	told := map[string]bool{}
	for _, word := range strings.Fields(comment) {
		told[plainName(word)] = true
	}
	for name := range columnNames {
		if !told[name] {
			t.Errorf("%s is not documented", name)
		}
	}
	for name := range sideNames {
		if !told[name] {
			t.Errorf("%s is not documented", name)
		}
	}
}
