package input

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"assay/article"
	"assay/input/container"
)

// deflated is what so many megabytes of spaces are packed in: one megabyte's bytes again
// and again.
func deflated(t testing.TB, megabytes int) []byte {
	t.Helper()
	var one bytes.Buffer
	w, err := flate.NewWriter(&one, flate.BestCompression)
	if err == nil {
		_, err = w.Write(bytes.Repeat([]byte(" "), 1<<20))
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Repeat(one.Bytes(), megabytes), 0x03, 0x00) // an empty last block
}

// bomb is a Word document of many gigabytes that claims to have size bytes.
func bomb(t testing.TB, size uint64) []byte {
	t.Helper()
	packed := deflated(t, 9000)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, UncompressedSize64: size, CompressedSize64: uint64(len(packed))})
	if err == nil {
		_, err = w.Write(packed)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func document(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = io.WriteString(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+body+`</w:body></w:document>`)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// most is how many bytes the reading of a hostile file may allocate in all.
const most = 2 << 30

// TestHostile reads what is made to take all time and memory. An empty want is a file
// that may be read.
func TestHostile(t *testing.T) {
	entries := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for range container.MaxEntries + 1 {
			if _, err := z.Create("word/x"); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, c := range []struct {
		what, name string
		make       func() []byte
		want       string
	}{
		{"bomb of nine gigabytes", "f.docx", func() []byte { return bomb(t, 9000<<20) }, "it unpacks to far more than an article"},
		{"bomb that lies about its size", "f.docx", func() []byte { return bomb(t, 1000) }, "cut off or damaged"},
		{"many entries", "f.docx", entries, "it unpacks to far more than an article"},
		{"a million empty paragraphs", "f.docx", func() []byte { return document(t, strings.Repeat("<w:p/>", 1_000_000)) }, "the text is empty"},
		{"a million nested tables", "f.docx", func() []byte { return document(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 1_000_000)) }, "nested too deep"},
		{"deep XML", "f.xml", func() []byte { return []byte("<?xml version='1.0'?>" + strings.Repeat("<a>", 1_000_000)) }, "this is XML of no kind"},
		{"deep HTML", "f.html", func() []byte { return []byte("<!doctype html>" + strings.Repeat("<div>", 1_000_000) + "Text.") }, "nested too deep"},
		{"deep JSON", "f.json", func() []byte { return bytes.Repeat([]byte("["), 10_000_000) }, ""},
		{"long line", "f.txt", func() []byte { return bytes.Repeat([]byte("Revenue rose 12 percent. "), 400_000) }, ""},
		{"a comment without end", "f.html", func() []byte { return []byte(strings.Repeat("<!--", 1_000_000)) }, ""},
		{"declarations", "f.html", func() []byte { return []byte(strings.Repeat("<meta ", 1_000_000)) }, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			b := c.make()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Read(t.Context(), c.name, b, article.Hints{}, options(t))
			runtime.ReadMemStats(&after)
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), c.name+": ")) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if n := after.TotalAlloc - before.TotalAlloc; n > most {
				t.Errorf("%d MB allocated", n>>20)
			}
		})
	}
}

// endless is a reader of one line without an end, which counts what is read of it.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.n += len(p)
	return len(p), nil
}

func TestReadAll(t *testing.T) {
	line := &endless{}
	if _, err := ReadAll("-", line); !errors.Is(err, ErrTooLarge) || !strings.HasPrefix(err.Error(), "-: ") {
		t.Errorf("a line without an end: %v", err)
	}
	if line.n > article.MaxBytes+1<<20 {
		t.Errorf("%d bytes were read", line.n)
	}
	film := &endless{}
	if _, err := ReadAll("-", io.MultiReader(strings.NewReader("\x1aE\xdf\xa3"), film)); !errors.Is(err, ErrSound) || film.n > 1<<20 {
		t.Errorf("a film: %v after %d bytes", err, film.n)
	}
	if b, err := ReadAll("-", iotest.OneByteReader(strings.NewReader("text"))); err != nil || string(b) != "text" {
		t.Errorf("%q, %v", b, err)
	}
	if b, err := ReadAll("-", strings.NewReader("")); err != nil || len(b) != 0 {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := ReadAll("-", iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v", err)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big.txt")
	if err := os.WriteFile(big, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, 1<<30); err != nil { // a file of zeros that takes no room
		t.Fatal(err)
	}
	for name, want := range map[string]error{dir: ErrFolder, filepath.Join(dir, "none"): os.ErrNotExist, big: ErrTooLarge} {
		if _, err := Open(name); !errors.Is(err, want) || strings.Count(err.Error(), name) != 1 {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	if b, err := Open("testdata/odd/no-newline.txt"); err != nil || !strings.HasPrefix(string(b), "Meta") {
		t.Errorf("%q, %v", b, err)
	}
}

// TestKinds: each kind's extensions are its own, and stand for it.
func TestKinds(t *testing.T) {
	for _, k := range Kinds() {
		for _, ext := range k.Extensions {
			if got := extensionKind("A" + strings.ToUpper(ext)); got != k.Kind {
				t.Errorf("%s: %s, want %s", ext, got, k.Kind)
			}
		}
	}
	if extensionKind("a.xyz") != "" || extensionKind("-") != "" {
		t.Error("an unknown extension stands for a kind")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"Revenue rose 12 percent.", "{\"text\": \"a\"}", "[", "<html><p>a", "<?xml?><!DOCTYPE a [", "%PDF-", "PK\x03\x04", "{\\rtf", "\xff\xfea", "# A\n\n| a | b |\n|--|--|\n| 1 | 2 |",
	} {
		f.Add("f", []byte(s))
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		kind, err := kindOf(b)
		if err != nil || kind == PDF { // package pdf has fuzz tests of its own
			return
		}
		if a, err := Read(t.Context(), name, b, article.Hints{Lang: "en"}, Options{}); err == nil {
			sound(t, a)
		}
	})
}
