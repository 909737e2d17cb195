package assay_test

import (
	"context"
	"slices"
	"testing"
	"unicode/utf8"

	"assay"
	"assay/article"
	"assay/claim"
	"assay/lang"
	"assay/store/starter"
)

// FuzzRead reads any text in every language: no panic, every claim inside the
// text and none overlapping the next.
func FuzzRead(f *testing.F) {
	f.Add("de", "Alphabet setzte im zweiten Quartal 84,7 Milliarden Dollar um, 14 Prozent mehr als ein Jahr zuvor.")
	f.Add("en", "Meta's profit more than doubled to $12.37 billion, or $4.71 a share, from $5.71 billion a year earlier.")
	f.Add("ja", "売上高は前年同期比14%増の847億4200万ドル、純利益は２割増だった。")
	f.Add("ru", "Выручка выросла с 26,9 млрд до 30,6 млрд долларов, на 14% выше, чем годом ранее.")
	f.Add("fi", "Liikevoitto nousi 26,9 miljardista 30,6 miljardiin dollariin eli vajaat 14 prosenttia.")
	f.Add("ko", "3분기까지 누적 매출은 911억6600만 달러로 전년 동기 대비 94% 늘었다.")
	f.Add("sa", "राजस्वं ४८.४ बिलियन-डॉलर-परिमितम् अभवत्, १४.० बिलियन-डॉलरतः।")
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
	f.Fuzz(func(t *testing.T, code, text string) {
		if !slices.Contains(lang.Codes(), code) {
			code = "en"
		}
		a, err := article.Parse("f", []byte("2024-08-05\n\n"+text), article.Hints{Lang: code})
		if err != nil {
			return
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range claims {
			if i > 0 && claims[i-1].Kind != claim.Equality && c.Kind != claim.Equality && c.Span.Start < claims[i-1].Span.End && c.Span.End > claims[i-1].Span.Start {
				t.Fatalf("claims %v and %v share a figure", claims[i-1].Span, c.Span)
			}
			if !utf8.ValidString(a.Text[c.Span.Start:c.Span.End]) {
				t.Fatalf("claim %v cuts a character", c.Span)
			}
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
