package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func TestCellName(t *testing.T) {
	for _, c := range []struct {
		column, row int
		want        string
	}{{0, 1, "A1"}, {25, 2, "Z2"}, {26, 3, "AA3"}, {51, 4, "AZ4"}, {701, 5, "ZZ5"}, {702, 6, "AAA6"}, {16383, 1048576, "XFD1048576"}} {
		if got := cellName(c.column, c.row); got != c.want {
			t.Errorf("%d, %d: %s, want %s", c.column, c.row, got, c.want)
		}
	}
}

// TestSerialDay: the first is the example of Excel's page on DATEVALUE, the second that on
// DATE (January 1, 2008 is serial number 39448).
func TestSerialDay(t *testing.T) {
	for _, c := range []struct {
		day  string
		want int
		ok   bool
	}{{"2011-08-22", 40777, true}, {"2008-01-01", 39448, true}, {"1901-01-01", 367, true}, {"1900-12-31", 0, false}, {"9999-12-31", 2958465, true}, {"", 0, false}, {"=1", 0, false}} {
		if got, ok := serialDay(c.day); got != c.want || ok != c.ok {
			t.Errorf("%s: %d, %v; want %d, %v", c.day, got, ok, c.want, c.ok)
		}
	}
}

// TestCellValue: what a number, a day or a text is in a sheet.
func TestCellValue(t *testing.T) {
	for _, c := range []struct {
		style  sheetStyle
		text   string
		want   sheetStyle
		number bool
	}{
		{numberStyle, "26300000000", integerStyle, true},
		{numberStyle, "-8.8", numberStyle, true},
		{numberStyle, "123456789012345", integerStyle, true},
		{numberStyle, "1234567890123456", plainStyle, false},
		{numberStyle, "-1234567890.123456", plainStyle + sheetStyles, false},
		{numberStyle, "0.000123456789012345", numberStyle, true},
		{numberStyle, "120000000000000000000", integerStyle, true},
		{numberStyle, "1e5", plainStyle, false},
		{numberStyle, "=1", plainStyle + sheetStyles, false},
		{dateStyle, "2024-08-03", dateStyle, true},
		{dateStyle, "in 2024", plainStyle, false},
		{wrapStyle, "=1+1", wrapStyle + sheetStyles, false},
		{linkStyle, "＝1", linkStyle + sheetStyles, false},
		{wrapStyle, "a=1", wrapStyle, false},
	} {
		if got, _, number := c.style.of(c.text); got != c.want || number != c.number {
			t.Errorf("%q: style %d, number %v; want %d, %v", c.text, got, number, c.want, c.number)
		}
	}
}

func TestXMLText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a_b", "a_b"},
		{`<a href="b">&amp;</a>`, `&lt;a href=&#34;b&#34;&gt;&amp;amp;&lt;/a&gt;`},
		{"_x000D_", "_x005F_x000D_"},
		{"_x00zz_ _x000D", "_x00zz_ _x000D"},
		{"\x00\x1f\uFFFE\xff", "\uFFFD\uFFFD\uFFFD\uFFFD"},
		{"日本語😀", "日本語😀"},
	} {
		if got := xmlText(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
		var back string
		if err := xml.Unmarshal([]byte("<t>"+xmlText(c.text)+"</t>"), &back); err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

// TestCellText: a cell holds 32,767 units of UTF-16, and a pair of them is not parted.
func TestCellText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{strings.Repeat("a", 32767), strings.Repeat("a", 32767)},
		{strings.Repeat("a", 32768), strings.Repeat("a", 32766) + "…"},
		{strings.Repeat("語", 32767), strings.Repeat("語", 32767)},
		{strings.Repeat("😀", 16384), strings.Repeat("😀", 16383) + "…"},
		{"a" + strings.Repeat("😀", 16384), "a" + strings.Repeat("😀", 16382) + "…"},
	} {
		if got := cellText(c.text); got != c.want {
			t.Errorf("%d bytes: %d bytes, want %d", len(c.text), len(got), len(c.want))
		}
	}
}

// TestSheetIsFull: more rows than a sheet holds are an error that says what to do.
func TestSheetIsFull(t *testing.T) {
	b := newBook(io.Discard, bookInfo{}, "One")
	s := b.sheet(sheetColumn{"a", 10})
	s.row = maxRows - 1
	s.add([]sheetCell{{text: "last"}})
	if b.err != nil {
		t.Fatal(b.err)
	}
	s.add([]sheetCell{{text: "too many"}})
	s.end()
	if err := b.close(); err == nil || !strings.Contains(err.Error(), "take csv") {
		t.Errorf("%v", err)
	}
}

// FuzzSheet: any text gives a workbook whose parts are XML and whose cell says the text.
func FuzzSheet(f *testing.F) {
	for _, s := range []string{"a", "=1", "_x000D_", "\x00", "]]>", "&#0;", "\xf0\x9f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var out bytes.Buffer
		b := newBook(&out, bookInfo{s, s, s}, "One")
		page := b.sheet(sheetColumn{s, 10})
		page.add([]sheetCell{{text: s, style: linkStyle, link: sec}})
		page.end()
		if err := b.close(); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			wellFormed(t, part)
		}
	})
}

// wellFormed reads a part to its end.
func wellFormed(t *testing.T, part *zip.File) {
	t.Helper()
	r, err := part.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for d := xml.NewDecoder(r); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", part.Name, err)
		}
	}
}
