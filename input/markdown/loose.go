package markdown

import "strings"

// Rows of a table that has no delimiter line: cells parted by tabs, as a spreadsheet
// gives them to the clipboard, or by bars. They are rewritten as Markdown's own.
const (
	looseCell = 120 // the longest cell in bytes: prose has longer parts
	looseRows = 2
)

// looseTable writes the table of loose rows that begins at the ith line, and gives its
// number of lines, 0 if there is none.
func (p *preparer) looseTable(i int) int {
	if p.own = p.own && strings.TrimSpace(p.lines[i]) != ""; p.own {
		return 0
	}
	sep := "\t"
	if !isLooseRow(p.lines[i], sep) {
		if sep = "|"; !isLooseRow(p.lines[i], sep) {
			return 0
		}
	}
	columns := len(looseCells(p.lines[i], sep))
	end := i
	for end < len(p.lines) && isLooseRow(p.lines[end], sep) && len(looseCells(p.lines[end], sep)) == columns {
		end++
	}
	if end < len(p.lines) && sep == "|" && strings.Contains(p.lines[end], "|") && isDelimiter(p.lines[end]) {
		p.own = true
		return 0
	}
	rows := make([][]string, 0, end-i)
	for _, line := range p.lines[i:end] {
		rows = append(rows, looseCells(line, sep))
	}
	if !isTable(rows, strings.HasPrefix(strings.TrimSpace(p.lines[i]), "|")) {
		return 0
	}
	p.writeTable(rows)
	return end - i
}

// isLooseRow reports whether a line can be a row: at least two cells, and no quote,
// item, heading or delimiter line.
func isLooseRow(line, sep string) bool {
	t := strings.TrimRight(line, " ")
	if sep == "|" {
		t = strings.TrimSpace(t)
	}
	if !strings.Contains(strings.TrimRight(t, "\t"), sep) || strings.TrimSpace(t) == "" || isDelimiter(line) {
		return false
	}
	if s := strings.TrimLeft(t, " \t"); s[0] == '#' || s[0] == '`' || container(s) > 0 && !(s[0] >= '0' && s[0] <= '9') {
		return false
	}
	cells := looseCells(line, sep)
	for _, c := range cells {
		if len(c) > looseCell {
			return false
		}
	}
	return len(cells) > 1 && len(cells) <= maxColumns
}

// looseCells are the cells of a line.
func looseCells(line, sep string) []string {
	if sep == "|" {
		line = strings.TrimSpace(line)
		line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
		line = strings.ReplaceAll(line, `\|`, string(pipeMark))
	} else {
		line = strings.ReplaceAll(line, "|", string(pipeMark))
	}
	cells := strings.Split(line, sep)
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// isTable reports whether rows of one width hold figures: some in most rows beside
// the first column. Rows of two cells without outer bars must be three, since a line
// with a bar in it is also a headline's manner.
func isTable(rows [][]string, barred bool) bool {
	least := looseRows
	if len(rows) > 0 && len(rows[0]) == 2 && !barred {
		least++
	}
	if len(rows) < least {
		return false
	}
	figures := 0
	for _, row := range rows {
		for _, c := range row[1:] {
			if strings.ContainsAny(c, "0123456789०१२३४५६७८९０１２３４５６７８９") {
				figures++
				break
			}
		}
	}
	return figures*2 >= len(rows)
}

// writeTable writes rows as a table of Markdown, with an empty head if the first row
// is none.
func (p *preparer) writeTable(rows [][]string) {
	p.emit("")
	if !isHead(rows[0]) {
		p.emit("|" + strings.Repeat(" |", len(rows[0])))
		p.emit("|" + strings.Repeat("-|", len(rows[0])))
	}
	for i, row := range rows {
		p.emit(p.formula("| " + strings.Join(row, between) + " |"))
		if i == 0 && isHead(row) {
			p.emit("|" + strings.Repeat("-|", len(row)))
		}
	}
	p.emit("")
}

// isHead reports whether a first row names columns: no cell of it is a figure.
func isHead(row []string) bool {
	for _, c := range row[1:] {
		if isFigure(strings.Trim(c, "*_")) {
			return false
		}
	}
	return true
}
