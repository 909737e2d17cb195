package pdf

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// CacheDir is where the compiled engine is kept for the next time, below the user's
// own cache directory. It is made when first used.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("pdf: %w", err)
	}
	return filepath.Join(dir, "assay", "pdf"), nil
}

// Serve is the child's whole work: it reads a PDF file from in, and writes to out what
// frame.go describes. What is wrong with the file is part of that answer; an error
// means that in or out failed. Compiled code is kept in cacheDir; where that is "" or
// cannot be written, the engine is compiled anew.
//
// It takes up to 512 MB for the engine's own memory and is meant for a process of its
// own, which ends when it returns.
func Serve(ctx context.Context, in io.Reader, out io.Writer, cacheDir string) error {
	b, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return fmt.Errorf("pdf: read: %w", err)
	}
	w := bufio.NewWriterSize(out, 64<<10)
	say := func(f frame) error {
		line, err := json.Marshal(f)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
		return w.Flush()
	}
	var fail *failed
	switch err := serve(ctx, b, say, cacheDir); {
	case errors.As(err, &fail):
		err = say(frame{Fail: &failure{Code: fail.code, Detail: fail.detail}})
		if err != nil {
			return fmt.Errorf("pdf: write: %w", err)
		}
		return nil
	case err != nil:
		return fmt.Errorf("pdf: write: %w", err)
	}
	return nil
}

// failed is what is wrong with a file, or with the engine at work on it.
type failed struct{ code, detail string }

func (f *failed) Error() string { return f.code + ": " + f.detail }

// serve tells the file's pages to say.
func serve(ctx context.Context, b []byte, say func(frame) error, cacheDir string) error {
	if len(b) > MaxBytes {
		return &failed{failTooLarge, fmt.Sprintf("at most %d bytes", MaxBytes)}
	}
	if !compiled(cacheDir) {
		if err := say(frame{Stage: "compile"}); err != nil {
			return err
		}
	}
	e, err := start(ctx, cacheDir)
	if err != nil {
		return &failed{failEngine, err.Error()}
	}
	defer e.close()
	if err := e.open(b); err != nil {
		return err
	}
	h, err := e.header()
	if err != nil {
		return err
	}
	if err := say(frame{Head: h}); err != nil {
		return err
	}
	for n := 1; n <= h.Pages; n++ {
		p, err := e.page(n)
		if err != nil {
			return err
		}
		if err := say(frame{Page: p}); err != nil {
			return err
		}
	}
	return say(frame{End: true})
}
