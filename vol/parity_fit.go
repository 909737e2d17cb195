package vol

import (
	"cmp"
	"math"
	"slices"
)

// parityLine is difference = slope · (zero − strike).
type parityLine struct {
	slope, zero float64
	slopeError  float64 // standard error of the slope
}

// The fits are MM-estimates (V. Yohai, "High breakdown-point and high efficiency
// robust estimates for regression", Annals of Statistics 15 (1987), 642): a start
// that half of the points cannot spoil, its scale, and from there iteratively
// reweighted least squares with Tukey's bisquare. Each residual counts in units
// of its own half-spread.
const (
	// bisquare is the tuning constant of 95 % efficiency under normal errors
	// (P. Huber and E. Ronchetti, Robust Statistics, 2nd ed., 2009).
	bisquare = 4.685
	// madToSigma turns a median absolute deviation into a standard deviation.
	madToSigma = 1.482602218505602
	// leastScale keeps points that agree exactly from making rounding errors
	// outliers, in half-spreads; leastHalf does it for locked markets, in strikes.
	leastScale, leastHalf = 0.01, 1e-6
	refineSteps           = 60
	// startPoints are enough for the start, whose time goes with their square.
	startPoints = 64
)

// fitParity fits slope and zero. The start is the repeated median slope
// (A. Siegel, "Robust regression using repeated medians", Biometrika 69 (1982),
// 242). Without two different strikes the slope is NaN.
func fitParity(points []parityPoint) parityLine {
	slope := -repeatedMedian(thinned(points))
	line := parityLine{slope: slope, zero: medianForward(points, slope)}
	scale := residualScale(points, line)
	for range refineSteps {
		next := reweighted(points, line, scale)
		done := math.Abs(next.slope-line.slope) <= 1e-13*math.Abs(line.slope) && math.Abs(next.zero-line.zero) <= 1e-13*math.Abs(line.zero)
		line = next
		if done || math.IsNaN(line.slope) {
			break
		}
	}
	return line
}

// fitForward fits zero at a given slope. It starts from the weighted median;
// NaN without points.
func fitForward(points []parityPoint, slope float64) float64 {
	line := parityLine{slope: slope, zero: medianForward(points, slope)}
	scale := residualScale(points, line)
	for range refineSteps {
		var sum, weights float64
		for _, p := range points {
			w := line.weight(p, scale)
			sum += w * (p.strike + p.difference/slope - line.zero)
			weights += w
		}
		step := sum / weights
		if !(math.Abs(step) > 1e-14*math.Abs(line.zero)) { // also where nothing has weight
			break
		}
		line.zero += step
	}
	return line.zero
}

// reweighted is one weighted least squares step.
func reweighted(points []parityPoint, line parityLine, scale float64) parityLine {
	var weights, meanX, meanY float64
	for _, p := range points {
		w := line.weight(p, scale)
		weights += w
		meanX += w * p.strike
		meanY += w * p.difference
	}
	meanX /= weights
	meanY /= weights
	var xx, xy float64
	for _, p := range points {
		w := line.weight(p, scale)
		xx += w * (p.strike - meanX) * (p.strike - meanX)
		xy += w * (p.strike - meanX) * (p.difference - meanY)
	}
	slope := -xy / xx
	return parityLine{slope: slope, zero: meanX + meanY/slope, slopeError: scale / math.Sqrt(xx)}
}

// weight is the point's weight in the next step: the bisquare's, over the
// half-spread's square.
func (l parityLine) weight(p parityPoint, scale float64) float64 {
	half := p.halfSpread()
	u := l.residual(p) / (half * scale * bisquare)
	if !(math.Abs(u) < 1) {
		return 0
	}
	return (1 - u*u) * (1 - u*u) / (half * half)
}

func (l parityLine) residual(p parityPoint) float64 {
	return p.difference - l.slope*(l.zero-p.strike)
}

func (p parityPoint) halfSpread() float64 { return max(p.half, leastHalf*p.strike) }

// residualScale is the standard deviation of the residuals in half-spreads, from
// their median.
func residualScale(points []parityPoint, l parityLine) float64 {
	rs := make([]float64, len(points))
	for i, p := range points {
		rs[i] = math.Abs(l.residual(p)) / p.halfSpread()
	}
	return max(madToSigma*medianOf(rs), leastScale)
}

// thinned is at most startPoints of the points, evenly spread.
func thinned(points []parityPoint) []parityPoint {
	n := min(len(points), startPoints)
	out := make([]parityPoint, n)
	for i := range out {
		out[i] = points[i*len(points)/n]
	}
	return out
}

// repeatedMedian is the median over points of the median slope to every other.
func repeatedMedian(points []parityPoint) float64 {
	outer := make([]float64, 0, len(points))
	inner := make([]float64, 0, len(points))
	for _, p := range points {
		inner = inner[:0]
		for _, q := range points {
			if q.strike != p.strike {
				inner = append(inner, (q.difference-p.difference)/(q.strike-p.strike))
			}
		}
		outer = append(outer, medianOf(inner))
	}
	return medianOf(outer)
}

// medianForward is the median of the points' own forwards at the slope, weighted
// by the inverse of their half-spreads.
func medianForward(points []parityPoint, slope float64) float64 {
	type weighted struct{ forward, weight float64 }
	own := make([]weighted, len(points))
	var total float64
	for i, p := range points {
		own[i] = weighted{p.strike + p.difference/slope, 1 / p.halfSpread()}
		total += own[i].weight
	}
	slices.SortFunc(own, func(a, b weighted) int { return cmp.Compare(a.forward, b.forward) })
	var sum float64
	for _, w := range own {
		if sum += w.weight; 2*sum >= total {
			return w.forward
		}
	}
	return math.NaN()
}

// medianOf is the median; it sorts xs. NaN of none.
func medianOf(xs []float64) float64 {
	if len(xs) == 0 {
		return math.NaN()
	}
	slices.Sort(xs)
	m := len(xs) / 2
	if len(xs)%2 == 1 {
		return xs[m]
	}
	return xs[m-1]/2 + xs[m]/2
}
