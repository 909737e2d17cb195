package pdf

import (
	"cmp"
	"slices"
)

// Where columns are found.
const (
	bins        = 400  // places across a page where a gutter may lie
	deepest     = 8    // columns within columns
	leastRows   = 3    // of a column, on each side of its gutter
	leastWide   = 10.0 // letters' heights, of a page that can have columns
	proseFill   = 0.55 // of a column's width, in the middle row of prose
	proseSize   = 12   // letters in it
	figureWord  = 0.4  // share of words with digits in it, at most
	inLine      = 0.6  // share of rows that stand beside a row, from which a side goes with it
	headLetters = 20   // of a cell that names a column, at most
	breakAway   = 1.6  // steps of the base line that part what stands alone from a column
)

// regions takes rows of a page apart into single columns, in the order of reading:
// what stands above columns, the columns from left to right, what stands below.
func regions(rs []row, depth int) [][]row {
	if len(rs) == 0 {
		return nil
	}
	z, ok := zone{}, false
	if depth < deepest {
		z, ok = findZone(rs)
	}
	if !ok {
		return [][]row{rs}
	}
	left, right := z.sides(rs)
	out := regions(rs[:z.from], depth+1)
	out = append(out, regions(left, depth+1)...)
	out = append(out, regions(right, depth+1)...)
	return append(out, regions(rs[z.to:], depth+1)...)
}

// zone is a stretch of rows [from, to) with a gutter at x.
type zone struct {
	from, to int
	x        float64
	rows     int // on both sides together
}

// sides are the parts of the zone's rows left and right of the gutter.
func (z zone) sides(rs []row) (left, right []row) {
	for _, r := range rs[z.from:z.to] {
		i := r.rightOf(z.x)
		if i > 0 {
			left = append(left, newRow(slices.Clone(r.words[:i])))
		}
		if i < len(r.words) {
			right = append(right, newRow(slices.Clone(r.words[i:])))
		}
	}
	return left, right
}

// rightOf is the index of the first word that begins right of x.
func (r row) rightOf(x float64) int {
	i, _ := slices.BinarySearchFunc(r.words, x, func(w word, x float64) int { return cmp.Compare(w.X[0], x) })
	return i
}

// findZone finds the widest stretch of rows that two columns of prose fill.
func findZone(rs []row) (zone, bool) {
	lo, hi := rs[0].x0, rs[0].x1
	for _, r := range rs {
		lo, hi = min(lo, r.x0), max(hi, r.x1)
	}
	if hi-lo < leastWide*medianSize(rs) {
		return zone{}, false
	}
	solid := make([][]row, len(rs))
	for i, r := range rs {
		solid[i] = r.cells()
	}
	barred := tabular(rs)
	var best zone
	last := 0 // bin of the best gutter: it goes on over bins of the same rows
	step := (hi - lo) / bins
	for b := 1; b < bins; b++ {
		z := longest(rs, solid, barred, lo+step*float64(b))
		switch {
		case z.rows > best.rows:
			best, last = z, b
		case z.rows > 0 && last == b-1 && z.from == best.from && z.to == best.to && z.rows == best.rows:
			best.x += step / 2
			last = b
		}
	}
	if best.rows == 0 {
		return zone{}, false
	}
	best = best.trim(rs)
	left, right := best.sides(rs)
	return best, best.to > best.from && columns(left, right)
}

// longest is the longest stretch of rows that leave x free and have words on both
// sides of it, and of which none is barred.
func longest(rs []row, solid [][]row, barred []bool, x float64) zone {
	var best, cur zone
	left, right := 0, 0
	cur.x = x
	end := func(i int) {
		if cur.to, cur.rows = i, left+right; min(left, right) >= leastRows && cur.rows > best.rows {
			best = cur
		}
		cur.from, left, right = i+1, 0, 0
	}
	for i, r := range rs {
		if barred[i] || crosses(solid[i], x) {
			end(i)
			continue
		}
		if r.x0 < x {
			left++
		}
		if r.x1 > x {
			right++
		}
	}
	end(len(rs))
	return best
}

func crosses(cells []row, x float64) bool {
	for _, c := range cells {
		if c.x0 < x && x < c.x1 {
			return true
		}
	}
	return false
}

// tabular marks the rows of tables that go across the page, which no gutter parts: a
// label with several figures, two or more rows after each other with one, and those
// that name their columns.
func tabular(rs []row) []bool {
	ls := lines(rs)
	out := make([]bool, len(ls))
	near := func(a, b int) bool { return ls[b].base-ls[a].base <= tableStep*ls[b].size }
	for i := range ls {
		out[i] = ls[i].isStatement()
		if i > 0 && ls[i-1].isFigures() && ls[i].isFigures() && near(i-1, i) {
			out[i-1], out[i] = true, true
		}
	}
	for i := len(ls) - 2; i >= 0; i-- {
		out[i] = out[i] || out[i+1] && near(i, i+1) && ls[i].isHead()
	}
	for i := 1; i+1 < len(ls); i++ { // a label between two rows of figures
		out[i] = out[i] || out[i-1] && out[i+1] && near(i-1, i) && near(i, i+1)
	}
	return out
}

// isFigures reports whether all cells behind the first hold figures.
func (l line) isFigures() bool { return l.figures > 0 && l.figures == len(l.cells)-1 }

// isStatement reports whether the line can be nothing but a row of a table: a label and
// several figures.
func (l line) isStatement() bool { return l.figures > 1 && l.isFigures() }

// isHead reports whether the line is cells of few words.
func (l line) isHead() bool {
	for _, c := range l.cells {
		if c.letters() > headLetters {
			return false
		}
	}
	return len(l.cells) > 1
}

// trim leaves out rows at the zone's ends that stand on one side only and apart from
// it: a heading above two columns, a note below.
func (z zone) trim(rs []row) zone {
	pitch := pitchOf(rs[z.from:z.to])
	alone := func(r row) bool { return r.x1 <= z.x || r.x0 >= z.x }
	for k := z.from; k+1 < z.to && alone(rs[k]); k++ {
		if rs[k+1].base-rs[k].base > breakAway*pitch {
			z.from = k + 1
		}
	}
	for k := z.to - 1; k > z.from && alone(rs[k]); k-- {
		if rs[k].base-rs[k-1].base > breakAway*pitch {
			z.to = k
		}
	}
	return z
}

// columns reports whether the two sides are read one after the other: both are prose,
// or one is and the other does not stand row by row beside it with figures, as in a
// table.
func columns(left, right []row) bool {
	if len(left) < leastRows || len(right) < leastRows {
		return false
	}
	l, r := isProse(left), isProse(right)
	switch {
	case l && r:
		return true
	case l:
		return beside(right, left) < inLine || !isFigureSide(right)
	case r:
		return beside(left, right) < inLine || !isFigureSide(left)
	}
	return false
}

// isFigureSide reports whether most rows are figures and nothing else.
func isFigureSide(rs []row) bool {
	n := 0
	for _, r := range rs {
		if !slices.ContainsFunc(r.cells(), func(c row) bool { return !isFigure(c.text()) }) {
			n++
		}
	}
	return n*2 >= len(rs)
}

// isProse reports whether rows are running text: most fill their column with words.
func isProse(rs []row) bool {
	lo, hi := rs[0].x0, rs[0].x1
	for _, r := range rs {
		lo, hi = min(lo, r.x0), max(hi, r.x1)
	}
	fill, size := make([]float64, 0, len(rs)), make([]int, 0, len(rs))
	digits, all := 0, 0
	for _, r := range rs {
		fill = append(fill, (r.x1-r.x0)/max(hi-lo, 1))
		size = append(size, r.letters())
		for _, w := range r.words {
			if all++; hasDigit(w.Text) {
				digits++
			}
		}
	}
	slices.Sort(fill)
	slices.Sort(size)
	return fill[len(fill)/2] >= proseFill && size[len(size)/2] >= proseSize && float64(digits) <= figureWord*float64(all)
}

// beside is the share of rows that have one of the others on their base line.
func beside(rs, others []row) float64 {
	n, j := 0, 0
	for _, r := range rs {
		for j < len(others) && others[j].base < r.base-sameBase*r.size {
			j++
		}
		if j < len(others) && others[j].base <= r.base+sameBase*r.size {
			n++
		}
	}
	return float64(n) / float64(len(rs))
}

func medianSize(rs []row) float64 {
	sizes := make([]float64, len(rs))
	for i, r := range rs {
		sizes[i] = r.size
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// pitchOf is the usual step from one base line to the next.
func pitchOf(rs []row) float64 {
	size := medianSize(rs)
	var steps []float64
	for i := 1; i < len(rs); i++ {
		if d := rs[i].base - rs[i-1].base; d > size/2 && d < 2.5*size {
			steps = append(steps, d)
		}
	}
	if len(steps) == 0 {
		return 1.2 * size
	}
	slices.Sort(steps)
	return steps[len(steps)/2]
}
