package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// progress is a bar on standard error, where that is a terminal and standard
// output is not: on one terminal the lines themselves show how far it is.
type progress struct {
	on   bool
	wait time.Duration // before it shows: what is done sooner needs none
	unit string        // "%d articles" done
	out  io.Writer

	since time.Time
	done  atomic.Int64 // what the bar's text counts
	all   *mpb.Progress
	bar   *mpb.Bar
}

func newProgress(out, errs io.Writer, unit string, wait time.Duration) *progress {
	return &progress{on: isTerminal(errs) && !isTerminal(out), wait: wait, unit: unit, out: errs, since: time.Now()}
}

// step shows that one more is done, at a place on the way to the end.
func (p *progress) step(at, end int64) {
	p.done.Add(1)
	p.move(at, end)
}

// move shows a place on the way to the end, where nothing more is done.
func (p *progress) move(at, end int64) {
	if !p.on || p.bar == nil && time.Since(p.since) < p.wait {
		return
	}
	if p.bar == nil {
		p.all = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(60))
		count := decor.Any(func(decor.Statistics) string { return fmt.Sprintf(p.unit, p.done.Load()) })
		p.bar = p.all.AddBar(end, mpb.PrependDecorators(count), mpb.AppendDecorators(decor.Percentage()), mpb.BarRemoveOnComplete())
	}
	p.bar.SetCurrent(min(at, end))
}

// over is where lines go that stand above the bar.
func (p *progress) over(errs io.Writer) io.Writer {
	if p.all != nil {
		return p.all
	}
	return errs
}

func (p *progress) end() {
	if p.all != nil {
		p.bar.Abort(true)
		p.all.Wait()
	}
}
