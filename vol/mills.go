package vol

// millsRatio is (1 − Φ(z))/φ(z) for z ≥ 0, to about one unit in the last place,
// without an exponential. It falls from √(π/2) at 0 like 1/z.
func millsRatio(z float64) float64 {
	w := 3 / (3 + z)
	row, v := millsRow(w)
	c := &millsTable[row]
	v2 := v * v
	return w * ((c[0] + c[1]*v) + v2*((c[2]+c[3]*v)+v2*((c[4]+c[5]*v)+v2*(c[6]+c[7]*v))))
}

// millsSlope is 1 − z·millsRatio(z) for z ≥ 0, the negative derivative of
// millsRatio, free of the cancellation that this form of it has for large z,
// where it falls like 1/z².
func millsSlope(z float64) float64 {
	w := 3 / (3 + z)
	row, v := millsRow(w)
	c := &slopeTable[row]
	v2 := v * v
	return w * w * ((c[0] + c[1]*v) + v2*((c[2]+c[3]*v)+v2*((c[4]+c[5]*v)+v2*(c[6]+c[7]*v))))
}

// millsRow is the row of the tables for w in [0, 1], and the place v in [−1, 1]
// within it.
func millsRow(w float64) (row uint, v float64) {
	u := 64 * w
	row = min(uint(int(u)), 63) // also for a NaN
	return row, 2*(u-float64(int(row))) - 1
}
