package assay_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// An article is the same wherever its editor breaks paragraphs: agencies break them behind every
// sentence, feeds nowhere. These sets are the articles of testdata/labelled so broken; they hold
// what is read of them then.

// TestLabelledSplit makes a paragraph of every sentence.
func TestLabelledSplit(t *testing.T) {
	end := regexp.MustCompile(`([.!?।]["”»]?) ["“„«»(\p{Lu}\p{Lo}]|([。！？][」』”]?)[^\s」』”]`)
	testBroken(t, "split", func(body string) (at [][2]int) {
		for _, m := range end.FindAllStringSubmatchIndex(body, -1) {
			if m[3] >= 0 && !abbreviates(body[:m[2]]) {
				at = append(at, [2]int{m[3], m[3] + 1})
			} else if m[5] >= 0 {
				at = append(at, [2]int{m[5], m[5]})
			}
		}
		return at
	}, "\n\n")
}

// TestLabelledJoined makes one paragraph of all.
func TestLabelledJoined(t *testing.T) {
	blank := regexp.MustCompile(`\n\s*\n`)
	testBroken(t, "joined", func(body string) (at [][2]int) {
		for _, m := range blank.FindAllStringIndex(strings.TrimRight(body, "\n"), -1) {
			at = append(at, [2]int(m))
		}
		return at
	}, " ")
}

// abbreviates reports whether what stands before a full stop is hardly the end of a sentence: a
// short word, or the number of a day.
func abbreviates(before string) bool {
	word := before[strings.LastIndexAny(before, " \n")+1:]
	return len([]rune(word)) < 4 || word[len(word)-1] >= '0' && word[len(word)-1] <= '9'
}

// testBroken checks the articles with other breaks behind their head: at gives the stretches of
// the body that mark takes the place of.
func testBroken(t *testing.T, set string, at func(body string) [][2]int, mark string) {
	dir := t.TempDir()
	var all []labelledArticle
	for _, whole := range labelledArticles(t, "labelled", "*.txt") {
		text := read(t, whole.text)
		head := strings.Index(text, "\n\n") + len("\n\n")
		b := broken{mark: mark}
		for _, x := range at(text[head:]) {
			b.at = append(b.at, [2]int{head + x[0], head + x[1]})
		}
		a := labelledArticle{filepath.Join(dir, filepath.Base(whole.text)), filepath.Join(dir, filepath.Base(whole.labels))}
		write(t, a.text, b.text(text))
		write(t, a.labels, b.labels(t, read(t, whole.labels)))
		all = append(all, a)
	}
	holdSet(t, set, all)
}

// broken is an article with a mark in the place of some stretches of it.
type broken struct {
	at   [][2]int
	mark string
}

func (b broken) text(text string) string {
	var out strings.Builder
	from := 0
	for _, x := range b.at {
		out.WriteString(text[from:x[0]] + b.mark)
		from = x[1]
	}
	return out.String() + text[from:]
}

// labels are those of the article, moved.
func (b broken) labels(t *testing.T, labels string) string {
	var out strings.Builder
	for line := range strings.Lines(labels) {
		var label map[string]any
		if err := json.Unmarshal([]byte(line), &label); err != nil {
			t.Fatal(err)
		}
		for _, k := range []string{"start", "end"} {
			label[k] = b.moved(int(label[k].(float64)))
		}
		moved, err := json.Marshal(label)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(moved, '\n'))
	}
	return out.String()
}

// moved is where a place of the article stands now.
func (b broken) moved(place int) int {
	by := 0
	for _, x := range b.at {
		if x[1] <= place {
			by += len(b.mark) - (x[1] - x[0])
		}
	}
	return place + by
}

func read(t *testing.T, name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
