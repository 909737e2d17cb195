package lang

import (
	"slices"

	"assay/quantity"
)

// simpleParts are the fractions that prose uses for shares: denominators up
// to five, the unit fractions up to a tenth, and nine tenths. Nobody weighs
// "nine tenths" against "seven eighths".
var simpleParts = func() []quantity.Rat {
	var p []quantity.Rat
	for q := int64(1); q <= 10; q++ {
		for n := int64(0); n <= q; n++ {
			if q <= 5 || n <= 1 || q == 10 && n == 9 {
				p = append(p, quantity.Frac(n, q))
			}
		}
	}
	return sortedUnique(p)
}()

// simpleMultiples are the factors that prose uses for growth.
var simpleMultiples = func() []quantity.Rat {
	m := []quantity.Rat{quantity.Frac(1, 10), quantity.Frac(1, 5), quantity.Frac(1, 4), quantity.Frac(1, 3), quantity.Frac(1, 2), quantity.Int(1), quantity.Frac(3, 2)}
	for n := int64(2); n <= 20; n++ {
		m = append(m, quantity.Int(n))
	}
	return sortedUnique(m)
}()

func sortedUnique(p []quantity.Rat) []quantity.Rat {
	slices.SortFunc(p, quantity.Rat.Cmp)
	return slices.CompactFunc(p, func(a, b quantity.Rat) bool { return a.Cmp(b) == 0 })
}

// neighbours are the next simple values below and above v; v itself need not
// be simple.
func neighbours(ladder []quantity.Rat, v quantity.Rat) (below, above quantity.Rat) {
	i, simple := slices.BinarySearchFunc(ladder, v, quantity.Rat.Cmp)
	one := quantity.Int(1)
	switch {
	case i > 0:
		below = ladder[i-1]
	case v.Cmp(one) > 0:
		below = v.Sub(one)
	}
	if simple {
		i++
	}
	if i == len(ladder) {
		return below, v.Add(one)
	}
	return below, ladder[i]
}

// part is a fraction in words as a percentage; it reaches half-way to the
// next simple fraction.
func part(v quantity.Rat) quantity.Written {
	below, above := neighbours(simpleParts, v)
	h := quantity.Int(100)
	return quantity.Written{Value: v.Mul(h), Words: &quantity.Reach{Below: below.Mul(h), Above: above.Mul(h)}}
}

// multiple is a factor in words; it reaches half-way to the next simple one.
func multiple(v quantity.Rat) quantity.Written {
	below, above := neighbours(simpleMultiples, v)
	return quantity.Written{Value: v, Words: &quantity.Reach{Below: below, Above: above}}
}

// Invert turns a factor of growth into one of shrinking: "fell twofold" leaves a
// half, "fell more than twofold" less than that.
func (f *Figure) Invert() {
	if inverse, ok := quantity.Int(1).Quo(f.Value.Value); ok {
		f.Value, f.Hedge = multiple(inverse), f.Hedge.Mirror()
	}
}
