package ixbrl

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"assay/span"
)

const (
	// maxOpen bounds how deep facts may stand inside each other.
	maxOpen = 64
	// maxToken bounds one tag or one run of text: pictures are embedded as
	// data in attributes.
	maxToken = 64 << 20
	// maxText bounds the text kept of one element.
	maxText = 1 << 16
)

// document is what a walk over a document leaves.
type document struct {
	data     []byte
	prefixes map[string]string // namespace prefix → name; prefixes in lower case
	contexts map[string]*context
	units    map[string]*unit
	numbers  []number
	words    []word
	conts    map[string]continuation
	wanted   map[string]bool // ids of continuations whose text is needed
	text     bytes.Buffer    // the visible text, white space collapsed
	notes    notes
	sawIX    bool
	sawEnd   bool // </html>
	sawFirst bool // any element
}

// number is an ix:nonFraction as it stands.
type number struct {
	at                                       span.Span
	name, context, unit, decimals, precision string
	scale, sign, format, text                string
	nil_, fraction                           bool
}

// word is an ix:nonNumeric of one of the names that the cover page needs.
type word struct {
	name, context, format, continued, text string
}

type continuation struct {
	next, text string
}

// capture is an element whose text is being gathered.
type capture struct {
	local string // "nonfraction", …
	text  []byte
	num   int    // index into numbers, or -1
	word  int    // index into words, or -1
	cont  string // id of the continuation, or ""
}

func (c *capture) wanted() bool { return c.num >= 0 || c.word >= 0 || c.cont != "" }

// walker is the state of one pass over the tokens.
type walker struct {
	*document
	z        *html.Tokenizer
	off      int // byte offset of the current token
	open     []capture
	live     int // how many of open gather text
	excluded int // depth of ix:exclude
	header   int // depth of ix:header
	res      resources
}

// walk reads the document once.
func walk(data []byte, wanted map[string]bool) (*document, error) {
	d := &document{
		data:     data,
		prefixes: map[string]string{"xml": "http://www.w3.org/XML/1998/namespace"},
		contexts: map[string]*context{}, units: map[string]*unit{},
		conts: map[string]continuation{}, wanted: map[string]bool{},
	}
	d.text.Grow(len(data) / 6) // what filings hold beside their tags
	for id := range wanted {
		d.wanted[id] = true
	}
	w := &walker{document: d, z: html.NewTokenizer(bytes.NewReader(data))}
	w.z.SetMaxBuf(maxToken)
	w.z.AllowCDATA(true)
	for {
		t := w.z.Next()
		if t == html.ErrorToken {
			break
		}
		n := len(w.z.Raw())
		if err := w.token(t, n); err != nil {
			return nil, err
		}
		w.off += n
	}
	return d, w.end()
}

// end judges how the walk came to its end.
func (w *walker) end() error {
	err := w.z.Err()
	switch {
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("%s: %w", place(w.data, w.off), err)
	case !w.sawIX:
		return ErrNoXBRL
	case len(w.open) > 0 || w.header > 0 || !w.sawEnd:
		return fmt.Errorf("%s: the document is cut short: no </html>", place(w.data, len(w.data)))
	}
	return nil
}

func (w *walker) token(t html.TokenType, n int) error {
	switch t {
	case html.TextToken:
		w.addText()
	case html.StartTagToken, html.SelfClosingTagToken:
		name, hasAttr := w.z.TagName()
		if i := bytes.IndexByte(name, ':'); i >= 0 {
			return w.start(string(name[:i]), string(name[i+1:]), hasAttr, t == html.SelfClosingTagToken, span.Span{Start: w.off, End: w.off + n})
		}
		w.space(name)
		if !w.sawFirst || string(name) == "html" {
			w.sawFirst = true
			w.attributes(hasAttr, nil)
		}
	case html.EndTagToken:
		name, _ := w.z.TagName()
		if i := bytes.IndexByte(name, ':'); i >= 0 {
			w.finish(string(name[:i]), string(name[i+1:]))
			return nil
		}
		w.space(name)
		if string(name) == "html" {
			w.sawEnd = true
		}
	}
	return nil
}

// attributes calls each with every attribute and learns the prefixes.
func (w *walker) attributes(more bool, each func(key, val []byte)) {
	for more {
		var k, v []byte
		k, v, more = w.z.TagAttr()
		if p, ok := bytes.CutPrefix(k, []byte("xmlns:")); ok {
			w.prefixes[string(p)] = string(v)
			continue
		}
		if each != nil {
			each(k, v)
		}
	}
}

// namespaces of elements, by what their names contain.
const (
	nsInline   = "/inlineXBRL" // http://www.xbrl.org/2013/inlineXBRL, 2008/inlineXBRL
	nsInstance = "http://www.xbrl.org/2003/instance"
	nsDims     = "http://xbrl.org/2006/xbrldi"
)

func (w *walker) isInline(prefix string) bool {
	ns := w.prefixes[prefix]
	return strings.HasSuffix(ns, nsInline)
}

// start handles an element with a prefix.
func (w *walker) start(prefix, local string, hasAttr, closed bool, at span.Span) error {
	var attrs attributes
	w.attributes(hasAttr, attrs.set)
	switch {
	case w.isInline(prefix):
		w.sawIX = true
		return w.startInline(local, &attrs, closed, at)
	case w.header > 0:
		w.res.start(w.document, w.prefixes[prefix], local, &attrs, closed)
	}
	return nil
}

func (w *walker) startInline(local string, a *attributes, closed bool, at span.Span) error {
	c := capture{local: local, num: -1, word: -1}
	switch local {
	case "header":
		if !closed {
			w.header++
		}
		return nil
	case "exclude":
		if !closed {
			w.excluded++
		}
		return nil
	case "nonfraction", "fraction":
		c.num = len(w.numbers)
		w.numbers = append(w.numbers, a.number(at, local == "fraction"))
	case "nonnumeric":
		if a.continued != "" && coverNames[localName(a.name)] {
			w.wanted[a.continued] = true
		}
		if coverNames[localName(a.name)] {
			c.word = len(w.words)
			w.words = append(w.words, word{name: a.name, context: a.context, format: a.format, continued: a.continued})
		}
	case "continuation":
		if w.wanted[a.id] {
			c.cont = a.id
			w.wanted[a.continued] = true
		}
		w.conts[a.id] = continuation{next: a.continued}
	default:
		return nil
	}
	if closed {
		return nil
	}
	if c.wanted() {
		w.live++
	}
	if len(w.open) == maxOpen {
		return fmt.Errorf("%s: facts are nested more than %d deep", place(w.data, at.Start), maxOpen)
	}
	w.open = append(w.open, c)
	return nil
}

// finish handles the end tag of an element with a prefix.
func (w *walker) finish(prefix, local string) {
	if !w.isInline(prefix) {
		if w.header > 0 {
			w.res.end(w.document, w.prefixes[prefix], local)
		}
		return
	}
	switch local {
	case "header":
		w.header = max(0, w.header-1)
	case "exclude":
		w.excluded = max(0, w.excluded-1)
	case "nonfraction", "fraction", "nonnumeric", "continuation":
		w.close(local)
	}
}

// close ends the innermost open element, if it has that name.
func (w *walker) close(local string) {
	if len(w.open) == 0 || w.open[len(w.open)-1].local != local {
		return
	}
	c := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	if c.wanted() {
		w.live--
	}
	switch {
	case c.num >= 0:
		w.numbers[c.num].text = string(c.text)
		w.numbers[c.num].at.End = w.off + len(w.z.Raw())
	case c.word >= 0:
		w.words[c.word].text = string(c.text)
	case c.cont != "":
		k := w.conts[c.cont]
		k.text = string(c.text)
		w.conts[c.cont] = k
	}
}

// addText gives a run of text to all who gather it.
func (w *walker) addText() {
	t := w.z.Text()
	if w.live > 0 && w.excluded == 0 {
		for i := range w.open {
			if c := &w.open[i]; c.wanted() && len(c.text)+len(t) <= maxText {
				c.text = append(c.text, t...)
			}
		}
	}
	if w.header == 0 {
		w.collapse(t)
	} else {
		w.res.addText(t)
	}
}

// missingContinuations are the ids that a fact continues at and whose text
// stood before the fact.
func (d *document) missingContinuations() map[string]bool {
	var missing map[string]bool
	for id := range d.wanted {
		if c, ok := d.conts[id]; ok && id != "" && c.text == "" {
			if missing == nil {
				missing = map[string]bool{}
			}
			missing[id] = true
		}
	}
	return missing
}
