package html

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"
)

// Bounds of the parse. The rules of HTML let a few bytes make many nodes: a <b> that is
// never closed is opened again in each paragraph behind it, so that 500 of them make
// every <p>x into 500 elements.
const (
	maxNodes  = 2_000_000 // of the tree, by estimate
	maxBodies = 16        // <html> and <body> tags, whose attributes the parser merges
)

// formatting are the elements that the parser opens again after their parent was closed.
var formatting = []string{"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}

// walls are the elements across which an end tag closes nothing.
var walls = []string{"applet", "caption", "desc", "foreignobject", "marquee", "math", "object", "select", "svg", "table", "td", "template", "th", "title"}

// census estimates, from above, what the parser will make of a page.
type census struct {
	kinds      map[string]int // formatting elements by name, from 1; walls are -1, html and body -2
	open, near []int          // formatting elements that may be open, by kind; those since the last wall
	sum        int            // of open
	nodes      int
	bodies     int
}

func newCensus() *census {
	c := &census{kinds: make(map[string]int, 32), open: make([]int, len(formatting)+1), near: make([]int, len(formatting)+1)}
	for i, name := range formatting {
		c.kinds[name] = i + 1
	}
	for _, name := range walls {
		c.kinds[name] = -1
	}
	c.kinds["html"], c.kinds["body"] = -2, -2
	return c
}

func (c *census) start(name []byte) {
	c.text()
	switch k := c.kinds[string(name)]; {
	case k > 0:
		c.open[k]++
		c.near[k]++
		c.sum++
	case k == -1:
		clear(c.near)
	case k == -2:
		c.bodies++
	}
}

func (c *census) end(name []byte) {
	if k := c.kinds[string(name)]; k > 0 && c.near[k] > 0 {
		c.open[k]--
		c.near[k]--
		c.sum--
	}
}

func (c *census) text() { c.nodes += 1 + min(c.sum, 512) }

// tame returns the page as it is where the parser's work is bounded by its size, which
// is so for all but hostile ones. Else it takes the formatting tags out.
func tame(b []byte) ([]byte, error) {
	c := newCensus()
	z := html.NewTokenizer(bytes.NewReader(b))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if c.nodes > maxNodes || c.bodies > maxBodies {
				return plainTags(b, c.kinds)
			}
			return b, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			c.start(name)
		case html.EndTagToken:
			name, _ := z.TagName()
			c.end(name)
		default:
			c.text()
		}
	}
}

// plainTags is the page without formatting tags, and with the first <html> and <body>
// tags alone. Struck text stays apart: <del> is no formatting element.
func plainTags(b []byte, kinds map[string]int) ([]byte, error) {
	out := make([]byte, 0, len(b))
	z := html.NewTokenizer(bytes.NewReader(b))
	nodes, bodies := 0, 0
	for {
		t := z.Next()
		raw := z.Raw()
		switch t {
		case html.ErrorToken:
			return out, nil
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch k := kinds[string(name)]; {
			case k > 0 && string(name) != "s" && string(name) != "strike":
				continue
			case k > 0:
				raw = []byte("<del>")
				if t == html.EndTagToken {
					raw = []byte("</del>")
				}
			case k == -2:
				if bodies++; bodies > maxBodies {
					continue
				}
			}
		}
		if nodes++; nodes > maxNodes {
			return nil, fmt.Errorf("%w (more than %d tags and texts)", ErrTangle, maxNodes)
		}
		out = append(out, raw...)
	}
}

// closeEmpty gives the empty elements of an XML document, <title/> and <a id="x"/>, end
// tags of their own: read as HTML, they would hold all that follows.
func closeEmpty(b []byte) []byte {
	if !bytes.HasPrefix(bytes.TrimSpace(b[:min(len(b), 256)]), []byte("<?xml")) || !bytes.Contains(b, []byte("/>")) {
		return b
	}
	out := make([]byte, 0, len(b)+len(b)/16)
	for {
		before, rest, ok := bytes.Cut(b, []byte("/>"))
		out = append(out, before...)
		if !ok {
			return out
		}
		b = rest
		name := openName(before)
		if len(name) == 0 || void[string(name)] {
			out = append(out, "/>"...)
			continue
		}
		out = append(out, "></"...)
		out = append(out, name...)
		out = append(out, '>')
	}
}

// openName is the name of the tag that b breaks off in.
func openName(b []byte) []byte {
	tag := b[bytes.LastIndexByte(b, '<')+1:]
	if len(tag) == len(b) || bytes.IndexByte(tag, '>') >= 0 {
		return nil
	}
	name := tag
	if i := bytes.IndexAny(tag, " \t\r\n"); i >= 0 {
		name = tag[:i]
	}
	if len(name) == 0 || name[0] == '!' || name[0] == '?' || name[0] == '/' {
		return nil
	}
	return name
}

// void are the elements that HTML never closes.
var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true}
