package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/cobra"
)

// settled is how long nothing must change before a file is read: editors write a file
// in several steps, or a new one that they move to its place.
const settled = 150 * time.Millisecond

// clearScreen empties a terminal and what has been scrolled away, as clear(1) does.
const clearScreen = "\x1b[H\x1b[2J\x1b[3J"

// watch checks files now and whenever one of them changes, until it is interrupted.
// An article that is wrong or cannot be read ends it no more than one that is right.
func (k *checker) watch(c *cobra.Command, args []string) error {
	for _, a := range args {
		if fi, err := os.Stat(a); a == "-" || isAddress(a) || err == nil && fi.IsDir() {
			return fmt.Errorf("check: --watch %s: name files", a)
		}
	}
	w, err := newWatcher(args)
	if err != nil {
		return fmt.Errorf("check: --watch: %w", err)
	}
	defer w.Close()
	for {
		if err := k.again(c, args); err != nil {
			return err
		}
		if err := w.change(c.Context()); err != nil {
			if errors.Is(err, context.Canceled) {
				return nil
			}
			return fmt.Errorf("check: --watch: %w", err)
		}
	}
}

// again shows a check of the files as they are now.
func (k *checker) again(c *cobra.Command, args []string) error {
	out, errs := c.OutOrStdout(), c.ErrOrStderr()
	if isTerminal(out) {
		if _, err := io.WriteString(out, clearScreen); err != nil {
			return err
		}
	}
	if r, ok := k.store.(interface{ Refresh() error }); ok {
		if err := r.Refresh(); err != nil { // what was imported since the last time counts
			return err
		}
	}
	var w wrong
	if err := k.check(c, args); err != nil && !errors.As(err, &w) && c.Context().Err() == nil {
		fmt.Fprintln(errs, "assay: "+printable(err.Error()))
	}
	_, err := fmt.Fprintf(errs, "checked at %s; waiting for changes, Ctrl-C ends\n", time.Now().Format(time.TimeOnly))
	return err
}

// watcher waits for files to change. It watches their folders: a file that is replaced
// by another is no longer the one that was watched.
type watcher struct {
	*fsnotify.Watcher
	files []string // absolute, sorted
}

func newWatcher(files []string) (*watcher, error) {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{Watcher: n}
	for _, f := range files {
		if err := w.add(f); err != nil {
			n.Close()
			return nil, err
		}
	}
	slices.Sort(w.files)
	return w, nil
}

// add watches a file where it is named and, if that is a link, where it stands.
func (w *watcher) add(file string) error {
	abs, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	places := []string{abs}
	if to, err := filepath.EvalSymlinks(abs); err == nil && to != abs {
		places = append(places, to)
	}
	for _, p := range places {
		if err := w.Add(filepath.Dir(p)); err != nil {
			return err
		}
		w.files = append(w.files, p)
	}
	return nil
}

// change returns when a file has changed and then been left alone for a while.
func (w *watcher) change(ctx context.Context) error {
	var quiet <-chan time.Time // nil until something changes
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err, ok := <-w.Errors:
			if !ok {
				return errors.New("the watch has ended")
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			quiet = time.After(settled) // it may have been one of ours
		case e, ok := <-w.Events:
			if !ok {
				return errors.New("the watch has ended")
			}
			if _, ours := slices.BinarySearch(w.files, filepath.Clean(e.Name)); ours && e.Op != fsnotify.Chmod {
				quiet = time.After(settled)
			}
		case <-quiet:
			return nil
		}
	}
}
