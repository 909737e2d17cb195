package score

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// benchSize is the number of forecasts that are scored, each on a question of
// its own, with 1,000 resamples.
const benchSize = 100_000

// benchNames are the questions' names.
func benchNames() []string {
	names := make([]string, benchSize)
	for i := range names {
		names[i] = "question " + strconv.Itoa(i)
	}
	return names
}

// bench times the scoring of all forecasts of a kind.
func bench[F, S any](b *testing.B, forecasts []F, scores func([]F, Options) (S, error)) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scores(forecasts, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPoints(b *testing.B) {
	r, names := rand.New(rand.NewPCG(1, 2)), benchNames()
	forecasts := make([]Point, benchSize)
	for i := range forecasts {
		forecasts[i] = Point{names[i], r.NormFloat64(), r.NormFloat64(), Given(r.NormFloat64()), Given(r.NormFloat64()), 1}
	}
	bench(b, forecasts, Points)
}

func BenchmarkRanges(b *testing.B) {
	r, names := rand.New(rand.NewPCG(1, 2)), benchNames()
	forecasts := make([]Range, benchSize)
	for i := range forecasts {
		middle := r.NormFloat64()
		forecasts[i] = Range{Question: names[i], Low: middle - 1, High: middle + 1, Level: 0.8, Outcome: r.NormFloat64(), BaseLow: Given(-2), BaseHigh: Given(2)}
	}
	bench(b, forecasts, Ranges)
}

func BenchmarkBounds(b *testing.B) {
	r, names := rand.New(rand.NewPCG(1, 2)), benchNames()
	forecasts := make([]Bound, benchSize)
	for i := range forecasts {
		forecasts[i] = Bound{Question: names[i], Held: r.Float64() < 0.5, Margin: r.NormFloat64(), Base: Given(r.Float64())}
	}
	bench(b, forecasts, Bounds)
}

func BenchmarkProbabilities(b *testing.B) {
	r, names := rand.New(rand.NewPCG(1, 2)), benchNames()
	forecasts := make([]Probability, benchSize)
	for i := range forecasts {
		forecasts[i] = Probability{names[i], r.Float64(), r.Float64() < 0.5, Given(0.5)}
	}
	bench(b, forecasts, Probabilities)
}

// BenchmarkDistributions scores normal distributions against samples of 20.
func BenchmarkDistributions(b *testing.B) {
	r, names := rand.New(rand.NewPCG(1, 2)), benchNames()
	forecasts := make([]Distribution, benchSize)
	for i := range forecasts {
		sample := make(Sample, 20)
		for j := range sample {
			sample[j] = r.NormFloat64()
		}
		forecasts[i] = Distribution{Question: names[i], Forecast: Normal{0, 1}, Outcome: r.NormFloat64(), Base: sample}
	}
	bench(b, forecasts, Distributions)
}

func BenchmarkSampleCRPS(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	sample := make(Sample, 10_000)
	for i := range sample {
		sample[i] = r.NormFloat64()
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sample.CRPS(0.3); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNormalCRPS(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (Normal{0, 1}).CRPS(1.3); err != nil {
			b.Fatal(err)
		}
	}
}
