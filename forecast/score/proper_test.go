package score

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A score is proper if no forecast does better in expectation than the truth.

// values are a few numbers of one size, sorted.
func values(t *rapid.T, name string) []float64 {
	v := rapid.SliceOfN(rapid.Float64Range(-1000, 1000), 1, 12).Draw(t, name)
	slices.Sort(v)
	return v
}

// expected is the mean loss if the outcome is any of the values.
func expected(t *rapid.T, truth []float64, loss func(float64) (float64, error)) float64 {
	sum := 0.0
	for _, y := range truth {
		s, err := loss(y)
		if err != nil {
			t.Fatal(err)
		}
		sum += s
	}
	return sum / float64(len(truth))
}

func TestProbabilityScoresAreProper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := rapid.Float64Range(0, 1).Draw(t, "truth")
		said := rapid.Float64Range(0, 1).Draw(t, "said")
		for name, loss := range map[string]func(float64, bool) (float64, error){"Brier": BrierScore, "log": LogScore} {
			mean := func(chance float64) float64 {
				sum := 0.0
				for _, happened := range []bool{true, false} {
					s, err := loss(chance, happened)
					if err != nil {
						t.Fatal(err)
					}
					if weight := math.Abs(truth - outcome(!happened)); weight > 0 {
						sum += weight * s
					}
				}
				return sum
			}
			if best, got := mean(truth), mean(said); got < best-1e-14*(1+best) {
				t.Fatalf("%s: saying %v of a chance of %v costs %v, the truth %v", name, said, truth, got, best)
			}
		}
	})
}

func TestIntervalScoreIsProper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := values(t, "truth")
		level := rapid.Float64Range(0.01, 0.99).Draw(t, "level")
		a := rapid.Float64Range(-1100, 1100).Draw(t, "a")
		b := rapid.Float64Range(-1100, 1100).Draw(t, "b")
		mean := func(low, high float64) float64 {
			return expected(t, truth, func(y float64) (float64, error) { return IntervalScore(low, high, level, y) })
		}
		best := mean(quantileOf(truth, (1-level)/2), quantileOf(truth, (1+level)/2))
		if got := mean(min(a, b), max(a, b)); got < best-1e-9 {
			t.Fatalf("%v to %v costs %v, the quantiles %v", min(a, b), max(a, b), got, best)
		}
	})
}

// quantileOf is the least of sorted values up to which a share of at least level
// lies.
func quantileOf(sorted []float64, level float64) float64 {
	i := int(math.Ceil(level*float64(len(sorted)))) - 1
	return sorted[min(max(i, 0), len(sorted)-1)]
}

func TestCRPSIsProper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth, said := values(t, "truth"), values(t, "said")
		best := expected(t, truth, Sample(truth).CRPS)
		if got := expected(t, truth, Sample(said).CRPS); got < best-1e-9 {
			t.Fatalf("the sample %v costs %v, the truth %v", said, got, best)
		}
		normal := Normal{Mean: said[0], Sigma: said[len(said)-1] - said[0]}
		if got := expected(t, truth, normal.CRPS); got < best-1e-9 {
			t.Fatalf("%v costs %v, the truth %v", normal, got, best)
		}
	})
}

func TestQuantilesAreProper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth, said := values(t, "truth"), values(t, "said")
		levels := rapid.SliceOfNDistinct(rapid.Float64Range(0.01, 0.99), len(said), len(said), rapid.ID).Draw(t, "levels")
		slices.Sort(levels)
		var right, other Quantiles
		for i, level := range levels {
			right = append(right, Quantile{level, quantileOf(truth, level)})
			other = append(other, Quantile{level, said[i]})
		}
		best := expected(t, truth, right.CRPS)
		if got := expected(t, truth, other.CRPS); got < best-1e-9 {
			t.Fatalf("%v costs %v, the truth's quantiles %v", other, got, best)
		}
	})
}

// TestNormalIsProper: of normal distributions the true one is the best, by the
// mean over its own quantiles.
func TestNormalIsProper(t *testing.T) {
	truth := make([]float64, 4001)
	for i := range truth {
		truth[i] = 3 + 2*normalQuantile((float64(i)+0.5)/float64(len(truth)))
	}
	mean := func(n Normal) (sum float64) {
		for _, y := range truth {
			s, err := n.CRPS(y)
			if err != nil {
				t.Fatal(err)
			}
			sum += s
		}
		return sum / float64(len(truth))
	}
	best := mean(Normal{3, 2})
	for _, n := range []Normal{{3.1, 2}, {2.9, 2}, {3, 2.1}, {3, 1.9}, {0, 2}, {3, 0}, {3, 50}} {
		if got := mean(n); got <= best {
			t.Errorf("%v costs %v, the truth %v", n, got, best)
		}
	}
}

// TestEnsembleIsFair: over all pairs that can be drawn, the mean score of an
// ensemble is that of the distribution it is drawn from.
func TestEnsembleIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := values(t, "from")
		y := rapid.Float64Range(-1000, 1000).Draw(t, "outcome")
		want, err := Sample(from).CRPS(y)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, a := range from {
			for _, b := range from {
				s, err := Ensemble{a, b}.CRPS(y)
				if err != nil {
					t.Fatal(err)
				}
				sum += s
			}
		}
		if got := sum / float64(len(from)*len(from)); math.Abs(got-want) > 1e-9 {
			t.Fatalf("mean of all pairs %v, of the distribution %v", got, want)
		}
	})
}

// TestSample: the sorted formula is the sum over all pairs, and the score of the
// quantiles at (i − ½)/n is that of the sample.
func TestSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := values(t, "sample")
		y := rapid.Float64Range(-1000, 1000).Draw(t, "outcome")
		n := float64(len(xs))
		want, quantiles := 0.0, Quantiles{}
		for i, a := range xs {
			want += math.Abs(a-y) / n
			for _, b := range xs {
				want -= math.Abs(a-b) / (2 * n * n)
			}
			quantiles = append(quantiles, Quantile{(float64(i) + 0.5) / n, a})
		}
		shuffled := rapid.Permutation(xs).Draw(t, "shuffled")
		for name, p := range map[string]Predictive{"sample": Sample(shuffled), "quantiles": quantiles} {
			if got, err := p.CRPS(y); err != nil || math.Abs(got-want) > 1e-9 {
				t.Fatalf("%s: %v, %v; all pairs give %v", name, got, err, want)
			}
		}
	})
}
