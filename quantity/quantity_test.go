package quantity

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestRatAgainstBig holds every operation against math/big, also where the
// small form overflows.
func TestRatAgainstBig(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	draw := func() Rat {
		n, d := rng.Int64()>>rng.IntN(62), rng.Int64()>>rng.IntN(62)
		if rng.IntN(2) == 0 {
			n = -n
		}
		return Frac(n, max(d, 1))
	}
	ten := big.NewRat(10, 1)
	for range 20000 {
		a, b := draw(), draw()
		x, y := a.Big(), b.Big()
		for _, c := range []struct {
			op   string
			got  Rat
			want *big.Rat
		}{{"÷ 2 for", a.half(), new(big.Rat).Quo(x, big.NewRat(2, 1))}, {"+", a.Add(b), new(big.Rat).Add(x, y)}, {"-", a.Sub(b), new(big.Rat).Sub(x, y)}, {"×", a.Mul(b), new(big.Rat).Mul(x, y)}} {
			if c.got.Big().Cmp(c.want) != 0 {
				t.Fatalf("%v %s %v = %v, want %v", a, c.op, b, c.got, c.want)
			}
		}
		if n := rng.Int64() >> rng.IntN(62); Scaled(n, 1).Big().Cmp(new(big.Rat).Mul(big.NewRat(n, 1), ten)) != 0 || Scaled(-n, -1).Big().Cmp(new(big.Rat).Quo(big.NewRat(-n, 1), ten)) != 0 {
			t.Fatalf("%d: ten times %v, a tenth less %v", n, Scaled(n, 1), Scaled(-n, -1))
		}
		if q, ok := a.Quo(b); ok && q.Big().Cmp(new(big.Rat).Quo(x, y)) != 0 {
			t.Fatalf("%v ÷ %v = %v", a, b, q)
		}
		if a.Cmp(b) != x.Cmp(y) || a.Sign() != x.Sign() {
			t.Fatalf("%v against %v: Cmp %d, Sign %d", a, b, a.Cmp(b), a.Sign())
		}
	}
}

func TestDecimal(t *testing.T) {
	for in, want := range map[string]string{"-12.50": "-12.5", "1e9": "1000000000", "0": "0", "0.001": "0.001", "100": "100", "123456789012345678": "123456789012345678", "+7": "7"} {
		if d, err := ParseDecimal(in); err != nil || d.String() != want {
			t.Errorf("%q: %v, %v, want %s", in, d, err, want)
		}
	}
	for _, in := range []string{"", "-", "1.2.3", "abc", "1e999", "12345678901234567890123", "e5"} {
		if d, err := ParseDecimal(in); err == nil {
			t.Errorf("%q became %v", in, d)
		}
	}
}

// TestAdmits is the design's table of precision.
func TestAdmits(t *testing.T) {
	w := func(value, unit, grain string) Written {
		return Written{Value: MustDecimal(value).Rat(), Unit: MustDecimal(unit).Rat(), Grain: MustDecimal(grain).Rat()}
	}
	for _, c := range []struct {
		w       Written
		h       Hedge
		in, out []string
	}{
		{w("8.0", "0.1", "0.1"), Exact, []string{"7.95", "8.049"}, []string{"7.949", "8.05"}},
		{w("90", "1", "10"), Exact, []string{"89.5", "90.4"}, []string{"91.2"}},
		{w("90", "1", "10"), About, []string{"85", "94.9"}, []string{"84.9", "95"}},
		{w("17", "1", "1"), Nearly, []string{"16.5", "16.99"}, []string{"17", "16.4"}},
		{w("5", "1", "1"), LittleOver, []string{"5.04", "5.9"}, []string{"5", "6"}},
		{w("87", "1", "1"), Over, []string{"87.1", "300"}, []string{"87"}},
		{w("40", "1", "10"), AtMost, []string{"45", "0"}, []string{"45.1"}},
		{w("105", "1", "1"), AtLeast, []string{"104.5", "900"}, []string{"104.4"}},
	} {
		iv := c.w.Admits(c.h)
		for _, s := range c.in {
			if !iv.Contains(MustDecimal(s).Rat()) {
				t.Errorf("%v %v does not admit %s", c.h, c.w.Value, s)
			}
		}
		for _, s := range c.out {
			if iv.Contains(MustDecimal(s).Rat()) {
				t.Errorf("%v %v admits %s", c.h, c.w.Value, s)
			}
		}
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"-12.50", "1e9", ".5", "00", "9999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDecimal(s)
		if err != nil {
			return
		}
		if again, err := ParseDecimal(d.String()); err == nil && again != d {
			t.Fatalf("%q: %v became %v", s, d, again)
		}
	})
}

// TestDecimalOfTwoWords holds the decimals of two words against those of math/big.
func TestDecimalOfTwoWords(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		r := Frac(rng.Int64N(1<<uint(1+rng.IntN(60)))-rng.Int64N(1<<20), 1+rng.Int64N(1<<uint(1+rng.IntN(40))))
		frac := rng.IntN(15)
		if s, ok := r.decimal(frac); ok && s != r.Big().FloatString(frac) {
			t.Fatalf("%s with %d digits: %s", r.Big(), frac, s)
		}
	}
}

func TestFloor(t *testing.T) {
	for _, c := range []struct{ r, want Rat }{
		{Frac(7, 2), Int(3)}, {Frac(-7, 2), Int(-4)}, {Int(5), Int(5)}, {Int(-5), Int(-5)}, {Rat{}, Int(0)}, {Frac(1, 3), Int(0)},
	} {
		if got := c.r.Floor(); got.Cmp(c.want) != 0 {
			t.Errorf("floor of %s: %s, want %s", c.r, got, c.want)
		}
	}
}
