package assay_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/article"
	"assay/claim"
	"assay/period"
)

// TestHolders reads the forecasts of testdata/holders, one article a language,
// and compares each figure's holder, and what is said beside it, with the list
// beside the article. With -update it rewrites the lists.
func TestHolders(t *testing.T) {
	session := newSession(t)
	files, err := filepath.Glob("testdata/holders/*.txt")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		hints := article.Hints{Lang: strings.TrimSuffix(filepath.Base(file), ".txt"), Published: period.MustDate("2025-08-01")}
		a, err := article.Parse(file, text, hints)
		if err != nil {
			t.Fatal(err)
		}
		claims, _, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for i := range claims {
			c := &claims[i]
			if c.Modality == claim.Forecast {
				fmt.Fprintf(&got, "%s\t%s%s\n", c.Span.Of(a.Text), holderLine(c.Holder), prospectLine(&c.Prospect, a.Text))
			}
		}
		golden := strings.TrimSuffix(file, ".txt") + ".tsv"
		if *update {
			if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Errorf("%s: got\n%swant\n%s", file, got.String(), want)
		}
	}
}

func holderLine(h *claim.Holder) string {
	if h == nil {
		return "nobody"
	}
	return h.Name + "\t" + h.Org
}

// prospectLine is what a forecast says beside its figure.
func prospectLine(p *claim.Prospect, text string) string {
	out := ""
	if p.Camp != "" {
		out += fmt.Sprintf("\t%s: %s", p.Camp, p.CampWords.Of(text))
	}
	if p.Condition.End > 0 {
		out += "\tcondition: " + p.Condition.Of(text)
	}
	if p.Chance.Sign() > 0 {
		out += "\tchance " + p.Chance.String()
	}
	if p.IsChance {
		out += "\tis a chance"
	}
	if p.By {
		out += "\tby then"
	}
	return out
}
