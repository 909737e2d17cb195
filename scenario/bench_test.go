package scenario

import "testing"

// literal is the expression that speeds are told for.
const literal = "normal(100,10) * (1+lognormal(p5 .05, p95 .3))^5 * beta(2,5)"

const benchSamples = 1_000_000

func literalModel(t testing.TB) *Model {
	t.Helper()
	f, err := ParseExpression(literal)
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.Compile(nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// perSample reports the time of a sample.
func perSample(b *testing.B, samples int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(samples), "ns/sample")
}

// BenchmarkSample draws and computes on one core.
func BenchmarkSample(b *testing.B) {
	m := literalModel(b)
	o, err := RunOptions{Samples: benchSamples, Workers: 1}.fill(m.file)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.sample(m.program, m.start, o); err != nil {
			b.Fatal(err)
		}
	}
	perSample(b, benchSamples)
}

// BenchmarkRun is the same with mean, deviation and nine quantiles.
func BenchmarkRun(b *testing.B) {
	m := literalModel(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Run(RunOptions{Samples: benchSamples, Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
	perSample(b, benchSamples)
}

// BenchmarkCompile parses, checks and makes the tables of the distributions.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		literalModel(b)
	}
}

// BenchmarkDraw fills a column from each kind of distribution.
func BenchmarkDraw(b *testing.B) {
	for _, expr := range []string{"normal(0, 1)", "lognormal(0, 1)", "beta(2, 5)", "gamma(3, 1)", "normal(0, 1, min 0)", "uniform(0, 1)", "triangular(0, 1, 3)", "mixture(1, normal(0, 1), 1, beta(2, 5))"} {
		b.Run(expr, func(b *testing.B) {
			s := newSampler(shapeNamed(b, expr), newTable(standardNormal))
			dst := make([]float64, blockSize)
			b.ReportAllocs()
			for b.Loop() {
				s.fill(dst, newGenerator(1))
			}
			perSample(b, blockSize)
		})
	}
}

// BenchmarkExample runs a file of eight steps with all its outputs.
func BenchmarkExample(b *testing.B) {
	m := example(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Run(RunOptions{Samples: 100_000, Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
	perSample(b, 100_000)
}

// BenchmarkSobol estimates the indices of the literal's three distributions.
func BenchmarkSobol(b *testing.B) {
	m := literalModel(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Sobol(RunOptions{Samples: 100_000, Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
	perSample(b, 100_000)
}
