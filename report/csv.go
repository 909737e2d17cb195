package report

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSV writes the claims as a table, one row each, below a row of column names: RFC 4180 in
// UTF-8 without a byte order mark, lines ending in CR LF. The columns are named in English
// for ever; new ones come at the end.
//
// A row is one line of text: a run of white space inside a cell is one space, so "text" is
// the article's words only up to that; start and end name their bytes. Where a cell has
// several items they are parted by "; ". Numbers are decimals with a point.
//
// Text that a spreadsheet would take for a formula has an apostrophe before it, see Cell.
// Columns of numbers hold nothing but decimals, and their minus signs stay as they are.
//
// Rows begin with the article, so that the tables of several may stand in one file below
// one row of names.
func CSV(w io.Writer, d Document, o Options) error {
	b := bufio.NewWriter(w)
	var names []string
	for _, c := range articleColumns {
		names = append(names, c.name)
	}
	for _, c := range claimColumns() {
		names = append(names, c.name)
	}
	writeRecord(b, names)
	writeRows(b, d, o)
	return b.Flush()
}

// articleColumns say which article a row is of, and the two clocks.
var articleColumns = [...]struct {
	name string
	of   func(*Document) string
}{
	{"article", func(d *Document) string { return d.Article.Source }},
	{"title", func(d *Document) string { return d.Article.Title }},
	{"lang", func(d *Document) string { return d.Article.Lang }},
	{"published", func(d *Document) string { return d.AsOf.Published }},
	{"as_of", func(d *Document) string { return d.AsOf.Now }},
}

func writeRows(b *bufio.Writer, d Document, o Options) {
	say := words{o.locale()}
	columns := claimColumns()
	var article []string
	for _, c := range articleColumns {
		article = append(article, Cell(c.of(&d)))
	}
	for i := range d.Claims {
		row := article[:len(article):len(article)]
		for _, c := range columns {
			cell := c.of(say, &d.Claims[i])
			if c.kind == numberCell {
				cell = NumberCell(cell)
			} else {
				cell = Cell(cell)
			}
			row = append(row, cell)
		}
		writeRecord(b, row)
	}
}

// writeRecord writes a record as RFC 4180 has it; an error stays in the writer until Flush.
func writeRecord(b *bufio.Writer, cells []string) {
	for i, c := range cells {
		if i > 0 {
			_ = b.WriteByte(',')
		}
		_, _ = b.WriteString(Quoted(c))
	}
	_, _ = b.WriteString("\r\n")
}

// Quoted is a cell as it stands in a record: in quotation marks where it has a comma, a
// semicolon or such a mark in it.
func Quoted(cell string) string {
	if !strings.ContainsAny(cell, ",;\"") {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}

// NumberCell is a cell for a number: a decimal stays as it is, with its minus sign;
// whatever else stands there is text, see Cell.
func NumberCell(s string) string {
	if isDecimal(s) {
		return s
	}
	return Cell(s)
}

// Cell is a cell of text on one line with an apostrophe before what a spreadsheet would
// begin a formula with: = + - @, as https://owasp.org/www-community/attacks/CSV_Injection
// lists them beside tab and line ends, which no cell has, and their full-width forms. That
// goes for the start of the cell, and for what follows a semicolon in it, since many a
// spreadsheet parts cells there.
//
// An apostrophe that stands there before such a character already is doubled: taking one
// away again always gives the text.
func Cell(s string) string {
	s = flat(s)
	if strings.IndexFunc(s, beginsFormula) < 0 {
		return s
	}
	var b strings.Builder
	starts := true
	for i, r := range s {
		if starts && beginsFormula(behindApostrophes(s[i:])) {
			_ = b.WriteByte('\'')
			starts = false
		}
		_, _ = b.WriteRune(r)
		starts = r == ';' || starts && (unicode.IsSpace(r) || r == '"')
	}
	return b.String()
}

// beginsFormula reports whether a formula may begin with a character.
func beginsFormula(r rune) bool {
	switch r {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠':
		return true
	}
	return false
}

// behindApostrophes is the first character of a text that is no apostrophe.
func behindApostrophes(s string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "'"))
	return r
}

// flat is a text on one line, each run of white space in it one space. Controls, and marks
// that turn the direction of writing (UAX 9), are shown as the replacement character: they
// would show figures that are not there.
func flat(s string) string {
	if isFlat(s) {
		return s
	}
	return strings.Map(unmasked, strings.Join(strings.FieldsFunc(s, breaks), " "))
}

// isFlat reports whether a text surely stays as it is: one of ASCII alone, as most cells are.
func isFlat(s string) bool {
	for i := range len(s) {
		if c := s[i]; c > '~' || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// breaks reports whether a line may end at a character.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

func unmasked(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
		return utf8.RuneError
	}
	return r
}

// isDecimal reports whether a text is a decimal as the contract writes it.
func isDecimal(s string) bool {
	whole, frac, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return digits(whole) && (!point || digits(frac))
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
