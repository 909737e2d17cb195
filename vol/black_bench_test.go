package vol

import (
	"math"
	"math/rand/v2"
	"testing"
)

// benchQuotes are out-of-the-money calls. The wide ones have |ln(F/K)| ≤ 3 and
// total volatilities of 0.005 to 2; the others F = 100, K = 50 to 200 (turned
// round below 100, which leaves their price as it is), 30 days and volatilities
// of 0.1 to 1. Prices below the normal range are drawn again.
type benchQuotes struct {
	kind                                 Kind
	price, forward, strike, sigma, years []float64
}

func newBenchQuotes(wide bool, n int) benchQuotes {
	r := rand.New(rand.NewPCG(1, 2))
	q := benchQuotes{kind: Call}
	for len(q.price) < n {
		forward, strike, years := 100.0, 50+150*r.Float64(), 30./365
		sigma := 0.1 + 0.9*r.Float64()
		if wide {
			strike, years = 100*math.Exp(3*(2*r.Float64()-1)), 1
			sigma = 0.005 + 1.995*r.Float64()
		}
		forward, strike = min(forward, strike), max(forward, strike)
		price := Black(Call, forward, strike, sigma, years)
		if price < 0x1p-1022 {
			continue
		}
		q.price, q.forward, q.strike = append(q.price, price), append(q.forward, forward), append(q.strike, strike)
		q.sigma, q.years = append(q.sigma, sigma), append(q.years, years)
	}
	return q
}

const benchSize = 1 << 16

func benchImplied(b *testing.B, wide bool) {
	q := newBenchQuotes(wide, benchSize)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		Implied(q.kind, q.price[i], q.forward[i], q.strike[i], q.years[i])
		i = (i + 1) % benchSize
	}
}

func BenchmarkImpliedWide(b *testing.B)  { benchImplied(b, true) }
func BenchmarkImpliedMonth(b *testing.B) { benchImplied(b, false) }

// BenchmarkImpliedAll is the wide set by the batch; the time is that of one
// element.
func BenchmarkImpliedAll(b *testing.B) {
	q := newBenchQuotes(true, benchSize)
	dst, status := make([]float64, benchSize), make([]Status, benchSize)
	b.ReportAllocs()
	for b.Loop() {
		ImpliedAll(dst, status, q.kind, q.price, q.forward, q.strike, q.years)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchSize, "ns/quote")
}

func BenchmarkBlack(b *testing.B) {
	q := newBenchQuotes(true, benchSize)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		Black(q.kind, q.forward[i], q.strike[i], q.sigma[i], q.years[i])
		i = (i + 1) % benchSize
	}
}

func BenchmarkBSMGreeks(b *testing.B) {
	q := newBenchQuotes(true, benchSize)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		BSMGreeks(q.kind, q.forward[i], q.strike[i], 0.04, 0.01, q.sigma[i], q.years[i])
		i = (i + 1) % benchSize
	}
}
