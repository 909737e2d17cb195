package assay_test

import (
	"context"
	"testing"

	"assay"
	"assay/article"
	"assay/store/starter"
)

// FuzzRead reads any text in every language: no panic, every claim inside the
// text and none overlapping the next.
func FuzzRead(f *testing.F) {
	f.Add("de", "Alphabet setzte im zweiten Quartal 84,7 Milliarden Dollar um, 14 Prozent mehr als ein Jahr zuvor.")
	f.Add("en", "Meta's profit more than doubled to $12.37 billion, or $4.71 a share, from $5.71 billion a year earlier.")
	f.Add("ja", "売上高は前年同期比14%増の847億4200万ドル、純利益は２割増だった。")
	r, err := assay.NewReader()
	if err != nil {
		f.Fatal(err)
	}
	store, err := starter.Open()
	if err != nil {
		f.Fatal(err)
	}
	session, err := r.Session(context.Background(), store)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, lang, text string) {
		if lang != "de" && lang != "en" && lang != "ja" {
			lang = "en"
		}
		a, err := article.Parse("f", []byte("2024-08-05\n\n"+text), article.Hints{Lang: lang})
		if err != nil {
			return
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range claims {
			if c.Span.Start < 0 || c.Span.End > len(a.Text) || c.Span.Start >= c.Span.End {
				t.Fatalf("claim %v of %d bytes", c.Span, len(a.Text))
			}
		}
		for _, u := range unread {
			if u.Span.Start < 0 || u.Span.End > len(a.Text) {
				t.Fatalf("unread %v of %d bytes", u.Span, len(a.Text))
			}
		}
	})
}
