package office

import (
	"encoding/xml"
	"strings"

	"assay/input/container"
)

// dublinCore is the namespace of titles and languages, in both formats.
const dublinCore = "http://purl.org/dc/elements/1.1/"

// properties are title and language in a document's properties, "" where they are absent
// or cannot be read: they only help.
func properties(a *container.Archive, part string) (title, lang string) {
	x, err := a.XML(part)
	if err != nil {
		return "", ""
	}
	for {
		t, err := x.Next()
		if err != nil {
			return clean(title), strings.TrimSpace(lang)
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Space != dublinCore {
			continue
		}
		switch e.Name.Local {
		case "title":
			title, _ = x.Text()
		case "language":
			lang, _ = x.Text()
		}
	}
}
