package vol

import (
	"math"
	"math/big"
)

// The reference of these tests: the formulas of black.go in arithmetic of 320
// bits, from series and a continued fraction, with nothing shared with the
// functions under test.

const refBits = 320

func refNew(v float64) *big.Float { return new(big.Float).SetPrec(refBits).SetFloat64(v) }

func refAdd(a, b *big.Float) *big.Float { return refNew(0).Add(a, b) }
func refSub(a, b *big.Float) *big.Float { return refNew(0).Sub(a, b) }
func refMul(a, b *big.Float) *big.Float { return refNew(0).Mul(a, b) }
func refQuo(a, b *big.Float) *big.Float { return refNew(0).Quo(a, b) }

// refPi is π by Machin's formula.
var refPi = func() *big.Float {
	arctan := func(n int64) *big.Float { // arctan(1/n)
		x := refQuo(refNew(1), refNew(float64(n)))
		square := refMul(x, x)
		sum := refNew(0)
		for k := 0; k < 260; k++ {
			term := refQuo(x, refNew(float64(2*k+1)))
			if k%2 == 0 {
				sum.Add(sum, term)
			} else {
				sum.Sub(sum, term)
			}
			x = refMul(x, square)
		}
		return sum
	}
	return refMul(refNew(4), refSub(refMul(refNew(4), arctan(5)), arctan(239)))
}()

// refSqrt2Pi is √(2π).
var refSqrt2Pi = refNew(0).Sqrt(refMul(refNew(2), refPi))

// refExp is e^x.
func refExp(x *big.Float) *big.Float {
	const halvings = 24
	f, _ := x.Float64()
	shift := halvings + max(0, math.Ilogb(math.Abs(f)+1))
	r := refNew(0).SetMantExp(x, -shift)
	sum, term := refNew(1), refNew(1)
	for k := 1; k < 18; k++ { // (2^−24)^17/17! < 2^−450
		term = refQuo(refMul(term, r), refNew(float64(k)))
		sum.Add(sum, term)
	}
	for range shift {
		sum = refMul(sum, sum)
	}
	return sum
}

// refLn is ln x, by Newton's method on refExp.
func refLn(x *big.Float) *big.Float {
	mant := refNew(0)
	exp := x.MantExp(mant)
	f, _ := mant.Float64()
	y := refNew(math.Log(f) + float64(exp)*math.Ln2)
	for range 4 {
		y.Add(y, refSub(refMul(x, refExp(refNew(0).Neg(y))), refNew(1)))
	}
	return y
}

// refMills is M(z) for z ≥ 0: the series √(π/2)·e^(z²/2) − Σ z^(2n+1)/(2n+1)!!
// for small z, else Laplace's continued fraction.
func refMills(z *big.Float) *big.Float {
	f, _ := z.Float64()
	if f >= 3 {
		sum := z
		for k := 60 + int(3000/(f*f)); k > 0; k-- {
			sum = refAdd(z, refQuo(refNew(float64(k)), sum))
		}
		return refQuo(refNew(1), sum)
	}
	square := refMul(z, z)
	sum, term := refNew(0), z
	for k := 1; term.Sign() > 0 && term.MantExp(nil) > -refBits; k++ {
		sum = refAdd(sum, term)
		term = refQuo(refMul(term, square), refNew(float64(2*k+1)))
	}
	half := refMul(refSqrt2Pi, refNew(0.5))
	return refSub(refMul(half, refExp(refMul(square, refNew(0.5)))), sum)
}

// refUnit is c(y, s) and its derivative by s.
func refUnit(y, s *big.Float) (c, slope *big.Float) {
	h, t := refQuo(y, s), refMul(s, refNew(0.5))
	d, dd := refSub(h, t), refAdd(h, t)
	slope = refQuo(refExp(refMul(refMul(d, d), refNew(-0.5))), refSqrt2Pi)
	if d.Sign() >= 0 {
		return refMul(slope, refSub(refMills(d), refMills(dd))), slope
	}
	return refSub(refNew(1), refMul(slope, refAdd(refMills(d.Neg(d)), refMills(dd)))), slope
}
