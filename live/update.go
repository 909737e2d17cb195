package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/fetch"
	"assay/source"
)

// Options are an update's. All but Workers, Dry and Line must be given.
type Options struct {
	Client  *fetch.Client
	Store   Store
	Places  Places
	Sources []Source // asked in this order for each want
	Now     time.Time
	Workers int  // wants asked for at a time; 0 is 4
	Dry     bool // ask nothing, and store nothing; the lines say what would be asked
	// Line is called for each answer, want after want, from the goroutine of
	// Update.
	Line func(Line)
}

// Line says what became of one answer.
type Line struct {
	Kind      string // the source's name
	Subject   string // the want's
	About     string // which file
	Would     string // the address, in a dry run
	Done      int    // wants that are finished
	Unchanged bool
	Skipped   string // why there was nothing to store
	Err       error
	Result    evidence.Result
	Notes     int // what was odd in it
}

// Report counts what became of an update.
type Report struct {
	Answers, Failed int
	// NotAsked are answers that were not asked for because the server had
	// refused us before, or could not be reached; the first one counts as failed.
	NotAsked int
}

// Update brings things up to date, several at a time: each answer in one
// transaction with the record of it, so that an update that ends early is taken
// up by the next one. What fails is a line with an error, and the rest goes on;
// Update itself fails only if the context ends.
func Update(ctx context.Context, o Options, wants []Want) (Report, error) {
	workers := o.Workers
	if workers <= 0 {
		workers = 4
	}
	out := make([]chan Line, len(wants))
	for i := range out {
		out[i] = make(chan Line, buffered)
	}
	ctx, cancel := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer cancel()
	next := make(chan int)
	for range workers {
		working.Go(func() {
			for i := range next {
				o.one(ctx, wants[i], out[i])
				close(out[i])
			}
		})
	}
	working.Go(func() {
		defer close(next)
		for i := range wants {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	return o.gather(ctx, out)
}

// buffered is how many lines of a want may wait for those of the one before.
const buffered = 64

// gather takes the lines in the order of the wants.
func (o *Options) gather(ctx context.Context, out []chan Line) (Report, error) {
	var r Report
	refused := map[string]bool{}
	for i, lines := range out {
		for {
			var l Line
			var more bool
			select {
			case l, more = <-lines:
			case <-ctx.Done():
				return r, ctx.Err()
			}
			if !more {
				break
			}
			l.Done = i
			if l.Would == "" && l.Kind != "" {
				r.Answers++
			}
			if cause := refusal(l.Err); cause != "" {
				if refused[cause] {
					r.NotAsked++
					continue
				}
				refused[cause] = true
			}
			if l.Err != nil {
				r.Failed++
			}
			if o.Line != nil {
				o.Line(l)
			}
		}
	}
	return r, ctx.Err()
}

// refusal names why a server answers nothing at all, "" if that is not it.
func refusal(err error) string {
	var e *fetch.Error
	if !errors.As(err, &e) || !e.Out() {
		return ""
	}
	return e.Cause.Error()
}

// one asks all sources for one want.
func (o *Options) one(ctx context.Context, w Want, out chan<- Line) {
	put := func(l Line) bool {
		l.Subject = w.String()
		select {
		case out <- l:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for _, src := range o.Sources {
		a := &Asker{Places: o.Places, Store: o.Store, client: o.Client, now: o.Now.UTC().Truncate(time.Second)}
		if o.Dry {
			a.would = func(name string) { put(Line{Kind: src.Name(), Would: name}) }
		}
		for f, err := range src.Files(ctx, a, w) {
			if errors.Is(err, errDry) {
				continue
			}
			if ctx.Err() != nil || !put(take(ctx, o.Store, src, f, err)) {
				return
			}
		}
	}
}

// take stores an answer.
func take(ctx context.Context, s Store, src Source, f File, err error) Line {
	l := Line{Kind: src.Name(), About: f.About, Err: err, Skipped: f.Skipped, Unchanged: f.Unchanged}
	switch {
	case err != nil || f.Skipped != "":
	case f.Unchanged:
		_, l.Err = s.Import(ctx, &evidence.Batch{Source: f.Name, Origins: []evidence.Origin{f.Origin}})
	case f.Batch != nil:
		f.Batch.Origins = append(f.Batch.Origins, f.Origin)
		l.Notes = len(f.Batch.Notes)
		l.Result, l.Err = s.Import(ctx, f.Batch)
	default:
		o := source.ImportNamed(ctx, s, f.Named)
		l.Skipped, l.Err, l.Result, l.Notes = o.Skipped, o.Err, o.Result, len(o.Notes)
	}
	return l
}

// Followed are the filers whose facts an earlier update asked for and that have
// a ticker: the one that was asked for longest ago first, so that an update that
// ended early goes on where it was.
func Followed(ctx context.Context, p Places, s Store) ([]evidence.Filer, error) {
	prefix := factsAddress(p) + "CIK"
	origins, err := s.Origins(ctx, prefix)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(origins, func(a, b evidence.Origin) int { return a.Checked.Compare(b.Checked) })
	var out []evidence.Filer
	for _, o := range origins {
		cik, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimPrefix(o.Name, prefix), ".json"), 10, 32)
		if err != nil {
			continue
		}
		f, err := s.Filer(ctx, entity.CIK(uint32(cik)))
		switch {
		case errors.Is(err, evidence.ErrNotFound):
		case err != nil:
			return nil, fmt.Errorf("live: %w", err)
		case len(f.Tickers) > 0:
			out = append(out, f)
		}
	}
	return out, nil
}
