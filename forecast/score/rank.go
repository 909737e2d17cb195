package score

import (
	"cmp"
	"slices"
)

// Rank orders forecasters by an estimate of one kind for each, the best first:
// the place of each, from 1, equal values sharing the better one. 0 is no rank,
// for those over fewer than MinRanked questions or without a value. For scores,
// losses and ratios less is better; for skills more.
func Rank(estimates []Estimate, moreIsBetter bool) []int {
	sign := 1.0
	if moreIsBetter {
		sign = -1
	}
	var order []int
	for i, e := range estimates {
		if e.Rankable() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(sign*estimates[a].Value, sign*estimates[b].Value)
	})
	ranks := make([]int, len(estimates))
	for place, i := range order {
		ranks[i] = place + 1
		if place > 0 && estimates[order[place-1]].Value == estimates[i].Value {
			ranks[i] = ranks[order[place-1]]
		}
	}
	return ranks
}
