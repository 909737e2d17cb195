package assay_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/claim"
	"assay/lang"
	"assay/store/starter"
	"assay/verdict"
)

// TestStatements checks the statements under testdata/statements, each said in every language by
// authors who had not seen what is read. All their figures are true. A file's share that is read as
// meant may only be raised, and the number of those called wrong only be lowered.
func TestStatements(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "statements", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no statements", err)
	}
	r, store := ready(t)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".jsonl"), func(t *testing.T) {
			n := map[string]float64{"labels": 0, "read": 0, "alarms": 0}
			for _, s := range readStatements(t, name) {
				for _, code := range lang.Codes() {
					countStatement(t, r, store, &s, code, n)
				}
			}
			total := score{n: n}
			t.Logf("%.0f figures: read %.1f %%, called wrong %.0f", n["labels"], total.share("read"), n["alarms"])
			holdScore(t, "statements/"+filepath.Base(name), total)
		})
	}
}

// readStatements reads a file of one statement a line.
func readStatements(t *testing.T, name string) (all []same) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		var s same
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, s)
	}
	return all
}

// countStatement adds to the counts how many of the figures of a statement there are, how many are
// read as meant, and how many verdicts call one wrong.
func countStatement(t *testing.T, r *assay.Reader, store *starter.Store, s *same, code string, n map[string]float64) {
	t.Helper()
	text := s.Text[code]
	result := checkUntitled(t, r, store, code, text, s.Published)
	used := make([]bool, len(result.Verdicts))
	for _, line := range s.Read {
		w, err := claim.ParseWant(line)
		if err != nil {
			t.Fatalf("%s: %v", s.ID, err)
		}
		n["labels"]++
		for i := range result.Verdicts {
			if v := &result.Verdicts[i]; !used[i] && w.Matches(&v.Claim, ticker) {
				used[i] = true
				n["read"]++
				break
			}
		}
	}
	for i := range result.Verdicts {
		if v := &result.Verdicts[i]; v.Outcome == verdict.Contradicted {
			n["alarms"]++
			if os.Getenv("EXAMPLES") != "" {
				t.Logf("%s: %s: %q in %s", code, s.ID, v.Claim.Span.Of(text), text)
			}
		}
	}
}
