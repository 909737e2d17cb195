package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isMark reports whether raised text only points at a footnote: "[1]", "*", "(a)", a link
// to a place on the page, or a number that is no exponent of what stands before it.
func isMark(n *html.Node, before []byte) bool {
	s := strings.TrimSpace(textOf(n))
	if s == "" || linksHere(n) {
		return true
	}
	if strings.Trim(s, "*†‡§¶#") == "" {
		return true
	}
	if open, shut := s[0], s[len(s)-1]; (open == '[' && shut == ']' || open == '(' && shut == ')') && len(s) <= 5 {
		return true
	}
	if strings.Trim(s, "0123456789,; ") != "" || len(s) > 5 {
		return false
	}
	_, isExponent := exponent(n, before)
	return !isExponent
}

// linksHere reports whether all that an element holds is a link into the page.
func linksHere(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case c.DataAtom == atom.A && strings.HasPrefix(attr(c, "href"), "#"):
			return true
		default:
			return false
		}
	}
	return false
}

// exponent is the raised number of a power of ten or a measure of area or volume, in
// raised digits, so that 10⁶ never reads as 106.
func exponent(n *html.Node, before []byte) (string, bool) {
	s := strings.TrimSpace(textOf(n))
	if s == "" || len(s) > 3 || strings.Trim(s, "0123456789-") != "" {
		return "", false
	}
	before = before[max(len(before)-8, 0):]
	last := lastWord(string(before))
	switch {
	case last == "10":
	case (s == "2" || s == "3") && (last == "m" || last == "km" || last == "cm" || last == "mm" || last == "ft"):
	default:
		return "", false
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(raised[r])
	}
	return b.String(), true
}

var raised = map[rune]rune{'-': '⁻', '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹'}

// lastWord are the letters and digits that a text ends with; a number is whole, so that
// "3.10" is none that ends in 10.
func lastWord(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != ',' {
			break
		}
		i -= n
	}
	return s[i:]
}

// textOf is all text below a node.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if c := n.FirstChild; c != nil && c.NextSibling == nil {
		return textOf(c)
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
