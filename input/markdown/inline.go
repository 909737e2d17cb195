package markdown

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// flattener writes what stands inside a block as plain text, with the marks of
// prepare.go where a link begins and ends and where a line is broken for good.
type flattener struct {
	source []byte
	out    []byte
	open   []openTag
	hidden *hidden
}

// openTag is an HTML tag whose content may have to go.
type openTag struct {
	name string
	at   int // where its content begins in out
}

func (f *flattener) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		f.node(c)
	}
}

func (f *flattener) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		f.text(n)
	case *ast.String:
		f.out = append(f.out, n.Value...)
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				f.out = append(f.out, bytes.ReplaceAll(t.Segment.Value(f.source), []byte("\n"), []byte(" "))...)
			}
		}
	case *ast.Emphasis:
		at := len(f.out)
		f.children(n)
		f.label(n, at)
	case *ast.Link:
		f.rune(linkOpen)
		f.children(n)
		f.rune(linkClose)
	case *ast.AutoLink:
		f.rune(linkOpen)
		f.out = append(f.out, n.Label(f.source)...)
		f.rune(linkClose)
	case *ast.RawHTML:
		f.tag(string(n.Segments.Value(f.source)))
	case *ast.Image, *extast.Strikethrough, *extast.TaskCheckBox: // no text of the page
	default:
		f.children(n)
	}
}

func (f *flattener) rune(r rune) { f.out = utf8.AppendRune(f.out, r) }

func (f *flattener) text(n *ast.Text) {
	value := n.Segment.Value(f.source)
	if n.IsRaw() {
		f.out = append(f.out, value...)
	} else {
		f.out = unescape(f.out, value)
	}
	switch {
	case n.HardLineBreak():
		f.rune(hardBreak)
	case n.SoftLineBreak():
		f.out = append(f.out, '\n')
	}
}

// label lets a line begin at bold words with a colon ("**Revenue:** $26.0 billion"):
// assistants write lists so, and chats show each on its line.
func (f *flattener) label(n *ast.Emphasis, at int) {
	if n.Level != 2 || at == 0 || f.out[at-1] != '\n' {
		return
	}
	inner := strings.TrimSpace(string(f.out[at:]))
	next, _ := n.NextSibling().(*ast.Text)
	colon := strings.HasSuffix(inner, ":") || strings.HasSuffix(inner, "：")
	if colon || next != nil && (bytes.HasPrefix(next.Segment.Value(f.source), []byte(":")) || bytes.HasPrefix(next.Segment.Value(f.source), []byte("："))) {
		f.out = append(f.out[:at-1], string(hardBreak)+string(f.out[at:])...)
	}
}

// tag follows the HTML tags inside a line: breaks are kept, words struck out and
// references set high are dropped.
func (f *flattener) tag(tag string) {
	if comment, ok := strings.CutPrefix(tag, "<!--"); ok {
		f.hidden.add(strings.TrimSuffix(comment, "-->"))
		return
	}
	name, closing := tagName(tag)
	switch name {
	case "br":
		f.rune(hardBreak)
	case "s", "del", "strike", "sup":
		if !closing {
			f.open = append(f.open, openTag{name, len(f.out)})
			return
		}
		if len(f.open) == 0 {
			return
		}
		last := f.open[len(f.open)-1]
		f.open = f.open[:len(f.open)-1]
		if last.name == name && (name != "sup" || isReference(string(f.out[last.at:]))) {
			f.out = f.out[:last.at]
		}
	}
}

// tagName is the name of a tag in lower case, and whether it closes.
func tagName(tag string) (name string, closing bool) {
	tag = strings.TrimPrefix(tag, "<")
	tag, closing = strings.CutPrefix(tag, "/")
	end := 0
	for end < len(tag) && util.IsAlphaNumeric(tag[end]) {
		end++
	}
	return strings.ToLower(tag[:end]), closing
}

// isReference reports whether raised text only counts references: "1", "[2]", "1,3".
// A raised ordinal or power stays ("1<sup>st</sup>").
func isReference(s string) bool {
	for _, r := range s {
		if !(r >= '0' && r <= '9') && !strings.ContainsRune("[](),; ^"+string(linkOpen)+string(linkClose), r) {
			return false
		}
	}
	return true
}

// unescape resolves backslashes and entities of a piece of text.
func unescape(out, s []byte) []byte {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return append(out, s...)
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			out = append(out, s[i])
		case s[i] == '&':
			end := bytes.IndexByte(s[i:min(len(s), i+maxEntity)], ';')
			if end < 0 {
				out = append(out, '&')
				continue
			}
			out = append(out, entity(string(s[i:i+end+1]))...)
			i += end
		default:
			out = append(out, s[i])
		}
	}
	return out
}

// maxEntity is longer than any name of a character in HTML.
const maxEntity = 36

// entity is the text of "&euro;" or "&#8364;". One that stands for a control
// character, or for a mark of this package, is a blank.
func entity(s string) string {
	t := html.UnescapeString(s)
	if r, n := utf8.DecodeRuneInString(t); n == len(t) && (r < ' ' || r == 0x7f || r >= pipeMark && r <= noteMark) {
		return " "
	}
	return t
}
