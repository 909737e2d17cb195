package assay_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"assay"
	"assay/article"
	"assay/lang"
	"assay/period"
	"assay/sharedtest"
	"assay/store/starter"
)

func setup(t testing.TB) (shared string, r *assay.Reader, store *starter.Store) {
	t.Helper()
	shared = sharedtest.Dir(t)
	r, store = ready(t)
	return shared, r, store
}

// BenchmarkRead is text to claims, without evidence: language given, pack
// loaded, segmentation included.
func BenchmarkRead(b *testing.B) {
	shared, r, store := setup(b)
	articles := []struct{ lang, name string }{{"de", "000_ae1e6401304e98e5"}}
	for _, code := range lang.Codes() {
		articles = append(articles, struct{ lang, name string }{code, code + "-1"})
	}
	for _, c := range articles {
		text, err := os.ReadFile(filepath.Join(shared, "articles", c.name+".txt"))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			a, err := article.Parse(c.name, text, article.Hints{Lang: c.lang})
			if err != nil {
				b.Fatal(err)
			}
			session, err := r.Session(context.Background(), store)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := session.Read(a); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkReadParallel reads the articles of all languages on every core
// (-cpu 1,2): what a run over many articles can reach.
func BenchmarkReadParallel(b *testing.B) {
	shared, r, store := setup(b)
	var articles []*article.Article
	size := 0
	for _, code := range lang.Codes() {
		text, err := os.ReadFile(filepath.Join(shared, "articles", code+"-1.txt"))
		if err != nil {
			b.Fatal(err)
		}
		a, err := article.Parse(code, text, article.Hints{Lang: code})
		if err != nil {
			b.Fatal(err)
		}
		articles, size = append(articles, a), size+len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		session, err := r.Session(context.Background(), store)
		if err != nil {
			b.Error(err)
			return
		}
		for pb.Next() {
			for _, a := range articles {
				if _, _, err := session.Read(a); err != nil {
					b.Error(err)
					return
				}
			}
		}
	})
}

// BenchmarkCheck is a whole check of one article with a warm store.
func BenchmarkCheck(b *testing.B) {
	shared, r, store := setup(b)
	text, err := os.ReadFile(filepath.Join(shared, "articles", "de-1.txt"))
	if err != nil {
		b.Fatal(err)
	}
	a, err := article.Parse("de-1", text, article.Hints{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31")}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStart is what every process pays: embedded data and a vocabulary.
func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r, err := assay.NewReader()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := r.Vocabulary("de"); err != nil {
			b.Fatal(err)
		}
	}
}
