package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// sheetStyle is how a cell looks.
type sheetStyle int

const (
	plainStyle sheetStyle = iota
	headStyle
	wrapStyle
	linkStyle
	numberStyle // a decimal; without a fraction it is integerStyle
	integerStyle
	dateStyle
	contradictedStyle
	ambiguousStyle
	supportedStyle
	pendingStyle
	noEvidenceStyle
	notCheckableStyle
	sheetStyles // how many there are
)

// outcomeStyles are the styles of the outcomes.
var outcomeStyles = map[string]sheetStyle{
	"contradicted": contradictedStyle, "ambiguous": ambiguousStyle, "supported": supportedStyle,
	"pending": pendingStyle, "no evidence": noEvidenceStyle, "not checkable": notCheckableStyle,
}

// fills are their colours; black text on each has a contrast of 11 to 1 or more.
var fills = [...]string{"FFFFC7CE", "FFFFEB9C", "FFC6EFCE", "FFDDEBF7", "FFE4DFEC", "FFEDEDED"}

// of is the style and the value of a cell of that style: text where it is no number, or
// none that a cell keeps. Text that would be a formula once it is edited has a style of
// its own, which keeps it text.
func (s sheetStyle) of(text string) (style sheetStyle, value string, number bool) {
	switch s {
	case numberStyle:
		if !isDecimal(text) || significant(text) > exactDigits {
			return plainStyle.quoted(text), text, false
		}
		if !strings.Contains(text, ".") {
			s = integerStyle
		}
		return s, text, true
	case dateStyle:
		if serial, ok := serialDay(text); ok {
			return s, strconv.Itoa(serial), true
		}
		return plainStyle.quoted(text), text, false
	}
	return s.quoted(text), text, false
}

// quoted is the style for a text: one with quotePrefix where it looks like a formula.
func (s sheetStyle) quoted(text string) sheetStyle {
	r, _ := utf8.DecodeRuneInString(text)
	if beginsFormula(r) {
		return s + sheetStyles
	}
	return s
}

// exactDigits is how many significant digits a float64, and so a cell, gives back as they
// were.
const exactDigits = 15

// significant counts a decimal's significant digits.
func significant(decimal string) int {
	d := strings.TrimLeft(strings.Replace(decimal, ".", "", 1), "-0")
	return len(strings.TrimRight(d, "0"))
}

// serialDay is a day as a cell holds it: days since 1899-12-30, right from March 1900 on
// (the 1900 date system takes 1900 for a leap year).
func serialDay(iso string) (int, bool) {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil || day.Year() < 1901 {
		return 0, false
	}
	const secondsADay = 24 * 60 * 60
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	return int((day.Unix() - zero.Unix()) / secondsADay), true
}

// The parts of a workbook.
const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relsNS   = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

	rootRels = xmlHead + `<Relationships xmlns="` + relsNS + `">` +
		`<Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`</Relationships>`

	sheetHead = xmlHead + `<worksheet xmlns="` + mainNS + `" xmlns:r="` + officeNS + `">` +
		`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
		`<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>` +
		`<sheetFormatPr defaultRowHeight="15"/>`
	sheetFoot = `<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
)

func sheetPart(n int) string { return "xl/worksheets/sheet" + strconv.Itoa(n) + ".xml" }

func contentTypes(sheets int) string {
	const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + spreadsheet + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + spreadsheet + `styles+xml"/>`)
	for n := range sheets {
		fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%sworksheet+xml"/>`, sheetPart(n+1), spreadsheet)
	}
	b.WriteString("</Types>")
	return b.String()
}

func coreProperties(info bookInfo) string {
	s := xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + xmlText(info.title) + `</dc:title><dc:creator>` + xmlText(info.creator) + `</dc:creator>`
	if _, err := time.Parse(time.DateOnly, info.created); err == nil {
		s += `<dcterms:created xsi:type="dcterms:W3CDTF">` + info.created + `T00:00:00Z</dcterms:created>`
	}
	return s + `</cp:coreProperties>`
}

// workbookXML lists the sheets; the first row of each comes again on every printed page.
func workbookXML(names []string) string {
	var sheets, titles strings.Builder
	for i, name := range names {
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, xmlText(name), i+1, i+1)
		fmt.Fprintf(&titles, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">'%s'!$1:$1</definedName>`, i, xmlText(name))
	}
	return xmlHead + `<workbook xmlns="` + mainNS + `" xmlns:r="` + officeNS + `"><bookViews><workbookView activeTab="0"/></bookViews>` +
		`<sheets>` + sheets.String() + `</sheets><definedNames>` + titles.String() + `</definedNames></workbook>`
}

func workbookRels(sheets int) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + relsNS + `">`)
	for n := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n+1, officeNS, n+1)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, sheets+1, officeNS)
	return b.String()
}

func linkRels(links []sheetLink) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + relsNS + `">`)
	for i, l := range links {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, officeNS, xmlText(l.to))
	}
	b.WriteString("</Relationships>")
	return b.String()
}

// stylesXML has the cell formats in the order of the styles, then again with quotePrefix.
func stylesXML() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<styleSheet xmlns="` + mainNS + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.0##############"/></numFmts>` +
		`<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>` +
		`<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>`)
	fmt.Fprintf(&b, `<fills count="%d"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>`, len(fills)+2)
	for _, rgb := range fills {
		b.WriteString(`<fill><patternFill patternType="solid"><fgColor rgb="` + rgb + `"/><bgColor indexed="64"/></patternFill></fill>`)
	}
	b.WriteString(`</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>`)
	fmt.Fprintf(&b, `<cellXfs count="%d">`, 2*sheetStyles)
	for _, quote := range []string{"", ` quotePrefix="1"`} {
		for s := range sheetStyles {
			b.WriteString(s.format(quote))
		}
	}
	b.WriteString(`</cellXfs></styleSheet>`)
	return b.String()
}

// format is the cell format of a style: number format, font, fill, alignment.
func (s sheetStyle) format(quote string) string {
	const thousands, decimals, localDate = 3, 164, 14 // 3 and 14 are built in
	number, font, fill, wrap := 0, 0, 0, ""
	switch {
	case s == headStyle:
		font, wrap = 1, ` wrapText="1"`
	case s == wrapStyle:
		wrap = ` wrapText="1"`
	case s == linkStyle:
		font = 2
	case s == integerStyle:
		number = thousands
	case s == numberStyle:
		number = decimals
	case s == dateStyle:
		number = localDate
	case s >= contradictedStyle:
		fill = 2 + int(s-contradictedStyle)
	}
	return fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"%s><alignment vertical="top"%s/></xf>`,
		number, font, fill, quote, wrap)
}

// xmlText is text in XML: without what XML cannot hold, and with the escape that a cell's
// text would have for a character (_x000D_) escaped itself (ECMA-376, part 1, 22.9.2.19).
func xmlText(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, special) < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&#34;")
		case r == '_' && escapesChar(s[i:]):
			b.WriteString("_x005F_")
		case !inXML(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func special(r rune) bool {
	return r == '&' || r == '<' || r == '>' || r == '"' || r == '_' || !inXML(r)
}

// inXML reports whether XML 1.0 can hold a character; line ends and tabs are read as
// spaces in some places, and no text here has them.
func inXML(r rune) bool {
	return r >= ' ' && r <= '\uD7FF' || r >= '\uE000' && r <= '\uFFFD' || r >= 0x10000
}

// escapesChar reports whether a text begins like _x000D_.
func escapesChar(s string) bool {
	return len(s) >= 7 && s[1] == 'x' && s[6] == '_' && strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
