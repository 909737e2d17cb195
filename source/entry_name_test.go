package source

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	stored "assay/store/memory"
)

// An archive's entry cannot end the line that speaks of it, neither well read nor broken.
func TestEntryName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(path, zipped("good\nassay: all\x1b[31m.json", facts, "bad\r\nassay: all.json", strings.Replace(facts, "}}}", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Import(context.Background(), Settings{}, stored.New(), []string{path})
	if err != nil || r.Files != 2 || r.Failed != 1 {
		t.Fatalf("%+v, %v; want two files, one of them failed", r, err)
	}
	for _, o := range r.Outcomes {
		says := o.Path
		if o.Err != nil {
			says += o.Err.Error()
		}
		if strings.ContainsAny(says, "\n\r\x1b") {
			t.Errorf("%q: steers the terminal", says)
		}
	}
}
