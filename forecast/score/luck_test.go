package score

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestBinomial: tails that fractions give.
func TestBinomial(t *testing.T) {
	for _, c := range []struct {
		hits, n int
		rate    float64
		want    float64
	}{
		{8, 8, 0.5, 1. / 256}, {0, 5, 0.3, 1}, {5, 5, 1, 1}, {1, 5, 0, 0}, {6, 10, 0.5, 386. / 1024}, {2, 3, 1. / 3, 7. / 27},
	} {
		hits, rates := make([]float64, c.n), make([]float64, c.n)
		for i := range rates {
			rates[i], hits[i] = c.rate, outcome(i < c.hits)
		}
		if got := binomial(hits, rates); math.Abs(got.Chance-c.want) > 1e-15 || got.Questions != c.n {
			t.Errorf("%d of %d at %v: %+v, want %v", c.hits, c.n, c.rate, got, c.want)
		}
	}
}

// TestHitChances: the distribution is that of all ways to hit and miss.
func TestHitChances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rates := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 10).Draw(t, "rates")
		want := make([]float64, len(rates)+1)
		for way := range 1 << len(rates) {
			chance, hits := 1.0, 0
			for i, r := range rates {
				if way>>i&1 == 1 {
					chance, hits = chance*r, hits+1
				} else {
					chance *= 1 - r
				}
			}
			want[hits] += chance
		}
		got, from := hitChances(rates)
		for k, w := range want {
			g := 0.0
			if k >= from && k-from < len(got) {
				g = got[k-from]
			}
			if math.Abs(g-w) > 1e-14 {
				t.Fatalf("%d hits: %v, all ways give %v", k, g, w)
			}
		}
	})
}

// TestHitChancesMany: of many questions the ends are cut, and nothing is lost.
func TestHitChancesMany(t *testing.T) {
	rates := make([]float64, 20000)
	mean := 0.0
	for i := range rates {
		rates[i] = float64(i%100) / 100
		mean += rates[i]
	}
	chances, from := hitChances(rates)
	if len(chances) > 3000 {
		t.Errorf("%d numbers of hits are kept", len(chances))
	}
	sum, first := 0.0, 0.0
	for i, c := range chances {
		sum, first = sum+c, first+c*float64(from+i)
	}
	if math.Abs(sum-1) > 1e-10 || math.Abs(first/mean-1) > 1e-10 {
		t.Errorf("the chances add up to %v, their mean is %v, want %v", sum, first, mean)
	}
}

func TestSignFlips(t *testing.T) {
	for _, c := range []struct {
		gains []float64
		want  float64
	}{
		{[]float64{1}, 0.5}, {[]float64{1, 1, 1}, 0.125}, {[]float64{-1, -1}, 1}, {[]float64{0, 0}, 1}, {[]float64{3, -1}, 0.5},
		{[]float64{0.1, 0.2, -0.3}, 5. / 8}, // the sum is 0 but for rounding
	} {
		if got := signFlip(c.gains, few); got.Chance != c.want || got.Test != SignFlips {
			t.Errorf("%v: %+v, want %v", c.gains, got, c.want)
		}
	}
}

// TestSampledFlips: of gains that all are wins, of many, no draw comes near; and
// sampled, the chance is that of all ways.
func TestSampledFlips(t *testing.T) {
	gains := make([]float64, 200)
	for i := range gains {
		gains[i] = 1
	}
	if got := signFlip(gains, Options{Resamples: 2000}); got != (Luck{Chance: 1. / 2001, Test: SampledFlips, Questions: 200}) {
		t.Errorf("%+v", got)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{3, 7, 15} {
		gains := gains[:n]
		for i := range gains {
			gains[i] = r.NormFloat64() + 0.3
		}
		exact := signFlip(gains, few).Chance
		sampled := float64(sampleFlips(gains, sumOf(gains)-1e-12, rand.NewPCG(1, 2), 40000)) / 40000
		if math.Abs(exact-sampled) > 0.01 {
			t.Errorf("%d gains: all ways %v, sampled %v", n, exact, sampled)
		}
	}
}

// TestLuckIsUniform: of forecasters without skill, one in twenty has a chance of
// at most 0.05.
func TestLuckIsUniform(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	r := rand.New(rand.NewPCG(5, 6))
	const forecasters = 2000
	for _, n := range []int{10, 30} {
		lucky := 0
		for range forecasters {
			gains := make([]float64, n)
			for i := range gains {
				gains[i] = r.NormFloat64() * math.Exp(r.NormFloat64())
			}
			if signFlip(gains, Options{Resamples: 1000}).Chance <= 0.05 {
				lucky++
			}
		}
		if share := float64(lucky) / forecasters; math.Abs(share-0.05) > 0.015 {
			t.Errorf("%d questions: %v of those without skill seem better than luck", n, share)
		}
	}
}
