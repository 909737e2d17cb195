package score

import "math"

// Functions of our own where the standard library's differ by platform. Each
// product that feeds a sum is rounded first (float64(x*y)), so that no compiler
// fuses the two.

const (
	ln2Hi      = 0.6931471803691238     // its last 21 bits are zero: small multiples are exact
	ln2Lo      = 1.9082149292705877e-10 // ln 2 − ln2Hi
	invSqrt2Pi = 0.39894228040143267793994605993438187
	invSqrtPi  = 0.56418958354775628694807945156077259
)

// exp is e^x for x ≤ 0, to about a unit in the last place.
func exp(x float64) float64 {
	if x < -745 {
		return 0
	}
	k := math.Round(x / math.Ln2)
	r := (x - float64(k*ln2Hi)) - float64(k*ln2Lo)
	sum := 1.0 // the series of e^r, |r| ≤ ln 2 / 2, whose next term is below 1e-17
	for i := 14.0; i >= 1; i-- {
		sum = 1 + float64(sum*r)/i
	}
	return math.Ldexp(sum, int(k))
}

// ln is the natural logarithm of 0 < x < ∞, to about a unit in the last place.
func ln(x float64) float64 {
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	fraction := 2 * artanh((m-1)/(m+1))
	return float64(float64(k)*ln2Hi) + (float64(float64(k)*ln2Lo) + fraction)
}

// lnOneLess is ln(1 − x) for 0 ≤ x ≤ 1, exact also where x is small; −Inf at 1.
func lnOneLess(x float64) float64 {
	switch {
	case x == 1:
		return math.Inf(-1)
	case x > 0.25:
		return ln(1 - x)
	}
	return -2 * artanh(x/(2-x))
}

// artanh is the inverse hyperbolic tangent of |y| ≤ 0.172, by its series.
func artanh(y float64) float64 {
	square := float64(y * y)
	sum := 0.0
	for i := 23.0; i >= 3; i -= 2 {
		sum = float64((sum + 1/i) * square)
	}
	return y + float64(y*sum)
}

// normalDensity is φ(z) = exp(−z²/2)/√(2π).
func normalDensity(z float64) float64 {
	return float64(invSqrt2Pi * exp(-float64(z*z)/2))
}

// normalMiddle is Φ(z) − ½, from the series φ(z)·(z + z³/3 + z⁵/(3·5) + …) (M.
// Abramowitz and I. Stegun, Handbook of Mathematical Functions, 26.2.11), whose
// terms all have one sign, to about 1e-15.
func normalMiddle(z float64) float64 {
	if math.Abs(z) > 8.3 { // the rest is below half a unit in the last place
		return math.Copysign(0.5, z)
	}
	square := float64(z * z)
	sum, term := 0.0, z
	for i := 3.0; sum+term != sum; i += 2 {
		sum += term
		term = float64(term*square) / i
	}
	return min(max(float64(normalDensity(z)*sum), -0.5), 0.5)
}

// normalCDF is Φ(z), to about 1e-15.
func normalCDF(z float64) float64 { return 0.5 + normalMiddle(z) }

// normalQuantile is the z with Φ(z) = p for 0 < p < 1, to about one part in
// 10^16: algorithm AS 241, PPND16 (M. J. Wichura, "The percentage points of the
// normal distribution", Applied Statistics 37, 1988, pages 477–484).
func normalQuantile(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return q * (horner(r, middleNum) / horner(r, middleDen))
	}
	r := math.Sqrt(-ln(min(p, 1-p)))
	num, den, from := tailNum, tailDen, 1.6
	if r > 5 {
		num, den, from = farNum, farDen, 5
	}
	return math.Copysign(horner(r-from, num)/horner(r-from, den), q)
}

// horner is the polynomial with the coefficients of its powers, highest first.
func horner(x float64, coefficients [8]float64) float64 {
	sum := 0.0
	for _, c := range coefficients {
		sum = float64(sum*x) + c
	}
	return sum
}

// The coefficients of AS 241 (pages 483–484).
var (
	middleNum = [8]float64{2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
		1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e0}
	middleDen = [8]float64{5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
		5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1}
	tailNum = [8]float64{7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
		3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0}
	tailDen = [8]float64{1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
		6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1}
	farNum = [8]float64{2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
		2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0}
	farDen = [8]float64{2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
		1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1}
)

// adder is a sum that keeps what each addition rounds away (A. Neumaier,
// "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
// Zeitschrift für angewandte Mathematik und Mechanik 54, 1974, 39–51).
type adder struct{ sum, lost float64 }

func (a *adder) add(x float64) {
	x = float64(x) // a product is rounded before it is added
	t := a.sum + x
	if math.Abs(a.sum) >= math.Abs(x) {
		a.lost += (a.sum - t) + x
	} else {
		a.lost += (x - t) + a.sum
	}
	a.sum = t
}

func (a adder) total() float64 { return a.sum + a.lost }

// sumOf is the sum of the numbers.
func sumOf(numbers []float64) float64 {
	var a adder
	for _, x := range numbers {
		a.add(x)
	}
	return a.total()
}
