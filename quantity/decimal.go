// Package quantity is exact arithmetic for figures: decimals as they are
// filed, rationals for every computation, and the interval of true values
// that a written number admits.
//
// Nothing here rounds. The package knows no language and no unit conversion;
// read package period for dates, and Written for the precision of prose.
package quantity

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Decimal is mant × 10^exp, exactly. It is normalised (no trailing zero in
// the mantissa), so == compares values. The zero value is 0.
type Decimal struct {
	mant int64
	exp  int8
}

// ErrRange means that a number does not fit 18 digits and an exponent of ±99.
var ErrRange = errors.New("quantity: number out of range")

// NewDecimal is mant × 10^exp. Exponents outside ±99 saturate to zero or
// report ErrRange through ParseDecimal; callers with outside input use that.
func NewDecimal(mant int64, exp int) Decimal {
	if mant == 0 {
		return Decimal{}
	}
	for mant%10 == 0 {
		mant /= 10
		exp++
	}
	if exp < -99 || exp > 99 {
		return Decimal{}
	}
	return Decimal{mant, int8(exp)}
}

// Parts are the normalised mantissa and exponent.
func (d Decimal) Parts() (mant int64, exp int) { return d.mant, int(d.exp) }

// ParseDecimal reads an optional sign, digits, an optional fraction and an
// optional exponent ("-12.50", "1e9"), the JSON form of a number.
func ParseDecimal(s string) (Decimal, error) {
	mant, exp, i, neg := int64(0), 0, 0, false
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		neg = s[i] == '-'
		i++
	}
	digits, point := 0, false
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			digits++
			if mant >= 1e17 {
				if c != '0' || point {
					if c != '0' {
						return Decimal{}, fmt.Errorf("%w: %q", ErrRange, s)
					}
					continue // a zero after the point beyond 18 digits changes nothing
				}
				exp++
				continue
			}
			mant = mant*10 + int64(c-'0')
			if point {
				exp--
			}
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && digits > 0:
			e, err := strconv.Atoi(strings.TrimPrefix(s[i+1:], "+"))
			if err != nil || e < -80 || e > 80 {
				return Decimal{}, fmt.Errorf("%w: exponent of %q", ErrRange, s)
			}
			exp += e
			i = len(s)
		default:
			return Decimal{}, fmt.Errorf("quantity: %q is not a number: unexpected %q at %d", s, c, i)
		}
	}
	if digits == 0 {
		return Decimal{}, fmt.Errorf("quantity: %q is not a number", s)
	}
	if neg {
		mant = -mant
	}
	if exp < -99 || exp > 80 {
		return Decimal{}, fmt.Errorf("%w: %q", ErrRange, s)
	}
	return NewDecimal(mant, exp), nil
}

// MustDecimal is ParseDecimal for constants; it panics on bad input.
func MustDecimal(s string) Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.mant < 0:
		return -1
	case d.mant > 0:
		return 1
	}
	return 0
}

// Neg is −d.
func (d Decimal) Neg() Decimal { return Decimal{-d.mant, d.exp} }

// Shift is d × 10^n.
func (d Decimal) Shift(n int) Decimal { return NewDecimal(d.mant, int(d.exp)+n) }

// Rat is the same value as a rational.
func (d Decimal) Rat() Rat { return Scaled(d.mant, int(d.exp)) }

// String is the plain decimal form without exponent: "25000000000", "-13.6".
func (d Decimal) String() string {
	s := strconv.FormatInt(d.mant, 10)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	switch {
	case d.exp > 0:
		s += strings.Repeat("0", int(d.exp))
	case d.exp < 0:
		if n := -int(d.exp); len(s) > n {
			s = s[:len(s)-n] + "." + s[len(s)-n:]
		} else {
			s = "0." + strings.Repeat("0", n-len(s)) + s
		}
	}
	if neg {
		s = "-" + s
	}
	return s
}

// decimalOf is the exact decimal form of r, if it has one of at most maxFrac
// fraction digits.
func decimalOf(r *big.Rat, maxFrac int) (string, bool) {
	if r.IsInt() {
		return r.Num().String(), true
	}
	den := new(big.Int).Set(r.Denom())
	n := 0
	for _, p := range []int64{2, 5} {
		k, rem := 0, new(big.Int)
		for q := new(big.Int); ; k++ {
			if q.QuoRem(den, big.NewInt(p), rem); rem.Sign() != 0 {
				break
			}
			den.Set(q)
		}
		n = max(n, k)
	}
	if den.Cmp(big.NewInt(1)) != 0 || n > maxFrac {
		return "", false
	}
	return r.FloatString(n), true
}
