package evidence

import (
	"context"
	"sync"
	"sync/atomic"

	"assay/entity"
	"assay/metric"
	"assay/period"
)

// First is Measure's first value, without the others: the most plausible
// definition that the filer's facts give, on the latest basis known at the
// clock. ok is false where there is none.
func (e *Evaluator) First(ctx context.Context, id entity.ID, metricID string, want period.Range, asOf period.Date) (c Computed, ok bool, err error) {
	q := query{want: want, asOf: asOf}
	m, known := e.catalog.Lookup(metricID)
	if !known || !m.Kind.Filed() || m.Segment != nil || m.Kind == metric.PerShare || m.Kind == metric.Shares {
		all, err := e.measure(ctx, id, metricID, q)
		if err != nil || len(all) == 0 {
			return Computed{}, false, err
		}
		return all[0], true, nil
	}
	for _, d := range m.For(string(id)) {
		values, err := e.definition(ctx, id, &m, d, "", q)
		if err != nil {
			return Computed{}, false, err
		}
		if len(values) > 0 {
			return values[0], true, nil
		}
	}
	return Computed{}, false, nil
}

// Answer is a filer's value; OK is false where it has none.
type Answer struct {
	Computed
	OK bool
}

// Screened is what Screen asks of each filer.
type Screened struct {
	Measure string
	AsOf    period.Date // with what was public by its end; 0: all
	// Period is the filer's period; one without an end asks nothing.
	Period func(context.Context, Reader, entity.ID) (period.Range, error)
	// Step, if not nil, is called after each filer, from any goroutine.
	Step func()
}

// Screen computes a measure's most plausible value (see First) for each filer.
// Each reader is used by one goroutine; all of them should show the same state of
// one store.
func Screen(ctx context.Context, readers []Reader, cat *metric.Catalog, filers []entity.ID, asked Screened) ([]Answer, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	answers := make([]Answer, len(filers))
	var next atomic.Int64
	var wg sync.WaitGroup
	for _, r := range readers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(filers) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				a, err := asked.answer(ctx, r, cat, filers[i])
				if err != nil {
					cancel(err)
					return
				}
				answers[i] = a
				if asked.Step != nil {
					asked.Step()
				}
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return answers, nil
}

func (s *Screened) answer(ctx context.Context, r Reader, cat *metric.Catalog, id entity.ID) (Answer, error) {
	want, err := s.Period(ctx, r, id)
	if err != nil || want.End == 0 {
		return Answer{}, err
	}
	// An evaluator remembers what it read, which no other filer needs.
	c, ok, err := NewEvaluator(r, cat).First(ctx, id, s.Measure, want, s.AsOf)
	return Answer{c, ok}, err
}
