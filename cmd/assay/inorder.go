package main

import (
	"bytes"
	"io"
	"iter"
	"runtime"
	"sync"

	"github.com/spf13/cobra"

	"assay/article"
)

// worker writes what a command has to say of an article. Each goroutine has its
// own.
type worker func(io.Writer, *article.Article) error

// task is an article on its way; done is closed when out and err stand.
type task struct {
	parse parse
	out   bytes.Buffer
	err   error
	done  chan struct{}
}

func jobsFlag(c *cobra.Command, f *checkFlags) {
	c.Flags().IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "articles worked on at a time")
}

// inOrder works on the articles, several at a time, and writes the answers in the
// articles' order. It holds a few articles at once, however many there are. The
// first error in that order ends it; what stands before it is written.
func inOrder(w io.Writer, jobs int, newWorker func() (worker, error), articles iter.Seq2[parse, error]) error {
	jobs = max(jobs, 1)
	todo, order, stop := make(chan *task), make(chan *task, 2*jobs), make(chan struct{})
	var working sync.WaitGroup
	defer working.Wait()
	defer close(stop)
	for range jobs {
		work, err := newWorker()
		if err != nil {
			close(todo)
			return err
		}
		working.Go(func() {
			for t := range todo {
				t.run(work)
			}
		})
	}
	working.Go(func() {
		defer close(order)
		defer close(todo)
		for p, err := range articles {
			t := &task{parse: p, err: err, done: make(chan struct{})}
			select {
			case order <- t:
			case <-stop:
				return
			}
			select {
			case todo <- t:
			case <-stop:
				return
			}
		}
	})
	for t := range order {
		<-t.done
		if _, err := t.out.WriteTo(w); err != nil {
			return err
		}
		if t.err != nil {
			return t.err
		}
	}
	return nil
}

func (t *task) run(work worker) {
	defer close(t.done)
	if t.err != nil {
		return
	}
	a, err := t.parse()
	if err == nil {
		err = work(&t.out, a)
	}
	t.err = err
}
