package office

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// longCell is how many characters make a cell prose, so that the table lays out a page.
const longCell = 300

// flatten turns tables that only lay out a page into the paragraphs in them, and makes
// the others ready to be written.
func flatten(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		switch {
		case b.rows == nil:
			out = append(out, b)
		case isOfFigures(b.rows):
			out = append(out, block{rows: ready(b.rows)})
		default:
			for _, row := range b.rows {
				for i := range row {
					out = append(out, flatten(row[i].blocks)...)
				}
			}
		}
	}
	return out
}

// isOfFigures reports whether a table holds a figure in a column of its own: no other
// table, no prose, more than one column.
func isOfFigures(rows [][]cell) bool {
	figure := false
	for _, row := range rows {
		for i := range row {
			if !isPlain(row[i].blocks) {
				return false
			}
			if i > 0 && isFigure(oneLine(row[i].blocks)) {
				figure = true
			}
		}
	}
	return figure
}

func isPlain(blocks []block) bool {
	runes := 0
	for i := range blocks {
		if blocks[i].rows != nil {
			return false
		}
		runes += utf8.RuneCountInString(blocks[i].text)
	}
	return runes <= longCell
}

// oneLine is the text of a cell.
func oneLine(blocks []block) string {
	parts := make([]string, len(blocks))
	for i := range blocks {
		parts[i] = blocks[i].text
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// ready writes each cell in one line, takes out rows without text and tells the heads.
func ready(rows [][]cell) [][]cell {
	out := make([][]cell, 0, len(rows))
	for _, row := range rows {
		for i := range row {
			row[i].text = oneLine(row[i].blocks)
		}
		if joinSigns(row); firstFilled(row) >= 0 {
			out = append(out, row)
		}
	}
	findHeads(out)
	return out
}

func firstFilled(row []cell) int {
	for i := range row {
		if row[i].text != "" {
			return i
		}
	}
	return -1
}

// isTitleRow reports whether a row has text in its first cell alone, and no figure there.
func isTitleRow(row []cell) bool {
	for i := range row {
		if (row[i].text != "") != (i == 0) {
			return false
		}
	}
	return !isFigure(row[0].text)
}

// joinSigns puts currency signs, brackets and percent signs that stand in cells of their
// own, as filings set them, to the figures that they belong to.
func joinSigns(row []cell) {
	for i := range row {
		switch text := row[i].text; text {
		case "$", "€", "£", "¥", "US$", "(", "$(":
			if i+1 < len(row) && row[i+1].text != "" {
				row[i+1].text, row[i].text = text+row[i+1].text, ""
			}
		case ")", "%", ")%":
			if i > 0 && row[i-1].text != "" {
				row[i-1].text, row[i].text = row[i-1].text+text, ""
			}
		}
	}
}

// findHeads tells which cells name rows and columns: those of rows that repeat on every
// page, those of rows above the first one with a figure, and the first cell of each row
// if it is no figure.
func findHeads(rows [][]cell) {
	body := false
	for _, row := range rows {
		for i := range row {
			body = body || i > 0 && !row[i].head && isFigure(row[i].text)
		}
		for i := range row {
			c := &row[i]
			c.head = c.text != "" && (c.head || !body || i == 0 && !isFigure(c.text))
		}
	}
}

// period is a cell with digits that names a time: 2024, FY25, Q2 24, 2Q25, 2024年,
// 30.06.2025, 30 June 2024.
var period = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:` +
		`(?:fy|cy|gj)?\s?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?[ae]?|` +
		`(?:fy|cy|gj)\s?\d\d[ae]?|` +
		`(?:[qhts][1-4]|[1-4][qht]|9m)[-/ ’']{0,2}(?:(?:fy|cy)?(?:19|20)?\d\d)?[ae]?|` +
		`\d\d?[./]\d\d?[./](?:\d\d)?\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?|` +
		`\d\d?\.?\s\p{L}+\.?\s(?:19|20)\d\d|` +
		`(?:19|20)\d\d\s?[年년].*)$`)
})

// number is how a figure begins: signs and a currency, then a digit.
var number = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[-+−–—－(（~≈±<>≥≤$€£¥￥₩₹₽△▲▼.,\s\x{a0}\x{202f}]*(?:USD|EUR|JPY|GBP|CHF|CNY|RMB|KRW|INR|BRL|RUB|US|HK|NT|Rp|Rs|R|C|A)?[-+−(~$€£¥\s\x{a0}]*\p{Nd}`)
})

// figureLetters is how many letters may stand beside a number for a cell to hold just
// that number: "1.2 million euros".
const figureLetters = 14

// isFigure reports whether a cell holds a number with at most its sign, currency and
// unit, and no year, quarter or day.
func isFigure(s string) bool {
	if !number().MatchString(s) || period().MatchString(s) {
		return false
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters <= figureLetters
}
