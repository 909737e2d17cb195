package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"assay/article"
	"assay/message"
	"assay/span"
)

// kind is what a block of the text is.
type kind uint8

const (
	paragraph kind = iota
	heading
	code
	table
)

// block is a paragraph or a table of the text.
type block struct {
	span.Span
	kind  kind
	prose prose
	skip  bool
}

// page is the text so far.
type page struct {
	text   strings.Builder
	blocks []block
	tables []article.Table
	notes  []span.Note
	title  span.Span
	want   string    // the title of the front matter, until it is written
	first  span.Span // the first heading of the first level
}

func (p *page) note(at span.Span, code string, says message.Message) {
	p.notes = append(p.notes, span.Note{Span: at, Code: code, Message: says})
}

// add writes a block of text: a line for each line of the prose, each a paragraph.
func (p *page) add(k kind, pr prose) {
	if len(pr.lines) == 0 {
		return
	}
	p.begin(strings.Join(pr.lines, " "))
	for i, line := range pr.lines {
		p.part(i == 0)
		start := p.text.Len()
		p.text.WriteString(line)
		p.blocks = append(p.blocks, block{Span: span.Span{Start: start, End: p.text.Len()}, kind: k, prose: pr})
	}
}

// begin writes the title of the front matter before the first block, unless that
// block says it.
func (p *page) begin(first string) {
	if want := p.want; p.text.Len() == 0 && want != "" && first != want {
		p.want = ""
		p.add(heading, prose{lines: []string{want}})
	}
}

// part sets a blank line before a block, a line break before a further line of one.
func (p *page) part(block bool) {
	if p.text.Len() == 0 {
		return
	}
	p.text.WriteByte('\n')
	if block {
		p.text.WriteByte('\n')
	}
}

// plain writes text without reading marks, a paragraph for each stretch of lines.
func (p *page) plain(s string) {
	for part := range strings.SplitSeq(s, "\n\n") {
		p.add(paragraph, clean(strings.TrimSpace(part)))
	}
}

func (p *page) paragraphs() []span.Span {
	out := []span.Span{} // not nil: a text of tables alone has no paragraph
	for _, b := range p.blocks {
		if b.kind != table {
			out = append(out, b.Span)
		}
	}
	return out
}

func (p *page) skip() []span.Span {
	var out []span.Span
	for _, b := range p.blocks {
		if b.skip {
			out = append(out, b.Span)
		}
	}
	return out
}

// entitle settles the title: that of the front matter if the text shows it, else the
// first heading of the first level, or a heading that opens the text.
func (p *page) entitle(want string) {
	for i, b := range p.blocks {
		if b.kind != heading && want == "" {
			continue
		}
		if text := p.text.String()[b.Start:b.End]; want != "" && text == want || want == "" && (b.Span == p.first || i == 0) {
			p.title = b.Span
			return
		}
	}
}

// walker goes through goldmark's tree and writes the page.
type walker struct {
	page   *page
	source []byte
	guard  *guard
	aside  bool // a paragraph was set aside by the guard
	hidden hidden
	number string     // of a list with a single item, which is part of its words
	html   htmlReader // of the blocks of HTML in a row
}

// hidden counts what readers of the page do not see.
type hidden struct{ pieces, runes int }

func (h *hidden) add(s string) {
	if s = strings.TrimSpace(s); s != "" {
		h.pieces, h.runes = h.pieces+1, h.runes+utf8.RuneCountInString(s)
	}
}

// flat is the text inside a block's node.
func (w *walker) flat(n ast.Node) string {
	f := flattener{source: w.source, hidden: &w.hidden}
	f.children(n)
	return string(f.out)
}

// walk writes a block and those inside it. Their depth is bounded by prepare.go.
func (w *walker) walk(n ast.Node) {
	if n.Type() == ast.TypeBlock && n.Kind() != ast.KindHTMLBlock {
		w.endTable()
	}
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
	case *ast.Paragraph, *ast.TextBlock, *extast.DefinitionTerm:
		pr := clean(w.flat(n))
		if len(pr.lines) > 0 {
			pr.lines[0], w.number = w.number+pr.lines[0], ""
		}
		w.page.add(paragraph, pr)
	case *ast.List:
		if n.IsOrdered() && n.Start > 1 && n.ChildCount() == 1 { // no list: "26. August 2024 war ein Montag"
			w.number = fmt.Sprintf("%d%c ", n.Start, n.Marker)
		}
		w.children(n)
		w.number = ""
	case *ast.CodeBlock: // indented: prose, see the package comment
		w.page.indented(string(n.Lines().Value(w.source)))
	case *ast.FencedCodeBlock:
		w.code(n)
	case *plainBlock:
		if !w.aside {
			w.page.note(span.Span{Start: w.page.text.Len(), End: w.page.text.Len()}, "markdown marks", message.Say("more marks of Markdown in a paragraph than any article has; read as plain text"))
			w.aside = true
		}
		w.page.add(paragraph, clean(string(bytes.TrimSpace(n.Lines().Value(w.source)))))
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *extast.Table:
		w.table(n)
	default:
		w.children(n)
	}
}

func (w *walker) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.walk(c)
	}
}

func (w *walker) heading(n *ast.Heading) {
	pr := clean(w.flat(n))
	if len(pr.lines) == 0 {
		return
	}
	pr.lines = []string{strings.Join(pr.lines, " ")}
	w.page.add(heading, pr)
	if n.Level == 1 && w.page.first == (span.Span{}) {
		w.page.first = w.page.blocks[len(w.page.blocks)-1].Span
	}
}

// code keeps a block of code in the text, to be read for nothing.
func (w *walker) code(n *ast.FencedCodeBlock) {
	body := strings.TrimSpace(strings.ReplaceAll(string(n.Lines().Value(w.source)), string(pipeMark), "|"))
	if body == "" {
		return
	}
	w.page.add(code, prose{lines: []string{dropMarks(body)}})
	b := &w.page.blocks[len(w.page.blocks)-1]
	b.skip = true
	w.page.note(b.Span, "code", message.Say("a block of code is read for no figures"))
}

// indented writes lines that are indented, each stretch between blank lines.
func (p *page) indented(s string) {
	p.plain(strings.ReplaceAll(s, "\n    ", "\n"))
}

// dropMarks drops the marks of prepare.go.
func dropMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= pipeMark && r <= noteMark {
			return -1
		}
		return r
	}, s)
}

// finish writes a table of HTML that was never closed, and notes what was hidden.
func (w *walker) finish() {
	w.endTable()
	if h := w.hidden; h.pieces > 0 {
		w.page.note(span.Span{}, "hidden text", message.Say("text that readers of the page do not see was left out: pieces %d, characters %d", message.Number(h.pieces), message.Number(h.runes)))
	}
	w.page.begin("")
}
