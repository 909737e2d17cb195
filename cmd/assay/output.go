package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// sink takes what a command says of each article, which has a place, and a name for a
// file of its own. close ends it; what it wrote to a file stands there only then, and
// only if the command did its work.
type sink interface {
	put(a *item, text *bytes.Buffer) error
	close(done bool) error
}

// openSink is where the reports go: a folder if that is what path names, else one place,
// which takes the reports of several articles only if their format allows it.
func openSink(path, format string, several bool, stdout io.Writer) (sink, error) {
	shape := shapeOf(format)
	fi, err := os.Stat(path)
	if err == nil && fi.IsDir() || err != nil && os.IsPathSeparator(lastByte(path)) {
		return &folder{dir: path, ending: shape.ending, taken: map[string]bool{}}, nil
	}
	if several && !shape.joins {
		return nil, fmt.Errorf("--format %s makes one file for each article; name a folder with --output DIR/", format)
	}
	var s sink
	switch {
	case path == "" || path == "-":
		if shape.binary && isTerminal(stdout) {
			return nil, fmt.Errorf("--format %s is no text for a terminal; use --output FILE", format)
		}
		s = stream{stdout}
	case err == nil && !fi.Mode().IsRegular(): // a device or a pipe cannot be replaced
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, fmt.Errorf("--output: %w", err)
		}
		s = pipe{stream{f}, f}
	default:
		if s, err = newWhole("--output", path); err != nil {
			return nil, err
		}
	}
	if several {
		s = &joined{sink: s, shape: shape}
	}
	return s, nil
}

func lastByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[len(s)-1]
}

// shape is what a file in a format looks like.
type shape struct {
	ending string
	joins  bool // the reports of several articles may stand one after another
	named  bool // each of them needs its article's name above it
	titled bool // its first line names the columns: one is enough
	binary bool
}

func shapeOf(format string) shape {
	switch format {
	case "text":
		return shape{ending: ".txt", joins: true, named: true}
	case "csv":
		return shape{ending: ".csv", joins: true, titled: true}
	case "html":
		return shape{ending: ".html"}
	case "claimreview":
		return shape{ending: ".jsonld"}
	case "xlsx":
		return shape{ending: ".xlsx", binary: true}
	}
	return shape{ending: "." + format, joins: true}
}

// joined writes the reports of several articles into one place.
type joined struct {
	sink
	shape shape
	done  int
}

func (j *joined) put(a *item, text *bytes.Buffer) error {
	j.done++
	if j.shape.titled && j.done > 1 {
		_, _ = text.ReadString('\n') // a text without its end has nothing behind it
	}
	if j.shape.named {
		head := "==> " + inline(a.place) + " <==\n" // as head(1) has it
		if j.done > 1 {
			head = "\n" + head
		}
		if err := j.sink.put(a, bytes.NewBufferString(head)); err != nil {
			return err
		}
	}
	return j.sink.put(a, text)
}

// stream is standard output.
type stream struct{ w io.Writer }

func (s stream) put(_ *item, text *bytes.Buffer) error {
	_, err := text.WriteTo(s.w)
	return err
}

func (stream) close(bool) error { return nil }

// pipe is a device or a named pipe.
type pipe struct {
	stream
	f *os.File
}

func (p pipe) close(bool) error { return p.f.Close() }

// whole is a file that is written beside its place and moved there when it is whole.
type whole struct {
	flag, path string // the flag that names the path, for errors
	f          *os.File
}

// newWhole begins a file; one that is replaced keeps its permissions, and a link what
// it leads to.
func newWhole(flag, path string) (*whole, error) {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	mode := os.FileMode(0o666)
	if fi, err := os.Stat(path); err == nil {
		mode = fi.Mode().Perm()
	}
	dir, base := filepath.Split(path)
	for range 100 {
		f, err := os.OpenFile(filepath.Join(dir, fmt.Sprintf(".%s.%08x", base, rand.Uint32())), os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
		if err == nil {
			return &whole{flag, path, f}, nil
		}
		if !errors.Is(err, os.ErrExist) {
			return nil, fmt.Errorf("%s: %w", flag, err)
		}
	}
	return nil, fmt.Errorf("%s: no name is free beside %s", flag, path)
}

func (o *whole) put(_ *item, text *bytes.Buffer) error {
	_, err := text.WriteTo(o.f)
	return err
}

func (o *whole) close(done bool) error {
	err := o.f.Close()
	if err == nil && done {
		err = os.Rename(o.f.Name(), o.path)
	}
	if err != nil || !done {
		_ = os.Remove(o.f.Name()) // gone already if it was moved
	}
	if err != nil {
		return fmt.Errorf("%s: %w", o.flag, err)
	}
	return nil
}

// saved writes the file that a flag names, as a whole or not at all.
func saved(flag, path string, write func(io.Writer) error) error {
	if fi, err := os.Stat(path); err == nil && !fi.Mode().IsRegular() { // a device or a pipe cannot be replaced
		return device(flag, path, write)
	}
	s, err := newWhole(flag, path)
	if err != nil {
		return err
	}
	err = buffered(flag, s.f, write)
	if cerr := s.close(err == nil); err == nil {
		err = cerr
	}
	return err
}

// device writes to what is no file.
func device(flag, path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	err = buffered(flag, f, write)
	if cerr := f.Close(); err == nil && cerr != nil {
		err = fmt.Errorf("%s: %w", flag, cerr)
	}
	return err
}

func buffered(flag string, w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<16)
	err := write(b)
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	return nil
}

// folder takes a file for each article, named as the article's own with the format's
// ending after it: drafts/a.md gives a.md.html.
type folder struct {
	dir, ending string
	taken       map[string]bool
}

func (o *folder) put(a *item, text *bytes.Buffer) error {
	free := a.name
	for n := 2; o.taken[free]; n++ { // files of one name, from several folders
		free = fmt.Sprintf("%s-%d", a.name, n)
	}
	o.taken[free] = true
	path := filepath.Join(o.dir, filepath.FromSlash(free)+o.ending)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	f, err := newWhole("--output", path)
	if err != nil {
		return err
	}
	err = f.put(a, text)
	return errors.Join(err, f.close(err == nil))
}

func (*folder) close(bool) error { return nil }
