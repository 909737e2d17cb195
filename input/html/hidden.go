package html

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hidden counts the text that a reader of the page does not see, where instructions to
// machines like to stand. Scripts and styles are no text and are not counted.
type hidden struct {
	pieces, runes int
	first         int // the block before which the first piece stands
}

// declarations is the element in which inline XBRL defines its contexts and units.
const declarations = "ix:header"

// count adds all text below a node.
func (h *hidden) count(n *html.Node, at int) {
	switch n.Type {
	case html.TextNode, html.CommentNode:
		h.add(n.Data, at)
	case html.ElementNode:
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.Data == declarations {
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h.count(c, at)
	}
}

// commentWords is from how many words on a comment is taken for prose; most are marks of
// the site's machinery.
const commentWords = 5

// comment counts a comment that reads as prose.
func (h *hidden) comment(n *html.Node, at int) {
	if !strings.ContainsAny(n.Data, "<{}[]") && len(strings.Fields(n.Data)) >= commentWords {
		h.add(n.Data, at)
	}
}

func (h *hidden) add(text string, at int) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if h.pieces == 0 {
		h.first = at
	}
	h.pieces++
	h.runes += utf8.RuneCountInString(text)
}

// isHidden reports whether an element and all in it is not seen: by an attribute, its
// own style, or a simple rule of the page's style sheets.
func (s *styles) isHidden(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html { // hidden until a script runs
		return false
	}
	aria := false
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			aria = a.Val == "true"
		case "style":
			if hides(a.Val) {
				return true
			}
		}
	}
	if n.DataAtom == atom.Dialog && !has(n, "open") || s.concealed(n) {
		return true
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if unseen[class] || aria && unseenIcon[class] {
			return true
		}
	}
	return false
}

// unseen are the names that sites give to classes of text that only machines read aloud.
var unseen = map[string]bool{"sr-only": true, "visually-hidden": true, "visuallyhidden": true, "screen-reader-text": true, "screenreader-text": true, "offscreen": true, "off-screen": true}

// unseenIcon are class names that hide text where aria-hidden says so too.
var unseenIcon = map[string]bool{"hidden": true, "hide": true, "d-none": true, "invisible": true, "ghost": true, "is-hidden": true}

// styles are the simple selectors (.class, #id, element) that a page's own style sheets
// do not display. What another rule shows again, for wide screens or together with another
// class, is taken for shown.
type styles struct{ none, shown map[string]bool }

// maxSheet bounds the style sheets that are looked at, in bytes each.
const maxSheet = 1 << 20

// add reads a style sheet.
func (s *styles) add(sheet string) {
	if s.none == nil {
		s.none, s.shown = map[string]bool{}, map[string]bool{}
	}
	s.rules(stripComments(sheet[:min(len(sheet), maxSheet)]))
}

// rules reads rules one after the other. What stands in a block of its own, as in @media,
// holds for some screens only, or for paper: it may show, but does not hide.
func (s *styles) rules(sheet string) {
	for depth := 0; ; {
		end := strings.IndexAny(sheet, "{}")
		if end < 0 {
			return
		}
		if sheet[end] == '}' {
			sheet, depth = sheet[end+1:], max(depth-1, 0)
			continue
		}
		selectors := sheet[:end]
		sheet = sheet[end+1:]
		end = strings.IndexAny(sheet, "{}")
		if end < 0 {
			return
		}
		if sheet[end] == '{' { // a block of rules
			depth++
			continue
		}
		s.rule(selectors, sheet[:end], depth > 0)
		sheet = sheet[end+1:]
	}
}

func (s *styles) rule(selectors, declared string, partly bool) {
	switch {
	case !hides(declared):
		if strings.Contains(declared, "display") || strings.Contains(declared, "visibility") {
			s.show(selectors)
		}
	case !partly:
		s.hide(selectors)
	}
}

// hide notes the selectors that are a single name.
func (s *styles) hide(selectors string) {
	for sel := range strings.SplitSeq(selectors, ",") {
		sel = strings.TrimSpace(sel)
		if sel != "" && sel != "body" && sel != "html" && !strings.ContainsAny(sel, " >+~:[]()*@;") && !strings.ContainsAny(sel[1:], ".#") {
			s.none[sel] = true
		}
	}
}

// show notes all names in selectors.
func (s *styles) show(selectors string) {
	for sel := range strings.FieldsFuncSeq(selectors, func(r rune) bool { return strings.ContainsRune(" >+~,:[]()*@;\n\t", r) }) {
		for i := 0; i < len(sel); {
			end := i + 1
			for end < len(sel) && sel[end] != '.' && sel[end] != '#' {
				end++
			}
			s.shown[sel[i:end]] = true
			i = end
		}
	}
}

// conceal reports whether a selector is not displayed.
func (s *styles) conceal(sel string) bool { return s.none[sel] && !s.shown[sel] }

// concealed reports whether the style sheets hide an element.
func (s *styles) concealed(n *html.Node) bool {
	if len(s.none) == 0 {
		return false
	}
	if s.conceal(n.Data) || s.conceal("#"+attr(n, "id")) {
		return true
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if s.conceal("." + class) {
			return true
		}
	}
	return false
}

func stripComments(sheet string) string {
	if !strings.Contains(sheet, "/*") {
		return sheet
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(sheet, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, sheet, _ = strings.Cut(rest, "*/")
	}
}

// hides reports whether declarations of style make text invisible: not displayed, of no
// size, moved off the screen, cut away, or in the colour of its ground.
func hides(style string) bool {
	var l look
	for d := range strings.SplitSeq(style, ";") {
		name, val, ok := strings.Cut(d, ":")
		if !ok {
			continue
		}
		val = strings.ToLower(strings.TrimSpace(val))
		val = strings.TrimSpace(strings.TrimSuffix(val, "!important"))
		if l.declare(strings.ToLower(strings.TrimSpace(name)), val) {
			return true
		}
	}
	return l.small && l.clipped || l.colour == "transparent" || l.colour != "" && colourName(l.colour) == colourName(l.ground)
}

// look is what several declarations make invisible together.
type look struct {
	colour, ground string
	small, clipped bool
}

// declare takes one declaration, and reports whether it hides text on its own.
func (l *look) declare(name, val string) bool {
	n, isNumber := thousandths(val)
	switch name {
	case "display":
		return val == "none"
	case "visibility":
		return val == "hidden" || val == "collapse"
	case "opacity":
		return isNumber && n == 0
	case "font-size":
		return isNumber && (n == 0 || n <= 1000 && strings.HasSuffix(val, "px"))
	case "left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top":
		return isNumber && n <= -900_000
	case "clip", "clip-path":
		return strings.HasPrefix(val, "rect(0") || strings.HasPrefix(val, "rect(1px") || strings.HasPrefix(val, "inset(50%") || strings.HasPrefix(val, "inset(100%")
	case "width", "height", "max-width", "max-height":
		l.small = l.small || isNumber && n <= 1000 && !strings.HasSuffix(val, "em")
	case "overflow":
		l.clipped = val == "hidden" || val == "clip"
	case "color":
		l.colour = val
	case "background", "background-color":
		l.ground = val
	}
	return false
}

// colourName is one name for the usual ways to write black and white.
func colourName(c string) string {
	switch c {
	case "white", "#fff", "#ffffff", "rgb(255,255,255)", "rgb(255, 255, 255)":
		return "white"
	case "black", "#000", "#000000", "rgb(0,0,0)", "rgb(0, 0, 0)":
		return "black"
	}
	return c
}

// thousandths reads the number that a value of style begins with, in thousandths: "1.5px"
// is 1500.
func thousandths(val string) (n int, ok bool) {
	digits, negative := strings.CutPrefix(val, "-")
	end := 0
	for end < len(digits) && end < 9 && '0' <= digits[end] && digits[end] <= '9' {
		n = n*10 + int(digits[end]-'0')
		end++
	}
	n *= 1000
	ok = end > 0
	if end < len(digits) && digits[end] == '.' {
		for i, unit := end+1, 100; i < len(digits) && unit > 0 && '0' <= digits[i] && digits[i] <= '9'; i, unit = i+1, unit/10 {
			n, ok = n+int(digits[i]-'0')*unit, true
		}
	}
	if negative {
		n = -n
	}
	return n, ok
}

// attr is an attribute's value, "" without one.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
