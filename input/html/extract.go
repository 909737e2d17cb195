package html

import (
	"log/slog"

	"assay/message"

	"codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"golang.org/x/net/html"
)

// The extractors, by their place in block.kept.
const (
	byReadability = iota
	byDistiller
)

// extract has both extractors, at the same time, tell which blocks are the article. In a
// filing nothing surrounds it.
func (p *page) extract() {
	if p.filing {
		return
	}
	if p.copy == nil {
		p.tell(-1, -1, "plain walk", message.Say("the page is too large to tell the article from what surrounds it; all of its text was taken"))
		return
	}
	var failed [2]bool
	done := make(chan struct{})
	theirs := clone(p.copy)
	other := make([]block, len(p.blocks)) // counts of its own: the two run at the same time
	go func() {
		defer close(done)
		failed[byReadability] = !run(func() { marks(readable(theirs), other, byReadability) })
	}()
	failed[byDistiller] = !run(func() { marks(distilled(p.copy), p.blocks, byDistiller) })
	<-done
	for i := range other {
		p.blocks[i].kept[byReadability] = other[i].kept[byReadability]
	}
	for by, name := range []string{"readability", "distiller"} {
		if failed[by] {
			p.tell(-1, -1, "extractor failed", message.Say("the extractor %s failed on this page; only the other was heard", message.Text(name)))
		}
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

// distilled is what DOM Distiller keeps. It leaves the tree as it is.
func distilled(doc *html.Node) *html.Node {
	r, err := distiller.Apply(doc, &distiller.Options{SkipPagination: true})
	if err != nil {
		return nil
	}
	return r.Node
}

// clone copies a tree.
func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: append([]html.Attribute(nil), n.Attr...)}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		c.AppendChild(clone(d))
	}
	return c
}
