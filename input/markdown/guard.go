package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Bounds on what goldmark may do. Its time for the marks inside a paragraph grows
// with their number times the paragraph's length, for link definitions with the
// square of their lines, and a table's short rows are filled up to its width.
const (
	marksBytes  = 1e8 // marks times bytes that a file may cost, about 0.1 s
	marksFactor = 500 // and for each byte: no paragraph of an article comes near
	maxRefLines = 500 // link definitions in one block
	maxColumns  = 200 // of a table
	fewCells    = 20000
)

// guard keeps paragraphs that would cost too much from goldmark: they stay plain.
type guard struct{ left float64 }

func newGuard(size int) *guard { return &guard{budget(size)} }

func budget(size int) float64 { return marksBytes + marksFactor*float64(size) }

// parser is goldmark with the extensions that articles use. Footnotes are read in
// prepare.go: goldmark drops those that nothing refers to.
func (g *guard) parser() parser.Parser {
	before := shape{}
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
			util.Prioritized(definitions{}, 101))...),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(checkBox{}, 0),
			util.Prioritized(strikes{}, 500))...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(before, 50),
			util.Prioritized(tables{}, 200),
			util.Prioritized(g, 300))...),
	)
}

// plainBlock is a paragraph that is read without its marks.
type plainBlock struct{ ast.BaseBlock }

var kindPlain = ast.NewNodeKind("Plain")

func (*plainBlock) Kind() ast.NodeKind              { return kindPlain }
func (*plainBlock) IsRaw() bool                     { return true }
func (n *plainBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// setAside puts a plain block in the paragraph's place.
func setAside(node *ast.Paragraph) {
	plain := &plainBlock{}
	plain.SetLines(node.Lines())
	plain.SetBlankPreviousLines(node.HasBlankPreviousLines())
	node.Parent().ReplaceChild(node.Parent(), node, plain)
}

// shape sets paragraphs aside that are a wall of link definitions, or a table of far
// more cells than were written.
type shape struct{}

func (shape) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, source := node.Lines(), reader.Source()
	refs, columns, size := 0, 0, 0
	for i := range lines.Len() {
		seg := lines.At(i)
		line := bytes.TrimLeft(seg.Value(source), " ")
		size += len(line)
		if len(line) > 0 && line[0] == '[' {
			refs++
		}
		if isDelimiter(string(line)) {
			columns = max(columns, bytes.Count(line, []byte("|"))+1)
		}
	}
	if refs > maxRefLines || columns*lines.Len() > max(fewCells, size) {
		setAside(node)
	}
}

// Transform charges the paragraph's marks, and sets it aside when nothing is left.
func (g *guard) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines := node.Lines()
	marks, size := 0, 0
	for i := range lines.Len() {
		seg := lines.At(i)
		line := seg.Value(reader.Source())
		marks, size = marks+countMarks(line), size+len(line)
	}
	if g.left -= float64(marks) * float64(size); g.left < 0 {
		setAside(node)
	}
}

// costsTooMuch reports whether single lines (headings and cells, which are no
// paragraphs) would cost more than the budget.
func costsTooMuch(source []byte) bool {
	cost := 0.0
	for line := range bytes.Lines(source) {
		cost += float64(countMarks(line)) * float64(len(line))
	}
	return cost > budget(len(source))
}

// countMarks counts the bytes that may begin something inside a paragraph.
func countMarks(line []byte) int {
	n := 0
	for _, c := range line {
		switch c {
		case '*', '_', '[', ']', '`', '<', '!', '~', '(', '&':
			n++
		}
	}
	return n
}

// isDelimiter reports whether a line can be the one below a table's head.
func isDelimiter(line string) bool {
	dash := false
	for i := range len(line) {
		switch line[i] {
		case '-':
			dash = true
		case '|', ':', ' ', '\t', '\n':
		default:
			return false
		}
	}
	return dash
}
