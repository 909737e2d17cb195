package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"assay/docs"
	"assay/input"
	"assay/report"
	"assay/rule"
)

// record is a text about a term, as a file under docs/records has it.
type record struct {
	Name string `toml:"name"`
	Text string `toml:"text"`
}

// topic is a page in the making.
type topic struct{ group, name, text string }

// makePages are the pages by their paths below docs.
func makePages(root string) (map[string]string, error) {
	var all []topic
	for group, file := range map[string]string{"outcomes": "outcomes", "hedges": "hedges", "near-misses": "misses", "notes": "notes"} {
		rs, err := records(root, file)
		if err != nil {
			return nil, err
		}
		for _, r := range rs {
			all = append(all, topic{group, r.Name, r.Text})
		}
	}
	for _, more := range []func(string) ([]topic, error){rules, measures, parts} {
		ts, err := more(root)
		if err != nil {
			return nil, err
		}
		all = append(all, ts...)
	}
	pages := map[string]string{}
	for _, t := range all {
		path := pathOf(t)
		if _, twice := pages[path]; twice {
			return nil, fmt.Errorf("%s would be written twice", path)
		}
		pages[path] = "# " + t.name + "\n\n" + wrap(t.text)
	}
	pages["explain/README.md"] = index(all)
	formats, err := os.ReadFile(filepath.Join(root, "docs", "records", "formats.md"))
	if err != nil {
		return nil, err
	}
	pages["formats.md"] = strings.NewReplacer("KINDS\n", kinds(), "FORMATS\n", reports()).Replace(string(formats))
	return pages, nil
}

// kinds are the rows of the table of files that are read.
func kinds() string {
	var b strings.Builder
	for _, k := range input.Kinds() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", k.Kind, strings.Join(k.Extensions, ", "), k.Told, k.Read)
	}
	return b.String()
}

// reports are the rows of the table of reports.
func reports() string {
	var b strings.Builder
	for _, f := range report.Formats() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", f.Name, f.Doc)
	}
	return b.String()
}

// pathOf is where a topic's page stands, below docs.
func pathOf(t topic) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(t.name))
	return "explain/" + t.group + "/" + name + ".md"
}

// records reads a file under docs/records.
func records(root, name string) ([]record, error) {
	path := filepath.Join(root, "docs", "records", name+".toml")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var file struct {
		Topic []record `toml:"topic"`
	}
	if err := toml.NewDecoder(f).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return file.Topic, nil
}

// rules are the pages of rules: the rule's own documentation, then the record.
func rules(root string) ([]topic, error) {
	rs, err := records(root, "rules")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, r := range rs {
		texts[r.Name] = r.Text
	}
	var out []topic
	for _, r := range rule.All {
		text, ok := texts[r.Name]
		if !ok {
			return nil, fmt.Errorf("docs/records/rules.toml lacks the rule %q", r.Name)
		}
		delete(texts, r.Name)
		out = append(out, topic{"rules", r.Name, r.Doc + "\n\n" + text})
	}
	for name := range texts {
		return nil, fmt.Errorf("docs/records/rules.toml: no rule is called %q", name)
	}
	return out, nil
}

// index lists the pages.
func index(all []topic) string {
	var b strings.Builder
	b.WriteString("# What assay's terms mean\n\n" + wrap("`assay explain TOPIC` prints the same pages. They are generated from what the program uses by `go generate ./docs`."))
	byPath := map[string]topic{}
	for _, t := range all {
		byPath[pathOf(t)] = t
	}
	for _, g := range docs.Groups() {
		b.WriteString("\n## " + strings.ReplaceAll(g, "-", " ") + "\n\n")
		for _, path := range sortedKeys(byPath) {
			t := byPath[path]
			if t.group == g {
				says := docs.Topic{Text: "# " + t.name + "\n\n" + t.text}.Says()
				fmt.Fprintf(&b, "- [%s](%s): %s\n", t.name, strings.TrimPrefix(path, "explain/"), says)
			}
		}
	}
	return b.String()
}

// width is the column at which paragraphs wrap, for terminals.
const width = 80

// wrap wraps the paragraphs of a text; lists, tables, headings and what is indented stay
// as they are.
func wrap(text string) string {
	var out []string
	for para := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		switch {
		case strings.HasPrefix(para, "- "):
			for item := range strings.SplitSeq("\n"+para, "\n- ") {
				if item != "" {
					out = append(out, fill("- ", "  ", item))
				}
			}
			out = append(out, "")
		case strings.HasPrefix(para, "    "), strings.HasPrefix(para, "|"), strings.HasPrefix(para, "#"):
			out = append(out, para, "")
		default:
			out = append(out, fill("", "", para), "")
		}
	}
	return strings.Join(out, "\n")
}

// fill puts as many words on each line as there is room for.
func fill(first, rest, text string) string {
	var b strings.Builder
	b.WriteString(first)
	col := len(first)
	for i, word := range strings.Fields(text) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case col+1+n > width:
			b.WriteString("\n" + rest)
			col = len(rest)
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += n
	}
	return b.String()
}

// comment is what a data file says at its head about what it holds, "" for nothing.
func comment(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		c, ok := strings.CutPrefix(line, "#")
		if !ok {
			break
		}
		lines = append(lines, strings.TrimSpace(c))
	}
	return strings.Join(lines, " "), nil
}
