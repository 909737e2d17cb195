package report

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// book writes a workbook in Office Open XML (ECMA-376, part 1), no more of it than tables
// need: parts of fixed names, text inside the cells, styles of sheetxml.go. It holds a row
// at a time. The same content gives the same bytes.
type book struct {
	zip    *zip.Writer
	names  []string // of the sheets
	sheets int      // how many are written
	err    error    // the first
}

// bookInfo is what a workbook says of itself.
type bookInfo struct{ title, creator, created string } // created is a day

// newBook begins a workbook of the named sheets, which are then written in this order.
func newBook(w io.Writer, info bookInfo, names ...string) *book {
	b := &book{zip: zip.NewWriter(w), names: names}
	b.part("[Content_Types].xml", contentTypes(len(names)))
	b.part("_rels/.rels", rootRels)
	b.part("docProps/core.xml", coreProperties(info))
	b.part("xl/workbook.xml", workbookXML(names))
	b.part("xl/_rels/workbook.xml.rels", workbookRels(len(names)))
	b.part("xl/styles.xml", stylesXML())
	return b
}

// firstDay is the earliest that a zip archive can hold: all parts are of that day.
var firstDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (b *book) create(name string) io.Writer {
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: firstDay})
	if err != nil && b.err == nil {
		b.err = err
	}
	if b.err != nil {
		return io.Discard
	}
	return w
}

func (b *book) part(name, text string) {
	_, err := io.WriteString(b.create(name), text)
	if b.err == nil {
		b.err = err
	}
}

// close ends the workbook.
func (b *book) close() error {
	if err := b.zip.Close(); b.err == nil {
		b.err = err
	}
	return b.err
}

// sheetColumn is a column with its heading; width is in characters.
type sheetColumn struct {
	head  string
	width int
}

// sheetCell is a cell: a number where the style is of one, else text.
type sheetCell struct {
	text  string
	style sheetStyle
	link  string // an address at the SEC, or ""
}

// sheet writes the rows of one sheet.
type sheet struct {
	book  *book
	w     *bufio.Writer
	row   int
	cols  int
	line  []byte
	links []sheetLink
}

type sheetLink struct{ cell, to string }

// The limits of a sheet (Excel specifications and limits,
// https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
const (
	maxRows      = 1_048_576
	maxCellUnits = 32_767 // of UTF-16
	maxLinks     = 65_530
)

// sheet begins the next sheet: a bold first row that stays in view and filters the others.
func (b *book) sheet(columns ...sheetColumn) *sheet {
	b.sheets++
	s := &sheet{book: b, cols: len(columns), w: bufio.NewWriter(b.create(sheetPart(b.sheets)))}
	s.text(sheetHead)
	s.text("<cols>")
	for i, c := range columns {
		s.text(fmt.Sprintf(`<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, c.width))
	}
	s.text("</cols><sheetData>")
	heads := make([]sheetCell, len(columns))
	for i, c := range columns {
		heads[i] = sheetCell{text: c.head, style: headStyle}
	}
	s.add(heads)
	return s
}

func (s *sheet) text(t string) { _, _ = s.w.WriteString(t) } // the error stays until end

// add writes a row.
func (s *sheet) add(cells []sheetCell) {
	if s.row++; s.row > maxRows {
		if s.book.err == nil {
			s.book.err = fmt.Errorf("report: xlsx: more than the %d rows that a sheet holds; take csv", maxRows)
		}
		return
	}
	s.line = fmt.Appendf(s.line[:0], `<row r="%d">`, s.row)
	for i, c := range cells {
		if c.text != "" {
			s.cell(cellName(i, s.row), c)
		}
	}
	s.line = append(s.line, "</row>"...)
	_, _ = s.w.Write(s.line)
}

func (s *sheet) cell(name string, c sheetCell) {
	style, value, number := c.style.of(c.text)
	s.line = append(s.line, `<c r="`...)
	s.line = append(s.line, name...)
	s.line = append(s.line, `" s="`...)
	s.line = strconv.AppendInt(s.line, int64(style), 10)
	if number {
		s.line = append(s.line, `"><v>`...)
		s.line = append(s.line, value...)
		s.line = append(s.line, "</v></c>"...)
		return
	}
	s.line = append(s.line, `" t="inlineStr"><is><t xml:space="preserve">`...)
	s.line = append(s.line, xmlText(cellText(value))...)
	s.line = append(s.line, "</t></is></c>"...)
	if c.link != "" && len(s.links) < maxLinks {
		s.links = append(s.links, sheetLink{name, c.link})
	}
}

// end writes what stands behind the rows.
func (s *sheet) end() {
	s.text("</sheetData>")
	if s.row > 1 {
		s.text(`<autoFilter ref="A1:` + cellName(s.cols-1, min(s.row, maxRows)) + `"/>`)
	}
	if s.links != nil {
		s.text("<hyperlinks>")
		for i, l := range s.links {
			s.text(fmt.Sprintf(`<hyperlink ref="%s" r:id="rId%d"/>`, l.cell, i+1))
		}
		s.text("</hyperlinks>")
	}
	s.text(sheetFoot)
	if err := s.w.Flush(); s.book.err == nil {
		s.book.err = err
	}
	if s.links != nil {
		s.book.part("xl/worksheets/_rels/sheet"+strconv.Itoa(s.book.sheets)+".xml.rels", linkRels(s.links))
	}
}

// cellName is a cell's name, "AB12"; columns count from 0, rows from 1.
func cellName(column, row int) string {
	var letters string
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

// cellText is a text as far as a cell can hold it.
func cellText(s string) string {
	if len(s) <= maxCellUnits {
		return s
	}
	units := utf16.Encode([]rune(s))
	if len(units) <= maxCellUnits {
		return s
	}
	return strings.TrimRight(string(utf16.Decode(units[:maxCellUnits-1])), "\uFFFD") + "…"
}
