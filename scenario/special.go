package scenario

import "math"

// The functions here are the package's own because the standard library's
// differ by platform: it uses assembly on some. Every product that feeds a sum
// stands in a float64 conversion, which keeps a compiler from fusing the two, so
// that all platforms give the same bits. math.Sqrt, Floor, Abs and the bit
// functions are exact everywhere and are used.

const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// expOf is e^x to less than one unit in the last place: the remainder of x by
// ln 2 in a rational approximation (fdlibm, e_exp.c).
func expOf(x float64) float64 {
	switch {
	case x > 709.782712893384:
		return math.Inf(1)
	case x < -745.1332191019412:
		return 0
	case x != x:
		return x
	}
	k := math.Floor(float64(x*(1/math.Ln2)) + 0.5)
	hi, lo := x-float64(k*ln2High), float64(k*ln2Low)
	r := hi - lo
	z := r * r
	c := r - float64(z*(1.66666666666666019037e-01+float64(z*(-2.77777777770155933842e-03+
		float64(z*(6.61375632143793436117e-05+float64(z*(-1.65339022054652515390e-06+float64(z*4.13813679705723846039e-08)))))))))
	y := 1 - ((lo - float64(r*c)/(2-c)) - hi)
	return scaled(y, int(k))
}

// scaled is y·2^k for y near 1.
func scaled(y float64, k int) float64 {
	switch {
	case k > 1023:
		return y * 2 * math.Float64frombits(uint64(k-1+1023)<<52)
	case k < -1022:
		return y * math.Float64frombits(uint64(k+54+1023)<<52) * 0x1p-54
	}
	return y * math.Float64frombits(uint64(k+1023)<<52)
}

// logOf is ln x to less than one unit in the last place (fdlibm, e_log.c); −Inf
// at 0, NaN below.
func logOf(x float64) float64 {
	switch {
	case !(x > 0):
		if x == 0 {
			return math.Inf(-1)
		}
		return math.NaN()
	case x > math.MaxFloat64:
		return x
	}
	k := 0.0
	if x < 0x1p-1022 {
		x, k = x*0x1p54, -54
	}
	bits := math.Float64bits(x)
	n := int64(bits-0x3fe6a09e667f3bcd) >> 52 // x = m·2^n with m in [√½, √2)
	f := math.Float64frombits(bits-uint64(n)<<52) - 1
	k += float64(n)
	s := f / (2 + f)
	s2 := s * s
	s4 := s2 * s2
	t1 := float64(s2 * (6.666666666666735130e-01 + float64(s4*(2.857142874366239149e-01+float64(s4*(1.818357216161805012e-01+float64(s4*1.479819860511658591e-01)))))))
	t2 := float64(s4 * (3.999999999940941908e-01 + float64(s4*(2.222219843214978396e-01+float64(s4*1.531383769920937332e-01)))))
	half := float64(0.5 * f * f)
	return float64(k*ln2High) - ((half - (float64(s*(half+(t1+t2))) + float64(k*ln2Low))) - f)
}

// log1pOf is ln(1+x), exact to a unit or two also for small x: the rounding of
// 1+x is put right to first order.
func log1pOf(x float64) float64 {
	u := 1 + x
	if u == 1 || u > math.MaxFloat64 || !(u > 0) {
		if u == 1 {
			return x
		}
		return logOf(u)
	}
	return logOf(u) + (x-(u-1))/u
}

// powOf is x^y. Whole powers up to 64 are products; others are exp(y·ln x), whose
// relative error grows with |y·ln x|, about 1e-16 times it. A negative base takes
// whole powers only.
func powOf(x, y float64) float64 {
	if y == math.Floor(y) && math.Abs(y) <= 64 {
		return wholePower(x, int(y))
	}
	switch {
	case x != x || y != y:
		return math.NaN()
	case x == 0 && y > 0:
		return 0
	case x == 0:
		return math.Inf(1)
	case x < 0 && y == math.Floor(y):
		if p := expOf(y * logOf(-x)); math.Abs(y) < 1<<53 && int64(y)&1 != 0 {
			return -p
		} else {
			return p
		}
	case x < 0:
		return math.NaN()
	case x == 1:
		return 1
	}
	return expOf(y * logOf(x))
}

// wholePower is x^n by repeated squaring.
func wholePower(x float64, n int) float64 {
	if n < 0 {
		return 1 / wholePower(x, -n)
	}
	p := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			p *= x
		}
		x *= x
	}
	return p
}

// normalDensity is φ(z); z² is taken in two parts, for one float64 cannot hold
// what exp needs of it.
func normalDensity(z float64) float64 {
	z = math.Abs(z)
	if z > 39 {
		return 0
	}
	hi := float64(math.Floor(float64(z*16)+0.5) / 16)
	return 0.39894228040143267794 * expOf(float64(hi*hi)*-0.5) * expOf(float64((z-hi)*(z+hi))*-0.5)
}

// millsHalf is Mills' ratio (1 − Φ(z))/φ(z) at z = 0, ½, 1, … 8½.
var millsHalf = [...]float64{
	1.2533141373155003,
	0.8763644564536923,
	0.6556795424187984,
	0.5158156382179634,
	0.4213692292880545,
	0.35426511132979366,
	0.3045902987101033,
	0.26656776896822376,
	0.23665238291356067,
	0.21257058044203178,
	0.19280810471531576,
	0.1763229857571027,
	0.16237766089686745,
	0.1504369887362691,
	0.14010418345305023,
	0.13107935580449176,
	0.1231319632579323,
	0.11608206338598229,
}

// normalTail is 1 − Φ(z) for z ≥ 0: the density times Mills' ratio M, which is
// the Taylor series at the nearest tabulated point, M' = zM − 1 and
// M⁽ᵏ⁺¹⁾ = zM⁽ᵏ⁾ + kM⁽ᵏ⁻¹⁾ (G. Marsaglia, "Evaluating the normal distribution",
// J. Statistical Software 11(4), 2004, section 2), and beyond 8¼ Laplace's
// continued fraction 1/(z + 1/(z + 2/(z + …))) (DLMF 7.9.2).
func normalTail(z float64) float64 {
	if z > 8.25 {
		m := z
		for k := 30.0; k > 0; k-- {
			m = z + k/m
		}
		return normalDensity(z) / m
	}
	at := math.Floor(float64(z*2) + 0.5)
	c := float64(at / 2)
	h := z - c
	d0 := millsHalf[int(at)]
	d1 := float64(c*d0) - 1
	sum, power := d0, h
	for k := 1.0; k < 24; k++ {
		term := float64(d1 * power)
		sum += term
		if math.Abs(term) < 1e-18 {
			break
		}
		d0, d1 = d1, float64(c*d1)+float64(k*d0)
		power = float64(power*h) / (k + 1)
	}
	return normalDensity(z) * sum
}

// normalBelow is Φ(z).
func normalBelow(z float64) float64 {
	if z < 0 {
		return normalTail(-z)
	}
	return 1 - normalTail(z)
}

// normalQuantile is the z with Φ(z) = p for 0 < p < 1, to about one part in
// 10^16: algorithm AS 241, PPND16 (M. J. Wichura, "The percentage points of the
// normal distribution", Applied Statistics 37, 1988, pages 477–484).
func normalQuantile(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return q * horner(r, wichuraA[:]) / horner(r, wichuraB[:])
	}
	tail := p
	if q > 0 {
		tail = 1 - p
	}
	z := 0.0
	if r := math.Sqrt(-logOf(tail)); r <= 5 {
		z = horner(r-1.6, wichuraC[:]) / horner(r-1.6, wichuraD[:])
	} else {
		z = horner(r-5, wichuraE[:]) / horner(r-5, wichuraF[:])
	}
	if q < 0 {
		return -z
	}
	return z
}

// horner is the polynomial with the coefficients, highest power first.
func horner(x float64, c []float64) float64 {
	s := c[0]
	for _, k := range c[1:] {
		s = float64(s*x) + k
	}
	return s
}

// The coefficients of PPND16: numerators A, C, E, denominators B, D, F.
var (
	wichuraA = [...]float64{2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e0}
	wichuraB = [...]float64{5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1}
	wichuraC = [...]float64{7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0}
	wichuraD = [...]float64{1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1}
	wichuraE = [...]float64{2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0}
	wichuraF = [...]float64{2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1}
)
