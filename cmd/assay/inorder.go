package main

import (
	"bytes"
	"context"
	"io"
	"iter"
	"sync"

	"assay/article"
)

// worker writes what a command has to say of an article. Each goroutine has its
// own.
type worker func(io.Writer, *article.Article) error

// task is an article on its way; done is closed when out and the errors stand.
type task struct {
	item
	out   bytes.Buffer
	fatal error // of the work, where item.err is of the article
	done  chan struct{}
}

// inOrder works on the articles, several at a time, and hands them on in their order.
// It holds a few at once, however many there are. The first error of the work, or of
// next, ends it; an article that cannot be read does not.
func inOrder(ctx context.Context, jobs int, newWorker func() (worker, error), items iter.Seq[item], next func(*task) error) error {
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
				t.run(ctx, work)
			}
		})
	}
	working.Go(func() {
		defer close(order)
		defer close(todo)
		for it := range items {
			t := &task{item: it, done: make(chan struct{})}
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
		if err := ctx.Err(); err != nil {
			return err
		}
		if t.fatal != nil {
			return t.fatal
		}
		if err := next(t); err != nil {
			return err
		}
	}
	return nil
}

func (t *task) run(ctx context.Context, work worker) {
	defer close(t.done)
	if t.err != nil {
		return
	}
	var a *article.Article
	if a, t.err = t.parse(ctx); t.err == nil {
		t.fatal = work(&t.out, a)
	}
	t.parse = nil // it may hold the text
}
