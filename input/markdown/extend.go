package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The extensions of Markdown that articles use: tables, words struck out and check boxes
// of GitHub, and definitions. Package extension of goldmark has them too, but compiles
// the expressions of all its others whenever the program starts.

// tables turns paragraphs that hold a table of GitHub into it: a head, a line of dashes
// with as many cells or more, and rows. Lines before the head stay a paragraph.
type tables struct{}

func (tables) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, source := node.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		columns := delimiterColumns(line(lines, i, source))
		if columns == 0 {
			continue
		}
		head := cellsOf(lines.At(i-1), source)
		if len(head) > columns {
			return
		}
		t := extast.NewTable()
		t.AppendChild(t, extast.NewTableHeader(newRow(head, columns)))
		for j := i + 1; j < lines.Len(); j++ {
			t.AppendChild(t, newRow(cellsOf(lines.At(j), source), columns))
		}
		t.SetPos(lines.At(i - 1).Start)
		cutBefore(node, i-1, t)
		return
	}
}

func line(lines *text.Segments, i int, source []byte) string {
	s := lines.At(i)
	return string(s.Value(source))
}

// cutBefore leaves the first n lines to a paragraph and puts a table behind it.
func cutBefore(node *ast.Paragraph, n int, t *extast.Table) {
	parent := node.Parent()
	if n == 0 {
		parent.ReplaceChild(parent, node, t)
		return
	}
	parent.InsertAfter(parent, node, t)
	lines := node.Lines()
	lines.SetSliced(0, n)
	last := lines.At(n - 1)
	last.Stop-- // its line break
	lines.Set(n-1, last)
}

// maxIndent is how far a line may be set in before it is code.
const maxIndent = 3

// delimiterColumns is the number of columns that a line of dashes parts a table in, 0
// for another line: ":--- | ---:".
func delimiterColumns(s string) int {
	if w, _ := util.IndentWidth([]byte(s), 0); w > maxIndent || !isDelimiter(s) {
		return 0
	}
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "|"), "|")
	columns := 0
	for col := range strings.SplitSeq(s, "|") {
		col = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(col), ":"), ":")
		if col == "" || strings.Trim(col, "-") != "" {
			return 0
		}
		columns++
	}
	return columns
}

// cellsOf are the cells of a line. A bar behind a backslash parts none.
func cellsOf(line text.Segment, source []byte) []text.Segment {
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	s := line.Value(source)
	from, end := 0, len(s)
	if bytes.HasPrefix(s, []byte("|")) {
		from++
	}
	if end > from && s[end-1] == '|' {
		end--
	}
	var cells []text.Segment
	for i := from; from < end; i++ {
		if i < end && (s[i] != '|' || i > 0 && s[i-1] == '\\') {
			continue
		}
		c := text.NewSegment(line.Start+from, line.Start+i)
		c = c.TrimLeftSpace(source)
		cells = append(cells, c.TrimRightSpace(source))
		from = i + 1
	}
	return cells
}

// newRow makes a row with exactly so many cells: what a line lacks is empty, and what it
// has more is dropped.
func newRow(cells []text.Segment, columns int) *extast.TableRow {
	row := extast.NewTableRow(nil)
	for i := range columns {
		c := extast.NewTableCell()
		if i < len(cells) {
			c.Lines().Append(cells[i])
		}
		row.AppendChild(row, c)
	}
	return row
}

// strikes reads words between one or two tildes, which are struck out.
type strikes struct{}

func (strikes) Trigger() []byte { return []byte{'~'} }

func (strikes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, at := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, strikes{})
	if d == nil || d.OriginalLength > 2 || before == '~' {
		return nil
	}
	d.Segment = at.WithStop(at.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

func (strikes) IsDelimiter(b byte) bool { return b == '~' }

func (strikes) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (strikes) OnMatch(int) ast.Node { return extast.NewStrikethrough() }

// checkBox reads the box at the beginning of a list's item: "[x] done".
type checkBox struct{}

func (checkBox) Trigger() []byte { return []byte{'['} }

func (checkBox) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, _ := block.PeekLine()
	if len(line) < 3 || line[2] != ']' || !util.IsSpace(line[1]) && line[1]|0x20 != 'x' {
		return nil
	}
	rest := bytes.TrimLeft(line[3:], " \t\r\n\f")
	block.Advance(len(line) - len(rest))
	return extast.NewTaskCheckBox(line[1]|0x20 == 'x')
}

// definitions reads what a line defines that begins with a colon; the lines of the
// paragraph before it are the terms.
type definitions struct{}

func (definitions) Trigger() []byte { return []byte{':'} }

func (definitions) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || line[pos] != ':' || pc.BlockIndent() != 0 {
		return nil, parser.NoChildren
	}
	width, _ := util.IndentWidth(line[pos+1:], pos+1)
	if width == 0 {
		return nil, parser.NoChildren
	}
	if width > 2*maxIndent+1 { // the definition begins with code
		width = 5
	}
	switch parent.LastChild().(type) {
	case *ast.Paragraph, *extast.DefinitionList:
	default:
		return nil, parser.NoChildren
	}
	at, padding := util.IndentPosition(line[pos+1:], pos+1, width)
	reader.AdvanceAndSetPadding(at+1, padding)
	return extast.NewDefinitionList(pos+1+width, nil), parser.HasChildren
}

func (definitions) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	offset := node.(*extast.DefinitionList).Offset
	if width, _ := util.IndentWidth(line, reader.LineOffset()); width < offset {
		return parser.Close
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), offset)
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

// Close parts the terms, each of which is a line.
func (definitions) Close(node ast.Node, reader text.Reader, _ parser.Context) {
	terms, ok := node.PreviousSibling().(*ast.Paragraph)
	if !ok {
		return
	}
	parent := node.Parent()
	for i := range terms.Lines().Len() {
		term := extast.NewDefinitionTerm()
		at := terms.Lines().At(i)
		term.Lines().Append(at.TrimRightSpace(reader.Source()))
		parent.InsertBefore(parent, node, term)
	}
	parent.RemoveChild(parent, terms)
}

func (definitions) CanInterruptParagraph() bool { return true }

func (definitions) CanAcceptIndentedLine() bool { return false }
