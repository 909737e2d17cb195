package report

import (
	"encoding/json"
	"io"
)

// JSONLine writes the document as JSON does, on one line: the reports of a folder are
// JSON Lines.
func JSONLine(w io.Writer, d Document, _ Options) error {
	if d.Article.plain {
		d.Article.Text = ""
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(d)
}
