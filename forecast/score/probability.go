package score

import (
	"errors"
	"fmt"
	"math"
)

// Probability is a forecast of the chance of an event, and whether it happened.
type Probability struct {
	Question string
	Chance   float64 // as a fraction
	Happened bool
	Base     Maybe // a baseline's chance, such as the rate at which such events happened before
}

// ProbabilityScore is how good probabilities were.
type ProbabilityScore struct {
	Brier      Estimate // the mean Brier score
	BrierSkill Estimate // against the baseline's chances
	Log        Estimate // the mean log score, in nats; infinite if there is a certain miss
	LogSkill   Estimate
	// CertainMisses are the forecasts that held what happened impossible.
	CertainMisses int
	Parts         Murphy // what the Brier score is made of
	Luck          Luck   // of the Brier score against the baseline's
}

var errChance = errors.New("give a fraction between 0 and 1, such as 0.3 for 30 %")

// BrierScore is the squared distance of a probability from what happened, 1 or
// 0 (G. Brier, "Verification of forecasts expressed in terms of probability",
// Monthly Weather Review 78, 1950, page 1, who adds the same for the event's not
// happening and so has twice as much). It lies between 0 and 1.
func BrierScore(chance float64, happened bool) (float64, error) {
	if !isChance(chance) {
		return 0, fmt.Errorf("probability %v: %w", chance, errChance)
	}
	d := chance - outcome(happened)
	return float64(d * d), nil
}

// LogScore is −ln of the probability given to what happened, in nats (I. J.
// Good, "Rational decisions", Journal of the Royal Statistical Society B 14,
// 1952, 107–114). It is +Inf where that was 0.
func LogScore(chance float64, happened bool) (float64, error) {
	if !isChance(chance) {
		return 0, fmt.Errorf("probability %v: %w", chance, errChance)
	}
	switch {
	case !happened:
		return 0 - lnOneLess(chance), nil
	case chance == 0:
		return math.Inf(1), nil
	}
	return 0 - ln(chance), nil
}

// Probabilities scores forecasts of chances.
func Probabilities(forecasts []Probability, o Options) (ProbabilityScore, error) {
	o, err := o.settled()
	if err != nil {
		return ProbabilityScore{}, err
	}
	all, err := collect(forecasts, func(p Probability) string { return p.Question }, Probability.losses)
	if err != nil {
		return ProbabilityScore{}, err
	}
	c := compare(all, o)
	out := ProbabilityScore{
		Brier:      c.score(own),
		BrierSkill: c.skill(own, base),
		Log:        c.score(logOwn),
		LogSkill:   c.skill(logOwn, logBase),
		Parts:      murphy(forecasts, o),
		Luck:       c.luck(own, base),
	}
	for _, s := range all {
		if math.IsInf(s.losses[logOwn], 1) {
			out.CertainMisses++
		}
	}
	return out, nil
}

// The columns of the log score; the first two are the Brier score's.
const (
	logOwn  = otherOwn
	logBase = otherBase
)

// losses are both scores of the forecast and of its baseline.
func (p Probability) losses() (s scored, err error) {
	if s.losses[own], err = BrierScore(p.Chance, p.Happened); err != nil {
		return s, err
	}
	if s.losses[logOwn], err = LogScore(p.Chance, p.Happened); err != nil {
		return s, err
	}
	if s.based = p.Base.Given; !s.based {
		return s, nil
	}
	if s.losses[base], err = BrierScore(p.Base.Number, p.Happened); err != nil {
		return s, fmt.Errorf("baseline: %w", err)
	}
	s.losses[logBase], err = LogScore(p.Base.Number, p.Happened)
	return s, err
}

// outcome is 1 for what happened, else 0.
func outcome(happened bool) float64 {
	if happened {
		return 1
	}
	return 0
}
