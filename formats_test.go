package assay_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/article"
	"assay/claim"
	"assay/input"
	"assay/period"
	"assay/verdict"
)

// TestFormats checks the files of testdata/tables, Markdown and HTML, and of
// testdata/transcripts: every figure is read as the file beside it says, a line each; of
// tables those alone. With -update it writes those files anew; read them before you keep
// them.
func TestFormats(t *testing.T) {
	r, store := ready(t)
	files, err := filepath.Glob("testdata/t[ar]*/*.*") // tables, transcripts
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a, err := input.Read(context.Background(), file, b, article.Hints{}, input.Options{})
			if err != nil {
				t.Fatal(err)
			}
			res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.NewDate(2026, 7, 31)})
			if err != nil {
				t.Fatal(err)
			}
			got := figureLines(a, res)
			if *update {
				if err := os.WriteFile(file+".want", got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// figureLines are the figures of an article, or of its tables if it has any, each with what
// it was read as.
func figureLines(a *article.Article, res *assay.Result) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s, %s\n", a.Lang, a.Published)
	inside := func(at int) bool {
		for _, t := range a.Tables {
			if t.Start <= at && at < t.End {
				return true
			}
		}
		return a.Tables == nil
	}
	for i := range res.Verdicts {
		if c := &res.Verdicts[i].Claim; inside(c.Span.Start) {
			fmt.Fprintln(&b, figureLine(a, &res.Verdicts[i]))
		}
	}
	for _, u := range res.Unread {
		if inside(u.Span.Start) && u.Reason != "table heading" && u.Reason != "date" {
			fmt.Fprintf(&b, "%s: unread, %s\n", u.Text, u.Reason)
		}
	}
	return b.Bytes()
}

func figureLine(a *article.Article, v *verdict.Verdict) string {
	c := &v.Claim
	var who []string
	for _, p := range c.Entities {
		who = append(who, p.Name)
	}
	what := string(c.Kind)
	if c.Kind == claim.Change {
		what += " " + c.Base
	}
	line := fmt.Sprintf("%s: %s, %s, %s, %s, %s", c.Span.Of(a.Text), strings.Join(who, " + "), c.Metric, what, c.Period, v.Outcome)
	if c.Modality == claim.Forecast {
		line += ", forecast"
		if c.Holder != nil {
			line += " of " + c.Holder.Name
		}
	}
	return line
}
