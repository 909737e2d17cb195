package office

import (
	"encoding/xml"
	"path"
	"strings"

	"assay/input/container"
)

// relations are the parts that a part refers to, by the last word of the kind of
// reference: "styles", "footnotes". The empty part is the whole file.
func relations(a *container.Archive, part string) map[string]string {
	dir, base := path.Split(part)
	x, err := a.XML(dir + "_rels/" + base + ".rels")
	if err != nil {
		return nil
	}
	out := map[string]string{}
	for {
		t, err := x.Next()
		if err != nil {
			return out
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || container.Attr(e, "TargetMode") == "External" {
			continue
		}
		target := container.Attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		out[path.Base(container.Attr(e, "Type"))] = strings.TrimPrefix(target, "/")
	}
}

// mainPart is the part that holds the text of a Word document, or "".
func mainPart(a *container.Archive) string {
	main := relations(a, "")["officeDocument"]
	switch {
	case !a.Has(main):
		main = "word/document.xml"
	case strings.HasPrefix(main, "xl/"), strings.HasPrefix(main, "ppt/"):
		return ""
	}
	if !a.Has(main) {
		return ""
	}
	return main
}

// style is what a style of a Word document says that matters here.
type style struct {
	name  string // in lower case
	base  string // the id of the style that it builds on
	hides bool
}

// styles are a document's styles by id, and the language of text that names none.
type styles struct {
	byID map[string]style
	lang lang
}

// lang is the language of a run: of its text, and of its text in East Asian letters.
type lang struct{ text, eastAsian string }

// readStyles reads the styles; a document without any is read with the ids as names.
func readStyles(a *container.Archive, part string) (styles, error) {
	s := styles{byID: map[string]style{}}
	if !a.Has(part) {
		return s, nil
	}
	x, err := a.XML(part)
	if err != nil {
		return s, err
	}
	id := ""
	for {
		t, err := x.Next()
		if err != nil {
			return s, ignoreEOF(err)
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		st := s.byID[id]
		switch name(e) {
		case "style":
			id = container.Attr(e, "styleId")
			continue
		case "name":
			st.name = strings.ToLower(container.Attr(e, "val"))
		case "basedOn":
			st.base = container.Attr(e, "val")
		case "vanish":
			st.hides = isOn(e)
		case "lang":
			if id == "" {
				s.lang = langOf(e)
			}
			continue
		default:
			continue
		}
		s.byID[id] = st
	}
}

// longestBase is how many styles may build on each other.
const longestBase = 16

// name is the name of a style: its own, or "title" where it builds on that of titles.
func (s *styles) name(id string) string {
	st, ok := s.byID[id]
	if !ok {
		return strings.ToLower(id)
	}
	for base, n := st, 0; n < longestBase; n++ {
		if base.name == "title" {
			return "title"
		}
		if base, ok = s.byID[base.base]; !ok {
			break
		}
	}
	return st.name
}

// hides reports whether text of a style is hidden.
func (s *styles) hides(id string) bool {
	for n := 0; n < longestBase && id != ""; n++ {
		st := s.byID[id]
		if st.hides {
			return true
		}
		id = st.base
	}
	return false
}

func langOf(e xml.StartElement) lang {
	return lang{container.Attr(e, "val"), container.Attr(e, "eastAsia")}
}

// isOn reads a property that is on where it stands without a value.
func isOn(e xml.StartElement) bool {
	switch container.Attr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}
