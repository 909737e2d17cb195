package quantity

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Rat is an exact rational. Small values live in two int64 (no allocation);
// whatever overflows them lives in a big.Rat. The zero value is 0. Compare
// with Cmp, not with ==.
type Rat struct {
	num, den int64    // den > 0, or 0 in the zero value, which means 0/1
	big      *big.Rat // set where int64 does not suffice; never changed once set
}

// Int is n as a rational.
func Int(n int64) Rat { return Rat{num: n, den: 1} }

// Frac is n/d. It panics if d is zero.
func Frac(n, d int64) Rat {
	if d == 0 {
		panic("quantity: Frac with denominator 0")
	}
	return reduce(n, d)
}

var pow10 = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return
}()

// Pow10 is 10^n.
func Pow10(n int) Rat {
	switch {
	case n >= 0 && n < len(pow10):
		return Int(pow10[n])
	case n < 0 && -n < len(pow10):
		return Rat{num: 1, den: pow10[-n]}
	}
	e := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil)
	if n > 0 {
		return fromBig(new(big.Rat).SetInt(e))
	}
	return fromBig(new(big.Rat).SetFrac(big.NewInt(1), e))
}

// Scaled is n × 10^exp.
func Scaled(n int64, exp int) Rat {
	switch {
	case n == 0:
		return Int(0)
	case exp >= 0 && exp < len(pow10):
		if v, ok := mul64(n, pow10[exp]); ok {
			return Int(v)
		}
	case exp < 0 && -exp < len(pow10):
		return reduce(n, pow10[-exp])
	}
	return Int(n).Mul(Pow10(exp))
}

func reduce(n, d int64) Rat {
	if n == math.MinInt64 || d == math.MinInt64 {
		return fromBig(big.NewRat(n, d))
	}
	if d < 0 {
		n, d = -n, -d
	}
	if g := gcd(abs(n), d); g > 1 {
		n, d = n/g, d/g
	}
	return Rat{num: n, den: d}
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

func gcd(a, b int64) int64 {
	if a == 1 || b == 1 { // of most amounts, without a division
		return 1
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// FromBig is the rational of package math/big; it keeps r.
func FromBig(r *big.Rat) Rat { return fromBig(r) }

func fromBig(r *big.Rat) Rat {
	if r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != math.MinInt64 {
		return Rat{num: r.Num().Int64(), den: r.Denom().Int64()}
	}
	return Rat{big: r}
}

// Floor is the greatest whole number that is not above r.
func (r Rat) Floor() Rat {
	x := r.Big()
	return fromBig(new(big.Rat).SetInt(new(big.Int).Div(x.Num(), x.Denom()))) // Euclidean: the divisor is positive
}

// Big is the value as a big.Rat of its own.
func (r Rat) Big() *big.Rat {
	switch {
	case r.big != nil:
		return new(big.Rat).Set(r.big)
	case r.den == 0:
		return new(big.Rat)
	}
	return big.NewRat(r.num, r.den)
}

func (r Rat) small() (n, d int64, ok bool) {
	if r.big != nil {
		return 0, 0, false
	}
	if r.den == 0 {
		return 0, 1, true
	}
	return r.num, r.den, true
}

// mul64 is a×b and whether it fits.
func mul64(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(abs(a)), uint64(abs(b)))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func add64(a, b int64) (int64, bool) {
	c := a + b
	return c, (c > a) == (b > 0) && c != math.MinInt64
}

// Add is r + s.
func (r Rat) Add(s Rat) Rat {
	a, b, ok1 := r.small()
	c, d, ok2 := s.small()
	if ok1 && ok2 {
		if b == d {
			if n, ok := add64(a, c); ok {
				if b == 1 {
					return Int(n)
				}
				return reduce(n, b)
			}
		}
		x, o1 := mul64(a, d)
		y, o2 := mul64(c, b)
		z, o3 := mul64(b, d)
		if n, o4 := add64(x, y); o1 && o2 && o3 && o4 {
			return reduce(n, z)
		}
	}
	return fromBig(new(big.Rat).Add(r.Big(), s.Big()))
}

// Sub is r − s.
func (r Rat) Sub(s Rat) Rat { return r.Add(s.Neg()) }

// half is r ÷ 2.
func (r Rat) half() Rat {
	n, d, ok := r.small()
	switch {
	case ok && n%2 == 0:
		return Rat{num: n / 2, den: d}
	case ok && d <= math.MaxInt64/2:
		return Rat{num: n, den: 2 * d}
	}
	return r.Mul(Rat{num: 1, den: 2})
}

// Neg is −r.
func (r Rat) Neg() Rat {
	if r.big != nil {
		return fromBig(new(big.Rat).Neg(r.big))
	}
	return Rat{num: -r.num, den: r.den}
}

// Abs is |r|.
func (r Rat) Abs() Rat {
	if r.Sign() < 0 {
		return r.Neg()
	}
	return r
}

// Mul is r × s.
func (r Rat) Mul(s Rat) Rat {
	a, b, ok1 := r.small()
	c, d, ok2 := s.small()
	if ok1 && ok2 {
		if b == 1 && d == 1 {
			if n, ok := mul64(a, c); ok {
				return Int(n)
			}
		}
		// Crosswise reduction first keeps most money products in 64 bits.
		if g := gcd(abs(a), d); g > 1 {
			a, d = a/g, d/g
		}
		if g := gcd(abs(c), b); g > 1 {
			c, b = c/g, b/g
		}
		n, o1 := mul64(a, c)
		m, o2 := mul64(b, d)
		if o1 && o2 {
			return Rat{num: n, den: m}
		}
	}
	return fromBig(new(big.Rat).Mul(r.Big(), s.Big()))
}

// Quo is r ÷ s; ok is false where s is zero.
func (r Rat) Quo(s Rat) (q Rat, ok bool) {
	if s.Sign() == 0 {
		return Rat{}, false
	}
	if c, d, small := s.small(); small {
		if c < 0 {
			return r.Mul(Rat{num: -d, den: -c}), true
		}
		return r.Mul(Rat{num: d, den: c}), true
	}
	return r.Mul(fromBig(new(big.Rat).Inv(s.big))), true
}

// Cmp is -1, 0 or 1 as r is below, equal to or above s.
func (r Rat) Cmp(s Rat) int {
	a, b, ok1 := r.small()
	c, d, ok2 := s.small()
	if !ok1 || !ok2 {
		return r.Big().Cmp(s.Big())
	}
	if b == d {
		switch {
		case a < c:
			return -1
		case a > c:
			return 1
		}
		return 0
	}
	if (a < 0) != (c < 0) || a == 0 || c == 0 {
		return signOf(sign64(a) - sign64(c))
	}
	h1, l1 := bits.Mul64(uint64(abs(a)), uint64(d))
	h2, l2 := bits.Mul64(uint64(abs(c)), uint64(b))
	cmp := 0
	switch {
	case h1 != h2:
		cmp = 1
		if h1 < h2 {
			cmp = -1
		}
	case l1 != l2:
		cmp = 1
		if l1 < l2 {
			cmp = -1
		}
	}
	if a < 0 {
		return -cmp
	}
	return cmp
}

func sign64(n int64) int { return signOf(int(n>>63) | int(uint64(-n)>>63)) }

func signOf(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// Sign is -1, 0 or 1.
func (r Rat) Sign() int {
	if r.big != nil {
		return r.big.Sign()
	}
	return sign64(r.num)
}

// Float is the nearest float64, for logarithms and charts only.
func (r Rat) Float() float64 {
	if r.big != nil {
		f, _ := r.big.Float64()
		return f
	}
	if r.den == 0 {
		return 0
	}
	return float64(r.num) / float64(r.den)
}

// String is the exact decimal where one of at most 12 fraction digits exists,
// else the decimal of 12 significant digits.
func (r Rat) String() string {
	if n, d, ok := r.small(); ok && d == 1 {
		return NewDecimal(n, 0).String()
	}
	b := r.Big()
	if s, ok := decimalOf(b, 12); ok {
		return s
	}
	return r.Significant(12)
}

// Significant is the decimal of n significant digits, halves away from zero,
// without trailing zeros after the point.
func (r Rat) Significant(n int) string {
	if r.Sign() == 0 {
		return "0"
	}
	frac := max(n-1-int(math.Floor(math.Log10(math.Abs(r.Float())))), 0)
	s := r.Fixed(frac)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// decimal is Fixed for what fits two words; ok is false for the rest.
func (r Rat) decimal(frac int) (s string, ok bool) {
	num, den, small := r.small()
	if !small || frac >= len(pow10) {
		return "", false
	}
	hi, lo := bits.Mul64(uint64(abs(num)), uint64(pow10[frac]))
	if hi >= uint64(den) {
		return "", false
	}
	q, rest := bits.Div64(hi, lo, uint64(den))
	if rest >= uint64(den)-rest {
		q++ // half away from zero
	}
	digits := strconv.FormatUint(q, 10)
	if pad := frac + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	if k := len(digits) - frac; frac > 0 {
		digits = digits[:k] + "." + digits[k:]
	}
	if num < 0 {
		digits = "-" + digits
	}
	return digits, true
}

// Fixed is the decimal of n fraction digits, halves away from zero.
func (r Rat) Fixed(n int) string {
	if s, ok := r.decimal(n); ok {
		return s
	}
	return r.Big().FloatString(n)
}
