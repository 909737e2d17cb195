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
	shared := sharedtest.Dir(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("the scorer needs python3; .ci/run installs it")
		}
		t.Skip("the scorer of the labelled articles needs python3")
	}
	b, err := os.ReadFile("testdata/thresholds.json")
	if err != nil {
		t.Fatal(err)
	}
	var groups []thresholds
	if err := json.Unmarshal(b, &groups); err != nil {
		t.Fatal(err)
	}
	r, err := assay.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	store, err := starter.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range groups {
		t.Run(want.Name, func(t *testing.T) { labelled(t, r, store, shared, python, want) })
	}
}

// thresholds are what some labelled articles must reach together.
type thresholds struct {
	Name     string
	Articles []string
	AtLeast  map[string]float64 // share of labels in percent
	AtMost   map[string]float64 // counts
}

func labelled(t *testing.T, r *assay.Reader, store *starter.Store, shared, python string, want thresholds) {
	dir := t.TempDir()
	args := []string{filepath.Join(shared, "tools", "score.py"), "--tsv"}
	for _, name := range want.Articles {
		out := filepath.Join(dir, name+".json")
		check(t, r, store, filepath.Join(shared, "articles", name+".txt"), out)
		args = append(args, filepath.Join(shared, "gold", name+".jsonl")+"="+out)
	}
	scores, err := exec.Command(python, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(scores)), "\n")
	total := map[string]float64{}
	for _, f := range strings.Split(lines[len(lines)-1], "\t")[1:] {
		k, v, _ := strings.Cut(f, "=")
		total[k], _ = strconv.ParseFloat(v, 64)
	}
	t.Logf("\n%s", scores)
	of := map[string]string{"clock": "clocks", "caught": "errors", "named": "kinds"}
	for k, min := range want.AtLeast {
		n := total["labels"]
		if o, ok := of[k]; ok {
			n = total[o]
		}
		if share := 100 * total[k] / n; share < min {
			t.Errorf("%s: %.1f %% of the labels, want at least %.1f", k, share, min)
		}
	}
	for k, max := range want.AtMost {
		if total[k] > max {
			t.Errorf("%s: %v, want at most %v", k, total[k], max)
		}
	}
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
	if err := report.JSON(&b, report.Make(res)); err != nil {
		t.Fatal(err)
	}
	if res, err = r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31")}); err != nil {
		t.Fatal(err)
	}
	if err := report.JSON(&again, report.Make(res)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("%s: a second check gives other bytes", in)
	}
	if err := os.WriteFile(out, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
