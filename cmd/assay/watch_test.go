package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	right     = "October 30, 2024\n\nAlphabet reported third-quarter revenue of $88.3 billion.\n"
	mistaken  = "October 30, 2024\n\nAlphabet reported third-quarter revenue of $98.3 billion.\n"
	waitsLine = "waiting for changes"
)

// TestWatch changes a file as editors do, and reads what follows each change.
func TestWatch(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	dir := t.TempDir()
	file := filepath.Join(dir, "draft.txt")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write("draft.txt", right)
	ctx, interrupt := context.WithCancel(t.Context())
	lines, ended := watching(ctx, "check", "--no-config", "--now", "2026-07-31", "--report-lang", "en", "--watch", file)
	for _, step := range []struct {
		name   string
		change func()
		want   string
	}{
		{"at first", func() {}, "1 supported"},
		{"written in place", func() { write("draft.txt", mistaken) }, "1 contradicted"},
		{"replaced by another file", func() { write("new.tmp", right); must(os.Rename(filepath.Join(dir, "new.tmp"), file)) }, "1 supported"},
		{"moved away and written anew", func() { must(os.Rename(file, file+"~")); write("draft.txt", mistaken) }, "1 contradicted"},
		{"removed", func() { must(os.Remove(file)) }, "no such file"},
		{"there again", func() { write("draft.txt", right) }, "1 supported"},
	} {
		step.change()
		said := until(lines, waitsLine)
		if !strings.Contains(said, step.want) {
			t.Errorf("%s: want %q in:\n%s", step.name, step.want, said)
		}
	}
	write("other.txt", mistaken) // beside it: no matter of ours
	interrupt()
	if err := <-ended; err != nil {
		t.Errorf("interrupted: %v", err)
	}
	if rest := until(lines, waitsLine); rest != "" {
		t.Errorf("said of another file:\n%s", rest)
	}
}

// watching runs a command and gives its lines and how it ended.
func watching(ctx context.Context, args ...string) (lines <-chan string, ended <-chan error) {
	r, w := io.Pipe()
	says, end := make(chan string), make(chan error, 1)
	c := rootCommand()
	c.SetArgs(args)
	c.SetOut(w)
	c.SetErr(w)
	go func() {
		end <- c.ExecuteContext(ctx)
		w.Close()
	}()
	go func() {
		defer close(says)
		for s := bufio.NewScanner(r); s.Scan(); {
			says <- s.Text()
		}
	}()
	return says, end
}

// until gives the lines up to one with the mark.
func until(lines <-chan string, mark string) string {
	var b strings.Builder
	for l := range lines {
		b.WriteString(l + "\n")
		if strings.Contains(l, mark) {
			break
		}
	}
	return b.String()
}
