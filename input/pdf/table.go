package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// grid is a table of figures: rows of as many cells as it has columns, less those that
// a wide cell spans.
type grid struct{ rows [][]gridCell }

type gridCell struct {
	text string
	head bool
	cols int
}

// What makes a table.
const (
	leastFigures = 2   // rows with figures
	mostColumns  = 40  // more are no table that one reads
	mostCells    = 200 // of a row, signs that stand apart counted
	tableStep    = 3.0 // letters' heights between the base lines of its rows
	headRows     = 4   // above the first row of figures
	figureText   = 4   // letters in a figure's cell, for its unit
)

// line is a row in its cells, as far as white parts them.
type line struct {
	row
	cells   []row
	figures int // cells of figures, the first not counted
}

func lines(rs []row) []line {
	out := make([]line, len(rs))
	for i, r := range rs {
		l := line{row: r, cells: r.cells()}
		if len(l.cells) > mostCells {
			out[i] = line{row: r, cells: []row{r}}
			continue
		}
		l.cells = mend(l.cells)
		for _, c := range l.cells[1:] {
			if isFigure(c.text()) {
				l.figures++
			}
		}
		out[i] = l
	}
	return out
}

// mend puts marks that stand apart from their figure back to it: a currency's sign
// before, a bracket or percent sign behind.
func mend(cells []row) []row {
	out := cells[:0]
	for i := 0; i < len(cells); i++ {
		c := cells[i]
		if i+1 < len(cells) && strings.Trim(c.text(), "$€£¥₩₽(–−- ") == "" && isFigure(cells[i+1].text()) && hasDigit(cells[i+1].text()) && !dashOnly(c.text()) {
			i++
			c = glue(c, cells[i])
		}
		if n := len(out); n > 0 && strings.Trim(c.text(), "%)％）") == "" && hasDigit(out[n-1].text()) {
			out[n-1] = glue(out[n-1], c)
			continue
		}
		out = append(out, c)
	}
	return out
}

// glue joins two cells without a space, as the sign belongs to the figure.
func glue(a, b row) row {
	ws := slices.Concat(a.words, b.words)
	last := &ws[len(a.words)-1]
	last.X[1] = max(last.X[1], ws[len(a.words)].X[0])
	ws[len(a.words)].Space = false
	return newRow(ws)
}

// dashOnly reports whether a cell is a dash: it stands for nothing, in a cell of its
// own.
func dashOnly(s string) bool { return s != "" && strings.Trim(s, "–—−- ") == "" }

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// isFigure reports whether a cell holds a figure, with its unit, or a dash for none.
func isFigure(s string) bool {
	if dashOnly(s) {
		return true
	}
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= figureText
}

// findTable finds the first table of the lines and where it stands: [from, to). Where
// the columns are not clear there is none.
func findTable(ls []line) (g *grid, from, to int) {
	for i := 0; i < len(ls); i++ {
		if ls[i].figures == 0 {
			continue
		}
		end, n := tableEnd(ls, i)
		if n < leastFigures {
			i = end - 1
			continue
		}
		if cols := tableColumns(ls[i:end]); cols != nil {
			start := tableHead(ls, i, cols)
			if g := fill(ls[start:end], i-start, cols); g != nil {
				return g, start, end
			}
		}
		i = end - 1
	}
	return nil, 0, 0
}

// tableEnd is where rows of figures and the labels between them end, and how many rows
// have figures.
func tableEnd(ls []line, from int) (end, figures int) {
	end, figures = from+1, 1
	labels := 0
	for k := from + 1; k < len(ls) && ls[k].base-ls[k-1].base <= tableStep*ls[k].size; k++ {
		switch {
		case ls[k].figures > 0:
			end, labels = k+1, 0
			figures++
		case len(ls[k].cells) > 1 || labels > 1 || ls[k].x1 > ls[from].x1-(ls[from].x1-ls[from].x0)/4:
			return end, figures
		default:
			labels++
		}
	}
	return end, figures
}

// interval is a column's extent.
type interval struct{ from, to float64 }

// tableColumns are the columns of figures, behind that of the labels: extents of
// figures that overlap are one. Nil if most rows do not keep to them.
func tableColumns(ls []line) []interval {
	var all []interval
	for _, l := range ls {
		for _, c := range l.cells[1:] {
			if isFigure(c.text()) {
				all = append(all, interval{c.x0, c.x1})
			}
		}
	}
	slices.SortFunc(all, func(a, b interval) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var cols []interval
	for _, v := range all {
		if n := len(cols); n > 0 && v.from < cols[n-1].to {
			cols[n-1].to = max(cols[n-1].to, v.to)
			continue
		}
		cols = append(cols, v)
	}
	if len(cols) == 0 || len(cols) >= mostColumns {
		return nil
	}
	label, labels := interval{math.Inf(1), math.Inf(-1)}, 0
	for _, l := range ls {
		if c := l.cells[0]; c.x1 <= cols[0].from {
			label = interval{min(label.from, c.x0), max(label.to, c.x1)}
			labels++
		}
	}
	if labels*2 < len(ls) {
		return nil
	}
	return append([]interval{label}, cols...)
}

// tableHead is the first of the lines above the figures that name their columns.
func tableHead(ls []line, first int, cols []interval) int {
	start := first
	for k := first - 1; k >= 0 && first-k <= headRows && ls[start].base-ls[k].base <= tableStep*ls[start].size; k-- {
		inColumns := ls[k].x1 > cols[1].from && ls[k].x0 < cols[len(cols)-1].to
		if !inColumns || len(ls[k].cells) == 1 && ls[k].x0 < cols[0].to {
			break
		}
		start = k
	}
	return start
}

// fill puts the lines' cells into the columns. It is nil where two cells of a row
// would fall into one column.
func fill(ls []line, heads int, cols []interval) *grid {
	g := &grid{}
	for i, l := range ls {
		r := make([]gridCell, 0, len(cols))
		for k, c := range l.cells {
			from, to := placeOf(c, cols)
			if k == 0 && i >= heads && c.x0 <= cols[0].to {
				from, to = 0, 0
			}
			at := width(r)
			if from < at {
				return nil
			}
			r = append(pad(r, from-at), gridCell{text: tidy(c.text()), cols: to - from + 1})
		}
		g.rows = append(g.rows, pad(r, len(cols)-width(r)))
	}
	g.markHeads()
	return g
}

// tidy closes up a figure's brackets and its currency's sign.
func tidy(s string) string {
	if !isFigure(s) {
		return s
	}
	for _, pair := range [][2]string{{"( ", "("}, {" )", ")"}, {"$ ", "$"}, {"€ ", "€"}, {"£ ", "£"}, {"¥ ", "¥"}} {
		s = strings.ReplaceAll(s, pair[0], pair[1])
	}
	return s
}

// pad adds n empty cells to a row.
func pad(r []gridCell, n int) []gridCell {
	return append(r, slices.Repeat([]gridCell{{cols: 1}}, n)...)
}

// width is how many columns a row's cells span.
func width(r []gridCell) int {
	n := 0
	for _, c := range r {
		n += c.cols
	}
	return n
}

// markHeads marks the cells that name rows, the first of each, and those that name
// columns: all of the rows above the first that holds a value.
func (g *grid) markHeads() {
	above := true
	for _, r := range g.rows {
		above = above && !slices.ContainsFunc(r[1:], func(c gridCell) bool { return isFigure(c.text) && !isYear(c.text) })
		names := above && slices.ContainsFunc(r[1:], func(c gridCell) bool { return c.text != "" })
		for k := range r {
			r[k].head = names || k == 0
		}
	}
}

// isYear reports whether a cell names a year, or a day or a part of one: "2024",
// "Q2 2024", "2024年", "30.06.2024".
func isYear(s string) bool {
	runs := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	marks := strings.Count(s, ".") + strings.Count(s, ",")
	if strings.ContainsAny(s, "%$€£¥") || marks == 1 && len(runs) == 2 { // "2024.5"
		return false
	}
	return slices.ContainsFunc(runs, func(n string) bool {
		return len(n) == 4 && (n[:2] == "19" || n[:2] == "20")
	})
}

// placeOf are the first and last column that a cell lies over; between columns, the
// nearest.
func placeOf(c row, cols []interval) (from, to int) {
	from, to = -1, -1
	nearest, least := 0, -1.0
	for k, v := range cols {
		if c.x0 < v.to && v.from < c.x1 {
			if from < 0 {
				from = k
			}
			to = k
		}
		away := max(v.from-c.x1, c.x0-v.to)
		if least < 0 || away < least {
			nearest, least = k, max(away, 0)
		}
	}
	if from < 0 {
		return nearest, nearest
	}
	return from, to
}
