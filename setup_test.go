package assay_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"assay"
	"assay/article"
	"assay/period"
	"assay/store/starter"
	"assay/verdict"
)

// ready is a reader and the starter evidence.
func ready(t testing.TB) (*assay.Reader, *starter.Store) {
	t.Helper()
	r, err := assay.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	store, err := starter.Open()
	if err != nil {
		t.Fatal(err)
	}
	return r, store
}

// newSession reads articles against the starter evidence.
func newSession(t testing.TB) *assay.Session {
	t.Helper()
	r, store := ready(t)
	session, err := r.Session(context.Background(), store)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// articleIn reads the article in a file.
func articleIn(t testing.TB, path string, h article.Hints) *article.Article {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Parse(filepath.Base(path), text, h)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// checkWith reads a text and checks it.
func checkWith(t testing.TB, r *assay.Reader, text string, h article.Hints, o assay.Options) *assay.Result {
	t.Helper()
	a, err := article.Parse("test", []byte(text), h)
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Check(context.Background(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// untitled is a text that has no title.
func untitled(t testing.TB, code, text string, published period.Date) *article.Article {
	t.Helper()
	a, err := article.Parse("untitled", []byte(text), article.Hints{Lang: code, Published: published})
	if err != nil {
		t.Fatalf("%s: %q: %v", code, text, err)
	}
	a.Title, a.Skip = a.Paragraphs[0], nil
	a.Title.End = a.Title.Start
	return a
}

// checkUntitled checks a text that has no title.
func checkUntitled(t testing.TB, r *assay.Reader, store *starter.Store, code, text, published string) *assay.Result {
	t.Helper()
	a := untitled(t, code, text, period.MustDate(published))
	res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31")})
	if err != nil {
		t.Fatalf("%s: %q: %v", code, text, err)
	}
	return res
}

// lastOf is the verdict on the last claim of an English text of April 2025.
func lastOf(t *testing.T, r *assay.Reader, store *starter.Store, text string) *verdict.Verdict {
	t.Helper()
	res := checkWith(t, r, text, article.Hints{Lang: "en", Published: period.MustDate("2025-04-01")}, assay.Options{Store: store, Now: period.MustDate("2026-07-31")})
	return &res.Verdicts[len(res.Verdicts)-1]
}
