package assay_test

import (
	"os"
	"regexp"
	"strings"
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
			if strings.Contains(m[1], "/xx") || m[1] == "rule/x.go" || m[1] == "assay/assay.db" {
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

// TestDocumentsListGrammar checks that CONTRIBUTING.md lists every key of a
// pack's grammar, and no other.
func TestDocumentsListGrammar(t *testing.T) {
	source, err := os.ReadFile("lang/pack.go")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, fields, _ := strings.Cut(string(source), "type Grammar struct {")
	fields, _, _ = strings.Cut(fields, "\n}")
	keys := map[string]bool{}
	for _, m := range regexp.MustCompile(`toml:"(\w+)"`).FindAllStringSubmatch(fields, -1) {
		keys[m[1]] = true
		if !strings.Contains(string(doc), "\n| `"+m[1]+"` |") {
			t.Errorf("CONTRIBUTING.md does not list the grammar's key %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\|").FindAllStringSubmatch(string(doc), -1) {
		if !keys[m[1]] {
			t.Errorf("CONTRIBUTING.md lists %s, which is no key of Grammar", m[1])
		}
	}
	if len(keys) == 0 {
		t.Error("no keys found in lang/pack.go")
	}
}
