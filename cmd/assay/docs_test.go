package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"

	"assay/config"
	"assay/docs"
)

// pages are the documents written for users.
func pages(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%q, %v", names, err)
	}
	all := map[string]string{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(b)
	}
	return all
}

var shellBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")

// desk are the files that the commands of the documents name.
const desk = `
-- article.txt --
October 30, 2024

Alphabet reported third-quarter revenue of $88.3 billion.
-- articles.jsonl --
{"text":"Alphabet reported third-quarter revenue of $88.3 billion.","lang":"en","published":"2024-10-30"}
-- drafts/nvidia.md --
# Nvidia grows

Nvidia's revenue was $37.0 billion in the second quarter of fiscal 2025.
-- articles/nvidia.md --
Nvidia's revenue was $30.0 billion in the second quarter of fiscal 2025.
`

// quotes are the option quotes and the yields of the command's own script.
func quotes(t *testing.T) string {
	t.Helper()
	a, err := txtar.ParseFile("testdata/script/vol.txtar")
	if err != nil {
		t.Fatal(err)
	}
	b := txtar.Archive{}
	for _, f := range a.Files {
		switch f.Name {
		case "chain.csv":
			b.Files = append(b.Files, f)
		case "yields.csv":
			b.Files = append(b.Files, txtar.File{Name: "par-yield-curve-rates.csv", Data: f.Data})
		}
	}
	return string(txtar.Format(&b))
}

// TestDocumentsRun runs every command that a document gives as one for a shell. It must
// not end with status 2.
func TestDocumentsRun(t *testing.T) {
	dir := t.TempDir()
	n := 0
	for name, text := range pages(t) {
		script := "# the commands of docs/" + name + "\n"
		for _, block := range shellBlock.FindAllStringSubmatch(text, -1) {
			for line := range strings.Lines(block[1]) {
				if args, ok := strings.CutPrefix(line, "assay "); ok {
					script += "works " + args
					n++
				}
			}
		}
		file := strings.TrimSuffix(name, ".md") + ".txtar"
		if err := os.WriteFile(filepath.Join(dir, file), []byte(script+desk+quotes(t)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if n < 10 {
		t.Errorf("only %d commands found", n)
	}
	testscript.Run(t, testscript.Params{Dir: dir, Setup: embeddedOnly, Cmds: map[string]func(*testscript.TestScript, bool, []string){"works": works}})
}

// works runs assay, which may find figures contradicted, but must not fail.
func works(ts *testscript.TestScript, _ bool, args []string) {
	if code := exitOf(ts, args); code > 1 {
		ts.Fatalf("status %d", code)
	}
}

// TestExamplesOfMeasures runs the command on each measure's page.
func TestExamplesOfMeasures(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	topics, err := docs.Topics()
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile(`(?m)^    assay facts (\w+) (?:"([^"]+)"|(\S+)) --period (\w+)$`)
	n := 0
	for _, topic := range topics {
		for _, m := range command.FindAllStringSubmatch(topic.Text, -1) {
			n++
			var out bytes.Buffer
			c := rootCommand()
			c.SetArgs([]string{"facts", m[1], m[2] + m[3], "--period", m[4]})
			c.SetOut(&out)
			if err := c.ExecuteContext(t.Context()); err != nil || !strings.Contains(out.String(), "filed ") {
				t.Errorf("%s: %s: %v\n%s", topic.Name, m[0], err, out.String())
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d commands found", n)
	}
}

// TestConfigDocumented holds that docs/config.md lists the keys of .assay.toml, that
// its example is one, and that it uses every key.
func TestConfigDocumented(t *testing.T) {
	page := pages(t)["config.md"]
	_, rest, _ := strings.Cut(page, "```toml\n")
	example, _, _ := strings.Cut(rest, "```")
	if _, err := config.Parse("example", []byte(example)); err != nil {
		t.Fatal(err)
	}
	var keys map[string]any
	if err := toml.Unmarshal([]byte(example), &keys); err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\|").FindAllStringSubmatch(page, -1) {
		rows[m[1]] = true
	}
	used := map[string]bool{}
	for k := range keys {
		used[k] = true
	}
	if !reflect.DeepEqual(rows, used) {
		t.Errorf("the table lists %v, the example uses %v", rows, used)
	}
	for k := range rows { // each must be a key: as a table of the wrong type, it is another error than unknown
		if _, err := config.Parse("x", []byte(k+" = 1970-01-01")); err == nil || strings.Contains(err.Error(), "unknown key") {
			t.Errorf("%s: %v", k, err)
		}
	}
}
