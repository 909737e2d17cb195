package input

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"assay/article"

	"golang.org/x/text/encoding/charmap"
)

// TestPlain: plain text in UTF-8 is read as package article reads it.
func TestPlain(t *testing.T) {
	files, err := filepath.Glob("../testdata/*/*-*.txt")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		want, err := article.Parse(f, b, article.Hints{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(t.Context(), f, b, article.Hints{}, Options{})
		if err != nil || !got.Plain {
			t.Errorf("%s: %v", f, err)
			continue
		}
		if got.Turns != nil { // a transcript: package transcript adds to it
			continue
		}
		if len(got.Skip) == 0 && len(want.Skip) == 0 {
			got.Skip = want.Skip
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: read otherwise than by article.Parse", f)
		}
	}
}

// TestTranscript: who speaks is told in plain text, Markdown and HTML alike.
func TestTranscript(t *testing.T) {
	text, err := os.ReadFile("../testdata/labelled/en-c.txt")
	if err != nil {
		t.Fatal(err)
	}
	plain := string(text)
	page := "<!doctype html><html><body><article><p>" + strings.ReplaceAll(strings.TrimSpace(plain), "\n\n", "</p><p>") + "</p></article></body></html>"
	for name, text := range map[string]string{"call.txt": plain, "call.md": plain, "call.html": page} {
		a, err := Read(t.Context(), name, []byte(text), article.Hints{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Turns) != 5 {
			t.Errorf("%s: %d turns, want 5", name, len(a.Turns))
		}
	}
}

// BenchmarkRead reads an article of a hundred kilobytes in each way that text comes in;
// "article.Parse" is what plain text costs without this package.
func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("../testdata/labelled/de-a.txt")
	if err != nil {
		b.Fatal(err)
	}
	text = bytes.Repeat(text, 100_000/len(text)+1)
	latin, err := charmap.Windows1252.NewEncoder().Bytes(text)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("article.Parse", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := article.Parse("f", text, article.Hints{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, c := range []struct {
		name string
		in   []byte
	}{{"f.txt", text}, {"f.md", text}, {"windows-1252.txt", latin}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.in)))
			for b.Loop() {
				if _, err := Read(b.Context(), c.name, c.in, article.Hints{}, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
