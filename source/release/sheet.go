package release

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"assay/article"
	"assay/input/html"
)

// Sheet is a table of a release as its readers see it: what stands before it, its
// columns with their headings, and its rows.
type Sheet struct {
	Kind    Kind     // the statement that its title names
	Title   []string // the lines that head it, from the statement's name on
	Columns []Column
	Rows    []Row
	barred  string // why it can be no statement, though its title names one
}

// Column is one column of figures.
type Column struct {
	Heading string // all that stands over it, from the top down
	Corner  string // what stands over the labels, in the same rows
	at      int
}

// Row is a row with figures, or with words in place of them.
type Row struct {
	Label   string // as printed
	Section string // the last row without figures above it
	Cells   []string
	block   int // counts the rows of headings within the table
}

// Kind is one of the three statements.
type Kind string

// The statements; any other table has the empty kind.
const (
	Income  Kind = "income"
	Balance Kind = "balance"
	Cash    Kind = "cash"
)

// head makes the HTML reader take all of the document: an exhibit has no navigation
// around it. It is the head that the SEC itself sets before a document.
const head = "<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n"

// Bounds of a release. The largest have some hundred tables of a hundred rows.
const (
	maxBytes  = 16 << 20
	maxTables = 2000
	maxRows   = 2000 // of a table
	maxWidth  = 64   // columns of figures
	maxCells  = 400_000
)

// Sheets reads a document's tables, each with the lines that head it.
func Sheets(name string, data []byte) ([]Sheet, error) {
	if len(data) > maxBytes {
		return nil, &SizeError{name, len(data)}
	}
	if !strings.HasPrefix(strings.TrimSpace(string(data[:min(len(data), 64)])), "<DOCUMENT>") {
		data = append([]byte(head), data...)
	}
	c, err := html.Read(name, data)
	if err != nil {
		return nil, err
	}
	var out []Sheet
	cells, next, from := 0, 0, 0
	for i := range c.Tables {
		t := &c.Tables[i]
		var lines []string
		for ; next < len(c.Paragraphs) && c.Paragraphs[next].End <= t.Start; next++ {
			if p := c.Paragraphs[next]; p.Start >= from {
				lines = append(lines, p.Of(c.Text))
			}
		}
		from = t.End
		if len(out) == maxTables || cells > maxCells {
			break
		}
		s := newSheet(c.Text, t, lines)
		for k := range s.Rows {
			cells += len(s.Rows[k].Cells)
		}
		out = append(out, s)
	}
	return out, nil
}

// grid is a table on its way to a sheet.
type grid struct {
	sheet   Sheet
	over    [][]string // the headings of each column, by position
	corner  []string
	inside  []string // lines of the table that head it
	body    bool     // the row before was one of figures or a section
	section string
	block   int
	columns map[[2]int]int // of the sheet, by block and position
}

func newSheet(text string, t *article.Table, before []string) Sheet {
	g := &grid{columns: map[[2]int]int{}}
	for _, row := range t.Rows[:min(len(t.Rows), maxRows)] {
		g.row(text, row)
	}
	lines := before
	if t.Caption.Len() > 0 {
		if s := t.Caption.Of(text); len(lines) == 0 || lines[len(lines)-1] != s {
			lines = append(lines[:len(lines):len(lines)], s)
		}
	}
	g.sheet.title(append(lines[:len(lines):len(lines)], g.inside...))
	return g.sheet
}

// placed is a filled cell with the columns that it covers.
type placed struct {
	text   string
	at, to int // to is behind the last
}

// row sorts one row in: headings, a section, or figures.
func (g *grid) row(text string, cells []article.Cell) {
	var filled []placed
	at := 0
	for _, c := range cells {
		to := at + max(c.Cols, 1)
		if c.Len() > 0 {
			filled = append(filled, placed{c.Of(text), at, to})
		}
		at = to
	}
	if len(filled) == 0 || at > 4*maxWidth {
		return
	}
	for len(g.over) < at {
		g.over = append(g.over, nil)
	}
	switch {
	case !isHeading(filled):
		g.figures(filled)
	case len(filled) == 1 && filled[0].at == 0 && g.body:
		g.section = filled[0].text
	case len(filled) == 1 && filled[0].at == 0 && !g.headed():
		g.inside = append(g.inside, filled[0].text)
	case len(filled) == 1 && filled[0].at == 0:
		g.section, g.body = filled[0].text, true
	default:
		g.headings(filled)
	}
}

// headed reports whether a heading of columns was read.
func (g *grid) headed() bool {
	for _, h := range g.over {
		if len(h) > 0 {
			return true
		}
	}
	return false
}

// isHeading reports whether no cell behind the first holds a figure.
func isHeading(filled []placed) bool {
	for _, c := range filled {
		if c.at > 0 && (isFigure(c.text) || isDash(c.text)) {
			return false
		}
	}
	return true
}

// headings takes a row of headings. One below figures begins a new block.
func (g *grid) headings(filled []placed) {
	if g.body {
		g.block++
		g.body, g.section, g.corner = false, "", nil
		clear(g.over)
	}
	for _, c := range filled {
		if c.at == 0 && c.to < len(g.over) && !periodLike.MatchString(c.text) || c.at == 0 && c.to == 1 {
			g.corner = append(g.corner, c.text)
			continue
		}
		for k := c.at; k < c.to; k++ {
			g.over[k] = append(g.over[k], c.text)
		}
	}
}

var periodLike = regexp.MustCompile(`(?i)\b(?:months?|weeks?|quarters?|years?|ended)\b`)

// figures takes a row of figures: words first, which name it.
func (g *grid) figures(filled []placed) {
	g.body = true
	r := Row{Section: g.section, block: g.block}
	i := 0
	for ; i < len(filled) && (filled[i].at == 0 || !isFigure(filled[i].text) && !isDash(filled[i].text)); i++ {
		r.Label = strings.TrimSpace(r.Label + " " + filled[i].text)
	}
	for _, c := range filled[i:] {
		k := g.column(c)
		if k < 0 {
			continue
		}
		for len(r.Cells) <= k {
			r.Cells = append(r.Cells, "")
		}
		if r.Cells[k] != "" { // two cells in one column: nobody can tell
			r.Cells[k] += " " + c.text
			continue
		}
		r.Cells[k] = c.text
	}
	g.sheet.Rows = append(g.sheet.Rows, r)
}

// column is the sheet's column that a cell stands in, -1 for one without a place.
func (g *grid) column(c placed) int {
	at := -1
	for k := c.at; k < c.to; k++ { // the one that has a heading
		if len(g.over[k]) > 0 {
			if at >= 0 && !sameLines(g.over[at], g.over[k]) {
				return -1
			}
			if at < 0 {
				at = k
			}
		}
	}
	if at < 0 {
		at = c.at
	}
	key := [2]int{g.block, at}
	if k, ok := g.columns[key]; ok {
		return k
	}
	if len(g.sheet.Columns) == maxWidth {
		return -1
	}
	g.columns[key] = len(g.sheet.Columns)
	g.sheet.Columns = append(g.sheet.Columns, Column{Heading: strings.Join(g.over[at], " "), Corner: strings.Join(g.corner, " "), at: at})
	return len(g.sheet.Columns) - 1
}

func sameLines(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// The names of the statements. A title is short and no sentence.
var (
	incomeTitle  = regexp.MustCompile(`(?i)\bstatements? of (?:(?:consolidated|condensed|combined|net|unaudited) )*(?:income|operations|earnings|loss(?:es)?|profit)\b|\b(?:income|earnings|operations) statements?\b`)
	balanceTitle = regexp.MustCompile(`(?i)\bbalance sheets?\b|\bstatements? of (?:(?:consolidated|condensed|unaudited) )*financial (?:position|condition)\b`)
	cashTitle    = regexp.MustCompile(`(?i)\bcash flows? statements?\b|\bstatements? of (?:(?:consolidated|condensed|combined|unaudited) )*cash flows?\b`)
	otherTitle   = regexp.MustCompile(`(?i)\bcomprehensive income statements?\b|\bstatements? of (?:(?:consolidated|condensed|other|unaudited) )*(?:comprehensive|(?:stock|share)[a-z']*|changes|equity)`)
	barredTitle  = regexp.MustCompile(`(?i)\bnon-?gaap\b|\breconcil|\badjusted\b|\bpro.?forma\b|\boutlook\b|\bguidance\b|\bforecast|\bsupplement|\bsegment|\bselected\b|\bconstant.currency\b|\bhighlights\b|\bsummary\b|\bparent\b|\bimpact\b|\beffects?\b|\bcore\b|\baverage\b|\bebitda\b|\bfree cash flow|\bdata\b|\bmetrics\b|\bexclud|\bnormali[sz]ed\b|\bas a percent|\bpercentages? of\b`)
)

// sentence are words that no statement's name has.
var sentence = regexp.MustCompile(`(?i)\b(?:include[sd]?|recogni[sz]ed|presents?|presented|below|following|follows|were|was|is|are|our|certain|related|components?)\b`)

// Bounds of a title: how long a line of it is, and how many lines follow the name.
const (
	titleRunes = 160
	titleLines = 7
)

// title finds the line that names the statement, the last one before the table, and the
// lines behind it.
func (s *Sheet) title(lines []string) {
	for i := len(lines) - 1; i >= 0 && len(lines)-i <= titleLines; i-- {
		l := strings.Join(strings.Fields(lines[i]), " ")
		if utf8.RuneCountInString(l) > titleRunes {
			break
		}
		kind, named := titleOf(l)
		if !named {
			continue
		}
		s.Title = lines[i:]
		s.Kind = kind
		all := unitAside.ReplaceAllString(strings.Join(s.Title, " "), " ")
		if w := barredTitle.FindString(all); w != "" {
			s.barred = strings.ToLower(w)
		}
		return
	}
	s.Title = lines[max(0, len(lines)-titleLines):]
}

// unitAside is what a title says of its units, in which "data" is no figure of its own.
var unitAside = regexp.MustCompile(`(?i)\b(?:share|unit|per[- ]share)s? (?:and per[- ]share )?(?:data|information|amounts?)\b|\bshare data\b|\bexcept [^)]*`)

// titleOf is the statement that a line names; named is true for other statements too.
func titleOf(line string) (k Kind, named bool) {
	if strings.HasSuffix(line, ".") && !strings.HasSuffix(strings.ToLower(line), "inc.") || sentence.MatchString(line) {
		return "", false
	}
	switch cash, income, balance := cashTitle.MatchString(line), incomeTitle.MatchString(line), balanceTitle.MatchString(line); {
	case cash && !income && !balance:
		return Cash, true
	case balance && !income && !cash:
		return Balance, true
	case income && !cash && !balance && !strings.Contains(strings.ToLower(line), "comprehensive income statement"):
		return Income, true
	case otherTitle.MatchString(line), cash, balance, income:
		return "", true
	}
	return "", false
}

// Barred is the word of a title for which a table is no statement of the filer as a
// whole by generally accepted principles: "non-gaap", "segment"; "" for none.
func (s *Sheet) Barred() string { return s.barred }
