package main

import (
	"testing"
	"time"

	"assay/article"
	"assay/fetch"
	"assay/fetch/fetchtest"
)

// What the server says of kind and charset goes before the name and the content, as far
// as the bytes bear it out.
func TestTold(t *testing.T) {
	s := fetchtest.New(t)
	const euro, latin = "Der Umsatz stieg auf 30,5 Milliarden \x80 im \xdcbrigen.", "Der Umsatz stieg im \xdcbrigen auf gut 30,5 Milliarden Dollar."
	for _, tt := range []struct{ name, kind, body, want string }{
		{"header alone", "text/plain; charset=windows-1252", euro, "Der Umsatz stieg auf 30,5 Milliarden € im Übrigen."},
		{"header before meta", "text/html; charset=iso-8859-1", `<html lang="de"><head><meta charset="koi8-r"></head><body><p>` + latin + `</p></body></html>`, "Der Umsatz stieg im Übrigen auf gut 30,5 Milliarden Dollar."},
		{"meta, where the header says nothing", "text/html", `<html lang="de"><head><meta charset="iso-8859-1"></head><body><p>` + latin + `</p></body></html>`, "Der Umsatz stieg im Übrigen auf gut 30,5 Milliarden Dollar."},
		{"UTF-8 under a wrong header", "text/plain; charset=iso-8859-1", "Der Umsatz stieg im Übrigen.", "Der Umsatz stieg im Übrigen."},
		{"HTML without a sign of it", "text/html", `Revenue <b>rose</b> 5&nbsp;%.`, "Revenue rose 5\u00a0%."},
		{"Markdown", "text/markdown", "Revenue **rose** 5 %.", "Revenue rose 5 %."},
		{"plain text with tags", "text/plain", "Revenue <b>rose</b> 5 %.", "Revenue <b>rose</b> 5 %."},
		{"no header", "", "Revenue rose 5 %.", "Revenue rose 5 %."},
	} {
		s.Say("/a", fetchtest.Answer{Body: tt.body, Header: map[string]string{"Content-Type": tt.kind}})
		web := fetch.New(fetch.Options{Trusted: []string{s.Host()}, Now: func() time.Time { return time.Time{} }})
		r := reader{hints: func(string) article.Hints { return article.Hints{} }, web: web}
		a, err := r.address(t.Context(), s.URL+"/a")
		if err != nil || a.Text != tt.want && a.Text != tt.want+"\n" || a.Source != s.URL+"/a" {
			t.Errorf("%s: %+v, %v", tt.name, a, err)
		}
	}
}
