package vol

import (
	"cmp"
	"math"
	"slices"
)

// SVIFit is a raw SVI smile fitted to quotes, and how well it fits.
type SVIFit struct {
	SVI
	TYears      float64
	Points      int     // fitted
	ErrorAnnual float64 // root mean square of fitted less quoted volatility
	Density     float64 // the least of SVI.Density: below 0 is butterfly arbitrage
	DensityAt   float64 // its log-moneyness
	Flags       []Flag
}

// Flags of a fit.
const (
	FlagConstrained Flag = "kept from butterfly arbitrage" // the best fit had some; this is the best found without
	FlagButterfly   Flag = "butterfly arbitrage"           // the fit has some, and none was found without
)

const (
	// sviPoints is one for each parameter.
	sviPoints = 5
	// steepest keeps the wings' slope below 2, where densities end.
	steepest = 2 - 1e-9
	// A trough's place and width are sought within these shares of the points' range.
	farthestTrough, narrowestTrough, widestTrough = 1, 1e-3, 5
	// leastDensity is what rounding leaves of a density of 0.
	leastDensity = -1e-9
	// No market's smile goes beyond these; a fit could overflow there.
	maxMoneyness, maxVariance = 1e3, 1e6
	simplexRounds             = 200
)

// FitSVI fits a raw SVI smile to the points' total variances, each weighted by
// the inverse square of its band (see sviData). The method is quasi-explicit
// (Zeliade Systems, "Quasi-explicit calibration of Gatheral's SVI model", 2009):
// for a given trough (M, Sigma) the other three parameters are a linear
// least-squares problem in a polygon, solved exactly; the trough is sought by the
// simplex method in two dimensions. The polygon is Lee's bound on the wings; A may
// be negative as long as the variance is not.
//
// If that has butterfly arbitrage, the best fit without is sought from there and
// from the safe smile of Gatheral and Jacquier, section 5.1, and flagged. ok is
// false if there are fewer than five points, or some that no market has.
func FitSVI(s Smile) (fit SVIFit, ok bool) {
	data := sviData(s)
	if len(data) < sviPoints {
		return SVIFit{}, false
	}
	raw, ok := fitRaw(data, SVI.Valid)
	if !ok {
		return SVIFit{}, false
	}
	fit = SVIFit{SVI: raw, TYears: s.TYears, Points: len(data)}
	if _, least := raw.Butterfly(); least < leastDensity {
		if free, ok := raw.withoutButterfly(s.TYears, data); ok {
			fit.SVI, fit.Flags = free, append(fit.Flags, FlagConstrained)
		} else {
			fit.Flags = append(fit.Flags, FlagButterfly)
		}
	}
	fit.DensityAt, fit.Density = fit.Butterfly()
	fit.ErrorAnnual = volatilityError(fit.SVI, s)
	return fit, true
}

// volatilityError is the root mean square of what the smile misses the points by.
func volatilityError(fit SVI, s Smile) float64 {
	var sum float64
	for _, p := range s.Points {
		d := fit.SigmaAnnual(p.Moneyness, s.TYears) - p.SigmaAnnual
		sum += d * d
	}
	return math.Sqrt(sum / float64(len(s.Points)))
}

// sviPoint is a total variance w at a log-moneyness k.
type sviPoint struct {
	k, w, weight float64
}

// sviData are the smile's points, none if one is nothing that a market has. A
// band narrower than the median weighs no more than that: the form misses the
// best quotes by more than their bands.
func sviData(s Smile) []sviPoint {
	if !s.valid() {
		return nil
	}
	data := make([]sviPoint, len(s.Points))
	bands := make([]float64, len(s.Points))
	for i, p := range s.Points {
		data[i] = sviPoint{k: p.Moneyness, w: p.SigmaAnnual * p.SigmaAnnual * s.TYears}
		bands[i] = (p.High*p.High - p.Low*p.Low) * s.TYears
		if !(data[i].w > 0 && data[i].w <= maxVariance) || !(math.Abs(data[i].k) <= maxMoneyness) || !(bands[i] >= 0 && bands[i] <= maxVariance) {
			return nil
		}
	}
	typical := medianOf(slices.Clone(bands))
	for i := range data {
		data[i].weight = 1
		if typical > 0 {
			band := max(bands[i]/typical, 1)
			data[i].weight = 1 / (band * band)
		}
	}
	return data
}

// troughs maps two numbers to the place and width of a trough: the place and the
// logarithm of the width in units of the data's range, kept within bounds.
type troughs struct{ first, width float64 }

func troughsOf(data []sviPoint) troughs {
	e := [2]float64{data[0].k, data[0].k}
	for _, p := range data {
		e[0], e[1] = min(e[0], p.k), max(e[1], p.k)
	}
	return troughs{e[0], max(e[1]-e[0], 1e-6)}
}

// at is also how far the numbers lie outside of the bounds.
func (t troughs) at(x [2]float64) (m, sigma, outside float64) {
	place := clampTo(x[0], -farthestTrough, 1+farthestTrough)
	share := clampTo(x[1], math.Log(narrowestTrough), math.Log(widestTrough))
	return t.first + place*t.width, math.Exp(share) * t.width, math.Abs(x[0]-place) + math.Abs(x[1]-share)
}

// fitRaw is the smile of least loss among the troughs' best that are allowed;
// ok is false if none is. It seeks from the best three of a grid.
func fitRaw(data []sviPoint, allowed func(SVI) bool) (fit SVI, ok bool) {
	t := troughsOf(data)
	loss := func(x [2]float64) float64 {
		m, sigma, outside := t.at(x)
		fit, loss := fitWings(data, m, sigma)
		if !allowed(fit) {
			return math.Inf(1)
		}
		return loss * (1 + outside)
	}
	var starts []vertex
	for _, place := range []float64{-0.25, 0, 0.2, 0.35, 0.5, 0.65, 0.8, 1, 1.25} {
		for _, share := range []float64{0.02, 0.06, 0.2, 0.6, 1.8} {
			x := [2]float64{place, math.Log(share)}
			starts = append(starts, vertex{x, loss(x)})
		}
	}
	slices.SortStableFunc(starts, func(a, b vertex) int { return cmp.Compare(a.f, b.f) })
	best := starts[0]
	for _, s := range starts[:3] {
		if v := simplexMinimum(loss, s.x, [2]float64{0.1, 0.4}); v.f < best.f {
			best = v
		}
	}
	m, sigma, _ := t.at(best.x)
	fit, _ = fitWings(data, m, sigma)
	return fit, !math.IsInf(best.f, 1)
}

// moments are the weighted sums of a linear fit of w on x1 = k − m and
// x2 = √((k − m)² + σ²).
type moments struct {
	x11, x12, x22, x1w, x2w float64
}

// fitWings is the best smile with a given trough, and its weighted loss.
func fitWings(data []sviPoint, m, sigma float64) (SVI, float64) {
	var total, mean1, mean2, meanW float64
	for _, p := range data {
		x := p.k - m
		total += p.weight
		mean1 += p.weight * x
		mean2 += p.weight * math.Sqrt(x*x+sigma*sigma)
		meanW += p.weight * p.w
	}
	mean1, mean2, meanW = mean1/total, mean2/total, meanW/total
	rho, b := momentsAbout(data, m, sigma, mean1, mean2, meanW).least()
	s := SVI{A: meanW - b*(rho*mean1+mean2), B: b, Rho: rho, M: m, Sigma: sigma}
	if s.least() < 0 { // on the edge of what a variance can be
		s.Rho, s.B = momentsAbout(data, m, sigma, 0, 0, 0).least()
		s.A = 0
	}
	return s, s.loss(data)
}

// loss is the weighted sum of squares of what the smile misses the data by.
func (s SVI) loss(data []sviPoint) float64 {
	var loss float64
	for _, p := range data {
		x := p.k - s.M
		d := s.A + s.B*(s.Rho*x+math.Sqrt(x*x+s.Sigma*s.Sigma)) - p.w
		loss += p.weight * d * d
	}
	return loss
}

func momentsAbout(data []sviPoint, m, sigma, mean1, mean2, meanW float64) (s moments) {
	for _, p := range data {
		x := p.k - m
		x1, x2, w := x-mean1, math.Sqrt(x*x+sigma*sigma)-mean2, p.w-meanW
		s.x11 += p.weight * x1 * x1
		s.x12 += p.weight * x1 * x2
		s.x22 += p.weight * x2 * x2
		s.x1w += p.weight * x1 * w
		s.x2w += p.weight * x2 * w
	}
	return s
}

// least is the minimum over rho and b: free if that lies within the polygon
// |rho b| ≤ b ≤ steepest − |rho b|, else on the best of its edges.
func (s moments) least() (rho, b float64) {
	det := s.x11*s.x22 - s.x12*s.x12
	p, q := (s.x1w*s.x22-s.x2w*s.x12)/det, (s.x2w*s.x11-s.x1w*s.x12)/det
	if !(math.Abs(p) <= q && q+math.Abs(p) <= steepest) || det <= 1e-14*s.x11*s.x22 {
		p, q = s.leastOnEdges()
	}
	if q <= 0 {
		return 0, 0
	}
	return p / q, q
}

func (s moments) leastOnEdges() (p, q float64) {
	const half = steepest / 2
	corners := [...][2]float64{{0, 0}, {half, half}, {0, steepest}, {-half, half}, {0, 0}}
	best := math.Inf(1)
	for i, a := range corners[:4] {
		d := [2]float64{corners[i+1][0] - a[0], corners[i+1][1] - a[1]}
		curve := s.x11*d[0]*d[0] + 2*s.x12*d[0]*d[1] + s.x22*d[1]*d[1]
		slope := s.x1w*d[0] + s.x2w*d[1] - s.x11*a[0]*d[0] - s.x12*(a[0]*d[1]+a[1]*d[0]) - s.x22*a[1]*d[1]
		t := 0.0
		if curve > 0 {
			t = clampTo(slope/curve, 0, 1)
		}
		x, y := a[0]+t*d[0], a[1]+t*d[1]
		if loss := s.x11*x*x + 2*s.x12*x*y + s.x22*y*y - 2*s.x1w*x - 2*s.x2w*y; loss < best {
			best, p, q = loss, x, y
		}
	}
	return p, q
}

// withoutButterfly is the smile of least loss found that has no butterfly
// arbitrage: of the troughs' best those that have none, and of the smiles between
// this one and that of section 5.1, which keep level, skew and left wing. On the
// quotes of the VIX methodology's example a search in all five parameters lowers
// the loss by less than a hundredth more.
func (s SVI) withoutButterfly(tYears float64, data []sviPoint) (SVI, bool) {
	best, ok := fitRaw(data, SVI.free)
	if between, okBetween := s.towardSafe(tYears, data); okBetween && (!ok || between.loss(data) < best.loss(data)) {
		best, ok = between, true
	}
	return best, ok
}

// free reports whether the smile is valid and has no butterfly arbitrage.
func (s SVI) free() bool {
	_, least := s.Butterfly()
	return least >= 0
}

// towardSafe is the smile of least loss between this one and the safe one of
// section 5.1, in right wing and least variance each.
func (s SVI) towardSafe(tYears float64, data []sviPoint) (SVI, bool) {
	raw := s.JumpWings(tYears)
	safe := raw.withoutButterfly()
	mixed := func(x [2]float64) (SVI, bool) { // from safe, 0, to raw, 1
		j := raw
		j.Call, j.Least = safe.Call+x[0]*(raw.Call-safe.Call), safe.Least+x[1]*(raw.Least-safe.Least)
		mix, ok := j.SVI(tYears)
		return mix, ok && mix.free()
	}
	loss := func(x [2]float64) float64 {
		if mix, ok := mixed(x); ok {
			return mix.loss(data)
		}
		return math.Inf(1)
	}
	return mixed(simplexMinimum(loss, [2]float64{}, [2]float64{0.5, 0.5}).x)
}

// vertex is a corner of the simplex: a point and the function there.
type vertex struct {
	x [2]float64
	f float64
}

// simplexMinimum is J. Nelder and R. Mead, "A simplex method for function
// minimization", Computer Journal 7 (1965), 308, in two dimensions: the best
// point found from a start and first steps. Infinite and NaN are what to keep
// out of.
func simplexMinimum(f func([2]float64) float64, from, step [2]float64) vertex {
	at := func(x [2]float64) vertex {
		v := f(x)
		if math.IsNaN(v) {
			v = math.Inf(1)
		}
		return vertex{x, v}
	}
	toward := func(share float64, a, b [2]float64) [2]float64 {
		return [2]float64{a[0] + share*(b[0]-a[0]), a[1] + share*(b[1]-a[1])}
	}
	vs := []vertex{at(from), at([2]float64{from[0] + step[0], from[1]}), at([2]float64{from[0], from[1] + step[1]})}
	for range simplexRounds {
		slices.SortStableFunc(vs, func(a, b vertex) int { return cmp.Compare(a.f, b.f) })
		size := max(math.Abs(vs[2].x[0]-vs[0].x[0]), math.Abs(vs[2].x[1]-vs[0].x[1]))
		if size < 1e-9 || vs[2].f-vs[0].f <= 1e-14*vs[0].f && size < 1e-4 {
			break
		}
		middle := toward(0.5, vs[0].x, vs[1].x)
		next := at(toward(-1, middle, vs[2].x))
		switch {
		case next.f < vs[0].f:
			if far := at(toward(-2, middle, vs[2].x)); far.f < next.f {
				next = far
			}
		case next.f >= vs[1].f:
			if next.f < vs[2].f {
				vs[2] = next
			}
			next = at(toward(0.5, middle, vs[2].x))
		}
		if next.f < vs[2].f {
			vs[2] = next
			continue
		}
		for i := 1; i < 3; i++ {
			vs[i] = at(toward(0.5, vs[0].x, vs[i].x))
		}
	}
	return slices.MinFunc(vs, func(a, b vertex) int { return cmp.Compare(a.f, b.f) })
}
