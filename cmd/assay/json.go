package main

import (
	"encoding/json"
	"io"
)

// writeJSON writes a command's answer for programs: indented, with a final
// newline, and with < > & as they are, since it is no part of a page.
func writeJSON(w io.Writer, answer any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(answer)
}
