package assay_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/text/unicode/norm"

	"assay/article"
	"assay/claim"
	"assay/lang"
	"assay/period"
)

// TestDecomposed reads the statements of every language in composed and in
// decomposed characters: the same is read, at the same words.
func TestDecomposed(t *testing.T) {
	var file struct {
		Same []same `toml:"same"`
	}
	loadTOML(t, filepath.Join("testdata", "parallel.toml"), &file)
	session := newSession(t)
	read := func(text, code, day string) (*article.Article, []claim.Claim, []claim.Unread) {
		a, err := article.Parse("d", []byte(text), article.Hints{Lang: code, Published: period.MustDate(day)})
		if err != nil {
			t.Fatal(err)
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		return a, claims, unread
	}
	decomposed := 0
	for _, code := range lang.Codes() {
		for _, s := range file.Same {
			nfc, nfd := norm.NFC.String(s.Text[code]), norm.NFD.String(s.Text[code])
			if nfc != nfd {
				decomposed++
			}
			a, want, wantUnread := read(nfc, code, s.Published)
			b, got, gotUnread := read(nfd, code, s.Published)
			if len(got) != len(want) || len(gotUnread) != len(wantUnread) {
				t.Errorf("%s: %s: %d claims and %d unread, decomposed %d and %d", code, s.ID, len(want), len(wantUnread), len(got), len(gotUnread))
				continue
			}
			for i := range want {
				w, g := &want[i], &got[i]
				if w.Metric != g.Metric || w.Period != g.Period || w.Value.Value.Cmp(g.Value.Value) != 0 {
					t.Errorf("%s: %s: %v, decomposed %v", code, s.ID, w, g)
				}
				if words := norm.NFC.String(b.Text[g.Span.Start:g.Span.End]); words != a.Text[w.Span.Start:w.Span.End] {
					t.Errorf("%s: %s: claim at %q, decomposed at %q", code, s.ID, a.Text[w.Span.Start:w.Span.End], words)
				}
			}
		}
	}
	if decomposed < 50 {
		t.Errorf("only %d statements have characters to decompose", decomposed)
	}
}

// TestParagraphsOfOtherLanguages reads a quotation in the language that it stands in.
func TestParagraphsOfOtherLanguages(t *testing.T) {
	text := `Was die Konzerne sagen
2024-11-05

Der Umsatz von Alphabet stieg im dritten Quartal 2024 um 15 Prozent auf 88,3 Milliarden Dollar. Die Analysten waren davon nicht überrascht, denn schon im Sommer hatte der Konzern mehr verdient als in jedem Quartal zuvor, und auch das Geschäft mit der Cloud lief wieder besser.

"In the third quarter of 2024 our net income rose to $26.3 billion, which is more than any of us had expected it to be," Alphabet said.

アルファベットの2024年7〜9月期の営業利益は285億ドルだった。これは前年同期を大きく上回った。
`
	a, err := article.Parse("q", []byte(text), article.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	session := newSession(t)
	claims, _, err := session.Read(a)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"revenue": "de", "net income": "en", "operating income": "ja"}
	for _, c := range claims {
		if lang, ok := want[c.Metric]; ok && c.Lang == lang && c.Kind == claim.Level {
			delete(want, c.Metric)
		}
	}
	if a.Lang != "de" || len(want) > 0 {
		t.Errorf("text in %s, %v not read; got %v", a.Lang, want, claims)
	}
}
