package html

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Readability hands back a tree that it has taken apart and put together anew, so each
// text of the copy carries the number of its block as one private-use character, before
// its last one: rules about how a text begins and ends still hold, and no word more is
// counted.
const (
	firstMark = 0xf0000
	maxMarks  = 0x10fffd - firstMark
)

// Bounds of what readability is given, beyond which it takes seconds: pages of some
// megabytes pass.
const (
	maxWorks  = 64 << 20 // the sum over all texts and elements of their bytes and their depth
	maxCopied = 250_000  // texts and elements
)

// tooLarge reports whether readability cannot be asked.
func (p *page) tooLarge() bool {
	return p.works > maxWorks || p.copied > maxCopied || len(p.blocks) > maxMarks
}

// copyTag copies an element without what readability need not see. A form is a box
// like another: whole pages stand in one.
func (w *walker) copyTag(n, out *html.Node) *html.Node {
	if out == nil || n.DataAtom == atom.Nav { // large, and never the article
		return nil
	}
	w.p.copied++
	if w.p.works += w.depth * 16; w.p.tooLarge() {
		return nil
	}
	c := &html.Node{Type: html.ElementNode, Data: n.Data, DataAtom: n.DataAtom}
	if n.DataAtom == atom.Form {
		c.Data, c.DataAtom = "div", atom.Div
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "role", "itemprop", "rel", "href", "lang":
			c.Attr = append(c.Attr, a)
		}
	}
	out.AppendChild(c)
	return c
}

// copyText copies a text of a block; -1 is white space of none.
func (w *walker) copyText(s string, out *html.Node, at int) {
	if out == nil {
		return
	}
	w.p.copied++
	w.p.works += w.depth * (16 + len(s))
	if w.p.tooLarge() {
		return
	}
	if at >= 0 && hasWord(s) { // what has none may make no block
		s = mark(s, at)
	}
	out.AppendChild(&html.Node{Type: html.TextNode, Data: s})
}

// mark is a text with its block's number.
func mark(s string, at int) string {
	if strings.IndexByte(s, 0xf3) >= 0 || strings.IndexByte(s, 0xf4) >= 0 { // it may hold such characters of its own
		s = strings.Map(func(r rune) rune {
			if r >= firstMark {
				return -1
			}
			return r
		}, s)
	}
	end := len(strings.TrimRight(s, " \t\r\n\f\u00a0"))
	_, n := utf8.DecodeLastRuneInString(s[:end])
	b := make([]byte, 0, len(s)+utf8.UTFMax)
	b = append(b, s[:end-n]...)
	b = utf8.AppendRune(b, rune(firstMark+at))
	return string(append(b, s[end-n:]...))
}

// copyTable copies all of a table of figures.
func (w *walker) copyTable(n, out *html.Node, at int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case c.Type == html.TextNode:
			w.copyText(c.Data, out, at)
		case c.Type == html.ElementNode && kinds[c.DataAtom] <= paragraph && !w.p.styles.isHidden(c):
			w.depth++
			w.copyTable(c, w.copyTag(c, out), at)
			w.depth--
		}
	}
}

// marks notes on the blocks what readability kept.
func marks(n *html.Node, blocks []block) {
	if n == nil {
		return
	}
	for d := range n.Descendants() {
		if d.Type != html.TextNode {
			continue
		}
		for _, r := range d.Data {
			if i := int(r) - firstMark; i >= 0 && i < len(blocks) {
				blocks[i].kept[byReadability] = true
			}
		}
	}
}
