package html

import (
	"log/slog"

	"assay/message"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// The extractors, by their place in block.kept.
const (
	byReadability = iota
	byDensity
)

// extract has both extractors tell which blocks are the article. In a filing nothing
// surrounds it.
func (p *page) extract() {
	if p.filing {
		return
	}
	if p.copy == nil {
		p.tell(-1, -1, "plain walk", message.Say("the page is too large to tell the article from what surrounds it; all of its text was taken"))
		return
	}
	for i, content := range dense(p.blocks) {
		p.blocks[i].kept[byDensity] = content
	}
	if !run(func() { marks(readable(p.copy), p.blocks) }) {
		p.tell(-1, -1, "extractor failed", message.Say("the extractor %s failed on this page; only the other was heard", message.Text("readability")))
	}
}

// run reports whether f came to its end; the page may be made to break what is foreign.
func run(f func()) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	f()
	return true
}

// readable is what readability keeps. It changes the tree.
func readable(doc *html.Node) *html.Node {
	r := readability.NewParser()
	r.DisableJSONLD, r.KeepClasses = true, true
	r.Logger = slog.New(slog.DiscardHandler)
	a, err := r.ParseAndMutate(doc, nil)
	if err != nil {
		return nil
	}
	return a.Node
}
