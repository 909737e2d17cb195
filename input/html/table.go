package html

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table is a table of figures: rows of cells, without the columns and rows that only
// make space. A cell that spans rows stands in the first of them, and is empty in the
// later ones.
type table struct {
	caption string // of its own
	rows    [][]cell
}

type cell struct {
	text string
	head bool
	tag  bool // a head by its tag, or by its row's group
	deep bool // it spans rows, or stands below one that does
	col  int  // the first column, from 0
	cols int
}

// Bounds of a table; one beyond them is read as plain paragraphs.
const (
	maxColumns = 256
	maxArea    = 2_000_000 // cells of all tables, each counted for every column that it spans
	pageCell   = 2000      // characters from which a cell is a page, which the table lays out
	longCell   = 300       // from which it is prose: a footnote below several figures
	shortCell  = 80        // up to which cells make a table around a single figure
)

// readTable reads a table of figures, or returns nil for one that only lays out the page:
// that holds other tables or prose, has a single column, or hardly a number.
func (w *walker) readTable(n *html.Node) *table {
	counted := w.p.hidden
	t := w.tryTable(n)
	if t == nil {
		w.p.hidden = counted // counted again when its cells are walked
	}
	return t
}

func (w *walker) tryTable(n *html.Node) *table {
	g := &grid{w: w}
	if !g.group(n, false) {
		return nil
	}
	t := &table{rows: g.rows, caption: g.caption}
	t.joinSigns()
	t.dropEmpty(g.width)
	if !t.isOfFigures() {
		return nil
	}
	t.findHeads()
	if t.caption == "" {
		t.caption = w.figureCaption(n)
	}
	return t
}

// grid collects a table's rows.
type grid struct {
	w       *walker
	rows    [][]cell
	down    []reach // cells of rows above that reach down, by first column
	width   int
	caption string
}

// reach is a cell that goes on in the rows below.
type reach struct{ rows, cols int }

// group reads the rows of a table or of a part of it. It reports false for what is no
// table of figures.
func (g *grid) group(n *html.Node, head bool) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || g.w.leaves(c) {
			continue
		}
		switch c.DataAtom {
		case atom.Thead:
			if !g.group(c, true) {
				return false
			}
		case atom.Tbody, atom.Tfoot:
			if !g.group(c, false) {
				return false
			}
		case atom.Tr:
			if !g.row(c, head) {
				return false
			}
		case atom.Caption:
			g.caption, _ = g.w.cellText(c)
		}
	}
	return true
}

// row places a row's cells in the columns that the rows above leave free.
func (g *grid) row(tr *html.Node, head bool) bool {
	var row []cell
	col := 0
	next := tr.FirstChild
	for {
		for ; col < len(g.down) && g.down[col].rows > 0; col = row[len(row)-1].col + row[len(row)-1].cols {
			g.down[col].rows--
			row = append(row, cell{col: col, cols: g.down[col].cols, deep: true})
		}
		for next != nil && (next.DataAtom != atom.Td && next.DataAtom != atom.Th || g.w.leaves(next)) {
			next = next.NextSibling
		}
		if next == nil && col >= len(g.down) {
			break
		}
		if next == nil { // a gap before a cell from above
			col++
			continue
		}
		c, ok := g.cell(next, col, head)
		if !ok {
			return false
		}
		row = append(row, c)
		col += c.cols
		next = next.NextSibling
	}
	g.width = max(g.width, col)
	if g.w.area += col; col > maxColumns || g.w.area > maxArea {
		return false
	}
	g.rows = append(g.rows, row)
	return true
}

func (g *grid) cell(n *html.Node, col int, head bool) (cell, bool) {
	text, ok := g.w.cellText(n)
	if !ok || utf8.RuneCountInString(text) > pageCell {
		return cell{}, false
	}
	cols := 1
	if v, ok := thousandths(attr(n, "colspan")); ok {
		cols = min(max(v/1000, 1), maxColumns)
	}
	deep := false
	if v, ok := thousandths(attr(n, "rowspan")); ok && v > 1000 {
		deep = true
		for len(g.down) <= col {
			g.down = append(g.down, reach{})
		}
		g.down[col] = reach{v/1000 - 1, cols}
	}
	return cell{text: text, col: col, cols: cols, deep: deep, tag: head || n.DataAtom == atom.Th || has(n, "scope")}, true
}

// cellText is the text of a cell in one line; false if the cell holds a table.
func (w *walker) cellText(n *html.Node) (string, bool) {
	outer := w.line
	w.line = liner{}
	ok := w.cellPart(n)
	text := w.line.take()
	w.line = outer
	return text, ok
}

func (w *walker) cellPart(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.line.add(c.Data)
		case c.Type != html.ElementNode || w.leaves(c):
		case c.DataAtom == atom.Table:
			return false
		case c.DataAtom == atom.Br:
			w.line.add(" ")
		default:
			if s, ok := exponent(c, w.line.b); ok && c.DataAtom == atom.Sup {
				w.line.add(s)
				continue
			}
			isBlock := kinds[c.DataAtom] == paragraph
			if isBlock {
				w.line.add(" ")
			}
			if !w.cellPart(c) {
				return false
			}
			if isBlock {
				w.line.add(" ")
			}
		}
	}
	return true
}

// figureCaption is the caption of the figure that a table stands in, if it follows the
// table; one that goes before it is a paragraph of its own.
func (w *walker) figureCaption(n *html.Node) string {
	f := n.Parent
	for i := 0; f != nil && f.DataAtom != atom.Figure; f = f.Parent {
		if i++; i > 3 {
			return ""
		}
	}
	if f == nil {
		return ""
	}
	for c := f.LastChild; c != nil && c.DataAtom != atom.Table; c = c.PrevSibling {
		if c.DataAtom == atom.Figcaption && !w.leaves(c) {
			text, ok := w.cellText(c)
			if ok && text != "" && utf8.RuneCountInString(text) <= longCell {
				w.consumed[c] = true
				return text
			}
		}
	}
	return ""
}

// joinSigns puts currency signs, brackets and percent signs that stand in cells of their
// own, as filings set them, to the figures that they belong to.
func (t *table) joinSigns() {
	for _, row := range t.rows {
		for i := range row {
			switch text := row[i].text; {
			case text == "":
			case opens[text]:
				if j := nextFilled(row, i); j > 0 && beginsFigure(row[j].text) {
					row[j].text, row[i].text = text+row[j].text, ""
				}
			case shuts[text]:
				if j := lastFilled(row, i); j >= 0 && endsFigure(row[j].text) {
					row[j].text, row[i].text = row[j].text+text, ""
				}
			}
		}
	}
}

var (
	opens = map[string]bool{"$": true, "€": true, "£": true, "¥": true, "￥": true, "₩": true, "₹": true, "US$": true, "HK$": true, "NT$": true, "C$": true, "A$": true, "R$": true, "(": true, "$(": true, "($": true, "€(": true}
	shuts = map[string]bool{")": true, "%": true, ")%": true, "%)": true}
)

func nextFilled(row []cell, i int) int {
	for i++; i < len(row); i++ {
		if row[i].text != "" {
			return i
		}
	}
	return -1
}

func lastFilled(row []cell, i int) int {
	for i--; i >= 0 && row[i].text == ""; i-- {
	}
	return i
}

func beginsFigure(s string) bool { return strings.IndexByte("0123456789(-.,", s[0]) >= 0 || isDash(s) }

func endsFigure(s string) bool {
	last := s[len(s)-1]
	return '0' <= last && last <= '9' || last == ')' || isDash(s)
}

// isDash reports whether a cell says that there is no figure.
func isDash(s string) bool { return s == "—" || s == "–" || s == "-" || s == "−" || s == "－" }

// dropEmpty takes out the rows without text, and the columns in which no text stands that
// does not span another column too.
func (t *table) dropEmpty(width int) {
	kept := make([]bool, width)
	for i := range kept {
		kept[i] = true
	}
	covering := make([][]*cell, width)
	rows := t.rows[:0]
	for _, row := range t.rows {
		if nextFilled(row, -1) < 0 {
			continue
		}
		rows = append(rows, row)
		for i := range row {
			c := &row[i]
			for k := c.col; k < min(c.col+c.cols, width); k++ {
				covering[k] = append(covering[k], c)
			}
		}
	}
	t.rows = rows
	for k := range kept {
		kept[k] = false
		for _, c := range covering[k] {
			if c.text != "" && c.cols == 1 {
				kept[k] = true
			}
		}
		if !kept[k] {
			for _, c := range covering[k] {
				c.cols--
			}
		}
	}
	for i, row := range t.rows {
		left := row[:0]
		for _, c := range row {
			if c.cols > 0 {
				left = append(left, c)
			}
		}
		t.rows[i] = left
	}
}

// figuresPerNote is how many numbers a table has at least for each cell of prose.
const figuresPerNote = 4

// isOfFigures reports whether several cells hold numbers, or one in a table of short
// cells. The first column alone makes none: footnotes are laid out so.
func (t *table) isOfFigures() bool {
	numbers, prose, longest, wide := 0, 0, 0, false
	for _, row := range t.rows {
		filled := 0
		for i, c := range row {
			if c.text == "" {
				continue
			}
			filled++
			runes := utf8.RuneCountInString(c.text)
			if longest = max(longest, runes); runes > longCell {
				prose++
			}
			if i > 0 && isNumber(c.text) {
				numbers++
			}
		}
		wide = wide || filled > 1
	}
	return wide && numbers >= figuresPerNote*prose && (numbers > 1 || numbers == 1 && longest <= shortCell)
}
