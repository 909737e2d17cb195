package html

import (
	"strings"
	"unicode/utf8"

	"assay/message"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// choose drops the blocks that are not of the article. It keeps
//   - what readability keeps;
//   - what density alone keeps, if it stands inside the article, or is prose beside it, or
//     prose with digits anywhere, and is no part of what surrounds articles;
//   - tables of figures beside the article that neither keeps;
//
// and notes what holds digits and was not kept by both. Where neither keeps anything it
// takes what is no navigation.
func (p *page) choose() {
	p.main = p.findMain(byReadability)
	if p.main == nil {
		p.main = p.findMain(byDensity)
	}
	if p.main == nil {
		p.takeAll()
		return
	}
	around := surround(p.main)
	var kept []block
	alone := lone{p: p, first: -1}
	seen := map[string]bool{}
	before := 0 // blocks before the first hidden text
	for i := range p.blocks {
		b := &p.blocks[i]
		why := p.why(b, around)
		switch {
		case i == p.title.block:
			p.title.block, why = len(kept), both
		case p.title.again(b):
			continue
		case why == dropped && i+1 < len(p.blocks) && p.heads(i, around):
			why = both
		}
		if why == dropped || repeats(b, seen) {
			continue
		}
		if i < p.hidden.first {
			before++
		}
		alone.see(len(kept), b, why)
		kept = append(kept, *b)
	}
	alone.flush()
	p.blocks, p.hidden.first = kept, before
}

// reason is why a block is in the text.
type reason uint8

const (
	dropped reason = iota
	both
	readabilityAlone
	densityAlone
	beside // a table that stands beside what was kept
)

func (p *page) why(b *block, around *html.Node) reason {
	r, d := b.kept[byReadability], b.kept[byDensity]
	mostlyLinks := b.linked*2 > b.size()
	switch {
	case r && d:
		return both
	case r && !(b.chrome && mostlyLinks):
		return readabilityAlone
	case d && !b.chrome && p.isLikely(b, around):
		return densityAlone
	case b.table != nil && within(b.holder, around) && !b.chrome:
		return beside
	}
	return dropped
}

// isLikely reports whether a block that density alone keeps is taken: one inside the
// article, a table beside it, and elsewhere on the page a sentence with figures.
func (p *page) isLikely(b *block, around *html.Node) bool {
	switch {
	case within(b.holder, p.main):
		return true
	case within(b.holder, around):
		return b.table != nil || isProse(b.text)
	}
	return b.hasDigit() && isProse(b.text)
}

// heads reports whether a block is the title of the table behind it, or gives its unit,
// and that table is kept.
func (p *page) heads(i int, around *html.Node) bool {
	next := &p.blocks[i+1]
	return next.table != nil && p.isCaption(i) && p.why(next, around) != dropped
}

// isCaption reports whether a block gives a table's unit or is a heading, and no title of
// the page.
func (p *page) isCaption(i int) bool {
	b := &p.blocks[i]
	return b.table == nil && (givesUnit(b.text) || b.level > 1 && len(b.text) <= unitLine)
}

// isProse reports whether a text is a sentence at least.
func isProse(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return utf8.RuneCountInString(s) >= 40 && strings.ContainsRune(".!?。！？।”\"»)", last)
}

// repeatedBytes is from what length on a text that stands on the page again is left out:
// sites show pull quotes, and tables once for each width of the screen.
const repeatedBytes = 80

func repeats(b *block, seen map[string]bool) bool {
	text := b.text
	if b.table != nil {
		text = b.table.String()
	}
	if len(text) < repeatedBytes {
		return false
	}
	if seen[text] {
		return true
	}
	seen[text] = true
	return false
}

// String is the table's text, a line a row.
func (t *table) String() string {
	var s strings.Builder
	for _, row := range t.rows {
		for i, c := range row {
			if i > 0 {
				s.WriteString(" | ")
			}
			s.WriteString(c.text)
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// mainShare is the share of the kept text that the main element must hold, in percent.
const mainShare = 85

// findMain is the smallest element that holds nearly all of what an extractor kept; nil
// if it kept nothing.
func (p *page) findMain(by int) *html.Node {
	var n *html.Node
	total := 0
	weight := map[*html.Node]int{}
	for i := range p.blocks {
		b := &p.blocks[i]
		if !b.kept[by] {
			continue
		}
		size := b.size()
		total += size
		for n = b.holder; ; n = n.Parent {
			weight[n] += size
			if n.Parent == nil {
				break
			}
		}
	}
	for n != nil {
		next := n.FirstChild
		for next != nil && weight[next]*100 < total*mainShare {
			next = next.NextSibling
		}
		if next == nil {
			break
		}
		n = next
	}
	return n
}

// surround is the element around the main one in which tables belong to the article: the
// <article> or <main> that it stands in, or else its parent below the body.
func surround(main *html.Node) *html.Node {
	for n := main; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article || n.DataAtom == atom.Main || attr(n, "role") == "main" {
			return n
		}
	}
	if up := main.Parent; up != nil && up.DataAtom != atom.Body && up.DataAtom != atom.Html {
		return up
	}
	return main
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// takeAll keeps all that is no navigation and no list of links; a page of nothing else is
// taken whole.
func (p *page) takeAll() {
	var kept []block
	before := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case i == p.title.block:
			p.title.block = len(kept)
		case b.chrome || b.linked*2 > b.size() || p.title.again(b):
			continue
		}
		if i < p.hidden.first {
			before++
		}
		kept = append(kept, *b)
	}
	if len(kept) == 0 {
		kept, before = p.blocks, p.hidden.first
	}
	if p.copy != nil && !p.filing {
		p.tell(-1, -1, "plain walk", message.Say("neither extractor found an article; all text that is no navigation was taken"))
	}
	p.blocks, p.hidden.first = kept, before
}

// lone gathers what one extractor alone kept, so that neighbours share a note.
type lone struct {
	p           *page
	why         reason
	first, last int
}

func (l *lone) see(i int, b *block, why reason) {
	if why == both || !b.hasDigit() {
		return
	}
	if l.first >= 0 && l.why == why && l.last == i-1 && why != beside {
		l.last = i
		return
	}
	l.flush()
	l.why, l.first, l.last = why, i, i
}

func (l *lone) flush() {
	if l.first < 0 {
		return
	}
	switch l.why {
	case readabilityAlone:
		l.p.tell(l.first, l.last, "only one extractor", message.Say("only the extractor %s takes this for the article's text", message.Text("readability")))
	case densityAlone:
		l.p.tell(l.first, l.last, "only one extractor", message.Say("only the extractor %s takes this for the article's text", message.Text("density")))
	case beside:
		l.p.tell(l.first, l.last, "added table", message.Say("no extractor takes this table for a part of the article; it stands beside it"))
	}
	l.first = -1
}
