package main

import (
	"testing"

	"assay/entity"
	"assay/metric"
	"assay/store/starter"
)

// BenchmarkCoverage asks all measures of ten years of one filer.
func BenchmarkCoverage(b *testing.B) {
	cat, err := metric.Load()
	if err != nil {
		b.Fatal(err)
	}
	q := coverageAsked{cat: cat, measures: measures()}
	for b.Loop() {
		s, err := starter.Open() // nothing is decoded yet
		if err != nil {
			b.Fatal(err)
		}
		a, err := q.of(b.Context(), s, entity.CIK(1045810))
		if err != nil || len(a.Measures) < 60 || len(a.Years) != usualYears {
			b.Fatal(err)
		}
	}
}

func TestYearList(t *testing.T) {
	for _, c := range []struct {
		years []int
		want  string
	}{{nil, ""}, {[]int{2020}, "2020"}, {[]int{2019, 2020, 2021, 2023}, "2019–2021, 2023"}, {[]int{2019, 2021}, "2019, 2021"}} {
		if got := yearList(c.years); got != c.want {
			t.Errorf("%v: %q, want %q", c.years, got, c.want)
		}
	}
}

func TestHundredth(t *testing.T) {
	for _, c := range []struct {
		n, of int
		want  string
	}{{0, 0, ""}, {0, 9, "·"}, {9, 9, "100"}, {1, 1000, "1"}, {999, 1000, "99"}, {1, 2, "50"}, {2, 3, "67"}} {
		if got := hundredth(c.n, c.of); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.n, c.of, got, c.want)
		}
	}
}
