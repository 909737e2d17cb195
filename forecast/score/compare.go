package score

import "slices"

// scored is a forecast's losses, and its baseline's if it has one.
type scored struct {
	question string
	losses   [width]float64 // by column
	based    bool           // the baseline's are given
}

// comparison is the forecasts of one kind: all, and those with a baseline.
type comparison struct {
	all, based *sample
	options    Options
}

// compare resamples all forecasts and those with a baseline, which mostly are
// the same.
func compare(all []scored, o Options) comparison {
	unbased := func(f scored) bool { return !f.based }
	c := comparison{all: newSample(all, o), options: o}
	if c.based = c.all; slices.ContainsFunc(all, unbased) {
		c.based = newSample(slices.DeleteFunc(slices.Clone(all), unbased), o)
	}
	return c
}

// score is the mean loss of all forecasts.
func (c comparison) score(of column) Estimate { return c.all.mean(of) }

// ratio is the mean loss over the baseline's, of forecasts that have one.
func (c comparison) ratio(of, reference column) Estimate {
	e := c.based.ratio(of, reference)
	if e.Status == NoForecasts && len(c.all.rows) > 0 {
		e.Status = NoBaseline
	}
	return e
}

// skill is 1 less the ratio: 1 is perfect, 0 as good as the baseline.
func (c comparison) skill(of, reference column) Estimate { return c.ratio(of, reference).skill() }

// luck is the chance that luck alone beat the baseline by as much.
func (c comparison) luck(of, reference column) Luck {
	gains := make([]float64, len(c.based.rows))
	for q, row := range c.based.rows {
		gains[q] = row[reference] - row[of]
	}
	return signFlip(gains, c.options)
}

// collect scores each forecast of a kind; the first that cannot be is an error.
func collect[F any](forecasts []F, question func(F) string, losses func(F) (scored, error)) ([]scored, error) {
	out := make([]scored, len(forecasts))
	for i, f := range forecasts {
		s, err := losses(f)
		if err != nil {
			return nil, &InputError{Index: i, Question: question(f), Problem: err.Error()}
		}
		s.question = question(f)
		out[i] = s
	}
	return out, nil
}
