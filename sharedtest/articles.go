package sharedtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Article is a printed text: of the shared folder or of a labelled set of the project.
type Article struct {
	Name string // folder and file, "hard/en-r4.txt"
	Text []byte
}

// Articles are those of the shared folder and of the labelled sets under testdata that show
// every kind of text once; page, fresh and blind only add to their number.
func Articles(t testing.TB) []Article {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{filepath.Join(Dir(t), "articles")}
	for _, set := range []string{"column", "daily", "desk", "hard", "labelled", "press", "wire"} {
		folders = append(folders, filepath.Join(root, "testdata", set))
	}
	var out []Article
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d articles, %v", folder, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, Article{Name: filepath.Base(folder) + "/" + filepath.Base(file), Text: text})
		}
	}
	return out
}
