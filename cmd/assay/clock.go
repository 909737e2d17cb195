package main

import (
	"context"
	"fmt"
	"io"
	"time"
)

// clockSlack is by how much the clocks of two machines that share a store may differ.
const clockSlack = 24 * time.Hour

// warnClock says on errs that the computer's clock stands before the day on which
// evidence was last asked for: set back, it would hide what was public since, and
// make forecasts due too late. Nothing is changed for it.
func warnClock(ctx context.Context, store any, now time.Time, errs io.Writer) error {
	s, ok := store.(interface {
		LastAsked(context.Context) (time.Time, error)
	})
	if !ok {
		return nil
	}
	last, err := s.LastAsked(ctx)
	if err == nil && last.After(now.Add(clockSlack)) {
		_, err = fmt.Fprintf(errs, "assay: this computer's clock says %s, but evidence was imported on %s: set the clock, or name the day with --now\n",
			now.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	return err
}
