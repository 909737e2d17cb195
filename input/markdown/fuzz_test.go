package markdown

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, in := range hostile {
		f.Add([]byte(in[:200]))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		Looks(b)
		c, err := Read("fuzz.md", b)
		if err != nil {
			if strings.IndexByte(string(b), 0) < 0 {
				t.Fatal(err)
			}
			return
		}
		check(t, c)
		again, err := Read("fuzz.md", b)
		if err != nil || show(again) != show(c) {
			t.Fatal("two readings differ")
		}
	})
}

// corpus is the English answer, repeated to about 100 KB.
func corpus(b *testing.B) []byte {
	doc, err := os.ReadFile("testdata/answer-en.md")
	if err != nil {
		b.Fatal(err)
	}
	return []byte(strings.Repeat(string(doc)+"\n", 100<<10/len(doc)))
}

func BenchmarkRead(b *testing.B) {
	doc := corpus(b)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("a.md", doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLooks(b *testing.B) {
	doc := corpus(b)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if !Looks(doc) {
			b.Fatal("not taken for Markdown")
		}
	}
}
