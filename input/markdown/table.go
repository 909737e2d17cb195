package markdown

import (
	"strings"
	"unicode/utf8"

	extast "github.com/yuin/goldmark/extension/ast"

	"assay/article"
	"assay/span"
)

// cell is a cell before it has a place in the text.
type cell struct {
	text string
	head bool
	cols int
}

// between parts the cells of a row in the text.
const between = " | "

// table writes a table of Markdown. A head without words (tables without a head must
// have one) is left out.
func (w *walker) table(n *extast.Table) {
	var rows [][]cell
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var row []cell
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			text := strings.Join(clean(w.flat(c)).lines, " ")
			row = append(row, cell{text: text, head: r.Kind() == extast.KindTableHeader && text != "", cols: 1})
		}
		rows = append(rows, row)
	}
	w.page.table(rows)
}

// table writes rows to the page, a line each, with the exact place of each cell.
func (p *page) table(rows [][]cell) {
	rows = filled(rows)
	if len(rows) == 0 {
		return
	}
	p.begin("")
	p.part(true)
	t := article.Table{Caption: p.caption()}
	t.Start = p.text.Len()
	for i, row := range rows {
		if i > 0 {
			p.text.WriteByte('\n')
		}
		t.Rows = append(t.Rows, p.row(row))
	}
	t.End = p.text.Len()
	p.tables = append(p.tables, t)
	p.blocks = append(p.blocks, block{Span: t.Span, kind: table})
}

// filled are the rows in which anything stands.
func filled(rows [][]cell) [][]cell {
	var out [][]cell
	for _, row := range rows {
		for _, c := range row {
			if c.text != "" {
				out = append(out, row)
				break
			}
		}
	}
	return out
}

func (p *page) row(row []cell) []article.Cell {
	out := make([]article.Cell, 0, len(row))
	for i, c := range row {
		if i > 0 {
			p.text.WriteString(between)
		}
		start := p.text.Len()
		p.text.WriteString(c.text)
		head := c.head || i == 0 && len(row) > 1 && c.text != "" && !isFigure(c.text)
		out = append(out, article.Cell{Span: span.Span{Start: start, End: p.text.Len()}, Head: head, Cols: c.cols})
	}
	return out
}

// captionRunes is the longest paragraph that can be a table's caption.
const captionRunes = 100

// caption is the paragraph right before a table if it is short and gives a unit, or
// ends with a colon.
func (p *page) caption() span.Span {
	if len(p.blocks) == 0 {
		return span.Span{}
	}
	last := p.blocks[len(p.blocks)-1]
	text := last.Of(p.text.String())
	if last.kind > heading || utf8.RuneCountInString(text) > captionRunes {
		return span.Span{}
	}
	if strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") || namesUnit(text) {
		return last.Span
	}
	return span.Span{}
}

// isFigure reports whether a cell holds a figure and not the name of something: it
// begins with a digit behind signs, and is no year ("2024") or part of one ("1Q25").
func isFigure(s string) bool {
	t := strings.TrimLeftFunc(s, func(r rune) bool {
		return strings.ContainsRune("(+-−–~≈±<> \u00a0", r) || isCurrency(r)
	})
	n := len(t) - len(strings.TrimLeft(t, "0123456789"))
	if n == 0 {
		return false
	}
	rest := t[n:]
	if n == 4 && (t[:2] == "19" || t[:2] == "20") && t == s && !strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, ",") && !strings.HasPrefix(rest, "%") {
		return false // 2024, 2024年, 2024 Q1, 2024E
	}
	return n > 2 || !(strings.HasPrefix(rest, "Q") || strings.HasPrefix(rest, "H") || strings.HasPrefix(rest, "T") || strings.HasPrefix(rest, "年") || strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "-"))
}
