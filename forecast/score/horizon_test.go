package score

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLastBefore(t *testing.T) {
	said := []Said{
		{Holder: "x", Question: "q", Day: 10, Due: 100},
		{Holder: "y", Question: "q", Day: 5, Due: 100},
		{Holder: "x", Question: "q", Day: 60, Due: 100},
		{Holder: "x", Question: "q", Day: 60, Due: 100}, // the same day, said later
		{Holder: "y", Question: "q", Day: 80, Due: 100, Withdrawn: true},
		{Holder: "x", Question: "r", Day: 99, Due: 100},
		{Holder: "x", Question: "r", Day: 100, Due: 100}, // the outcome is public
	}
	for _, c := range []struct {
		days int
		want []int
	}{{1, []int{3, 5}}, {20, []int{3}}, {21, []int{1, 3}}, {40, []int{1, 3}}, {41, []int{0, 1}}, {90, []int{0, 1}}, {91, []int{1}}, {96, []int{}}} {
		if got, err := LastBefore(said, c.days); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%d days: %v, %v; want %v", c.days, got, err, c.want)
		}
	}
	if _, err := LastBefore(said, 0); err == nil {
		t.Error("a horizon of 0 days is no error")
	}
}

// TestLastBeforeEach: a holder has at most one forecast on a question, made in
// time, and none made in time comes after it.
func TestLastBeforeEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"a", "b", "c"})
		said := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Said {
			return Said{name.Draw(t, "holder"), name.Draw(t, "question"), rapid.IntRange(0, 50).Draw(t, "day"), 50, rapid.Bool().Draw(t, "withdrawn")}
		})).Draw(t, "said")
		days := rapid.IntRange(1, 50).Draw(t, "days")
		places, err := LastBefore(said, days)
		if err != nil || !slices.IsSorted(places) {
			t.Fatal(places, err)
		}
		seen := map[[2]string]bool{}
		for _, i := range places {
			s := said[i]
			if k := [2]string{s.Holder, s.Question}; seen[k] || s.Withdrawn || s.Day > s.Due-days {
				t.Fatalf("%+v at %d days", s, days)
			} else {
				seen[k] = true
			}
			for j, other := range said {
				if other.Holder == s.Holder && other.Question == s.Question && other.Day <= 50-days && (other.Day > s.Day || other.Day == s.Day && j > i) {
					t.Fatalf("%+v was said after %+v", other, s)
				}
			}
		}
	})
}

func TestRank(t *testing.T) {
	of := func(value float64, n int, status Status) Estimate {
		return Estimate{Value: value, Questions: n, Status: status}
	}
	estimates := []Estimate{of(0.3, 10, OK), of(0.1, 9, OK), of(0.2, 50, OK), of(0.3, 11, OK), of(0, 20, NoBaseline), of(0.4, 12, OK)}
	if got := Rank(estimates, false); !slices.Equal(got, []int{2, 0, 1, 2, 0, 4}) {
		t.Errorf("less is better: %v", got)
	}
	if got := Rank(estimates, true); !slices.Equal(got, []int{2, 0, 4, 2, 0, 1}) {
		t.Errorf("more is better: %v", got)
	}
}
