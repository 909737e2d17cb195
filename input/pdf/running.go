package pdf

import (
	"math"
	"strings"
	"unicode"
)

// Where running heads and feet are looked for.
const (
	pageWords = 15  // of a row with a page's number, at most
	edgeRows  = 3   // rows from the upper and the lower edge
	edgeShift = 3.0 // points by which their places may differ between pages
	edgeGap   = 0.4 // letters' heights of white between them and the text
)

// edge is a row near the upper or lower edge of a page.
type edge struct {
	page int // index
	base float64
	nums []int // the numbers in it
}

// edgeKey is what rows of several pages have in common: their text but for numbers, or
// that a number in them goes up with the pages, its value on the first being ahead.
type edgeKey struct {
	foot  bool
	text  string
	ahead int
}

// keysOf are what a row may have in common with others. A table's row is no running
// head, wherever it stands.
func keysOf(page int, foot bool, r row) map[edgeKey]edge {
	if lines([]row{r})[0].isStatement() {
		return nil
	}
	text, nums := shape(r.text())
	out := map[edgeKey]edge{{foot: foot, text: text}: {page, r.base, nums}}
	if n := len(nums); n > 0 && len(r.words) <= pageWords {
		out[edgeKey{foot: foot, ahead: nums[0] - page}] = edge{page, r.base, nil}
		out[edgeKey{foot: foot, ahead: nums[n-1] - page}] = edge{page, r.base, nil}
	}
	return out
}

// dropRunning takes heads, feet and page numbers that repeat on most pages out of the
// pages' rows, and says on how many pages something was taken out. They are the same
// but for a number that goes up with the pages.
func dropRunning(pages [][]row) int {
	edges := map[edgeKey][]edge{}
	each := func(do func(page int, foot bool, k int, r row)) {
		for p, rs := range pages {
			n := min(edgeRows, len(rs))
			for k := range n {
				do(p, false, k, rs[k])
				do(p, true, k, rs[len(rs)-1-k])
			}
		}
	}
	each(func(p int, foot bool, _ int, r row) {
		for k, e := range keysOf(p, foot, r) {
			edges[k] = append(edges[k], e)
		}
	})
	top, bottom := make([]int, len(pages)), make([]int, len(pages))
	each(func(p int, foot bool, k int, r row) {
		count := &top[p]
		if foot {
			count = &bottom[p]
		}
		if *count != k {
			return
		}
		for key, e := range keysOf(p, foot, r) {
			if repeats(edges[key], e, len(pages)) {
				*count++
				return
			}
		}
	})
	left, changed := make([][]row, len(pages)), 0
	text := false
	for p, rs := range pages {
		left[p] = cut(rs, top[p], bottom[p])
		text = text || len(left[p]) > 0
		if len(left[p]) < len(rs) {
			changed++
		}
	}
	if !text { // pages that are all alike have no heads
		return 0
	}
	copy(pages, left)
	return changed
}

// cut takes rows off a page's ends, as far as white parts them from what stays.
func cut(all []row, top, bottom int) []row {
	for top > 0 && top < len(all) && all[top].top-all[top-1].end < edgeGap*all[top-1].size {
		top--
	}
	for bottom > 0 && bottom < len(all) && all[len(all)-bottom].top-all[len(all)-bottom-1].end < edgeGap*all[len(all)-bottom].size {
		bottom--
	}
	if top+bottom > len(all) {
		bottom = len(all) - top
	}
	return all[top : len(all)-bottom]
}

// repeats reports whether a row stands at its place on most pages, or on most of the
// even or the odd ones.
func repeats(all []edge, e edge, pages int) bool {
	same, parity := 0, 0
	seen := -1
	for _, o := range all {
		if o.page == seen || math.Abs(o.base-e.base) > edgeShift || !counts(o, e) {
			continue
		}
		seen = o.page
		same++
		if o.page%2 == e.page%2 {
			parity++
		}
	}
	sides := (pages + 1 - e.page%2) / 2 // pages of the same side
	return same >= 2 && (2*same >= pages || parity >= 2 && 4*parity >= 3*sides)
}

// counts reports whether the numbers of two rows are the same or go on as the pages do.
func counts(a, b edge) bool {
	for i, n := range a.nums {
		if n != b.nums[i] && n-b.nums[i] != a.page-b.page {
			return false
		}
	}
	return true
}

// shape is a row's text with a mark for each number, and the numbers.
func shape(s string) (string, []int) {
	var b strings.Builder
	var nums []int
	in := false
	for _, r := range s {
		digit := r >= '0' && r <= '9'
		switch {
		case digit && in:
			if n := &nums[len(nums)-1]; *n < 1<<40 {
				*n = *n*10 + int(r-'0')
			}
		case digit:
			nums = append(nums, int(r-'0'))
			b.WriteByte('#')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		in = digit
	}
	return b.String(), nums
}
