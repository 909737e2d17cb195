package main

import (
	"context"
	"sync"

	"assay/entity"
	"assay/evidence"
)

// overFilers asks something of each filer, several at a time, one on each reader, and hands
// the answers on in the filers' order. It holds a few at once, however many there are. The
// first error ends it.
func overFilers[T any](ctx context.Context, readers []evidence.Reader, filers []entity.ID, ask func(context.Context, evidence.Reader, entity.ID) (T, error), next func(T) error) error {
	type answer struct {
		value T
		err   error
	}
	type task struct {
		id   entity.ID
		done chan answer
	}
	ctx, stop := context.WithCancel(ctx)
	todo, order := make(chan task), make(chan task, 4*len(readers))
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	for _, r := range readers {
		working.Go(func() {
			for t := range todo {
				v, err := ask(ctx, r, t.id)
				t.done <- answer{v, err}
			}
		})
	}
	working.Go(func() {
		defer close(order)
		defer close(todo)
		for _, id := range filers {
			t := task{id, make(chan answer, 1)}
			select {
			case order <- t:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- t:
			case <-ctx.Done():
				return
			}
		}
	})
	for t := range order {
		select {
		case a := <-t.done:
			if a.err != nil {
				return a.err
			}
			if err := next(a.value); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
