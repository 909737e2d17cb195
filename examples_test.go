package assay_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/claim"
	"assay/entity"
	"assay/lang"
	"assay/period"
	"assay/store/starter"
)

var tickers = map[entity.ID]string{
	entity.CIK(1045810): "NVDA", entity.CIK(1652044): "GOOGL", entity.CIK(1326801): "META", entity.CIK(1018724): "AMZN",
	entity.CIK(789019): "MSFT", entity.CIK(320193): "AAPL", entity.CIK(1318605): "TSLA",
}

func ticker(p claim.Party) string {
	if t, ok := tickers[p.ID]; ok {
		return t
	}
	if _, name, ok := strings.Cut(string(p.ID), ":"); ok {
		return name
	}
	return p.Name
}

// TestPackExamples reads the sentences of every pack, and says of those that it
// fails what is wrong. The share that must be read whole may only be raised.
func TestPackExamples(t *testing.T) {
	const atLeast = 98.0
	r, store := ready(t)
	for _, code := range lang.Codes() {
		t.Run(code, func(t *testing.T) {
			p, err := lang.LoadExamples(code)
			if err != nil {
				t.Fatal(err)
			}
			good := 0
			for _, e := range p.Examples {
				why := compare(e, readExample(t, r, store, code, e))
				if why == "" {
					good++
					continue
				}
				t.Logf("%s\n   %s", e.Text, why)
			}
			share := 100 * float64(good) / float64(len(p.Examples))
			t.Logf("%d of %d examples (%.1f %%)", good, len(p.Examples), share)
			if share < atLeast {
				t.Errorf("%.1f %% of the examples are read, want at least %.1f", share, atLeast)
			}
		})
	}
}

// TestPackSizes asks of every pack enough examples of its own, and enough of
// them in which nothing must be read.
func TestPackSizes(t *testing.T) {
	const examples, silent = 120, 30
	for _, code := range lang.Codes() {
		p, err := lang.LoadExamples(code)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, e := range p.Examples {
			if len(e.Read) == 0 {
				n++
			}
		}
		if len(p.Examples) < examples || n < silent {
			t.Errorf("lang/packs/%s.toml: %d examples, %d of them with read = []; want at least %d and %d", code, len(p.Examples), n, examples, silent)
		}
	}
}

func readExample(t *testing.T, r *assay.Reader, store *starter.Store, code string, e lang.Example) []claim.Claim {
	var published period.Date
	if e.Published != "" {
		var err error
		if published, err = period.ParseDate(e.Published); err != nil {
			t.Fatalf("%s: %q: %v", code, e.Text, err)
		}
	}
	text := e.Text
	if e.Before != "" {
		text = e.Before + "\n\n" + e.Text
	}
	a := untitled(t, code, text, published)
	session, err := r.Session(context.Background(), store)
	if err != nil {
		t.Fatal(err)
	}
	claims, _, err := session.Read(a)
	if err != nil {
		t.Fatal(err)
	}
	own := len(text) - len(e.Text)
	return slices.DeleteFunc(claims, func(c claim.Claim) bool { return c.Span.Start < own })
}

// compare says what is wrong with the reading of an example, or "".
func compare(e lang.Example, got []claim.Claim) string {
	checkable := got[:0:0]
	for _, c := range got {
		if !c.Open {
			checkable = append(checkable, c)
		}
	}
	used := make([]bool, len(checkable))
	var why []string
	for _, line := range e.Read {
		ok := false
		for one := range strings.SplitSeq(line, "||") { // either will do
			w, err := claim.ParseWant(one)
			if err != nil {
				return err.Error()
			}
			for i := range checkable {
				if !ok && !used[i] && w.Matches(&checkable[i], ticker) {
					used[i], ok = true, true
				}
			}
			for i := range got {
				ok = ok || got[i].Open && w.Matches(&got[i], ticker)
			}
		}
		if !ok {
			why = append(why, "want "+line)
		}
	}
	for i, c := range checkable {
		if !used[i] {
			var es []string
			for _, p := range c.Entities {
				es = append(es, ticker(p))
			}
			why = append(why, fmt.Sprintf("got  %s | %s | %s | %s %s | %s | %s | %s", strings.Join(es, "+"), c.Metric, c.Kind, c.Value.Value, c.Unit, c.Period, c.Base, c.Modality))
		}
	}
	return strings.Join(why, "\n   ")
}
