package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"assay/locale"
	"assay/report"
)

// xlsxBytes is a document as a workbook.
func xlsxBytes(t testing.TB, d report.Document, o report.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.XLSX(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// xlsxFile is a workbook as excelize reads it.
func xlsxFile(t *testing.T, d report.Document, o report.Options) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(xlsxBytes(t, d, o)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// xlsxCell is the name of the cell below a heading.
func xlsxCell(t *testing.T, f *excelize.File, sheet, head string, row int) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], head)
	if at < 0 {
		t.Fatalf("%s has no column %q but %q", sheet, head, rows[0])
	}
	name, err := excelize.CoordinatesToCellName(at+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestXLSXCells(t *testing.T) {
	f := xlsxFile(t, fullDocument(), report.Options{})
	if got, want := f.GetSheetList(), []string{"Claims", "Sources", "Unread", "Summary"}; !slices.Equal(got, want) {
		t.Fatalf("sheets %q, want %q", got, want)
	}
	const number, text = excelize.CellTypeUnset, excelize.CellTypeInlineString
	for _, c := range []struct {
		sheet, head string
		row         int
		want        string // as stored
		kind        excelize.CellType
	}{
		{"Claims", "id", 2, "c01", text},
		{"Claims", "figure", 2, "26,3 Milliarden Dollar", text},
		{"Claims", "as written", 2, "26300000000", number},
		{"Claims", "true value", 2, "23619000000", number},
		{"Claims", "outcome", 2, "contradicted", text},
		{"Claims", "period from", 2, "45383", number},
		{"Claims", "would be right", 2, "Der Nettogewinn stieg auf 23,6 Milliarden Dollar.", text},
		{"Claims", "accession number", 2, "0001652044-24-000079; 0001652044-25-000062", text},
		{"Claims", "figure", 4, "-8,8 Prozent", text},
		{"Claims", "as written", 4, "-8.8", number},
		{"Claims", "true value", 4, "-8.78470820072", number},
		{"Claims", "due", 5, "46432", number},
		{"Claims", "forecast by", 5, "Jane Roe, Example Bank", text},
		{"Claims", "missing", 7, "no facts of Alphabet are loaded", text},
		{"Sources", "concept", 2, "us-gaap:NetIncomeLoss", text},
		{"Sources", "as filed", 2, "23619000000", number},
		{"Sources", "company or index", 2, "Alphabet", text},
		{"Sources", "filed on", 3, "45862", number},
		{"Unread", "figure", 2, "2024", text},
		{"Unread", "figure", 3, "7 Uhr", text},
	} {
		cell := xlsxCell(t, f, c.sheet, c.head, c.row)
		got, err := f.GetCellValue(c.sheet, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType(c.sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		if got != c.want || kind != c.kind {
			t.Errorf("%s!%s (%s): %q, type %d; want %q, %d", c.sheet, cell, c.head, got, kind, c.want, c.kind)
		}
	}
}

// TestXLSXSummary: the counts and both clocks.
func TestXLSXSummary(t *testing.T) {
	f := xlsxFile(t, fullDocument(), report.Options{})
	rows, err := f.GetRows("Summary", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"article", "Wer zahlt, und wer verdient?"}, {"file", "drafts/ki.md"}, {"language", "German"}, {"published", "45509"}, {"checked as of", "46234"},
		{"figures", "7"}, {"contradicted", "1"}, {"ambiguous", "1"}, {"supported", "2"}, {"pending", "1"}, {"no evidence", "1"}, {"not checkable", "1"}, {"unread", "2"},
		{"SHA-256 of the text", "b647094b080df56c2be5439a7a09e5265d83dc1e08783b13853c70acba93edb1"}, {"version", "assay " + report.Version},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("got\n%q\nwant\n%q", rows, want)
	}
	if day, err := f.GetCellValue("Summary", "B4"); err != nil || !strings.Contains(day, "24") || !strings.ContainsAny(day, "-/") {
		t.Errorf("published is shown as %q (%v), which is no day", day, err)
	}
}

// TestXLSXLooks: the first row stays in view, rows can be filtered, sentences wrap,
// outcomes have their colour, accession numbers lead to their filings.
func TestXLSXLooks(t *testing.T) {
	f := xlsxFile(t, fullDocument(), report.Options{})
	for _, sheet := range f.GetSheetList() {
		if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != 1 {
			t.Errorf("%s: panes %+v, %v", sheet, p, err)
		}
	}
	rows, err := f.GetRows("Claims")
	if err != nil {
		t.Fatal(err)
	}
	last, err := excelize.CoordinatesToCellName(len(rows[0]), 1+len(fullDocument().Claims))
	if err != nil {
		t.Fatal(err)
	}
	if part := xlsxPart(t, fullDocument(), "xl/worksheets/sheet1.xml"); !strings.Contains(part, `<autoFilter ref="A1:`+last+`"/>`) {
		t.Errorf("Claims: no filter from A1 to %s", last)
	}
	wrapped := xlsxStyle(t, f, xlsxCell(t, f, "Claims", "sentence", 2))
	if wrapped.Alignment == nil || !wrapped.Alignment.WrapText {
		t.Error("sentences do not wrap")
	}
	for row, want := range map[int]string{2: "FFFFC7CE", 3: "FFFFEB9C", 4: "FFC6EFCE"} {
		if got := xlsxColour(t, f, xlsxCell(t, f, "Claims", "outcome", row)); got != want {
			t.Errorf("row %d has the colour %s, want %s", row, got, want)
		}
	}
	for _, c := range []struct {
		sheet string
		row   int
		want  string
	}{{"Claims", 2, fullDocument().Claims[0].Facts[0].URL}, {"Sources", 3, fullDocument().Claims[0].Facts[1].URL}} {
		linked, to, err := f.GetCellHyperLink(c.sheet, xlsxCell(t, f, c.sheet, "accession number", c.row))
		if err != nil || !linked || to != c.want {
			t.Errorf("%s: link %q, %v; want %q", c.sheet, to, err, c.want)
		}
	}
}

func xlsxStyle(t *testing.T, f *excelize.File, cell string) *excelize.Style {
	t.Helper()
	id, err := f.GetCellStyle("Claims", cell)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// xlsxColour is a cell's colour, by the part of styles alone: there is no theme.
func xlsxColour(t *testing.T, f *excelize.File, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle("Claims", cell)
	if err != nil {
		t.Fatal(err)
	}
	var styles struct {
		Fills []struct {
			Colour struct {
				RGB string `xml:"rgb,attr"`
			} `xml:"patternFill>fgColor"`
		} `xml:"fills>fill"`
		Formats []struct {
			Fill int `xml:"fillId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := xml.Unmarshal([]byte(xlsxPart(t, fullDocument(), "xl/styles.xml")), &styles); err != nil {
		t.Fatal(err)
	}
	return styles.Fills[styles.Formats[id].Fill].Colour.RGB
}

func xlsxPart(t *testing.T, d report.Document, name string) string {
	t.Helper()
	b := xlsxBytes(t, d, report.Options{})
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestXLSXText: text is text, whatever it says, and no address but the SEC's is a link.
func TestXLSXText(t *testing.T) {
	for _, s := range []string{"=1+1", "=HYPERLINK(\"https://example.com\")", "@x", "-1", "+1", "<b>&amp;</b>", "_x000D_", "日本語", "1e5", "TRUE"} {
		d := fullDocument()
		d.Article.Title, d.Claims[0].Sentence, d.Claims[0].Text, d.Unread[0].Text = s, s, s, s
		d.Claims[0].Facts[0].URL = "https://example.com/" + s
		d.Claims[0].Facts[0].Start = s
		f := xlsxFile(t, d, report.Options{})
		for _, c := range []struct{ sheet, cell string }{
			{"Claims", xlsxCell(t, f, "Claims", "sentence", 2)}, {"Claims", xlsxCell(t, f, "Claims", "figure", 2)},
			{"Unread", "A2"}, {"Summary", "B1"}, {"Sources", xlsxCell(t, f, "Sources", "period from", 2)},
		} {
			kind, err := f.GetCellType(c.sheet, c.cell)
			if err != nil || kind != excelize.CellTypeInlineString {
				t.Errorf("%q in %s!%s: type %d, %v", s, c.sheet, c.cell, kind, err)
			}
			if formula, err := f.GetCellFormula(c.sheet, c.cell); err != nil || formula != "" {
				t.Errorf("%q in %s!%s: formula %q, %v", s, c.sheet, c.cell, formula, err)
			}
			if got, err := f.GetCellValue(c.sheet, c.cell); err != nil || got != s {
				t.Errorf("%q in %s!%s reads back as %q, %v", s, c.sheet, c.cell, got, err)
			}
		}
		if linked, to, _ := f.GetCellHyperLink("Claims", xlsxCell(t, f, "Claims", "accession number", 2)); linked {
			t.Errorf("a link to %q", to)
		}
	}
}

// TestXLSXLanguages: headings and outcomes are in the report's language, none is empty or
// twice there, and the columns stay as many.
func TestXLSXLanguages(t *testing.T) {
	for _, code := range []string{"de", "en", "fr", "es", "pt", "it", "ru", "el", "fi", "id", "ja", "ko", "zh", "la", "sa"} {
		l, err := locale.For(code)
		if err != nil {
			t.Fatal(err)
		}
		f := xlsxFile(t, fullDocument(), report.Options{Locale: l})
		for _, sheet := range []string{"Claims", "Sources", "Unread"} {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{"": true}
			for _, head := range rows[0] {
				if seen[head] {
					t.Errorf("%s: %s: a second or empty heading %q", code, sheet, head)
				}
				seen[head] = true
			}
		}
	}
}

// TestXLSXSameBytes: the same document gives the same bytes.
func TestXLSXSameBytes(t *testing.T) {
	first := xlsxBytes(t, fullDocument(), report.Options{})
	for range 5 {
		if !bytes.Equal(first, xlsxBytes(t, fullDocument(), report.Options{})) {
			t.Fatal("other bytes")
		}
	}
}

// TestXLSXEmpty: a report without a figure is a workbook too.
func TestXLSXEmpty(t *testing.T) {
	f := xlsxFile(t, report.Document{Assay: report.Version}, report.Options{})
	if rows, err := f.GetRows("Claims"); err != nil || len(rows) != 1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestXLSXError(t *testing.T) {
	if err := report.XLSX(fullPlace{}, manyClaims(500), report.Options{}); err == nil {
		t.Error("no error")
	}
}

func BenchmarkXLSX(b *testing.B) {
	d := manyClaims(2000)
	b.ReportAllocs()
	for b.Loop() {
		if err := report.XLSX(io.Discard, d, report.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
