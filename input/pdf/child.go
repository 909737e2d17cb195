package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// headBytes and tailBytes are where a PDF's first and last mark must stand: readers
// have always let a kilobyte pass before the first.
const (
	headBytes = 1024
	tailBytes = 2048
)

// precheck refuses what needs no engine to be refused.
func precheck(b []byte) error {
	switch {
	case len(b) > MaxBytes:
		return fmt.Errorf("%w (%d bytes, at most %d)", ErrTooLarge, len(b), MaxBytes)
	case !bytes.Contains(b[:min(len(b), headBytes)], []byte("%PDF-")):
		return fmt.Errorf("%w (it does not begin with %%PDF-)", ErrCorrupt)
	}
	return nil
}

// endsEarly reports whether the file's last mark is missing.
func endsEarly(b []byte) bool {
	return !bytes.Contains(b[max(0, len(b)-tailBytes):], []byte("%%EOF"))
}

// extract has a child read the file.
func extract(ctx context.Context, b []byte, opt Options) (*document, error) {
	if len(opt.Command) == 0 {
		return nil, errors.New("pdf: no command that reads PDF files is set")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, orElse(opt.Timeout, defaultTimeout), ErrTimeout)
	defer cancel()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)

	var says tail
	cmd := exec.CommandContext(ctx, opt.Command[0], opt.Command[1:]...)
	cmd.Stdin, cmd.Stderr, cmd.WaitDelay = bytes.NewReader(b), &says, time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("pdf: start the reading process: %w", err)
	}
	idle := orElse(opt.Idle, defaultIdle)
	silent := time.AfterFunc(idle, func() { stop(ErrTimeout) })
	d, err := collect(newReader(out), opt.Progress, func() { silent.Reset(idle) })
	silent.Stop()
	if err != nil {
		why := context.Cause(ctx)
		stop(nil)
		_ = cmd.Wait() // killed: what it ends with is our own doing
		return nil, blame(why, err, says.String())
	}
	if err := cmd.Wait(); err != nil {
		return nil, blame(context.Cause(ctx), err, says.String())
	}
	if d.Repaired && endsEarly(b) {
		return nil, fmt.Errorf("%w (its end is missing)", ErrCorrupt)
	}
	return d, nil
}

func orElse(d, def time.Duration) time.Duration {
	if d <= 0 {
		return def
	}
	return d
}

// blame finds the error to show: the stop from outside, the file's own failure, or
// the child's last words.
func blame(stopped, err error, says string) error {
	switch {
	case stopped != nil:
		return stopped
	case !errors.Is(err, errFrames):
		return err
	case says != "":
		return fmt.Errorf("%w (%s)", ErrEngine, says)
	}
	return fmt.Errorf("%w (%w)", ErrEngine, err)
}

// collect reads frames to the end.
func collect(r *reader, progress func(Progress), alive func()) (*document, error) {
	if progress == nil {
		progress = func(Progress) {}
	}
	var d document
	for {
		f, err := r.next()
		if err != nil {
			return nil, err
		}
		alive()
		switch {
		case f.Fail != nil:
			return nil, f.Fail.err()
		case f.Stage != "":
			progress(Progress{Compiling: true})
		case f.Head != nil:
			d.header = *f.Head
			progress(Progress{Pages: d.Pages})
		case f.Page != nil:
			d.pages = append(d.pages, *f.Page)
			progress(Progress{Page: f.Page.N, Pages: d.Pages})
		default:
			return &d, nil
		}
	}
}

// The codes of failures.
const (
	failPassword = "password"
	failCorrupt  = "corrupt"
	failTooLarge = "too large"
	failEngine   = "engine"
)

// err is the failure as an error of this package.
func (f *failure) err() error {
	base := ErrEngine
	switch f.Code {
	case failPassword:
		base = ErrPassword
	case failCorrupt:
		base = ErrCorrupt
	case failTooLarge:
		base = ErrTooLarge
	}
	if f.Detail == "" {
		return base
	}
	return fmt.Errorf("%w (%s)", base, oneLine(f.Detail))
}

// tailSize is how much of a child's last words is kept.
const tailSize = 4096

// tail keeps the beginning of what a child says on its way out: the first line of a
// Go panic is the one that tells.
type tail struct{ b []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.b = append(t.b, p[:min(len(p), tailSize-len(t.b))]...)
	return len(p), nil
}

func (t *tail) String() string { return oneLine(string(t.b)) }

// oneLine is the first line of a text, not too long for a message.
func oneLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(strings.ToValidUTF8(s, "")), "\n")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return s
}
