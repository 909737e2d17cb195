package score

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// wilks are twelve probabilities of precipitation, how often each was said, and
// how often it then rained; overall 0.162 (D. Wilks, Statistical Methods in the
// Atmospheric Sciences, 1st edition 1995, table 7.3, page 246).
var wilks = []struct{ chance, said, rained float64 }{
	{0, 0.4112, 0.006}, {0.05, 0.0671, 0.019}, {0.1, 0.1833, 0.059}, {0.2, 0.0986, 0.150}, {0.3, 0.0616, 0.277}, {0.4, 0.0366, 0.377},
	{0.5, 0.0303, 0.511}, {0.6, 0.0275, 0.587}, {0.7, 0.0245, 0.723}, {0.8, 0.0220, 0.779}, {0.9, 0.0170, 0.934}, {1, 0.0203, 0.933},
}

// TestMurphyPublished: the published table, as 10,000 forecasts, has the
// published base rate, and its parts are those of Murphy's formulas over the
// table's own rows. Every bin holds one probability, so that nothing is within.
func TestMurphyPublished(t *testing.T) {
	var forecasts []Probability
	var reliability, resolution float64
	for _, row := range wilks {
		n := int(math.Round(row.said * 1e4))
		rained := int(math.Round(row.rained * float64(n)))
		for i := range n {
			forecasts = append(forecasts, Probability{strconv.Itoa(len(forecasts)), row.chance, i < rained, Maybe{}})
		}
		often := float64(rained) / float64(n)
		reliability += row.said * (row.chance - often) * (row.chance - often)
		resolution += row.said * (often - 0.162) * (often - 0.162)
	}
	bins := []float64{0, 0.04, 0.07, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1}
	s, err := Probabilities(forecasts, Options{Bins: bins, Resamples: 100})
	if err != nil {
		t.Fatal(err)
	}
	m := s.Parts
	if !near(m.BaseRate, 0.162, 0.001) {
		t.Errorf("base rate %v, published 0.162", m.BaseRate)
	}
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"reliability", m.Reliability, reliability}, {"resolution", m.Resolution, resolution},
		{"uncertainty", m.Uncertainty, 0.162 * 0.838}, {"Brier", s.Brier.Value, reliability - resolution + 0.162*0.838},
	} {
		if math.Abs(c.got-c.want) > 5e-4 { // the table is rounded
			t.Errorf("%s %.5f, of the table %.5f", c.name, c.got, c.want)
		}
	}
	if m.WithinVariance > 1e-30 || math.Abs(m.WithinCovariance) > 1e-15 {
		t.Errorf("within bins of one value %v and %v", m.WithinVariance, m.WithinCovariance)
	}
	if got := m.Bins[11]; got.Forecasts != 203 || got.Mean != 1 || !near(got.Frequency, 0.933, 0.005) {
		t.Errorf("the last bin is %+v", got)
	}
}

// probabilities are forecasts on a few questions, by hundredths or any fraction.
func probabilities(t *rapid.T) []Probability {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Probability {
		chance := rapid.OneOf(
			rapid.Map(rapid.IntRange(0, 100), func(p int) float64 { return float64(p) / 100 }), rapid.Float64Range(0, 1))
		return Probability{
			Question: strconv.Itoa(rapid.IntRange(0, 12).Draw(t, "question")),
			Chance:   chance.Draw(t, "chance"),
			Happened: rapid.Bool().Draw(t, "happened"),
		}
	}), 1, 40).Draw(t, "forecasts")
}

// edges are bins of a drawn number.
func edges(t *rapid.T) []float64 {
	n := rapid.IntRange(1, 12).Draw(t, "bins")
	out := make([]float64, n+1)
	for i := range out {
		out[i] = float64(i) / float64(n)
	}
	return out
}

// TestMurphyAddsUp: the parts add up to the score, whatever the bins, and the
// parts that are variances are not negative.
func TestMurphyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := Probabilities(probabilities(t), Options{Bins: edges(t), Resamples: 100})
		if err != nil {
			t.Fatal(err)
		}
		m := s.Parts
		sum := m.Reliability - m.Resolution + m.Uncertainty + m.WithinVariance - m.WithinCovariance
		if math.Abs(sum-s.Brier.Value) > 2e-15 {
			t.Fatalf("the parts add up to %v, the score is %v", sum, s.Brier.Value)
		}
		if g := m.Reliability - m.GeneralisedResolution() + m.Uncertainty; math.Abs(g-s.Brier.Value) > 2e-15 {
			t.Fatalf("with the generalised resolution they add up to %v, the score is %v", g, s.Brier.Value)
		}
		if m.Reliability < 0 || m.Resolution < 0 || m.Uncertainty < 0 || m.WithinVariance < 0 {
			t.Fatalf("negative: %+v", m)
		}
		weight, forecasts := 0.0, 0
		for _, b := range m.Bins {
			weight, forecasts = weight+b.Weight, forecasts+b.Forecasts
			if b.Forecasts > 0 && (b.Mean < b.Low-1e-15 || b.Mean > b.High+1e-15) {
				t.Fatalf("mean outside its bin: %+v", b)
			}
		}
		if forecasts != s.Brier.Forecasts || math.Abs(weight-float64(s.Brier.Questions)) > 1e-12 {
			t.Fatalf("the bins hold %d forecasts on %v questions of %+v", forecasts, weight, s.Brier)
		}
	})
}

// TestMurphyInRationals: computed in rational numbers, the identity is exact and
// the parts are those of the package to their last digits.
func TestMurphyInRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forecasts, bins := probabilities(t), edges(t)
		o, err := Options{Bins: bins}.settled()
		if err != nil {
			t.Fatal(err)
		}
		brier, want := rationalMurphy(forecasts, bins)
		sum := new(big.Rat).Sub(want[0], want[1])
		sum.Add(sum, want[2]).Add(sum, want[3]).Sub(sum, want[4])
		if sum.Cmp(brier) != 0 {
			t.Fatalf("the parts add up to %v, the score is %v", sum, brier)
		}
		m := murphy(forecasts, o)
		for i, got := range []float64{m.Reliability, m.Resolution, m.Uncertainty, m.WithinVariance, m.WithinCovariance} {
			if w, _ := want[i].Float64(); math.Abs(got-w) > 1e-15 {
				t.Fatalf("part %d is %v, want %v", i, got, w)
			}
		}
	})
}

// rationalMurphy is the mean Brier score and its five parts by their
// definitions.
func rationalMurphy(forecasts []Probability, bins []float64) (brier *big.Rat, parts [5]*big.Rat) {
	count := map[string]int64{}
	for _, f := range forecasts {
		count[f.Question]++
	}
	n := big.NewRat(int64(len(count)), 1)
	type sums struct{ w, p, o *big.Rat }
	zero := func() *big.Rat { return new(big.Rat) }
	all := make([]sums, len(bins))
	for k := range all {
		all[k] = sums{zero(), zero(), zero()}
	}
	terms := func(f Probability) (w, p, o *big.Rat, k int) {
		w, p, o = big.NewRat(1, count[f.Question]), zero(), big.NewRat(int64(outcome(f.Happened)), 1)
		p.SetFloat64(f.Chance)
		for k = 0; k < len(bins)-2 && f.Chance >= bins[k+1]; k++ {
		}
		return w.Quo(w, n), p, o, k
	}
	mul := func(xs ...*big.Rat) *big.Rat {
		product := big.NewRat(1, 1)
		for _, x := range xs {
			product.Mul(product, x)
		}
		return product
	}
	brier = zero()
	mean := zero()
	for _, f := range forecasts {
		w, p, o, k := terms(f)
		d := zero().Sub(p, o)
		brier.Add(brier, mul(w, d, d))
		mean.Add(mean, mul(w, o))
		s := all[k]
		s.w.Add(s.w, w)
		s.p.Add(s.p, mul(w, p))
		s.o.Add(s.o, mul(w, o))
	}
	for i := range parts {
		parts[i] = zero()
	}
	for _, s := range all {
		if s.w.Sign() == 0 {
			continue
		}
		s.p.Quo(s.p, s.w)
		s.o.Quo(s.o, s.w)
		off, apart := zero().Sub(s.p, s.o), zero().Sub(s.o, mean)
		parts[0].Add(parts[0], mul(s.w, off, off))
		parts[1].Add(parts[1], mul(s.w, apart, apart))
	}
	parts[2] = mul(mean, zero().Sub(big.NewRat(1, 1), mean))
	for _, f := range forecasts {
		w, p, o, k := terms(f)
		dp, do := zero().Sub(p, all[k].p), zero().Sub(o, all[k].o)
		parts[3].Add(parts[3], mul(w, dp, dp))
		parts[4].Add(parts[4], mul(big.NewRat(2, 1), w, dp, do))
	}
	return brier, parts
}
