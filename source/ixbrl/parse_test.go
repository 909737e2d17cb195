package ixbrl

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"assay/evidence"
	"assay/period"
)

// doc is a document around facts: contexts y (2024), i (its last day), d
// (with dimensions, unsorted), t (typed); units usd, eps, shares, other.
func doc(body string) string { return strings.Replace(testDocument, "BODY", body, 1) }

const testDocument = `<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"
 xmlns:ixt-sec="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:gaap="http://fasb.org/us-gaap/2024" xmlns:dei="http://xbrl.sec.gov/dei/2024" xmlns:my="http://example.com/my" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<body><div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric name="dei:DocumentType" contextRef="y">10-K</ix:nonNumeric><ix:nonNumeric name="dei:AmendmentFlag" contextRef="y" format="ixt:fixed-true">yes</ix:nonNumeric>
<ix:nonNumeric name="dei:CurrentFiscalYearEndDate" contextRef="y">--12-31</ix:nonNumeric>
<ix:nonNumeric name="dei:EntityRegistrantName" contextRef="y" continuedAt="c1">My </ix:nonNumeric>
<ix:nonFraction name="gaap:Hidden" contextRef="y" unitRef="usd" decimals="0">7</ix:nonFraction>
</ix:hidden><ix:resources>
<xbrli:context id="y"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000042</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="m"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000042</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01T00:00:00</xbrli:startDate><xbrli:endDate>2025-01-01T00:00:00</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="i"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">42</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="d"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">42</xbrli:identifier><xbrli:segment><xbrldi:explicitMember dimension="my:ZAxis"> my:ZMember </xbrldi:explicitMember><xbrldi:explicitMember dimension="gaap:AAxis">gaap:AMember</xbrldi:explicitMember></xbrli:segment></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="t"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">42</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period><xbrli:scenario><xbrldi:typedMember dimension="my:TAxis"><my:T>a|b</my:T></xbrldi:typedMember></xbrli:scenario></xbrli:context>
<xbrli:context id="for"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">42</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:forever/></xbrli:period></xbrli:context>
<xbrli:context id="alien"><xbrli:entity><xbrli:identifier scheme="http://lei">X</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit><xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
<xbrli:unit id="eps"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
<xbrli:unit id="other"><xbrli:measure>my:segment</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div>
<p>For the year ended <ix:nonNumeric name="dei:DocumentPeriodEndDate" contextRef="y" format="ixt:date-monthname-day-year-en">December <b>31</b>,<ix:exclude> page 7</ix:exclude> 2024</ix:nonNumeric></p>
BODY
<ix:continuation id="c1" continuedAt="c2">Own </ix:continuation><ix:continuation id="c2">Corp</ix:continuation>
<p>has duly caused this report to be signed on its behalf.</p><p>Plan of June 1, 2020. Dated: <b>February&#160;3</b>, 2025</p></body></html>`

// show is a batch's facts, one a line.
func show(b *evidence.Batch) string {
	var s strings.Builder
	for _, f := range b.Facts {
		g := fmt.Sprint(f.Grain.Exp)
		if f.Grain.Exact {
			g = "INF"
		}
		fmt.Fprintf(&s, "%s [%s] %s %s %v ±%s\n", b.Tables.Concepts[f.Concept], b.Tables.Dims[f.Dims], b.Tables.Units[f.Unit], f.Period, f.Value, g)
	}
	return s.String()
}

const hidden = "us-gaap:Hidden [] USD 2024-01-01..2024-12-31 7 ±0\n"

func TestParseFacts(t *testing.T) {
	for _, tc := range []struct{ name, body, want string }{
		{"scale and sign", `<ix:nonFraction name="gaap:A" contextRef="y" unitRef="usd" decimals="-6" scale="6" sign="-" format="ixt:num-dot-decimal">1,234.5</ix:nonFraction>`, "us-gaap:A [] USD 2024-01-01..2024-12-31 -1234500000 ±6\n"},
		{"midnights", `<ix:nonFraction name="gaap:A" contextRef="m" unitRef="usd" decimals="0">1</ix:nonFraction>`, "us-gaap:A [] USD 2024-01-01..2024-12-31 1 ±0\n"},
		{"per share", `<ix:nonFraction name="my:A" contextRef="y" unitRef="eps" decimals="2">0.10</ix:nonFraction>`, "my:A [] USD/shares 2024-01-01..2024-12-31 0.1 ±-2\n"},
		{"exact, own unit", `<ix:nonFraction name="my:A" contextRef="i" unitRef="other" decimals="INF">3</ix:nonFraction>`, "my:A [] segment 2024-12-31 3 ±INF\n"},
		{"precision", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" precision="2">1230</ix:nonFraction>`, "my:A [] USD 2024-12-31 1230 ±2\n"},
		{"dimensions", `<ix:nonFraction name="my:A" contextRef="d" unitRef="usd" decimals="0">1</ix:nonFraction>`, "my:A [my:ZAxis=my:ZMember|us-gaap:AAxis=us-gaap:AMember] USD 2024-12-31 1 ±0\n"},
		{"typed", `<ix:nonFraction name="my:A" contextRef="t" unitRef="usd" decimals="0">1</ix:nonFraction>`, "my:A [my:TAxis=<a%7Cb>] USD 2024-12-31 1 ±0\n"},
		{"nil", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" xsi:nil="true"/><ix:nonFraction name="my:B" contextRef="i" unitRef="usd" decimals="0" xsi:nil="true"></ix:nonFraction>`, ""},
		{"nested", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0" scale="3"><ix:nonFraction name="my:B" contextRef="y" unitRef="usd" decimals="0" scale="3">5</ix:nonFraction></ix:nonFraction>`, "my:A [] USD 2024-12-31 5000 ±0\nmy:B [] USD 2024-01-01..2024-12-31 5000 ±0\n"},
		{"markup inside", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0"><span>1</span><b>2</b></ix:nonFraction>`, "my:A [] USD 2024-12-31 12 ±0\n"},
		{"twice", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="-8" scale="9">1.2</ix:nonFraction> <ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="-6" scale="6">1234</ix:nonFraction><ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="-6" scale="6">1234</ix:nonFraction>`, "my:A [] USD 2024-12-31 1234000000 ±6\n"},
		{"contradicting", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0">1</ix:nonFraction> <ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0">4</ix:nonFraction>`, "my:A [] USD 2024-12-31 1 ±0\nmy:A [] USD 2024-12-31 4 ±0\n"},
		{"words", `<ix:nonFraction name="my:A" contextRef="i" unitRef="shares" decimals="INF" format="ixt-sec:numwordsen">Ten</ix:nonFraction>`, "my:A [] shares 2024-12-31 10 ±INF\n"},
		{"inside a block of text", `<ix:nonNumeric name="my:Block" contextRef="y"><ix:nonNumeric name="my:Inner" contextRef="y">x <ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0">1</ix:nonFraction></ix:nonNumeric></ix:nonNumeric>`, "my:A [] USD 2024-12-31 1 ±0\n"},
	} {
		b, err := Parse("0000000042-25-000001.htm", []byte(doc(tc.body)))
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := show(b); got != hidden+tc.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tc.name, got, hidden+tc.want)
		}
		if len(b.Notes) > 0 {
			t.Errorf("%s: notes %v", tc.name, b.Notes)
		}
	}
}

func TestParseNotes(t *testing.T) {
	for _, tc := range []struct{ code, body string }{
		{"unknown format", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0" format="ixt:num-roman">12</ix:nonFraction>`},
		{"unknown format", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0" format="nobody:num-dot-decimal">12</ix:nonFraction>`},
		{"not numeric", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0" format="ixt:fixed-empty">12</ix:nonFraction>`},
		{"bad number", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0">1,2</ix:nonFraction>`},
		{"bad number", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0"/>`},
		{"number out of range", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0">1234567890123456789</ix:nonFraction>`},
		{"bad scale", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="0" scale="99999">1</ix:nonFraction>`},
		{"bad decimals", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" decimals="many">1</ix:nonFraction>`},
		{"bad precision", `<ix:nonFraction name="my:A" contextRef="i" unitRef="usd" precision="0">1</ix:nonFraction>`},
		{"unknown context", `<ix:nonFraction name="my:A" contextRef="zz" unitRef="usd" decimals="0">1</ix:nonFraction>`},
		{"unreadable context", `<ix:nonFraction name="my:A" contextRef="for" unitRef="usd" decimals="0">1</ix:nonFraction>`},
		{"unknown filer", `<ix:nonFraction name="my:A" contextRef="alien" unitRef="usd" decimals="0">1</ix:nonFraction>`},
		{"unknown unit", `<ix:nonFraction name="my:A" contextRef="i" unitRef="zz" decimals="0">1</ix:nonFraction>`},
		{"fraction", `<ix:fraction name="my:A" contextRef="i" unitRef="usd"><ix:numerator>1</ix:numerator></ix:fraction>`},
	} {
		text := doc(tc.body)
		b, err := Parse("0000000042-25-000001.htm", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", tc.code, err)
			continue
		}
		if show(b) != hidden || len(b.Notes) != 1 || b.Notes[0].Code != tc.code {
			t.Errorf("%s: got %s, notes %v", tc.code, show(b), b.Notes)
			continue
		}
		if at := b.Notes[0].Of(text); at != tc.body {
			t.Errorf("%s: the note points at %q", tc.code, at)
		}
	}
}

func TestParseCover(t *testing.T) {
	b, err := Parse("x/0000000042-25-000001.htm", []byte(doc("")))
	if err != nil {
		t.Fatal(err)
	}
	want := evidence.Filing{Accession: "0000000042-25-000001", CIK: 42, Form: "10-K/A", Filed: period.MustDate("2025-02-03"), About: true, Report: period.MustDate("2024-12-31")}
	if b.Filings[0] != want {
		t.Errorf("got %+v, want %+v", b.Filings[0], want)
	}
	if f := b.Filers[0]; f.ID != "cik:0000000042" || f.Name != "My Own Corp" || f.FiscalYearEnd != "1231" {
		t.Errorf("filer %+v", f)
	}
}

func TestParseWithoutAccessionOrDate(t *testing.T) {
	text := strings.Replace(doc(""), "</b>, 2025", "</b>, 1925", 1)
	b, err := Parse("nvda.htm", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if f := b.Filings[0]; !strings.HasPrefix(f.Accession, "doc:") || len(f.Accession) != 20 || f.Filed != 0 || f.About {
		t.Errorf("filing %+v", f)
	}
	if len(b.Notes) != 2 || b.Notes[0].Code != "no accession" || b.Notes[1].Code != "no signature date" {
		t.Errorf("notes %v", b.Notes)
	}
}

// A continuation that stands before its fact is found on a second walk.
func TestContinuationBeforeItsFact(t *testing.T) {
	const end = `<ix:continuation id="c1" continuedAt="c2">Own </ix:continuation><ix:continuation id="c2">Corp</ix:continuation>`
	text := strings.Replace(doc(""), end, "", 1)
	text = strings.Replace(text, "<body>", "<body>"+end, 1)
	b, err := Parse("x", []byte(text))
	if err != nil || b.Filers[0].Name != "My Own Corp" {
		t.Errorf("filers %+v, %v", b, err)
	}
}

func TestAccessionOf(t *testing.T) {
	for _, tc := range []struct{ name, accession, document string }{
		{"sec/000104581024000264.html.gz", "0001045810-24-000264", ""},
		{"0001045810-24-000264.txt", "0001045810-24-000264", ""},
		{"data/000104581024000264/nvda-20240728.htm.gz", "0001045810-24-000264", "nvda-20240728.htm"},
		{`c:\x\0001045810-24-000264\nvda.htm`, "0001045810-24-000264", "nvda.htm"},
		{"nvda-20240728.htm", "", ""},
		{"00010458102400026.htm", "", ""},
	} {
		if a, d := accessionOf(tc.name); a != tc.accession || d != tc.document {
			t.Errorf("%s: %q, %q", tc.name, a, d)
		}
	}
}

func TestSigned(t *testing.T) {
	report := period.MustDate("2024-06-30")
	for text, want := range map[string]string{
		"duly caused this report to be signed. Date: July 30, 2024":                                     "2024-07-30",
		"duly caused this report to be signed. Dated August 1, 2024 47":                                 "2024-08-01",
		"duly caused this report to be signed, on this 29th day of July 2024. Date: July 30, 2024":      "2024-07-29",
		"duly caused this report to be signed. ALPHABET INC. July 23, 2024 By:":                         "2024-07-23",
		"duly caused this report to be signed. Date: 7/30/2024":                                         "2024-07-30",
		"duly caused this report to be signed. under the plan of May 1, 2020, on 2 August 2024":         "2024-08-02",
		"Letter dated July 1, 2024. SIGNATURES Date: Aug. 2, 2024":                                      "2024-08-02",
		"Letter dated July 1, 2024.":                                                                    "",
		"duly caused this report to be signed. Date: June 29, 2024":                                     "",
		"duly caused this report to be signed. Date: July 30, 2034":                                     "",
		"duly caused this report to be signed." + strings.Repeat(" word", 1000) + "Date: July 30, 2024": "",
	} {
		if got := signed([]byte(text), report).String(); got != want {
			t.Errorf("%.80q: got %q, want %q", text, got, want)
		}
	}
}

func TestMonthDay(t *testing.T) {
	for _, tc := range []struct{ format, in, want string }{
		{"", "--06-30", "0630"}, {"ixt:date-month-day", "1/26", "0126"}, {"ixt:datemonthdayen", "January 31", "0131"},
		{"ixt:date-day-month", "26.1", "0126"}, {"ixt:date-monthname-day-en", "December 31", "1231"}, {"", "soon", ""},
	} {
		if got := monthDay(tc.format, tc.in); got != tc.want {
			t.Errorf("%s %q: got %q, want %q", tc.format, tc.in, got, tc.want)
		}
	}
}

func TestParseBadInput(t *testing.T) {
	whole, digits := doc(""), 50<<20
	if testing.Short() {
		digits = 1 << 20
	}
	bomb := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><html><body>&c;</body></html>`
	nest := func(n int, tag string) string {
		return doc(strings.Repeat("<"+tag+">", n) + strings.Repeat("</"+tag[:strings.IndexAny(tag+" ", " ")]+">", n))
	}
	for _, tc := range []struct{ name, data, want string }{
		{"empty", "", "no inline XBRL"},
		{"digits", strings.Repeat("7", digits), "no inline XBRL"},
		{"a page", "<html><body>hello</body></html>", "primary 10-Q or 10-K"},
		{"bomb", bomb, "no inline XBRL"},
		{"cut in the header", whole[:strings.Index(whole, "</ix:header>")], "cut short"},
		{"cut in the text", whole[:len(whole)-20], "cut short"},
		{"deep facts", nest(1000, `ix:nonFraction name="my:A" contextRef="i" unitRef="usd"`), "nested more than"},
		{"no filer", strings.ReplaceAll(whole, "sec.gov/CIK", "example.com"), "no context names a filer"},
	} {
		_, err := Parse("d.htm", []byte(tc.data))
		if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.HasPrefix(err.Error(), "ixbrl: d.htm: ") {
			t.Errorf("%s: error %v, want %q", tc.name, err, tc.want)
		}
	}
	if _, err := Parse("d.htm", []byte(bomb)); !errors.Is(err, ErrNoXBRL) {
		t.Errorf("bomb: %v", err)
	}
	// A million nested blocks are harmless: no stack is kept of them.
	if b, err := Parse("d.htm", []byte(nest(1_000_000, "div"))); err != nil || show(b) != hidden {
		t.Errorf("deep: %v", err)
	}
	if b, err := Parse("d.htm", []byte(strings.Replace(whole, "dei:DocumentType", "dei:X", 1))); err != nil || b.Notes[0].Code != "no document type" {
		t.Errorf("no type: %v %v", b, err)
	}
}

func FuzzInlineXBRL(f *testing.F) {
	f.Add([]byte(doc(`<ix:nonFraction name="gaap:A" contextRef="y" unitRef="usd" decimals="-6" scale="6" sign="-" format="ixt:num-dot-decimal">1,234.5</ix:nonFraction>`)))
	f.Add([]byte(doc(`<ix:nonFraction name="my:A" contextRef="t" unitRef="eps" precision="3" format="ixt-sec:numwordsen">two hundred</ix:nonFraction>`)))
	if seed, err := os.ReadFile("testdata/nvda-excerpt.html"); err == nil {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Parse("x", data)
		if err != nil {
			return
		}
		if len(b.Filings) != 1 || b.Tables.Dims[0] != "" {
			t.Fatalf("bad batch %+v", b)
		}
		for _, p := range b.Facts {
			if p.Filing != 0 || int(p.Entity) >= len(b.Tables.Entities) || int(p.Concept) >= len(b.Tables.Concepts) || int(p.Unit) >= len(b.Tables.Units) || int(p.Dims) >= len(b.Tables.Dims) || p.Period.End == 0 {
				t.Fatalf("bad fact %+v", p)
			}
		}
		for _, n := range b.Notes {
			if n.Start < 0 || n.End > len(data) || n.Start > n.End {
				t.Fatalf("note outside the document: %+v", n)
			}
		}
	})
}
