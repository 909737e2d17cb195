package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a paragraph or a table of figures as the page shows it.
type block struct {
	text   string // lines parted by \n
	table  *table // instead of text
	holder *html.Node
	level  int     // of a heading, 1 to 6
	linked int     // bytes of text that are links
	chrome bool    // stands in what surrounds articles: navigation, a footer, a cookie banner
	kept   [2]bool // by each extractor
}

// size is the block's text in bytes.
func (b *block) size() int {
	if b.table == nil {
		return len(b.text)
	}
	n := len(b.table.caption)
	for _, r := range b.table.rows {
		for _, c := range r {
			n += len(c.text) + 3
		}
	}
	return n
}

// hasDigit reports whether the block holds a digit; a table of figures does.
func (b *block) hasDigit() bool { return b.table != nil || hasDigit(b.text) }

// walker goes through a page once, in its order. It makes blocks of what a reader sees,
// and beside them the copy for readability, in which each text carries the number of
// its block.
type walker struct {
	p        *page
	line     liner
	open     block // the block that line is for
	holder   *html.Node
	links    int                 // open elements: links,
	chrome   int                 // what surrounds articles,
	pre      int                 // preformatted text,
	depth    int                 // all
	area     int                 // of the tables read so far
	consumed map[*html.Node]bool // captions that went into their tables
}

// kind is what an element means for its text.
type kind uint8

const (
	inline kind = iota
	paragraph
	machine // code, controls and pictures: no text of the page
	unshown // text that browsers do not show
	struck  // text that is taken back, and readings of characters
)

// kinds are those of the elements that are not inline.
var kinds = map[atom.Atom]kind{
	atom.Script: machine, atom.Style: machine, atom.Head: machine, atom.Title: machine, atom.Svg: machine, atom.Canvas: machine, atom.Iframe: machine,
	atom.Object: machine, atom.Embed: machine, atom.Audio: machine, atom.Video: machine, atom.Button: machine, atom.Select: machine,
	atom.Option: machine, atom.Textarea: machine, atom.Input: machine, atom.Datalist: machine, atom.Map: machine, atom.Link: machine,
	atom.Meta: machine, atom.Progress: machine, atom.Meter: machine, atom.Img: machine, atom.Frameset: machine, atom.Noframes: machine,
	atom.Template: unshown, atom.Noscript: unshown,
	atom.Del: struck, atom.S: struck, atom.Strike: struck, atom.Rt: struck, atom.Rp: struck,
	atom.Address: paragraph, atom.Article: paragraph, atom.Aside: paragraph, atom.Blockquote: paragraph, atom.Body: paragraph, atom.Caption: paragraph,
	atom.Center: paragraph, atom.Dd: paragraph, atom.Details: paragraph, atom.Dialog: paragraph, atom.Dir: paragraph, atom.Div: paragraph, atom.Dl: paragraph,
	atom.Dt: paragraph, atom.Fieldset: paragraph, atom.Figcaption: paragraph, atom.Figure: paragraph, atom.Footer: paragraph, atom.Form: paragraph,
	atom.H1: paragraph, atom.H2: paragraph, atom.H3: paragraph, atom.H4: paragraph, atom.H5: paragraph, atom.H6: paragraph, atom.Header: paragraph,
	atom.Hgroup: paragraph, atom.Hr: paragraph, atom.Html: paragraph, atom.Legend: paragraph, atom.Li: paragraph, atom.Listing: paragraph, atom.Main: paragraph,
	atom.Menu: paragraph, atom.Nav: paragraph, atom.Ol: paragraph, atom.P: paragraph, atom.Plaintext: paragraph, atom.Pre: paragraph, atom.Section: paragraph,
	atom.Summary: paragraph, atom.Table: paragraph, atom.Tbody: paragraph, atom.Td: paragraph, atom.Tfoot: paragraph, atom.Th: paragraph,
	atom.Thead: paragraph, atom.Tr: paragraph, atom.Ul: paragraph, atom.Xmp: paragraph,
}

// walk fills the page's blocks and the copy for readability.
func (p *page) walk(doc *html.Node) {
	w := &walker{p: p, consumed: map[*html.Node]bool{}}
	var root *html.Node
	if !p.filing { // else the extractors are not asked
		root = &html.Node{Type: html.DocumentNode}
	}
	w.holder = doc
	for c := doc.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, root)
	}
	w.close()
	if p.copy = root; p.tooLarge() {
		p.copy = nil
	}
}

func (w *walker) node(n, out *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n, out)
	case html.CommentNode:
		w.p.hidden.comment(n, len(w.p.blocks))
	case html.ElementNode:
		if !w.leaves(n) {
			w.element(n, out)
		}
	}
}

// leaves reports whether an element is no text of the article, and counts it where it is
// text that readers do not see.
func (w *walker) leaves(n *html.Node) bool {
	switch kinds[n.DataAtom] {
	case machine, struck:
		return true
	case unshown:
		w.p.hidden.count(n, len(w.p.blocks))
		return true
	}
	if n.Data == declarations {
		return true
	}
	if w.p.styles.isHidden(n) {
		w.p.hidden.count(n, len(w.p.blocks))
		return true
	}
	return w.consumed[n] || n.DataAtom == atom.Sup && isMark(n, w.line.b)
}

func (w *walker) element(n, out *html.Node) {
	copied := w.copyTag(n, out)
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak()
		return
	case atom.Sup:
		if s, ok := exponent(n, w.line.b); ok {
			w.piece(s, copied)
			return
		}
	case atom.Table:
		if t := w.readTable(n); t != nil {
			w.close()
			w.p.blocks = append(w.p.blocks, block{table: t, holder: n, chrome: w.chrome > 0})
			w.copyTable(n, copied, len(w.p.blocks)-1)
			return
		}
	case atom.Q:
		w.piece("\"", copied)
		defer w.piece("\"", copied)
	}
	w.inside(n, copied)
}

// inside walks what an element holds.
func (w *walker) inside(n, copied *html.Node) {
	links, pre, chrome, holder := w.links, w.pre, w.chrome, w.holder
	isBlock := kinds[n.DataAtom] == paragraph
	if isBlock {
		w.close()
		w.holder = n
	}
	switch {
	case n.DataAtom == atom.A && has(n, "href"):
		w.links++
	case n.DataAtom == atom.Pre:
		w.pre++
	case isBlock && isChrome(n):
		w.chrome++
	}
	w.depth++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, copied)
	}
	w.depth--
	if isBlock {
		w.close()
	}
	w.links, w.pre, w.chrome, w.holder = links, pre, chrome, holder
}

func (w *walker) text(n, out *html.Node) {
	if w.pre == 0 {
		w.piece(n.Data, out)
		return
	}
	rest, more := n.Data, true
	for first := true; more; first = false {
		if !first {
			w.lineBreak()
		}
		var l string
		l, rest, more = strings.Cut(rest, "\n")
		if strings.TrimSpace(l) != "" {
			w.begin()
			w.line.keep(strings.TrimRight(l, " \t\r"))
			w.copyText(l, out, len(w.p.blocks))
		}
	}
}

// piece adds text to the open block and to the copy.
func (w *walker) piece(s string, out *html.Node) {
	if strings.TrimSpace(s) == "" {
		if w.open.holder != nil { // between blocks it shows nothing
			w.line.add(s)
			w.copyText(s, out, -1)
		}
		return
	}
	w.begin()
	w.line.add(s)
	if w.links > 0 {
		w.open.linked += len(s)
	}
	w.copyText(s, out, len(w.p.blocks))
}

// begin notes where a block begins, at its first text.
func (w *walker) begin() {
	if w.open.holder == nil {
		w.open = block{holder: w.holder, level: level(w.holder), chrome: w.chrome > 0}
	}
}

// lineBreak ends a line; a second one ends the paragraph.
func (w *walker) lineBreak() {
	if !w.line.newline() {
		w.close()
	}
}

// close ends the open block.
func (w *walker) close() {
	b := w.open
	w.open = block{}
	if b.text = w.line.take(); b.holder == nil || !hasWord(b.text) || b.holder.DataAtom == atom.Td && isBullet(b.text) {
		return
	}
	w.p.blocks = append(w.p.blocks, b)
}

// isBullet reports whether a cell's text only numbers the text in the next: "(1)", "a.".
func isBullet(s string) bool {
	bare := strings.Trim(s, "()[].")
	return len(s) <= 5 && bare != s && len(bare) <= 2
}

// level is that of the heading which an element is or stands in.
func level(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	return 0
}

// isChrome reports whether an element surrounds articles and is part of none, by its tag,
// role or name. An <aside> may hold the figures of the article.
func isChrome(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Menu, atom.Dialog:
		return true
	}
	switch attr(n, "role") {
	case "navigation", "contentinfo", "banner", "search", "dialog", "alertdialog", "menu", "menubar":
		return true
	}
	name := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	for _, s := range surroundings {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}

// surroundings are parts of the names that sites give to what surrounds articles.
var surroundings = []string{"cookie", "consent", "gdpr", "newsletter", "breadcrumb", "related", "share-", "social", "comments", "site-header", "site-footer", "navbar", "paywall"}
