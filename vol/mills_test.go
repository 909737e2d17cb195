package vol

import (
	"math"
	"math/big"
	"testing"
)

// relativeError is |got − want|/|want| in units of 2^−53.
func relativeError(got float64, want *big.Float) float64 {
	diff, _ := refQuo(refSub(refNew(got), want), want).Float64()
	return math.Abs(diff) * 0x1p53
}

// refSlope is 1 − z·M(z).
func refSlope(z *big.Float) *big.Float {
	return refSub(refNew(1), refMul(z, refMills(z)))
}

// TestMillsTables makes the tables anew: the polynomial through the Chebyshev
// nodes of each interval, by Newton's divided differences.
func TestMillsTables(t *testing.T) {
	const degree = 7
	var nodes [degree + 1]*big.Float
	for k := range nodes {
		nodes[k] = refNew(math.Cos(math.Pi * float64(2*k+1) / (2 * (degree + 1))))
	}
	for i := range millsTable {
		var ratio, slope [degree + 1]*big.Float
		for k, v := range nodes {
			w := refMul(refAdd(refNew(float64(2*i+1)), v), refNew(1./128))
			z := refSub(refQuo(refNew(3), w), refNew(3))
			ratio[k] = refQuo(refMills(z), w)
			slope[k] = refQuo(refSlope(z), refMul(w, w))
		}
		compareRow(t, "millsTable", i, millsTable[i], interpolate(nodes[:], ratio[:]))
		compareRow(t, "slopeTable", i, slopeTable[i], interpolate(nodes[:], slope[:]))
	}
}

// compareRow requires the rounded coefficients, or a difference below 1e-18 of the
// value, for the nodes here are rounded.
func compareRow(t *testing.T, name string, i int, got [8]float64, want []*big.Float) {
	for k, w := range want {
		diff, _ := refSub(refNew(got[k]), w).Float64()
		if math.Abs(diff) > max(0x1p-52*math.Abs(got[k]), 1e-18*got[0]) {
			t.Errorf("%s[%d][%d] = %v, from the definition %v", name, i, k, got[k], w.Text('g', 20))
		}
	}
}

// interpolate is the polynomial through the points, by ascending power.
func interpolate(xs, ys []*big.Float) []*big.Float {
	n := len(xs)
	diffs := append([]*big.Float(nil), ys...)
	for level := 1; level < n; level++ {
		for k := n - 1; k >= level; k-- {
			diffs[k] = refQuo(refSub(diffs[k], diffs[k-1]), refSub(xs[k], xs[k-level]))
		}
	}
	poly := []*big.Float{diffs[n-1]}
	for k := n - 2; k >= 0; k-- { // poly = poly·(x − xs[k]) + diffs[k]
		next := make([]*big.Float, len(poly)+1)
		next[0] = refSub(diffs[k], refMul(poly[0], xs[k]))
		for p := 1; p < len(poly); p++ {
			next[p] = refSub(poly[p-1], refMul(poly[p], xs[k]))
		}
		next[len(poly)] = poly[len(poly)-1]
		poly = next
	}
	return poly
}

func TestMillsAccuracy(t *testing.T) {
	step := 0.0473
	if testing.Short() {
		step *= 7
	}
	var ratio, slope float64
	check := func(z float64) {
		ratio = max(ratio, relativeError(millsRatio(z), refMills(refNew(z))))
		slope = max(slope, relativeError(millsSlope(z), refSlope(refNew(z))))
	}
	for z := 0.0; z < 45; z += step {
		check(z)
	}
	for z := 45.0; z < 1e12; z *= 1.7 {
		check(z)
	}
	t.Logf("largest errors in units of 2^-53: millsRatio %.2f, millsSlope %.2f", ratio, slope)
	if ratio > 5 || slope > 8 {
		t.Errorf("errors of %.2f and %.2f units of 2^-53", ratio, slope)
	}
	if got := millsRatio(math.Inf(1)); got != 0 {
		t.Errorf("millsRatio(+Inf) = %v", got)
	}
}

func TestExpTable(t *testing.T) {
	ln2 := refLn(refNew(2))
	for j, row := range expTable {
		want := refExp(refMul(ln2, refNew(float64(j)/64)))
		got := refAdd(refNew(row[0]), refNew(row[1]))
		if e := math.Abs(relativeErrorOf(got, want)); e > 0x1p-100 {
			t.Errorf("expTable[%d] is off by %g", j, e)
		}
	}
}

func relativeErrorOf(got, want *big.Float) float64 {
	e, _ := refQuo(refSub(got, want), want).Float64()
	return e
}

func TestExpLnAccuracy(t *testing.T) {
	var exp, ln, near float64
	n := 1500
	if testing.Short() {
		n = 300
	}
	for i := range n {
		u := float64(i) / float64(n)
		q := -700 + 1400*u*u
		exp = max(exp, relativeError(expFast(q), refExp(refNew(q))))
		a, b := math.Exp(1400*u-700), 1+u
		ln = max(ln, relativeError(lnRatio(a, b), refLn(refQuo(refNew(a), refNew(b)))))
		c := 100 * (1 + math.Exp(-35*u))
		if c != 100 {
			near = max(near, relativeError(lnRatio(c, 100), refLn(refQuo(refNew(c), refNew(100)))))
		}
	}
	t.Logf("largest errors in units of 2^-53: expFast %.2f, lnRatio %.2f, near 1 %.2f", exp, ln, near)
	if exp > 1.5 || ln > 3 || near > 3 {
		t.Errorf("errors of %.2f, %.2f and %.2f units of 2^-53", exp, ln, near)
	}
}

func TestExpLnEdges(t *testing.T) {
	for _, c := range []struct{ got, want float64 }{
		{expFast(0), 1},
		{expFast(-800), 0},
		{expFast(math.Inf(-1)), 0},
		{expFast(720), math.Inf(1)},
		{expFast(-745.1), math.SmallestNonzeroFloat64},
		{lnAny(math.SmallestNonzeroFloat64), -744.4400719213812},
		{lnRatio(1e300, 1e-300), 600 * math.Ln10},
		{lnRatio(7, 7), 0},
	} {
		if !(math.Abs(c.got-c.want) <= 1e-15*math.Abs(c.want)) && c.got != c.want {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	if got := expFast(math.NaN()); !math.IsNaN(got) {
		t.Errorf("expFast(NaN) = %v", got)
	}
}
