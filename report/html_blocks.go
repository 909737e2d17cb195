package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/article"
	"assay/span"
)

// htmlRow is a stretch of the article that stands beside its notes: one paragraph or table
// with figures, or a run of those without.
type htmlRow struct {
	Number int
	Blocks []htmlBlock
	Notes  []htmlNote
	// Stays asks that the text stay in view while the reader goes down notes that are
	// longer than it.
	Stays bool
}

// htmlBlock is a paragraph, the title, or a table.
type htmlBlock struct {
	Title  bool
	Pieces []htmlPiece
	Table  *htmlTable
}

// htmlPiece is text, or a figure of the article's with its mark.
type htmlPiece struct {
	Text   string
	Figure *htmlFigure
}

// htmlTable is a table with marks in its cells.
type htmlTable struct {
	Label   string // for those who hear the page
	Caption []htmlPiece
	Rows    [][]htmlCell
}

type htmlCell struct {
	Head   bool
	Scope  string // what a head names: col, row
	Cols   int    // 0 where it spans one
	Pieces []htmlPiece
}

// layout is an article cut into leaves, each in its block: all of its text, each byte once.
type layout struct {
	text   string
	leaves []leaf
	blocks []block
	tables int
}

// leaf is a stretch of text that marks do not leave: a paragraph, a cell.
type leaf struct {
	at     span.Span
	block  int
	pieces []htmlPiece
}

// block is a paragraph or a table over the leaves from the first.
type block struct {
	first     int
	title     bool
	table     *article.Table
	number    int   // of the table
	captioned bool  // the first leaf is the table's caption
	claims    []int // in the order of the text
}

// arrange cuts an article into blocks, whatever its paragraphs and tables are: they may
// overlap, stand in disorder or lie outside of the text.
func arrange(a *Article) *layout {
	l := &layout{text: a.Text}
	at := 0
	for _, p := range stretches(a) {
		s := l.within(p.Span)
		if s.Start < at { // a part of it is shown already
			s.Start, p.table = min(at, s.End), nil
		}
		if s.Len() == 0 {
			continue
		}
		l.paragraph(span.Span{Start: at, End: s.Start}, a.title)
		if p.table == nil || !l.cells(s, p.table) {
			l.paragraph(s, a.title)
		}
		at = s.End
	}
	l.paragraph(span.Span{Start: at, End: len(a.Text)}, a.title)
	if len(l.leaves) == 0 {
		l.add(block{}, span.Span{})
	}
	return l
}

// stretch is a paragraph, or a table where it has one.
type stretch struct {
	span.Span
	table *article.Table
}

// stretches are the paragraphs and tables of an article in the order of their beginnings.
func stretches(a *Article) []stretch {
	paragraphs := a.paragraphs
	if paragraphs == nil {
		paragraphs = article.Paragraphs(a.Text)
	}
	out := make([]stretch, 0, len(paragraphs)+len(a.tables))
	for _, p := range paragraphs {
		out = append(out, stretch{Span: p})
	}
	for i := range a.tables {
		out = append(out, stretch{a.tables[i].Span, &a.tables[i]})
	}
	slices.SortStableFunc(out, func(a, b stretch) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// within is a span cut to the text, at whole characters.
func (l *layout) within(s span.Span) span.Span {
	s.Start, s.End = l.boundary(s.Start), l.boundary(s.End)
	s.End = max(s.Start, s.End)
	return s
}

// boundary is the beginning of the character that an offset lies in.
func (l *layout) boundary(i int) int {
	i = min(max(i, 0), len(l.text))
	for n := 1; n < utf8.UTFMax && i > 0 && i < len(l.text) && !utf8.RuneStart(l.text[i]); n++ {
		i--
	}
	return i
}

// add adds a block with its leaves.
func (l *layout) add(b block, leaves ...span.Span) {
	b.first = len(l.leaves)
	for _, s := range leaves {
		l.leaves = append(l.leaves, leaf{at: s, block: len(l.blocks)})
	}
	l.blocks = append(l.blocks, b)
}

// paragraph adds a stretch of text as a block, unless it is empty. The title's is the one
// that holds little else.
func (l *layout) paragraph(s, title span.Span) {
	const marks = 8 // bytes of Markdown or space around it
	if strings.TrimSpace(s.Of(l.text)) != "" {
		l.add(block{title: title.Len() > 0 && s.Contains(title) && s.Len() <= title.Len()+marks}, s)
	}
}

// cells adds a table, a leaf a cell; it refuses one whose cells do not stand one behind
// another within it.
func (l *layout) cells(s span.Span, t *article.Table) bool {
	b := block{table: t, number: l.tables + 1}
	var leaves []span.Span
	if t.Caption.Len() > 0 && s.Contains(t.Caption) {
		b.captioned = true
		leaves = append(leaves, t.Caption)
	}
	for _, r := range t.Rows {
		for i := range r {
			leaves = append(leaves, r[i].Span)
		}
	}
	at := s.Start
	for _, c := range leaves {
		if l.within(c) != c || c.Start < at || c.End > s.End {
			return false
		}
		at = c.End
	}
	if len(leaves) == 0 {
		return false
	}
	l.tables++
	l.add(b, leaves...)
	return true
}

// mark fills the leaves with text and marks. Figures that overlap others or lie outside of
// the text have a mark of no width, behind what stands there.
func (l *layout) mark(figures []htmlFigure) {
	order := make([]*htmlFigure, len(figures))
	for i := range figures {
		order[i] = &figures[i]
	}
	slices.SortStableFunc(order, func(a, b *htmlFigure) int { return cmp.Compare(a.at.Start, b.at.Start) })
	for i := range l.leaves {
		n := len(order) // of the figures that begin before the next leaf
		if i+1 < len(l.leaves) {
			next := l.leaves[i+1].at.Start
			n = 0
			for n < len(order) && order[n].at.Start < next {
				n++
			}
		}
		l.fill(&l.leaves[i], order[:n])
		order = order[n:]
	}
}

// fill cuts a leaf at its figures, which are in order.
func (l *layout) fill(f *leaf, figures []*htmlFigure) {
	at := f.at.Start
	text := func(to int) {
		if at < to {
			f.pieces = append(f.pieces, htmlPiece{Text: l.text[at:to]})
		}
		at = to
	}
	b := &l.blocks[f.block]
	for _, fig := range figures {
		s := l.within(fig.at)
		from := min(max(s.Start, at), f.at.End)
		text(from)
		at = min(max(s.End, from), f.at.End)
		f.pieces = append(f.pieces, htmlPiece{l.text[from:at], fig})
		b.claims = append(b.claims, fig.index)
	}
	text(f.at.End)
}

// leavesOf are the leaves of the i-th block.
func (l *layout) leavesOf(i int) []leaf {
	end := len(l.leaves)
	if i+1 < len(l.blocks) {
		end = l.blocks[i+1].first
	}
	return l.leaves[l.blocks[i].first:end]
}

// block is the i-th block with what it holds.
func (l *layout) block(i int, w words) htmlBlock {
	b, leaves := &l.blocks[i], l.leavesOf(i)
	if b.table == nil {
		return htmlBlock{Title: b.title, Pieces: leaves[0].pieces}
	}
	t := &htmlTable{Label: w.tableLabel(b.number)}
	if b.captioned {
		t.Caption, leaves = leaves[0].pieces, leaves[1:]
	}
	for _, r := range b.table.Rows {
		t.Rows = append(t.Rows, cellsOf(r, leaves[:len(r)]))
		leaves = leaves[len(r):]
	}
	return htmlBlock{Table: t}
}

func cellsOf(r []article.Cell, leaves []leaf) []htmlCell {
	scope := "row"
	if headsColumns(r) {
		scope = "col"
	}
	cells := make([]htmlCell, len(r))
	for i := range r {
		cells[i] = htmlCell{Head: r[i].Head && r[i].Len() > 0, Scope: scope, Pieces: leaves[i].pieces}
		if r[i].Cols > 1 {
			cells[i].Cols = r[i].Cols
		}
	}
	return cells
}

// headsColumns reports whether a row holds the heads of columns: nothing else stands in it.
func headsColumns(r []article.Cell) bool {
	for i := range r {
		if !r[i].Head && r[i].Len() > 0 {
			return false
		}
	}
	return len(r) > 1
}

// letters is how much room a block takes on lines; a wide character counts two.
func (l *layout) letters(i int) int {
	n := 0
	for _, f := range l.leavesOf(i) {
		n += Columns(f.at.Of(l.text))
	}
	return n
}
