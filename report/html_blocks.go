package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/article"
	"assay/span"
)

// row is a stretch of the article that stands beside its notes: one paragraph or table
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
	Label   string
	Caption []htmlPiece
	Rows    [][]htmlCell
}

type htmlCell struct {
	Head   bool
	Scope  string
	Cols   int // 0 where it spans one
	Pieces []htmlPiece
}

// leaf is a stretch of text that marks do not leave: a paragraph, a cell.
type leaf struct {
	at     span.Span
	pieces []htmlPiece
	block  int
}

// layout is an article cut into leaves, each in its block.
type layout struct {
	text   string
	leaves []leaf
	blocks []protoBlock
	claims [][]int // by block, in the order of the text
}

// protoBlock is a block whose leaves are not filled yet.
type protoBlock struct {
	title bool
	first int // its first leaf
	table *article.Table
	cap   bool // its first leaf is the table's caption
}

// arrange cuts the article of a document into blocks that hold all of its text, each
// byte once, whatever its paragraphs and tables are.
func arrange(d *Document) *layout {
	a := &d.Article
	l := &layout{text: a.Text}
	paragraphs := a.paragraphs
	if paragraphs == nil {
		paragraphs = article.Paragraphs(a.Text)
	}
	type part struct {
		span.Span
		table *article.Table
	}
	parts := make([]part, 0, len(paragraphs)+len(a.tables))
	for _, p := range paragraphs {
		parts = append(parts, part{p, nil})
	}
	for i := range a.tables {
		parts = append(parts, part{a.tables[i].Span, &a.tables[i]})
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.Start, b.Start) })
	at := 0
	for _, p := range parts {
		s := l.within(p.Span)
		if s.Start < at {
			s.Start, p.table = min(at, s.End), nil
		}
		if s.Len() <= 0 {
			continue
		}
		l.paragraph(span.Span{Start: at, End: s.Start}, a.title)
		if p.table == nil || !l.tableBlock(s, p.table) {
			l.paragraph(s, a.title)
		}
		at = s.End
	}
	l.paragraph(span.Span{Start: at, End: len(a.Text)}, a.title)
	if len(l.leaves) == 0 {
		l.add(span.Span{}, protoBlock{})
	}
	l.claims = make([][]int, len(l.blocks))
	return l
}

// within is a span cut to the text, at whole characters.
func (l *layout) within(s span.Span) span.Span {
	s.Start, s.End = l.boundary(s.Start), l.boundary(s.End)
	if s.End < s.Start {
		s.End = s.Start
	}
	return s
}

// boundary is the beginning of the character that an offset lies in.
func (l *layout) boundary(i int) int {
	i = min(max(i, 0), len(l.text))
	for n := 0; n < utf8.UTFMax && i > 0 && i < len(l.text) && !utf8.RuneStart(l.text[i]); n++ {
		i--
	}
	return i
}

// paragraph adds a stretch of text as a block, unless it is empty.
func (l *layout) paragraph(s, title span.Span) {
	if strings.TrimSpace(s.Of(l.text)) == "" {
		return
	}
	l.add(s, protoBlock{title: title.Len() > 0 && s.Contains(title) && s.Len() < 2*title.Len()+8})
}

func (l *layout) add(s span.Span, b protoBlock) {
	b.first = len(l.leaves)
	l.leaves = append(l.leaves, leaf{at: s, block: len(l.blocks)})
	l.blocks = append(l.blocks, b)
}

// tableBlock adds a table, a leaf a cell; it refuses one whose cells do not stand one
// behind another in it.
func (l *layout) tableBlock(s span.Span, t *article.Table) bool {
	b := protoBlock{first: len(l.leaves), table: t}
	at := s.Start
	add := func(c span.Span) bool {
		in := l.within(c)
		if in != c || c.Start < at || c.End > s.End {
			return false
		}
		at = c.End
		l.leaves = append(l.leaves, leaf{at: c, block: len(l.blocks)})
		return true
	}
	ok := true
	if t.Caption.Len() > 0 && s.Contains(t.Caption) {
		b.cap, ok = true, add(t.Caption)
	}
	for _, r := range t.Rows {
		for _, c := range r {
			ok = ok && add(c.Span)
		}
	}
	if !ok || len(l.leaves) == b.first {
		l.leaves = l.leaves[:b.first]
		return false
	}
	l.blocks = append(l.blocks, b)
	return true
}

// mark fills the leaves with text and marks. Figures that overlap or lie outside of the
// text have a mark of no width, behind what stands there.
func (l *layout) mark(figures []htmlFigure) {
	order := make([]int, len(figures))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(figures[a].at.Start, figures[b].at.Start) })
	k := 0
	for i := range l.leaves {
		f := &l.leaves[i]
		next := len(l.text) + 1 // where the figures of later leaves begin
		if i+1 < len(l.leaves) {
			next = l.leaves[i+1].at.Start
		}
		at := f.at.Start
		for ; k < len(order) && (i+1 == len(l.leaves) || figures[order[k]].at.Start < next); k++ {
			fig := &figures[order[k]]
			s := l.within(fig.at)
			from := min(max(s.Start, at), f.at.End)
			to := min(max(s.End, from), f.at.End)
			f.text(l.text[at:from])
			f.pieces = append(f.pieces, htmlPiece{shownText(l.text[from:to]), fig})
			at = to
			l.claims[f.block] = append(l.claims[f.block], fig.index)
		}
		f.text(l.text[at:f.at.End])
	}
}

func (f *leaf) text(s string) {
	if s != "" {
		f.pieces = append(f.pieces, htmlPiece{Text: shownText(s)})
	}
}

// block is the i-th block with what it holds.
func (l *layout) block(i int, w words) htmlBlock {
	b := l.blocks[i]
	if b.table == nil {
		return htmlBlock{Title: b.title, Pieces: l.leaves[b.first].pieces}
	}
	t := &htmlTable{Label: w.tableLabel(i + 1)}
	k := b.first
	if b.cap {
		t.Caption = l.leaves[k].pieces
		k++
	}
	for _, r := range b.table.Rows {
		cells := make([]htmlCell, len(r))
		column := heads(r)
		for j := range r {
			cells[j] = htmlCell{Head: r[j].Head && r[j].Len() > 0, Pieces: l.leaves[k].pieces}
			k++
			if cells[j].Scope = "row"; column {
				cells[j].Scope = "col"
			}
			if r[j].Cols > 1 {
				cells[j].Cols = r[j].Cols
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return htmlBlock{Table: t}
}

// heads reports whether a row holds the heads of columns: nothing else stands in it.
func heads(r []article.Cell) bool {
	for i := range r {
		if !r[i].Head && r[i].Len() > 0 {
			return false
		}
	}
	return len(r) > 1
}

// units is how much room a block takes on lines, in letters; a wide character is two.
func (l *layout) units(i int) int {
	n := 0
	end := len(l.leaves)
	if i+1 < len(l.blocks) {
		end = l.blocks[i+1].first
	}
	for _, f := range l.leaves[l.blocks[i].first:end] {
		n += columns(f.at.Of(l.text))
	}
	return n
}

// shownText is text of the article's as a page may hold it: controls, and marks that
// turn the direction of writing, would show figures that are not there.
func shownText(s string) string {
	if strings.IndexFunc(s, hides) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hides(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

func hides(r rune) bool {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return false
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return true
	}
	return r == 0x061c || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
