package pdf

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/article"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain makes the test binary its own child, as the program is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && strings.HasPrefix(os.Args[1], "__") {
		os.Exit(child(os.Args[1]))
	}
	os.Exit(m.Run())
}

// child is what the children of the tests do: serve, or go wrong in one way.
func child(how string) int {
	switch how {
	case "__pdf":
		dir, err := CacheDir()
		if err != nil {
			dir = ""
		}
		if err := Serve(context.Background(), os.Stdin, os.Stdout, dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	case "__crash":
		panic("out of everything")
	case "__silent":
		time.Sleep(time.Minute)
	case "__babble":
		fmt.Println("hello")
	case "__short":
		fmt.Println(`{"head":{"pages":2}}`)
	case "__flood":
		fmt.Println(`{"head":{"pages":1}}`)
		for {
			if _, err := os.Stdout.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
				return 1
			}
		}
	}
	return 0
}

func options(t *testing.T, how string) Options {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Options{Command: []string{exe, how}}
}

func read(t *testing.T, name string, b []byte) (article.Content, error) {
	t.Helper()
	return Read(t.Context(), name, b, options(t, "__pdf"))
}

// show writes a content as the golden files hold it.
func show(c article.Content) string {
	var b strings.Builder
	fmt.Fprintf(&b, "lang %s\ntitle %s\n", c.Lang, c.Title.Of(c.Text))
	for _, n := range c.Notes {
		fmt.Fprintf(&b, "note %s at %s: %s\n", n.Code, n.Span, n.Message)
	}
	table := 0
	for _, p := range c.Paragraphs {
		for ; table < len(c.Tables) && c.Tables[table].Start < p.Start; table++ {
			showTable(&b, c, c.Tables[table])
		}
		fmt.Fprintf(&b, "\nP %s\n", p.Of(c.Text))
	}
	for ; table < len(c.Tables); table++ {
		showTable(&b, c, c.Tables[table])
	}
	return b.String()
}

func showTable(b *strings.Builder, c article.Content, t article.Table) {
	fmt.Fprintf(b, "\nT %s\n", t.Caption.Of(c.Text))
	for _, r := range t.Rows {
		for _, cell := range r {
			mark := ""
			if cell.Head {
				mark = "#"
			}
			if cell.Cols > 1 {
				mark += fmt.Sprintf("<%d>", cell.Cols)
			}
			fmt.Fprintf(b, "  [%s%s]", mark, cell.Of(c.Text))
		}
		b.WriteByte('\n')
	}
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		golden := strings.TrimSuffix(file, ".pdf") + ".golden"
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := read(t, filepath.Base(file), b)
			got := fmt.Sprintf("error %v\n", err)
			if err == nil {
				checkContent(t, c)
				got = show(c)
			}
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// checkContent holds a content to what package article asks of it.
func checkContent(t *testing.T, c article.Content) {
	t.Helper()
	last := 0
	for _, p := range c.Paragraphs {
		if p.Start < last || p.End <= p.Start || p.End > len(c.Text) {
			t.Fatalf("paragraph %s after %d in %d bytes", p, last, len(c.Text))
		}
		last = p.End
		for _, table := range c.Tables {
			if table.Overlaps(p) {
				t.Fatalf("paragraph %s in table %s", p, table.Span)
			}
		}
	}
	for _, table := range c.Tables {
		cols := -1
		for i, r := range table.Rows {
			n, line := 0, make([]string, len(r))
			for k, cell := range r {
				if !table.Contains(cell.Span) {
					t.Fatalf("cell %s outside of its table %s", cell.Span, table.Span)
				}
				n += cell.Cols
				line[k] = cell.Of(c.Text)
			}
			if cols >= 0 && n != cols {
				t.Fatalf("row %d has %d columns, not %d", i, n, cols)
			}
			cols = n
			if rows := strings.Split(table.Of(c.Text), "\n"); rows[i] != strings.Join(line, " | ") {
				t.Fatalf("row %d is %q", i, rows[i])
			}
		}
	}
	if c.Title.End > len(c.Text) {
		t.Fatalf("title %s in %d bytes", c.Title, len(c.Text))
	}
}

// TestDamagedCache compiles the engine: what is kept of it was cut off.
func TestDamagedCache(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	b, err := os.ReadFile("testdata/el.pdf")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := copyCache(t, dir); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Serve(t.Context(), bytes.NewReader(b), &out, dir); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(out.String(), "{\"end\":true}\n") {
		t.Errorf("got %.200s", out.String())
	}
	files, _ := filepath.Glob(filepath.Join(dir, cached, "*"))
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.Size() <= cutTo {
			t.Errorf("%s was not made anew: %v", f, err)
		}
	}
	if len(files) == 0 {
		t.Error("nothing is kept")
	}
}

// cutTo is how much of a cached file is left, in bytes.
const cutTo = 1 << 20

// copyCache copies the beginnings of the cache's files to a directory.
func copyCache(t *testing.T, dir string) error {
	from, err := CacheDir()
	if err != nil {
		return err
	}
	if _, err := read(t, "warm.pdf", textPage("It fills the cache.")); err != nil {
		return err
	}
	files, _ := filepath.Glob(filepath.Join(from, cached, "*"))
	if len(files) == 0 {
		return errors.New("no cache")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.Base(filepath.Dir(f)), filepath.Base(f))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(to, b[:min(len(b), cutTo)], 0o600); err != nil {
			return err
		}
	}
	return nil
}

func TestCacheDirs(t *testing.T) {
	if openCache("") != nil || openCache(filepath.Join(os.DevNull, "none")) != nil {
		t.Error("a cache where none can be")
	}
	if compiled("") || compiled(t.TempDir()) {
		t.Error("compiled code where there is none")
	}
	dir := filepath.Join(t.TempDir(), "assay", "pdf")
	if openCache(dir) == nil {
		t.Fatal("no cache")
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestServeWriteError(t *testing.T) {
	err := Serve(t.Context(), strings.NewReader("x"), failing{}, "")
	if err == nil {
		t.Error("no error")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestChildGoesWrong(t *testing.T) {
	b := []byte("%PDF-1.7\n%%EOF\n")
	for _, c := range []struct {
		how  string
		want error
		says string
	}{
		{"__crash", ErrEngine, "out of everything"},
		{"__silent", ErrTimeout, "took too long"},
		{"__babble", ErrEngine, "no proper answer"},
		{"__short", ErrEngine, "no proper answer"},
		{"__flood", ErrEngine, "no proper answer"},
	} {
		opt := options(t, c.how)
		if c.how == "__silent" {
			opt.Idle = 200 * time.Millisecond
		}
		_, err := Read(t.Context(), "a.pdf", b, opt)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "a.pdf: pdf: ") {
			t.Errorf("%s: %v", c.how, err)
		}
	}
	if _, err := Read(t.Context(), "a.pdf", b, Options{}); err == nil || !strings.Contains(err.Error(), "no command") {
		t.Errorf("without a command: %v", err)
	}
	if _, err := Read(t.Context(), "a.pdf", b, Options{Command: []string{"/nowhere/assay"}}); err == nil || !strings.Contains(err.Error(), "start the reading process") {
		t.Errorf("a command that is not there: %v", err)
	}
	opt := options(t, "__silent")
	opt.Timeout = 200 * time.Millisecond
	if _, err := Read(t.Context(), "a.pdf", b, opt); !errors.Is(err, ErrTimeout) {
		t.Errorf("too long as a whole: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, "a.pdf", b, options(t, "__silent")); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped from outside: %v", err)
	}
}

func TestProgress(t *testing.T) {
	b, err := os.ReadFile("testdata/de.pdf")
	if err != nil {
		t.Fatal(err)
	}
	opt := options(t, "__pdf")
	var last Progress
	opt.Progress = func(p Progress) { last = p }
	if _, err := Read(t.Context(), "de.pdf", b, opt); err != nil {
		t.Fatal(err)
	}
	if want := (Progress{Page: 3, Pages: 3}); last != want {
		t.Errorf("ended with %+v, want %+v", last, want)
	}
}
