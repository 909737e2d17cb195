package assay_test

import (
	"context"
	"path/filepath"
	"testing"

	"assay"
	"assay/article"
	"assay/forecast"
	"assay/period"
	"assay/sharedtest"
	"assay/store/memory"
	"assay/verdict"
)

// TestLedgerDecidesAsCheck: every forecast of the shared articles, captured on
// the day of publication, resolves later to what a check of the article says
// then.
func TestLedgerDecidesAsCheck(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedtest.Dir(t), "articles", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d articles, %v", len(files), err)
	}
	ctx, now := context.Background(), period.MustDate("2026-07-31")
	r, store := ready(t)
	resolver, err := r.Resolver(ctx, assay.Options{Store: store, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	log := memory.New()
	want := map[string]forecast.Outcome{}
	for _, file := range files {
		a := articleIn(t, file, article.Hints{})
		entries, err := r.Forecasts(ctx, a, assay.Options{Store: store, Now: a.Published})
		if err != nil {
			t.Fatal(err)
		}
		l, err := forecast.Load(ctx, log)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Add(ctx, entries); err != nil {
			t.Fatal(err)
		}
		res, err := r.Check(ctx, a, assay.Options{Store: store, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		for i := range res.Verdicts {
			v := &res.Verdicts[i]
			want[a.SHA256+v.Claim.Span.Of(a.Text)] = map[verdict.Outcome]forecast.Outcome{
				verdict.Supported: forecast.CameTrue, verdict.Contradicted: forecast.DidNotComeTrue, verdict.Ambiguous: forecast.Undecided,
			}[v.Now.Outcome]
		}
	}
	l, err := forecast.Load(ctx, log)
	if err != nil {
		t.Fatal(err)
	}
	standings, err := l.Resolve(ctx, resolver, now)
	if err != nil {
		t.Fatal(err)
	}
	if len(standings) < 20 {
		t.Errorf("only %d forecasts", len(standings))
	}
	for _, s := range standings {
		e := s.Item.Entry
		w := want[e.Article.SHA256+e.Quote.Text]
		if w == "" {
			w = forecast.Open
		}
		if s.Answer.Outcome != w {
			t.Errorf("%s, %q: %s, a check says %s", e.Article.Source, e.Quote.Text, s.Answer.Outcome, w)
		}
	}
	again, err := l.Resolve(ctx, resolver, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range again {
		if s.Changed {
			t.Errorf("%q was decided again", s.Item.Entry.Quote.Text)
		}
	}
	if _, _, err := forecast.Verify(ctx, log); err != nil {
		t.Error(err)
	}
}
