package chart

import (
	"errors"
	"fmt"
	"io"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// date writes a day counted from 1970.
func date(day int) string {
	return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly)
}

// sampleContest is two camps on one year's spending, one of which moved.
func sampleContest() Contest {
	nan := math.NaN()
	return Contest{
		Title: "Meta Platforms, capex, 2025-01-01 to 2025-12-31", Description: "What holders expected, by the day on which they said it.", Unit: "USD",
		Actual: 69.69e9, Due: 20483, Date: date,
		Beliefs: []ContestBelief{
			{"bull", 20120, 60e9, 65e9, "A: 60 to 65 billion"}, {"bear", 20120, nan, 55e9, "B: at most 55 billion"},
			{"", 20200, 64e9, 72e9, "the company: 64 to 72 billion"}, {"bull", 20290, 70e9, 70e9, "A: 70 billion"},
			{"bear", 20290, 66e9, nan, "B: at least 66 billion"}, {"bear", 20300, nan, nan, "C: rises"},
		},
	}
}

func TestContestProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := Contest{Title: rapid.StringN(0, 60, 150).Draw(t, "title"), Unit: rapid.SampledFrom([]string{"", "USD", "percent", "<&>"}).Draw(t, "unit"), Date: date}
		k.Actual, k.Due = hostile.Draw(t, "actual"), rapid.IntRange(-1, 40000).Draw(t, "due")
		for range rapid.IntRange(1, 40).Draw(t, "beliefs") {
			k.Beliefs = append(k.Beliefs, ContestBelief{
				rapid.SampledFrom([]string{"bull", "bear", "", "cat"}).Draw(t, "camp"), rapid.IntRange(0, 30000).Draw(t, "day"),
				hostile.Draw(t, "low"), hostile.Draw(t, "high"), rapid.StringN(0, 40, 100).Draw(t, "told"),
			})
		}
		same(t, func(w io.Writer) (int, error) { return WriteContest(w, k) })
	})
}

func TestContestRefused(t *testing.T) {
	if _, err := WriteContest(io.Discard, Contest{Date: date}); !errors.Is(err, ErrNoPoint) {
		t.Errorf("without a belief: %v", err)
	}
	if _, err := WriteContest(io.Discard, Contest{ID: "a b", Date: date}); err == nil || errors.Is(err, ErrNoPoint) {
		t.Errorf("an id that is none: %v", err)
	}
}

// TestContestAside: beliefs of one day keep apart, about their day.
func TestContestAside(t *testing.T) {
	k := Contest{Due: 400, Beliefs: []ContestBelief{{Day: 0}, {Day: 0}, {Day: 0}, {Day: 1}}}
	for i, want := range []string{"0.0", "-10.0", "10.0", "0.0"} {
		if got := fmt.Sprintf("%.1f", k.aside(i)+0); got != want {
			t.Errorf("belief %d: %s, want %s", i, got, want)
		}
	}
}
