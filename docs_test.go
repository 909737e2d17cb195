package assay_test

import (
	"os"
	"regexp"
	"testing"
)

// TestDocumentsNameFiles checks that every path that the documents name exists.
func TestDocumentsNameFiles(t *testing.T) {
	path := regexp.MustCompile("`([a-z][\\w-]*(?:/[\\w.-]+)+|[a-z_]+\\.go)`")
	for _, doc := range []string{"ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md"} {
		b, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range path.FindAllStringSubmatch(string(b), -1) {
			if m[1] == "lang/packs/xx.toml" || m[1] == "rule/x.go" || m[1] == "assay/assay.db" {
				continue
			}
			n++
			if _, err := os.Stat(m[1]); err != nil {
				t.Errorf("%s names %s, which is not there", doc, m[1])
			}
		}
		if n == 0 {
			t.Errorf("%s names no file", doc)
		}
	}
}
