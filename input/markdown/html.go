package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// htmlReader strips blocks of HTML to their text. A table may run over several blocks,
// since a blank line ends one.
type htmlReader struct {
	text    strings.Builder // the paragraph or cell so far
	rows    [][]cell
	inTable bool
	hidden  string // the element whose content is not shown
}

// hiddenTags are elements whose content a page does not show as text.
var hiddenTags = map[string]bool{"script": true, "style": true, "template": true, "noscript": true, "svg": true, "iframe": true, "object": true}

// lineTags are elements inside a line; all others part paragraphs.
var lineTags = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "cite": true, "code": true, "em": true, "font": true, "i": true, "img": true, "ins": true, "kbd": true,
	"mark": true, "q": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "tt": true, "u": true, "wbr": true, "label": true,
}

// htmlBlock writes the text of a block of HTML.
func (w *walker) htmlBlock(n *ast.HTMLBlock) {
	raw := string(n.Lines().Value(w.source))
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(w.source))
	}
	z := html.NewTokenizer(strings.NewReader(raw))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		w.token(kind, z.Token())
	}
	w.endParagraph()
	w.html.hidden = ""
}

func (w *walker) token(kind html.TokenType, t html.Token) {
	h := &w.html
	if h.hidden != "" {
		if kind == html.EndTagToken && t.Data == h.hidden {
			h.hidden = ""
		}
		if kind == html.TextToken {
			w.hidden.add(t.Data)
		}
		return
	}
	switch kind {
	case html.TextToken:
		h.text.WriteString(dropMarks(t.Data))
	case html.CommentToken:
		w.hidden.add(t.Data)
	case html.StartTagToken:
		if hiddenTags[t.Data] || struck[t.Data] || isHidden(t) {
			if !voidTags[t.Data] {
				h.hidden = t.Data
			}
			return
		}
		w.startTag(t)
	case html.EndTagToken:
		w.endTag(t.Data)
	case html.SelfClosingTagToken:
		w.startTag(t)
	}
}

// struck are the elements for words that are no longer meant.
var struck = map[string]bool{"s": true, "del": true, "strike": true}

// voidTags have no end tag, so that nothing behind them may be taken for hidden.
var voidTags = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true}

func isHidden(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
			return true
		}
	}
	return false
}

func (w *walker) startTag(t html.Token) {
	h := &w.html
	switch name := t.Data; {
	case name == "table":
		w.endTable()
		h.inTable = true
	case h.inTable && name == "tr":
		w.endCell()
		h.rows = append(h.rows, nil)
	case h.inTable && (name == "td" || name == "th"):
		w.endCell()
		if len(h.rows) == 0 {
			h.rows = append(h.rows, nil)
		}
		last := len(h.rows) - 1
		h.rows[last] = append(h.rows[last], cell{head: name == "th", cols: columns(t)})
	case !lineTags[name] && h.inTable:
		h.text.WriteByte(' ')
	case !lineTags[name]:
		w.endParagraph()
	}
}

func (w *walker) endTag(name string) {
	switch h := &w.html; {
	case name == "table":
		w.endTable()
	case !h.inTable && !lineTags[name]:
		w.endParagraph()
	case h.inTable && name == "caption":
		line := h.text.String()
		h.text.Reset()
		w.page.add(paragraph, clean(strings.TrimSpace(line)))
	}
}

// columns is how many columns a cell spans, within reason.
func columns(t html.Token) int {
	for _, a := range t.Attr {
		if a.Key == "colspan" {
			n := 0
			for _, c := range a.Val {
				if c < '0' || c > '9' || n > maxColumns {
					break
				}
				n = n*10 + int(c-'0')
			}
			return min(max(n, 1), maxColumns)
		}
	}
	return 1
}

func (w *walker) endParagraph() {
	h := &w.html
	if h.inTable {
		return
	}
	text := h.text.String()
	h.text.Reset()
	w.page.add(paragraph, clean(strings.TrimSpace(text)))
}

// endCell gives the text so far to the last cell of the table; text before any cell is
// a paragraph before the table.
func (w *walker) endCell() {
	h := &w.html
	pr := clean(strings.TrimSpace(h.text.String()))
	h.text.Reset()
	if len(pr.lines) == 0 {
		return
	}
	last := len(h.rows) - 1
	if last < 0 || len(h.rows[last]) == 0 {
		w.page.add(paragraph, pr)
		return
	}
	c := &h.rows[last][len(h.rows[last])-1]
	c.text = strings.TrimSpace(c.text + " " + strings.Join(pr.lines, " "))
}

// endTable writes the table that is open.
func (w *walker) endTable() {
	if !w.html.inTable {
		return
	}
	w.endCell()
	rows := w.html.rows
	w.html = htmlReader{}
	w.page.table(rows)
}
