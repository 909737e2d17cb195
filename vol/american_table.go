package vol

import "math"

// boundaryTable keeps exercise boundaries of one expiry by volatility. In units
// of the strike the boundary depends on nothing else, so the options of an
// expiry share it; between the volatilities of a grid it is interpolated. The
// error from that is at most 2e-5 on a spot of 100, 1e-6 in the mean
// (TestBoundaryTable).
//
// A table serves one kind, rate, yield and time; it is not for concurrent use.
type boundaryTable struct {
	known map[int]*tableEntry // by the step of ln sigma
}

type tableEntry struct {
	boundary boundary
	region   exerciseRegion
	ok       bool
}

// tableStep is the grid's step of ln sigma.
const tableStep = 0.1

func newBoundaryTable() *boundaryTable { return &boundaryTable{known: map[int]*tableEntry{}} }

// region interpolates the boundary for a volatility by the cubic through the
// four next of the grid. ok is false where one of them was not found.
func (b *boundaryTable) region(terms putTerms) (r exerciseRegion, ok bool) {
	at := math.Log(terms.sigma) / tableStep
	floor := math.Floor(at)
	x := at - floor
	weights := [4]float64{-x * (x - 1) * (x - 2) / 6, (x + 1) * (x - 1) * (x - 2) / 2, -(x + 1) * x * (x - 2) / 2, (x + 1) * x * (x - 1) / 6}
	for i, w := range weights {
		e := b.entry(terms, int(floor)-1+i)
		if !e.ok {
			return exerciseRegion{}, false
		}
		r.now += w * e.region.now
		for k := range r.ln {
			r.ln[k] += w * e.region.ln[k]
		}
	}
	return r, true
}

func (b *boundaryTable) entry(terms putTerms, step int) *tableEntry {
	if e := b.known[step]; e != nil {
		return e
	}
	terms.sigma = math.Exp(float64(step) * tableStep)
	e := new(tableEntry)
	e.boundary, e.ok = solveBoundary(terms, b.near(step))
	if e.ok {
		e.region = e.boundary.region()
	}
	b.known[step] = e
	return e
}

// near is the boundary of a neighbour in the grid, if there is one.
func (b *boundaryTable) near(step int) *boundary {
	for _, other := range [2]int{step - 1, step + 1} {
		if e := b.known[other]; e != nil && e.ok {
			return &e.boundary
		}
	}
	return nil
}
