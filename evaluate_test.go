package assay_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/article"
	"assay/period"
	"assay/report"
	"assay/sharedtest"
	"assay/store/starter"
)

// TestLabelled checks the labelled articles with the starter evidence and
// holds the scores against testdata/thresholds.json, which later work may only
// raise.
func TestLabelled(t *testing.T) {
	sc := newScorer(t)
	for _, want := range readThresholds(t) {
		if want.Lang != "" {
			continue // of TestLabelledOwn
		}
		t.Run(want.Name, func(t *testing.T) {
			var all []labelledArticle
			for _, name := range want.Articles {
				all = append(all, labelledArticle{filepath.Join(sc.shared, "articles", name+".txt"), filepath.Join(sc.shared, "gold", name+".jsonl")})
			}
			scores := sc.score(t, all)
			total := scores[len(scores)-1]
			t.Logf("\n%s", sc.printed)
			want.hold(t, total)
		})
	}
}

// thresholds are what some labelled articles must reach together.
type thresholds struct {
	Name     string             `json:",omitempty"`
	Lang     string             `json:",omitempty"` // all of this language under testdata/labelled; or the name of a set, as testdata/hard is one
	Articles []string           `json:",omitempty"`
	AtLeast  map[string]float64 // share of labels in percent
	AtMost   map[string]float64 // counts
}

func readThresholds(t *testing.T) (groups []thresholds) {
	t.Helper()
	b, err := os.ReadFile("testdata/thresholds.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &groups); err != nil {
		t.Fatal(err)
	}
	return groups
}

// score is what score.py counts over an article, or over all of them.
type score struct {
	name string
	n    map[string]float64
}

// share is how many percent of what it is counted among has the property; of
// nothing it is all.
func (s *score) share(k string) float64 {
	of, ok := map[string]string{"clock": "clocks", "caught": "errors", "named": "kinds"}[k]
	if !ok {
		of = "labels"
	}
	if s.n[of] == 0 {
		return 100
	}
	return 100 * s.n[k] / s.n[of]
}

func (want *thresholds) hold(t *testing.T, s score) {
	t.Helper()
	for k, least := range want.AtLeast {
		if got := s.share(k); got < least {
			t.Errorf("%s: %.1f %% of the labels, want at least %.1f", k, got, least)
		}
	}
	for k, most := range want.AtMost {
		if s.n[k] > most {
			t.Errorf("%s: %v, want at most %v", k, s.n[k], most)
		}
	}
}

// scorer checks articles with the starter evidence and lets score.py compare.
type scorer struct {
	shared, python string
	reader         *assay.Reader
	store          *starter.Store
	printed        []byte // what score.py printed last
}

// newScorer skips the test where the shared folder or Python is absent, but not
// on CI.
func newScorer(t *testing.T) *scorer {
	t.Helper()
	sc := &scorer{shared: sharedtest.Dir(t)}
	var err error
	if sc.python, err = exec.LookPath("python3"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("the scorer needs python3; .ci/run installs it")
		}
		t.Skip("the scorer of the labelled articles needs python3")
	}
	sc.reader, sc.store = ready(t)
	return sc
}

// labelledArticle is a text with the file of its labels.
type labelledArticle struct{ text, labels string }

// score gives the scores of each article, and of all as the last.
func (sc *scorer) score(t *testing.T, articles []labelledArticle) (scores []score) {
	t.Helper()
	dir := t.TempDir()
	args := []string{filepath.Join(sc.shared, "tools", "score.py"), "--tsv"}
	for _, a := range articles {
		out := filepath.Join(dir, strings.TrimSuffix(filepath.Base(a.labels), ".jsonl")+".json")
		check(t, sc.reader, sc.store, a.text, out)
		args = append(args, a.labels+"="+out)
	}
	var err error
	if sc.printed, err = exec.Command(sc.python, args...).Output(); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(sc.printed)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		s := score{fields[0], map[string]float64{}}
		for _, f := range fields[1:] {
			k, v, _ := strings.Cut(f, "=")
			if s.n[k], err = strconv.ParseFloat(v, 64); err != nil {
				t.Fatalf("score.py: %q: %v", line, err)
			}
		}
		scores = append(scores, s)
	}
	if len(scores) != len(articles)+1 {
		t.Fatalf("score.py gives %d lines for %d articles:\n%s", len(scores), len(articles), sc.printed)
	}
	return scores
}

func check(t *testing.T, r *assay.Reader, store *starter.Store, in, out string) {
	t.Helper()
	text, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Parse(in, text, article.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31")})
	if err != nil {
		t.Fatal(err)
	}
	var b, again bytes.Buffer
	if err := report.JSON(&b, report.Make(res), report.Options{}); err != nil {
		t.Fatal(err)
	}
	if res, err = r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31")}); err != nil {
		t.Fatal(err)
	}
	if err := report.JSON(&again, report.Make(res), report.Options{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("%s: a second check gives other bytes", in)
	}
	if err := os.WriteFile(out, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
